import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { type CancelledBooking, cancelledBookingWrite } from '../../../functions/ports/cancelled-bookings.ts'
import type { Write } from '../../../functions/ports/commit.ts'
import { visitWrite } from '../../../functions/ports/visits.ts'
import type { Visit } from '../../../shared/domain/booking/visit.ts'
import { NOW } from '../samples.ts'
import type { Subject } from './subject.ts'

const visitOf = (company: string, bookingId: string, change: Partial<Visit> = {}): Visit => ({
  company,
  bookingId,
  version: 1,
  by: 'ada',
  updatedAt: NOW,
  ...change,
})

/** What a store owes to the port of what hosts write down. */
export const visits: Subject = {
  tests(world) {
    test('it is put once, changed by who knows it, and read for the bookings that are asked for', async () => {
      const { store } = world
      const company = world.newCompany()
      const later = visitOf(company, 'b1', { version: 2, attendance: 'attended', notes: 'On time.' })
      const first = visitOf(company, 'b1')
      const done: string[] = []
      for (const write of [
        visitWrite(first),
        visitWrite(first),
        visitWrite(later, first),
        visitWrite(later, first),
        visitWrite(visitOf(company, 'b2')),
      ])
        done.push((await store.commit([write])).outcome)
      assert.deepEqual(done, ['done', 'failed', 'done', 'failed', 'done'])
      assert.deepEqual(await store.visits(company, ['b1', 'b3']), [later])
    })
  },
}

const cancelled = (company: string, bookingId: string, startsAt = NOW): Write =>
  cancelledBookingWrite({ company, bookingId, startsAt })

/** What a store owes to the port of cancelled bookings. */
export const cancelledBookings: Subject = {
  verbs: [
    {
      title: 'cancelledBooking',
      write: (company) => cancelled(company, 'b1'),
      leaves: async (store, company) => [
        await store.cancelledBookings(company, NOW, NOW + 1, 9),
        [{ company, bookingId: 'b1', startsAt: NOW }],
      ],
    },
  ],
  tests(world) {
    test('what would have begun first comes first, so many at a time, from a place on', async () => {
      const { store } = world
      const company = world.newCompany()
      await world.given([
        cancelled(company, 'b2', NOW + 1),
        cancelled(company, 'b1', NOW + 1),
        cancelled(company, 'b0', NOW + 2),
        cancelled(company, 'b3', NOW),
        cancelled(company, 'b4', NOW + 9),
      ])
      const ids = async (most: number, after?: Pick<CancelledBooking, 'startsAt' | 'bookingId'>) =>
        (await store.cancelledBookings(company, NOW, NOW + 9, most, after)).map(({ bookingId }) => bookingId)
      assert.deepEqual(await ids(2), ['b3', 'b1'])
      assert.deepEqual(await ids(2, { startsAt: NOW + 1, bookingId: 'b1' }), ['b2', 'b0'])
      // A place that no list gave out is only a place.
      for (const startsAt of [NOW + 9, NOW + 100, Number.MAX_SAFE_INTEGER])
        assert.deepEqual(await ids(9, { startsAt, bookingId: 'b9' }), [])
      for (const startsAt of [NOW - 1, 0, -1]) assert.deepEqual(await ids(1, { startsAt, bookingId: 'b9' }), ['b3'])
    })
  },
}
