import type { Booking, Customer } from '../../../shared/domain/booking/booking.ts'
import type { Liftable } from '../../../shared/domain/offers/lifting.ts'
import type { Choices } from '../../../shared/domain/offers/slot-request.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import { ANSWER_LIFE_MS, answerWrite, type RememberedAnswer } from '../../ports/booking-context.ts'
import type { Write } from '../../ports/commit.ts'
import { hashToken } from '../people/session.ts'

/**
 * A member who books for a customer, the rules that they lift for it, and whether the customer gets no mails about it.
 */
export interface ByHost {
  member: Member
  lifted: readonly Liftable[]
  isQuiet: boolean
}

/** What a customer asks for, or a host for them: one start, or all dates of a recurring booking. */
export interface BookingRequest extends Omit<Choices, 'timeZone'> {
  company: string
  slug: string
  startsAt: Instant
  customer: Customer
  answers: Record<string, string>
  guests: string[]
  /** The hold that becomes this booking. */
  holdId?: string | undefined
  /** Further starts of a recurring booking, all at once. */
  furtherStarts?: Instant[] | undefined
  /** What becomes of a recurring booking whose dates cannot all be had. */
  onClash?: 'refuse' | 'skip' | undefined
  /** The private link that the customer comes by. */
  link?: string | undefined
  byHost?: ByHost | undefined
  idempotencyKey?: string | undefined
}

/** A request's fingerprint: the same key with another one is a mistake of the caller, not a retry. */
export function fingerprint({ idempotencyKey: _key, byHost, ...request }: BookingRequest): string {
  const by = byHost && { ...byHost, member: byHost.member.id }
  return hashToken(JSON.stringify({ ...request, ...(by && { by }) }))
}

/** Keeps the answer to a request's key, in the transaction that makes it true. */
export function remember(request: BookingRequest, keyHash: string, booking: Booking, now: Instant): Write {
  const answer: RememberedAnswer = {
    company: request.company,
    type: request.slug,
    keyHash,
    requestHash: fingerprint(request),
    bookingId: booking.id,
    expiresAt: now + ANSWER_LIFE_MS,
  }
  return answerWrite(answer)
}
