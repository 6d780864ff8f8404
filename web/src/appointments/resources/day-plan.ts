import {
  addDays,
  type Instant,
  type LocalDate,
  startOfDay,
  type TimeZone,
} from '../../../../shared/domain/time/time.ts'
import { HOUR_MS } from '../../../../shared/domain/time/units.ts'

/** What stands on a thing, as far as a plan of its day draws it. */
export interface Taken {
  key: string
  title: string
  from: Instant
  to: Instant
  isPending: boolean
  href: string
}

/** A stretch of a line: where it begins and how long it is, as parts of the whole. */
export interface Bar extends Taken {
  start: number
  length: number
  /** Those that overlap lie below each other. */
  lane: number
}

/** The hours that are always drawn, so that a plan does not jump from day to day. */
const FROM_HOUR = 8
const TO_HOUR = 20

/**
 * What of a day is drawn: its working hours, and as much more as something is taken. Whole hours, as long as they last
 * (DST).
 */
export function stretchOf(
  date: LocalDate,
  zone: TimeZone,
  taken: readonly Taken[],
): { from: Instant; to: Instant; hours: Instant[] } {
  const [begin, end] = [startOfDay(date, zone), startOfDay(addDays(date, 1), zone)]
  const wholeHour = (at: Instant, round: (hours: number) => number) =>
    Math.min(end, Math.max(begin, begin + round((at - begin) / HOUR_MS) * HOUR_MS))
  const from = Math.min(begin + FROM_HOUR * HOUR_MS, ...taken.map((one) => wholeHour(one.from, Math.floor)))
  const to = Math.max(begin + TO_HOUR * HOUR_MS, ...taken.map((one) => wholeHour(one.to, Math.ceil)))
  const hours = Array.from({ length: Math.round((to - from) / HOUR_MS) }, (_, i) => from + i * HOUR_MS)
  return { from, to, hours }
}

/** The bars of one thing, in as few lanes as they need, what begins first in the first that is free. */
export function barsOf(taken: readonly Taken[], { from, to }: { from: Instant; to: Instant }): Bar[] {
  const ends: Instant[] = []
  return taken
    .filter((one) => one.to > from && one.from < to)
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
    .map((one) => {
      const free = ends.findIndex((end) => end <= one.from)
      const lane = free === -1 ? ends.length : free
      ends[lane] = one.to
      const start = (Math.max(one.from, from) - from) / (to - from)
      return { ...one, lane, start, length: (Math.min(one.to, to) - from) / (to - from) - start }
    })
}
