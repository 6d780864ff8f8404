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
 * Whether somebody outside gets a mail because of what a customer did. Mails to members are none: strangers must not
 * use them up.
 */
export function isCausedByStranger({ recipient, origin, subjectKind, about }: Effect): boolean {
  const isOutside = recipient.to === 'customer' || recipient.to === 'guest'
  return subjectKind === 'booking' && about !== 'reminder' && isOutside && origin === 'customer'
}

/** Whether the house or a payment stands for a booking: its mails are no stranger's. */
export const isVouchedFor = (booking: Booking): boolean =>
  booking.isVouchedFor === true || (booking.paymentId !== undefined && booking.status === 'confirmed')
