import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { EventTimes } from '../../shared/domain/recurrence/event-times.ts'
import { instantOf } from '../../shared/domain/time/time.ts'
import { type Language, languages } from '../../shared/words/language.ts'
import { grammar as arabic } from '../../shared/words/rules/ar.ts'
import { grammar as german } from '../../shared/words/rules/de.ts'
import { grammar as english } from '../../shared/words/rules/en.ts'
import { grammar as spanish } from '../../shared/words/rules/es.ts'
import { grammar as french } from '../../shared/words/rules/fr.ts'
import { monthlyChoiceWords, repetitionWords, type WordedRepetition } from '../../shared/words/rules/rule-words.ts'
import { knownRecurrences } from '../bench/fixtures.ts'

const grammars = { en: english, de: german, fr: french, es: spanish, ar: arabic }
const BERLIN = 'Europe/Berlin'
const timed = (wall: string, timeZone = BERLIN): EventTimes => {
  const startsAt = instantOf(wall, timeZone)
  return { kind: 'timed', startsAt, endsAt: startsAt + 3_600_000, timeZone }
}
/** A Tuesday, the second of its month. */
const start = timed('2026-12-08T09:00')
const reader = { today: '2026-11-24', timeZone: BERLIN, locale: 'en-GB' }
const words = (rrule: string, times = start) => repetitionWords(english, { times, rrule }, reader)

