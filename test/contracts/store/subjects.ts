import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { eventWrite } from '../../../functions/ports/events.ts'
import { eventOf } from '../samples.ts'
import { booking, DONE } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of subjects. */
export const subjects: Subject = {
  tests(world) {
    const { given, newCompany } = world
    test('more than 100 things by their ids, and more than fits into one answer (16 MB)', async () => {
      const { store } = world
      const company = newCompany()
      const small = Array.from({ length: 130 }, (_, i) => `small${i}`)
      const large = Array.from({ length: 60 }, (_, i) => `large${i}`)
      for (let i = 0; i < small.length; i += 65)
        assert.deepEqual(
          await store.commit(small.slice(i, i + 65).map((id) => eventWrite(eventOf(company, { id }), 0))),
          DONE,
        )
      const description = 'x'.repeat(300_000)
      for (let i = 0; i < large.length; i += 10)
        assert.deepEqual(
          await store.commit(large.slice(i, i + 10).map((id) => eventWrite(eventOf(company, { id, description }), 0))),
          DONE,
        )
      await given([booking(company, 1, 0)])
      const found = await store.subjects(company, [...small, ...large, 'b1', 'nobody', 'small1'])
      assert.deepEqual(found.events.map(({ id }) => id).sort(), [...small, ...large].sort())
      assert.deepEqual(
        found.bookings.map(({ id }) => id),
        ['b1'],
      )
    })
  },
}
