import { z } from 'zod'
import { mailTroubles } from '../domain/effects/mail-trouble.ts'
import { reminderReasons } from '../domain/effects/reminder-reason.ts'
import { LONGEST_LEAD_MINUTES, reminderWays } from '../domain/people/calendar.ts'
import { start as originalStart, reminders, times } from './event-fields.ts'
import { email, id, instant, localDate, minutes } from './fields.ts'
import { nothing, route } from './route.ts'

/** The start that is reminded of. */
const start = { startsAt: instant.optional(), startDate: localDate.optional().describe('The first of whole days.') }

export const readEventReminders = route({
  name: 'readEventReminders',
  door: 'app',
  method: 'GET',
  path: '/api/events/{id}/reminders',
  summary: 'How one is reminded of an event or a booking: what is planned, was sent, or was left out and why.',
  caller: 'member',
  params: z.object({ id }),
  answers: {
    200: z.object({
      mine: reminders,
      /** Chosen for oneself, in place of what the event says. */ isOwn: z.boolean(),
      /** Among those who are reminded: whoever only looks after it is not. */ isReminded: z.boolean(),
      /** One's own, and the mails to others for whoever may change it; `others` are more than are named. */
      planned: z.array(
        z.object({
          to: z.array(email),
          others: z.int(),
          at: instant,
          ...start,
          minutesBefore: minutes(LONGEST_LEAD_MINUTES),
          by: z.enum(reminderWays),
        }),
      ),
      /** More of a series is to come than is named. */ hasMore: z.boolean(),
      /** The newest first. One's own, and those of others for whoever may change the event. */
      mails: z.array(
        z.object({
          to: email,
          ...start,
          minutesBefore: minutes(LONGEST_LEAD_MINUTES),
          state: z.enum(['planned', 'sending', 'sent', 'skipped', 'parked', 'waiting']),
          /** When it went or was given up, else when it is, or was, due or is tried again. */ at: instant,
          reason: z.enum(reminderReasons).optional(),
        }),
      ),
    }),
  },
})

export const setEventReminders = route({
  name: 'setEventReminders',
  door: 'app',
  method: 'PUT',
  path: '/api/events/{id}/reminders',
  summary: 'Choose by what one is reminded of an event oneself; none mutes it, null takes what the event says.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ reminders: reminders.nullable() }),
  answers: { 204: nothing },
  refusals: ['Changed', 'TooManyDates', 'TooLarge', 'RoomTaken', 'Busy'],
})

export const tryEventReminder = route({
  name: 'tryEventReminder',
  door: 'app',
  method: 'POST',
  path: '/api/events/{id}/reminders/test',
  summary: 'Mail oneself the reminder of the next date, to see what it looks like; a `trouble` is why it did not go.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 200: z.object({ to: email, trouble: z.enum(mailTroubles).optional() }) },
  refusals: ['BookingOver', 'TooManyTries'],
})

export const listScreenReminders = route({
  name: 'listScreenReminders',
  door: 'app',
  method: 'GET',
  path: '/api/reminders',
  summary: 'What is to be shown on the screen of whoever asks, in the next hour.',
  caller: 'member',
  answers: {
    200: z.object({
      reminders: z.array(
        z.object({
          id,
          occurrence: originalStart.optional(),
          title: z.string(),
          location: z.string(),
          videoCallUrl: z.string(),
          ...times,
          minutesBefore: minutes(LONGEST_LEAD_MINUTES),
          at: instant,
        }),
      ),
    }),
  },
})
