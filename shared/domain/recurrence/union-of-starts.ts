import type { Instant } from '../time/time.ts'
import { DAY_MINUTES, MINUTE_MS } from '../time/units.ts'

/** The union of two sorted lists, each start once. */
export function union(a: Instant[], b: Instant[]): Instant[] {
  const merged: Instant[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const x = i < a.length ? a[i]! : Number.POSITIVE_INFINITY
    const y = j < b.length ? b[j]! : Number.POSITIVE_INFINITY
    merged.push(Math.min(x, y))
    if (x <= y) i++
    if (y <= x) j++
  }
  return merged
}

/** Minutes that may be marked one by one; longer ranges than any page asks for are merged instead. */
const MOST_MINUTES = 400 * DAY_MINUTES

/**
 * The union of sorted lists. Starts are whole minutes wherever offsets are, and then each is a mark on a ruler: linear
 * in all starts, however many teams offer them.
 */
export function unionOf(lists: Instant[][]): Instant[] {
  const filled = lists.filter((list) => list.length > 0)
  if (filled.length < 2) return filled[0] ?? []
  const first = Math.min(...filled.map((list) => list[0]!))
  const minutes = (Math.max(...filled.map((list) => list.at(-1)!)) - first) / MINUTE_MS + 1
  if (minutes > MOST_MINUTES) return filled.reduce(union)
  const ruler = new Uint8Array(minutes)
  for (const list of filled)
    for (let i = 0; i < list.length; i++) {
      const minute = (list[i]! - first) / MINUTE_MS
      const mark = minute | 0
      if (mark !== minute) return filled.reduce(union)
      ruler[mark] = 1
    }
  const merged: Instant[] = []
  for (let minute = 0; minute < minutes; minute++) if (ruler[minute] === 1) merged.push(first + minute * MINUTE_MS)
  return merged
}
