import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { ALIGNMENTS_MINUTES, LONGEST_HORIZON_DAYS, MOST_OFFERED_RANGES } from '../domain/booking/appointment-type.ts'
import { isEmbeddingSite, MOST_EMBEDDING_SITES } from '../domain/booking/embedding.ts'
import { MOST_GROUPS } from '../domain/booking/groups.ts'
import { MOST_QUESTIONS } from '../domain/booking/question.ts'
import { MOST_PRINCIPALS } from '../domain/ledger/decide.ts'
import { FULL_REFUND } from '../domain/payment/refund-rule.ts'
import {
  email,
  id,
  instant,
  line,
  localDate,
  minutes,
  optionalLine,
  slug,
  text,
  timeZone,
  webAddress,
} from './fields.ts'
import { price, refundRule } from './payments.ts'
import { givenQuestion, question } from './questions.ts'
import { nothing, route } from './route.ts'
import { dateOverride } from './schedules.ts'

const limit = z.int().min(1).max(10_000).nullable()
/**
 * `perDay` to `perMonth` count the bookings that one host (or resource) serves; `perBooker` those of an address that
 * are not over.
 */
const limits = z.object({
  perDay: limit.default(null),
  perWeek: limit.default(null),
  perMonth: limit.default(null),
  perBooker: limit.default(null),
})

const once = <T extends z.ZodArray<typeof id>>(list: T) =>
  list.refine((ids) => new Set(ids).size === ids.length, says('twice'))

const BETWEEN_NEIGHBOURS =
  'Between two neighbours the larger of their two buffers counts, not both, unless `buffersAddUp` says so.'

/** Whether a mail is sent; by which template, none: the built-in text. */
const mail = z.object({ isSent: z.boolean(), templateId: id.nullable() })
/** A template that is not named stays what it is. */
const mailGiven = z.object({ isSent: z.boolean(), templateId: id.nullable().optional() })

/** Of places beside those of the types. */
const RESERVED = ['new', 'bookings', 'resources', 'websites', 'waitlist', 'insights']

