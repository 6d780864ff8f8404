import { QUARTER_MINUTES } from '../../../../shared/domain/time/units.ts'

/** How far something is moved: minutes on its day, and days; all of it, or one of its ends. */
export interface Move {
  minutes: number
  days: number
  edge: 'both' | 'start' | 'end'
}

/**
 * A move by keys that is not made yet: Alt with the arrows moves it, Shift its end, both its start; each step is said.
 * Letting go of the keys or Enter makes it, Escape drops it.
 */
export class MoveByKeys<T> {
  what: T | undefined = $state.raw()
  private minutes = 0
  private days = 0
  private edge: Move['edge'] = 'both'
  private readonly isTurned: () => boolean

  /** @param isTurned whether lines run from right to left, and days with them */
  constructor(isTurned: () => boolean) {
    this.isTurned = isTurned
  }

  get move(): Move {
    return { minutes: this.minutes, days: this.days, edge: this.edge }
  }

  /** Takes a step, where the key is one. @returns whether it was */
  step(what: T, press: KeyboardEvent): boolean {
    const forward = this.isTurned() ? -1 : 1
    const step = {
      ArrowUp: [-QUARTER_MINUTES, 0],
      ArrowDown: [QUARTER_MINUTES, 0],
      ArrowLeft: [0, -forward],
      ArrowRight: [0, forward],
    }[press.key]
    if (!(press.altKey || press.shiftKey) || press.ctrlKey || press.metaKey || !step) return false
    const edge = !press.shiftKey ? 'both' : press.altKey ? 'start' : 'end'
    if (this.what !== what || this.edge !== edge) this.drop()
    this.what = what
    this.edge = edge
    this.minutes += step[0]!
    this.days += step[1]!
    return true
  }

  /** Nothing is moved. @returns whether something was under way */
  drop(): boolean {
    const was = this.what !== undefined
    this.what = undefined
    this.minutes = 0
    this.days = 0
    this.edge = 'both'
    return was
  }

  /** @returns what is to be moved, and how far; nothing where it is back where it was */
  done(): { what: T; move: Move } | undefined {
    const { what, move } = this
    this.drop()
    return what !== undefined && (move.minutes !== 0 || move.days !== 0) ? { what, move } : undefined
  }
}
