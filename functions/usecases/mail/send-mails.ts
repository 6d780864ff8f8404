import {
  BOUNDED_FOR_SECONDS,
  isCausedByStranger,
  isVouchedFor,
  MOST_OF_COMPANY,
  MOST_TO_ADDRESS,
} from '../../../shared/domain/effects/bounded-mail.ts'
import { type Effect, LEASE_MS, mayBegin } from '../../../shared/domain/effects/effect.ts'
import { givenUpAt, nextTryOf, PROBE_MS } from '../../../shared/domain/effects/mail-patience.ts'
import {
  isClosed,
  isInstallationFault,
  isWorse,
  type MailTrouble,
} from '../../../shared/domain/effects/mail-trouble.ts'
import { leftOut } from '../../../shared/domain/effects/reminder-reason.ts'
import { mayGoOutside } from '../../../shared/domain/effects/sent-mail.ts'
import { SECOND_MS } from '../../../shared/domain/time/units.ts'
import { type Mail, MailingStopped, MailRefused } from '../../ports/mailer.ts'
import { laidOut, type WrittenMail } from './layout.ts'
import { holdBack, mayGo, type Passage, stopMails, tryAgainSoon } from './mail-stop.ts'
import type { MailTools, Written } from './mail-writer.ts'
import { mails } from './mails.ts'

