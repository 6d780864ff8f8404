import type Stripe from 'stripe'
import type { SimulatedAnswer } from '../simulator.ts'
import { worded } from './money.ts'
import type { KeptRefund, KeptSession } from './objects.ts'

/** What stands in the fields of the payment page, and what is wrong with it. */
export interface Typed {
  values: Record<string, string>
  faults: Record<string, string>
  /** Why the payment as a whole did not go through. */
  refusal?: string
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const STYLE = `
:root{color-scheme:light dark;--line:light-dark(#c9c9d2,#4b4b55);--quiet:light-dark(#5c5c68,#a9a9b4);
--accent:light-dark(#0b57d0,#8ab4f8);--on:light-dark(#fff,#10213f);--wrong:light-dark(#b3261e,#f2b8b5)}
*{box-sizing:border-box}
body{font:16px/1.5 system-ui,sans-serif;margin:0;padding:24px 16px 48px}
main{max-width:28rem;margin:0 auto}
.rehearsal,.quiet{color:var(--quiet);font-size:14px}
h1{font-size:1.25rem;line-height:1.3;margin:16px 0 4px}
.sum{font-size:2rem;font-weight:600;line-height:1.25;margin:0 0 16px;font-variant-numeric:tabular-nums}
dl{margin:0 0 16px}dl div,li{display:flex;justify-content:space-between;gap:16px}dd{margin:0;font-variant-numeric:tabular-nums}
ul{list-style:none;padding:0;margin:0 0 24px}
fieldset{border:0;padding:0;margin:0 0 8px}legend{font-weight:600;padding:0;margin-bottom:8px}
.choice{display:flex;gap:8px;align-items:center;min-height:44px}
label.field{display:block;margin-bottom:16px}label.field>span{display:block;margin-bottom:4px}
input:not([type=radio]){width:100%;min-height:44px;padding:0 12px;font:inherit;border:1px solid var(--line);border-radius:6px;background:transparent;color:inherit}
input[aria-invalid]{border-color:var(--wrong)}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:16px}
.wrong{color:var(--wrong);font-size:14px;margin:4px 0 0}
button{width:100%;min-height:48px;font:inherit;font-weight:600;border:0;border-radius:6px;background:var(--accent);color:var(--on);cursor:pointer;margin-top:8px}
button.second{background:transparent;color:inherit;border:1px solid var(--line)}
a{color:var(--accent)}
form:has(#by-sepa:checked) .by-card,form:has(#by-card:checked) .by-sepa{display:none}
details{margin-top:32px}td{padding:2px 12px 2px 0;vertical-align:top}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`

const page = (title: string, body: string, status = 200): SimulatedAnswer => ({
  status,
  headers: {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  },
  body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style>
<body><main><p class="rehearsal">Stripe (rehearsal). No money moves and no account outside this machine is involved.</p>${body}</main></body></html>`,
})

const backTo = (business: string, address: string | null) =>
  address === null ? '' : `<p><a href="${escaped(address)}">Back to ${escaped(business)}</a></p>`

const HINTS: [string, string][] = [
  ['4242 4242 4242 4242', 'succeeds'],
  ['4000 0000 0000 0002', 'is declined'],
  ['4000 0000 0000 9995', 'has insufficient funds'],
  ['4000 0000 0000 0069', 'has expired'],
  ['4000 0027 6000 3184', 'asks for 3-D Secure'],
  ['4000 0000 0000 5126', 'succeeds, a refund of it fails later'],
  ['4000 0000 0000 7726', 'succeeds, a refund of it waits'],
]
const DEBIT_HINTS: [string, string][] = [
  ['DE89 3704 0044 0532 0130 00', 'succeeds soon'],
  ['DE08 3704 0044 0532 0130 03', 'succeeds after three minutes'],
  ['DE62 3704 0044 0532 0130 01', 'fails soon'],
]

const table = (rows: [string, string][]) =>
  `<table>${rows.map(([what, outcome]) => `<tr><td><code>${what}</code></td><td>${outcome}</td></tr>`).join('')}</table>`

function field(typed: Typed, name: string, label: string, rest: string): string {
  const fault = typed.faults[name]
  const wrong = fault === undefined ? '' : ` aria-invalid="true" aria-describedby="${name}-wrong"`
  return `<label class="field"><span>${label}</span><input name="${name}" value="${escaped(typed.values[name] ?? '')}" ${rest}${wrong}>${
    fault === undefined ? '' : `<p class="wrong" id="${name}-wrong">${escaped(fault)}</p>`
  }</label>`
}

function summary({ object, items }: KeptSession): string {
  const currency = object.currency ?? ''
  const lines = items
    .map(
      ({ description, quantity, amount_total }) =>
        `<li><span>${escaped(description ?? '')}${(quantity ?? 1) > 1 ? ` × ${quantity}` : ''}</span><span>${worded(amount_total, currency)}</span></li>`,
    )
    .join('')
  return `<p class="sum">${worded(object.amount_total ?? 0, currency)}</p><ul>${lines}</ul>`
}

/** Checkout: what is paid, to whom, and by what. */
export function checkoutPage(session: KeptSession, business: string, typed: Typed): SimulatedAnswer {
  const { object } = session
  const takesDebit = object.payment_method_types.includes('sepa_debit')
  const by = typed.values['method'] ?? 'card'
  const choice = (value: string, label: string) =>
    `<label class="choice"><input type="radio" name="method" id="by-${value === 'card' ? 'card' : 'sepa'}" value="${value}"${by === value ? ' checked' : ''}> ${label}</label>`
  const methods = takesDebit
    ? `<fieldset><legend>Payment method</legend>${choice('card', 'Card')}${choice('sepa_debit', 'SEPA Direct Debit')}</fieldset>`
    : '<input type="hidden" name="method" value="card">'
  const hasFaults = Object.keys(typed.faults).length > 0
  return page(
    `Pay ${business}`,
    `${backTo(business, object.cancel_url)}<h1>Pay ${escaped(business)}</h1>${summary(session)}
<form method="post" action="/c/pay/${object.id}" novalidate>
${field(typed, 'email', 'Email', 'type="email" autocomplete="email"')}
${methods}
<div class="by-card">${field(typed, 'number', 'Card number', 'inputmode="numeric" autocomplete="cc-number" placeholder="1234 1234 1234 1234"')}
<div class="pair">${field(typed, 'expiry', 'Expiration', 'inputmode="numeric" autocomplete="cc-exp" placeholder="MM / YY"')}
${field(typed, 'cvc', 'CVC', 'inputmode="numeric" autocomplete="cc-csc"')}</div>
</div>
${takesDebit ? `<div class="by-sepa">${field(typed, 'iban', 'IBAN', 'autocomplete="off"')}</div>` : ''}
${field(typed, 'name', 'Cardholder name', 'autocomplete="cc-name"').replace(
  'Cardholder name',
  takesDebit
    ? '<span class="by-card">Cardholder name</span><span class="by-sepa">Name of the account’s holder</span>'
    : 'Cardholder name',
)}
${typed.refusal === undefined ? '' : `<p class="wrong" role="alert">${escaped(typed.refusal)}</p>`}
<button>Pay</button></form>
<details><summary>Numbers to rehearse with</summary>${table(takesDebit ? [...HINTS, ...DEBIT_HINTS] : HINTS)}<p class="quiet">Any later date, any three digits.</p></details>`,
    typed.refusal !== undefined ? 402 : hasFaults ? 422 : 200,
  )
}

/** What 3-D Secure shows: the bank asks whether it is really you. */
export const authenticationPage = (session: KeptSession, business: string): SimulatedAnswer =>
  page(
    '3-D Secure',
    `<h1>3D Secure 2 test page</h1>${summary(session)}<p>Your bank asks you to confirm this payment to ${escaped(business)}.</p>
<form method="post"><button name="answer" value="complete">Complete authentication</button><button name="answer" value="fail" class="second">Fail</button></form>`,
  )

/** A session that is over: paid, or its time has passed; Stripe's page says both in one sentence. */
export const overPage = ({ object }: KeptSession, business: string): SimulatedAnswer =>
  page(
    'You’re all done here',
    `<h1>You’re all done here</h1><p>You’ve either completed your payment or this checkout session has timed out.</p>
<p class="quiet">${object.status === 'expired' ? 'This session has expired.' : 'This session is complete.'}</p>${backTo(business, object.cancel_url)}`,
  )

/** Where somebody is led who paid and whose seller named no page. */
export const thanksPage = (business: string): SimulatedAnswer =>
  page('Thanks for your payment', `<h1>Thanks for your payment</h1><p>A payment to ${escaped(business)} was made.</p>`)

export const missingPage = (): SimulatedAnswer =>
  page(
    'Something went wrong',
    '<h1>Something went wrong</h1><p>The page you were looking for could not be found. Please check the URL or contact the merchant.</p>',
    404,
  )

/** The receipt that `receipt_url` leads to. */
export function receiptPage(charge: Stripe.Charge, business: string, refunds: KeptRefund[]): SimulatedAnswer {
  const { payment_method_details: by, currency } = charge
  const row = (name: string, value: string) => `<div><dt>${name}</dt><dd>${escaped(value)}</dd></div>`
  const method =
    by?.type === 'card'
      ? `${by.card?.brand ?? 'card'} •••• ${by.card?.last4 ?? ''}`
      : `SEPA Direct Debit •••• ${by?.sepa_debit?.last4 ?? ''}`
  const day = (seconds: number) =>
    new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(seconds * 1000)
  const given = refunds
    .filter(({ object }) => object.status !== 'failed')
    .map(({ object }) => row(`Refunded on ${day(object.created)}`, `−${worded(object.amount, currency)}`))
  return page(
    `Receipt from ${business}`,
    `<h1>Receipt from ${escaped(business)}</h1><p class="sum">${worded(charge.amount, currency)}</p>
<dl>${row('Amount paid', worded(charge.amount, currency))}${row('Date paid', day(charge.created))}
${row('Payment method', method)}${charge.description ? row('For', charge.description) : ''}${given.join('')}</dl>`,
  )
}
