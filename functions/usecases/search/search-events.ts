import { mayKnowOf } from '../../../shared/domain/calendar/calendar-rights.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Calendar } from '../../../shared/domain/people/calendar.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Tags as TagList } from '../../../shared/domain/people/tag.ts'
import type { Occurrence } from '../../../shared/domain/recurrence/occurrence.ts'
import { anchorOf, foundIn, placeOf, type SearchPlace, stretchOf } from '../../../shared/domain/search/found.ts'
import { EVERYBODY, peopleOf, type SearchEntry, type SearchKind } from '../../../shared/domain/search/search-entry.ts'
import {
  mayFind,
  mayTouch,
  type SearchedCompany,
  type SearchQuestion,
  type SearchTerm,
  scopesFor,
  termsOf,
} from '../../../shared/domain/search/search-question.ts'
import type { Calendars } from '../../ports/calendars.ts'
import type { Events } from '../../ports/events.ts'
import type { Members } from '../../ports/members.ts'
import type { Resources } from '../../ports/resources.ts'
import type { SearchIndex } from '../../ports/search-index.ts'
import type { Tags } from '../../ports/tags.ts'
import type { World } from '../world.ts'
import { EntriesInOrder, type ReadPart } from './entries-in-order.ts'

/** The repositories that it uses. */
export type SearchEventsStore = SearchIndex &
  Pick<Events, 'events'> &
  Pick<Members, 'members'> &
  Pick<Calendars, 'calendars'> &
  Pick<Resources, 'resources'> &
  Pick<Tags, 'tags'>

/** So many events one answer holds: each is read as it is now, for a unit or more. */
const MOST_FOUND = 7
/** So many entries one answer looks at; a word that others have not, and many events have, goes on by `next`. */
const MOST_ENTRIES = 60
/** So many parts of a question are looked into, to know which of them is rarest, and so many entries of each. */
const MOST_PROBES = 3
const PROBE = 6

export interface Found {
  event: CalendarEvent
  /** The meeting that is shown: the next one, else the last. */
  occurrence: Occurrence
}

export interface SearchAnswer {
  found: Found[]
  next?: SearchPlace
  members: Member[]
  calendars: Calendar[]
  tags: TagList
}

/**
 * What a member may find by a question: series that go on first, then what is latest. The index only says what to look
 * at: each event is read as it is now, and answered if it still says so and today's rights show it to this reader.
 */
export async function searchEvents(
  tools: World<SearchEventsStore>,
  reader: Member,
  question: SearchQuestion,
  after?: SearchPlace,
): Promise<SearchAnswer> {
  const { store } = tools
  const { company } = reader
  const [members, calendars, tags, rooms] = await Promise.all([
    store.members(company),
    store.calendars(company),
    store.tags(company),
    store.resources(company),
  ])
  const known: SearchedCompany = { members, calendars, tags, rooms }
  const anchor = after?.anchor ?? anchorOf(question, tools.clock.now())
  const terms = termsOf(question, known)
  const { term: rarest, begun } = await rarestOf(store, company, terms, question, anchor, after)
  const lists = scopesFor(reader, known).flatMap((scope) =>
    rarest.lists.flatMap((list) =>
      (['span', 'once'] as const).map((kind) => ({
        list: { scope, list, kind },
        stretch: stretchOf(kind, question, anchor, after),
        ...(scope === EVERYBODY && kind === 'once' && list === rarest.lists[0] && { begun }),
      })),
    ),
  )
  const search: Search = {
    store,
    reader,
    question,
    known,
    terms,
    anchor,
    entries: new EntriesInOrder(store, company, anchor, lists, MOST_ENTRIES),
  }
  return { ...(await firstFound(search)), members, calendars, tags }
}

interface Search {
  store: SearchEventsStore
  reader: Member
  question: SearchQuestion
  known: SearchedCompany
  terms: SearchTerm[]
  anchor: number
  entries: EntriesInOrder
}

async function firstFound(search: Search): Promise<Pick<SearchAnswer, 'found' | 'next'>> {
  const { anchor, entries } = search
  const found: Found[] = []
  let last: SearchEntry | undefined
  for (;;) {
    const worth: SearchEntry[] = []
    while (worth.length < MOST_FOUND - found.length) {
      const entry = await nextReadable(search)
      if (!entry) break
      last = entry
      if (isWorthReading(search, entry)) worth.push(entry)
    }
    found.push(...(await stillSo(search, worth)))
    if (worth.length === 0 || found.length === MOST_FOUND) break
  }
  // What a reader may not find leaves no trace: where nothing else was looked at the search is over, and it goes on
  // behind what they might have found.
  return { found, ...(last && !entries.isExhausted && { next: placeOf(last, anchor) }) }
}

/** The next entry of an event that the reader may find. */
async function nextReadable({ entries, reader, known }: Search): Promise<SearchEntry | undefined> {
  for (;;) {
    const entry = await entries.next()
    if (!entry || mayFind(entry, reader, known)) return entry
  }
}

const isWorthReading = ({ question, terms }: Search, entry: SearchEntry): boolean =>
  mayTouch(entry, question) && terms.every((term) => term.isIn(entry))

/** Those of the events, as they are now, that the question still finds and the reader may find. */
async function stillSo(
  { store, reader, question, known, terms, anchor }: Search,
  worth: SearchEntry[],
): Promise<Found[]> {
  if (worth.length === 0) return []
  const events = await store.events(
    reader.company,
    worth.map(({ eventId }) => eventId),
  )
  const byId = new Map(events.map((event) => [event.id, event]))
  return worth.flatMap(({ eventId }) => {
    const event = byId.get(eventId)
    if (!event || !mayFind({ ...event, people: peopleOf(event) }, reader, known)) return []
    if (!mayKnowOf(event, reader, known.calendars, known.members)) return []
    const occurrence = foundIn(event, terms, question, anchor, reader.timeZone)
    return occurrence ? [{ event, occurrence }] : []
  })
}

/** The part of a question that fewest events have: of a few the first entries are looked at. */
async function rarestOf(
  store: SearchIndex,
  company: string,
  terms: SearchTerm[],
  question: SearchQuestion,
  anchor: number,
  after: SearchPlace | undefined,
): Promise<{ term: SearchTerm; begun?: ReadPart }> {
  if (terms.length === 1) return { term: terms[0]! }
  const probes = await Promise.all(
    terms.slice(0, MOST_PROBES).map(async (term) => {
      const kind: SearchKind = 'once'
      const stretch = stretchOf(kind, question, anchor, after)
      const { entries, isEnd } = await store.searchEntries(
        company,
        { scope: EVERYBODY, list: term.lists[0]!, kind },
        stretch,
        PROBE,
      )
      // Of lists that go on the one is rarest whose first entries reach furthest back.
      const reach = entries.length === 0 ? 0 : entries[0]!.at - entries.at(-1)!.at
      const rank = isEnd ? entries.length - PROBE : 1 / (1 + reach)
      return { term, begun: { entries, isEnd }, rank: rank + (term.lists.length > 1 ? PROBE : 0) }
    }),
  )
  return probes.sort((one, other) => one.rank - other.rank)[0]!
}
