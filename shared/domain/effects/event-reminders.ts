import { type CalendarEvent, isOffCalendars } from '../event/calendar-event.ts'
import { attendeesAt, everybodyAsked } from '../event/people-at.ts'
import type { EventReminder } from '../people/calendar.ts'
import type { Member } from '../people/member.ts'
import { type EventTimes, spanOf } from '../recurrence/event-times.ts'
import { occurrencesOf } from '../recurrence/occurrence.ts'
import { isSeries } from '../recurrence/repetition.ts'
import type { Instant, TimeZone } from '../time/time.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts'
import type { Effect } from './effect.ts'
import type { ReminderPlan } from './reminder-plan.ts'

/** One reminder of one date: the start that it reminds of, and how long before. */
export interface EventTick {
  /** Original start of the date; absent: the event takes place once. */
  key?: string
  startsAt: Instant
  minutesBefore: number
  dueAt: Instant
}

/** Whole days begin for people in the morning: from there their reminders count back. */
const MORNING_MS = 8 * HOUR_MS
/** How far ahead the next reminder of a series is looked for: first, and at most. */
const FIRST_LOOK_DAYS = 32
const LAST_LOOK_DAYS = 3660

/** The moment from which reminders of a date count back; whole days are those of `zone`. */
export const remindedStart = (times: EventTimes, zone: TimeZone): Instant =>
  times.kind === 'timed' ? times.startsAt : spanOf(times, zone).from + MORNING_MS

/** What somebody is reminded by: what they chose for themselves, or what the event says. */
export function remindersFor(event: CalendarEvent, memberId: string | undefined): EventReminder[] {
  const own = memberId === undefined ? undefined : event.ownReminders?.[memberId]
  return own ?? event.reminders ?? []
}

/** How long before anybody is reminded in this way. */
function minutesOf(event: CalendarEvent, by: EventReminder['by']): number[] {
  const all = [...(event.reminders ?? []), ...Object.values(event.ownReminders ?? {}).flat()]
  return [...new Set(all.filter((one) => one.by === by).map(({ minutesBefore }) => minutesBefore))]
}

/** Whether anybody is to be reminded of it by mail. */
export const hasMailReminders = (event: CalendarEvent): boolean =>
  event.source.kind === 'almanac' && minutesOf(event, 'mail').length > 0

/** The reminders of an event that are due after one instant, up to another, the earliest first. */
export function ticksBetween(
  event: CalendarEvent,
  by: EventReminder['by'],
  after: Instant,
  until: Instant,
  zone: TimeZone,
): EventTick[] {
  const minutes = minutesOf(event, by)
  if (minutes.length === 0 || isOffCalendars(event)) return []
  const longest = Math.max(...minutes) * MINUTE_MS
  const ticks = occurrencesOf(event, after, until + longest + DAY_MS, zone).flatMap(({ key, times }) => {
    const startsAt = remindedStart(times, zone)
    return minutes.map((minutesBefore): EventTick => {
      const dueAt = startsAt - minutesBefore * MINUTE_MS
      return { ...(key !== undefined && { key }), startsAt, minutesBefore, dueAt }
    })
  })
  return ticks.filter(({ dueAt }) => dueAt > after && dueAt <= until).sort((a, b) => a.dueAt - b.dueAt)
}

/** The next of them after an instant; nothing where none is left, or none lies within ten years. */
function nextTick(event: CalendarEvent, after: Instant, zone: TimeZone): EventTick | undefined {
  const look = isSeries(event) ? FIRST_LOOK_DAYS : LAST_LOOK_DAYS
  for (let days = look; ; days = Math.min(LAST_LOOK_DAYS, days * 8)) {
    const [first] = ticksBetween(event, 'mail', after, after + days * DAY_MS, zone)
    if (first || days === LAST_LOOK_DAYS) return first
  }
}

/**
 * What is planned for the mails that remind of an event as it stands now; what was due before it was first planned
 * reminds nobody any more.
 * @param doneUntil all that was due by then has been dealt with
 */
export function planForEvent(
  event: CalendarEvent,
  former: ReminderPlan | undefined,
  zone: TimeZone,
  doneUntil: Instant,
): ReminderPlan {
  const next = nextTick(event, doneUntil, zone)
  return {
    company: event.company,
    subjectId: event.id,
    version: (former?.version ?? 0) + 1,
    startsAt: next?.startsAt ?? doneUntil,
    minutesBefore: [],
    doneUntil,
    ...(next && { nextAt: next.dueAt }),
  }
}

