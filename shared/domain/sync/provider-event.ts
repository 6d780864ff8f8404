import type { EventTimes } from '../calendar-event.ts'

/** An event as both sides can say it: what is compared, sent and adopted. A provider's own words stay in its adapter. */
export interface ProviderEvent {
  title: string
  description: string
  location: string
  times: EventTimes
  /** RFC 5545 rule without its prefix; present on the master of a series. */
  rrule?: string
  isPrivate: boolean
  isFree: boolean
}

/** An event as it stands at the provider. */
export interface RemoteEvent extends ProviderEvent {
  remoteId: string
  icalUid: string
  etag: string
  /** Our own mark on it: the subject that it is a copy of. */
  subjectId?: string
  /** An exception of a series: the master's id, and the original start (an ISO instant or a date). */
  exceptionOf?: { remoteId: string; originalStart: string }
}

/** One line of a provider's list of changes: an event, or that one is gone. */
export type RemoteChange =
  | { kind: 'present'; event: RemoteEvent }
  | { kind: 'gone'; remoteId: string; exceptionOf?: { remoteId: string; originalStart: string } }

/** What two events must share to be the same: their words, times and marks, with insignificant differences levelled. */
export function fingerprint({ title, description, location, times, rrule, isPrivate, isFree }: ProviderEvent): string {
  const text = (value: string) => value.replaceAll(/\s+/g, ' ').trim()
  const when =
    times.kind === 'timed'
      ? [times.startsAt, times.endsAt, rrule === undefined ? '' : times.timeZone]
      : [times.startDate, times.endDate]
  const rule = rrule
    ?.toUpperCase()
    .split(';')
    .filter((part) => !part.startsWith('WKST=') && part !== 'INTERVAL=1')
    .sort()
    .join(';')
  return JSON.stringify([text(title), text(description), text(location), when, rule ?? '', isPrivate, isFree])
}
