import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { type PutAway, putAwayRemoval, putAwayWrite } from '../../../functions/ports/events-put-away.ts'
import { NOW } from '../samples.ts'
import type { Subject } from './subject.ts'

const putAwayOf = (company: string, change: Partial<PutAway> = {}): PutAway => ({
  company,
  lies: 'archive',
  principal: 'ada',
  eventId: 'e1',
  at: NOW,
  ...change,
})

/** What a store owes to the port of events that lie somewhere. */
export const eventsPutAway: Subject = {
  verbs: [
    {
      title: 'putAway',
      write: (company) => putAwayWrite(putAwayOf(company)),
      leaves: async (store, company) => [await store.putAway(company, 'archive', 'ada', 9), [putAwayOf(company)]],
    },
    {
      title: 'takenBack',
      given: (company) => [putAwayWrite(putAwayOf(company)), putAwayWrite(putAwayOf(company, { eventId: 'e2' }))],
      write: (company) => putAwayRemoval(putAwayOf(company)),
      leaves: async (store, company) => [
        (await store.putAway(company, 'archive', 'ada', 9)).map(({ eventId }) => eventId),
        ['e2'],
      ],
    },
  ],
  tests(world) {
    test('what came last comes first, so many at a time, each place and each person by itself', async () => {
      const { store } = world
      const company = world.newCompany()
      const one = (eventId: string, change: Partial<PutAway> = {}) =>
        putAwayWrite(putAwayOf(company, { eventId, ...change }))
      await world.given([
        one('e1'),
        one('e2', { at: NOW + 2 }),
        one('e3', { at: NOW + 1 }),
        one('e4', { at: NOW + 1 }),
        one('e5', { lies: 'bin' }),
        one('e6', { principal: 'grace' }),
      ])
      const ids = async (most: number, before?: { at: number; eventId: string }) =>
        (await store.putAway(company, 'archive', 'ada', most, before)).map(({ eventId }) => eventId)
      assert.deepEqual(await ids(2), ['e2', 'e4'])
      assert.deepEqual(await ids(2, { at: NOW + 1, eventId: 'e4' }), ['e3', 'e1'])
      assert.deepEqual(await ids(2, { at: NOW, eventId: 'e1' }), [])
    })
  },
}
