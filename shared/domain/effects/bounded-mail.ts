import type { Booking } from '../booking/booking.ts'
import { DAY_MS, SECOND_MS } from '../time/units.ts'
import type { Effect } from './effect.ts'

/** So many mails that strangers cause go to one address of one company in a day; above it they wait. */
export const MOST_TO_ADDRESS = 20
/** So many of them a company sends in a day, to all addresses together. */
export const MOST_OF_COMPANY = 2000
export const BOUNDED_FOR_SECONDS = DAY_MS / SECOND_MS

/** A mail that waits until somebody of the house lets it go, or discards it. */
export interface WaitingMail {
  company: string
  /** The subject of the effect. */
  subjectId: string
  at: number
}

/**
 * Whether a mail is counted: somebody outside gets it because of what a customer did, and neither the house nor a payment stands for
 * the booking. What is counted in no case cannot be used up by strangers: mails to members, and about bookings that are vouched for.
 */
export function isBounded({ recipient, origin, effect, about, isLetGo }: Effect, booking: Booking): boolean {
  const isOutside = recipient.to === 'customer' || recipient.to === 'guest'
  const isVouchedFor =
    booking.isVouchedFor === true || (booking.paymentId !== undefined && booking.status === 'confirmed')
  return effect === 'mail' && about !== 'reminder' && isOutside && origin === 'customer' && !isVouchedFor && !isLetGo
}
