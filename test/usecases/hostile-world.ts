import type { Committed, Write } from '../../functions/ports/commit.ts'
import { ledgerWrite } from '../../functions/ports/ledger.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import type { World } from '../../functions/usecases/world.ts'
import { Unavailable } from '../../shared/domain/answers/unavailable.ts'
import type { Instant } from '../../shared/domain/time/time.ts'
import { spanOf } from '../contracts/samples.ts'
import { type MemoryStore, memoryStore } from '../fakes/memory/memory-store.ts'
import { COMPANY, MORNING, members, resources } from '../simulation/company.ts'
import { storeThrough } from '../simulation/perform.ts'
import { conditionalWrites, storeWrites, textsOf } from '../support/writers.ts'

export const CALL_MS = 100
const HOUR_MS = 3_600_000
const conditional = conditionalWrites(textsOf('functions/ports/*.ts'))
const written = storeWrites(textsOf('functions/adapters/dynamodb/*.ts'))

/** The functions of use cases that are on their way, by `file: name`, as far as the machine knows them. */
function underWay(): string[] {
  const { stackTraceLimit, prepareStackTrace } = Error
  Error.stackTraceLimit = 60
  // As the machine has them: the printed ones are mapped to the lines of sources, and their names with them.
  Error.prepareStackTrace = (_error, sites) => sites
  const sites = new Error('where').stack as unknown as NodeJS.CallSite[]
  Object.assign(Error, { stackTraceLimit, prepareStackTrace })
  return sites.flatMap((site) => {
    const [, file] = /(functions\/usecases\/.*)$/.exec(site.getFileName() ?? '') ?? []
    const name = site.getFunctionName()
    return file === undefined || name === null ? [] : [`${file}: ${name}`]
  })
}

/** A world whose clock runs with every call of the store, and whose writes a test may answer as it likes. */
export class HostileWorld {
  readonly memory: MemoryStore
  now: Instant = MORNING
  /** What becomes of a commit; nothing: it is made. */
  onCommit: ((writes: Write[], patienceMs: number) => Promise<Committed>) | undefined
  /** What becomes of a single row that is put or taken away under a condition; nothing: it is done. */
  onPut: ((put: () => Promise<boolean>) => Promise<boolean>) | undefined
  /** Whether the store takes nothing that is written under no condition either. */
  takesNothing = false
  elapsedMs = 0
  calls = 0
  writes = 0
  /** Which functions were seen at work; noted where a test asks for it. */
  seen: Set<string> | undefined
  private ids = 0
  readonly tools: World<Repositories>

  constructor(memory = memoryStore()) {
    this.memory = memory
    this.tools = this.toolsOf(memory)
  }

  private toolsOf(memory: MemoryStore): World<Repositories> {
    return {
      clock: {
        now: () => this.now,
        elapsedMillis: () => {
          this.note()
          return this.elapsedMs
        },
        pause: async (milliseconds) => {
          this.elapsedMs += milliseconds
        },
      },
      random: { id: () => `id${this.ids++}`, secret: () => 'secret', fraction: () => 0.5 },
      store: storeThrough(memory, (method, args) => this.called(method, args)),
    }
  }

  private note(): void {
    if (this.seen) for (const one of underWay()) this.seen.add(one)
  }

  private called(method: keyof Repositories, args: unknown[]): Promise<unknown> {
    this.elapsedMs += CALL_MS
    this.calls++
    const call = () => (this.memory[method] as (...given: unknown[]) => Promise<unknown>).apply(this.memory, args)
    if (!written.has(method)) return call()
    this.writes++
    this.note()
    if (!conditional.has(method)) return this.takesNothing ? away() : call()
    if (method !== 'commit') return this.onPut ? this.onPut(call as () => Promise<boolean>) : call()
    const { patienceMs = 0 } = (args[1] ?? {}) as { patienceMs?: number }
    return this.onCommit ? this.onCommit(args[0] as Write[], patienceMs) : call()
  }
}

let calmIds = 0

/** Tools for what must stand before the weather turns. */
export const calmly = (world: { memory: MemoryStore; tools: World<Repositories> }): World<Repositories> => ({
  clock: world.tools.clock,
  random: { id: () => `calm${calmIds++}`, secret: () => `calm${calmIds++}`, fraction: () => 0.5 },
  store: world.memory,
})

/** Bad weather over a world. */
export type Weather = (world: HostileWorld) => void | Promise<void>

const away = (): Promise<never> => Promise.reject(new Unavailable('the table cannot be asked: ThrottlingException'))

/** Somebody else is always quicker. */
export const neverThrough: Weather = (world) => {
  world.onCommit = async (writes) => ({ outcome: 'failed', index: writes.length - 1 })
  world.onPut = async () => false
}

/** The store takes nothing, for as long as it may. */
export const busy: Weather = (world) => {
  world.onCommit = async (_writes, patienceMs) => {
    world.elapsedMs += patienceMs
    return { outcome: 'busy' }
  }
  world.onPut = away
  world.takesNothing = true
}

/** All is written, and of every other commit the answer is lost; that of a put the adapter finds by itself. */
export const answersLost: Weather = (world) => {
  let commits = 0
  world.onCommit = async (writes) => {
    const committed = await world.memory.commit(writes)
    return committed.outcome === 'done' && commits++ % 2 === 0 ? { outcome: 'unknown' } : committed
  }
}

/** Nothing is written, and no answer comes. */
export const silent: Weather = (world) => {
  busy(world)
  world.onCommit = async (_writes, patienceMs) => {
    world.elapsedMs += patienceMs
    return { outcome: 'unknown' }
  }
}

/**
 * Everybody’s and everything’s time names a claim without end that is announced, and of which nothing else is known.
 */
export const orphaned: Weather = async ({ memory }) => {
  const times = { kind: 'timed' as const, startsAt: MORNING - 2 * HOUR_MS, endsAt: MORNING - HOUR_MS, timeZone: 'UTC' }
  for (const { id } of [...members, ...resources]) {
    const span = { ...spanOf(`lost-${id}`, id), times, announcement: { id: `gone-${id}`, at: MORNING - 3 * HOUR_MS } }
    await memory.commit([ledgerWrite(COMPANY, { kind: 'putSpan', span })])
  }
}

const SLOW_MS = 7000

/** The first write takes nearly all the patience there is, and is made; after it the store takes nothing. */
export const slowThenBusy: Weather = (world) => {
  const afterwards = () => {
    world.elapsedMs += SLOW_MS
    busy(world)
    world.onPut = async () => false
  }
  world.onCommit = async (writes) => {
    const committed = await world.memory.commit(writes)
    afterwards()
    return committed
  }
  world.onPut = async (put) => {
    const isPut = await put()
    afterwards()
    return isPut
  }
}
