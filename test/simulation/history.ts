import type { Committed, Write } from '../../functions/ports/commit.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import { type AnyWrite, opened } from '../../functions/ports/writes.ts'
import type { World } from '../../functions/usecases/world.ts'
import type { Booking } from '../../shared/domain/booking/booking.ts'
import type { PrincipalTime } from '../../shared/domain/ledger/ledger.ts'
import type { Instant } from '../../shared/domain/time/time.ts'
import type { KeptLedger } from '../fakes/memory/kept-ledger.ts'
import { type MemoryStore, memoryStore } from '../fakes/memory/memory-store.ts'
import { type Action, inWords } from './action.ts'
import { ledgerId } from './claims.ts'
import { COMPANY, foundCompany, MORNING, startOf, types } from './company.ts'
import { type Violation, violationIn } from './invariants.ts'
import { serverOf, serversOf, type Wanted } from './offers.ts'
import { type Answer, perform, storeThrough, sweepLedger } from './perform.ts'
import type { Plan, WeatherKind } from './plan.ts'
import { mixed } from './random.ts'
import { NEVER, Turns } from './turns.ts'

const MINUTE_MS = 60_000
const SWEEP_AFTER_MS = 30 * MINUTE_MS
const MOST_STEPS = 60_000
const SWEEPER = 1000

/** Makes the store of a history worse than it is: for tests that ask whether the simulation notices. */
export type Sabotage = (store: MemoryStore) => Repositories

export interface Outcome {
  plan: Plan
  /** Calls of the store. */
  steps: number
  commits: number
  answered: number
  refused: Record<string, number>
  violation?: Violation
  /** The history in words. */
  told: string[]
  /** What each action was answered, by number. */
  answers: (Answer | undefined)[]
  /** What stands in the end. */
  ledger: KeptLedger
}

/** The line broke: the client does not know whether it was written. */
class LineBroken extends Error {}

interface Actor {
  number: number
  action: Action
  state: 'at work' | 'answered' | 'dead'
  beganAt: Instant
  /** What its clock showed when it looked last: the moment for which it decides. */
  lookedAt: Instant
  commits: number
  /** The hold that it wants to make a booking of, if it knew of one when it began. */
  heldId?: string | undefined
  /** Whether the weather kept it from being served. */
  metWeather: boolean
  answer?: Answer | undefined
  /** Who could have served it from its first call until now, if that can be said. */
  servers?: Set<string> | undefined
}

export interface Playing {
  /** The store that is played on; its writes are made in memory too, which is what is judged. */
  store?: (memory: MemoryStore) => Promise<Repositories>
  sabotage?: Sabotage
}

/** Plays a plan to its end, or to the first promise that is broken. The same plan is the same history. */
export async function play(plan: Plan, playing: Playing = {}): Promise<Outcome> {
  const memory = memoryStore()
  const store = playing.store ? await playing.store(memory) : (playing.sabotage?.(memory) ?? memory)
  const history = new History(plan, memory, store)
  return history.played()
}

class History {
  private readonly plan: Plan
  private readonly memory: MemoryStore
  private readonly store: Repositories
  private readonly turns: Turns
  private readonly actors: Actor[] = []
  private readonly told: string[] = []
  private readonly movedByFact = new Set<string>()
  private readonly movedByHost = new Set<string>()
  private readonly bookingsByKey = new Map<string, string>()
  private readonly refused: Record<string, number> = {}
  private now = MORNING
  private commits = 0
  private answered = 0
  private begun = 0
  private isCalm = false
  private isAtRest = false
  private violation: Violation | undefined

  constructor(plan: Plan, memory: MemoryStore, store: Repositories) {
    this.plan = plan
    this.memory = memory
    this.store = store
    this.turns = new Turns(plan.seed, plan.stride)
  }

  async played(): Promise<Outcome> {
    await foundCompany(this.store)
    await this.turns.play(() => this.beforeTurn())
    if (!this.violation) await this.comeToRest()
    const { plan, commits, answered, refused, told } = this
    const { steps } = this.turns
    return {
      plan,
      steps,
      commits,
      answered,
      refused,
      told,
      answers: this.plan.actions.map((_, number) => this.answer(number)),
      ledger: this.memory.ledgerNow(COMPANY),
      ...(this.violation && { violation: this.violation }),
    }
  }

  // --- turns

