import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { UNTITLED } from '../../../shared/domain/event/calendar-event.ts'
import type { Cause } from '../../../shared/domain/invitation/cause.ts'
import type { Letter as EventLetter } from '../../../shared/domain/invitation/who-hears.ts'
import { type EventTimes, timesFrom } from '../../../shared/domain/recurrence/event-times.ts'
import { startOfKey } from '../../../shared/domain/recurrence/occurrence.ts'
import { isSeries, rulesOf } from '../../../shared/domain/recurrence/repetition.ts'
import { addDays, type Instant, localDateOf, type TimeZone } from '../../../shared/domain/time/time.ts'
import type { Language } from '../../../shared/words/language.ts'
import type { MailVoice } from '../../../shared/words/mail/mail-voice.ts'
import { grammar as ar } from '../../../shared/words/rules/ar.ts'
import { grammar as de } from '../../../shared/words/rules/de.ts'
import { grammar as en } from '../../../shared/words/rules/en.ts'
import { grammar as es } from '../../../shared/words/rules/es.ts'
import { grammar as fr } from '../../../shared/words/rules/fr.ts'
import type { RuleGrammar } from '../../../shared/words/rules/grammar.ts'
import { repetitionWords } from '../../../shared/words/rules/rule-words.ts'

const grammars: Record<Language, RuleGrammar> = { ar, de, en, es, fr }

/** A voice, and the zone in which it says times. */
export interface EventVoice extends MailVoice {
  timeZone: TimeZone
}

/** When something is, in the zone and language of its reader; whole days are the same days for everybody. */
export function timesInWords(voice: EventVoice, times: EventTimes): string {
  const { say } = voice
  if (times.kind === 'allDay') {
    const last = addDays(times.endDate, -1)
    const from = voice.date(times.startDate)
    return last === times.startDate ? from : say('dayToDay', { from, to: voice.date(last) })
  }
  const { startsAt, endsAt } = times
  const isOneDay = localDateOf(startsAt, voice.timeZone) === localDateOf(Math.max(startsAt, endsAt - 1), voice.timeZone)
  if (isOneDay) return voice.when(startsAt, endsAt)
  return say('whenDays', { from: voice.moment(startsAt), to: voice.moment(endsAt), zone: voice.zone })
}

export const titleInWords = ({ say }: MailVoice, title: string): string =>
  title === '' || title === UNTITLED ? say('evNoTitle') : title

/** How an event repeats, in words; empty where it does not. */
export function repetitionInWords(voice: EventVoice, event: CalendarEvent, now: Instant): string {
  if (!isSeries(event)) return ''
  const words = repetitionWords(
    grammars[voice.language],
    { times: event.times, ...rulesOf(event) },
    { today: localDateOf(now, voice.timeZone), timeZone: voice.timeZone, locale: voice.locale },
  )
  return words === '' ? '' : `${words[0]!.toLocaleUpperCase(voice.locale)}${words.slice(1)}`
}

type EventWord =
  | 'evInvited'
  | 'evOrganizes'
  | 'evOrganizer'
  | 'evBack'
  | 'evAgain'
  | 'moved'
  | 'evLength'
  | 'evDates'
  | 'evDatesAdded'
  | 'evDatesCancelled'
  | 'evEnds'
  | 'cancelled'
  | 'evUninvited'
  | 'evRenamed'
  | 'evPlace'
  | 'evDetails'

type Changed = 'evWordTime' | 'evWordPlace' | 'evWordTitle' | 'evWordDetails' | 'evWordDates' | 'evWordOrganizer'

/** How each cause is told: by which headline, and what of the event it says has changed. */
const said: Record<Cause['code'], { headline: EventWord; changed?: Changed }> = {
  invited: { headline: 'evInvited' },
  invitedToDate: { headline: 'evInvited' },
  organizes: { headline: 'evOrganizes' },
  organizerChanged: { headline: 'evOrganizer', changed: 'evWordOrganizer' },
  backAgain: { headline: 'evBack' },
  invitedAgain: { headline: 'evAgain' },
  moved: { headline: 'moved', changed: 'evWordTime' },
  shortened: { headline: 'evLength', changed: 'evWordTime' },
  lengthened: { headline: 'evLength', changed: 'evWordTime' },
  repeatsOtherwise: { headline: 'evDates', changed: 'evWordDates' },
  datesAdded: { headline: 'evDatesAdded', changed: 'evWordDates' },
  datesCancelled: { headline: 'evDatesCancelled', changed: 'evWordDates' },
  onlyDates: { headline: 'evDates', changed: 'evWordDates' },
  endsEarlier: { headline: 'evEnds', changed: 'evWordDates' },
  dateMoved: { headline: 'moved', changed: 'evWordTime' },
  dateShortened: { headline: 'evLength', changed: 'evWordTime' },
  dateLengthened: { headline: 'evLength', changed: 'evWordTime' },
  dateCancelled: { headline: 'cancelled', changed: 'evWordDates' },
  noLongerInvitedToDate: { headline: 'evUninvited', changed: 'evWordDates' },
  dateBack: { headline: 'evBack', changed: 'evWordDates' },
  renamed: { headline: 'evRenamed', changed: 'evWordTitle' },
  placeChanged: { headline: 'evPlace', changed: 'evWordPlace' },
  detailsChanged: { headline: 'evDetails', changed: 'evWordDetails' },
  dateChanged: { headline: 'evDetails', changed: 'evWordDetails' },
  noLongerInvited: { headline: 'evUninvited' },
  cancelled: { headline: 'cancelled' },
  archived: { headline: 'cancelled' },
}

const isTimes = (value: unknown): value is EventTimes => typeof value === 'object' && value !== null && 'kind' in value

/** The time that a cause is about: as it is now, or, of what is called off, as its reader knew it. */
function timesOfCause(cause: Cause, event: CalendarEvent): EventTimes {
  if ('is' in cause && isTimes(cause.is)) return cause.is
  if ('was' in cause && isTimes(cause.was)) return cause.was
  const key = 'key' in cause ? cause.key : undefined
  const start = key === undefined ? undefined : startOfKey(event, key)
  return start === undefined ? event.times : timesFrom(event.times, start)
}

/** What a letter about an event says in its first line and below it. */
export interface LetterWords {
  headline: string
  /** The time that it is about. */
  times: EventTimes
  lines: string[]
}

/** What a letter says, from its causes; the first of them is its headline. */
export function wordsOfLetter(voice: EventVoice, letter: EventLetter, organizer: string): LetterWords {
  const { say } = voice
  const { event } = letter.files[0]!
  const [first, ...others] = letter.causes
  if (!first) throw new Error('a letter has no cause')
  const times = timesOfCause(first, event)
  const what = titleInWords(voice, event.title)
  const headline = say(said[first.code].headline, { what, when: timesInWords(voice, times), who: organizer })
  const was = 'was' in first && 'is' in first ? wasInWords(voice, first.was) : ''
  const changed = [...new Set([first, ...others].flatMap(({ code }) => said[code].changed ?? []))]
  return {
    headline,
    times,
    lines: [
      ...(was === '' ? [] : [say('evWas', { was })]),
      ...(changed.length > 1 ? [say('evSeveral', { list: voice.list(changed.map((word) => say(word))) })] : []),
    ],
  }
}

function wasInWords(voice: EventVoice, was: unknown): string {
  if (typeof was === 'string') return titleInWords(voice, was)
  if (isTimes(was)) return timesInWords(voice, was)
  return typeof was === 'object' && was !== null && 'location' in was ? String(was.location) : ''
}
