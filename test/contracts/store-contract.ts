import assert from 'node:assert/strict'
import { beforeAll, describe, test } from '@jest/globals'
import type { Committed, Write } from '../../functions/ports/commit.ts'
import type { RememberedAnswer } from '../../functions/ports/front-desk.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import type { Announcement } from '../../shared/domain/event/announcement.ts'
import type { LedgerWrite } from '../../shared/domain/ledger/decide.ts'
import { type Claim, cellsOf, clash, type LedgerDay, type Span } from '../../shared/domain/ledger/ledger.ts'
import type { Tally, TallyName } from '../../shared/domain/ledger/tally.ts'
import {
  at,
  bookingOf,
  changeOf,
  claimOf,
  connectionOf,
  DAY,
  effectOf,
  eventOf,
  invitationOf,
  linkOf,
  memberOf,
  NOW,
  spanOf,
  typeOf,
} from './samples.ts'

const DAY_MS = 86_400_000
const DONE: Committed = { outcome: 'done' }
const failedAt = (index: number): Committed => ({ outcome: 'failed', index })
/** How a commit ended, without the day that it may have brought along. */
const endOf = ({ outcome, ...rest }: Committed) => ('index' in rest ? { outcome, index: rest.index } : { outcome })

const ledger = (company: string, write: LedgerWrite): Write => ({ write: 'ledger', company, ledger: write })

const byCells = (company: string, claim: Claim, principal = 'ada'): Write =>
  ledger(company, { kind: 'claimCells', principal, day: DAY, claim, cells: cellsOf(claim, DAY) })

const replaced = (company: string, expectedVersion: number, claims: Claim[], principal = 'ada'): Write =>
  ledger(company, {
    kind: 'replaceDay',
    expectedVersion,
    next: { principal, day: DAY, version: expectedVersion + 1, claims },
  })

const answerOf = (company: string, change: Partial<RememberedAnswer> = {}): Write => ({
  write: 'answer',
  answer: {
    company,
    type: 'call',
    keyHash: 'k',
    requestHash: 'r',
    bookingId: 'b1',
    expiresAt: NOW + DAY_MS,
    ...change,
  },
})

async function dayOf(store: Repositories, company: string, principal = 'ada'): Promise<LedgerDay | undefined> {
  const [time] = await store.time(company, [principal], DAY, DAY, 'latest')
  return time!.days[0]
}

/** A day's claims have no order of their own. */
const byId = (a: Claim, b: Claim) => a.id.localeCompare(b.id)
const sortedDay = (day: LedgerDay | undefined) => day && { ...day, claims: day.claims.toSorted(byId) }
const idsOf = (day: LedgerDay | undefined) => (day?.claims ?? []).map(({ id }) => id).sort()

/** One verb of a commit: what it leaves behind, and the condition that makes the whole commit fail. */
interface Verb {
  title: string
  given?: (company: string) => Write[]
  write: (company: string) => Write
  /** What is read afterwards, and what it must be. */
  leaves: (store: Repositories, company: string) => Promise<[found: unknown, expected: unknown]>
  /** Writes after which, or instead of which, the condition does not hold. */
  failing?: Record<string, { given?: (company: string) => Write[]; write: (company: string) => Write }>
}

const booking = (company: string, version: number, expectedVersion: number): Write => ({
  write: 'booking',
  booking: bookingOf(company, { version }),
  expectedVersion,
})
const event = (company: string, version: number, expectedVersion: number): Write => ({
  write: 'event',
  event: eventOf(company, { version }),
  expectedVersion,
})
const member = (company: string, id: string, email?: string): Write => ({
  write: 'member',
  member: memberOf(company, id, email === undefined ? {} : { email }),
  passwordHash: 'hash',
})
const checkRevision = (company: string, expected: number): Write =>
  ledger(company, { kind: 'checkRevision', principal: 'ada', expected })
const raiseRevision = (company: string, principal = 'ada', expected?: number): Write =>
  ledger(company, { kind: 'raiseRevision', principal, ...(expected !== undefined && { expected }) })
const putSpan = (company: string, span: Span): Write => ledger(company, { kind: 'putSpan', span })
const timeOf = async (store: Repositories, company: string, principal = 'ada') =>
  (await store.time(company, [principal], DAY, DAY, 'latest'))[0]!

const CLASS: TallyName = { tally: 'session', principal: 'ada', startsAt: at('09:00'), id: 'class' }
const LIMIT: TallyName = { tally: 'limit', type: 'call', principal: 'ada', period: 'perWeek', startDate: DAY }
const add = (company: string, name: TallyName, id: string, count: number, room: number, shape?: string): Write =>
  ledger(company, { kind: 'addEntry', name, id, entry: { count }, room, ...(shape !== undefined && { shape }) })
const replaceTally = (
  company: string,
  name: TallyName,
  expectedVersion: number,
  entries: Tally['entries'],
  shape?: string,
): Write =>
  ledger(company, {
    kind: 'replaceTally',
    expectedVersion,
    next: {
      name,
      version: expectedVersion + 1,
      entries,
      ...(shape !== undefined && { shape, holders: ['ada', 'room'] }),
    },
  })
const limitOf = async (store: Repositories, company: string) => (await store.tallies(company, [LIMIT]))[0]!
const announcement = (company: string, moment = NOW): Announcement => ({
  id: 'a1',
  company,
  at: moment,
  origin: 'member:ada',
  steps: [{ after: eventOf(company), kind: 'created' }],
})
const revisionOf = async (store: Repositories, company: string) =>
  (await store.time(company, ['ada'], DAY, DAY, 'latest'))[0]!.revision
const schedule = { id: 'ada', timeZone: 'UTC', weekly: [], overrides: [] }

