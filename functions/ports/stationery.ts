import type { DrawnLetter } from '../../shared/domain/effects/letter.ts'

/** Draws what a mail says. */
export interface Stationery {
  /** The whole document, as mail programs read it. */
  htmlOf(letter: DrawnLetter): Promise<string>
}
