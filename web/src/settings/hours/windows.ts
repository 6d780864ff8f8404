import { addDays } from '../../../../shared/domain/time/time.ts'
import { endTime, minutesOf, wallTime } from '../../ui/time/wall-time.ts'

/** A stretch of a day; `24:00` is its end. */
export interface Stretch {
  from: string
  to: string
}

const sorted = (stretches: readonly Stretch[]) => stretches.toSorted((a, b) => (a.from < b.from ? -1 : 1))

/** The first of those that reach into the one before. */
export function overlapIn(stretches: readonly Stretch[]): Stretch | undefined {
  const inOrder = sorted(stretches)
  return inOrder.find((one, i) => i > 0 && one.from < inOrder[i - 1]!.to)
}

/** Another stretch for a day: an hour after the last one where there is room, else the usual hours. */
export function nextStretch(stretches: readonly Stretch[]): Stretch | undefined {
  const last = sorted(stretches).at(-1)
  if (!last) return { from: '09:00', to: '17:00' }
  const from = minutesOf(last.to) + 60
  return from > 1380 ? undefined : { from: wallTime(from), to: endTime(from + 120) }
}

/** What is left of a day when a part of it is taken away. */
export function without(stretches: readonly Stretch[], away: Stretch): Stretch[] {
  return sorted(stretches).flatMap(({ from, to }) =>
    [
      { from, to: to < away.from ? to : away.from },
      { from: from > away.to ? from : away.to, to },
    ].filter((one) => one.from < one.to),
  )
}

/** The last day of a span whose end is the first day back. */
export const lastDayOf = (endDate: string): string => addDays(endDate, -1)
