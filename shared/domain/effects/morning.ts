import type { Member } from '../people/member.ts'
import { usualPreferences } from '../people/preferences.ts'
import { type Instant, instantOfWall, type LocalDate, type TimeZone, wallMillis } from '../time/time.ts'
import { MINUTE_MS } from '../time/units.ts'

/** From when on somebody's reminders of whole days count back: a time of day where they live. */
export interface Morning {
  timeZone: TimeZone
  /** `HH:MM` on the wall clock. */
  at: string
}

/** The morning that somebody has chosen; of nobody, the usual one in UTC. */
export const morningOf = (member: Pick<Member, 'timeZone' | 'wholeDayRemindersAt'> | undefined): Morning => ({
  timeZone: member?.timeZone ?? 'UTC',
  at: member?.wholeDayRemindersAt ?? usualPreferences.wholeDayRemindersAt,
})

/**
 * The moment so long before the morning of a date, on the clock: one day before 8:00 is 8:00, also where clocks change
 * in between.
 * @example momentBefore('2027-03-28', 1440, { timeZone: 'Europe/Berlin', at: '08:00' }) // 27 March, 8:00 in Berlin
 */
export const momentBefore = (date: LocalDate, minutesBefore: number, { timeZone, at }: Morning): Instant =>
  instantOfWall(wallMillis(`${date}T${at}`) - minutesBefore * MINUTE_MS, timeZone)
