import { z } from 'zod'
import { providerKeys } from '../domain/event/calendar-providers.ts'
import { MOST_COMMENT } from '../domain/people/attendee.ts'
import {
  attachments,
  colleague,
  isBusyOnly,
  privacy,
  reminders,
  reply,
  session,
  showAs,
  start,
  tags,
  times,
} from './event-fields.ts'
import { eventChange, newEvent } from './event-input.ts'
import { LONGEST_NOTE, mailPreview, telling } from './event-telling.ts'
import { email, id, instant, mailFault, optionalLine, slug, text } from './fields.ts'
import { ifMatch } from './headers.ts'
import { proposal, unbelieved } from './mailed-replies.ts'
import { paymentView } from './payments.ts'
import { nothing, route } from './route.ts'

const attendee = z.object({
  email,
  name: optionalLine(120).optional(),
  reply,
  isOptional: z.boolean().optional(),
  /** What they wrote with their answer. */ comment: z.string().optional(),
  /** Asked to this date of the series alone. */ isOnlyThisDate: z.boolean().optional(),
  /** Why no mails go there, for whoever may change the one event that is read. */ mailFault,
})

/** An event as one reader may see it, whole; `occurrence` is the original start of one occurrence of a series. */
export const calendarEvent = z
  .object({
    id,
    version: z.int(),
    title: z.string(),
    ...times,
    rrule: z.string().optional(),
    /** Further rules of the same series, extra starts, and starts at which nothing takes place. */
    moreRules: z.array(z.string()).optional(),
    rdates: z.array(z.string()).optional(),
    exdates: z.array(z.string()).optional(),
    /** The series that this one was split from, and the one that goes on after it. */
    splitFrom: z.object({ id, key: z.string() }).optional(),
    continuedBy: id.optional(),
    occurrence: z.string().optional(),
    isChangedOccurrence: z.boolean().optional(),
    attendees: z.array(attendee),
    organizer: colleague,
    privacy,
    showAs,
    description: z.string(),
    /** The description with bold, italic, lists and links, safe to show; empty where it has none of them. */
    descriptionHtml: z.string(),
    location: z.string(),
    videoCallUrl: z.string(),
    tags,
    attachments,
    reminders,
    /** The calendar that it stands in, as far as the reader may know; a booking stands in none. */
    calendarId: id.optional(),
    appointmentTypeId: slug.optional(),
    /** What it is about, for those who may follow that up. */
    recordId: id.optional(),
    record: z.object({ id, kind: z.string(), title: z.string() }).optional(),
    /** For which activity it was placed, and whether that is still to be done. */
    activity: z.object({ id, summary: z.string(), isDone: z.boolean() }).optional(),
    /** Not sent out yet: nobody but who may change it knows of it. */
    isDraft: z.boolean().optional(),
    /** Off every calendar until it is taken back. */
    isArchived: z.boolean().optional(),
    /** Who was not told of a change, for whoever may change it. */
    untold: z.array(z.object({ email, name: z.string().optional() })).optional(),
    /** Other times that are proposed, and mails that counted for nothing, for whoever may change it. */
    proposals: z.array(proposal).optional(),
    unbelieved: z.array(unbelieved).optional(),
    /** What the reader may do with it. */
    canChange: z.boolean(),
    isBusyOnly,
    session,
    booking: z
      .object({
        type: z.string(),
        status: z.string(),
        /** Until when its request waits. */
        answerBy: instant.optional(),
        customer: z.object({ name: z.string(), email: z.string(), mailFault }),
        /** Whether its customer is mailed when it is cancelled. */
        isCancellationMailed: z.boolean(),
        /** The record that it made, to be followed up. */
        recordId: z.string().optional(),
        /** What was paid for it, where it has a price. */
        payment: paymentView.optional(),
      })
      .optional(),
    /** Rooms and other resources that it takes place in or with. */
    resources: z.array(id).optional(),
    source: z.enum(['almanac', ...providerKeys]),
  })
  .meta({ id: 'CalendarEvent' })
export type CalendarEventView = z.infer<typeof calendarEvent>

const scope = z.enum(['this', 'following', 'all']).optional()
const occurrence = start.optional()

