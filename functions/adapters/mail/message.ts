import type { SendMailOptions } from 'nodemailer'
import { headerText } from '../../../shared/domain/answers/text.ts'
import type { Mail } from '../../ports/mailer.ts'

/**
 * A mail as nodemailer wants it. The calendar part stands beside text and HTML (RFC 6047, 2.4), which makes clients
 * show their Accept buttons; nodemailer adds the same content as invite.ics for those that read attachments only.
 */
export function messageOf(mail: Mail, from: string): SendMailOptions {
  return {
    messageId: mail.messageId,
    from: { name: headerText(mail.fromName), address: from },
    to: { name: headerText(mail.to.name ?? ''), address: mail.to.address },
    subject: headerText(mail.subject),
    text: mail.text,
    html: mail.html,
    ...(mail.replyTo && { replyTo: { name: headerText(mail.replyTo.name), address: mail.replyTo.address } }),
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...(mail.calendar && {
      icalEvent: { method: mail.calendar.method, content: mail.calendar.content, filename: 'invite.ics' },
    }),
    ...(mail.moreCalendars && {
      attachments: mail.moreCalendars.map(({ method, content }, i) => ({
        filename: `more-${i + 1}.ics`,
        contentType: `text/calendar; charset=utf-8; method=${method}`,
        content,
      })),
    }),
  }
}
