/** The most that one answer lists (D12): entries, and bytes of them as JSON, with some room for what is around them. */
const MOST_ENTRIES = 5000
const MOST_BYTES = 2_000_000 - 1000

/** As much of a list as one answer may hold; `last` is the last entry of it where there is more. */
export async function pageOf<T, V>(
  entries: AsyncIterable<T>,
  view: (entry: T) => V,
): Promise<{ shown: V[]; last?: T | undefined }> {
  const shown: V[] = []
  let bytes = 0
  let last: T | undefined
  for await (const entry of entries) {
    const one = view(entry)
    bytes += Buffer.byteLength(JSON.stringify(one)) + 1
    if (shown.length === MOST_ENTRIES || (bytes > MOST_BYTES && shown.length > 0)) return { shown, last }
    shown.push(one)
    last = entry
  }
  return { shown }
}
