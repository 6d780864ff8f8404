import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { Committed, Write } from '../../functions/ports/commit.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import { PATIENCE_MS } from '../../functions/usecases/attempt.ts'
import { fanOutEvent } from '../../functions/usecases/event/fan-out-event.ts'
import { saveEvents } from '../../functions/usecases/event/save-event.ts'
import { changeProfile } from '../../functions/usecases/people/change-profile.ts'
import { changeResource } from '../../functions/usecases/people/change-resources.ts'
import { acceptInvitation, inviteMember } from '../../functions/usecases/people/invitations.ts'
import { saveAvailability } from '../../functions/usecases/people/save-availability.ts'
import { changeConnection } from '../../functions/usecases/sync/change-connection.ts'
import { tellKnownUntil } from '../../functions/usecases/sync/known-until.ts'
import type { World } from '../../functions/usecases/world.ts'
import { isRefusal } from '../../shared/domain/answers/refusal.ts'
import { connectionOf, eventOf, spanOf } from '../contracts/samples.ts'
import { type MemoryStore, memoryStore } from '../fakes/memory/memory-store.ts'
import type { Action } from '../simulation/action.ts'
import { COMPANY, foundCompany, hoursOf, MORNING, members, resources, startOf } from '../simulation/company.ts'
import { type Answer, perform, storeThrough } from '../simulation/perform.ts'

const CALL_MS = 100
const HOUR_MS = 3_600_000

/** A world whose clock runs with every call of the store, and whose commits a test may answer as it likes. */
class HostileWorld {
  readonly memory = memoryStore()
  /** What becomes of a commit; nothing: it is made. */
  hostility: ((writes: Write[], options: { patienceMs?: number } | undefined) => Promise<Committed>) | undefined
  /** Somebody else is always quicker at the connection. */
  isConnectionRaced = false
  elapsedMs = 0
  calls = 0
  commits = 0
  longestPatienceMs = 0
  private ids = 0

  readonly tools: World<Repositories> = {
    clock: {
      now: () => MORNING,
      elapsedMillis: () => this.elapsedMs,
      pause: async (milliseconds) => {
        this.elapsedMs += milliseconds
      },
    },
    random: { id: () => `id${this.ids++}`, secret: () => 'secret', fraction: () => 0.5 },
    store: storeThrough(this.memory, (method, args) => this.called(method, args)),
  }

  private called(method: keyof Repositories, args: unknown[]): Promise<unknown> {
    this.elapsedMs += CALL_MS
    this.calls++
    if (method === 'putConnection' && this.isConnectionRaced) return Promise.resolve(false)
    if (method !== 'commit' || !this.hostility)
      return (this.memory[method] as (...given: unknown[]) => Promise<unknown>).apply(this.memory, args)
    this.commits++
    const options = args[1] as { patienceMs?: number } | undefined
    this.longestPatienceMs = Math.max(
      this.longestPatienceMs,
      this.elapsedMs + (options?.patienceMs ?? Number.MAX_VALUE),
    )
    return this.hostility(args[0] as Write[], options)
  }
}

/** Tools for what must stand before the weather turns. */
const calmly = (memory: MemoryStore) => ({ ...new HostileWorld().tools, store: memory })

/** Everything that commits, each with what must stand before it. */
interface UseCase {
  title: string
  /** @returns what it acts on */
  before?: Action
  act(world: HostileWorld, before: Answer): Promise<unknown>
}

const nobody = { action: () => undefined, answer: () => undefined }
const acting = (title: string, action: (of: number) => Action, before?: Action): UseCase => ({
  title,
  ...(before && { before }),
  act: (world, answer) => perform(world.tools, action(0), { ...nobody, action: () => before, answer: () => answer }),
})

const booking: Action = { does: 'book', type: 'ask', start: 2, party: 1, customer: 'noor' }
const talk: Action = { does: 'book', type: 'talk', start: 2, party: 1, customer: 'noor' }
const meeting: Action = { does: 'plan', member: 'ada', start: 6, minutes: 30, rooms: ['oak'], guests: ['bob'] }
const series: Action = { ...meeting, rule: 'FREQ=DAILY' }

