import type { Instant } from '../time/time.ts'

/**
 * The closed list of ways in which the rules say no, each with the HTTP status that says it best and a sentence for people.
 * A refusal is a normal answer; a fault (the network broke) is thrown instead.
 */
export const refusals = {
  SlotTaken: { status: 409, title: 'Somebody else has just taken this time.' },
  Busy: { status: 429, title: 'Too many people are booking right now. Please try again in a moment.' },
  NotOffered: { status: 409, title: 'This time is not offered.' },
  OutsideHours: { status: 409, title: 'This time is outside the offered hours.' },
  TooSoon: { status: 409, title: 'This time is too soon to be booked.' },
  TooFar: { status: 409, title: 'This time is further ahead than bookings are taken.' },
  LimitReached: { status: 409, title: 'No more bookings are taken for this period.' },
  Full: { status: 409, title: 'No seats are left at this time.' },
  TooLateToCancel: { status: 409, title: 'It is too late to cancel this booking.' },
  TooLateToMove: { status: 409, title: 'It is too late to move this booking.' },
  BookingOver: { status: 409, title: 'This booking is cancelled or over.' },
  TooManyDates: { status: 409, title: 'This would touch too many days at once.' },
  RoomTaken: { status: 409, title: 'A room is taken at that time.' },
  IdempotencyKeyReused: { status: 422, title: 'This Idempotency-Key was used with another request.' },
  Changed: { status: 412, title: 'Somebody changed this in the meantime.' },
  ForeignOrigin: { status: 403, title: 'This request came from another site.' },
  CalendarNotKnownThatFar: { status: 409, title: "The host's calendar is not known that far ahead." },
  NotFound: { status: 404, title: 'There is nothing here.' },
  MethodNotAllowed: { status: 405, title: 'This address does not take that method.' },
  NotSignedIn: { status: 401, title: 'Please sign in.' },
  WrongCredentials: { status: 401, title: 'E-mail address or password is wrong.' },
  NotAllowed: { status: 403, title: 'You may not do this.' },
  LinkEnded: { status: 410, title: 'This link has ended.' },
  InvitationOver: { status: 410, title: 'This invitation was used, revoked or has expired.' },
  AlreadySetUp: { status: 409, title: 'This company is already set up.' },
  WrongSetupCode: { status: 403, title: 'The set-up code is wrong.' },
  TooMany: { status: 409, title: 'There are as many of these as there may be.' },
  AlreadyExists: { status: 409, title: 'This already exists.' },
  StillInUse: { status: 409, title: 'This is still in use.' },
  AlreadyWaiting: { status: 409, title: 'You are on the waitlist for these days already.' },
  StillFree: { status: 409, title: 'There are free times on these days: choose one of them.' },
  LastOwner: { status: 409, title: 'A company needs an owner: make somebody else one first.' },
  StillHosting: { status: 409, title: 'This person still hosts appointments.' },
  NotConfigured: { status: 409, title: 'This provider is not set up for your company.' },
  PaymentOff: { status: 409, title: 'This is paid for when it is booked, and payments cannot be taken now.' },
  TooManyTries: { status: 429, title: 'Too many tries. Please wait a little.' },
  NotJson: { status: 415, title: 'The body must be JSON.' },
  TooLarge: { status: 413, title: 'The request is too large.' },
} as const satisfies Record<string, { status: number; title: string }>

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
  retryAfterSeconds?: number
  detail?: string
}

export function refuse(refusal: RefusalName, data: Omit<Refusal, 'refusal'> = {}): Refusal {
  return { refusal, ...data }
}

export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refusal' in answer
}
