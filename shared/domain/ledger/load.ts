import type { Interval } from '../time/interval.ts'
import type { Instant } from '../time/time.ts'

/** Somebody's time that is taken, with the buffers that belong to it. */
export interface BusySpan {
  from: Instant
  to: Instant
  kind: 'event' | 'booking' | 'pending' | 'hold' | 'external' | 'session'
  bufferBeforeMinutes?: number
  bufferAfterMinutes?: number
  /** Its buffers and those of the new meeting count together. */
  buffersAddUp?: boolean
  id?: string
  /** How many places of a shared resource it takes; absent: all of it. */
  places?: number
}

/**
 * The times at which a shared resource has no room: more than `room` of its places are taken, or all of it is. Equal
 * loads that follow each other are one. Buffers of those who share do not add up: a place is left the moment its
 * booking ends.
 */
export function busyBeyond(busy: BusySpan[], room: number): BusySpan[] {
  if (room < 0) {
    const from = Number.MIN_SAFE_INTEGER
    return [{ from, to: Number.MAX_SAFE_INTEGER, kind: 'booking' }]
  }
  const whole = busy.filter(({ places }) => places === undefined)
  const edges = busy
    .flatMap(({ from, to, places }) =>
      places === undefined
        ? []
        : [
            { at: from, change: places },
            { at: to, change: -places },
          ],
    )
    // Leaving before coming: touching is not overlapping.
    .sort((a, b) => a.at - b.at || a.change - b.change)
  const full: BusySpan[] = []
  let load = 0
  let since: number | undefined
  for (const { at, change } of edges) {
    load += change
    if (load > room) since ??= at
    else if (since !== undefined) {
      if (since < at) full.push({ from: since, to: at, kind: 'booking' })
      since = undefined
    }
  }
  return [...whole, ...full]
}

/** How many places the fullest moment of [from, to) takes, of those that take places. */
export function peakLoad(taken: (Interval & { places: number })[], from: number, to: number): number {
  const edges = taken
    .filter((one) => one.from < to && from < one.to)
    .flatMap((one) => [
      { at: Math.max(one.from, from), change: one.places },
      { at: one.to, change: -one.places },
    ])
    .sort((a, b) => a.at - b.at || a.change - b.change)
  let load = 0
  let peak = 0
  for (const { change } of edges) {
    load += change
    peak = Math.max(peak, load)
  }
  return peak
}
