import type { Attendee } from '../people/attendee.ts'
import type { EventTimes } from './event-times.ts'
import type { OccurrenceContent } from './occurrence-content.ts'

/** What became of one occurrence of a series, keyed by its original start: cancelled, or other than the series says. */
export type ChangedOccurrence =
  | { isCancelled: true }
  | ({ isCancelled?: false; times: EventTimes } & Partial<OccurrenceContent> & OwnPeople)

/** Who comes to one date otherwise than to its series, and where. */
export interface OwnPeople {
  /** Guests of this date alone, and guests of the series of whom something else is said here. */
  added?: Attendee[]
  /** Addresses of guests of the series who are not asked to this date. */
  removed?: string[]
  /** Its rooms, in place of those of the series. */
  resources?: string[]
}

/** When an event is and how it repeats: all that its meetings follow from. */
export interface Repetition {
  times: EventTimes
  /** RFC 5545 recurrence rule without the `RRULE:` prefix, counted from `times` in its zone. */
  rrule?: string
  /** Further rules, each counted from `times` too: the series is all their dates together. */
  moreRules?: string[]
  /**
   * Extra meetings (RFC 5545, 3.8.5.2) as occurrence keys, sorted. What EXDATE takes away is a cancelled occurrence.
   */
  rdates?: string[]
  changedOccurrences: Record<string, ChangedOccurrence>
}

/** Whether an event has several meetings: by a rule, or by extra dates alone. */
export function isSeries({ rrule, rdates }: Pick<Repetition, 'rrule' | 'rdates'>): boolean {
  return rrule !== undefined || (rdates !== undefined && rdates.length > 0)
}

/** The rules and extra dates of an event, those that it has. */
export function rulesOf({ rrule, moreRules, rdates }: Pick<Repetition, 'rrule' | 'moreRules' | 'rdates'>) {
  return {
    ...(rrule !== undefined && { rrule }),
    ...(moreRules && moreRules.length > 0 && { moreRules }),
    ...(rdates && rdates.length > 0 && { rdates }),
  }
}

/** The original starts that are cancelled, sorted: what iCalendar calls EXDATE. */
export function cancelledKeys({ changedOccurrences }: Pick<Repetition, 'changedOccurrences'>): string[] {
  return Object.keys(changedOccurrences)
    .filter((key) => changedOccurrences[key]!.isCancelled)
    .sort()
}
