import { z } from 'zod'

/** What events say, as it stands in their rows, in those of calendars and in the spans that keep their occurrences. */
export const privacy = z.enum(['public', 'confidential', 'private'])

export const eventReminder = z.object({ minutesBefore: z.number(), kind: z.enum(['notification', 'email']) })

/** What an occurrence may say otherwise than its series, beside its words. */
export const moreContent = {
  descriptionHtml: z.string().optional(),
  tags: z.array(z.string()).optional(),
  attachments: z.array(z.object({ title: z.string(), url: z.string() })).optional(),
  reminders: z.array(eventReminder).optional(),
}
