import type { Write } from '../../../functions/ports/commit.ts'
import type { Repositories } from '../../../functions/ports/repositories.ts'
import type { ReplacedDay } from '../../../shared/domain/ledger/decide.ts'
import { type Claim, cellsOf, type LedgerDay, type Span } from '../../../shared/domain/ledger/ledger.ts'
import { DAY } from '../samples.ts'
import { inLedger } from './parts.ts'

const wholeDay = (expectedVersion: number, claims: Claim[], principal: string): ReplacedDay => ({
  kind: 'replaceDay',
  expectedVersion,
  next: { principal, day: DAY, version: expectedVersion + 1, claims },
})

/** @param before what stands in the day by now, for a store that writes it as a whole */
export const byCells = (company: string, claim: Claim, principal = 'ada', before: Claim[] = []): Write =>
  inLedger(company, {
    kind: 'claimCells',
    principal,
    day: DAY,
    claim,
    cells: cellsOf(claim, DAY),
    otherwise: wholeDay(before.length, [...before, claim], principal),
  })

export const replaced = (company: string, expectedVersion: number, claims: Claim[], principal = 'ada'): Write =>
  inLedger(company, wholeDay(expectedVersion, claims, principal))

export async function dayOf(store: Repositories, company: string, principal = 'ada'): Promise<LedgerDay | undefined> {
  const [time] = await store.time(company, [principal], DAY, DAY, 'latest')
  return time!.days[0]
}

/** A day's claims have no order of their own. */
export const byId = (a: Claim, b: Claim) => a.id.localeCompare(b.id)
export const sortedDay = (day: LedgerDay | undefined) => day && { ...day, claims: day.claims.toSorted(byId) }
export const idsOf = (day: LedgerDay | undefined) => (day?.claims ?? []).map(({ id }) => id).sort()

export const checkRevision = (company: string, expected: number): Write =>
  inLedger(company, { kind: 'checkRevision', principal: 'ada', expected })
export const raiseRevision = (company: string, principal = 'ada', expected?: number): Write =>
  inLedger(company, { kind: 'raiseRevision', principal, ...(expected !== undefined && { expected }) })
export const putSpan = (company: string, span: Span): Write => inLedger(company, { kind: 'putSpan', span })
export const timeOf = async (store: Repositories, company: string, principal = 'ada') =>
  (await store.time(company, [principal], DAY, DAY, 'latest'))[0]!

export const revisionOf = async (store: Repositories, company: string) =>
  (await store.time(company, ['ada'], DAY, DAY, 'latest'))[0]!.revision
