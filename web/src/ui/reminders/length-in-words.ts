const UNITS: [unit: 'week' | 'day' | 'hour' | 'minute', minutes: number][] = [
  ['week', 10_080],
  ['day', 1440],
  ['hour', 60],
  ['minute', 1],
]

/** A length in the largest unit that says it whole: `2 hours`, `90 minutes`, `1 week`. */
export function lengthInWords(minutes: number, locale: string): string {
  const [unit, each] = UNITS.find(([, size]) => minutes >= size && minutes % size === 0) ?? UNITS[3]!
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(minutes / each)
}
