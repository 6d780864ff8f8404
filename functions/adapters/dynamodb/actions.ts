import { isDeepStrictEqual } from 'node:util'
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import type { LedgerDay } from '../../../shared/domain/ledger/ledger.ts'
import type { Found } from '../../ports/commit.ts'
import type { Row } from './row.ts'
import type { Table } from './table.ts'

/** One action of a transaction. */
export type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** What a repository knows of one of its writes. */
export interface KnownWrite<W> {
  /** What it is in a transaction; most need one action, a member two (the row and the way to it by address). */
  actions(write: W, table: string): Action[]
  /** Looks for what only this write can have left; absent: it leaves nothing by which one could tell. */
  found?(write: W, table: Table): Promise<Found>
  /** What its condition met when it failed, for whoever decides again. */
  met?(write: W, row: Row): LedgerDay | undefined
}

/** What a repository knows of each of its writes. */
export type WritesOf<W extends { write: string }> = {
  [Kind in W['write']]: KnownWrite<Extract<W, { write: Kind }>>
}

/**
 * What stands at the same version is one's own or somebody else's; of a later one nobody can tell.
 * @param row as it was read
 */
export function foundAtVersion<T extends { version: number }>(row: T | undefined, written: T): Found {
  if (!row || row.version < written.version) return 'notThere'
  if (row.version > written.version) return 'unsaid'
  return isSame(row, written) ? 'there' : 'notThere'
}

/** Alike as stored: what is undefined was not written. */
export function isSame(row: object, written: object): boolean {
  const [one, other] = [row, written].map((value) => JSON.parse(JSON.stringify(value)) as unknown)
  return isDeepStrictEqual(one, other)
}

export const put = (table: string, row: Row, condition: Partial<NonNullable<Action['Put']>> = {}): Action => ({
  Put: { ...condition, TableName: table, Item: row },
})

/** The row stands at this version; 0: it does not stand at all. */
export const versionIs = (expected: number) =>
  expected === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#version = :expected',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':expected': expected },
      }

/** The same for a single put. @param counter where the row keeps it */
export const conditionOf = (expected: number, counter: 'version' | 'revision' = 'version') =>
  expected === 0
    ? { expression: 'attribute_not_exists(pk)' }
    : { expression: `${counter} = :expected`, values: { ':expected': expected } }

/** Sets fields of a row that stands, and takes away those that are null; there must be at least one. */
export function changeOf(change: Record<string, unknown>) {
  const fields = Object.entries(change).filter(([, value]) => value !== undefined)
  const set = fields.filter(([, value]) => value !== null)
  const unset = fields.filter(([, value]) => value === null)
  return {
    UpdateExpression: [
      ...(set.length > 0 ? [`SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}`] : []),
      ...(unset.length > 0 ? [`REMOVE ${unset.map(([name]) => `#${name}`).join(', ')}`] : []),
    ].join(' '),
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
    ...(set.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
    }),
  }
}
