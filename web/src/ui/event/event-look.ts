import type { Colour } from '../../../../shared/domain/people/colour.ts'
import { addDays } from '../../../../shared/domain/time/time.ts'
import { dateFormat } from '../../../../shared/words/formats.ts'
import type { Say } from '../../../../shared/words/phrase.ts'
import type { UiPhrases } from '../../../../shared/words/ui/en.ts'

/** What is drawn of an event, wherever it stands. */
export interface EventLook {
  id: string
  title: string
  /** Epoch milliseconds, of one with times. */
  startsAt?: number
  endsAt?: number
  /** `YYYY-MM-DD`, of whole days; the end is the first day after it. */
  startDate?: string
  endDate?: string
  place?: string
  /** Who organizes it, where that is somebody else. */
  organizer?: string
  hue: Colour
  /** Those of the people on show in whose calendars it stands, where that is not the reader alone. */
  owners?: readonly string[]
  /** The reader's own answer, where one was asked for. */
  reply?: 'needsAction' | 'accepted' | 'tentative' | 'declined'
  isFree?: boolean
  isPrivate?: boolean
  isBooking?: boolean
  /** Not sent out yet: nobody else sees it. */
  isDraft?: boolean
  /** A request that nobody has confirmed yet. */
  isPending?: boolean
  repeats?: boolean
  /** One of a series that is not as the series says. */
  isChanged?: boolean
}

/** Who reads an event. */
export interface ReadBy {
  locale: string
  timeZone: string
  isHour12: boolean
  say: Say<UiPhrases>
}

export type Mark =
  | 'draft'
  | 'repeats'
  | 'changed'
  | 'booking'
  | 'private'
  | 'unanswered'
  | 'tentative'
  | 'declined'
  | 'pending'
  | 'free'
  | 'past'

/** What is special about an event, the most important first. */
export function marksOf(event: EventLook, isPast = false): Mark[] {
  const marks: [Mark, boolean | undefined][] = [
    ['draft', event.isDraft],
    ['unanswered', event.reply === 'needsAction'],
    ['pending', event.isPending],
    ['tentative', event.reply === 'tentative'],
    ['declined', event.reply === 'declined'],
    ['booking', event.isBooking],
    ['private', event.isPrivate],
    ['changed', event.isChanged],
    ['repeats', event.repeats && !event.isChanged],
    ['free', event.isFree],
    ['past', isPast],
  ]
  return marks.flatMap(([mark, has]) => (has ? [mark] : []))
}

const WORDS = {
  draft: 'markDraft',
  repeats: 'markRepeats',
  changed: 'markChanged',
  booking: 'markBooking',
  private: 'markPrivate',
  unanswered: 'markUnanswered',
  tentative: 'markTentative',
  declined: 'markDeclined',
  pending: 'markPending',
  free: 'markFree',
  past: 'markPast',
} as const satisfies Record<Mark, keyof UiPhrases>

/** A mark in words. */
export const markWords = (mark: Mark, say: Say<UiPhrases>): string => say(WORDS[mark])

/** A time of day of an instant, as the reader's clock shows it. */
export const clockWords = (instant: number, { locale, timeZone, isHour12 }: ReadBy): string =>
  dateFormat(locale, {
    timeZone,
    hour: isHour12 ? 'numeric' : '2-digit',
    minute: '2-digit',
    hourCycle: isHour12 ? 'h12' : 'h23',
  }).format(instant)

/**
 * When an event is, from its start to its end: `Tuesday 1 December, 10:00 to 11:30`; over days both ends have their
 * date, whole days are only named.
 * @param hasYear with the year, where nothing around it says which
 */
export function whenWords(
  event: Pick<EventLook, 'startsAt' | 'endsAt' | 'startDate' | 'endDate'>,
  reader: ReadBy,
  weekday: 'short' | 'long' = 'long',
  hasYear = false,
): string {
  const { locale, timeZone, say } = reader
  const day = (at: number, zone: string) =>
    dateFormat(locale, {
      timeZone: zone,
      weekday,
      day: 'numeric',
      month: weekday === 'long' ? 'long' : 'short',
      ...(hasYear && { year: 'numeric' }),
    }).format(at)
  if (event.startDate !== undefined && event.endDate !== undefined) {
    const last = addDays(event.endDate, -1)
    const from = day(Date.parse(event.startDate), 'UTC')
    const days = last > event.startDate ? say('fromTo', { from, to: day(Date.parse(last), 'UTC') }) : from
    return `${days}, ${say('allDay')}`
  }
  const [start, end] = [event.startsAt ?? 0, event.endsAt ?? 0]
  const [from, to] = [day(start, timeZone), day(end, timeZone)]
  const times = [clockWords(start, reader), clockWords(end, reader)] as const
  return from === to
    ? `${from}, ${say('fromTo', { from: times[0], to: times[1] })}`
    : say('fromTo', { from: `${from}, ${times[0]}`, to: `${to}, ${times[1]}` })
}

/**
 * All of an event in one sentence, for who does not see it: `Title, Tuesday 1 December, 10:00 to 11:30, place,
 * organizer, marks`.
 */
export function eventName(event: EventLook, reader: ReadBy, isPast = false): string {
  return [
    event.title || reader.say('untitled'),
    whenWords(event, reader),
    event.place,
    event.organizer && reader.say('organizedBy', { who: event.organizer }),
    event.owners && reader.say('inCalendarsOf', { who: new Intl.ListFormat(reader.locale).format(event.owners) }),
    ...marksOf(event, isPast).map((mark) => markWords(mark, reader.say)),
  ]
    .filter(Boolean)
    .join(', ')
}

/** What there is room for: whole lines only; the place goes first, then the end, never the title. */
export interface ChipLines {
  /** Title and start in one line. */
  isOneLine: boolean
  titleLines: number
  hasEnd: boolean
  hasPlace: boolean
}

const LINE = 16
const PADDING = 2

/** What of an event fits into a chip of this height, in pixels. */
export function chipLines(height: number): ChipLines {
  const lines = Math.floor((height - PADDING) / LINE)
  if (height < 34 || lines < 2) return { isOneLine: true, titleLines: 1, hasEnd: false, hasPlace: false }
  const hasPlace = lines >= 4
  return { isOneLine: false, titleLines: Math.min(4, lines - (hasPlace ? 2 : 1)), hasEnd: lines >= 3, hasPlace }
}
