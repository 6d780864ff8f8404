import type { Booking } from '../../../shared/domain/booking/booking.ts'
import type { Announcement } from '../../../shared/domain/event/announcement.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { PrincipalFacts, Span } from '../../../shared/domain/ledger/ledger.ts'
import { announcementShelf } from './announcements.ts'
import { bookingShelf } from './bookings.ts'
import { eventShelf } from './events.ts'
import type { KeptHead } from './ledger.ts'
import { type KeptDay, ledgerShelf } from './ledger-days.ts'
import type { Shelves } from './shelves.ts'
import type { KeptTally } from './tallies.ts'

/** What a test may look at, past the port: everything that a company's time consists of, as it is kept. */
export interface KeptLedger {
  days: KeptDay[]
  tallies: KeptTally[]
  heads: Map<string, PrincipalFacts & { revision: number }>
  spans: Span[]
  bookings: Booking[]
  events: CalendarEvent[]
  announcements: Announcement[]
}

/** The ledger of a company at this moment. */
export function keptLedger(shelves: Shelves, company: string): KeptLedger {
  const days: KeptDay[] = []
  const tallies: KeptTally[] = []
  const heads: KeptLedger['heads'] = new Map()
  const spans: Span[] = []
  const ledger = ledgerShelf(company, '')
  for (const { shelf, name, value } of shelves.below(ledger))
    if (name.startsWith('day ')) {
      if ('claims' in (value as object)) days.push(value as KeptDay)
      else tallies.push(value as KeptTally)
    } else if (name.startsWith('span ')) spans.push(value as Span)
    else if (name === 'head') {
      const { revision = 0, facts } = value as KeptHead
      heads.set(shelf.slice(ledger.length), { timeZone: 'UTC', daysOff: [], ...facts, revision })
    }
  for (const prefix of [`${company} limits `, `${company} booker `])
    for (const { value } of shelves.below(prefix)) tallies.push(value as KeptTally)
  return {
    days,
    tallies,
    heads,
    spans,
    bookings: shelves.range<Booking>(bookingShelf(company)),
    events: shelves.range<CalendarEvent>(eventShelf(company)),
    announcements: shelves.range<Announcement>(announcementShelf(company)),
  }
}
