import type { Effect } from './effect.ts'
import { mailTroubles } from './mail-trouble.ts'

/** Why a reminder is left out or kept back, as its row says it. */
export const leftOut = {
  begun: 'the meeting had begun',
  laterOne: 'a later reminder was due as well',
  notThere: 'the event does not take place',
  dateGone: 'the date was moved or called off',
  notComing: 'they do not come',
  notReminded: 'they are not reminded of it any more',
  bookingGone: 'the booking is gone',
  bookingCancelled: 'the booking is cancelled',
  bookingMoved: 'the booking was moved',
  readerGone: 'the recipient is no longer here',
  tooMany: 'more than strangers may cause in a day',
} as const

const leftOutReasons = Object.keys(leftOut) as (keyof typeof leftOut)[]

/**
 * Why a reminder was not sent, or not as it should have been, by code: `otherWords`: those of the company could not be
 * used; `other`: what nobody has a word for.
 */
export const reminderReasons = [...leftOutReasons, ...mailTroubles, 'otherWords', 'other'] as const
export type ReminderReason = (typeof reminderReasons)[number]

/** The same of one reminder; nothing where there is nothing to explain. */
export function reminderReasonOf({ state, reason, trouble }: Effect): ReminderReason | undefined {
  if (state === 'sent') return reason === undefined ? undefined : 'otherWords'
  if (trouble) return trouble
  if (reason === undefined) return undefined
  return leftOutReasons.find((code) => leftOut[code] === reason) ?? 'other'
}
