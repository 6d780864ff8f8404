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
import { occurrencesBetween } from '../../../shared/domain/recurrence/series.ts'
import { addDays, instantOf, localDateTimeOf } from '../../../shared/domain/time/time.ts'

const BERLIN = 'Europe/Berlin'
const timed = (wall: string, timeZone = BERLIN): EventTimes => {
  const startsAt = instantOf(wall, timeZone)
  return { kind: 'timed', startsAt, endsAt: startsAt + 3_600_000, timeZone }
}
/** A Tuesday, the second of its month. */
const start = timed('2026-12-08T09:00')
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

  test('faults are named, by field', () => {
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
    assert.equal(formFaults({ ...form, until: '' }, start).until?.code, 'beforeStart')
  })
})
