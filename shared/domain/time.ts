/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number
/** A calendar date of no zone: `YYYY-MM-DD`. */
export type LocalDate = string
/** A wall clock of no zone: `YYYY-MM-DDTHH:MM:SS` (seconds may be left out when given). */
export type LocalDateTime = string
/** An IANA time zone name such as `Europe/Berlin`. */
export type TimeZone = string

const SECOND_MS = 1000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** A change of a zone's offset: at this instant the clocks go from one offset to the other. */
export interface Transition {
  at: Instant
  offsetBeforeMillis: number
  offsetAfterMillis: number
}

/** One block of a zone's history: offsets from each start on; the first start is the block's own begin. */
interface Block {
  starts: Float64Array
  offsets: Float64Array
}

const BLOCK_MS = 3650 * DAY_MS
/** Shorter than any time between two changes of a zone in the tz database (Morocco's Ramadan is about 30 days). */
const SCAN_STEP_MS = 7 * DAY_MS

interface Zone {
  format: Intl.DateTimeFormat
  blocks: Map<number, Block>
}

const zones = new Map<string, Zone | undefined>()

function zoneOf(name: TimeZone): Zone | undefined {
  if (zones.has(name)) return zones.get(name)
  let zone: Zone | undefined
  // Bare offsets such as +02:00 are accepted by Intl but are no zones: they know no clock changes.
  if (/^[A-Za-z]/.test(name)) {
    try {
      const format = new Intl.DateTimeFormat('en-US', {
        timeZone: name,
        calendar: 'gregory',
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
      })
      zone = { format, blocks: new Map() }
    } catch {
      zone = undefined
    }
  }
  zones.set(name, zone)
  return zone
}

function knownZone(name: TimeZone): Zone {
  const zone = zoneOf(name)
  if (!zone) throw new RangeError(`unknown time zone ${name}`)
  return zone
}

/** Whether this runtime knows the zone. */
export function isTimeZone(name: string): boolean {
  return zoneOf(name) !== undefined
}

function askIntl({ format }: Zone, instant: Instant): number {
  const whole = Math.floor(instant / SECOND_MS) * SECOND_MS
  const found = /(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)/.exec(format.format(whole))
  if (!found) throw new Error('Intl gave an unreadable date')
  const [, month, day, year, hour, minute, second] = found.map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole
}

/** The exact instant of the change between two instants whose offsets differ, by bisection to the second. */
function transitionBetween(zone: Zone, from: Instant, offset: number, to: Instant): Instant {
  let low = from
  let high = to
  while (high - low > SECOND_MS) {
    const middle = Math.floor((low + high) / 2 / SECOND_MS) * SECOND_MS
    if (askIntl(zone, middle) === offset) low = middle
    else high = middle
  }
  return high
}

function buildBlock(zone: Zone, index: number): Block {
  const begin = index * BLOCK_MS
  const end = begin + BLOCK_MS
  const starts = [begin]
  const offsets = [askIntl(zone, begin)]
  for (let at = begin; at < end; at += SCAN_STEP_MS) {
    const next = Math.min(at + SCAN_STEP_MS, end)
    let from = at
    let offset = offsets.at(-1)!
    const nextOffset = askIntl(zone, next)
    while (offset !== nextOffset) {
      const change = transitionBetween(zone, from, offset, next)
      offset = askIntl(zone, change)
      if (change < end) {
        starts.push(change)
        offsets.push(offset)
      }
      from = change
    }
  }
  return { starts: Float64Array.from(starts), offsets: Float64Array.from(offsets) }
}

function blockAt(zone: Zone, instant: Instant): Block {
  const index = Math.floor(instant / BLOCK_MS)
  let block = zone.blocks.get(index)
  if (!block) {
    block = buildBlock(zone, index)
    zone.blocks.set(index, block)
  }
  return block
}

function offsetIn(zone: Zone, instant: Instant): number {
  const { starts, offsets } = blockAt(zone, instant)
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= instant) low = middle
    else high = middle - 1
  }
  return offsets[low]!
}

