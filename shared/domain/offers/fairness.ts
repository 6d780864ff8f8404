import type { HostTerms } from '../booking/appointment-type.ts'
import type { ChosenGroup } from '../booking/chosen-group.ts'

/** Those whose turn it is, and why. */
export type Turn = Pick<ChosenGroup, 'ids' | 'because' | 'among' | 'isPreferred' | 'bookings' | 'weight'>

const weightOf = (terms: HostTerms | undefined) => terms?.weight ?? 1

export interface Chance {
  /** How many bookings of the type each has had so far. */
  assigned: Record<string, number>
  /** How often the race for this start was lost. */
  attempt: number
  /** In [0, 1): chance, where several are as good. */
  fraction: () => number
}

/**
 * Round robin: among the free of the highest priority, whoever has had the fewest bookings for their weight; their
 * order decides ties. After a lost race (`attempt` > 0) the choice is random by weight among those still free, so that
 * losers do not race again for one host. Several are chosen one after the other.
 */
export function chooseHosts(
  free: string[],
  needed: number,
  terms: Record<string, HostTerms>,
  { assigned, attempt, fraction }: Chance,
): Turn | undefined {
  if (free.length < needed || needed < 1) return undefined
  const ids: string[] = []
  let turn: Turn | undefined
  while (ids.length < needed) {
    const left = free.filter((id) => !ids.includes(id))
    const next = chooseOne(left, terms, { assigned, attempt, fraction })
    turn ??= next
    ids.push(next.ids[0]!)
  }
  if (needed === 1) return turn
  if (free.length === needed) return { ids, because: 'onlyFree', among: free.length }
  const { because } = turn!
  return { ids, because: because === 'drawn' ? 'drawn' : 'fewest', among: free.length }
}

function chooseOne(free: string[], terms: Record<string, HostTerms>, { assigned, attempt, fraction }: Chance): Turn {
  const priorityOf = (host: string) => terms[host]?.priority ?? 0
  const highest = Math.max(...free.map(priorityOf))
  const asked = free.filter((host) => priorityOf(host) === highest)
  const preferred = asked.length < free.length && { isPreferred: true }
  if (asked.length === 1) return { ids: asked, because: 'onlyFree', among: 1, ...preferred }
  if (attempt > 0) return { ids: [drawn(asked, terms, fraction)], because: 'drawn', among: asked.length, ...preferred }
  const share = (host: string) => (assigned[host] ?? 0) / weightOf(terms[host])
  const host = asked.reduce((best, one) => (share(one) < share(best) ? one : best))
  const weight = weightOf(terms[host])
  return {
    ids: [host],
    because: 'fewest',
    among: asked.length,
    bookings: assigned[host] ?? 0,
    ...(weight !== 1 && { weight }),
    ...preferred,
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
