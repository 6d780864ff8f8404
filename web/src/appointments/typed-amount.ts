import { digitsOf } from '../../../shared/domain/payment/money.ts'

/** The digits of a locale by their value, and the signs that part its numbers. */
function signsOf(locale: string): { digits: Map<string, string>; decimal: string; group: string } {
  const format = new Intl.NumberFormat(locale, { useGrouping: true, minimumFractionDigits: 1 })
  const plain = new Intl.NumberFormat(locale, { useGrouping: false })
  const digits = new Map(Array.from({ length: 10 }, (_, n) => [plain.format(n), String(n)]))
  const sign = (type: string) => format.formatToParts(12_345.6).find((part) => part.type === type)?.value ?? ''
  return { digits, decimal: sign('decimal'), group: sign('group') }
}

/**
 * A typed amount in the smallest unit of its currency: `40`, `40.00`, `1.234,50` as a reader of the locale writes it;
 * nothing where it is none, or has more digits behind the point than the currency. Either sign before the last one or
 * two digits is taken for the point.
 */
export function amountOf(text: string, currency: string, locale: string): number | undefined {
  const { digits, decimal, group } = signsOf(locale)
  const count = digitsOf(currency)
  const plain = Array.from(text.trim(), (letter) => digits.get(letter) ?? letter)
    .join('')
    .replaceAll(/[\s\u00a0\u202f'’]/g, '')
    .replaceAll('\u066b', '.')
    .replaceAll('\u066c', '')
  const last = /[.,](?=\d*$)/.exec(plain)
  const isGroup = last !== null && last[0] === group && /[.,]\d{3}$/.test(plain) && count !== 3
  const point =
    last === null || isGroup || (last[0] !== decimal && last[0] !== '.' && last[0] !== ',') ? -1 : last.index
  const whole = (point < 0 ? plain : plain.slice(0, point)).replaceAll(/[.,]/g, '')
  const part = point < 0 ? '' : plain.slice(point + 1)
  if (!/^\d{1,9}$/.test(whole) || !/^\d*$/.test(part) || part.length > count) return undefined
  return Number(whole + part.padEnd(count, '0'))
}

/** The same amount as it would be typed. */
export function amountAsTyped(amountMinor: number, currency: string, locale: string): string {
  const count = digitsOf(currency)
  return new Intl.NumberFormat(locale, {
    useGrouping: false,
    minimumFractionDigits: count,
    maximumFractionDigits: count,
  }).format(amountMinor / 10 ** count)
}
