import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { factsWrite, hoursRemoval, hoursWrite } from '../../../functions/ports/ledger.ts'
import { claimOf, DAY, spanOf } from '../samples.ts'
import { byCells, checkRevision, dayOf, idsOf, putSpan, raiseRevision, revisionOf, timeOf } from './ledger-parts.ts'
import { inLedger } from './parts.ts'
import type { Subject } from './subject.ts'

const schedule = { id: 'ada', timeZone: 'UTC', weekly: [], overrides: [] }

/** What a store owes to the port of ledger. */
export const ledger: Subject = {
  verbs: [
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
      write: (company) => inLedger(company, { kind: 'removeSpan', principal: 'ada', id: 's1' }),
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
      title: 'checkRevision, never raised',
      write: (company) => checkRevision(company, 0),
      leaves: async (store, company) => [await revisionOf(store, company), 0],
      failing: {
        'it was raised': {
          given: (company) => [raiseRevision(company)],
          write: (company) => checkRevision(company, 0),
        },
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
      title: 'facts',
      given: (company) => [
        factsWrite(company, 'ada', { timeZone: 'Asia/Kolkata', daysOff: [], capacity: 4, isShared: true }),
      ],
      write: (company) => factsWrite(company, 'ada', { timeZone: 'Europe/Berlin', capacity: undefined }),
      leaves: async (store, company) => {
        const { facts, revision } = await timeOf(store, company)
        return [
          [facts, revision],
          [{ timeZone: 'Europe/Berlin', daysOff: [], isShared: true }, 2],
        ]
      },
    },
    {
      title: 'noHours',
      given: (company) => [hoursWrite(company, schedule), hoursWrite(company, { ...schedule, id: 'ada.evenings' })],
      write: (company) => hoursRemoval(company, 'ada.evenings'),
      leaves: async (store, company) => [(await timeOf(store, company)).schedules, [schedule]],
    },
    {
      title: 'hours, several of one principal',
      given: (company) => [hoursWrite(company, { ...schedule, id: 'ada.evenings' })],
      write: (company) => hoursWrite(company, schedule),
      leaves: async (store, company) => [
        (await timeOf(store, company)).schedules.map(({ id }) => id).sort(),
        ['ada', 'ada.evenings'],
      ],
    },
  ],
  tests(world) {
    const { given, newCompany } = world
    test('has the days asked for, both ends included, of those asked for, in their order', async () => {
      const { store } = world
      const company = newCompany()
      for (const day of ['2027-01-31', '2027-02-01', '2027-02-28', '2027-03-01'])
        await given([
          inLedger(company, {
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
      const { store } = world
      const [one, other] = [newCompany(), newCompany()]
      await given([byCells(one, claimOf('a', '09:00', '09:30')), byCells(other, claimOf('b', '09:00', '09:30'))])
      assert.deepEqual([idsOf(await dayOf(store, one)), idsOf(await dayOf(store, other))], [['a'], ['b']])
    })
  },
}
