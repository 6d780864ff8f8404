import type { AppointmentType, Resource } from '../../../shared/domain/appointment-type.ts'
import type { Company, Member } from '../../../shared/domain/member.ts'
import type { TallyName } from '../../../shared/domain/tally.ts'
import type { DeskStore, RememberedAnswer } from '../../ports/store.ts'
import { keys } from './keys.ts'
import { bare, type Row, type Table } from './table.ts'
import { readTally, tallyKeyOf } from './tally-rows.ts'

/** A type of before buffers could add up says nothing of them: they do not. */
const readType = (row: Row): AppointmentType => ({
  ...bare<AppointmentType>(row),
  buffersAddUp: row['buffersAddUp'] === true,
})

const isVersion = (expected: number) =>
  expected === 0
    ? { expression: 'attribute_not_exists(pk)' }
    : { expression: 'version = :expected', values: { ':expected': expected } }

export function deskStore(table: Table): DeskStore {
  return {
    async types(company) {
      const rows = await table.query('pk = :pk', { ':pk': keys.type(company, '').pk })
      return rows.map(readType)
    },
    async type(company, slug) {
      const row = await table.get(keys.type(company, slug))
      return row && readType(row)
    },
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
        ...(type && { type: readType(type) }),
        ...(owner && { company: readCompany(owner) }),
        ...(answer && Number(answer['until']) > now && { answer: bare<RememberedAnswer>(answer) }),
        assigned: assignedOf(of('assignment')),
        tries: Number(rows.find((row) => row['tries'] !== undefined)?.['tries'] ?? 0),
        ...(bookerTally && { booker: counted ? readTally(counted) : { name: bookerTally, version: 0, entries: {} } }),
      }
    },
    putType(type, expectedVersion) {
      return table.put({ ...keys.type(type.company, type.slug), row: 'type', ...type }, isVersion(expectedVersion))
    },
    async removeType(company, slug) {
      return (await table.remove(keys.type(company, slug))) !== undefined
    },
    async resources(company) {
      const rows = await table.query('pk = :pk', { ':pk': keys.resource(company, '').pk })
      return rows.map((row) => bare<Resource>(row))
    },
    async people(company, hosts, resources) {
      const rows = await table.getAll([
        ...hosts.map((id) => keys.member(company, id)),
        ...resources.map((id) => keys.resource(company, id)),
      ])
      const of = <T>(kind: string) => rows.filter((row) => row['row'] === kind).map((row) => bare<T>(row))
      return {
        members: of<Member & { passwordHash?: string }>('member').map(({ passwordHash: _hash, ...member }) => member),
        resources: of<Resource>('resource'),
      }
    },
    async countAssignment(company, type, host, bookings) {
      await table.update(keys.assignment(company, type), {
        UpdateExpression: 'ADD #host :bookings SET #row = :row',
        ExpressionAttributeNames: { '#host': HOST_PREFIX + host, '#row': 'row' },
        ExpressionAttributeValues: { ':bookings': bookings, ':row': 'assignment' },
      })
    },
    async putHolidays(company, holidays) {
      await table.update(keys.company(company), {
        UpdateExpression: 'SET holidays = :holidays',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':holidays': holidays },
      })
    },
  }
}

/** Counts stand in one item per type, one attribute per host: they come with the type in one request. */
const HOST_PREFIX = 'h.'

function assignedOf(row: Row | undefined): Record<string, number> {
  return Object.fromEntries(
    Object.entries(row ?? {})
      .filter(([name]) => name.startsWith(HOST_PREFIX))
      .map(([name, count]) => [name.slice(HOST_PREFIX.length), Number(count)]),
  )
}

/** A company as the domain knows it: the key that signs its links stays behind. */
function readCompany(row: Row): Company {
  const { sealedLinkKey: _key, ...company } = bare<Company & { sealedLinkKey: string }>(row)
  return company
}
