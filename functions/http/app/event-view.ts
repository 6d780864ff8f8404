import type { CalendarEventView } from '../../../shared/api/events.ts'
import { mayChangeEvent } from '../../../shared/domain/calendar/calendar-rights.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { eventAt, isGuestOf } from '../../../shared/domain/event/people-at.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { tagsToday } from '../../../shared/domain/people/tag.ts'
import type { Occurrence } from '../../../shared/domain/recurrence/occurrence.ts'
import { cancelledKeys, rulesOf } from '../../../shared/domain/recurrence/repetition.ts'
import { calendarIdFor, isHiddenFrom, type Reading } from './event-reading.ts'
import { timesView } from './event-times.ts'

/** A member by name, also one who has left: marked, for a page words that in the language of who reads it. */
export function person(members: Member[], id: string) {
  const member = members.find((one) => one.id === id)
  if (!member) return { id, name: 'Former member', email: '', hasLeft: true }
  return { id, name: member.name, email: member.email }
}

function repetitionView(event: CalendarEvent) {
  const exdates = cancelledKeys(event)
  return {
    ...rulesOf(event),
    ...(exdates.length > 0 && { exdates }),
    ...(event.splitFrom && { splitFrom: event.splitFrom }),
    ...(event.continuedBy !== undefined && { continuedBy: event.continuedBy }),
  }
}

/** What this reader answered; nothing where they were not asked, as nobody is by a draft. */
export const ownReply = (event: CalendarEvent, reader: Member) =>
  event.isDraft ? undefined : event.attendees.find(({ memberId }) => memberId === reader.id)?.reply

const nothingSaid = {
  description: '',
  descriptionHtml: '',
  location: '',
  videoCallUrl: '',
  attendees: [],
  tags: [],
  attachments: [],
  reminders: [],
}

/** An event as this reader may see it, whole. */
export function eventView(
  series: CalendarEvent,
  occurrence: Occurrence | undefined,
  reading: Reading,
): CalendarEventView {
  const { reader, members, calendars, tags } = reading
  const event = eventAt(series, occurrence?.key)
  const common = {
    id: event.id,
    version: event.version,
    ...timesView(occurrence?.times ?? event.times),
    ...repetitionView(event),
    ...(occurrence?.key !== undefined && { occurrence: occurrence.key }),
    ...(occurrence?.isChanged && { isChangedOccurrence: true }),
    organizer: person(members, event.organizerId),
    privacy: event.privacy,
    showAs: event.showAs,
    calendarId: calendarIdFor(event, reading),
    ...(event.isDraft && { isDraft: true }),
    ...(event.archivedAt !== undefined && { isArchived: true }),
    ...(event.resources && event.resources.length > 0 && { resources: event.resources }),
    source: event.source.kind,
  }
  if (isHiddenFrom(event, reading, 'open')) {
    const { rrule: _r, moreRules: _m, rdates: _d, exdates: _e, splitFrom: _s, continuedBy: _c, ...timed } = common
    // A room is a place.
    const { resources: _rooms, ...rest } = timed
    return { ...rest, ...nothingSaid, title: 'Busy', canChange: false, isBusyOnly: true }
  }
  const { title, description, descriptionHtml = '', location, videoCallUrl, ...more } = event
  return {
    ...common,
    title,
    description,
    descriptionHtml,
    location,
    videoCallUrl,
    tags: tagsToday(tags, more.tags),
    attachments: more.attachments ?? [],
    reminders: more.reminders ?? [],
    ...(event.appointmentTypeId !== undefined && { appointmentTypeId: event.appointmentTypeId }),
    attendees: event.attendees.map(({ email, name, reply, isOptional, comment }) => ({
      email,
      ...(name && { name }),
      reply,
      ...(isOptional && { isOptional }),
      ...(comment !== undefined && { comment }),
      ...(isGuestOf(series, occurrence?.key, email) && { isOnlyThisDate: true }),
    })),
    canChange: mayChangeEvent(event, reader, calendars, members),
  }
}
