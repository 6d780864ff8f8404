import type { AppointmentType } from '../../shared/domain/booking/appointment-type.ts'
import type { PrivateLink } from '../../shared/domain/booking/private-link.ts'
import type { Tally } from '../../shared/domain/ledger/tally.ts'
import type { Company } from '../../shared/domain/people/member.ts'
import type { Instant } from '../../shared/domain/time/time.ts'
import { DAY_MS } from '../../shared/domain/time/units.ts'
import { sealed, type Write } from './commit.ts'

/** What beside the type and its company is wanted. */
export interface BookingContextRequest {
  /** The answer to an Idempotency-Key. */
  keyHash?: string
  /** Whose bookings are counted. */
  booker?: string
  /** How often each host has served so far. */
  assigned?: boolean
  /** The id of the private link that somebody comes by. */
  link?: string
  read?: 'latest' | 'quick'
}

export interface BookingContext {
  type?: AppointmentType
  company?: Company
  answer?: RememberedAnswer
  /** Bookings of the type so far by host: a hint for fairness, never a lock. */
  assigned: Record<string, number>
  /** The booker's own tally, when one was asked for. */
  booker?: Tally
  /** The link, where it stands, and what was booked by it. */
  link?: PrivateLink
  byLink?: Tally
}

/** How long the first answer to an Idempotency-Key is kept. */
export const ANSWER_LIFE_MS = DAY_MS

/** The first answer to an Idempotency-Key. */
export interface RememberedAnswer {
  company: string
  type: string
  keyHash: string
  requestHash: string
  bookingId: string
  expiresAt: Instant
}

/** What a commit may do here, as stores open it. */
export type BookingContextWrite = { write: 'answer'; answer: RememberedAnswer }

/** Remembers an answer; holds unless another one is still remembered there. */
export const answerWrite = (answer: RememberedAnswer): Write => sealed<BookingContextWrite>({ write: 'answer', answer })

/** All that a booking asks of a type in one request. */
export interface BookingContexts {
  /** All of it in one request. */
  bookingContext(company: string, slug: string, asked: BookingContextRequest, now: Instant): Promise<BookingContext>
}
