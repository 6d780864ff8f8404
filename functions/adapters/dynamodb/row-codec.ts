import type { z } from 'zod'
import type { Row } from './row.ts'

/** A stored row that is not what its kind says: a fault, never an answer. */
export class RowUnreadable extends Error {
  override name = 'RowUnreadable'
  readonly kind: string
  /** Where it does not fit: `customer.email`. */
  readonly path: string

  constructor(kind: string, { pk, sk }: Row, path: string, why: string) {
    super(`a row of ${kind} cannot be read: ${path || 'all of it'}: ${why} (pk ${pk}, sk ${sk})`)
    this.kind = kind
    this.path = path
  }
}

/** Reads rows of one kind. @throws RowUnreadable */
export type Reading<T> = (row: Row) => T

/** A type spelled out to its last field, so that two ways to write the same one compare as equal. */
type SpelledOut<T> = T extends object ? { [Key in keyof T]: SpelledOut<T[Key]> } : T
type IsSame<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false
type Exactly<T, Parsed> =
  IsSame<SpelledOut<T>, SpelledOut<Parsed>> extends true ? unknown : { 'the schema gives another type': Parsed }

/**
 * How rows of a kind are read, by a schema that gives exactly the type: a field that only one of the two has, or that
 * only one of them allows to be missing, does not compile. What the schema does not know is left out: a later release
 * may have added it.
 */
export function readerOf<T>() {
  return <Schema extends z.ZodType<T>>(kind: string, schema: Schema & Exactly<T, z.output<Schema>>): Reading<T> =>
    (row) => {
      const read = schema.safeParse(row)
      if (read.success) return read.data
      const { path, message } = read.error.issues[0]!
      throw new RowUnreadable(kind, row, path.join('.'), message)
    }
}

/**
 * What is due, of those rows that can be read: one that cannot must not keep all others of all companies from being
 * done.
 */
export function readable<T>(rows: Row[], read: Reading<T>): T[] {
  return rows.flatMap((row) => {
    try {
      return [read(row)]
    } catch (error) {
      if (!(error instanceof RowUnreadable)) throw error
      console.error(JSON.stringify({ fault: error.message }))
      return []
    }
  })
}
