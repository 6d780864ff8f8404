import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { Events, EventWrite } from '../../ports/events.ts'
import { put, versionIs, type WritesOf } from './actions.ts'
import { keys } from './keys.ts'
import { bare, type Row, type Table, ttl } from './table.ts'

const TOMBSTONE_LIFE_MS = 90 * DAY_MS

export function events(table: Table): Events {
  return {
    async event(company, id) {
      const row = await table.get(keys.event(company, id))
      return row && bare<CalendarEvent>(row)
    },
  }
}

export const eventWrites: WritesOf<EventWrite> = {
  event(write, table) {
    const { event } = write
    const row: Row = { ...keys.event(event.company, event.id), row: 'event', ...event }
    if (event.isDeleted) row['expiresAt'] = ttl(event.updatedAt + TOMBSTONE_LIFE_MS)
    return [put(table, row, versionIs(write.expectedVersion))]
  },
  checkEvent(write, table) {
    return [
      {
        ConditionCheck: {
          TableName: table,
          Key: keys.event(write.company, write.id),
          ConditionExpression: '#version = :expected',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':expected': write.version },
        },
      },
    ]
  },
}
