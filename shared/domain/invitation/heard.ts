import type { CalendarEvent } from '../event/calendar-event.ts'
import { begunAt, endedBefore } from '../event/series-split.ts'
import { occurrenceAt } from '../recurrence/occurrence.ts'

/** What somebody was told of an event last, and whether that is still what they should know. */
export interface Heard {
  eventId: string
  email: string
  /** Absent: they have never been told. */
  told?: Told
  /** What a letter says that was on its way to them when nobody heard any more whether it arrived. */
  tried?: Told
  /** Somebody chose not to tell them of a change: it is said with the next one that concerns them, or by hand. */
  isBehind?: boolean
}

export interface Told {
  /** The event as it was then; of what is called off, as it was before. */
  event: CalendarEvent
  /** The iCalendar SEQUENCE that they have: an answer with a lower one is to something older. */
  sequence: number
  /** They were told that it is no more, or not for them. */
  isCalledOff?: boolean
  /** It was called off for them alone: they were no longer invited. */
  isUninvited?: boolean
}

/**
 * What somebody knows of two parts of a series that they know as one: of the one that ends before a date, and of the
 * one that begins there.
 */
export function knownParts(told: Told, later: CalendarEvent): { earlier: Told; later: Told } | undefined {
  const key = later.splitFrom?.key
  const { event } = told
  // They may know the series as it was before a change to it that they were not told of: then it has no such date.
  if (key === undefined || !(event.changedOccurrences[key] || occurrenceAt(event, key))) return undefined
  return {
    earlier: { ...told, event: endedBefore(event, key, event.updatedAt) },
    later: { ...told, event: begunAt(event, key, later.id, event.updatedAt) },
  }
}