describe('a rule in words', () => {
  const sentences: [string, string][] = [
    ['FREQ=DAILY', 'every day'],
    ['FREQ=DAILY;INTERVAL=2;COUNT=1', 'every second day, once'],
    ['FREQ=DAILY;INTERVAL=10', 'every 10 days'],
    ['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', 'every weekday'],
    ['FREQ=DAILY;INTERVAL=3;BYDAY=MO,SU', 'every third day when it is a Monday or a Sunday'],
    ['FREQ=DAILY;BYMONTH=1', 'every day in January'],
    ['FREQ=DAILY;BYHOUR=9,17;BYMINUTE=30', 'every day at 09:30 and 17:30'],
    ['FREQ=WEEKLY', 'every Tuesday'],
    ['FREQ=WEEKLY;INTERVAL=2;UNTIL=20270303', 'every second Tuesday until 3 March 2027'],
    ['FREQ=WEEKLY;UNTIL=20261231T225959Z', 'every Tuesday until 31 December'],
    ['FREQ=WEEKLY;UNTIL=20261231T010000', 'every Tuesday until 30 December'],
    ['FREQ=WEEKLY;BYDAY=FR,MO,WE;COUNT=6', 'every Monday, Wednesday and Friday, 6 times'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE', 'every second week on Monday and Wednesday'],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE;WKST=SU',
      'every second week on Wednesday and Sunday, weeks beginning on Sunday',
    ],
    ['FREQ=WEEKLY;INTERVAL=6;BYDAY=MO', 'every 6 weeks on Monday'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'every weekday, of these only the last of each week'],
    ['FREQ=MONTHLY', 'every month on the 8th'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,15,-1', 'every month on the 1st, 15th and last day'],
    ['FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU', 'every third month on the second Tuesday'],
    ['FREQ=MONTHLY;BYDAY=-1FR,-2FR', 'every month on the last Friday and second to last Friday'],
    ['FREQ=MONTHLY;BYDAY=FR', 'every Friday'],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', 'every month on the 13th when it is a Friday'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'every month on the last weekday'],
    ['FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1', 'every month on the first Saturday or Sunday'],
    ['FREQ=YEARLY', 'every year on 8 December'],
    ['FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21', 'every year on 21 March'],
    ['FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=1', 'every year on the 1st of March and September'],
    ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', 'every year on the fourth Thursday of November'],
    ['FREQ=YEARLY;BYDAY=20MO', 'every year on the 20th Monday of the year'],
    ['FREQ=YEARLY;BYYEARDAY=100,-1', 'every year on the 100th day and last day of the year'],
    ['FREQ=YEARLY;BYWEEKNO=20', 'every year in week 20 on Tuesday'],
    ['FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1,53;BYDAY=MO', 'every second year in week 1 and 53 on Monday'],
  ]
  for (const [rule, sentence] of sentences) test(rule, () => assert.equal(words(rule), sentence))

  test('several rules, extra and cancelled dates', () => {
    const said = (rest: Partial<WordedRepetition>) => repetitionWords(english, { times: start, ...rest }, reader)
    assert.equal(
      said({ rrule: 'FREQ=WEEKLY', moreRules: ['FREQ=MONTHLY;BYMONTHDAY=1'], rdates: ['2026-12-24T08:00:00.000Z'] }),
      'every Tuesday, and every month on the 1st, and on 24 December',
    )
    assert.equal(
      said({ rrule: 'FREQ=WEEKLY', exdates: ['2026-12-22T08:00:00.000Z', '2027-01-05T08:00:00.000Z'] }),
      'every Tuesday, except on 22 December and 5 January 2027',
    )
    assert.equal(said({ rdates: ['2026-12-10T08:00:00.000Z'] }), 'on 8 December and 10 December')
    assert.equal(
      said({ rrule: 'FREQ=WEEKLY', exdates: [1, 2, 3, 4].map((day) => `2027-01-0${day}`) }),
      'every Tuesday, except on 4 dates',
    )
    assert.equal(said({}), '')
  })

  test('the zone is named to those who live in another, dates in the reader’s order', () => {
    assert.equal(
      repetitionWords(english, { times: timed('2026-12-08T09:00', 'America/New_York'), rrule: 'FREQ=WEEKLY' }, reader),
      'every Tuesday, New York time',
    )
    assert.equal(
      repetitionWords(english, { times: start, rrule: 'FREQ=WEEKLY;UNTIL=20270303' }, { ...reader, locale: 'en-US' }),
      'every Tuesday until March 3, 2027',
    )
  })
})

const inLanguage = (language: Language, rrule: string) =>
  repetitionWords(grammars[language], { times: start, rrule }, { ...reader, locale: language })

describe('a rule in five languages', () => {
  const sentences: Record<string, Record<Exclude<Language, 'en'>, string>> = {
    'FREQ=DAILY;INTERVAL=2;COUNT=1': {
      de: 'alle zwei Tage, einmal',
      fr: 'tous les deux jours, une fois',
      es: 'cada dos días, una vez',
      ar: 'كل يومين، مرة واحدة',
    },
    'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR': {
      de: 'montags bis freitags',
      fr: 'du lundi au vendredi',
      es: 'de lunes a viernes',
      ar: 'من الاثنين إلى الجمعة',
    },
    'FREQ=DAILY;BYHOUR=9,17;BYMINUTE=30': {
      de: 'jeden Tag um 09:30 und 17:30',
      fr: 'chaque jour à 09:30 et 17:30',
      es: 'cada día a las 09:30 y 17:30',
      ar: 'كل يوم الساعة 9:30 ص و5:30 م',
    },
    'FREQ=WEEKLY;INTERVAL=2;UNTIL=20270303': {
      de: 'jeden zweiten Dienstag bis 3. März 2027',
      fr: 'un mardi sur deux jusqu’au 3 mars 2027',
      es: 'un martes de cada dos hasta el 3 de marzo de 2027',
      ar: 'كل أسبوعين يوم الثلاثاء حتى 3 مارس 2027',
    },
    'FREQ=WEEKLY;BYDAY=FR,MO,WE;COUNT=6': {
      de: 'jeden Montag, Mittwoch und Freitag, 6-mal',
      fr: 'chaque lundi, mercredi et vendredi, 6 fois',
      es: 'cada lunes, miércoles y viernes, 6 veces',
      ar: 'كل الاثنين والأربعاء والجمعة، 6 مرات',
    },
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE;WKST=SU': {
      de: 'alle zwei Wochen am Mittwoch und Sonntag, Wochen ab Sonntag',
      fr: 'toutes les deux semaines, le mercredi et le dimanche, semaines commençant le dimanche',
      es: 'cada dos semanas, los miércoles y domingos, semanas que empiezan en domingo',
      ar: 'كل أسبوعين يوم الأربعاء والأحد، والأسبوع يبدأ يوم الأحد',
    },
    'FREQ=MONTHLY;BYMONTHDAY=1,15,-1': {
      de: 'jeden Monat am 1., 15. und letzten Tag',
      fr: 'chaque mois, le 1er, le 15 et le dernier jour',
      es: 'cada mes, el día 1, el día 15 y el último día',
      ar: 'كل شهر في اليوم 1 واليوم 15 وآخر يوم',
    },
    'FREQ=MONTHLY;BYDAY=-1FR,-2FR': {
      de: 'jeden Monat am letzten Freitag und vorletzten Freitag',
      fr: 'chaque mois, le dernier vendredi et l’avant-dernier vendredi',
      es: 'cada mes, el último viernes y el penúltimo viernes',
      ar: 'كل شهر في آخر جمعة وثاني جمعة من النهاية',
    },
    'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13': {
      de: 'jeden Monat am 13., wenn es ein Freitag ist',
      fr: 'chaque mois, le 13, si c’est un vendredi',
      es: 'cada mes, el día 13, si es viernes',
      ar: 'كل شهر في اليوم 13 إذا كان يوم الجمعة',
    },
    'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH': {
      de: 'jedes Jahr am vierten Donnerstag im November',
      fr: 'chaque année, le quatrième jeudi de novembre',
      es: 'cada año, el cuarto jueves de noviembre',
      ar: 'كل سنة في رابع خميس من نوفمبر',
    },
    'FREQ=YEARLY;BYYEARDAY=100,-1': {
      de: 'jedes Jahr am 100. Tag und letzten Tag des Jahres',
      fr: 'chaque année, le 100e jour et le dernier jour de l’année',
      es: 'cada año, el 100.º día y el último día del año',
      ar: 'كل سنة في اليوم 100 وآخر يوم من السنة',
    },
  }
  for (const [rrule, said] of Object.entries(sentences))
    for (const [language, sentence] of Object.entries(said))
      test(`${language}: ${rrule}`, () => assert.equal(inLanguage(language as Language, rrule), sentence))

  test('dates left out, several rules and another zone, in German', () => {
    assert.equal(
      repetitionWords(
        german,
        {
          times: start,
          rrule: 'FREQ=WEEKLY',
          moreRules: ['FREQ=MONTHLY;BYMONTHDAY=1'],
          exdates: ['2026-12-22T08:00:00.000Z'],
        },
        { today: '2026-11-24', timeZone: 'America/New_York', locale: 'de-AT' },
      ),
      'jeden Dienstag, und jeden Monat am 1., außer am 22. Dezember, Ortszeit Berlin',
    )
  })

  test('the ways to mean a date every month', () => {
    const choices = (language: Language) =>
      (['date', 'lastDay', 'weekday', 'lastWeekday'] as const).map((by) =>
        monthlyChoiceWords(grammars[language], by, '2026-12-08', language),
      )
    assert.deepEqual(choices('en'), ['the 8th', 'the last day', 'the second Tuesday', 'the last Tuesday'])
    assert.deepEqual(choices('de'), ['am 8.', 'am letzten Tag', 'am zweiten Dienstag', 'am letzten Dienstag'])
    assert.deepEqual(choices('fr'), ['le 8', 'le dernier jour', 'le deuxième mardi', 'le dernier mardi'])
    assert.deepEqual(choices('es'), ['el día 8', 'el último día', 'el segundo martes', 'el último martes'])
    assert.deepEqual(choices('ar'), ['اليوم 8', 'آخر يوم', 'ثاني ثلاثاء', 'آخر ثلاثاء'])
  })

  test('every rule of the known answers has words in every language, and none that are missing', () => {
    for (const { rrule } of knownRecurrences())
      for (const language of languages) assert.doesNotMatch(inLanguage(language, rrule), /undefined|NaN|^$/, rrule)
  })
})
