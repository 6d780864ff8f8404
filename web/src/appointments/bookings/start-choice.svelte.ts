import { addDays, instantOf, type LocalDate, localDateOf } from '../../../../shared/domain/time/time.ts'
import { type Answer, type Problem, problemOf } from '../../ui/api.ts'
import type { Reader } from '../../ui/reader.svelte.ts'

/** So many days are looked at together. */
const DAYS = 28
const WAIT_MS = 250

/** What is known of a chosen start. */
export type KnownStart = Answer<'checkElsewhere'>

/** Some days, on the reader's calendar. */
export interface DaysAsked {
  from: LocalDate
  to: LocalDate
  timeZone: string
}

/** A start that a host chooses: one of those offered, or any other one; and what is known of it. */
export abstract class StartChoice<Known extends KnownStart = KnownStart> {
  /** Whether the time is typed, and not one of those offered. */
  isTyped = $state(false)
  typedDate = $state<LocalDate>()
  typedTime = $state('09:00')
  /** The offered start that is chosen. */
  private offered = $state<string>()
  /** First of the days that are shown. */
  from = $state<LocalDate>('')
  day = $state<LocalDate>()
  private slots = $state.raw<readonly { startsAt: string }[]>([])
  isLoading = $state(false)
  slotsProblem = $state.raw<Problem>()
  /** It is not offered at all any more: every time is another one. */
  isNoLongerOffered = $state(false)
  checked = $state.raw<Known>()
  checkProblem = $state.raw<Problem>()
  isChecking = $state(false)
  isBusy = $state(false)
  /** What became of what was sent. */
  problem = $state.raw<Problem>()

  readonly today: LocalDate
  protected readonly reader: Reader
  private slotsTurn = 0
  private checkTurn = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(reader: Reader) {
    this.reader = reader
    this.today = localDateOf(Date.now(), reader.timeZone)
    this.from = this.today
    this.typedDate = this.today
  }

  /** The offered times of some days; nothing where nothing can be asked yet. */
  protected abstract readSlots(days: DaysAsked): Promise<readonly { startsAt: string }[]> | undefined

  /** What is known of a start. */
  protected abstract readStart(startsAt: string): Promise<Known>

  /** The start that is chosen, as the API writes it. */
  get startsAt(): string | undefined {
    if (!this.isTyped) return this.offered
    return (
      this.typedDate && new Date(instantOf(`${this.typedDate}T${this.typedTime}`, this.reader.timeZone)).toISOString()
    )
  }

  /** The days that have times, of those that are looked at. */
  get days(): readonly { date: LocalDate; starts: readonly string[] }[] {
    const byDay = Map.groupBy(this.slots, ({ startsAt }) => localDateOf(Date.parse(startsAt), this.reader.timeZone))
    return [...byDay].map(([date, slots]) => ({ date, starts: slots.map(({ startsAt }) => startsAt) }))
  }

  get startsOfDay(): readonly string[] {
    return this.days.find(({ date }) => date === this.day)?.starts ?? []
  }

  /** What is asked for is another thing: other times. */
  look(): void {
    this.offered = undefined
    void this.loadSlots()
    this.check()
  }

  show(weeks: 1 | -1): void {
    const from = addDays(this.from, weeks * DAYS)
    this.from = from < this.today ? this.today : from
    void this.loadSlots()
  }

  take(startsAt: string): void {
    this.isTyped = false
    this.offered = startsAt
    this.check()
  }

  typeTime(change: { isTyped?: boolean; date?: LocalDate; time?: string }): void {
    if (change.isTyped !== undefined) this.isTyped = change.isTyped
    if (change.date !== undefined) this.typedDate = change.date
    if (change.time !== undefined) this.typedTime = change.time
    this.check()
  }

  async loadSlots(): Promise<void> {
    const asked = this.readSlots({
      from: this.from,
      to: addDays(this.from, DAYS - 1),
      timeZone: this.reader.timeZone,
    })
    if (!asked) return
    const turn = ++this.slotsTurn
    this.isLoading = true
    try {
      const slots = await asked
      if (turn !== this.slotsTurn) return
      this.slots = slots
      this.slotsProblem = undefined
      this.isNoLongerOffered = false
      if (!this.days.some(({ date }) => date === this.day)) this.day = this.days[0]?.date
    } catch (error) {
      if (turn === this.slotsTurn) {
        this.slots = []
        const problem = problemOf(error)
        // What is no longer offered has no times.
        this.isNoLongerOffered = problem.refusal === 'NotOffered'
        this.slotsProblem = this.isNoLongerOffered ? undefined : problem
        if (this.isNoLongerOffered && !this.isTyped) this.typeTime({ isTyped: true })
      }
    } finally {
      if (turn === this.slotsTurn) this.isLoading = false
    }
  }

  /** Sends what was chosen, one at a time. @returns what it became, or nothing where `problem` says why not */
  protected async send<T>(act: () => Promise<T>): Promise<T | undefined> {
    if (this.isBusy) return undefined
    this.isBusy = true
    this.problem = undefined
    try {
      return await act()
    } catch (error) {
      this.check()
      this.problem = problemOf(error)
      // Somebody was quicker: the times are others now.
      if (this.problem.refusal !== undefined) void this.loadSlots()
      return undefined
    } finally {
      this.isBusy = false
    }
  }

  /** Asks what is known of the chosen start, once nobody types any more. */
  check(): void {
    clearTimeout(this.timer)
    const turn = ++this.checkTurn
    this.checked = undefined
    this.checkProblem = undefined
    this.problem = undefined
    const { startsAt } = this
    this.isChecking = startsAt !== undefined
    if (startsAt === undefined) return
    this.timer = setTimeout(async () => {
      try {
        const checked = await this.readStart(startsAt)
        if (turn === this.checkTurn) this.checked = checked
      } catch (error) {
        if (turn === this.checkTurn) this.checkProblem = problemOf(error)
      } finally {
        if (turn === this.checkTurn) this.isChecking = false
      }
    }, WAIT_MS)
  }
}
