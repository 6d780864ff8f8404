import { addDays, isLocalDate, type LocalDate, startOfDay, type TimeZone } from '../../../../shared/domain/time/time.ts'
import type { Input } from '../../ui/api.ts'

/** Which bookings somebody looks at, as the address says it. */
export interface BookingFilter {
  /** First date, on the reader's calendar. */
  from: LocalDate
  status: '' | 'pending' | 'confirmed' | 'cancelled'
  attendance: '' | 'attended' | 'noShow'
  type: string
  /** A host or a resource, by id. */
  who: string
  q: string
}

/** So far from the first date on is looked. */
const LOOK_AHEAD_DAYS = 90

/** @param today where the address names no date, or none that there is */
export function filterOf(query: URLSearchParams, today: LocalDate): BookingFilter {
  const from = query.get('from') ?? ''
  const status = query.get('status')
  const attendance = query.get('attendance')
  return {
    from: isLocalDate(from) ? from : today,
    status: status === 'pending' || status === 'confirmed' || status === 'cancelled' ? status : '',
    attendance: attendance === 'attended' || attendance === 'noShow' ? attendance : '',
    type: query.get('type') ?? '',
    who: query.get('who') ?? '',
    q: query.get('q') ?? '',
  }
}

export function addressOf({ from, ...words }: BookingFilter, today: LocalDate): string {
  const named = Object.entries({ from: from === today ? '' : from, ...words }).filter(([, value]) => value !== '')
  const query = new URLSearchParams(named).toString()
  return `/appointments/bookings${query === '' ? '' : `?${query}`}`
}

/** What is asked of the API. @param isResource whether a thing is looked at, not a person */
export function questionOf(
  { from, status, attendance, type, who, q }: BookingFilter,
  timeZone: TimeZone,
  isResource: boolean,
): Input<'listBookings'>['query'] {
  const instant = (date: LocalDate) => new Date(startOfDay(date, timeZone)).toISOString()
  return {
    from: instant(from),
    to: instant(addDays(from, LOOK_AHEAD_DAYS)),
    ...(status !== '' && { status }),
    ...(attendance !== '' && { attendance }),
    ...(type !== '' && { type }),
    ...(who !== '' && (isResource ? { resource: who } : { host: who })),
    ...(q.trim() !== '' && { q: q.trim() }),
  }
}
