import type { Instant } from '../time/time.ts'

export type SubjectKind = 'booking' | 'event' | 'invitation' | 'connection' | 'payment' | 'waitlist' | 'recordMail'

/** Who caused a change; decides who hears of it, and keeps what came from a calendar from being sent back to it. */
export type Origin = 'customer' | 'system' | `member:${string}` | `connection:${string}`

/** The member who caused it, where one did. */
export const memberBehind = (origin: Origin): string | undefined =>
  origin.startsWith('member:') ? origin.slice('member:'.length) : undefined

export type ChangeKind =
  | 'booked'
  | 'requested'
  | 'confirmed'
  | 'declined'
  /** A request that nobody answered in time. */
  | 'lapsed'
  | 'moved'
  | 'reassigned'
  /** It is an event again. */
  | 'unbooked'
  | 'cancelled'
  | 'created'
  | 'changed'
  | 'deleted'
  | 'archived'
  | 'unarchived'
  | 'restored'
  | 'invited'
  | 'activated'
  /**
   * Of a payment: money goes back because a booking was cancelled or declined; or because it came too late or was not
   * what was asked.
   */
  | 'refunding'
  | 'paidInVain'
  /** Money that was on its way did not come. */
  | 'paymentFailed'
  /** The provider will never give it back: people have to. */
  | 'refundFailed'
  /** Of a waitlist: a place that has become free is held for somebody. */
  | 'offered'
  /** Of a waitlist: what somebody waited for is no longer offered. */
  | 'waitEnded'

/** Who hears of a change, by address: decided with it, so that what follows cannot be forgotten or come twice. */
export interface Hears {
  mailed: string[]
  /** Somebody chose not to tell them. */
  leftBehind: string[]
  /** What they were not told of was taken back. */
  caughtUp: string[]
  /** A line of whoever did it, for those who are mailed. */
  note?: string
}

/** A change row: written in the transaction of the state that it tells of, so that no effect can be forgotten (D3). */
export interface Change {
  company: string
  subjectKind: SubjectKind
  subjectId: string
  version: number
  kind: ChangeKind
  origin: Origin
  at: Instant
  /** The principals in whose calendars the subject stood before, where they are no longer all in it. */
  formerHosts?: string[]
  /** When it was for them, where it has been moved as well. */
  formerStartsAt?: Instant
  /** The other dates of a recurring booking: one change, told once. */
  alsoBooked?: { id: string; version: number }[]
  /** Of an event: who is told, and who is not. */
  hears?: Hears
}
