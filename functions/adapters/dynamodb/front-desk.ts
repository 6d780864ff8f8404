import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import type { TallyName } from '../../../shared/domain/ledger/tally.ts'
import { ANSWER_LIFE_MS, type FrontDesks, type FrontDeskWrite, type RememberedAnswer } from '../../ports/front-desk.ts'
import { put, type WritesOf } from './actions.ts'
import { assignedOf } from './appointment-types.ts'
import { readCompany } from './companies.ts'
import { keys } from './keys.ts'
import { bare, type Row, type Table, ttl } from './table.ts'
import { readTally, tallyKeyOf } from './tally-rows.ts'

export function frontDesk(table: Table): FrontDesks {
  return {
    async frontDesk(company, slug, { keyHash, booker, assigned, tries, read }, now) {
      const bookerTally: TallyName | undefined =
        booker === undefined ? undefined : { tally: 'booker', type: slug, booker }
      const wanted = [
        keys.company(company),
        keys.type(company, slug),
        ...(assigned ? [keys.assignment(company, slug)] : []),
        ...(tries ? [keys.tries(tries.key, tries.windowStart)] : []),
        ...(keyHash === undefined ? [] : [keys.answer(company, slug, keyHash)]),
        ...(bookerTally ? [tallyKeyOf(company, bookerTally)] : []),
      ]
      const rows = await table.getAll(wanted, read)
      const of = (kind: string) => rows.find((row) => row['row'] === kind)
      const answer = of('answer')
      const type = of('type')
      const owner = of('company')
      const counted = of('tally')
      return {
        ...(type && { type: bare<AppointmentType>(type) }),
        ...(owner && { company: readCompany(owner) }),
        ...(answer && Number(answer['until']) > now && { answer: bare<RememberedAnswer>(answer) }),
        assigned: assignedOf(of('assignment')),
        tries: Number(rows.find((row) => row['tries'] !== undefined)?.['tries'] ?? 0),
        ...(bookerTally && { booker: counted ? readTally(counted) : { name: bookerTally, version: 0, entries: {} } }),
      }
    },
  }
}

export const frontDeskWrites: WritesOf<FrontDeskWrite> = {
  answer({ answer }, table) {
    const row: Row = {
      ...keys.answer(answer.company, answer.type, answer.keyHash),
      row: 'answer',
      ...answer,
      until: answer.expiresAt,
      expiresAt: ttl(answer.expiresAt),
    }
    return [
      put(table, row, {
        ConditionExpression: 'attribute_not_exists(pk) OR #until <= :now',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':now': answer.expiresAt - ANSWER_LIFE_MS },
      }),
    ]
  },
}
