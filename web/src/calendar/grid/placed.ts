import type { EventEntry } from '../../../../shared/api/event-list.ts'
import { dayNumber, type LocalDate, parseInstant, zoneClock } from '../../../../shared/domain/time/time.ts'
import { DAY_MS, QUARTER_MS } from '../../../../shared/domain/time/units.ts'
import type { EventLook } from '../../ui/event/event-look.ts'

/**
 * A moment as the reader's clock and calendar show it: milliseconds as if the wall clock were UTC. Grids reckon with
 * these only, so that the browser's own zone decides nothing and each day has 24 hours to be drawn.
 */
export type Wall = number

/** An event where a grid puts it. */
export interface Placed {
  /** See `keyOf`. */
  id: string
  entry: EventEntry
  look: EventLook
  from: Wall
  to: Wall
  isAllDay: boolean
}

/** Times as the API takes them: instants, or dates with an exclusive end. */
export type Times =
  | { startsAt: string; endsAt: string; timeZone?: string }
  | { startDate: LocalDate; endDate: LocalDate }

/** Where times stand on the reader's wall clock. */
export function wallsOf(
  times: {
    startsAt?: string | undefined
    endsAt?: string | undefined
    startDate?: string | undefined
    endDate?: string | undefined
  },
  zone: string,
): { from: Wall; to: Wall; isAllDay: boolean } {
  if (times.startDate !== undefined && times.endDate !== undefined)
    return { from: wallOfDate(times.startDate), to: wallOfDate(times.endDate), isAllDay: true }
  const clock = zoneClock(zone)
  const start = parseInstant(times.startsAt!)
  const end = parseInstant(times.endsAt!)
  const from = clock.wallAt(start)
  // Where clocks go back in between, what is left of it may end before it starts: its length is what is drawn.
  return { from, to: Math.max(clock.wallAt(end), from + Math.min(end - start, QUARTER_MS)), isAllDay: false }
}

/**
 * The times that somebody means who points at the grid. A wall time that clocks skip is read as `ZoneClock` reads it;
 * an end that would fall on its start then keeps the length that was drawn.
 */
export function timesAt(
  { from, to, isAllDay }: { from: Wall; to: Wall; isAllDay: boolean },
  zone: string,
  eventZone = zone,
): Times {
  if (isAllDay) {
    const startDate = dateOfWall(from)
    return { startDate, endDate: dateOfWall(Math.max(to, from + DAY_MS)) }
  }
  const clock = zoneClock(zone)
  const start = clock.instantOfWall(from)
  const end = clock.instantOfWall(to)
  return {
    startsAt: new Date(start).toISOString(),
    endsAt: new Date(end > start ? end : start + to - from).toISOString(),
    timeZone: eventZone,
  }
}

export const wallOfDate = (date: LocalDate): Wall => dayNumber(date) * DAY_MS
export const dateOfWall = (wall: Wall): LocalDate =>
  new Date(Math.floor(wall / DAY_MS) * DAY_MS).toISOString().slice(0, 10)
export const wallNow = (now: number, zone: string): Wall => zoneClock(zone).wallAt(now)

/** What stands in the row of whole days: these, and what lasts a day and longer. */
export const isBar = ({ from, to, isAllDay }: { from: Wall; to: Wall; isAllDay: boolean }): boolean =>
  isAllDay || to - from >= DAY_MS

/** Whether it takes something of a day; what ends at midnight is not in the day that begins then. */
export const isOn = ({ from, to }: { from: Wall; to: Wall }, day: Wall): boolean =>
  from < day + DAY_MS && (to > day || (to === from && from >= day))
