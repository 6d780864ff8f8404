import type { Booking } from '../../../shared/domain/booking.ts'
import type { CalendarEvent } from '../../../shared/domain/calendar-event.ts'
import type { Member } from '../../../shared/domain/member.ts'
import { type Occurrence, occurrencesOf } from '../../../shared/domain/occurrence.ts'
import { type Instant, utcDayOf } from '../../../shared/domain/time.ts'
import type { CalendarTools } from './tools.ts'

/** One entry of a calendar: an occurrence of an event, or a booking. */
export type Entry = { event: CalendarEvent; occurrence: Occurrence } | { booking: Booking }

export interface Entries {
  entries: Entry[]
  members: Member[]
}

const DAY_MS = 86_400_000

/**
 * What stands in the calendars of the given members in [from, to): found through the ledger's days and spans, so that
 * what one sees and what is taken can never differ.
 */
export async function listEvents(
  tools: CalendarTools,
  reader: Member,
  from: Instant,
  to: Instant,
  memberIds: string[],
): Promise<Entries> {
  const [members, times] = await Promise.all([
    tools.store.members(reader.company),
    tools.store.time(reader.company, memberIds, utcDayOf(from - DAY_MS), utcDayOf(to + DAY_MS), 'latest'),
  ])
  const ids = new Set<string>()
  for (const { days, spans } of times) {
    for (const { claims } of days) for (const claim of claims) if (claim.from < to && claim.to > from) ids.add(claim.id)
    for (const span of spans) ids.add(span.id)
  }
  const { events, bookings } = await tools.store.subjects(reader.company, [...ids])
  const entries: Entry[] = bookings
    .filter((one) => one.status !== 'cancelled' && one.startsAt < to && one.endsAt > from)
    .map((booking) => ({ booking }))
  for (const event of events) {
    if (event.isDeleted) continue
    for (const occurrence of occurrencesOf(event, from, to, reader.timeZone)) entries.push({ event, occurrence })
  }
  return { entries, members }
}
