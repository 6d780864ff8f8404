import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
// https://docs.stripe.com/testing, read in November 2026.

/** What becomes of a payment by a test card. */
export type CardOutcome =
  | { is: 'paid'; refund?: 'pending' | 'fails' }
  | { is: 'asked' /** for 3-D Secure */ }
  | { is: 'declined'; code: string; declineCode: string; message: string }

const declined = (code: string, declineCode: string, message: string): CardOutcome => ({
  is: 'declined',
  code,
  declineCode,
  message,
})

const OUTCOMES: Record<string, CardOutcome> = {
  '4000000000000002': declined('card_declined', 'generic_decline', 'Your card was declined.'),
  '4000000000009995': declined('card_declined', 'insufficient_funds', 'Your card has insufficient funds.'),
  '4000000000009987': declined('card_declined', 'lost_card', 'Your card was declined.'),
  '4000000000000069': declined('expired_card', 'expired_card', 'Your card has expired.'),
  '4000000000000127': declined('incorrect_cvc', 'incorrect_cvc', "Your card's security code is incorrect."),
  '4000000000000119': declined(
    'processing_error',
    'processing_error',
    'An error occurred while processing your card. Try again in a little bit.',
  ),
  '4000002760003184': { is: 'asked' },
  '4000000000007726': { is: 'paid', refund: 'pending' },
  '4000000000005126': { is: 'paid', refund: 'fails' },
}

const isLuhn = (digits: string) =>
  [...digits].reverse().reduce((sum, digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1)
    return sum + (value > 9 ? value - 9 : value)
  }, 0) %
    10 ===
  0

/** @returns nothing for what is no card's number */
export function cardOutcomeOf(number: string): CardOutcome | undefined {
  const digits = number.replaceAll(/[\s-]/g, '')
  if (!/^\d{13,19}$/.test(digits) || !isLuhn(digits)) return undefined
  return OUTCOMES[digits] ?? { is: 'paid' }
}

export const brandOf = (digits: string): string =>
  digits.startsWith('4') ? 'visa' : /^(5|2)/.test(digits) ? 'mastercard' : /^3[47]/.test(digits) ? 'amex' : 'unknown'

/** What becomes of a direct debit by a test IBAN, and how long that takes. */
export interface DebitOutcome {
  outcome: 'paid' | 'failed'
  afterMs: number
}

const SOON_MS = 0
const THREE_MINUTES_MS = 3 * MINUTE_MS
const DEBITS: Record<string, DebitOutcome> = {
  DE89370400440532013000: { outcome: 'paid', afterMs: SOON_MS },
  DE08370400440532013003: { outcome: 'paid', afterMs: THREE_MINUTES_MS },
  DE62370400440532013001: { outcome: 'failed', afterMs: SOON_MS },
  DE78370400440532013004: { outcome: 'failed', afterMs: THREE_MINUTES_MS },
}

/** @returns nothing for what is no IBAN; one that is no test IBAN pays at once */
export function debitOutcomeOf(iban: string): DebitOutcome | undefined {
  const digits = iban.replaceAll(/\s/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(digits)) return undefined
  return DEBITS[digits] ?? { outcome: 'paid', afterMs: SOON_MS }
}