const accounts = (world: HostileWorld) => ({
  ...world.tools,
  throttles: false,
  passwords: { hash: async () => 'hash', matches: async () => true },
  secrets: { seal: async (plain: string) => plain, open: async (sealed: string) => sealed },
  links: {
    sign: async () => 'link',
    read: async () => ({ company: COMPANY, subjectId: 'id0', generation: 1 }),
  },
  setupCode: 'code',
})

const useCases: UseCase[] = [
  acting('a customer books', () => booking),
  acting('a customer books all dates of a course', () => ({
    does: 'book',
    type: 'course',
    start: 2,
    party: 1,
    customer: 'noor',
    further: [8, 12],
  })),
  acting('a customer takes a seat', () => ({ does: 'book', type: 'lesson', start: 2, party: 2, customer: 'noor' })),
  acting('a customer holds a time', () => ({ does: 'hold', type: 'talk', start: 2, party: 1 })),
  acting('a hold is given back', (of) => ({ does: 'release', of }), { does: 'hold', type: 'talk', start: 2, party: 1 }),
  acting('a host confirms', (of) => ({ does: 'confirm', of }), booking),
  acting('a host declines', (of) => ({ does: 'decline', of }), booking),
  acting('a customer moves', (of) => ({ does: 'move', of, start: 9 }), talk),
  acting('a host moves', (of) => ({ does: 'moveAsHost', of, start: 9 }), talk),
  acting('a connected calendar moves', (of) => ({ does: 'moveByFact', of, start: 9 }), talk),
  acting('a customer cancels', (of) => ({ does: 'cancel', of }), talk),
  acting('a member plans a meeting', () => meeting),
  acting('a member plans a series in a room', () => series),
  acting(
    'an organizer moves a meeting',
    (of) => ({ does: 'change', of, scope: 'all', occurrence: 0, start: 9 }),
    meeting,
  ),
  acting(
    'an organizer splits a series',
    (of) => ({ does: 'change', of, scope: 'following', occurrence: 2, start: 9 }),
    series,
  ),
  acting('an organizer deletes a meeting', (of) => ({ does: 'delete', of, scope: 'all', occurrence: 0 }), meeting),
  acting('an attendee replies', (of) => ({ does: 'reply', of, member: 'bob', reply: 'declined' }), meeting),
  acting('a connected calendar tells a fact', () => ({ does: 'fact', member: 'ada', start: 3, minutes: 30 })),
  acting('a member changes hours', () => ({ does: 'hours', member: 'ada', closesAt: '22:00' })),
  {
    title: 'a member with whole days ahead moves to another zone',
    act: async ({ tools, memory }) => {
      const [ada] = members
      const times = { kind: 'allDay' as const, startDate: '2027-02-02', endDate: '2027-02-03' }
      await saveEvents(calmly(memory), members, [{ after: eventOf(COMPANY, { times }), kind: 'created' }], 'system')
      return changeProfile(tools, ada!, { timeZone: 'Asia/Tokyo' })
    },
  },
  {
    title: 'a thing moves to another zone',
    act: ({ tools }) => changeResource(tools, COMPANY, resources[0]!, { ...resources[0]!, timeZone: 'Asia/Tokyo' }),
  },
  {
    title: 'a schedule is saved',
    act: ({ tools }) => saveAvailability(tools, COMPANY, 'ada', { schedule: hoursOf('ada', undefined) }),
  },
  {
    title: 'an admin invites',
    act: (world) => inviteMember(accounts(world) as never, members[0]!, { email: 'new@c.test', role: 'member' }),
  },
  {
    title: 'somebody joins',
    act: async (world) => {
      const invitation = {
        id: 'id0',
        company: COMPANY,
        version: 1,
        email: 'new@c.test',
        role: 'member' as const,
        status: 'open' as const,
        invitedBy: 'Ada',
        generation: 1,
        expiresAt: MORNING + HOUR_MS,
        createdAt: MORNING,
      }
      await world.memory.commit([{ write: 'invitation', invitation, expectedVersion: 0 }])
      return acceptInvitation(accounts(world) as never, 'token', { name: 'New', password: 'x', timeZone: 'UTC' })
    },
  },
  {
    title: 'a meeting of many is put into calendars',
    act: async ({ tools, memory }) => {
      const event = eventOf(COMPANY, {
        id: 'crowd',
        isCrowded: true,
        organizerId: 'ada',
        attendees: Array.from({ length: 30 }, (_, i) => ({
          email: `m${i}@c.test`,
          memberId: i === 0 ? 'bob' : `m${i}`,
          reply: 'accepted' as const,
        })),
        times: { kind: 'timed', startsAt: startOf(3), endsAt: startOf(4), timeZone: 'UTC' },
      })
      await memory.commit([{ write: 'event', event, expectedVersion: 0 }])
      return fanOutEvent(tools, COMPANY, 'crowd', 1)
    },
  },
  {
    title: 'it is told how far calendars are known',
    act: ({ tools }) => tellKnownUntil(tools, COMPANY, 'ada'),
  },
]

