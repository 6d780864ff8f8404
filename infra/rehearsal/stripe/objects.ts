import { randomBytes } from 'node:crypto'
import type Stripe from 'stripe'
import { DAY_SECONDS } from '../../../shared/domain/time/units.ts'
import { brandOf } from './cards.ts'
import type { Read } from './parameters.ts'

/** What every object is kept with: whose it is, and a number that grows, for one second holds many. */
export interface Kept<T> {
  account: string
  seq: number
  object: T
}

export interface KeptAccount {
  id: string
  name: string
  email: string
  country: string
  currency: string
  createdAt: number
}

/** What the payer has typed, and what follows from it. */
export type Means =
  | { is: 'card'; digits: string; expMonth: number; expYear: number }
  | { is: 'sepa_debit'; iban: string; afterMs: number; outcome: 'paid' | 'failed' }

export interface Payer {
  email: string
  name: string
}

export interface KeptSession extends Kept<Stripe.Checkout.Session> {
  items: Stripe.LineItem[]
  intentData: { description: string | null; metadata: Record<string, string>; receiptEmail: string | null }
  /** Of a payment that waits for 3-D Secure or for a bank. */
  waiting?: { means: Means; payer: Payer; charge?: string; settlesAt?: number }
}

export interface KeptCharge extends Kept<Stripe.Charge> {
  refundFate?: 'pending' | 'fails'
}

export interface KeptRefund extends Kept<Stripe.Refund> {
  /** When its state changes by itself, and to what. */
  settles?: { at: number; to: 'succeeded' | 'failed' }
}

/** The version that an account has, of the package whose types these are. */
export const API_VERSION = '2026-10-28.endive' satisfies typeof Stripe.API_VERSION

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const random = (length: number) => Array.from(randomBytes(length), (byte) => LETTERS[byte % 62]).join('')

/** An id of the look that Stripe's have: `pi_3...`, `cs_test_a1...`. */
export const idOf = (prefix: string, length = 22): string => `${prefix}${random(length)}`

const address = (country: string): Stripe.Address => ({
  city: null,
  country,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
})

