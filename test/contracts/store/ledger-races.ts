import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { PATIENCE_MS } from '../../../functions/usecases/attempt.ts'
import { clash } from '../../../shared/domain/ledger/ledger.ts'
import { claimOf } from '../samples.ts'
import { byCells, dayOf, idsOf, replaced } from './ledger-parts.ts'
import type { Subject } from './subject.ts'

const patient = { patienceMs: PATIENCE_MS }

/** What a store owes to many who write to the ledger at once. */
export const ledgerRaces: Subject = {
  tests(world) {
    const { given, newCompany } = world
    test('claims of one day that share no cell do not know of each other', async () => {
      const { store } = world
      const company = newCompany()
      const claims = Array.from({ length: 48 }, (_, i) => {
        const two = (minutes: number) =>
          `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
        return claimOf(`c${i}`, two(i * 20), two(i * 20 + 20))
      })
      const outcomes = await Promise.all(claims.map((claim) => store.commit([byCells(company, claim)], patient)))
      assert.deepEqual(new Set(outcomes.map(({ outcome }) => outcome)), new Set(['done']))
      const day = await dayOf(store, company)
      assert.deepEqual([day?.version, idsOf(day)], [48, claims.map(({ id }) => id).sort()])
    })

    test('of many that want the same cells one gets them', async () => {
      const { store } = world
      const company = newCompany()
      const outcomes = await Promise.all(
        Array.from({ length: 40 }, (_, i) =>
          store.commit([byCells(company, claimOf(`c${i}`, '09:00', '09:30'))], patient),
        ),
      )
      const winners = outcomes.flatMap(({ outcome }, i) => (outcome === 'done' ? [`c${i}`] : []))
      assert.equal(winners.length, 1)
      assert.deepEqual(idsOf(await dayOf(store, company)), winners)
    })

    test('of many that replace the same version one does, and a claim by cells shuts out whoever read before it', async () => {
      const { store } = world
      const company = newCompany()
      await given([replaced(company, 0, [claimOf('old', '08:00', '08:30')])])
      const outcomes = await Promise.all([
        ...Array.from({ length: 10 }, (_, i) =>
          store.commit([replaced(company, 1, [claimOf(`r${i}`, '12:00', '18:00')])], patient),
        ),
        store.commit([byCells(company, claimOf('cells', '12:30', '13:00'))], patient),
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
      const { store } = world
      const company = newCompany()
      const claims = Array.from({ length: 60 }, (_, i) => {
        const hour = String(8 + ((i * 7) % 10)).padStart(2, '0')
        return {
          claim: claimOf(`w${i}`, `${hour}:00`, `${hour}:${i % 2 === 0 ? '30' : '45'}`, i % 3 === 0 ? 10 : 0),
          i,
        }
      })
      const commitOf = async ({ claim, i }: (typeof claims)[number]) => {
        const days = await Promise.all(['ada', 'bob'].map((one) => dayOf(store, company, one)))
        return store.commit(
          ['ada', 'bob'].map((principal, who) => {
            const { version = 0, claims = [] } = days[who] ?? {}
            return i % 4 === 0 && !claims.some((other) => clash(other, claim))
              ? replaced(company, version, [...claims, claim], principal)
              : byCells(company, claim, principal)
          }),
          patient,
        )
      }
      const outcomes = await Promise.all(claims.map(commitOf))
      const won = claims.filter((_, i) => outcomes[i]!.outcome === 'done').map(({ claim }) => claim)
      assert.ok(won.length > 0)
      for (const [i, one] of won.entries())
        for (const other of won.slice(i + 1)) assert.ok(!clash(one, other), `${one.id} and ${other.id}`)
      for (const principal of ['ada', 'bob'])
        assert.deepEqual(idsOf(await dayOf(store, company, principal)), won.map(({ id }) => id).sort())
    })
  },
}
