import type { calendar_v3 } from '@googleapis/calendar'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import type { ProviderEvent, RemoteChange } from '../../../shared/domain/sync/provider-event.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { BrokenAnswer } from '../../ports/broken-answer.ts'
import { readAnswer } from '../answers/read-answer.ts'
import { type GoogleEventAnswer, googleEvent } from './answers.ts'
import { fromLines, toLines } from './recurrence.ts'

type GoogleEvent = calendar_v3.Schema$Event
type GoogleTime = calendar_v3.Schema$EventDateTime

/** Our mark on an event, in this copy only (Events resource, extendedProperties.private). */
const SUBJECT = 'almanacSubject'

const timeOf = (times: EventTimes, edge: 'start' | 'end'): GoogleTime =>
  times.kind === 'timed'
    ? {
        dateTime: formatInstant(edge === 'start' ? times.startsAt : times.endsAt),
        timeZone: times.timeZone,
        date: null,
      }
    : { date: edge === 'start' ? times.startDate : times.endDate, dateTime: null, timeZone: null }

/** What is sent: reminders stay the user's own, attendees stay out, for Almanac mails its guests itself. */
export function toGoogle(event: ProviderEvent): GoogleEvent {
  return {
    summary: event.title,
    description: event.description,
    location: event.location,
    start: timeOf(event.times, 'start'),
    end: timeOf(event.times, 'end'),
    recurrence: toLines(event, event.times) ?? null,
    visibility: event.isPrivate ? 'private' : 'default',
    transparency: event.isFree ? 'transparent' : 'opaque',
  } as GoogleEvent
}

export function markOf(subjectId: string): GoogleEvent {
  return { extendedProperties: { private: { [SUBJECT]: subjectId } } }
}

function timesOf({ start, end }: GoogleEventAnswer): EventTimes | undefined {
  if (start?.date && end?.date) return { kind: 'allDay', startDate: start.date, endDate: end.date }
  if (start?.dateTime && end?.dateTime)
    return {
      kind: 'timed',
      startsAt: Date.parse(start.dateTime),
      endsAt: Date.parse(end.dateTime),
      timeZone: start.timeZone ?? 'UTC',
    }
  return undefined
}

function originalStartOf({ id, originalStartTime }: GoogleEventAnswer): string {
  const { date, dateTime } = originalStartTime ?? {}
  if (date) return date
  if (dateTime) return formatInstant(Date.parse(dateTime))
  throw new BrokenAnswer(`Google does not say which date ${id} was`)
}

/** Kinds of entries that are no meetings: shown by Google, of no concern here. */
const IGNORED = new Set(['workingLocation', 'birthday', 'fromGmail'])

/**
 * An event as Google answers it, as a change in our words; nothing for entries that are no meetings.
 * @throws BrokenAnswer
 */
export function fromGoogle(answer: unknown): RemoteChange | undefined {
  const item = readAnswer('Google', googleEvent, answer)
  const { id: remoteId } = item
  const exceptionOf = item.recurringEventId
    ? { remoteId: item.recurringEventId, originalStart: originalStartOf(item) }
    : undefined
  if (item.status === 'cancelled') return { kind: 'gone', remoteId, ...(exceptionOf && { exceptionOf }) }
  const times = timesOf(item)
  if (!times || IGNORED.has(item.eventType ?? '')) return undefined
  const declined = item.attendees?.some((attendee) => attendee.self && attendee.responseStatus === 'declined') ?? false
  const subjectId = item.extendedProperties?.private?.[SUBJECT]
  return {
    kind: 'present',
    event: {
      remoteId,
      icalUid: item.iCalUID ?? '',
      etag: item.etag ?? '',
      title: (item.summary ?? '').toWellFormed(),
      description: (item.description ?? '').toWellFormed(),
      location: (item.location ?? '').toWellFormed(),
      times,
      ...fromLines(item.recurrence ?? [], times),
      isPrivate: item.visibility === 'private' || item.visibility === 'confidential',
      isFree: item.transparency === 'transparent' || declined,
      ...(subjectId && { subjectId }),
      ...(exceptionOf && { exceptionOf }),
    },
  }
}
