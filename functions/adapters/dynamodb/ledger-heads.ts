import { z } from 'zod'
import type { LedgerWrite } from '../../../shared/domain/ledger/decide.ts'
import type { PrincipalFacts } from '../../../shared/domain/ledger/ledger.ts'
import type { Action } from './actions.ts'
import { type Key, ledgerOf } from './keys.ts'
import type { Row } from './row.ts'
import { readerOf } from './row-codec.ts'

const keyOf = (company: string, principal: string): Key => ({ pk: ledgerOf(company, principal), sk: 'head' })

interface Head {
  revision: number
  facts: PrincipalFacts
}

const facts = z.object({
  timeZone: z.string().default('UTC'),
  daysOff: z.array(z.object({ startDate: z.string(), endDate: z.string(), title: z.string() })).default([]),
  knownUntil: z.number().optional(),
  capacity: z.number().optional(),
  isShared: z.boolean().optional(),
  linkedWith: z.array(z.string()).optional(),
})

/**
 * Reads what the ledger knows of a principal, and how often what it knows was raised: facts may come after the first
 * claim.
 */
const readStored = readerOf<Head>()(
  'head',
  facts.extend({ revision: z.number() }).transform(({ revision, ...facts }) => ({ revision, facts })),
)
export const readHead = (row: Row | undefined): Head =>
  row ? readStored(row) : { revision: 0, facts: { timeZone: 'UTC', daysOff: [] } }

export const raiseRevision = (
  table: string,
  company: string,
  { principal, expected }: Extract<LedgerWrite, { kind: 'raiseRevision' }>,
): Action => ({
  Update: {
    TableName: table,
    Key: keyOf(company, principal),
    UpdateExpression: 'SET #row = :row ADD revision :one',
    ExpressionAttributeNames: { '#row': 'row' },
    ExpressionAttributeValues: { ':row': 'head', ':one': 1, ...(expected && { ':expected': expected }) },
    ...(expected !== undefined && {
      ConditionExpression: expected === 0 ? 'attribute_not_exists(revision)' : 'revision = :expected',
    }),
  },
})

export const checkRevision = (
  table: string,
  company: string,
  { principal, expected }: Extract<LedgerWrite, { kind: 'checkRevision' }>,
): Action => ({
  ConditionCheck: {
    TableName: table,
    Key: keyOf(company, principal),
    ...(expected === 0
      ? { ConditionExpression: 'attribute_not_exists(revision)' }
      : { ConditionExpression: 'revision = :expected', ExpressionAttributeValues: { ':expected': expected } }),
  },
})

/** What the ledger knows of a principal, each fact by itself; raises the revision, for decisions rest on them. */
export function factsAction(table: string, company: string, principal: string, facts: Partial<PrincipalFacts>): Action {
  const named = Object.entries(facts)
  const set = named.filter(([, value]) => value !== undefined).map(([name]) => `, #${name} = :${name}`)
  const gone = named.flatMap(([name, value]) => (value === undefined ? [`#${name}`] : []))
  return {
    Update: {
      TableName: table,
      Key: keyOf(company, principal),
      UpdateExpression: `SET #row = :row${set.join('')} ADD revision :one${gone.length > 0 ? ` REMOVE ${gone.join(', ')}` : ''}`,
      ExpressionAttributeNames: { '#row': 'row', ...Object.fromEntries(named.map(([name]) => [`#${name}`, name])) },
      ExpressionAttributeValues: {
        ':row': 'head',
        ':one': 1,
        ...Object.fromEntries(
          named.filter(([, value]) => value !== undefined).map(([name, value]) => [`:${name}`, value]),
        ),
      },
    },
  }
}
