import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import type { Write } from '../../../functions/ports/commit.ts'
import type { Repositories } from '../../../functions/ports/repositories.ts'
import type { Tally, TallyName } from '../../../shared/domain/ledger/tally.ts'
import { at, DAY, NOW } from '../samples.ts'
import { timeOf } from './ledger-parts.ts'
import { DONE, inLedger } from './parts.ts'
import type { Subject } from './subject.ts'

const CLASS: TallyName = { tally: 'session', principal: 'ada', startsAt: at('09:00'), id: 'class' }

const LIMIT: TallyName = { tally: 'limit', type: 'call', principal: 'ada', period: 'perWeek', startDate: DAY }

const add = (company: string, name: TallyName, id: string, count: number, room: number, generation?: string): Write =>
  inLedger(company, {
    kind: 'addEntry',
    name,
    id,
    entry: { count },
    room,
    ...(generation !== undefined && { generation }),
  })

const replaceTally = (
  company: string,
  name: TallyName,
  expectedVersion: number,
  entries: Tally['entries'],
  generation?: string,
): Write =>
  inLedger(company, {
    kind: 'replaceTally',
    expectedVersion,
    next: {
      name,
      version: expectedVersion + 1,
      entries,
      ...(generation !== undefined && { generation, holders: ['ada', 'room'] }),
    },
  })

const limitOf = async (store: Repositories, company: string) => (await store.tallies(company, [LIMIT]))[0]!

/** What a store owes to what is counted. */
export const tallies: Subject = {
  verbs: [
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
      write: (company) => inLedger(company, { kind: 'removeEntry', name: LIMIT, id: 'b1', count: 2 }),
      leaves: async (store, company) => [
        [(await limitOf(store, company)).entries, await store.commit([add(company, LIMIT, 'b3', 1, 1)])],
        [{ b2: { count: 1 } }, DONE],
      ],
      failing: {
        'it is not counted': {
          write: (company) => inLedger(company, { kind: 'removeEntry', name: LIMIT, id: 'b1', count: 2 }),
        },
      },
    },
    {
      title: 'replaceTally, with what counts a class, and addEntry to it',
      given: (company) => [
        inLedger(company, {
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
        (await timeOf(store, company)).classes,
        [
          {
            name: CLASS,
            version: 2,
            entries: { b1: { count: 1 }, b2: { count: 1 } },
            generation: 'b1@1',
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
      write: (company) => inLedger(company, { kind: 'dropTally', name: CLASS, expectedVersion: 1 }),
      leaves: async (store, company) => [(await timeOf(store, company)).classes, []],
      failing: {
        'somebody joined since': {
          given: (company) => [
            replaceTally(company, CLASS, 0, { b1: { count: 1 } }, 'b1@1'),
            add(company, CLASS, 'b2', 1, 4, 'b1@1'),
          ],
          write: (company) => inLedger(company, { kind: 'dropTally', name: CLASS, expectedVersion: 1 }),
        },
      },
    },
  ],
  tests(world) {
    const { given, newCompany } = world
    test('what limits have counted in the periods of a month', async () => {
      const { store } = world
      const company = newCompany()
      const named = (startDate: string, period: 'perDay' | 'perMonth' = 'perDay'): TallyName => ({
        tally: 'limit',
        type: 'call',
        principal: 'ada',
        period,
        startDate,
      })
      const names = [named('2027-01-31'), named(DAY, 'perMonth'), named(DAY), named('2027-02-28'), named('2027-03-01')]
      await given(names.map((name) => add(company, name, 'b1', 1, 9)))
      const found = await store.limits(company, 'call', ['ada', 'bob'], DAY, '2027-02-28', 'latest')
      assert.deepEqual(
        found.map(({ name }) => name.tally === 'limit' && `${name.startDate} ${name.period}`),
        [`${DAY} perDay`, `${DAY} perMonth`, '2027-02-28 perDay'],
      )
    })
  },
}
