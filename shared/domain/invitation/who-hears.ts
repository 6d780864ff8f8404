import { type CalendarEvent, isPublished } from '../event/calendar-event.ts'
import { everybodyAsked } from '../event/people-at.ts'
import { spanOf } from '../recurrence/event-times.ts'
import type { Instant, TimeZone } from '../time/time.ts'
import { type Cause, concernsDecliners, isCalledOff, isDateCalledOff, raisesSequence } from './cause.ts'
import { differences } from './differences.ts'
import { type Heard, knownParts, type Told } from './heard.ts'
import { type Held, heldBy, heldDate, liesAhead, type Person } from './held.ts'

/** Who gets a letter: a member of the company, or anybody with an address. Rooms are nobody. */
export type LetterReader =
  | { to: 'member'; memberId: string; email: string; name?: string }
  | { to: 'outsider'; email: string; name?: string }

/** One calendar file of a letter, about one event. */
export interface LetterFile {
  method: 'REQUEST' | 'CANCEL'
  sequence: number
  /** What it is written from: the event as it is now; of what is called off, as its reader knew it. */
  event: CalendarEvent
  /** The revision that it tells of: DTSTAMP (RFC 5545, 3.8.7.2). */
  stampedAt: Instant
  /** It is about these dates alone; absent: about all of the event. */
  keys?: string[]
  /** These dates take the place of all that its reader had of the series. */
  replacesAll?: boolean
  /** What its reader knows of the event afterwards. */
  leaves: Told
}

/** What one person is told of one change: one mail, however many dates and events it is about. */
export interface Letter {
  reader: LetterReader
  /** Why, the first cause first; each says which event it is about. */
  causes: (Cause & { eventId: string })[]
  /** An answer is waited for. */
  asksReply: boolean
  /** The first is the one that a mail client shows. */
  files: LetterFile[]
  /** The member who did it, where that is not whoever holds it (RFC 5545, 3.2.18). */
  sentBy?: string
}

/** A change, or all that one person changed in one go (D13). */
export interface EventNews {
  /** Each event that changed, as it was and as it is; a split changes two. */
  steps: { before?: CalendarEvent; after: CalendarEvent }[]
  /** The other parts of a series that was split once: what is known of them may be what is known of these. */
  relatives?: CalendarEvent[]
  /** The member who did it; absent: nobody of the house. */
  by?: string
  /** `none`: nobody is told now. */
  notify: 'all' | 'none'
  heard: Heard[]
  members: { id: string; email: string; name: string }[]
  now: Instant
  /** Whole days are those of it. */
  timeZone: TimeZone
}

/** Who hears of a change, and who is left behind or has caught up without a letter. */
export interface WhoHears {
  letters: Letter[]
  /** They are marked as not told. */
  behind: { eventId: string; email: string }[]
  /** What they were not told of was taken back: the mark goes. */
  caughtUp: { eventId: string; email: string }[]
}

/** What a change is seen against. */
type Background = Pick<EventNews, 'heard' | 'members' | 'now' | 'timeZone'>

const toldOf = ({ heard }: Pick<Background, 'heard'>, eventId: string, email: string) =>
  heard.find((one) => one.eventId === eventId && one.email === email)

/** Everybody who was, is or was told to be in these events, each once. */
function peopleOf(events: CalendarEvent[], { members, heard }: Background): Person[] {
  const people = new Map<string, Person>()
  for (const event of events) {
    const organizer = members.find(({ id }) => id === event.organizerId)
    if (organizer) people.set(organizer.email, { email: organizer.email, name: organizer.name, memberId: organizer.id })
    for (const { email, name, memberId } of everybodyAsked(event))
      people.set(email, { ...people.get(email), email, ...(name && { name }), ...(memberId && { memberId }) })
  }
  for (const { email } of heard)
    if (!people.has(email)) {
      const member = members.find((one) => one.email === email)
      people.set(email, { email, ...(member && { name: member.name, memberId: member.id }) })
    }
  return [...people.values()]
}

/** The reply that counts for a letter: what its reader says to all of the event. */
const declined = (held: Held | undefined) => held?.attendee?.reply === 'declined'

/** The dates to which alone somebody was asked, and is not any more, each with its time. */
function datesOff(
  was: Held,
  keys: string[],
  after: CalendarEvent,
  { email }: Person,
  { now, timeZone }: Pick<Background, 'now' | 'timeZone'>,
): Cause[] {
  return keys.flatMap((key): Cause[] => {
    const date = heldDate(was, key, email)
    if (date.is !== 'there' || spanOf(date.times, timeZone).to <= now) return []
    const takesPlace = isPublished(after) && after.changedOccurrences[key]?.isCancelled !== true
    return [{ code: takesPlace ? 'noLongerInvitedToDate' : 'dateCancelled', key, was: date.times }]
  })
}

