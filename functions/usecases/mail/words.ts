import type { Instant, TimeZone } from '../../../shared/domain/time/time.ts'

/** `Tuesday, 1 December 2026, 09:30 (Europe/Berlin)`: an instant for a reader in a zone. */
export function whenInWords(startsAt: Instant, endsAt: Instant, timeZone: TimeZone): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
  return `${day.format(startsAt)}, ${time.format(startsAt)}–${time.format(endsAt)} (${timeZone.replaceAll('_', ' ')})`
}

/** `in 1 hour`, `in 30 minutes`, `tomorrow`-free: a lead time in words. */
export function leadInWords(minutes: number): string {
  const of = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`
  if (minutes % 1440 === 0) return of(minutes / 1440, 'day')
  if (minutes % 60 === 0) return of(minutes / 60, 'hour')
  return of(minutes, 'minute')
}
