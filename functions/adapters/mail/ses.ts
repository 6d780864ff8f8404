import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { createTransport } from 'nodemailer'
import { type Mailer, MailRefused } from '../../ports/mailer.ts'
import { messageOf } from './message.ts'

const PERMANENT = new Set(['MessageRejected', 'BadRequestException'])

/** Speaks Amazon SES (API v2, SendEmail with raw content): the same message, another road. */
export function sesMailer(from: string): Mailer {
  const client = new SESv2Client({})
  const transport = createTransport({ SES: { sesClient: client, SendEmailCommand } })
  return {
    async send(mail) {
      try {
        await transport.sendMail(messageOf(mail, from))
      } catch (error) {
        if (error instanceof Error && PERMANENT.has(error.name)) throw new MailRefused(error.message)
        throw error
      }
    },
  }
}
