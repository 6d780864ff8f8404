import type { Wall } from './placed.ts'

/** A stretch that somebody pointed out: to be made an event of. */
export interface Drawn {
  from: Wall
  to: Wall
  isAllDay: boolean
}
