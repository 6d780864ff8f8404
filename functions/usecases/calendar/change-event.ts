import { BadInput } from '../../../shared/domain/bad-input.ts'
import {
  type CalendarEvent,
  type ChangedOccurrence,
  type EventTimes,
  lengthOf,
  occurrenceKey,
  sameTimes,
  seriesStart,
  timesFrom,
} from '../../../shared/domain/calendar-event.ts'
import type { Member } from '../../../shared/domain/member.ts'
import { startOfKey } from '../../../shared/domain/occurrence.ts'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/refusal.ts'
import { occurrenceDatesBetween, occurrencesBetween } from '../../../shared/domain/series.ts'
import { addDays, daysBetween, type Instant, instantOf, localDateTimeOf } from '../../../shared/domain/time.ts'
import { type EventDraft, recognised, startingAtFirstMatch } from './create-event.ts'
import { type EventStep, saveEvents } from './save-event.ts'
import { type Reach, reachOf, type Scope } from './scope.ts'
import type { CalendarTools } from './tools.ts'

/** What changes; `rrule: null` makes a series a single event. */
export type EventPatch = Partial<Omit<EventDraft, 'rrule'>> & { rrule?: string | null }

export interface ChangeRequest {
  id: string
  scope?: Scope | undefined
  occurrence?: string | undefined
  /** The version that the caller saw; a later one is refused as Changed. */
  ifVersion?: number | undefined
}

/** Loads an event for its organizer to change. Somebody else's private event is as if it were not there. */
export async function ownEvent(
  tools: CalendarTools,
  member: Member,
  request: ChangeRequest,
): Promise<CalendarEvent | Refusal> {
  const event = await tools.store.event(member.company, request.id)
  if (!event || event.isDeleted) return refuse('NotFound')
  if (event.organizerId !== member.id)
    return refuse('NotAllowed', { detail: 'Only the organizer may change this event.' })
  if (request.ifVersion !== undefined && request.ifVersion !== event.version) return refuse('Changed')
  return event
}

export async function changeEvent(
  tools: CalendarTools,
  member: Member,
  request: ChangeRequest,
  patch: EventPatch,
): Promise<{ event: CalendarEvent; overlaps: number } | Refusal> {
  const event = await ownEvent(tools, member, request)
  if (isRefusal(event)) return event
  const reach = reachOf(event, request.scope, request.occurrence)
  const members = await tools.store.members(member.company)
  const steps = stepsFor(tools, event, reach, patch, members)
  const saved = await saveEvents(tools, members, steps, `member:${member.id}`)
  if (isRefusal(saved)) return saved
  return { event: steps.at(-1)!.after, overlaps: saved.overlaps }
}

function stepsFor(
  tools: CalendarTools,
  event: CalendarEvent,
  reach: Reach,
  patch: EventPatch,
  members: Member[],
): EventStep[] {
  const now = tools.clock.now()
  if (reach.scope === 'this' && reach.key !== undefined)
    return [{ before: event, after: changedOnce(event, reach.key, patch, now), kind: 'changed' }]
  if (reach.scope === 'following' && reach.key !== undefined) {
    const { earlier, later } = split(event, reach.key, tools.random.id(), now)
    const changed = changedWhole(later, reach.key, patch, members, now)
    return [
      { before: event, after: earlier, kind: 'changed' },
      { after: { ...changed, version: 1, sequence: 0 }, kind: 'created' },
    ]
  }
  return [{ before: event, after: changedWhole(event, reach.key, patch, members, now), kind: 'changed' }]
}

const next = (event: CalendarEvent, now: Instant, timesChanged: boolean): CalendarEvent => ({
  ...event,
  version: event.version + 1,
  sequence: event.sequence + (timesChanged ? 1 : 0),
  updatedAt: now,
})

/** One occurrence other than its series: only what a single meeting can have of its own. */
function changedOnce(event: CalendarEvent, key: string, patch: EventPatch, now: Instant): CalendarEvent {
  for (const name of ['rrule', 'attendees', 'privacy', 'showAs'] as const)
    if (patch[name] !== undefined)
      throw new BadInput({
        path: name,
        message: 'can only be changed for all occurrences or for this and the following',
      })
  const was = event.changedOccurrences[key]
  const before = was && !was.isCancelled ? was : { times: timesFrom(event.times, startOfKey(event, key)!) }
  const times = patch.times ?? before.times
  if (times.kind !== event.times.kind)
    throw new BadInput({ path: 'startsAt', message: 'one occurrence cannot change between times and whole days' })
  const own = Object.fromEntries(
    (['title', 'description', 'location', 'videoCallUrl'] as const).flatMap((name) =>
      patch[name] === undefined ? [] : [[name, patch[name]]],
    ),
  )
  const changed: ChangedOccurrence = { ...before, ...own, times, isCancelled: false }
  return next(
    { ...event, changedOccurrences: { ...event.changedOccurrences, [key]: changed } },
    now,
    !sameTimes(before.times, times),
  )
}

