import {
  BOUNDED_FOR_SECONDS,
  isCausedByStranger,
  isVouchedFor,
  MOST_OF_COMPANY,
  MOST_TO_ADDRESS,
} from '../../../shared/domain/effects/bounded-mail.ts'
import { ATTEMPTS_BEFORE_PARKING, type Effect, LEASE_MS, mayBegin } from '../../../shared/domain/effects/effect.ts'
import { SECOND_MS } from '../../../shared/domain/time/units.ts'
import { MailRefused } from '../../ports/mailer.ts'
import type { MailTools } from './mail-writer.ts'
import { mails } from './mails.ts'

/** Counts a mail that a stranger causes, once, to its address and of its company; above either bound it is not sent. */
async function isTooMuch({ store, clock, throttles }: MailTools, effect: Effect): Promise<boolean> {
  // One that is tried again was counted then, and let through.
  if (!throttles || !isCausedByStranger(effect) || effect.isLetGo || effect.attempts > 0) return false
  const { company, subjectId, recipient } = effect
  const booking = await store.booking(company, subjectId)
  if (!booking || isVouchedFor(booking)) return false
  const address = (recipient.to === 'guest' ? recipient.email : booking.customer.email).toLowerCase()
  const now = clock.now()
  const windowStart = now - (now % (BOUNDED_FOR_SECONDS * SECOND_MS))
  const count = (key: string) => store.countTry(key, windowStart, BOUNDED_FOR_SECONDS)
  if ((await count(`mail#${company}#${address}`)) > MOST_TO_ADDRESS) return true
  return (await count(`mails#${company}`)) > MOST_OF_COMPANY
}

/**
 * Sends what one effect asks for: takes its lease, writes the mail from the present state, sends, records. A crash
 * between sending and recording sends again after the lease, with the same Message-ID; nothing else ever sends twice.
 */
async function sendMail(tools: MailTools, effect: Effect, siblings: Effect[]): Promise<void> {
  const now = tools.clock.now()
  if (!mayBegin(effect, now)) return
  if (!(await tools.store.begin(effect, now, now + LEASE_MS))) return
  const begun = { ...effect, attempts: effect.attempts + 1 }
  try {
    if (await isTooMuch(tools, effect)) {
      // The list first: what waits and stands in no list would wait for ever.
      await tools.store.putWaitingMail({ company: effect.company, subjectId: effect.subjectId, at: now })
      await tools.store.finish({ ...begun, state: 'waiting', reason: 'more than strangers may cause in a day' })
      return
    }
    const about = mails[effect.subjectKind]
    if (!about) throw new Error(`nobody writes mails about ${effect.subjectKind}`)
    const mail = await about.write(tools, effect, siblings)
    if ('skip' in mail) {
      await tools.store.finish({ ...begun, state: 'skipped', reason: mail.skip, doneAt: now })
      return
    }
    if ('later' in mail) {
      // Whoever changes it meanwhile says when to look again; and the sweep does.
      await tools.store.finish({ ...effect, state: 'planned', dueAt: mail.later })
      return
    }
    const { note, sent: afterwards, ...sent } = mail
    await tools.mailer.send(sent)
    await afterwards?.()
    await tools.store.finish({
      ...begun,
      state: 'sent',
      messageId: sent.messageId,
      ...(note !== undefined && { reason: note }),
      doneAt: now,
    })
  } catch (error) {
    const isHopeless = error instanceof MailRefused || begun.attempts >= ATTEMPTS_BEFORE_PARKING
    const reason = error instanceof Error ? error.message : String(error)
    await tools.store.finish(
      isHopeless ? { ...begun, state: 'parked', reason, doneAt: now } : { ...begun, state: 'planned', reason },
    )
    if (!isHopeless) throw error
  }
}

/** All open mails of one subject's version; a notice is only a hint that there may be some. */
export async function sendMailsOf(
  tools: MailTools,
  company: string,
  subjectId: string,
  version: number,
): Promise<void> {
  const effects = await tools.store.effectsOf(company, subjectId)
  let failure: unknown
  for (const effect of effects.filter((one) => one.effect === 'mail' && one.version <= version))
    try {
      await sendMail(tools, effect, effects)
    } catch (error) {
      failure ??= error
    }
  if (failure) throw failure
}
