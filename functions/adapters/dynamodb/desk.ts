import type { AppointmentType, Resource } from '../../../shared/domain/appointment-type.ts'
import type { Schedule } from '../../../shared/domain/availability.ts'
import type { Company, Member } from '../../../shared/domain/member.ts'
import type { DeskStore, RememberedAnswer } from '../../ports/store.ts'
import { keys } from './keys.ts'
import { bare, type Table } from './table.ts'

const isVersion = (expected: number) =>
  expected === 0
    ? { expression: 'attribute_not_exists(pk)' }
    : { expression: 'version = :expected', values: { ':expected': expected } }

export function deskStore(table: Table): DeskStore {
  return {
    async types(company) {
      const rows = await table.query('pk = :pk', { ':pk': keys.type(company, '').pk })
      return rows.map((row) => bare<AppointmentType>(row))
    },
    async type(company, slug) {
      const row = await table.get(keys.type(company, slug))
      return row && bare<AppointmentType>(row)
    },
    async typeAndAnswer(company, slug, keyHash, now) {
      const rows = await table.getAll([
        keys.company(company),
        keys.type(company, slug),
        ...(keyHash === undefined ? [] : [keys.answer(company, slug, keyHash)]),
      ])
      const of = (kind: string) => rows.find((row) => row['row'] === kind)
      const answer = of('answer')
      const type = of('type')
      const owner = of('company')
      return {
        ...(type && { type: bare<AppointmentType>(type) }),
        ...(owner && { company: bare<Company>(owner) }),
        ...(answer && Number(answer['until']) > now && { answer: bare<RememberedAnswer>(answer) }),
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
    async putResource(company, resource) {
      await table.put({ ...keys.resource(company, resource.id), row: 'resource', ...resource })
    },
    async schedule(company, id) {
      const row = await table.get(keys.schedule(company, id))
      return row && bare<Schedule>(row)
    },
    async putSchedule(company, schedule) {
      await table.put({ ...keys.schedule(company, schedule.id), row: 'schedule', ...schedule })
    },
    async people(company, hosts, resources, type) {
      const rows = await table.getAll([
        ...hosts.map((id) => keys.member(company, id)),
        ...resources.map((id) => keys.resource(company, id)),
        ...[...hosts, ...resources].map((id) => keys.schedule(company, id)),
        ...(hosts.length > 1 ? hosts.map((id) => keys.assignment(company, type, id)) : []),
      ])
      const of = <T>(kind: string) => rows.filter((row) => row['row'] === kind).map((row) => bare<T>(row))
      return {
        members: of<Member & { passwordHash?: string }>('member').map(({ passwordHash: _hash, ...member }) => member),
        resources: of<Resource>('resource'),
        schedules: of<Schedule>('schedule'),
        assigned: Object.fromEntries(
          rows.filter((row) => row['row'] === 'assignment').map((row) => [String(row['sk']), Number(row['count'])]),
        ),
      }
    },
    async countAssignment(company, type, host) {
      await table.update(keys.assignment(company, type, host), {
        UpdateExpression: 'ADD #count :one SET #row = :row',
        ExpressionAttributeNames: { '#count': 'count', '#row': 'row' },
        ExpressionAttributeValues: { ':one': 1, ':row': 'assignment' },
      })
    },
  }
}
