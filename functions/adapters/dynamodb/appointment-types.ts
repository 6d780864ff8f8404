import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import { conditionOf } from './actions.ts'
import { keys } from './keys.ts'
import { bare, type Row, type Table } from './table.ts'

export function appointmentTypes(table: Table): AppointmentTypes {
  return {
    async types(company) {
      const rows = await table.query('pk = :pk', { ':pk': keys.type(company, '').pk })
      return rows.map((row) => bare<AppointmentType>(row))
    },
    async type(company, slug) {
      const row = await table.get(keys.type(company, slug))
      return row && bare<AppointmentType>(row)
    },
    putType(type, expectedVersion) {
      return table.put({ ...keys.type(type.company, type.slug), row: 'type', ...type }, conditionOf(expectedVersion))
    },
    async removeType(company, slug) {
      return (await table.remove(keys.type(company, slug))) !== undefined
    },
    async countAssignment(company, type, host, bookings) {
      await table.update(keys.assignment(company, type), {
        UpdateExpression: 'ADD #host :bookings SET #row = :row',
        ExpressionAttributeNames: { '#host': HOST_PREFIX + host, '#row': 'row' },
        ExpressionAttributeValues: { ':bookings': bookings, ':row': 'assignment' },
      })
    },
  }
}

/** Counts stand in one item per type, one attribute per host: they come with the type in one request. */
const HOST_PREFIX = 'h.'

export function assignedOf(row: Row | undefined): Record<string, number> {
  return Object.fromEntries(
    Object.entries(row ?? {})
      .filter(([name]) => name.startsWith(HOST_PREFIX))
      .map(([name, count]) => [name.slice(HOST_PREFIX.length), Number(count)]),
  )
}
