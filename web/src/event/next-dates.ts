import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { type Start, seriesOf } from '../../../shared/domain/recurrence/occurrence.ts'
import { occurrenceDatesBetween, occurrencesBetween } from '../../../shared/domain/recurrence/series.ts'
import { addDays } from '../../../shared/domain/time/time.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'

/** As far as one looks: what comes later is no next date for anybody who is writing an event. */
const YEARS = [1, 4, 12]

/** The first starts of a rule, as epoch milliseconds; of whole days midnights in UTC. */
export function nextDates(times: EventTimes, rrule: string, count: number): number[] {
  const series = seriesOf({ times, rrule })
  let found: Start[] = []
  for (const years of YEARS) {
    found =
      times.kind === 'timed'
        ? occurrencesBetween(series, times.startsAt, times.startsAt + years * 366 * DAY_MS)
        : occurrenceDatesBetween(series, times.startDate, addDays(times.startDate, years * 366))
    if (found.length >= count) break
  }
  return found.slice(0, count).map((start) => (typeof start === 'number' ? start : Date.parse(start)))
}
