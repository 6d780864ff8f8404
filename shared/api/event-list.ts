import { z } from 'zod'
import { MOST_MEMBERS_ASKED } from '../domain/people/member.ts'
import { cursor } from './cursor.ts'
import { colleague, isBusyOnly, privacy, reply, session, showAs, tags, times } from './event-fields.ts'
import { id, instant, isShortRange } from './fields.ts'
import { nothing, route } from './route.ts'

/**
 * `draft`: not sent out yet, seen by who may change it alone; `booking`: a customer's, for those who may see whose;
 * `changed`: a meeting that is other than its series; `pending`: waits for its host's answer; `overlapped`: something
 * else was put over a booking; `cut`: shown shorter than it is, for it is longer than an event may be, or too many of
 * its series go on at once.
 */
const mark = z.enum(['draft', 'booking', 'changed', 'pending', 'private', 'confidential', 'overlapped', 'cut'])

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
    tags,
    privacy,
    showAs,
    /** The reader's own answer; absent where they were not asked. */
    reply: reply.optional(),
    organizer: colleague,
    /** The calendar that it stands in, as far as the reader may know; a booking stands in none. */
    calendarId: id.optional(),
    /**
     * Those of the members asked for in whose calendar it stands: what several of them share comes once, save what is
     * only known to take their time.
     */
    ownerIds: z.array(id),
    attendeeCount: z.int(),
    /** Until when a request waits for the reader, as its host. */
    answerBy: instant.optional(),
    marks: z.array(mark),
    /** Somebody's time and no more: once for each of them, `organizer` is whose it is, and no event has its id. */
    isBusyOnly,
    session,
  })
  .meta({ id: 'EventEntry' })
export type EventEntry = z.infer<typeof eventEntry>

const MOST_CALENDARS = 50

/** Ids with commas between them. */
export const ids = (most: number, what: string) =>
  z
    .string()
    .max(4000)
    .transform((text) => [...new Set(text.split(',').filter((one) => one !== ''))])
    .pipe(z.array(id).max(most, `at most ${most} ${what} at a time`))

const memberIds = ids(MOST_MEMBERS_ASKED, 'members')
const calendarIds = ids(MOST_CALENDARS, 'calendars')

export const listEvents = route({
  name: 'listEvents',
  door: 'app',
  method: 'GET',
  path: '/api/events',
  summary:
    "Events in [from, to) of one's own calendars, or of colleagues named in `members` and of what stands " +
    'in `calendars`; series as occurrences, what begins first comes first. At most 5,000 entries and 2 MB: ' +
    'a list that does not end there goes on by `next`.',
  caller: 'member',
  query: z
    .object({
      from: instant,
      to: instant,
      members: memberIds.optional(),
      calendars: calendarIds.optional(),
      next: cursor.optional(),
    })
    .superRefine(isShortRange),
  answers: { 200: z.object({ events: z.array(eventEntry), next: z.string().optional() }) },
})

const more = { next: z.string().optional() }

export const listArchivedEvents = route({
  name: 'listArchivedEvents',
  door: 'app',
  method: 'GET',
  path: '/api/events/archived',
  summary:
    'Events that one organizes and put away, a series as one, what was put away last comes first; of a team with `calendar`. A list that does not end here goes on by `next`.',
  caller: 'member',
  query: z.object({ calendar: id.optional(), next: cursor.optional() }),
  answers: { 200: z.object({ events: z.array(eventEntry.extend({ archivedAt: instant })), ...more }) },
  refusals: ['NotFound'],
})

export const listDeletedEvents = route({
  name: 'listDeletedEvents',
  door: 'app',
  method: 'GET',
  path: '/api/events/deleted',
  summary:
    'The bin: events of the last 30 days that one organized or deleted, what was deleted last comes first. A list that does not end here goes on by `next`.',
  caller: 'member',
  query: z.object({ next: cursor.optional() }),
  answers: {
    200: z.object({
      events: z.array(eventEntry.extend({ deletedAt: instant, deletedBy: colleague })),
      ...more,
    }),
  },
})

export const readCalendarRevisions = route({
  name: 'readCalendarRevisions',
  door: 'app',
  method: 'GET',
  path: '/api/calendar/revisions',
  summary:
    'A word that is another one as soon as anything in these calendars has changed; asked with If-None-Match, 304 says that nothing has.',
  caller: 'member',
  query: z.object({ members: memberIds.optional(), calendars: calendarIds.optional() }),
  headers: z.object({ 'if-none-match': z.string().max(4000).optional() }),
  answers: { 200: z.object({ revision: z.string() }), 304: nothing },
})
