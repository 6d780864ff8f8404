import { z } from 'zod'
import { daysBetween, isLocalDate } from '../domain/time/time.ts'
import { email, id, instant, line, localDate, minutes, optionalLine, slug, text, timeZone } from './fields.ts'
import { route } from './route.ts'

export const question = z
  .object({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
    label: line(200),
    kind: z.enum(['line', 'text', 'choice']),
    choices: z.array(line(100)).max(30).default([]),
    placeholder: optionalLine(200).default(''),
    isRequired: z.boolean().default(false),
  })
  .meta({ id: 'Question' })

const at = { company: slug, type: slug }

export const bookingPage = z
  .object({
    company: z.object({ slug, name: z.string() }),
    type: z.object({
      slug,
      title: z.string(),
      description: z.string(),
      location: z.string(),
      durationsMinutes: z.array(z.int()),
      horizonDays: z.int(),
      seats: z.int(),
      /** The largest party that one booking may bring. */
      mostPeople: z.int(),
      confirmation: z.enum(['automatic', 'manual']),
      mostDates: z.int(),
      timeZone,
      hosts: z.array(z.object({ id, name: z.string() })),
      resources: z.array(z.object({ id, name: z.string() })),
      questions: z.array(question),
    }),
  })
  .meta({ id: 'BookingPage' })
export type BookingPageView = z.infer<typeof bookingPage>

export const readBookingPage = route({
  name: 'readBookingPage',
  door: 'public',
  method: 'GET',
  path: '/api/public/{company}/{type}',
  summary: 'What a booking link offers.',
  caller: 'anyone',
  params: z.object(at),
  status: 200,
  response: bookingPage,
})

const slot = z.object({ startsAt: instant, endsAt: instant })

export const listSlots = route({
  name: 'listSlots',
  door: 'public',
  method: 'GET',
  path: '/api/public/{company}/{type}/slots',
  summary: "The offered times of the days from `from` to `to` (inclusive, at most 62) of the visitor's zone.",
  caller: 'anyone',
  params: z.object(at),
  query: z
    .object({
      from: localDate,
      to: localDate,
      timeZone,
      durationMinutes: z.coerce.number().int().min(5).max(1440).optional(),
      hostId: id.optional(),
      resourceId: id.optional(),
      seats: z.coerce.number().int().min(1).max(500).optional(),
    })
    .superRefine(({ from, to }, context) => {
      if (!isLocalDate(from) || !isLocalDate(to)) return
      const days = daysBetween(from, to)
      if (days < 0) context.addIssue({ code: 'custom', path: ['to'], message: 'must not be before from' })
      if (days > 61) context.addIssue({ code: 'custom', path: ['to'], message: 'at most 62 days from from' })
    }),
  status: 200,
  response: z.object({
    slots: z.array(slot),
    /** Why days without times have none: the first reason of the day, privacy-safe. */
    closedDays: z.array(z.object({ date: localDate, reason: z.string() })),
  }),
})

export const customer = z.object({ name: line(120), email, timeZone })

export const bookingView = z
  .object({
    bookingId: id,
    status: z.enum(['pending', 'confirmed', 'cancelled']),
    startsAt: instant,
    endsAt: instant,
    manageUrl: z.string(),
    company: z.object({ slug, name: z.string() }),
    type: z.object({ slug, title: z.string(), durationMinutes: z.int(), location: z.string() }),
    hosts: z.array(z.object({ id, name: z.string(), timeZone })),
    resources: z.array(z.object({ id, name: z.string() })),
    customer: z.object({ name: z.string(), email: z.string(), timeZone }),
    answers: z.record(z.string(), z.string()),
    guests: z.array(z.string()),
    seats: z.int(),
    canMove: z.boolean(),
    canCancel: z.boolean(),
    /** All dates of a recurring booking. */
    dates: z.array(z.object({ bookingId: id, startsAt: instant, manageUrl: z.string() })).optional(),
    /** Dates of a recurring booking that could not be had, as it was made. */
    skipped: z.array(z.object({ startsAt: instant, reason: z.string(), alternatives: z.array(slot) })).optional(),
  })
  .meta({ id: 'Booking' })