  /** @returns whether anybody has begun */
  private async beforeTurn(): Promise<boolean> {
    if (this.violation) this.turns.stop()
    this.now += 1 + (mixed(this.plan.seed, 2, this.turns.steps) % 25)
    const atWork = this.actors.filter(({ state }) => state === 'at work').length
    if (this.turns.steps > MOST_STEPS) {
      const stuck = this.actors.filter(({ state }) => state === 'at work').map(({ action }) => inWords(action))
      this.blame({ invariant: 'everybody gets an answer', detail: stuck.join('; ') })
      this.turns.stop()
    }
    if (this.violation) return false
    const { acting, atOnce, alone = 0 } = this.plan
    let hasBegun = false
    for (let busy = atWork; busy < atOnce && this.begun < acting.length; busy++) {
      if (busy > 0 && this.begun <= alone) break
      await this.begin(acting[this.begun++]!)
      hasBegun = true
    }
    return hasBegun
  }

  private blame(violation: Violation): void {
    this.violation ??= violation
  }

  private tell(number: number, words: string): void {
    const time = new Date(this.now).toISOString().slice(11, 19)
    this.told.push(`${String(this.turns.steps).padStart(5)}  ${time}  #${number}  ${words}`)
  }

  private async begin(number: number): Promise<void> {
    const action = this.plan.actions[number]!
    const actor: Actor = {
      number,
      action,
      state: 'at work',
      beganAt: this.now,
      lookedAt: this.now,
      metWeather: false,
      commits: 0,
    }
    this.actors[number] = actor
    this.tell(number, inWords(action))
    await this.beginTry(actor)
    void this.act(actor)
  }

  /** Does the action; a client who hears nothing sends it again, once. */
  private async act(actor: Actor): Promise<void> {
    const tools = this.toolsOf(actor)
    for (let attempt = 0; ; attempt++)
      try {
        const answer =
          actor.action.does === 'wait'
            ? await this.wait(actor.number, actor.action.minutes)
            : await perform(tools, actor.action, this)
        await this.hear(actor, answer)
        return
      } catch (fault) {
        if (!(fault instanceof LineBroken)) {
          this.blame({ invariant: 'no fault', detail: `#${actor.number} ${(fault as Error).stack}` })
          return
        }
        if (attempt > 0 || this.plan.isImpatient === false || this.violation) {
          actor.state = 'answered'
          this.tell(actor.number, 'gives up')
          return
        }
        this.tell(actor.number, 'heard no answer, and sends it again')
        await this.beginTry(actor)
      }
  }

  private wait(number: number, minutes: number): Promise<Answer> {
    return this.turns.call(number, async () => {
      this.now += minutes * MINUTE_MS
      // Whoever is at work just now decides for a moment that is long gone: no refusal of theirs can be judged.
      for (const actor of this.actors) if (actor?.state === 'at work') this.isSlow(actor)
      await this.judgeState(this.actors[number]!)
      return {}
    })
  }

  private isSlow(actor: Actor): void {
    actor.servers = undefined
    actor.metWeather = true
  }

  private async beginTry(actor: Actor): Promise<void> {
    actor.beganAt = this.now
    const { action } = actor
    actor.heldId =
      action.does === 'book' && action.hold !== undefined ? this.answer(action.hold)?.booking?.id : undefined
    actor.metWeather = false
    const wanted = await this.wantedBy(actor)
    actor.servers = wanted && (await serversOf(this.memory, wanted, this.now))
  }

  action(number: number): Action | undefined {
    return this.plan.actions[number]
  }

  answer(number: number): Answer | undefined {
    return this.actors[number]?.answer
  }

  /**
   * Time passes until every hold has ended, the sweep comes by in calm weather, and everything is looked at once more.
   */
  private async comeToRest(): Promise<void> {
    this.isCalm = true
    this.now += SWEEP_AFTER_MS
    const sweeper: Actor = {
      number: SWEEPER,
      action: { does: 'sweep' },
      state: 'at work',
      beganAt: this.now,
      lookedAt: this.now,
      metWeather: false,
      commits: 0,
    }
    const sweeping = sweepLedger(this.toolsOf(sweeper)).catch((fault: Error) =>
      this.blame({ invariant: 'no fault', detail: `the last sweep: ${fault.stack}` }),
    )
    await this.turns.play(async () => {
      if (this.turns.steps <= MOST_STEPS) return false
      this.blame({ invariant: 'everybody gets an answer', detail: 'the last sweep' })
      this.turns.stop()
      return false
    })
    if (this.violation) return
    await sweeping
    this.isAtRest = true
    await this.judgeState(sweeper)
  }

