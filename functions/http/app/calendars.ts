import * as api from '../../../shared/api/calendars.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { firstCalendarOf, isListedFor } from '../../../shared/domain/calendar/calendar-rights.ts'
import { ownerOfFirst } from '../../../shared/domain/people/calendar.ts'
import { changeCalendar, createCalendar, removeCalendar } from '../../usecases/people/change-calendars.ts'
import { appEndpoints } from './app-door.ts'
import { calendarView } from './calendar-view.ts'

export const calendarEndpoints = appEndpoints(api, {
  async listCalendars({ member, door }) {
    const [members, known] = await Promise.all([
      door.store.members(member.company),
      door.store.calendars(member.company),
    ])
    // One's own first, then those of teams and one's other ones, then the first ones of colleagues.
    const others = members.filter(({ id }) => id !== member.id)
    const shown = [
      firstCalendarOf(member, known),
      ...known.filter(
        (one) => one.movedTo === undefined && ownerOfFirst(one.id) === undefined && isListedFor(one, member),
      ),
      ...others.map((one) => firstCalendarOf(one, known)),
    ]
    return { body: { calendars: shown.map((one) => calendarView(one, member)) } }
  },
  async createCalendar({ member, body, door }) {
    const { kind, ...fields } = body
    const calendar = await createCalendar(door, member, kind, fields)
    return isRefusal(calendar) ? calendar : { body: calendarView(calendar, member) }
  },
  async changeCalendar({ member, params, body, door }) {
    const calendar = await changeCalendar(door, member, params.id, body)
    return isRefusal(calendar) ? calendar : { body: calendarView(calendar, member) }
  },
  async removeCalendar({ member, params, query, door }) {
    return (await removeCalendar(door, member, params.id, query.moveTo)) ?? {}
  },
})
