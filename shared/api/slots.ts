import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { daysBetween, isLocalDate } from '../domain/time/time.ts'
import { linkToken, pageParams } from './booking-page.ts'
import { email, id, instant, localDate, slug, timeZone } from './fields.ts'
import { route } from './route.ts'

/** A time that can be had. */
export const slot = z.object({ startsAt: instant, endsAt: instant })

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
      durationMinutes: z.coerce.number<number>().int().min(5).max(1440).optional(),
      hostId: id.optional(),
      resourceId: id.optional(),
      seats: z.coerce.number<number>().int().min(1).max(500).optional(),
      link: linkToken,
    })
    .superRefine(({ from, to }, context) => {
      if (!isLocalDate(from) || !isLocalDate(to)) return
      const days = daysBetween(from, to)
      if (days < 0) context.addIssue({ code: 'custom', path: ['to'], message: says('before', { other: 'from' }) })
      if (days > 61)
        context.addIssue({ code: 'custom', path: ['to'], message: says('tooFarApart', { days: 61, other: 'from' }) })
    }),
  answers: {
    200: z.object({
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
    }),
  },
  refusals: ['TooManyTries'],
})

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
    durationMinutes: z.coerce.number<number>().int().min(5).max(1440).optional(),
    hostId: id.optional(),
    resourceId: id.optional(),
    seats: z.coerce.number<number>().int().min(1).max(500).optional(),
    /** Asks for a customer of this address: limits per booker count. */
    email: email.optional(),
  }),
  answers: { 200: explanation },
})
