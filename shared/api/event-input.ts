import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { LONGEST_DESCRIPTION } from '../domain/event/description.ts'
import { LONGEST_MEETING_DAYS } from '../domain/recurrence/series-bounds.ts'
import { daysBetween, isLocalDate } from '../domain/time/time.ts'
import { DAY_SECONDS } from '../domain/time/units.ts'
import { attachments, privacy, reminders, reply, showAs, start, tags, times } from './event-fields.ts'
import { code, email, id, line, optionalLine, slug, text, webAddress } from './fields.ts'

const attendeesInput = z
  .array(
    z.object({
      email,
      name: optionalLine(120).optional(),
      reply: reply.optional(),
      isOptional: z.boolean().optional(),
    }),
  )
  .max(100)
  .refine((list) => new Set(list.map((one) => one.email)).size === list.length, says('twice'))

const details = {
  title: line(200),
  attendees: attendeesInput,
  /** Rooms and other resources of the company; unlike people they cannot be in two places. */
  resources: z
    .array(id)
    .max(10)
    .refine((list) => new Set(list).size === list.length, says('twice')),
  privacy,
  showAs,
  description: text(LONGEST_DESCRIPTION),
  /** With bold, italic, lists and links; all else is left out. The description is then the same in plain text. */
  descriptionHtml: text(20_000),
  location: optionalLine(300),
  videoCallUrl: z.union([webAddress, z.literal('')]),
  tags,
  attachments,
  reminders,
  /** The member whose event it is; whoever made it stays in it. */
  organizerId: id,
  /** One of the organizer's calendars, or a team's; their first where nothing is said. */
  calendarId: id,
  /** The slug of the appointment type that it belongs to. */
  appointmentTypeId: slug,
  /** The record of the business that it is about. */
  recordId: id,
  /** The activity of that record for which it is placed. */
  activityId: id,
  /** Nobody is asked, told or kept from anything yet; `false` sends it out. */
  isDraft: z.boolean(),
}

interface TimesInput {
  startsAt?: string | undefined
  endsAt?: string | undefined
  startDate?: string | undefined
  endDate?: string | undefined
}

const TOO_LONG = says('tooFarApart', { days: LONGEST_MEETING_DAYS, other: 'the start' })
/** Days between two dates; none where one of them is no date: that is a fault of its own. */
const daysIn = (from: string, to: string) => (isLocalDate(from) && isLocalDate(to) ? daysBetween(from, to) : 0)

const secondOf = (text: string) => Math.floor(Date.parse(text) / 1000)

/** Either two instants or two dates, the end after the start. */
function checkTimes(input: TimesInput, context: z.RefinementCtx, required: boolean): unknown {
  const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  const timed = input.startsAt !== undefined || input.endsAt !== undefined
  const allDay = input.startDate !== undefined || input.endDate !== undefined
  if (timed && allDay) return issue('startDate', says('timesAndDates'))
  if (!timed && !allDay) {
    if (!required) return undefined
    return issue('startsAt', says('noTimes'))
  }
  if (timed) {
    if (input.startsAt === undefined) return issue('startsAt', says('missing'))
    if (input.endsAt === undefined) return issue('endsAt', says('missing'))
    // Events are kept in whole seconds.
    const seconds = secondOf(input.endsAt) - secondOf(input.startsAt)
    if (seconds <= 0) issue('endsAt', says('notAfter', { other: 'startsAt' }))
    if (seconds > LONGEST_MEETING_DAYS * DAY_SECONDS) issue('endsAt', TOO_LONG)
  } else {
    if (input.startDate === undefined) return issue('startDate', says('missing'))
    if (input.endDate === undefined) return issue('endDate', says('missing'))
    if (input.endDate <= input.startDate) issue('endDate', says('notAfter', { other: 'startDate (it is exclusive)' }))
    else if (daysIn(input.startDate, input.endDate) > LONGEST_MEETING_DAYS) issue('endDate', TOO_LONG)
  }
  return undefined
}

const rrule = code(500)

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
    /** As its calendar says, where it says nothing. */
    privacy: details.privacy.optional(),
    /** Busy, whole days free, where it says nothing. */
    showAs: details.showAs.optional(),
    description: details.description.default(''),
    location: details.location.default(''),
    videoCallUrl: details.videoCallUrl.default(''),
    descriptionHtml: details.descriptionHtml.optional(),
    tags: details.tags.default([]),
    attachments: details.attachments.default([]),
    /** As its calendar says, where it says nothing. */
    reminders: details.reminders.optional(),
    organizerId: details.organizerId.optional(),
    calendarId: details.calendarId.optional(),
    appointmentTypeId: details.appointmentTypeId.optional(),
    recordId: details.recordId.optional(),
    activityId: details.activityId.optional(),
    isDraft: details.isDraft.optional(),
  })
  .superRefine((input, context) => {
    checkTimes(input, context, true)
  })

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
    descriptionHtml: details.descriptionHtml.optional(),
    tags: details.tags.optional(),
    attachments: details.attachments.optional(),
    reminders: details.reminders.optional(),
    organizerId: details.organizerId.optional(),
    calendarId: details.calendarId.optional(),
    appointmentTypeId: z.union([details.appointmentTypeId, z.null()]).optional(),
    recordId: z.union([details.recordId, z.null()]).optional(),
    isDraft: details.isDraft.optional(),
  })
  .superRefine((input, context) => {
    checkTimes(input, context, false)
  })
export type EventChange = z.infer<typeof eventChange>
