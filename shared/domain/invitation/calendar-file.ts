import type { Reply } from '../people/attendee.ts'
import type { EventTimes } from '../recurrence/event-times.ts'
import type { Start } from '../recurrence/occurrence.ts'
import type { Instant, TimeZone } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'
import { canBeNamed, fold, local, mailto, quoted, text, uri, utc } from './content-line.ts'
import { zoneComponent } from './zone-component.ts'

/** What a calendar file wants of its reader (RFC 5546, 1.4). */
export type CalendarMethod = 'REQUEST' | 'CANCEL' | 'PUBLISH'

/** Who holds a meeting, as its file names them. */
export interface FileOrganizer {
  name: string
  email: string
  /** Where answers go (RFC 7986, 6.2: EMAIL is then the organizer's own); absent: to their own address. */
  replyTo?: string
  /** The address of whoever acts for them (RFC 5545, 3.2.18). */
  sentBy?: string
}

/** Somebody who is asked, as a file names them. */
export interface FileAttendee {
  name: string
  email: string
  reply: Reply
  isOptional?: boolean
  /** They hold it: nobody asks them (RFC 5545, 3.2.16: CHAIR). */
  isChair?: boolean
  /** An answer of theirs is waited for (RFC 5545, 3.2.17). */
  asksReply?: boolean
}

/** One component of a calendar file (RFC 5545 VEVENT): a meeting, a series, or one date of a series. */
export interface FileEntry {
  uid: string
  sequence: number
  /** When this revision was made: a later file supersedes an earlier one by it (RFC 5546, 2.1.5). */
  stampedAt: Instant
  changedAt?: Instant
  /** The original start of the date that it is about. */
  recurrenceId?: { start: Start; timeZone: TimeZone }
  times: EventTimes
  /** Recurrence rules as RFC 5545 wants them beside these times. */
  rules?: readonly string[]
  /** Further starts, and starts that are none. */
  rdates?: readonly Start[]
  exdates?: readonly Start[]
  /** When the last date of a series is over; absent where it has no end, or is no series. */
  lastEndsAt?: Instant
  summary: string
  description: string
  location: string
  url?: string
  /** RFC 7986, 5.11. */
  videoCallUrl?: string
  isFree?: boolean
  visibility?: 'PRIVATE' | 'CONFIDENTIAL'
  /** Left out where the text is for the reader's own file. */
  organizer?: FileOrganizer
  attendees: readonly FileAttendee[]
}

const PARTSTAT: Record<Reply, string> = {
  needsAction: 'NEEDS-ACTION',
  accepted: 'ACCEPTED',
  tentative: 'TENTATIVE',
  declined: 'DECLINED',
}

const dateText = (date: string) => date.replaceAll('-', '')

/** A property whose value is a start (or an end): a date, an instant in a zone, or one that only UTC can name. */
function at(name: string, start: Start, zone: TimeZone, isInUtc = false): string {
  if (typeof start === 'string') return `${name};VALUE=DATE:${dateText(start)}`
  return isInUtc || zone === 'UTC' || !canBeNamed(start, zone)
    ? `${name}:${utc(start)}`
    : `${name};TZID=${zone}:${local(start, zone)}`
}

/**
 * Begin and end. Where one of them can only be named in UTC both are, save that the start of a series is its wall time.
 */
function times({ times: when, rules, rdates }: FileEntry): string[] {
  if (when.kind === 'allDay') return [at('DTSTART', when.startDate, 'UTC'), at('DTEND', when.endDate, 'UTC')]
  const { startsAt, endsAt, timeZone } = when
  const isSeries = (rules?.length ?? 0) + (rdates?.length ?? 0) > 0
  const isInUtc = !isSeries && !(canBeNamed(startsAt, timeZone) && canBeNamed(endsAt, timeZone))
  return [at('DTSTART', startsAt, timeZone, isInUtc), at('DTEND', endsAt, timeZone, isInUtc)]
}

/** Many starts, as few lines as may be: those in UTC stand in one of their own. */
function list(name: string, starts: readonly Start[], zone: TimeZone): string[] {
  const lines = new Map<string, string[]>()
  for (const start of starts) {
    const [head, value] = at(name, start, zone).split(/:(.*)/s)
    lines.set(head!, [...(lines.get(head!) ?? []), value!])
  }
  return [...lines].map(([head, values]) => `${head}:${values.join(',')}`)
}

