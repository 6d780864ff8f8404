import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Booking } from '../../../shared/domain/booking/booking.ts'
import {
  type ComingReminder,
  type EventTick,
  isAmong,
  isExpectedAt,
  newestTold,
  plannedFor,
  reminded,
  remindersFor,
  type ToldReminder,
  takesPart,
  ticksBetween,
} from '../../../shared/domain/effects/event-reminders.ts'
import { morningOf } from '../../../shared/domain/effects/morning.ts'
import { addressOfReminded, plannedOf } from '../../../shared/domain/effects/reminder-plan.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { eventAt } from '../../../shared/domain/event/people-at.ts'
import { type EventReminder, LONGEST_LEAD_MINUTES } from '../../../shared/domain/people/calendar.ts'
import { isAdmin, type Member } from '../../../shared/domain/people/member.ts'
import { utcDayOf } from '../../../shared/domain/time/time.ts'
import { DAY_MS, MINUTE_MS } from '../../../shared/domain/time/units.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Calendars } from '../../ports/calendars.ts'
import type { Effects } from '../../ports/effects.ts'
import type { Events } from '../../ports/events.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { Members } from '../../ports/members.ts'
import { over, patiently } from '../attempt.ts'
import type { World } from '../world.ts'
import { mayChange } from './change-event.ts'
import { type EventStep, type SaveEventStore, saveEvents } from './save-event.ts'

/** The repositories that setting one's own uses. */
export type OwnRemindersStore = Events & Members & SaveEventStore

/**
 * What somebody is reminded by in place of what an event says; nothing: by what it says again. Whoever changes the
 * event at the same time is heard as well.
 */
export async function setOwnReminders(
  tools: World<OwnRemindersStore>,
  member: Member,
  id: string,
  reminders: EventReminder[] | null,
): Promise<CalendarEvent | Refusal> {
  return patiently<CalendarEvent | Refusal>(tools, async ({ now, deadline }) => {
    const event = await tools.store.event(member.company, id)
    if (!event || event.isDeleted || !takesPart(event, member)) return over(refuse('NotFound'))
    const { ownReminders: before = {}, ...rest } = event
    const { [member.id]: _own, ...others } = before
    const ownReminders = reminders === null ? others : { ...others, [member.id]: reminders }
    const after: CalendarEvent = {
      ...rest,
      ...(Object.keys(ownReminders).length > 0 && { ownReminders }),
      version: event.version + 1,
      updatedAt: now,
    }
    const members = await tools.store.members(member.company)
    const steps: EventStep[] = [{ before: event, after, kind: 'changed' }]
    const saved = await saveEvents(tools, members, steps, `member:${member.id}`, { deadline })
    if (!isRefusal(saved)) return over(after)
    return saved.refusal === 'Changed' ? 'again' : over(saved)
  })
}

/** What somebody is, was and will be reminded by, and why not. */
export interface RemindersOfEvent {
  mine: EventReminder[]
  /** They chose it for themselves. */
  isOwn: boolean
  /** They are among those who are reminded. */
  isReminded: boolean
  /** One's own, and the mails of all others for whoever may change it. */
  planned: ComingReminder[]
  /** More of a series is to come than is named. */
  hasMore: boolean
  /** The mails, the newest first: one's own, and those of all others for whoever may change the event. */
  mails: ToldReminder[]
}

/** The repositories that telling of reminders uses. */
export type RemindersStore = Events & Members & Calendars & Effects & Bookings

