import { z } from 'zod'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { providerKeys } from '../../../shared/domain/event/calendar-providers.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { Events, EventWrite } from '../../ports/events.ts'
import { foundAtVersion, put, versionIs, type WritesOf } from './actions.ts'
import { attendee, eventReminder, moreContent, privacy } from './event-schema.ts'
import type { Key } from './keys.ts'
import { repetition } from './repetition-schema.ts'
import type { Row } from './row.ts'
import { readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

const TOMBSTONE_LIFE_MS = 90 * DAY_MS

export const eventKey = (company: string, id: string): Key => ({ pk: `${company}#event#${id}`, sk: 'event' })

/** What a change of an event may replace, and undo then keeps. */
const undoable = {
  ...repetition,
  icalUid: z.string(),
  organizerId: z.string(),
  title: z.string(),
  description: z.string(),
  location: z.string(),
  videoCallUrl: z.string(),
  ...moreContent,
  calendarId: z.string().optional(),
  blocksNobody: z.boolean().optional(),
  appointmentTypeId: z.string().optional(),
  recordId: z.string().optional(),
  activityId: z.string().optional(),
  ownReminders: z.record(z.string(), z.array(eventReminder)).optional(),
  splitFrom: z.object({ id: z.string(), key: z.string() }).optional(),
  continuedBy: z.string().optional(),
  attendees: z.array(attendee),
  resources: z.array(z.string()).optional(),
  announcementId: z.string().optional(),
  isCrowded: z.boolean().optional(),
  privacy,
  showAs: z.enum(['busy', 'free']),
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('almanac') }),
    z.object({ kind: z.enum(providerKeys), connectionId: z.string() }),
  ]),
  isDraft: z.boolean().optional(),
  archivedAt: z.number().optional(),
  isDeleted: z.boolean().optional(),
  deletion: z.object({ at: z.number(), by: z.string() }).optional(),
}

/** An event as it stands in its own row and in the rows that keep one. */
export const calendarEvent = z.object({
  id: z.string(),
  company: z.string(),
  version: z.number(),
  sequence: z.number(),
  ...undoable,
  createdAt: z.number(),
  updatedAt: z.number(),
  history: z.object({ since: z.number(), fields: z.record(z.string(), z.number()) }).optional(),
  undo: z
    .object({
      version: z.number(),
      was: z.object(undoable).partial(),
      absent: z.array(z.string()),
      created: z.object({ id: z.string(), version: z.number() }).optional(),
    })
    .optional(),
})

export const readEvent = readerOf<CalendarEvent>()('event', calendarEvent)

export function events(table: Table): Events {
  return {
    async event(company, id) {
      const row = await table.get(eventKey(company, id))
      return row && readEvent(row)
    },
    async events(company, ids) {
      const rows = await table.getAll(ids.map((id) => eventKey(company, id)))
      return rows.map(readEvent)
    },
  }
}

export const eventWrites: WritesOf<EventWrite> = {
  event: {
    actions(write, table) {
      const { event } = write
      const row: Row = { ...eventKey(event.company, event.id), row: 'event', ...event }
      if (event.isDeleted) row['expiresAt'] = ttl(event.updatedAt + TOMBSTONE_LIFE_MS)
      return [put(table, row, versionIs(write.expectedVersion))]
    },
    async found({ event }, table) {
      return foundAtVersion(await events(table).event(event.company, event.id), event)
    },
  },
  checkEvent: {
    actions(write, table) {
      return [
        {
          ConditionCheck: {
            TableName: table,
            Key: eventKey(write.company, write.id),
            ConditionExpression: '#version = :expected',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':expected': write.version },
          },
        },
      ]
    },
  },
}
