import type { Attendee } from './attendee.ts'
import { BadInput } from './bad-input.ts'
import {
  type CalendarEvent,
  type ChangedOccurrence,
  cancelledKeys,
  type EventTimes,
  isSeries,
  occurrenceKey,
  type Repetition,
  rulesOf,
  sameTimes,
  timesFrom,
} from './calendar-event.ts'
import { hasOccurrence, seriesOf, startOfKey } from './occurrence.ts'
import { parseRule, ruleOf, ruleText, type Until } from './recurrence-rule.ts'
import { shiftedRule } from './rule-shift.ts'
import { occurrenceDatesBetween, occurrencesBetween } from './series.ts'
import { addDays, dayNumber, daysBetween, type Instant, type LocalDate, localDateOf, zoneClock } from './time.ts'

export type Scope = 'this' | 'following' | 'all'

/** How much of a series a change means. */
export interface Reach {
  scope: Scope
  /** Original start of the occurrence that the change is about; absent for all of a series. */
  key?: string
}

/** What changes; `rrule: null` takes the rules away. Times are those wished for the occurrence that the change is about. */
export interface SeriesPatch
  extends Partial<Pick<CalendarEvent, 'title' | 'description' | 'location' | 'videoCallUrl' | 'privacy' | 'showAs'>> {
  times?: EventTimes
  rrule?: string | null
  moreRules?: string[]
  rdates?: string[]
  /** The original starts that are to be cancelled: those, and no others. */
  exdates?: string[]
  attendees?: Attendee[]
}

/**
 * What became of an occurrence that was other than its series:
 * `changed`, `cancelled`, `reverted` (it is as its series says again) - by this very change;
 * `kept` as it was; `shifted` along with its series to `newKey`;
 * `extra`: its date is no longer one of the series, it stays as an extra meeting;
 * `lapsed`: it was cancelled, and there is nothing left to cancel; `ended`: the series became a single event.
 */
export interface Fate {
  key: string
  newKey?: string
  became: 'changed' | 'cancelled' | 'reverted' | 'kept' | 'shifted' | 'extra' | 'lapsed' | 'ended'
  /** The event in which it now stands: after a split, the earlier or the later part. */
  eventId: string
}

export interface Edited {
  /** The changed event; of a split, its later part, which is new. */
  event: CalendarEvent
  /** The part before a split, which keeps id, iCalUID and history. */
  earlier?: CalendarEvent
  occurrences: Fate[]
}

type Start = Instant | LocalDate

const DAY_MS = 86_400_000
const SEARCH_FOR_FIRST_DAYS = 3660

const OWN_DETAILS = ['title', 'description', 'location', 'videoCallUrl'] as const

function next(event: CalendarEvent, now: Instant, timesChanged: boolean): CalendarEvent {
  return {
    ...event,
    version: event.version + 1,
    sequence: event.sequence + (timesChanged ? 1 : 0),
    updatedAt: now,
  }
}

const startOf = (times: EventTimes): Start => (times.kind === 'timed' ? times.startsAt : times.startDate)

/** Original starts of a series from its beginning to `end`. */
function startsBefore(event: Omit<Repetition, 'changedOccurrences'>, end: Start): Start[] {
  const series = seriesOf(event)
  return typeof end === 'number'
    ? occurrencesBetween(series, 0, end)
    : occurrenceDatesBetween(series, '1970-01-01', end)
}

/** The first original start from a moment on, if one comes within ten years. */
function firstFrom(event: Omit<Repetition, 'changedOccurrences'>, from: Start): Start | undefined {
  return typeof from === 'number'
    ? occurrencesBetween(seriesOf(event), from, from + SEARCH_FOR_FIRST_DAYS * DAY_MS)[0]
    : occurrenceDatesBetween(seriesOf(event), from, addDays(from, SEARCH_FOR_FIRST_DAYS))[0]
}

/** Whether nothing of a series lies before a start. */
export function isFirstStart(event: Repetition, start: Start): boolean {
  return startsBefore(event, start).length === 0
}

/**
 * Moves the start of a series to the first match of its rule, for a start that the rule does not match is no occurrence.
 * With several rules it stays, for each counts from it. @throws BadInput
 */
