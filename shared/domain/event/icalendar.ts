import { type Instant, localDateTimeOf, type TimeZone, transitionsBetween } from '../time/time.ts'
import { DAY_MS, HOUR_SECONDS } from '../time/units.ts'

/** One meeting for the outside world (RFC 5545 VEVENT, RFC 5546 REQUEST or CANCEL). */
export interface InviteEvent {
  uid: string
  sequence: number
  /** When this text was made. */
  stampedAt: Instant
  startsAt: Instant
  endsAt: Instant
  timeZone: TimeZone
  summary: string
  description: string
  location: string
  url?: string
  /** Left out where the text is for the reader's own file. */
  organizer?: { name: string; email: string }
  attendees: { name: string; email: string; reply: 'ACCEPTED' | 'NEEDS-ACTION' }[]
}

/** TEXT (RFC 5545, 3.3.11): backslash, semicolon, comma and line ends are escaped; other controls cannot be said. */
const text = (value: string) =>
  value
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r\n|\r|\n/g, '\\n')

/** A parameter value in quotes (RFC 5545, 3.2): quotes and control characters cannot be said there (RFC 6868 aside). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const quoted = (value: string) => `"${value.toWellFormed().replaceAll(/["\u0000-\u001f\u007f]/g, "'")}"`

const utc = (instant: Instant) => `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
const local = (instant: Instant, zone: TimeZone) => localDateTimeOf(instant, zone).slice(0, 19).replaceAll(/[-:]/g, '')

/** `+HHMM` or `+HHMMSS` (RFC 5545, 3.3.14). */
function offset(millis: number): string {
  const seconds = Math.abs(Math.round(millis / 1000))
  const pad = (value: number) => String(value).padStart(2, '0')
  const rest = seconds % 60
  return `${millis < 0 ? '-' : '+'}${pad(Math.floor(seconds / HOUR_SECONDS))}${pad(Math.floor(seconds / 60) % 60)}${rest ? pad(rest) : ''}`
}

/** Folds a line at 75 octets (RFC 5545, 3.1), never inside a character. */
export function fold(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const letter of line) {
    const size = new TextEncoder().encode(letter).length
    if (octets + size > 74) {
      parts.push(part)
      part = ''
      octets = 0
    }
    part += letter
    octets += size
  }
  parts.push(part)
  return parts.join('\r\n ')
}

/**
 * The zone's own transitions from the last one before `from` to the last one before `to`, each as a one-time
 * observance: exact for every zone of the runtime, with no rule to guess (RFC 5545, 3.6.5).
 */
function vtimezone(zone: TimeZone, from: Instant, to: Instant): string[] {
  const far = transitionsBetween(zone, from - 400 * DAY_MS, to + 2 * DAY_MS)
  const before = far.filter(({ at }) => at <= from).at(-1)
  const relevant = far.filter(({ at }) => at > from - 2 * DAY_MS && at !== before?.at)
  const observances: string[] = []
  const observance = (startLocal: string, was: number, is: number) => {
    const kind = is > was ? 'DAYLIGHT' : 'STANDARD'
    observances.push(
      `BEGIN:${kind}`,
      `DTSTART:${startLocal}`,
      `TZOFFSETFROM:${offset(was)}`,
      `TZOFFSETTO:${offset(is)}`,
      `END:${kind}`,
    )
  }
  // An observance begins on the wall clock that stood before it (TZOFFSETFROM).
  const wallBefore = (at: Instant, was: number) => new Date(at + was).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
  if (before)
    observance(wallBefore(before.at, before.offsetBeforeMillis), before.offsetBeforeMillis, before.offsetAfterMillis)
  else {
    const [first] = relevant
    const steady = first ? first.offsetBeforeMillis : offsetOf(zone, from)
    observance('19700101T000000', steady, steady)
  }
  for (const { at, offsetBeforeMillis, offsetAfterMillis } of relevant)
    observance(wallBefore(at, offsetBeforeMillis), offsetBeforeMillis, offsetAfterMillis)
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...observances, 'END:VTIMEZONE']
}

function offsetOf(zone: TimeZone, at: Instant): number {
  return Date.parse(`${localDateTimeOf(at, zone).slice(0, 19)}Z`) - Math.floor(at / 1000) * 1000
}

function wrapped(method: 'REQUEST' | 'CANCEL' | 'PUBLISH', body: string[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Almanac//Almanac//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    ...body,
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}

/** An invitation, its update (same UID, higher SEQUENCE) or its cancellation, with the zone written out. */
export function inviteText(method: 'REQUEST' | 'CANCEL' | 'PUBLISH', event: InviteEvent): string {
  const time = (name: string, instant: Instant) =>
    event.timeZone === 'UTC'
      ? `${name}:${utc(instant)}`
      : `${name};TZID=${event.timeZone}:${local(instant, event.timeZone)}`
  return wrapped(method, [
    ...(event.timeZone === 'UTC' ? [] : vtimezone(event.timeZone, event.startsAt, event.endsAt)),
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${utc(event.stampedAt)}`,
    time('DTSTART', event.startsAt),
    time('DTEND', event.endsAt),
    `SUMMARY:${text(event.summary)}`,
    ...(event.description ? [`DESCRIPTION:${text(event.description)}`] : []),
    ...(event.location ? [`LOCATION:${text(event.location)}`] : []),
    ...(event.url ? [`URL:${event.url}`] : []),
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    ...(event.organizer ? [`ORGANIZER;CN=${quoted(event.organizer.name)}:mailto:${event.organizer.email}`] : []),
    ...event.attendees.map(
      ({ name, email, reply }) =>
        `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${reply};CN=${quoted(name)}:mailto:${email}`,
    ),
    'END:VEVENT',
  ])
}
