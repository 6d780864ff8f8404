import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { inputFault, inputFaults } from '../../shared/domain/answers/bad-input.ts'
import { refusals } from '../../shared/domain/answers/refusal.ts'
import * as bookingAr from '../../shared/words/booking/ar.ts'
import * as bookingDe from '../../shared/words/booking/de.ts'
import * as bookingEn from '../../shared/words/booking/en.ts'
import * as bookingEs from '../../shared/words/booking/es.ts'
import * as bookingFr from '../../shared/words/booking/fr.ts'
import * as calendarAr from '../../shared/words/calendar/ar.ts'
import * as calendarDe from '../../shared/words/calendar/de.ts'
import * as calendarEn from '../../shared/words/calendar/en.ts'
import * as calendarEs from '../../shared/words/calendar/es.ts'
import * as calendarFr from '../../shared/words/calendar/fr.ts'
import * as doorAr from '../../shared/words/door/ar.ts'
import * as doorDe from '../../shared/words/door/de.ts'
import * as doorEn from '../../shared/words/door/en.ts'
import * as doorEs from '../../shared/words/door/es.ts'
import * as doorFr from '../../shared/words/door/fr.ts'
import * as faultsAr from '../../shared/words/faults/ar.ts'
import * as faultsDe from '../../shared/words/faults/de.ts'
import * as faultsEn from '../../shared/words/faults/en.ts'
import * as faultsEs from '../../shared/words/faults/es.ts'
import { faultInWords } from '../../shared/words/faults/fault-words.ts'
import * as faultsFr from '../../shared/words/faults/fr.ts'
import { type Language, languages, preferredIn, readingIn, readingOf } from '../../shared/words/language.ts'
import * as mailAr from '../../shared/words/mail/ar.ts'
import * as mailDe from '../../shared/words/mail/de.ts'
import * as mailEn from '../../shared/words/mail/en.ts'
import * as mailEs from '../../shared/words/mail/es.ts'
import * as mailFr from '../../shared/words/mail/fr.ts'
import { mailVoice } from '../../shared/words/mail/mail-voice.ts'
import { filled, type Phrase } from '../../shared/words/phrase.ts'
import * as reasonsAr from '../../shared/words/reasons/ar.ts'
import * as reasonsDe from '../../shared/words/reasons/de.ts'
import * as reasonsEn from '../../shared/words/reasons/en.ts'
import * as reasonsEs from '../../shared/words/reasons/es.ts'
import * as reasonsFr from '../../shared/words/reasons/fr.ts'
import { reasonInWords } from '../../shared/words/reasons/reason-words.ts'
import * as refusalsAr from '../../shared/words/refusals/ar.ts'
import * as refusalsDe from '../../shared/words/refusals/de.ts'
import * as refusalsEn from '../../shared/words/refusals/en.ts'
import * as refusalsEs from '../../shared/words/refusals/es.ts'
import * as refusalsFr from '../../shared/words/refusals/fr.ts'
import * as settingsAr from '../../shared/words/settings/ar.ts'
import * as settingsDe from '../../shared/words/settings/de.ts'
import * as settingsEn from '../../shared/words/settings/en.ts'
import * as settingsEs from '../../shared/words/settings/es.ts'
import * as settingsFr from '../../shared/words/settings/fr.ts'
import * as sharingAr from '../../shared/words/sharing/ar.ts'
import * as sharingDe from '../../shared/words/sharing/de.ts'
import * as sharingEn from '../../shared/words/sharing/en.ts'
import * as sharingEs from '../../shared/words/sharing/es.ts'
import * as sharingFr from '../../shared/words/sharing/fr.ts'
import * as shellAr from '../../shared/words/shell/ar.ts'
import * as shellDe from '../../shared/words/shell/de.ts'
import * as shellEn from '../../shared/words/shell/en.ts'
import * as shellEs from '../../shared/words/shell/es.ts'
import * as shellFr from '../../shared/words/shell/fr.ts'
import * as uiAr from '../../shared/words/ui/ar.ts'
import * as uiDe from '../../shared/words/ui/de.ts'
import * as uiEn from '../../shared/words/ui/en.ts'
import * as uiEs from '../../shared/words/ui/es.ts'
import * as uiFr from '../../shared/words/ui/fr.ts'

