import type { Repositories } from '../../functions/ports/repositories.ts'
import { bookAppointment } from '../../functions/usecases/booking/book-appointment.ts'
import type { BookingRequest } from '../../functions/usecases/booking/booking-request.ts'
import { cancelBooking } from '../../functions/usecases/booking/cancel-booking.ts'
import { answerRequest } from '../../functions/usecases/booking/confirm-booking.ts'
import { holdSlot, releaseHold } from '../../functions/usecases/booking/hold-slot.ts'
import { moveBooking, moveBookingAsHost } from '../../functions/usecases/booking/move-booking.ts'
import { reassignBooking } from '../../functions/usecases/booking/reassign-booking.ts'
import { changeEvent } from '../../functions/usecases/event/change-event.ts'
import { createEvent } from '../../functions/usecases/event/create-event.ts'
import { deleteEvent } from '../../functions/usecases/event/delete-event.ts'
import { replyToEvent } from '../../functions/usecases/event/reply-to-event.ts'
import { resolveAnnouncement } from '../../functions/usecases/event/resolve-announcements.ts'
import { saveEvents } from '../../functions/usecases/event/save-event.ts'
import { undoChange } from '../../functions/usecases/event/undo-change.ts'
import { saveAvailability } from '../../functions/usecases/people/save-availability.ts'
import type { World } from '../../functions/usecases/world.ts'
import { BadInput } from '../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal } from '../../shared/domain/answers/refusal.ts'
import type { Booking } from '../../shared/domain/booking/booking.ts'
import type { CalendarEvent } from '../../shared/domain/event/calendar-event.ts'
import { LIFTABLE } from '../../shared/domain/offers/lifting.ts'
import { formatInstant } from '../../shared/domain/time/time.ts'
import { eventOf } from '../contracts/samples.ts'
import type { Action } from './action.ts'
import { COMPANY, hoursOf, members, startOf } from './company.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** What an action came to, as far as whoever did it knows. */
export interface Answer {
  refusal?: Refusal
  booking?: Booking
  further?: Booking[]
  event?: CalendarEvent
}

/** What an action may know of the others: what they were, and what they were answered. */
export interface Others {
  action(number: number): Action | undefined
  answer(number: number): Answer | undefined
}

export const bookingRequest = (
  action: Extract<Action, { does: 'book' }>,
  holdId: string | undefined,
): BookingRequest => ({
  company: COMPANY,
  slug: action.type,
  startsAt: startOf(action.start),
  durationMinutes: action.minutes,
  seats: action.party,
  customer: { name: action.key ?? 'anybody', email: `${action.customer}@example.test`, timeZone: 'UTC' },
  answers: {},
  guests: [],
  holdId,
  furtherStarts: action.further?.map(startOf),
  onClash: action.onClash,
  idempotencyKey: action.key,
})

const memberNamed = (id: string) => members.find((one) => one.id === id)!
const ofBooking = (answer: Booking | Refusal): Answer => (isRefusal(answer) ? { refusal: answer } : { booking: answer })
const ofRefusal = (refusal: Refusal | undefined): Answer => (refusal ? { refusal } : {})

/** Does one action by the use case that does it. @returns nothing where there is nothing to do it to */
export async function perform(tools: World<Repositories>, action: Action, others: Others): Promise<Answer | undefined> {
  try {
    return await performed(tools, action, others)
  } catch (fault) {
    if (fault instanceof BadInput) return undefined
    throw fault
  }
}

async function performed(tools: World<Repositories>, action: Action, others: Others): Promise<Answer | undefined> {
  const bookingOf = (number: number) => others.answer(number)?.booking
  switch (action.does) {
    case 'book': {
      const held = action.hold === undefined ? undefined : bookingOf(action.hold)
      const booked = await bookAppointment(tools, bookingRequest(action, held?.id))
      return isRefusal(booked) ? { refusal: booked } : { booking: booked.booking, further: booked.further }
    }
    case 'bookAsHost': {
      const booked = await bookAppointment(tools, {
        ...bookingRequest({ ...action, does: 'book' }, undefined),
        byHost: { member: memberNamed('ada'), lifted: LIFTABLE, isQuiet: false },
      })
      return isRefusal(booked) ? { refusal: booked } : { booking: booked.booking, further: booked.further }
    }
    case 'again': {
      const first = others.action(action.of)
      return first?.does === 'book' ? performed(tools, first, others) : undefined
    }
    case 'hold': {
      const { type: slug, start, party: seats } = action
      return ofBooking(
        await holdSlot(tools, { company: COMPANY, slug, startsAt: startOf(start), timeZone: 'UTC', seats }),
      )
    }
    case 'sweep':
      await sweepLedger(tools)
      return {}
    case 'hours': {
      const { member, closesAt } = action
      return ofRefusal(await saveAvailability(tools, COMPANY, member, { schedule: hoursOf(member, closesAt) }))
    }
    case 'plan':
      return plan(tools, action)
    case 'fact':
      return fact(tools, action)
    case 'change':
    case 'delete':
    case 'undo':
    case 'reply': {
      const event = others.answer(action.of)?.event
      return event && ofEvent(tools, action, event)
    }
    case 'wait':
      return {}
    default: {
      const booking = bookingOf(action.of)
      return booking && onBooking(tools, action, booking)
    }
  }
}

