import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { createTransport } from 'nodemailer'
import type { InstallationFault } from '../../../shared/domain/effects/mail-trouble.ts'
import { type Mailer, MailingStopped, MailRefused } from '../../ports/mailer.ts'
import { messageOf } from './message.ts'
import { unverified } from './unverified.ts'

/** What Amazon refuses of the whole installation, by the names of its API (v2, SendEmail). */
const OF_INSTALLATION: Record<string, InstallationFault> = {
  MailFromDomainNotVerifiedException: 'senderNotVerified',
  AccountSuspendedException: 'paused',
  SendingPausedException: 'paused',
  AccessDeniedException: 'denied',
  UnrecognizedClientException: 'denied',
  // A set of settings that is not there, or not of this account.
  NotFoundException: 'denied',
  LimitExceededException: 'rate',
  TooManyRequestsException: 'rate',
  ThrottlingException: 'rate',
  Throttling: 'rate',
}

/** What is wrong with this one mail. */
const OF_MAIL = new Set(['MessageRejected', 'BadRequestException'])

function sesFault(error: unknown, from: string): unknown {
  if (!(error instanceof Error)) return error
  const fault = Object.hasOwn(OF_INSTALLATION, error.name) ? OF_INSTALLATION[error.name] : undefined
  if (fault) return new MailingStopped(error.message, fault)
  if (!OF_MAIL.has(error.name)) return error
  const who = unverified(error.message, from)
  return who ? new MailingStopped(error.message, who) : new MailRefused(error.message)
}

/**
 * Speaks Amazon SES (API v2, SendEmail with raw content): the same message, another road.
 * @param configurationSet by which it tells what came of a mail; empty: it tells nothing
 */
export function sesMailer(from: string, configurationSet = ''): Mailer {
  const client = new SESv2Client({})
  const transport = createTransport({ SES: { sesClient: client, SendEmailCommand } })
  const ses = configurationSet === '' ? {} : { ses: { ConfigurationSetName: configurationSet } }
  return {
    async send(mail) {
      try {
        await transport.sendMail({ ...messageOf(mail, from), ...ses })
      } catch (error) {
        throw sesFault(error, from)
      }
    },
  }
}
