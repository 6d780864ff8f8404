import type { CalendarEventView } from '../../../shared/api/events.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Occurrence } from '../../../shared/domain/recurrence/occurrence.ts'
import { cancelledKeys, rulesOf } from '../../../shared/domain/recurrence/repetition.ts'
import { timesView } from './event-times.ts'

/** A member by name, also one who has left. */
export function person(members: Member[], id: string) {
  const member = members.find((one) => one.id === id)
  return { id, name: member?.name ?? 'Former member', email: member?.email ?? '' }
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

/** What this reader answered; nothing where they were not asked. */
export const ownReply = (event: CalendarEvent, reader: Member) =>
  event.attendees.find(({ memberId }) => memberId === reader.id)?.reply

/** A private event is only a busy time to those who are not in it (D8). */
export const isHiddenFrom = (event: CalendarEvent, reader: Member) =>
  event.privacy === 'private' && event.organizerId !== reader.id && ownReply(event, reader) === undefined

const nothingSaid = { description: '', location: '', videoCallUrl: '', attendees: [] }

/** An event as this reader may see it, whole. */
export function eventView(
  event: CalendarEvent,
  occurrence: Occurrence | undefined,
  reader: Member,
  members: Member[],
): CalendarEventView {
  const own = occurrence?.key === undefined ? undefined : event.changedOccurrences[occurrence.key]
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
    ...(event.resources && event.resources.length > 0 && { resources: event.resources }),
    source: event.source.kind,
  }
  if (isHiddenFrom(event, reader)) {
    const { rrule: _r, moreRules: _m, rdates: _d, exdates: _e, splitFrom: _s, continuedBy: _c, ...rest } = common
    return { ...rest, ...nothingSaid, title: 'Busy', canChange: false, isBusyOnly: true }
  }
  return {
    ...common,
    title: event.title,
    description: event.description,
    location: event.location,
    videoCallUrl: event.videoCallUrl,
    ...(own &&
      !own.isCancelled && {
        title: own.title ?? event.title,
        description: own.description ?? event.description,
        location: own.location ?? event.location,
        videoCallUrl: own.videoCallUrl ?? event.videoCallUrl,
      }),
    attendees: event.attendees.map(({ email, name, reply }) => ({ email, ...(name && { name }), reply })),
    canChange: event.organizerId === reader.id,
  }
}