export const createEvent = route({
  name: 'createEvent',
  door: 'app',
  method: 'POST',
  path: '/api/events',
  summary: 'Create an event or a series.',
  caller: 'member',
  query: z.object(telling),
  body: newEvent,
  answers: { 201: calendarEvent.extend({ overlaps: z.int().optional() }), 200: mailPreview },
  refusals: ['TooManyDates', 'TooLarge', 'RoomTaken', 'Busy'],
})

export const getEvent = route({
  name: 'getEvent',
  door: 'app',
  method: 'GET',
  path: '/api/events/{id}',
  summary: 'One event, or one occurrence of a series.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object({ occurrence }),
  answers: { 200: calendarEvent },
})

/** What became of an occurrence that was other than its series; `eventId` names the event in which it now stands. */
const occurrenceOutcome = z.object({
  key: z.string(),
  newKey: z.string().optional(),
  became: z.enum(['changed', 'cancelled', 'reverted', 'kept', 'shifted', 'extra', 'lapsed', 'ended']),
  eventId: id,
})

export const changeEvent = route({
  name: 'changeEvent',
  door: 'app',
  method: 'PATCH',
  path: '/api/events/{id}',
  summary: 'Change an event; of a series, one occurrence, it and the following, or all.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object({ scope, occurrence, ...telling }),
  headers: z.object({ 'if-match': ifMatch.optional() }),
  body: eventChange,
  answers: {
    200: z.union([
      calendarEvent.extend({
        overlaps: z.int().optional(),
        occurrences: z.array(occurrenceOutcome).optional(),
        undo: z.object({ id, version: z.int() }).optional(),
      }),
      mailPreview,
    ]),
  },
  refusals: [
    'Changed',
    'SlotTaken',
    'Full',
    'BookingOver',
    'TooManyDates',
    'TooLarge',
    'RoomTaken',
    'Busy',
    'NotAllowed',
  ],
})

const someTimes = z.object(times)

/** What would become of a date that is other than its series. */
const dateOutcome = z.object({
  key: z.string(),
  title: z.string(),
  fate: z.enum(['moves', 'stays', 'extra', 'reverts', 'ends']),
  was: someTimes,
  is: someTimes.optional(),
})

export const previewEventChange = route({
  name: 'previewEventChange',
  door: 'app',
  method: 'POST',
  path: '/api/events/{id}/preview',
  summary:
    'What a change, or a deletion where none is given, would make of the dates that are other than their series, for each scope. Nothing is changed.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ occurrence: start, change: eventChange.optional() }),
  answers: {
    200: z.object({
      scopes: z.array(
        z.object({
          scope: z.enum(['this', 'following', 'all']),
          isPossible: z.boolean(),
          /** How many dates there are; at most the first twenty are named. */
          count: z.int(),
          dates: z.array(dateOutcome),
        }),
      ),
    }),
  },
  refusals: ['NotAllowed'],
})

export const deleteEvent = route({
  name: 'deleteEvent',
  door: 'app',
  method: 'DELETE',
  path: '/api/events/{id}',
  summary: 'Delete an event; of a series, one occurrence, it and the following, or all. A booking is cancelled.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object({ scope, occurrence, ...telling }),
  headers: z.object({ 'if-match': ifMatch.optional() }),
  answers: { 200: mailPreview, 204: nothing },
  refusals: ['Changed', 'NotAllowed', 'Busy', 'TooManyDates', 'TooLarge', 'RoomTaken'],
})

export const cancelAppointment = route({
  name: 'cancelAppointment',
  door: 'app',
  method: 'POST',
  path: '/api/events/{id}/cancel',
  summary: 'Cancel a booking as its host, with a message that its people read in their mails.',
  caller: 'member',
  params: z.object({ id }),
  headers: z.object({ 'if-match': ifMatch.optional() }),
  body: z.object({
    message: text(1000).optional(),
    refund: z.enum(['rule', 'all']).default('rule').describe('What goes back of what was paid.'),
  }),
  answers: { 204: nothing },
  refusals: ['NotFound', 'Changed', 'NotAllowed', 'Busy', 'BookingOver'],
})

