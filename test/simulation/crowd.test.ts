import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { memberWrite } from '../../functions/ports/members.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import { changeEvent } from '../../functions/usecases/event/change-event.ts'
import { createEvent } from '../../functions/usecases/event/create-event.ts'
import { deleteEvent } from '../../functions/usecases/event/delete-event.ts'
import { fanOutEvent } from '../../functions/usecases/event/fan-out-event.ts'
import type { World } from '../../functions/usecases/world.ts'
import { isRefusal } from '../../shared/domain/answers/refusal.ts'
import { memberOf } from '../contracts/samples.ts'
import { memoryStore } from '../fakes/memory/memory-store.ts'
import { rounds } from '../support/long.ts'
import { COMPANY, foundCompany, MORNING, members, startOf } from './company.ts'
import { violationIn } from './invariants.ts'
import { storeThrough } from './perform.ts'
import { Turns } from './turns.ts'

const ORDERS = rounds(30)
const ATTENDEES = 60
const HOUR_MS = 3_600_000
const [ada] = members

const crowd = Array.from({ length: ATTENDEES }, (_, i) => memberOf(COMPANY, `m${String(i).padStart(2, '0')}`))

const timesAt = (start: number) => ({
  kind: 'timed' as const,
  startsAt: startOf(start),
  endsAt: startOf(start) + HOUR_MS,
  timeZone: 'UTC',
})

/**
 * A company with a crowd, and a way to let several of its people and jobs do things at once, in the order of a seed.
 */
async function meeting() {
  const memory = memoryStore()
  await foundCompany(memory)
  for (const member of crowd) await memory.commit([memberWrite(member, 'hash')])
  let ids = 0
  const clock = { now: () => MORNING, elapsedMillis: () => 0, pause: async () => {} }
  const random = { id: () => `event${ids++}`, secret: () => '', fraction: () => 0 }
  const tools: World<Repositories> = { store: memory, clock, random }
  const created = await createEvent(tools, ada!, {
    title: 'All hands',
    // Over midnight: everybody has two days to hold.
    times: timesAt(5),
    attendees: crowd.map(({ email }) => ({ email })),
    resources: ['oak'],
    privacy: 'public',
    showAs: 'busy',
    description: '',
    location: '',
    videoCallUrl: '',
  })
  if (isRefusal(created)) return assert.fail(created.refusal)
  const { id } = created.event
  return {
    id,
    tools,
    async atOnce(seed: number, doings: ((tools: World<Repositories>) => Promise<unknown>)[]) {
      const turns = new Turns(seed, 3)
      const done = doings.map((act, actor) =>
        act({
          clock,
          random,
          store: storeThrough(memory, (method, args) =>
            turns.call(actor, () => (memory[method] as (...given: unknown[]) => Promise<unknown>).apply(memory, args)),
          ),
        }),
      )
      await turns.play(async () => false)
      await Promise.all(done)
    },
    /** What the job of the last change does in the end. */
    async fanOutLast() {
      const { version } = (await memory.event(COMPANY, id))!
      await fanOutEvent(tools, COMPANY, id, version)
    },
    holders: () =>
      memory
        .ledgerNow(COMPANY)
        .days.flatMap((day) => day.claims.flatMap((claim) => (claim.id === id ? day.principal : []))),
    violation: () =>
      violationIn(memory.ledgerNow(COMPANY), {
        now: MORNING,
        movedByFact: new Set(),
        movedByHost: new Set(),
        isAtRest: true,
      }),
  }
}

describe(`a meeting of ${ATTENDEES}`, () => {
  test('moves while jobs still put it into calendars, one of them twice: everybody ends with its new time alone', async () => {
    for (let seed = 1; seed <= ORDERS; seed++) {
      const { id, atOnce, fanOutLast, holders, violation } = await meeting()
      await atOnce(seed, [
        (tools) => fanOutEvent(tools, COMPANY, id, 1),
        (tools) => fanOutEvent(tools, COMPANY, id, 1),
        (tools) => changeEvent(tools, ada!, { id }, { times: timesAt(9) }),
        (tools) => fanOutEvent(tools, COMPANY, id, 2),
      ])
      await fanOutLast()
      assert.equal(violation(), undefined)
      assert.equal(holders().length, ATTENDEES + 2)
    }
  })

  test('is deleted while a job still puts it into calendars: nobody keeps it', async () => {
    for (let seed = 1; seed <= ORDERS; seed++) {
      const { id, atOnce, fanOutLast, holders, violation } = await meeting()
      await atOnce(seed, [
        (tools) => fanOutEvent(tools, COMPANY, id, 1),
        (tools) => deleteEvent(tools, ada!, { id }),
        (tools) => fanOutEvent(tools, COMPANY, id, 2),
      ])
      await fanOutLast()
      assert.equal(violation(), undefined)
      assert.deepEqual(holders(), [])
    }
  })
})
