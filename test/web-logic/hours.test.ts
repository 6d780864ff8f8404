import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { slugOf } from '../../shared/domain/people/slug-of.ts'
import { nextStretch, overlapIn, without } from '../../web/src/settings/hours/windows.ts'
import { lengthInWords } from '../../web/src/ui/reminders/length-in-words.ts'

const stretch = (from: string, to: string) => ({ from, to })

describe('stretches of a day', () => {
  test('those that touch do not overlap; the first that reaches into another is named', () => {
    assert.equal(overlapIn([stretch('13:00', '17:00'), stretch('09:00', '13:00')]), undefined)
    assert.deepEqual(overlapIn([stretch('12:00', '14:00'), stretch('09:00', '13:00')]), stretch('12:00', '14:00'))
  })

  test('the next one begins an hour later, and there is none after the evening', () => {
    assert.deepEqual(nextStretch([]), stretch('09:00', '17:00'))
    assert.deepEqual(nextStretch([stretch('13:00', '17:00'), stretch('09:00', '12:00')]), stretch('18:00', '20:00'))
    assert.deepEqual(nextStretch([stretch('09:00', '21:30')]), stretch('22:30', '24:00'))
    assert.equal(nextStretch([stretch('09:00', '24:00')]), undefined)
  })

  const parts: [string, ReturnType<typeof stretch>, ReturnType<typeof stretch>[]][] = [
    ['the middle', stretch('12:00', '13:00'), [stretch('09:00', '12:00'), stretch('13:00', '17:00')]],
    ['the morning', stretch('00:00', '12:00'), [stretch('12:00', '17:00')]],
    ['the evening', stretch('16:00', '24:00'), [stretch('09:00', '16:00')]],
    ['all of it', stretch('08:00', '18:00'), []],
    ['nothing of it', stretch('18:00', '19:00'), [stretch('09:00', '17:00')]],
  ]
  for (const [what, away, left] of parts)
    test(`${what} is taken away`, () => assert.deepEqual(without([stretch('09:00', '17:00')], away), left))
})

test('names as parts of addresses', () => {
  assert.deepEqual(['Späte Abende!', '夜', ' A--b '].map(slugOf), ['spate-abende', '', 'a-b'])
})

test('lengths in the largest unit that says them whole', () => {
  assert.deepEqual(
    [1, 60, 90, 1440, 2880, 10_080].map((minutes) => lengthInWords(minutes, 'en')),
    ['1 minute', '1 hour', '90 minutes', '1 day', '2 days', '1 week'],
  )
})
