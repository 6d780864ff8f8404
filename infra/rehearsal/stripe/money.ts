import { wrongParameter } from './refusal.ts'

// https://docs.stripe.com/currencies, read in November 2026.
const CURRENCIES = new Set(
  (
    'usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd ' +
    'cad cdf chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd ' +
    'hkd hnl htg huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad ' +
    'mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln ' +
    'pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top try ttd twd tzs ' +
    'uah ugx uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw'
  ).split(' '),
)
const WITHOUT_DECIMALS = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
const WITH_THREE_DECIMALS = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd'])
/** Charged without decimals and written with two, as they once were. */
const WRITTEN_IN_HUNDREDTHS = new Set(['isk', 'ugx'])

/** The least that may be charged, in the smallest unit; of a currency that stands for none, half a unit. */
const LEAST: Record<string, number> = {
  usd: 50,
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
}
const MOST = 99_999_999

const decimalsOf = (currency: string) =>
  WITHOUT_DECIMALS.has(currency) ? 0 : WITH_THREE_DECIMALS.has(currency) ? 3 : 2

/** `12.50 EUR` as people read it: `€12.50`. @param amount in the smallest unit of the currency */
export function worded(amount: number, currency: string): string {
  const decimals = decimalsOf(currency)
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(amount / 10 ** decimals)
}

/** @throws StripeRefusal for a currency that Stripe does not take */
export function checkCurrency(currency: string, param: string): void {
  if (!CURRENCIES.has(currency.toLowerCase()))
    throw wrongParameter(
      param,
      `Invalid currency: ${currency.toLowerCase()}. Stripe currently supports these currencies: ${[...CURRENCIES].join(', ')}`,
    )
}

/** @throws StripeRefusal for an amount that cannot be paid in the currency */
export function checkUnits(amount: number, currency: string, param: string): void {
  if (WITH_THREE_DECIMALS.has(currency) && amount % 10 !== 0)
    throw wrongParameter(
      param,
      `Invalid amount: amounts in ${currency} must have 0 as their last digit; ${amount} must be rounded to the nearest ten.`,
      'parameter_invalid_integer',
    )
  if (WRITTEN_IN_HUNDREDTHS.has(currency) && amount % 100 !== 0)
    throw wrongParameter(
      param,
      `Invalid amount: amounts in ${currency} must be evenly divisible by 100.`,
      'parameter_invalid_integer',
    )
}

/** What is wrong with a sum to be paid, as Stripe words it for Checkout. */
export function faultOfSum(amount: number, currency: string): { code: string; message: string } | undefined {
  const least = LEAST[currency] ?? (decimalsOf(currency) === 0 ? 50 : 10 ** decimalsOf(currency) / 2)
  if (amount < least)
    return {
      code: 'amount_too_small',
      message: `The Checkout Session's total amount due must add up to at least ${worded(least, currency)} ${currency}`,
    }
  if (amount > MOST)
    return {
      code: 'amount_too_large',
      message: `The Checkout Session's total amount due must be no more than ${worded(MOST, currency)} ${currency}`,
    }
  return undefined
}
