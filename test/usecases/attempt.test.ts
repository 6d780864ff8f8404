import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { ledgerWrite } from '../../functions/ports/ledger.ts'
import { PATIENCE_MS } from '../../functions/usecases/attempt.ts'
import { isRefusal } from '../../shared/domain/answers/refusal.ts'
import { spanOf } from '../contracts/samples.ts'
import type { Action } from '../simulation/action.ts'
import { COMPANY, foundCompany, MORNING, startOf } from '../simulation/company.ts'
import { perform } from '../simulation/perform.ts'
import { conditionalWrites, sourceOf, sourcesOf, storeWrites, textsOf, writersIn } from '../support/writers.ts'
import {
  answersLost,
  busy,
  CALL_MS,
  HostileWorld,
  neverThrough,
  orphaned,
  silent,
  slowThenBusy,
  type Weather,
} from './hostile-world.ts'
import { meeting, nobody, series, type WriterCase, worldFor, writerCases } from './writer-cases.ts'

const HOUR_MS = 3_600_000

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

/**
 * Losing at the head of a commit means that the thing itself changed; that is an answer of its own, and never the end
 * of patience.
 */
const RACED = new Set(['Busy', 'Changed', 'NotFound', 'InvitationOver', 'AlreadyExists', 'AlreadySetUp'])
const GIVEN_UP = /^throws: .*(Busy|not written|hold still|keeps? changing|written by others|cannot be asked)/

async function outcomeIn(weather: Weather, one: WriterCase): Promise<{ world: HostileWorld; outcome: string }> {
  const { world, answer } = await worldFor(one, ({ memory }) => foundCompany(memory))
  await weather(world)
  const outcome = await outcomeOf(one.act(world, answer))
  assert.ok(world.writes > 0 || outcome === one.besideOrphans, `it never came to a write: ${outcome}`)
  return { world, outcome }
}

/**
 * A part of what others decide on: the machine does not see it any more once it has handed over to what resolves one.
 */
const RESOLVING = 'functions/usecases/event/resolve-announcements.ts: resolveAnnouncements'

const within = ({ elapsedMs, calls }: HostileWorld, mostCalls: number) =>
  assert.ok(elapsedMs <= PATIENCE_MS + mostCalls * CALL_MS, `${elapsedMs} ms in ${calls} calls`)

describe('whoever writes ends within its patience', () => {
  for (const one of writerCases) {
    const { title, comesTo = 'done', mayEnd, hasNoRivals, each } = one

    test(`${title}, and the store never lets it through`, async () => {
      const { world, outcome } = await outcomeIn(neverThrough, one)
      const mayBeDone = mayEnd || hasNoRivals
      assert.ok(RACED.has(outcome) || GIVEN_UP.test(outcome) || (mayBeDone && outcome === comesTo), outcome)
      if (!each) within(world, 30)
    })

    test(`${title}, and the store is busy for as long as it may be`, async () => {
      const { world, outcome } = await outcomeIn(busy, one)
      assert.ok(outcome === 'Busy' || GIVEN_UP.test(outcome) || (mayEnd && outcome === comesTo), outcome)
      // The patience is one: what the use case has left is what the store may spend.
      if (!each) within(world, 30)
    })

    test(`${title}, it is written and every other answer is lost: it is found and done`, async () => {
      const { outcome } = await outcomeIn(answersLost, one)
      assert.equal(outcome, comesTo)
    })

    test(`${title}, nothing is written and no answer comes: it is not taken for done`, async () => {
      const { world, outcome } = await outcomeIn(silent, one)
      assert.ok(outcome === 'Busy' || GIVEN_UP.test(outcome) || (mayEnd && outcome === comesTo), outcome)
      if (!each) within(world, 60)
    })

    test(`${title}, and an announcement is orphaned: it is in nobody’s way`, async () => {
      const { world, outcome } = await outcomeIn(orphaned, one)
      assert.equal(outcome, one.besideOrphans ?? comesTo)
      if (!each) within(world, 0)
    })

    if (!each)
      test(`${title}, and the store is slow and then busy: the patience is spent once`, async () => {
        const { world, outcome } = await outcomeIn(slowThenBusy, one)
        assert.ok(outcome === comesTo || RACED.has(outcome) || GIVEN_UP.test(outcome), outcome)
        within(world, 30)
      })
  }

  test('every function of a use case that writes has its case here', async () => {
    const seen = new Set<string>()
    for (const one of writerCases) {
      const { world, answer } = await worldFor(one, ({ memory }) => foundCompany(memory))
      world.seen = seen
      await outcomeOf(one.act(world, answer))
    }
    const sources = sourcesOf('functions/usecases/**/*.ts')
    const conditional = [...writersIn(sources, conditionalWrites(textsOf('functions/ports/*.ts')))].filter(
      ([, { isDirect, isExported }]) => isDirect || isExported,
    )
    const others = [...writersIn(sources, storeWrites(textsOf('functions/adapters/dynamodb/*.ts')))].filter(
      ([, { isExported }]) => isExported,
    )
    const writers = new Map([...conditional, ...others])
    const all = [...writers].flatMap(([name, { isPart }]) => (isPart || name === RESOLVING ? [] : [name]))
    assert.ok(all.length > 90, `${all.length} writers`)
    assert.deepEqual(
      all.filter((name) => !seen.has(name)),
      [],
    )
  })
})

/** Use cases, and whether they write. */
const written: [what: string, source: string, writers: string[]][] = [
  [
    'commits in the one loop',
    "import { attempt } from '../attempt.ts'\nexport const one = (tools) => attempt(tools, decide)",
    ['one'],
  ],
  [
    'puts a row in the one loop',
    "import { patiently } from '../attempt.ts'\nexport async function one(tools) { return patiently(tools, turn) }",
    ['one'],
  ],
  ['puts a row by itself', 'export async function one({ store }) { return store.putTags(tags, 1) }', ['one']],
  [
    'lets another one of its file write',
    'function put(store) { return store.putTags(tags, 1) }\nexport async function one({ store }) { return put(store) }',
    ['put', 'one'],
  ],
  ['reads alone', 'export async function one({ store }) { return store.tags() }', []],
]

describe('writers are found', () => {
  const writes = conditionalWrites(textsOf('functions/ports/*.ts'))
  for (const [what, source, writers] of written)
    test(`a use case that ${what}`, () => {
      const found = writersIn([sourceOf('functions/usecases/booking/one.ts', source)], writes)
      assert.deepEqual([...found.values()].map(({ name }) => name).sort(), writers.toSorted())
    })
})

describe('an announcement that nobody can resolve', () => {
  /** A room whose ledger names an announcement that is not there. */
  async function orphaned(): Promise<HostileWorld> {
    const world = new HostileWorld()
    await foundCompany(world.memory)
    const times = { kind: 'timed' as const, startsAt: startOf(6), endsAt: startOf(8), timeZone: 'UTC' }
    const span = { ...spanOf('lost', 'oak'), times, announcement: { id: 'gone', at: MORNING - HOUR_MS } }
    await world.memory.commit([ledgerWrite(COMPANY, { kind: 'putSpan', span })])
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
