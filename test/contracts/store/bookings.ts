import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { bookingWrite } from '../../../functions/ports/bookings.ts'
import { bookingOf, NOW } from '../samples.ts'
import { booking } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of bookings. */
export const bookings: Subject = {
  verbs: [
    {
      title: 'booking, new',
      isFoundAgain: true,
      write: (company) => booking(company, 1, 0),
      leaves: async (store, company) => [await store.booking(company, 'b1'), bookingOf(company)],
      failing: {
        'it exists': { given: (company) => [booking(company, 1, 0)], write: (company) => booking(company, 1, 0) },
      },
    },
    {
      title: 'booking, changed',
      isFoundAgain: true,
      given: (company) => [booking(company, 1, 0)],
      write: (company) => booking(company, 2, 1),
      leaves: async (store, company) => [(await store.booking(company, 'b1'))?.version, 2],
      failing: {
        'another version stands there': {
          given: (company) => [booking(company, 1, 0)],
          write: (company) => booking(company, 3, 2),
        },
        'it does not exist': { write: (company) => booking(company, 2, 1) },
      },
    },
    {
      title: 'a held booking, which is found when its time is over',
      isFoundAgain: true,
      write: (company) => bookingWrite(bookingOf(company, { status: 'held', heldUntil: NOW }), 0),
      leaves: async (store, company) => [
        [
          (await store.endedHolds(NOW)).filter((one) => one.company === company).map(({ id }) => id),
          (await store.endedHolds(NOW - 1)).filter((one) => one.company === company),
        ],
        [['b1'], []],
      ],
    },
  ],
  tests(world) {
    test('some by their ids, each once; whoever is not there is left out', async () => {
      const { store, given, newCompany } = world
      const company = newCompany()
      await given([booking(company, 1, 0)])
      assert.deepEqual(await store.bookings(company, ['b1', 'nobody', 'b1']), [bookingOf(company)])
      assert.deepEqual(await store.bookings(company, []), [])
    })
  },
}
