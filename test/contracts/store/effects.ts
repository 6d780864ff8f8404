import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { changeWrite } from '../../../functions/ports/changes.ts'
import { type Effect, QUICK_ROAD_MS } from '../../../shared/domain/effects/effect.ts'
import { DAY_MS, HOUR_MS } from '../../../shared/domain/time/units.ts'
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

    test('what was put off is begun and swept from then on, and pending only once it is due', async () => {
      const store = await makeStore()
      const effect = effectOf('c')
      await store.plan(effect)
      assert.equal(await store.begin(effect, NOW, NOW + 5000), true)
      const begun = (await store.effectsOf('c', 'b1'))[0]!
      await store.finish({ ...begun, state: 'planned', putOffUntil: NOW + HOUR_MS })
      const count = async (at: number) => (await store.pending(at)).effects
      assert.deepEqual([await count(NOW), await count(NOW + HOUR_MS)], [0, 1])
      const swept = async (at: number) => (await store.overdueEffects(at - QUICK_ROAD_MS)).length
      assert.deepEqual([await swept(NOW + HOUR_MS - 1), await swept(NOW + HOUR_MS)], [0, 1])
      assert.equal(await store.begin(effect, NOW + HOUR_MS - 1, NOW + 2 * HOUR_MS), false)
      assert.equal(await store.begin(effect, NOW + HOUR_MS, NOW + 2 * HOUR_MS), true)
      assert.equal((await store.effectsOf('c', 'b1'))[0]!.putOffUntil, undefined)
    })

    test('an effect is revised as it was read, once', async () => {
      const { store } = world
      const company = newCompany()
      const effect = effectOf(company, { state: 'parked', attempts: 3, trouble: 'refused' })
      await store.plan(effect)
      const again = { ...effect, state: 'planned', attempts: 0 } as const
      assert.deepEqual([await store.revise(again, effect), await store.revise(again, effect)], [true, false])
      assert.deepEqual(await store.effectsOf(company, 'b1'), [again])
    })

    test('mails that did not go are listed, the latest due first, page by page, as they stand now', async () => {
      const { store } = world
      const company = newCompany()
      const [old, middle, late] = ['b1', 'b2', 'b3'].map((subjectId, i) =>
        effectOf(company, { subjectId, dueAt: NOW + i * DAY_MS, isListed: true }),
      ) as [Effect, Effect, Effect]
      for (const one of [middle, late, old]) await store.plan(one)
      for (const one of [middle, late, old, old]) await store.listMail(one)
      await store.finish({ ...middle, state: 'sent' })
      const first = await store.listedMails(company, 2)
      assert.deepEqual(first.mails, [late, { ...middle, state: 'sent' }])
      assert.deepEqual((await store.listedMails(company, 2, first.next)).mails, [old])
      await store.unlistMail(late)
      await store.unlistMail(late)
      const { mails, next } = await store.listedMails(company, 9)
      assert.deepEqual([mails.length, next], [2, undefined])
      assert.deepEqual((await store.listedMails(newCompany(), 9)).mails, [])
    })

    test('the stop of all mails is put as it was read, and taken away', async () => {
      const store = await makeStore()
      const stop = { fault: 'sandbox', since: NOW, tries: 1, nextTryAt: NOW + 60_000 } as const
      const next = { ...stop, tries: 2, nextTryAt: NOW + 180_000 }
      const put = [
        await store.putMailStop(stop, undefined),
        await store.putMailStop(stop, undefined),
        await store.putMailStop(next, stop),
        await store.putMailStop(next, stop),
      ]
      assert.deepEqual(put, [true, false, true, false])
      assert.deepEqual(await store.mailStop(), next)
      await store.removeMailStop()
      await store.removeMailStop()
      assert.equal(await store.mailStop(), undefined)
    })

    test('an address is marked as it was read, in letters of any size, for one company', async () => {
      const { store } = world
      const company = newCompany()
      const late = { company, address: 'noor@example.test', why: 'delayed', since: NOW, detail: '' } as const
      const gone = { ...late, why: 'bounced', since: NOW + 1 } as const
      const put = [
        await store.putAddressMark(late, undefined),
        await store.putAddressMark(late, undefined),
        await store.putAddressMark(gone, late),
        await store.putAddressMark(gone, late),
      ]
      assert.deepEqual(put, [true, false, true, false])
      assert.deepEqual(await store.addressMarks(company, ['NOOR@example.test', 'max@example.test']), [gone])
      assert.deepEqual(await store.addressMarks(newCompany(), ['noor@example.test']), [])
      await store.removeAddressMark(company, 'Noor@example.test')
      assert.deepEqual(await store.addressMarks(company, ['noor@example.test']), [])
    })

    test('what is pending is counted', async () => {
      const empty = await makeStore()
      assert.deepEqual(await empty.pending(NOW), { changes: 0, effects: 0 })
      for (let i = 0; i < 9; i++) {
        await empty.commit([changeWrite(changeOf('c', { subjectId: `s${i}` }))])
        await empty.plan(effectOf('c', { subjectId: `s${i}`, ...(i < 4 && { state: 'skipped' }) }))
      }
      assert.deepEqual(await empty.pending(NOW), { changes: 9, effects: 5 })
    })
  },
}