export function startingAtFirstMatch(
  times: EventTimes,
  { rrule, moreRules = [] }: Pick<CalendarEvent, 'rrule' | 'moreRules'>,
): EventTimes {
  if (rrule === undefined && moreRules.length > 0)
    throw new BadInput({ path: 'moreRules', message: 'needs rrule beside it' })
  const texts: [string, string][] = rrule === undefined ? [] : [['rrule', rrule]]
  texts.push(...moreRules.map((text, i): [string, string] => [`moreRules.${i}`, text]))
  const faults = texts.flatMap(([path, text]) => {
    const parsed = parseRule(text)
    return 'faults' in parsed ? parsed.faults.map((message) => ({ path, message })) : []
  })
  if (faults.length > 0) throw new BadInput(...faults)
  if (rrule === undefined) return times
  const first = firstFrom({ times, rrule, moreRules }, startOf(times))
  if (first === undefined) throw new BadInput({ path: 'rrule', message: 'has no date within ten years of the start' })
  return moreRules.length > 0 ? times : timesFrom(times, first)
}

/** Extra starts as keys of the event's own kind, sorted, each once. @throws BadInput */
export function rdatesOf(times: EventTimes, given: string[]): string[] {
  const keys = given.map((text, i) => {
    const start = startOfKey({ times }, text)
    const path = `rdates.${i}`
    if (start === undefined)
      throw new BadInput({
        path,
        message: `must be ${times.kind === 'timed' ? 'an instant' : 'a date'}, as the start is`,
      })
    if (start < startOf(times)) throw new BadInput({ path, message: 'must not lie before the start' })
    return occurrenceKey(typeof start === 'number' ? Math.floor(start / 1000) * 1000 : start)
  })
  return [...new Set(keys)].sort()
}

/** Marks original starts as cancelled: what EXDATE means. @throws BadInput for what is none of the series */
export function withoutDates(event: CalendarEvent, exdates: string[]): CalendarEvent {
  const changedOccurrences = { ...event.changedOccurrences }
  exdates.forEach((given, i) => {
    const start = startOfKey(event, given)
    const key = start === undefined ? given : occurrenceKey(start)
    if (start === undefined || !(changedOccurrences[key] || hasOccurrence(event, key)))
      throw new BadInput({ path: `exdates.${i}`, message: 'is not an original start of this series' })
    changedOccurrences[key] = { isCancelled: true }
  })
  return { ...event, changedOccurrences }
}

/** How starts move when a series goes from one time to another: on the wall clock, so that clock changes move nothing. */
function moverOf(from: EventTimes, to: EventTimes): (start: Start) => Start {
  if (to.kind === 'timed') {
    const toClock = zoneClock(to.timeZone)
    if (from.kind === 'timed') {
      const fromClock = zoneClock(from.timeZone)
      const shift = toClock.wallAt(to.startsAt) - fromClock.wallAt(from.startsAt)
      return (start) => toClock.instantOfWall(fromClock.wallAt(start as Instant) + shift)
    }
    const shift = toClock.wallAt(to.startsAt) - dayNumber(from.startDate) * DAY_MS
    return (start) => toClock.instantOfWall(dayNumber(start as LocalDate) * DAY_MS + shift)
  }
  if (from.kind === 'allDay') {
    const days = daysBetween(from.startDate, to.startDate)
    return (start) => addDays(start as LocalDate, days)
  }
  const days = daysBetween(localDateOf(from.startsAt, from.timeZone), to.startDate)
  return (start) => addDays(localDateOf(start as Instant, from.timeZone), days)
}

const dayOfStart = (times: EventTimes) =>
  dayNumber(times.kind === 'timed' ? localDateOf(times.startsAt, times.timeZone) : times.startDate)

/** A rule of a series that goes from one time to another. */
function movedRule(rrule: string, from: EventTimes, to: EventTimes): string {
  if (sameTimes(from, to)) return rrule
  const days = dayOfStart(to) - dayOfStart(from)
  const move = moverOf(from, to)
  const until = (until: Until): Until => {
    if (until.kind === 'date') return { kind: 'date', day: until.day + days }
    if (from.kind !== 'timed' || to.kind !== 'timed') return until
    if (until.kind === 'instant') return { kind: 'instant', at: move(until.at) as Instant }
    const clocks = [zoneClock(from.timeZone), zoneClock(to.timeZone)] as const
    return { kind: 'wall', wall: until.wall + clocks[1].wallAt(to.startsAt) - clocks[0].wallAt(from.startsAt) }
  }
  return shiftedRule(rrule, { days, startDay: dayOfStart(to), until })
}

/** Times of a whole series when they were given for one of its occurrences: the same shift on the wall clock, the new length. */
function timesOfSeries(event: CalendarEvent, key: string | undefined, given: EventTimes): EventTimes {
  const start = key === undefined ? undefined : startOfKey(event, key)
  if (start === undefined) return given
  const was = event.changedOccurrences[key!]
  const shown = was && !was.isCancelled ? was.times : timesFrom(event.times, start)
  const move = moverOf(shown, given)
  const moved = move(startOf(event.times))
  return timesFrom(given, moved)
}

