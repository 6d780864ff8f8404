import * as bookingsApi from '../../../shared/api/bookings.ts'
import { cursorOf } from '../../../shared/api/cursor.ts'
import type * as eventInputApi from '../../../shared/api/event-input.ts'
import * as eventListApi from '../../../shared/api/event-list.ts'
import * as eventsApi from '../../../shared/api/events.ts'
import { BadInput } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { isOver } from '../../../shared/domain/booking/booking.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { occurrenceAt } from '../../../shared/domain/recurrence/occurrence.ts'
import { endpoint } from '../../middleware/door.ts'
import { cancelBooking } from '../../usecases/booking/cancel-booking.ts'
import { answerRequest } from '../../usecases/booking/confirm-booking.ts'
import { moveBookingAsHost } from '../../usecases/booking/move-booking.ts'
import { changeEvent, type EventPatch } from '../../usecases/event/change-event.ts'
import { createEvent } from '../../usecases/event/create-event.ts'
import { deleteEvent } from '../../usecases/event/delete-event.ts'
import { listEvents } from '../../usecases/event/list-events.ts'
import { seatsOfClass } from '../../usecases/event/read-class.ts'
import { replyToEvent } from '../../usecases/event/reply-to-event.ts'
import { undoChange } from '../../usecases/event/undo-change.ts'
import { pageOf } from '../page.ts'
import { entryView } from './event-entry.ts'
import { bookingEventView, classEventView, eventView } from './event-view.ts'
import type { AppTools } from './tools.ts'

const on = endpoint<AppTools>()

/** The times of a body that has been checked: instants in whole seconds, or dates. */
function timesOf(body: eventInputApi.EventChange, zone: string): EventTimes | undefined {
  if (body.startsAt !== undefined && body.endsAt !== undefined) {
    const seconds = (text: string) => Math.floor(Date.parse(text) / 1000) * 1000
    return {
      kind: 'timed',
      startsAt: seconds(body.startsAt),
      endsAt: seconds(body.endsAt),
      timeZone: body.timeZone ?? zone,
    }
  }
  if (body.startDate !== undefined && body.endDate !== undefined)
    return { kind: 'allDay', startDate: body.startDate, endDate: body.endDate }
  return undefined
}

/** The version that `If-Match` names: a number, quoted or not; `*` and nothing mean any. */
function versionOf(headers: Record<string, string | undefined>): number | undefined {
  const given = headers['if-match']?.trim()
  if (given === undefined || given === '*') return undefined
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(given)?.[1]
  if (version === undefined)
    throw new BadInput({ path: 'header.if-match', message: 'must be the version of the event' })
  return Number(version)
}

async function bookingForHost(door: AppTools, member: Member, id: string) {
  const booking = await door.store.booking(member.company, id)
  if (!booking || booking.status === 'held') return undefined
  return booking.hosts.includes(member.id) || member.role !== 'member'
    ? booking
    : refuse('NotAllowed', { detail: 'Only its hosts may change this booking.' })
}

