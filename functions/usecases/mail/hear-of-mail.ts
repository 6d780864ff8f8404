import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { type MailReturn, subjectOfMessageId } from '../../../shared/domain/effects/mail-news.ts'
import { isWorse } from '../../../shared/domain/effects/mail-trouble.ts'
import type { Effects } from '../../ports/effects.ts'
import type { MailAddresses } from '../../ports/mail-addresses.ts'
import { over, patiently } from '../attempt.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type HearOfMailStore = Effects & MailAddresses

const LONGEST_DETAIL = 500

/**
 * Marks the addresses that a mail of ours came back from. Only what was sent there is believed: another Message-ID, or
 * another address than that mail went to, changes nothing. Heard twice, or in another order, it is marked once, by what
 * weighs most.
 */
export async function hearOfMail(
  tools: World<HearOfMailStore>,
  { messageId, why, addresses }: MailReturn,
): Promise<void> {
  const { store } = tools
  const subject = subjectOfMessageId(messageId)
  if (!subject) return
  const { company, subjectId } = subject
  const sent = (await store.effectsOf(company, subjectId)).find((one) => one.messageId === messageId)
  if (!sent?.address) return
  const wentTo = sent.address.toLowerCase()
  const back = addresses.find(({ address }) => address.toLowerCase() === wentTo)
  if (!back) return
  const detail = back.detail.slice(0, LONGEST_DETAIL)
  const marked = await patiently<undefined>(tools, async ({ now }) => {
    const [known] = await store.addressMarks(company, [wentTo])
    const mark = { company, address: wentTo, why, since: now, detail }
    if (!isWorse(mark, known)) return over(undefined)
    // More came back at this moment: what weighs most stays.
    return (await store.putAddressMark(mark, known)) ? over(undefined) : 'again'
  })
  if (isRefusal(marked)) throw new Error(`the mark of an address of ${company} keeps changing`)
}
