import { type Committed, sealed } from '../../functions/ports/commit.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import { type AnyWrite, opened } from '../../functions/ports/writes.ts'
import type { LedgerWrite } from '../../shared/domain/ledger/decide.ts'
import type { Claim, PrincipalTime } from '../../shared/domain/ledger/ledger.ts'
import { tallyKey } from '../../shared/domain/ledger/tally.ts'
import type { KeptDay } from '../fakes/memory/ledger-days.ts'
import type { MemoryStore } from '../fakes/memory/memory-store.ts'
import type { Action } from './action.ts'
import { COMPANY } from './company.ts'
import type { Sabotage } from './history.ts'
import type { Invariant } from './invariants.ts'

const DAY_MS = 86_400_000

/** Something that would break a promise, and the promise that it breaks. */
export interface DeliberateFault {
  title: string
  breaks: Invariant
  sabotage: Sabotage
  /** Where it shows only in a race that chance seldom brings about: that race. */
  race?: Action[]
}

/** A store of which some methods are others. */
function withMethods(memory: MemoryStore, changed: Partial<Repositories>): Repositories {
  return new Proxy<Repositories>(memory, {
    get(target, name: keyof Repositories) {
      const method = changed[name] ?? target[name]
      return (method as (...args: unknown[]) => unknown).bind(changed[name] ? undefined : target)
    },
  })
}

/**
 * Commits other writes than were asked for; `undefined` leaves one out. Whoever asked hears of the write that they
 * asked for.
 */
const writing =
  (change: (write: AnyWrite, memory: MemoryStore, all: AnyWrite[]) => AnyWrite | undefined): Sabotage =>
  (memory) =>
    withMethods(memory, {
      async commit(writes): Promise<Committed> {
        const all = writes.map(opened)
        const kept = all.flatMap((write, index) => {
          const written = change(write, memory, all)
          return written ? [{ written: sealed(written), index }] : []
        })
        const committed = memory.commitNow(kept.map(({ written }) => written))
        return committed.outcome === 'failed' ? { outcome: 'failed', index: kept[committed.index]!.index } : committed
      },
    })

const inLedger = (
  change: (ledger: LedgerWrite, memory: MemoryStore, all: AnyWrite[]) => LedgerWrite | undefined,
): Sabotage =>
  writing((write, memory, all) => {
    if (write.write !== 'ledger') return write
    const ledger = change(write.ledger, memory, all)
    return ledger && { ...write, ledger }
  })

const dayNow = (memory: MemoryStore, principal: string, day: string): KeptDay | undefined =>
  memory.ledgerNow(COMPANY).days.find((one) => one.principal === principal && one.day === day)

const tallyNow = (memory: MemoryStore, name: Parameters<typeof tallyKey>[0]) =>
  memory.ledgerNow(COMPANY).tallies.find((one) => tallyKey(one.name) === tallyKey(name))

const isNews = (all: AnyWrite[], kind: AnyWrite['write']) => all.some(({ write }) => write === kind)

/** Changes what is read of a principal's time. */
const reading =
  (change: (times: PrincipalTime[], args: Parameters<Repositories['time']>) => PrincipalTime[]): Sabotage =>
  (memory) =>
    withMethods(memory, {
      time: async (...args) => change(await memory.time(...args), args),
    })

const seriesInOak = (member: string, start: number): Action => ({
  does: 'plan',
  member,
  start,
  minutes: 60,
  rooms: ['oak'],
  rule: 'FREQ=DAILY;COUNT=3',
  guests: [],
})

const visit = (customer: string, start: number): Action => ({ does: 'book', type: 'visit', start, party: 1, customer })

const withoutEnd = ({ until: _until, ...claim }: Claim): Claim => claim
const withoutBuffers = (claim: Claim): Claim => ({ ...claim, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 })

const claimsChanged = (change: (claim: Claim) => Claim): Sabotage =>
  inLedger((write) => {
    if (write.kind === 'claimCells') return { ...write, claim: change(write.claim) }
    if (write.kind !== 'replaceDay') return write
    return { ...write, next: { ...write.next, claims: write.next.claims.map(change) } }
  })

