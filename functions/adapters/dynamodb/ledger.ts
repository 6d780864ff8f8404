import type { LedgerWrite } from '../../../shared/domain/ledger/decide.ts'
import type { PrincipalTime } from '../../../shared/domain/ledger/ledger.ts'
import type { Tally } from '../../../shared/domain/ledger/tally.ts'
import type { Ledger, TimeWrite } from '../../ports/ledger.ts'
import type { Action, WritesOf } from './actions.ts'
import { ledgerOf } from './keys.ts'
import { dayAction, readDay } from './ledger-days.ts'
import { checkRevision, factsAction, raiseRevision, readHead } from './ledger-heads.ts'
import { putHours, readHours, removeHours } from './ledger-hours.ts'
import { putSpan, readSpan, removeSpan } from './ledger-spans.ts'
import type { Row } from './row.ts'
import type { Table } from './table.ts'
import { limitsOf, readTally, tallyAction, tallyKeyOf } from './tally-rows.ts'

export function ledger(table: Table): Ledger {
  async function timeOf(
    company: string,
    principal: string,
    from: string,
    to: string,
    read: 'latest' | 'quick',
  ): Promise<PrincipalTime> {
    const pk = ledgerOf(company, principal)
    const between = (first: string, last: string) =>
      table.query('pk = :pk AND sk BETWEEN :first AND :last', { ':pk': pk, ':first': first, ':last': last }, read)
    // Classes stand among the days that they are on; facts, hours and spans stand together at the end.
    const [days, rest] = await Promise.all([between(`day#${from}`, `day#${to}~`), between('head', 'span#~')])
    const { revision, facts } = readHead(rest.find((row) => row['row'] === 'head'))
    const of = <T>(rows: Row[], kind: string, read: (row: Row) => T) =>
      rows.filter((row) => row['row'] === kind).map(read)
    return {
      principal,
      facts,
      revision,
      schedules: of(rest, 'hours', readHours),
      days: of(days, 'day', (row) => readDay(row, principal)),
      classes: of(days, 'tally', readTally),
      spans: of(rest, 'span', readSpan),
    }
  }

  return {
    time(company, principals, from, to, read) {
      return Promise.all(principals.map((principal) => timeOf(company, principal, from, to, read)))
    },
    async tallies(company, names) {
      const rows = await table.getAll(names.map((name) => tallyKeyOf(company, name)))
      return names.map((name): Tally => {
        const { pk, sk } = tallyKeyOf(company, name)
        const row = rows.find((one) => one['pk'] === pk && one['sk'] === sk)
        return row ? readTally(row) : { name, version: 0, entries: {} }
      })
    },
    async limits(company, type, principals, from, to, read) {
      const found = await Promise.all(
        principals.map((principal) =>
          table.query(
            'pk = :pk AND sk BETWEEN :from AND :to',
            { ':pk': limitsOf(company, type, principal), ':from': from, ':to': `${to}~` },
            read,
          ),
        ),
      )
      return found.flat().map(readTally)
    },
  }
}

export const timeWrites: WritesOf<TimeWrite> = {
  ledger: {
    actions(write, table) {
      return [ledgerAction(table, write.company, write.ledger)]
    },
    met({ ledger: write }, row) {
      if (write.kind !== 'claimCells' && write.kind !== 'replaceDay') return undefined
      return readDay(row, write.kind === 'claimCells' ? write.principal : write.next.principal)
    },
  },
  facts: {
    actions(write, table) {
      return [factsAction(table, write.company, write.principal, write.facts)]
    },
  },
  noHours: {
    actions({ company, id }, table) {
      return [removeHours(table, company, id)]
    },
  },
  hours: {
    actions(write, table) {
      return [putHours(table, write.company, write.schedule)]
    },
  },
}

/** One action of a transaction for one write of the ledger. */
function ledgerAction(table: string, company: string, write: LedgerWrite): Action {
  switch (write.kind) {
    case 'claimCells':
    case 'replaceDay':
      return dayAction(table, company, write)
    case 'putSpan':
      return putSpan(table, company, write.span)
    case 'removeSpan':
      return removeSpan(table, company, write.principal, write.id)
    case 'raiseRevision':
      return raiseRevision(table, company, write)
    case 'checkRevision':
      return checkRevision(table, company, write)
    default:
      return tallyAction(table, company, write)
  }
}
