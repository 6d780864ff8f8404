import type { AwsAnswer } from '../../infra/local/aws/door.ts'
import { openTableDoor, startTableServer, storeAt } from '../support/table-server.ts'
import type { Playing } from './history.ts'
import { Chance } from './random.ts'
import { twinOf } from './twin-store.ts'

/** What the way to the table does to one transaction in so many. */
const CONFLICTS = 0.05
const THROTTLES = 0.02
const LOST_ANSWERS = 0.03

const refused = (code: string): AwsAnswer => ({
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    message: `Transaction cancelled [${code}]`,
    CancellationReasons: [{ Code: code, Message: code }],
  }),
})

/**
 * The real store on a table server, in weather that it must outlive by itself: conflicts, throttles, answers that are
 * lost.
 */
export async function openTable(): Promise<{ playing: Playing; met: Record<string, number>; close(): Promise<void> }> {
  const server = await startTableServer()
  const met: Record<string, number> = { conflict: 0, throttle: 0, lost: 0 }
  const chance = new Chance(server.address.length, 5)
  const door = await openTableDoor(server.address, async (call, forward) => {
    if (call.operation !== 'TransactWriteItems') return forward(call)
    const drawn = chance.fraction()
    if (drawn < CONFLICTS) {
      met['conflict']!++
      return refused('TransactionConflict')
    }
    if (drawn < CONFLICTS + THROTTLES) {
      met['throttle']!++
      return refused('ThrottlingError')
    }
    const answer = await forward(call)
    if (drawn >= CONFLICTS + THROTTLES + LOST_ANSWERS) return answer
    met['lost']!++
    return 'hangup'
  })
  return {
    met,
    // A new table for each history.
    playing: { store: async (memory) => twinOf(memory, await storeAt(door.address, await server.makeTable())) },
    async close() {
      door.close()
      await server.stop()
    },
  }
}
