import { BadInput, inputFault } from '../answers/bad-input.ts'
import type { Booking } from '../booking/booking.ts'
import type { CalendarEvent } from '../event/calendar-event.ts'
import { holdersOnDate } from '../event/event-placement.ts'
import { type Calendar, firstCalendarId, isTeamCalendar } from '../people/calendar.ts'
import type { Member } from '../people/member.ts'
import { calendarOfEvent, calendarToday, isListedFor } from './calendar-rights.ts'

/** Which calendars are asked for: all of some members, and some by themselves. */
export interface Wanted {
  memberIds: string[]
  calendars: Calendar[]
}

/** The calendars that ids mean today to a reader. @throws BadInput for one that they do not know */
export function wantedCalendars(ids: string[], reader: Member, known: Calendar[], members: Member[]): Calendar[] {
  const found = ids.map((id) => calendarToday(id, known, members))
  const calendars = found.filter((one) => one !== undefined).filter((one) => isListedFor(one, reader))
  const faults = found.flatMap((one, i) =>
    one && calendars.includes(one) ? [] : [inputFault(`calendars.${i}`, 'notOfCompany')],
  )
  if (faults.length > 0) throw new BadInput(...faults)
  return calendars
}

/**
 * Under what in the ledger everything stands that is asked for: also under teams' calendars that were removed into one
 * of these.
 */
export function principalsOf({ memberIds, calendars }: Wanted, known: Calendar[]): string[] {
  const moved = known.filter(({ id, movedTo }) => {
    const today = movedTo !== undefined && isTeamCalendar(id) ? calendarToday(id, known, []) : undefined
    return calendars.some((one) => one.id === today?.id)
  })
  return [
    ...new Set([...memberIds, ...calendars.map(({ ownerId, id }) => ownerId ?? id), ...moved.map(({ id }) => id)]),
  ]
}

/** The members whose calendars are shown, whole or in part. */
export const membersShown = ({ memberIds, calendars }: Wanted) => [
  ...new Set([...memberIds, ...calendars.flatMap(({ ownerId }) => ownerId ?? [])]),
]

/**
 * Whether an event, as it is on one of its dates, stands in one of the calendars asked for. An invitation stands in
 * one's first.
 */
export function isEventWanted(
  event: CalendarEvent,
  { memberIds, calendars }: Wanted,
  known: Calendar[],
  members: Member[],
): boolean {
  const holders = holdersOnDate(event)
  if (memberIds.some((id) => holders.includes(id))) return true
  const own = calendarOfEvent(event, known, members).id
  const invited = holders.filter((id) => id !== event.organizerId).map(firstCalendarId)
  return calendars.some(({ id }) => id === own || invited.includes(id))
}

/** Whether a booking does: in the first calendars of its hosts. */
export function isBookingWanted({ hosts, resources }: Booking, { memberIds, calendars }: Wanted): boolean {
  if (calendars.length === 0) return true
  const first = hosts.map(firstCalendarId)
  return [...hosts, ...resources].some((id) => memberIds.includes(id)) || calendars.some(({ id }) => first.includes(id))
}
