import { BadInput, inputFault } from '../answers/bad-input.ts'
import type { Company, Member } from '../people/member.ts'
import type { AppointmentType, BookingLimits, TypeMail } from './appointment-type.ts'
import { type GivenQuestion, withQuestionIds } from './question.ts'
import { offersOnly } from './type-rights.ts'
import { MAIN_WEBSITE } from './website.ts'

/** A mail as it is asked for: a template that is not named stays what it is, null is the built-in text. */
export interface MailAsked {
  isSent: boolean
  templateId?: string | null | undefined
}

/** What is asked for in other words than it is kept. */
interface OtherWords {
  videoCall: AppointmentType['videoCall'] | 'googleMeet' | 'teams'
  questions: GivenQuestion[]
  confirmationMail: MailAsked
  cancellationMail: MailAsked
}

/** What says by itself what it is. */
type Fields = Omit<AppointmentType, 'company' | 'version' | 'ownerId' | 'roomName' | keyof OtherWords>

/** What follows from the rest, or from the company, where nobody says it. */
type Following = 'websites' | 'timeZone' | 'stepMinutes' | 'limitToWorkingHours'

type MaybeSaid<T> = { [Name in keyof T]?: T[Name] | undefined }

/** A type as somebody wants it to be. */
export type NewType = Omit<Fields, Following | 'moveNoticeMinutes'> &
  OtherWords &
  MaybeSaid<Pick<Fields, Following | 'moveNoticeMinutes'>> & {
    /** Whether it is the member's own; left out: where they are no admin. */
    isPersonal?: boolean | undefined
  }

/** What is to become another of a type: what is not named stays, limits each by itself. */
export type TypeChange = MaybeSaid<Omit<Fields, 'slug' | 'limits'> & OtherWords> & {
  limits?: MaybeSaid<BookingLimits> | undefined
}

/** @throws BadInput for a kind of meeting that cannot be made yet */
function videoCallOf(wanted: OtherWords['videoCall']): AppointmentType['videoCall'] {
  if (wanted === 'none' || wanted === 'almanac') return wanted
  throw new BadInput(inputFault('videoCall', 'notConnected'))
}

function mailOf(asked: MailAsked | undefined, before: TypeMail): TypeMail {
  if (!asked) return before
  const { isSent, templateId = before.templateId } = asked
  return { isSent, ...(typeof templateId === 'string' && { templateId }) }
}

const SENT: TypeMail = { isSent: true }

const withoutUnsaid = <T extends object>(asked: T) =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))

/**
 * A type as a member makes it: of their own time alone, where it is theirs.
 * @param roomName in which its classes meet
 * @throws BadInput for what cannot be made yet
 */
export function newType(
  asked: NewType,
  { member, company, roomName }: { member: Pick<Member, 'id' | 'role'>; company: Company; roomName: string },
): AppointmentType {
  const { isPersonal = member.role === 'member', moveNoticeMinutes, ...fields } = asked
  return {
    ...fields,
    ...(moveNoticeMinutes !== undefined && { moveNoticeMinutes }),
    ...(isPersonal && { ownerId: member.id }),
    websites: asked.websites ?? (isPersonal ? [] : [MAIN_WEBSITE]),
    videoCall: videoCallOf(asked.videoCall),
    questions: withQuestionIds(asked.questions),
    roomName,
    timeZone: asked.timeZone ?? company.timeZone,
    company: company.slug,
    version: 1,
    stepMinutes: asked.stepMinutes ?? asked.durationsMinutes[0]!,
    // Ranges offered by hand stand in place of the working hours, unless the type says otherwise.
    limitToWorkingHours: asked.limitToWorkingHours ?? asked.ranges.length === 0,
    confirmationMail: mailOf(asked.confirmationMail, SENT),
    cancellationMail: mailOf(asked.cancellationMail, SENT),
  }
}

/**
 * A type once a change is made.
 * @param roomName for one that is older than rooms
 * @throws BadInput for what cannot be made yet
 */
export function changedType(type: AppointmentType, change: TypeChange, roomName: string): AppointmentType {
  const { limits = {}, confirmationMail, cancellationMail, videoCall, questions, ...fields } = change
  const { ownerId, ...kept } = { ...type, ...(withoutUnsaid(fields) as Partial<AppointmentType>) }
  // What an admin opens to others' time is no longer one member's own.
  const isStillOwn = ownerId !== undefined && offersOnly({ id: ownerId }, kept)
  return {
    ...kept,
    ...(isStillOwn && { ownerId }),
    ...(videoCall && { videoCall: videoCallOf(videoCall) }),
    ...(questions && { questions: withQuestionIds(questions) }),
    roomName: type.roomName ?? roomName,
    confirmationMail: mailOf(confirmationMail, type.confirmationMail),
    cancellationMail: mailOf(cancellationMail, type.cancellationMail),
    limits: { ...type.limits, ...(withoutUnsaid(limits) as Partial<BookingLimits>) },
    version: type.version + 1,
  }
}
