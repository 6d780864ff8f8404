import { z } from 'zod'
import { linkToken, pageParams } from './booking-page.ts'
import { cursor } from './cursor.ts'
import { calendarEvent } from './events.ts'
import { email, id, instant, isShortRange, line, locale, minutes, slug, text, timeZone, token } from './fields.ts'
import { idempotencyKey } from './headers.ts'
import { paymentView } from './payments.ts'
import { route } from './route.ts'
import { slot } from './slots.ts'

export const customer = z.object({ name: line(120), email, timeZone, locale: locale.optional() })

export const bookingView = z
  .object({
    bookingId: id,
    status: z
      .enum(['pending', 'confirmed', 'cancelled'])
      .describe('`pending`: waits for its host, or (see `payment`) for its payment.'),
    startsAt: instant,
    endsAt: instant,
    manageUrl: z.string(),
    company: z.object({ slug, name: z.string() }),
    type: z.object({ slug, title: z.string(), durationMinutes: z.int(), location: z.string() }),
    hosts: z.array(z.object({ id, name: z.string(), timeZone })),
    resources: z.array(z.object({ id, name: z.string() })),
    customer: z.object({ name: z.string(), email: z.string(), timeZone }),
    /** Its times are read in the zone that stands with the customer. */
    isTimeZoneLocked: z.boolean().optional(),
    answers: z.record(z.string(), z.string()),
    guests: z.array(z.string()),
    /** Whether the customer is mailed when it is certain. */
    isMailed: z.boolean(),
    /** Its video meeting, as long as it is confirmed. */
    videoCallUrl: z.string().optional(),
    /** What the type says to whoever has booked it, once that is certain. */
    confirmationMessage: z.string().optional(),
    seats: z.int(),
    /** Of what is paid for. */
    payment: paymentView.optional(),
    /** Where it is paid, as long as it can be: a page of the payment provider. */
    payUrl: z.string().optional(),
    canMove: z.boolean(),
    canCancel: z.boolean(),
    /** All dates of a recurring booking. */
    dates: z.array(z.object({ bookingId: id, startsAt: instant, manageUrl: z.string() })).optional(),
    /** Dates of a recurring booking that could not be had, as it was made. */
    skipped: z.array(z.object({ startsAt: instant, reason: z.string(), alternatives: z.array(slot) })).optional(),
  })
  .meta({ id: 'Booking' })
export type BookingView = z.infer<typeof bookingView>

export const bookAppointment = route({
  name: 'bookAppointment',
  door: 'public',
  method: 'POST',
  path: '/api/public/{company}/{type}/bookings',
  summary:
    'Book a time. The header Idempotency-Key (1 to 255 characters) makes a retry return the first answer for 24 hours. What has a price is kept, `pending`, until it is paid at `payUrl`; where that cannot be opened just now, `checkPayment` opens it.',
  caller: 'anyone',
  params: pageParams,
  headers: z.object({ 'idempotency-key': idempotencyKey.optional() }),
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
    link: linkToken,
    /** Books further dates at the same wall time of the customer, all or (`skip`) those that can be had. */
    repeat: z
      .object({
        every: z.enum(['day', 'week', 'twoWeeks', 'month']),
        count: z.int().min(2).max(40),
        onClash: z.enum(['refuse', 'skip']).default('refuse'),
      })
      .optional(),
  }),
  answers: { 201: bookingView },
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
    'LinkEnded',
    'PaymentOff',
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
  answers: { 200: bookingView },
  refusals: ['LinkEnded'],
})

/** A text of the calendar (RFC 5545). */
const calendarFile = z
  .custom<Uint8Array>((value) => value instanceof Uint8Array)
  .meta({ contentMediaType: 'text/calendar' })

export const readBookingFile = route({
  name: 'readBookingFile',
  door: 'public',
  method: 'GET',
  path: '/api/public/bookings/{token}/calendar',
  summary: 'The booking as a file for a calendar of its customer, with the UID and the revision that its mails have.',
  caller: 'link',
  params: z.object({ token }),
  answers: { 200: calendarFile },
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
  answers: { 200: bookingView },
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

export const checkPayment = route({
  name: 'checkPayment',
  door: 'public',
  method: 'POST',
  path: '/api/public/bookings/{token}/payment',
  summary:
    'Ask the payment provider whether the booking is paid, and do what follows. As long as it can be paid, `payUrl` says where.',
  caller: 'link',
  params: z.object({ token }),
  answers: { 200: bookingView },
  refusals: ['LinkEnded', 'TooManyTries', 'Busy', 'PaymentOff'],
})

export const cancelBooking = route({
  name: 'cancelBooking',
  door: 'public',
  method: 'DELETE',
  path: '/api/public/bookings/{token}',
  summary:
    'Cancel the booking; repeating it answers the same. What was paid goes back by the rule of its type; what waits for its payment is given up.',
  caller: 'link',
  params: z.object({ token }),
  answers: { 200: bookingView },
  refusals: ['TooLateToCancel', 'BookingOver', 'LinkEnded', 'Busy'],
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
  answers: { 200: calendarEvent },
  refusals: ['BookingOver', 'Changed', 'NotAllowed', 'Busy'],
})

const listed = z
  .object({
    id,
    version: z.int(),
    status: z.enum(['pending', 'confirmed']),
    type: z.object({ slug, title: z.string() }),
    startsAt: instant,
    endsAt: instant,
    customer: z.object({ name: z.string(), email: z.string(), timeZone }),
    guests: z.array(z.string()),
    hosts: z.array(z.object({ id, name: z.string() })),
    resources: z.array(z.object({ id, name: z.string() })),
    seats: z.int(),
    answers: z.array(z.object({ question: z.string(), answer: z.string() })),
    /** Why these hosts, in words. */
    because: z.string(),
    /** Whether it waits for an answer that the reader may give. */
    canAnswer: z.boolean(),
  })
  .meta({ id: 'ListedBooking' })
export type ListedBooking = z.infer<typeof listed>

export const listBookings = route({
  name: 'listBookings',
  door: 'app',
  method: 'GET',
  path: '/api/bookings',
  summary:
    "Bookings that begin in [from, to), at most 400 days, what begins first comes first: one's own, for admins all of the company. A list that does not end there goes on by `next`; cancelled ones are not in it.",
  caller: 'member',
  query: z
    .object({
      from: instant,
      to: instant,
      status: z.enum(['pending', 'confirmed']).optional(),
      type: slug.optional(),
      host: id.optional().describe('Of a member, or `none`: of resources alone.'),
      resource: id.optional(),
      q: z.string().max(120).optional().describe('A part of the name or the address of the customer.'),
      next: cursor.optional(),
    })
    .superRefine(isShortRange),
  answers: { 200: z.object({ bookings: z.array(listed), next: z.string().optional() }) },
})
