/** What the form offers to repeat; anything else of RFC 5545 is kept as it is. */
export const repeats: [string, string][] = [
  ['', 'Does not repeat'],
  ['FREQ=DAILY', 'Every day'],
  ['FREQ=WEEKLY', 'Every week'],
  ['FREQ=WEEKLY;INTERVAL=2', 'Every second week'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'Every weekday'],
  ['FREQ=MONTHLY', 'Every month on this date'],
  ['FREQ=YEARLY', 'Every year'],
]

const DAYS: Record<string, string> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
}

/** A rule as a short sentence. */
export function repeatWords(rrule: string): string {
  const parts = Object.fromEntries(rrule.split(';').map((part) => part.split('=') as [string, string]))
  const every = Number(parts['INTERVAL'] ?? 1)
  const unit = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' }[parts['FREQ'] ?? ''] ?? 'time'
  const base = every === 1 ? `every ${unit}` : every === 2 ? `every second ${unit}` : `every ${every} ${unit}s`
  const days = parts['BYDAY']?.split(',').map((day) => DAYS[day] ?? day)
  const until =
    parts['UNTIL'] && `until ${parts['UNTIL'].slice(0, 4)}-${parts['UNTIL'].slice(4, 6)}-${parts['UNTIL'].slice(6, 8)}`
  const count = parts['COUNT'] && `${parts['COUNT']} times`
  return ['Repeats', base, days && `on ${new Intl.ListFormat('en').format(days)}`, until, count]
    .filter(Boolean)
    .join(' ')
}
