import { forEachMessage } from '../middleware/records.ts'
import type { ChangeNotice } from '../ports/job-queue.ts'
import { sendMailsOf } from '../usecases/mail/send-mails.ts'
import { mailTools } from '../wiring/mail.ts'

const tools = mailTools()

/** From the mail queue: whatever mails of the named subject are still open. */
export const handler = forEachMessage(async (body) => {
  const { company, subjectId, version } = body as ChangeNotice
  await sendMailsOf(tools, company, subjectId, version)
})