  // --- the store, as each actor sees it

  private toolsOf(actor: Actor): World<Repositories> {
    const { number } = actor
    let ids = 0
    let draws = 0
    return {
      clock: { now: () => this.look(actor), elapsedMillis: () => this.now - MORNING, pause: async () => {} },
      random: {
        id: () => `${number === SWEEPER ? 's' : 'n'}${String(number).padStart(3, '0')}i${ids++}`,
        secret: () => `secret${number}`,
        fraction: () => mixed(this.plan.seed, 3, number, draws++) / 2 ** 32,
      },
      store: storeThrough(this.store, (method, args) => this.called(actor, method, args)),
    }
  }

  private look(actor: Actor): Instant {
    actor.lookedAt = this.now
    return this.now
  }

  private called(actor: Actor, method: keyof Repositories, args: unknown[]): Promise<unknown> {
    const turn = <T>(run: () => Promise<T>) => this.turns.call<T>(actor.number, run)
    const inner = this.store[method] as (...given: unknown[]) => Promise<unknown>
    if (method === 'commit')
      return this.turns.call(actor.number, (call) => this.commit(actor, call, args[0] as Write[]))
    if (method === 'time') return this.readTime(actor, args as Parameters<Repositories['time']>)
    if (method === 'limits') {
      // A query for each principal: others may write between them.
      const [company, type, principals, ...rest] = args as Parameters<Repositories['limits']>
      const one = (principal: string) => turn(() => this.store.limits(company, type, [principal], ...rest))
      return Promise.all(principals.map(one)).then((found) => found.flat())
    }
    return turn(() => inner.apply(this.store, args))
  }

  /** Two queries for each principal, as the table is asked: days with classes, and facts, hours and spans. */
  private async readTime(actor: Actor, [company, principals, from, to, read]: Parameters<Repositories['time']>) {
    const query = (principal: string) =>
      this.turns.call<PrincipalTime>(actor.number, async () => {
        const [time] = await this.store.time(company, [principal], from, to, read)
        return time!
      })
    return Promise.all(
      principals.map(async (principal): Promise<PrincipalTime> => {
        const [{ days, classes }, rest] = await Promise.all([query(principal), query(principal)])
        return { ...rest, days, classes }
      }),
    )
  }

  private async commit(actor: Actor, call: number, asked: Write[]): Promise<Committed | typeof NEVER> {
    const weather = this.weatherOf(actor, call)
    if (weather !== 'fair') actor.metWeather = true
    if (weather === 'busy') {
      this.tell(actor.number, 'meets a busy store')
      return { outcome: 'busy' }
    }
    // Half of the lost answers cut off the client, the other half only the store: then the use case itself must look.
    const isClientLost = mixed(this.plan.seed, 5, actor.number, call) % 2 === 0
    if (weather === 'broken') {
      this.tell(actor.number, 'is cut off before it could write')
      if (isClientLost) throw new LineBroken()
      return { outcome: 'unknown' }
    }
    if (weather === 'crashBefore') return this.die(actor, 'dies before it could write')
    const writes = asked.map(opened)
    const unoffered = await this.unofferedIn(actor, writes)
    const lost = await this.overwrittenIn(actor, writes)
    const committed = await this.store.commit(asked)
    this.tell(
      actor.number,
      `${summary(writes)}: ${committed.outcome === 'failed' ? `fails at ${committed.index}` : committed.outcome}`,
    )
    if (committed.outcome === 'done') {
      this.commits++
      this.note(actor, writes)
      await this.judgeState(actor)
      if (unoffered) this.blame(unoffered)
      if (lost) this.blame(lost)
      this.judgeKey(writes)
    }
    if (weather === 'busyWritten') {
      this.tell(actor.number, 'is told that the store is busy all the same')
      return { outcome: 'busy' }
    }
    if (weather === 'lost') {
      this.tell(actor.number, 'is cut off before it could hear')
      if (isClientLost) throw new LineBroken()
      return { outcome: 'unknown' }
    }
    if (weather === 'crashAfter') return this.die(actor, 'dies before it could hear')
    return committed
  }

  private die(actor: Actor, words: string): typeof NEVER {
    this.tell(actor.number, words)
    actor.state = 'dead'
    return NEVER
  }

