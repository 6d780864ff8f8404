import type { EventTimes } from '../recurrence/event-times.ts'

/**
 * How an event repeats: rules without their prefix, extra and excepted starts as occurrence keys; on a series' master.
 */
export interface ProviderRepetition {
  rrule?: string
  moreRules?: string[]
  rdates?: string[]
  exdates?: string[]
}

/**
 * An event as both sides can say it: what is compared, sent and adopted. A provider's own words stay in its adapter.
 */
export interface ProviderEvent extends ProviderRepetition {
  title: string
  description: string
  location: string
  times: EventTimes
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

/** A rule with its insignificant differences levelled. */
const levelled = (rrule: string) =>
  rrule
    .toUpperCase()
    .split(';')
    .filter((part) => !part.startsWith('WKST=') && part !== 'INTERVAL=1')
    .sort()
    .join(';')

/** What two events must share to be the same: their words, times and marks, with insignificant differences levelled. */
export function fingerprint(event: ProviderEvent): string {
  const {
    title,
    description,
    location,
    times,
    rrule,
    moreRules = [],
    rdates = [],
    exdates = [],
    isPrivate,
    isFree,
  } = event
  const text = (value: string) => value.replaceAll(/\s+/g, ' ').trim()
  const repeats = rrule !== undefined || rdates.length > 0
  const when =
    times.kind === 'timed'
      ? [times.startsAt, times.endsAt, repeats ? times.timeZone : '']
      : [times.startDate, times.endDate]
  const rule = rrule === undefined ? '' : levelled(rrule)
  // Said only where there is more than a rule: fingerprints kept from before stay what they were.
  const more = [...moreRules.map(levelled), ...rdates, '-', ...exdates]
  return JSON.stringify([
    text(title),
    text(description),
    text(location),
    when,
    rule,
    isPrivate,
    isFree,
    ...(more.length > 1 ? [more] : []),
  ])
}
