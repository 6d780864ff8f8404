import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import type { Row } from './row.ts'

/** One action of a transaction. */
export type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** How each write of a repository becomes actions; most need one, a member two (the row and the way to it by address). */
export type WritesOf<W extends { write: string }> = {
  [Kind in W['write']]: (write: Extract<W, { write: Kind }>, table: string) => Action[]
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
