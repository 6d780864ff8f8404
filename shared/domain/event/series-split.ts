import { BadInput, inputFault } from '../answers/bad-input.ts'
import { timesFrom } from '../recurrence/event-times.ts'
import { type Start, startOfKey } from '../recurrence/occurrence.ts'
import { ruleOf, ruleText, type Until } from '../recurrence/recurrence-rule.ts'
import { rulesOf } from '../recurrence/repetition.ts'
import { firstFrom, startOf, startsBefore, startsBetween } from '../recurrence/series-starts.ts'
import { addDays, dayNumber, type Instant } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'
import { type CalendarEvent, nextVersion } from './calendar-event.ts'
import { attendeesBefore, attendeesFrom } from './people-at.ts'

/** How far ahead both parts of a split are compared with the whole: ten years. */
const COMPARED_DAYS = 3660

/** A rule that ends before a start: nothing when it has no occurrence until then. */
function ruleUntil(event: CalendarEvent, rrule: string, start: Start): string | undefined {
  const { rdates: _dates, moreRules: _more, ...rest } = event
  if (startsBefore({ ...rest, rrule }, start).length === 0) return undefined
  const { count: _count, ...rule } = ruleOf(rrule)
  const until: Until =
    typeof start === 'number' ? { kind: 'instant', at: start - 1000 } : { kind: 'date', day: dayNumber(start) - 1 }
  return ruleText({ ...rule, until })
}

/** What is left of a rule from a start on: nothing when its COUNT is used up or its end has come. */
function ruleFrom(event: CalendarEvent, rrule: string, start: Start): string | undefined {
  const rule = ruleOf(rrule)
  if (rule.count === undefined) return rrule
  const { rdates: _dates, moreRules: _more, ...rest } = event
  const left = rule.count - startsBefore({ ...rest, rrule }, start).length
  return left > 0 ? ruleText({ ...rule, count: left }) : undefined
}

const present = (list: (string | undefined)[]) => list.filter((one) => one !== undefined)

/** Ends a series just before one of its occurrences; `now` is when. */
export function endedBefore(event: CalendarEvent, key: string, now: Instant): CalendarEvent {
  const start = startOfKey(event, key)!
  const { rrule, moreRules = [], rdates = [] } = rulesOf(event)
  const [first, ...more] = present([rrule, ...moreRules].map((one) => one && ruleUntil(event, one, start)))
  const dates = rdates.filter((one) => one < key)
  const { rrule: _rule, moreRules: _more, rdates: _dates, ...rest } = event
  // Without a rule the start counts: then it must be a meeting, the first of those that stay.
  const begins = first === undefined && rrule !== undefined ? startsBefore(event, start)[0]! : startOf(event.times)
  const after: CalendarEvent = {
    ...rest,
    times: timesFrom(event.times, begins),
    ...rulesOf({ rrule: first, moreRules: more, rdates: dates }),
    changedOccurrences: Object.fromEntries(Object.entries(event.changedOccurrences).filter(([one]) => one < key)),
    attendees: attendeesBefore(event.attendees, key),
  }
  return nextVersion(after, now, true)
}

/** The part of a series from one of its occurrences on, as a series of its own that knows where it comes from. */
export function begunAt(event: CalendarEvent, key: string, id: string, now: Instant): CalendarEvent {
  const start = startOfKey(event, key)!
  const { rrule, moreRules = [], rdates = [] } = rulesOf(event)
  const [first, ...more] = present([rrule, ...moreRules].map((one) => one && ruleFrom(event, one, start)))
  const { rrule: _rule, moreRules: _more, rdates: _dates, undo: _undo, history: _history, continuedBy, ...rest } = event
  // A rule goes on counting from a match of its own, also where the series is cut at an extra date.
  const begins = first === undefined ? start : (firstFrom({ times: event.times, rrule }, start) ?? start)
  const isExtra = begins !== start
  return {
    ...rest,
    id,
    icalUid: `${id}@almanac`,
    times: timesFrom(event.times, begins),
    ...rulesOf({
      rrule: first,
      moreRules: more,
      rdates: rdates.filter((one) => one > key || (isExtra && one === key)),
    }),
    changedOccurrences: Object.fromEntries(Object.entries(event.changedOccurrences).filter(([one]) => one >= key)),
    attendees: attendeesFrom(event.attendees, key),
    splitFrom: { id: event.id, key },
    ...(continuedBy !== undefined && { continuedBy }),
    createdAt: now,
  }
}

/** Rules that count from different days may not all count from the same new one: then a split would change them. */
export function checkSplit(event: CalendarEvent, later: CalendarEvent, key: string): void {
  if ((event.moreRules?.length ?? 0) === 0 && event.rdates === undefined) return
  const start = startOfKey(event, key)!
  const end = typeof start === 'number' ? start + COMPARED_DAYS * DAY_MS : addDays(start, COMPARED_DAYS)
  const whole = startsBetween(event, start, end)
  const parts = startsBetween(later, start, end)
  if (whole.length !== parts.length || whole.some((one, i) => one !== parts[i]))
    throw new BadInput(inputFault('occurrence', 'noSeriesOfItsOwn'))
}
