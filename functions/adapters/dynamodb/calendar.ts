import type { Booking } from '../../../shared/domain/booking.ts'
import type { CalendarEvent } from '../../../shared/domain/calendar-event.ts'
import type { Span } from '../../../shared/domain/ledger.ts'
import type { CalendarStore, PrincipalTime } from '../../ports/store.ts'
import { keys } from './keys.ts'
import { readDay } from './ledger-rows.ts'
import { bare, type Table } from './table.ts'

export function calendarStore(table: Table): CalendarStore {
  async function timeOf(
    company: string,
    principal: string,
    from: string,
    to: string,
    read: 'latest' | 'quick',
  ): Promise<PrincipalTime> {
    const pk = keys.ledger(company, principal)
    // `revision` sorts just before `span#`: one query reads the spans together with the revision that guards them.
    const [days, rest] = await Promise.all([
      table.query(
        'pk = :pk AND sk BETWEEN :from AND :to',
        { ':pk': pk, ':from': `day#${from}`, ':to': `day#${to}` },
        read,
      ),
      table.query(
        'pk = :pk AND sk BETWEEN :revision AND :end',
        { ':pk': pk, ':revision': 'revision', ':end': 'span#~' },
        read,
      ),
    ])
    return {
      principal,
      revision: Number(rest.find((row) => row['sk'] === 'revision')?.['revision'] ?? 0),
      days: days.map((row) => readDay(row, principal)),
      spans: rest.filter((row) => row['row'] === 'span').map((row) => bare<Span>(row)),
    }
  }

  return {
    async event(company, id) {
      const row = await table.get(keys.event(company, id))
      return row && bare<CalendarEvent>(row)
    },
    async booking(company, id) {
      const row = await table.get(keys.booking(company, id))
      return row && bare<Booking>(row)
    },
    async subjects(company, ids) {
      const rows = await table.getAll(ids.flatMap((id) => [keys.event(company, id), keys.booking(company, id)]))
      return {
        events: rows.filter((row) => row['row'] === 'event').map((row) => bare<CalendarEvent>(row)),
        bookings: rows.filter((row) => row['row'] === 'booking').map((row) => bare<Booking>(row)),
      }
    },
    time(company, principals, from, to, read) {
      return Promise.all(principals.map((principal) => timeOf(company, principal, from, to, read)))
    },
  }
}