export const deliberateFaults: DeliberateFault[] = [
  {
    title: 'a claim does not ask whether the revision is still the one that was read',
    breaks: 'sold only what is offered',
    sabotage: inLedger((write) => (write.kind === 'checkRevision' ? undefined : write)),
  },
  {
    title: 'a claim by cells does not ask whether they are free',
    breaks: 'no overlap',
    sabotage: inLedger((write, memory) => {
      if (write.kind !== 'claimCells') return write
      const { principal, day, claim } = write
      const { version = 0, claims = [] } = dayNow(memory, principal, day) ?? {}
      const next = { principal, day, version: version + 1, claims: [...claims, claim] }
      return { kind: 'replaceDay', expectedVersion: version, next }
    }),
  },
  {
    title: 'a claim forgets the cells of its buffers',
    breaks: 'no cell lost or leaked',
    sabotage: inLedger((write) =>
      write.kind === 'claimCells' ? { ...write, cells: { ...write.cells, buffer: [] } } : write,
    ),
  },
  {
    title: 'a claim is written without its buffers',
    breaks: 'no claim lost',
    sabotage: claimsChanged(withoutBuffers),
  },
  {
    title: 'a claim over midnight forgets its second day',
    breaks: 'no claim lost',
    sabotage: inLedger((write, _, all) => {
      if (write.kind !== 'claimCells') return write
      const first = all.find(
        (one) => one.write === 'ledger' && one.ledger.kind === 'claimCells' && one.ledger.principal === write.principal,
      )
      return first?.write === 'ledger' && first.ledger === write ? write : undefined
    }),
  },
  {
    title: 'a day is replaced whatever its version is',
    breaks: 'no claim lost',
    sabotage: inLedger((write, memory) => {
      if (write.kind !== 'replaceDay') return write
      const version = dayNow(memory, write.next.principal, write.next.day)?.version ?? 0
      return { ...write, expectedVersion: version, next: { ...write.next, version: version + 1 } }
    }),
  },
  {
    title: 'a released claim leaves one of its cells behind',
    breaks: 'no cell lost or leaked',
    sabotage: (memory) =>
      withMethods(memory, {
        async commit(writes) {
          const before = writes.map(opened).flatMap((write) => {
            if (write.write !== 'ledger' || write.ledger.kind !== 'replaceDay') return []
            const { principal, day } = write.ledger.next
            return [{ principal, day, busy: dayNow(memory, principal, day)?.busy ?? new Set<number>() }]
          })
          const committed = memory.commitNow(writes)
          for (const { principal, day, busy } of before) {
            const kept = dayNow(memory, principal, day)?.busy as Set<number> | undefined
            const [left] = [...busy].filter((cell) => !kept?.has(cell))
            if (left !== undefined) kept?.add(left)
          }
          return committed
        },
      }),
  },
  {
    title: 'what moves or is cancelled keeps the day that it leaves',
    breaks: 'no claim leaked',
    sabotage: inLedger((write, memory) => {
      if (write.kind !== 'replaceDay') return write
      const kept = dayNow(memory, write.next.principal, write.next.day)?.claims ?? []
      return kept.length > write.next.claims.length ? undefined : write
    }),
  },
  {
    title: 'holds are written without their end',
    breaks: 'no claim lost',
    sabotage: claimsChanged(withoutEnd),
  },
  {
    title: 'a commit whose condition fails is written up to there',
    breaks: 'no claim leaked',
    sabotage: (memory) =>
      withMethods(memory, {
        async commit(writes) {
          const committed = memory.commitNow(writes)
          if (committed.outcome === 'failed')
            for (const write of writes.slice(0, committed.index))
              if (opened(write).write === 'ledger') memory.commitNow([write])
          return committed
        },
      }),
  },
  {
    title: 'a limit is counted beyond its ceiling',
    breaks: 'no limit exceeded',
    sabotage: inLedger((write) =>
      write.kind === 'addEntry' && write.name.tally !== 'session' ? { ...write, room: Number.MAX_SAFE_INTEGER } : write,
    ),
  },
  {
    title: 'a class is joined beyond its seats',
    breaks: 'no more seats than there are',
    sabotage: inLedger((write) =>
      write.kind === 'addEntry' && write.name.tally === 'session' ? { ...write, room: Number.MAX_SAFE_INTEGER } : write,
    ),
  },
  {
    title: 'a class that was given up can be joined',
    breaks: 'no claim lost',
    sabotage: inLedger((write) => (write.kind === 'addEntry' ? { ...write, generation: undefined } : write)),
  },
  {
    title: 'a class is given up although somebody has joined it',
    breaks: 'no claim lost',
    sabotage: inLedger((write, memory) =>
      write.kind === 'dropTally' ? { ...write, expectedVersion: tallyNow(memory, write.name)?.version ?? 0 } : write,
    ),
  },
  {
    title: 'a count is replaced whatever its version is',
    breaks: 'nothing lost from a count',
    sabotage: inLedger((write, memory) => {
      if (write.kind !== 'replaceTally') return write
      const version = tallyNow(memory, write.next.name)?.version ?? 0
      return { ...write, expectedVersion: version, next: { ...write.next, version: version + 1 } }
    }),
  },
  {
    title: 'whoever leaves is still counted',
    breaks: 'nothing leaked in a count',
    sabotage: inLedger((write) => (write.kind === 'removeEntry' ? undefined : write)),
  },
  {
    title: 'the limit of the week is not counted',
    breaks: 'nothing lost from a count',
    sabotage: inLedger((write) =>
      write.kind === 'addEntry' && write.name.tally === 'limit' && write.name.period === 'perWeek' ? undefined : write,
    ),
  },
  {
    title: 'a booking and its news are written over whatever version is there',
    breaks: 'no change lost',
    sabotage: writing((write, memory) => {
      if (write.write === 'change') return undefined
      if (write.write !== 'booking') return write
      const found = memory.ledgerNow(COMPANY).bookings.find(({ id }) => id === write.booking.id)
      return { ...write, expectedVersion: found?.version ?? 0 }
    }),
  },
  {
    title: 'an event and its news are written over whatever version is there',
    breaks: 'no change lost',
    sabotage: writing((write, memory) => {
      if (write.write === 'change') return undefined
      if (write.write !== 'event') return write
      const found = memory.ledgerNow(COMPANY).events.find(({ id }) => id === write.event.id)
      return { ...write, expectedVersion: found?.version ?? 0 }
    }),
  },
  {
    title: 'the answer to a key is not remembered',
    breaks: 'one key, one booking',
    sabotage: writing((write) => (write.write === 'answer' ? undefined : write)),
  },
  {
    title: 'the answer to a key is written over another',
    breaks: 'one key, one booking',
    sabotage: (memory) => {
      let written = 0
      // Each outlives the one before by so much that it may take its place.
      return writing((write) =>
        write.write === 'answer'
          ? { ...write, answer: { ...write.answer, expiresAt: write.answer.expiresAt + 2 * DAY_MS * ++written } }
          : write,
      )(memory)
    },
  },
  {
    title: 'new hours do not raise the revision',
    breaks: 'sold only what is offered',
    sabotage: writing((write, _, all) => (write.write === 'facts' && isNews(all, 'hours') ? undefined : write)),
  },
  {
    title: 'an announcement does not raise the revision',
    breaks: 'sold only what is offered',
    sabotage: inLedger((write, _, all) =>
      write.kind === 'raiseRevision' && isNews(all, 'announcement') ? undefined : write,
    ),
    race: [seriesInOak('ada', 4), visit('noor', 4), seriesInOak('bob', 8), visit('omar', 9)],
  },
  {
    title: 'the check of what was announced sees nothing',
    breaks: 'no overlap',
    sabotage: reading((times, [, , , to]) =>
      to === '9999-12-31' ? times.map((time) => ({ ...time, days: [], classes: [], spans: [] })) : times,
    ),
  },
  {
    title: 'the verdict on what was announced is not guarded by the revision',
    breaks: 'no overlap',
    sabotage: inLedger((write) => {
      if (write.kind !== 'raiseRevision') return write
      const { expected: _expected, ...unguarded } = write
      return unguarded
    }),
    race: [seriesInOak('bob', 2), seriesInOak('ada', 3), seriesInOak('cleo', 1)],
  },
  {
    title: 'what was announced is resolved twice',
    breaks: 'everybody gets an answer',
    sabotage: writing((write, memory) => {
      if (write.write !== 'resolved') return write
      const isOpen = memory.ledgerNow(COMPANY).announcements.some(({ id }) => id === write.announcement.id)
      return isOpen ? write : undefined
    }),
  },
  {
    title: 'the latest days that are read are those of a while ago',
    breaks: 'nobody is refused what is free',
    sabotage: (memory) => {
      const seen = new Map<string, PrincipalTime['days'][]>()
      return reading((times, [, , from, to]) =>
        times.map((time) => {
          const name = `${time.principal} ${from} ${to}`
          const before = seen.get(name) ?? []
          seen.set(name, [...before.slice(-3), time.days])
          return { ...time, days: before[0] ?? time.days }
        }),
      )(memory)
    },
  },
  {
    title: 'holds that have ended are not found by the sweep',
    breaks: 'everything is settled in the end',
    sabotage: (memory) => withMethods(memory, { endedHolds: async () => [] }),
  },
  {
    title: 'requests that nobody answered are not found by the sweep',
    breaks: 'everything is settled in the end',
    sabotage: (memory) => withMethods(memory, { unansweredRequests: async () => [] }),
  },
  {
    title: 'announcements whose announcer died are not found by the sweep',
    breaks: 'everything is settled in the end',
    sabotage: (memory) => withMethods(memory, { openAnnouncements: async () => [] }),
  },
]
