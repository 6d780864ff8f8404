import { BadInput, inputFault } from '../answers/bad-input.ts'
import type { Attendee } from '../people/attendee.ts'
import { type EventTimes, occurrenceKey, sameTimes, timesFrom } from '../recurrence/event-times.ts'
import { hasOccurrence, type Start, startOfKey } from '../recurrence/occurrence.ts'
import type { OccurrenceContent } from '../recurrence/occurrence-content.ts'
import { type ChangedOccurrence, cancelledKeys, isSeries, rulesOf } from '../recurrence/repetition.ts'
import { rdatesOf, startingAtFirstMatch, startOf, withoutDates } from '../recurrence/series-starts.ts'
import { addDays, type Instant } from '../time/time.ts'
import { type CalendarEvent, nextVersion } from './calendar-event.ts'
import { attendeesAt, ownPeople, peopleOfAll, settledPeople, withMovedAnswers } from './people-at.ts'
import type { Reach } from './reach.ts'
import { movedRule, moverOf, timesOfSeries } from './series-move.ts'
import { begunAt, checkSplit, endedBefore } from './series-split.ts'
import { WHOLE_ONLY } from './whole-only.ts'

/**
 * What changes; `rrule: null` takes the rules away. Times are those meant for the occurrence that the change is about.
 */
export interface SeriesPatch
  extends Partial<
    OccurrenceContent & Pick<CalendarEvent, 'resources' | 'privacy' | 'showAs' | 'organizerId' | 'blocksNobody'>
  > {
  times?: EventTimes
  rrule?: string | null
  moreRules?: string[]
  rdates?: string[]
  /** The original starts that are to be cancelled: those, and no others. */
  exdates?: string[]
  attendees?: Attendee[]
  /** `null` sends it out. */
  isDraft?: true | null
  /** `null`: the organizer's first. */
  calendarId?: string | null
  /** `null` takes it away. */
  appointmentTypeId?: string | null
  /** `null` takes it away, and with it what it was placed for. */
  recordId?: string | null
}

/**
 * What became of an occurrence that was other than its series:
 * `changed`, `cancelled`, `reverted` (it is as its series says again) - by this very change;
 * `kept` as it was; `shifted` along with its series to `newKey`;
 * `extra`: its date is no longer one of the series, it stays as an extra meeting;
 * `lapsed`: it was cancelled, and there is nothing left to cancel; `ended`: the series became a single event.
 */
export interface OccurrenceOutcome {
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
  occurrences: OccurrenceOutcome[]
}

const OWN_DETAILS = [
  'title',
  'description',
  'descriptionHtml',
  'location',
  'videoCallUrl',
  'tags',
  'attachments',
  'reminders',
] as const satisfies (keyof OccurrenceContent)[]

/** Nothing said, an empty text and an empty list are the same. */
const detail = (value: unknown) => (Array.isArray(value) && value.length === 0 ? '""' : JSON.stringify(value ?? ''))
const isSameDetail = (one: unknown, other: unknown) => detail(one) === detail(other)

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

/**
 * A start that no exception is known by: the given one, or the next (a second or a day later) where one moved onto it.
 */
function freeKey(start: Start, taken: CalendarEvent['changedOccurrences']): string {
  const key = occurrenceKey(start)
  if (taken[key] === undefined) return key
  return freeKey(typeof start === 'number' ? start + 1000 : addDays(start, 1), taken)
}

