import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { knownInput, knownRecurrences, knownScenarios, knownStarts } from '../../bench/fixtures.ts'
import { occurrencesOf } from '../../bench/recurrence-case.ts'
import { startsOf } from '../../bench/slot-question.ts'

describe('recurrence: the answers that two other engines agree on', () => {
  for (const one of knownRecurrences())
    test(`${one.id}: ${one.rrule}`, () => assert.deepEqual(occurrencesOf(one).map(formatInstant), one.occurrences))
})

describe('slots: the answers that two other programs agree on', () => {
  for (const name of knownScenarios)
    test(`scenario ${name}`, () => assert.deepEqual(startsOf(knownInput(name)), knownStarts(name)))
})