/** An exception that only differs in words moves with its series; one with a time of its own keeps it. */
function changeAt(
  change: Exclude<ChangedOccurrence, { isCancelled: true }>,
  event: CalendarEvent,
  start: Start,
  times: EventTimes,
  newStart: Start,
  move: (start: Start) => Start,
): ChangedOccurrence {
  const hasOwnTimes = !sameTimes(change.times, timesFrom(event.times, start))
  if (!hasOwnTimes) return { ...change, times: timesFrom(times, newStart) }
  if (change.times.kind === times.kind) return change
  return { ...change, times: timesFrom(times, move(startOf(change.times))) }
}

/** Takes the exceptions of a series along to its new times and rules. */
function movedExceptions(
  event: CalendarEvent,
  changed: CalendarEvent,
  move: (start: Start) => Start,
): { changedOccurrences: CalendarEvent['changedOccurrences']; rdates: string[]; occurrences: Fate[] } {
  const changedOccurrences: CalendarEvent['changedOccurrences'] = {}
  const rdates = new Set(changed.rdates)
  const occurrences: Fate[] = []
  for (const key of Object.keys(event.changedOccurrences).sort()) {
    const change = event.changedOccurrences[key]!
    const tell = (became: Fate['became'], newKey = key) =>
      occurrences.push({ key, ...(newKey !== key && { newKey }), became, eventId: changed.id })
    if (!isSeries(changed)) {
      tell('ended')
      continue
    }
    const start = startOfKey(event, key)!
    const shifted = occurrenceKey(move(start))
    const isFree = (one: string) => changedOccurrences[one] === undefined && hasOccurrence(changed, one)
    const newKey = isFree(shifted) ? shifted : isFree(key) ? key : undefined
    if (newKey !== undefined) {
      const newStart = startOfKey(changed, newKey)!
      changedOccurrences[newKey] = change.isCancelled
        ? change
        : changeAt(change, event, start, changed.times, newStart, move)
      tell(newKey === key ? 'kept' : 'shifted', newKey)
    } else if (change.isCancelled) tell('lapsed')
    else {
      const extra = event.times.kind === changed.times.kind ? key : shifted
      rdates.add(extra)
      changedOccurrences[extra] =
        event.times.kind === changed.times.kind
          ? change
          : changeAt(change, event, start, changed.times, move(start), move)
      tell('extra', extra)
    }
  }
  return { changedOccurrences, rdates: [...rdates].sort(), occurrences }
}

/** Makes exactly the given starts cancelled. */
function withExactly(event: CalendarEvent, exdates: string[], occurrences: Fate[]): CalendarEvent {
  const wanted = withoutDates(event, exdates)
  const given = new Set(exdates.map((key) => occurrenceKey(startOfKey(event, key)!)))
  const changedOccurrences = { ...wanted.changedOccurrences }
  for (const key of cancelledKeys(wanted)) {
    const wasCancelled = event.changedOccurrences[key]?.isCancelled ?? false
    const known = occurrences.find((fate) => (fate.newKey ?? fate.key) === key)
    const became = given.has(key) ? (wasCancelled ? undefined : 'cancelled') : 'reverted'
    if (became === 'reverted') delete changedOccurrences[key]
    if (became && known) known.became = became
    else if (became) occurrences.push({ key, became, eventId: event.id })
  }
  return { ...wanted, changedOccurrences }
}

function changeAll(event: CalendarEvent, key: string | undefined, patch: SeriesPatch, now: Instant): Edited {
  const { times: given, rrule, moreRules, rdates, exdates, attendees, ...details } = patch
  const moved = given === undefined ? event.times : timesOfSeries(event, key, given)
  const move = moverOf(event.times, moved)
  const was = rulesOf(event)
  const movedKey = (one: string) => occurrenceKey(move(startOfKey(event, one)!))
  const rules = rulesOf({
    rrule: rrule === null ? undefined : (rrule ?? (was.rrule && movedRule(was.rrule, event.times, moved))),
    moreRules:
      moreRules ?? (rrule === null ? undefined : was.moreRules?.map((one) => movedRule(one, event.times, moved))),
    rdates: rdates ? rdatesOf(moved, rdates) : was.rdates?.map(movedKey).sort(),
  })
  const repeatsElsewhen = JSON.stringify(rules) !== JSON.stringify(was) || !sameTimes(moved, event.times)
  const times = repeatsElsewhen ? startingAtFirstMatch(moved, rules) : moved
  const { rrule: _rule, moreRules: _more, rdates: _dates, ...rest } = event
  const whole: CalendarEvent = { ...rest, ...details, ...(attendees && { attendees }), times, ...rules }
  const { occurrences, changedOccurrences, rdates: allDates } = movedExceptions(event, whole, move)
  const changed = { ...whole, ...rulesOf({ ...rules, rdates: allDates }), changedOccurrences }
  const complete = exdates ? withExactly(changed, exdates, occurrences) : changed
  return { event: next(complete, now, repeatsElsewhen || exdates !== undefined), occurrences }
}

