import { z } from 'zod'
import { type Calendar, calendarRights } from '../../../shared/domain/people/calendar.ts'
import { colours } from '../../../shared/domain/people/colour.ts'
import type { Calendars } from '../../ports/calendars.ts'
import { conditionOf } from './actions.ts'
import { eventReminder, privacy } from './event-schema.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const calendarKey = (company: string, id: string): Key => ({ pk: `${company}#calendars`, sk: id })

const readCalendar = readerOf<Calendar>()(
  'calendar',
  z.object({
    id: z.string(),
    company: z.string(),
    version: z.number(),
    name: z.string(),
    colour: z.enum(colours),
    ownerId: z.string().optional(),
    defaultPrivacy: privacy,
    defaultReminders: z.array(eventReminder),
    isBlocking: z.boolean(),
    members: z.array(z.object({ memberId: z.string(), right: z.enum(calendarRights) })),
    movedTo: z.string().optional(),
  }),
)

export function calendars(table: Table): Calendars {
  return {
    async calendars(company) {
      const rows = await table.query('pk = :pk', { ':pk': calendarKey(company, '').pk })
      return rows.map(readCalendar)
    },
    putCalendar(calendar, expectedVersion) {
      const { company, id } = calendar
      return table.put({ ...calendarKey(company, id), row: 'calendar', ...calendar }, conditionOf(expectedVersion))
    },
  }
}
