import { z } from 'zod'
import type { Announcement } from '../../../shared/domain/event/announcement.ts'
import type { Announcements, AnnouncementWrite } from '../../ports/announcements.ts'
import { SWEEP_LIMIT } from '../../ports/repositories.ts'
import { put, versionIs, type WritesOf } from './actions.ts'
import { changeKind, hears, origin } from './changes.ts'
import { calendarEvent } from './events.ts'
import { type Key, shardOf } from './keys.ts'
import { readable, readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const keyOf = (company: string, id: string): Key => ({ pk: `${company}#announcement#${id}`, sk: 'announcement' })

const readAnnouncement = readerOf<Announcement>()(
  'announcement',
  z.object({
    id: z.string(),
    company: z.string(),
    at: z.number(),
    origin,
    steps: z.array(
      z.object({
        before: calendarEvent.optional(),
        after: calendarEvent,
        kind: changeKind,
        hears: hears.optional(),
      }),
    ),
  }),
)

export function announcements(table: Table): Announcements {
  return {
    async announcement(company, id) {
      const row = await table.get(keyOf(company, id))
      return row && readAnnouncement(row)
    },
    async openAnnouncements(announcedBefore) {
      return readable(await table.pending('announcement', announcedBefore, SWEEP_LIMIT), readAnnouncement)
    },
  }
}

export const announcementWrites: WritesOf<AnnouncementWrite> = {
  announcement: {
    actions(write, table) {
      const { announcement } = write
      return [
        put(
          table,
          {
            ...keyOf(announcement.company, announcement.id),
            row: 'announcement',
            ...announcement,
            pendingShard: `announcement#${shardOf(announcement.id)}`,
            pendingAt: announcement.at,
          },
          versionIs(0),
        ),
      ]
    },
  },
  resolved: {
    actions(write, table) {
      const { company, id } = write.announcement
      return [{ Delete: { TableName: table, Key: keyOf(company, id), ConditionExpression: 'attribute_exists(pk)' } }]
    },
    // Whoever took it away came to the same verdict.
    async found({ announcement: { company, id } }, table) {
      return (await announcements(table).announcement(company, id)) ? 'notThere' : 'there'
    },
  },
}
