import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { eventCheck, eventWrite } from '../../../functions/ports/events.ts'
import { eventOf } from '../samples.ts'
import { DONE, event } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of events. */
export const events: Subject = {
  verbs: [
    {
      title: 'event, new',
      isFoundAgain: true,
      write: (company) => event(company, 1, 0),
      leaves: async (store, company) => [await store.event(company, 'e1'), eventOf(company)],
      failing: {
        'it exists': { given: (company) => [event(company, 1, 0)], write: (company) => event(company, 1, 0) },
      },
    },
    {
      title: 'event, changed',
      isFoundAgain: true,
      given: (company) => [event(company, 1, 0)],
      write: (company) => event(company, 2, 1),
      leaves: async (store, company) => [(await store.event(company, 'e1'))?.version, 2],
      failing: {
        'another version stands there': {
          given: (company) => [event(company, 1, 0)],
          write: (company) => event(company, 3, 2),
        },
      },
    },
    {
      title: 'checkEvent',
      given: (company) => [event(company, 1, 0)],
      write: (company) => eventCheck(company, 'e1', 1),
      leaves: async (store, company) => [(await store.event(company, 'e1'))?.version, 1],
      failing: {
        'it was changed': {
          given: (company) => [event(company, 1, 0), event(company, 2, 1)],
          write: (company) => eventCheck(company, 'e1', 1),
        },
      },
    },
  ],
  tests(world) {
    const { newCompany } = world
    test('more than 100 events by their ids, and more than fits into one answer (16 MB)', async () => {
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
      const found = await store.events(company, [...small, ...large, 'nobody', 'small1'])
      assert.deepEqual(found.map(({ id }) => id).sort(), [...small, ...large].sort())
    })
  },
}
