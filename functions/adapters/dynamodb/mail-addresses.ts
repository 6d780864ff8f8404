import { z } from 'zod'
import { type AddressMark, addressFaults } from '../../../shared/domain/effects/mail-trouble.ts'
import type { MailAddresses } from '../../ports/mail-addresses.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const keyOf = (company: string, address: string): Key => ({ pk: `${company}#mailAddresses`, sk: address.toLowerCase() })

const readMark = readerOf<AddressMark>()(
  'addressMark',
  z.object({
    company: z.string(),
    address: z.string(),
    why: z.enum([...addressFaults, 'delayed']),
    since: z.number(),
    detail: z.string(),
  }),
)

export function mailAddresses(table: Table): MailAddresses {
  return {
    async addressMarks(company, addresses) {
      if (addresses.length === 0) return []
      return (await table.getAll(addresses.map((address) => keyOf(company, address)))).map(readMark)
    },
    async putAddressMark(mark, former) {
      const row = { ...keyOf(mark.company, mark.address), row: 'addressMark', ...mark }
      return table.put(
        row,
        former
          ? { expression: 'why = :why AND since = :since', values: { ':why': former.why, ':since': former.since } }
          : { expression: 'attribute_not_exists(pk)' },
      )
    },
    async removeAddressMark(company, address) {
      await table.remove(keyOf(company, address))
    },
  }
}
