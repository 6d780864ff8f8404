import type { Instant } from '../time/time.ts'
import type { PlacedClaim } from './decide.ts'

interface Column {
  claims: PlacedClaim['claim'][]
  /** The latest end of all claims up to each one, by which looking back knows when to stop. */
  latestEnds: Instant[]
}

/**
 * Answers for one principal whether anything but a subject's own claim lies in [from, to). Sorted once, so that asking
 * for each of many bookings costs no more than what lies beside it.
 */
export function overlapping(placed: PlacedClaim[]) {
  const columns = new Map<string, Column>()
  for (const [principal, own] of Map.groupBy(placed, (one) => one.principal)) {
    const claims = own.map(({ claim }) => claim).sort((a, b) => a.from - b.from)
    const latestEnds: Instant[] = []
    for (const { to } of claims) latestEnds.push(Math.max(to, latestEnds.at(-1) ?? to))
    columns.set(principal, { claims, latestEnds })
  }
  return (principal: string, id: string, from: Instant, to: Instant): boolean => {
    const { claims, latestEnds } = columns.get(principal) ?? { claims: [], latestEnds: [] }
    let low = 0
    let high = claims.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (claims[middle]!.from < to) low = middle + 1
      else high = middle
    }
    for (let i = low - 1; i >= 0 && latestEnds[i]! > from; i--)
      if (claims[i]!.to > from && claims[i]!.id !== id) return true
    return false
  }
}
