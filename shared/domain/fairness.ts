/** The host whose turn it is, and why, in words that a person can check. */
export interface Choice {
  host: string
  because: string
}

/**
 * Round robin: whoever has had the fewest bookings of this type; the order of the type's hosts decides ties.
 * After a lost race (`attempt` > 0) the choice is random among those still free, so that losers do not race again for one host.
 */
export function chooseHost(
  free: string[],
  assigned: Record<string, number>,
  attempt: number,
  fraction: () => number,
): Choice | undefined {
  const [first] = free
  if (first === undefined) return undefined
  if (free.length === 1) return { host: first, because: 'the only one who is free then' }
  if (attempt > 0)
    return { host: free[Math.floor(fraction() * free.length)]!, because: 'drawn among the free after a lost race' }
  const count = (host: string) => assigned[host] ?? 0
  const host = free.reduce((best, one) => (count(one) < count(best) ? one : best), first)
  return { host, because: `fewest bookings so far (${count(host)}) among ${free.length} who are free` }
}
