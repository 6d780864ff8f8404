import { type MailNews, mailNewsMessage } from '../../shared/api/queue-messages.ts'
import { forEachMessage } from '../middleware/records.ts'
import { hearOfMail } from '../usecases/mail/hear-of-mail.ts'
import { mailNewsTools } from '../wiring/mail.ts'

const tools = mailNewsTools()

/** Bounces that say that the mailbox is none, or takes nothing; what else did not arrive may the next time. */
const isForGood = (bounceType: string) => bounceType === 'Permanent'

/** The Message-ID that a mail was given to Amazon with: on its way it gets another one. */
const messageIdOf = ({ mail }: MailNews) =>
  mail.headers.find(({ name }) => name.toLowerCase() === 'message-id')?.value ?? mail.commonHeaders?.messageId ?? ''

function returnOf(news: MailNews): Parameters<typeof hearOfMail>[1] | undefined {
  const messageId = messageIdOf(news).trim()
  const { bounce, complaint, deliveryDelay } = news
  if (bounce)
    return {
      messageId,
      why: isForGood(bounce.bounceType) ? 'bounced' : 'delayed',
      addresses: bounce.bouncedRecipients.map((one) => ({
        address: one.emailAddress,
        detail: one.diagnosticCode ?? bounce.bounceType,
      })),
    }
  if (complaint)
    return {
      messageId,
      why: 'complained',
      addresses: complaint.complainedRecipients.map((one) => ({
        address: one.emailAddress,
        detail: complaint.complaintFeedbackType ?? '',
      })),
    }
  if (!deliveryDelay) return undefined
  const detail = deliveryDelay.delayType ?? ''
  return {
    messageId,
    why: 'delayed',
    addresses: deliveryDelay.delayedRecipients.map((one) => ({ address: one.emailAddress, detail })),
  }
}

/** From the queue of what came of mails: bounces and complaints mark their addresses, the rest is no news. */
export const handler = forEachMessage(mailNewsMessage, async (news) => {
  const back = returnOf(news)
  if (back) await hearOfMail(tools, back)
})
