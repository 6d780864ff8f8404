import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { transitionsBetween } from '../../../shared/domain/time/time.ts'
import { naiveStarts } from '../../bench/naive-slots.ts'
import { type SlotRecipe, slotInput } from '../../bench/slot-inputs.ts'
import { startsOf } from '../../bench/slot-question.ts'

const zones = Intl.supportedValuesOf('timeZone')
const DAY_MS = 86_400_000
const ALL_WEEK = [0, 1, 2, 3, 4, 5, 6] as const
const dateOf = (instant: number) => new Date(instant).toISOString().slice(0, 10)

/** Nights and days around a date, hours that cross everything a clock can do. */
const around = (seed: number, firstDay: string, zone: string, bookerTimeZone: string): Partial<SlotRecipe> => ({
  seed,
  firstDay,
  days: 3,
  busyPerHost: 6,
  durationMin: 40,
  intervalMin: [15, 20, 45, 60][seed % 4]!,
  bufferAfterMin: (seed % 3) * 5,
  bookerTimeZone,
  zones: [zone],
  workingHours: [
    { days: [...ALL_WEEK], start: '00:10', end: '03:50' },
    { days: [...ALL_WEEK], start: '22:30', end: '24:00' },
  ],
})

const agrees = (recipe: Partial<SlotRecipe>) => {
  const input = slotInput(recipe)
  assert.deepEqual(startsOf(input), naiveStarts(input), JSON.stringify(recipe))
}

describe('slots in every zone of the runtime, beside a brute force that reads every clock off Intl', () => {
  test(`all ${zones.length} zones, each for a visitor of another one`, () => {
    assert.ok(zones.length > 400)
    zones.forEach((zone, i) => {
      agrees(around(i, dateOf(Date.UTC(2027, 0, 4 + i)), zone, zones[(i * 37 + 11) % zones.length]!))
    })
  })

  test('the nights when their clocks change', () => {
    let nights = 0
    zones.forEach((zone, i) => {
      for (const { at } of transitionsBetween(zone, Date.UTC(2027, 0, 1), Date.UTC(2028, 0, 1))) {
        nights++
        agrees(around(nights, dateOf(at - DAY_MS), zone, i % 2 === 0 ? zone : 'Asia/Kathmandu'))
      }
    })
    assert.ok(nights > 200, `${nights} nights`)
  })

  test('visitors on both sides of the date line see the same instants', () => {
    for (const [seed, visitor] of ['Pacific/Kiritimati', 'Pacific/Niue', 'Pacific/Chatham', 'Pacific/Apia'].entries())
      agrees(around(seed, '2027-04-03', 'Europe/Lisbon', visitor))
  })
})
