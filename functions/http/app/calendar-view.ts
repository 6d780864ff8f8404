import type { CalendarView } from '../../../shared/api/calendars.ts'
import { mayEdit, mayManage } from '../../../shared/domain/calendar/calendar-rights.ts'
import { type Calendar, ownerOfFirst } from '../../../shared/domain/people/calendar.ts'
import type { Member } from '../../../shared/domain/people/member.ts'

/** A calendar as this reader may see it: who else is let into it only those know who manage it. */
export function calendarView(calendar: Calendar, reader: Member): CalendarView {
  const { id, name, colour, ownerId, defaultPrivacy, defaultReminders, isBlocking, members } = calendar
  const manages = mayManage(calendar, reader)
  return {
    id,
    name,
    colour,
    kind: ownerId === undefined ? 'team' : 'personal',
    ...(ownerId !== undefined && { ownerId }),
    defaultPrivacy,
    defaultReminders,
    isBlocking,
    members: manages ? members : members.filter(({ memberId }) => memberId === reader.id),
    mayManage: manages,
    mayEdit: mayEdit(calendar, reader),
    isFirst: ownerOfFirst(id) !== undefined,
  }
}
