import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { formatInTimeZone, fromZonedTime } from 'date-fns-tz'
import fc from 'fast-check'
import { instantOf, localDateTimeOf } from '../../../shared/domain/time/time.ts'
import { HOUR_MS } from '../../../shared/domain/time/units.ts'

const zones = Intl.supportedValuesOf('timeZone')
const FROM = Date.UTC(2000, 0, 1)
const TO = Date.UTC(2037, 11, 31)
const moments = fc.tuple(
  fc.constantFrom(...zones),
  fc.integer({ min: FROM / 1000, max: TO / 1000 }).map((seconds) => seconds * 1000),
)
const RUNS = { seed: 20261128, numRuns: 4000 }

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
