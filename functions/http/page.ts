/** The most that one answer lists (D12): entries, and bytes of them as JSON, with some room for what is around them. */
const MOST_ENTRIES = 5000
const MOST_BYTES = 2_000_000 - 1000

/**
 * As much of a list as one answer may hold, each entry whole; `last` is the last entry of it where there is more.
 * @param views what an entry is listed as
 */
export async function pageOf<T, V>(
  entries: AsyncIterable<T>,
  views: (entry: T) => V[],
): Promise<{ shown: V[]; last?: T | undefined }> {
  const shown: V[] = []
  let bytes = 0
  let last: T | undefined
  for await (const entry of entries) {
    const some = views(entry)
    bytes += some.reduce((sum, one) => sum + Buffer.byteLength(JSON.stringify(one)) + 1, 0)
    const isFull = shown.length + some.length > MOST_ENTRIES || bytes > MOST_BYTES
    if (isFull && shown.length > 0) return { shown, last }
    shown.push(...some)
    last = entry
  }
  return { shown }
}
