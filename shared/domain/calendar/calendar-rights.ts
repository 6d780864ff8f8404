import type { Booking } from '../booking/booking.ts'

import type { CalendarEvent } from '../event/calendar-event.ts'
import type { Attendee } from '../people/attendee.ts'
import { type Calendar, type CalendarRight, calendarRights, firstCalendarId, ownerOfFirst } from '../people/calendar.ts'
import { colours } from '../people/colour.ts'
import { isAdmin, type Member } from '../people/member.ts'
import type { Reader } from './privacy.ts'

/** Moves of removed calendars are followed so far; more in a row nobody makes. */
const MOST_MOVES = 100

/** A colour for somebody who has chosen none: always the same one. */
function colourOf(memberId: string) {
  const sum = [...memberId].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) >>> 0, 0)
  return colours[sum % colours.length]!
}

/** The first calendar of a member, as it was changed or as it is from the start. */
export function firstCalendarOf(
  { id, company, name }: Pick<Member, 'id' | 'company' | 'name'>,
  known: Calendar[],
): Calendar {
  const calendarId = firstCalendarId(id)
  return (
    known.find((one) => one.id === calendarId) ?? {
      id: calendarId,
      company,
      version: 0,
      name,
      colour: colourOf(id),
      ownerId: id,
      defaultPrivacy: 'public',
      defaultReminders: [],
      isBlocking: true,
      members: [],
    }
  )
}

/**
 * The calendar that an id means today: of one that was removed, where its events went. Nothing for one that never was.
 */
export function calendarToday(id: string, known: Calendar[], members: Member[]): Calendar | undefined {
  let wanted = id
  for (let moves = 0; moves < MOST_MOVES; moves++) {
    const found = known.find((one) => one.id === wanted)
    if (found?.movedTo === undefined) {
      const owner = members.find((one) => one.id === ownerOfFirst(wanted))
      return found ?? (owner && firstCalendarOf(owner, known))
    }
    wanted = found.movedTo
  }
  return undefined
}

/** The calendar in which an event stands today: its organizer's first where its own is not there, or not theirs. */
export function calendarOfEvent(
  { calendarId, organizerId, company }: Pick<CalendarEvent, 'calendarId' | 'organizerId' | 'company'>,
  known: Calendar[],
  members: Member[],
): Calendar {
  const named = calendarId === undefined ? undefined : calendarToday(calendarId, known, members)
  if (named && (named.ownerId === undefined || named.ownerId === organizerId)) return named
  const organizer = members.find(({ id }) => id === organizerId)
  return firstCalendarOf(organizer ?? { id: organizerId, company, name: '' }, known)
}

/** An event that comes back after its calendar was removed: then it stands in its organizer's first. */
export function inCalendarToday(event: CalendarEvent, known: Calendar[], members: Member[]): CalendarEvent {
  if (event.calendarId === undefined || calendarToday(event.calendarId, known, members)) return event
  const { calendarId: _calendar, blocksNobody: _blocks, ...rest } = event
  return rest
}

/**
 * What a member may do with a calendar: its owner everything, an admin everything with a team's, a colleague see it.
 */
export function rightIn({ ownerId, members }: Calendar, member: Member): CalendarRight {
  if (ownerId === member.id) return 'manage'
  if (ownerId === undefined && isAdmin(member)) return 'manage'
  return members.find(({ memberId }) => memberId === member.id)?.right ?? 'see'
}

const has = (right: CalendarRight, needed: CalendarRight) =>
  calendarRights.indexOf(right) >= calendarRights.indexOf(needed)

export const mayEdit = (calendar: Calendar, member: Member) => has(rightIn(calendar, member), 'edit')
export const mayManage = (calendar: Calendar, member: Member) => has(rightIn(calendar, member), 'manage')

/** Whether somebody knows that a calendar is there: one's own, a team's, each first one, and those one was let into. */
export function isListedFor({ id, ownerId, members }: Calendar, reader: Member): boolean {
  if (ownerId === undefined || ownerId === reader.id || ownerOfFirst(id) !== undefined) return true
  return members.some(({ memberId, right }) => memberId === reader.id && right !== 'freeBusy')
}

/** Whether somebody may change an event: its organizer, and who may edit the calendar that it stands in. */
export function mayChangeEvent(event: CalendarEvent, member: Member, known: Calendar[], members: Member[]): boolean {
  return event.organizerId === member.id || mayEdit(calendarOfEvent(event, known, members), member)
}

/** Whether somebody may know that an event is there: of a draft only who may change it does. */
export const mayKnowOf = (event: CalendarEvent, member: Member, known: Calendar[], members: Member[]): boolean =>
  event.isDraft !== true || mayChangeEvent(event, member, known, members)

/** What of an event says as whom somebody reads it. */
type Readable = Pick<CalendarEvent, 'organizerId' | 'calendarId' | 'company'> & {
  attendees: Pick<Attendee, 'memberId'>[]
}

/** As whom a member reads an event. */
export function readerOf(event: Readable, member: Member, known: Calendar[], members: Member[]): Reader {
  const invited = event.attendees.flatMap(({ memberId }) => memberId ?? [])
  if (event.organizerId === member.id || invited.includes(member.id)) return 'attendee'
  const calendar = calendarOfEvent(event, known, members)
  const right = rightIn(calendar, member)
  if (has(right, 'edit')) return 'delegate'
  // Whoever looks after the calendar of somebody invited opens what stands in it.
  const others = known.filter(({ id }) => invited.includes(ownerOfFirst(id) ?? ''))
  if (others.some((one) => mayEdit(one, member))) return 'delegate'
  if (right === 'freeBusy') return 'freeBusy'
  return isAdmin(member) ? 'admin' : 'colleague'
}

/**
 * As whom a member reads a booking, which stands in the first calendar of each of its hosts: by the one that shows them
 * most. Admins look after bookings, whoever hosts them.
 */
export function readerOfBooking(
  { hosts }: Pick<Booking, 'hosts'>,
  member: Member,
  known: Calendar[],
  members: Member[],
): Reader {
  if (hosts.includes(member.id)) return 'attendee'
  if (isAdmin(member)) return 'admin'
  const rights = members
    .filter(({ id }) => hosts.includes(id))
    .map((host) => rightIn(firstCalendarOf(host, known), member))
  if (rights.some((right) => has(right, 'edit'))) return 'delegate'
  return rights.length > 0 && rights.every((right) => right === 'freeBusy') ? 'freeBusy' : 'colleague'
}