/** What is to be told of one event: from what somebody knows of it to what is so. */
function causesOf(
  known: { held: Held | undefined; wasCalledOff: boolean; wasUninvited: boolean },
  after: CalendarEvent,
  person: Person,
  { now, timeZone }: Background,
): Cause[] {
  const is = heldBy(after, person)
  const { held: was } = known
  if (!is) {
    if (!was || !liesAhead(was.event, now, timeZone)) return []
    if (was.only) return datesOff(was, was.only, after, person, { now, timeZone })
    const code = isPublished(after) ? 'noLongerInvited' : after.archivedAt === undefined ? 'cancelled' : 'archived'
    return [{ code, was: was.event.times }]
  }
  if (was) {
    const causes = differences(was, is, person.email, now, timeZone)
    if (declined(is)) return causes.filter(concernsDecliners)
    return causes.filter((cause) => {
      if (cause.code !== 'dateChanged') return true
      const date = heldDate(is, cause.key, person.email)
      return date.is !== 'there' || date.attendee?.reply !== 'declined'
    })
  }
  if (declined(is) || !liesAhead(after, now, timeZone)) return []
  if (known.wasUninvited && !is.isOrganizer) return [{ code: 'invitedAgain' }]
  if (known.wasCalledOff) return [{ code: 'backAgain' }]
  if (is.isOrganizer) return [{ code: 'organizes' }]
  if (!is.only) return [{ code: 'invited' }]
  return is.only.flatMap((key) => {
    const date = heldDate(is, key, person.email)
    return date.is === 'there' ? [{ code: 'invitedToDate' as const, key, is: date.times }] : []
  })
}

/** What they hold by what they were told. */
const knownBy = (told: Told | undefined, person: Person) => ({
  held: told && !told.isCalledOff ? heldBy({ ...told.event, isDraft: false }, person) : undefined,
  wasCalledOff: told?.isCalledOff === true,
  wasUninvited: told?.isUninvited === true,
})

function asksReply(is: Held | undefined, email: string): boolean {
  if (!is || is.isOrganizer) return false
  const { attendee, event } = is
  if (attendee?.reply === 'needsAction' || attendee?.answers?.some(({ reply }) => reply === 'needsAction')) return true
  const dates = Object.values(event.changedOccurrences).flatMap((one) => (one.isCancelled ? [] : (one.added ?? [])))
  return dates.some((one) => one.email === email && one.reply === 'needsAction')
}

function fileOf(
  causes: Cause[],
  after: CalendarEvent,
  told: Told | undefined,
  is: Held | undefined,
  person: Person,
): LetterFile {
  const rises = told !== undefined && causes.some(raisesSequence)
  const sequence = Math.max(after.sequence, told ? told.sequence + (rises ? 1 : 0) : 0)
  const base = { sequence, stampedAt: after.updatedAt, leaves: { event: after, sequence } }
  if (told && causes.some(isCalledOff)) {
    const isUninvited = causes.some(({ code }) => code === 'noLongerInvited')
    const leaves = { event: told.event, sequence, isCalledOff: true, ...(isUninvited && { isUninvited }) }
    return { ...base, method: 'CANCEL', event: told.event, leaves }
  }
  if (told && causes.every(isDateCalledOff)) {
    const keys = causes.flatMap((cause) => ('key' in cause && cause.key !== undefined ? [cause.key] : []))
    return { ...base, method: 'CANCEL', event: told.event, keys }
  }
  // Single dates are written beside what a client has; where one of those is gone, in place of it.
  const had = told === undefined || told.isCalledOff ? [] : (heldBy(told.event, person)?.only ?? [])
  const isLess = is?.only !== undefined && had.some((key) => !is.only!.includes(key))
  const isOff = causes.some((one) => one.code === 'onlyDates' || isDateCalledOff(one))
  const replacesAll = told !== undefined && (isOff || isLess)
  const dates = is?.only && { keys: is.only, ...(replacesAll && { replacesAll }) }
  return { ...base, method: 'REQUEST', event: after, ...dates }
}

/** Parts of a series that somebody knows as one: what they know of each, by the event's id. */
function knownOf(events: CalendarEvent[], email: string, background: Background): Map<string, Told> {
  const known = new Map<string, Told>()
  for (const { id } of events) {
    const told = toldOf(background, id, email)?.told
    if (told) known.set(id, told)
  }
  // Each part may itself have been split: as often as there are parts.
  for (let i = 0; i < events.length; i++)
    for (const later of events) {
      const from = later.splitFrom && known.get(later.splitFrom.id)
      if (!from || from.isCalledOff || known.has(later.id)) continue
      const parts = knownParts(from, later)
      if (!parts) continue
      known.set(later.splitFrom!.id, parts.earlier)
      known.set(later.id, parts.later)
    }
  return known
}

function readerOf({ email, name, memberId }: Person): LetterReader {
  const named = { email, ...(name !== undefined && { name }) }
  return memberId === undefined ? { to: 'outsider', ...named } : { to: 'member', memberId, ...named }
}

/**
 * What somebody is to be told now of these events (those of one series that was split stand together), by what they
 * know; nothing where they know what is so.
 */
