import type { CalendarEvent } from '../event/calendar-event.ts'
import { answered } from '../event/people-at.ts'
import type { Edited } from '../event/series-edit.ts'
import { begunAt } from '../event/series-split.ts'
import type { Attendee } from '../people/attendee.ts'
import type { Instant, TimeZone } from '../time/time.ts'
import { dateOfOtherTimes, isOfOtherTimes } from './cause.ts'
import { differences } from './differences.ts'

/**
 * An event after a change, with the answers that still are answers to it: one to a time that it no longer has is none
 * any more (RFC 6638, 3.2.8), be it of all of it or of one date. Whoever moved it knows, and whoever holds it comes.
 * @param before of the later part of a split: what its dates were, as `begunAt` says it
 */
export function repliesAfter(
  before: CalendarEvent,
  after: CalendarEvent,
  by: string | undefined,
  now: Instant,
  timeZone: TimeZone,
): CalendarEvent {
  // Seen by somebody who holds all of it.
  const held = (event: CalendarEvent) => ({ event, isOrganizer: true })
  const causes = differences(held(before), held(after), '', now, timeZone)
  const keys = causes.flatMap((cause) => dateOfOtherTimes(cause) ?? [])
  const isAll = causes.some(isOfOtherTimes)
  if (!isAll && keys.length === 0) return after
  const isAsked = ({ memberId }: Attendee) =>
    memberId === undefined || (memberId !== by && memberId !== after.organizerId)
  const asked = (one: Attendee): Attendee => {
    if (!isAsked(one)) return one
    if (isAll) return answered(one, 'needsAction', { scope: 'all' })
    return keys.reduce<Attendee>((known, key) => answered(known, 'needsAction', { scope: 'this', key }), one)
  }
  const changedOccurrences = Object.fromEntries(
    Object.entries(after.changedOccurrences).map(([key, change]) => {
      if (change.isCancelled || !change.added || !(isAll || keys.includes(key))) return [key, change]
      const added = change.added.map((one) => (isAsked(one) ? { ...one, reply: 'needsAction' as const } : one))
      return [key, { ...change, added }]
    }),
  )
  return { ...after, attendees: after.attendees.map(asked), changedOccurrences }
}

/**
 * A change of a series with the answers that still are answers to it; those of events that come from elsewhere are
 * theirs.
 * @param change.key the date at which it was changed @param change.by the member who did it
 */
export function repliesAfterEdit(
  before: CalendarEvent,
  edited: Edited,
  { key, by, now, timeZone }: { key: string | undefined; by: string; now: Instant; timeZone: TimeZone },
): Edited {
  if (before.source.kind !== 'almanac') return edited
  const was = edited.earlier ? begunAt(before, key!, edited.event.id, now) : before
  return { ...edited, event: repliesAfter(was, edited.event, by, now, timeZone) }
}
