import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import fc from 'fast-check'
import { type EventTimes, spanOf } from '../../shared/domain/recurrence/event-times.ts'
import {
  leavesRoomAt,
  MOST_AT_ONCE,
  occurrencesOf,
  seriesOf,
  timesTaken,
} from '../../shared/domain/recurrence/occurrence.ts'
import type { Repetition } from '../../shared/domain/recurrence/repetition.ts'
import { occurrencesBetween } from '../../shared/domain/recurrence/series.ts'
import { crowdingOf, LONGEST_MEETING_DAYS, shownBetween } from '../../shared/domain/recurrence/series-bounds.ts'
import { rounds } from '../support/long.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const NOW = Date.parse('2027-06-01T00:00:00Z')

const timed = (startsAt: string, hours: number): EventTimes => ({
  kind: 'timed',
  startsAt: Date.parse(startsAt),
  endsAt: Date.parse(startsAt) + hours * HOUR_MS,
  timeZone: 'Europe/Berlin',
})
const days = (startDate: string, endDate: string): EventTimes => ({ kind: 'allDay', startDate, endDate })
const series = (times: EventTimes, rrule?: string, more: Partial<Repetition> = {}): Repetition => ({
  times,
  changedOccurrences: {},
  ...(rrule !== undefined && { rrule }),
  ...more,
})
const list = (count: number) => Array.from({ length: count }, (_, i) => i).join(',')

describe('how much of a series may go on at once', () => {
  const atOnce = 'makes more than 50 meetings of the series go on at once'
  const aDay = 'makes more than 288 meetings of the series begin in one day'
  const cases: [string, Repetition, string | undefined][] = [
    ['once', series(days('2027-01-01', '2027-12-31')), undefined],
    ['each day for an hour', series(timed('2027-01-01T09:00Z', 1), 'FREQ=DAILY'), undefined],
    ['each day for fifty days', series(timed('2027-01-01T09:00Z', 50 * 24), 'FREQ=DAILY'), undefined],
    ['each day for fifty days and four hours', series(timed('2027-01-01T09:00Z', 50 * 24 + 4), 'FREQ=DAILY'), atOnce],
    ['in whole days, fifty', series(days('2027-01-01', '2027-02-20'), 'FREQ=DAILY'), undefined],
    ['in whole days, fifty-one', series(days('2027-01-01', '2027-02-21'), 'FREQ=DAILY'), atOnce],
    ['as often as it is long', series(days('2027-01-01', '2027-02-21'), 'FREQ=DAILY;COUNT=50'), undefined],
    ['each year for a year', series(days('2027-01-01', '2028-01-02'), 'FREQ=YEARLY'), undefined],
    [
      'only in years to come',
      series(timed('2027-01-01T09:00Z', 30 * 24), 'FREQ=DAILY;INTERVAL=40', {
        moreRules: ['FREQ=DAILY;BYMONTH=1,2,3;UNTIL=20400101', 'FREQ=DAILY;BYMONTH=2,3;BYHOUR=12'],
      }),
      atOnce,
    ],
    [
      'every five minutes',
      series(
        timed('2027-01-01T00:00Z', 0.01),
        `FREQ=DAILY;BYHOUR=${list(24)};BYMINUTE=0,5,10,15,20,25,30,35,40,45,50,55`,
      ),
      undefined,
    ],
    [
      'every minute',
      series(timed('2027-01-01T00:00Z', 0.01), `FREQ=DAILY;BYHOUR=${list(24)};BYMINUTE=${list(60)}`),
      aDay,
    ],
    [
      'the last of every minute',
      series(timed('2027-01-01T00:00Z', 0.01), `FREQ=DAILY;BYHOUR=${list(24)};BYMINUTE=${list(60)};BYSETPOS=-1`),
      undefined,
    ],
    [
      'extra meetings only',
      series(timed('2027-01-01T09:00Z', 2), undefined, {
        rdates: Array.from({ length: 60 }, (_, i) => new Date(NOW + i * 60_000).toISOString()),
      }),
      atOnce,
    ],
    [
      'many that were moved to one day',
      series(timed('2027-01-01T09:00Z', 1), 'FREQ=DAILY', {
        changedOccurrences: Object.fromEntries(
          Array.from({ length: 51 }, (_, i) => [
            new Date(Date.parse('2027-01-01T08:00:00Z') + i * DAY_MS).toISOString(),
            { times: timed('2029-01-01T12:00Z', 1) },
          ]),
        ),
      }),
      atOnce,
    ],
  ]
  for (const [title, event, expected] of cases) test(title, () => assert.equal(crowdingOf(event)?.message, expected))
})

