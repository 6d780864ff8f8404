import { type Bar, inLines, withinLines } from './bars.ts'
import { isBar, isOn, type Placed, type Wall } from './placed.ts'

/** The bars over a row of days, in at most so many lines; a bar goes on over days that are not drawn. */
export function barsBetween(
  events: readonly Placed[],
  days: readonly Wall[],
  most: number,
): { shown: Bar<Placed>[]; hidden: Placed[][]; lines: number } {
  const spanning = events.filter(isBar).flatMap((what) => {
    const first = days.findIndex((day) => isOn(what, day))
    if (first < 0) return []
    const last = days.findLastIndex((day) => isOn(what, day))
    return [{ what, first, end: last + 1 }]
  })
  const bars = inLines(spanning)
  const { shown, hidden } = withinLines(bars, days.length, most)
  const lines = Math.min(most, 1 + Math.max(-1, ...bars.map(({ line }) => line)))
  return { shown, hidden, lines }
}
