import type { WaitingMail } from '../../shared/domain/effects/bounded-mail.ts'
import type { Effect } from '../../shared/domain/effects/effect.ts'
import type { Instant } from '../../shared/domain/time/time.ts'

/** What is to be done because of a change, and what became of it. */
export interface Effects {
  /** Writes the effect unless it is there. */
  plan(effect: Effect): Promise<void>
  effectsOf(company: string, subjectId: string): Promise<Effect[]>
  overdueEffects(dueBefore: Instant): Promise<Effect[]>
  /** Takes the lease. @returns false when somebody else holds it or it is done */
  begin(effect: Effect, now: Instant, leaseUntil: Instant): Promise<boolean>
  finish(effect: Effect): Promise<void>
  /** Notes that mails about a subject wait for somebody of the house. */
  putWaitingMail(mail: WaitingMail): Promise<void>
  /** @param most no more than these */
  waitingMails(company: string, most: number): Promise<WaitingMail[]>
  removeWaitingMail(company: string, subjectId: string): Promise<void>
  pending(): Promise<{ changes: number; effects: number }>
}