describe('what is beyond the bounds is cut, and the time that is taken stays the same', () => {
  const union = (taken: { from: number; to: number }[], from: number, to: number) => {
    const joined: [number, number][] = []
    for (const one of taken.toSorted((a, b) => a.from - b.from)) {
      const [begin, end] = [Math.max(one.from, from), Math.min(one.to, to)]
      if (end <= begin) continue
      const last = joined.at(-1)
      if (last && begin <= last[1]) last[1] = Math.max(last[1], end)
      else joined.push([begin, end])
    }
    return joined
  }
  /** Not counting the hours by which clocks that change push long meetings together. */
  const mostAtOnce = (taken: { from: number; to: number }[]) => {
    const ends = taken.map(({ from, to }) => leavesRoomAt(from, to))
    return Math.max(0, ...taken.map(({ from }) => taken.filter((one, i) => one.from <= from && from < ends[i]!).length))
  }

  test('whatever rule, length and exceptions', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=MO,WE,FR', 'FREQ=DAILY;BYHOUR=6,12,18', 'FREQ=MONTHLY'),
        fc.integer({ min: 1, max: 40_000 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 2000 }),
        (rrule, hours, cancelled, windowDays, offsetDays) => {
          const times = timed('2020-01-01T09:00Z', hours)
          const plain = series(times, rrule)
          const starts = occurrencesBetween(seriesOf(plain), 0, NOW + 400 * DAY_MS)
          const gone = new Set(starts.slice(100, 100 + cancelled))
          const changedOccurrences = Object.fromEntries(
            [...gone].map((at) => [new Date(at).toISOString(), { isCancelled: true as const }]),
          )
          const event = { ...plain, changedOccurrences }
          const from = Date.parse('2020-01-01T00:00Z') + offsetDays * DAY_MS
          const to = from + windowDays * DAY_MS
          const whole = starts.filter((at) => !gone.has(at)).map((at) => ({ from: at, to: at + hours * HOUR_MS }))
          const taken = timesTaken(event, from, to, 'UTC')
          assert.deepEqual(union(taken, from, to), union(whole, from, to))
          assert.ok(mostAtOnce(taken) <= MOST_AT_ONCE, `${mostAtOnce(taken)} at once`)
          const shown = occurrencesOf(event, from, to, 'UTC')
          assert.deepEqual(
            shown.map((one) => spanOf(one.times, 'UTC')),
            taken,
          )
          for (const one of shown) {
            const { times: drawn, isCut } = shownBetween(one, from, to, 'UTC')
            const { from: begins, to: ends } = spanOf(drawn, 'UTC')
            assert.ok(ends - begins <= LONGEST_MEETING_DAYS * DAY_MS)
            assert.equal(isCut === true, ends - begins !== hours * HOUR_MS)
          }
        },
      ),
      { numRuns: rounds(150) },
    )
  })

  const shown = (times: EventTimes, from: string, to: string) => {
    const cut = shownBetween({ times, isChanged: false }, Date.parse(from), Date.parse(to), 'Europe/Berlin')
    return [cut.times.kind === 'allDay' ? [cut.times.startDate, cut.times.endDate] : cut.times, cut.isCut ?? false]
  }
  test('a hundred years are shown as the piece that is looked at', () => {
    const century = days('1980-01-01', '2080-01-01')
    assert.deepEqual(shown(century, '2027-06-06T22:00:00Z', '2027-06-13T22:00:00Z'), [
      ['2027-06-07', '2027-06-15'],
      true,
    ])
    assert.deepEqual(shown(century, '1979-12-01T00:00:00Z', '1980-12-31T00:00:00Z'), [
      ['1980-01-01', '1981-01-01'],
      true,
    ])
    assert.deepEqual(shown(century, '2079-12-30T00:00:00Z', '2080-12-31T00:00:00Z'), [
      ['2079-12-30', '2080-01-01'],
      true,
    ])
    const [piece] = shown(timed('1980-01-01T09:00Z', 1e6), '2027-06-07T00:00:00Z', '2027-06-14T00:00:00Z')
    assert.deepEqual(piece, {
      kind: 'timed',
      startsAt: Date.parse('2027-06-07T00:00:00Z'),
      endsAt: Date.parse('2027-06-14T00:00:00Z'),
      timeZone: 'Europe/Berlin',
    })
  })
  test('a leave of a year is shown whole', () =>
    assert.deepEqual(shown(days('2027-01-01', '2028-01-02'), '2027-06-07T00:00:00Z', '2027-06-14T00:00:00Z'), [
      ['2027-01-01', '2028-01-02'],
      false,
    ]))
})