export const eventEndpoints = [
  on(bookingsApi.answerRequest, async ({ member, params, body, door }) => {
    const booking = await bookingForHost(door, member, params.id)
    if (!booking) return refuse('NotFound')
    if (isRefusal(booking)) return booking
    const members = await door.store.members(member.company)
    const answered = await answerRequest(door, member.company, params.id, body.answer, `member:${member.id}`)
    if (isRefusal(answered)) return answered
    return { body: bookingEventView(answered, member, members) }
  }),
  on(eventListApi.listEvents, async ({ member, query, door }) => {
    const { from, to, members: memberIds = [member.id], next: after } = query
    const listing = { from: Date.parse(from), to: Date.parse(to), memberIds, after }
    const { entries, members } = await listEvents(door, member, listing)
    const { shown, last } = await pageOf(entries, (entry) => entryView(entry, member, members))
    return { body: { events: shown, ...(last && { next: cursorOf(last.position) }) } }
  }),
  on(eventsApi.createEvent, async ({ member, body, door }) => {
    const {
      title,
      rrule,
      moreRules,
      rdates,
      exdates,
      attendees,
      resources,
      privacy,
      showAs,
      description,
      location,
      videoCallUrl,
    } = body
    const times = timesOf(body, member.timeZone)!
    const draft = {
      title,
      times,
      ...(rrule !== undefined && { rrule }),
      ...(moreRules && { moreRules }),
      ...(rdates && { rdates }),
      ...(exdates && { exdates }),
      attendees,
      ...(resources.length > 0 && { resources }),
      privacy,
      showAs,
      description,
      location,
      videoCallUrl,
    }
    const members = await door.store.members(member.company)
    const created = await createEvent(door, member, draft)
    if (isRefusal(created)) return created
    return {
      body: {
        ...eventView(created.event, undefined, member, members),
        ...(created.overlaps > 0 && { overlaps: created.overlaps }),
      },
    }
  }),
  on(eventsApi.getEvent, async ({ member, params, query, door }) => {
    const [event, booking, members] = await Promise.all([
      door.store.event(member.company, params.id),
      door.store.booking(member.company, params.id),
      door.store.members(member.company),
    ])
    if (booking) {
      // A class is one thing in the calendar, whichever of its seats is asked for.
      const seats = booking.session && !isOver(booking) ? await seatsOfClass(door, booking) : []
      const view =
        seats.length > 0 ? classEventView(seats, member, members) : bookingEventView(booking, member, members)
      return { body: view }
    }
    if (!event || event.isDeleted) return refuse('NotFound')
    if (query.occurrence === undefined) return { body: eventView(event, undefined, member, members) }
    const occurrence = occurrenceAt(event, query.occurrence)
    return occurrence ? { body: eventView(event, occurrence, member, members) } : refuse('NotFound')
  }),
  on(eventsApi.changeEvent, async ({ member, params, query, body, headers, door }) => {
    const ifVersion = versionOf(headers)
    const members = await door.store.members(member.company)
    const booking = await bookingForHost(door, member, params.id)
    if (booking) {
      if (isRefusal(booking)) return booking
      if (ifVersion !== undefined && ifVersion !== booking.version) return refuse('Changed')
      const times = timesOf(body, member.timeZone)
      if (times?.kind !== 'timed')
        throw new BadInput({ path: 'startsAt', message: 'is missing: a booking can only be moved here' })
      if (times.endsAt - times.startsAt !== booking.endsAt - booking.startsAt)
        throw new BadInput({ path: 'endsAt', message: 'must keep the length that the customer booked' })
      const moved = await moveBookingAsHost(door, member.company, params.id, times.startsAt, `member:${member.id}`)
      return isRefusal(moved) ? moved : { body: bookingEventView(moved, member, members) }
    }
    const { startsAt: _s, endsAt: _e, timeZone: _z, startDate: _sd, endDate: _ed, ...rest } = body
    const times = timesOf(body, member.timeZone)
    const patch: EventPatch = {
      ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as EventPatch),
      ...(times && { times }),
      ...(body.timeZone === undefined && { keepsZone: true }),
    }
    const changed = await changeEvent(door, member, { id: params.id, ...query, ifVersion }, patch)
    if (isRefusal(changed)) return changed
    return {
      body: {
        ...eventView(changed.event, undefined, member, members),
        ...(changed.overlaps > 0 && { overlaps: changed.overlaps }),
        ...(changed.occurrences.length > 0 && { occurrences: changed.occurrences }),
        undo: changed.undo,
      },
    }
  }),
  on(eventsApi.deleteEvent, async ({ member, params, query, headers, door }) => {
    const ifVersion = versionOf(headers)
    const booking = await bookingForHost(door, member, params.id)
    if (booking) {
      if (isRefusal(booking)) return booking
      if (ifVersion !== undefined && ifVersion !== booking.version) return refuse('Changed')
      const cancelled = await cancelBooking(door, member.company, params.id, `member:${member.id}`)
      return isRefusal(cancelled) ? cancelled : {}
    }
    return (await deleteEvent(door, member, { id: params.id, ...query, ifVersion })) ?? {}
  }),
  on(eventsApi.undoEventChange, async ({ member, params, body, door }) => {
    const members = await door.store.members(member.company)
    const event = await undoChange(door, member, params.id, body.version)
    return isRefusal(event) ? event : { body: eventView(event, undefined, member, members) }
  }),
  on(eventsApi.replyToEvent, async ({ member, params, body, door }) => {
    const members = await door.store.members(member.company)
    const event = await replyToEvent(door, member, params.id, body.reply)
    return isRefusal(event) ? event : { body: eventView(event, undefined, member, members) }
  }),
]
