/** What can seat people: a table, a room, a machine. */
export interface Seat {
  id: string
  /** How many people at a time; absent when that is not managed: it seats any party. */
  capacity?: number
  isShared?: boolean
  linkedWith?: string[]
}

/** More tables than this are not pushed together for one party. */
const MOST_JOINED = 6
const MOST_SEATINGS = 500

/**
 * Sets of resources (by index) that seat a party, the best fitting first: single ones with the fewest empty places,
 * then linked ones put together, fewest first. No set holds a resource that it could do without.
 */
export function seatingsFor(resources: Seat[], party: number): number[][] {
  const places = resources.map(({ capacity }) => capacity ?? Number.POSITIVE_INFINITY)
  const waste = (seating: number[]) => seating.reduce((sum, i) => sum + Math.min(places[i]!, 1e6), 0) - party
  const singles = resources.flatMap((_, i) => (places[i]! >= party ? [[i]] : []))
  return [...singles, ...combinations(resources, places, party)].sort(
    (a, b) => a.length - b.length || waste(a) - waste(b) || a[0]! - b[0]!,
  )
}

/**
 * How many people the resources seat at most: the largest single one, or linked ones put together. Unmanaged ones count
 * as one.
 */
export function mostSeated(resources: Seat[]): number {
  const managed = resources.filter(({ capacity }) => capacity !== undefined)
  const left = new Set(managed.filter(({ isShared }) => !isShared))
  const together: number[] = []
  for (const first of left) {
    const group = [first]
    left.delete(first)
    for (const one of group)
      for (const other of left)
        if (one.linkedWith?.includes(other.id) || other.linkedWith?.includes(one.id)) {
          group.push(other)
          left.delete(other)
        }
    const largest = group.map(({ capacity }) => capacity!).sort((a, b) => b - a)
    together.push(largest.slice(0, MOST_JOINED).reduce((sum, places) => sum + places, 0))
  }
  return Math.max(1, ...together, ...managed.map(({ capacity }) => capacity!))
}

function combinations(resources: Seat[], places: number[], party: number): number[][] {
  // A shared resource is not pushed together: others may sit there already.
  const joins = resources.map(({ isShared, linkedWith }) => !isShared && linkedWith !== undefined)
  if (!joins.includes(true)) return []
  const index = new Map(resources.map(({ id }, i) => [id, i]))
  const neighbours = resources.map((_, i) => {
    const linked = new Set<number>()
    if (!joins[i]) return linked
    for (const [j, other] of resources.entries())
      if (joins[j] && (resources[i]!.linkedWith!.includes(other.id) || other.linkedWith!.includes(resources[i]!.id)))
        linked.add(index.get(other.id)!)
    linked.delete(i)
    return linked
  })
  const found = new Map<string, number[]>()
  const seen = new Set<string>()
  const grow = (set: number[], sum: number) => {
    if (found.size >= MOST_SEATINGS) return
    const key = set.join()
    if (seen.has(key)) return
    seen.add(key)
    if (sum >= party) {
      if (set.length > 1 && set.every((i) => sum - places[i]! < party)) found.set(key, set)
      return
    }
    if (set.length === MOST_JOINED) return
    for (const i of set)
      for (const next of neighbours[i]!)
        if (!set.includes(next))
          grow(
            [...set, next].sort((a, b) => a - b),
            sum + places[next]!,
          )
  }
  for (let i = 0; i < resources.length; i++) if (joins[i] && places[i]! < party) grow([i], places[i]!)
  return [...found.values()]
}
