import type { AnswerWords } from '../../domain/booking/question.ts'
import type { Member } from '../../domain/people/member.ts'
import type { Preferences } from '../../domain/people/preferences.ts'
import type { Instant, LocalDate, TimeZone } from '../../domain/time/time.ts'
import { hourDigits } from '../hours.ts'
import { type Reading, readingOf } from '../language.ts'
import { type Say, sayIn, type Translated } from '../phrase.ts'
import { phrases as ar } from './ar.ts'
import { phrases as de } from './de.ts'
import { phrases as en, type MailPhrases } from './en.ts'
import { phrases as es } from './es.ts'
import { phrases as fr } from './fr.ts'

const catalogue: Record<Reading['language'], Translated<MailPhrases>> = { en, de, fr, es, ar }

/** The voice for a member, as they have set it for themselves. */
export const voiceOf = ({
  locale,
  timeZone,
  hourFormat,
}: Pick<Member, 'locale' | 'timeZone' | 'hourFormat'>): MailVoice => mailVoice(locale, timeZone, hourFormat)

/** How a mail speaks to its reader: in their language, with the dates and times of their zone. */
export interface MailVoice extends Reading {
  say: Say<MailPhrases>
  /** `Tuesday, 1 December 2026, 09:30–10:00 (Europe/Berlin)` */
  when: (startsAt: Instant, endsAt: Instant) => string
  /** `Tuesday, 1 December 2026` */
  day: (at: Instant) => string
  /** `Tuesday, 1 December 2026`, of a date that is the same everywhere */
  date: (date: LocalDate) => string
  /** `09:30` */
  time: (at: Instant) => string
  /** `Europe/Berlin` */
  zone: string
  /** `Tuesday, 1 December 2026 at 09:30`, where the zone is said elsewhere */
  moment: (at: Instant) => string
  /** `In 2 hours`, `In 30 minutes`, `In 1 day` */
  lead: (minutes: number) => string
  list: (names: string[]) => string
  /** Answers that are no words. */
  answers: AnswerWords
  /** In the digits of the dates. */
  number: (n: number) => string
}

function leadInWords(minutes: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale)
  const words =
    minutes % 1440 === 0
      ? format.format(minutes / 1440, 'day')
      : minutes % 60 === 0
        ? format.format(minutes / 60, 'hour')
        : format.format(minutes, 'minute')
  return `${words.slice(0, 1).toLocaleUpperCase(locale)}${words.slice(1)}`
}

/**
 * The voice for somebody who reads in a locale (English without one) and lives in a zone.
 * @param hourFormat what they chose; absent: hours as their locale writes them
 */
export function mailVoice(
  locale: string | undefined,
  timeZone: TimeZone,
  hourFormat?: Preferences['hourFormat'],
): MailVoice {
  const reading = readingOf([locale])
  const say = sayIn<MailPhrases>(catalogue[reading.language], reading.locale)
  const day = new Intl.DateTimeFormat(reading.locale, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  const date = new Intl.DateTimeFormat(reading.locale, {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  const time = new Intl.DateTimeFormat(reading.locale, {
    timeZone,
    hour: hourFormat === undefined ? hourDigits(reading.locale) : hourFormat === 'h12' ? 'numeric' : '2-digit',
    minute: '2-digit',
    ...(hourFormat && { hourCycle: hourFormat }),
  })
  const full = new Intl.DateTimeFormat(reading.locale, {
    timeZone,
    dateStyle: 'full',
    timeStyle: 'short',
    ...(hourFormat && { hourCycle: hourFormat }),
  })
  const zone = timeZone.replaceAll('_', ' ')
  return {
    ...reading,
    say,
    answers: {
      yes: say('answerYes'),
      no: say('answerNo'),
      list: (chosen) => new Intl.ListFormat(reading.locale).format(chosen),
      date: (date) =>
        new Intl.DateTimeFormat(reading.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(date)),
    },
    day: (at) => day.format(at),
    date: (of) => date.format(Date.parse(of)),
    time: (at) => time.format(at),
    zone,
    when: (startsAt, endsAt) =>
      say('when', {
        day: day.format(startsAt),
        from: time.format(startsAt),
        to: time.format(endsAt),
        zone,
      }),
    moment: (at) => full.format(at),
    lead: (minutes) => leadInWords(minutes, reading.locale),
    number: (n) => new Intl.NumberFormat(reading.locale).format(n),
    list: (names) => new Intl.ListFormat(reading.locale).format(names),
  }
}
