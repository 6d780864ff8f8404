import { daysInMonth } from '../../../../shared/domain/time/civil-date.ts'
import { addDays, weekdayOf } from '../../../../shared/domain/time/time.ts'

/** The same day of a later or an earlier month; the last one where that month is shorter. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const index = year * 12 + month - 1 + months
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1]
  const last = daysInMonth(toYear, toMonth)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${String(toYear).padStart(4, '0')}-${two(toMonth)}-${two(Math.min(day, last))}`
}

/** The six weeks that show a month: always six, so that nothing moves when the month does. */
export function weeksOf(date: string, firstWeekday: number): string[][] {
  const first = `${date.slice(0, 7)}-01`
  const start = addDays(first, -((weekdayOf(first) - firstWeekday + 7) % 7))
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, day) => addDays(start, week * 7 + day)))
}

/**
 * Where a key leads from a date in a grid of dates (APG); nothing for other keys.
 * @param isRightToLeft the arrows go as they point
 */
export function dateAfterKey(
  date: string,
  press: { key: string; shiftKey: boolean },
  { firstWeekday, isRightToLeft, today }: { firstWeekday: number; isRightToLeft: boolean; today: string },
): string | undefined {
  const forward = isRightToLeft ? -1 : 1
  const weekday = (weekdayOf(date) - firstWeekday + 7) % 7
  switch (press.key) {
    case 'ArrowRight':
      return addDays(date, forward)
    case 'ArrowLeft':
      return addDays(date, -forward)
    case 'ArrowDown':
      return addDays(date, 7)
    case 'ArrowUp':
      return addDays(date, -7)
    case 'Home':
      return addDays(date, -weekday)
    case 'End':
      return addDays(date, 6 - weekday)
    case 'PageUp':
      return addMonths(date, press.shiftKey ? -12 : -1)
    case 'PageDown':
      return addMonths(date, press.shiftKey ? 12 : 1)
    case 't':
    case 'T':
      return today
    default:
      return undefined
  }
}
