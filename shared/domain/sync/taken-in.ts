import { type CalendarEvent, UNTITLED } from '../event/calendar-event.ts'
import { occurrenceKey, sameTimes } from '../recurrence/event-times.ts'
import { type ChangedOccurrence, rulesOf } from '../recurrence/repetition.ts'
import type { Instant } from '../time/time.ts'
import type { CalendarConnection, CalendarLink } from './connection.ts'
import type { RemoteChange, RemoteEvent } from './provider-event.ts'

const levelled = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** There it is private or not; which of our two ways of that it is only we know. */
const hiddenAs = ({ privacy }: CalendarEvent) => (privacy === 'public' ? 'private' : privacy)

/** An event as the provider has it by now. */
export function merged(event: CalendarEvent, remote: RemoteEvent, now: Instant): CalendarEvent {
  const { rrule: _rule, moreRules: _more, rdates: _dates, ...rest } = event
  const { rrule, moreRules, rdates, exdates = [] } = remote
  const rules = { ...(rrule !== undefined && { rrule }), ...(moreRules && { moreRules }), ...(rdates && { rdates }) }
  const repeatsAsBefore = JSON.stringify(rules) === JSON.stringify(rulesOf(event))
  const timesChanged = !sameTimes(event.times, remote.times) || !repeatsAsBefore
  // Other exceptions come as entries of their own; an EXDATE only ever takes away.
  const cancelled = Object.fromEntries(exdates.map((key) => [key, { isCancelled: true as const }]))
  return {
    ...rest,
    title: remote.title || UNTITLED,
    description: remote.description,
    // What stands there has no bold and no lists: ours stays as long as its words do.
    ...(levelled(remote.description) !== levelled(event.description) && { descriptionHtml: '' }),
    location: remote.location,
    times: remote.times,
    ...rules,
    changedOccurrences: { ...event.changedOccurrences, ...cancelled },
    privacy: remote.isPrivate ? hiddenAs(event) : 'public',
    showAs: remote.isFree ? 'free' : 'busy',
    version: event.version + 1,
    sequence: event.sequence + (timesChanged ? 1 : 0),
    updatedAt: now,
  }
}

/** An event that was made at the provider, as one of ours; `before` is what stood here of it, if anything did. */
export function adopted(
  id: string,
  remote: RemoteEvent,
  connection: Pick<CalendarConnection, 'id' | 'company' | 'memberId' | 'provider'>,
  before: CalendarEvent | undefined,
  now: Instant,
): CalendarEvent {
  const base: CalendarEvent = before ?? {
    id,
    company: connection.company,
    version: 0,
    icalUid: remote.icalUid,
    sequence: 0,
    organizerId: connection.memberId,
    title: '',
    description: '',
    location: '',
    videoCallUrl: '',
    times: remote.times,
    changedOccurrences: {},
    attendees: [],
    privacy: 'public',
    showAs: 'busy',
    source: { kind: connection.provider, connectionId: connection.id },
    createdAt: now,
    updatedAt: now,
  }
  const { isDeleted: _deleted, deletion: _deletion, ...event } = merged(base, remote, now)
  return event
}

/** A series with one occurrence as the provider has it by now; nothing where it is so already. */
export function withException(
  event: CalendarEvent,
  originalStart: string,
  change: RemoteChange,
  now: Instant,
): CalendarEvent | undefined {
  const key = event.times.kind === 'timed' ? occurrenceKey(Date.parse(originalStart)) : originalStart
  const next: ChangedOccurrence =
    change.kind === 'gone' ? { isCancelled: true } : { times: change.event.times, title: change.event.title }
  if (JSON.stringify(event.changedOccurrences[key]) === JSON.stringify(next)) return undefined
  return {
    ...event,
    changedOccurrences: { ...event.changedOccurrences, [key]: next },
    version: event.version + 1,
    updatedAt: now,
  }
}

/** The link of one of ours to what stands at the provider, agreed on as it stands there. */
export function linkTo(
  remote: RemoteEvent,
  connection: Pick<CalendarConnection, 'id' | 'company'>,
  ours: Pick<CalendarLink, 'subjectId' | 'subjectKind' | 'localVersion' | 'owner'>,
  baseHash: string,
): CalendarLink {
  return {
    company: connection.company,
    connectionId: connection.id,
    ...ours,
    remoteId: remote.remoteId,
    icalUid: remote.icalUid,
    etag: remote.etag,
    baseHash,
    state: 'linked',
  }
}
