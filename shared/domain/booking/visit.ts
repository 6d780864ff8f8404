import type { Instant } from '../time/time.ts'

/** So many letters of notes a booking holds. */
export const LONGEST_NOTES = 4000

export const ATTENDANCES = ['attended', 'noShow'] as const
export type Attendance = (typeof ATTENDANCES)[number]

/**
 * What its hosts write down about a booking for themselves: whether its customer came, notes, what it is about. It
 * stands apart from the booking: what customers are shown and mailed is made from that one alone.
 */
export interface Visit {
  company: string
  bookingId: string
  version: number
  attendance?: Attendance
  notes?: string
  /** The record of the business that it is about, where somebody said so. */
  recordId?: string
  /** The member who wrote last. */
  by: string
  updatedAt: Instant
}
