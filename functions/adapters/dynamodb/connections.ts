import { z } from 'zod'
import { providerKeys } from '../../../shared/domain/event/calendar-providers.ts'
import {
  type CalendarConnection,
  connectionProblems,
  NO_PROBLEM,
  RENEW_BEFORE_END_MS,
} from '../../../shared/domain/sync/connection.ts'
import { type Connections, POLL_EVERY_MS } from '../../ports/connections.ts'
import { type Key, shardOf } from './keys.ts'
import type { Row } from './row.ts'
import { readable, readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const keyOf = (company: string, member: string, id: string): Key => ({ pk: `${company}#connections#${member}`, sk: id })

const readConnection = readerOf<CalendarConnection>()(
  'connection',
  z.object({
    id: z.string(),
    company: z.string(),
    memberId: z.string(),
    version: z.number(),
    provider: z.enum(providerKeys),
    accountId: z.string(),
    accountEmail: z.string(),
    status: z.enum(['planning', 'active', 'needsReconnect']),
    sealedCredentials: z.string(),
    cursor: z.string().optional(),
    watch: z.object({ channelId: z.string(), resourceId: z.string().optional(), endsAt: z.number() }).optional(),
    dirty: z.number(),
    lastPulledAt: z.number().optional(),
    knownUntil: z.number().optional(),
    problem: z.string().optional(),
    problemCode: z.enum(connectionProblems).optional(),
    problemData: z.object({ missing: z.number(), of: z.number() }).optional(),
    parked: z.number(),
    createdAt: z.number(),
  }),
)

/** Active connections stand in the sparse index at the instant of their next poll or renewal of their watch. */
function dueAtOf(connection: CalendarConnection): Row {
  if (connection.status !== 'active') return {}
  const poll = (connection.lastPulledAt ?? connection.createdAt) + POLL_EVERY_MS
  const renew = connection.watch ? connection.watch.endsAt - RENEW_BEFORE_END_MS : connection.createdAt
  return { pendingShard: `connection#${shardOf(connection.id)}`, pendingAt: Math.min(poll, renew) }
}

export function connections(table: Table): Connections {
  return {
    async connection(company, memberId, id) {
      const row = await table.get(keyOf(company, memberId, id))
      return row && readConnection(row)
    },
    async connectionsOf(company, memberId) {
      const rows = await table.query('pk = :pk', { ':pk': keyOf(company, memberId, '').pk })
      return rows.map(readConnection)
    },
    async putConnection(connection, expectedVersion) {
      const row: Row = {
        ...keyOf(connection.company, connection.memberId, connection.id),
        row: 'connection',
        ...connection,
        ...dueAtOf(connection),
      }
      // `dirty` belongs to the notifications, which count it up meanwhile: it is set only when the row is made.
      if (expectedVersion === 0) return table.put(row, { expression: 'attribute_not_exists(pk)' })
      return replaceKeepingDirty(table, row, expectedVersion)
    },
    async removeConnection(connection) {
      await table.remove(keyOf(connection.company, connection.memberId, connection.id))
    },
    async dueConnections(before) {
      return readable(await table.pending('connection', before, 100), readConnection)
    },
    async markDirty(company, memberId, id) {
      await table.update(keyOf(company, memberId, id), {
        UpdateExpression: 'ADD dirty :one',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':one': 1 },
      })
    },
  }
}

const MAY_GO = [
  'cursor',
  'watch',
  'lastPulledAt',
  'knownUntil',
  ...Object.keys(NO_PROBLEM),
  'pendingShard',
  'pendingAt',
]

async function replaceKeepingDirty(table: Table, row: Row, expectedVersion: number): Promise<boolean> {
  const { pk, sk, dirty: _dirty, ...fields } = row
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  const gone = MAY_GO.filter((name) => fields[name] === undefined)
  const names = Object.fromEntries([...given.map(([name]) => name), ...gone].map((name) => [`#${name}`, name]))
  const sets = given.map(([name]) => `#${name} = :${name}`).join(', ')
  const removes = gone.length > 0 ? ` REMOVE ${gone.map((name) => `#${name}`).join(', ')}` : ''
  const { held } = await table.update(
    { pk: String(pk), sk: String(sk) },
    {
      UpdateExpression: `SET ${sets}${removes}`,
      ConditionExpression: '#version = :expected',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: {
        ...Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
        ':expected': expectedVersion,
      },
    },
  )
  return held
}
