import { untrack } from 'svelte'
import { HOLD_MINUTES } from '../../../shared/domain/booking/booking.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { ask, type Problem, problemOf } from '../ui/api.ts'
import { forgetKept, type KeptTime, keepTime, keptTime } from './kept-time.ts'
import type { Slot, SlotPicker } from './slot-picker.svelte.ts'

/** How long a hold lasts at most; where the visitor's clock is wrong, it is taken for just that. */
const LIFE_MS = HOLD_MINUTES * MINUTE_MS

/**
 * The one time that is kept for a visitor while they decide: another choice, in whatever tab, gives it back; a reload
 * keeps it.
 */
export class Hold {
  private readonly picker: SlotPicker
  private kept = $state.raw<KeptTime>()
  private now = $state(Date.now())
  /** Whether a time was kept, and is no more. */
  hasEnded = $state(false)
  private turn = 0
  private underWay: Promise<unknown> = Promise.resolve()

  constructor(picker: SlotPicker) {
    this.picker = picker
    // Known to the browser alone: what the server has drawn goes on first as it is.
    $effect(() => {
      untrack(() => {
        this.kept ??= keptFor(picker)
      })
    })
    $effect(() => {
      addEventListener('storage', this.looked)
      return () => removeEventListener('storage', this.looked)
    })
    $effect(() => {
      if (!this.kept) return
      const tick = setInterval(() => this.tick(), 1000)
      return () => clearInterval(tick)
    })
  }

  /** What a booking of the time names. */
  get token(): string | undefined {
    return this.kept?.token
  }

  /** How long the time is still kept, in seconds; nothing where none is. */
  readonly secondsLeft: number | undefined = $derived(
    this.kept && Math.max(0, Math.round((this.kept.until - this.now) / 1000)),
  )

  /**
   * Keeps a time.
   * @returns what stands in the way, where it can no longer be had; whoever cannot be asked now keeps nothing
   */
  take(slot: Slot): Promise<Problem | undefined> {
    const taking = this.takeNow(slot)
    this.underWay = taking
    return taking
  }

  /** Resolves when what is under way is decided: a booking that did not wait would stand in its own way. */
  async settled(): Promise<void> {
    await this.underWay
  }

  private async takeNow(slot: Slot): Promise<Problem | undefined> {
    const { company, type, durationMinutes, people, link, page, who, choice } = this.picker
    if (page?.isPreview) return undefined
    this.hasEnded = false
    const is = { company, type, startsAt: slot.startsAt, durationMinutes, people, who }
    const turn = ++this.turn
    const known = keptTime() ?? this.kept
    if (known && Object.entries(is).every(([name, value]) => known[name as keyof KeptTime] === value)) {
      this.kept = known
      return undefined
    }
    if (known) {
      this.drop(known)
      if (!known.isOffered) await giveBack(known.token)
    }
    const seats = people === 1 ? undefined : people
    const { timeZone } = this.picker.clock
    try {
      const body = { ...choice, startsAt: slot.startsAt, timeZone, durationMinutes, seats, link }
      const { hold, expiresAt } = await ask('holdSlot', { params: { company, type }, body })
      const left = Date.parse(expiresAt) - Date.now()
      const free = slot.hosts ?? slot.resources
      const kept = {
        ...is,
        ...(free && { free }),
        token: hold,
        until: Date.now() + (left > 0 && left <= LIFE_MS ? left : LIFE_MS),
      }
      if (turn === this.turn) this.keep(kept)
      else void giveBack(hold)
      return undefined
    } catch (error) {
      const problem = problemOf(error)
      // Without a hold one books as well; only what says that the time is gone is said.
      return turn === this.turn && problem.alternatives ? problem : undefined
    }
  }

  /** Gives the time back: another is chosen, or none. */
  async release(): Promise<void> {
    const { kept } = this
    // What was offered is theirs until it ends: they may come back to it.
    if (kept?.isOffered) {
      this.kept = undefined
      return
    }
    this.forget()
    if (!kept) return
    const giving = giveBack(kept.token)
    this.underWay = giving
    await giving
  }

  /** It has become a booking, or has ended. */
  forget(): void {
    if (this.kept) this.drop(this.kept)
  }

  private drop({ token }: KeptTime): void {
    this.kept = undefined
    forgetKept(token)
  }

  /** Another tab may have chosen another time: what was kept here has been given back. */
  private readonly looked = (): void => {
    if (!this.kept || keptTime()?.token === this.kept.token) return
    this.kept = undefined
    this.hasEnded = true
  }

  private keep(kept: KeptTime): void {
    this.kept = kept
    this.now = Date.now()
    keepTime(kept)
  }

  private tick(): void {
    this.now = Date.now()
    if (!this.kept || this.kept.until > this.now) return
    this.forget()
    this.hasEnded = true
  }
}

/** What is kept of the appointment that is looked at. */
function keptFor({ company, type }: SlotPicker): KeptTime | undefined {
  const kept = keptTime()
  return kept?.company === company && kept.type === type ? kept : undefined
}

/** Where it cannot be given back now, it ends by itself. */
const giveBack = (token: string) => ask('releaseHold', { params: { token } }).catch(() => undefined)
