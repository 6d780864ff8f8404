import { type MailReturn, subjectOfMessageId } from '../../../shared/domain/effects/mail-news.ts'
import { isWorse } from '../../../shared/domain/effects/mail-trouble.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Effects } from '../../ports/effects.ts'
import type { MailAddresses } from '../../ports/mail-addresses.ts'

/** The repositories that it uses. */
export type HearOfMailStore = Effects & MailAddresses

const LONGEST_DETAIL = 500

/**
 * Marks the addresses that a mail of ours came back from. Only what was sent there is believed: another Message-ID, or
 * another address than that mail went to, changes nothing. Heard twice, or in another order, it is marked once, by what
 * weighs most.
 */
export async function hearOfMail(
  { store, clock }: { store: HearOfMailStore; clock: Clock },
  { messageId, why, addresses }: MailReturn,
): Promise<void> {
  const subject = subjectOfMessageId(messageId)
  if (!subject) return
  const { company, subjectId } = subject
  const sent = (await store.effectsOf(company, subjectId)).find((one) => one.messageId === messageId)
  if (!sent?.address) return
  const wentTo = sent.address.toLowerCase()
  const back = addresses.find(({ address }) => address.toLowerCase() === wentTo)
  if (!back) return
  const [known] = await store.addressMarks(company, [wentTo])
  const mark = { company, address: wentTo, why, since: clock.now(), detail: back.detail.slice(0, LONGEST_DETAIL) }
  if (!isWorse(mark, known)) return
  if (!(await store.putAddressMark(mark, known))) throw new Error(`the mark of an address of ${company} keeps changing`)
}
