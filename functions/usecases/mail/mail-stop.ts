import type { Effect } from '../../../shared/domain/effects/effect.ts'
import { givenUpAt, PROBE_MS, stopAfter } from '../../../shared/domain/effects/mail-patience.ts'
import type { InstallationFault, MailStop } from '../../../shared/domain/effects/mail-trouble.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Effects } from '../../ports/effects.ts'
import type { MailStops } from '../../ports/mail-stops.ts'
import type { Randomness } from '../../ports/randomness.ts'

interface Tools {
  store: Effects & MailStops
  clock: Clock
  random: Pick<Randomness, 'fraction'>
}

/** Leave to send: a mail as any other, or the one that is tried while all others wait, with the stop that it tries. */
export interface Passage {
  stop?: MailStop
}

/** No leave: the mails of the installation are stopped. */
export interface Held {
  fault: InstallationFault
  until: Instant
}

/**
 * Whether a mail may go. While the installation's mails are stopped one at a time is tried, when its time has come; it
 * has two minutes to say how that went.
 */
export async function mayGo({ store, clock }: Tools): Promise<Passage | Held> {
  const stop = await store.mailStop()
  if (!stop) return {}
  const now = clock.now()
  if (now < stop.nextTryAt) return { fault: stop.fault, until: stop.nextTryAt }
  const tried = { ...stop, nextTryAt: now + PROBE_MS }
  return (await store.putMailStop(tried, stop)) ? { stop: tried } : { fault: stop.fault, until: tried.nextTryAt }
}

/**
 * Keeps a mail back while none goes: nothing is tried, and none of its tries is spent.
 * @returns whether it is given up
 */
export async function holdBack({ store, clock }: Tools, effect: Effect, { fault, until }: Held): Promise<boolean> {
  const now = clock.now()
  const listed: Effect = { ...effect, isListed: true }
  if (!effect.isListed) await store.listMail(listed)
  const isGivenUp = now >= givenUpAt(effect)
  const next: Effect = isGivenUp
    ? { ...listed, state: 'parked', doneAt: now, trouble: fault }
    : { ...listed, state: 'planned', putOffUntil: until }
  // Whoever has begun it meanwhile knows more.
  return (await store.revise(next, effect)) && isGivenUp
}

/** No mail goes until one that is tried does. @returns the stop as it stands now */
export async function stopMails(tools: Tools, passage: Passage, fault: InstallationFault): Promise<MailStop> {
  const { store, clock, random } = tools
  const stop = stopAfter(passage.stop, fault, clock.now(), random.fraction())
  const isOurs = await store.putMailStop(stop, passage.stop)
  return isOurs ? stop : ((await store.mailStop()) ?? stop)
}

/** What was to be tried did not go for a reason of its own: the next one is tried instead. */
export async function tryAgainSoon({ store, clock }: Tools, { stop }: Passage): Promise<void> {
  // Whoever tries one at this moment says how that went.
  if (stop) void (await store.putMailStop({ ...stop, nextTryAt: clock.now() }, stop))
}
