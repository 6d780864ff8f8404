import type { Instant } from './time.ts'

const INSTANT_DIGITS = 9

/** An id that sorts by the moment: what comes later is greater. @param unlike tells apart what is of one moment */
export const idAt = (at: Instant, unlike: string): string =>
  `${at.toString(36).padStart(INSTANT_DIGITS, '0')}-${unlike}`
