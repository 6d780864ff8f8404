import { z } from 'zod'
import { linkToken, pageParams } from './booking-page.ts'
import { choices } from './choices.ts'
import { id, instant, slug, timeZone, token } from './fields.ts'
import { nothing, route } from './route.ts'

export const holdSlot = route({
  name: 'holdSlot',
  door: 'public',
  method: 'POST',
  path: '/api/public/{company}/{type}/holds',
  summary:
    'Keep a time for ten minutes while the customer decides; booking with its token turns the hold into the booking.',
  caller: 'anyone',
  params: pageParams,
  body: z.object({
    startsAt: instant,
    timeZone,
    ...choices,
    link: linkToken,
  }),
  answers: { 201: z.object({ hold: z.string(), startsAt: instant, endsAt: instant, expiresAt: instant }) },
  refusals: [
    'SlotTaken',
    'Busy',
    'NotOffered',
    'OutsideHours',
    'TooSoon',
    'TooFar',
    'LimitReached',
    'Full',
    'TooManyDates',
    'CalendarNotKnownThatFar',
    'TooManyTries',
    'LinkEnded',
    'PaymentOff',
  ],
})

export const readHold = route({
  name: 'readHold',
  door: 'public',
  method: 'GET',
  path: '/api/public/holds/{token}',
  summary: 'A time that is kept, and for whom where it was offered to somebody on the waitlist.',
  caller: 'link',
  params: z.object({ token }),
  answers: {
    200: z.object({
      company: slug,
      type: slug,
      startsAt: instant,
      endsAt: instant,
      expiresAt: instant,
      seats: z.int(),
      hosts: z.array(id),
      resources: z.array(id),
      customer: z.object({ name: z.string(), email: z.string() }).optional(),
    }),
  },
  refusals: ['LinkEnded'],
})

export const releaseHold = route({
  name: 'releaseHold',
  door: 'public',
  method: 'DELETE',
  path: '/api/public/holds/{token}',
  summary: 'Give a hold back; one that has ended or become a booking is left as it is.',
  caller: 'link',
  params: z.object({ token }),
  answers: { 204: nothing },
  refusals: ['Busy'],
})
