import { clear, createStore, delMany, entries, get, set } from 'idb-keyval'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { Seal, type Sealed, sealOfSession } from './seal.ts'

/** Something as it was read from the server at a moment. */
export interface Kept<T> {
  /** Epoch milliseconds. */
  at: number
  value: T
}

const MOST_ROWS = 60
const MOST_BYTES = 16_000_000
/** Of one row, a year of a busy company. */
const LARGEST_BYTES = 4_000_000
const LONGEST_MS = 14 * DAY_MS

/** Tabs take turns, so that what one wipes no other writes back. */
async function inTurn(act: () => Promise<void>): Promise<void> {
  await navigator.locks.request('almanac.kept', act)
}

/** A place of its own in the browser. It holds sealed rows and when they were read, nothing else. */
const rows = createStore('almanac', 'kept')

const sizeOf = ({ text }: Sealed): number => text.byteLength

/**
 * Keeps values under their names, sealed by this secret: not where the session is another by now. The oldest give way.
 */
export function keepRows(values: ReadonlyMap<string, Kept<unknown>>, secret: string): Promise<void> {
  return inTurn(async () => {
    const seal = await Seal.of(secret)
    for (const [name, { at, value }] of values) {
      const key = await seal.nameOf(name)
      const sealed = await seal.seal(key, at, { name, value })
      if (sizeOf(sealed) > LARGEST_BYTES) continue
      if (sealOfSession() !== secret) return
      await set(key, sealed, rows)
    }
    await dropWhatIsTooMuch(seal)
  })
}

/** Rows of another session, old ones, and those that do not fit go. */
async function dropWhatIsTooMuch(seal: Seal): Promise<void> {
  const newest = (await entries<string, Sealed>(rows)).sort(([, one], [, other]) => other.at - one.at)
  const gone: string[] = []
  let count = 0
  let bytes = 0
  for (const [key, sealed] of newest) {
    const isOurs = Date.now() - sealed.at < LONGEST_MS && (await seal.unseal(key, sealed)) !== undefined
    if (!isOurs || count >= MOST_ROWS || bytes + sizeOf(sealed) > MOST_BYTES) {
      gone.push(key)
      continue
    }
    count++
    bytes += sizeOf(sealed)
  }
  await delMany(gone, rows)
}

const isFresh = ({ at }: Sealed) => Date.now() - at < LONGEST_MS

/** What is kept under a name and this secret opens. */
export async function readRow(name: string, secret: string): Promise<Kept<unknown> | undefined> {
  const seal = await Seal.of(secret)
  const key = await seal.nameOf(name)
  const sealed = await get<Sealed>(key, rows)
  const opened = sealed && isFresh(sealed) ? await seal.unseal(key, sealed) : undefined
  return sealed && opened !== undefined ? { at: sealed.at, value: (opened as { value: unknown }).value } : undefined
}

/** All that is kept under names with this beginning, the newest first. */
export async function readRows(beginning: string, secret: string): Promise<Kept<unknown>[]> {
  const seal = await Seal.of(secret)
  const found: Kept<unknown>[] = []
  for (const [key, sealed] of await entries<string, Sealed>(rows)) {
    if (!isFresh(sealed)) continue
    const opened = (await seal.unseal(key, sealed)) as { name: string; value: unknown } | undefined
    if (opened?.name.startsWith(beginning)) found.push({ at: sealed.at, value: opened.value })
  }
  return found.sort((one, other) => other.at - one.at)
}

/** Removes everything, whoever's it is. */
export const wipeRows = (): Promise<void> => inTurn(() => clear(rows))
