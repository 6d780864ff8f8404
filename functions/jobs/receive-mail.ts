import { arrivalMessage } from '../../shared/api/queue-messages.ts'
import { forEachMessage } from '../middleware/records.ts'
import { receiveMail } from '../usecases/mail/receive-mail.ts'
import { receivingTools } from '../wiring/receiving.ts'

const tools = receivingTools()

/** From the queue of mails that came in: an answer counts, or is kept to be seen. What is none is done as well. */
export const handler = forEachMessage(
  arrivalMessage,
  async ({ mail, receipt: { recipients, virusVerdict, action } }) => {
    const received = await receiveMail(tools, {
      name: action.objectKey,
      recipients,
      hasSender: !['', '<>'].includes(mail.source ?? ''),
      isInfected: virusVerdict?.status === 'FAIL',
    })
    console.log(JSON.stringify({ mail: action.objectKey, received }))
  },
)