/** Somebody who may be reminded of an event. */
interface Reminded {
  email: string
  memberId?: string
}

/** Whoever holds it and whoever is asked to it or to one of its dates, each once. */
function peopleOf(event: CalendarEvent, members: Member[]): Reminded[] {
  const organizer = members.find(({ id }) => id === event.organizerId)
  const asked = everybodyAsked(event).filter(({ email }) => email !== organizer?.email)
  return [
    ...(organizer ? [{ email: organizer.email, memberId: organizer.id }] : []),
    ...asked.map(({ email, memberId }) => ({ email, ...(memberId !== undefined && { memberId }) })),
  ]
}

/** Whether somebody comes to a date, as far as they have said: whoever has declined it is reminded of nothing. */
export function isExpectedAt(event: CalendarEvent, key: string | undefined, { email, memberId }: Reminded): boolean {
  const attendee = attendeesAt(event, key).find((one) => one.email === email)
  if (attendee) return attendee.reply !== 'declined'
  return memberId !== undefined && memberId === event.organizerId
}

/**
 * The mails that remind of an event now: of each date the latest that is due goes out once if it has not begun; earlier
 * ones that were missed are skipped, for two mails about one meeting at once help nobody.
 */
export function reminderMailsDue(
  event: CalendarEvent,
  members: Member[],
  { doneUntil, now, zone }: { doneUntil: Instant; now: Instant; zone: TimeZone },
): Effect[] {
  const dates = Map.groupBy(ticksBetween(event, 'mail', doneUntil, now, zone), ({ startsAt }) => startsAt)
  const effect = (email: string, tick: EventTick, reason?: string): Effect => ({
    company: event.company,
    subjectKind: 'event',
    subjectId: event.id,
    version: event.version,
    effect: 'mail',
    recipient: { to: 'asked', email },
    about: 'reminder',
    origin: 'system',
    state: reason === undefined ? 'planned' : 'skipped',
    dueAt: tick.dueAt,
    attempts: 0,
    startsAt: tick.startsAt,
    minutesBefore: tick.minutesBefore,
    ...(reason !== undefined && { reason, doneAt: now }),
  })
  return peopleOf(event, members).flatMap((person) => {
    const own = remindersFor(event, person.memberId).filter(({ by }) => by === 'mail')
    const isOwn = ({ minutesBefore }: EventTick) => own.some((one) => one.minutesBefore === minutesBefore)
    return [...dates.values()].flatMap((ticks) => {
      const due = ticks.filter((tick) => isOwn(tick) && isExpectedAt(event, tick.key, person))
      const last = due.at(-1)
      if (!last) return []
      if (last.startsAt <= now && last.minutesBefore > 0)
        return due.map((tick) => effect(person.email, tick, 'the meeting had begun'))
      return [
        ...due.slice(0, -1).map((tick) => effect(person.email, tick, 'a later reminder was due as well')),
        effect(person.email, last),
      ]
    })
  })
}

/** A member, as somebody who may be reminded. */
export const reminded = ({ email, id }: Member): Reminded => ({ email, memberId: id })

/** Whether somebody holds an event or is asked to it. */
export const takesPart = (event: CalendarEvent, { id }: Pick<Member, 'id'>): boolean =>
  event.organizerId === id || everybodyAsked(event).some(({ memberId }) => memberId === id)

/** Whether one of these reminders is given in this way, so long before. */
export const isAmong = (reminders: EventReminder[], by: EventReminder['by'], minutesBefore: number): boolean =>
  reminders.some((one) => one.by === by && one.minutesBefore === minutesBefore)

/** A date is looked for so far ahead, to try a reminder of it. */
const TRIED_WITHIN_MS = 366 * DAY_MS

/** The next date of an event, to try a reminder of it; nothing where none is left. */
export function nextDate(event: CalendarEvent, zone: TimeZone, now: Instant): EventTick | undefined {
  const trial: CalendarEvent = { ...event, reminders: [{ minutesBefore: 0, by: 'mail' }], ownReminders: {} }
  return ticksBetween(trial, 'mail', now, now + TRIED_WITHIN_MS, zone)[0]
}
