import type { Throttles } from '../../../functions/ports/throttles.ts'
import type { Shelves } from './shelves.ts'

export const triesNow = (shelves: Shelves, key: string, windowStart: number): number =>
  shelves.get<number>(`tries ${key}`, String(windowStart)) ?? 0

export const throttles = (shelves: Shelves): Throttles => ({
  async countTry(key, windowStart) {
    const tries = triesNow(shelves, key, windowStart) + 1
    shelves.put(`tries ${key}`, String(windowStart), { value: tries })
    return tries
  },
})
