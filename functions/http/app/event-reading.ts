import type { Booking } from '../../../shared/domain/booking/booking.ts'
import {
  calendarOfEvent,
  isListedFor,
  readerOf,
  readerOfBooking,
} from '../../../shared/domain/calendar/calendar-rights.ts'
import { type Surface, shownTo } from '../../../shared/domain/calendar/privacy.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { type Calendar, firstCalendarId } from '../../../shared/domain/people/calendar.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Tags } from '../../../shared/domain/people/tag.ts'
import type { AppWorld } from './app-door.ts'

/** Who reads events, and what there is in the company that events name. */
export interface Reading {
  reader: Member
  members: Member[]
  calendars: Calendar[]
  tags: Tags
}

/** Everything that answers with events need to know beside the events, read side by side. */
export async function readingFor({ store }: Pick<AppWorld, 'store'>, reader: Member): Promise<Reading> {
  const { company } = reader
  const [members, calendars, tags] = await Promise.all([
    store.members(company),
    store.calendars(company),
    store.tags(company),
  ])
  return { reader, members, calendars, tags }
}

/** Whether this reader is to see no more than that the time is taken. */
export function isHiddenFrom(event: CalendarEvent, { reader, calendars, members }: Reading, surface: Surface): boolean {
  return shownTo(event.privacy, readerOf(event, reader, calendars, members), surface) !== 'details'
}

/** The same of a booking, which is public to all who may look into a calendar of its hosts. */
export function isBookingHiddenFrom(
  booking: Booking,
  { reader, calendars, members }: Reading,
  surface: Surface,
): boolean {
  return shownTo('public', readerOfBooking(booking, reader, calendars, members), surface) !== 'details'
}

/** The calendar of an event for this reader; what they are not let into is to them its owner's first. */
export function calendarIdFor(event: CalendarEvent, { reader, calendars, members }: Reading): string {
  const calendar = calendarOfEvent(event, calendars, members)
  return isListedFor(calendar, reader) ? calendar.id : firstCalendarId(event.organizerId)
}
