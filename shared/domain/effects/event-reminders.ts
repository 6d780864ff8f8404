import { type CalendarEvent, isPublished } from '../event/calendar-event.ts'
import { attendeesAt, everybodyAsked } from '../event/people-at.ts'
import { type EventReminder, reminderWays } from '../people/calendar.ts'
import type { Member } from '../people/member.ts'
import { occurrencesOf } from '../recurrence/occurrence.ts'
import { isSeries } from '../recurrence/repetition.ts'
import { type Instant, type LocalDate, startOfDay } from '../time/time.ts'
import { DAY_MS, MINUTE_MS } from '../time/units.ts'
import type { Effect } from './effect.ts'
import { type Morning, momentBefore, morningOf } from './morning.ts'
import type { ReminderPlan } from './reminder-plan.ts'
import { leftOut } from './reminder-reason.ts'

/** One reminder of one date: the start that it reminds of, and how long before. */
export interface EventTick {
  /** Original start of the date; absent: the event takes place once. */
  key?: string
  /** Of whole days: in the morning of whoever is reminded. */
  startsAt: Instant
  /** The first of whole days. */
  startDate?: LocalDate
  minutesBefore: number
  dueAt: Instant
}

/** How far ahead the next reminder of a series is looked for: first, and at most. */
const FIRST_LOOK_DAYS = 32
const LAST_LOOK_DAYS = 3660

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
  event.source.kind === 'almanac' && event.isDraft !== true && minutesOf(event, 'mail').length > 0

/** The reminders of an event that are due after one instant, up to another, the earliest first. */
export function ticksBetween(
  event: CalendarEvent,
  by: EventReminder['by'],
  after: Instant,
  until: Instant,
  morning: Morning,
): EventTick[] {
  const minutes = minutesOf(event, by)
  if (minutes.length === 0 || !isPublished(event)) return []
  const longest = Math.max(...minutes) * MINUTE_MS
  const dates = occurrencesOf(event, after, until + longest + DAY_MS, morning.timeZone)
  const ticks = dates.flatMap(({ key, times }) =>
    minutes.map((minutesBefore): EventTick => {
      const date = { ...(key !== undefined && { key }), minutesBefore }
      if (times.kind === 'timed')
        return { ...date, startsAt: times.startsAt, dueAt: times.startsAt - minutesBefore * MINUTE_MS }
      const { startDate } = times
      const moment = (before: number) => momentBefore(startDate, before, morning)
      return { ...date, startDate, startsAt: moment(0), dueAt: moment(minutesBefore) }
    }),
  )
  return ticks.filter(({ dueAt }) => dueAt > after && dueAt <= until).sort((a, b) => a.dueAt - b.dueAt)
}

/** The next of them after an instant; nothing where none is left, or none lies within ten years. */
function nextTick(event: CalendarEvent, after: Instant, mornings: Morning[]): EventTick | undefined {
  const look = isSeries(event) ? FIRST_LOOK_DAYS : LAST_LOOK_DAYS
  for (let days = look; ; days = Math.min(LAST_LOOK_DAYS, days * 8)) {
    const firsts = mornings.flatMap((morning) =>
      ticksBetween(event, 'mail', after, after + days * DAY_MS, morning).slice(0, 1),
    )
    if (firsts.length > 0 || days === LAST_LOOK_DAYS) return firsts.sort((a, b) => a.dueAt - b.dueAt)[0]
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
  members: Member[],
  doneUntil: Instant,
): ReminderPlan {
  const next = nextTick(event, doneUntil, [...byMorning(event, peopleOf(event, members)).values()].map(first))
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

interface RemindedByMail extends Reminded {
  morning: Morning
}

/**
 * Whoever holds it and whoever is asked to it or to one of its dates, each once. Whole days begin for members in their
 * own morning, for others in that of whoever holds it.
 */
function peopleOf(event: CalendarEvent, members: Member[]): RemindedByMail[] {
  const known = new Map(members.map((member) => [member.id, member]))
  const organizer = known.get(event.organizerId)
  const asked = everybodyAsked(event).filter(({ email }) => email !== organizer?.email)
  return [
    ...(organizer ? [{ email: organizer.email, memberId: organizer.id, morning: morningOf(organizer) }] : []),
    ...asked.map(({ email, memberId }) => ({
      email,
      ...(memberId !== undefined && { memberId }),
      morning: morningOf(known.get(memberId ?? '') ?? organizer),
    })),
  ]
}

/** Those for whom it begins at the same moment: with times that is everybody. */
const byMorning = (event: CalendarEvent, people: RemindedByMail[]): Map<string, RemindedByMail[]> =>
  Map.groupBy(people, ({ morning }) => (event.times.kind === 'timed' ? '' : `${morning.timeZone} ${morning.at}`))

const first = ([one]: RemindedByMail[]): Morning => one!.morning

/** Whether somebody comes to a date, as far as they have said: whoever has declined it is reminded of nothing. */
export function isExpectedAt(event: CalendarEvent, key: string | undefined, { email, memberId }: Reminded): boolean {
  const attendee = attendeesAt(event, key).find((one) => one.email === email)
  if (attendee) return attendee.reply !== 'declined'
  return memberId !== undefined && memberId === event.organizerId
}

/** What is kept of a date; of whole days the date alone: whoever chooses another morning is not reminded twice. */
export const dateOfTick = ({ startsAt, startDate }: EventTick): Pick<Effect, 'startsAt' | 'startDate'> =>
  startDate === undefined ? { startsAt } : { startsAt: startOfDay(startDate, 'UTC'), startDate }

/**
 * The mails that remind of an event now: of each date the latest that is due goes out once if it has not begun; earlier
 * ones that were missed are skipped, for two mails about one meeting at once help nobody.
 */
export function reminderMailsDue(
  event: CalendarEvent,
  members: Member[],
  { doneUntil, now }: { doneUntil: Instant; now: Instant },
): Effect[] {
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
    ...dateOfTick(tick),
    minutesBefore: tick.minutesBefore,
    ...(reason !== undefined && { reason, doneAt: now }),
  })
  return [...byMorning(event, peopleOf(event, members)).values()].flatMap((people) => {
    const all = ticksBetween(event, 'mail', doneUntil, now, first(people))
    const dates = [...Map.groupBy(all, ({ startsAt }) => startsAt).values()]
    return people.flatMap((person) => {
      const own = remindersFor(event, person.memberId)
      return dates.flatMap((ticks) => {
        const due = ticks.filter(
          ({ minutesBefore, key }) => isAmong(own, 'mail', minutesBefore) && isExpectedAt(event, key, person),
        )
        const last = due.at(-1)
        if (!last) return []
        if (last.startsAt <= now && last.minutesBefore > 0)
          return due.map((tick) => effect(person.email, tick, leftOut.begun))
        return [
          ...due.slice(0, -1).map((tick) => effect(person.email, tick, leftOut.laterOne)),
          effect(person.email, last),
        ]
      })
    })
  })
}

