import { join } from 'node:path'
import type { Stationery } from '../../functions/ports/stationery.ts'
import type { DrawnLetter } from '../../shared/domain/effects/letter.ts'

const BUILT = join(import.meta.dirname, '..', '..', 'dist', 'functions', 'pages', 'letter.mjs')

/** Draws letters as the functions do, by the file that the build put beside them. */
export const builtStationery: Stationery = {
  async htmlOf(letter) {
    const { htmlOf } = (await import(BUILT)) as { htmlOf(letter: DrawnLetter): string }
    return htmlOf(letter)
  },
}
