/** How many times as long as in `npm test` a test of chance goes on: more in the long forms (`npm run ...:long`). */
const TIMES_AS_LONG = Number(process.env['ALMANAC_LONG'] ?? 1)

/** So many rounds of chance in `npm test`, and as many times more of them as the long form says. */
export const rounds = (usual: number): number => usual * TIMES_AS_LONG

/**
 * With always the same chance in `npm test`; a long form looks where nobody has looked yet, and says its seed when it
 * finds something.
 */
export const seeded = (seed: number): { seed?: number } => (TIMES_AS_LONG === 1 ? { seed } : {})
