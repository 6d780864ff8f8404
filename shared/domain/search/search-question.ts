import { calendarToday, mayEdit, readerOf } from '../calendar/calendar-rights.ts'
import { shownTo } from '../calendar/privacy.ts'
import { type Calendar, isTeamCalendar } from '../people/calendar.ts'
import type { Member } from '../people/member.ts'
import { type Tags, tagsToday } from '../people/tag.ts'
import type { Instant } from '../time/time.ts'
import { ZONES_MS } from '../time/units.ts'
import {
  EVERYBODY,
  listOfBegin,
  listOfPerson,
  listOfTag,
  type SearchEntry,
  type SearchScope,
  TEAMS,
} from './search-entry.ts'
import { beginAsked, isWordAsked, searchWords } from './words.ts'

/** What is looked for; all of it must hold. */
export interface SearchQuestion {
  /** Words of anything that an event says, as `searchWords` gives them; each may be the beginning of one. */
  words: string[]
  /** Words of its place, or of a room in which it is. */
  place: string[]
  /** Ids of members or rooms, and addresses. */
  people: string[]
  /** Ids of tags. */
  tags: string[]
  /** It touches [from, to). */
  from?: Instant | undefined
  to?: Instant | undefined
}

/** Whom and what a company has, today. */
export interface SearchedCompany {
  members: Member[]
  calendars: Calendar[]
  rooms: { id: string; name: string }[]
  tags: Tags
}

/** What an event, or one of its occurrences, says that can be looked for. */
export type Said = Pick<SearchEntry, 'words' | 'place' | 'people' | 'tags'>

/** One part of a question: the lists in which whatever has it stands, and whether something has it. */
export interface SearchTerm {
  lists: string[]
  isIn(said: Said): boolean
}

/** So many members or rooms of whom a word begins a name are looked up; more only narrow what other words find. */
const MOST_NAMED = 4
/** So many tags that were merged into the one asked for. */
const MOST_MERGED = 4
/** Whose private events are looked through beside one's own: those of so many others. */
const MOST_OTHERS = 4

const idsNamed = (asked: string, named: { id: string; name: string }[]) =>
  named.filter(({ name }) => searchWords(name).some((word) => isWordAsked(word, asked))).map(({ id }) => id)

const holdsWord = (words: string, asked: string) => words.split(' ').some((word) => isWordAsked(word, asked))

function wordTerm(asked: string, textOf: (said: Said) => string, named: string[]): SearchTerm {
  return {
    lists: [listOfBegin(beginAsked(asked)), ...named.slice(0, MOST_NAMED).map(listOfPerson)],
    isIn: (said) => holdsWord(textOf(said), asked) || named.some((id) => said.people.includes(id)),
  }
}

/** A tag as events name it: by its own id, or by those that were merged into it. */
function tagTerm(id: string, tags: Tags): SearchTerm {
  const former = Object.keys(tags.merged).filter((one) => tagsToday(tags, [one]).includes(id))
  return {
    lists: [id, ...former.slice(-MOST_MERGED)].map(listOfTag),
    isIn: (said) => tagsToday(tags, said.tags).includes(id),
  }
}

/** The parts of a question, those first that as a rule are rarest. */
export function termsOf(question: SearchQuestion, { members, rooms, tags }: SearchedCompany): SearchTerm[] {
  const words = question.words.toSorted((one, other) => other.length - one.length)
  return [
    ...question.people.map((asked): SearchTerm => {
      const person = members.find(({ email }) => email === asked)?.id ?? asked
      return { lists: [listOfPerson(person)], isIn: ({ people }) => people.includes(person) }
    }),
    ...question.tags.map((id) => tagTerm(id, tags)),
    ...words.map((asked) =>
      wordTerm(asked, ({ words, place }) => `${words} ${place}`, idsNamed(asked, [...members, ...rooms])),
    ),
    ...question.place.map((asked) => wordTerm(asked, ({ place }) => place, idsNamed(asked, rooms))),
  ]
}

/** Whose lists a member looks into: everybody's, their own, and those of whom they look after. */
export function scopesFor(reader: Member, { calendars, members }: SearchedCompany): SearchScope[] {
  const editable = calendars.filter(({ id }) => {
    const today = calendarToday(id, calendars, members)
    return today !== undefined && mayEdit(today, reader)
  })
  const owners = new Set(
    editable.flatMap(({ ownerId }) => (ownerId === undefined || ownerId === reader.id ? [] : [ownerId])),
  )
  const isOfTeam = editable.some(({ id }) => isTeamCalendar(id))
  return [EVERYBODY, reader.id, ...(isOfTeam ? [TEAMS] : []), ...[...owners].slice(0, MOST_OTHERS)]
}

/** Whether a reader may find what an entry tells of, by today's rights; whether it is still so the event says. */
export function mayFind(
  entry: Pick<SearchEntry, 'company' | 'organizerId' | 'calendarId' | 'privacy' | 'people'>,
  reader: Member,
  { calendars, members }: SearchedCompany,
): boolean {
  const attendees = entry.people.map((memberId) => ({ memberId }))
  return shownTo(entry.privacy, readerOf({ ...entry, attendees }, reader, calendars, members), 'search') === 'details'
}

/** Whether an entry may touch what is asked for; of whole days the event itself knows. */
export const mayTouch = ({ from, to }: SearchEntry, asked: Pick<SearchQuestion, 'from' | 'to'>): boolean =>
  from - ZONES_MS < (asked.to ?? Number.POSITIVE_INFINITY) && to + ZONES_MS > (asked.from ?? Number.NEGATIVE_INFINITY)
