import { formatInstant, type Instant, instantOf, localDateTimeOf, type TimeZone } from '../time/time.ts'
import { HOUR_SECONDS, SECOND_MS } from '../time/units.ts'

/** What some readers take for the end of a line although RFC 5545 knows but one: they must never find it in a text. */
const OTHER_LINE_ENDS = /\r\n|[\r\n\u0085\u2028\u2029]/g
/** Marks that turn the direction of what stands around them (UAX 9): they make a name read as another one. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
/** All that is no letter of a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g

/** TEXT (RFC 5545, 3.3.11): backslash, semicolon, comma and line ends are escaped; other controls cannot be said. */
export const text = (value: string) =>
  value
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(OTHER_LINE_ENDS, '\\n')

/**
 * A parameter value in quotes (RFC 5545, 3.2): quotes and control characters cannot be said there (what RFC 6868 offers
 * for them is read by few).
 */
export const quoted = (value: string) =>
  `"${value.toWellFormed().replaceAll(DIRECTION_MARKS, '').replaceAll('"', "'").replaceAll(CONTROLS, "'")}"`

/** A URI (RFC 5545, 3.3.13): it is not escaped, so nothing may stand in it that ends a line. */
export const uri = (value: string) => value.toWellFormed().replaceAll(CONTROLS, '')

/** Somebody's address as iCalendar names people. */
export const mailto = (email: string) => `mailto:${uri(email)}`

const compact = (iso: string) => iso.slice(0, 19).replaceAll(/[-:]/g, '')

/** An instant in UTC (RFC 5545, 3.3.5, form 2); parts of seconds cannot be said. */
export const utc = (instant: Instant) => `${compact(formatInstant(instant))}Z`

/** An instant as the clocks of a zone show it (form 3, without the zone's name). */
export const local = (instant: Instant, zone: TimeZone) => compact(localDateTimeOf(instant, zone))

/** A time on a wall clock that is given as if it were UTC. */
export const wall = (millis: number) => compact(formatInstant(millis))

/** `+HHMM` or `+HHMMSS` (RFC 5545, 3.3.14). */
export function offset(millis: number): string {
  const seconds = Math.abs(Math.round(millis / SECOND_MS))
  const pad = (value: number) => String(value).padStart(2, '0')
  const rest = seconds % 60
  return `${millis < 0 ? '-' : '+'}${pad(Math.floor(seconds / HOUR_SECONDS))}${pad(Math.floor(seconds / 60) % 60)}${rest ? pad(rest) : ''}`
}

/**
 * Whether a zone's clocks can name an instant: of two that they show alike, in autumn, only the first can be named
 * (RFC 5545, 3.3.5).
 */
export function canBeNamed(instant: Instant, zone: TimeZone): boolean {
  return instantOf(localDateTimeOf(instant, zone), zone) === Math.floor(instant / SECOND_MS) * SECOND_MS
}

const octetsOf = (letter: string) => {
  const code = letter.codePointAt(0)!
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}

/** Folds a line at 75 octets (RFC 5545, 3.1), never inside a character. */
export function fold(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const letter of line) {
    const size = octetsOf(letter)
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
