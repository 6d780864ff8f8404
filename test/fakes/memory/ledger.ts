import type { Ledger, TimeWrite } from '../../../functions/ports/ledger.ts'
import type { LedgerWrite } from '../../../shared/domain/ledger/decide.ts'
import type { PrincipalFacts, PrincipalTime, Span } from '../../../shared/domain/ledger/ledger.ts'
import type { Schedule } from '../../../shared/domain/people/availability.ts'
import { dayAction, dayOf, type KeptDay, ledgerShelf } from './ledger-days.ts'
import type { Action, Shelves, WritesOf } from './shelves.ts'
import { type KeptTally, limitShelf, tallyAction, tallyNow, tallyOf } from './tallies.ts'

export interface KeptHead {
  revision?: number
  facts: Partial<PrincipalFacts>
}

export function ledger(shelves: Shelves): Ledger {
  function timeOf(company: string, principal: string, from: string, to: string): PrincipalTime {
    const shelf = ledgerShelf(company, principal)
    const ofDays = shelves.range<KeptDay | KeptTally>(shelf, `day ${from}`, `day ${to}~`)
    const { revision = 0, facts = {} } = shelves.get<KeptHead>(shelf, 'head') ?? {}
    return {
      principal,
      facts: { timeZone: 'UTC', daysOff: [], ...facts },
      revision,
      schedules: shelves.range<Schedule>(shelf, 'hours ', 'hours ~'),
      days: ofDays.flatMap((one) => ('claims' in one ? dayOf(one) : [])),
      classes: ofDays.flatMap((one) => ('claims' in one ? [] : tallyOf(one))),
      spans: shelves.range<Span>(shelf, 'span ', 'span ~'),
    }
  }
  return {
    async time(company, principals, from, to) {
      return principals.map((principal) => timeOf(company, principal, from, to))
    },
    async tallies(company, names) {
      return names.map((name) => tallyNow(shelves, company, name))
    },
    async limits(company, type, principals, from, to) {
      return principals.flatMap((principal) =>
        shelves.range<KeptTally>(limitShelf(company, type, principal), from, `${to}~`).map(tallyOf),
      )
    },
  }
}

function ledgerAction(company: string, write: LedgerWrite, shelves: Shelves): Action {
  switch (write.kind) {
    case 'claimCells':
    case 'replaceDay':
      return dayAction(company, write, shelves)
    case 'putSpan': {
      const { span } = write
      const shelf = ledgerShelf(company, span.principal)
      return { shelf, name: `span ${span.id}`, holds: true, next: { value: span } }
    }
    case 'removeSpan':
      return { shelf: ledgerShelf(company, write.principal), name: `span ${write.id}`, holds: true, next: undefined }
    case 'raiseRevision': {
      const shelf = ledgerShelf(company, write.principal)
      const { revision, facts = {} } = shelves.get<KeptHead>(shelf, 'head') ?? {}
      const holds = write.expected === undefined || revision === (write.expected === 0 ? undefined : write.expected)
      return { shelf, name: 'head', holds, next: { value: { revision: (revision ?? 0) + 1, facts } } }
    }
    case 'checkRevision': {
      const shelf = ledgerShelf(company, write.principal)
      const revision = shelves.get<KeptHead>(shelf, 'head')?.revision
      const holds = revision === (write.expected === 0 ? undefined : write.expected)
      return { shelf, name: 'head', holds, next: 'unchanged' }
    }
    default:
      return tallyAction(company, write, shelves)
  }
}

function hoursPlace(company: string, id: string) {
  const [principal = '', name = 'usual'] = id.split('.')
  return { shelf: ledgerShelf(company, principal), name: `hours ${name}` }
}

export const timeWrites: WritesOf<TimeWrite> = {
  ledger: {
    actions({ company, ledger }, shelves) {
      return [ledgerAction(company, ledger, shelves)]
    },
    met: ({ ledger: { kind } }, kept) =>
      kind === 'claimCells' || kind === 'replaceDay' ? dayOf(kept as KeptDay) : undefined,
  },
  facts: {
    actions(write, shelves) {
      const shelf = ledgerShelf(write.company, write.principal)
      const { revision = 0, facts = {} } = shelves.get<KeptHead>(shelf, 'head') ?? {}
      const value: KeptHead = { revision: revision + 1, facts: { ...facts, ...write.facts } }
      return [{ shelf, name: 'head', holds: true, next: { value } }]
    },
  },
  hours: {
    actions({ company, schedule }) {
      return [{ ...hoursPlace(company, schedule.id), holds: true, next: { value: schedule } }]
    },
  },
  noHours: {
    actions({ company, id }) {
      return [{ ...hoursPlace(company, id), holds: true, next: undefined }]
    },
  },
}
