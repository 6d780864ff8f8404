import { addDays } from '../../../shared/domain/time/time.ts'
import {
  type CalendarStore,
  type EventEntry,
  isBooking,
  isMovable,
  isPartOfSeries,
  keyOf,
  type Times,
} from './calendar-store.svelte.ts'

/** An entry as the grid wants it: wall clocks of the reader's zone, with no zone of their own. */
export function gridEvent(calendar: CalendarStore, event: EventEntry) {
  const isAllDay = event.startDate !== undefined
  const isTheirs = isMovable(calendar.me, event)
  const classOf: Partial<Record<EventEntry['marks'][number], string>> = {
    pending: 'is-pending',
    overlapped: 'is-overlapped',
    private: 'is-private',
  }
  return {
    id: keyOf(event),
    start: isAllDay ? event.startDate! : calendar.wall(event.startsAt!),
    end: isAllDay ? event.endDate! : calendar.wall(event.endsAt!),
    allDay: isAllDay,
    title: event.title,
    editable: isTheirs,
    durationEditable: isTheirs && !isBooking(event),
    classNames: [
      `kind-${kindOf(calendar, event)}`,
      ...(event.showAs === 'free' ? ['is-free'] : []),
      ...event.marks.flatMap((mark) => classOf[mark] ?? []),
      ...(event.reply === 'declined' ? ['is-declined'] : []),
    ],
    extendedProps: { view: event },
  }
}

function kindOf({ me }: CalendarStore, event: EventEntry): 'booking' | 'busy' | 'colleague' | 'own' {
  if (isBooking(event)) return 'booking'
  if (event.organizer.id === me.id || event.reply !== undefined) return 'own'
  return event.privacy === 'private' ? 'busy' : 'colleague'
}

/** What the marks on an event mean, in words, for those who cannot see them. */
export function marksOf(event: EventEntry): string {
  const has = (mark: EventEntry['marks'][number]) => event.marks.includes(mark)
  return [
    isBooking(event) && (has('pending') ? 'request that waits for an answer' : 'booking'),
    has('overlapped') && 'something else stands over it',
    isPartOfSeries(event) && (has('changed') ? 'changed occurrence of a series' : 'series'),
    has('private') && 'private',
    event.showAs === 'free' && 'shown as free',
    event.reply === 'needsAction' && 'reply pending',
    event.reply === 'declined' && 'declined',
    has('cut') && 'longer than is shown',
  ]
    .filter(Boolean)
    .join(', ')
}

const pad = (value: number) => String(value).padStart(2, '0')
const dateOf = (grid: Date) => `${grid.getFullYear()}-${pad(grid.getMonth() + 1)}-${pad(grid.getDate())}`
const wallOf = (grid: Date) =>
  `${dateOf(grid)}T${pad(grid.getHours())}:${pad(grid.getMinutes())}:${pad(grid.getSeconds())}`

/** The grid's dates carry wall clocks in their local fields; here they become instants of the member's zone. The event keeps its own. */
export function timesFromGrid(
  calendar: CalendarStore,
  start: Date,
  end: Date,
  isAllDay: boolean,
  timeZone = calendar.zone,
): Times {
  if (!isAllDay) return { startsAt: calendar.instant(wallOf(start)), endsAt: calendar.instant(wallOf(end)), timeZone }
  const startDate = dateOf(start)
  const endDate = dateOf(end)
  return { startDate, endDate: endDate > startDate ? endDate : addDays(startDate, 1) }
}

export const gridDate = dateOf

/** The times of an event after a keyboard step: by minutes or days on the wall clock, of its start, its end or both. */
export function stepped(
  calendar: CalendarStore,
  event: EventEntry,
  step: { minutes?: number; days?: number },
  edges: 'both' | 'start' | 'end',
): Times | undefined {
  const { minutes = 0, days = 0 } = step
  if (event.startDate !== undefined && event.endDate !== undefined) {
    if (days === 0) return undefined
    const startDate = edges === 'end' ? event.startDate : addDays(event.startDate, days)
    const endDate = edges === 'start' ? event.endDate : addDays(event.endDate, days)
    return startDate < endDate ? { startDate, endDate } : undefined
  }
  const move = (instant: string) => {
    const wall = Date.parse(`${calendar.wall(instant)}Z`) + minutes * 60_000 + days * 86_400_000
    return calendar.instant(new Date(wall).toISOString().slice(0, 19))
  }
  const startsAt = edges === 'end' ? event.startsAt! : move(event.startsAt!)
  const endsAt =
    edges === 'start'
      ? event.endsAt!
      : edges === 'both'
        ? new Date(Date.parse(startsAt) + Date.parse(event.endsAt!) - Date.parse(event.startsAt!)).toISOString()
        : move(event.endsAt!)
  return startsAt < endsAt ? { startsAt, endsAt, timeZone: event.timeZone ?? calendar.zone } : undefined
}
