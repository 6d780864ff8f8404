import type { LedgerWrite } from '../../shared/domain/ledger/decide.ts'
import type { PrincipalFacts, PrincipalTime } from '../../shared/domain/ledger/ledger.ts'
import type { Tally, TallyName } from '../../shared/domain/ledger/tally.ts'
import type { Schedule } from '../../shared/domain/people/availability.ts'
import type { LocalDate } from '../../shared/domain/time/time.ts'

/** What a commit may do here. */
export type TimeWrite =
  | { write: 'ledger'; company: string; ledger: LedgerWrite }
  /** What the ledger knows of a principal; raises its revision. */
  | { write: 'facts'; company: string; principal: string; facts: Partial<PrincipalFacts> }
  | { write: 'hours'; company: string; schedule: Schedule }
  | { write: 'noHours'; company: string; id: string }

/** The time of people and resources, and what is counted in it. */
export interface Ledger {
  /** The time of each principal between two UTC days (inclusive): two queries each, all side by side. */
  time(
    company: string,
    principals: string[],
    from: LocalDate,
    to: LocalDate,
    read: 'latest' | 'quick',
  ): Promise<PrincipalTime[]>
  /** Tallies by name; one that is not there yet comes as version 0. */
  tallies(company: string, names: TallyName[]): Promise<Tally[]>
  /** What limits of a type have counted for each principal, in periods that begin between two dates (inclusive). */
  limits(
    company: string,
    type: string,
    principals: string[],
    from: LocalDate,
    to: LocalDate,
    read: 'latest' | 'quick',
  ): Promise<Tally[]>
}