/** Takes the exceptions of a series along to its new times and rules. */
function movedExceptions(
  event: CalendarEvent,
  changed: CalendarEvent,
  move: (start: Start) => Start,
): { changedOccurrences: CalendarEvent['changedOccurrences']; rdates: string[]; occurrences: OccurrenceOutcome[] } {
  const changedOccurrences: CalendarEvent['changedOccurrences'] = {}
  const rdates = new Set(changed.rdates)
  const occurrences: OccurrenceOutcome[] = []
  for (const key of Object.keys(event.changedOccurrences).sort()) {
    const tell = (became: OccurrenceOutcome['became'], newKey = key) =>
      occurrences.push({ key, ...(newKey !== key && { newKey }), became, eventId: changed.id })
    if (!isSeries(changed)) {
      tell('ended')
      continue
    }
    const change = changed.changedOccurrences[key]
    if (!change) {
      tell('reverted')
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
      const isSameKind = event.times.kind === changed.times.kind
      const extra = freeKey(isSameKind ? start : move(start), changedOccurrences)
      rdates.add(extra)
      changedOccurrences[extra] = isSameKind ? change : changeAt(change, event, start, changed.times, move(start), move)
      tell('extra', extra)
    }
  }
  return { changedOccurrences, rdates: [...rdates].sort(), occurrences }
}

/** Makes exactly the given starts cancelled. */
function withExactly(event: CalendarEvent, exdates: string[], occurrences: OccurrenceOutcome[]): CalendarEvent {
  const wanted = withoutDates(event, exdates)
  const given = new Set(exdates.map((key) => occurrenceKey(startOfKey(event, key)!)))
  const changedOccurrences = { ...wanted.changedOccurrences }
  for (const key of cancelledKeys(wanted)) {
    const wasCancelled = event.changedOccurrences[key]?.isCancelled ?? false
    const known = occurrences.find((one) => (one.newKey ?? one.key) === key)
    const became = given.has(key) ? (wasCancelled ? undefined : 'cancelled') : 'reverted'
    if (became === 'reverted') delete changedOccurrences[key]
    if (became && known) known.became = became
    else if (became) occurrences.push({ key, became, eventId: event.id })
  }
  return { ...wanted, changedOccurrences }
}

/** What was changed for all at one date is there as in all others: that date says nothing else of it any more. */
function withoutOwn(
  { changedOccurrences, times }: Pick<CalendarEvent, 'changedOccurrences' | 'times'>,
  key: string | undefined,
  patch: SeriesPatch,
): CalendarEvent['changedOccurrences'] {
  const own = key === undefined ? undefined : changedOccurrences[key]
  if (!own || own.isCancelled) return changedOccurrences
  const names = new Set<string>([...OWN_DETAILS, 'resources' as const].filter((name) => patch[name] !== undefined))
  const kept = Object.entries(own).filter(([name]) => !names.has(name))
  const { [key!]: _own, ...others } = changedOccurrences
  const isPlain =
    kept.every(([name]) => name === 'times' || name === 'isCancelled') &&
    sameTimes(own.times, timesFrom(times, startOfKey({ times }, key!)!))
  return isPlain ? others : { ...others, [key!]: Object.fromEntries(kept) as unknown as ChangedOccurrence }
}

/** The people of all dates, as they were given at one of them, and what the dates of their own say besides. */
function peopleOf(event: CalendarEvent, key: string | undefined, given: Attendee[] | undefined) {
  if (!given) return { attendees: event.attendees, came: new Set<string>(), left: new Set<string>() }
  const shown = attendeesAt(event, key)
  const attendees = peopleOfAll(event.attendees, shown, given)
  const emailsBut = (people: Attendee[], others: Attendee[]) =>
    new Set(people.map(({ email }) => email).filter((email) => !others.some((one) => one.email === email)))
  return { attendees, came: emailsBut(attendees, event.attendees), left: emailsBut(shown, given) }
}

