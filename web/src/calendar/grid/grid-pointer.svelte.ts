import { DAY_MS, HOUR_MS, QUARTER_MS } from '../../../../shared/domain/time/units.ts'
import type { Drawn } from './drawn.ts'
import type { Wall } from './placed.ts'

/** Where a pointer is: a moment of a day, or a day as a whole. */
export interface Spot {
  wall: Wall
  isAllDay: boolean
}

/** What would be, if the pointer were let go of now. */
export interface Ghost<T extends Drawn> extends Drawn {
  /** The event that is moved or resized; none while a new one is drawn. */
  event?: T
  isCopy: boolean
}

interface Options<T extends Drawn> {
  spotAt: (x: number, y: number) => Spot | undefined
  find: (id: string) => T | undefined
  mayMove: (event: T, edge: 'both' | 'start' | 'end') => boolean
  ondraw: (drawn: Drawn, at: { x: number; y: number }) => void
  onmove: (event: T, to: Drawn, isCopy: boolean) => void
  /** What scrolls when the pointer comes to its edge. */
  scroller?: () => HTMLElement | undefined
  /** A click on a whole day means an hour of it. */
  isClickTimed?: boolean
  /** How much a click draws, where that is not an hour. */
  clickMs?: () => number
}

interface Press<T> {
  x: number
  y: number
  spot: Spot
  event: T | undefined
  edge: 'both' | 'start' | 'end'
  isTouch: boolean
}

const LONG_PRESS_MS = 350
const EDGE_PX = 36

/**
 * Drawing, moving and resizing by mouse, pen and finger. A click draws an hour; a finger must rest before it draws or
 * moves, for else it scrolls; an end that it holds is meant at once. Escape gives up.
 */
export class GridPointer<T extends Drawn> {
  ghost: Ghost<T> | undefined = $state.raw()
  private press: Press<T> | undefined
  private isLive = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private scrolling = 0
  private last = { x: 0, y: 0 }
  private readonly options: Options<T>

  constructor(options: Options<T>) {
    this.options = options
  }

  /** Listens on an element. */
  readonly attach = (region: HTMLElement): (() => void) => {
    const down = (event: PointerEvent) => this.down(event)
    // A finger that rested moves what it lies on; the page must not scroll along.
    const touch = (event: TouchEvent) => this.isLive && event.preventDefault()
    region.addEventListener('pointerdown', down)
    region.addEventListener('touchmove', touch, { passive: false })
    return () => {
      this.stop()
      region.removeEventListener('pointerdown', down)
      region.removeEventListener('touchmove', touch)
    }
  }

  private down(event: PointerEvent): void {
    const target = event.target as HTMLElement
    const item = target.closest<HTMLElement>('[data-item]')
    if (event.button !== 0 || this.press || target.closest('[data-not-drawn]')) return
    if (!item && target.closest('button, a, input')) return
    const spot = this.options.spotAt(event.clientX, event.clientY)
    const moved = item ? this.options.find(item.dataset['item']!) : undefined
    const edge = (target.dataset['edge'] as 'start' | 'end' | undefined) ?? 'both'
    if (!spot || (item && (!moved || !this.options.mayMove(moved, edge)))) return
    const isTouch = event.pointerType === 'touch' && edge === 'both'
    this.press = { x: event.clientX, y: event.clientY, spot, event: moved, edge, isTouch }
    this.last = { x: event.clientX, y: event.clientY }
    if (isTouch) this.timer = setTimeout(() => this.goLive(event.altKey), LONG_PRESS_MS)
    addEventListener('pointermove', this.moved)
    addEventListener('pointerup', this.up)
    addEventListener('pointercancel', this.stop)
    addEventListener('keydown', this.key, true)
  }

  private goLive(isCopy: boolean): void {
    this.isLive = true
    this.update(isCopy)
  }

  private readonly moved = (event: PointerEvent): void => {
    const { press } = this
    if (!press) return
    this.last = { x: event.clientX, y: event.clientY }
    const distance = Math.hypot(event.clientX - press.x, event.clientY - press.y)
    if (!this.isLive) {
      if (press.isTouch) {
        if (distance > 8) this.stop()
        return
      }
      if (distance < 4) return
      this.isLive = true
    }
    event.preventDefault()
    this.update(event.altKey)
    this.scrollAtEdge()
  }

  private update(isCopy: boolean): void {
    const { press, options, last } = this
    const spot = press && options.spotAt(last.x, last.y)
    if (!press || !spot) return
    const drawn = press.event ? movedTo(press, press.event, spot) : drawnTo(press.spot, spot)
    this.ghost = { ...drawn, isCopy: isCopy && press.edge === 'both', ...(press.event && { event: press.event }) }
  }

