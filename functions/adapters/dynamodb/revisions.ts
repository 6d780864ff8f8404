import { z } from 'zod'
import type { Revisions } from '../../ports/revisions.ts'
import { type Key, ledgerOf } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const keyOf = (company: string, principal: string): Key => ({ pk: ledgerOf(company, principal), sk: 'changes' })

const readRevision = readerOf<{ raised: number }>()('changes', z.object({ raised: z.number() }))

export function revisions(table: Table): Revisions {
  return {
    async revisions(company, principals) {
      const keys = principals.map((principal) => keyOf(company, principal))
      const rows = await table.getAll(keys)
      const raised = new Map(rows.map((row) => [row['pk'], readRevision(row).raised]))
      return keys.map(({ pk }) => raised.get(pk) ?? 0)
    },
    async raiseRevision(company, principal) {
      await table.update(keyOf(company, principal), {
        UpdateExpression: 'SET #row = :row ADD raised :one',
        ExpressionAttributeNames: { '#row': 'row' },
        ExpressionAttributeValues: { ':row': 'changes', ':one': 1 },
      })
    },
  }
}
