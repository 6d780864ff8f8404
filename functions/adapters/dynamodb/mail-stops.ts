import { z } from 'zod'
import { installationFaults, type MailStop } from '../../../shared/domain/effects/mail-trouble.ts'
import type { MailStops } from '../../ports/mail-stops.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const KEY = { pk: '~mails', sk: 'stop' }

const readStop = readerOf<MailStop>()(
  'mailStop',
  z.object({ fault: z.enum(installationFaults), since: z.number(), tries: z.number(), nextTryAt: z.number() }),
)

export function mailStops(table: Table): MailStops {
  return {
    async mailStop() {
      const row = await table.get(KEY)
      return row && readStop(row)
    },
    async putMailStop(stop, former) {
      return table.put(
        { ...KEY, row: 'mailStop', ...stop },
        former
          ? {
              expression: 'tries = :tries AND nextTryAt = :at',
              values: { ':tries': former.tries, ':at': former.nextTryAt },
            }
          : { expression: 'attribute_not_exists(pk)' },
      )
    },
    async removeMailStop() {
      await table.remove(KEY)
    },
  }
}
