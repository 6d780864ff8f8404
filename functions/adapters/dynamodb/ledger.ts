import type { PrincipalTime } from '../../../shared/domain/ledger/ledger.ts'
import type { Tally } from '../../../shared/domain/ledger/tally.ts'
import type { Schedule } from '../../../shared/domain/people/availability.ts'
import type { Ledger, TimeWrite } from '../../ports/ledger.ts'
import { type Action, put, type WritesOf } from './actions.ts'
import { keys } from './keys.ts'
import { factsAction, ledgerAction, readDay, readFacts, readSpan } from './ledger-rows.ts'
import { bare, type Row, type Table } from './table.ts'
import { readTally, tallyKeyOf } from './tally-rows.ts'

export function ledger(table: Table): Ledger {
  async function timeOf(
    company: string,
    principal: string,
    from: string,
    to: string,
    read: 'latest' | 'quick',
  ): Promise<PrincipalTime> {
    const pk = keys.ledger(company, principal)
    const between = (first: string, last: string) =>
      table.query('pk = :pk AND sk BETWEEN :first AND :last', { ':pk': pk, ':first': first, ':last': last }, read)
    // Classes stand among the days that they are on; facts, hours and spans stand together at the end.
    const [days, rest] = await Promise.all([between(`day#${from}`, `day#${to}~`), between('head', 'span#~')])
    const head = rest.find((row) => row['row'] === 'head')
    const of = <T>(rows: Row[], kind: string, read: (row: Row) => T) =>
      rows.filter((row) => row['row'] === kind).map(read)
    return {
      principal,
      facts: readFacts(head),
      revision: Number(head?.['revision'] ?? 0),
      schedules: of(rest, 'hours', (row) => bare<Schedule>(row)),
      days: of(days, 'day', (row) => readDay(row, principal)),
      sessions: of(days, 'tally', readTally),
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
            { ':pk': keys.limits(company, type, principal), ':from': from, ':to': `${to}~` },
            read,
          ),
        ),
      )
      return found.flat().map(readTally)
    },
  }
}

export const timeWrites: WritesOf<TimeWrite> = {
  ledger(write, table) {
    return [ledgerAction(table, write.company, write.ledger) as Action]
  },
  facts(write, table) {
    return [factsAction(table, write.company, write.principal, write.facts)]
  },
  hours(write, table) {
    const [principal, name] = hoursNameOf(write.schedule.id)
    return [put(table, { ...keys.hours(write.company, principal, name), row: 'hours', ...write.schedule })]
  },
}

/** `principal` or `principal.name`, the two parts of a schedule's id. */
function hoursNameOf(id: string): [principal: string, name: string] {
  const [principal = '', name = 'usual'] = id.split('.')
  return [principal, name]
}
