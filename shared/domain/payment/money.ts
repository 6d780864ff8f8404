/** A sum of money, in the smallest unit of its currency: 4000 EUR cents, 4000 JPY. */
export interface Money {
  amountMinor: number
  /** ISO 4217, in capitals. */
  currency: string
}

const TWO_DIGITS =
  'USD EUR GBP CHF AUD CAD NZD SEK NOK DKK PLN CZK HUF RON TRY ILS AED SAR QAR EGP MAD ZAR KES NGN GHS INR PKR BDT LKR IDR MYR PHP SGD THB HKD TWD CNY BRL MXN ARS COP PEN UYU DOP CRC'
const NO_DIGITS = 'JPY KRW VND CLP PYG XOF XAF'
const THREE_DIGITS = 'BHD JOD KWD OMR TND'

const digits = new Map(
  (
    [
      [TWO_DIGITS, 2],
      [NO_DIGITS, 0],
      [THREE_DIGITS, 3],
    ] as const
  ).flatMap(([names, count]) => names.split(' ').map((name) => [name, count] as const)),
)

/** The currencies that prices can be in: those whose smallest unit everybody reckons in alike. */
export const currencies: readonly string[] = [...digits.keys()].sort()

/** How many digits stand behind the point of a currency (ISO 4217). */
export const digitsOf = (currency: string): number => digits.get(currency) ?? 2

/** What cards are charged with at least, where that is known; in the smallest unit. */
const LEAST: Record<string, number> = {
  AED: 200,
  CZK: 1500,
  DKK: 250,
  GBP: 30,
  HKD: 400,
  HUF: 17_500,
  JPY: 50,
  MXN: 1000,
  MYR: 200,
  NOK: 300,
  PLN: 200,
  RON: 200,
  SEK: 300,
  THB: 1000,
}

/** The least that can be charged in a currency, in its smallest unit: fees would eat what is less. */
export const leastMinor = (currency: string): number => LEAST[currency] ?? (digitsOf(currency) === 3 ? 500 : 50)

/** The most that can be charged at once: eight digits of the smallest unit. */
export const MOST_MINOR = 99_999_999

/** The steps in which a currency is charged: cards know no third digit behind the point. */
export const stepMinor = (currency: string): number => (digitsOf(currency) === 3 ? 10 : 1)

/** Money in words of a locale, such as `40,00 €`. */
export function moneyInWords({ amountMinor, currency }: Money, locale: string): string {
  const count = digitsOf(currency)
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: count,
    maximumFractionDigits: count,
  }).format(amountMinor / 10 ** count)
}

/** The same sum of the same currency. */
export const isSameMoney = (one: Money, other: Money): boolean =>
  one.amountMinor === other.amountMinor && one.currency === other.currency
