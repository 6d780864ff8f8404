import { MEETING_BLANK } from '../people/member.ts'
import type { Instant } from '../time/time.ts'
import { MINUTE_MS } from '../time/units.ts'
import { type AppointmentType, lockedZoneOf } from './appointment-type.ts'
import { answerByOf, type Booking } from './booking.ts'

/** Who serves a booking, with what, and what counts it. */
export type Assignment = Pick<
  Booking,
  'hosts' | 'resources' | 'sharedResources' | 'session' | 'counted' | 'assignedBecause' | 'chosen'
>

/** What a new booking is made of beside its type and whoever serves it. */
export interface Making {
  id: string
  type: AppointmentType
  startsAt: Instant
  durationMinutes: number
  seats: number
  now: Instant
  /** Whether a host must say yes before it is certain. */
  waits?: boolean
  /** Where the company's video meetings take place, if anywhere. */
  meetingAddress?: string | undefined
  /** The hold that becomes this booking. */
  held?: Booking | undefined
}

/** What a customer says. */
export type Asked = Pick<Booking, 'customer' | 'guests' | 'answers' | 'isQuiet' | 'isVouchedFor'>

/** A booking at its beginning. */
export function newBooking(
  { id, type, startsAt, durationMinutes, seats, now, waits, meetingAddress, held }: Making,
  assignment: Assignment,
  asked: Asked,
): Booking {
  return {
    ...assignment,
    ...asked,
    ...inLockedZone(type, asked),
    id,
    company: type.company,
    version: (held?.version ?? 0) + 1,
    status: waits ? 'pending' : 'confirmed',
    ...(waits && { answerBy: answerByOf(startsAt, type, now) }),
    type: type.slug,
    title: type.title,
    location: type.location,
    startsAt,
    endsAt: startsAt + durationMinutes * MINUTE_MS,
    seats,
    ...questionsOf(type),
    ...(type.confirmationMessage !== '' && { confirmationMessage: type.confirmationMessage }),
    ...(type.confirmationMessageHtml && { confirmationMessageHtml: type.confirmationMessageHtml }),
    ...(type.continueUrl && { continueUrl: type.continueUrl }),
    ...(type.createOpportunity && { opensOpportunity: true }),
    ...videoCallOf(type, id, meetingAddress),
    ...withoutMailsOf(type),
    ...(type.ccTo.length > 0 && { ccTo: type.ccTo }),
    linkGeneration: 1,
    icalUid: `${id}@almanac`,
    sequence: 0,
    reminderMinutesBefore: type.reminderMinutesBefore,
    bufferBeforeMinutes: type.bufferBeforeMinutes,
    bufferAfterMinutes: type.bufferAfterMinutes,
    ...(type.buffersAddUp && { buffersAddUp: true }),
    cancelNoticeMinutes: type.cancelNoticeMinutes,
    ...(type.moveNoticeMinutes !== undefined && { moveNoticeMinutes: type.moveNoticeMinutes }),
    createdAt: now,
    updatedAt: now,
  }
}

/** Of a type whose zone is fixed its customer is told in that zone, whatever their own is. */
function inLockedZone(type: AppointmentType, { customer }: Asked): Pick<Booking, 'isTimeZoneLocked' | 'customer'> {
  const zone = lockedZoneOf(type)
  return zone === undefined ? { customer } : { isTimeZoneLocked: true, customer: { ...customer, timeZone: zone } }
}

/**
 * The room of a booking is called by its id, which nobody else can guess; a class meets in one room of its type, for
 * whoever comes to one of its seats must find the others.
 */
function videoCallOf(
  { videoCall, seats, roomName }: AppointmentType,
  id: string,
  meetingAddress: string | undefined,
): Pick<Booking, 'videoCallUrl'> {
  if (videoCall === 'none' || !meetingAddress) return {}
  const room = seats > 1 ? (roomName ?? id) : id
  return { videoCallUrl: meetingAddress.replace(MEETING_BLANK, `almanac-${room}`) }
}

/** The questions in their words, and which answers are no words; they are the type's, and may become others. */
function questionsOf({ questions }: AppointmentType): Pick<Booking, 'questions' | 'questionOrder' | 'answerKinds'> {
  const kinds = questions.flatMap(({ id, kind }) =>
    kind === 'yesNo' || kind === 'date' || kind === 'choices' ? [[id, kind] as const] : [],
  )
  return {
    ...(questions.length > 0 && {
      questions: Object.fromEntries(questions.map(({ id, label }) => [id, label])),
      questionOrder: questions.map(({ id }) => id),
    }),
    ...(kinds.length > 0 && { answerKinds: Object.fromEntries(kinds) }),
  }
}

function withoutMailsOf({ confirmationMail, cancellationMail }: AppointmentType): Pick<Booking, 'withoutMails'> {
  const withoutMails = [
    ...(confirmationMail.isSent ? [] : ['confirmation' as const]),
    ...(cancellationMail.isSent ? [] : ['cancellation' as const]),
  ]
  return withoutMails.length > 0 ? { withoutMails } : {}
}

/** A time that is kept for somebody who is still deciding: nobody is named yet, and nobody is reminded. */
export function newHold(making: Making, assignment: Assignment, timeZone: string, heldUntil: Instant): Booking {
  const nobody = { customer: { name: '', email: '', timeZone }, guests: [], answers: {} }
  const {
    questions: _unasked,
    questionOrder: _order,
    answerKinds: _unanswered,
    moveNoticeMinutes: _moved,
    ...hold
  } = newBooking(making, assignment, nobody)
  return { ...hold, status: 'held', heldUntil, reminderMinutesBefore: [], cancelNoticeMinutes: 0 }
}
