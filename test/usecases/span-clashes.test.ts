import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { PrincipalTime, Span } from '../../shared/domain/ledger/ledger.ts'
import { clashesIn } from '../../shared/domain/ledger/span-clashes.ts'
import { spanOf as timesOf } from '../../shared/domain/recurrence/event-times.ts'
import { occurrencesOf, timesTaken } from '../../shared/domain/recurrence/occurrence.ts'

const NOW = Date.parse('2027-01-01T00:00:00Z')
const YEAR_MS = 366 * 86_400_000

const series = (id: string, rrule: string, startsAt: string, minutes: number, timeZone = 'Europe/Berlin'): Span => ({
  id,
  principal: 'room',
  kind: 'event',
  times: { kind: 'timed', startsAt: Date.parse(startsAt), endsAt: Date.parse(startsAt) + minutes * 60_000, timeZone },
  rrule,
  changedOccurrences: {},
})
const room = (...spans: Span[]): PrincipalTime => ({
  principal: 'room',
  facts: { timeZone: 'UTC', daysOff: [] },
  revision: 1,
  schedules: [],
  days: [],
  classes: [],
  spans,
})

describe('where series meet', () => {
  const mondays = series('mondays', 'FREQ=WEEKLY;BYDAY=MO', '2027-01-04T09:00:00Z', 60)
  const cases: [string, Span, string | undefined][] = [
    ['one after the other: never', series('b', 'FREQ=DAILY', '2027-01-01T10:00:00Z', 60), undefined],
    ['the first of a month that is a Monday', series('b', 'FREQ=MONTHLY', '2027-01-01T09:30:00Z', 30), '2027-02-01'],
    [
      'only where the clocks of two zones have parted',
      series('b', 'FREQ=WEEKLY;BYDAY=MO', '2027-01-04T10:00:00Z', 60, 'America/New_York'),
      '2027-03-15',
    ],
    [
      '29 February, in a year when it is a Monday',
      series('b', 'FREQ=YEARLY', '2028-02-29T09:30:00Z', 30),
      '2044-02-29',
    ],
    [
      'a long one that began before',
      series('b', 'FREQ=MONTHLY;BYMONTHDAY=31', '2027-01-31T08:00:00Z', 1560),
      '2027-02-01',
    ],
  ]
  for (const [title, other, expected] of cases)
    test(title, () => {
      const [clash] = clashesIn([room(other)], [mondays], NOW)
      assert.equal(clash && new Date(clash.wanted.from).toISOString().slice(0, 10), expected)
      assert.equal(clash?.by.id, expected && 'b')
    })

  test('the times that a series takes are those of its meetings', () => {
    const { id: _id, ...moved } = mondays
    const changedOccurrences = {
      '2027-01-11T08:00:00.000Z': { isCancelled: true as const },
      '2027-01-18T08:00:00.000Z': {
        times: { ...moved.times, startsAt: NOW + 86_400_000, endsAt: NOW + 90_000_000 } as Span['times'],
      },
    }
    const allDay: Span['times'] = { kind: 'allDay', startDate: '2027-01-04', endDate: '2027-01-06' }
    for (const one of [moved, { ...moved, changedOccurrences }, { ...moved, times: allDay }])
      for (const zone of ['UTC', 'Pacific/Apia']) {
        const meetings = occurrencesOf(one, NOW, NOW + YEAR_MS, zone).map(({ times }) => timesOf(times, zone))
        assert.ok(meetings.length > 50)
        assert.deepEqual(timesTaken(one, NOW, NOW + YEAR_MS, zone), meetings)
      }
  })
})
