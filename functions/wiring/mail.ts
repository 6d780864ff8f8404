import { dynamoRepositories } from '../adapters/dynamodb/repositories.ts'
import { kmsSecrets } from '../adapters/kms/envelope.ts'
import { liquidTemplates } from '../adapters/liquid/liquid-templates.ts'
import { sesMailer } from '../adapters/mail/ses.ts'
import { smtpMailer } from '../adapters/mail/smtp.ts'
import { stationery } from '../adapters/mail/stationery.ts'
import { systemRandomness } from '../adapters/system/randomness.ts'
import { companyLinks } from '../usecases/people/links.ts'
import { clock, isRehearsal, optional, quietSeconds, required } from './environment.ts'

/** What sending mail takes: SES on AWS, SMTP where a server's address is given. */
export function mailTools() {
  const store = dynamoRepositories(required('TABLE_NAME'))
  return {
    ...mailing(),
    store,
    clock: clock(),
    random: systemRandomness,
    throttles: !isRehearsal,
    quietSeconds: quietSeconds(),
    links: companyLinks(store, kmsSecrets(required('KEY_ID'))),
    publicAddress: required('PUBLIC_ADDRESS'),
    inboundDomain: optional('INBOUND_DOMAIN'),
  }
}

/** Who sends a mail, and by whose words it may be written. */
export function mailing() {
  const mailFrom = required('MAIL_FROM')
  const smtp = optional('SMTP_URL')
  return {
    mailer: smtp ? smtpMailer(smtp, mailFrom) : sesMailer(mailFrom, optional('MAIL_CONFIGURATION')),
    mailFrom,
    templates: liquidTemplates,
    stationery,
  }
}

/** What hearing of mails that were sent takes. */
export const mailNewsTools = () => ({
  store: dynamoRepositories(required('TABLE_NAME')),
  clock: clock(),
  random: systemRandomness,
})
