import { createTransport } from 'nodemailer'
import { type Mailer, MailRefused } from '../../ports/mailer.ts'
import { messageOf } from './message.ts'

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
        const code = (error as { responseCode?: number }).responseCode ?? 0
        if (code >= 500 && code < 600) throw new MailRefused((error as Error).message)
        throw error
      }
    },
  }
}
