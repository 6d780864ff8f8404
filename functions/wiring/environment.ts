import { offsetClock, systemClock } from '../adapters/system/clock.ts'
import type { Clock } from '../ports/clock.ts'

/** A variable that the template sets. @throws when it is missing: the function must not start half-wired */
export function required(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`the environment lacks ${name}`)
  return value
}

export function optional(name: string): string {
  return process.env[name] ?? ''
}

/** True only under the local host's rehearsal: the template never sets it. */
export const isRehearsal = process.env['ALMANAC_TEST'] === '1'

/** The system's clock, or under rehearsal the one that can be set. */
export function clock(): Clock {
  const file = process.env['ALMANAC_CLOCK_FILE']
  return file ? offsetClock(file) : systemClock
}

/** Seconds that a mail about an event waits after its last change: what one does in one go is told once. */
export const quietSeconds = (): number => Number(required('QUIET_SECONDS'))
