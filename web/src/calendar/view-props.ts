import type { Snippet } from 'svelte'
import type { LocalDate } from '../../../shared/domain/time/time.ts'
import type { CalendarModel } from './calendar-model.svelte.ts'
import type { Drawn } from './grid/drawn.ts'
import type { Spot } from './grid/grid-pointer.svelte.ts'
import type { Placed } from './grid/placed.ts'
import type { View } from './views.ts'

/** The hours of days side by side, for what is drawn over them. */
export interface Hours {
  dates: readonly LocalDate[]
  /** How high a minute is, in pixels. */
  perMinute: number
  spotAt: (x: number, y: number) => Spot | undefined
  scroller: () => HTMLElement | undefined
}

/** What every view is given, and what it tells. */
export interface ViewProps {
  calendar: CalendarModel
  /** The view that is drawn: for a moment still the one before, while the part of the chosen one is read. */
  view: View
  date: LocalDate
  /** What to draw, of the shown range and around it, earliest first. */
  events: readonly Placed[]
  /** Nothing is known of the range yet: skeletons, never emptiness. */
  isUnknown: boolean
  onopen: (event: Placed, chip: HTMLElement) => void
  onedit: (event: Placed) => void
  ondelete: (event: Placed) => void
  /** Somebody drew a new one; `anchor` is where its form goes. */
  ondraw: (drawn: Drawn, anchor: HTMLElement) => void
  /** Somebody put one elsewhere, or made a copy of it there. */
  onmove: (event: Placed, to: Drawn, isCopy: boolean) => void
  /** Goes to the view of a day. */
  onday: (date: LocalDate) => void
  /**
   * What lies over the hours of days, and takes pointer and keys in place of the events; nothing is drawn or moved
   * below it.
   */
  over?: Snippet<[Hours]> | undefined
}