/** Counts a mail that a stranger causes, once, to its address and of its company; above either bound it is not sent. */
async function isTooMuch({ store, clock, throttles }: MailTools, effect: Effect): Promise<boolean> {
  // One that is tried again was counted then, and let through.
  if (effect.attempts > 0 || effect.isListed) return false
  if (!throttles || !isCausedByStranger(effect) || effect.isLetGo) return false
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

/** What is left of an effect once its mail has gone, or none is to go. */
function settled({ trouble: _trouble, isListed: _isListed, ...effect }: Effect): Effect {
  return effect
}

/** It goes, or is not to go: it is done, and in the list of those that did not go no more. */
async function settle({ store }: MailTools, effect: Effect): Promise<void> {
  await store.finish(settled(effect))
  if (effect.isListed) await store.unlistMail(effect)
}

const nameOf = ({ company, subjectId, version }: Effect) => `mail of ${company} about ${subjectId} ${version}`

/** It did not go: it stands in the list, and is tried again then, or is given up. */
async function list(
  { store, clock, ring }: MailTools,
  effect: Effect,
  why: { trouble: MailTrouble; reason: string; putOffUntil?: number | undefined },
): Promise<void> {
  const { putOffUntil, ...because } = why
  const listed = { ...effect, ...because, isListed: true }
  // The list first: what is put off and stands in no list would be seen by nobody.
  if (!effect.isListed) await store.listMail(listed)
  await store.finish(
    putOffUntil === undefined
      ? { ...listed, state: 'parked', doneAt: clock.now() }
      : { ...listed, state: 'planned', putOffUntil },
  )
  // What its own reader or text is to blame for is no alarm: it stands in the list.
  const isOurs = why.trouble === 'unreachable' || why.trouble === 'unwritten' || isInstallationFault(why.trouble)
  if (putOffUntil === undefined && isOurs) ring('mailGivenUp', `${nameOf(effect)}: ${why.reason}`)
}

/** What closes an address is known of it from now on. */
async function markAddress({ store, clock }: MailTools, { company }: Effect, { to }: Mail, refused: MailRefused) {
  const { trouble } = refused
  if (trouble === 'refused') return
  const address = to.address.toLowerCase()
  const [known] = await store.addressMarks(company, [address])
  const mark = { company, address, why: trouble, since: clock.now(), detail: refused.message }
  // Whoever marks it at this moment says as much.
  if (isWorse(mark, known)) void (await store.putAddressMark(mark, known))
}

/** What went out stands at its address. */
async function remember({ store, clock }: MailTools, effect: Effect, { to, subject, messageId }: Mail): Promise<void> {
  const { company, subjectKind, subjectId, dueAt } = effect
  const address = to.address.toLowerCase()
  await store.putSentMail({ company, address, messageId, dueAt, at: clock.now(), subjectKind, subjectId, subject })
}

/** A mail that its writer has written, on its way out. */
async function sendWritten(
  tools: MailTools,
  begun: Effect,
  { note, sent, unsent, ...written }: Extract<Written, WrittenMail>,
  passage: Passage,
): Promise<void> {
  const { store, clock, mailer, random, stationery } = tools
  const to = { ...begun, address: written.to.address }
  const [mark] = await store.addressMarks(begun.company, [written.to.address])
  if (isClosed(mark) && !begun.isSentAnyway) {
    await unsent?.()
    await tryAgainSoon(tools, passage)
    await list(tools, to, { trouble: mark.why, reason: mark.detail })
    return
  }
  const mail = await laidOut(written, stationery)
  try {
    await mailer.send(mail)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const now = clock.now()
    if (error instanceof MailRefused || error instanceof MailingStopped) await unsent?.()
    if (error instanceof MailRefused) {
      await tryAgainSoon(tools, passage)
      await markAddress(tools, begun, mail, error)
      await list(tools, to, { trouble: error.trouble, reason })
      return
    }
    if (!(error instanceof MailingStopped)) {
      const nextTry = nextTryOf(begun, now, random.fraction())
      tools.log(error, nameOf(begun))
      // Nobody is heard: whether they go again is not known.
      if (passage.stop) void (await stopMails(tools, passage, passage.stop.fault))
      await list(tools, to, { trouble: 'unreachable', reason, putOffUntil: nextTry })
      return
    }
    // It stopped all of them before, and others have gone since: it is this one alone that is not taken.
    const isItself = isInstallationFault(begun.trouble) && !passage.stop && error.fault !== 'rate'
    if (isItself || now >= givenUpAt(begun)) {
      await list(tools, to, { trouble: error.fault, reason })
      return
    }
    const stop = await stopMails(tools, passage, error.fault)
    tools.ring('mailsStopped', `${error.fault}: ${reason}`)
    // No try of its own is spent: what is wrong is wrong with all.
    const unspent = { ...to, attempts: begun.attempts - 1 }
    // Another one is tried before it: it may be this one alone that is not taken.
    await list(tools, unspent, { trouble: error.fault, reason, putOffUntil: stop.nextTryAt + PROBE_MS })
    return
  }
  await sent?.()
  await settle(tools, {
    ...to,
    state: 'sent',
    messageId: mail.messageId,
    ...(note !== undefined && { reason: note }),
    doneAt: clock.now(),
  })
  // After it is settled: what is forgotten here is less than a mail that goes twice.
  if (mayGoOutside(begun)) await remember(tools, to, mail)
  if (passage.stop) await store.removeMailStop()
}

/**
 * Sends what one effect asks for: takes its lease, writes the mail from the present state, sends, records. A crash
 * between sending and recording sends again after the lease, with the same Message-ID; nothing else ever sends twice.
 * What does not go is put off with its reason: only a fault of the store is thrown.
 */
async function sendMail(tools: MailTools, effect: Effect, siblings: Effect[]): Promise<void> {
  const { store, clock } = tools
  const now = clock.now()
  if (!mayBegin(effect, now)) return
  const passage = await mayGo(tools)
  if ('until' in passage) {
    if (await holdBack(tools, effect, passage)) tools.ring('mailGivenUp', nameOf(effect))
    return
  }
  if (!(await store.begin(effect, now, now + LEASE_MS))) return
  const { putOffUntil: _until, ...former } = effect
  const begun = { ...former, attempts: effect.attempts + 1 }
  if (await isTooMuch(tools, effect)) {
    // The list first: what waits and stands in no list would wait for ever.
    await store.putWaitingMail({ company: effect.company, subjectId: effect.subjectId, at: now })
    await store.finish({ ...begun, state: 'waiting', reason: leftOut.tooMany })
    return tryAgainSoon(tools, passage)
  }
  let mail: Written
  try {
    const about = mails[effect.subjectKind]
    if (!about) throw new Error(`nobody writes mails about ${effect.subjectKind}`)
    mail = await about.write(tools, effect, siblings)
  } catch (error) {
    await tryAgainSoon(tools, passage)
    tools.log(error, nameOf(effect))
    const reason = error instanceof Error ? error.message : String(error)
    const putOffUntil = nextTryOf(begun, now, tools.random.fraction())
    return list(tools, begun, { trouble: 'unwritten', reason, putOffUntil })
  }
  if ('skip' in mail) {
    await tryAgainSoon(tools, passage)
    return settle(tools, { ...begun, state: 'skipped', reason: mail.skip, doneAt: now })
  }
  if ('later' in mail) {
    await tryAgainSoon(tools, passage)
    // Whoever changes it meanwhile says when to look again; and the sweep does.
    return store.finish({ ...former, state: 'planned', dueAt: mail.later })
  }
  await sendWritten(tools, begun, mail, passage)
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
