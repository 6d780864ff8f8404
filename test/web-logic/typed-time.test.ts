import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { sayIn } from '../../shared/words/phrase.ts'
import { phrases, type UiPhrases } from '../../shared/words/ui/en.ts'
import { typedTime } from '../../web/src/ui/time/typed-time.ts'
import {
  clockOddity,
  clockOf,
  lengthWords,
  quarters,
  steppedWithinDay,
  timeWords,
  wallTime,
} from '../../web/src/ui/time/wall-time.ts'

describe('times as people type them', () => {
  const table: [typed: string, locale: string, time: string | undefined][] = [
    ['9', 'en-GB', '09:00'],
    ['930', 'en-GB', '09:30'],
    ['0930', 'en-GB', '09:30'],
    ['1430', 'en-GB', '14:30'],
    ['9.30', 'en-GB', '09:30'],
    ['9,30', 'fr', '09:30'],
    ['9:30', 'en-GB', '09:30'],
    ['9 30', 'en-GB', '09:30'],
    ['9 pm', 'en-US', '21:00'],
    ['9p', 'en-US', '21:00'],
    ['9:15 P.M.', 'en-US', '21:15'],
    ['12 am', 'en-US', '00:00'],
    ['12 pm', 'en-US', '12:00'],
    ['21h', 'fr', '21:00'],
    ['21h30', 'fr', '21:30'],
    ['21 h 05', 'fr', '21:05'],
    ['9 Uhr', 'de', '09:00'],
    ['9 Uhr 30', 'de', '09:30'],
    ['9 p. m.', 'es', '21:00'],
    ['٩:٣٠', 'ar', '09:30'],
    ['٩ م', 'ar', '21:00'],
    ['9 ص', 'ar', '09:00'],
    ['24', 'en-GB', '00:00'],
    ['24:00', 'en-GB', '00:00'],
    ['24:01', 'en-GB', undefined],
    ['25', 'en-GB', undefined],
    ['9:60', 'en-GB', undefined],
    ['13 pm', 'en-US', undefined],
    ['0 pm', 'en-US', undefined],
    ['nine', 'en-GB', undefined],
    ['9 soon', 'en-GB', undefined],
    ['', 'en-GB', undefined],
    ['-9', 'en-GB', undefined],
  ]
  for (const [typed, locale, time] of table)
    test(`“${typed}” in ${locale} is ${time ?? 'no time'}`, () => assert.equal(typedTime(typed, locale), time))

  test('an end without its half of the day is the next such time after the start', () => {
    assert.equal(typedTime('2', 'en-US', '10:00'), '14:00')
    assert.equal(typedTime('11', 'en-US', '10:00'), '11:00')
    assert.equal(typedTime('2 am', 'en-US', '10:00'), '02:00')
    assert.equal(typedTime('02', 'en-GB', '10:00'), '02:00')
  })
})

describe('wall times', () => {
  test('go past midnight, and stop at the ends of a day where they are stepped', () => {
    assert.equal(wallTime(-15), '23:45')
    assert.equal(wallTime(1500), '01:00')
    assert.equal(steppedWithinDay('23:50', 15), '23:59')
    assert.equal(steppedWithinDay('00:30', -60), '00:00')
    assert.equal(steppedWithinDay('23:50', 15, true), '24:00')
    assert.equal(steppedWithinDay('24:00', -15, true), '23:45')
  })

  test('quarters: all of a day, and those after a start', () => {
    assert.equal(quarters().length, 96)
    assert.deepEqual(quarters('23:10'), ['23:25', '23:40', '23:55'])
    assert.deepEqual(quarters('23:50'), [])
    assert.deepEqual(quarters('23:30', true), ['23:45', '24:00'])
  })

  test('as the reader writes them', () => {
    assert.equal(timeWords('09:05', 'en-GB', false), '09:05')
    assert.match(timeWords('21:05', 'en-US', true), /^9:05\sPM$/)
    assert.equal(timeWords('00:00', 'de', false), '00:00')
    assert.equal(timeWords('24:00', 'de', false), '24:00')
    const say = sayIn<UiPhrases>(phrases, 'en-US')
    assert.match(clockOf('24:00', { locale: 'en-US', isHour12: true, say }), /^12:00\sAM \(next day\)$/)
    assert.equal(clockOf('24:00', { locale: 'en-GB', isHour12: false, say }), '24:00')
    assert.equal(lengthWords(90, 'en-GB'), '1h 30m')
    assert.equal(lengthWords(45, 'de'), '45 Min.')
    assert.equal(lengthWords(60, 'fr'), '1h')
  })

  test('in the night when clocks change', () => {
    const oddity = (date: string, time: string) => clockOddity(date, time, 'Europe/Berlin')
    assert.deepEqual(oddity('2027-03-28', '02:30'), { kind: 'skipped', instead: '03:30' })
    assert.equal(oddity('2027-03-28', '03:00'), undefined)
    assert.deepEqual(oddity('2026-10-25', '02:30'), { kind: 'twice' })
    assert.equal(oddity('2026-10-25', '03:00'), undefined)
    // Lord Howe's clocks change by half an hour.
    assert.deepEqual(clockOddity('2027-04-04', '01:45', 'Australia/Lord_Howe'), { kind: 'twice' })
  })
})
