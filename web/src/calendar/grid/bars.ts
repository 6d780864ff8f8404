/** Days that something spans, by their place in the row: the first, and the one after the last. */
export interface Spanning<T> {
  what: T
  first: number
  end: number
}

/** A bar in one of the lines of a row of days. */
export interface Bar<T> extends Spanning<T> {
  line: number
}

/** Puts what spans days into lines: what begins first and lasts longest stands on top, none over another. */
export function inLines<T>(spanning: readonly Spanning<T>[]): Bar<T>[] {
  const sorted = [...spanning].sort((a, b) => a.first - b.first || b.end - b.first - (a.end - a.first))
  const ends: number[] = []
  return sorted.map((one) => {
    const free = ends.findIndex((end) => end <= one.first)
    const line = free < 0 ? ends.length : free
    ends[line] = one.end
    return { ...one, line }
  })
}

/**
 * Of the bars those for which there are lines; the others are counted in each of their days. A day that has more gives
 * its last line to the number.
 */
export function withinLines<T>(
  bars: readonly Bar<T>[],
  days: number,
  lines: number,
): { shown: Bar<T>[]; hidden: T[][] } {
  const countOf = Array.from(
    { length: days },
    (_, day) => 1 + Math.max(-1, ...bars.filter((bar) => isIn(bar, day)).map(({ line }) => line)),
  )
  const room = countOf.map((count) => (count > lines ? lines - 1 : lines))
  const fits = (bar: Bar<T>) => {
    for (let day = bar.first; day < bar.end; day++) if (bar.line >= room[day]!) return false
    return true
  }
  const shown = bars.filter(fits)
  const rest = bars.filter((bar) => !fits(bar))
  return {
    shown,
    hidden: Array.from({ length: days }, (_, day) => rest.filter((bar) => isIn(bar, day)).map(({ what }) => what)),
  }
}

const isIn = ({ first, end }: { first: number; end: number }, day: number) => first <= day && day < end
