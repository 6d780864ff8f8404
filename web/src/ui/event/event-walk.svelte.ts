import { type Move, MoveByKeys } from './move-by-keys.svelte.ts'

interface Walk<T> {
  /** The events of each day, in the order in which one walks them. */
  days: () => readonly (readonly T[])[]
  isTurned: () => boolean
  /** Whether all of it may be moved, or its end. */
  mayMove?: (event: T, edge: Move['edge']) => boolean
  onedit?: ((event: T) => void) | undefined
  ondelete?: ((event: T) => void) | undefined
  onmove?: ((event: T, move: Move) => void) | undefined
  /** It would stand there now; nothing where the move was dropped. */
  onstep?: (event: T, move: Move | undefined) => void
}

/**
 * The keys of events laid out by day, with one Tab stop for all: Up and Down walk them, Left and Right go to the day
 * before and after (turned where lines run from right to left), Home and End to the first and the last; E edits, Delete
 * and Backspace delete; Alt with arrows moves by 15 minutes or a day, Shift with arrows moves the end, both the start.
 * Enter and Space are the chip's own.
 */
export class EventWalk<T extends { id: string }> {
  private current: string | undefined = $state()
  /** What the chips stand in. */
  region: HTMLElement | undefined
  readonly moving: MoveByKeys<T>
  private readonly walk: Walk<T>

  constructor(walk: Walk<T>) {
    this.walk = walk
    this.moving = new MoveByKeys<T>(walk.isTurned)
  }

  private get all(): readonly T[] {
    return this.walk.days().flat()
  }

  /** The one that Tab reaches. */
  readonly stop: string | undefined = $derived.by(() => {
    const { all } = this
    return all.some(({ id }) => id === this.current) ? this.current : all[0]?.id
  })

  /** It was clicked, or opened. */
  touched({ id }: { id: string }): void {
    this.current = id
  }

  focus(event: { id: string } | undefined): void {
    if (!event) return
    this.current = event.id
    this.region?.querySelector<HTMLElement>(`[data-event="${CSS.escape(event.id)}"]`)?.focus()
  }

  /** Alt or Shift was let go of: a move that is under way is made. */
  released = ({ key }: KeyboardEvent): void => {
    if (this.moving.what && (key === 'Alt' || key === 'Shift')) this.finish()
  }

  keys(press: KeyboardEvent, event: T): void {
    const { walk, moving } = this
    if (this.isStep(press, event)) {
      press.preventDefault()
      walk.onstep?.(event, moving.move)
    } else if (press.key === 'Escape' && moving.drop()) {
      press.preventDefault()
      press.stopPropagation()
      walk.onstep?.(event, undefined)
    } else if (press.key === 'Enter' && moving.what) {
      press.preventDefault()
      this.finish()
    } else if (!press.altKey && !press.ctrlKey && !press.metaKey) this.plainKey(press, event)
  }

  private isStep(press: KeyboardEvent, event: T): boolean {
    const { onmove, mayMove } = this.walk
    return (
      onmove !== undefined &&
      (mayMove?.(event, press.shiftKey ? 'end' : 'both') ?? true) &&
      this.moving.step(event, press)
    )
  }

  private plainKey(press: KeyboardEvent, event: T): void {
    const { onedit, ondelete, isTurned } = this.walk
    const act = { e: onedit, E: onedit, Delete: ondelete, Backspace: ondelete }[press.key]
    if (act) {
      press.preventDefault()
      press.stopPropagation()
      act(event)
      return
    }
    const { all } = this
    const place = all.findIndex(({ id }) => id === event.id)
    const forward = isTurned() ? -1 : 1
    const to = {
      ArrowDown: all[place + 1],
      ArrowUp: all[place - 1],
      ArrowRight: this.ofNextDay(event, forward),
      ArrowLeft: this.ofNextDay(event, forward === 1 ? -1 : 1),
      Home: all[0],
      End: all.at(-1),
    }[press.key]
    if (!to) return
    press.preventDefault()
    press.stopPropagation()
    this.focus(to)
  }

  private finish(): void {
    const done = this.moving.done()
    if (done) this.walk.onmove?.(done.what, done.move)
  }

  /** The first event of the next day that has one. */
  private ofNextDay(event: T, by: 1 | -1): T | undefined {
    const days = this.walk.days()
    const from = days.findIndex((events) => events.some(({ id }) => id === event.id))
    for (let i = from + by; i >= 0 && i < days.length; i += by) if (days[i]![0]) return days[i]![0]
    return undefined
  }
}
