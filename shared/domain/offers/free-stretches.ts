import type { Windows } from '../people/availability.ts'
import type { Instant } from '../time/time.ts'

/**
 * Stretches of free time as columns, sorted: offered starts are counted from `from` and lie before `to`; a meeting
 * begun there may last until `reach`, which is later than `to` where the next stretch begins at that very instant.
 */
export interface Stretches {
  from: Instant[]
  to: Instant[]
  reach: Instant[]
}

/**
 * The windows minus what is blocked, in one pass over both.
 * @param blockedFrom begins of the blocked times, and
 * @param blockedTo their ends, each list sorted by itself: the union of times does not depend on which end belongs to
 * which
 *   begin, so both columns can be sorted as plain numbers. Every time must end after it begins.
 */
export function freeStretches(windows: Windows, blockedFrom: Float64Array, blockedTo: Float64Array): Stretches {
  const found: Stretches = { from: [], to: [], reach: [] }
  let block = -1
  let blockFrom = Number.NEGATIVE_INFINITY
  let blockTo = Number.NEGATIVE_INFINITY
  for (let i = 0; i < windows.from.length; i++) {
    const closes = windows.to[i]!
    let from = windows.from[i]!
    while (from < closes) {
      // The next union of blocked times that ends after `from`.
      while (blockTo <= from) {
        if (++block >= blockedFrom.length) {
          blockFrom = blockTo = Number.POSITIVE_INFINITY
          break
        }
        blockFrom = blockedFrom[block]!
        while (block + 1 < blockedFrom.length && blockedFrom[block + 1]! <= blockedTo[block]!) block++
        blockTo = blockedTo[block]!
      }
      if (blockFrom > from) {
        const to = Math.min(blockFrom, closes)
        found.from.push(from)
        found.to.push(to)
        found.reach.push(to)
      }
      from = blockTo
    }
  }
  return joined(found)
}

/** Lets each stretch reach through those that follow it without a gap. */
function joined(stretches: Stretches): Stretches {
  const { from, to, reach } = stretches
  for (let i = from.length - 2; i >= 0; i--) if (to[i] === from[i + 1]) reach[i] = reach[i + 1]!
  return stretches
}

/** Where both are free: counted from the later begin, until the earlier end. */
export function intersection(a: Stretches, b: Stretches): Stretches {
  const found: Stretches = { from: [], to: [], reach: [] }
  for (let i = 0, j = 0; i < a.from.length && j < b.from.length; ) {
    const from = Math.max(a.from[i]!, b.from[j]!)
    const to = Math.min(a.to[i]!, b.to[j]!)
    if (from < to) {
      found.from.push(from)
      found.to.push(to)
      found.reach.push(Math.min(a.reach[i]!, b.reach[j]!))
    }
    if (a.to[i]! < b.to[j]!) i++
    else j++
  }
  return found
}

/** Whether [from, to) lies in one stretch. */
export function covers(stretches: Stretches, from: Instant, to: Instant): boolean {
  let low = 0
  let high = stretches.from.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (stretches.from[middle]! <= from) low = middle
    else high = middle - 1
  }
  return high >= 0 && stretches.from[low]! <= from && to <= stretches.reach[low]!
}
