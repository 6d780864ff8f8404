import assert from 'node:assert/strict'
import type { BookingContext } from '../../functions/ports/booking-context.ts'
import type { Committed, Write } from '../../functions/ports/commit.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import { opened } from '../../functions/ports/writes.ts'
import { PATIENCE_MS } from '../../functions/usecases/attempt.ts'
import type { MemoryStore } from '../fakes/memory/memory-store.ts'
import { storeThrough } from './perform.ts'

/**
 * A store beside the one in memory: every call is made on both and must be answered alike, so that what is judged in
 * memory is true of the other one too.
 */
export function twinOf(memory: MemoryStore, real: Repositories): Repositories {
  return storeThrough(memory, async (method, args) => {
    // The one in memory is never in conflict; the other one has the time that it needs.
    const given = method === 'commit' ? [args[0], { patienceMs: PATIENCE_MS }] : args
    const call = (store: Repositories) =>
      (store[method] as (...given: unknown[]) => Promise<unknown>).apply(store, given)
    const [ours, theirs] = [await call(memory), await call(real)]
    const about = method === 'commit' ? kindsIn(args[0] as Write[]) : JSON.stringify(args)
    assert.deepEqual(comparable(method, theirs), comparable(method, ours), `${method} ${about}`)
    return ours
  })
}

const kindsIn = (writes: Write[]) =>
  writes
    .map(opened)
    .map((one) => (one.write === 'ledger' ? one.ledger.kind : one.write))
    .join()

/** An answer without what no caller may rely on: the order of claims, of entries and of things found by id. */
function comparable(method: keyof Repositories, answer: unknown): unknown {
  if (method === 'bookingContext') {
    const { answer: remembered, ...rest } = answer as BookingContext
    return sorted({ ...rest, remembered: remembered?.bookingId })
  }
  if (method === 'commit') {
    const { outcome, ...rest } = answer as Committed
    return sorted({ outcome, ...rest })
  }
  return sorted(answer)
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(sorted)
    const isNamed = list.every((one) => typeof one === 'object' && one !== null && 'id' in one)
    return isNamed
      ? list.sort((a, b) => String((a as { id: string }).id).localeCompare(String((b as { id: string }).id)))
      : list
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, sorted(one)]))
}
