import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { fromLines, toLines } from '../../../functions/adapters/google/recurrence.ts'
import { fromGoogle, toGoogle } from '../../../functions/adapters/google/translate.ts'
import { toGraph } from '../../../functions/adapters/microsoft/translate.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { fingerprint, type ProviderEvent } from '../../../shared/domain/sync/provider-event.ts'

const times: EventTimes = {
  kind: 'timed',
  startsAt: Date.parse('2027-03-01T08:00:00Z'),
  endsAt: Date.parse('2027-03-01T09:00:00Z'),
  timeZone: 'Europe/Berlin',
}
const days: EventTimes = { kind: 'allDay', startDate: '2027-03-01', endDate: '2027-03-02' }
const event: ProviderEvent = {
  title: 'x',
  description: '',
  location: '',
  times,
  rrule: 'FREQ=WEEKLY',
  moreRules: ['FREQ=MONTHLY'],
  rdates: ['2027-03-02T08:00:00.000Z'],
  exdates: ['2027-03-08T08:00:00.000Z'],
  isPrivate: false,
  isFree: false,
}

describe('how providers say that something repeats', () => {
  test('Google: rules, extra and excepted dates go there and come back the same', () => {
    assert.deepEqual(toLines(event, times), [
      'RRULE:FREQ=WEEKLY',
      'RRULE:FREQ=MONTHLY',
      'RDATE:20270302T080000Z',
      'EXDATE:20270308T080000Z',
    ])
    const back = fromGoogle({ ...toGoogle(event), id: 'a' })
    assert.ok(back?.kind === 'present')
    assert.equal(fingerprint(back.event), fingerprint(event))
    const allDay = { rrule: 'FREQ=DAILY', rdates: ['2027-04-01'], exdates: ['2027-03-02', '2027-03-03'] }
    assert.deepEqual(toLines(allDay, days), [
      'RRULE:FREQ=DAILY',
      'RDATE;VALUE=DATE:20270401',
      'EXDATE;VALUE=DATE:20270302,20270303',
    ])
    assert.deepEqual(fromLines(toLines(allDay, days)!, days), allDay)
    assert.equal(toLines({ exdates: ['2027-03-02'] }, days), undefined)
  })

  test('Google: an end is an instant for timed series and a date for whole days', () => {
    const rules = ['20270331', '20270331T090000', '20270331T070000Z'].map((until) => `FREQ=DAILY;UNTIL=${until}`)
    assert.deepEqual(
      rules.map((rrule) => toLines({ rrule }, times)),
      [
        ['RRULE:FREQ=DAILY;UNTIL=20270331T215959Z'],
        ['RRULE:FREQ=DAILY;UNTIL=20270331T070000Z'],
        ['RRULE:FREQ=DAILY;UNTIL=20270331T070000Z'],
      ],
    )
    assert.deepEqual(toLines({ rrule: rules[2]! }, days), ['RRULE:FREQ=DAILY;UNTIL=20270331'])
  })

  test('Google: local times, periods, foreign zones and rules that no series here can follow', () => {
    const lines = [
      'EXDATE;TZID=Europe/Berlin:20270308T090000,20270315T090000',
      'RDATE;VALUE=PERIOD:20270302T080000Z/PT2H',
      'RDATE;TZID=Nowhere/City:20270404T090000',
      'EXRULE:FREQ=DAILY',
      'RRULE:FREQ=HOURLY',
    ]
    assert.deepEqual(fromLines(['RRULE:FREQ=WEEKLY', ...lines], times), {
      rrule: 'FREQ=WEEKLY',
      rdates: ['2027-03-02T08:00:00.000Z', '2027-04-04T07:00:00.000Z'],
      exdates: ['2027-03-08T08:00:00.000Z', '2027-03-15T08:00:00.000Z'],
    })
  })

  test('Google: a start that its rule does not match is a meeting there, so it is an extra date here', () =>
    assert.deepEqual(fromLines(['RRULE:FREQ=WEEKLY;BYDAY=TU'], times), {
      rrule: 'FREQ=WEEKLY;BYDAY=TU',
      rdates: ['2027-03-01T08:00:00.000Z'],
    }))

  test('Outlook: what one pattern cannot say is refused with its reason', () => {
    assert.throws(() => toGraph(event), /several rules/)
    assert.throws(() => toGraph({ ...event, moreRules: [] }), /extra dates/)
    assert.throws(() => toGraph({ ...event, moreRules: [], rdates: [], rrule: 'FREQ=YEARLY;BYWEEKNO=1' }), /BYWEEKNO/)
    assert.equal(toGraph({ ...event, moreRules: [], rdates: [] }).recurrence?.pattern?.type, 'weekly')
  })
})
