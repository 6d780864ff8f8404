import { instantOf, localDateTimeOf } from '../../../../shared/domain/time/time.ts'
import { DAY_MINUTES, HOUR_MS, MINUTE_MS, QUARTER_MINUTES } from '../../../../shared/domain/time/units.ts'
import { dateFormat, numberFormat } from '../../../../shared/words/formats.ts'
import type { Say } from '../../../../shared/words/phrase.ts'
import type { UiPhrases } from '../../../../shared/words/ui/en.ts'

/** Whose clock a time is written for. */
export interface Clock {
  locale: string
  isHour12: boolean
  say: Say<UiPhrases>
}

/** A time of day on the wall clock, `HH:MM`. */
export type WallTime = string

/** The end of a day, where it is not the beginning of the next one: of hours, never of an event. */
export const DAY_END: WallTime = '24:00'

/** Minutes since midnight. */
export const minutesOf = (time: WallTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** The wall time that many minutes after midnight; what goes past a midnight goes on from there. */
export function wallTime(minutes: number): WallTime {
  const within = ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}

/** An end that many minutes after midnight, no later than the end of the day. */
export const endTime = (minutes: number): WallTime => (minutes >= DAY_MINUTES ? DAY_END : wallTime(minutes))

/**
 * A time moved by minutes that stays on its day: an arrow key at 23:50 does not go to the morning.
 * @param hasDayEnd whether it may be the end of the day
 */
export function steppedWithinDay(time: WallTime, byMinutes: number, hasDayEnd = false): WallTime {
  const to = Math.max(0, minutesOf(time) + byMinutes)
  return hasDayEnd ? endTime(to) : wallTime(Math.min(DAY_MINUTES - 1, to))
}

/**
 * The quarters of a day; after a start only those that end later on that day, with its end where that may be chosen.
 */
export function quarters(after?: WallTime, hasDayEnd = false): WallTime[] {
  const first = after === undefined ? 0 : minutesOf(after) + QUARTER_MINUTES
  const count = Math.max(0, Math.ceil((DAY_MINUTES - first) / QUARTER_MINUTES))
  return [
    ...Array.from({ length: count }, (_, i) => wallTime(first + i * QUARTER_MINUTES)),
    ...(hasDayEnd ? [DAY_END] : []),
  ]
}

/** A time as the reader writes it; the end of a day is a time of its own on a clock of 24 hours only. */
export function timeWords(time: WallTime, locale: string, isHour12: boolean): string {
  return dateFormat(locale, {
    timeZone: 'UTC',
    hour: isHour12 ? 'numeric' : '2-digit',
    minute: '2-digit',
    hourCycle: isHour12 ? 'h12' : time === DAY_END ? 'h24' : 'h23',
  }).format(minutesOf(time) * MINUTE_MS)
}

/**
 * The same, and said of the end of a day on a clock of twelve hours: there it is a midnight, and which one is not
 * clear.
 */
export function clockOf(time: WallTime, { locale, isHour12, say }: Clock): string {
  const words = timeWords(time, locale, isHour12)
  return isHour12 && time === DAY_END ? say('timeNextDay', { time: words }) : words
}

/**
 * A length as it stands behind an end: `1h 30m`, `45m`, in the reader's language; alone in a sentence short, `1 hr 30
 * min`.
 */
export function lengthWords(minutes: number, locale: string, unitDisplay: 'narrow' | 'short' = 'narrow'): string {
  const part = (unit: 'hour' | 'minute', value: number) =>
    numberFormat(locale, { style: 'unit', unit, unitDisplay }).format(value)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 && part('hour', hours), (rest > 0 || hours === 0) && part('minute', rest)].filter(Boolean).join(' ')
}

/**
 * What is odd about a wall time on one date of a zone: it is skipped when clocks go forward (and read as `instead`), or
 * comes twice when they go back, when the first is meant.
 */
export function clockOddity(
  date: string,
  time: WallTime,
  timeZone: string,
): { kind: 'skipped'; instead: WallTime } | { kind: 'twice' } | undefined {
  const at = instantOf(`${date}T${time}`, timeZone)
  const read = localDateTimeOf(at, timeZone).slice(11, 16)
  if (read !== time) return { kind: 'skipped', instead: read }
  for (const later of [HOUR_MS / 2, HOUR_MS])
    if (localDateTimeOf(at + later, timeZone).slice(0, 16) === `${date}T${time}`) return { kind: 'twice' }
  return undefined
}
