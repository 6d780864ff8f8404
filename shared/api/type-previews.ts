import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { MOST_DAYS_ASKED } from '../domain/offers/slot-request.ts'
import { changing, hasSomebody, made } from './appointment-types.ts'
import { bookingPage } from './booking-page.ts'
import { choices } from './choices.ts'
import { areDaysWithin, id, instant, localDate, slug, timeZone } from './fields.ts'
import { route } from './route.ts'
import { explanation, offered, slot } from './slots.ts'

/** A type that is being written. */
const written = made.omit({ slug: true, title: true })
const NOBODY = { path: ['hosts'], message: says('nobodyOffered') }

export const previewOffers = route({
  name: 'previewOffers',
  door: 'app',
  method: 'POST',
  path: '/api/appointment-types/preview',
  summary:
    "The times of the next 14 days, in the reader's zone, that a type of these rules would offer; nothing is stored.",
  caller: 'member',
  body: written.refine(hasSomebody, NOBODY),
  answers: {
    200: z.object({
      from: localDate,
      slots: z.array(slot),
      closedDays: z.array(z.object({ date: localDate, reason: z.string() })),
    }),
  },
  refusals: ['NotAllowed'],
})

export const explainPreview = route({
  name: 'explainPreview',
  door: 'app',
  method: 'POST',
  path: '/api/appointment-types/preview/explain',
  summary: 'Why a type of these rules would offer a start or not; nothing is stored.',
  caller: 'member',
  body: written.extend({ startsAt: instant }).refine(hasSomebody, NOBODY),
  answers: { 200: explanation },
  refusals: ['NotAllowed'],
})

export const previewBookingPage = route({
  name: 'previewBookingPage',
  door: 'app',
  method: 'POST',
  path: '/api/appointment-types/preview/page',
  summary: 'What the booking page of a type that is being written would say; nothing is stored.',
  caller: 'member',
  body: made.omit({ slug: true }).refine(hasSomebody, NOBODY),
  answers: { 200: bookingPage },
  refusals: ['NotAllowed'],
})

export const previewSlots = route({
  name: 'previewSlots',
  door: 'app',
  method: 'POST',
  path: '/api/appointment-types/preview/slots',
  summary:
    'The times that the booking page of a type that is being written would offer, as `listSlots` does; nothing is stored.',
  caller: 'member',
  body: written
    .extend({
      asked: z
        .object({ from: localDate, to: localDate, timeZone, ...choices })
        .superRefine(areDaysWithin(MOST_DAYS_ASKED)),
    })
    .refine(hasSomebody, NOBODY),
  answers: { 200: offered },
  refusals: ['NotAllowed'],
})

/** Times in their order: how many there are, and the first of them. */
const someTimes = z.object({ count: z.int(), times: z.array(instant).max(100) })

export const whatIf = route({
  name: 'whatIf',
  door: 'app',
  method: 'POST',
  path: '/api/appointment-types/{slug}/what-if',
  summary:
    'What a change of the rules would do in the next 60 days: which times appear and vanish, and which bookings no longer fit; nothing is stored.',
  caller: 'member',
  params: z.object({ slug }),
  body: changing,
  answers: {
    200: z.object({
      /** The last day that was looked at, in the reader's zone. */
      until: localDate,
      appearing: someTimes,
      vanishing: someTimes,
      /** Bookings that fit the rules of now, and not those of then. They stay as they are. */
      breaking: z.object({
        count: z.int(),
        bookings: z
          .array(
            z.object({
              id,
              startsAt: instant,
              endsAt: instant,
              customer: z.object({ name: z.string() }),
              /** What of the type no longer allows it, where that is neither its time nor its place. */
              rule: z.enum(['durationsMinutes', 'hosts', 'resources', 'groups']).optional(),
              reason: explanation.shape.reason,
            }),
          )
          .max(100),
      }),
      /** Whether every booking was looked at. */
      isWhole: z.boolean(),
    }),
  },
  refusals: ['NotAllowed'],
})
