import type { LedgerWrite } from '../../shared/domain/ledger/decide.ts'
import type { PrincipalFacts, PrincipalTime } from '../../shared/domain/ledger/ledger.ts'
import type { Tally, TallyName } from '../../shared/domain/ledger/tally.ts'
import type { Schedule } from '../../shared/domain/people/availability.ts'
import type { LocalDate } from '../../shared/domain/time/time.ts'
import { sealed, type Write } from './commit.ts'

/**
 * The most items of the ledger that one commit writes, so that what goes with them fits in beside (MOST_ACTIONS, D2).
 */
export const MOST_LEDGER_WRITES = 90
/**
 * The most that the condition of one write asks: twice for each busy cell, once for each of a buffer (of DynamoDB's 300
 * operators and 4 KB). A claim by cells that would ask more is written as its whole day: one of over six hours, or less
 * with long buffers.
 */
export const MOST_QUESTIONS = 145

/** What a commit may do here, as stores open it. */
export type TimeWrite =
  | { write: 'ledger'; company: string; ledger: LedgerWrite }
  | { write: 'facts'; company: string; principal: string; facts: Partial<PrincipalFacts> }
  | { write: 'hours'; company: string; schedule: Schedule }
  | { write: 'noHours'; company: string; id: string }

/** What the domain decided for the time of a principal; holds as the decision says. */
export const ledgerWrite = (company: string, ledger: LedgerWrite): Write =>
  sealed<TimeWrite>({ write: 'ledger', company, ledger })

/** What the ledger knows of a principal; raises its revision. */
export const factsWrite = (company: string, principal: string, facts: Partial<PrincipalFacts>): Write =>
  sealed<TimeWrite>({ write: 'facts', company, principal, facts })

export const hoursWrite = (company: string, schedule: Schedule): Write =>
  sealed<TimeWrite>({ write: 'hours', company, schedule })

export const hoursRemoval = (company: string, id: string): Write => sealed<TimeWrite>({ write: 'noHours', company, id })

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
