import { occurrencesBetween } from '../../shared/domain/recurrence/series.ts'
import { formatInstant } from '../../shared/domain/time/time.ts'

/** A rule and what it yields in [from, to); `dtstart` is wall time in `timeZone`, `YYYYMMDDTHHMMSS`. */
export interface RecurrenceCase {
  id: string
  dtstart: string
  timeZone: string
  rrule: string
  from: string
  to: string
  occurrences: string[]
}

/** `20150105T090000` as a local date-time. */
export function localOf(dtstart: string): string {
  return dtstart.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6')
}

/** The occurrences of a case, from the text of its rule: the one way from the parsed JSON to the answer. */
export function occurrencesOf({
  dtstart,
  timeZone,
  rrule,
  from,
  to,
}: Omit<RecurrenceCase, 'id' | 'occurrences'>): number[] {
  return occurrencesBetween({ startsAt: localOf(dtstart), timeZone, rrule }, Date.parse(from), Date.parse(to))
}

export function recurrencesOf(cases: RecurrenceCase[]): { id: string; occurrences: string[] }[] {
  return cases.map((one) => ({ id: one.id, occurrences: occurrencesOf(one).map(formatInstant) }))
}
