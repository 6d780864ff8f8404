import { answerWrite, type RememberedAnswer } from '../../../functions/ports/booking-context.ts'
import { bookingWrite } from '../../../functions/ports/bookings.ts'
import type { Committed, Write } from '../../../functions/ports/commit.ts'
import { eventWrite } from '../../../functions/ports/events.ts'
import { ledgerWrite } from '../../../functions/ports/ledger.ts'
import { memberWrite } from '../../../functions/ports/members.ts'
import type { LedgerWrite } from '../../../shared/domain/ledger/decide.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { bookingOf, eventOf, memberOf, NOW } from '../samples.ts'

export const DONE: Committed = { outcome: 'done' }
export const failedAt = (index: number): Committed => ({ outcome: 'failed', index })
/** How a commit ended, without the day that it may have brought along. */
export const endOf = ({ outcome, ...rest }: Committed) =>
  'index' in rest ? { outcome, index: rest.index } : { outcome }

export const inLedger = (company: string, write: LedgerWrite): Write => ledgerWrite(company, write)

export const answerOf = (company: string, change: Partial<RememberedAnswer> = {}): Write =>
  answerWrite({
    company,
    type: 'call',
    keyHash: 'k',
    requestHash: 'r',
    bookingId: 'b1',
    expiresAt: NOW + DAY_MS,
    ...change,
  })

export const booking = (company: string, version: number, expectedVersion: number): Write =>
  bookingWrite(bookingOf(company, { version }), expectedVersion)
export const event = (company: string, version: number, expectedVersion: number): Write =>
  eventWrite(eventOf(company, { version }), expectedVersion)
export const member = (company: string, id: string, email?: string): Write =>
  memberWrite(memberOf(company, id, email === undefined ? {} : { email }), 'hash')