const fields = {
  slug,
  state: z
    .enum(['draft', 'published', 'archived'])
    .describe('Strangers can book what is published; for them there is nothing else.'),
  access: z
    .enum(['anyone', 'link'])
    .describe('Whether whoever has its address comes in, or only whoever has a private link.'),
  websites: z
    .array(slug)
    .max(30)
    .refine((all) => new Set(all).size === all.length, says('twice'))
    .describe('The pages of the company that list it, once it is published and open to anyone.'),
  title: line(120),
  description: text(4000),
  descriptionHtml: text(20_000).describe('The same with bold, italic, lists and links; it is made safe, and wins.'),
  location: optionalLine(300),
  /** In which its page speaks of it. */
  timeZone,
  isTimeZoneLocked: z.boolean().describe('Whether visitors read its times in that zone, and in no other.'),
  durationsMinutes: z
    .array(z.int().min(5).max(1440))
    .min(1)
    .max(10)
    .refine((all) => new Set(all).size === all.length, says('twice')),
  stepMinutes: z.int().min(5).max(1440),
  bufferBeforeMinutes: minutes(720).describe(`Free time before the appointment. ${BETWEEN_NEIGHBOURS}`),
  bufferAfterMinutes: minutes(720).describe(`Free time after the appointment. ${BETWEEN_NEIGHBOURS}`),
  buffersAddUp: z
    .boolean()
    .describe(
      'Whether the free time between two neighbours is the buffer after the one and the buffer before the other together. One of the two saying so is enough.',
    ),
  noticeMinutes: minutes(525_600),
  cancelNoticeMinutes: minutes(525_600).describe('So long before the start customers may still cancel.'),
  moveNoticeMinutes: minutes(525_600).describe('So long before the start customers may still move it.'),
  waitlistMinutes: z
    .int()
    .min(5)
    .max(10_080)
    .nullable()
    .describe('So long a place that becomes free is held for who is next on the waitlist; null: there is none.'),
  answerWithinMinutes: z
    .int()
    .min(5)
    .max(43_200)
    .nullable()
    .describe('So long a request waits for its answer, then it ends by itself; null: until it would begin.'),
  horizonDays: z.int().min(1).max(LONGEST_HORIZON_DAYS),
  dates: z
    .object({ from: localDate.optional(), to: localDate.optional() })
    .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      path: ['to'],
      message: says('before', { other: 'from' }),
    }),
  limits,
  seats: z.int().min(1).max(500),
  /** Member ids; `any` one of them by round robin, or `all` together. */
  hosts: once(z.array(id).max(50)),
  resources: once(z.array(id).max(50)),
  assignment: z.enum(['roundRobin', 'collective']),
  needed: z
    .int()
    .min(1)
    .max(MOST_PRINCIPALS)
    .describe(
      'How many of its hosts (of its resources, where no host serves) a booking takes; 1 where `collective` takes them all.',
    ),
  groups: z
    .array(
      z.object({
        name: line(60).optional(),
        of: z.enum(['members', 'resources']),
        ids: once(z.array(id).min(1).max(50)),
        needed: z.int().min(1).max(MOST_PRINCIPALS).default(1),
      }),
    )
    .max(MOST_GROUPS)
    .describe(
      'What a booking takes besides: so many of each of these, free for all of it and claimed in the same write. ' +
        'Nobody and nothing stands in two groups. Of people those with the fewest bookings are taken, of things ' +
        'what fits best, whole.',
    ),
  choose: z
    .enum(['whoThenTime', 'timeThenWho', 'automatic'])
    .describe('In which order customers choose; where all hosts serve together there is nobody to choose.'),
  showPictures: z.boolean().describe('Whether customers see the pictures of its hosts and resources.'),
  manageCapacities: z
    .boolean()
    .describe('Whether the capacities of its resources count; else one booking takes one of them, however many come.'),
  hostTerms: z.record(
    id,
    z.object({ weight: z.int().min(1).max(100).optional(), priority: z.int().min(0).max(10).optional() }),
  ),
  /** By member or resource id: the name of the hours in which it serves, where they are not the usual ones. */
  hours: z.record(id, z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, says('notScheduleName'))),
  limitToWorkingHours: z.boolean(),
  overrides: z
    .array(dateOverride)
    .max(400)
    .refine((all) => new Set(all.map(({ date }) => date)).size === all.length, says('twice'))
    .describe('Other hours on single dates, on the clock of each who serves; no windows: nothing is offered that day.'),
  isOpenOnHolidays: z.boolean().describe('Whether it is offered on the holidays of the company as well.'),
  alignMinutes: z
    .int()
    .refine(
      (minutes) => ALIGNMENTS_MINUTES.includes(minutes),
      says('notOneOf', { options: ALIGNMENTS_MINUTES.join(', ') }),
    )
    .nullable()
    .describe('The round minutes from which starts are counted; null: the largest that divides the step.'),
  offer: z
    .enum(['all', 'besideFirst', 'besideOnly'])
    .describe('On days on which something is booked: all free times, those beside it first, or only those.'),
  ranges: z
    .array(
      z
        .object({ startsAt: instant, endsAt: instant })
        .refine(({ startsAt, endsAt }) => Date.parse(startsAt) < Date.parse(endsAt), {
          path: ['endsAt'],
          message: says('notAfter', { other: 'startsAt' }),
        }),
    )
    .max(MOST_OFFERED_RANGES),
  confirmation: z.enum(['automatic', 'manual']),
  videoCall: z
    .enum(['none', 'almanac', 'googleMeet', 'teams'])
    .describe(
      "Whether each booking gets a video meeting when it is confirmed: `almanac` is a room at the company's " +
        'own address. `googleMeet` and `teams` come with the connected calendars, and are refused until then.',
    ),
  createOpportunity: z
    .boolean()
    .describe('Whether each booking makes a record, once it is certain: of its contact, owned by its host.'),
  approvalAbovePercent: z
    .int()
    .min(0)
    .max(100)
    .nullable()
    .describe(
      'Of resources without hosts: a booking with which more of their places are taken at that time than this share of all of them waits for a yes, and holds its place.',
    ),
  mostDates: z.int().min(1).max(40),
  questions: z.array(givenQuestion).max(MOST_QUESTIONS),
  reminderMinutesBefore: z
    .array(z.int().min(5).max(40_320))
    .max(5)
    .refine((all) => new Set(all).size === all.length, says('twice')),
  allowGuests: z.boolean().describe('Whether customers may name guests, who are told as well.'),
  confirmationMessage: text(4000).describe('What customers read once it is confirmed, on the page and in the mail.'),
  confirmationMessageHtml: text(20_000).describe(
    'The same with bold, italic, lists and links; it is made safe, and wins.',
  ),
  continueUrl: z
    .union([webAddress, z.literal('')])
    .describe('Where customers go on to once it is confirmed; empty: nowhere.'),
  embedOn: z
    .array(z.string().refine(isEmbeddingSite, says('notSite')))
    .max(MOST_EMBEDDING_SITES)
    .refine((all) => new Set(all).size === all.length, says('twice'))
    .describe('Origins of the sites that may show its page inside their own, such as `https://*.shop.example`.'),
  confirmationMail: mail,
  cancellationMail: mail,
  ccTo: z
    .array(email)
    .max(10)
    .refine((all) => new Set(all).size === all.length, says('twice'))
    .describe('Addresses that hear of every change, and take no part.'),
  price,
  refundRule,
}

