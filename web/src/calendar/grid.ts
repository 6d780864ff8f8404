import { addDays } from '../../../shared/domain/time.ts'
import { type CalendarDesk, type EventView, isPartOfSeries, keyOf, type Times } from './calendar.svelte.ts'

/** An event as the grid wants it: wall clocks of the reader's zone, with no zone of their own. */
export function gridEvent(desk: CalendarDesk, event: EventView) {
  const isAllDay = event.startDate !== undefined
  const kind = kindOf(desk, event)
  return {
    id: keyOf(event),
    start: isAllDay ? event.startDate! : desk.wall(event.startsAt!),
    end: isAllDay ? event.endDate! : desk.wall(event.endsAt!),
    allDay: isAllDay,
    title: event.title,
    editable: event.canChange,
    durationEditable: event.canChange && !event.booking,
    classNames: [
      `kind-${kind}`,
      ...(event.showAs === 'free' ? ['is-free'] : []),
      ...(event.booking?.status === 'pending' ? ['is-pending'] : []),
      ...(event.isOverlapped ? ['is-overlapped'] : []),
      ...(event.privacy === 'private' ? ['is-private'] : []),
      ...(isDeclined(desk, event) ? ['is-declined'] : []),
    ],
    extendedProps: { view: event },
  }
}

export function kindOf(desk: CalendarDesk, event: EventView): 'booking' | 'busy' | 'outside' | 'colleague' | 'own' {
  if (event.booking) return 'booking'
  if (event.isBusyOnly) return 'busy'
  if (event.source !== 'almanac') return 'outside'
  const takesPart = event.organizer.id === desk.me.id || event.attendees.some(({ email }) => email === desk.me.email)
  return takesPart ? 'own' : 'colleague'
}

export function isDeclined(desk: CalendarDesk, event: EventView): boolean {
  return event.attendees.some(({ email, reply }) => email === desk.me.email && reply === 'declined')
}

/** What the marks on an event mean, in words, for those who cannot see them. */
export function marksOf(desk: CalendarDesk, event: EventView): string {
  const reply = event.attendees.find(({ email }) => email === desk.me.email)?.reply
  return [
    event.booking && (event.booking.status === 'pending' ? 'request that waits for an answer' : 'booking'),
    event.isOverlapped && 'something else stands over it',
    isPartOfSeries(event) && (event.isChangedOccurrence ? 'changed occurrence of a series' : 'series'),
    event.privacy === 'private' && 'private',
    event.showAs === 'free' && 'shown as free',
    reply === 'needsAction' && 'reply pending',
    reply === 'declined' && 'declined',
    event.source !== 'almanac' && `from ${event.source}`,
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
  desk: CalendarDesk,
  start: Date,
  end: Date,
  isAllDay: boolean,
  timeZone = desk.zone,
): Times {
  if (!isAllDay) return { startsAt: desk.instant(wallOf(start)), endsAt: desk.instant(wallOf(end)), timeZone }
  const startDate = dateOf(start)
  const endDate = dateOf(end)
  return { startDate, endDate: endDate > startDate ? endDate : addDays(startDate, 1) }
}

export const gridDate = dateOf

/** The times of an event after a keyboard step: by minutes or days on the wall clock, of its start, its end or both. */
export function stepped(
  desk: CalendarDesk,
  event: EventView,
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
    const wall = Date.parse(`${desk.wall(instant)}Z`) + minutes * 60_000 + days * 86_400_000
    return desk.instant(new Date(wall).toISOString().slice(0, 19))
  }
  const startsAt = edges === 'end' ? event.startsAt! : move(event.startsAt!)
  const endsAt =
    edges === 'start'
      ? event.endsAt!
      : edges === 'both'
        ? new Date(Date.parse(startsAt) + Date.parse(event.endsAt!) - Date.parse(event.startsAt!)).toISOString()
        : move(event.endsAt!)
  return startsAt < endsAt ? { startsAt, endsAt, timeZone: event.timeZone ?? desk.zone } : undefined
}
