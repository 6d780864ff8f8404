import { isLocalDate, type LocalDate } from '../../../shared/domain/time/time.ts'
import { isViewName, type ViewName } from './views.ts'

/** What of the calendar is on show, as its address says it; what it does not say is for the reader's habits. */
export interface CalendarAddress {
  view?: ViewName
  date?: LocalDate
  /** Whose calendars; oneself where it does not say. */
  people?: string[]
  /** Calendars of teams. */
  teams?: string[]
  tags?: string[]
  /** The event that is opened, and which of its occurrences. */
  event?: { id: string; occurrence?: string }
}

/** A date that has others on both sides, as far as a view looks. */
const isShown = (date: string): boolean => isLocalDate(date) && date >= '1000-01-01' && date < '9000-01-01'

const list = (text: string | null): string[] | undefined =>
  text === null ? undefined : text.split(',').filter(Boolean)

/** Reads `/calendar/week/2026-11-30?people=ada,grace&tags=…` and `/calendar/event/{id}?view=week&date=…`. */
export function readAddress(path: string, query: URLSearchParams): CalendarAddress {
  const [, , first, second] = path.split('/').map(decodeURIComponent)
  const isEvent = first === 'event' && second !== undefined && second !== ''
  const view = isEvent ? (query.get('view') ?? undefined) : first
  const date = isEvent ? (query.get('date') ?? '') : (second ?? '')
  const occurrence = query.get('occurrence')
  const [people, teams, tags] = [list(query.get('people')), list(query.get('teams')), list(query.get('tags'))]
  return {
    ...(isViewName(view) && { view }),
    ...(isShown(date) && { date }),
    ...(people && { people }),
    ...(teams && { teams }),
    ...(tags && { tags }),
    ...(isEvent && { event: { id: second, ...(occurrence !== null && { occurrence }) } }),
  }
}

/**
 * Whether an address is one of the calendar, from `/calendar` on: a view that there is, at a date that there is, or an
 * event.
 */
export function isCalendarPath(path: string): boolean {
  const [, , first = '', second = '', ...more] = path.split('/')
  if (more.some((part) => part !== '')) return false
  if (first === 'event') return second !== '' && isReadable(second)
  return (first === '' && second === '') || (isViewName(first) && (second === '' || isShown(second)))
}
function isReadable(part: string): boolean {
  try {
    decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}

/** The address of an event, opened over whatever view somebody is used to. */
export const eventAddress = (id: string, occurrence?: string | undefined): string =>
  `/calendar/event/${encodeURIComponent(id)}${occurrence === undefined ? '' : `?occurrence=${encodeURIComponent(occurrence)}`}`

/** The address of what is on show. */
export function writeAddress({ view = 'week', date, people, teams, tags, event }: CalendarAddress): string {
  const parts: [string, string | undefined][] = [
    ['occurrence', event?.occurrence],
    ['view', event && view],
    ['date', event && date],
    ['people', people?.join(',')],
    ['teams', teams?.length ? teams.join(',') : undefined],
    ['tags', tags?.length ? tags.join(',') : undefined],
  ]
  // Commas and colons may stand in a query as they are, and read better so.
  const written = (value: string) => encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')
  const query = parts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${written(value)}`])).join('&')
  const path = event
    ? `/calendar/event/${encodeURIComponent(event.id)}`
    : `/calendar/${view}${date === undefined ? '' : `/${date}`}`
  return query === '' ? path : `${path}?${query}`
}
