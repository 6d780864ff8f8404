import type { Instant } from '../time/time.ts'
import { HOUR_MS, MINUTE_MS } from '../time/units.ts'
import type { Effect } from './effect.ts'
import type { InstallationFault, MailStop } from './mail-trouble.ts'

/** So long a mail is tried, from when it was due. */
export const TRIED_FOR_MS = 72 * HOUR_MS
const FIRST_PAUSE_MS = MINUTE_MS
const LONGEST_PAUSE_MS = HOUR_MS
/** Of each pause so much is left to chance, so that what failed together does not come again together. */
const JITTER = 0.2
/** So long whoever tries one mail while all others wait may take. */
export const PROBE_MS = 2 * MINUTE_MS

/**
 * How long to wait after so many tries in vain: a minute, twice as long each time, an hour at most; a fifth of it more
 * or less.
 * @param fraction chance, in [0, 1)
 */
export function pauseAfter(tries: number, fraction: number): number {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, tries - 1))
  return Math.round(pause * (1 - JITTER + 2 * JITTER * fraction))
}

/** When a mail is given up: 72 hours after it was due, or was sent again by hand. */
export const givenUpAt = ({ triedFrom, dueAt }: Pick<Effect, 'triedFrom' | 'dueAt'>): Instant =>
  (triedFrom ?? dueAt) + TRIED_FOR_MS

/** When a mail that did not go is tried next; nothing when it is given up. The last try is when its time is over. */
export function nextTryOf(
  effect: Pick<Effect, 'triedFrom' | 'dueAt' | 'attempts'>,
  now: Instant,
  fraction: number,
): Instant | undefined {
  const end = givenUpAt(effect)
  return now >= end ? undefined : Math.min(end, now + pauseAfter(effect.attempts, fraction))
}

/** The stop after one more mail was tried in vain; another fault than before is what is said from now on. */
export function stopAfter(
  former: MailStop | undefined,
  fault: InstallationFault,
  now: Instant,
  fraction: number,
): MailStop {
  const tries = (former?.tries ?? 0) + 1
  return { fault, since: former?.since ?? now, tries, nextTryAt: now + pauseAfter(tries, fraction) }
}