/** Times of a whole series when they were given for one of its occurrences: the same shift on the wall clock, the new length. */
function timesOfSeries(event: CalendarEvent, key: string | undefined, given: EventTimes): EventTimes {
  const start = key === undefined ? undefined : startOfKey(event, key)
  if (start === undefined || event.times.kind !== given.kind) return given
  const was = event.changedOccurrences[key!]
  const shown = was && !was.isCancelled ? was.times : timesFrom(event.times, start)
  if (given.kind === 'allDay' && event.times.kind === 'allDay' && shown.kind === 'allDay') {
    const startDate = addDays(event.times.startDate, daysBetween(shown.startDate, given.startDate))
    return { kind: 'allDay', startDate, endDate: addDays(startDate, lengthOf(given)) }
  }
  if (given.kind === 'timed' && event.times.kind === 'timed' && shown.kind === 'timed') {
    const wall = (at: Instant) => Date.parse(`${localDateTimeOf(at, given.timeZone)}Z`)
    const shift = wall(given.startsAt) - wall(shown.startsAt)
    const shifted = new Date(Date.parse(`${seriesStart(event.times)}Z`) + shift).toISOString().slice(0, 19)
    const startsAt = instantOf(shifted, given.timeZone)
    return { ...given, startsAt, endsAt: startsAt + lengthOf(given) }
  }
  return given
}

function changedWhole(
  event: CalendarEvent,
  key: string | undefined,
  patch: EventPatch,
  members: Member[],
  now: Instant,
): CalendarEvent {
  const { times: given, rrule, attendees, ...details } = patch
  let times = given === undefined ? event.times : timesOfSeries(event, key, given)
  const rule = rrule === undefined ? event.rrule : (rrule ?? undefined)
  if (rule !== undefined && (rrule !== undefined || given !== undefined)) times = startingAtFirstMatch(times, rule)
  const timesChanged = !sameTimes(times, event.times) || rule !== event.rrule
  const { rrule: _old, ...rest } = event
  const changed: CalendarEvent = {
    ...rest,
    ...details,
    times,
    ...(rule !== undefined && { rrule: rule }),
    ...(attendees && { attendees: keepingReplies(recognised(attendees, members), event) }),
    changedOccurrences: rule === undefined ? {} : shiftedExceptions(event, times),
  }
  return next(changed, now, timesChanged)
}

/** Who was invited before keeps the answer given. */
function keepingReplies(attendees: CalendarEvent['attendees'], event: CalendarEvent): CalendarEvent['attendees'] {
  return attendees.map((one) => {
    const before = event.attendees.find(({ email }) => email === one.email)
    return before && one.reply === 'needsAction' ? { ...one, reply: before.reply } : one
  })
}

/** When a series moves, its exceptions move along: the same shift for the key and for the times. */
function shiftedExceptions(event: CalendarEvent, times: EventTimes): CalendarEvent['changedOccurrences'] {
  if (sameTimes(event.times, times) || event.times.kind !== times.kind) return event.changedOccurrences
  const shift = (start: number | string): number | string => {
    if (times.kind === 'allDay' && event.times.kind === 'allDay')
      return addDays(String(start), daysBetween(event.times.startDate, times.startDate))
    if (times.kind === 'timed' && event.times.kind === 'timed')
      return Number(start) + (times.startsAt - event.times.startsAt)
    return start
  }
  return Object.fromEntries(
    Object.entries(event.changedOccurrences).map(([key, change]) => [
      occurrenceKey(shift(startOfKey(event, key)!) as number),
      change,
    ]),
  )
}

const ruleWithout = (rrule: string, ...names: string[]) =>
  rrule
    .split(';')
    .filter((part) => !names.includes(part.split('=')[0]!.toUpperCase()))
    .join(';')

const compact = (instant: Instant) => `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`

/** Ends a series just before one of its occurrences. */
export function endedBefore(event: CalendarEvent, key: string, now: Instant): CalendarEvent {
  const start = startOfKey(event, key)!
  const until = typeof start === 'number' ? compact(start - 1000) : addDays(start, -1).replaceAll('-', '')
  const changedOccurrences = Object.fromEntries(Object.entries(event.changedOccurrences).filter(([one]) => one < key))
  return next(
    { ...event, rrule: `${ruleWithout(event.rrule!, 'UNTIL', 'COUNT')};UNTIL=${until}`, changedOccurrences },
    now,
    true,
  )
}

/** Cuts a series in two at an occurrence: the later part is a series of its own and takes the later exceptions along. */
function split(
  event: CalendarEvent,
  key: string,
  id: string,
  now: Instant,
): { earlier: CalendarEvent; later: CalendarEvent } {
  const start = startOfKey(event, key)!
  const count = /(?:^|;)COUNT=(\d+)/i.exec(event.rrule!)?.[1]
  let rrule = event.rrule!
  if (count !== undefined)
    rrule = `${ruleWithout(rrule, 'COUNT')};COUNT=${Number(count) - occurrencesBefore(event, start)}`
  return {
    earlier: endedBefore(event, key, now),
    later: {
      ...event,
      id,
      icalUid: `${id}@almanac`,
      rrule,
      times: timesFrom(event.times, start),
      changedOccurrences: Object.fromEntries(Object.entries(event.changedOccurrences).filter(([one]) => one >= key)),
      createdAt: now,
    },
  }
}

function occurrencesBefore(event: CalendarEvent, start: Instant | string): number {
  const rrule = event.rrule!
  if (event.times.kind === 'timed')
    return occurrencesBetween(
      { startsAt: seriesStart(event.times), timeZone: event.times.timeZone, rrule },
      event.times.startsAt,
      Number(start),
    ).length
  return occurrenceDatesBetween(
    { startDate: event.times.startDate, timeZone: 'UTC', rrule },
    event.times.startDate,
    String(start),
  ).length
}
