import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import fc from 'fast-check'
import {
  addDays,
  formatInstant,
  instantOf,
  isLocalDate,
  isTimeZone,
  localDateOf,
  localDateTimeOf,
  offsetMillisAt,
  parseInstant,
  startOfDay,
  transitionsBetween,
  wallMillis,
  weekdayOf,
  zoneClock,
} from '../../../shared/domain/time/time.ts'

const ZONES = Intl.supportedValuesOf('timeZone')
const HOUR_MS = 3_600_000

/** What Intl itself shows, for comparison. */
function shownByIntl(instant: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    .format(instant)
    .replace(' ', 'T')
}

/** The same as a clock that is made once: the fields of a date, where ours reads the name of the offset. */
function intlClock(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  return (instant) => Date.parse(`${format.format(instant).replace(', ', 'T')}Z`) - instant
}

describe('time zones', () => {
  const policy: [string, string, string, string][] = [
    [
      'a time in the spring gap is read with the offset before it',
      'Europe/Berlin',
      '2026-03-29T02:30:00',
      '2026-03-29T01:30:00Z',
    ],
    [
      'a time in the autumn overlap is the first of the two',
      'Europe/Berlin',
      '2026-10-25T02:30:00',
      '2026-10-25T00:30:00Z',
    ],
    ['half an hour of daylight saving', 'Australia/Lord_Howe', '2026-10-04T02:15:00', '2026-10-03T15:45:00Z'],
    ['a zone of 5:45 hours', 'Asia/Kathmandu', '2026-01-01T00:00:00', '2025-12-31T18:15:00Z'],
    ['the day that Samoa skipped', 'Pacific/Apia', '2011-12-31T00:00:00', '2011-12-30T10:00:00Z'],
  ]
  for (const [title, zone, wall, instant] of policy)
    test(title, () => assert.equal(new Date(instantOf(wall, zone)).toISOString(), new Date(instant).toISOString()))

  test('in every zone of the runtime the table agrees with Intl at and around every change of 2024 to 2032', () => {
    for (const zone of ZONES)
      for (const { at } of transitionsBetween(zone, Date.UTC(2024, 0, 1), Date.UTC(2032, 0, 1)))
        for (const instant of [at - 1000, at, at + HOUR_MS])
          assert.equal(localDateTimeOf(instant, zone), shownByIntl(instant, zone), `${zone} ${instant}`)
  })

  /** The shortest times between two changes that the tz database has: a summer time of a week less an hour. */
  const shortest: [string, string, string][] = [
    ['America/Noronha', '2000-10-01', '2000-10-23'],
    ['America/Recife', '2000-10-01', '2000-10-23'],
    ['America/Boa_Vista', '2000-10-01', '2000-10-23'],
    ...['Asia/Gaza', 'Asia/Hebron'].flatMap((zone): [string, string, string][] => [
      [zone, '2040-10-13', '2040-11-04'],
      [zone, '2054-03-21', '2054-04-11'],
      [zone, '2072-10-15', '2072-11-06'],
    ]),
  ]
  for (const [zone, from, to] of shortest)
    test(`${zone} changes twice within a week in ${from.slice(0, 4)}, and no hour is missed`, () => {
      const offsetAt = intlClock(zone)
      for (let at = Date.parse(from); at < Date.parse(to); at += HOUR_MS)
        assert.equal(offsetMillisAt(zone, at), offsetAt(at), new Date(at).toISOString())
      const [first, second] = transitionsBetween(zone, Date.parse(from), Date.parse(to))
      assert.ok(second!.at - first!.at < 7 * 24 * HOUR_MS)
    })

  test('day by day in any year of any zone the table agrees with Intl', () => {
    const year = fc.integer({ min: 1970, max: 2199 })
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), year, fc.integer({ min: 0, max: 23 }), (zone, year, hour) => {
        const offsetAt = intlClock(zone)
        for (let at = Date.UTC(year, 0, 1, hour); at < Date.UTC(year + 1, 0, 1); at += 24 * HOUR_MS)
          assert.equal(offsetMillisAt(zone, at), offsetAt(at), new Date(at).toISOString())
      }),
      { numRuns: 400 },
    )
  })

  test('in every zone a wall time leads to an instant that shows it, outside of gaps', () => {
    for (const zone of ZONES)
      for (let instant = Date.UTC(2026, 0, 1, 0, 17); instant < Date.UTC(2027, 0, 1); instant += 31 * HOUR_MS) {
        const wall = localDateTimeOf(instant, zone)
        const back = instantOf(wall, zone)
        assert.equal(localDateTimeOf(back, zone), wall, `${zone} ${wall}`)
        assert.ok(back <= instant, `${zone} ${wall}: an overlap is read as its first`)
      }
  })

  test('a day begins where its clocks first show its date, also where midnight is skipped', () => {
    for (const zone of ['Europe/Berlin', 'America/Sao_Paulo', 'Asia/Beirut', 'Africa/Cairo', 'America/Havana'])
      for (let date = '2016-01-01'; date < '2019-12-31'; date = addDays(date, 1)) {
        const start = startOfDay(date, zone)
        assert.equal(localDateOf(start, zone), date, `${zone} ${date}`)
        assert.notEqual(localDateOf(start - 1000, zone), date, `${zone} ${date}`)
      }
  })

  test('offsets are no zones, and dates that do not exist are no dates', () => {
    assert.deepEqual(['+02:00', 'UTC', 'Mars/Base', 'Europe/Kyiv'].map(isTimeZone), [false, true, false, true])
    assert.deepEqual(['2026-02-29', '2028-02-29', '2026-13-01', '2026-1-1'].map(isLocalDate), [
      false,
      true,
      false,
      false,
    ])
    assert.equal(weekdayOf('2026-11-24'), 2)
    assert.throws(() => offsetMillisAt('Mars/Base', 0), RangeError)
  })

  test('texts of instants and walls are those of Date, in every year that has four digits', () => {
    for (let at = Date.UTC(1, 0, 1); at < Date.UTC(9999, 11, 31); at += 1_234_567_890_123) {
      assert.equal(formatInstant(at), new Date(at).toISOString())
      assert.equal(parseInstant(formatInstant(at)), at)
      const wall = new Date(at).toISOString().slice(0, 19)
      assert.equal(wallMillis(wall), Date.parse(`${wall}Z`))
    }
    assert.equal(wallMillis('2028-02-28T24:00:00'), Date.UTC(2028, 1, 29))
    assert.equal(wallMillis('2028-02-29T09:30'), Date.UTC(2028, 1, 29, 9, 30))
    for (const text of [
      '2026-02-29T00:00:00',
      '2026-01-01',
      '2026-01-01T24:00:01',
      '2026-01-0:T00:00:00',
      '2026-01-01 00:00:00',
    ])
      assert.throws(() => wallMillis(text), RangeError, text)
    assert.throws(() => formatInstant(Number.NaN), RangeError)
    for (const text of [
      '2026-11-24T09:00:00+01:00',
      '2026-11-24T09:00:00Z',
      '2026-02-29T00:00:00.000Z',
      '2026-11-24T09:00:00.12:Z',
      'x',
    ])
      assert.equal(parseInstant(text), Date.parse(text), text)
  })

  test('a clock answers the same whatever it was asked before', () => {
    const clock = zoneClock('Europe/Berlin')
    const walls = Array.from({ length: 400 }, (_, i) => Date.UTC(2026, 2, 27) + ((i * 7919) % 400) * HOUR_MS * 13)
    const inOrder = [...walls].sort((a, b) => a - b).map((wall) => [wall, clock.instantOfWall(wall)] as const)
    const known = new Map(inOrder)
    for (const wall of walls) {
      assert.equal(clock.instantOfWall(wall), known.get(wall))
      assert.equal(clock.offsetAt(known.get(wall)!), offsetMillisAt('Europe/Berlin', known.get(wall)!))
    }
  })
})
