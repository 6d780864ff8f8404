import type { Instant } from '../time/time.ts'
import { MINUTE_MS } from '../time/units.ts'
import type { Effect } from './effect.ts'
import { isSameRecipient, type Recipient } from './recipient.ts'

/** A mail about an event waits no longer than this, however much is still changed (D13). */
export const LONGEST_QUIET_MS = 2 * MINUTE_MS

/** Since when somebody waits to be told of an event: since the first mail to them that has not gone yet. */
export function waitsSince(effects: Effect[], recipient: Recipient, now: Instant): Instant {
  const open = effects.filter(
    (one) =>
      one.effect === 'mail' &&
      one.about !== 'reminder' &&
      one.state === 'planned' &&
      isSameRecipient(one.recipient, recipient),
  )
  return Math.min(now, ...open.map((one) => one.waitsSince ?? one.dueAt))
}

/** When a mail about an event may go: once nothing has changed for so long. */
export const quietUntil = (changedAt: Instant, waitsSince: Instant, quietMs: number): Instant =>
  Math.min(changedAt + quietMs, waitsSince + LONGEST_QUIET_MS)
