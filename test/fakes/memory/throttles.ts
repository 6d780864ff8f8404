import type { Throttles } from '../../../functions/ports/throttles.ts'
import type { Shelves } from './shelves.ts'

export const throttles = (shelves: Shelves): Throttles => ({
  async countTry(key, windowStart, _windowSeconds, times = 1) {
    const tries = (shelves.get<number>(`tries ${key}`, String(windowStart)) ?? 0) + times
    shelves.put(`tries ${key}`, String(windowStart), { value: tries })
    return tries
  },
})