/** What the zone's clocks add to UTC at an instant, in milliseconds. @throws RangeError for an unknown zone */
export function offsetMillisAt(zone: TimeZone, instant: Instant): number {
  return offsetIn(knownZone(zone), instant)
}

/** The changes of a zone's offset in [from, to). */
export function transitionsBetween(name: TimeZone, from: Instant, to: Instant): Transition[] {
  const zone = knownZone(name)
  const found: Transition[] = []
  for (let begin = Math.floor(from / BLOCK_MS) * BLOCK_MS; begin < to; begin += BLOCK_MS) {
    const { starts, offsets } = blockAt(zone, begin)
    for (let i = 0; i < starts.length; i++) {
      const at = starts[i]!
      const before = i > 0 ? offsets[i - 1]! : offsetIn(zone, at - SECOND_MS)
      if (at >= from && at < to && before !== offsets[i])
        found.push({ at, offsetBeforeMillis: before, offsetAfterMillis: offsets[i]! })
    }
  }
  return found
}

/** The wall clock as if it were UTC: the number on which wall-clock arithmetic is done. */
export function wallMillis(local: LocalDateTime): number {
  const millis = Date.parse(`${local.length === 16 ? `${local}:00` : local}Z`)
  if (!Number.isFinite(millis)) throw new RangeError(`not a wall time: ${local}`)
  return millis
}

/**
 * The instant at which the zone's clocks show a wall time given as `wallMillis`. A time that does not exist (spring gap)
 * is read with the offset before the gap; of one that exists twice (autumn) the first is meant.
 */
export function instantOfWall(wall: number, name: TimeZone): Instant {
  const zone = knownZone(name)
  // Of the offsets a day before and after, the earlier reading that agrees with itself is the first of an overlap.
  const before = offsetIn(zone, wall - DAY_MS)
  const first = wall - before
  if (offsetIn(zone, first) === before) return first
  const after = offsetIn(zone, wall + DAY_MS)
  const second = wall - after
  if (offsetIn(zone, second) === after) return second
  const between = offsetIn(zone, wall - Math.max(before, after))
  return offsetIn(zone, wall - between) === between ? wall - between : first
}

/** The instant of a wall time in a zone, by the policy of `instantOfWall`. */
export function instantOf(local: LocalDateTime, zone: TimeZone): Instant {
  return instantOfWall(wallMillis(local), zone)
}

/** What the zone's clocks show at an instant, to the second. */
export function localDateTimeOf(instant: Instant, zone: TimeZone): LocalDateTime {
  return new Date(instant + offsetMillisAt(zone, instant)).toISOString().slice(0, 19)
}

export function localDateOf(instant: Instant, zone: TimeZone): LocalDate {
  return localDateTimeOf(instant, zone).slice(0, 10)
}

export function utcDayOf(instant: Instant): LocalDate {
  return new Date(instant).toISOString().slice(0, 10)
}

/** Whether the text is a date of the calendar: 29 February only in leap years. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(at) && utcDayOf(at) === text
}

/** Days since 1970-01-01. */
export function dayNumber(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS
}

export function dateOfDayNumber(day: number): LocalDate {
  return utcDayOf(day * DAY_MS)
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumber(date) + days)
}

export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** 0 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7
}

/** The first instant of a date in a zone: midnight, or what follows it where clocks skip midnight. */
export function startOfDay(date: LocalDate, zone: TimeZone): Instant {
  const midnight = wallMillis(`${date}T00:00:00`)
  const found = instantOfWall(midnight, zone)
  if (localDateOf(found, zone) !== date) return found
  // In a gap over midnight the policy lands after it; the day began at the change itself.
  const change = transitionsBetween(zone, found - 3 * HOUR_MS, found + 1).at(-1)
  return change && localDateOf(change.at, zone) === date && change.at < found ? change.at : found
}

/** ISO 8601 in UTC with milliseconds. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString()
}
