import assert from 'node:assert/strict'
import { afterAll, test } from '@jest/globals'
import { openMeteredDoor } from '../bench/metered-door.ts'
import { startTableServer, storeAt } from '../support/table-server.ts'

const server = await startTableServer()
const meter = await openMeteredDoor(server.address)
afterAll(async () => {
  meter.close()
  await server.stop()
})

test('seventy calendars are asked for their revisions in one call', async () => {
  const store = await storeAt(meter.address, await server.makeTable())
  const principals = Array.from({ length: 70 }, (_, i) => `member${i}`)
  await store.raiseRevision('c', 'member3')
  const calls = await meter.callsOf(async () => {
    const counts = await store.revisions('c', principals)
    assert.deepEqual([counts.length, counts[3], counts[4]], [70, 1, 0])
  })
  assert.deepEqual(
    calls.map(({ operation }) => operation),
    ['BatchGetItem'],
  )
  // What was never told of costs a look all the same; read as of now, a row is one unit.
  assert.ok(calls[0]!.readUnits <= 70, `${calls[0]!.readUnits} read units`)
})
