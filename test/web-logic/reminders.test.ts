import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { sayIn, type Translated } from '../../shared/words/phrase.ts'
import { phrases as arabic } from '../../shared/words/reminders/ar.ts'
import { phrases as german } from '../../shared/words/reminders/de.ts'
import { phrases as english, type ReminderPhrases } from '../../shared/words/reminders/en.ts'
import { type UiPhrases, phrases as uiPhrases } from '../../shared/words/ui/en.ts'
import { countsOf, linesOf } from '../../web/src/event/reminder-log.ts'
import { whenWords } from '../../web/src/ui/reminders/reminder-words.ts'
import { typedLead } from '../../web/src/ui/reminders/typed-lead.ts'

describe('how long before, as people type it', () => {
  test.each([
    ['45', 'minutes', 45],
    [' 2 ', 'hours', 120],
    ['3', 'days', 4320],
    ['4', 'weeks', 40_320],
    ['٤٥', 'minutes', 45],
    ['۱۲', 'hours', 720],
    ['', 'minutes', 'leadMissing'],
    ['0', 'minutes', 'leadMissing'],
    ['-5', 'minutes', 'leadMissing'],
    ['1.5', 'hours', 'leadMissing'],
    ['ten', 'minutes', 'leadMissing'],
    ['5', 'weeks', 'leadTooLong'],
    ['40321', 'minutes', 'leadTooLong'],
    ['999999999', 'weeks', 'leadTooLong'],
  ] as const)('"%s" %s', (text, unit, expected) => assert.equal(typedLead(text, unit), expected))
})

const wordsIn = (phrases: Translated<ReminderPhrases>, locale: string) => ({
  say: sayIn<ReminderPhrases>(phrases, locale),
  reader: { locale, isHour12: false, say: sayIn<UiPhrases>(uiPhrases, locale), direction: 'ltr' as const },
})

describe('when a reminder comes, in words', () => {
  const inEnglish = wordsIn(english, 'en-GB')
  test.each([
    [0, undefined, 'at the start'],
    [45, undefined, '45 minutes before'],
    [1440, undefined, '1 day before'],
    [0, '08:00', 'at 08:00 that day'],
    [90, '08:00', 'at 06:30 that day'],
    [840, '08:00', 'at 18:00 the day before'],
    [1440, '08:00', 'at 08:00 the day before'],
    [1440, '00:00', 'at 00:00 the day before'],
    [2880, '07:30', 'at 07:30, 2 days before'],
    [10_080, '08:00', 'at 08:00, 7 days before'],
  ])('%i minutes, whole days at %s', (minutes, at, expected) =>
    assert.equal(whenWords(minutes, inEnglish, at), expected),
  )
  test('in other languages', () => {
    assert.equal(whenWords(1440, wordsIn(german, 'de-DE'), '08:00'), 'um 08:00 am Vortag')
    assert.match(whenWords(2880, wordsIn(arabic, 'ar-EG'), '08:00'), /يومين$/)
  })
})

describe('the line of what became of reminders', () => {
  const mail = (to: string, more: Record<string, unknown> = {}) => ({
    to,
    startsAt: '2027-02-03T09:00:00.000Z',
    minutesBefore: 60,
    state: 'sent' as const,
    at: '2027-02-03T08:00:01.000Z',
    ...more,
  })
  const coming = (to: string[], at: string, others = 0) => ({
    ...{ to, others, at, minutesBefore: 10, by: 'screen' as const },
    startsAt: '2027-02-03T09:00:00.000Z',
  })

  test('is one for all who were reminded at the same moment; what is to come stands first, then the newest', () => {
    const lines = linesOf({
      planned: [coming(['ada'], '2027-02-03T08:50:00.000Z', 3)],
      mails: [
        mail('ada'),
        mail('max', { at: '2027-02-03T08:00:07.000Z' }),
        mail('noor', { state: 'parked', reason: 'bounced' }),
        mail('ada', { minutesBefore: 1440, at: '2027-02-02T09:00:00.000Z', state: 'skipped', reason: 'laterOne' }),
        mail('linus', { state: 'planned', reason: 'unreachable', at: '2027-02-03T08:05:00.000Z' }),
        mail('grace', { state: 'planned', reason: 'unreachable', at: '2027-02-03T08:04:00.000Z' }),
      ],
    })
    assert.deepEqual(
      lines.map(({ state, to, others, reason }) => [state, to.join(), others, reason]),
      [
        ['planned', 'linus,grace', 0, 'unreachable'],
        ['planned', 'ada', 3, undefined],
        ['sent', 'ada,max', 0, undefined],
        ['parked', 'noor', 0, 'bounced'],
        ['skipped', 'ada', 0, 'laterOne'],
      ],
    )
  })

  test('of what is tried again says the first moment', () => {
    const tries = ['08:09', '08:07', '08:11'].map((time) =>
      mail('ada', { state: 'planned', reason: 'rate', at: `2027-02-03T${time}:00.000Z` }),
    )
    assert.deepEqual(
      linesOf({ planned: [], mails: tries }).map(({ at }) => new Date(at).toISOString()),
      ['2027-02-03T08:07:00.000Z'],
    )
  })

  test('counts what is to come, what went and what did not', () => {
    const planned = [coming(['ada'], '2027-02-03T08:50:00.000Z')]
    const states = ['sent', 'sent', 'skipped', 'parked', 'waiting', 'sending'] as const
    const mails = states.map((state) => mail('ada', { state }))
    assert.deepEqual(countsOf({ planned, mails }), { coming: 3, sent: 2, notSent: 2 })
  })
})
