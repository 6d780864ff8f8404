import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { changeWrite } from '../../../functions/ports/changes.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { changeOf, effectOf, NOW } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of effects. */
export const effects: Subject = {
  tests(world) {
    const { makeStore, newCompany } = world
    const overdueOf = async (company: string, dueBefore: number) =>
      (await world.store.overdueEffects(dueBefore)).filter((one) => one.company === company).length

    test('an effect is planned once, led by one worker at a time, and free again when its lease ends', async () => {
      const { store } = world
      const company = newCompany()
      const effect = effectOf(company)
      await store.plan(effect)
      await store.plan({ ...effect, reason: 'planned again' })
      assert.deepEqual(await store.effectsOf(company, 'b1'), [effect])
      const workers = await Promise.all(Array.from({ length: 8 }, () => store.begin(effect, NOW, NOW + 5000)))
      assert.equal(workers.filter((leads) => leads).length, 1)
      assert.deepEqual([await overdueOf(company, NOW + 4999), await overdueOf(company, NOW + 5000)], [0, 1])
      assert.deepEqual(
        [await store.begin(effect, NOW + 4999, NOW + 9000), await store.begin(effect, NOW + 5000, NOW + 9000)],
        [false, true],
      )
      assert.equal((await store.effectsOf(company, 'b1'))[0]!.attempts, 2)
      await store.finish({ ...effect, state: 'sent', doneAt: NOW })
      assert.equal(await overdueOf(company, NOW + DAY_MS), 0)
      assert.equal(await store.begin(effect, NOW + DAY_MS, NOW + 2 * DAY_MS), false)
    })

    test('mails that wait are noted by their subject, listed up to a bound, and taken from the list', async () => {
      const { store } = world
      const company = newCompany()
      const noted = (subjectId: string) => ({ company, subjectId, at: NOW })
      for (const id of ['b2', 'b1', 'b3', 'b1']) await store.putWaitingMail(noted(id))
      assert.deepEqual(await store.waitingMails(company, 2), [noted('b1'), noted('b2')])
      await store.removeWaitingMail(company, 'b1')
      await store.removeWaitingMail(company, 'b1')
      assert.deepEqual(await store.waitingMails(company, 9), [noted('b2'), noted('b3')])
      assert.deepEqual(await store.waitingMails(newCompany(), 9), [])
    })

    test('what is pending is counted', async () => {
      const empty = await makeStore()
      assert.deepEqual(await empty.pending(), { changes: 0, effects: 0 })
      for (let i = 0; i < 9; i++) {
        await empty.commit([changeWrite(changeOf('c', { subjectId: `s${i}` }))])
        await empty.plan(effectOf('c', { subjectId: `s${i}`, ...(i < 4 && { state: 'skipped' }) }))
      }
      assert.deepEqual(await empty.pending(), { changes: 9, effects: 5 })
    })
  },
}
