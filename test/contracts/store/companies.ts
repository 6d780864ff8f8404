import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import type { Write } from '../../../functions/ports/commit.ts'
import { companyWrite } from '../../../functions/ports/companies.ts'
import { DAY } from '../samples.ts'
import { DONE, endOf, failedAt } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of companies. */
export const companies: Subject = {
  tests(world) {
    const { given, makeStore, newCompany } = world
    test('company: once in the life of a store', async () => {
      const empty = await makeStore()
      const company = (slug: string): Write => companyWrite({ slug, name: slug, timeZone: 'UTC' }, 'sealed')
      assert.equal(await empty.hasCompanies(), false)
      assert.deepEqual(await empty.commit([company('one')]), DONE)
      assert.deepEqual(endOf(await empty.commit([company('one')])), failedAt(0))
      assert.deepEqual(endOf(await empty.commit([company('two')])), failedAt(0))
      assert.deepEqual(
        [await empty.hasCompanies(), await empty.company('one'), await empty.company('two')],
        [true, { company: { slug: 'one', name: 'one', timeZone: 'UTC' }, sealedLinkKey: 'sealed' }, undefined],
      )
    })

    test('what is changed of a company leaves the rest', async () => {
      const { store } = world
      const company = newCompany()
      await given([companyWrite({ slug: company, name: 'C', timeZone: 'UTC' }, 's')])
      const holidays = [{ date: DAY, title: 'Day' }]
      const changed = { slug: company, name: 'C', timeZone: 'UTC', holidays }
      assert.deepEqual(await store.changeCompany(company, { holidays }), changed)
      assert.deepEqual(await store.changeCompany(company, { name: 'D', weekendDays: [5, 6] }), {
        ...changed,
        name: 'D',
        weekendDays: [5, 6],
      })
      assert.deepEqual((await store.company(company))?.company, { ...changed, name: 'D', weekendDays: [5, 6] })
      assert.equal((await store.changeCompany(company, { logo: 'hash' }))?.logo, 'hash')
      const bare = await store.changeCompany(company, { logo: null })
      assert.deepEqual(bare, { ...changed, name: 'D', weekendDays: [5, 6] })
      assert.equal(await store.changeCompany('nobody', { name: 'X' }), undefined)
    })
  },
}
