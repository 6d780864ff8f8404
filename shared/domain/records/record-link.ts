import type { Booking } from '../booking/booking.ts'
import { type CalendarEvent, isOffCalendars } from '../event/calendar-event.ts'
import { spanOf } from '../recurrence/event-times.ts'
import type { ActivityMeeting } from './activity.ts'

/** An event or a booking that is about a record; `meeting` where it was placed for an activity of it. */
export interface RecordLink {
  company: string
  recordId: string
  subject: 'event' | 'booking'
  subjectId: string
  meeting?: ActivityMeeting
}

/**
 * How the record that an event is about leads to it; nothing where it is about none, or stands in no calendar. Of a
 * series the meeting of an activity is its first date; whole days are those of UTC.
 */
export function recordLinkOf(event: CalendarEvent): RecordLink | undefined {
  const { company, id, recordId, activityId, times } = event
  if (recordId === undefined || isOffCalendars(event)) return undefined
  const { from, to } = spanOf(times, 'UTC')
  const firstDay = times.kind === 'allDay' ? { startDate: times.startDate } : {}
  return {
    company,
    recordId,
    subject: 'event',
    subjectId: id,
    ...(activityId !== undefined && { meeting: { activityId, eventId: id, startsAt: from, endsAt: to, ...firstDay } }),
  }
}

/** How a record leads to a booking that is about it. */
export const bookingLinkOf = ({ company, id }: Pick<Booking, 'company' | 'id'>, recordId: string): RecordLink => ({
  company,
  recordId,
  subject: 'booking',
  subjectId: id,
})
