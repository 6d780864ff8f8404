import { type Refusal, refuse } from '../answers/refusal.ts'
import type { TallyName } from '../ledger/tally.ts'
import type { Instant, TimeZone } from '../time/time.ts'
import { DAY_MS, MINUTE_MS } from '../time/units.ts'
import type { AppointmentType } from './appointment-type.ts'
import type { ChosenGroup } from './chosen-group.ts'
import { type AnswerKind, type AnswerWords, answerInWords } from './question.ts'

export interface Customer {
  name: string
  email: string
  timeZone: TimeZone
  /** How they read (BCP 47): the language of their mails, their hours and dates. */
  locale?: string | undefined
}

/** A customer's appointment: it claims the time of its hosts and resources and stands in the hosts' calendars. */
export interface Booking {
  id: string
  company: string
  version: number
  /** `held`: a customer is deciding; `pending`: a host is. Both take the time. */
  status: 'held' | 'pending' | 'confirmed' | 'cancelled'
  /** The end of a hold. */
  heldUntil?: Instant
  /** Until when a request waits for its host. */
  answerBy?: Instant
  /** Nobody answered its request in time. */
  isLapsed?: boolean
  type: string
  title: string
  location: string
  startsAt: Instant
  endsAt: Instant
  hosts: string[]
  resources: string[]
  customer: Customer
  guests: string[]
  /** Seats of a class, or people to be seated. */
  seats: number
  /** Of its resources, those that it shares with others. */
  sharedResources: string[]
  /** The class that it has seats in, and how many the class has. */
  session?: { id: string; capacity: number }
  /** The limits that count it, with the ceiling under which it was taken. */
  counted: { name: TallyName; most: number }[]
  /** All dates of a recurring booking, this one too. */
  dates?: { bookingId: string; startsAt: Instant }[]
  answers: Record<string, string>
  /** The questions by their ids, as they read when they were answered. */
  questions?: Record<string, string>
  /** The ids of the questions in their order: what is stored by name has none. */
  questionOrder?: string[]
  /** Of answers that are no words, what they are. */
  answerKinds?: Record<string, AnswerKind>
  /** Why these hosts were chosen, in English for programs. */
  assignedBecause: string
  /**
   * Who and what serves it out of each group of its type, and why; absent: it was booked before that was written down.
   */
  chosen?: ChosenGroup[]
  /** Raising it revokes every link sent so far. */
  linkGeneration: number
  icalUid: string
  sequence: number
  reminderMinutesBefore: number[]
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  /** Its buffers and a neighbour's count together, as its type said when it was booked. */
  buffersAddUp?: boolean
  cancelNoticeMinutes: number
  /** Absent: it may be moved as long as it may be cancelled. */
  moveNoticeMinutes?: number
  /** Its customer reads its time in the zone that stands with them, wherever they are: the one of its type. */
  isTimeZoneLocked?: boolean
  /** What its customer reads once it is confirmed. */
  confirmationMessage?: string
  confirmationMessageHtml?: string
  /** Where its customer goes on from the confirmation. */
  continueUrl?: string
  /** Whether it makes a record to be followed up. */
  opensOpportunity?: boolean
  /** Its video meeting, as long as it is confirmed. */
  videoCallUrl?: string
  /** Mails that its customer and guests do not get, as its type said when it was booked. */
  withoutMails?: ('confirmation' | 'cancellation')[]
  /** Its customer and guests get no mails about it at all: so the host wanted who wrote it down. */
  isQuiet?: boolean
  /** A host wrote it down or said yes to it: it is no stranger's any more. */
  isVouchedFor?: boolean
  /** Addresses that hear of every change of it. */
  ccTo?: string[]
  /** What was said when it was cancelled: by its host, or by whom it says. */
  cancelMessage?: string
  cancelMessageBy?: 'customer'
  /** The entry of its type's waitlist that this hold is offered to. */
  offeredTo?: string
  /** The payment that it needs to be booked, or was booked by. */
  paymentId?: string
  createdAt: Instant
  updatedAt: Instant
}

/** How long a customer may take to fill in a form: their time is kept until then. */
export const HOLD_MINUTES = 10

const LINK_LIFE_AFTER_END_MS = 30 * DAY_MS

export function durationMinutesOf(booking: Booking): number {
  return Math.round((booking.endsAt - booking.startsAt) / MINUTE_MS)
}

