import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { barsOf, stretchOf, type Taken } from '../../web/src/appointments/resources/day-plan.ts'

const at = (time: string, date = '2026-12-01') => Date.parse(`${date}T${time}:00Z`)
const taken = (from: number, to: number, key = String(from)): Taken => ({
  key,
  title: key,
  from,
  to,
  isPending: false,
  href: '/',
})

describe('the plan of a day', () => {
  test('eight to eight is always there, and whole hours around what is earlier or later', () => {
    const empty = stretchOf('2026-12-01', 'UTC', [])
    assert.deepEqual([empty.from, empty.to, empty.hours.length], [at('08:00'), at('20:00'), 12])
    const early = stretchOf('2026-12-01', 'UTC', [taken(at('06:30'), at('07:00')), taken(at('21:00'), at('22:15'))])
    assert.deepEqual([early.from, early.to], [at('06:00'), at('23:00')])
    // What began the day before and ends the day after takes all of it, and no more.
    const long = stretchOf('2026-12-01', 'UTC', [taken(at('12:00', '2026-11-30'), at('12:00', '2026-12-02'))])
    assert.deepEqual([long.from, long.to, long.hours.length], [at('00:00'), at('00:00', '2026-12-02'), 24])
  })

  test('a day of 23 or 25 hours has as many', () => {
    const all = (date: string) => [taken(at('00:00', date) - 86_400_000, at('00:00', date) + 2 * 86_400_000)]
    assert.equal(stretchOf('2027-03-28', 'Europe/Berlin', all('2027-03-28')).hours.length, 23)
    assert.equal(stretchOf('2026-10-25', 'Europe/Berlin', all('2026-10-25')).hours.length, 25)
  })

  test('what overlaps lies below, what follows in the lane that is free first; ends are cut at the edges', () => {
    const day = { from: at('08:00'), to: at('18:00') }
    const bars = barsOf(
      [
        taken(at('10:00'), at('12:00'), 'b'),
        taken(at('07:00'), at('11:00'), 'a'),
        taken(at('11:00'), at('13:00'), 'c'),
        taken(at('19:00'), at('20:00'), 'out'),
      ],
      day,
    )
    assert.deepEqual(
      bars.map(({ key, lane, start, length }) => [key, lane, start, Math.round(length * 100) / 100]),
      [
        ['a', 0, 0, 0.3],
        ['b', 1, 0.2, 0.2],
        ['c', 0, 0.3, 0.2],
      ],
    )
  })
})
