import { changeNotice } from '../../shared/api/queue-messages.ts'
import { forEachMessage, logFault, ring } from '../middleware/records.ts'
import { sendMailsOf } from '../usecases/mail/send-mails.ts'
import { mailTools } from '../wiring/mail.ts'

const tools = { ...mailTools(), log: logFault, ring }

/** From the mail queue: whatever mails of the named subject are still open. */
export const handler = forEachMessage(changeNotice, ({ company, subjectId, version }) =>
  sendMailsOf(tools, company, subjectId, version),
)
