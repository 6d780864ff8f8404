import type { Booking } from '../../../shared/domain/booking/booking.ts'
import type { Announcement } from '../../../shared/domain/event/announcement.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { PrincipalTime } from '../../../shared/domain/ledger/ledger.ts'
import type { Tally } from '../../../shared/domain/ledger/tally.ts'
import type { Schedule } from '../../../shared/domain/people/availability.ts'
import type { CalendarStore, KeptStanding } from '../../ports/store.ts'
import { keys } from './keys.ts'
import { readDay, readFacts, readSpan } from './ledger-rows.ts'
import { bare, type Row, type Table } from './table.ts'
import { readTally, tallyKeyOf } from './tally-rows.ts'

const SWEEP_LIMIT = 200

export function calendarStore(table: Table): CalendarStore {
  async function timeOf(
    company: string,
    principal: string,
    from: string,
    to: string,
    read: 'latest' | 'quick',
  ): Promise<PrincipalTime> {
    const pk = keys.ledger(company, principal)
    const between = (first: string, last: string) =>
      table.query('pk = :pk AND sk BETWEEN :first AND :last', { ':pk': pk, ':first': first, ':last': last }, read)
    // Classes stand among the days that they are on; facts, hours and spans stand together at the end.
    const [days, rest] = await Promise.all([between(`day#${from}`, `day#${to}~`), between('head', 'span#~')])
    const head = rest.find((row) => row['row'] === 'head')
    const of = <T>(rows: Row[], kind: string, read: (row: Row) => T) =>
      rows.filter((row) => row['row'] === kind).map(read)
    return {
      principal,
      facts: readFacts(head),
      revision: Number(head?.['revision'] ?? 0),
      schedules: of(rest, 'hours', (row) => bare<Schedule>(row)),
      days: of(days, 'day', (row) => readDay(row, principal)),
      sessions: of(days, 'tally', readTally),
      spans: of(rest, 'span', readSpan),
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
    async tallies(company, names) {
      const rows = await table.getAll(names.map((name) => tallyKeyOf(company, name)))
      return names.map((name): Tally => {
        const { pk, sk } = tallyKeyOf(company, name)
        const row = rows.find((one) => one['pk'] === pk && one['sk'] === sk)
        return row ? readTally(row) : { name, version: 0, entries: {} }
      })
    },
    async limits(company, type, principals, from, to, read) {
      const found = await Promise.all(
        principals.map((principal) =>
          table.query(
            'pk = :pk AND sk BETWEEN :from AND :to',
            { ':pk': keys.limits(company, type, principal), ':from': from, ':to': `${to}~` },
            read,
          ),
        ),
      )
      return found.flat().map(readTally)
    },
    async announcement(company, id) {
      const row = await table.get(keys.announcement(company, id))
      return row && bare<Announcement>(row)
    },
    async openAnnouncements(announcedBefore) {
      const rows = await table.pending('announcement', announcedBefore, SWEEP_LIMIT)
      return rows.map((row) => bare<Announcement>(row))
    },
    async endedHolds(endedBefore) {
      const rows = await table.pending('hold', endedBefore, SWEEP_LIMIT)
      return rows.map((row) => bare<Booking>(row))
    },
    async standings(company, eventId) {
      const rows = await table.query('pk = :pk', { ':pk': keys.standing(company, eventId, '').pk })
      return rows.map((row) => bare<KeptStanding>(row))
    },
  }
}
