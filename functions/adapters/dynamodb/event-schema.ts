import { z } from 'zod'
import { privacies, reminderWays } from '../../../shared/domain/people/calendar.ts'

/**
 * What events say, as it stands in their rows, in those of calendars and members and in the spans that keep their
 * occurrences.
 */
export const privacy = z.enum(privacies)

const WAYS = { notification: 'screen', email: 'mail' } as const

/** Before reminders were sent their rows named the way by another word. */
function inTodaysWords(reminder: unknown): unknown {
  if (typeof reminder !== 'object' || reminder === null || !('kind' in reminder)) return reminder
  const { kind, ...rest } = reminder
  return { ...rest, by: WAYS[kind as keyof typeof WAYS] }
}

export const eventReminder = z.preprocess(
  inTodaysWords,
  z.object({ minutesBefore: z.number(), by: z.enum(reminderWays) }),
)

/** What an occurrence may say otherwise than its series, beside its words. */
export const moreContent = {
  descriptionHtml: z.string().optional(),
  tags: z.array(z.string()).optional(),
  attachments: z.array(z.object({ title: z.string(), url: z.string() })).optional(),
  reminders: z.array(eventReminder).optional(),
}

const reply = z.enum(['needsAction', 'accepted', 'tentative', 'declined'])
/** Somebody who is asked to an event, with what they answered. */
export const attendee = z.object({
  email: z.string(),
  name: z.string().optional(),
  memberId: z.string().optional(),
  reply,
  isOptional: z.boolean().optional(),
  answers: z
    .array(z.object({ key: z.string(), reply, isOnwards: z.boolean().optional(), answeredAt: z.number().optional() }))
    .optional(),
  comment: z.string().optional(),
  answeredAt: z.number().optional(),
})
