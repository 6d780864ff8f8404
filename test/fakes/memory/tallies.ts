import type { Tally, TallyName, TallyWrite } from '../../../shared/domain/ledger/tally.ts'
import { utcDayOf } from '../../../shared/domain/time/time.ts'
import { ledgerShelf } from './ledger-days.ts'
import type { Action, Shelves } from './shelves.ts'

/** A tally as it is kept: with the sum that conditions ask about. */
export interface KeptTally extends Tally {
  taken: number
}

export const tallyOf = ({ taken: _sum, ...tally }: KeptTally): Tally => tally

export const limitShelf = (company: string, type: string, principal: string) => `${company} limits ${type} ${principal}`

function placeOf(company: string, name: TallyName): [shelf: string, name: string] {
  switch (name.tally) {
    case 'limit':
      return [limitShelf(company, name.type, name.principal), `${name.startDate} ${name.period}`]
    case 'session':
      return [ledgerShelf(company, name.principal), `day ${utcDayOf(name.startsAt)} session ${name.id}`]
    case 'booker':
      return [`${company} booker ${name.type} ${name.booker}`, 'booker']
    case 'link':
      return [`${company} link ${name.type} ${name.link}`, 'link']
  }
}

export function tallyNow(shelves: Shelves, company: string, name: TallyName): Tally {
  const found = shelves.get<KeptTally>(...placeOf(company, name))
  return found ? tallyOf(found) : { name, version: 0, entries: {} }
}

export function tallyAction(company: string, write: TallyWrite, shelves: Shelves): Action {
  const [shelf, name] = placeOf(company, write.kind === 'replaceTally' ? write.next.name : write.name)
  const found = shelves.get<KeptTally>(shelf, name)
  switch (write.kind) {
    case 'replaceTally': {
      const taken = Object.values(write.next.entries).reduce((sum, { count }) => sum + count, 0)
      return shelves.versioned(shelf, name, write.expectedVersion, { value: { ...write.next, taken } })
    }
    case 'dropTally':
      return shelves.versioned(shelf, name, write.expectedVersion, undefined)
    case 'addEntry': {
      const { id, entry, room, generation } = write
      const { version = 0, entries = {}, taken = 0 } = found ?? {}
      const isThat = generation === undefined || found?.generation === generation
      const holds = entries[id] === undefined && isThat && (!found || taken <= room)
      const value: KeptTally = {
        ...found,
        name: write.name,
        version: version + 1,
        entries: { ...entries, [id]: entry },
        taken: taken + entry.count,
      }
      return { shelf, name, holds, next: { value } }
    }
    case 'removeEntry': {
      const { [write.id]: entry, ...entries } = found?.entries ?? {}
      const value = {
        ...found,
        version: (found?.version ?? 0) + 1,
        entries,
        taken: (found?.taken ?? 0) - write.count,
      }
      return { shelf, name, holds: entry !== undefined, next: { value } }
    }
  }
}
