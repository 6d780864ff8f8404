import { z } from 'zod'
import { LONGEST_MEETING_DAYS } from '../domain/recurrence/series-bounds.ts'
import { daysBetween, isLocalDate } from '../domain/time/time.ts'
import { code, email, id, instant, line, localDate, optionalLine, text, timeZone, webAddress } from './fields.ts'
import { route } from './route.ts'

export const reply = z.enum(['needsAction', 'accepted', 'tentative', 'declined'])
export const privacy = z.enum(['public', 'private'])
export const showAs = z.enum(['busy', 'free'])

const attendee = z.object({ email, name: optionalLine(120).optional(), reply })

/** An event as one reader may see it, whole; `occurrence` is the original start of one occurrence of a series. */
export const calendarEvent = z
  .object({
    id,
    version: z.int(),
    title: z.string(),
    startsAt: instant.optional(),
    endsAt: instant.optional(),
    timeZone: timeZone.optional(),
    startDate: localDate.optional(),
    endDate: localDate.optional(),
    rrule: z.string().optional(),
    /** Further rules of the same series, extra starts, and starts at which nothing takes place. */
    moreRules: z.array(z.string()).optional(),
    rdates: z.array(z.string()).optional(),
    exdates: z.array(z.string()).optional(),
    /** The series that this one was split from, and the one that goes on after it. */
    splitFrom: z.object({ id, key: z.string() }).optional(),
    continuedBy: id.optional(),
    occurrence: z.string().optional(),
    isChangedOccurrence: z.boolean().optional(),
    attendees: z.array(attendee),
    organizer: z.object({ id, name: z.string(), email }),
    privacy,
    showAs,
    description: z.string(),
    location: z.string(),
    videoCallUrl: z.string(),
    /** What the reader may do with it. */
    canChange: z.boolean(),
    /** True where the reader sees only that the time is taken. */
    isBusyOnly: z.boolean().optional(),
    booking: z
      .object({ type: z.string(), status: z.string(), customer: z.object({ name: z.string(), email: z.string() }) })
      .optional(),
    /** Rooms and things that it takes place in or with. */
    resources: z.array(id).optional(),
    source: z.enum(['almanac', 'google', 'microsoft']),
  })
  .meta({ id: 'CalendarEvent' })
export type CalendarEventView = z.infer<typeof calendarEvent>

const attendeesInput = z
  .array(z.object({ email, name: optionalLine(120).optional(), reply: reply.optional() }))
  .max(100)
  .refine((list) => new Set(list.map((one) => one.email)).size === list.length, 'names the same person twice')

const details = {
  title: line(200),
  attendees: attendeesInput,
  /** Rooms and things of the company; unlike people they cannot be in two places. */
  resources: z
    .array(id)
    .max(10)
    .refine((list) => new Set(list).size === list.length, 'names the same room twice'),
  privacy,
  showAs,
  description: text(8000),
  location: optionalLine(300),
  videoCallUrl: z.union([webAddress, z.literal('')]),
}

const times = {
  startsAt: instant.optional(),
  endsAt: instant.optional(),
  timeZone: timeZone.optional(),
  startDate: localDate.optional(),
  endDate: localDate.optional(),
}

interface TimesInput {
  startsAt?: string | undefined
  endsAt?: string | undefined
  startDate?: string | undefined
  endDate?: string | undefined
}

const TOO_LONG = `at most ${LONGEST_MEETING_DAYS} days after the start`
/** Days between two dates; none where one of them is no date: that is a fault of its own. */
const daysIn = (from: string, to: string) => (isLocalDate(from) && isLocalDate(to) ? daysBetween(from, to) : 0)

const secondOf = (text: string) => Math.floor(Date.parse(text) / 1000)

/** Either two instants or two dates, the end after the start. */
function checkTimes(input: TimesInput, context: z.RefinementCtx, required: boolean): unknown {
  const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  const timed = input.startsAt !== undefined || input.endsAt !== undefined
  const allDay = input.startDate !== undefined || input.endDate !== undefined
  if (timed && allDay) return issue('startDate', 'must not stand beside startsAt: an event has times or dates')
  if (!timed && !allDay) {
    if (!required) return undefined
    return issue('startsAt', 'is missing (or startDate for an event of whole days)')
  }
  if (timed) {
    if (input.startsAt === undefined) return issue('startsAt', 'is missing')
    if (input.endsAt === undefined) return issue('endsAt', 'is missing')
    // Events are kept in whole seconds.
    const seconds = secondOf(input.endsAt) - secondOf(input.startsAt)
    if (seconds <= 0) issue('endsAt', 'must be after startsAt')
    if (seconds > LONGEST_MEETING_DAYS * 86_400) issue('endsAt', TOO_LONG)
  } else {
    if (input.startDate === undefined) return issue('startDate', 'is missing')
    if (input.endDate === undefined) return issue('endDate', 'is missing')
    if (input.endDate <= input.startDate) issue('endDate', 'must be after startDate (it is exclusive)')
    else if (daysIn(input.startDate, input.endDate) > LONGEST_MEETING_DAYS) issue('endDate', TOO_LONG)
  }
  return undefined
}

