import type { SimulatedAnswer } from '../simulator.ts'

/** What stands in Stripe's error object, https://docs.stripe.com/api/errors. */
export interface ErrorFields {
  type?: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  code?: string
  message: string
  param?: string
  decline_code?: string
  charge?: string
}

/** A request that Stripe refuses; thrown where it is found, answered in one place. */
export class StripeRefusal extends Error {
  readonly status: number
  readonly fields: ErrorFields
  /** Found in the parameters alone: an idempotency key does not remember it. */
  readonly isOfParameters: boolean

  constructor(status: number, fields: ErrorFields, isOfParameters = false) {
    super(fields.message)
    this.status = status
    this.fields = fields
    this.isOfParameters = isOfParameters
  }

  answer(): SimulatedAnswer {
    const { code, type = 'invalid_request_error', ...rest } = this.fields
    return {
      status: this.status,
      body: {
        error: {
          ...(code !== undefined && {
            code,
            doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
          }),
          ...rest,
          type,
        },
      },
    }
  }
}

/** A parameter that is not as it must be. */
export const wrongParameter = (param: string, message: string, code?: string): StripeRefusal =>
  new StripeRefusal(400, { param, message, ...(code !== undefined && { code }) }, true)

export const refused = (message: string, fields: Omit<ErrorFields, 'message'> = {}): StripeRefusal =>
  new StripeRefusal(400, { message, ...fields })

/** @param what as Stripe names its kinds of objects: `checkout.session`, `charge` */
export const noSuch = (what: string, id: string, param: string): StripeRefusal =>
  new StripeRefusal(404, { code: 'resource_missing', message: `No such ${what}: '${id}'`, param })
