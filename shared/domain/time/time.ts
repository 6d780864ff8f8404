import { civilOf, dayOf, daysInMonth, weekdayOfDay } from './civil-date.ts'
import { DAY_MINUTES, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './units.ts'

/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number
/** A calendar date of no zone: `YYYY-MM-DD`. */
export type LocalDate = string
/** A wall clock of no zone: `YYYY-MM-DDTHH:MM:SS` (seconds may be left out when given). */
export type LocalDateTime = string
/** An IANA time zone name such as `Europe/Berlin`. */
export type TimeZone = string

const DASH = 45
const MINUS = 45
const COLON = 58
const LETTER_T = 84
const LETTER_Z = 90
const DOT = 46

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
/**
 * Shorter than half of any time between two changes of a zone in the tz database, so that neither can be stepped over:
 * the shortest is a summer time of a week less an hour (Noronha, Recife and Boa Vista in 2000; Gaza and Hebron in 2040,
 * 2054, 2072).
 */
const SCAN_STEP_MS = 3 * DAY_MS

/** A zone looked up once, for loops that ask it often. Milliseconds throughout; walls as `wallMillis` gives them. */
export interface ZoneClock {
  /** What the zone's clocks add to UTC at an instant. */
  offsetAt(instant: Instant): number
  /** What the zone's clocks show at an instant. */
  wallAt(instant: Instant): number
  /**
   * The instant at which the zone's clocks show a wall time. A time that does not exist (spring gap) is read with the
   * offset before the gap; of one that exists twice (autumn) the first is meant.
   */
  instantOfWall(wall: number): Instant
}

class Zone implements ZoneClock {
  readonly format: Intl.DateTimeFormat
  readonly blocks = new Map<number, Block>()
  /** The stretch without a change that was asked for last: its neighbours are answered from it. */
  private steadyFrom = 0
  private steadyTo = 0
  private steadyOffset = 0

  constructor(format: Intl.DateTimeFormat) {
    this.format = format
  }

  offsetAt(instant: Instant): number {
    if (instant >= this.steadyFrom && instant < this.steadyTo) return this.steadyOffset
    const { starts, offsets } = blockAt(this, instant)
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= instant) low = middle
      else high = middle - 1
    }
    this.steadyFrom = starts[low]!
    this.steadyTo = low + 1 < starts.length ? starts[low + 1]! : (Math.floor(instant / BLOCK_MS) + 1) * BLOCK_MS
    this.steadyOffset = offsets[low]!
    return this.steadyOffset
  }

  wallAt(instant: Instant): number {
    return instant + this.offsetAt(instant)
  }

  instantOfWall(wall: number): Instant {
    // A day away from every change there is only one offset, and so only one reading.
    if (wall - DAY_MS >= this.steadyFrom && wall + DAY_MS < this.steadyTo) return wall - this.steadyOffset
    // Of the offsets a day before and after, the earlier reading that agrees with itself is the first of an overlap.
    const before = this.offsetAt(wall - DAY_MS)
    const first = wall - before
    if (this.offsetAt(first) === before) return first
    const after = this.offsetAt(wall + DAY_MS)
    const second = wall - after
    if (this.offsetAt(second) === after) return second
    const between = this.offsetAt(wall - Math.max(before, after))
    return this.offsetAt(wall - between) === between ? wall - between : first
  }
}

const zones = new Map<string, Zone | undefined>()

