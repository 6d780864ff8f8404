import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import type { CalendarAccount } from '../../functions/ports/calendar-provider.ts'
import { memberWrite } from '../../functions/ports/members.ts'
import { pullCalendar } from '../../functions/usecases/sync/pull-calendar.ts'
import { connectionOf, linkOf, NOW } from '../contracts/samples.ts'
import { COMPANY, members } from '../simulation/company.ts'
import { HostileWorld } from './hostile-world.ts'

/** A calendar that has lost everything, and says so in whole listings and event by event. */
const emptied: CalendarAccount = {
  insert: () => Promise.reject(new Error('nothing is to be written')),
  update: () => Promise.reject(new Error('nothing is to be written')),
  remove: async () => {},
  get: async () => 'gone',
  async *changes() {
    yield { changes: [], cursor: 'next', knownUntil: NOW }
  },
  watch: async () => ({ resourceId: 'watched', endsAt: NOW }),
  stopWatch: async () => {},
  credentials: async () => 'sealed',
}

test('a listing that lacks most of what is linked deletes nothing, and the connection says so after the pull', async () => {
  const { memory, tools } = new HostileWorld()
  const world = {
    ...tools,
    secrets: { seal: async (plain: string) => plain, open: async (sealed: string) => sealed },
    publicAddress: 'https://almanac.test',
    syncQueue: { send: async () => {}, putOff: async () => {} },
    providers: {
      google: {
        provider: 'google' as const,
        authorizeUrl: async () => '',
        exchange: () => Promise.reject(new Error('nobody connects')),
        open: () => emptied,
      },
    },
  }
  await memory.commit([memberWrite(members[0]!, '')])
  const connection = connectionOf(COMPANY, { knownUntil: NOW })
  await memory.putConnection(connection, 0)
  for (let i = 0; i < 12; i++) await memory.putLink(linkOf(COMPANY, { subjectId: `e${i}`, remoteId: `remote${i}` }))
  await pullCalendar(world, connection)
  const after = await memory.connection(COMPANY, connection.memberId, connection.id)
  assert.equal(after?.cursor, 'next')
  assert.deepEqual([after.problemCode, after.problemData], ['eventsMissing', { missing: 12, of: 12 }])
  assert.match(after.problem ?? '', /^12 of 12 events are missing/)
  assert.equal((await memory.links(COMPANY, connection.id)).length, 12)
})
