import { z } from 'zod'

/** What Graph answers (event, subscription and error resources), as far as it is used here. */

const text = z.string().nullish()
const number = z.number().nullish()
const moment = z.string().refine((value) => Number.isFinite(Date.parse(value)), 'is no moment')
const time = z.object({ dateTime: moment.nullish(), timeZone: text }).nullish()

export const graphEvent = z.object({
  id: z.string().min(1),
  '@odata.etag': text,
  '@removed': z.object({}).nullish(),
  type: text,
  seriesMasterId: text,
  originalStart: moment.nullish(),
  iCalUId: text,
  subject: text,
  body: z.object({ contentType: text, content: text }).nullish(),
  location: z.object({ displayName: text }).nullish(),
  start: time,
  end: time,
  isAllDay: z.boolean().nullish(),
  originalStartTimeZone: text,
  recurrence: z
    .object({
      pattern: z
        .object({
          type: text,
          interval: number,
          daysOfWeek: z.array(z.string()).nullish(),
          firstDayOfWeek: text,
          dayOfMonth: number,
          month: number,
          index: text,
        })
        .nullish(),
      range: z.object({ type: text, numberOfOccurrences: number, endDate: text }).nullish(),
    })
    .nullish(),
  sensitivity: text,
  showAs: text,
  responseStatus: z.object({ response: text }).nullish(),
})
export type GraphEventAnswer = z.output<typeof graphEvent>

/** Its items are read one by one. */
export const graphList = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': text,
  '@odata.deltaLink': text,
})

export const graphSubscription = z.object({ id: z.string().min(1), expirationDateTime: moment })

/** An error, in whatever shape: what it does not say is not there. */
export const graphFault = z
  .object({
    error: z.object({ code: text, message: text, '@event.existingEventId': text }).nullish().catch(undefined),
  })
  .catch({ error: undefined })