function zoneOf(name: TimeZone): Zone | undefined {
  if (zones.has(name)) return zones.get(name)
  let zone: Zone | undefined
  // Bare offsets such as +02:00 are accepted by Intl but are no zones: they know no clock changes.
  if (/^[A-Za-z]/.test(name)) {
    try {
      zone = new Zone(
        new Intl.DateTimeFormat('en-US', {
          timeZone: name,
          hour: '2-digit',
          hourCycle: 'h23',
          timeZoneName: 'longOffset',
        }),
      )
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

/** The offset that Intl names, to the second: `13 GMT+05:30`, `06 GMT-00:44:30`, or `GMT` alone for none. */
function askIntl({ format }: Zone, instant: Instant): number {
  const text = format.format(Math.floor(instant / SECOND_MS) * SECOND_MS)
  const sign = text.indexOf('GMT') + 3
  if (sign < 3) throw new Error(`Intl gave an unreadable offset: ${text}`)
  if (sign === text.length) return 0
  const seconds = text.length > sign + 6 ? twoDigits(text, sign + 7) : 0
  const size = twoDigits(text, sign + 1) * HOUR_MS + twoDigits(text, sign + 4) * MINUTE_MS + seconds * SECOND_MS
  return text.charCodeAt(sign) === MINUS ? -size : size
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

/** What the zone's clocks add to UTC at an instant, in milliseconds. @throws RangeError for an unknown zone */
export function offsetMillisAt(zone: TimeZone, instant: Instant): number {
  return knownZone(zone).offsetAt(instant)
}

/** The changes of a zone's offset in [from, to). */
export function transitionsBetween(name: TimeZone, from: Instant, to: Instant): Transition[] {
  const zone = knownZone(name)
  const found: Transition[] = []
  for (let begin = Math.floor(from / BLOCK_MS) * BLOCK_MS; begin < to; begin += BLOCK_MS) {
    const { starts, offsets } = blockAt(zone, begin)
    for (let i = 0; i < starts.length; i++) {
      const at = starts[i]!
      const before = i > 0 ? offsets[i - 1]! : zone.offsetAt(at - SECOND_MS)
      if (at >= from && at < to && before !== offsets[i])
        found.push({ at, offsetBeforeMillis: before, offsetAfterMillis: offsets[i]! })
    }
  }
  return found
}

/** Two digits of a text as a number; NaN where they are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

/** The day number of the `YYYY-MM-DD` that a text begins with; NaN where it names no date of the calendar. */
function dayIn(text: string): number {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const date = twoDigits(text, 8)
  const isDate =
    text.charCodeAt(4) === DASH &&
    text.charCodeAt(7) === DASH &&
    year >= 0 &&
    month >= 1 &&
    month <= 12 &&
    date >= 1 &&
    date <= daysInMonth(year, month)
  return isDate ? dayOf(year, month, date) : Number.NaN
}

/**
 * The wall clock as if it were UTC: the number on which wall-clock arithmetic is done. `24:00` is the next midnight.
 */
export function wallMillis(local: LocalDateTime): number {
  const hour = twoDigits(local, 11)
  const minute = twoDigits(local, 14)
  const second = local.length === 16 ? 0 : twoDigits(local, 17)
  const isWellFormed =
    local.charCodeAt(10) === LETTER_T &&
    local.charCodeAt(13) === COLON &&
    (local.length === 16 || (local.length === 19 && local.charCodeAt(16) === COLON))
  const isTime = minute <= 59 && second <= 59 && (hour <= 23 || (hour === 24 && minute === 0 && second === 0))
  const millis = dayIn(local) * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS
  if (!isWellFormed || !isTime || Number.isNaN(millis)) throw new RangeError(`not a wall time: ${local}`)
  return millis
}

/**
 * The instant of a wall time given as `wallMillis`, by the policy of `ZoneClock`.
 * @throws RangeError for an unknown zone
 */
export function instantOfWall(wall: number, zone: TimeZone): Instant {
  return knownZone(zone).instantOfWall(wall)
}

/** The clock of a zone. @throws RangeError for an unknown zone */
export function zoneClock(name: TimeZone): ZoneClock {
  return knownZone(name)
}

/** The instant of a wall time in a zone, by the policy of `instantOfWall`. */
export function instantOf(local: LocalDateTime, zone: TimeZone): Instant {
  return instantOfWall(wallMillis(local), zone)
}

/** What the zone's clocks show at an instant, to the second. */
export function localDateTimeOf(instant: Instant, zone: TimeZone): LocalDateTime {
  return isoText(knownZone(zone).wallAt(instant)).slice(0, 19)
}

export function localDateOf(instant: Instant, zone: TimeZone): LocalDate {
  return dateOfDayNumber(Math.floor(knownZone(zone).wallAt(instant) / DAY_MS))
}

export function utcDayOf(instant: Instant): LocalDate {
  return dateOfDayNumber(Math.floor(instant / DAY_MS))
}

/** Whether the text is a date of the calendar: 29 February only in leap years. */
export function isLocalDate(text: string): boolean {
  return text.length === 10 && !Number.isNaN(dayIn(text))
}

/** Days since 1970-01-01. @throws RangeError for what is no date of the calendar */
export function dayNumber(date: LocalDate): number {
  const day = date.length === 10 ? dayIn(date) : Number.NaN
  if (Number.isNaN(day)) throw new RangeError(`not a date: ${date}`)
  return day
}

export function dateOfDayNumber(day: number): LocalDate {
  const { year, month, date } = civilOf(day)
  return yearText(year) + MONTH_AND_DATE[month * 32 + date]!
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumber(date) + days)
}

export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** 0 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  return weekdayOfDay(dayNumber(date))
}

/** The first instant of a date in a zone: midnight, or what follows it where clocks skip midnight. */
export function startOfDay(date: LocalDate, zone: TimeZone): Instant {
  const found = instantOfWall(dayNumber(date) * DAY_MS, zone)
  if (localDateOf(found, zone) !== date) return found
  // In a gap over midnight the policy lands after it; the day began at the change itself.
  const change = transitionsBetween(zone, found - 3 * HOUR_MS, found + 1).at(-1)
  return change && localDateOf(change.at, zone) === date && change.at < found ? change.at : found
}

const two = (value: number) => String(value).padStart(2, '0')
/** Ready-made pieces of dates and times: texts are put together from them several times faster than by Date. */
const MONTH_AND_DATE = Array.from({ length: 13 * 32 }, (_, i) => `-${two(i >> 5)}-${two(i & 31)}`)
const HOUR_AND_MINUTE = Array.from({ length: DAY_MINUTES }, (_, i) => `T${two(Math.floor(i / 60))}:${two(i % 60)}`)
const WHOLE_SECOND = Array.from({ length: 60 }, (_, i) => `:${two(i)}.000Z`)

const FIRST_YEAR = 1970
const YEARS = Array.from({ length: 230 }, (_, i) => `${FIRST_YEAR + i}`)

/** As ISO 8601 writes years: four digits, or a sign and six outside of those. */
function yearText(year: number): string {
  const known = YEARS[year - FIRST_YEAR]
  if (known !== undefined) return known
  return year >= 0 && year <= 9999
    ? String(year).padStart(4, '0')
    : `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`
}

function isoText(millis: number): string {
  const day = Math.floor(millis / DAY_MS)
  const ofDay = millis - day * DAY_MS
  const minutes = Math.floor(ofDay / MINUTE_MS)
  const seconds = (ofDay - minutes * MINUTE_MS) / SECOND_MS
  const end = WHOLE_SECOND[seconds] ?? `:${two(Math.floor(seconds))}.${String(ofDay % SECOND_MS).padStart(3, '0')}Z`
  return dateOfDayNumber(day) + HOUR_AND_MINUTE[minutes]! + end
}

/** An instant written as `formatInstant` writes it, or in any other way that ISO 8601 has; NaN for what is none. */
export function parseInstant(text: string): Instant {
  if (text.length !== 24 || text.charCodeAt(23) !== LETTER_Z || text.charCodeAt(10) !== LETTER_T)
    return Date.parse(text)
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  const second = twoDigits(text, 17)
  const millis = Math.floor(twoDigits(text, 20) / 10) * 100 + twoDigits(text, 21)
  const at = dayIn(text) * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + millis
  const isPlain =
    hour <= 23 &&
    minute <= 59 &&
    second <= 59 &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON &&
    text.charCodeAt(19) === DOT
  return isPlain && !Number.isNaN(at) ? at : Date.parse(text)
}

/** ISO 8601 in UTC with milliseconds. @throws RangeError for what is no instant */
export function formatInstant(instant: Instant): string {
  if (!Number.isFinite(instant)) throw new RangeError(`not an instant: ${instant}`)
  return isoText(instant)
}
