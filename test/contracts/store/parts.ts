import type { RememberedAnswer } from '../../../functions/ports/booking-context.ts'
import type { Committed, Write } from '../../../functions/ports/commit.ts'
import type { LedgerWrite } from '../../../shared/domain/ledger/decide.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { bookingOf, eventOf, memberOf, NOW } from '../samples.ts'

export const DONE: Committed = { outcome: 'done' }
export const failedAt = (index: number): Committed => ({ outcome: 'failed', index })
/** How a commit ended, without the day that it may have brought along. */
export const endOf = ({ outcome, ...rest }: Committed) =>
  'index' in rest ? { outcome, index: rest.index } : { outcome }

export const inLedger = (company: string, write: LedgerWrite): Write => ({ write: 'ledger', company, ledger: write })

export const answerOf = (company: string, change: Partial<RememberedAnswer> = {}): Write => ({
  write: 'answer',
  answer: {
    company,
    type: 'call',
    keyHash: 'k',
    requestHash: 'r',
    bookingId: 'b1',
    expiresAt: NOW + DAY_MS,
    ...change,
  },
})

export const booking = (company: string, version: number, expectedVersion: number): Write => ({
  write: 'booking',
  booking: bookingOf(company, { version }),
  expectedVersion,
})
export const event = (company: string, version: number, expectedVersion: number): Write => ({
  write: 'event',
  event: eventOf(company, { version }),
  expectedVersion,
})
export const member = (company: string, id: string, email?: string): Write => ({
  write: 'member',
  member: memberOf(company, id, email === undefined ? {} : { email }),
  passwordHash: 'hash',
})