import * as unsentAr from '../../shared/words/unsent/ar.ts'
import * as unsentDe from '../../shared/words/unsent/de.ts'
import * as unsentEn from '../../shared/words/unsent/en.ts'
import * as unsentEs from '../../shared/words/unsent/es.ts'
import * as unsentFr from '../../shared/words/unsent/fr.ts'

type Catalogue = Record<Language, { phrases: Readonly<Record<string, Phrase>> }>

const subjects: Record<string, Catalogue> = {
  booking: { en: bookingEn, de: bookingDe, fr: bookingFr, es: bookingEs, ar: bookingAr },
  door: { en: doorEn, de: doorDe, fr: doorFr, es: doorEs, ar: doorAr },
  faults: { en: faultsEn, de: faultsDe, fr: faultsFr, es: faultsEs, ar: faultsAr },
  mail: { en: mailEn, de: mailDe, fr: mailFr, es: mailEs, ar: mailAr },
  reasons: { en: reasonsEn, de: reasonsDe, fr: reasonsFr, es: reasonsEs, ar: reasonsAr },
  refusals: { en: refusalsEn, de: refusalsDe, fr: refusalsFr, es: refusalsEs, ar: refusalsAr },
  calendar: { en: calendarEn, de: calendarDe, fr: calendarFr, es: calendarEs, ar: calendarAr },
  settings: { en: settingsEn, de: settingsDe, fr: settingsFr, es: settingsEs, ar: settingsAr },
  shell: { en: shellEn, de: shellDe, fr: shellFr, es: shellEs, ar: shellAr },
  sharing: { en: sharingEn, de: sharingDe, fr: sharingFr, es: sharingEs, ar: sharingAr },
  unsent: { en: unsentEn, de: unsentDe, fr: unsentFr, es: unsentEs, ar: unsentAr },
  ui: { en: uiEn, de: uiDe, fr: uiFr, es: uiEs, ar: uiAr },
}

const sentencesOf = (phrase: Phrase) => (typeof phrase === 'string' ? [phrase] : Object.values(phrase))
const blanksOf = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)

describe('one catalogue in five languages', () => {
  for (const [subject, catalogue] of Object.entries(subjects))
    for (const language of languages) {
      const { phrases } = catalogue[language]
      const english = catalogue.en.phrases

      test(`${subject}, ${language}: every phrase is there, and needs what the English one needs`, () => {
        assert.deepEqual(Object.keys(phrases).sort(), Object.keys(english).sort())
        for (const [name, phrase] of Object.entries(phrases)) {
          const needed = new Set(sentencesOf(english[name]!).flatMap(blanksOf))
          const given = new Set(sentencesOf(phrase).flatMap(blanksOf))
          assert.deepEqual([...given].sort(), [...needed].sort(), name)
          for (const sentence of sentencesOf(phrase)) assert.notEqual(sentence.trim(), '', name)
        }
      })

      test(`${subject}, ${language}: a number has each form that the language has, and no other`, () => {
        const forms = Array.from(new Intl.PluralRules(language).resolvedOptions().pluralCategories).sort()
        for (const [name, phrase] of Object.entries(phrases))
          if (typeof phrase !== 'string') assert.deepEqual(Object.keys(phrase).sort(), forms, name)
      })
    }

  test('numbers take their form and the digits of the reader', () => {
    const free = (language: Language, locale: string, n: number) =>
      filled(subjects['booking']![language].phrases['free']!, locale, { n })
    assert.deepEqual([free('en', 'en-GB', 1), free('en', 'en-GB', 12)], ['1 time free', '12 times free'])
    assert.deepEqual([free('de', 'de', 1), free('de', 'de', 2)], ['1 Zeit frei', '2 Zeiten frei'])
    assert.deepEqual(
      [1, 2, 3, 11].map((n) => free('ar', 'ar-EG', n)),
      ['وقت واحد متاح', 'وقتان متاحان', '٣ أوقات متاحة', '١١ وقتًا متاحًا'],
    )
  })

  test('what stands in a calendar and what customers book have words of their own', () => {
    for (const language of languages) {
      const events = [1, 2, 5].map((n) => filled(subjects['calendar']![language].phrases['events']!, language, { n }))
      const bookable = filled(subjects['shell']![language].phrases['appointments']!, language)
      const words = events.flatMap((words) => words.toLowerCase().split(' '))
      assert.ok(!words.includes(bookable.toLowerCase()), `${language}: ${bookable}`)
    }
  })

  test('a reader’s language is the first of theirs that we speak, with its habits', () => {
    assert.deepEqual(readingOf(['pl', 'de-AT', 'en']), { language: 'de', locale: 'de-AT' })
    assert.deepEqual(readingOf(['en-US']), { language: 'en', locale: 'en-US' })
    assert.deepEqual(readingOf(['en']), { language: 'en', locale: 'en-GB' })
    assert.deepEqual(readingOf([undefined]), { language: 'en', locale: 'en-GB' })
    assert.deepEqual(readingOf(['pl', 'xx-nonsense']), { language: 'en', locale: 'en-GB' })
    assert.deepEqual(preferredIn('pl,de;q=0.4, fr-CH;q=0.9'), ['pl', 'fr-CH', 'de'])
    assert.deepEqual(preferredIn('de;q=0,en;q=nonsense,es'), ['es'])
    assert.deepEqual(preferredIn(''), [''])
    assert.equal(preferredIn('de,'.repeat(1000)).length, 20)
    assert.deepEqual(readingIn('fr', ['de', 'fr-CA']), { language: 'fr', locale: 'fr-CA' })
    assert.deepEqual(readingIn('ar', ['de']), { language: 'ar', locale: 'ar' })
  })
})

