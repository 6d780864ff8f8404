import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { firstWebsites, type Websites } from '../../../shared/domain/booking/website.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of websites. */
export const websites: Subject = {
  tests(world) {
    test('a company has the first page until its list is put over the version that was read', async () => {
      const { store } = world
      const company = world.newCompany()
      assert.deepEqual(await store.websites(company), firstWebsites(company))
      const first = firstWebsites(company)
      const shop = { id: 'shop', title: 'Shop', introduction: 'Come in.' }
      const one: Websites = { ...first, version: 1, websites: [...first.websites, shop], order: ['call', 'team'] }
      const two: Websites = { company, version: 2, websites: [shop] }
      const put = [
        await store.putWebsites(one, 1),
        await store.putWebsites(one, 0),
        await store.putWebsites(one, 0),
        await store.putWebsites(two, 2),
      ]
      assert.deepEqual(put, [false, true, false, false])
      assert.deepEqual(await store.websites(company), one)
      assert.equal(await store.putWebsites(two, 1), true)
      // An order that nobody has put any more is gone, not empty.
      assert.deepEqual(await store.websites(company), two)
    })

    test('each company has its own', async () => {
      const { store } = world
      const [company, other] = [world.newCompany(), world.newCompany()]
      await store.putWebsites({ company, version: 1, websites: [] }, 0)
      assert.deepEqual((await store.websites(company)).websites, [])
      assert.deepEqual(await store.websites(other), firstWebsites(other))
    })
  },
}
