import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { eventWrite } from '../../../functions/ports/events.ts'
import type { SearchEntry, SearchList } from '../../../shared/domain/search/search-entry.ts'
import { eventOf, searchEntryOf } from '../samples.ts'
import type { Subject } from './subject.ts'

const list: SearchList = { scope: 'all', list: 'w.qua', kind: 'once' }
const ALL = { from: 0, to: Date.UTC(2200, 0, 1) }

/** What a store owes to the port of the search index. */
export const searchIndex: Subject = {
  tests(world) {
    const rows = (company: string, ...at: number[]): SearchEntry[] =>
      at.map((one) => searchEntryOf(company, { eventId: `e${one}`, at: one }))
    const idsOf = (entries: SearchEntry[]) => entries.map(({ eventId }) => eventId)

    test('entries of a list come last first, in parts, and only of the stretch that is asked for', async () => {
      const { store } = world
      const company = world.newCompany()
      for (const entry of rows(company, 1, 2, 3, 4, 5)) await store.changeSearchRows({ entry, lists: [list] }, [])
      const first = await store.searchEntries(company, list, ALL, 2)
      assert.deepEqual([idsOf(first.entries), first.isEnd], [['e5', 'e4'], false])
      const next = await store.searchEntries(company, list, { ...ALL, before: first.entries.at(-1) }, 3)
      assert.deepEqual([idsOf(next.entries), next.isEnd], [['e3', 'e2', 'e1'], true])
      const part = await store.searchEntries(company, list, { from: 2, to: 4 }, 9)
      assert.deepEqual([idsOf(part.entries), part.isEnd], [['e3', 'e2'], true])
      const none = await store.searchEntries(company, list, { from: 4, to: 9, before: { at: 2, eventId: 'e2' } }, 9)
      assert.deepEqual(none, { entries: [], isEnd: true })
      for (const other of [{ list: 'w.quart' }, { scope: 'ada' }, { kind: 'span' as const }])
        assert.deepEqual((await store.searchEntries(company, { ...list, ...other }, ALL, 9)).entries, [])
    })

    test('rows are put and taken away, as often as one likes', async () => {
      const { store } = world
      const company = world.newCompany()
      const [entry] = rows(company, 7)
      const lists = Array.from({ length: 60 }, (_, i) => ({ ...list, list: `w.a${i}` }))
      for (let times = 0; times < 2; times++) await store.changeSearchRows({ entry: entry!, lists }, [])
      assert.deepEqual((await store.searchEntries(company, lists[59]!, ALL, 9)).entries, [entry])
      for (let times = 0; times < 2; times++)
        await store.changeSearchRows(undefined, [{ entry: entry!, lists: lists.slice(1) }])
      assert.deepEqual((await store.searchEntries(company, lists[59]!, ALL, 9)).entries, [])
      assert.deepEqual((await store.searchEntries(company, lists[0]!, ALL, 9)).entries, [entry])
    })

    test('how an event stands is written over the revision that was read, and no other', async () => {
      const { store } = world
      const company = world.newCompany()
      const indexed = { company, eventId: 'e1', revision: 1, standings: [], indexedAt: 5 }
      assert.equal(await store.indexed(company, 'e1'), undefined)
      assert.equal(await store.putIndexed({ ...indexed, revision: 2 }, 1), false)
      assert.equal(await store.putIndexed(indexed, 0), true)
      assert.equal(await store.putIndexed(indexed, 0), false)
      const next = { ...indexed, revision: 2, entry: searchEntryOf(company) }
      assert.equal(await store.putIndexed(next, 1), true)
      assert.deepEqual(await store.indexed(company, 'e1'), next)
    })

    test('a walk comes to every event, of whatever company, and is remembered', async () => {
      const store = await world.makeStore()
      for (const company of ['one', 'two'])
        assert.deepEqual(await store.commit([eventWrite(eventOf(company), 0)]), {
          outcome: 'done',
        })
      const found: string[] = []
      let after: string | undefined
      do {
        const { events, next } = await store.someEvents(after)
        found.push(...events.map(({ company, id }) => `${company}/${id}`))
        after = next
      } while (after !== undefined)
      assert.deepEqual(found.sort(), ['one/e1', 'two/e1'])
      assert.equal(await store.indexWalk(), undefined)
      await store.putIndexWalk({ layout: 1, next: 'there', isDone: false })
      assert.deepEqual(await store.indexWalk(), { layout: 1, next: 'there', isDone: false })
      await store.putIndexWalk({ layout: 1, isDone: true })
      assert.deepEqual(await store.indexWalk(), { layout: 1, isDone: true })
    })
  },
}
