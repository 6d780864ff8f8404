import { z } from 'zod'
import type { Throttles } from '../../ports/throttles.ts'
import type { Key } from './keys.ts'
import type { Row } from './row.ts'
import { readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

const triesKey = (key: string, window: number): Key => ({ pk: `~tries#${key}`, sk: String(window) })

const readCount = readerOf<{ tries: number }>()('tries', z.object({ tries: z.number() }))
const readTries = (row: Row): number => readCount(row).tries

export function throttles(table: Table): Throttles {
  return {
    async countTry(key, windowStart, windowSeconds, times = 1) {
      const { row } = await table.update(triesKey(key, windowStart), {
        UpdateExpression: 'ADD tries :times SET expiresAt = :end',
        ExpressionAttributeValues: { ':times': times, ':end': ttl(windowStart + windowSeconds * 2000) },
        ReturnValues: 'UPDATED_NEW',
      })
      return row ? readTries(row) : 0
    },
  }
}
