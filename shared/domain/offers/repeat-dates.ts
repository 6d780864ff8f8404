import { occurrencesBetween } from '../recurrence/series.ts'
import { type Instant, localDateTimeOf, type TimeZone } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'

const RULES = {
  day: 'FREQ=DAILY',
  week: 'FREQ=WEEKLY',
  twoWeeks: 'FREQ=WEEKLY;INTERVAL=2',
  month: 'FREQ=MONTHLY',
} as const

/** Years that forty months, with the short ones skipped, can take. */
const LONGEST_MS = 8 * 366 * DAY_MS

/**
 * The further starts of a recurring booking: the same wall time of the customer, whatever their clocks do in between.
 */
export function furtherStarts(
  startsAt: Instant,
  { every, count }: { every: keyof typeof RULES; count: number },
  timeZone: TimeZone,
): Instant[] {
  const series = { startsAt: localDateTimeOf(startsAt, timeZone), timeZone, rrule: `${RULES[every]};COUNT=${count}` }
  return occurrencesBetween(series, startsAt + 1, startsAt + LONGEST_MS)
}
