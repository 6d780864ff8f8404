import assert from 'node:assert/strict'
import { describe, jest, test } from '@jest/globals'
import { z } from 'zod'
import { RowUnreadable, readable, readerOf } from '../../functions/adapters/dynamodb/row-codec.ts'

interface Guest {
  name: string
  address?: { city: string; floor: number | null }
  role: 'host' | 'visitor'
}

const address = z.object({ city: z.string(), floor: z.number().nullable() })
const role = z.enum(['host', 'visitor'])
const read = readerOf<Guest>()('guest', z.object({ name: z.string(), address: address.optional(), role }))

/** Where type and schema part, the compiler says so: these lines are checked by `npm run check`. */
void [
  // @ts-expect-error a field of the type is missing
  readerOf<Guest>()('guest', z.object({ name: z.string(), role })),
  // @ts-expect-error a field is optional in the schema alone
  readerOf<Guest>()('guest', z.object({ name: z.string().optional(), address: address.optional(), role })),
  // @ts-expect-error a field is optional in the type alone
  readerOf<Guest>()('guest', z.object({ name: z.string(), address, role })),
  // @ts-expect-error the schema knows a field more
  readerOf<Guest>()('guest', z.object({ name: z.string(), address: address.optional(), role, age: z.number() })),
  readerOf<Guest>()(
    'guest',
    // @ts-expect-error the schema knows a word less
    z.object({ name: z.string(), address: address.optional(), role: z.literal('host') }),
  ),
  readerOf<Guest>()(
    'guest',
    // @ts-expect-error they part deeper down
    z.object({ name: z.string(), address: z.object({ city: z.string() }).optional(), role }),
  ),
]

const stored = { pk: 'a', sk: 'b', row: 'guest', name: 'Ada', role: 'host' }

describe('what reads a row', () => {
  test('gives what the kind has, without keys, marks and what a later release may have added', () =>
    assert.deepEqual(read({ ...stored, address: { city: 'Bern', floor: null, door: 3 }, nickname: 'A' }), {
      name: 'Ada',
      role: 'host',
      address: { city: 'Bern', floor: null },
    }))

  test('refuses what does not fit, with kind, key and path', () =>
    assert.throws(
      () => read({ ...stored, address: { city: 'Bern', floor: '2' } }),
      (error: unknown) => {
        assert.ok(error instanceof RowUnreadable)
        assert.equal(error.kind, 'guest')
        assert.equal(error.path, 'address.floor')
        assert.match(error.message, /^a row of guest cannot be read: address\.floor: .+ \(pk a, sk b\)$/)
        return true
      },
    ))

  test('of rows that are due leaves out the one that cannot be read, and reports it', () => {
    const said = jest.spyOn(console, 'error').mockImplementation(() => {})
    assert.deepEqual(readable([{ ...stored, name: 1 }, stored], read), [{ name: 'Ada', role: 'host' }])
    assert.equal(said.mock.calls.length, 1)
    assert.match(String(said.mock.calls[0]![0]), /a row of guest cannot be read: name/)
    said.mockRestore()
  })
})