export type BookingView = z.infer<typeof bookingView>

const token = z.string().min(10).max(300)

export const holdSlot = route({
  name: 'holdSlot',
  door: 'public',
  method: 'POST',
  path: '/api/public/{company}/{type}/holds',
  summary:
    'Keep a time for ten minutes while the customer decides; booking with its token turns the hold into the booking.',
  caller: 'anyone',
  params: z.object(at),
  body: z.object({
    startsAt: instant,
    timeZone,
    durationMinutes: minutes(1440).min(5).optional(),
    hostId: id.optional(),
    resourceId: id.optional(),
    seats: z.int().min(1).max(500).optional(),
  }),
  status: 201,
  response: z.object({ hold: z.string(), startsAt: instant, endsAt: instant, expiresAt: instant }),
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
  ],
})

export const releaseHold = route({
  name: 'releaseHold',
  door: 'public',
  method: 'DELETE',
  path: '/api/public/holds/{token}',
  summary: 'Give a hold back; one that has ended or become a booking is left as it is.',
  caller: 'link',
  params: z.object({ token }),
  status: 204,
  refusals: ['Busy'],
})

export const bookAppointment = route({
  name: 'bookAppointment',
  door: 'public',
  method: 'POST',
  path: '/api/public/{company}/{type}/bookings',
  summary:
    'Book a time. The header Idempotency-Key (1 to 255 characters) makes a retry return the first answer for 24 hours.',
  caller: 'anyone',
  params: z.object(at),
  body: z.object({
    startsAt: instant,
    durationMinutes: minutes(1440).min(5).optional(),
    customer,
    answers: z.record(z.string().max(40), text(2000)).default({}),
    guests: z.array(email).max(20).default([]),
    hostId: id.optional(),
    resourceId: id.optional(),
    /** Seats of a class, or people to be seated. */
    seats: z.int().min(1).max(500).optional(),
    /** The token of a hold on this start: the hold becomes the booking. */
    hold: token.optional(),
    /** Books further dates at the same wall time of the customer, all or (`skip`) those that can be had. */
    repeat: z
      .object({
        every: z.enum(['day', 'week', 'twoWeeks', 'month']),
        count: z.int().min(2).max(40),
        onClash: z.enum(['refuse', 'skip']).default('refuse'),
      })
      .optional(),
  }),
  status: 201,
  response: bookingView,
  refusals: [
    'Full',
    'TooManyDates',
    'SlotTaken',
    'Busy',
    'NotOffered',
    'OutsideHours',
    'TooSoon',
    'TooFar',
    'LimitReached',
    'IdempotencyKeyReused',
    'CalendarNotKnownThatFar',
    'TooManyTries',
  ],
})

export const readBooking = route({
  name: 'readBooking',
  door: 'public',
  method: 'GET',
  path: '/api/public/bookings/{token}',
  summary: 'The booking behind a link.',
  caller: 'link',
  params: z.object({ token }),
  status: 200,
  response: bookingView,
  refusals: ['LinkEnded'],
})

export const moveBooking = route({
  name: 'moveBooking',
  door: 'public',
  method: 'PATCH',
  path: '/api/public/bookings/{token}',
  summary: 'Move the booking to another offered time.',
  caller: 'link',
  params: z.object({ token }),
  body: z.object({ startsAt: instant }),
  status: 200,
  response: bookingView,
  refusals: [
    'SlotTaken',
    'Busy',
    'NotOffered',
    'OutsideHours',
    'TooSoon',
    'TooFar',
    'TooLateToMove',
    'BookingOver',
    'LinkEnded',
    'LimitReached',
    'Full',
    'TooManyDates',
    'CalendarNotKnownThatFar',
  ],
})

export const cancelBooking = route({
  name: 'cancelBooking',
  door: 'public',
  method: 'DELETE',
  path: '/api/public/bookings/{token}',
  summary: 'Cancel the booking; repeating it answers the same.',
  caller: 'link',
  params: z.object({ token }),
  status: 200,
  response: bookingView,
  refusals: ['TooLateToCancel', 'BookingOver', 'LinkEnded', 'Busy'],
})
