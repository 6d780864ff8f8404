import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import fc from 'fast-check'
import { offersBetween, startsBetween } from '../../shared/domain/offers/slot.ts'
import { explainStart } from '../../shared/domain/offers/slot-reason.ts'
import { knownInput, knownScenarios, knownStarts } from './fixtures.ts'
import { naiveStarts, naiveStartsOfGroups } from './naive-slots.ts'
import { oddInputs, type SlotRecipe, slotInput } from './slot-inputs.ts'
import { questionOfGroups, startsOf } from './slot-question.ts'

const WEEKDAYS = [1, 2, 3, 4, 5] as const
const HOURS: SlotRecipe['workingHours'][] = [
  [{ days: [...WEEKDAYS], start: '09:00', end: '17:00' }],
  [{ days: [0, ...WEEKDAYS, 6], start: '00:40', end: '05:10' }],
  [
    { days: [...WEEKDAYS], start: '08:10', end: '12:00' },
    { days: [...WEEKDAYS], start: '11:30', end: '13:00' },
    { days: [...WEEKDAYS], start: '22:00', end: '24:00' },
  ],
  [{ days: [0, ...WEEKDAYS, 6], start: '00:00', end: '24:00' }],
  [
    { days: [0, ...WEEKDAYS, 6], start: '18:20', end: '24:00' },
    { days: [...WEEKDAYS], start: '00:00', end: '03:10' },
  ],
]

describe('the slots beside a brute force that reads every clock off Intl', () => {
  for (const name of knownScenarios)
    test(`the brute force knows scenario ${name}`, () =>
      assert.deepEqual(naiveStarts(knownInput(name)), knownStarts(name)))

  for (const [name, recipe] of Object.entries(oddInputs))
    test(`${name}: the same starts`, () => {
      const input = slotInput({ ...recipe, days: Math.min(recipe.days ?? 30, 30) })
      assert.deepEqual(startsOf(input), naiveStarts(input))
    })

  test('any zones, steps, buffers and hours, around the nights when clocks change: the same starts', () => {
    const recipe = fc.record({
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      hosts: fc.integer({ min: 1, max: 3 }),
      busyPerHost: fc.integer({ min: 0, max: 25 }),
      days: fc.constant(5),
      firstDay: fc.constantFrom('2027-03-12', '2027-03-26', '2027-04-02', '2027-10-02', '2027-10-29', '2027-11-05'),
      durationMin: fc.constantFrom(10, 30, 45, 60, 100),
      intervalMin: fc.constantFrom(5, 7, 15, 20, 25, 45, 60, 90),
      bufferBeforeMin: fc.constantFrom(0, 10, 40),
      bufferAfterMin: fc.constantFrom(0, 5, 30),
      bookerTimeZone: fc.constantFrom('UTC', 'Asia/Kathmandu', 'Europe/London', 'America/St_Johns', 'Pacific/Chatham'),
      zones: fc.shuffledSubarray(
        ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Pacific/Apia'],
        { minLength: 1 },
      ),
      workingHours: fc.constantFrom(...HOURS),
    })
    fc.assert(
      fc.property(recipe, (one) => {
        const input = slotInput(one)
        assert.deepEqual(startsOf(input), naiveStarts(input))
      }),
      { numRuns: 150 },
    )
  })

  test('so many of each of several groups, in any zones: the starts at which some whole team is free, and no others', () => {
    const size = fc.integer({ min: 1, max: 3 })
    const recipe = fc.record({
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      sizes: fc.array(size, { minLength: 1, maxLength: 4 }),
      needs: fc.array(size, { minLength: 4, maxLength: 4 }),
      busyPerHost: fc.integer({ min: 0, max: 20 }),
      firstDay: fc.constantFrom('2027-03-12', '2027-03-26', '2027-10-29', '2027-11-05'),
      durationMin: fc.constantFrom(10, 30, 45, 100),
      intervalMin: fc.constantFrom(5, 7, 15, 25, 45, 60),
      bufferBeforeMin: fc.constantFrom(0, 10, 40),
      bufferAfterMin: fc.constantFrom(0, 5, 30),
      bookerTimeZone: fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/St_Johns'),
      zones: fc.shuffledSubarray(['Europe/Berlin', 'Europe/London', 'Europe/Istanbul', 'Africa/Casablanca'], {
        minLength: 1,
      }),
      workingHours: fc.constantFrom(...HOURS),
    })
    let offered = 0
    fc.assert(
      fc.property(recipe, ({ sizes, needs, ...one }) => {
        const hosts = sizes.reduce((sum, count) => sum + count, 0)
        const input = slotInput({ ...one, hosts, days: 3 })
        const groups = sizes.map((count, g) => {
          const before = sizes.slice(0, g).reduce((sum, other) => sum + other, 0)
          return { needed: Math.min(needs[g]!, count), hosts: input.hosts.slice(before, before + count) }
        })
        const question = questionOfGroups(input, groups)
        const starts = naiveStartsOfGroups(input, groups)
        offered += starts.length
        assert.deepEqual(startsBetween(question), starts)
        // Whoever is named as free is enough for every group, and who asks for one start hears the same.
        for (const offer of offersBetween(question))
          for (const [g, free] of [offer.hosts, ...(offer.groups ?? [])].entries())
            assert.ok(free.length >= groups[g]!.needed)
        const { startMs } = input.range
        for (let at = startMs; at < startMs + 86_400_000; at += 35 * 60_000) {
          const verdict = explainStart({ ...question, to: at + 1 }, at)
          const isOffered = startsBetween({ ...question, from: at, to: at + 1 }).length > 0
          assert.equal('offer' in verdict, isOffered)
        }
      }),
      { numRuns: 120 },
    )
    assert.ok(offered > 1000, `${offered} offered`)
  })
})
