import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { typeRemoval } from '../../../functions/ports/appointment-types.ts'
import { typeOf } from '../samples.ts'
import { DONE, failedAt } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of appointment types. */
export const appointmentTypes: Subject = {
  tests(world) {
    const { newCompany } = world
    test('a type is put over the version that was read, and goes', async () => {
      const { store } = world
      const company = newCompany()
      const [one, two] = [typeOf(company), typeOf(company, { version: 2, title: 'Talk' })]
      assert.deepEqual(
        [
          await store.putType(one, 0),
          await store.putType(one, 0),
          await store.putType(two, 1),
          await store.putType(two, 1),
        ],
        [true, false, true, false],
      )
      assert.deepEqual([await store.type(company, 'call'), await store.types(company)], [two, [two]])
      const removal = [typeRemoval(company, 'call')]
      assert.deepEqual(await store.commit(removal), DONE)
      assert.deepEqual(await store.commit(removal), failedAt(0))
      assert.equal(await store.type(company, 'call'), undefined)
    })

    test('a list longer than one page of an answer (1 MB) is whole', async () => {
      const { store } = world
      const company = newCompany()
      const slugs = Array.from({ length: 8 }, (_, i) => `type${i}`)
      for (const slug of slugs)
        assert.ok(await store.putType(typeOf(company, { slug, description: slug.repeat(50_000) }), 0))
      const types = await store.types(company)
      assert.deepEqual(
        types.map(({ slug, description }) => [slug, description.length]),
        slugs.map((slug) => [slug, 250_000]),
      )
    })
  },
}
