import { type CalendarEvent, isPublished } from '../event/calendar-event.ts'
import { attendeesAt } from '../event/people-at.ts'
import type { Attendee } from '../people/attendee.ts'
import { type EventTimes, spanOf, timesFrom } from '../recurrence/event-times.ts'
import { hasOccurrence, occurrencesOf, startOfKey } from '../recurrence/occurrence.ts'
import { isSeries } from '../recurrence/repetition.ts'
import { lastEndOf } from '../recurrence/series-end.ts'
import type { Instant, TimeZone } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'

/** Somebody whom a change may concern. */
export interface Person {
  email: string
  name?: string | undefined
  memberId?: string | undefined
}

/** What somebody's calendar holds of an event. */
export interface Held {
  event: CalendarEvent
  /** Who they are in it; absent: they hold it and are not asked. */
  attendee?: Attendee
  isOrganizer: boolean
  /** They are asked to these dates of a series and to no other. */
  only?: string[]
}

/** What somebody's calendar is to hold of an event as it is; nothing where they have no part in it. */
export function heldBy(event: CalendarEvent | undefined, person: Person): Held | undefined {
  if (!event || !isPublished(event)) return undefined
  const attendee = event.attendees.find(({ email }) => email === person.email)
  const isOrganizer = person.memberId !== undefined && event.organizerId === person.memberId
  if (isOrganizer || attendee) return { event, isOrganizer, ...(attendee && { attendee }) }
  const only = Object.keys(event.changedOccurrences)
    .filter((key) => attendeesAt(event, key).some(({ email }) => email === person.email))
    .filter((key) => !event.changedOccurrences[key]!.isCancelled)
    .sort()
  return only.length > 0 ? { event, isOrganizer, only } : undefined
}

/** One date as somebody's calendar holds it. */
export type HeldDate =
  | { is: 'none' | 'cancelled' | 'notAsked' }
  | { is: 'there'; times: EventTimes; attendee: Attendee | undefined; event: CalendarEvent }

/** A date of a series as it stands in somebody's calendar; `event` says what it is on that date. */
export function heldDate({ event, isOrganizer, only }: Held, key: string, email: string): HeldDate {
  const change = event.changedOccurrences[key]
  if (change?.isCancelled) return { is: 'cancelled' }
  if (only && !only.includes(key)) return { is: 'none' }
  if (!change && !hasOccurrence(event, key)) return { is: 'none' }
  const attendees = attendeesAt(event, key)
  const attendee = attendees.find((one) => one.email === email)
  if (!attendee && !isOrganizer) return { is: 'notAsked' }
  const times = change?.times ?? timesFrom(event.times, startOfKey(event, key)!)
  const { title, description, location, videoCallUrl, resources } = { ...event, ...change }
  const own = { title, description, location, videoCallUrl, attendees, ...(resources && { resources }) }
  return { is: 'there', times, attendee, event: { ...event, ...own } }
}

const FIRST_LOOK_DAYS = 32
const LAST_LOOK_DAYS = 3660

/**
 * Whether something of an event is still to come, or goes on; of a series without end within ten years. Whole days are
 * those of `zone`.
 */
export function liesAhead(event: CalendarEvent, now: Instant, zone: TimeZone): boolean {
  if (!isSeries(event)) return spanOf(event.times, zone).to > now
  const last = lastEndOf(event)
  if (last !== undefined && last <= now) return false
  const begins = Math.max(now, spanOf(event.times, zone).from - DAY_MS)
  for (let days = FIRST_LOOK_DAYS; ; days = Math.min(LAST_LOOK_DAYS, days * 8)) {
    if (occurrencesOf(event, now, begins + days * DAY_MS, zone).length > 0) return true
    if (days === LAST_LOOK_DAYS) return false
  }
}
