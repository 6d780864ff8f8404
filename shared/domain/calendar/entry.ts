import type { Booking } from '../booking/booking.ts'
import { type CalendarEvent, isOffCalendars } from '../event/calendar-event.ts'
import { eventAt } from '../event/people-at.ts'
import type { overlapping } from '../ledger/overlapping.ts'
import { spanOf } from '../recurrence/event-times.ts'
import { type Occurrence, occurrencesOf } from '../recurrence/occurrence.ts'
import { shownBetween } from '../recurrence/series-bounds.ts'
import type { Interval } from '../time/interval.ts'
import type { Instant, TimeZone } from '../time/time.ts'

/** Where an entry stands in a list: what begins first comes first, and no two stand at the same place. */
export interface Position {
  at: Instant
  id: string
  /** Which meeting of a series; empty for what happens once. */
  key: string
}

/**
 * One entry of a calendar: an occurrence of an event with the event as it is on that date, a booking, or a class with
 * all who come.
 */
export type Entry = { position: Position } & (
  | { event: CalendarEvent; occurrence: Occurrence }
  | { booking: Booking; isOverlapped: boolean }
  | { session: Booking[] }
)

export function comparePositions(a: Position, b: Position): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
}

/** The meetings of an event that touch a stretch of what is listed, each as it is shown in the whole of it. */
export function eventEntries(event: CalendarEvent, stretch: Interval, listed: Interval, zone: TimeZone): Entry[] {
  if (isOffCalendars(event)) return []
  return occurrencesOf(event, stretch.from, stretch.to, zone).map((found) => {
    const occurrence = shownBetween(found, listed.from, listed.to, zone)
    const position = { at: spanOf(occurrence.times, zone).from, id: event.id, key: occurrence.key ?? '' }
    return { position, event: eventAt(event, occurrence.key), occurrence }
  })
}

/** Bookings as their hosts see them: classes as one, and marked where something else was put over them (D2). */
export function bookingEntries(bookings: Booking[], isTaken: ReturnType<typeof overlapping>): Entry[] {
  const classes = Map.groupBy(
    bookings.filter(({ session }) => session).sort((a, b) => (a.id < b.id ? -1 : 1)),
    ({ session, hosts, resources }) => `${session!.id}/${hosts[0] ?? resources[0]}`,
  )
  const positionOf = ({ startsAt, id }: Booking): Position => ({ at: startsAt, id, key: '' })
  return [
    ...[...classes.values()].map((session): Entry => ({ position: positionOf(session[0]!), session })),
    ...bookings
      .filter(({ session }) => !session)
      .map((booking): Entry => {
        const { id, hosts, startsAt, endsAt } = booking
        const isOverlapped = hosts.some((host) => isTaken(host, id, startsAt, endsAt))
        return { position: positionOf(booking), booking, isOverlapped }
      }),
  ]
}
