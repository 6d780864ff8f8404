import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { resourceWrite } from '../../../functions/ports/resources.ts'
import { NOW } from '../samples.ts'
import { member } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of people. */
export const people: Subject = {
  tests(world) {
    const { given, newCompany } = world
    test('names of people and things, and how often each served', async () => {
      const { store } = world
      const company = newCompany()
      const room = { id: 'room', name: 'Room', timeZone: 'UTC' }
      await given([member(company, 'ada'), member(company, 'bob'), resourceWrite(company, room)])
      await Promise.all(Array.from({ length: 7 }, () => store.countAssignment(company, 'call', 'bob', 1)))
      await store.countAssignment(company, 'call', 'ada', 3)
      const people = await store.people(company, ['ada', 'bob', 'nobody'], ['room'])
      assert.deepEqual(people.members.map(({ id }) => id).sort(), ['ada', 'bob'])
      assert.ok(people.members.every((one) => !('passwordHash' in one)))
      assert.deepEqual(people.resources, [room])
      assert.deepEqual((await store.bookingContext(company, 'call', { assigned: true }, NOW)).assigned, {
        ada: 3,
        bob: 7,
      })
    })
  },
}