export const appointmentType = z
  .object({
    ...fields,
    questions: z.array(question),
    timeZone: timeZone.optional(),
    version: z.int(),
    bookingUrl: z.string(),
    ownerId: id.optional().describe('Whose it is, where a member offers their own time.'),
    /** What the reader may do: change and delete it, and make links to it. */
    canChange: z.boolean(),
    canShare: z.boolean(),
  })
  .meta({ id: 'AppointmentType' })
export type AppointmentTypeView = z.infer<typeof appointmentType>

export const hasSomebody = (input: { hosts?: string[] | undefined; resources?: string[] | undefined }) =>
  (input.hosts?.length ?? 0) + (input.resources?.length ?? 0) > 0

export const listAppointmentTypes = route({
  name: 'listAppointmentTypes',
  door: 'app',
  method: 'GET',
  path: '/api/appointment-types',
  summary: "The appointment types of the company, and one's own.",
  caller: 'member',
  answers: {
    200: z.object({
      types: z.array(appointmentType),
      /** Whether what has a price can be booked; under `rehearsal` no money moves. */
      payments: z.enum(['off', 'rehearsal', 'live']),
    }),
  },
})

/** More appointments than these nobody puts in an order. */
const MOST_ORDERED = 500

export const orderAppointmentTypes = route({
  name: 'orderAppointmentTypes',
  door: 'app',
  method: 'PUT',
  path: '/api/appointment-types/order',
  summary:
    "Put the company's appointments in an order: that of the list, and of its pages. What is not named stands behind.",
  caller: 'admin',
  body: z.object({
    slugs: z
      .array(slug)
      .max(MOST_ORDERED)
      .refine((all) => new Set(all).size === all.length, says('twice')),
  }),
  answers: { 204: nothing },
  refusals: ['Busy'],
})

