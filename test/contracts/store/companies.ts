import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import type { Write } from '../../../functions/ports/commit.ts'
import { companyUpdate, companyWrite } from '../../../functions/ports/companies.ts'
import type { CompanyChange } from '../../../shared/domain/people/member.ts'
import { DAY } from '../samples.ts'
import { DONE, endOf, failedAt } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of companies. */
export const companies: Subject = {
  tests(world) {
    const { makeStore, newCompany } = world
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

    test('what is changed of a company leaves the rest, and fails where there is none', async () => {
      const empty = await makeStore()
      const slug = newCompany()
      const unset = { slug, name: 'C', timeZone: 'UTC' }
      const change = async (change: CompanyChange) => {
        assert.deepEqual(await empty.commit([companyUpdate(slug, change)]), DONE)
        return (await empty.company(slug, 'latest'))?.company
      }
      const nothing = [companyUpdate(slug, { name: 'D' }), companyUpdate(slug, {})]
      for (const write of nothing) assert.deepEqual(endOf(await empty.commit([write])), failedAt(0))
      assert.deepEqual(await empty.commit([companyWrite(unset, 'sealed')]), DONE)
      const holidays = [{ date: DAY, title: 'Day' }]
      assert.deepEqual(await change({ holidays }), { ...unset, holidays })
      const changed = { ...unset, holidays, name: 'D', weekendDays: [5, 6] }
      assert.deepEqual(await change({ name: 'D', weekendDays: [5, 6] }), changed)
      assert.deepEqual(await change({ logo: 'hash' }), { ...changed, logo: 'hash' })
      assert.deepEqual(await change({ logo: null }), changed)
      assert.deepEqual(await change({}), changed)
      assert.equal((await empty.company(slug))?.sealedLinkKey, 'sealed')
      assert.equal(await empty.lookFor([companyUpdate(slug, { name: 'D' })]), 'unsaid')
    })
  },
}
