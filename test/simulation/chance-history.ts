import type { Write } from '../../functions/ports/commit.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import type { World } from '../../functions/usecases/world.ts'
import { Unavailable } from '../../shared/domain/answers/unavailable.ts'
import { type MemoryStore, memoryStore } from '../fakes/memory/memory-store.ts'
import { COMPANY, foundCompany, MORNING } from './company.ts'
import { violationIn } from './invariants.ts'
import { storeThrough } from './perform.ts'
import { Chance, mixed } from './random.ts'
import { NEVER, Turns } from './turns.ts'

export const MINUTE_MS = 60_000
const MOST_ROUNDS = 40

/**
 * One company, everybody who comes, and bad weather: commits are refused, their answers are lost, and whoever writes
 * dies before or after. The same seed is the same history. What is done, and what must hold beside the ledger, each
 * kind of history says.
 */
export abstract class ChanceHistory<Does extends string> {
  readonly memory: MemoryStore = memoryStore()
  readonly told: string[] = []
  readonly faults: string[] = []
  protected readonly seed: number
  protected readonly chance: Chance
  protected readonly turns: Turns
  protected now = MORNING
  protected isCalm = false
  private readonly drawn: readonly Does[]
  private readonly actions: number
  private atWork = 0
  private begun = 0

  /** @param drawn what people do, as often as it stands there @param salt tells the chances of two kinds apart */
  constructor(seed: number, salt: number, drawn: readonly Does[], actions: number) {
    this.seed = seed
    this.drawn = drawn
    this.actions = actions
    this.chance = new Chance(seed, salt)
    this.turns = new Turns(seed, [1, 2, 5][seed % 3]!)
  }

  protected abstract prepare(): Promise<void>
  protected abstract does(number: number, does: Does): Promise<string>
  /** All that looks at itself. */
  protected abstract sweep(number: number): Promise<void>
  /** Whether something is due still. */
  protected abstract isDue(): Promise<boolean>
  /** What must hold when all is at rest, beside the ledger. */
  protected abstract brokenHere(): Promise<string | undefined>
  /** How long it is between two sweeps in the end. */
  protected abstract readonly pauseMs: number
  /** A fault that whoever hears it lives with. */
  protected isWeather(fault: unknown): boolean {
    return fault instanceof Unavailable
  }

  async played(): Promise<void> {
    await foundCompany(this.memory)
    await this.prepare()
    const atOnce = 2 + this.chance.below(4)
    await this.turns.play(async () => {
      this.now += 1 + (mixed(this.seed, 2, this.turns.steps) % 25)
      let hasBegun = false
      while (this.atWork < atOnce && this.begun < this.actions) {
        void this.act(this.begun++)
        hasBegun = true
      }
      return hasBegun
    })
    await this.comeToRest()
  }

  private async act(number: number): Promise<void> {
    this.atWork++
    const does = this.chance.pick([...this.drawn])
    try {
      this.tell(`#${number} ${does}: ${await this.does(number, does)}`)
    } catch (fault) {
      // Whoever heard nothing may ask again; what was done stands.
      if (!this.isWeather(fault)) this.faults.push(`#${number} ${does}: ${(fault as Error).stack}`)
      this.tell(`#${number} ${does}: ${(fault as Error).message}`)
    } finally {
      this.atWork--
    }
  }

  protected tell(words: string): void {
    this.told.push(`${new Date(this.now).toISOString().slice(11, 19)} ${words}`)
  }

  /** Fair weather, and time enough for everything that looks at itself. */
  private async comeToRest(): Promise<void> {
    this.isCalm = true
    for (let round = 0; round < MOST_ROUNDS; round++) {
      this.now += this.pauseMs
      if (!(await this.isDue()) && round > 0) break
      const sweeping = this.sweep(1000 + round).catch((fault: Error) => {
        this.faults.push(`the last sweep: ${fault.stack}`)
      })
      await this.turns.play(async () => false)
      await sweeping
    }
  }

  /** What one of them works with: each call waits for its turn, and may fail. @param number whose it is */
  protected worldOf(number: number): World<Repositories> & { weather: () => 'fair' | 'down' | 'lost' } {
    let ids = 0
    let draws = 0
    const called = (method: keyof Repositories, args: unknown[]) =>
      this.turns.call(number, async (call) => {
        const inner = this.memory[method] as (...given: unknown[]) => Promise<unknown>
        return method === 'commit' ? this.commit(number, call, args[0] as Write[]) : inner.apply(this.memory, args)
      })
    return {
      clock: { now: () => this.now, elapsedMillis: () => this.now - MORNING, pause: async () => {} },
      random: {
        id: () => `n${String(number).padStart(4, '0')}i${ids++}`,
        secret: () => `secret${number}`,
        fraction: () => mixed(this.seed, 3, number, draws++) / 2 ** 32,
      },
      store: storeThrough(this.memory, called),
      weather: () => {
        const drawn = mixed(this.seed, 7, number, draws++) / 2 ** 32
        return this.isCalm || drawn > 0.16 ? 'fair' : drawn < 0.08 ? 'down' : 'lost'
      },
    }
  }

  private async commit(number: number, call: number, writes: Write[]) {
    const drawn = mixed(this.seed, 4, number, call) / 2 ** 32
    if (this.isCalm || drawn > 0.1) return this.stored(writes)
    if (drawn < 0.02) return { outcome: 'busy' as const }
    if (drawn < 0.04) return { outcome: 'unknown' as const }
    if (drawn < 0.06) return this.dies(number)
    await this.stored(writes)
    return drawn < 0.08 ? { outcome: 'unknown' as const } : this.dies(number)
  }

  private async stored(writes: Write[]) {
    const before = await this.beforeCommit(writes)
    const outcome = await this.memory.commit(writes)
    if (outcome.outcome === 'done' && before !== undefined) this.faults.push(before)
    return outcome
  }

  /** What is wrong with writes if they are stored just now. */
  protected async beforeCommit(_writes: Write[]): Promise<string | undefined> {
    return undefined
  }

  private dies(number: number): typeof NEVER {
    this.tell(`#${number} dies`)
    this.atWork--
    return NEVER
  }

  /** The first promise that does not hold, if one does not. */
  async broken(): Promise<string | undefined> {
    if (this.faults.length > 0) return this.faults[0]
    const here = await this.brokenHere()
    if (here !== undefined) return here
    const known = { now: this.now, movedByFact: new Set<string>(), movedByHost: new Set<string>(), isAtRest: true }
    const violation = violationIn(this.memory.ledgerNow(COMPANY), known)
    return violation && `${violation.invariant}: ${violation.detail}`
  }
}