  private readonly up = (): void => {
    const { press, ghost, isLive, options } = this
    this.stop()
    if (!press) return
    if (!isLive) {
      if (!press.event) options.ondraw(clicked(press.spot, options.isClickTimed ?? false, options.clickMs?.()), press)
      return
    }
    swallowClick()
    if (!ghost) return
    if (!press.event) options.ondraw({ from: ghost.from, to: ghost.to, isAllDay: ghost.isAllDay }, this.last)
    else if (
      ghost.isCopy ||
      ghost.from !== press.event.from ||
      ghost.to !== press.event.to ||
      ghost.isAllDay !== press.event.isAllDay
    )
      options.onmove(press.event, { from: ghost.from, to: ghost.to, isAllDay: ghost.isAllDay }, ghost.isCopy)
  }

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.isLive) return
    event.preventDefault()
    event.stopPropagation()
    swallowClick()
    this.stop()
  }

  private readonly stop = (): void => {
    clearTimeout(this.timer)
    cancelAnimationFrame(this.scrolling)
    this.scrolling = 0
    this.press = undefined
    this.isLive = false
    this.ghost = undefined
    removeEventListener('pointermove', this.moved)
    removeEventListener('pointerup', this.up)
    removeEventListener('pointercancel', this.stop)
    removeEventListener('keydown', this.key, true)
  }

  private scrollAtEdge(): void {
    const scroller = this.options.scroller?.()
    if (!scroller || this.scrolling !== 0) return
    const go = () => {
      const { top, bottom } = scroller.getBoundingClientRect()
      const by = this.last.y < top + EDGE_PX ? -10 : this.last.y > bottom - EDGE_PX ? 10 : 0
      const before = scroller.scrollTop
      scroller.scrollTop += by
      if (by === 0 || !this.isLive || scroller.scrollTop === before) {
        this.scrolling = 0
        return
      }
      this.update(this.ghost?.isCopy ?? false)
      this.scrolling = requestAnimationFrame(go)
    }
    this.scrolling = requestAnimationFrame(go)
  }
}

const dayOf = (wall: Wall) => Math.floor(wall / DAY_MS) * DAY_MS
const snapped = (wall: Wall) => Math.round(wall / QUARTER_MS) * QUARTER_MS

/** A click: the half hour that was hit, for an hour or as long as said; or the day. */
function clicked({ wall, isAllDay }: Spot, isClickTimed: boolean, lengthMs = HOUR_MS): Drawn {
  const day = dayOf(wall)
  if (isAllDay && isClickTimed) return { from: day + 9 * HOUR_MS, to: day + 10 * HOUR_MS, isAllDay: false }
  if (isAllDay) return { from: day, to: day + DAY_MS, isAllDay }
  const from = Math.floor(wall / (HOUR_MS / 2)) * (HOUR_MS / 2)
  return { from, to: Math.min(from + lengthMs, day + DAY_MS), isAllDay }
}

/** What was drawn from one spot to another: within one day, or over whole days. */
function drawnTo(start: Spot, end: Spot): Drawn {
  if (start.isAllDay) {
    const [first, last] = [Math.min(dayOf(start.wall), dayOf(end.wall)), Math.max(dayOf(start.wall), dayOf(end.wall))]
    return { from: first, to: last + DAY_MS, isAllDay: true }
  }
  const day = dayOf(start.wall)
  const other = end.isAllDay ? day : Math.min(Math.max(end.wall - dayOf(end.wall) + day, day), day + DAY_MS)
  const from = Math.floor(Math.min(start.wall, other) / QUARTER_MS) * QUARTER_MS
  const to = Math.ceil(Math.max(start.wall, other) / QUARTER_MS) * QUARTER_MS
  return { from, to: Math.max(to, from + QUARTER_MS), isAllDay: false }
}

function movedTo<T extends Drawn>({ spot: start, edge }: Press<T>, event: T, end: Spot): Drawn {
  const { from, to, isAllDay } = event
  if (edge !== 'both') {
    const isByDays = isAllDay || end.isAllDay
    const by = isByDays ? dayOf(end.wall) - dayOf(start.wall) : snapped(end.wall - start.wall)
    const least = isAllDay ? DAY_MS : QUARTER_MS
    return edge === 'end'
      ? { from, to: Math.max(to + by, from + least), isAllDay }
      : { from: Math.min(from + by, to - least), to, isAllDay }
  }
  // From the row of whole days into the hours and back it becomes what stands there.
  if (isAllDay && !end.isAllDay) {
    const begin = Math.floor(end.wall / (HOUR_MS / 2)) * (HOUR_MS / 2)
    return { from: begin, to: begin + HOUR_MS, isAllDay: false }
  }
  if (!start.isAllDay && end.isAllDay) return { from: dayOf(end.wall), to: dayOf(end.wall) + DAY_MS, isAllDay: true }
  const by = start.isAllDay ? dayOf(end.wall) - dayOf(start.wall) : snapped(end.wall - start.wall)
  return { from: from + by, to: to + by, isAllDay }
}

/** The click that follows a drag is none. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => removeEventListener('click', swallow, true), 50)
}
