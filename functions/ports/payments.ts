import type { CheckoutNews } from '../../shared/domain/payment/payment.ts'
import type { PaymentProviderName } from '../../shared/domain/payment/payment-settings.ts'
import type { Instant } from '../../shared/domain/time/time.ts'

/** The provider does not take the key: only an admin of the company can give another one. */
export class KeyRefused extends Error {
  override name = 'KeyRefused'
}

/** The provider will never do this, for the reason it gives; trying again is of no use. */
export class PaymentRefused extends Error {
  override name = 'PaymentRefused'
}

/** The provider cannot be asked now, or asks for patience: nothing is known, and it may be tried again. */
export class PaymentsUnavailable extends Error {
  override name = 'PaymentsUnavailable'
}

/**
 * Whether it is the provider that did not do it, for now or for good; anything else is a fault of ours. By name: what
 * speaks to a provider is a file of its own, with classes of its own.
 */
export const isOfProvider = (error: unknown): error is Error =>
  error instanceof Error && ['KeyRefused', 'PaymentRefused', 'PaymentsUnavailable'].includes(error.name)

/** Whether it may be done later: the provider could not be asked, or not with this key. */
export const isPassing = (error: unknown): boolean => isOfProvider(error) && error.name !== 'PaymentRefused'

export interface CheckoutRequest {
  /** What the checkout is for: comes back in every answer and notification. */
  paymentId: string
  company: string
  amountMinor: number
  /** ISO 4217, in capitals. */
  currency: string
  /** What is paid for, in the payer's words: `Call`, and when it is. */
  title: string
  details: string
  email: string
  locale: string | undefined
  /** Where the payer comes back to, whether they have paid or not. */
  returnUrl: string
  endsAt: Instant
  /** The same for a repeat, which opens no second one. */
  key: string
}

export interface RefundRequest {
  /** What the provider knows the payment by. */
  reference: string
  paymentId: string
  company: string
  /** Absent: all that was paid. */
  amountMinor?: number | undefined
  /** The same for a repeat, which gives nothing back a second time. */
  key: string
  /** Whether it was asked for before: its answer may have been lost, and its key be forgotten. */
  isRepeat: boolean
}

export interface RefundNews {
  state: 'underWay' | 'done' | 'failed'
  reference: string
  reason?: string | undefined
}

/** Takes payments with the key of one company. Everything here may throw what stands above. */
export interface PaymentAccount {
  /** Opens a page on which somebody pays. */
  openCheckout(request: CheckoutRequest): Promise<{ id: string; url: string; endsAt: Instant }>
  checkout(id: string): Promise<CheckoutNews>
  /**
   * Closes it, so that nothing can be paid there any more.
   * @returns what it is then: it may have been paid at the last moment
   */
  endCheckout(id: string): Promise<CheckoutNews>
  refund(request: RefundRequest): Promise<RefundNews>
  /** What has become of a refund. */
  refundNews(reference: string): Promise<RefundNews>
  /** Whether the key is taken, and whether money moves by it. */
  inspect(): Promise<{ isLive: boolean }>
  /**
   * Has notifications sent to an address.
   * @returns what they are signed with
   * @throws PaymentRefused for an address that they do not send to
   */
  registerWebhook(address: string): Promise<{ id: string; secret: string }>
  /** One that is gone already is no fault. */
  removeWebhook(id: string): Promise<void>
}

/** One who takes payments. */
export interface PaymentProvider {
  open(key: string): PaymentAccount
  /**
   * What a notification is about, once its signature is found to be the provider's, and not an old one's.
   * @returns nothing where it is about nothing of ours; `forged` where nobody who knows the secret sent it
   */
  readNotification(
    body: string,
    signature: string,
    secret: string,
    now: Instant,
  ): Promise<{ paymentId: string | undefined } | 'forged'>
}

/** Who can be asked, by name. What they are made of is loaded when the first one is. */
export type PaymentProviders = (name: PaymentProviderName) => Promise<PaymentProvider>
