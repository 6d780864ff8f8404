/** A list that needs more shifts than this per element was not spread evenly: comparison sorting is faster then. */
const MOST_SHIFTS = 8

/**
 * Sorts instants in place, in time that is linear when they are spread over their range as appointments are: each goes
 * to its bucket by proportion, then neighbours are put in order. Clustered lists are left to the platform's own sort.
 */
export function sortTimes(times: Float64Array): Float64Array {
  const count = times.length
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (let i = 0; i < count; i++) {
    const time = times[i]!
    if (time < first) first = time
    if (time > last) last = time
  }
  if (!(first < last)) return times
  const perBucket = (count - 1) / (last - first)
  const ends = new Int32Array(count)
  for (let i = 0; i < count; i++) ends[Math.floor((times[i]! - first) * perBucket)]!++
  for (let i = 1; i < count; i++) ends[i]! += ends[i - 1]!
  const unsorted = times.slice()
  for (let i = 0; i < count; i++) times[--ends[Math.floor((unsorted[i]! - first) * perBucket)]!] = unsorted[i]!
  let shiftsLeft = MOST_SHIFTS * count
  for (let i = 1; i < count; i++) {
    const time = times[i]!
    let at = i
    for (; at > 0 && times[at - 1]! > time; at--) times[at] = times[at - 1]!
    times[at] = time
    shiftsLeft -= i - at
    if (shiftsLeft < 0) return times.sort()
  }
  return times
}
