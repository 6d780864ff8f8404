import { MOST_QUESTIONS } from '../../../functions/ports/ledger.ts'
import type { DayWrite } from '../../../shared/domain/ledger/decide.ts'
import { cellsOfDay, type LedgerDay } from '../../../shared/domain/ledger/ledger.ts'
import type { Action, Shelves } from './shelves.ts'

export const ledgerShelf = (company: string, principal: string) => `${company} ledger ${principal}`

/** A day as it is kept: with the cells that conditions ask about. */
export interface KeptDay extends LedgerDay {
  busy: ReadonlySet<number>
  buffer: ReadonlySet<number>
}

export const dayOf = ({ principal, day, version, claims }: KeptDay): LedgerDay => ({ principal, day, version, claims })

const nameOf = (day: string) => `day ${day}`

export function dayAction(company: string, write: DayWrite, shelves: Shelves): Action {
  const isTooMuchAsked =
    write.kind === 'claimCells' && 2 * write.cells.busy.length + write.cells.buffer.length > MOST_QUESTIONS
  if (write.kind === 'replaceDay' || isTooMuchAsked) {
    const { next, expectedVersion } = write.kind === 'replaceDay' ? write : write.otherwise
    const { busy, buffer } = cellsOfDay(next)
    const value: KeptDay = { ...next, busy: new Set(busy), buffer: new Set(buffer) }
    return shelves.versioned(ledgerShelf(company, next.principal), nameOf(next.day), expectedVersion, { value })
  }
  const { principal, day, claim, cells } = write
  const shelf = ledgerShelf(company, principal)
  const found = shelves.get<KeptDay>(shelf, nameOf(day))
  const { version = 0, claims = [], busy = new Set<number>(), buffer = new Set<number>() } = found ?? {}
  const holds =
    !claims.some(({ id }) => id === claim.id) &&
    !cells.busy.some((cell) => busy.has(cell) || buffer.has(cell)) &&
    !cells.buffer.some((cell) => busy.has(cell))
  const value: KeptDay = {
    principal,
    day,
    version: version + 1,
    claims: [...claims, claim],
    busy: new Set([...busy, ...cells.busy]),
    buffer: new Set([...buffer, ...cells.buffer]),
  }
  return { shelf, name: nameOf(day), holds, next: { value } }
}