describe('refusals and faults are worded from their codes', () => {
  test('every refusal has a sentence in each language', () => {
    for (const language of languages)
      assert.deepEqual(Object.keys(subjects['refusals']![language].phrases).sort(), Object.keys(refusals).sort())
  })

  test('every code with words is one of the list; what only programs cause reads in general', () => {
    for (const code of Object.keys(faultsEn.phrases)) assert.ok(code in inputFaults, code)
    const german = (fault: Parameters<typeof faultInWords>[1]) => faultInWords(faultsDe.phrases, fault, 'de')
    assert.equal(german(inputFault('x', 'tooLong', { maximum: 2000 })), 'Bitte höchstens 2.000 Zeichen.')
    assert.equal(german(inputFault('x', 'notIdempotencyKey')), faultsDe.phrases.wrongForm)
  })
})

describe('reasons in words', () => {
  const reader = { locale: 'en', timeZone: 'Europe/Berlin', nameOf: (id: string) => (id === 'm1' ? 'Ada' : id) }

  test('what forbids, and what would lift it', () => {
    const english = (reason: Parameters<typeof reasonInWords>[1]) => reasonInWords(reasonsEn.phrases, reason, reader)
    assert.equal(
      english({
        reason: 'busy',
        who: 'm1',
        what: { kind: 'booking' },
        lift: { free: 'b1', kind: 'booking', of: 'm1' },
      }),
      'Ada is busy with a booking. It can be had when that is moved or cancelled.',
    )
    assert.equal(
      english({ reason: 'notice', lift: { rule: 'noticeMinutes', atMost: 1 } }),
      'This start is closer than the minimum notice. A notice of at most 1 minute would allow it.',
    )
    assert.equal(
      english({ reason: 'override', who: 'm1', lift: { rule: 'holiday', of: 'm1', title: 'Epiphany' } }),
      'Ada is not open then: a holiday. (Epiphany)',
    )
    assert.equal(
      english({ reason: 'limit', lift: { rule: 'perBooker', atLeast: 3 } }),
      'This address has as many bookings as it may have. A limit of at least 3 would allow it.',
    )
    assert.equal(english({ reason: 'outsideHours' }), 'Nobody is open then.')
  })

  test('of several groups each of which too few are free, by its name or by those who are in it', () => {
    const group = { of: 'members', needed: 1, free: 0 } as const
    const busy: Parameters<typeof reasonInWords>[1] = {
      reason: 'busy',
      who: 'm1',
      what: { kind: 'event' },
      missing: [
        { ...group, ids: ['m1', 'Bo'] },
        { ...group, name: 'Nurses', ids: ['n1', 'n2'], needed: 2, free: 1, group: 0 },
        { ...group, of: 'resources', ids: ['Hall', 'Oak', 'Elm', 'Ash'], group: 1 },
      ],
    }
    assert.equal(
      reasonInWords(reasonsEn.phrases, busy, reader),
      'Of Ada, Bo nobody is free. Needed of Nurses: 2, free: 1. Of Hall, Oak, Elm, … nothing is free. Ada is busy with an event.',
    )
    const inAll = [reasonsDe, reasonsFr, reasonsEs, reasonsAr].map(({ phrases }, i) =>
      reasonInWords(phrases, busy, { ...reader, locale: ['de', 'fr', 'es', 'ar'][i]! }),
    )
    for (const words of inAll) assert.match(words, /Ada.*Bo.*Nurses.*Hall.*Oak.*Elm/)
    assert.equal(new Set(inAll).size, 4)
  })

  test('in German, with times as they are written there', () => {
    assert.equal(
      reasonInWords(
        reasonsDe.phrases,
        {
          reason: 'notAligned',
          lift: { rule: 'stepMinutes', nearest: [Date.UTC(2026, 11, 1, 8), Date.UTC(2026, 11, 1, 9)] },
        },
        { ...reader, locale: 'de' },
      ),
      'Zeiten werden in Schritten angeboten, und diese liegt dazwischen. Am nächsten: Di., 09:00 oder Di., 10:00.',
    )
  })
})

