import { addDays, instantOf, type LocalDate, weekdayOf } from '../../../shared/domain/time/time.ts'
import { DAY_MS, MINUTE_MS } from '../../../shared/domain/time/units.ts'
import type { Answer } from '../ui/api.ts'
import { wallNow, wallOfDate } from './grid/placed.ts'

type Schedule = Answer<'listSchedules'>['schedules'][number]

/** A part of a day, in minutes since its midnight. */
export interface Part {
  from: number
  to: number
}

/** When somebody works on a date, on the reader's clock; hours are kept in a zone of their own. */
export function workOn(date: LocalDate, schedule: Schedule, zone: string): Part[] {
  const day = wallOfDate(date)
  const found: Part[] = []
  for (const near of [addDays(date, -1), date, addDays(date, 1)])
    for (const { from, to } of hoursOf(near, schedule)) {
      const at = (time: string) =>
        (wallNow(
          instantOf(time === '24:00' ? `${addDays(near, 1)}T00:00` : `${near}T${time}`, schedule.timeZone),
          zone,
        ) -
          day) /
        MINUTE_MS
      const part = { from: Math.max(0, at(from)), to: Math.min(DAY_MS / MINUTE_MS, at(to)) }
      if (part.from < part.to) found.push(part)
    }
  return found.sort((a, b) => a.from - b.from)
}

const hoursOf = (date: LocalDate, { weekly, overrides }: Schedule): { from: string; to: string }[] =>
  overrides.find((one) => one.date === date)?.windows ?? weekly.filter(({ weekday }) => weekday === weekdayOf(date))

/** What is left of a day beside its parts. */
export function around(parts: readonly Part[]): Part[] {
  const left: Part[] = []
  let end = 0
  for (const { from, to } of parts) {
    if (from > end) left.push({ from: end, to: from })
    end = Math.max(end, to)
  }
  if (end < 1440) left.push({ from: end, to: 1440 })
  return left
}
