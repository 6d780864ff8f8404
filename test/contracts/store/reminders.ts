import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { NOW } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of reminders. */
export const reminders: Subject = {
  tests(world) {
    const { newCompany } = world
    test('reminders of one subject are changed over the version that was read, and come due', async () => {
      const { store } = world
      const company = newCompany()
      const row = {
        company,
        subjectId: 'b1',
        version: 1,
        startsAt: NOW + DAY_MS,
        minutesBefore: [60],
        doneUntil: NOW,
        nextAt: NOW + 1000,
      }
      const { nextAt: _nextAt, ...done } = { ...row, version: 2, doneUntil: NOW + 1000 }
      assert.deepEqual([await store.putReminder(row, 0), await store.putReminder(row, 0)], [true, false])
      assert.deepEqual(await store.reminder(company, 'b1'), row)
      const due = async (before: number) => (await store.dueReminders(before)).filter((one) => one.company === company)
      assert.deepEqual([await due(NOW + 999), await due(NOW + 1000)], [[], [row]])
      assert.deepEqual([await store.putReminder(done, 7), await store.putReminder(done, 1)], [false, true])
      assert.deepEqual([await store.reminder(company, 'b1'), await due(NOW + DAY_MS)], [done, []])
    })
  },
}