/** Everybody and everything whose time the booking claims. */
export function principalsOf(booking: Pick<Booking, 'hosts' | 'resources'>): string[] {
  return [...booking.hosts, ...booking.resources]
}

/** Until when the customer's link shows the booking. */
export function linkEndsAt(booking: Booking): Instant {
  return booking.endsAt + LINK_LIFE_AFTER_END_MS
}

/** Whether it is an appointment, asked for or confirmed: a hold is none yet, a cancelled one none any more. */
export function isAppointment(booking: Booking): boolean {
  return booking.status === 'pending' || booking.status === 'confirmed'
}

/** Whether it is kept for somebody who is to pay for it: it becomes an appointment when they have. */
export function awaitsPayment(booking: Booking): boolean {
  return booking.status === 'held' && booking.paymentId !== undefined
}

/** Whether its customer has a link to it: a hold that nobody has put a name to has none. */
export function hasCustomer(booking: Booking): boolean {
  return booking.status !== 'held' || awaitsPayment(booking)
}

/** An appointment that has to be paid for first: its time is kept until then, and nobody is told. */
export function keptForPayment(booking: Booking, paymentId: string, heldUntil: Instant): Booking {
  return { ...booking, status: 'held', heldUntil, paymentId }
}

/** An appointment that is paid for. Where its time was given back meanwhile, it is to be claimed anew. */
export function paidFor({ heldUntil: _kept, ...booking }: Booking, becomes: Booking['status'], now: Instant): Booking {
  const { answerBy, createdAt, startsAt } = booking
  return {
    ...booking,
    // Its host has as long as ever: before it was paid there was nothing to answer.
    ...(answerBy !== undefined && { answerBy: Math.min(startsAt, answerBy + (now - createdAt)) }),
    status: becomes,
    version: booking.version + 1,
    updatedAt: now,
  }
}

/** The same, its time kept for longer. */
export function keptLonger(booking: Booking, heldUntil: Instant, now: Instant): Booking {
  return { ...booking, heldUntil, version: booking.version + 1, updatedAt: now }
}

/** Whether the customer may still move it; the answer is the refusal, if any. */
export function refusalToMove(booking: Booking, now: Instant): Refusal | undefined {
  if (!isAppointment(booking) || booking.endsAt <= now) return refuse('BookingOver')
  const { cancelNoticeMinutes, moveNoticeMinutes = cancelNoticeMinutes } = booking
  if (booking.startsAt - moveNoticeMinutes * MINUTE_MS < now) return refuse('TooLateToMove')
  return undefined
}

/** Whether the customer may still cancel it. A cancelled booking is asked about before this: repeating is no fault. */
export function refusalToCancel(booking: Booking, now: Instant): Refusal | undefined {
  if (booking.endsAt <= now) return refuse('BookingOver')
  if (booking.startsAt - booking.cancelNoticeMinutes * MINUTE_MS < now) return refuse('TooLateToCancel')
  return undefined
}

/** Until when a request waits for its host: as long as its type says, and at most until it would begin. */
export function answerByOf(startsAt: Instant, { answerWithinMinutes }: AppointmentType, now: Instant): Instant {
  return Math.min(startsAt, answerWithinMinutes == null ? startsAt : now + answerWithinMinutes * MINUTE_MS)
}

/** The same for one that goes to another start while it waits. */
function answerByAt(startsAt: Instant, { answerBy, startsAt: before }: Booking): Pick<Booking, 'answerBy'> {
  if (answerBy === undefined) return {}
  return { answerBy: answerBy === before ? startsAt : Math.min(answerBy, startsAt) }
}

export function moved(
  booking: Booking,
  startsAt: Instant,
  { hosts, resources }: Pick<Booking, 'hosts' | 'resources'>,
  now: Instant,
): Booking {
  return {
    ...booking,
    hosts,
    resources,
    startsAt,
    endsAt: startsAt + (booking.endsAt - booking.startsAt),
    ...answerByAt(startsAt, booking),
    version: booking.version + 1,
    sequence: booking.sequence + 1,
    updatedAt: now,
  }
}

/**
 * A booking with whom and what a hold has kept for it, before it goes to the hold's start. What counts its customer or
 * their link counts it where it was made.
 */
