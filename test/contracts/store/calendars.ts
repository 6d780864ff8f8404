import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { calendarOf } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of calendars. */
export const calendars: Subject = {
  tests(world) {
    test('a calendar is put over the version that was read, and listed by its id', async () => {
      const { store } = world
      const company = world.newCompany()
      const one = calendarOf(company, { id: 'team-b' })
      const two = { ...one, version: 2, name: 'On call' }
      const other = calendarOf(company, { id: 'own-a', ownerId: 'ada' })
      const put = [
        await store.putCalendar(one, 0),
        await store.putCalendar(one, 0),
        await store.putCalendar(two, 1),
        await store.putCalendar(two, 1),
        await store.putCalendar(other, 0),
      ]
      assert.deepEqual(put, [true, false, true, false, true])
      assert.deepEqual(await store.calendars(company), [other, two])
      assert.deepEqual(await store.calendars(world.newCompany()), [])
    })
  },
}
