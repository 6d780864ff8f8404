import { z } from 'zod'
import { privacies, reminderKinds } from '../../../shared/domain/people/calendar.ts'

/**
 * What events say, as it stands in their rows, in those of calendars and members and in the spans that keep their
 * occurrences.
 */
export const privacy = z.enum(privacies)

export const eventReminder = z.object({ minutesBefore: z.number(), kind: z.enum(reminderKinds) })

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
  answers: z.array(z.object({ key: z.string(), reply, isOnwards: z.boolean().optional() })).optional(),
  comment: z.string().optional(),
})
