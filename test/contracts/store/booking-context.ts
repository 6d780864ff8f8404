import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { companyWrite } from '../../../functions/ports/companies.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { NOW, typeOf } from '../samples.ts'
import { answerOf } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of booking context. */
export const bookingContext: Subject = {
  verbs: [
    {
      title: 'answer',
      write: answerOf,
      leaves: async (store, company) => [
        (await store.bookingContext(company, 'call', { keyHash: 'k' }, NOW)).answer?.bookingId,
        'b1',
      ],
      failing: {
        'one is remembered': {
          given: (company) => [answerOf(company)],
          write: (company) => answerOf(company, { bookingId: 'b2', expiresAt: NOW + DAY_MS + 3_600_000 }),
        },
      },
    },
    {
      title: 'answer, after the former one’s time',
      given: (company) => [answerOf(company)],
      write: (company) => answerOf(company, { bookingId: 'b2', expiresAt: NOW + 2 * DAY_MS }),
      leaves: async (store, company) => [
        (await store.bookingContext(company, 'call', { keyHash: 'k' }, NOW + DAY_MS)).answer?.bookingId,
        'b2',
      ],
    },
  ],
  tests(world) {
    const { makeStore } = world
    test('a type comes with its company and with the answer remembered, as long as that lives', async () => {
      const empty = await makeStore()
      const owner = { slug: 'c', name: 'C', timeZone: 'UTC' }
      await empty.commit([companyWrite(owner, 'sealed'), answerOf('c')])
      await empty.putType(typeOf('c'), 0)
      const asked = { keyHash: 'k', booker: 'x' }
      const { type, company, answer, booker } = await empty.bookingContext('c', 'call', asked, NOW)
      assert.deepEqual(booker, { name: { tally: 'booker', type: 'call', booker: 'x' }, version: 0, entries: {} })
      assert.deepEqual([type, company?.slug, answer?.bookingId], [typeOf('c'), 'c', 'b1'])
      assert.equal((await empty.bookingContext('c', 'call', { keyHash: 'k' }, NOW + DAY_MS)).answer, undefined)
      assert.equal((await empty.bookingContext('c', 'call', {}, NOW)).answer, undefined)
      assert.deepEqual(await empty.bookingContext('elsewhere', 'call', { keyHash: 'k' }, NOW), {
        assigned: {},
      })
    })
  },
}
