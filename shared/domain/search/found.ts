import { type CalendarEvent, isOffCalendars } from '../event/calendar-event.ts'
import { type Occurrence, occurrencesOf } from '../recurrence/occurrence.ts'
import type { OccurrenceContent } from '../recurrence/occurrence-content.ts'
import { isSeries } from '../recurrence/repetition.ts'
import type { Instant, TimeZone } from '../time/time.ts'
import { DAY_MS, ZONES_MS } from '../time/units.ts'
import { ENDLESS, guestsIn, LONGEST_ONCE_MS, peopleOf, type SearchEntry, type SearchKind } from './search-entry.ts'
import type { Said, SearchQuestion, SearchTerm } from './search-question.ts'
import { searchWords } from './words.ts'

/** A place in what is found: after the series that go on, or not yet, and after what stands then and has this id. */
export interface SearchPlace {
  /** From when on a series still goes on: the same for all pages of a search. */
  anchor: Instant
  isGoingOn: boolean
  at: Instant
  eventId: string
}

/** The moment from which the next meeting of a series is looked for: now, or where the range is that lies elsewhere. */
export function anchorOf({ from, to }: Pick<SearchQuestion, 'from' | 'to'>, now: Instant): Instant {
  if (from !== undefined && from > now) return from
  return to !== undefined && to < now ? to : now
}

export const placeOf = ({ kind, at, eventId }: SearchEntry, anchor: Instant): SearchPlace => ({
  anchor,
  isGoingOn: kind === 'span' && at >= anchor,
  at,
  eventId,
})

/** Series that go on come first, then what is latest. */
export const comparePlaces = (one: SearchPlace, other: SearchPlace): number =>
  Number(other.isGoingOn) - Number(one.isGoingOn) || other.at - one.at || (one.eventId < other.eventId ? 1 : -1)

/** The part of lists of a kind that a question asks for, behind what was found before. */
export function stretchOf(
  kind: SearchKind,
  { from, to }: Pick<SearchQuestion, 'from' | 'to'>,
  anchor: Instant,
  after: SearchPlace | undefined,
): { from: Instant; to: Instant; before?: { at: Instant; eventId: string } } {
  const earliest = Math.max(0, (from ?? 0) - ZONES_MS - (kind === 'once' ? LONGEST_ONCE_MS : 0))
  // What lasts, and every series, may end long after what is asked for.
  const latest = kind === 'once' && to !== undefined ? Math.min(to + ZONES_MS, ENDLESS) : ENDLESS + 1
  if (!after) return { from: earliest, to: latest }
  const isUntouched = kind === 'once' && after.isGoingOn
  if (isUntouched) return { from: earliest, to: latest }
  // Behind a single meeting that is still to come all series that go on were there before.
  const isBeforeAnchor = kind === 'span' && !after.isGoingOn && after.at >= anchor
  const before = { at: after.at, eventId: after.eventId }
  return isBeforeAnchor ? { from: earliest, to: anchor } : { from: earliest, to: latest, before }
}

/**
 * Windows in which the next or the last meeting is looked for, in days: wider ones only where nothing was in the first.
 */
const WINDOWS_DAYS = [32, 400, 3700]
/** A text of any length is looked through so far. */
const MOST_WORDS_READ = 2000

const saidBy = (event: CalendarEvent, content: OccurrenceContent): Said => ({
  words: searchWords([content.title, guestsIn(event), content.description].join(' '), MOST_WORDS_READ).join(' '),
  place: searchWords(content.location).join(' '),
  people: peopleOf(event),
  tags: content.tags ?? [],
})

/** The first meeting after a moment, else the last one before it, of those that touch [from, to) and are wanted. */
function nearest(
  event: CalendarEvent,
  { from = 0, to = ENDLESS }: SearchQuestion,
  anchor: Instant,
  zone: TimeZone,
  isWanted: (occurrence: Occurrence) => boolean,
): Occurrence | undefined {
  if (!isSeries(event)) return occurrencesOf(event, from, to, zone).find(isWanted)
  const middle = Math.min(Math.max(anchor, from), to)
  for (const days of WINDOWS_DAYS) {
    const next = occurrencesOf(event, middle, Math.min(to, middle + days * DAY_MS), zone).find(isWanted)
    if (next) return next
  }
  for (const days of WINDOWS_DAYS) {
    const last = occurrencesOf(event, Math.max(from, middle - days * DAY_MS), middle, zone).findLast(isWanted)
    if (last) return last
  }
  return occurrencesOf(event, from, middle, zone).findLast(isWanted)
}

/**
 * The meeting by which an event answers a question, as the event stands now: nothing where it does not, whatever an
 * index said. A word of a changed occurrence finds that one.
 */
export function foundIn(
  event: CalendarEvent,
  terms: SearchTerm[],
  question: SearchQuestion,
  anchor: Instant,
  zone: TimeZone,
): Occurrence | undefined {
  if (isOffCalendars(event)) return undefined
  const answers = (content: OccurrenceContent) => {
    const said = saidBy(event, content)
    return terms.every((term) => term.isIn(said))
  }
  if (answers(event)) return nearest(event, question, anchor, zone, () => true)
  const keys = new Set(
    Object.entries(event.changedOccurrences).flatMap(([key, one]) =>
      !one.isCancelled && answers({ ...event, ...one }) ? [key] : [],
    ),
  )
  return keys.size === 0 ? undefined : nearest(event, question, anchor, zone, ({ key }) => keys.has(key ?? ''))
}
