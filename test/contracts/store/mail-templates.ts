import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { mailTemplateOf } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of mail templates. */
export const mailTemplates: Subject = {
  tests(world) {
    test('a template is put over the version that was read, listed with those of its company alone, and goes', async () => {
      const { store } = world
      const company = world.newCompany()
      const [one, two] = [mailTemplateOf(company), { ...mailTemplateOf(company), id: 'm2', name: 'Second' }]
      const renamed = { ...one, name: 'Renamed', version: 2 }
      const put = [
        await store.putMailTemplate(one, 0),
        await store.putMailTemplate(one, 0),
        await store.putMailTemplate(two, 0),
        await store.putMailTemplate(renamed, 1),
        await store.putMailTemplate(renamed, 1),
      ]
      assert.deepEqual(put, [true, false, true, true, false])
      assert.deepEqual(await store.mailTemplates(company), [renamed, two])
      assert.deepEqual(await store.mailTemplate(company, 'm1'), renamed)
      assert.equal(await store.mailTemplate(world.newCompany(), 'm1'), undefined)
      assert.deepEqual(
        [await store.removeMailTemplate(company, 'm1'), await store.removeMailTemplate(company, 'm1')],
        [true, false],
      )
      assert.deepEqual(await store.mailTemplates(company), [two])
    })
  },
}