function organizerLine({ name, email, replyTo, sentBy }: FileOrganizer): string {
  const acting = sentBy === undefined || sentBy === email ? '' : `;SENT-BY=${quoted(mailto(sentBy))}`
  const own = replyTo === undefined || replyTo === email ? '' : `;EMAIL=${quoted(email)}`
  return `ORGANIZER;CN=${quoted(name)}${acting}${own}:${mailto(replyTo ?? email)}`
}

function attendeeLine({ name, email, reply, isOptional, isChair, asksReply }: FileAttendee): string {
  const role = isChair ? 'CHAIR' : isOptional ? 'OPT-PARTICIPANT' : 'REQ-PARTICIPANT'
  const rsvp = asksReply ? ';RSVP=TRUE' : ''
  return `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=${role};PARTSTAT=${PARTSTAT[reply]}${rsvp};CN=${quoted(name)}:${mailto(email)}`
}

function entryLines(method: CalendarMethod, entry: FileEntry): string[] {
  const { recurrenceId, rules = [], rdates = [], exdates = [], changedAt, visibility, organizer } = entry
  const zone = entry.times.kind === 'timed' ? entry.times.timeZone : 'UTC'
  return [
    'BEGIN:VEVENT',
    `UID:${text(entry.uid)}`,
    ...(recurrenceId ? [at('RECURRENCE-ID', recurrenceId.start, recurrenceId.timeZone)] : []),
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${utc(entry.stampedAt)}`,
    ...(changedAt === undefined ? [] : [`LAST-MODIFIED:${utc(changedAt)}`]),
    ...times(entry),
    ...rules.map((rule) => `RRULE:${uri(rule)}`),
    ...list('RDATE', rdates, zone),
    ...list('EXDATE', exdates, zone),
    `SUMMARY:${text(entry.summary)}`,
    ...(entry.description ? [`DESCRIPTION:${text(entry.description)}`] : []),
    ...(entry.location ? [`LOCATION:${text(entry.location)}`] : []),
    ...(entry.url ? [`URL:${uri(entry.url)}`] : []),
    ...(entry.videoCallUrl ? [`CONFERENCE;VALUE=URI;FEATURE=VIDEO:${uri(entry.videoCallUrl)}`] : []),
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    `TRANSP:${entry.isFree ? 'TRANSPARENT' : 'OPAQUE'}`,
    ...(visibility ? [`CLASS:${visibility}`] : []),
    ...(organizer ? [organizerLine(organizer)] : []),
    ...entry.attendees.map(attendeeLine),
    'END:VEVENT',
  ]
}

/** The zones that entries name, each with the stretch that it is named for; without an end where a series has none. */
function zonesOf(entries: readonly FileEntry[]): Map<TimeZone, { from: Instant; to: Instant | undefined }> {
  const zones = new Map<TimeZone, { from: Instant; to: Instant | undefined }>()
  const add = (zone: TimeZone, from: Instant, to: Instant | undefined) => {
    if (zone === 'UTC') return
    const known = zones.get(zone)
    zones.set(zone, {
      from: Math.min(from, known?.from ?? from),
      to: to === undefined || (known && known.to === undefined) ? undefined : Math.max(to, known?.to ?? to),
    })
  }
  for (const { times: when, recurrenceId, rules, rdates, exdates, lastEndsAt } of entries) {
    const isSeries = (rules?.length ?? 0) + (rdates?.length ?? 0) + (exdates?.length ?? 0) > 0
    if (when.kind === 'timed') add(when.timeZone, when.startsAt, isSeries ? lastEndsAt : when.endsAt)
    if (recurrenceId && typeof recurrenceId.start === 'number')
      add(recurrenceId.timeZone, recurrenceId.start, recurrenceId.start + DAY_MS)
  }
  return zones
}

/**
 * A calendar file (RFC 5545, 5546, 7986): the one writer of all that leave this house. Zones that it names are written
 * out in it.
 */
export function calendarText(method: CalendarMethod, entries: readonly FileEntry[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Almanac//Almanac//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    ...[...zonesOf(entries)].flatMap(([zone, { from, to }]) => zoneComponent(zone, from, to)),
    ...entries.flatMap((entry) => entryLines(method, entry)),
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}
