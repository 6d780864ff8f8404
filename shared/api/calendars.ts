import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { calendarRights, MOST_CALENDARS } from '../domain/people/calendar.ts'
import { colours } from '../domain/people/colour.ts'
import { privacy, reminders } from './event-fields.ts'
import { id, line } from './fields.ts'
import { nothing, route } from './route.ts'

const members = z
  .array(z.object({ memberId: id, right: z.enum(calendarRights) }))
  .max(200)
  .refine((list) => new Set(list.map(({ memberId }) => memberId)).size === list.length, says('twice'))

const fields = {
  name: line(80),
  colour: z.enum(colours),
  /** Of events in it that say nothing of their own. */
  defaultPrivacy: privacy,
  defaultReminders: reminders,
  /** Whether its events take the time of those who are in them; what stands in it already keeps what it takes. */
  isBlocking: z.boolean(),
  /** Who may do other than colleagues, who see it. */
  members,
}

const kind = z.enum(['personal', 'team'])

const calendar = z
  .object({
    id,
    ...fields,
    kind,
    /** Whose it is; a team's is nobody's. */
    ownerId: id.optional(),
    /** What the reader may do: change the calendar itself, and what stands in it. */
    mayManage: z.boolean(),
    mayEdit: z.boolean(),
    /** The one that everybody has from the start. */
    isFirst: z.boolean(),
  })
  .meta({ id: 'Calendar' })
export type CalendarView = z.infer<typeof calendar>

export const listCalendars = route({
  name: 'listCalendars',
  door: 'app',
  method: 'GET',
  path: '/api/calendars',
  summary:
    "One's own calendars, those of teams, those that others let one into, and the first calendar of each colleague.",
  caller: 'member',
  answers: { 200: z.object({ calendars: z.array(calendar) }) },
})

export const createCalendar = route({
  name: 'createCalendar',
  door: 'app',
  method: 'POST',
  path: '/api/calendars',
  summary: `Create a calendar of one's own, or a team's that one then manages; at most ${MOST_CALENDARS.personal} of one's own and ${MOST_CALENDARS.team} of teams.`,
  caller: 'member',
  body: z.object({
    name: fields.name,
    kind,
    colour: fields.colour.optional(),
    defaultPrivacy: fields.defaultPrivacy.default('public'),
    defaultReminders: fields.defaultReminders.default([]),
    isBlocking: fields.isBlocking.default(true),
    members: fields.members.default([]),
  }),
  answers: { 201: calendar },
  refusals: ['TooMany', 'Busy'],
})

export const changeCalendar = route({
  name: 'changeCalendar',
  door: 'app',
  method: 'PATCH',
  path: '/api/calendars/{id}',
  summary: 'Change a calendar: its owner, those who manage it, and of a team each admin.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object(fields).partial(),
  answers: { 200: calendar },
  refusals: ['NotAllowed', 'Busy'],
})

export const removeCalendar = route({
  name: 'removeCalendar',
  door: 'app',
  method: 'DELETE',
  path: '/api/calendars/{id}',
  summary:
    'Remove a calendar. What stands in it goes to `moveTo`: of the same owner, or of a team like it. Without it, only an empty one goes.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object({ moveTo: id.optional() }),
  answers: { 204: nothing },
  refusals: ['NotAllowed', 'StillInUse', 'Busy'],
})
