import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { CHOSEN_BECAUSE } from '../domain/booking/chosen-group.ts'
import { ATTENDANCES, LONGEST_NOTES } from '../domain/booking/visit.ts'
import { LIFTABLE } from '../domain/offers/lifting.ts'
import { MOST_DAYS_ASKED } from '../domain/offers/slot-request.ts'
import { linkToken, pageParams } from './booking-page.ts'
import { askedChoices, choices } from './choices.ts'
import { cursor } from './cursor.ts'
import { calendarEvent } from './events.ts'
import {
  areDaysWithin,
  email,
  id,
  instant,
  isShortRange,
  line,
  localDate,
  locale,
  mailFault,
  slug,
  text,
  timeZone,
  token,
} from './fields.ts'
import { idempotencyKey } from './headers.ts'
import { paymentView } from './payments.ts'
import { route } from './route.ts'
import { missingGroups, slot } from './slots.ts'

export const customer = z.object({ name: line(120), email, timeZone, locale: locale.optional() })

export const bookingView = z
  .object({
    bookingId: id,
    status: z
      .enum(['pending', 'confirmed', 'cancelled'])
      .describe('`pending`: waits for its host, or (see `payment`) for its payment.'),
    /** Until when a request waits for its host. */
    answerBy: instant.optional(),
    /** It was never answered. */
    isLapsed: z.boolean().optional(),
    /** What was said when it was cancelled, by its host or its customer. */
    cancelMessage: z.object({ text: z.string(), by: z.enum(['host', 'customer']) }).optional(),
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
    /** The same under the words in which it was asked, in that order; what is no words already says what it is. */
    answered: z.array(
      z.object({ question: z.string(), answer: z.string(), kind: z.enum(['yesNo', 'date', 'choices']).optional() }),
    ),
    guests: z.array(z.string()),
    /** Whether the customer is mailed when it is certain. */
    isMailed: z.boolean(),
    /** Its video meeting, as long as it is confirmed. */
    videoCallUrl: z.string().optional(),
    /** Whether there is one as soon as it is certain. */
    hasVideoCall: z.boolean(),
    /** What the type says to whoever has booked it, once that is certain. */
    confirmationMessage: z.string().optional(),
    /** The same with its markup, made safe. */
    confirmationMessageHtml: z.string().optional(),
    /** Where its customer goes on to, once that is certain. */
    continueUrl: z.string().optional(),
    seats: z.int(),
    /** Of what is paid for. */
    payment: paymentView.optional(),
    /** Where it is paid, as long as it can be: a page of the payment provider. */
    payUrl: z.string().optional(),
    canMove: z.boolean(),
    canCancel: z.boolean(),
    /**
     * How it stands with an earlier time, where one can be waited for; `none`: nobody has asked for one; `ended`: the
     * appointment is no longer offered, and nobody waits for it any more.
     */
    earlier: z
      .object({
        state: z.enum(['none', 'waiting', 'asked', 'passed', 'ended']),
        /** The time that is held for it. */
        offered: slot.extend({ until: instant }).optional(),
      })
      .optional(),
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
    'Book a time. The header Idempotency-Key (1 to 255 characters) makes a retry return the first answer ' +
    'for 24 hours. What has a price is kept, `pending`, until it is paid at `payUrl`; where that cannot be ' +
    'opened just now, `checkPayment` opens it.',
  caller: 'anyone',
  params: pageParams,
  headers: z.object({ 'idempotency-key': idempotencyKey.optional() }),
  body: z.object({
    startsAt: instant,
    ...choices,
    customer,
    answers: z.record(z.string().max(40), text(2000)).default({}),
    guests: z.array(email).max(20).default([]),
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

const refusalsToMove = [
  'SlotTaken',
  'Busy',
  'NotOffered',
  'OutsideHours',
  'TooSoon',
  'TooFar',
  'TooManyTries',
  'TooLateToMove',
  'BookingOver',
  'LinkEnded',
  'LimitReached',
  'Full',
  'TooManyDates',
  'CalendarNotKnownThatFar',
] as const

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
  refusals: refusalsToMove,
})

export const waitForEarlier = route({
  name: 'waitForEarlier',
  door: 'public',
  method: 'POST',
  path: '/api/public/bookings/{token}/earlier',
  summary:
    'Wait for an earlier time on the waitlist of its type: one that becomes free is held for a while, and its ' +
    'customer is mailed. The booking stands until they take it.',
  caller: 'link',
  params: z.object({ token }),
  answers: { 200: bookingView },
  refusals: ['StillFree', 'NotOffered', 'TooMany', 'TooLateToMove', 'BookingOver', 'LinkEnded', 'TooManyTries', 'Busy'],
})

export const stopWaitingForEarlier = route({
  name: 'stopWaitingForEarlier',
  door: 'public',
  method: 'DELETE',
  path: '/api/public/bookings/{token}/earlier',
  summary: 'Wait no longer; a time that is held is given back.',
  caller: 'link',
  params: z.object({ token }),
  answers: { 200: bookingView },
  refusals: ['LinkEnded', 'TooManyTries', 'Busy'],
})

export const takeEarlier = route({
  name: 'takeEarlier',
  door: 'public',
  method: 'POST',
  path: '/api/public/bookings/{token}/earlier/take',
  summary: 'Move the booking to the time that is held for it.',
  caller: 'link',
  params: z.object({ token }),
  answers: { 200: bookingView },
  refusals: [...refusalsToMove, 'Changed'],
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
  refusals: ['TooLateToCancel', 'BookingOver', 'LinkEnded', 'Busy', 'TooManyTries'],
})

export const cancelWithReason = route({
  name: 'cancelWithReason',
  door: 'public',
  method: 'POST',
  path: '/api/public/bookings/{token}/cancel',
  summary: 'Cancel the booking as `cancelBooking` does, with a reason that its hosts read.',
  caller: 'link',
  params: z.object({ token }),
  body: z.object({ reason: text(1000).optional() }),
  answers: { 200: bookingView },
  refusals: ['TooLateToCancel', 'BookingOver', 'LinkEnded', 'Busy', 'TooManyTries'],
})

export const answerRequest = route({
  name: 'answerRequest',
  door: 'app',
  method: 'POST',
  path: '/api/bookings/{id}/answer',
  summary: 'Confirm or decline a booking that waits for its host; its customer reads the message of whoever declines.',
  caller: 'member',
  params: z.object({ id }),
  body: z
    .object({ answer: z.enum(['confirm', 'decline']), message: text(1000).optional() })
    .superRefine(({ answer, message }, context) => {
      if (answer === 'confirm' && message !== undefined)
        context.addIssue({ code: 'custom', path: ['message'], message: says('unknown') })
    }),
  answers: { 200: calendarEvent },
  refusals: ['BookingOver', 'Changed', 'NotAllowed', 'Busy'],
})

const listed = z
  .object({
    id,
    version: z.int(),
    status: z.enum(['pending', 'confirmed', 'cancelled']),
    type: z.object({ slug, title: z.string() }),
    startsAt: instant,
    endsAt: instant,
    customer: z.object({ name: z.string(), email: z.string(), timeZone, locale: locale.optional(), mailFault }),
    guests: z.array(z.string()),
    hosts: z.array(z.object({ id, name: z.string() })),
    resources: z.array(z.object({ id, name: z.string() })),
    seats: z.int(),
    answers: z.array(z.object({ question: z.string(), answer: z.string() })),
    /** Why these hosts, in English. */
    because: z.string(),
    /**
     * Who and what serves it out of each group of its type, and why; of what was booked before that was written down it
     * is missing.
     */
    chosen: z
      .array(
        z.object({
          name: z.string().optional(),
          of: z.enum(['members', 'resources']),
          who: z.array(z.object({ id, name: z.string() })),
          because: z.enum(CHOSEN_BECAUSE),
          /** So many were free then, of the highest priority where `isPreferred`. */
          among: z.int().optional(),
          isPreferred: z.boolean().optional(),
          /** Of one person: their bookings of the type so far, and their weight where it is not 1. */
          bookings: z.int().optional(),
          weight: z.int().optional(),
        }),
      )
      .optional(),
    /** Whether it waits for an answer that the reader may give. */
    canAnswer: z.boolean(),
    /** Whether its customer is mailed when it is cancelled. */
    isCancellationMailed: z.boolean(),
    /** Whether its customer is mailed of nothing. */
    isQuiet: z.boolean(),
    /** Whether it was paid for when it was booked. */
    isPaid: z.boolean(),
    /** What its host said to the customer when it was cancelled. */
    cancelMessage: z.string().optional(),
    /** Absent: they are the words of its host. */
    cancelMessageBy: z.enum(['customer']).optional(),
    /** Until when a request waits. */
    answerBy: instant.optional(),
    /** Nobody answered it in time. */
    isLapsed: z.boolean().optional(),
    /** Whether its customer came, and notes: for its hosts alone. */
    attendance: z.enum(ATTENDANCES).optional(),
    notes: z.string().optional(),
    /** The record that it is about, for those who may follow that up. */
    record: z.object({ id, kind: z.string(), title: z.string() }).optional(),
  })
  .meta({ id: 'ListedBooking' })
export type ListedBooking = z.infer<typeof listed>

export const bookAsHost = route({
  name: 'bookAsHost',
  door: 'app',
  method: 'POST',
  path: '/api/bookings',
  summary:
    'Book a time for a customer. `override` names the rules that are lifted for it, by whoever keeps the ' +
    'type: when it is offered, its limits, that it waits for a yes; what is taken is never sold twice. What ' +
    'began less than twelve hours ago can be written down (`past`). No payment is taken. The header Idempotency-Key ' +
    'makes a retry return the first answer for 24 hours.',
  caller: 'member',
  headers: z.object({ 'idempotency-key': idempotencyKey.optional() }),
  body: z.object({
    type: slug,
    startsAt: instant,
    ...choices,
    customer: z.object({
      name: line(120),
      email,
      timeZone: timeZone.optional().describe("Where nobody says, the host's own."),
      locale: locale.optional(),
    }),
    answers: z.record(z.string().max(40), text(2000)).default({}),
    override: z.array(z.enum(LIFTABLE)).max(LIFTABLE.length).default([]),
    notify: z.boolean().default(true).describe('Whether the customer is mailed about it, now and later.'),
  }),
  answers: { 201: listed },
  refusals: [
    'Full',
    'SlotTaken',
    'Busy',
    'NotOffered',
    'OutsideHours',
    'TooSoon',
    'TooFar',
    'LimitReached',
    'IdempotencyKeyReused',
    'CalendarNotKnownThatFar',
    'NotAllowed',
  ],
})

/** A reason with its instants as the wire writes them. */
const reasonOfStart = z.looseObject({
  reason: z.string(),
  who: id.optional(),
  until: instant.optional(),
  what: z.looseObject({ kind: z.string() }).optional(),
  lift: z.looseObject({}).optional(),
  missing: missingGroups,
})

/** What is known of a start: the rules that its host would go beyond there, or what is taken. */
const knownStart = z.object({
  startsAt: instant,
  endsAt: instant,
  /** What would have to be lifted, in `override`; empty where it is offered. */
  lifting: z.array(z.object({ rule: z.enum(LIFTABLE), reason: reasonOfStart })),
  /** Why nobody can have it, whatever they lift. */
  reason: reasonOfStart.optional(),
})

export const checkStart = route({
  name: 'checkStart',
  door: 'app',
  method: 'GET',
  path: '/api/bookings/start',
  summary: 'Whether a member could book a start for a customer, and which rules they would lift for it.',
  caller: 'member',
  query: z.object({
    type: slug,
    startsAt: instant,
    ...askedChoices,
    email: email.optional().describe('Of the customer: limits per booker count.'),
  }),
  answers: {
    200: knownStart.extend({
      /** Whether it would wait for a yes, unless `approval` is lifted. */
      waits: z.boolean(),
      /** Whether the reader may lift anything. */
      mayLift: z.boolean(),
    }),
  },
  refusals: ['NotOffered'],
})

export const checkElsewhere = route({
  name: 'checkElsewhere',
  door: 'app',
  method: 'GET',
  path: '/api/bookings/{id}/start',
  summary:
    'Whether a booking could be had at a start by all who serve it, the things of its groups among them, or by ' +
    '`host` in the place of one of them; and which rules its host goes beyond there. Of an appointment that has been ' +
    'deleted: whether the time is free.',
  caller: 'member',
  params: z.object({ id }),
  query: z
    .object({
      startsAt: instant,
      host: id.optional(),
      from: id.optional().describe('In whose place.'),
    })
    .superRefine(({ host, from }, context) => {
      if ((host === undefined) === (from === undefined)) return
      context.addIssue({ code: 'custom', path: [host === undefined ? 'host' : 'from'], message: says('missing') })
    }),
  answers: { 200: knownStart },
  refusals: ['NotAllowed', 'NotOffered'],
})

export const listStartsElsewhere = route({
  name: 'listStartsElsewhere',
  door: 'app',
  method: 'GET',
  path: '/api/bookings/{id}/starts',
  summary:
    'The offered times of the days from `from` to `to` (inclusive, at most 62) at which all who serve a booking ' +
    'could have it.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object({ from: localDate, to: localDate, timeZone }).superRefine(areDaysWithin(MOST_DAYS_ASKED)),
  answers: { 200: z.object({ slots: z.array(slot) }) },
  refusals: ['NotAllowed', 'NotOffered'],
})

export const reassignBooking = route({
  name: 'reassignBooking',
  door: 'app',
  method: 'POST',
  path: '/api/bookings/{id}/host',
  summary: 'Give a booking to another host of its type, who has to be free then; its people are told.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ host: id, from: id.optional().describe('Whose place is taken, where several hosts serve it.') }),
  answers: { 200: listed },
  refusals: ['SlotTaken', 'BookingOver', 'NotAllowed', 'Busy'],
})

export const noteBooking = route({
  name: 'noteBooking',
  door: 'app',
  method: 'PATCH',
  path: '/api/bookings/{id}',
  summary:
    'Write down whether the customer came, once it has begun, notes for its hosts, and the record that it is about: customers see none of it. Null takes mark and record away.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({
    attendance: z.enum(ATTENDANCES).nullish(),
    notes: text(LONGEST_NOTES).optional(),
    recordId: id.nullish(),
  }),
  answers: { 200: listed },
  refusals: ['BookingOver', 'TooSoon', 'NotAllowed', 'Busy'],
})

export const listBookings = route({
  name: 'listBookings',
  door: 'app',
  method: 'GET',
  path: '/api/bookings',
  summary:
    "Bookings that begin in [from, to), at most 400 days, what begins first comes first: one's own, for admins " +
    'all of the company. A list that does not end there goes on by `next`; cancelled ones are in it where ' +
    'they are asked for.',
  caller: 'member',
  query: z
    .object({
      from: instant,
      to: instant,
      status: z.enum(['pending', 'confirmed', 'cancelled']).optional(),
      attendance: z.enum(ATTENDANCES).optional(),
      type: slug.optional(),
      host: id.optional().describe('Of a member, or `none`: of resources alone.'),
      resource: id.optional(),
      q: z.string().max(120).optional().describe('A part of the name or the address of the customer.'),
      next: cursor.optional(),
    })
    .superRefine(isShortRange),
  answers: { 200: z.object({ bookings: z.array(listed), next: z.string().optional() }) },
})