/** What makes a type, with what it is where that is not said. */
export const made = z.object({
  slug: fields.slug.refine((one) => !RESERVED.includes(one), says('reserved')),
  state: fields.state.default('published'),
  access: fields.access.default('anyone'),
  websites: fields.websites.optional().describe("Left out: the company's main page, for what is the company's own."),
  isPersonal: z
    .boolean()
    .optional()
    .describe("Whether it is the member's own: of their time alone, and only they and admins see it in the list."),
  title: fields.title,
  description: fields.description.default(''),
  descriptionHtml: fields.descriptionHtml.optional(),
  location: fields.location.default(''),
  timeZone: timeZone.optional().describe('That of the company, where it is left out.'),
  isTimeZoneLocked: fields.isTimeZoneLocked.default(false),
  durationsMinutes: fields.durationsMinutes.default([30]),
  stepMinutes: fields.stepMinutes.optional(),
  bufferBeforeMinutes: fields.bufferBeforeMinutes.default(0),
  bufferAfterMinutes: fields.bufferAfterMinutes.default(0),
  buffersAddUp: fields.buffersAddUp.default(false),
  noticeMinutes: fields.noticeMinutes.default(60),
  cancelNoticeMinutes: fields.cancelNoticeMinutes.default(0),
  waitlistMinutes: fields.waitlistMinutes.default(null),
  answerWithinMinutes: fields.answerWithinMinutes.default(null),
  moveNoticeMinutes: fields.moveNoticeMinutes.optional().describe('Left out: as long as they may cancel it.'),
  horizonDays: fields.horizonDays.default(60),
  dates: fields.dates.default({}),
  limits: limits.default({ perDay: null, perWeek: null, perMonth: null, perBooker: null }),
  seats: fields.seats.default(1),
  hosts: fields.hosts.default([]),
  resources: fields.resources.default([]),
  assignment: fields.assignment.default('roundRobin'),
  needed: fields.needed.default(1),
  groups: fields.groups.default([]),
  choose: fields.choose.default('automatic'),
  showPictures: fields.showPictures.default(false),
  manageCapacities: fields.manageCapacities.default(true),
  hostTerms: fields.hostTerms.default({}),
  hours: fields.hours.default({}),
  limitToWorkingHours: fields.limitToWorkingHours.optional(),
  overrides: fields.overrides.default([]),
  isOpenOnHolidays: fields.isOpenOnHolidays.default(false),
  alignMinutes: fields.alignMinutes.default(null),
  offer: fields.offer.default('all'),
  ranges: fields.ranges.default([]),
  confirmation: fields.confirmation.default('automatic'),
  videoCall: fields.videoCall.default('none'),
  createOpportunity: fields.createOpportunity.default(false),
  approvalAbovePercent: fields.approvalAbovePercent.default(null),
  mostDates: fields.mostDates.default(1),
  questions: fields.questions.default([]),
  reminderMinutesBefore: fields.reminderMinutesBefore.default([60]),
  allowGuests: fields.allowGuests.default(false),
  confirmationMessage: fields.confirmationMessage.default(''),
  confirmationMessageHtml: fields.confirmationMessageHtml.optional(),
  continueUrl: fields.continueUrl.default(''),
  embedOn: fields.embedOn.default([]),
  confirmationMail: mailGiven.default({ isSent: true }),
  cancellationMail: mailGiven.default({ isSent: true }),
  ccTo: fields.ccTo.default([]),
  price: fields.price.default(null),
  refundRule: fields.refundRule.default(FULL_REFUND),
})

export const createAppointmentType = route({
  name: 'createAppointmentType',
  door: 'app',
  method: 'POST',
  path: '/api/appointment-types',
  summary: 'Create an appointment type. Who is no admin offers their own time.',
  caller: 'member',
  body: made
    .refine(hasSomebody, { path: ['hosts'], message: says('nobodyOffered') })
    .refine(({ price: asked, mostDates }) => asked === null || mostDates === 1, {
      path: ['mostDates'],
      message: says('oneDatePaid'),
    }),
  answers: { 201: appointmentType },
  refusals: ['AlreadyExists', 'NotAllowed', 'Busy'],
})

/** What changes a type: only what is named becomes another. */
export const changing = z
  .object({
    ...fields,
    /** Limits that are not given stay as they are. */
    limits: z.object({ perDay: limit, perWeek: limit, perMonth: limit, perBooker: limit }).partial(),
    confirmationMail: mailGiven,
    cancellationMail: mailGiven,
  })
  .omit({ slug: true })
  .partial()

export const changeAppointmentType = route({
  name: 'changeAppointmentType',
  door: 'app',
  method: 'PATCH',
  path: '/api/appointment-types/{slug}',
  summary: 'Change an appointment type; existing bookings stay as they are.',
  caller: 'member',
  params: z.object({ slug }),
  body: changing,
  answers: { 200: appointmentType },
  refusals: ['Changed', 'NotAllowed', 'Busy'],
})

export const deleteAppointmentType = route({
  name: 'deleteAppointmentType',
  door: 'app',
  method: 'DELETE',
  path: '/api/appointment-types/{slug}',
  summary:
    'Delete an appointment type, its private links and its waitlist; existing bookings stay, and nobody is mailed.',
  caller: 'member',
  params: z.object({ slug }),
  answers: { 204: nothing },
  refusals: ['NotAllowed', 'Busy'],
})
