import { mixed } from './random.ts'

/** Somebody who waits for a turn: a call of the store, or an actor who has not begun. */
interface Waiting {
  actor: number
  /** The smallest goes first. */
  rank: number
  take(): Promise<void>
}

/**
 * Lets one call happen at a time, in an order that follows from the seed: whatever several actors do beside each other
 * is interleaved here, and again in the same way for the same seed.
 */
export class Turns {
  steps = 0
  private readonly seed: number
  private readonly stride: number
  private readonly waiting: Waiting[] = []
  private readonly calls = new Map<number, number>()

  constructor(seed: number, stride: number) {
    this.seed = seed
    this.stride = stride
  }

  /** How many calls an actor has made so far. */
  callsOf(actor: number): number {
    return this.calls.get(actor) ?? 0
  }

  /** Waits for the actor's turn, then calls. A call that answers `never` leaves its actor waiting for good. */
  call<T>(actor: number, run: (call: number) => Promise<T | typeof NEVER>): Promise<T> {
    const call = this.callsOf(actor)
    this.calls.set(actor, call + 1)
    const rank = mixed(this.seed, actor, Math.floor(call / this.stride))
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({
        actor,
        rank,
        take: () =>
          run(call).then((answer) => {
            if (answer !== NEVER) resolve(answer)
          }, reject),
      })
    })
  }

  /**
   * Gives turns until nobody waits.
   * @param before what happens ahead of each turn: time passes, others may begin; tells whether any have
   */
  async play(before: () => Promise<boolean>): Promise<void> {
    for (;;) {
      await settled()
      if (await before()) await settled()
      let next = 0
      for (let i = 1; i < this.waiting.length; i++) if (this.waiting[i]!.rank < this.waiting[next]!.rank) next = i
      const [one] = this.waiting.splice(next, 1)
      if (!one) return
      this.steps++
      await one.take()
    }
  }

  /** Nobody who waits goes on. */
  stop(): void {
    this.waiting.length = 0
  }
}

export const NEVER: unique symbol = Symbol('never')

/** Until everybody who can go on without a turn has done so. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