describe('the voice of a mail', () => {
  const startsAt = Date.UTC(2026, 11, 1, 15)
  const when = (locale: string | undefined) =>
    mailVoice(locale, 'America/New_York').when(startsAt, startsAt + 1_800_000)

  test('dates and hours as the reader writes them', () => {
    assert.equal(when(undefined), 'Tuesday, 1 December 2026, 10:00–10:30 (America/New York)')
    assert.equal(when('en-US'), 'Tuesday, December 1, 2026, 10:00 AM–10:30 AM (America/New York)')
    assert.equal(when('de'), 'Dienstag, 1. Dezember 2026, 10:00–10:30 (America/New York)')
    assert.equal(when('fr-CA'), 'mardi 1 décembre 2026, 10 h 00–10 h 30 (America/New York)')
  })

  test('hours as a member has chosen them, in whatever language', () => {
    const chosen = (locale: string, hourFormat: 'h12' | 'h23') => {
      const voice = mailVoice(locale, 'America/New_York', hourFormat)
      return [
        voice.time(startsAt + 4 * 3_600_000),
        voice
          .moment(startsAt + 14 * 3_600_000)
          .split(/ (?:at|um) /)
          .at(-1),
      ]
    }
    assert.deepEqual(chosen('en-GB', 'h12'), ['2:00 pm', '12:00 am'])
    assert.deepEqual(chosen('en-US', 'h23'), ['14:00', '00:00'])
    assert.deepEqual(chosen('de', 'h12'), ['2:00 PM', '12:00 AM'])
    assert.deepEqual(chosen('de', 'h23'), ['14:00', '00:00'])
  })

  test('a lead time begins the sentence', () => {
    const lead = (locale: string) => [30, 60, 2880].map((minutes) => mailVoice(locale, 'UTC').lead(minutes))
    assert.deepEqual(lead('en'), ['In 30 minutes', 'In 1 hour', 'In 2 days'])
    assert.deepEqual(lead('de'), ['In 30 Minuten', 'In 1 Stunde', 'In 2 Tagen'])
    assert.deepEqual(lead('fr'), ['Dans 30 minutes', 'Dans 1 heure', 'Dans 2 jours'])
    assert.deepEqual(lead('es'), ['Dentro de 30 minutos', 'Dentro de 1 hora', 'Dentro de 2 días'])
  })
})