type OnBooking = Extract<
  Action,
  { does: 'reassign' | 'release' | 'confirm' | 'decline' | 'move' | 'moveAsHost' | 'moveByFact' | 'cancel' }
>

async function onBooking(tools: World<Repositories>, action: OnBooking, { id }: Booking): Promise<Answer> {
  switch (action.does) {
    case 'reassign':
      return ofBooking(await reassignBooking(tools, COMPANY, id, { to: action.to }, 'member:ada'))
    case 'release':
      return ofRefusal(await releaseHold(tools, COMPANY, id))
    case 'confirm':
    case 'decline':
      return ofBooking(await answerRequest(tools, COMPANY, id, action.does, 'member:ada'))
    case 'move':
      return ofBooking(await moveBooking(tools, COMPANY, id, startOf(action.start)))
    case 'moveAsHost':
      return ofBooking(await moveBookingAsHost(tools, COMPANY, id, startOf(action.start), 'member:ada'))
    case 'moveByFact':
      return ofBooking(await moveBookingAsHost(tools, COMPANY, id, startOf(action.start), 'connection:x', true))
    case 'cancel':
      return ofBooking(await cancelBooking(tools, COMPANY, id, 'customer'))
  }
}

const timesAt = (start: number, minutes: number) => ({
  kind: 'timed' as const,
  startsAt: startOf(start),
  endsAt: startOf(start) + minutes * MINUTE_MS,
  timeZone: 'UTC',
})

async function plan(tools: World<Repositories>, action: Extract<Action, { does: 'plan' }>): Promise<Answer> {
  const { member, start, minutes, rooms, rule, guests } = action
  const created = await createEvent(tools, memberNamed(member), {
    title: 'Event',
    times: timesAt(start, minutes),
    resources: rooms,
    attendees: guests.map((id) => ({ email: memberNamed(id).email })),
    privacy: 'public',
    showAs: 'busy',
    description: '',
    location: '',
    videoCallUrl: '',
    ...(rule !== undefined && { rrule: rule }),
  })
  return isRefusal(created) ? { refusal: created } : { event: created.event }
}

/** What a connected calendar holds is written without asking. */
async function fact(tools: World<Repositories>, action: Extract<Action, { does: 'fact' }>): Promise<Answer> {
  const now = tools.clock.now()
  const event = eventOf(COMPANY, {
    id: tools.random.id(),
    organizerId: action.member,
    times: timesAt(action.start, action.minutes),
    source: { kind: 'google', connectionId: 'x' },
    createdAt: now,
    updatedAt: now,
    ...(action.rule !== undefined && { rrule: action.rule }),
  })
  const saved = await saveEvents(tools, members, [{ after: event, kind: 'created' }], 'connection:x')
  return isRefusal(saved) ? { refusal: saved } : { event }
}

async function ofEvent(
  tools: World<Repositories>,
  action: Extract<Action, { does: 'change' | 'delete' | 'undo' | 'reply' }>,
  event: CalendarEvent,
): Promise<Answer | undefined> {
  const { times, id } = event
  if (times.kind !== 'timed') return undefined
  if (action.does === 'reply') {
    const replied = await replyToEvent(tools, memberNamed(action.member), id, action.reply)
    return isRefusal(replied) ? { refusal: replied } : { event: replied }
  }
  if (action.does === 'undo') {
    const now = await tools.store.event(COMPANY, id)
    const undone = await undoChange(tools, memberNamed(event.organizerId), id, now?.version ?? 0)
    return isRefusal(undone) ? { refusal: undone } : { event: undone.event }
  }
  const day = action.occurrence * DAY_MS
  const { scope } = action
  const request = { id, scope, occurrence: formatInstant(times.startsAt + day) }
  const organizer = memberNamed(event.organizerId)
  if (action.does === 'delete') {
    const deleted = await deleteEvent(tools, organizer, request)
    return isRefusal(deleted) ? { refusal: deleted } : {}
  }
  const startsAt = startOf(action.start) + day
  const changed = await changeEvent(tools, organizer, request, {
    times: { ...times, startsAt, endsAt: startsAt + (times.endsAt - times.startsAt) },
  })
  return isRefusal(changed) ? { refusal: changed } : { event: changed.event }
}

/** The part of the sweep that the ledger is about. */
export async function sweepLedger(tools: World<Repositories>): Promise<void> {
  const now = tools.clock.now()
  for (const held of await tools.store.endedHolds(now)) await releaseHold(tools, held.company, held.id)
  for (const { company, id } of await tools.store.unansweredRequests(now))
    await answerRequest(tools, company, id, 'lapse', 'system')
  for (const announcement of await tools.store.openAnnouncements(now)) await resolveAnnouncement(tools, announcement)
}

/** A store whose every method is called through one function. */
export function storeThrough(
  store: Repositories,
  call: (method: keyof Repositories, args: unknown[]) => Promise<unknown>,
): Repositories {
  return new Proxy(store, {
    get: (target, method: keyof Repositories) =>
      method in target ? (...args: unknown[]) => call(method, args) : undefined,
  })
}
