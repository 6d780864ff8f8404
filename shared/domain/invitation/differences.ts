import type { CalendarEvent } from '../event/calendar-event.ts'
import { type EventTimes, lengthOf, occurrenceKey, sameTimes, spanOf } from '../recurrence/event-times.ts'
import type { Start } from '../recurrence/occurrence.ts'
import { isSeries, rulesOf } from '../recurrence/repetition.ts'
import { lastEndOf } from '../recurrence/series-end.ts'
import { startOf, startsBetween } from '../recurrence/series-starts.ts'
import { addDays, type Instant, localDateOf, type TimeZone } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'
import type { Cause, Place } from './cause.ts'
import { type Held, type HeldDate, heldDate, liesAhead } from './held.ts'

/** So far ahead the dates of two series are compared: over each clock change of two years. */
const COMPARED_DAYS = 800
/** The end of a series is known to within so much (lastEndOf). */
const END_IS_KNOWN_TO_MS = 3 * DAY_MS
/** So many dates one cause names. */
const MOST_NAMED = 50

const json = JSON.stringify
const isSame = (one: unknown, other: unknown) => json(one) === json(other)

const placeOf = ({ location, videoCallUrl, resources = [] }: CalendarEvent): Place => ({
  location,
  videoCallUrl,
  resources,
})
const detailsOf = ({ description, descriptionHtml, attachments = [] }: CalendarEvent) => [
  description,
  descriptionHtml ?? '',
  attachments,
]

/** How two times differ: another start, or another end alone. */
function timesDiffer(was: EventTimes, is: EventTimes): 'moved' | 'shortened' | 'lengthened' | undefined {
  if (sameTimes(was, is)) return undefined
  if (startOf(was) !== startOf(is)) return 'moved'
  return lengthOf(is) < lengthOf(was) ? 'shortened' : 'lengthened'
}

/** The original starts of an event from a moment on, be they changed or cancelled. */
function keysAhead(event: CalendarEvent, from: Instant, zone: TimeZone): string[] {
  const until = from + COMPARED_DAYS * DAY_MS
  const starts: Start[] =
    event.times.kind === 'timed'
      ? startsBetween(event, from, until)
      : startsBetween(event, localDateOf(from, zone), addDays(localDateOf(from, zone), COMPARED_DAYS))
  return starts.map(occurrenceKey)
}

/** Which dates of a series there are no more, or anew. */
function datesDiffer(was: CalendarEvent, is: CalendarEvent, now: Instant, zone: TimeZone): Cause[] {
  const from = Math.max(now, Math.min(spanOf(was.times, zone).from, spanOf(is.times, zone).from) - DAY_MS)
  const [wereKeys, areKeys] = [keysAhead(was, from, zone), keysAhead(is, from, zone)]
  const [wereSet, areSet] = [new Set(wereKeys), new Set(areKeys)]
  const gone = wereKeys.filter((key) => !areSet.has(key))
  const added = areKeys.filter((key) => !wereSet.has(key))
  if (gone.length > 0 && added.length > 0) {
    const isShifted = isSame(rulesOf(was), rulesOf(is))
    return [{ code: isShifted ? 'moved' : 'repeatsOtherwise', was: was.times, is: is.times }]
  }
  if (added.length > 0) return [{ code: 'datesAdded', keys: added.slice(0, MOST_NAMED) }]
  if (gone.length > 0) {
    const isCut = areKeys.every((key) => key < gone[0]!)
    return [
      isCut ? { code: 'endsEarlier', key: gone[0]! } : { code: 'datesCancelled', keys: gone.slice(0, MOST_NAMED) },
    ]
  }
  const [wasLast, isLast] = [lastEndOf(was) ?? Number.POSITIVE_INFINITY, lastEndOf(is) ?? Number.POSITIVE_INFINITY]
  if (Math.min(wasLast, isLast) < from + COMPARED_DAYS * DAY_MS) return []
  if (isLast < wasLast - END_IS_KNOWN_TO_MS) return [{ code: 'endsEarlier' }]
  return isLast > wasLast + END_IS_KNOWN_TO_MS ? [{ code: 'datesAdded', keys: [] }] : []
}

function repetitionDiffers(was: CalendarEvent, is: CalendarEvent, now: Instant, zone: TimeZone): Cause[] {
  if (!isSeries(was) && !isSeries(is)) {
    const code = timesDiffer(was.times, is.times)
    return code ? [{ code, was: was.times, is: is.times }] : []
  }
  if (isSame([was.times, rulesOf(was)], [is.times, rulesOf(is)])) return []
  if (was.times.kind !== is.times.kind) return [{ code: 'moved', was: was.times, is: is.times }]
  const dates = datesDiffer(was, is, now, zone)
  const [wasLength, isLength] = [lengthOf(was.times), lengthOf(is.times)]
  if (wasLength === isLength || dates.some(({ code }) => code === 'moved' || code === 'repeatsOtherwise')) return dates
  return [{ code: isLength < wasLength ? 'shortened' : 'lengthened', was: was.times, is: is.times }, ...dates]
}

