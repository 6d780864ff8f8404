import type { Instant } from '../time/time.ts'

/**
 * The closed list of ways in which the rules say no, each with a sentence for people. A refusal is a normal answer; a
 * fault (the network broke) is thrown instead. Which HTTP status says it best stands at the door
 * (shared/api/refusal-status.ts).
 */
export const refusals = {
  SlotTaken: 'Somebody else has just taken this time.',
  Busy: 'Too many people are booking right now. Please try again in a moment.',
  NotOffered: 'This time is not offered.',
  OutsideHours: 'This time is outside the offered hours.',
  TooSoon: 'This time is too soon to be booked.',
  TooFar: 'This time is further ahead than bookings are taken.',
  LimitReached: 'No more bookings are taken for this period.',
  Full: 'No seats are left at this time.',
  TooLateToCancel: 'It is too late to cancel this booking.',
  TooLateToMove: 'It is too late to move this booking.',
  BookingOver: 'This booking is cancelled or over.',
  TooManyDates: 'This would touch too many days at once.',
  RoomTaken: 'A room is taken at that time.',
  IdempotencyKeyReused: 'This Idempotency-Key was used with another request.',
  Changed: 'Somebody changed this in the meantime.',
  ForeignOrigin: 'This request came from another site.',
  CalendarNotKnownThatFar: "The host's calendar is not known that far ahead.",
  NotFound: 'There is nothing here.',
  MethodNotAllowed: 'This address does not take that method.',
  NotSignedIn: 'Please sign in.',
  WrongCredentials: 'E-mail address or password is wrong.',
  NotAllowed: 'You may not do this.',
  LinkEnded: 'This link has ended.',
  InvitationOver: 'This invitation was used, revoked or has expired.',
  AlreadySetUp: 'This company is already set up.',
  WrongSetupCode: 'The set-up code is wrong.',
  TooMany: 'There are as many of these as there may be.',
  AlreadyExists: 'This already exists.',
  StillInUse: 'This is still in use.',
  AlreadyWaiting: 'You are on the waitlist for these days already.',
  StillFree: 'There are free times on these days: choose one of them.',
  LastOwner: 'A company needs an owner: make somebody else one first.',
  StillHosting: 'This person still hosts appointments.',
  NotConfigured: 'This provider is not set up for your company.',
  PaymentOff: 'This is paid for when it is booked, and payments cannot be taken now.',
  TooManyTries: 'Too many tries. Please wait a little.',
  NotJson: 'The body must be JSON.',
  TooLarge: 'The request is too large.',
} as const satisfies Record<string, string>

export type RefusalName = keyof typeof refusals

export interface Alternative {
  startsAt: Instant
  endsAt: Instant
}

/** The rules say no: its name and the data that explain it. */
export interface Refusal {
  refusal: RefusalName
  /** The nearest free times, when there is another time to offer. */
  alternatives?: Alternative[]
  /** The rule that forbids (D5), in the words of slot.ts. */
  reason?: Record<string, unknown>
  /** What stands in the way of a room, or which dates of a recurring booking cannot be had. */
  clashes?: {
    startsAt: Instant
    endsAt?: Instant
    resourceId?: string
    reason?: string
    alternatives?: Alternative[]
  }[]
  /** What keeps somebody or something from being taken away: bookings and meetings ahead, and titles of types. */
  hosting?: { bookings: number; events?: number; types: string[] }
  /** The fields that somebody else has changed meanwhile, and what is there now. */
  conflicts?: string[]
  current?: object
  /** Of a date of a series that does not take place: what became of it, and when and by whom where that is known. */
  gone?: { is: 'calledOff' | 'notInSeries'; at?: string; by?: string }
  /** The contact whose address it is. */
  holder?: { id: string; name: string }
  retryAfterSeconds?: number
  detail?: string
}

export function refuse(refusal: RefusalName, data: Omit<Refusal, 'refusal'> = {}): Refusal {
  return { refusal, ...data }
}

export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refusal' in answer
}
