import { tokenOfAddress } from '../../../shared/domain/invitation/reply-address.ts'
import type { CalendarReplies } from '../../ports/calendar-replies.ts'
import type { ReceivedMails } from '../../ports/received-mails.ts'
import { type AnswerByMailStore, answerByMail, type HeardMail } from '../event/answer-by-mail.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ReceiveMailStore = AnswerByMailStore

/** One mail answers no more than this: an address is made for one event, and a mail answers one. */
const MOST_ADDRESSES = 10

/** That a mail came in. */
export interface Arrival {
  /** By which it is kept. */
  name: string
  /** The addresses of ours that it was sent to. */
  recipients: string[]
  /** A report of what could not be delivered has none (RFC 5321, 4.5.5). */
  hasSender: boolean
  isInfected: boolean
}

/** What became of a mail: of each address that it came to, or why it was not even read. */
export type Received = HeardMail[] | ['notOurs' | 'unknownAddress' | 'infected' | 'tooLarge' | 'broken' | 'gone']

/** Hears a mail that came in, for each reply address that it was sent to. */
export async function receiveMail(
  tools: World<ReceiveMailStore> & { mails: ReceivedMails; calendarReplies: CalendarReplies; inboundDomain: string },
  { name, recipients, hasSender, isInfected }: Arrival,
): Promise<Received> {
  const { store, mails, inboundDomain } = tools
  const tokens = [...new Set(recipients.flatMap((one) => tokenOfAddress(one, inboundDomain) ?? []))]
  if (tokens.length === 0) return ['notOurs']
  const found = await Promise.all(tokens.slice(0, MOST_ADDRESSES).map((token) => store.replyWay(token)))
  const ways = found.flatMap((way) => way ?? [])
  // Whoever does not know an address that we made is not worth a look into their mail.
  if (ways.length === 0) return ['unknownAddress']
  if (isInfected) return ['infected']
  const mail = await mails.read(name)
  if ('unread' in mail) return [mail.unread]
  const heard: HeardMail[] = []
  const isAutomatic = mail.isAutomatic || !hasSender
  for (const way of ways) heard.push(await answerByMail(tools, way, { ...mail, isAutomatic }))
  return heard
}
