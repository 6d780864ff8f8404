import { BadInput, inputFault } from '../answers/bad-input.ts'
import { type Refusal, refuse } from '../answers/refusal.ts'
import { type Calendar, ownerOfFirst } from '../people/calendar.ts'
import type { Member } from '../people/member.ts'
import { calendarOfEvent, calendarToday, firstCalendarOf, mayEdit } from './calendar-rights.ts'

/** Whom a company has, and which calendars. */
export interface Company {
  members: Member[]
  calendars: Calendar[]
}

/** Where an event is to stand, and whose it is to be. */
export interface Place {
  organizer: Member
  calendar: Calendar
}

/** The calendar that a request names. @throws BadInput for one that there is not */
function namedCalendar({ calendars, members }: Company, id: string): Calendar {
  const calendar = calendarToday(id, calendars, members)
  if (!calendar) throw new BadInput(inputFault('calendarId', 'notOfCompany'))
  return calendar
}

function namedMember({ members }: Company, id: string): Member {
  const member = members.find((one) => one.id === id)
  if (!member) throw new BadInput(inputFault('organizerId', 'notOfCompany'))
  return member
}

/**
 * Where a new event stands: in the calendar that is named, of whom that is, else in its organizer's first.
 * @throws BadInput for a calendar that is neither the organizer's nor a team's
 */
export function placeOfNew(
  company: Company,
  caller: Member,
  wanted: { organizerId?: string | undefined; calendarId?: string | undefined },
): Place | Refusal {
  const named = wanted.calendarId === undefined ? undefined : namedCalendar(company, wanted.calendarId)
  const organizerId = wanted.organizerId ?? named?.ownerId ?? caller.id
  const organizer = organizerId === caller.id ? caller : namedMember(company, organizerId)
  if (named && named.ownerId !== undefined && named.ownerId !== organizer.id)
    throw new BadInput(inputFault('calendarId', 'notOfOrganizer'))
  if (named && !mayEdit(named, caller))
    return refuse('NotAllowed', { detail: 'You may not put events into this calendar.' })
  return { organizer, calendar: named ?? firstCalendarOf(organizer, company.calendars) }
}

/** Where an event stands after a change: one that is handed over goes along into the new organizer's first calendar. */
export function placeOfChanged(
  company: Company,
  caller: Member,
  event: Parameters<typeof calendarOfEvent>[0],
  wanted: { organizerId?: string | undefined; calendarId?: string | undefined },
): Place | Refusal {
  const now = calendarOfEvent(event, company.calendars, company.members)
  const organizer = namedMember(company, wanted.organizerId ?? event.organizerId)
  if (wanted.calendarId !== undefined && wanted.calendarId !== now.id)
    return placeOfNew(company, caller, { organizerId: organizer.id, calendarId: wanted.calendarId })
  const stays = now.ownerId === undefined || now.ownerId === organizer.id
  return { organizer, calendar: stays ? now : firstCalendarOf(organizer, company.calendars) }
}

/** What an event keeps of the calendar that it stands in: nothing of a first one that blocks. */
export function calendarFieldsOf({ id, isBlocking }: Calendar): { calendarId?: string; blocksNobody?: true } {
  return {
    ...(ownerOfFirst(id) === undefined && { calendarId: id }),
    ...(!isBlocking && { blocksNobody: true as const }),
  }
}
