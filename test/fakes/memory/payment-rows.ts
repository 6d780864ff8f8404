import type { Payments, PaymentWrite } from '../../../functions/ports/payment-rows.ts'
import type { Payment } from '../../../shared/domain/payment/payment.ts'
import type { PaymentNews, PaymentSettings } from '../../../shared/domain/payment/payment-settings.ts'
import { type Action, kept, type Shelves, type WritesOf } from './shelves.ts'

const paymentShelf = (company: string) => `${company} payment`
const settingsShelf = (company: string) => `${company} payments`

function putOf(shelves: Shelves, payment: Payment, expectedVersion: number): Action {
  const due = payment.lookAt === undefined ? undefined : { list: 'payment', at: payment.lookAt }
  return shelves.versioned(paymentShelf(payment.company), payment.id, expectedVersion, { value: payment, due })
}

export const paymentRows = (shelves: Shelves): Payments => ({
  async payment(company, id) {
    return shelves.get<Payment>(paymentShelf(company), id)
  },
  async putPayment(payment, expectedVersion) {
    return shelves.does(putOf(shelves, payment, expectedVersion))
  },
  async duePayments(before) {
    return shelves.dueIn<Payment>('payment', before)
  },
  async paymentSettings(company) {
    return shelves.get<PaymentSettings>(settingsShelf(company), 'settings')
  },
  async putPaymentSettings(settings, expectedVersion) {
    return shelves.does(
      shelves.versioned(settingsShelf(settings.company), 'settings', expectedVersion, { value: settings }),
    )
  },
  async paymentNews(company) {
    return shelves.get<PaymentNews>(settingsShelf(company), 'news') ?? {}
  },
  async notePaymentNews(company, news) {
    const former = shelves.get<PaymentNews>(settingsShelf(company), 'news')
    shelves.put(settingsShelf(company), 'news', { value: kept({ ...former, ...kept(news) }) })
  },
})

export const paymentWrites: WritesOf<PaymentWrite> = {
  payment: { actions: ({ payment, expectedVersion }, shelves) => [putOf(shelves, payment, expectedVersion)] },
}
