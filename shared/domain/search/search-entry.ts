import { type CalendarEvent, isOffCalendars } from '../event/calendar-event.ts'
import { roomsOf } from '../event/event-placement.ts'
import { isTeamCalendar, type Privacy } from '../people/calendar.ts'
import { spanOf } from '../recurrence/event-times.ts'
import { isSeries } from '../recurrence/repetition.ts'
import { lastEndOf } from '../recurrence/series-end.ts'
import type { Instant } from '../time/time.ts'
import { DAY_MS, LATEST } from '../time/units.ts'
import { beginsOf, MOST_WORDS, searchWords } from './words.ts'

/** What the index is made of, by number: another one puts all events into it anew. */
export const INDEX_LAYOUT = 1

/**
 * The most rows that one event takes in the index (D12): with many who share a secret, fewer of its words are found.
 */
const MOST_ROWS = 400
const FEWEST_LISTS = 12
/** So many of its people and rooms an event is found by. */
const MOST_PEOPLE = 50
/** What is longer than this is looked for by its end, as a series is. */
export const LONGEST_ONCE_MS = 2 * DAY_MS
/** Where a series without end stands: after everything. */
export const ENDLESS = LATEST

/**
 * Who may look into a list. `all`: every member. A member's id: they and who looks after a calendar of theirs. `teams`:
 * who looks after a team's calendar.
 */
export type SearchScope = string
export const EVERYBODY: SearchScope = 'all'
export const TEAMS: SearchScope = 'teams'

/** `once`: stands at its start. `span`: a series, or what lasts for days, stands at its end. */
export type SearchKind = 'once' | 'span'

/**
 * An event as the index knows it: enough to tell whether it is worth to be read. What it shows the event itself says.
 */
export interface SearchEntry {
  company: string
  eventId: string
  kind: SearchKind
  /** Where it stands in its lists. */
  at: Instant
  /** What it takes, first to last; whole days as of UTC. */
  from: Instant
  to: Instant
  /**
   * Words of title, description and guests without case and accents, with spaces between; those of the place by
   * themselves.
   */
  words: string
  place: string
  /** Members, rooms, and addresses of others. */
  people: string[]
  /** As the event names them. */
  tags: string[]
  organizerId: string
  calendarId?: string
  privacy: Privacy
}

/** The lists that lead to an event, and its place in them: all that is needed to take it out again. */
export interface Postings {
  scopes: SearchScope[]
  /** Beginnings of words (`w.`), people (`p.`) and tags (`t.`). */
  lists: string[]
  kind: SearchKind
  at: Instant
}

export const listOfBegin = (begin: string) => `w.${begin}`
export const listOfPerson = (person: string) => `p.${person}`
export const listOfTag = (tag: string) => `t.${tag}`

/** What is said of the guests of an event: members have today's names, others the ones that were given. */
export const guestsIn = ({ attendees }: Pick<CalendarEvent, 'attendees'>): string =>
  attendees
    .filter(({ memberId }) => memberId === undefined)
    .map(({ name = '', email }) => `${name} ${email.split('@')[0]}`)
    .join(' ')

/** The occurrences that say something other than their series. */
const ownContents = ({ changedOccurrences }: CalendarEvent) =>
  Object.values(changedOccurrences).flatMap((one) => (one.isCancelled ? [] : [one]))

/** Everything that an event says, and each of its changed occurrences, the most telling first. */
function textOf(event: CalendarEvent): string {
  const own = ownContents(event)
  return [
    event.title,
    ...own.map(({ title }) => title),
    guestsIn(event),
    event.description,
    ...own.map(({ description }) => description),
  ].join(' ')
}

const placesOf = (event: CalendarEvent): string =>
  [event.location, ...ownContents(event).map(({ location }) => location)].join(' ')

/** Members, rooms and addresses that an event is found by. */
export const peopleOf = (event: CalendarEvent): string[] => [
  ...new Set([
    event.organizerId,
    ...event.attendees.map(({ memberId, email }) => memberId ?? email),
    ...roomsOf(event),
  ]),
]

const tagsOf = (event: CalendarEvent) => [
  ...new Set([...(event.tags ?? []), ...ownContents(event).flatMap(({ tags = [] }) => tags)]),
]

/**
 * Whose lists an event stands in: everybody's, or if it is private those of who is in it; a draft in its organizer's.
 */
function scopesOf({ privacy, organizerId, calendarId, attendees, isDraft }: CalendarEvent): SearchScope[] {
  if (privacy !== 'private' && !isDraft) return [EVERYBODY]
  const members = [organizerId, ...(isDraft ? [] : attendees.flatMap(({ memberId }) => memberId ?? []))]
  return [...new Set([...(isTeamCalendar(calendarId) ? [TEAMS] : []), ...members])].slice(0, MOST_ROWS / FEWEST_LISTS)
}

/** What the index is to know of an event; nothing of one that stands in no calendar. */
export function indexedAs(event: CalendarEvent): { entry: SearchEntry; postings: Postings } | undefined {
  if (isOffCalendars(event)) return undefined
  const first = spanOf(event.times, 'UTC')
  const isSpan = isSeries(event) || first.to - first.from > LONGEST_ONCE_MS
  const to = Math.min(lastEndOf(event) ?? ENDLESS, ENDLESS)
  const place = searchWords(placesOf(event), MOST_WORDS / 4)
  const words = searchWords(textOf(event), MOST_WORDS - place.length)
  const people = peopleOf(event).slice(0, MOST_PEOPLE)
  const tags = tagsOf(event)
  const scopes = scopesOf(event)
  const lists = [
    ...new Set([
      ...tags.map(listOfTag),
      ...people.map(listOfPerson),
      ...[...words, ...place].flatMap(beginsOf).map(listOfBegin),
    ]),
  ].slice(0, Math.max(FEWEST_LISTS, Math.floor(MOST_ROWS / scopes.length)))
  const { kind, at } = isSpan
    ? ({ kind: 'span', at: to } as const)
    : ({ kind: 'once', at: Math.max(0, first.from) } as const)
  return {
    entry: {
      company: event.company,
      eventId: event.id,
      kind,
      at,
      from: first.from,
      to,
      words: words.join(' '),
      place: place.join(' '),
      people,
      tags,
      organizerId: event.organizerId,
      ...(event.calendarId !== undefined && { calendarId: event.calendarId }),
      privacy: event.privacy,
    },
    postings: { scopes, lists, kind, at },
  }
}

/** One row of the index: a list of a scope. */
export interface SearchList {
  scope: SearchScope
  list: string
  kind: SearchKind
}

/** The lists that an event stands in, each once. */
export const listsOf = ({ scopes, lists, kind }: Postings): SearchList[] =>
  scopes.flatMap((scope) => lists.map((list) => ({ scope, list, kind })))

/** How an event stands in the index, kept beside it, so that nothing of what it was is left there. */
export interface Indexed {
  company: string
  eventId: string
  /** Rises with each write of this, so that of two jobs one begins anew. */
  revision: number
  /** What its rows say; absent where it has none. */
  entry?: SearchEntry
  /** Where rows of it may stand: one place, two while they are being written. */
  standings: Postings[]
  indexedAt: Instant
}
