import * as api from '../../../shared/api/events.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { occurrenceAt } from '../../../shared/domain/recurrence/occurrence.ts'
import { changeEvent, type EventPatch } from '../../usecases/event/change-event.ts'
import { createEvent } from '../../usecases/event/create-event.ts'
import { deleteEvent } from '../../usecases/event/delete-event.ts'
import { replyToEvent } from '../../usecases/event/reply-to-event.ts'
import { undoChange } from '../../usecases/event/undo-change.ts'
import { appEndpoints } from './app-door.ts'
import { bookingEventView } from './event-booking-view.ts'
import { bookingForHost, cancelBookingEvent, moveBookingEvent, readBookingEvent } from './event-bookings.ts'
import { timesOf } from './event-times.ts'
import { eventView } from './event-view.ts'

export const eventEndpoints = appEndpoints(api, {
  async createEvent({ member, body, door }) {
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
  },
  async getEvent({ member, params, query, door }) {
    const [event, booking, members] = await Promise.all([
      door.store.event(member.company, params.id),
      door.store.booking(member.company, params.id),
      door.store.members(member.company),
    ])
    if (booking) return { body: await readBookingEvent(door, booking, member, members) }
    if (!event || event.isDeleted) return refuse('NotFound')
    if (query.occurrence === undefined) return { body: eventView(event, undefined, member, members) }
    const occurrence = occurrenceAt(event, query.occurrence)
    return occurrence ? { body: eventView(event, occurrence, member, members) } : refuse('NotFound')
  },
  async changeEvent({ member, params, query, body, headers, door }) {
    const ifVersion = headers['if-match']
    const members = await door.store.members(member.company)
    const times = timesOf(body, member.timeZone)
    const booking = await bookingForHost(door, member, params.id, ifVersion)
    if (isRefusal(booking)) return booking
    if (booking) {
      const moved = await moveBookingEvent(door, booking, member, times)
      return isRefusal(moved) ? moved : { body: bookingEventView(moved, member, members) }
    }
    const { startsAt: _s, endsAt: _e, timeZone: _z, startDate: _sd, endDate: _ed, ...rest } = body
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
  },
  async deleteEvent({ member, params, query, headers, door }) {
    const ifVersion = headers['if-match']
    const booking = await bookingForHost(door, member, params.id, ifVersion)
    if (isRefusal(booking)) return booking
    if (booking) return (await cancelBookingEvent(door, booking, member)) ?? {}
    return (await deleteEvent(door, member, { id: params.id, ...query, ifVersion })) ?? {}
  },
  async undoEventChange({ member, params, body, door }) {
    const members = await door.store.members(member.company)
    const event = await undoChange(door, member, params.id, body.version)
    return isRefusal(event) ? event : { body: eventView(event, undefined, member, members) }
  },
  async replyToEvent({ member, params, body, door }) {
    const members = await door.store.members(member.company)
    const event = await replyToEvent(door, member, params.id, body.reply)
    return isRefusal(event) ? event : { body: eventView(event, undefined, member, members) }
  },
})