async function worldFor({ before }: UseCase): Promise<{ world: HostileWorld; answer: Answer }> {
  const world = new HostileWorld()
  await foundCompany(world.memory)
  const answer = before ? ((await perform(world.tools, before, nobody)) ?? {}) : {}
  assert.ok(!answer.refusal, JSON.stringify(answer.refusal))
  world.elapsedMs = 0
  world.calls = 0
  return { world, answer }
}

/** The refusal in an answer of any use case; a job says it by throwing. */
async function outcomeOf(acted: Promise<unknown>): Promise<string> {
  try {
    const answer = await acted
    if (!isRefusal(answer)) return 'done'
    const { refusal } = answer as { refusal: string | { refusal: string } | undefined }
    return typeof refusal === 'object' ? refusal.refusal : (refusal ?? 'done')
  } catch (fault) {
    return `throws: ${(fault as Error).message}`
  }
}

const lastOf = (writes: Write[]) => writes.length - 1
/** Losing at the head of a commit means that the thing itself changed; that is an answer of its own, and never the end of patience. */
const RACED = new Set(['Busy', 'Changed', 'NotFound', 'InvitationOver', 'AlreadyExists', 'AlreadySetUp'])

describe('every use case ends within its patience', () => {
  for (const useCase of useCases) {
    test(`${useCase.title}, and the store never lets it through`, async () => {
      const { world, answer } = await worldFor(useCase)
      world.hostility = async (writes) => ({ outcome: 'failed', index: lastOf(writes) })
      const outcome = await outcomeOf(useCase.act(world, answer))
      assert.ok(world.commits > 0, 'it never came to a commit')
      assert.ok(RACED.has(outcome) || /^throws: .*(Busy|not written|hold still)/.test(outcome), outcome)
      assert.ok(world.elapsedMs <= PATIENCE_MS + 30 * CALL_MS, `${world.elapsedMs} ms in ${world.calls} calls`)
    })

    test(`${useCase.title}, and the store is busy for as long as it may be`, async () => {
      const { world, answer } = await worldFor(useCase)
      world.hostility = async (_writes, options) => {
        world.elapsedMs += options?.patienceMs ?? Number.MAX_VALUE
        return { outcome: 'busy' }
      }
      const outcome = await outcomeOf(useCase.act(world, answer))
      assert.ok(world.commits > 0, 'it never came to a commit')
      assert.ok(outcome === 'Busy' || /^throws: .*(Busy|not written|hold still)/.test(outcome), outcome)
      // The patience is one: what the use case has left is what the store may spend.
      assert.ok(world.elapsedMs <= PATIENCE_MS + 30 * CALL_MS, `${world.elapsedMs} ms`)
    })

    test(`${useCase.title}, it is written and every other answer is lost: it is found and done`, async () => {
      const { world, answer } = await worldFor(useCase)
      let commits = 0
      world.hostility = async (writes) => {
        const committed = await world.memory.commit(writes)
        return committed.outcome === 'done' && commits++ % 2 === 0 ? { outcome: 'unknown' } : committed
      }
      assert.equal(await outcomeOf(useCase.act(world, answer)), 'done')
      assert.ok(commits > 0, 'it never came to a commit')
    })

    test(`${useCase.title}, nothing is written and no answer comes: it is not taken for done`, async () => {
      const { world, answer } = await worldFor(useCase)
      world.hostility = async (_writes, options) => {
        world.elapsedMs += options?.patienceMs ?? Number.MAX_VALUE
        return { outcome: 'unknown' }
      }
      const outcome = await outcomeOf(useCase.act(world, answer))
      assert.ok(world.commits > 0, 'it never came to a commit')
      assert.ok(outcome === 'Busy' || /^throws: .*(Busy|not written|hold still)/.test(outcome), outcome)
      assert.ok(world.elapsedMs <= PATIENCE_MS + 60 * CALL_MS, `${world.elapsedMs} ms`)
    })
  }
})

