import type { Announcement } from '../../../shared/domain/event/announcement.ts'
import type { Announcements, AnnouncementWrite } from '../../ports/announcements.ts'
import { put, versionIs, type WritesOf } from './actions.ts'
import { keys, shardOf } from './keys.ts'
import { bare, SWEEP_LIMIT, type Table } from './table.ts'

export function announcements(table: Table): Announcements {
  return {
    async announcement(company, id) {
      const row = await table.get(keys.announcement(company, id))
      return row && bare<Announcement>(row)
    },
    async openAnnouncements(announcedBefore) {
      const rows = await table.pending('announcement', announcedBefore, SWEEP_LIMIT)
      return rows.map((row) => bare<Announcement>(row))
    },
  }
}

export const announcementWrites: WritesOf<AnnouncementWrite> = {
  announcement(write, table) {
    const { announcement } = write
    return [
      put(
        table,
        {
          ...keys.announcement(announcement.company, announcement.id),
          row: 'announcement',
          ...announcement,
          pendingShard: `announcement#${shardOf(announcement.id)}`,
          pendingAt: announcement.at,
        },
        versionIs(0),
      ),
    ]
  },
  settled(write, table) {
    const { company, id } = write.announcement
    return [
      {
        Delete: {
          TableName: table,
          Key: keys.announcement(company, id),
          ConditionExpression: 'attribute_exists(pk)',
        },
      },
    ]
  },
}
