/** A stretch of one day, in minutes since its midnight. */
export interface Stretch {
  key: string
  from: number
  to: number
}

/** Where a stretch stands beside those that overlap it: shares of the width of its day. */
export interface InColumn {
  left: number
  width: number
}

/** Stretches for which there is no column: they are counted. */
export interface Rest {
  from: number
  to: number
  keys: string[]
}

/** Shorter ones are as tall as this when columns are made, or the title of the next would lie over them. */
const LEAST_MINUTES = 20

/**
 * Puts stretches that overlap side by side, in as few columns as they need and as wide as there is room; at most `most`
 * columns, the rest is counted.
 */
export function inColumns(
  stretches: readonly Stretch[],
  most: number,
): { placed: Map<string, InColumn>; rest: Rest[] } {
  const placed = new Map<string, InColumn>()
  const rest: Rest[] = []
  for (const cluster of clustersOf(stretches)) {
    const columns: Stretch[][] = []
    const left: Stretch[] = []
    for (const stretch of cluster) {
      const column = columns.find((one) => endOf(one.at(-1)!) <= stretch.from)
      if (column) column.push(stretch)
      else if (columns.length < most) columns.push([stretch])
      else left.push(stretch)
    }
    columns.forEach((column, place) => {
      for (const stretch of column) {
        let end = place + 1
        while (end < columns.length && !columns[end]!.some((one) => overlap(one, stretch))) end++
        placed.set(stretch.key, { left: place / columns.length, width: (end - place) / columns.length })
      }
    })
    for (const group of clustersOf(left))
      rest.push({ from: group[0]!.from, to: Math.max(...group.map(endOf)), keys: group.map(({ key }) => key) })
  }
  return { placed, rest }
}

const endOf = ({ from, to }: Stretch) => Math.max(to, from + LEAST_MINUTES)
const overlap = (one: Stretch, other: Stretch) => one.from < endOf(other) && other.from < endOf(one)

/** Groups in which each overlaps another; the earlier and then the longer ones first. */
function clustersOf(stretches: readonly Stretch[]): Stretch[][] {
  const sorted = [...stretches].sort((a, b) => a.from - b.from || endOf(b) - endOf(a) || (a.key < b.key ? -1 : 1))
  const clusters: Stretch[][] = []
  let end = -1
  for (const stretch of sorted) {
    if (stretch.from < end) clusters.at(-1)!.push(stretch)
    else clusters.push([stretch])
    end = Math.max(end, endOf(stretch))
  }
  return clusters
}
