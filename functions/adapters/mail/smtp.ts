import { createTransport } from 'nodemailer'
import type { Mailer } from '../../ports/mailer.ts'
import { messageOf } from './message.ts'
import { smtpFault } from './smtp-faults.ts'

/** Speaks SMTP to the server of `url` (smtp://host:port). */
export function smtpMailer(url: string, from: string): Mailer {
  const { hostname, port } = new URL(url)
  const transport = createTransport({
    host: hostname,
    port: Number(port),
    secure: false,
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: 15_000,
  })
  return {
    async send(mail) {
      try {
        await transport.sendMail(messageOf(mail, from))
      } catch (error) {
        throw error instanceof Error ? smtpFault(error, from) : error
      }
    },
  }
}
