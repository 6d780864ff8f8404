import type { Event as GraphEvent } from '@microsoft/microsoft-graph-types'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import type { ProviderEvent, RemoteChange } from '../../../shared/domain/sync/provider-event.ts'
import { instantOf, isTimeZone, localDateTimeOf } from '../../../shared/domain/time/time.ts'
import { RemoteRefused } from '../../ports/calendar-provider.ts'
import { readAnswer } from '../answers/read-answer.ts'
import { type GraphEventAnswer, graphEvent } from './answers.ts'
import { fromPattern, toPattern } from './recurrence.ts'

/** Our mark on an event: a named property in a property set of our own (Graph, singleValueLegacyExtendedProperty). */
export const SUBJECT_PROPERTY = 'String {6f1d6c1e-4a0b-4c53-9f3a-0c9a7c1f5b11} Name AlmanacSubject'

function timeOf(times: EventTimes, edge: 'start' | 'end'): { dateTime: string; timeZone: string } {
  if (times.kind === 'allDay')
    return { dateTime: `${edge === 'start' ? times.startDate : times.endDate}T00:00:00`, timeZone: 'UTC' }
  return {
    dateTime: localDateTimeOf(edge === 'start' ? times.startsAt : times.endsAt, times.timeZone),
    timeZone: times.timeZone,
  }
}

/**
 * How it repeats. Graph knows one pattern and no dates beside it (recurrencePattern resource): several rules and extra
 * dates stay in Almanac, and the connection says why. What is cancelled is said by no pattern either; it is left out.
 * @throws RemoteRefused
 */
function recurrenceOf({ rrule, moreRules = [], rdates = [], times }: ProviderEvent): Pick<GraphEvent, 'recurrence'> {
  if (moreRules.length > 0) throw new RemoteRefused('Outlook cannot repeat like this: several rules')
  if (rdates.length > 0) throw new RemoteRefused('Outlook cannot repeat like this: extra dates beside the rule')
  return rrule === undefined ? {} : { recurrence: toPattern(rrule, times) }
}

/** What is sent: no attendees, for Outlook would mail them and cannot be told not to. */
export function toGraph(event: ProviderEvent): GraphEvent {
  return {
    subject: event.title,
    body: { contentType: 'text', content: event.description },
    location: { displayName: event.location },
    start: timeOf(event.times, 'start'),
    end: timeOf(event.times, 'end'),
    isAllDay: event.times.kind === 'allDay',
    showAs: event.isFree ? 'free' : 'busy',
    sensitivity: event.isPrivate ? 'private' : 'normal',
    ...recurrenceOf(event),
  }
}

function timesOf({ start, end, isAllDay, originalStartTimeZone }: GraphEventAnswer): EventTimes | undefined {
  if (!start?.dateTime || !end?.dateTime) return undefined
  // All-day: the date part alone counts, whatever the zone says.
  if (isAllDay) return { kind: 'allDay', startDate: start.dateTime.slice(0, 10), endDate: end.dateTime.slice(0, 10) }
  const zone = (name: string | null | undefined) => (name && isTimeZone(name) ? name : 'UTC')
  const at = ({ dateTime, timeZone }: { dateTime?: string | null; timeZone?: string | null }) =>
    instantOf((dateTime ?? '').slice(0, 19), zone(timeZone))
  return {
    kind: 'timed',
    startsAt: at(start),
    endsAt: at(end),
    timeZone: zone(originalStartTimeZone ?? start.timeZone),
  }
}

/** A body as text, which is what we ask for; Graph keeps html of every text, and may answer that all the same. */
function plain({ contentType, content }: NonNullable<GraphEventAnswer['body']>): string {
  if (contentType === 'text') return (content ?? '').replaceAll('\r\n', '\n').trim()
  return (content ?? '')
    .replace(/^[\s\S]*<body[^>]*>/i, '')
    .replace(/<\/body>[\s\S]*$/i, '')
    .replaceAll(/<br\s*\/?>(\r?\n)?|<\/p>|<\/div>/gi, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .trim()
}

/**
 * An event as Graph answers it, or that it left the window of a delta, in our words; nothing for bare occurrences,
 * which their master already says.
 * @throws BrokenAnswer
 */
export function fromGraph(answer: unknown): RemoteChange | undefined {
  const item = readAnswer('Graph', graphEvent, answer)
  const { id: remoteId } = item
  if (item['@removed']) return { kind: 'gone', remoteId }
  if (item.type === 'occurrence') return undefined
  const times = timesOf(item)
  if (!times) return undefined
  const rrule = item.recurrence ? fromPattern(item.recurrence) : undefined
  const exceptionOf =
    item.type === 'exception' && item.seriesMasterId && item.originalStart
      ? { remoteId: item.seriesMasterId, originalStart: new Date(item.originalStart).toISOString() }
      : undefined
  return {
    kind: 'present',
    event: {
      remoteId,
      icalUid: item.iCalUId ?? '',
      etag: item['@odata.etag'] ?? '',
      title: (item.subject ?? '').toWellFormed(),
      description: plain(item.body ?? {}).toWellFormed(),
      location: (item.location?.displayName ?? '').toWellFormed(),
      times,
      ...(rrule !== undefined && { rrule }),
      isPrivate: item.sensitivity === 'private' || item.sensitivity === 'confidential',
      isFree: item.showAs === 'free' || item.responseStatus?.response === 'declined',
      ...(exceptionOf && { exceptionOf }),
    },
  }
}
