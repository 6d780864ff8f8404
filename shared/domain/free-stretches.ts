import type { Window } from './availability.ts'
import type { Instant } from './time.ts'

/**
 * A stretch of free time: offered starts are counted from `from` and lie before `to`; a meeting begun there may last until
 * `reach`, which is later than `to` where the next stretch begins at that very instant.
 */
export interface Stretch {
  from: Instant
  to: Instant
  reach: Instant
}

/** Time that must stay free of the new meeting's busy part: a busy time widened by the buffers of both sides. */
export interface Blocked {
  from: Instant
  to: Instant
}

/** The windows minus what is blocked, in one pass over both, sorted. */
export function freeStretches(windows: Window[], blocked: Blocked[]): Stretch[] {
  const sorted = blocked.toSorted((a, b) => a.from - b.from)
  const found: Stretch[] = []
  let next = 0
  let blockedUntil = Number.NEGATIVE_INFINITY
  for (const window of windows) {
    let from = window.from
    while (next < sorted.length && sorted[next]!.from <= window.from)
      blockedUntil = Math.max(blockedUntil, sorted[next++]!.to)
    from = Math.max(from, Math.min(blockedUntil, window.to))
    while (from < window.to) {
      const block = sorted[next]
      if (!block || block.from >= window.to) {
        found.push({ from, to: window.to, reach: window.to })
        break
      }
      next++
      if (block.from > from) found.push({ from, to: block.from, reach: block.from })
      blockedUntil = Math.max(blockedUntil, block.to)
      from = Math.max(from, block.to)
    }
  }
  for (let i = found.length - 2; i >= 0; i--)
    if (found[i]!.to === found[i + 1]!.from) found[i]!.reach = found[i + 1]!.reach
  return found
}

/** Where both are free: counted from the later begin, until the earlier end. */
export function intersection(a: Stretch[], b: Stretch[]): Stretch[] {
  const found: Stretch[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i]!
    const y = b[j]!
    const from = Math.max(x.from, y.from)
    const to = Math.min(x.to, y.to)
    if (from < to) found.push({ from, to, reach: Math.min(x.reach, y.reach) })
    if (x.to < y.to) i++
    else j++
  }
  return found
}

/** Whether [from, to) lies in one stretch of a sorted list. */
export function covers(stretches: Stretch[], from: Instant, to: Instant): boolean {
  let low = 0
  let high = stretches.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (stretches[middle]!.from <= from) low = middle
    else high = middle - 1
  }
  const stretch = stretches[low]
  return stretch !== undefined && stretch.from <= from && to <= stretch.reach
}
