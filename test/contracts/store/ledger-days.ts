import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import type { Claim } from '../../../shared/domain/ledger/ledger.ts'
import { at, claimOf, DAY, NOW } from '../samples.ts'
import { byCells, byId, dayOf, idsOf, replaced, sortedDay } from './ledger-parts.ts'
import { endOf, failedAt } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the days of the ledger. */
export const ledgerDays: Subject = {
  verbs: [
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
  ],
  tests(world) {
    const { given, newCompany } = world
    test('a day whose condition failed comes along as it stands', async () => {
      const { store } = world
      const company = newCompany()
      await given([byCells(company, claimOf('a', '09:00', '09:30'))])
      const lost = await store.commit([byCells(company, claimOf('b', '09:15', '09:45'))])
      assert.deepEqual(lost, { ...failedAt(0), found: await dayOf(store, company) })
    })

    test('cells of six hours are asked about one by one; of more the day is written as a whole, as it was read', async () => {
      const { store } = world
      const plain = [claimOf('b', '08:00', '14:00'), claimOf('b', '08:00', '12:00', 60)]
      const long = [
        claimOf('b', '08:00', '16:00'),
        claimOf('b', '08:00', '14:00', 60),
        { ...claimOf('b', '08:00', '12:30', 60), buffersAddUp: true },
      ]
      for (const claim of [...plain, ...long]) {
        const company = newCompany()
        await given([byCells(company, claimOf('c', '20:00', '20:30'))])
        // Decided on the empty day that it was a moment ago.
        const end = endOf(await store.commit([byCells(company, claim)]))
        assert.deepEqual(end, long.includes(claim) ? failedAt(0) : { outcome: 'done' })
        if (!long.includes(claim)) continue
        await given([byCells(company, claim, 'ada', [claimOf('c', '20:00', '20:30')])])
        assert.deepEqual(idsOf(await dayOf(store, company)), ['b', 'c'])
      }
    })

    test('buffers may overlap buffers', async () => {
      const { store } = world
      const company = newCompany()
      await given([
        byCells(company, claimOf('a', '09:00', '09:30', 15)),
        byCells(company, claimOf('b', '09:45', '10:15', 15)),
        byCells(company, claimOf('c', '10:30', '10:45', 15)),
      ])
      assert.deepEqual(idsOf(await dayOf(store, company)), ['a', 'b', 'c'])
    })

    test('buffers that add up may not, and are read back as such', async () => {
      const { store } = world
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
      const { store } = world
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

    test('keeps claims to the second, over midnight and with every kind', async () => {
      const { store } = world
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

    test('a claim of six hours still fits into one condition, and one of many places is read back whole', async () => {
      const { store } = world
      const company = newCompany()
      const whole: Claim = { ...claimOf('a', '09:00', '15:00'), until: NOW, places: 3, kind: 'hold' }
      await given([byCells(company, whole)])
      assert.deepEqual((await dayOf(store, company))?.claims, [whole])
      assert.deepEqual(endOf(await store.commit([byCells(company, claimOf('b', '14:55', '15:05'))])), failedAt(0))
    })
  },
}
