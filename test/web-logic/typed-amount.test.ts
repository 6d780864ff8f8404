import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { amountAsTyped, amountOf } from '../../web/src/appointments/typed-amount.ts'

describe('an amount as it is typed', () => {
  for (const [text, currency, locale, amountMinor] of [
    ['40', 'EUR', 'en-GB', 4000],
    ['40.00', 'EUR', 'en-GB', 4000],
    ['40,00', 'EUR', 'de', 4000],
    ['40.00', 'EUR', 'de', 4000],
    ['40,5', 'EUR', 'fr', 4050],
    ['1,234.50', 'USD', 'en-US', 123_450],
    ['1.234,50', 'EUR', 'de', 123_450],
    ['1.234', 'EUR', 'de', 123_400],
    ['1,234', 'USD', 'en-US', 123_400],
    ['1\u202f234,50', 'EUR', 'fr', 123_450],
    [' 12 ', 'EUR', 'en-GB', 1200],
    ['4000', 'JPY', 'en-GB', 4000],
    ['12.345', 'KWD', 'en-GB', 12_345],
    ['٤٠٫٥٠', 'EGP', 'ar-EG', 4050],
    ['40.5', 'JPY', 'en-GB', undefined],
    ['40.005', 'EUR', 'en-GB', undefined],
    ['', 'EUR', 'en-GB', undefined],
    ['-5', 'EUR', 'en-GB', undefined],
    ['forty', 'EUR', 'en-GB', undefined],
    ['4e3', 'EUR', 'en-GB', undefined],
    ['12345678901', 'EUR', 'en-GB', undefined],
  ] as const)
    test(`“${text}” ${currency} in ${locale} is ${amountMinor}`, () =>
      assert.equal(amountOf(text, currency, locale), amountMinor))

  test('what is written is read as the same, in every language', () => {
    for (const locale of ['en-GB', 'de', 'fr', 'es', 'ar', 'ar-EG'])
      for (const currency of ['EUR', 'JPY', 'KWD'])
        for (const amountMinor of [50, 4000, 1_234_560])
          assert.equal(amountOf(amountAsTyped(amountMinor, currency, locale), currency, locale), amountMinor)
  })
})
