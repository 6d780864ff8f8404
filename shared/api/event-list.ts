import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { DAY_MS } from '../domain/time/units.ts'
import { cursor } from './cursor.ts'
import { privacy, reply, showAs, times } from './event-fields.ts'
import { id, instant } from './fields.ts'
import { route } from './route.ts'

/**
 * `booking`: a customer's, for those who may see whose; `changed`: a meeting that is other than its series; `pending`: waits
 * for its host's answer; `overlapped`: something else was put over a booking; `cut`: shown shorter than it is, for it is longer
 * than an event may be, or too many of its series go on at once.
 */
const mark = z.enum(['booking', 'changed', 'pending', 'private', 'overlapped', 'cut'])

/** What a grid draws; description, attendees and rules come with the one that is opened. */
export const eventEntry = z
  .object({
    id,
    /** The original start of one occurrence of a series. */
    occurrence: z.string().optional(),
    version: z.int(),
    title: z.string(),
    ...times,
    location: z.string(),
    /** Empty until there are tags. */
    tags: z.array(id),
    privacy,
    showAs,
    /** The reader's own answer; absent where they were not asked. */
    reply: reply.optional(),
    organizer: z.object({ id, name: z.string(), email: z.string() }),
    attendeeCount: z.int(),
    marks: z.array(mark),
  })
  .meta({ id: 'EventEntry' })
export type EventEntry = z.infer<typeof eventEntry>

const MOST_MEMBERS = 20

/** The ids of members, with commas between them. */
const memberIds = z
  .string()
  .max(2000)
  .transform((text) => text.split(',').filter((one) => one !== ''))
  .pipe(z.array(id).max(MOST_MEMBERS, `at most ${MOST_MEMBERS} members at a time`))

export const listEvents = route({
  name: 'listEvents',
  door: 'app',
  method: 'GET',
  path: '/api/events',
  summary:
    "Events in [from, to) of one's own calendar, or of colleagues named in `members`; series as occurrences, what begins first comes first. At most 5,000 entries and 2 MB: a list that does not end there goes on by `next`.",
  caller: 'member',
  query: z
    .object({ from: instant, to: instant, members: memberIds.optional(), next: cursor.optional() })
    .superRefine(({ from, to }, context) => {
      const length = Date.parse(to) - Date.parse(from)
      if (length <= 0) context.addIssue({ code: 'custom', path: ['to'], message: says('notAfter', { other: 'from' }) })
      if (length > 400 * DAY_MS)
        context.addIssue({ code: 'custom', path: ['to'], message: says('tooFarApart', { days: 400, other: 'from' }) })
    }),
  answers: { 200: z.object({ events: z.array(eventEntry), next: z.string().optional() }) },
})