test('a connection that others always change first: it is given up as a fault, for the job to come again', async () => {
  const world = new HostileWorld()
  const connection = connectionOf(COMPANY, {})
  await world.memory.putConnection(connection, 0)
  world.isConnectionRaced = true
  const outcome = await outcomeOf(changeConnection(world.tools, connection, { problem: 'none' }))
  assert.match(outcome, /^throws: .*hold still/)
  assert.ok(world.elapsedMs <= PATIENCE_MS + 30 * CALL_MS, `${world.elapsedMs} ms`)
})

describe('an announcement that nobody can settle', () => {
  /** A room whose ledger names an announcement that is not there. */
  async function orphaned(): Promise<HostileWorld> {
    const world = new HostileWorld()
    await foundCompany(world.memory)
    const times = { kind: 'timed' as const, startsAt: startOf(6), endsAt: startOf(8), timeZone: 'UTC' }
    const span = { ...spanOf('lost', 'oak'), times, announcement: { id: 'gone', at: MORNING - HOUR_MS } }
    await world.memory.commit([{ write: 'ledger', company: COMPANY, ledger: { kind: 'putSpan', span } }])
    return world
  }
  const act = async (action: Action, before?: Action) => {
    const world = await orphaned()
    const answer = before ? await perform(world.tools, before, nobody) : undefined
    world.elapsedMs = 0
    const others = { action: () => before, answer: () => answer }
    const outcome = await outcomeOf(perform(world.tools, action, others))
    assert.ok(world.elapsedMs <= PATIENCE_MS + 30 * CALL_MS, `${world.elapsedMs} ms in ${world.calls} calls`)
    return outcome
  }

  test('its time is taken: a visit beside it is booked, one in it is not', async () => {
    const visit = (start: number): Action => ({ does: 'book', type: 'visit', start, party: 1, customer: 'noor' })
    assert.equal(await act(visit(2)), 'done')
    assert.equal(await act(visit(6)), 'SlotTaken')
  })

  test('a meeting beside it is planned, one in it is refused', async () => {
    assert.equal(await act({ ...meeting, start: 2 } as Action), 'done')
    assert.equal(await act(meeting), 'RoomTaken')
  })

  test('a series beside it stands, one through it is withdrawn', async () => {
    assert.equal(await act({ ...series, start: 2 } as Action), 'done')
    assert.equal(await act(series), 'RoomTaken')
  })

  test('a booking can be cancelled, moved and held', async () => {
    const visit: Action = { does: 'book', type: 'visit', start: 2, party: 1, customer: 'noor' }
    assert.equal(await act({ does: 'cancel', of: 0 }, visit), 'done')
    assert.equal(await act({ does: 'move', of: 0, start: 12 }, visit), 'done')
    assert.equal(await act({ does: 'moveAsHost', of: 0, start: 12 }, visit), 'done')
    assert.equal(await act({ does: 'hold', type: 'visit', start: 12, party: 1 }), 'done')
  })
})
