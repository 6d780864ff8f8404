import { z } from 'zod'
import { MOST_WAITED_DAYS } from '../domain/booking/waitlist.ts'
import { pageParams } from './booking-page.ts'
import { customer } from './bookings.ts'
import { choices } from './choices.ts'
import { areDaysWithin, email, id, instant, localDate, slug, timeZone, token } from './fields.ts'
import { nothing, route } from './route.ts'

const state = z.enum(['waiting', 'asked', 'taken', 'passed'])

export const joinWaitlist = route({
  name: 'joinWaitlist',
  door: 'public',
  method: 'POST',
  path: '/api/public/{company}/{type}/waitlist',
  summary:
    "Wait until something becomes free on the days from `from` to `to` (inclusive, at most 14) of the customer's " +
    'zone. Each is asked once, in the order in which they came: a place is held for them for a while, and ' +
    'they are mailed.',
  caller: 'anyone',
  params: pageParams,
  body: z
    .object({
      from: localDate,
      to: localDate,
      customer,
      ...choices,
    })
    .superRefine(areDaysWithin(MOST_WAITED_DAYS)),
  answers: {
    201: z.object({ token, url: z.string().describe('A page of its own: it shows the entry, and one leaves there.') }),
  },
  refusals: ['AlreadyWaiting', 'StillFree', 'NotOffered', 'TooMany', 'TooManyTries', 'Busy'],
})

export const waitlistEntry = z
  .object({
    company: slug,
    type: z.object({ slug, title: z.string() }),
    /** `ended`: what they waited for is no longer offered. */
    state: z.enum([...state.options, 'ended']),
    from: localDate,
    to: localDate,
    timeZone,
    /** It is not published at the moment: nobody is asked, and everybody keeps their place. */
    isPaused: z.boolean().optional(),
    /** The place that is held for them, where one is: booking with `hold` takes it. */
    offered: z.object({ startsAt: instant, until: instant, url: z.string() }).optional(),
  })
  .meta({ id: 'WaitlistEntry' })

export const readWaitlistEntry = route({
  name: 'readWaitlistEntry',
  door: 'public',
  method: 'GET',
  path: '/api/public/waitlist/{token}',
  summary: 'What somebody waits for, and what has become of it.',
  caller: 'link',
  params: z.object({ token }),
  answers: { 200: waitlistEntry },
  refusals: ['LinkEnded'],
})

export const leaveWaitlist = route({
  name: 'leaveWaitlist',
  door: 'public',
  method: 'DELETE',
  path: '/api/public/waitlist/{token}',
  summary: 'Leave the list; a place that is held is given back.',
  caller: 'link',
  params: z.object({ token }),
  answers: { 204: nothing },
  refusals: ['Busy', 'TooManyTries', 'LinkEnded'],
})

export const listedWaiting = z
  .object({
    id,
    type: z.object({ slug, title: z.string() }),
    state,
    from: localDate,
    to: localDate,
    customer: z.object({ name: z.string(), email, timeZone }),
    seats: z.int(),
    durationMinutes: z.int().optional(),
    hostId: id.optional(),
    resourceId: id.optional(),
    since: instant,
    /** Somebody who has a booking, at this time, and wants an earlier one. */
    instead: z.object({ bookingId: id, startsAt: instant }).optional(),
    offered: z.object({ startsAt: instant, until: instant }).optional(),
  })
  .meta({ id: 'ListedWaiting' })
export type ListedWaiting = z.infer<typeof listedWaiting>

export const listWaitlist = route({
  name: 'listWaitlist',
  door: 'app',
  method: 'GET',
  path: '/api/waitlist',
  summary: 'Who waits for which appointment, in order; of appointments that the member keeps or serves.',
  caller: 'member',
  answers: { 200: z.object({ entries: z.array(listedWaiting), isCut: z.boolean() }) },
})

export const removeFromWaitlist = route({
  name: 'removeFromWaitlist',
  door: 'app',
  method: 'DELETE',
  path: '/api/waitlist/{type}/{id}',
  summary:
    'Take somebody from the waitlist; a place that is held for them is given to the next one. They are not told.',
  caller: 'member',
  params: z.object({ type: slug, id }),
  answers: { 204: nothing },
  refusals: ['NotAllowed', 'Busy'],
})
