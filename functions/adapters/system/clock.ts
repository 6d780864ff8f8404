import { readFileSync } from 'node:fs'
import type { Clock } from '../../ports/clock.ts'

const elapsedMillis = () => performance.now()
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

export const systemClock: Clock = { now: () => Date.now(), elapsedMillis, pause }

/**
 * A clock that runs ahead by the milliseconds written in a file: the rehearsal's set clock, shared by all processes.
 */
export function offsetClock(file: string): Clock {
  return {
    now() {
      return Date.now() + Number(readFileSync(file, 'utf8') || 0)
    },
    elapsedMillis,
    pause,
  }
}
