import type { Booking } from '../../../shared/domain/booking/booking.ts'
import { type CalendarEvent, isOffCalendars } from '../../../shared/domain/event/calendar-event.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { type Activity, type ActivityMeeting, MOST_OPEN_OF_RECORD } from '../../../shared/domain/records/activity.ts'
import type { BusinessRecord } from '../../../shared/domain/records/business-record.ts'
import type { Activities } from '../../ports/activities.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { BusinessRecords } from '../../ports/business-records.ts'
import type { Events } from '../../ports/events.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ReadRecordStore = Activities & BusinessRecords & Pick<Events, 'events'> & Pick<Bookings, 'bookings'>

type Tools = Pick<World<ReadRecordStore>, 'store'>

const MOST_LINKS = 100
const MOST_OWN = 200

/** What is still to be done about a record, with the meetings that were placed for it. */
export async function activitiesOfRecord(
  { store }: Tools,
  { company, id }: BusinessRecord,
): Promise<{ activities: Activity[]; meetings: ActivityMeeting[] }> {
  const activities = await store.openActivitiesOf(company, id, MOST_OPEN_OF_RECORD)
  return {
    activities,
    meetings: await store.meetingsOf(
      company,
      activities.map((one) => one.id),
    ),
  }
}

/** Events and bookings that are about a record, what begins first first. */
export async function subjectsOfRecord(
  { store }: Tools,
  { company, id, bookingId }: BusinessRecord,
): Promise<{ events: CalendarEvent[]; bookings: Booking[] }> {
  const links = await store.recordLinks(company, id, MOST_LINKS)
  const idsOf = (subject: 'event' | 'booking') =>
    links.filter((one) => one.subject === subject).map(({ subjectId }) => subjectId)
  // Records that are older than links have the booking that made them.
  const bookingIds = new Set([...idsOf('booking'), ...(bookingId === undefined ? [] : [bookingId])])
  const [events, bookings] = await Promise.all([
    store.events(company, idsOf('event')),
    store.bookings(company, [...bookingIds]),
  ])
  return {
    events: events.filter((event) => !isOffCalendars(event)),
    bookings: bookings.filter(({ status }) => status !== 'held'),
  }
}

/** What a member is to do, with its records and meetings. */
export async function listActivities(
  { store }: Tools,
  { company, id: memberId }: Member,
): Promise<{
  open: { activity: Activity; record: BusinessRecord; meeting: ActivityMeeting | undefined }[]
  isCut: boolean
}> {
  const activities = await store.openActivitiesFor(company, memberId, MOST_OWN + 1)
  const [records, meetings] = await Promise.all([
    store.recordsById(
      company,
      activities.map(({ recordId }) => recordId),
    ),
    store.meetingsOf(
      company,
      activities.map(({ id }) => id),
    ),
  ])
  const open = activities.slice(0, MOST_OWN).flatMap((activity) => {
    const record = records.find(({ id }) => id === activity.recordId)
    const meeting = meetings.find(({ activityId }) => activityId === activity.id)
    return record && record.removedAt === undefined ? [{ activity, record, meeting }] : []
  })
  return { open, isCut: activities.length > MOST_OWN }
}
