import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { instant, localDate, timeZone } from './fields.ts'

export const reply = z.enum(['needsAction', 'accepted', 'tentative', 'declined'])
export const privacy = z.enum(['public', 'private'])
export const showAs = z.enum(['busy', 'free'])

/** When an event is: instants, or dates with an exclusive end. */
export const times = {
  startsAt: instant.optional(),
  endsAt: instant.optional(),
  timeZone: timeZone.optional(),
  startDate: localDate.optional(),
  endDate: localDate.optional(),
}

/** An original start: an instant for timed series, a date for all-day ones. */
export const start = z.union([instant, localDate], {
  error: says('notInstantOrDate'),
})
