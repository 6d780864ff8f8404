import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import fc from 'fast-check'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import {
  formFaults,
  formOfRule,
  freshForm,
  monthlyChoices,
  type RuleForm,
  ruleOfForm,
} from '../../../shared/domain/recurrence/rule-form.ts'
import { repetitionWords } from '../../../shared/domain/recurrence/rule-words.ts'
import { occurrencesBetween } from '../../../shared/domain/recurrence/series.ts'
import { addDays, instantOf, localDateTimeOf } from '../../../shared/domain/time/time.ts'

const BERLIN = 'Europe/Berlin'
const timed = (wall: string, timeZone = BERLIN): EventTimes => {
  const startsAt = instantOf(wall, timeZone)
  return { kind: 'timed', startsAt, endsAt: startsAt + 3_600_000, timeZone }
}
/** A Tuesday, the second of its month. */
const start = timed('2026-12-08T09:00')
const reader = { today: '2026-11-24', timeZone: BERLIN }
const words = (rrule: string, times = start) => repetitionWords({ times, rrule }, reader)

describe('a rule in words', () => {
  const sentences: [string, string][] = [
    ['FREQ=DAILY', 'every day'],
    ['FREQ=DAILY;INTERVAL=2;COUNT=1', 'every second day, once'],
    ['FREQ=DAILY;INTERVAL=10', 'every 10 days'],
    ['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', 'every weekday'],
    ['FREQ=DAILY;INTERVAL=3;BYDAY=MO,SU', 'every third day when it is a Monday or a Sunday'],
    ['FREQ=DAILY;BYMONTH=1', 'every day in January'],
    ['FREQ=DAILY;BYHOUR=9,17;BYMINUTE=30', 'every day at 9:30 and 17:30'],
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
    const said = (rest: Partial<Parameters<typeof repetitionWords>[0]>) =>
      repetitionWords({ times: start, ...rest }, reader)
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
      repetitionWords({ times: timed('2026-12-08T09:00', 'America/New_York'), rrule: 'FREQ=WEEKLY' }, reader),
      'every Tuesday, New York time',
    )
    assert.equal(
      repetitionWords({ times: start, rrule: 'FREQ=WEEKLY;UNTIL=20270303' }, { ...reader, locale: 'en-US' }),
      'every Tuesday until March 3, 2027',
    )
  })
})

const anyTimes = fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.boolean()).map(([days, isAllDay]): EventTimes => {
  const date = addDays('2026-01-01', days)
  return isAllDay ? { kind: 'allDay', startDate: date, endDate: addDays(date, 1) } : timed(`${date}T09:00`)
})
const anyForm = (times: EventTimes) => {
  const date = times.kind === 'timed' ? localDateTimeOf(times.startsAt, times.timeZone).slice(0, 10) : times.startDate
  return fc.record<RuleForm>({
    repeats: fc.constantFrom('daily', 'weekly', 'monthly', 'yearly'),
    interval: fc.integer({ min: 1, max: 999 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }).map((list) => list.sort()),
    monthlyBy: fc.constantFrom(...monthlyChoices(date)),
    ends: fc.constantFrom('never', 'count', 'until'),
    count: fc.integer({ min: 1, max: 999 }),
    until: fc.integer({ min: 0, max: 900 }).map((days) => addDays(date, days)),
  })
}
/** A form says nothing with the fields that it does not show. */
function shown(form: RuleForm) {
  const { repeats, interval, ends } = form
  return {
    repeats,
    interval,
    ends,
    ...(repeats === 'weekly' && { weekdays: form.weekdays }),
    ...(repeats === 'monthly' && { monthlyBy: form.monthlyBy }),
    ...(ends === 'count' && { count: form.count }),
    ...(ends === 'until' && { until: form.until }),
  }
}

