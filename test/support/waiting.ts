import assert from 'node:assert/strict'

/**
 * Nothing has moved for so long that nothing will: far more than the slowest machine takes for one step of anything.
 */
const STILL_MS = 120_000
const LOOK_EVERY_MS = 50

export const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/**
 * Looks again and again until it is there. It gives up when what it sees has not changed for a long time, not when a
 * time is over: a slow machine is no fault, one that stands still is named with what was seen last.
 */
export async function until<S>(
  what: string,
  look: () => Promise<S>,
  isThere: (seen: S) => boolean,
  stillMs = STILL_MS,
): Promise<S> {
  let last = ''
  let movedAt = performance.now()
  for (;;) {
    const seen = await look()
    if (isThere(seen)) return seen
    const now = JSON.stringify(seen) ?? ''
    if (now !== last) {
      last = now
      movedAt = performance.now()
    } else if (performance.now() - movedAt > stillMs) assert.fail(`it never came: ${what}; seen last: ${last}`)
    await pause(LOOK_EVERY_MS)
  }
}

/** Waits until as many are there as must come, and says so of those that did. */
export const untilAsMany = (what: string, count: () => Promise<number>, wanted: number): Promise<number> =>
  until(what, count, (seen) => seen >= wanted)