export function accountObject({ id, name, email, country, currency, createdAt }: KeptAccount): Stripe.Account {
  return {
    id,
    object: 'account',
    business_profile: {
      mcc: null,
      monthly_estimated_revenue: null,
      name,
      product_description: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
    } as unknown as Stripe.Account.BusinessProfile,
    capabilities: { card_payments: 'active', sepa_debit_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    country,
    created: Math.floor(createdAt / 1000),
    default_currency: currency,
    details_submitted: true,
    email,
    metadata: {},
    payouts_enabled: true,
    settings: { dashboard: { display_name: name, timezone: 'Etc/UTC' } } as unknown as Stripe.Account.Settings,
    type: 'standard',
  }
}

/** @param createdAt in seconds */
export function lineItem(given: Read, createdAt: number): Stripe.LineItem {
  const { currency, unit_amount, product_data, tax_behavior } = given['price_data'] as Read
  const quantity = Number(given['quantity'])
  const sum = Number(unit_amount) * quantity
  return {
    id: idOf('li_1'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: sum,
    amount_tax: 0,
    amount_total: sum,
    currency: String(currency).toLowerCase(),
    description: String(product_data.name),
    metadata: {},
    price: {
      id: idOf('price_1'),
      object: 'price',
      active: false,
      billing_scheme: 'per_unit',
      created: createdAt,
      currency: String(currency).toLowerCase(),
      custom_unit_amount: null,
      livemode: false,
      lookup_key: null,
      metadata: {},
      nickname: null,
      product: idOf('prod_', 14),
      recurring: null,
      tax_behavior: tax_behavior ?? 'unspecified',
      tiers_mode: null,
      transform_quantity: null,
      type: 'one_time',
      unit_amount: Number(unit_amount),
      unit_amount_decimal: String(unit_amount) as unknown as Stripe.Decimal,
    },
    quantity,
  }
}

/** @param createdAt in seconds */
export function sessionObject(given: Read, items: Stripe.LineItem[], createdAt: number): Stripe.Checkout.Session {
  const sum = items.reduce((total, { amount_total }) => total + amount_total, 0)
  const currency = items[0]!.currency
  const id = idOf('cs_test_a1', 56)
  const given_email = given['customer_email'] ?? null
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: sum,
    amount_total: sum,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: given['cancel_url'] ?? null,
    client_reference_id: given['client_reference_id'] ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: createdAt,
    currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: null,
    customer_account: null,
    customer_creation: 'if_required',
    customer_details: given_email === null ? null : customerDetails({ email: given_email, name: '' }),
    customer_email: given_email,
    discounts: [],
    expires_at: given['expires_at'] ?? createdAt + DAY_SECONDS,
    integration_identifier: null,
    invoice: null,
    invoice_creation: { enabled: false } as Stripe.Checkout.Session.InvoiceCreation,
    livemode: false,
    locale: given['locale'] ?? null,
    managed_payments: null,
    metadata: given['metadata'] ?? {},
    mode: 'payment',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: given['payment_method_types'] ?? (currency === 'eur' ? ['card', 'sepa_debit'] : ['card']),
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: given['submit_type'] ?? null,
    subscription: null,
    success_url: given['success_url'] ?? null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    // The address of the server is put before it when it is shown: it may be another after a restart.
    url: `/c/pay/${id}`,
    wallet_options: null,
  }
}

export function customerDetails({ email, name }: Payer): Stripe.Checkout.Session.CustomerDetails {
  return {
    address: name === '' ? null : address('DE'),
    business_name: null,
    email,
    individual_name: null,
    name: name === '' ? null : name,
    phone: null,
    tax_exempt: 'none',
    tax_ids: null,
  }
}

/** @param createdAt in seconds */
export function paymentObject(session: KeptSession, createdAt: number): Stripe.PaymentIntent {
  const { object, intentData } = session
  const id = idOf('pi_3')
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: object.amount_total ?? 0,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${idOf('', 25)}`,
    confirmation_method: 'automatic',
    created: createdAt,
    currency: object.currency ?? '',
    customer: null,
    customer_account: null,
    description: intentData.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: intentData.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: object.payment_method_types,
    payment_record: null,
    processing: null,
    receipt_email: intentData.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_group: null,
  }
}

function methodDetails(means: Means): Stripe.Charge.PaymentMethodDetails {
  if (means.is === 'sepa_debit')
    return {
      type: 'sepa_debit',
      sepa_debit: {
        bank_code: means.iban.slice(4, 12),
        branch_code: null,
        country: means.iban.slice(0, 2),
        fingerprint: idOf('', 16),
        last4: means.iban.slice(-4),
        mandate: idOf('mandate_1'),
      } as unknown as Stripe.Charge.PaymentMethodDetails.SepaDebit,
    } as Stripe.Charge.PaymentMethodDetails
  return {
    type: 'card',
    card: {
      amount_authorized: null,
      brand: brandOf(means.digits),
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      exp_month: means.expMonth,
      exp_year: means.expYear,
      fingerprint: idOf('', 16),
      funding: 'credit',
      last4: means.digits.slice(-4),
      network: brandOf(means.digits),
      three_d_secure: null,
      wallet: null,
    } as unknown as Stripe.Charge.PaymentMethodDetails.Card,
  } as Stripe.Charge.PaymentMethodDetails
}

/** @param createdAt in seconds */
export function chargeObject(
  payment: Stripe.PaymentIntent,
  means: Means,
  payer: Payer,
  status: 'succeeded' | 'pending' | 'failed',
  createdAt: number,
  failure?: { code: string; message: string; declineCode: string },
): Stripe.Charge {
  const id = idOf(means.is === 'card' ? 'ch_3' : 'py_3')
  return {
    id,
    object: 'charge',
    amount: payment.amount,
    amount_captured: status === 'failed' ? 0 : payment.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: status === 'succeeded' ? idOf('txn_3') : null,
    billing_details: { address: address('DE'), email: payer.email, name: payer.name, phone: null, tax_id: null },
    calculated_statement_descriptor: 'REHEARSAL',
    captured: status !== 'failed',
    created: createdAt,
    currency: payment.currency,
    customer: null,
    description: payment.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: payment.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(status, failure?.declineCode),
    paid: status !== 'failed',
    payment_intent: payment.id,
    payment_method: idOf('pm_1'),
    payment_method_details: methodDetails(means),
    radar_options: {},
    receipt_email: payment.receipt_email,
    receipt_number: null,
    receipt_url: status === 'failed' ? null : `/receipts/${id}`,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  }
}

function outcomeOf(status: string, declineCode: string | undefined): Stripe.Charge.Outcome {
  const isFailed = status === 'failed'
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: isFailed ? 'declined_by_network' : 'approved_by_network',
    reason: isFailed ? (declineCode ?? 'generic_decline') : null,
    risk_level: 'normal',
    seller_message: isFailed ? 'The bank did not return any further details with this decline.' : 'Payment complete.',
    type: isFailed ? 'issuer_declined' : 'authorized',
  }
}

/** @param createdAt in seconds */
export function refundObject(
  charge: Stripe.Charge,
  amount: number,
  given: Read,
  status: 'succeeded' | 'pending',
  createdAt: number,
): Stripe.Refund {
  return {
    id: idOf('re_3'),
    object: 'refund',
    amount,
    balance_transaction: status === 'succeeded' ? idOf('txn_3') : null,
    charge: charge.id,
    created: createdAt,
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: {
      type: 'card',
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
    } as unknown as Stripe.Refund.DestinationDetails,
    metadata: given['metadata'] ?? {},
    payment_intent: charge.payment_intent,
    payment_method: null,
    ...(status === 'pending' && { pending_reason: 'processing' }),
    reason: given['reason'] ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status,
    transfer_reversal: null,
  }
}
