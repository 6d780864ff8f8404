import { addDays, daysBetween, type LocalDate, weekdayOf } from '../../../../shared/domain/time/time.ts'

/**
 * The number of a week by its first day: that of its Thursday (ISO 8601), whichever day a reader's weeks begin with.
 */
export function weekNumber(firstDay: LocalDate): number {
  const thursday = addDays(firstDay, (4 - weekdayOf(firstDay) + 7) % 7)
  return 1 + Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7)
}
