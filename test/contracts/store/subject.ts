import type { Write } from '../../../functions/ports/commit.ts'
import type { Repositories } from '../../../functions/ports/repositories.ts'

/** One verb of a commit: what it leaves behind, and the condition that makes the whole commit fail. */
export interface Verb {
  title: string
  given?: (company: string) => Write[]
  write: (company: string) => Write
  /** What is read afterwards, and what it must be. */
  leaves: (store: Repositories, company: string) => Promise<[found: unknown, expected: unknown]>
  /** Whether it leaves something by which one can tell, after a lost answer, that it happened. */
  isFoundAgain?: boolean
  /** Writes after which, or instead of which, the condition does not hold. */
  failing?: Record<string, { given?: (company: string) => Write[]; write: (company: string) => Write }>
}

/** What the tests of a subject work in. */
export interface World {
  /** The store, from the first test on. */
  readonly store: Repositories
  /** Each test is a company of its own: none sees another's rows. */
  newCompany(): string
  /** Commits one after the other what must stand before. */
  given(writes?: Write[]): Promise<void>
  /** A store of its own, empty. */
  makeStore(): Promise<Repositories>
}

/** What every store owes to one of its ports. */
export interface Subject {
  verbs?: Verb[]
  tests?(world: World): void
}
