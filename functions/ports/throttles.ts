import type { Instant } from '../../shared/domain/time/time.ts'

/** How often something was tried. */
export interface Throttles {
  /**
   * Counts one try, or several, under a key in the window beginning at `windowStart`.
   * @returns how many there have been
   */
  countTry(key: string, windowStart: Instant, windowSeconds: number, times?: number): Promise<number>
}
