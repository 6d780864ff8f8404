import { DAY_MS, MINUTE_MS, QUARTER_MS } from '../../../../shared/domain/time/units.ts'
import { type ReadBy, whenWords } from '../../ui/event/event-look.ts'
import type { Move } from '../../ui/event/move-by-keys.svelte.ts'
import type { Drawn } from './drawn.ts'
import { dateOfWall } from './placed.ts'

/** Where keys have moved an event to; whole days move by days only, and nothing ends before it starts. */
export function movedByKeys({ from, to, isAllDay }: Drawn, { minutes, days, edge }: Move): Drawn {
  const by = days * DAY_MS + (isAllDay ? 0 : minutes * MINUTE_MS)
  if (edge === 'both') return { from: from + by, to: to + by, isAllDay }
  const least = isAllDay ? DAY_MS : QUARTER_MS
  return edge === 'end'
    ? { from, to: Math.max(to + by, from + least), isAllDay }
    : { from: Math.min(from + by, to - least), to, isAllDay }
}

/** When something drawn is, in words. */
export function whenOf({ from, to, isAllDay }: Drawn, reader: ReadBy): string {
  const times = isAllDay ? { startDate: dateOfWall(from), endDate: dateOfWall(to) } : { startsAt: from, endsAt: to }
  const { locale, isHour12, say } = reader
  // Walls are the reader's own clock already.
  return whenWords(times, { locale, isHour12, say, timeZone: 'UTC' })
}
