import type { EventTimes } from '../recurrence/event-times.ts'

/** Where people meet: a text, a video call, rooms by their ids. */
export interface Place {
  location: string
  videoCallUrl: string
  resources: string[]
}

/** Why somebody is told of an event: what is other than they have heard. Keys are original starts of a series. */
export type Cause =
  | { code: 'invited' }
  | { code: 'invitedToDate'; key: string; is: EventTimes }
  /** It was made in their name, or has become theirs to hold. */
  | { code: 'organizes' }
  | { code: 'organizerChanged' }
  /** They were told that it is no more. */
  | { code: 'backAgain' }
  /** They were told that it is not for them. */
  | { code: 'invitedAgain' }
  | { code: 'moved' | 'shortened' | 'lengthened'; was: EventTimes; is: EventTimes }
  | { code: 'repeatsOtherwise'; was: EventTimes; is: EventTimes }
  | { code: 'datesAdded' | 'datesCancelled'; keys: string[] }
  /** Of a series that they were asked to, they are asked to these dates alone. */
  | { code: 'onlyDates'; keys: string[] }
  /** The first start that is no more; absent where it lies too far ahead to be looked for. */
  | { code: 'endsEarlier'; key?: string }
  | { code: 'dateMoved' | 'dateShortened' | 'dateLengthened'; key: string; was: EventTimes; is: EventTimes }
  | { code: 'dateCancelled' | 'noLongerInvitedToDate'; key: string; was: EventTimes }
  | { code: 'dateBack'; key: string; is: EventTimes }
  | { code: 'renamed'; was: string; is: string }
  | { code: 'placeChanged'; was: Place; is: Place }
  | { code: 'detailsChanged' }
  | { code: 'dateChanged'; key: string; what: ('title' | 'place' | 'details')[] }
  /** With the time that they had heard, not with the one that it has by now. */
  | { code: 'noLongerInvited' | 'cancelled' | 'archived'; was: EventTimes }

/** Of these whoever has said no hears nothing: they change no time and take nothing away. */
const OF_THOSE_WHO_COME: Cause['code'][] = [
  'invited',
  'renamed',
  'placeChanged',
  'detailsChanged',
  'dateChanged',
  'organizerChanged',
]

/** Who holds it, where and under which title raise no SEQUENCE (RFC 5546, 2.1.4). */
const WITHOUT_SEQUENCE: Cause['code'][] = [...OF_THOSE_WHO_COME, 'organizes']

const CALLED_OFF: Cause['code'][] = ['noLongerInvited', 'cancelled', 'archived']
const DATE_CALLED_OFF: Cause['code'][] = ['dateCancelled', 'noLongerInvitedToDate']
/** After these an answer that was given is one to another time (RFC 6638, 3.2.8). */
const OF_OTHER_TIMES: Cause['code'][] = ['moved', 'shortened', 'lengthened', 'repeatsOtherwise']
const DATE_OF_OTHER_TIMES: Cause['code'][] = ['dateMoved', 'dateShortened', 'dateLengthened', 'dateBack']

export const concernsDecliners = ({ code }: Cause) => !OF_THOSE_WHO_COME.includes(code)
export const raisesSequence = ({ code }: Cause) => !WITHOUT_SEQUENCE.includes(code)
export const isCalledOff = ({ code }: Cause) => CALLED_OFF.includes(code)
export const isDateCalledOff = ({ code }: Cause) => DATE_CALLED_OFF.includes(code)
export const isOfOtherTimes = ({ code }: Cause) => OF_OTHER_TIMES.includes(code)

/** Whether it makes an answer that was given one to another time, of all of it or of a date. */
export const asksAgain = (cause: Cause): boolean => isOfOtherTimes(cause) || dateOfOtherTimes(cause) !== undefined

/** The date that has another time, if a cause says so of one. */
export const dateOfOtherTimes = (cause: Cause): string | undefined =>
  DATE_OF_OTHER_TIMES.includes(cause.code) && 'key' in cause ? cause.key : undefined
