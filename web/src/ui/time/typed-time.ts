import { HOUR_MS } from '../../../../shared/domain/time/units.ts'
import { plain } from '../plain-text.ts'
import { minutesOf, type WallTime, wallTime } from './wall-time.ts'

/** What is said for the two halves of a day, in any language that we speak, besides what `Intl` says. */
const BEFORE_NOON = ['a', 'am', 'a.m.', 'a. m.']
const AFTER_NOON = ['p', 'pm', 'p.m.', 'p. m.']

function halves(locale: string): [string[], string[]] {
  const said = (hour: number) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', hour: 'numeric', hourCycle: 'h12' })
      .formatToParts(hour * HOUR_MS)
      .find(({ type }) => type === 'dayPeriod')?.value
  const words = (own: string[], hour: number) => [...own, plain(said(hour) ?? '')].filter(Boolean)
  return [words(BEFORE_NOON, 9), words(AFTER_NOON, 21)]
}

/**
 * A time as people type it: `9`, `930`, `9.30`, `9:30`, `9 pm`, `21h`, `21h30`, `9 Uhr`, in any digits.
 * @param after an end that is read without its half of the day is the next such time after this one: `10:00` then `2`
 * is 14:00
 * @returns nothing where it is no time
 */
export function typedTime(text: string, locale: string, after?: WallTime): WallTime | undefined {
  const typed = plain(text)
  const found = /^(\d{1,2}?)(?:\s*[:.,٫h]\s*|\s*uhr\s*|\s)?(\d{2})?\s*(?:uhr|h)?\s*(\D*)$/.exec(typed)
  if (!found) return undefined
  const [, hourText = '', minuteText = '0', half = ''] = found
  let hour = Number(hourText)
  const minute = Number(minuteText)
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return undefined
  const [before, later] = halves(locale)
  if (half !== '') {
    const isLater = later.includes(half)
    if ((!isLater && !before.includes(half)) || hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (isLater ? 12 : 0)
  } else if (after !== undefined && hour >= 1 && hour < 12 && hourText.length === 1) {
    const meant = hour * 60 + minute
    if (meant <= minutesOf(after) && meant + 720 > minutesOf(after)) hour += 12
  }
  return wallTime(hour * 60 + minute)
}
