import { z } from 'zod'
import { attendee, moreContent } from './event-schema.ts'

/** When events and spans are and how they repeat, as it stands in their rows. */
export const eventTimes = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('timed'), startsAt: z.number(), endsAt: z.number(), timeZone: z.string() }),
  z.object({ kind: z.literal('allDay'), startDate: z.string(), endDate: z.string() }),
])

const changedOccurrence = z.discriminatedUnion('isCancelled', [
  z.object({ isCancelled: z.literal(true) }),
  z.object({
    isCancelled: z.literal(false).optional(),
    times: eventTimes,
    title: z.string().optional(),
    description: z.string().optional(),
    location: z.string().optional(),
    videoCallUrl: z.string().optional(),
    ...moreContent,
    added: z.array(attendee).optional(),
    removed: z.array(z.string()).optional(),
    resources: z.array(z.string()).optional(),
  }),
])

export const repetition = {
  times: eventTimes,
  rrule: z.string().optional(),
  moreRules: z.array(z.string()).optional(),
  rdates: z.array(z.string()).optional(),
  changedOccurrences: z.record(z.string(), changedOccurrence),
}
