/**
 * A list that two people changed at once, merged one by one: what only one of them added, took out or changed is done;
 * what both did alike is done once. In the order of theirs, with what is new of mine behind it.
 * @param was the list as both had read it
 * @param nameOf what tells one entry from another
 * @param partOf what counts of an entry; absent: all of it
 * @returns nothing where both did something else to the same entry
 */
export function mergedList<T>(
  { was, mine, theirs }: { was: readonly T[]; mine: readonly T[]; theirs: readonly T[] },
  nameOf: (entry: T) => string,
  partOf: (entry: T) => unknown = (entry) => entry,
): T[] | undefined {
  const byName = (list: readonly T[]) => new Map(list.map((entry) => [nameOf(entry), entry]))
  const [before, ours, others] = [byName(was), byName(mine), byName(theirs)]
  const said = (entry: T | undefined) => (entry === undefined ? undefined : JSON.stringify(partOf(entry)))
  const isDone = (list: Map<string, T>, name: string) => said(list.get(name)) !== said(before.get(name))
  const names = new Set([...others.keys(), ...ours.keys(), ...before.keys()])
  const merged: T[] = []
  for (const name of names) {
    const isMine = isDone(ours, name)
    if (isMine && isDone(others, name) && said(ours.get(name)) !== said(others.get(name))) return undefined
    const entry = (isMine ? ours : others).get(name)
    if (entry !== undefined) merged.push(entry)
  }
  return merged
}