/** How somebody is reminded of an event that they take part in, or may change; or of a booking that is theirs. */
export async function remindersOf(
  tools: World<RemindersStore>,
  member: Member,
  id: string,
): Promise<RemindersOfEvent | Refusal> {
  const { store, clock } = tools
  const [event, booking] = await Promise.all([store.event(member.company, id), store.booking(member.company, id)])
  if (booking) return remindersOfBooking(tools, member, booking)
  if (!event || event.isDeleted) return refuse('NotFound')
  const mayNotChange = await mayChange(tools, member, event)
  if (mayNotChange && !takesPart(event, member)) return refuse('NotFound')
  const isReminded = takesPart(event, member) && event.source.kind === 'almanac'
  const effects = await store.effectsOf(member.company, id)
  const members = await store.members(member.company)
  const coming =
    event.source.kind === 'almanac'
      ? plannedFor(event, { reader: member, members, seesAll: mayNotChange === undefined }, clock.now())
      : { planned: [], hasMore: false }
  return {
    mine: isReminded ? remindersFor(event, member.id) : [],
    isOwn: event.ownReminders?.[member.id] !== undefined,
    isReminded,
    ...coming,
    mails: newestTold(
      effects.flatMap((effect) =>
        effect.about === 'reminder' &&
        effect.recipient.to === 'asked' &&
        (mayNotChange === undefined || effect.recipient.email === member.email)
          ? [{ effect, to: effect.recipient.email }]
          : [],
      ),
    ),
  }
}

async function remindersOfBooking(
  { store, clock }: World<RemindersStore>,
  member: Member,
  booking: Booking,
): Promise<RemindersOfEvent | Refusal> {
  const isHost = booking.hosts.includes(member.id)
  if (!isHost && !isAdmin(member)) return refuse('NotFound')
  const [members, effects] = await Promise.all([
    store.members(member.company),
    store.effectsOf(member.company, booking.id),
  ])
  const { startsAt } = booking
  return {
    mine: isHost ? booking.reminderMinutesBefore.map((minutesBefore) => ({ minutesBefore, by: 'mail' })) : [],
    isOwn: false,
    isReminded: isHost,
    planned: plannedOf(booking, clock.now()).map(({ recipients, ...reminder }) => ({
      ...{ ...reminder, startsAt, by: 'mail' as const },
      to: recipients.flatMap((recipient) => addressOfReminded(recipient, booking, members) ?? []),
    })),
    hasMore: false,
    mails: newestTold(
      effects.flatMap((effect) => {
        const to = effect.address ?? addressOfReminded(effect.recipient, booking, members)
        return effect.about === 'reminder' && to !== undefined ? [{ effect, to }] : []
      }),
    ),
  }
}

/** A reminder that is to be shown on somebody's screen. */
export interface ScreenReminder extends EventTick {
  event: CalendarEvent
}

/** So much of what lies before now is shown to whoever comes a little late. */
const LATE_MS = 10 * MINUTE_MS
const MOST_EVENTS = 1000

/**
 * What is to be shown on a member's screen in the time that is coming, the earliest first: of what stands in their
 * calendar and has not begun, with what they are reminded by.
 * @param withinMs how far ahead of now
 */
export async function screenReminders(
  { store, clock }: World<Events & Ledger>,
  member: Member,
  withinMs: number,
): Promise<ScreenReminder[]> {
  const now = clock.now()
  const until = now + withinMs
  const days = [utcDayOf(now - DAY_MS), utcDayOf(until + LONGEST_LEAD_MINUTES * MINUTE_MS)] as const
  const times = await store.time(member.company, [member.id], ...days, 'quick')
  const ids = times.flatMap(({ days: some, spans }) => [
    ...some.flatMap(({ claims }) => claims.filter(({ kind }) => kind === 'event').map(({ id }) => id)),
    ...spans.map(({ id }) => id),
  ])
  const events = await store.events(member.company, [...new Set(ids)].slice(0, MOST_EVENTS))
  return events
    .filter(({ source }) => source.kind === 'almanac')
    .flatMap((event) => {
      const mine = remindersFor(event, member.id)
      return ticksBetween(event, 'screen', now - LATE_MS, until, morningOf(member))
        .filter(({ startsAt, minutesBefore, key }) => {
          const isAhead = startsAt > now || (minutesBefore === 0 && startsAt > now - LATE_MS)
          return isAhead && isAmong(mine, 'screen', minutesBefore) && isExpectedAt(event, key, reminded(member))
        })
        .map((tick) => ({ ...tick, event: eventAt(event, tick.key) }))
    })
    .sort((a, b) => a.dueAt - b.dueAt)
}
