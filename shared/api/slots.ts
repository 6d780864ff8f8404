import { z } from 'zod'
import { MOST_DAYS_ASKED } from '../domain/offers/slot-request.ts'
import { linkToken, pageParams } from './booking-page.ts'
import { askedChoices } from './choices.ts'
import { areDaysWithin, email, id, instant, localDate, slug, timeZone } from './fields.ts'
import { route } from './route.ts'

/** A time that can be had. */
export const slot = z.object({ startsAt: instant, endsAt: instant })

/** What a booking page offers on some days. */
export const offered = z.object({
  slots: z.array(
    slot.extend({
      /** Who of them is free then, where one chooses after the time. */
      hosts: z.array(id).optional(),
      resources: z.array(id).optional(),
      /** To be shown first: it lies beside what is booked that day. */
      isBeside: z.boolean().optional(),
    }),
  ),
  /** Why days without times have none: the first reason of the day, privacy-safe. */
  closedDays: z.array(z.object({ date: localDate, reason: z.string() })),
})

export const listSlots = route({
  name: 'listSlots',
  door: 'public',
  method: 'GET',
  path: '/api/public/{company}/{type}/slots',
  summary: "The offered times of the days from `from` to `to` (inclusive, at most 62) of the visitor's zone.",
  caller: 'anyone',
  params: pageParams,
  query: z
    .object({
      from: localDate,
      to: localDate,
      timeZone,
      ...askedChoices,
      link: linkToken,
    })
    .superRefine(areDaysWithin(MOST_DAYS_ASKED)),
  answers: { 200: offered },
  refusals: ['TooManyTries'],
})

/** Of a type of several groups each of which too few are free; `group` is its place among the further ones. */
export const missingGroups = z
  .array(
    z.object({
      group: z.int().optional(),
      name: z.string().optional(),
      of: z.enum(['members', 'resources']),
      ids: z.array(id),
      needed: z.int(),
      free: z.int(),
    }),
  )
  .optional()

/** Whether a start is offered and by whom, or the first rule that forbids it. */
export const explanation = z.object({
  offer: z
    .object({
      startsAt: instant,
      endsAt: instant,
      hosts: z.array(id),
      resources: z.array(id),
      /** Sets of resources of which one is needed, the best fitting first. */
      seatings: z.array(z.array(id)),
      /** Of each further group of the type who or what is free then. */
      groups: z.array(z.array(id)).optional(),
      session: z.object({ seatsLeft: z.int() }).optional(),
    })
    .optional(),
  reason: z
    .looseObject({
      reason: z.string(),
      /** Instants in ISO 8601 UTC. */
      until: instant.optional(),
      /** What would have to change for the start to be offered. */
      lift: z.looseObject({}).optional(),
      missing: missingGroups,
      words: z.string(),
    })
    .optional(),
})

export const explainSlot = route({
  name: 'explainSlot',
  door: 'app',
  method: 'GET',
  path: '/api/explain/{type}',
  summary: 'Why a start is offered or not, by the same function as the booking page.',
  caller: 'member',
  params: z.object({ type: slug }),
  query: z.object({
    startsAt: instant,
    ...askedChoices,
    /** Asks for a customer of this address: limits per booker count. */
    email: email.optional(),
  }),
  answers: { 200: explanation },
})
