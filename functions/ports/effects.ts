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
  /** Writes it if it still stands as it was read. @returns false when somebody did something with it meanwhile */
  revise(effect: Effect, former: Effect): Promise<boolean>
  /** Notes in the list of mails that did not go that this is one of them; done twice it is done once. */
  listMail(effect: Effect): Promise<void>
  unlistMail(effect: Effect): Promise<void>
  /**
   * The mails of the list, those that were due last first, as they stand now: one may have gone meanwhile.
   * @param before the `next` of the page before
   */
  listedMails(company: string, most: number, before?: string): Promise<{ mails: Effect[]; next?: string }>
  /** Notes that mails about a subject wait for somebody of the house. */
  putWaitingMail(mail: WaitingMail): Promise<void>
  /** @param most no more than these */
  waitingMails(company: string, most: number): Promise<WaitingMail[]>
  removeWaitingMail(company: string, subjectId: string): Promise<void>
  /** What is still to be done; not what was put off for longer than the quiet after a change. */
  pending(now: Instant): Promise<{ changes: number; effects: number }>
}