  private weatherOf(actor: Actor, call: number): WeatherKind {
    const { number } = actor
    const mishap = this.plan.mishaps?.find((one) => one.of === number && one.commit === actor.commits)
    actor.commits++
    if (mishap) return mishap.weather
    if (this.isCalm || !this.plan.stormy.includes(number)) return 'fair'
    const { busy, busyWritten, broken, lost, crash } = this.plan.weather
    let drawn = mixed(this.plan.seed, 4, number, call) / 2 ** 32
    const odds = { busy, busyWritten, broken, lost, crashBefore: crash / 2, crashAfter: crash / 2 } as const
    for (const [weather, probability] of Object.entries(odds)) {
      if (drawn < probability) return weather as keyof typeof odds
      drawn -= probability
    }
    return 'fair'
  }

  // --- what is judged

  /** The one start that an actor wants to have, if it wants just one. */
  private async wantedBy({ action, heldId }: Actor): Promise<Wanted | undefined> {
    const rowOf = async (number: number) => {
      const id = this.answer(number)?.booking?.id
      return id === undefined ? undefined : this.memory.booking(COMPANY, id)
    }
    switch (action.does) {
      case 'book': {
        if (action.further) return undefined
        const { type: slug, start, minutes, party, customer } = action
        const held = heldId === undefined ? undefined : await this.memory.booking(COMPANY, heldId)
        const stands = held?.status === 'held' && held.heldUntil! > this.now && held.startsAt === startOf(start)
        return {
          company: COMPANY,
          slug,
          startsAt: startOf(start),
          durationMinutes: minutes,
          seats: party,
          email: `${customer}@example.test`,
          ...(stands && { moving: held }),
        }
      }
      case 'hold':
        return { company: COMPANY, slug: action.type, startsAt: startOf(action.start), seats: action.party }
      case 'move': {
        const booking = await rowOf(action.of)
        const canMove = booking && (booking.status === 'confirmed' || booking.status === 'pending')
        return canMove
          ? {
              company: COMPANY,
              slug: booking.type,
              startsAt: startOf(action.start),
              seats: booking.seats,
              moving: booking,
            }
          : undefined
      }
      default:
        return undefined
    }
  }

  /** What a commit sells must be offered at that very moment, by whom it is sold. */
  private async unofferedIn(actor: Actor, writes: AnyWrite[]): Promise<Violation | undefined> {
    const { does } = actor.action
    if (does !== 'book' && does !== 'hold' && does !== 'move') return undefined
    const sold = writes.flatMap((write) =>
      write.write === 'booking' && write.booking.status !== 'cancelled' ? [write.booking] : [],
    )
    const [booking] = sold
    const wanted = await this.wantedBy(actor)
    if (!wanted || !booking || sold.length > 1 || wanted.startsAt < this.now) return undefined
    const moving = await this.memory.booking(COMPANY, booking.id)
    const { moving: _known, ...alone } = wanted
    const servers = await serversOf(this.memory, { ...alone, ...(moving && { moving }) }, actor.lookedAt)
    if (servers.has(serverOf(booking))) return undefined
    const by = serverOf(booking)
    const free = [...servers].join(' or ') || 'nobody'
    return {
      invariant: 'sold only what is offered',
      detail: `#${actor.number} gets ${by} for ${booking.id}; free: ${free}`,
    }
  }

  /** Whoever changes a thing has read it as it is. */
  private async overwrittenIn({ number }: Actor, writes: AnyWrite[]): Promise<Violation | undefined> {
    for (const write of writes) {
      if (write.write !== 'booking' && write.write !== 'event') continue
      const { id } = write.write === 'booking' ? write.booking : write.event
      const found = await this.memory[write.write](COMPANY, id)
      if ((found?.version ?? 0) !== write.expectedVersion)
        return { invariant: 'no change lost', detail: `#${number} writes over version ${found?.version} of ${id}` }
    }
    return undefined
  }

  private note(actor: Actor, writes: AnyWrite[]): void {
    const { does } = actor.action
    for (const write of writes)
      if (write.write === 'booking') {
        const { id } = write.booking
        if (does === 'moveByFact') this.movedByFact.add(ledgerId(write.booking))
        if (does === 'moveByFact' || does === 'moveAsHost' || does === 'bookAsHost' || does === 'reassign')
          this.movedByHost.add(id)
        // A customer who moves it is bound by what is offered and counted again.
        if (does === 'move') {
          if (!write.booking.session) this.movedByFact.delete(id)
          this.movedByHost.delete(id)
        }
      }
  }