/** A member, as somebody who may be reminded. */
export const reminded = ({ email, id }: Member): Reminded => ({ email, memberId: id })

/** Whether somebody holds an event or is asked to it; of a draft nobody is asked yet. */
export const takesPart = (event: CalendarEvent, { id }: Pick<Member, 'id'>): boolean =>
  event.organizerId === id || (event.isDraft !== true && everybodyAsked(event).some(({ memberId }) => memberId === id))

/** Whether one of these reminders is given in this way, so long before. */
export const isAmong = (reminders: EventReminder[], by: EventReminder['by'], minutesBefore: number): boolean =>
  reminders.some((one) => one.by === by && one.minutesBefore === minutesBefore)

/** So many of those that are planned are said, so far ahead. */
const MOST_PLANNED = 5
const PLANNED_WITHIN_MS = 366 * DAY_MS

/** A reminder that is still to come, and the addresses of whom it reminds. */
export interface ComingReminder extends EventTick {
  by: EventReminder['by']
  to: string[]
}

/** The first reminders of people whose morning is the same. */
function coming(event: CalendarEvent, by: EventReminder['by'], people: RemindedByMail[], now: Instant) {
  const found: ComingReminder[] = []
  for (const tick of ticksBetween(event, by, now, now + PLANNED_WITHIN_MS, first(people))) {
    const reached = people.filter(
      (one) => isAmong(remindersFor(event, one.memberId), by, tick.minutesBefore) && isExpectedAt(event, tick.key, one),
    )
    if (reached.length > 0) found.push({ ...tick, by, to: reached.map(({ email }) => email) })
    // One more than is said: then there is more.
    if (found.length > MOST_PLANNED) break
  }
  return found
}

/**
 * What is still to remind of an event, the earliest first: its reader on their screen and by mail, and all others by
 * mail where the reader may know of them.
 */
export function plannedFor(
  event: CalendarEvent,
  { reader, members, seesAll }: { reader: Pick<Member, 'id'>; members: Member[]; seesAll: boolean },
  now: Instant,
): { planned: ComingReminder[]; hasMore: boolean } {
  const all = peopleOf(event, members)
  const own = all.filter(({ memberId }) => memberId === reader.id)
  const planned = reminderWays.flatMap((by) =>
    [...byMorning(event, by === 'mail' && seesAll ? all : own).values()].flatMap((people) =>
      coming(event, by, people, now),
    ),
  )
  planned.sort((a, b) => a.dueAt - b.dueAt)
  return { planned: planned.slice(0, MOST_PLANNED), hasMore: planned.length > MOST_PLANNED }
}

/** A mail that reminded somebody or was to, and the address that it is for. */
export interface ToldReminder {
  effect: Effect
  to: string
}

/** Of so many mails it is told what became of them. */
const MOST_TOLD = 500

/** Those that were due last, the newest first. */
export const newestTold = (mails: ToldReminder[]): ToldReminder[] =>
  mails.toSorted((a, b) => b.effect.dueAt - a.effect.dueAt).slice(0, MOST_TOLD)

/** A date is looked for so far ahead, to try a reminder of it. */
const TRIED_WITHIN_MS = 366 * DAY_MS

/** The next date of an event, to try a reminder of it; nothing where none is left. */
export function nextDate(event: CalendarEvent, morning: Morning, now: Instant): EventTick | undefined {
  const trial: CalendarEvent = { ...event, reminders: [{ minutesBefore: 0, by: 'mail' }], ownReminders: {} }
  return ticksBetween(trial, 'mail', now, now + TRIED_WITHIN_MS, morning)[0]
}
