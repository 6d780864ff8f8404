import type { EventChange } from '../../../shared/api/event-input.ts'
import * as api from '../../../shared/api/events.ts'
import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { mayKnowOf } from '../../../shared/domain/calendar/calendar-rights.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { LONGEST_DESCRIPTION } from '../../../shared/domain/event/description.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { occurrenceAt } from '../../../shared/domain/recurrence/occurrence.ts'
import { bookEvent, unbookEvent } from '../../usecases/booking/book-event.ts'
import { archiveEvent, unarchiveEvent } from '../../usecases/event/archive-event.ts'
import { changeEvent, type EventPatch } from '../../usecases/event/change-event.ts'
import { createEvent, type EventDraft } from '../../usecases/event/create-event.ts'
import { deleteEvent } from '../../usecases/event/delete-event.ts'
import { cameByMail } from '../../usecases/event/mailed-replies.ts'
import { previewChange } from '../../usecases/event/preview-change.ts'
import { replyToEvent } from '../../usecases/event/reply-to-event.ts'
import { restoreEvent } from '../../usecases/event/restore-event.ts'
import type { ToldEvent } from '../../usecases/event/tell-of-event.ts'
import { tellThoseBehind, thoseBehind } from '../../usecases/event/tell-those-behind.ts'
import { undoChange } from '../../usecases/event/undo-change.ts'
import { aboutRecord } from './about-record.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'
import { dateOffView } from './date-off-view.ts'
import { bookingEventView } from './event-booking-view.ts'
import { bookingForHost, cancelBookingEvent, moveBookingEvent, readBookingEvent } from './event-bookings.ts'
import { type Reading, readingFor } from './event-reading.ts'
import { timesOf, timesView } from './event-times.ts'
import { eventView } from './event-view.ts'
import { mailFaultsOf } from './mail-faults.ts'
import { type AskedTelling, mustTellCustomer, previewOfBooking, previewOfLetters, tellingOf } from './mail-preview.ts'
import { cameByMailView } from './mailed-replies.ts'
import { bothForms } from './rich-text.ts'

/** So many dates of a series are named one by one; of more one reads how many. */
const MOST_DATES_NAMED = 20

const TIMES = new Set(['startsAt', 'endsAt', 'timeZone', 'startDate', 'endDate', 'descriptionHtml'])

/** What a body says beside its times and its markup; what it does not say is not there. */
const withoutTimes = <B extends EventChange>(body: B) =>
  Object.fromEntries(
    Object.entries(body).filter(([name, value]) => value !== undefined && !TIMES.has(name)),
  ) as unknown as Omit<B, 'startsAt' | 'endsAt' | 'timeZone' | 'startDate' | 'endDate' | 'descriptionHtml'>

/** The description in both forms, of which a body gives one. @throws BadInput for one that is too long as plain text */
const descriptionOf = (door: AppWorld, { description, descriptionHtml }: EventChange) =>
  bothForms(door, { plain: description, html: descriptionHtml, path: 'descriptionHtml', most: LONGEST_DESCRIPTION })

/** What a body changes. @throws BadInput for a description that is too long */
function patchOf(door: AppWorld, member: Member, body: EventChange): EventPatch {
  const times = timesOf(body, member.timeZone)
  return {
    ...withoutTimes(body),
    ...descriptionOf(door, body),
    ...(times && { times }),
    ...(body.timeZone === undefined && { keepsZone: true }),
  }
}

/**
 * A changed event as who changes it sees it: what that takes is read before, for what was committed is answered (D12).
 */
async function viewed(door: AppWorld, member: Member, change: () => Promise<CalendarEvent | Refusal>) {
  const reading = await readingFor(door, member)
  const event = await change()
  return isRefusal(event) ? event : { body: eventView(event, undefined, reading) }
}

/** The same of a change that people are told of, or who would be told of it. */
async function told(door: AppWorld, member: Member, asked: AskedTelling, change: () => Promise<ToldEvent | Refusal>) {
  const reading = await readingFor(door, member)
  const changed = await change()
  if (isRefusal(changed)) return changed
  return {
    body: asked.preview
      ? await previewOfLetters(door, member, changed.letters)
      : eventView(changed.event, undefined, reading),
  }
}

/** Somebody was faster: with the event as it is now, for whoever wants to choose. */
async function withCurrent(
  door: AppWorld,
  reading: Reading,
  id: string,
  occurrence: string | undefined,
  refusal: Refusal,
) {
  const event = refusal.refusal === 'Changed' ? await door.store.event(reading.reader.company, id) : undefined
  if (!event || event.isDeleted) return refusal
  const one = occurrence === undefined ? undefined : occurrenceAt(event, occurrence)
  return {
    ...refusal,
    current: eventView(event, one, reading),
    ...(await dateOffView(door, event, occurrence, reading)),
  }
}