  /** Looks at everything that can be seen after each change. */
  private async judgeState(by: Actor): Promise<void> {
    const { now, movedByFact, movedByHost, isAtRest } = this
    const violation = violationIn(this.memory.ledgerNow(COMPANY), { now, movedByFact, movedByHost, isAtRest })
    if (violation) this.blame({ ...violation, detail: `${violation.detail}; after #${by.number}` })
    for (const actor of this.actors) if (actor?.state === 'at work') await this.narrow(actor)
  }

  /** Of those who could have served an actor all along, keeps who still can. */
  private async narrow(actor: Actor): Promise<void> {
    if (!actor.servers || actor.servers.size === 0) return
    const wanted = await this.wantedBy(actor)
    const servers = wanted ? await serversOf(this.memory, wanted, this.now) : new Set<string>()
    actor.servers = new Set([...actor.servers].filter((server) => servers.has(server)))
  }

  /** One key makes one booking, however often it is sent. */
  private judgeKey(writes: AnyWrite[]): void {
    for (const write of writes) {
      if (write.write !== 'booking' || write.expectedVersion > 0) continue
      const { id, customer, dates } = write.booking
      if (!customer.name.startsWith('key')) continue
      const first = dates?.[0]?.bookingId ?? id
      const known = this.bookingsByKey.get(customer.name)
      if (known !== undefined && known !== first)
        this.blame({ invariant: 'one key, one booking', detail: `${customer.name}: ${known} and ${first}` })
      this.bookingsByKey.set(customer.name, first)
    }
  }

  private async hear(actor: Actor, answer: Answer | undefined): Promise<void> {
    await this.narrow(actor)
    actor.state = 'answered'
    if (!answer) {
      this.tell(actor.number, 'finds nothing to do')
      return
    }
    this.answered++
    const { refusal, booking, event } = answer
    if (refusal) this.refused[refusal.refusal] = (this.refused[refusal.refusal] ?? 0) + 1
    this.tell(
      actor.number,
      `hears: ${refusal?.refusal ?? (booking && `${booking.status} ${booking.id}`) ?? event?.id ?? 'done'}`,
    )
    actor.answer = answer
    if (refusal) await this.judgeRefusal(actor, refusal.refusal)
    if (booking) await this.judgeBooking(actor, booking)
  }

  /** Wrongly refused is whom one and the same host or table could have served from the first call to the answer. */
  private async judgeRefusal(actor: Actor, refusal: string): Promise<void> {
    const { servers, number, metWeather } = actor
    const isBusy = refusal === 'Busy'
    if (isBusy && metWeather) return
    if (isBusy) this.blame({ invariant: 'everybody gets an answer', detail: `#${number} hears Busy in fair weather` })
    const isAboutTime = ['SlotTaken', 'Full', 'LimitReached', 'OutsideHours', 'NotOffered', 'RoomTaken'].includes(
      refusal,
    )
    if (isAboutTime)
      if (servers && servers.size > 0)
        this.blame({
          invariant: 'nobody is refused what is free',
          detail: `#${number} hears ${refusal}, while all the time ${[...servers].join(' or ')} was free`,
        })
  }

  private async judgeBooking({ number, action }: Actor, { id }: Booking): Promise<void> {
    const row = await this.memory.booking(COMPANY, id)
    if (!row) this.blame({ invariant: 'an answer is true', detail: `#${number} hears of ${id}, which is not there` })
    const book = action.does === 'again' ? this.plan.actions[action.of] : action
    if (book?.does !== 'book' || book.key === undefined) return
    const known = this.bookingsByKey.get(book.key)
    if (known !== undefined && known !== id && types[book.type]!.mostDates === 1)
      this.blame({ invariant: 'one key, one booking', detail: `#${number} hears of ${id}, not of ${known}` })
  }
}

/** A commit in a few words. */
function summary(writes: AnyWrite[]): string {
  return writes
    .flatMap((write) => {
      switch (write.write) {
        case 'booking':
          return `${write.booking.status} ${write.booking.id} v${write.booking.version}`
        case 'event':
          return `${write.event.isDeleted ? 'deleted ' : ''}event ${write.event.id} v${write.event.version}`
        case 'ledger':
          return write.ledger.kind === 'checkRevision' ? [] : write.ledger.kind
        case 'change':
          return []
        default:
          return write.write
      }
    })
    .join(', ')
}
