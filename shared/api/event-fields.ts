import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { MOST_ATTACHMENTS } from '../domain/event/description.ts'
import { LONGEST_LEAD_MINUTES, MOST_REMINDERS, privacies, reminderWays } from '../domain/people/calendar.ts'
import { MOST_TAGS_OF_EVENT } from '../domain/people/tag.ts'
import { id, instant, line, localDate, minutes, timeZone, webAddress } from './fields.ts'

export const reply = z.enum(['needsAction', 'accepted', 'tentative', 'declined'])

/** Who may know what it is: everybody, the company, or those who are in it and who look after the calendar. */
export const privacy = z.enum(privacies)
export const showAs = z.enum(['busy', 'free'])

/** Ids of the company's tags. */
export const tags = z
  .array(id)
  .max(MOST_TAGS_OF_EVENT)
  .refine((list) => new Set(list).size === list.length, says('twice'))

/** Told to the people of an event before it begins, at most four weeks: by mail, or on the screen of members. */
export const reminders = z
  .array(z.object({ minutesBefore: minutes(LONGEST_LEAD_MINUTES), by: z.enum(reminderWays) }))
  .max(MOST_REMINDERS)

/** What belongs to it and stands elsewhere. */
export const attachments = z.array(z.object({ title: line(200), url: webAddress })).max(MOST_ATTACHMENTS)

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

/**
 * True where the reader sees only that the time is taken; the title then is `Busy`, which pages word in their language.
 */
export const isBusyOnly = z.boolean().optional()

/**
 * Of a class: its name and its seats, of which its title says in English what pages say in the language of their
 * reader.
 */
export const session = z.object({ title: z.string(), taken: z.int(), capacity: z.int() }).optional()

/** A member by name; of one who `hasLeft` the name is `Former member`, which pages word in their language. */
export const colleague = z.object({ id, name: z.string(), email: z.string(), hasLeft: z.boolean().optional() })
