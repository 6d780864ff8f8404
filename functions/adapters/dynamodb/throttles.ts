import type { Throttles } from '../../ports/throttles.ts'
import { keys } from './keys.ts'
import { type Table, ttl } from './table.ts'

export function throttles(table: Table): Throttles {
  return {
    async countTry(key, windowStart, windowSeconds) {
      const { row } = await table.update(keys.tries(key, windowStart), {
        UpdateExpression: 'ADD tries :one SET expiresAt = :end',
        ExpressionAttributeValues: { ':one': 1, ':end': ttl(windowStart + windowSeconds * 2000) },
        ReturnValues: 'UPDATED_NEW',
      })
      return Number(row?.['tries'] ?? 0)
    },
  }
}
