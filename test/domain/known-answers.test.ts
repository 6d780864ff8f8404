import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { occurrencesBetween } from '../../shared/domain/series.ts'
import { offersBetween } from '../../shared/domain/slot.ts'
import { formatInstant } from '../../shared/domain/time.ts'
import { localOf, type RecurrenceCase, readJson, type SlotInput, slotQuestion } from '../bench/slot-question.ts'

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'bench')

describe('recurrence: the answers that two other engines agree on', () => {
  for (const { id, dtstart, timeZone, rrule, from, to, occurrences } of readJson<RecurrenceCase[]>(
    join(FIXTURES, 'recurrence', 'cases.json'),
  ))
    test(`${id}: ${rrule}`, () => {
      const found = occurrencesBetween(
        { startsAt: localOf(dtstart), timeZone, rrule },
        Date.parse(from),
        Date.parse(to),
      )
      assert.deepEqual(found.map(formatInstant), occurrences)
    })
})

describe('slots: the answers that two other programs agree on', () => {
  for (const name of ['A', 'D', 'E1', 'E3'])
    test(`scenario ${name}`, () => {
      const found = offersBetween(slotQuestion(readJson<SlotInput>(join(FIXTURES, 'slots', 'inputs', `${name}.json`))))
      assert.deepEqual(
        found.map(({ startsAt }) => startsAt),
        readJson<{ slots: number[] }>(join(FIXTURES, 'slots', 'expected', `${name}.json`)).slots,
      )
    })
})
