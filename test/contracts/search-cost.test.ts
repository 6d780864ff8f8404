import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { systemRandomness } from '../../functions/adapters/system/randomness.ts'
import { memberWrite } from '../../functions/ports/members.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import { searchEvents } from '../../functions/usecases/search/search-events.ts'
import { searchWords } from '../../shared/domain/search/words.ts'
import { openMeteredDoor } from '../bench/metered-door.ts'
import { questions, storeWithIndex, tenYears } from '../bench/ten-years.ts'
import { startTableServer, storeAt } from '../support/table-server.ts'
import { memberOf, NOW } from './samples.ts'

const server = await startTableServer()
const meter = await openMeteredDoor(server.address)
afterAll(async () => {
  meter.close()
  await server.stop()
})

/** Most of what one search may read, its session and its member with it. */
const MOST_UNITS = 20
/** What the door reads of who asks. */
const AT_THE_DOOR = 2

/**
 * Each question is looked up in lists that are read from their end: how many events stand before it costs nothing, so
 * that these stand for all 50,000 (`npm run bench -- search` has them).
 */
const EVENTS = 1500

describe('a search over ten years, in a company of twenty', () => {
  const ids = Array.from({ length: 20 }, (_, i) => `member${i}`)
  let store: Repositories
  beforeAll(async () => {
    store = await storeAt(meter.address, await server.makeTable())
    for (const id of ids)
      await store.commit([memberWrite(memberOf('c', id, { locale: 'de-AT', theme: 'dark' }), 'x'.repeat(120))])
    await storeWithIndex(store, tenYears('c', ids, NOW, EVENTS), ids)
  })

  const listed = (text: string | undefined) => text?.split(',') ?? []
  for (const { title, ask, isFound = true } of questions)
    test(`${title} reads at most ${MOST_UNITS} units`, async () => {
      const { q = '', people, tags, place = '', from, to } = ask(ids)
      const question = {
        words: searchWords(q),
        place: searchWords(place),
        people: listed(people),
        tags: listed(tags),
        from: from === undefined ? undefined : Date.parse(from),
        to: to === undefined ? undefined : Date.parse(to),
      }
      const clock = { now: () => NOW, elapsedMillis: () => 0, pause: async () => {} }
      const world = { store, clock, random: systemRandomness }
      let found = 0
      const calls = await meter.callsOf(async () => {
        found = (await searchEvents(world, memberOf('c', ids[3]), question)).found.length
      })
      const units = AT_THE_DOOR + calls.reduce((sum, { readUnits }) => sum + readUnits, 0)
      const told = calls.map(({ operation, readUnits }) => `${operation} ${readUnits}`).join(', ')
      assert.ok(units <= MOST_UNITS, `${units} units: ${told}`)
      assert.equal(found > 0, isFound)
    })
})