const rrule = code(500)
/** An original start: an instant for timed series, a date for all-day ones. */
const start = z.union([instant, localDate], { error: 'must be an instant such as 2026-11-24T09:00:00Z, or a date' })

/** How an event repeats, beside its first rule (RFC 5545: RRULE, RDATE, EXDATE). */
const repetition = {
  moreRules: z.array(rrule).max(10).optional(),
  rdates: z.array(start).max(500).optional(),
  exdates: z.array(start).max(500).optional(),
}

export const newEvent = z
  .object({
    ...times,
    title: details.title,
    rrule: rrule.optional(),
    ...repetition,
    attendees: details.attendees.default([]),
    resources: details.resources.default([]),
    privacy: details.privacy.default('public'),
    showAs: details.showAs.default('busy'),
    description: details.description.default(''),
    location: details.location.default(''),
    videoCallUrl: details.videoCallUrl.default(''),
  })
  .superRefine((input, context) => {
    checkTimes(input, context, true)
  })
export type NewEvent = z.infer<typeof newEvent>

export const eventChange = z
  .object({
    ...times,
    title: details.title.optional(),
    rrule: z.union([rrule, z.null()]).optional(),
    ...repetition,
    attendees: details.attendees.optional(),
    resources: details.resources.optional(),
    privacy: details.privacy.optional(),
    showAs: details.showAs.optional(),
    description: details.description.optional(),
    location: details.location.optional(),
    videoCallUrl: details.videoCallUrl.optional(),
  })
  .superRefine((input, context) => {
    checkTimes(input, context, false)
  })
export type EventChange = z.infer<typeof eventChange>

const scope = z.enum(['this', 'following', 'all']).optional()
const occurrence = start.optional()

export const createEvent = route({
  name: 'createEvent',
  door: 'app',
  method: 'POST',
  path: '/api/events',
  summary: 'Create an event or a series.',
  caller: 'member',
  body: newEvent,
  status: 201,
  response: calendarEvent.extend({ overlaps: z.int().optional() }),
  refusals: ['TooManyDates', 'TooLarge', 'RoomTaken', 'Busy'],
})

export const getEvent = route({
  name: 'getEvent',
  door: 'app',
  method: 'GET',
  path: '/api/events/{id}',
  summary: 'One event, or one occurrence of a series.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object({ occurrence }),
  status: 200,
  response: calendarEvent,
})

/** What became of an occurrence that was other than its series; `eventId` names the event in which it now stands. */
const fate = z.object({
  key: z.string(),
  newKey: z.string().optional(),
  became: z.enum(['changed', 'cancelled', 'reverted', 'kept', 'shifted', 'extra', 'lapsed', 'ended']),
  eventId: id,
})

export const changeEvent = route({
  name: 'changeEvent',
  door: 'app',
  method: 'PATCH',
  path: '/api/events/{id}',
  summary: 'Change an event; of a series, one occurrence, it and the following, or all.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object({ scope, occurrence }),
  body: eventChange,
  status: 200,
  response: calendarEvent.extend({
    overlaps: z.int().optional(),
    occurrences: z.array(fate).optional(),
    undo: z.object({ id, version: z.int() }).optional(),
  }),
  refusals: [
    'Changed',
    'SlotTaken',
    'Full',
    'BookingOver',
    'TooManyDates',
    'TooLarge',
    'RoomTaken',
    'Busy',
    'NotAllowed',
  ],
})

export const deleteEvent = route({
  name: 'deleteEvent',
  door: 'app',
  method: 'DELETE',
  path: '/api/events/{id}',
  summary: 'Delete an event; of a series, one occurrence, it and the following, or all. A booking is cancelled.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object({ scope, occurrence }),
  status: 204,
  refusals: ['Changed', 'NotAllowed', 'Busy', 'TooManyDates', 'TooLarge', 'RoomTaken'],
})

export const answerRequest = route({
  name: 'answerRequest',
  door: 'app',
  method: 'POST',
  path: '/api/bookings/{id}/answer',
  summary: 'Confirm or decline a booking that waits for its host.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ answer: z.enum(['confirm', 'decline']) }),
  status: 200,
  response: calendarEvent,
  refusals: ['BookingOver', 'Changed', 'NotAllowed', 'Busy'],
})

export const undoEventChange = route({
  name: 'undoEventChange',
  door: 'app',
  method: 'POST',
  path: '/api/events/{id}/undo',
  summary: 'Take back the change or deletion that made this version: everything is as before, a split is joined again.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ version: z.int().min(1).max(999_999_999) }),
  status: 200,
  response: calendarEvent,
  refusals: ['Changed', 'NotAllowed', 'TooManyDates', 'TooLarge', 'RoomTaken', 'Busy'],
})

export const replyToEvent = route({
  name: 'replyToEvent',
  door: 'app',
  method: 'POST',
  path: '/api/events/{id}/reply',
  summary: 'Accept, decline or answer tentatively to an event that one is invited to.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ reply: z.enum(['accepted', 'tentative', 'declined']) }),
  status: 200,
  response: calendarEvent,
  refusals: ['Changed', 'TooManyDates', 'TooLarge', 'RoomTaken', 'Busy'],
})