export const bookEvent = route({
  name: 'bookEvent',
  door: 'app',
  method: 'POST',
  path: '/api/events/{id}/booking',
  summary:
    'Make an event a booking of a type: the first attendee from outside becomes its customer and is told, host and resource are claimed, limits count it. The booking has an id of its own.',
  caller: 'member',
  params: z.object({ id }),
  headers: z.object({ 'if-match': ifMatch.optional() }),
  body: z.object({ type: slug }),
  answers: { 201: calendarEvent },
  refusals: ['Changed', 'NotAllowed', 'NotOffered', 'SlotTaken', 'LimitReached', 'Busy'],
})

export const unbookEvent = route({
  name: 'unbookEvent',
  door: 'app',
  method: 'DELETE',
  path: '/api/events/{id}/booking',
  summary:
    'Make a booking an event again: its time stays taken, its people take part, its link ends, and nobody is told that it was cancelled. The event has an id of its own.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 200: calendarEvent },
  refusals: ['NotAllowed', 'BookingOver', 'RoomTaken', 'SlotTaken', 'Busy'],
})

export const undoEventChange = route({
  name: 'undoEventChange',
  door: 'app',
  method: 'POST',
  path: '/api/events/{id}/undo',
  summary: 'Take back the change or deletion that made this version: everything is as before, a split is joined again.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object(telling),
  body: z.object({ version: z.int().min(1).max(999_999_999) }),
  answers: { 200: z.union([calendarEvent, mailPreview]) },
  refusals: ['Changed', 'NotAllowed', 'TooManyDates', 'TooLarge', 'RoomTaken', 'Busy'],
})

export const tellOfEvent = route({
  name: 'tellOfEvent',
  door: 'app',
  method: 'POST',
  path: '/api/events/{id}/tell',
  summary: 'Mail those who were not told of a change how it is now.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ note: text(LONGEST_NOTE).optional() }),
  answers: { 200: z.object({ told: z.int(), version: z.int() }) },
  refusals: ['Changed', 'NotAllowed', 'TooManyDates', 'TooLarge', 'RoomTaken', 'Busy'],
})

export const archiveEvent = route({
  name: 'archiveEvent',
  door: 'app',
  method: 'POST',
  path: '/api/events/{id}/archive',
  summary: 'Take an event, or a whole series, off every calendar without deleting it.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object(telling),
  answers: { 200: z.union([calendarEvent, mailPreview]) },
  refusals: ['Changed', 'NotAllowed', 'TooManyDates', 'TooLarge', 'Busy'],
})

export const unarchiveEvent = route({
  name: 'unarchiveEvent',
  door: 'app',
  method: 'POST',
  path: '/api/events/{id}/unarchive',
  summary: 'Bring an archived event back: the same UID, a higher SEQUENCE. Its rooms may have been taken meanwhile.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object(telling),
  answers: { 200: z.union([calendarEvent, mailPreview]) },
  refusals: ['Changed', 'NotAllowed', 'TooManyDates', 'TooLarge', 'RoomTaken', 'Busy'],
})

export const restoreEvent = route({
  name: 'restoreEvent',
  door: 'app',
  method: 'POST',
  path: '/api/events/{id}/restore',
  summary: 'Take an event out of the bin, within 30 days. A booking that was cancelled stays so.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object(telling),
  answers: { 200: z.union([calendarEvent, mailPreview]) },
  refusals: ['Changed', 'NotAllowed', 'BookingOver', 'TooManyDates', 'TooLarge', 'RoomTaken', 'Busy'],
})

export const replyToEvent = route({
  name: 'replyToEvent',
  door: 'app',
  method: 'POST',
  path: '/api/events/{id}/reply',
  summary:
    'Accept, decline or answer tentatively to an event that one is invited to, of a series for one date, it and the following, or all; needsAction takes an answer back.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object({ scope, occurrence }),
  body: z.object({ reply, comment: text(MOST_COMMENT).optional() }),
  answers: { 200: calendarEvent },
  refusals: ['Changed', 'TooManyDates', 'TooLarge', 'RoomTaken', 'Busy'],
})
