import type { DrawnLetter } from '../../../shared/domain/effects/letter.ts'
import type { Stationery } from '../../ports/stationery.ts'

/**
 * The letter's component as it is built for the server: read with the first mail, so that no function that writes none
 * waits for it. The build puts it beside the pages that doors draw.
 */
const drawn = (): Promise<{ htmlOf(letter: DrawnLetter): string }> =>
  import(new URL('../pages/letter.mjs', import.meta.url).href)

export const stationery: Stationery = {
  async htmlOf(letter) {
    return (await drawn()).htmlOf(letter)
  },
}