export function takingPlaceOf({ session: _left, ...booking }: Booking, held: Booking): Booking {
  const { hosts, resources, sharedResources, session, assignedBecause, chosen, counted } = held
  const { bufferBeforeMinutes, bufferAfterMinutes, buffersAddUp } = held
  const own = booking.counted.filter(({ name }) => name.tally === 'link' || name.tally === 'booker')
  return {
    ...booking,
    ...{
      hosts,
      resources,
      sharedResources,
      assignedBecause,
      chosen,
      bufferBeforeMinutes,
      bufferAfterMinutes,
      buffersAddUp,
    },
    ...(session && { session }),
    counted: [...counted, ...own],
  }
}

/** A request that its host accepts. */
export function confirmed({ answerBy: _answered, ...booking }: Booking, now: Instant): Booking {
  return { ...booking, status: 'confirmed', isVouchedFor: true, version: booking.version + 1, updatedAt: now }
}

/** @param message what whoever cancels it says @param by whose words they are; its host's where nothing is said */
export function cancelled(
  { answerBy: _over, ...booking }: Booking,
  now: Instant,
  message = '',
  by?: 'customer',
): Booking {
  return {
    ...booking,
    ...(message !== '' && { cancelMessage: message, ...(by && { cancelMessageBy: by }) }),
    status: 'cancelled',
    version: booking.version + 1,
    sequence: booking.sequence + 1,
    updatedAt: now,
  }
}

/** A request that nobody answered. */
export function lapsed(booking: Booking, now: Instant): Booking {
  return { ...cancelled(booking, now), isLapsed: true }
}

/** The duration that is booked: the one asked for if the type offers it, else the type's first. */
export function durationFor(type: AppointmentType, asked: number | undefined): number | undefined {
  if (asked === undefined) return type.durationsMinutes[0]
  return type.durationsMinutes.includes(asked) ? asked : undefined
}

/** What was answered, as it is stored, under the words in which it was asked, and in that order. */
export function answersGiven({
  answers,
  questions,
  answerKinds = {},
  questionOrder = [],
}: Pick<Booking, 'answers' | 'questions' | 'answerKinds' | 'questionOrder'>): {
  question: string
  answer: string
  kind?: AnswerKind
}[] {
  const place = (id: string) => (questionOrder.includes(id) ? questionOrder.indexOf(id) : questionOrder.length)
  const kindOf = (id: string) => (Object.hasOwn(answerKinds, id) ? answerKinds[id] : undefined)
  return Object.entries(answers)
    .filter(([, answer]) => answer !== '')
    .sort(([a], [b]) => place(a) - place(b))
    .map(([id, answer]) => {
      const kind = kindOf(id)
      return { question: questions?.[id] ?? id, answer, ...(kind !== undefined && { kind }) }
    })
}

/** The same as it is said; as it is stored, where nobody says how. */
export function answersInWords(
  booking: Parameters<typeof answersGiven>[0],
  words?: AnswerWords,
): { question: string; answer: string }[] {
  return answersGiven(booking).map(({ question, answer, kind }) => ({
    question,
    answer: words ? answerInWords(answer, kind, words) : answer,
  }))
}

/** Its video meeting, once it is certain and as long as it is. */
export function videoCallNow({ status, videoCallUrl }: Booking): string | undefined {
  return status === 'confirmed' ? videoCallUrl : undefined
}

/** Whether its customer and guests are mailed when it is certain, or when it is cancelled. */
export function isMailed({ isQuiet, withoutMails = [] }: Booking, mail: 'confirmation' | 'cancellation'): boolean {
  return isQuiet !== true && !withoutMails.includes(mail)
}

/** The same booking with another host in place of one of its own; what they are counted by goes with it. */
export function reassigned(
  booking: Booking,
  from: string,
  to: string,
  counted: Booking['counted'],
  now: Instant,
): Booking {
  const replaced = (ids: string[]) => ids.map((id) => (id === from ? to : id))
  const chosen = booking.chosen?.map((group): ChosenGroup => {
    const { name, of, ids } = group
    if (!ids.includes(from)) return group
    return { ...(name !== undefined && { name }), of, ids: replaced(ids), because: 'byHand' }
  })
  return {
    ...booking,
    hosts: replaced(booking.hosts),
    ...(chosen && { chosen }),
    counted,
    assignedBecause: 'reassigned by hand',
    version: booking.version + 1,
    sequence: booking.sequence + 1,
    updatedAt: now,
  }
}
