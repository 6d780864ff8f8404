import { email, expand, integer, listOf, metadata, oneOf, paging, type Schema, text, url } from './parameters.ts'

// What each request takes, after the package's types (stripe 23.1, `resources/**`): https://docs.stripe.com/api.

const LOCALES =
  'auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(
    ' ',
  )
const currency: Schema = text(3)
const eventType: Schema = {
  is: 'text',
  mostChars: 200,
  pattern: /^(\*|[a-z0-9_]+(\.[a-z0-9_]+)+)$/,
  otherwise: 'Invalid enabled_events: must be a type of event, or *',
}

const lineItem: Schema = {
  is: 'object',
  needs: ['price_data', 'quantity'],
  of: {
    price_data: {
      is: 'object',
      needs: ['currency', 'product_data', 'unit_amount'],
      of: {
        currency,
        unit_amount: integer(0),
        tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified'),
        product_data: {
          is: 'object',
          needs: ['name'],
          of: { name: text(), description: text(), metadata, images: listOf(url, 8) },
          unrehearsed: ['tax_code', 'tax_details', 'unit_label'],
        },
      },
      unrehearsed: ['product', 'recurring', 'unit_amount_decimal'],
    },
    quantity: integer(1),
  },
  unrehearsed: ['adjustable_quantity', 'dynamic_tax_rates', 'metadata', 'price', 'tax_rates'],
}

export const CREATE_SESSION: Extract<Schema, { is: 'object' }> = {
  is: 'object',
  needs: ['line_items', 'mode', 'success_url'],
  of: {
    ...expand,
    mode: oneOf('payment'),
    line_items: listOf(lineItem),
    success_url: url,
    cancel_url: url,
    client_reference_id: text(200),
    customer_email: email,
    expires_at: integer(),
    locale: oneOf(...LOCALES),
    metadata,
    payment_method_types: listOf(oneOf('card', 'sepa_debit'), 2),
    submit_type: oneOf('auto', 'book', 'donate', 'pay', 'subscribe'),
    ui_mode: oneOf('hosted_page'),
    payment_intent_data: {
      is: 'object',
      of: { description: text(1000), metadata, receipt_email: email },
      unrehearsed: [
        'application_fee_amount',
        'capture_method',
        'on_behalf_of',
        'setup_future_usage',
        'shipping',
        'statement_descriptor',
        'statement_descriptor_suffix',
        'transfer_data',
        'transfer_group',
      ],
    },
  },
  unrehearsed: (
    'adaptive_pricing after_expiration allow_promotion_codes allowed_payment_method_types automatic_tax ' +
    'billing_address_collection branding_settings consent_collection currency custom_fields custom_text customer ' +
    'customer_account customer_creation customer_update discounts excluded_payment_method_types integration_identifier ' +
    'invoice_creation managed_payments name_collection optional_items origin_context payment_method_collection ' +
    'payment_method_configuration payment_method_data payment_method_options permissions phone_number_collection ' +
    'redirect_on_completion return_url saved_payment_method_options setup_intent_data shipping_address_collection ' +
    'shipping_options subscription_data tax_id_collection wallet_options'
  ).split(' '),
}

export const CREATE_REFUND: Extract<Schema, { is: 'object' }> = {
  is: 'object',
  of: {
    ...expand,
    payment_intent: text(255),
    charge: text(255),
    amount: integer(1),
    reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
    metadata,
  },
  unrehearsed: ['currency', 'customer', 'instructions_email', 'origin', 'refund_application_fee', 'reverse_transfer'],
}

export const UPDATE_REFUND: Record<string, Schema> = { ...expand, metadata }

export const UPDATE_ENDPOINT: Record<string, Schema> = {
  ...expand,
  url,
  enabled_events: listOf(eventType, 250),
  description: text(),
  metadata,
  disabled: { is: 'boolean' },
}

export const CREATE_ENDPOINT: Record<string, Schema> = {
  ...expand,
  url,
  enabled_events: listOf(eventType, 250),
  description: text(),
  metadata,
  api_version: text(50),
}

const created: Schema = { is: 'range' }

export const LIST = {
  sessions: {
    ...paging,
    created,
    payment_intent: text(255),
    status: oneOf('complete', 'expired', 'open'),
    customer_details: { is: 'object', of: { email } } as Schema,
  },
  payments: { ...paging, created },
  charges: { ...paging, created, payment_intent: text(255) },
  refunds: { ...paging, created, payment_intent: text(255), charge: text(255) },
  events: { ...paging, created, type: text(200), delivery_success: { is: 'boolean' } as Schema },
} satisfies Record<string, Record<string, Schema>>
