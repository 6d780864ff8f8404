import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { formatInTimeZone, fromZonedTime } from 'date-fns-tz'
import fc from 'fast-check'
import { instantOfWall, wallAt } from '../../../infra/rehearsal/zones.ts'
import { instantOf, localDateTimeOf } from '../../../shared/domain/time/time.ts'
import { HOUR_MS } from '../../../shared/domain/time/units.ts'
import { rounds, seeded } from '../../support/long.ts'

const zones = Intl.supportedValuesOf('timeZone')
const FROM = Date.UTC(2000, 0, 1)
const TO = Date.UTC(2037, 11, 31)
const moments = fc.tuple(
  fc.constantFrom(...zones),
  fc.integer({ min: FROM / 1000, max: TO / 1000 }).map((seconds) => seconds * 1000),
)
const RUNS = { ...seeded(20261128), numRuns: rounds(4000) }

/** date-fns-tz is wrong inside gaps and overlaps: there the README's policy decides, tested beside this. */
const isNearChange = (zone: string, at: number) =>
  [-3, 3].some((hours) => {
    const wall = (instant: number) => Date.parse(`${localDateTimeOf(instant, zone)}Z`)
    return wall(at + hours * HOUR_MS) - wall(at) !== hours * HOUR_MS
  })

describe('date-fns-tz as the second opinion of zones', () => {
  test('the process stands at UTC, where it can be believed', () => assert.equal(new Date(0).getTimezoneOffset(), 0))

  test('from instant to wall clock, at any moment in any zone', () =>
    fc.assert(
      fc.property(moments, ([zone, at]) => {
        assert.equal(localDateTimeOf(at, zone).slice(0, 19), formatInTimeZone(at, zone, "yyyy-MM-dd'T'HH:mm:ss"))
      }),
      RUNS,
    ))

  test('from wall clock to instant, away from the nights when clocks change', () => {
    let asked = 0
    fc.assert(
      fc.property(moments, ([zone, at]) => {
        if (isNearChange(zone, at)) return
        asked++
        const wall = localDateTimeOf(at, zone)
        assert.equal(instantOf(wall, zone), fromZonedTime(wall, zone).getTime(), `${wall} in ${zone}`)
      }),
      RUNS,
    )
    assert.ok(asked > RUNS.numRuns / 2, `only ${asked} were asked`)
  })

  test('what it says in Berlin’s gap and overlap is not ours, and is known', () => {
    assert.equal(fromZonedTime('2026-03-29T02:30:00', 'Europe/Berlin').toISOString(), '2026-03-29T00:30:00.000Z')
    assert.equal(new Date(instantOf('2026-03-29T02:30:00', 'Europe/Berlin')).toISOString(), '2026-03-29T01:30:00.000Z')
    assert.equal(fromZonedTime('2026-10-25T02:30:00', 'Europe/Berlin').toISOString(), '2026-10-25T01:30:00.000Z')
    assert.equal(new Date(instantOf('2026-10-25T02:30:00', 'Europe/Berlin')).toISOString(), '2026-10-25T00:30:00.000Z')
  })
})

describe('the clocks of the rehearsal’s providers, which know nothing of ours', () => {
  /** As RFC 5545 says it (3.3.5): what exists twice is the first, what does not exist is read by the offset before. */
  const nights: [what: string, wall: string, zone: string, instant: string][] = [
    ['an hour that Berlin skips', '2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['an hour that Berlin has twice', '2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['the hour before it', '2026-10-25T01:59:59', 'Europe/Berlin', '2026-10-24T23:59:59.000Z'],
    ['the hour after it', '2026-10-25T03:00:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['an hour that New York skips', '2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['half an hour that Lord Howe has twice', '2026-04-05T01:45:00', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
    ['a day that Samoa skipped', '2011-12-30T12:00:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z'],
  ]
  for (const [what, wall, zone, instant] of nights)
    test(`${what}: ${wall} in ${zone}`, () => {
      assert.equal(new Date(instantOfWall(wall, zone)).toISOString(), instant)
      assert.equal(new Date(instantOf(wall, zone)).toISOString(), instant)
    })

  test('agree with ours at any moment in any zone, also when clocks change', () =>
    fc.assert(
      fc.property(moments, ([zone, at]) => {
        const wall = localDateTimeOf(at, zone).slice(0, 19)
        assert.equal(wallAt(at, zone), wall)
        assert.equal(instantOfWall(wall, zone), instantOf(wall, zone), `${wall} in ${zone}`)
      }),
      RUNS,
    ))
})
