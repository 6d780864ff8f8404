import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Booking, cancelled } from '../../../shared/domain/booking/booking.ts'
import { countedNames, refusalOfDecision, talliesFor } from '../../../shared/domain/booking/booking-steps.ts'
import { countedPrincipals, placementOf } from '../../../shared/domain/booking/placement.ts'
import { bookingOfEvent, eventOfBooking, NOT_BOOKABLE, partsOf } from '../../../shared/domain/calendar/book-event.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { deleted } from '../../../shared/domain/event/deleted.ts'
import { placementOfEvent } from '../../../shared/domain/event/event-placement.ts'
import { decide } from '../../../shared/domain/ledger/decide.ts'
import { scheduleOf } from '../../../shared/domain/offers/question-of.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { type Instant, utcDayOf } from '../../../shared/domain/time/time.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { Calendars } from '../../ports/calendars.ts'
import type { Companies } from '../../ports/companies.ts'
import type { Events } from '../../ports/events.ts'
import type { HeardOfEvents } from '../../ports/heard-of-events.ts'
import type { Members } from '../../ports/members.ts'
import { attempt, over } from '../attempt.ts'
import { ownEvent } from '../event/change-event.ts'
import { type EventWritesStore, eventWrites, principalsFor, timesFor } from '../event/event-writes.ts'
import { resolveAnnouncements } from '../event/resolve-announcements.ts'
import { keepKnown } from '../event/tell-of-event.ts'
import { hashToken } from '../people/session.ts'
import type { World } from '../world.ts'
import { bookingWrites } from './booking-writes.ts'
import { appointmentOf, type ChangeBookingsStore } from './change-bookings.ts'
import { enterAsHost } from './front.ts'

/** The repositories that it uses. */
export type BookEventStore = AppointmentTypes &
  Calendars &
  ChangeBookingsStore &
  Companies &
  EventWritesStore &
  Events &
  HeardOfEvents &
  Members

/**
 * Makes an event a booking of a type: the first attendee from outside becomes its customer, the time of its host and
 * its resource is claimed and that of the event is given back in one write. Bound by what is taken, not by the hours
 * offered.
 */
export async function bookEvent(
  tools: World<BookEventStore>,
  member: Member,
  request: { id: string; type: string; ifVersion?: number | undefined },
): Promise<Booking | Refusal> {
  const { company } = member
  const id = tools.random.id()
  return attempt<Booking | Refusal>(tools, async (trying) => {
    const { now } = trying
    const event = await ownEvent(tools, member, request)
    if (isRefusal(event)) return over(event)
    const [type, found, members] = await Promise.all([
      tools.store.type(company, request.type),
      tools.store.company(company),
      tools.store.members(company),
    ])
    const entered = enterAsHost(
      { assigned: {}, ...(type && { type }), ...(found && { company: found.company }) },
      { member, lifted: [] },
    )
    if (isRefusal(entered)) return over(entered)
    if (event.announcementId !== undefined) return over(refuse('Changed'))
    const parts = partsOf(event, entered.type)
    if (typeof parts === 'string') return over(refuse('NotAllowed', { detail: NOT_BOOKABLE[parts] }))
    const after = deleted(event, now)
    const steps = [{ before: event, after, kind: 'deleted' as const }]
    const was = placementOfEvent(event, await principalsFor(tools, members, steps))
    const at = { from: parts.startsAt, to: parts.endsAt }
    const zones = await timesOf(tools, company, countedPrincipals(entered.type, parts), at)
    const booking = bookingOfEvent(event, entered.type, {
      id,
      parts,
      // Whoever was asked to it goes on reading its time as before.
      timeZone: event.times.kind === 'timed' ? event.times.timeZone : member.timeZone,
      locale: member.locale,
      zoneOf: (principal) => scheduleOf(entered.type, zones.find((one) => one.principal === principal)!).timeZone,
      booker: hashToken(parts.customer.email),
      meetingAddress: entered.company.meetingAddress,
      now,
    })
    const is = placementOf(booking)
    const names = countedNames(booking)
    const [times, tallies] = await Promise.all([
      timesFor(tools, company, [was, is]),
      names.length === 0 ? [] : tools.store.tallies(company, names),
    ])
    if (await resolveAnnouncements(tools, company, times, trying)) return 'again'
    const decision = decide({ times, tallies: talliesFor(tallies, names) }, was, is, { now })
    if ('refused' in decision) return over(refusalOfDecision(decision))
    const origin = `member:${member.id}` as const
    return {
      writes: [
        ...bookingWrites([{ after: booking }], decision.writes, { kind: 'booked', origin }),
        ...eventWrites(steps, origin),
      ],
      done: () => booking,
      failed: async (index) => (index === 0 ? await tools.store.booking(company, id) : undefined),
    }
  })
}

const timesOf = (
  { store }: Pick<World<EventWritesStore>, 'store'>,
  company: string,
  principals: string[],
  { from, to }: { from: Instant; to: Instant },
) => {
  return store.time(company, principals, utcDayOf(from), utcDayOf(to), 'latest')
}

/**
 * Makes a booking an event again: its people take part, its time stays taken, its link ends. Nobody is mailed that it
 * was cancelled, for it takes place.
 */
export async function unbookEvent(
  tools: World<BookEventStore>,
  member: Member,
  bookingId: string,
): Promise<CalendarEvent | Refusal> {
  const { company } = member
  const id = tools.random.id()
  const made = await attempt<CalendarEvent | Refusal>(tools, async (trying) => {
    const { now } = trying
    const booking = await appointmentOf(tools, company, bookingId)
    if (isRefusal(booking)) return over(booking)
    if (booking.session) return over(refuse('NotAllowed', { detail: 'A seat stays with its class.' }))
    if (booking.paymentId !== undefined)
      return over(refuse('NotAllowed', { detail: 'What is paid for stays a booking.' }))
    const members = await tools.store.members(company)
    const emailOf = (memberId: string) => members.find((one) => one.id === memberId)?.email ?? ''
    const event = eventOfBooking(booking, { id, organizerId: booking.hosts[0] ?? member.id, emailOf, now })
    // Nobody comes to it by its link any more.
    const after = { ...cancelled(booking, now), linkGeneration: booking.linkGeneration + 1 }
    const steps = [{ after: event, kind: 'created' as const }]
    const was = placementOf(booking)
    const is = placementOfEvent(event, await principalsFor(tools, members, steps))
    const names = countedNames(booking)
    const [times, tallies] = await Promise.all([
      timesFor(tools, company, [was, is]),
      names.length === 0 ? [] : tools.store.tallies(company, names),
    ])
    if (await resolveAnnouncements(tools, company, times, trying)) return 'again'
    const rooms = new Set(booking.resources)
    const decision = decide({ times, tallies: talliesFor(tallies, names) }, was, is, {
      now,
      mayOverlap: (principal) => !rooms.has(principal),
    })
    if ('refused' in decision) return over(refusalOfDecision(decision))
    const origin = `member:${member.id}` as const
    return {
      writes: [
        ...bookingWrites([{ before: booking, after }], decision.writes, { kind: 'unbooked', origin }),
        ...eventWrites(steps, origin),
      ],
      done: () => event,
    }
  })
  if (isRefusal(made)) return made
  // Its people know it from the mails of the booking: what is new of it later is told as such.
  const told = { event: made, sequence: made.sequence }
  const known = made.attendees.map(({ email }) => ({ eventId: made.id, email, told }))
  await keepKnown(tools, made.company, known)
  return made
}
