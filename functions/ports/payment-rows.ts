import type { Payment } from '../../shared/domain/payment/payment.ts'
import type { PaymentNews, PaymentSettings } from '../../shared/domain/payment/payment-settings.ts'
import type { Instant } from '../../shared/domain/time/time.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type PaymentWrite = { write: 'payment'; payment: Payment; expectedVersion: number }

/** Holds where the expected version stands; 0: where nothing stands. */
export const paymentWrite = (payment: Payment, expectedVersion: number): Write =>
  sealed<PaymentWrite>({ write: 'payment', payment, expectedVersion })

/** Payments as they are kept, and how a company takes them. */
export interface Payments {
  payment(company: string, id: string): Promise<Payment | undefined>
  /** @returns false when the stored version is not the expected one */
  putPayment(payment: Payment, expectedVersion: number): Promise<boolean>
  /** Payments that somebody has to look at: whose moment for that lies before the instant. */
  duePayments(before: Instant): Promise<Payment[]>
  paymentSettings(company: string): Promise<PaymentSettings | undefined>
  /** @returns false when the stored version is not the expected one (0: must not exist) */
  putPaymentSettings(settings: PaymentSettings, expectedVersion: number): Promise<boolean>
  paymentNews(company: string): Promise<PaymentNews>
  /** Adds to what is known, whoever else does; nothing is taken away. */
  notePaymentNews(company: string, news: PaymentNews): Promise<void>
}