const verbs: Verb[] = [
  {
    title: 'booking, new',
    write: (company) => booking(company, 1, 0),
    leaves: async (store, company) => [await store.booking(company, 'b1'), bookingOf(company)],
    failing: {
      'it exists': { given: (company) => [booking(company, 1, 0)], write: (company) => booking(company, 1, 0) },
    },
  },
  {
    title: 'booking, changed',
    given: (company) => [booking(company, 1, 0)],
    write: (company) => booking(company, 2, 1),
    leaves: async (store, company) => [(await store.booking(company, 'b1'))?.version, 2],
    failing: {
      'another version stands there': {
        given: (company) => [booking(company, 1, 0)],
        write: (company) => booking(company, 3, 2),
      },
      'it does not exist': { write: (company) => booking(company, 2, 1) },
    },
  },
  {
    title: 'event, new',
    write: (company) => event(company, 1, 0),
    leaves: async (store, company) => [await store.event(company, 'e1'), eventOf(company)],
    failing: { 'it exists': { given: (company) => [event(company, 1, 0)], write: (company) => event(company, 1, 0) } },
  },
  {
    title: 'event, changed',
    given: (company) => [event(company, 1, 0)],
    write: (company) => event(company, 2, 1),
    leaves: async (store, company) => [(await store.event(company, 'e1'))?.version, 2],
    failing: {
      'another version stands there': {
        given: (company) => [event(company, 1, 0)],
        write: (company) => event(company, 3, 2),
      },
    },
  },
  {
    title: 'day, claimed by its cells',
    given: (company) => [byCells(company, claimOf('a', '09:00', '09:30', 10))],
    write: (company) => byCells(company, claimOf('b', '09:40', '10:00')),
    leaves: async (store, company) => [
      sortedDay(await dayOf(store, company)),
      {
        principal: 'ada',
        day: DAY,
        version: 2,
        claims: [claimOf('a', '09:00', '09:30', 10), claimOf('b', '09:40', '10:00')],
      },
    ],
    failing: {
      'busy time meets busy time': {
        given: (company) => [byCells(company, claimOf('a', '09:00', '09:30'))],
        write: (company) => byCells(company, claimOf('b', '09:25', '09:55')),
      },
      'busy time meets a neighbour’s buffer': {
        given: (company) => [byCells(company, claimOf('a', '09:00', '09:30', 10))],
        write: (company) => byCells(company, claimOf('b', '09:35', '10:00')),
      },
      'its buffer meets a neighbour’s busy time': {
        given: (company) => [byCells(company, claimOf('a', '09:00', '09:30'))],
        write: (company) => byCells(company, claimOf('b', '09:35', '10:00', 10)),
      },
      'the subject has a claim on that day': {
        given: (company) => [byCells(company, claimOf('a', '09:00', '09:30'))],
        write: (company) => byCells(company, claimOf('a', '14:00', '14:30')),
      },
      'it meets a buffer of a replaced day': {
        given: (company) => [replaced(company, 0, [claimOf('a', '09:00', '09:30', 10)])],
        write: (company) => byCells(company, claimOf('b', '09:35', '10:00')),
      },
      'a replaced day holds the time': {
        given: (company) => [replaced(company, 0, [claimOf('a', '09:00', '18:00')])],
        write: (company) => byCells(company, claimOf('b', '12:00', '12:30')),
      },
    },
  },
  {
    title: 'day, replaced',
    given: (company) => [byCells(company, claimOf('a', '09:00', '09:30'))],
    write: (company) => replaced(company, 1, [{ ...claimOf('b', '09:10', '09:40'), kind: 'event', isFree: true }]),
    leaves: async (store, company) => [
      await dayOf(store, company),
      {
        principal: 'ada',
        day: DAY,
        version: 2,
        claims: [{ ...claimOf('b', '09:10', '09:40'), kind: 'event', isFree: true }],
      },
    ],
    failing: {
      'it exists, and nothing was expected': {
        given: (company) => [byCells(company, claimOf('a', '09:00', '09:30'))],
        write: (company) => replaced(company, 0, []),
      },
      'a claim was laid on it since': {
        given: (company) => [replaced(company, 0, []), byCells(company, claimOf('a', '09:00', '09:30'))],
        write: (company) => replaced(company, 1, []),
      },
    },
  },
  {
    title: 'span',
    write: (company) => putSpan(company, spanOf('s1')),
    leaves: async (store, company) => [
      (await store.time(company, ['ada'], DAY, DAY, 'latest'))[0]!.spans,
      [spanOf('s1')],
    ],
  },
  {
    title: 'removeSpan',
    given: (company) => [putSpan(company, spanOf('s1')), putSpan(company, spanOf('s2'))],
    write: (company) => ledger(company, { kind: 'removeSpan', principal: 'ada', id: 's1' }),
    leaves: async (store, company) => [
      (await store.time(company, ['ada'], DAY, DAY, 'latest'))[0]!.spans,
      [spanOf('s2')],
    ],
  },
  {
    title: 'raiseRevision',
    given: (company) => [raiseRevision(company)],
    write: (company) => raiseRevision(company),
    leaves: async (store, company) => [await revisionOf(store, company), 2],
  },
  {
    title: 'raiseRevision, where nobody has yet',
    write: (company) => raiseRevision(company, 'ada', 0),
    leaves: async (store, company) => [await revisionOf(store, company), 1],
    failing: {
      'it was raised since': {
        given: (company) => [raiseRevision(company)],
        write: (company) => raiseRevision(company, 'ada', 0),
      },
    },
  },
  {
    title: 'raiseRevision, as it was read',
    given: (company) => [raiseRevision(company)],
    write: (company) => raiseRevision(company, 'ada', 1),
    leaves: async (store, company) => [await revisionOf(store, company), 2],
    failing: {
      'it was raised since': {
        given: (company) => [raiseRevision(company), raiseRevision(company)],
        write: (company) => raiseRevision(company, 'ada', 1),
      },
    },
  },
  {
    title: 'addEntry, where nothing is counted yet',
    write: (company) => add(company, LIMIT, 'b1', 2, 0),
    leaves: async (store, company) => [
      await limitOf(store, company),
      { name: LIMIT, version: 1, entries: { b1: { count: 2 } } },
    ],
    failing: {
      'a class that is not there must not be joined': { write: (company) => add(company, CLASS, 'b1', 1, 5, 'a@1') },
    },
  },
  {
    title: 'addEntry, beside others',
    given: (company) => [add(company, LIMIT, 'b1', 2, 0)],
    write: (company) => add(company, LIMIT, 'b2', 1, 2),
    leaves: async (store, company) => [Object.keys((await limitOf(store, company)).entries).sort(), ['b1', 'b2']],
    failing: {
      'there is no room': {
        given: (company) => [add(company, LIMIT, 'b1', 2, 0)],
        write: (company) => add(company, LIMIT, 'b2', 1, 1),
      },
      'it is counted already': {
        given: (company) => [add(company, LIMIT, 'b1', 2, 0)],
        write: (company) => add(company, LIMIT, 'b1', 1, 9),
      },
    },
  },
  {
    title: 'removeEntry',
    given: (company) => [add(company, LIMIT, 'b1', 2, 0), add(company, LIMIT, 'b2', 1, 2)],
    write: (company) => ledger(company, { kind: 'removeEntry', name: LIMIT, id: 'b1', count: 2 }),
    leaves: async (store, company) => [
      [(await limitOf(store, company)).entries, await store.commit([add(company, LIMIT, 'b3', 1, 1)])],
      [{ b2: { count: 1 } }, DONE],
    ],
    failing: {
      'it is not counted': {
        write: (company) => ledger(company, { kind: 'removeEntry', name: LIMIT, id: 'b1', count: 2 }),
      },
    },
  },
  {
    title: 'replaceTally, with what counts a class, and addEntry to it',
    given: (company) => [
      ledger(company, {
        kind: 'replaceTally',
        expectedVersion: 0,
        next: { name: LIMIT, version: 1, entries: {}, counted: [{ name: LIMIT, most: 2 }] },
      }),
    ],
    write: (company) => add(company, LIMIT, 'b1', 1, 1),
    leaves: async (store, company) => [
      await limitOf(store, company),
      { name: LIMIT, version: 2, entries: { b1: { count: 1 } }, counted: [{ name: LIMIT, most: 2 }] },
    ],
  },
  {
    title: 'replaceTally',
    given: (company) => [add(company, LIMIT, 'b1', 2, 0)],
    write: (company) => replaceTally(company, LIMIT, 1, { b2: { count: 1, until: NOW } }),
    leaves: async (store, company) => [
      await limitOf(store, company),
      { name: LIMIT, version: 2, entries: { b2: { count: 1, until: NOW } } },
    ],
    failing: {
      'somebody was counted since': {
        given: (company) => [add(company, LIMIT, 'b1', 2, 0), add(company, LIMIT, 'b2', 1, 2)],
        write: (company) => replaceTally(company, LIMIT, 1, {}),
      },
      'it exists, and nothing was expected': {
        given: (company) => [add(company, LIMIT, 'b1', 2, 0)],
        write: (company) => replaceTally(company, LIMIT, 0, {}),
      },
    },
  },
  {
    title: 'a class, which stands among the days',
    given: (company) => [replaceTally(company, CLASS, 0, { b1: { count: 1 } }, 'b1@1')],
    write: (company) => add(company, CLASS, 'b2', 1, 4, 'b1@1'),
    leaves: async (store, company) => [
      (await timeOf(store, company)).sessions,
      [
        {
          name: CLASS,
          version: 2,
          entries: { b1: { count: 1 }, b2: { count: 1 } },
          shape: 'b1@1',
          holders: ['ada', 'room'],
        },
      ],
    ],
    failing: {
      'its time is another by now': {
        given: (company) => [
          replaceTally(company, CLASS, 0, { b1: { count: 1 } }, 'b1@1'),
          replaceTally(company, CLASS, 1, { b3: { count: 1, until: NOW } }, 'b3@2'),
        ],
        write: (company) => add(company, CLASS, 'b2', 1, 4, 'b1@1'),
      },
    },
  },
  {
    title: 'dropTally',
    given: (company) => [replaceTally(company, CLASS, 0, { b1: { count: 1 } })],
    write: (company) => ledger(company, { kind: 'dropTally', name: CLASS, expectedVersion: 1 }),
    leaves: async (store, company) => [(await timeOf(store, company)).sessions, []],
    failing: {
      'somebody joined since': {
        given: (company) => [
          replaceTally(company, CLASS, 0, { b1: { count: 1 } }, 'b1@1'),
          add(company, CLASS, 'b2', 1, 4, 'b1@1'),
        ],
        write: (company) => ledger(company, { kind: 'dropTally', name: CLASS, expectedVersion: 1 }),
      },
    },
  },
  {
    title: 'facts',
    given: (company) => [
      {
        write: 'facts',
        company,
        principal: 'ada',
        facts: { timeZone: 'Asia/Kolkata', daysOff: [], capacity: 4, isShared: true },
      },
    ],
    write: (company) => ({
      write: 'facts',
      company,
      principal: 'ada',
      facts: { timeZone: 'Europe/Berlin', capacity: undefined },
    }),
    leaves: async (store, company) => {
      const { facts, revision } = await timeOf(store, company)
      return [
        [facts, revision],
        [{ timeZone: 'Europe/Berlin', daysOff: [], isShared: true }, 2],
      ]
    },
  },
  {
    title: 'announcement',
    write: (company) => ({ write: 'announcement', announcement: announcement(company) }),
    leaves: async (store, company) => [
      [
        await store.announcement(company, 'a1'),
        (await store.openAnnouncements(NOW)).filter((one) => one.company === company).length,
        (await store.openAnnouncements(NOW - 1)).filter((one) => one.company === company).length,
      ],
      [announcement(company), 1, 0],
    ],
  },
  {
    title: 'settled',
    given: (company) => [{ write: 'announcement', announcement: announcement(company) }],
    write: (company) => ({ write: 'settled', announcement: announcement(company) }),
    leaves: async (store, company) => [await store.announcement(company, 'a1'), undefined],
    failing: {
      'somebody else settled it': { write: (company) => ({ write: 'settled', announcement: announcement(company) }) },
    },
  },
  {
    title: 'checkEvent',
    given: (company) => [event(company, 1, 0)],
    write: (company) => ({ write: 'checkEvent', company, id: 'e1', version: 1 }),
    leaves: async (store, company) => [(await store.event(company, 'e1'))?.version, 1],
    failing: {
      'it was changed': {
        given: (company) => [event(company, 1, 0), event(company, 2, 1)],
        write: (company) => ({ write: 'checkEvent', company, id: 'e1', version: 1 }),
      },
    },
  },
  {
    title: 'standing',
    write: (company) => ({
      write: 'standing',
      company,
      eventId: 'e1',
      standing: { principal: 'ada', claim: claimOf('e1', '09:00', '10:00') },
    }),
    leaves: async (store, company) => [
      await store.standings(company, 'e1'),
      [{ principal: 'ada', claim: claimOf('e1', '09:00', '10:00') }],
    ],
  },
  {
    title: 'removeStanding',
    given: (company) => [{ write: 'standing', company, eventId: 'e1', standing: { principal: 'ada' } }],
    write: (company) => ({ write: 'removeStanding', company, eventId: 'e1', principal: 'ada' }),
    leaves: async (store, company) => [await store.standings(company, 'e1'), []],
  },
  {
    title: 'a held booking, which is found when its time is over',
    write: (company) => ({
      write: 'booking',
      booking: bookingOf(company, { status: 'held', heldUntil: NOW }),
      expectedVersion: 0,
    }),
    leaves: async (store, company) => [
      [
        (await store.endedHolds(NOW)).filter((one) => one.company === company).map(({ id }) => id),
        (await store.endedHolds(NOW - 1)).filter((one) => one.company === company),
      ],
      [['b1'], []],
    ],
  },
  {
    title: 'checkRevision, never raised',
    write: (company) => checkRevision(company, 0),
    leaves: async (store, company) => [await revisionOf(store, company), 0],
    failing: {
      'it was raised': { given: (company) => [raiseRevision(company)], write: (company) => checkRevision(company, 0) },
    },
  },
  {
    title: 'checkRevision, raised before',
    given: (company) => [raiseRevision(company)],
    write: (company) => checkRevision(company, 1),
    leaves: async (store, company) => [await revisionOf(store, company), 1],
    failing: {
      'it was raised again': {
        given: (company) => [raiseRevision(company), raiseRevision(company)],
        write: (company) => checkRevision(company, 1),
      },
      'it was never raised': { write: (company) => checkRevision(company, 1) },
    },
  },
  {
    title: 'answer',
    write: answerOf,
    leaves: async (store, company) => [
      (await store.frontDesk(company, 'call', { keyHash: 'k' }, NOW)).answer?.bookingId,
      'b1',
    ],
    failing: {
      'one is remembered': {
        given: (company) => [answerOf(company)],
        write: (company) => answerOf(company, { bookingId: 'b2', expiresAt: NOW + DAY_MS + 3_600_000 }),
      },
    },
  },
  {
    title: 'answer, after the former one’s time',
    given: (company) => [answerOf(company)],
    write: (company) => answerOf(company, { bookingId: 'b2', expiresAt: NOW + 2 * DAY_MS }),
    leaves: async (store, company) => [
      (await store.frontDesk(company, 'call', { keyHash: 'k' }, NOW + DAY_MS)).answer?.bookingId,
      'b2',
    ],
  },
  {
    title: 'change',
    write: (company) => ({ write: 'change', change: changeOf(company, { formerHosts: ['bob'] }) }),
    leaves: async (store, company) => [
      (await store.markedChanges(NOW)).filter((one) => one.company === company),
      [changeOf(company, { formerHosts: ['bob'] })],
    ],
    failing: {
      'this version was told already': {
        given: (company) => [{ write: 'change', change: changeOf(company) }],
        write: (company) => ({ write: 'change', change: changeOf(company, { kind: 'moved' }) }),
      },
    },
  },
  {
    title: 'member',
    write: (company) => member(company, 'ada'),
    leaves: async (store, company) => [
      [await store.member(company, 'ada'), await store.login(`ada@${company}.test`)],
      [memberOf(company), { member: memberOf(company), passwordHash: 'hash' }],
    ],
    failing: {
      'the member exists': {
        given: (company) => [member(company, 'ada')],
        write: (company) => member(company, 'ada', `other@${company}.test`),
      },
      'the address is somebody else’s': {
        given: (company) => [member(company, 'ada')],
        write: (company) => member(company, 'bob', `ada@${company}.test`),
      },
    },
  },
  {
    title: 'invitation',
    write: (company) => ({ write: 'invitation', invitation: invitationOf(company), expectedVersion: 0 }),
    leaves: async (store, company) => [
      [await store.invitation(company, 'i1'), await store.invitations(company)],
      [invitationOf(company), [invitationOf(company)]],
    ],
    failing: {
      'another version stands there': {
        given: (company) => [{ write: 'invitation', invitation: invitationOf(company), expectedVersion: 0 }],
        write: (company) => ({
          write: 'invitation',
          invitation: invitationOf(company, { version: 3, status: 'revoked' }),
          expectedVersion: 2,
        }),
      },
    },
  },
  {
    title: 'hours, several of one principal',
    given: (company) => [{ write: 'hours', company, schedule: { ...schedule, id: 'ada.evenings' } }],
    write: (company) => ({ write: 'hours', company, schedule }),
    leaves: async (store, company) => [
      (await timeOf(store, company)).schedules.map(({ id }) => id).sort(),
      ['ada', 'ada.evenings'],
    ],
  },
  {
    title: 'changedMember',
    given: (company) => [member(company, 'bob')],
    write: (company) => ({ write: 'changedMember', member: memberOf(company, 'bob', { name: 'Bob', role: 'admin' }) }),
    leaves: async (store, company) => [
      await store.login(`bob@${company}.test`),
      { member: memberOf(company, 'bob', { name: 'Bob', role: 'admin' }), passwordHash: 'hash' },
    ],
    failing: {
      'nobody is there': { write: (company) => ({ write: 'changedMember', member: memberOf(company, 'bob') }) },
    },
  },
  {
    title: 'resource',
    write: (company) => ({ write: 'resource', company, resource: { id: 'room', name: 'Room', timeZone: 'UTC' } }),
    leaves: async (store, company) => [await store.resources(company), [{ id: 'room', name: 'Room', timeZone: 'UTC' }]],
  },
  {
    title: 'link',
    write: (company) => ({ write: 'link', link: linkOf(company) }),
    leaves: async (store, company) => [
      [await store.linkBySubject(company, 'c1', 'b1'), await store.linkByRemote(company, 'c1', 'remote1')],
      [linkOf(company), linkOf(company)],
    ],
  },
]

