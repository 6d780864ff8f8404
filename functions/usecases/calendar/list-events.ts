import { type Booking, isOver } from '../../../shared/domain/booking.ts'
import type { CalendarEvent } from '../../../shared/domain/calendar-event.ts'
import type { PlacedClaim } from '../../../shared/domain/decide.ts'
import { claimsBetween } from '../../../shared/domain/ledger.ts'
import type { Member } from '../../../shared/domain/member.ts'
import { type Occurrence, occurrencesOf } from '../../../shared/domain/occurrence.ts'
import { sessionsElsewhere } from '../../../shared/domain/placement.ts'
import { type Instant, utcDayOf } from '../../../shared/domain/time.ts'
import type { CalendarTools } from './tools.ts'

/** One entry of a calendar: an occurrence of an event, a booking, or a class with all who come. */
export type Entry =
  | { event: CalendarEvent; occurrence: Occurrence }
  | { booking: Booking; isOverlapped: boolean }
  | { session: Booking[] }

export interface Entries {
  entries: Entry[]
  members: Member[]
}

const DAY_MS = 86_400_000

/** Bookings as their hosts see them: classes as one, and marked where something else was put over them (D2). */
function bookingEntries(bookings: Booking[], claims: PlacedClaim[]): Entry[] {
  const classes = Map.groupBy(
    bookings.filter(({ session }) => session),
    ({ session, hosts, resources }) => `${session!.id}/${hosts[0] ?? resources[0]}`,
  )
  const single = bookings.filter(({ session }) => !session)
  return [
    ...[...classes.values()].map((session): Entry => ({ session })),
    ...single.map(
      (booking): Entry => ({
        booking,
        isOverlapped: claims.some(
          ({ principal, claim }) =>
            booking.hosts.includes(principal) &&
            claim.id !== booking.id &&
            claim.from < booking.endsAt &&
            booking.startsAt < claim.to,
        ),
      }),
    ),
  ]
}

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
  const elsewhere = times.flatMap(sessionsElsewhere)
  const classes = [
    ...times.flatMap(({ sessions }) => sessions),
    ...(elsewhere.length === 0 ? [] : await tools.store.tallies(reader.company, elsewhere)),
  ]
  const ids = new Set<string>()
  for (const { entries } of classes) for (const id of Object.keys(entries)) ids.add(id)
  for (const { days, spans } of times) {
    for (const { claims } of days) for (const claim of claims) if (claim.from < to && claim.to > from) ids.add(claim.id)
    for (const span of spans) ids.add(span.id)
  }
  const { events, bookings } = await tools.store.subjects(reader.company, [...ids])
  const now = tools.clock.now()
  const entries: Entry[] = bookingEntries(
    bookings.filter((one) => !isOver(one) && one.startsAt < to && one.endsAt > from),
    times.flatMap((time) => claimsBetween(time, from, to, now).map((claim) => ({ principal: time.principal, claim }))),
  )
  for (const event of events) {
    if (event.isDeleted) continue
    for (const occurrence of occurrencesOf(event, from, to, reader.timeZone)) entries.push({ event, occurrence })
  }
  return { entries, members }
}
