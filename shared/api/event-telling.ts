import { z } from 'zod'
import { times } from './event-fields.ts'
import { email, instant, mailFault, optionalLine, text } from './fields.ts'

/** So long is the line that somebody adds for those who are told. */
export const LONGEST_NOTE = 1000

/** Whether those whom a change concerns are told of it, and what whoever does it adds. */
export const telling = {
  notify: z.enum(['all', 'none']).optional().describe('Whether those whom it concerns are told; else all are.'),
  note: text(LONGEST_NOTE).optional().describe('A line for those who are told.'),
  preview: z.literal('1').optional().describe('Only asks who would be told, and why: nothing changes.'),
}

const when = z.object(times)

/** Why somebody is told of an event: what is other than they have heard. */
const cause = z.object({
  kind: z.string(),
  /** Of one date of a series: its original start. */
  date: z.string().optional(),
  /** How many dates it is about. */
  dates: z.int().optional(),
  was: when.optional(),
  is: when.optional(),
})

/** Who gets which mail; `kind` is that of the first cause, or what became of a booking. */
export const mailPreview = z.object({
  mails: z.array(
    z.object({
      to: email,
      name: optionalLine(120).optional(),
      kind: z.string(),
      causes: z.array(cause).optional(),
      /** Why it does not go: nothing is sent to that address any more, and since when. */
      mailFault,
      closedAt: instant.optional(),
    }),
  ),
})
export type MailPreview = z.infer<typeof mailPreview>