describe('a rule in the fields of a form', () => {
  test('whatever a form means comes back as the same form', () => {
    fc.assert(
      fc.property(
        anyTimes.chain((times) => anyForm(times).map((form) => ({ times, form }))),
        ({ times, form }) => {
          assert.deepEqual(formFaults(form, times), {})
          const rrule = ruleOfForm(form, times)!
          assert.deepEqual(shown(formOfRule(times, { rrule })), shown(form), rrule)
          assert.notEqual(repetitionWords({ times, rrule }, reader), '')
        },
      ),
    )
  })

  test('a rule that the form shows keeps its dates when the form writes it', () => {
    const simple = fc.constantFrom(
      'FREQ=DAILY',
      'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR',
      'FREQ=WEEKLY',
      'FREQ=WEEKLY;WKST=SU;BYDAY=SU,MO',
      'FREQ=WEEKLY;INTERVAL=2',
      'FREQ=MONTHLY',
      'FREQ=MONTHLY;BYMONTHDAY=8',
      'FREQ=MONTHLY;BYDAY=2TU',
      'FREQ=YEARLY',
      'FREQ=YEARLY;BYMONTH=12',
      'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=8',
      'FREQ=WEEKLY;UNTIL=20270302T080000Z',
      'FREQ=DAILY;UNTIL=20270302T010000',
      'FREQ=DAILY;UNTIL=20270302',
    )
    const dates = (rrule: string) =>
      occurrencesBetween({ startsAt: '2026-12-08T09:00:00', timeZone: BERLIN, rrule }, 0, Date.parse('2033-01-01'))
    fc.assert(
      fc.property(simple, (rrule) => {
        const form = formOfRule(start, { rrule })
        assert.notEqual(form.repeats, 'custom')
        assert.deepEqual(dates(ruleOfForm(form, start)!), dates(rrule))
      }),
    )
  })

  test('what the fields cannot show is kept: it is custom', () => {
    const customs = [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU',
      'FREQ=MONTHLY;BYDAY=1MO',
      'FREQ=MONTHLY;BYDAY=TU',
      'FREQ=MONTHLY;BYMONTHDAY=1,8',
      'FREQ=YEARLY;BYMONTH=3',
      'FREQ=YEARLY;BYDAY=2TU',
      'FREQ=YEARLY;BYMONTHDAY=8',
      'FREQ=DAILY;INTERVAL=2;BYDAY=TU',
      'FREQ=DAILY;BYHOUR=9,10',
      'FREQ=DAILY;COUNT=5000',
      'FREQ=WEEKLY;BYMONTH=1',
    ]
    for (const rrule of customs) {
      const form = formOfRule(start, { rrule })
      assert.deepEqual([form.repeats, ruleOfForm(form, start)], ['custom', undefined], rrule)
    }
    assert.equal(formOfRule(start, { rrule: 'FREQ=DAILY', rdates: ['2027-01-01T08:00:00.000Z'] }).repeats, 'custom')
    assert.equal(formOfRule(start, {}).repeats, 'never')
  })

  test('each month: by date or by weekday, the last of both where it is one', () => {
    assert.deepEqual(monthlyChoices('2026-12-08'), ['date', 'weekday'])
    assert.deepEqual(monthlyChoices('2026-12-29'), ['date', 'lastWeekday'])
    assert.deepEqual(monthlyChoices('2026-12-31'), ['date', 'lastDay', 'lastWeekday'])
    assert.deepEqual(monthlyChoices('2027-02-28'), ['date', 'lastDay', 'weekday', 'lastWeekday'])
  })

  test('faults are said in words, by field', () => {
    const form: RuleForm = {
      ...freshForm(start),
      repeats: 'weekly',
      interval: 0,
      weekdays: [],
      ends: 'until',
      until: '2026-12-07',
    }
    assert.deepEqual(Object.keys(formFaults(form, start)).sort(), ['interval', 'until', 'weekdays'])
    assert.deepEqual(Object.keys(formFaults({ ...form, ends: 'count', count: 1.5 }, start)).sort(), [
      'count',
      'interval',
      'weekdays',
    ])
    assert.deepEqual(formFaults({ ...form, repeats: 'never' }, start), {})
    assert.equal(formFaults({ ...form, until: '' }, start).until, 'Please give a date that is not before the start.')
  })
})
