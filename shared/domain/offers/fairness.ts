import type { HostTerms } from '../booking/appointment-type.ts'

/** The host whose turn it is, and why, in words that a person can check. */
export interface Choice {
  host: string
  because: string
}

const weightOf = (terms: HostTerms | undefined) => terms?.weight ?? 1

/**
 * Round robin: among the free hosts of the highest priority, whoever has had the fewest bookings for their weight; the order of
 * the type's hosts decides ties. After a lost race (`attempt` > 0) the choice is random by weight among those still free,
 * so that losers do not race again for one host.
 */
export function chooseHost(
  free: string[],
  terms: Record<string, HostTerms>,
  assigned: Record<string, number>,
  attempt: number,
  fraction: () => number,
): Choice | undefined {
  const priorityOf = (host: string) => terms[host]?.priority ?? 0
  const highest = Math.max(...free.map(priorityOf))
  const asked = free.filter((host) => priorityOf(host) === highest)
  const [first] = asked
  if (first === undefined) return undefined
  const preferred = asked.length < free.length ? ' of the highest priority' : ''
  if (asked.length === 1) return { host: first, because: `the only one${preferred} who is free then` }
  if (attempt > 0)
    return { host: drawn(asked, terms, fraction), because: `drawn among the free${preferred} after a lost race` }
  const share = (host: string) => (assigned[host] ?? 0) / weightOf(terms[host])
  const host = asked.reduce((best, one) => (share(one) < share(best) ? one : best), first)
  const weight = weightOf(terms[host])
  return {
    host,
    because: `fewest bookings so far (${assigned[host] ?? 0}${weight === 1 ? '' : ` at weight ${weight}`}) among ${asked.length}${preferred} who are free`,
  }
}

function drawn(hosts: string[], terms: Record<string, HostTerms>, fraction: () => number): string {
  const total = hosts.reduce((sum, host) => sum + weightOf(terms[host]), 0)
  let left = fraction() * total
  for (const host of hosts) {
    left -= weightOf(terms[host])
    if (left < 0) return host
  }
  return hosts.at(-1)!
}
