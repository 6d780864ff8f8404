import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { addMonths, dateAfterKey, weeksOf } from '../../web/src/ui/date/date-grid.ts'
import { typedDate } from '../../web/src/ui/date/typed-date.ts'

/** A Saturday. */
const today = '2026-11-28'

describe('dates as people type them', () => {
  const table: [typed: string, locale: string, date: string | undefined][] = [
    ['1.12.', 'de', '2026-12-01'],
    ['1.12', 'en-GB', '2026-12-01'],
    ['1.12.27', 'de', '2027-12-01'],
    ['01.12.2027', 'de', '2027-12-01'],
    ['1. 12. 2027', 'de', '2027-12-01'],
    ['1/12', 'en-GB', '2026-12-01'],
    ['12/1', 'en-US', '2026-12-01'],
    ['12/1/27', 'en-US', '2027-12-01'],
    ['1.12.', 'en-US', '2026-12-01'],
    ['2027-01-05', 'en-GB', '2027-01-05'],
    ['1 dec', 'en-GB', '2026-12-01'],
    ['Dec 1', 'en-US', '2026-12-01'],
    ['December 1st, 2027', 'en-US', '2027-12-01'],
    ['1. Dezember', 'de', '2026-12-01'],
    ['3 März', 'de', '2027-03-03'],
    ['3 marz', 'de', '2027-03-03'],
    ['1er décembre 2026', 'fr', '2026-12-01'],
    ['1 fevrier', 'fr', '2027-02-01'],
    ['1 de diciembre de 2026', 'es', '2026-12-01'],
    ['١ ديسمبر', 'ar', '2026-12-01'],
    ['1/12', 'ar', '2026-12-01'],
    ['today', 'en-GB', today],
    ['tomorrow', 'en-GB', '2026-11-29'],
    ['morgen', 'de', '2026-11-29'],
    ['übermorgen', 'de', '2026-11-30'],
    ['demain', 'fr', '2026-11-29'],
    ['après-demain', 'fr', '2026-11-30'],
    ['mañana', 'es', '2026-11-29'],
    ['غدا', 'ar', '2026-11-29'],
    ['yesterday', 'en-GB', '2026-11-27'],
    ['fri', 'en-GB', '2026-12-04'],
    ['Friday', 'en-GB', '2026-12-04'],
    ['sat', 'en-GB', today],
    ['Mi', 'de', '2026-12-02'],
    ['vendredi', 'fr', '2026-12-04'],
    ['vie', 'es', '2026-12-04'],
    ['الجمعة', 'ar', '2026-12-04'],
    ['14', 'en-GB', '2026-12-14'],
    ['28', 'en-GB', today],
    // Lately gone by stays this year's; longer ago is the next one.
    ['20.11.', 'de', '2026-11-20'],
    ['20.9.', 'de', '2027-09-20'],
    ['29.2.', 'de', '2028-02-29'],
    ['29.2.2027', 'de', undefined],
    ['31.4.', 'de', undefined],
    ['ju 3', 'en-GB', undefined],
    ['t', 'en-GB', undefined],
    ['some day', 'en-GB', undefined],
    ['', 'en-GB', undefined],
  ]
  for (const [typed, locale, date] of table)
    test(`“${typed}” in ${locale} is ${date ?? 'no date'}`, () =>
      assert.equal(typedDate(typed, { today, locale }), date))
})

describe('a grid of dates', () => {
  test('a month later is the same day, or the last of a shorter month', () => {
    assert.equal(addMonths('2027-01-31', 1), '2027-02-28')
    assert.equal(addMonths('2028-02-29', -12), '2027-02-28')
    assert.equal(addMonths('2026-12-15', 1), '2027-01-15')
    assert.equal(addMonths('2027-01-15', -1), '2026-12-15')
  })

  test('always six weeks, from the weekday that the reader begins with', () => {
    assert.equal(weeksOf('2026-12-01', 1)[0]![0], '2026-11-30')
    assert.equal(weeksOf('2026-12-01', 0)[0]![0], '2026-11-29')
    assert.equal(weeksOf('2026-12-01', 6)[0]![0], '2026-11-28')
    assert.equal(weeksOf('2027-02-01', 1).flat().length, 42)
  })

  const keys: [key: string, shiftKey: boolean, isRightToLeft: boolean, to: string][] = [
    ['ArrowRight', false, false, '2026-12-03'],
    ['ArrowLeft', false, false, '2026-12-01'],
    ['ArrowRight', false, true, '2026-12-01'],
    ['ArrowLeft', false, true, '2026-12-03'],
    ['ArrowDown', false, false, '2026-12-09'],
    ['ArrowUp', false, false, '2026-11-25'],
    ['Home', false, false, '2026-11-30'],
    ['End', false, false, '2026-12-06'],
    ['PageUp', false, false, '2026-11-02'],
    ['PageDown', false, false, '2027-01-02'],
    ['PageUp', true, false, '2025-12-02'],
    ['PageDown', true, false, '2027-12-02'],
    ['t', false, false, today],
  ]
  for (const [key, shiftKey, isRightToLeft, to] of keys)
    test(`${shiftKey ? 'Shift+' : ''}${key}${isRightToLeft ? ' from right to left' : ''} leads to ${to}`, () =>
      assert.equal(dateAfterKey('2026-12-02', { key, shiftKey }, { firstWeekday: 1, isRightToLeft, today }), to))
})