/** One occurrence other than its series: only what a single meeting can have of its own. */
function changeOnce(event: CalendarEvent, key: string, patch: SeriesPatch, now: Instant): Edited {
  for (const name of ['rrule', 'moreRules', 'rdates', 'exdates', 'attendees', 'privacy', 'showAs'] as const)
    if (patch[name] !== undefined)
      throw new BadInput({
        path: name,
        message: 'can only be changed for all occurrences or for this and the following',
      })
  const plain = timesFrom(event.times, startOfKey(event, key)!)
  const was = event.changedOccurrences[key]
  const before = was && !was.isCancelled ? was : { times: plain }
  const times = patch.times ?? before.times
  if (times.kind !== event.times.kind)
    throw new BadInput({ path: 'startsAt', message: 'one occurrence cannot change between times and whole days' })
  const changed: ChangedOccurrence = { ...before, times, isCancelled: false }
  for (const name of OWN_DETAILS) if (patch[name] !== undefined) changed[name] = patch[name]
  // What is as its series says again is no exception any more.
  const isPlain = sameTimes(times, plain) && OWN_DETAILS.every((name) => (changed[name] ?? event[name]) === event[name])
  const { [key]: _was, ...others } = event.changedOccurrences
  const after = { ...event, changedOccurrences: isPlain ? others : { ...others, [key]: changed } }
  const became = isPlain && was ? 'reverted' : isPlain ? 'kept' : 'changed'
  return {
    event: next(after, now, was?.isCancelled === true || !sameTimes(before.times, times)),
    occurrences: [{ key, became, eventId: event.id }],
  }
}

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
  }
  return next(after, now, true)
}

/** The part of a series from one of its occurrences on, as a series of its own that knows where it comes from. */
function begunAt(event: CalendarEvent, key: string, id: string, now: Instant): CalendarEvent {
  const start = startOfKey(event, key)!
  const { rrule, moreRules = [], rdates = [] } = rulesOf(event)
  const [first, ...more] = present([rrule, ...moreRules].map((one) => one && ruleFrom(event, one, start)))
  const { rrule: _rule, moreRules: _more, rdates: _dates, undo: _undo, continuedBy, ...rest } = event
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
    splitFrom: { id: event.id, key },
    ...(continuedBy !== undefined && { continuedBy }),
    createdAt: now,
  }
}

/** Rules that count from different days may not all count from the same new one: then a split would change them. */
function checkSplit(event: CalendarEvent, later: CalendarEvent, key: string): void {
  if ((event.moreRules?.length ?? 0) === 0 && event.rdates === undefined) return
  const start = startOfKey(event, key)!
  const end = typeof start === 'number' ? start + SEARCH_FOR_FIRST_DAYS * DAY_MS : addDays(start, SEARCH_FOR_FIRST_DAYS)
  const whole = startsBefore(event, end).filter((one) => one >= start)
  if (JSON.stringify(whole) !== JSON.stringify(startsBefore(later, end)))
    throw new BadInput({
      path: 'query.occurrence',
      message: 'cannot begin a series of its own: the rules count from different days',
    })
}

/**
 * Changes one occurrence, it and the following, or all of an event, and tells what became of each occurrence that was
 * other than its series. A split keeps identity and history on both sides: the earlier part its id and iCalUID, the later
 * part (`newId`) the attendees' replies, its exceptions and where it came from. @throws BadInput
 */
export function editSeries(
  event: CalendarEvent,
  { scope, key }: Reach,
  patch: SeriesPatch,
  { now, newId }: { now: Instant; newId: string },
): Edited {
  if (scope === 'this' && key !== undefined) return changeOnce(event, key, patch, now)
  if (scope !== 'following' || key === undefined) return changeAll(event, key, patch, now)
  const begun = begunAt(event, key, newId, now)
  checkSplit(event, begun, key)
  const later = changeAll(begun, key, patch, now)
  const earlier = { ...endedBefore(event, key, now), continuedBy: newId }
  const stayed = Object.keys(earlier.changedOccurrences)
    .sort()
    .map((one): Fate => ({ key: one, became: 'kept', eventId: event.id }))
  return {
    event: { ...later.event, version: 1, sequence: 0 },
    earlier,
    occurrences: [...stayed, ...later.occurrences],
  }
}
