import { z } from 'zod'
import { reminders, start, times } from './event-fields.ts'
import { email, id, instant, minutes } from './fields.ts'
import { nothing, route } from './route.ts'

const way = z.enum(['screen', 'mail'])

export const readEventReminders = route({
  name: 'readEventReminders',
  door: 'app',
  method: 'GET',
  path: '/api/events/{id}/reminders',
  summary: 'How one is reminded of an event: what is planned, was sent, or was left out and why.',
  caller: 'member',
  params: z.object({ id }),
  answers: {
    200: z.object({
      mine: reminders,
      /** Chosen for oneself, in place of what the event says. */ isOwn: z.boolean(),
      planned: z.array(z.object({ at: instant, startsAt: instant, minutesBefore: minutes(40_320), by: way })),
      /** One's own, and those of others for whoever may change the event. */
      mails: z.array(
        z.object({
          to: email,
          startsAt: instant,
          minutesBefore: minutes(40_320),
          state: z.enum(['planned', 'sending', 'sent', 'skipped', 'parked', 'waiting']),
          at: instant,
          reason: z.string().optional(),
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
  summary: 'Mail oneself the reminder of the next date, to see what it looks like.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 204: nothing },
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
          occurrence: start.optional(),
          title: z.string(),
          location: z.string(),
          videoCallUrl: z.string(),
          ...times,
          minutesBefore: minutes(40_320),
          at: instant,
        }),
      ),
    }),
  },
})