const DATE_CODES = { moved: 'dateMoved', shortened: 'dateShortened', lengthened: 'dateLengthened' } as const

/** What one date says otherwise by itself, and not because its series does. */
function dateDiffers(
  key: string,
  was: Extract<HeldDate, { is: 'there' }>,
  is: Extract<HeldDate, { is: 'there' }>,
  whole: { was: CalendarEvent; is: CalendarEvent } | undefined,
): Cause[] {
  const code = timesDiffer(was.times, is.times)
  const differs = (read: (event: CalendarEvent) => unknown) =>
    !isSame(read(was.event), read(is.event)) &&
    !(whole && isSame(read(was.event), read(whole.was)) && isSame(read(is.event), read(whole.is)))
  const what = [
    ...(differs(({ title }) => title) ? (['title'] as const) : []),
    ...(differs(placeOf) ? (['place'] as const) : []),
    ...(differs(detailsOf) ? (['details'] as const) : []),
  ]
  return [
    ...(code ? [{ code: DATE_CODES[code], key, was: was.times, is: is.times }] : []),
    ...(what.length > 0 ? [{ code: 'dateChanged' as const, key, what }] : []),
  ]
}

function singleDates(was: Held, is: Held, email: string, now: Instant, zone: TimeZone): Cause[] {
  const keys = new Set([...Object.keys(was.event.changedOccurrences), ...Object.keys(is.event.changedOccurrences)])
  const isAhead = (times: EventTimes) => spanOf(times, zone).to > now
  const whole = was.only || is.only ? undefined : { was: was.event, is: is.event }
  return [...keys].sort().flatMap((key): Cause[] => {
    const [wasDate, isDate] = [heldDate(was, key, email), heldDate(is, key, email)]
    if (wasDate.is !== 'there') {
      if (isDate.is !== 'there' || !isAhead(isDate.times)) return []
      const { times } = isDate
      if (wasDate.is === 'cancelled') return [{ code: 'dateBack', key, is: times }]
      if (wasDate.is === 'notAsked' || is.only) return [{ code: 'invitedToDate', key, is: times }]
      // One that its series does not have by itself.
      return !is.event.changedOccurrences[key] ? [] : [{ code: 'datesAdded', keys: [key] }]
    }
    if (isDate.is !== 'there') {
      if (!isAhead(wasDate.times)) return []
      if (isDate.is === 'cancelled') return [{ code: 'dateCancelled', key, was: wasDate.times }]
      if (isDate.is === 'notAsked' || was.only) return [{ code: 'noLongerInvitedToDate', key, was: wasDate.times }]
      return []
    }
    return isAhead(wasDate.times) || isAhead(isDate.times) ? dateDiffers(key, wasDate, isDate, whole) : []
  })
}

/**
 * How what somebody's calendar is to hold differs from what it holds, as far as it is worth telling: what is over,
 * tags, privacy, reminders and how it is shown are not. Whole days are those of `zone`.
 */
export function differences(was: Held, is: Held, email: string, now: Instant, zone: TimeZone): Cause[] {
  if (!liesAhead(was.event, now, zone) && !liesAhead(is.event, now, zone)) return []
  if (was.only && !is.only) return [{ code: 'invited' }]
  if (is.only && !was.only) return [{ code: 'onlyDates', keys: is.only }]
  const [before, after] = [was.event, is.event]
  if (is.only) return singleDates(was, is, email, now, zone)
  const repetition = repetitionDiffers(before, after, now, zone)
  const isMoved = repetition.some(({ code }) => code === 'moved' || code === 'repeatsOtherwise')
  const organizer: Cause[] =
    before.organizerId === after.organizerId ? [] : [{ code: is.isOrganizer ? 'organizes' : 'organizerChanged' }]
  return [
    ...organizer,
    ...repetition,
    // Where the dates of a series have gone elsewhere, so have their keys.
    ...(isMoved ? [] : singleDates(was, is, email, now, zone)),
    ...(before.title === after.title ? [] : [{ code: 'renamed' as const, was: before.title, is: after.title }]),
    ...(isSame(placeOf(before), placeOf(after))
      ? []
      : [{ code: 'placeChanged' as const, was: placeOf(before), is: placeOf(after) }]),
    ...(isSame(detailsOf(before), detailsOf(after)) ? [] : [{ code: 'detailsChanged' as const }]),
  ]
}
