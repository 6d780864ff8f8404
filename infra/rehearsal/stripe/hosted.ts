import type { SimulatedAnswer, SimulatedRequest } from '../simulator.ts'
import { cardOutcomeOf, debitOutcomeOf } from './cards.ts'
import type { Cashier, Outcome } from './cashier.ts'
import type { KeptSession, Means, Payer } from './objects.ts'
import {
  authenticationPage,
  checkoutPage,
  missingPage,
  overPage,
  receiptPage,
  type Typed,
  thanksPage,
} from './pages.ts'
import type { State } from './state.ts'

const seeOther = (location: string): SimulatedAnswer => ({ status: 303, headers: { location } })

/** Where a payer goes who has paid. */
export const returnOf = ({ object }: KeptSession): string | undefined =>
  object.success_url?.replaceAll('{CHECKOUT_SESSION_ID}', object.id)

/** The pages that Stripe hosts: Checkout, 3-D Secure, receipts. */
export class Hosted {
  private readonly state: State
  private readonly cashier: Cashier

  constructor(state: State, cashier: Cashier) {
    this.state = state
    this.cashier = cashier
  }

  answer({ method, path, body }: SimulatedRequest): SimulatedAnswer {
    const receipt = /^\/receipts\/(\w+)$/.exec(path)?.[1]
    if (receipt !== undefined) return this.receipt(receipt)
    const [, id, step] = /^\/c\/pay\/(\w+)(\/authenticate)?$/.exec(path) ?? []
    const session = id !== undefined && Object.hasOwn(this.state.sessions, id) ? this.state.sessions[id]! : undefined
    if (!session) return missingPage()
    const typed = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]))
    if (session.object.status !== 'open')
      // Somebody who pays twice in two windows is led on as after the first time.
      return method === 'POST' && session.object.status === 'complete'
        ? this.onward(session)
        : overPage(session, this.nameOf(session))
    if (step !== undefined) return this.authentication(session, method, typed)
    if (method !== 'POST')
      return checkoutPage(session, this.nameOf(session), {
        values: { email: session.object.customer_email ?? '' },
        faults: {},
      })
    return this.paid(session, typed)
  }

  private nameOf({ account }: { account: string }): string {
    return this.state.accounts[account]?.name ?? ''
  }

  private receipt(id: string): SimulatedAnswer {
    const charge = Object.hasOwn(this.state.charges, id) ? this.state.charges[id]! : undefined
    if (!charge || charge.object.status === 'failed') return missingPage()
    const refunds = Object.values(this.state.refunds).filter(({ object }) => object.charge === id)
    return receiptPage(charge.object, this.nameOf(charge), refunds)
  }

  private paid(session: KeptSession, values: Record<string, string>): SimulatedAnswer {
    const { means, payer, faults } = this.meansOf(session, values)
    if (!means) return checkoutPage(session, this.nameOf(session), { values, faults })
    return this.shown(session, this.cashier.pay(session, means, payer), values)
  }

  private shown(session: KeptSession, outcome: Outcome, values: Record<string, string>): SimulatedAnswer {
    if (outcome.is === 'asked') return seeOther(`/c/pay/${session.object.id}/authenticate`)
    if (outcome.is === 'declined')
      return checkoutPage(session, this.nameOf(session), { values, faults: {}, refusal: outcome.message })
    return this.onward(session)
  }

  private onward(session: KeptSession): SimulatedAnswer {
    const location = returnOf(session)
    return location === undefined ? thanksPage(this.nameOf(session)) : seeOther(location)
  }

  private authentication(session: KeptSession, method: string, { answer }: Record<string, string>): SimulatedAnswer {
    if (!session.waiting) return seeOther(`/c/pay/${session.object.id}`)
    if (method !== 'POST') return authenticationPage(session, this.nameOf(session))
    const email = session.waiting.payer.email
    return this.shown(session, this.cashier.authenticate(session, answer === 'complete'), { email })
  }

  /** What was typed, as means to pay; or what is wrong with it, at its field. */
  meansOf(
    { object, account }: KeptSession,
    values: Record<string, string>,
  ): { means?: Means; payer: Payer; faults: Typed['faults'] } {
    const faults: Typed['faults'] = {}
    const payer = { email: values['email']?.trim() ?? '', name: values['name']?.trim() ?? '' }
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(payer.email)) faults['email'] = 'Your email is incomplete.'
    if (payer.name === '') faults['name'] = 'Enter a name.'
    const isDebit = values['method'] === 'sepa_debit'
    if (!object.payment_method_types.includes(isDebit ? 'sepa_debit' : 'card'))
      faults['number'] = `${this.nameOf({ account })} does not take this payment method.`
    const means = isDebit ? debitOf(values, faults) : cardOf(values, faults, object.created)
    return Object.keys(faults).length > 0 || !means ? { payer, faults } : { means, payer, faults }
  }
}

function debitOf(values: Record<string, string>, faults: Typed['faults']): Means | undefined {
  const iban = (values['iban'] ?? '').replaceAll(/\s/g, '').toUpperCase()
  const outcome = debitOutcomeOf(iban)
  if (!outcome) faults['iban'] = 'The IBAN you entered is incomplete.'
  return outcome && { is: 'sepa_debit', iban, ...outcome }
}

/** @param createdAt of the session, in seconds: a card must last longer than that */
function cardOf(values: Record<string, string>, faults: Typed['faults'], createdAt: number): Means | undefined {
  const digits = (values['number'] ?? '').replaceAll(/[\s-]/g, '')
  if (!/^\d{13,19}$/.test(digits)) faults['number'] = 'Your card number is incomplete.'
  else if (!cardOutcomeOf(digits)) faults['number'] = 'Your card number is invalid.'
  const [, month = '', year = ''] = /^\s*(\d{1,2})\s*\/?\s*(\d{2}|\d{4})\s*$/.exec(values['expiry'] ?? '') ?? []
  const expMonth = Number(month)
  const expYear = year.length === 2 ? 2000 + Number(year) : Number(year)
  if (month === '' || expMonth < 1 || expMonth > 12) faults['expiry'] = "Your card's expiration date is incomplete."
  else if (Date.UTC(expYear, expMonth, 1) <= createdAt * 1000)
    faults['expiry'] = "Your card's expiration date is in the past."
  if (!/^\d{3,4}$/.test(values['cvc'] ?? '')) faults['cvc'] = "Your card's security code is incomplete."
  return { is: 'card', digits, expMonth, expYear }
}