export function letterTo(person: Person, events: CalendarEvent[], background: Background): Letter | undefined {
  const known = knownOf(events, person.email, background)
  const told = events.map((after) => {
    const is = heldBy(after, person)
    return { after, is, causes: causesOf(knownBy(known.get(after.id), person), after, person, background) }
  })
  const news = told.filter(({ causes }) => causes.length > 0)
  if (news.length === 0) return undefined
  // A part that they know under another id is written whole, though nothing else is new of it; one that they know as
  // more than it is by now is cut, or called off.
  const isKnownOtherwise = ({ after, is }: { after: CalendarEvent; is: Held | undefined }) => {
    const really = toldOf(background, after.id, person.email)?.told
    return known.has(after.id) && known.get(after.id) !== really && (is !== undefined || really !== undefined)
  }
  // Of a part that they never knew by its own id there is nothing to be called off.
  const isWritten = ({ after, is, causes }: (typeof told)[number]) =>
    causes.length > 0 && (is !== undefined || toldOf(background, after.id, person.email)?.told !== undefined)
  const written = told.filter((one) => isWritten(one) || isKnownOtherwise(one))
  const files = written.map((one) => {
    const { after, is, causes } = one
    const ends: Cause = is ? { code: 'endsEarlier' } : { code: 'noLongerInvited', was: after.times }
    return fileOf(
      isKnownOtherwise(one) ? [...causes, ends] : causes,
      after,
      toldOf(background, after.id, person.email)?.told,
      is,
      person,
    )
  })
  const request = files.findIndex(({ method }) => method === 'REQUEST')
  const isNews = (file: LetterFile) => news.some(({ after }) => after.id === file.event.id)
  const first = files.findIndex((file) => file.method === 'REQUEST' && isNews(file))
  const shown = files[first >= 0 ? first : Math.max(request, 0)]!
  // The later part of a split that was taken back is no news beside the whole that it has become again.
  const isMerged = (event: CalendarEvent) => request >= 0 && news.some(({ after }) => after.id === event.splitFrom?.id)
  const causes = news.flatMap((one) =>
    one.is === undefined && isMerged(one.after) ? [] : one.causes.map((cause) => ({ ...cause, eventId: one.after.id })),
  )
  return {
    reader: readerOf(person),
    causes,
    asksReply: shown.method === 'REQUEST' && news.some(({ is }) => asksReply(is, person.email)),
    files: [shown, ...files.filter((file) => file !== shown)],
  }
}

/** Whether a step makes something else of what is in somebody's calendar. */
function concerns({ before, after }: EventNews['steps'][number], person: Person, background: Background): boolean {
  const held = heldBy(before, person)
  return causesOf({ held, wasCalledOff: false, wasUninvited: false }, after, person, background).length > 0
}

/** An event whose people hear of it from us: what comes from a provider, that one mails (one sender for each event). */
const isOurs = ({ source }: CalendarEvent) => source.kind === 'almanac'

const isDoneBy = (by: string | undefined, { memberId }: Person) => by !== undefined && memberId === by

function signed(letter: Letter, by: string | undefined): Letter {
  const { organizerId } = letter.files[0]!.event
  return by === undefined || by === organizerId ? letter : { ...letter, sentBy: by }
}

/**
 * Who gets what because of a change, and why: one letter to each person, written from what they heard last and what is
 * so now, not from the step between. Whoever did it gets none, nor does anybody of what is over.
 */
export function whoHears(news: EventNews): WhoHears {
  const steps = news.steps.filter(({ after }) => isOurs(after))
  const events = [...steps.map(({ after }) => after), ...(news.relatives ?? []).filter(isOurs)]
  const all = [...steps.flatMap(({ before }) => before ?? []), ...events]
  const found: WhoHears = { letters: [], behind: [], caughtUp: [] }
  for (const person of peopleOf(all, news)) {
    if (isDoneBy(news.by, person)) continue
    const touched = steps.filter((step) => concerns(step, person, news))
    if (touched.length === 0) continue
    const letter = letterTo(person, events, news)
    const marks = touched.map(({ after }) => ({ eventId: after.id, email: person.email }))
    if (letter && news.notify === 'all') found.letters.push(signed(letter, news.by))
    else if (letter) found.behind.push(...marks)
    else found.caughtUp.push(...marks.filter(({ eventId, email }) => toldOf(news, eventId, email)?.isBehind))
  }
  return found
}

/** The letters to those who were not told of something: "Tell 3 now". */
export function lettersToThoseBehind(
  events: CalendarEvent[],
  by: string | undefined,
  background: Background,
): Letter[] {
  const ours = events.filter(isOurs)
  return peopleOf(ours, background)
    .filter((person) => ours.some(({ id }) => toldOf(background, id, person.email)?.isBehind) && !isDoneBy(by, person))
    .flatMap((person) => letterTo(person, ours, background) ?? [])
    .map((letter) => signed(letter, by))
}

/** What somebody has heard once a letter has gone out to them: to be kept in place of what was kept of these events. */
export function heardBy({ reader, files }: Letter): Heard[] {
  return files.map(({ leaves }) => ({ eventId: leaves.event.id, email: reader.email, told: leaves }))
}
