import { isDeepStrictEqual } from 'node:util'
import type { Found } from '../../../functions/ports/commit.ts'
import { SWEEP_LIMIT } from '../../../functions/ports/repositories.ts'
import type { LedgerDay } from '../../../shared/domain/ledger/ledger.ts'

/** Something that is kept. */
export interface Item {
  value: unknown
  /** In which list of things still to be done it stands, and from when on. */
  due?: { list: string; at: number } | undefined
}

/** One item of a commit: where it is, whether its condition holds, and what it is to become (undefined: gone). */
export interface Action {
  shelf: string
  name: string
  holds: boolean
  next: Item | undefined | 'unchanged'
}

/** What a repository knows of one of its writes, as the real one says it (functions/adapters/dynamodb/actions.ts). */
export interface KnownWrite<W> {
  actions(write: W, shelves: Shelves): Action[]
  found?(write: W, shelves: Shelves): Found
  met?(write: W, kept: unknown): LedgerDay | undefined
}

export type WritesOf<W extends { write: string }> = {
  [Kind in W['write']]: KnownWrite<Extract<W, { write: Kind }>>
}

/** A copy without what is undefined, that nobody can change: as if it had been written down. */
export function kept<T>(value: T): T {
  // Sets of cells are made for one version of a day and never changed.
  if (typeof value !== 'object' || value === null || value instanceof Set) return value
  // Bytes cannot be frozen, and as an object they would be no bytes any more.
  if (value instanceof Uint8Array) return value.slice() as T
  if (Array.isArray(value)) return Object.freeze(value.map(kept)) as T
  const copy: Record<string, unknown> = {}
  for (const [name, one] of Object.entries(value)) if (one !== undefined) copy[name] = kept(one)
  return Object.freeze(copy) as T
}

/** What is kept in memory: things by name on shelves, and those of them that are due. */
export class Shelves {
  private readonly shelves = new Map<string, Map<string, Item>>()
  private readonly due = new Set<Item>()

  item(shelf: string, name: string): Item | undefined {
    return this.shelves.get(shelf)?.get(name)
  }

  get<T>(shelf: string, name: string): T | undefined {
    return this.item(shelf, name)?.value as T | undefined
  }

  put(shelf: string, name: string, item: Item): void {
    this.remove(shelf, name)
    const items = this.shelves.get(shelf) ?? new Map<string, Item>()
    this.shelves.set(shelf, items.set(name, item))
    if (item.due) this.due.add(item)
  }

  remove<T>(shelf: string, name: string): T | undefined {
    const items = this.shelves.get(shelf)
    const item = items?.get(name)
    if (item) this.due.delete(item)
    items?.delete(name)
    return item?.value as T | undefined
  }

  /** Things of a shelf whose names lie between two, both included, by name. */
  range<T>(shelf: string, first = '', last = '~'): T[] {
    return [...(this.shelves.get(shelf) ?? [])]
      .filter(([name]) => first <= name && name <= last)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, item]) => item.value as T)
  }

  /** Everything on the shelves whose names begin so, in the order in which it came. */
  *below(prefix: string): Generator<{ shelf: string; name: string; value: unknown }> {
    for (const [shelf, items] of this.shelves)
      if (shelf.startsWith(prefix)) for (const [name, { value }] of items) yield { shelf, name, value }
  }

  dueIn<T>(list: string, before: number, limit = SWEEP_LIMIT): T[] {
    return [...this.due]
      .filter(({ due }) => due!.list === list && due!.at <= before)
      .sort((a, b) => a.due!.at - b.due!.at)
      .slice(0, limit)
      .map(({ value }) => value as T)
  }

  isDue(item: Item): boolean {
    return this.due.has(item)
  }

  forgetDue(item: Item): void {
    this.due.delete(item)
  }

  /** Holds where this version stands; 0: where nothing stands. */
  versioned(shelf: string, name: string, expected: number, next: Item | undefined): Action {
    const found = this.get<{ version: number }>(shelf, name)
    return { shelf, name, holds: expected === 0 ? found === undefined : found?.version === expected, next }
  }

  isNew(shelf: string, name: string, next: Item): Action {
    return { shelf, name, holds: this.get(shelf, name) === undefined, next }
  }

  /** Whether this is what was written there, at its version; of what stands at a later one nobody can tell. */
  foundAtVersion(shelf: string, name: string, written: { version: number }): Found {
    const found = this.get<{ version: number }>(shelf, name)
    if (!found || found.version < written.version) return 'notThere'
    return found.version > written.version ? 'unsaid' : this.isSame(found, written) ? 'there' : 'notThere'
  }

  isSame(found: object | undefined, written: object): boolean {
    return found !== undefined && isDeepStrictEqual(found, kept(written))
  }

  /** Does a single action that needs no others. @returns whether its condition held */
  does(action: Action): boolean {
    if (action.holds) this.apply(action)
    return action.holds
  }

  apply({ shelf, name, next }: Action): void {
    if (next === 'unchanged') return
    if (next) this.put(shelf, name, { ...next, value: kept(next.value) })
    else this.remove(shelf, name)
  }
}
