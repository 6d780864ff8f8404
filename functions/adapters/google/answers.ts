import { z } from 'zod'

/** What Google answers (Calendar API, Events resource), as far as it is used here. */

const text = z.string().nullish()
const moment = z.string().refine((value) => Number.isFinite(Date.parse(value)), 'is no moment')
const time = z.object({ date: text, dateTime: moment.nullish(), timeZone: text }).nullish()

export const googleEvent = z.object({
  id: z.string().min(1),
  status: text,
  eventType: text,
  iCalUID: text,
  etag: text,
  summary: text,
  description: text,
  location: text,
  start: time,
  end: time,
  recurrence: z.array(z.string()).nullish(),
  recurringEventId: text,
  originalStartTime: time,
  visibility: text,
  transparency: text,
  attendees: z.array(z.object({ self: z.boolean().nullish(), responseStatus: text })).nullish(),
  extendedProperties: z.object({ private: z.record(z.string(), z.string()).nullish() }).nullish(),
})
export type GoogleEventAnswer = z.output<typeof googleEvent>

/** Its items are read one by one. */
export const googleList = z.object({
  items: z.array(z.unknown()).nullish(),
  nextPageToken: text,
  nextSyncToken: text,
})

export const googleChannel = z.object({ resourceId: text, expiration: z.coerce.number().int().positive() })

export const googleClaims = z.object({ sub: z.string().min(1), email: z.string().min(1) })