export const eventEndpoints = appEndpoints(api, {
  async createEvent({ member, query, body, door }) {
    const { resources, ...content } = withoutTimes(body)
    const draft: EventDraft = {
      ...content,
      ...descriptionOf(door, body),
      times: timesOf(body, member.timeZone)!,
      ...(resources.length > 0 && { resources }),
    }
    const reading = await readingFor(door, member)
    const created = await createEvent(door, member, draft, tellingOf(query))
    if (isRefusal(created)) return created
    if (query.preview) return { status: 200, body: await previewOfLetters(door, member, created.letters) }
    return {
      status: 201,
      body: {
        ...eventView(created.event, undefined, reading),
        ...(created.overlaps > 0 && { overlaps: created.overlaps }),
      },
    }
  },
  async getEvent({ member, params, query, door }) {
    const [event, booking, reading] = await Promise.all([
      door.store.event(member.company, params.id),
      door.store.booking(member.company, params.id),
      readingFor(door, member),
    ])
    if (booking) return { body: await readBookingEvent(door, booking, reading) }
    const { members, calendars } = reading
    if (!event || event.isDeleted || !mayKnowOf(event, member, calendars, members)) return refuse('NotFound')
    const occurrence = query.occurrence === undefined ? undefined : occurrenceAt(event, query.occurrence)
    if (query.occurrence !== undefined && !occurrence)
      return refuse('NotFound', await dateOffView(door, event, query.occurrence, reading))
    const view = eventView(event, occurrence, reading)
    const about = await aboutRecord(door, event, reading)
    if (!view.canChange) return { body: { ...view, ...about } }
    const [untold, came, faultOf] = await Promise.all([
      thoseBehind(door, reading.members, event, member),
      cameByMail(door, reading.members, event, member),
      mailFaultsOf(
        door,
        member.company,
        view.attendees.map(({ email }) => email),
      ),
    ])
    const attendees = view.attendees.map((one) => ({ ...one, ...faultOf(one.email) }))
    return {
      body: { ...view, attendees, ...about, ...(untold.length > 0 && { untold }), ...cameByMailView(event, came) },
    }
  },
  async changeEvent({ member, params, query, body, headers, door }) {
    const ifVersion = headers['if-match']
    const reading = await readingFor(door, member)
    const booking = await bookingForHost(door, member, params.id, ifVersion)
    if (isRefusal(booking)) return booking
    if (booking) {
      const others = Object.keys(withoutTimes(body))
      if (body.descriptionHtml !== undefined) others.push('descriptionHtml')
      if (others.length > 0) throw new BadInput(...others.map((name) => inputFault(name, 'onlyMoved')))
      mustTellCustomer(query)
      if (query.preview) return { body: await previewOfBooking(door, booking, member, 'moved') }
      const moved = await moveBookingEvent(door, booking, member, timesOf(body, member.timeZone))
      if (isRefusal(moved)) return moved
      return { body: bookingEventView(moved, reading) }
    }
    const patch = patchOf(door, member, body)
    const { scope, occurrence } = query
    const request = { id: params.id, scope, occurrence, ifVersion }
    const changed = await changeEvent(door, member, request, patch, tellingOf(query))
    if (isRefusal(changed)) return withCurrent(door, reading, params.id, occurrence, changed)
    if (query.preview) return { body: await previewOfLetters(door, member, changed.letters) }
    return {
      body: {
        ...eventView(changed.event, undefined, reading),
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
    if (booking) {
      mustTellCustomer(query)
      if (query.preview) return { status: 200, body: await previewOfBooking(door, booking, member, 'cancelled') }
      return (await cancelBookingEvent(door, booking, member)) ?? { status: 204 }
    }
    const { scope, occurrence } = query
    const deleted = await deleteEvent(door, member, { id: params.id, scope, occurrence, ifVersion }, tellingOf(query))
    if (isRefusal(deleted)) return deleted
    return query.preview
      ? { status: 200, body: await previewOfLetters(door, member, deleted.letters) }
      : { status: 204 }
  },
  async previewEventChange({ member, params, body, door }) {
    const { occurrence, change } = body
    const scopes = await previewChange(
      door,
      member,
      { id: params.id, occurrence },
      change && patchOf(door, member, change),
    )
    if (isRefusal(scopes)) return scopes
    return {
      body: {
        scopes: scopes.map(({ scope, isPossible, dates }) => ({
          scope,
          isPossible,
          count: dates.length,
          dates: dates.slice(0, MOST_DATES_NAMED).map(({ was, is, becomes, ...rest }) => ({
            ...rest,
            fate: becomes,
            was: timesView(was),
            ...(is && { is: timesView(is) }),
          })),
        })),
      },
    }
  },
  async cancelAppointment({ member, params, body, headers, door }) {
    const booking = await bookingForHost(door, member, params.id, headers['if-match'])
    if (isRefusal(booking)) return booking
    if (!booking) return refuse('NotFound')
    return (await cancelBookingEvent(door, booking, member, body)) ?? {}
  },
  async bookEvent({ member, params, headers, body, door }) {
    const reading = await readingFor(door, member)
    const request = { id: params.id, type: body.type, ifVersion: headers['if-match'] }
    const booking = await bookEvent(door, member, request)
    return isRefusal(booking) ? booking : { body: bookingEventView(booking, reading) }
  },
  async unbookEvent({ member, params, door }) {
    const booking = await bookingForHost(door, member, params.id)
    if (!booking) return refuse('NotFound')
    if (isRefusal(booking)) return booking
    return viewed(door, member, () => unbookEvent(door, member, params.id))
  },
  async undoEventChange({ member, params, query, body, door }) {
    return told(door, member, query, () => undoChange(door, member, params.id, body.version, tellingOf(query)))
  },
  async tellOfEvent({ member, params, body, door }) {
    const told = await tellThoseBehind(door, member, params.id, body.note)
    return isRefusal(told) ? told : { body: { told: told.told, version: told.event.version } }
  },
  async archiveEvent({ member, params, query, door }) {
    return told(door, member, query, () => archiveEvent(door, member, params.id, tellingOf(query)))
  },
  async unarchiveEvent({ member, params, query, door }) {
    return told(door, member, query, () => unarchiveEvent(door, member, params.id, tellingOf(query)))
  },
  async restoreEvent({ member, params, query, door }) {
    return told(door, member, query, () => restoreEvent(door, member, params.id, tellingOf(query)))
  },
  async replyToEvent({ member, params, query, body, door }) {
    return viewed(door, member, () =>
      replyToEvent(door, member, params.id, body.reply, { ...query, comment: body.comment }),
    )
  },
})