function changeAll(event: CalendarEvent, key: string | undefined, patch: SeriesPatch, now: Instant): Edited {
  const {
    times: given,
    rrule,
    moreRules,
    rdates,
    exdates,
    attendees,
    calendarId,
    appointmentTypeId,
    recordId,
    isDraft,
    ...details
  } = patch
  const moved = given === undefined ? event.times : timesOfSeries(event, key, given)
  const move = moverOf(event.times, moved)
  const was = rulesOf(event)
  const people = peopleOf(event, key, attendees)
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
  const whole: CalendarEvent = {
    ...rest,
    ...details,
    attendees: people.attendees,
    ...(calendarId !== undefined && { calendarId: calendarId ?? undefined }),
    ...(isDraft !== undefined && { isDraft: isDraft ?? undefined }),
    ...(appointmentTypeId !== undefined && { appointmentTypeId: appointmentTypeId ?? undefined }),
    ...(recordId !== undefined && { recordId: recordId ?? undefined }),
    ...(recordId !== undefined && recordId !== event.recordId && { activityId: undefined }),
    times,
    ...rules,
    changedOccurrences: settledPeople(withoutOwn(event, key, patch), people),
  }
  const { occurrences, changedOccurrences, rdates: allDates } = movedExceptions(event, whole, move)
  const dated = { ...whole, ...rulesOf({ ...rules, rdates: allDates }), changedOccurrences }
  const answerKey = (one: string) => {
    const start = startOfKey(event, one)
    const newKey = start === undefined ? undefined : occurrenceKey(move(start))
    return newKey !== undefined && isSeries(dated) ? newKey : undefined
  }
  const changed = repeatsElsewhen ? { ...dated, attendees: withMovedAnswers(dated.attendees, answerKey) } : dated
  const complete = exdates ? withExactly(changed, exdates, occurrences) : changed
  return { event: nextVersion(complete, now, repeatsElsewhen || exdates !== undefined), occurrences }
}

/** One occurrence other than its series: only what a single meeting can have of its own. */
function changeOnce(event: CalendarEvent, key: string, patch: SeriesPatch, now: Instant): Edited {
  for (const name of WHOLE_ONLY) if (patch[name] !== undefined) throw new BadInput(inputFault(name, 'notForOneDate'))
  const plain = timesFrom(event.times, startOfKey(event, key)!)
  const was = event.changedOccurrences[key]
  const before = was && !was.isCancelled ? was : { times: plain }
  const times = patch.times ?? before.times
  if (times.kind !== event.times.kind) throw new BadInput(inputFault('startsAt', 'kindOfOneDate'))
  const changed: Exclude<ChangedOccurrence, { isCancelled: true }> = { ...before, times, isCancelled: false }
  for (const name of OWN_DETAILS) if (patch[name] !== undefined) Object.assign(changed, { [name]: patch[name] })
  if (patch.attendees) {
    delete changed.added
    delete changed.removed
    Object.assign(changed, ownPeople(event.attendees, patch.attendees))
  }
  if (patch.resources) {
    delete changed.resources
    if (patch.resources.toSorted().join() !== (event.resources ?? []).toSorted().join())
      changed.resources = patch.resources
  }
  // What is as its series says again is no exception any more.
  const isPlain =
    sameTimes(times, plain) &&
    OWN_DETAILS.every((name) => isSameDetail(changed[name] ?? event[name], event[name])) &&
    !(changed.added ?? changed.removed ?? changed.resources)
  const { [key]: _was, ...others } = event.changedOccurrences
  const after = { ...event, changedOccurrences: isPlain ? others : { ...others, [key]: changed } }
  const became = isPlain && was ? 'reverted' : isPlain ? 'kept' : 'changed'
  return {
    event: nextVersion(after, now, was?.isCancelled === true || !sameTimes(before.times, times)),
    occurrences: [{ key, became, eventId: event.id }],
  }
}

/**
 * Changes one occurrence, it and the following, or all of an event, and tells what became of each occurrence that was
 * other than its series. A split keeps identity and history on both sides: the earlier part its id and iCalUID, the
 * later part (`newId`) the attendees' replies, its exceptions and where it came from. @throws BadInput
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
    .map((one): OccurrenceOutcome => ({ key: one, became: 'kept', eventId: event.id }))
  return {
    event: { ...later.event, version: 1, sequence: 0 },
    earlier,
    occurrences: [...stayed, ...later.occurrences],
  }
}
