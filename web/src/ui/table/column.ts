/** A column of a table. */
export interface Column<Row> {
  id: string
  label: string
  text: (row: Row) => string
  /** Whether a row has anything there; each has, where this is not said. As a card it leaves the rest out. */
  has?: (row: Row) => boolean
  /** What is compared when this column sorts, where that is not its text; a column without one does not sort. */
  sortBy?: (row: Row) => string | number
  /** Digits that stand under each other. */
  isNumber?: boolean
}

export interface Sort {
  column: string
  direction: 'ascending' | 'descending'
}

/** The next order when somebody presses the head of a column: ascending first, then the other way. */
export const nextSort = (sort: Sort | undefined, column: string): Sort => ({
  column,
  direction: sort?.column === column && sort.direction === 'ascending' ? 'descending' : 'ascending',
})

/**
 * Rows in the order that was asked for; equal ones stay as they came. Names by the reader's alphabet, digits in them as
 * numbers.
 */
export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | undefined,
  locale: string,
): Row[] {
  const by = columns.find(({ id }) => id === sort?.column)?.sortBy
  if (!by || !sort) return [...rows]
  const { compare } = new Intl.Collator(locale, { numeric: true })
  const sign = sort.direction === 'ascending' ? 1 : -1
  return rows.toSorted((a, b) => {
    const [one, other] = [by(a), by(b)]
    return sign * (typeof one === 'number' && typeof other === 'number' ? one - other : compare(`${one}`, `${other}`))
  })
}
