import { z } from 'zod'
import { type InputFaultCode, inputFaults } from '../domain/answers/bad-input.ts'
import { type RefusalName, refusals } from '../domain/answers/refusal.ts'
import { calendarEvent } from './events.ts'
import { id, instant } from './fields.ts'
import { slot } from './slots.ts'

/** What is wrong with a field: `code` and its `data` for those who word it for people, `message` for programs. */
export const inputFaultView = z.object({
  path: z.string(),
  code: z.enum(Object.keys(inputFaults) as [InputFaultCode, ...InputFaultCode[]]),
  message: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})

/** What a refusal or a fault says (RFC 9457). */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().meta({ type: 'integer' }),
  refusal: z.enum(Object.keys(refusals) as [RefusalName, ...RefusalName[]]).optional(),
  detail: z.string().optional(),
  errors: z.array(inputFaultView).optional(),
  alternatives: z.array(slot).optional(),
  /** The rule that forbids a time. */
  reason: z.looseObject({ reason: z.string() }).optional(),
  /** Dates of a recurring booking, or times of a room, that are taken. */
  clashes: z
    .array(
      z.object({
        startsAt: instant,
        endsAt: instant.optional(),
        resourceId: id.optional(),
        reason: z.string().optional(),
        alternatives: z.array(slot).optional(),
      }),
    )
    .optional(),
  /** What keeps somebody from being taken away. */
  hosting: z.object({ bookings: z.int(), events: z.int().optional(), types: z.array(z.string()) }).optional(),
  /** Fields that somebody else changed meanwhile, and the event as it is now. */
  conflicts: z.array(z.string()).optional(),
  current: calendarEvent.optional(),
  /** What became of a date of a series that does not take place. */
  gone: z
    .object({ is: z.enum(['calledOff', 'notInSeries']), at: instant.optional(), by: z.string().optional() })
    .optional(),
  /** The contact whose address it is. */
  holder: z.object({ id, name: z.string() }).optional(),
  /** Of a fault of ours: what its log has it under. */
  requestId: z.string().optional(),
})
export type Problem = z.infer<typeof problem>