/**
 * What every store owes to its port, whatever it is made of.
 * @param makeStore an empty store, a new one for each call
 */
export function storeContract(name: string, makeStore: () => Promise<Repositories>): void {
  describe(`${name}: what a store owes to its port`, () => {
    let store: Repositories
    let made = 0
    /** Each test is a company of its own: none sees another's rows. */
    const newCompany = () => `company${made++}`
    const given = async (writes: Write[] = []) => {
      for (const write of writes) assert.deepEqual(await store.commit([write]), DONE)
    }
    beforeAll(async () => {
      store = await makeStore()
    })

    describe('the verbs of a commit', () => {
      for (const verb of verbs) {
        test(verb.title, async () => {
          const company = newCompany()
          await given(verb.given?.(company))
          assert.deepEqual(await store.commit([verb.write(company)]), DONE)
          const [found, expected] = await verb.leaves(store, company)
          assert.deepEqual(found, expected)
        })

        for (const [reason, failing] of Object.entries(verb.failing ?? {}))
          test(`${verb.title}: fails when ${reason}, by its index, and nothing of the commit is written`, async () => {
            const company = newCompany()
            await given(failing.given?.(company))
            const [before, after] = ['before', 'after'].map(
              (id): Write => ({ write: 'event', event: eventOf(company, { id }), expectedVersion: 0 }),
            ) as [Write, Write]
            const written = async () => (await store.subjects(company, ['before', 'after'])).events.length
            assert.deepEqual(endOf(await store.commit([before, failing.write(company), after])), failedAt(1))
            assert.equal(await written(), 0)
            assert.deepEqual(await store.commit([before, after]), DONE)
            assert.equal(await written(), 2)
          })
      }

      test('company: once in the life of a store', async () => {
        const empty = await makeStore()
        const company = (slug: string): Write => ({
          write: 'company',
          company: { slug, name: slug, timeZone: 'UTC' },
          sealedLinkKey: 'sealed',
        })
        assert.equal(await empty.hasCompanies(), false)
        assert.deepEqual(await empty.commit([company('one')]), DONE)
        assert.deepEqual(endOf(await empty.commit([company('one')])), failedAt(0))
        assert.deepEqual(endOf(await empty.commit([company('two')])), failedAt(0))
        assert.deepEqual(
          [await empty.hasCompanies(), await empty.company('one'), await empty.company('two')],
          [true, { company: { slug: 'one', name: 'one', timeZone: 'UTC' }, sealedLinkKey: 'sealed' }, undefined],
        )
      })

      test('a day whose condition failed comes along as it stands', async () => {
        const company = newCompany()
        await given([byCells(company, claimOf('a', '09:00', '09:30'))])
        const lost = await store.commit([byCells(company, claimOf('b', '09:15', '09:45'))])
        assert.deepEqual(lost, { ...failedAt(0), found: await dayOf(store, company) })
      })

      test('of two conditions that do not hold the first is named', async () => {
        const company = newCompany()
        await given([booking(company, 1, 0), raiseRevision(company)])
        assert.deepEqual(
          await store.commit([event(company, 1, 0), checkRevision(company, 0), booking(company, 1, 0)]),
          failedAt(1),
        )
      })
    })

    describe('many writers at once', () => {
      test('claims of one day that share no cell do not know of each other', async () => {
        const company = newCompany()
        const claims = Array.from({ length: 48 }, (_, i) => {
          const two = (minutes: number) =>
            `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
          return claimOf(`c${i}`, two(i * 20), two(i * 20 + 20))
        })
        const outcomes = await Promise.all(claims.map((claim) => store.commit([byCells(company, claim)])))
        assert.deepEqual(new Set(outcomes.map(({ outcome }) => outcome)), new Set(['done']))
        const day = await dayOf(store, company)
        assert.deepEqual([day?.version, idsOf(day)], [48, claims.map(({ id }) => id).sort()])
      })

      test('of many that want the same cells one gets them', async () => {
        const company = newCompany()
        const outcomes = await Promise.all(
          Array.from({ length: 40 }, (_, i) => store.commit([byCells(company, claimOf(`c${i}`, '09:00', '09:30'))])),
        )
        const winners = outcomes.flatMap(({ outcome }, i) => (outcome === 'done' ? [`c${i}`] : []))
        assert.equal(winners.length, 1)
        assert.deepEqual(idsOf(await dayOf(store, company)), winners)
      })

      test('of many that replace the same version one does, and a claim by cells shuts out whoever read before it', async () => {
        const company = newCompany()
        await given([replaced(company, 0, [claimOf('old', '08:00', '08:30')])])
        const outcomes = await Promise.all([
          ...Array.from({ length: 10 }, (_, i) =>
            store.commit([replaced(company, 1, [claimOf(`r${i}`, '12:00', '18:00')])]),
          ),
          store.commit([byCells(company, claimOf('cells', '12:30', '13:00'))]),
        ])
        assert.equal(outcomes.filter(({ outcome }) => outcome === 'done').length, 1)
        const day = await dayOf(store, company)
        assert.equal(day?.version, 2)
        assert.deepEqual(
          idsOf(day),
          outcomes[10]!.outcome === 'done'
            ? ['cells', 'old']
            : outcomes.flatMap(({ outcome }, i) => (outcome === 'done' ? [`r${i}`] : [])),
        )
      })

      test('claims by cells and replaced days, mixed over two people: no overlap, no claim lost, none by half', async () => {
        const company = newCompany()
        const wishes = Array.from({ length: 60 }, (_, i) => {
          const hour = String(8 + ((i * 7) % 10)).padStart(2, '0')
          return {
            claim: claimOf(`w${i}`, `${hour}:00`, `${hour}:${i % 2 === 0 ? '30' : '45'}`, i % 3 === 0 ? 10 : 0),
            i,
          }
        })
        const commitOf = async ({ claim, i }: (typeof wishes)[number]) => {
          const days = await Promise.all(['ada', 'bob'].map((one) => dayOf(store, company, one)))
          return store.commit(
            ['ada', 'bob'].map((principal, who) => {
              const { version = 0, claims = [] } = days[who] ?? {}
              return i % 4 === 0 && !claims.some((other) => clash(other, claim))
                ? replaced(company, version, [...claims, claim], principal)
                : byCells(company, claim, principal)
            }),
          )
        }
        const outcomes = await Promise.all(wishes.map(commitOf))
        const won = wishes.filter((_, i) => outcomes[i]!.outcome === 'done').map(({ claim }) => claim)
        assert.ok(won.length > 0)
        for (const [i, one] of won.entries())
          for (const other of won.slice(i + 1)) assert.ok(!clash(one, other), `${one.id} and ${other.id}`)
        for (const principal of ['ada', 'bob'])
          assert.deepEqual(idsOf(await dayOf(store, company, principal)), won.map(({ id }) => id).sort())
      })

      test('buffers may overlap buffers', async () => {
        const company = newCompany()
        await given([
          byCells(company, claimOf('a', '09:00', '09:30', 15)),
          byCells(company, claimOf('b', '09:45', '10:15', 15)),
          byCells(company, claimOf('c', '10:30', '10:45', 15)),
        ])
        assert.deepEqual(idsOf(await dayOf(store, company)), ['a', 'b', 'c'])
      })

      test('buffers that add up may not, and are read back as such', async () => {
        const company = newCompany()
        const adding = (...given: Parameters<typeof claimOf>): Claim => ({ ...claimOf(...given), buffersAddUp: true })
        const first = adding('a', '09:00', '09:30', 15)
        await given([byCells(company, first), byCells(company, claimOf('b', '10:00', '10:15', 15))])
        assert.deepEqual(
          (await dayOf(store, company))?.claims.find(({ id }) => id === 'a'),
          first,
        )
        for (const claim of [claimOf('c', '08:40', '08:45', 5), adding('d', '10:30', '10:45', 5)])
          assert.deepEqual(endOf(await store.commit([byCells(company, claim)])), failedAt(0), claim.id)
        await given([
          byCells(company, claimOf('e', '08:35', '08:40', 5)),
          byCells(company, adding('f', '10:35', '10:45', 5)),
        ])
      })

      test('a released claim frees exactly the cells that it held', async () => {
        const company = newCompany()
        await given([
          byCells(company, claimOf('a', '09:00', '09:30', 15)),
          byCells(company, claimOf('b', '09:45', '10:00')),
        ])
        const { version, claims } = (await dayOf(store, company))!
        await given([
          replaced(
            company,
            version,
            claims.filter(({ id }) => id !== 'a'),
          ),
        ])
        assert.deepEqual(endOf(await store.commit([byCells(company, claimOf('c', '09:40', '09:50'))])), failedAt(0))
        await given([byCells(company, claimOf('d', '09:10', '09:45'))])
      })
    })

    describe('a principal’s time', () => {
      test('has the days asked for, both ends included, of those asked for, in their order', async () => {
        const company = newCompany()
        for (const day of ['2027-01-31', '2027-02-01', '2027-02-28', '2027-03-01'])
          await given([
            ledger(company, {
              kind: 'replaceDay',
              expectedVersion: 0,
              next: { principal: 'ada', day, version: 1, claims: [] },
            }),
          ])
        await given([putSpan(company, spanOf('s', 'bob')), raiseRevision(company, 'bob')])
        for (const read of ['latest', 'quick'] as const) {
          const times = await store.time(company, ['bob', 'ada', 'nobody'], '2027-02-01', '2027-02-28', read)
          assert.deepEqual(
            times.map(({ principal, days, spans, revision }) => [
              principal,
              days.map(({ day }) => day),
              spans.length,
              revision,
            ]),
            [
              ['bob', [], 1, 1],
              ['ada', ['2027-02-01', '2027-02-28'], 0, 0],
              ['nobody', [], 0, 0],
            ],
          )
        }
      })

      test('of another company is another', async () => {
        const [one, other] = [newCompany(), newCompany()]
        await given([byCells(one, claimOf('a', '09:00', '09:30')), byCells(other, claimOf('b', '09:00', '09:30'))])
        assert.deepEqual([idsOf(await dayOf(store, one)), idsOf(await dayOf(store, other))], [['a'], ['b']])
      })

      test('keeps claims to the second, over midnight and with every kind', async () => {
        const company = newCompany()
        const claims: Claim[] = [
          { ...claimOf('late', '23:30', '23:59'), to: at('00:30', '2027-02-02') },
          ...(['event', 'booking', 'pending', 'hold', 'external'] as const).map((kind, i) => ({
            ...claimOf(kind, `0${i}:00`, `0${i}:30`),
            from: at(`0${i}:00`) + 7000,
            kind,
          })),
        ]
        await given([replaced(company, 0, claims)])
        const found = (await dayOf(store, company))!.claims
        assert.deepEqual(found.toSorted(byId), claims.toSorted(byId))
      })
    })

    describe('much at once', () => {
      test('a list longer than one page of an answer (1 MB) is whole', async () => {
        const company = newCompany()
        const slugs = Array.from({ length: 8 }, (_, i) => `type${i}`)
        for (const slug of slugs)
          assert.ok(await store.putType(typeOf(company, { slug, description: slug.repeat(50_000) }), 0))
        const types = await store.types(company)
        assert.deepEqual(
          types.map(({ slug, description }) => [slug, description.length]),
          slugs.map((slug) => [slug, 250_000]),
        )
      })

      test('more than 100 things by their ids, and more than fits into one answer (16 MB)', async () => {
        const company = newCompany()
        const small = Array.from({ length: 130 }, (_, i) => `small${i}`)
        const large = Array.from({ length: 60 }, (_, i) => `large${i}`)
        for (let i = 0; i < small.length; i += 65)
          assert.deepEqual(
            await store.commit(
              small
                .slice(i, i + 65)
                .map((id): Write => ({ write: 'event', event: eventOf(company, { id }), expectedVersion: 0 })),
            ),
            DONE,
          )
        const description = 'x'.repeat(300_000)
        for (let i = 0; i < large.length; i += 10)
          assert.deepEqual(
            await store.commit(
              large
                .slice(i, i + 10)
                .map(
                  (id): Write => ({ write: 'event', event: eventOf(company, { id, description }), expectedVersion: 0 }),
                ),
            ),
            DONE,
          )
        await given([booking(company, 1, 0)])
        const found = await store.subjects(company, [...small, ...large, 'b1', 'nobody', 'small1'])
        assert.deepEqual(found.events.map(({ id }) => id).sort(), [...small, ...large].sort())
        assert.deepEqual(
          found.bookings.map(({ id }) => id),
          ['b1'],
        )
      })
    })

    describe('people', () => {
      test('members of a company, without their secrets; a change keeps what it does not name', async () => {
        const company = newCompany()
        await given([member(company, 'ada'), member(company, 'bob')])
        const bob = memberOf(company, 'bob', { name: 'Bob', timeZone: 'Asia/Kolkata', role: 'admin' })
        await given([{ write: 'changedMember', member: bob }])
        assert.deepEqual(await store.members(company), [memberOf(company), bob])
        assert.deepEqual(await store.login(bob.email), { member: bob, passwordHash: 'hash' })
        assert.deepEqual(
          [await store.member(company, 'nobody'), await store.login('nobody@example.test')],
          [undefined, undefined],
        )
      })

      test('a session ends by its own time or by hand', async () => {
        const session = { company: newCompany(), memberId: 'ada', expiresAt: NOW }
        await store.putSession('hash', session)
        assert.deepEqual([await store.session('hash', NOW - 1), await store.session('hash', NOW)], [session, undefined])
        await store.removeSession('hash')
        assert.equal(await store.session('hash', NOW - 1), undefined)
      })

      test('tries are counted one by one, in windows', async () => {
        const key = newCompany()
        const counts = await Promise.all(Array.from({ length: 10 }, () => store.countTry(key, 0, 900)))
        assert.deepEqual(
          counts.sort((a, b) => a - b),
          [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
        )
        assert.equal(await store.countTry(key, 900_000, 900), 1)
        const triesIn = async (windowStart: number) =>
          (await store.frontDesk('c', 'call', { tries: { key, windowStart } }, NOW)).tries
        assert.deepEqual([await triesIn(0), await triesIn(900_000), await triesIn(1_800_000)], [10, 1, 0])
      })

      test('an OAuth state works once, however many come at once, and not after its time', async () => {
        const state = {
          company: newCompany(),
          memberId: 'ada',
          sessionHash: 's',
          provider: 'google' as const,
          codeVerifier: 'v',
          expiresAt: NOW,
        }
        await store.putOAuthState('once', state)
        const takers = await Promise.all(Array.from({ length: 10 }, () => store.takeOAuthState('once', NOW - 1)))
        assert.deepEqual(
          takers.filter((taken) => taken !== undefined),
          [state],
        )
        await store.putOAuthState('late', state)
        assert.equal(await store.takeOAuthState('late', NOW), undefined)
      })
    })

    describe('the desk', () => {
      test('a type is put over the version that was read, and goes', async () => {
        const company = newCompany()
        const [one, two] = [typeOf(company), typeOf(company, { version: 2, title: 'Talk' })]
        assert.deepEqual(
          [
            await store.putType(one, 0),
            await store.putType(one, 0),
            await store.putType(two, 1),
            await store.putType(two, 1),
          ],
          [true, false, true, false],
        )
        assert.deepEqual([await store.type(company, 'call'), await store.types(company)], [two, [two]])
        assert.deepEqual(
          [await store.removeType(company, 'call'), await store.removeType(company, 'call')],
          [true, false],
        )
        assert.equal(await store.type(company, 'call'), undefined)
      })

      test('a type comes with its company and with the answer remembered, as long as that lives', async () => {
        const empty = await makeStore()
        const owner = { slug: 'c', name: 'C', timeZone: 'UTC' }
        await empty.commit([{ write: 'company', company: owner, sealedLinkKey: 'sealed' }, answerOf('c')])
        await empty.putType(typeOf('c'), 0)
        const asked = { keyHash: 'k', booker: 'x' }
        const { type, company, answer, booker } = await empty.frontDesk('c', 'call', asked, NOW)
        assert.deepEqual(booker, { name: { tally: 'booker', type: 'call', booker: 'x' }, version: 0, entries: {} })
        assert.deepEqual([type, company?.slug, answer?.bookingId], [typeOf('c'), 'c', 'b1'])
        assert.equal((await empty.frontDesk('c', 'call', { keyHash: 'k' }, NOW + DAY_MS)).answer, undefined)
        assert.equal((await empty.frontDesk('c', 'call', {}, NOW)).answer, undefined)
        assert.deepEqual(await empty.frontDesk('elsewhere', 'call', { keyHash: 'k' }, NOW), { assigned: {}, tries: 0 })
      })

      test('names of people and things, and how often each served', async () => {
        const company = newCompany()
        const room = { id: 'room', name: 'Room', timeZone: 'UTC' }
        await given([member(company, 'ada'), member(company, 'bob'), { write: 'resource', company, resource: room }])
        await Promise.all(Array.from({ length: 7 }, () => store.countAssignment(company, 'call', 'bob', 1)))
        await store.countAssignment(company, 'call', 'ada', 3)
        const people = await store.people(company, ['ada', 'bob', 'nobody'], ['room'])
        assert.deepEqual(people.members.map(({ id }) => id).sort(), ['ada', 'bob'])
        assert.ok(people.members.every((one) => !('passwordHash' in one)))
        assert.deepEqual(people.resources, [room])
        assert.deepEqual((await store.frontDesk(company, 'call', { assigned: true }, NOW)).assigned, { ada: 3, bob: 7 })
      })

      test('what limits have counted in the periods of a month, and holidays of the company', async () => {
        const company = newCompany()
        await given([{ write: 'company', company: { slug: company, name: 'C', timeZone: 'UTC' }, sealedLinkKey: 's' }])
        const named = (startDate: string, period: 'perDay' | 'perMonth' = 'perDay'): TallyName => ({
          tally: 'limit',
          type: 'call',
          principal: 'ada',
          period,
          startDate,
        })
        const names = [
          named('2027-01-31'),
          named(DAY, 'perMonth'),
          named(DAY),
          named('2027-02-28'),
          named('2027-03-01'),
        ]
        await given(names.map((name) => add(company, name, 'b1', 1, 9)))
        const found = await store.limits(company, 'call', ['ada', 'bob'], DAY, '2027-02-28', 'latest')
        assert.deepEqual(
          found.map(({ name }) => name.tally === 'limit' && `${name.startDate} ${name.period}`),
          [`${DAY} perDay`, `${DAY} perMonth`, '2027-02-28 perDay'],
        )
        await store.putHolidays(company, [{ date: DAY, title: 'Day' }])
        assert.deepEqual((await store.company(company))?.company.holidays, [{ date: DAY, title: 'Day' }])
      })

      test('a claim of six hours still fits into one condition, and one of many places is read back whole', async () => {
        const company = newCompany()
        const whole: Claim = { ...claimOf('a', '09:00', '15:00'), until: NOW, places: 3, kind: 'hold' }
        await given([byCells(company, whole)])
        assert.deepEqual((await dayOf(store, company))?.claims, [whole])
        assert.deepEqual(endOf(await store.commit([byCells(company, claimOf('b', '14:55', '15:05'))])), failedAt(0))
      })
    })

    test('more than it takes at once: nothing is written', async () => {
      const company = newCompany()
      const raised = Array.from({ length: 101 }, (_, i) =>
        ledger(company, { kind: 'raiseRevision', principal: `p${i}` }),
      )
      assert.deepEqual(await store.commit(raised), { outcome: 'tooMany' })
      const [first] = await store.time(company, ['p0'], DAY, DAY, 'latest')
      assert.equal(first!.revision, 0)
    })

    describe('what is still to be done', () => {
      const changesOf = async (company: string, dueBefore: number) =>
        (await store.markedChanges(dueBefore)).filter((one) => one.company === company)
      const overdueOf = async (company: string, dueBefore: number) =>
        (await store.overdueEffects(dueBefore)).filter((one) => one.company === company).length

      test('a change is marked until it is told; one that cannot be told waits', async () => {
        const company = newCompany()
        const changes = [1, 2, 3].map((version) => changeOf(company, { version, at: NOW + version }))
        await given(changes.map((change): Write => ({ write: 'change', change })))
        assert.deepEqual(await changesOf(company, NOW + 2), changes.slice(0, 2))
        await store.unmark(changes[0]!)
        assert.deepEqual(
          [await store.change(company, 'b1', 1), await store.change(company, 'b1', 9)],
          [changes[0], undefined],
          'it stays as it was written',
        )
        await store.postpone(changes[1]!, NOW + 1000)
        assert.deepEqual(await changesOf(company, NOW + 999), [changes[2]])
        assert.deepEqual((await changesOf(company, NOW + 1000)).map(({ version }) => version).sort(), [2, 3])
        await store.postpone(changes[0]!, NOW)
        assert.deepEqual(await changesOf(company, NOW), [], 'what was told is not marked again')
      })

      test('an effect is planned once, led by one worker at a time, and free again when its lease ends', async () => {
        const company = newCompany()
        const effect = effectOf(company)
        await store.plan(effect)
        await store.plan({ ...effect, reason: 'planned again' })
        assert.deepEqual(await store.effectsOf(company, 'b1'), [effect])
        const workers = await Promise.all(Array.from({ length: 8 }, () => store.begin(effect, NOW, NOW + 5000)))
        assert.equal(workers.filter((leads) => leads).length, 1)
        assert.deepEqual([await overdueOf(company, NOW + 4999), await overdueOf(company, NOW + 5000)], [0, 1])
        assert.deepEqual(
          [await store.begin(effect, NOW + 4999, NOW + 9000), await store.begin(effect, NOW + 5000, NOW + 9000)],
          [false, true],
        )
        assert.equal((await store.effectsOf(company, 'b1'))[0]!.attempts, 2)
        await store.finish({ ...effect, state: 'sent', doneAt: NOW })
        assert.equal(await overdueOf(company, NOW + DAY_MS), 0)
        assert.equal(await store.begin(effect, NOW + DAY_MS, NOW + 2 * DAY_MS), false)
      })

      test('what is pending is counted', async () => {
        const empty = await makeStore()
        assert.deepEqual(await empty.pending(), { changes: 0, effects: 0 })
        for (let i = 0; i < 9; i++) {
          await empty.commit([{ write: 'change', change: changeOf('c', { subjectId: `s${i}` }) }])
          await empty.plan(effectOf('c', { subjectId: `s${i}`, ...(i < 4 && { state: 'skipped' }) }))
        }
        assert.deepEqual(await empty.pending(), { changes: 9, effects: 5 })
      })

      test('reminders of one subject are changed over the version that was read, and come due', async () => {
        const company = newCompany()
        const row = {
          company,
          subjectId: 'b1',
          version: 1,
          startsAt: NOW + DAY_MS,
          minutesBefore: [60],
          doneUntil: NOW,
          nextAt: NOW + 1000,
        }
        const { nextAt: _nextAt, ...done } = { ...row, version: 2, doneUntil: NOW + 1000 }
        assert.deepEqual([await store.putReminder(row, 0), await store.putReminder(row, 0)], [true, false])
        assert.deepEqual(await store.reminder(company, 'b1'), row)
        const due = async (before: number) =>
          (await store.dueReminders(before)).filter((one) => one.company === company)
        assert.deepEqual([await due(NOW + 999), await due(NOW + 1000)], [[], [row]])
        assert.deepEqual([await store.putReminder(done, 7), await store.putReminder(done, 1)], [false, true])
        assert.deepEqual([await store.reminder(company, 'b1'), await due(NOW + DAY_MS)], [done, []])
      })
    })

    describe('connected calendars', () => {
      test('a connection is put over the version that was read, and notifications counted meanwhile stay counted', async () => {
        const company = newCompany()
        const one = connectionOf(company, { cursor: 'cursor' })
        assert.deepEqual([await store.putConnection(one, 0), await store.putConnection(one, 0)], [true, false])
        await Promise.all([1, 2, 3].map(() => store.markDirty(company, 'ada', 'c1')))
        const { cursor: _cursor, ...two } = { ...one, version: 2, lastPulledAt: NOW }
        assert.deepEqual([await store.putConnection(two, 7), await store.putConnection(two, 1)], [false, true])
        assert.deepEqual(await store.connection(company, 'ada', 'c1'), { ...two, dirty: 3 })
        assert.deepEqual(await store.connectionsOf(company, 'ada'), [{ ...two, dirty: 3 }])
        await store.removeConnection(two)
        await store.markDirty(company, 'ada', 'c1')
        assert.equal(await store.connection(company, 'ada', 'c1'), undefined, 'a late notification revives nothing')
      })

      test('an active connection comes due, one at rest does not', async () => {
        const company = newCompany()
        await store.putConnection(connectionOf(company), 0)
        await store.putConnection(connectionOf(company, { id: 'c2', status: 'needsReconnect' }), 0)
        const due = (await store.dueConnections(NOW + DAY_MS)).filter((one) => one.company === company)
        assert.deepEqual(
          due.map(({ id }) => id),
          ['c1'],
        )
        assert.deepEqual(
          (await store.dueConnections(NOW - DAY_MS)).filter((one) => one.company === company),
          [],
        )
      })

      test('a watch channel leads to its connection', async () => {
        const to = { company: newCompany(), memberId: 'ada', connectionId: 'c1', tokenHash: 't' }
        await store.putChannel('channel', to, NOW)
        assert.deepEqual([await store.channel('channel'), await store.channel('other')], [to, undefined])
      })

      test('a link is found from both sides and goes from both', async () => {
        const company = newCompany()
        const [one, two] = [linkOf(company), linkOf(company, { subjectId: 'e1', remoteId: 'remote2' })]
        await store.putLink(one)
        await store.putLink(two)
        assert.deepEqual(await store.links(company, 'c1'), [one, two])
        await store.removeLink(one)
        assert.deepEqual(
          [
            await store.links(company, 'c1'),
            await store.linkBySubject(company, 'c1', 'b1'),
            await store.linkByRemote(company, 'c1', 'remote1'),
          ],
          [[two], undefined, undefined],
        )
      })
    })
  })
}
