import type { Instant } from '../time/time.ts'
import type { Effect } from './effect.ts'
import type { MailTrouble } from './mail-trouble.ts'
import { wordOfRecipient } from './recipient.ts'

/** Which mail of a subject it is, in one word that begins with the subject; nothing is stored by it. */
export function mailWord({ subjectId, version, about, startsAt, minutesBefore, recipient }: Effect): string {
  const moment = startsAt === undefined ? '' : `${startsAt}-${minutesBefore}`
  return [subjectId, version, about, moment, wordOfRecipient(recipient)].join(' ')
}

/** The subject that such a word begins with. */
export const subjectOfMailWord = (word: string): string => word.split(' ')[0] ?? ''

/** Whether a mail has not gone and stands in the list of those: it waits to be tried again, or was given up. */
export const isUnsent = ({ isListed, state }: Effect): boolean =>
  isListed === true && (state === 'planned' || state === 'sending' || state === 'parked')

/** Whether a worker has it at this moment: nobody decides about it meanwhile. */
export const isOnItsWay = ({ state, leaseUntil = 0 }: Effect, now: Instant): boolean =>
  state === 'sending' && leaseUntil > now

/** A mail that somebody of the house sends again: as one that was just due, by the next look at what is due. */
export function sentAgain(effect: Effect, now: Instant, isSentAnyway: boolean): Effect {
  const { trouble: _trouble, reason: _reason, doneAt: _doneAt, leaseUntil: _lease, ...kept } = effect
  return {
    ...kept,
    state: 'planned',
    attempts: 0,
    triedFrom: now,
    putOffUntil: now,
    isLetGo: true,
    ...(isSentAnyway && { isSentAnyway }),
  }
}

/** One that somebody of the house does not want to go any more. */
export const discarded = (effect: Effect, now: Instant): Effect => ({
  ...effect,
  state: 'skipped',
  reason: 'discarded by hand',
  doneAt: now,
})

/** Why it has not gone: what keeps all of them, where nothing is known of itself. */
export const troubleOf = ({ trouble, state }: Effect, stopped: MailTrouble | undefined): MailTrouble | undefined =>
  trouble ?? (state === 'parked' ? undefined : stopped)
