import { changeNotice } from '../../shared/api/queue-messages.ts'
import { forEachMessage } from '../middleware/records.ts'
import { seeToPayment } from '../usecases/payment/see-to-payment.ts'
import { paymentTools } from '../wiring/payments.ts'

const tools = paymentTools()

/** From the payments queue: something was heard of a payment, or its moment has come. */
export const handler = forEachMessage(changeNotice, ({ company, subjectId }) => seeToPayment(tools, company, subjectId))
