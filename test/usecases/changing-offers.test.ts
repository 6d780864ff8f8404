import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { companyWrite } from '../../functions/ports/companies.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import { waitlistEntryWrite } from '../../functions/ports/waitlists.ts'
import { type Booked, bookAppointment } from '../../functions/usecases/booking/book-appointment.ts'
import type { BookingRequest } from '../../functions/usecases/booking/booking-request.ts'
import { cancelBooking } from '../../functions/usecases/booking/cancel-booking.ts'
import { removeType } from '../../functions/usecases/booking/change-types.ts'
import { answerRequest } from '../../functions/usecases/booking/confirm-booking.ts'
import { explainSlot } from '../../functions/usecases/booking/explain-slot.ts'
import { holdSlot } from '../../functions/usecases/booking/hold-slot.ts'
import { moveBooking, moveBookingAsHost } from '../../functions/usecases/booking/move-booking.ts'
import { lookAtWaitlist } from '../../functions/usecases/booking/offer-freed-places.ts'
import { joinWaitlist } from '../../functions/usecases/booking/waitlist.ts'
import { listEvents } from '../../functions/usecases/event/list-events.ts'
import { saveEvents } from '../../functions/usecases/event/save-event.ts'
import { changeResource } from '../../functions/usecases/people/change-resources.ts'
import { saveAvailability } from '../../functions/usecases/people/save-availability.ts'
import type { World } from '../../functions/usecases/world.ts'
import { isRefusal, type Refusal } from '../../shared/domain/answers/refusal.ts'
import type { AppointmentType } from '../../shared/domain/booking/appointment-type.ts'
import type { Booking } from '../../shared/domain/booking/booking.ts'
import type { CalendarEvent } from '../../shared/domain/event/calendar-event.ts'
import { at, eventOf, memberOf, NOW, typeOf, waitlistEntryOf } from '../contracts/samples.ts'
import { startTableServer, storeAt, type TableServer } from '../support/table-server.ts'

const server: TableServer = await startTableServer()
afterAll(() => server.stop())

/**
 * The use cases on a real table, with a clock that stands still for customers and runs for whoever tries again and
 * again.
 */
describe('the occupancy while its rules and people change', () => {
  let store: Repositories
  let tools: World<Repositories>
  let made = 0
  beforeAll(async () => {
    store = await storeAt(server.address, await server.makeTable())
    let elapsed = 0
    tools = {
      store,
      clock: { now: () => NOW, elapsedMillis: () => (elapsed += 200), pause: async () => {} },
      random: { id: () => `id${++made}`, secret: () => `secret${++made}`, fraction: () => 0.5 },
    }
    await store.commit([companyWrite({ slug: 'c', name: 'C', timeZone: 'UTC' }, 'sealed')])
  })

  /** A type with hosts and things that no other test has; saving it again changes it. */
  async function offer(slug: string, fields: Partial<AppointmentType>): Promise<AppointmentType> {
    const known = await store.type('c', slug)
    const type = typeOf('c', { ...known, slug, ...fields, version: (known?.version ?? 0) + 1 })
    assert.ok(await store.putType(type, known?.version ?? 0))
    return type
  }
  const book = (slug: string, time: string, more: Partial<BookingRequest> = {}): Promise<Booked | Refusal> =>
    bookAppointment(tools, {
      company: 'c',
      slug,
      startsAt: at(time),
      customer: { name: 'Noor', email: `noor${++made}@example.test`, timeZone: 'UTC' },
      answers: {},
      guests: [],
      ...more,
    })
  const hold = (slug: string, time: string, seats = 1) =>
    holdSlot(tools, { company: 'c', slug, startsAt: at(time), timeZone: 'UTC', seats })
  function had<T extends object>(answer: T | Refusal): T {
    assert.ok(!isRefusal(answer), JSON.stringify(answer))
    return answer
  }
  const booked = async (...asked: Parameters<typeof book>): Promise<Booking> => had(await book(...asked)).booking
  const refusalOf = (answer: object) => (isRefusal(answer) ? answer.refusal : undefined)
  /** Ids of what stands in somebody's ledger around the day. */
  const heldBy = async (principal: string) => {
    const [time] = await store.time('c', [principal], '2027-01-30', '2027-02-03', 'latest')
    return [...new Set(time!.days.flatMap(({ claims }) => claims.map(({ id }) => id)))]
  }

  test('two hosts of one type give classes at the same time: whoever joins has the seat and the host of one of them', async () => {
    await offer('yoga', { hosts: ['y1', 'y2'], seats: 2 })
    const [one, two, three] = [
      await booked('yoga', '09:00'),
      await booked('yoga', '09:00'),
      await booked('yoga', '09:00'),
    ]
    assert.deepEqual([one.hosts, two.hosts, three.hosts], [['y1'], ['y1'], ['y2']])
    assert.deepEqual((await booked('yoga', '09:00')).hosts, ['y2'])
    assert.equal(refusalOf(await book('yoga', '09:00')), 'Full')
    had(await cancelBooking(tools, 'c', one.id, 'customer'))
    assert.deepEqual((await booked('yoga', '09:00')).hosts, ['y1'])
  })

  test('a class of one type is not joined by those of another whose name begins the same', async () => {
    await offer('spin-pro', { hosts: ['s1'], seats: 5 })
    await offer('spin', { hosts: ['s1'], seats: 5 })
    had(await book('spin-pro', '09:00'))
    assert.equal(refusalOf(await book('spin', '09:00')), 'SlotTaken')
  })

  test('a class keeps its seats where they are counted when its hosts are put in another order', async () => {
    await offer('duet', { hosts: ['d1', 'd2'], assignment: 'collective', seats: 2 })
    had(await book('duet', '09:00'))
    await offer('duet', { hosts: ['d2', 'd1'] })
    had(await book('duet', '09:00'))
    assert.equal(refusalOf(await book('duet', '09:00')), 'Full')
  })

  test('of two rooms the one whose limit is not reached is taken', async () => {
    await offer('rooms', {
      hosts: [],
      resources: ['r1', 'r2'],
      limits: { perDay: 1, perWeek: null, perMonth: null, perBooker: null },
    })
    assert.deepEqual((await booked('rooms', '09:00')).resources, ['r1'])
    assert.deepEqual((await booked('rooms', '11:00')).resources, ['r2'])
    assert.equal(refusalOf(await book('rooms', '13:00')), 'LimitReached')
  })

  test('whoever names one host of a type that needs all of them gets all of them', async () => {
    await offer('panel', { hosts: ['p1', 'p2'], assignment: 'collective' })
    await offer('solo', { hosts: ['p2'] })
    had(await book('solo', '09:00'))
    assert.equal(refusalOf(await book('panel', '09:00', { hostId: 'p1' })), 'SlotTaken')
    assert.deepEqual((await booked('panel', '10:00', { hostId: 'p1' })).hosts, ['p1', 'p2'])
  })

  test('a class is joined in the room where it is, and frees that room when the last one leaves', async () => {
    await offer('clay', { hosts: ['k1'], resources: ['kiln', 'yard'], seats: 3 })
    const first = await booked('clay', '09:00')
    assert.deepEqual(first.resources, ['kiln'])
    assert.equal(refusalOf(await book('clay', '09:00', { resourceId: 'yard' })), 'SlotTaken')
    const second = await booked('clay', '09:00', { resourceId: 'kiln' })
    for (const { id } of [first, second]) had(await cancelBooking(tools, 'c', id, 'customer'))
    assert.deepEqual(await heldBy('kiln'), [])
  })

  test('a move keeps the breaks that the type asks for now, not those of the day it was booked', async () => {
    await offer('breaks', { hosts: ['b1'], bufferAfterMinutes: 30 })
    const { id } = await booked('breaks', '09:00')
    await offer('breaks', { bufferAfterMinutes: 0 })
    had(await book('breaks', '11:00'))
    assert.equal(had(await moveBooking(tools, 'c', id, at('10:30'))).bufferAfterMinutes, 0)
  })

  test('who leaves a class that goes on is told of the limit, for the class still counts', async () => {
    await offer('once', {
      hosts: ['o1'],
      seats: 3,
      limits: { perDay: 1, perWeek: null, perMonth: null, perBooker: null },
    })
    const { id } = await booked('once', '09:00')
    had(await book('once', '09:00'))
    assert.equal(refusalOf(await moveBooking(tools, 'c', id, at('11:00'))), 'LimitReached')
  })

  test('a room of a class that goes on stays taken for whoever leaves it', async () => {
    await offer('wheel', { hosts: ['w1', 'w2'], resources: ['shed'], seats: 3, durationsMinutes: [60] })
    const { id } = await booked('wheel', '09:00')
    had(await book('wheel', '09:00'))
    assert.equal(refusalOf(await moveBooking(tools, 'c', id, at('09:30'))), 'SlotTaken')
  })

  test('a class over which its host put something else is still joined, and still left', async () => {
    await offer('choir', { hosts: ['c1'], seats: 3 })
    const held = had(await hold('choir', '09:00'))
    const times = { kind: 'timed', startsAt: at('09:00'), endsAt: at('10:00'), timeZone: 'UTC' } as const
    const event = eventOf('c', { id: 'over', organizerId: 'c1', times })
    had(await saveEvents(tools, [memberOf('c', 'c1')], [{ after: event, kind: 'created' }], 'member:c1'))
    const { id } = await booked('choir', '09:00')
    assert.equal(had(await cancelBooking(tools, 'c', id, 'customer')).status, 'cancelled')
    assert.equal((await heldBy('c1')).length, 2, held.id)
  })

  test('of two requests with one key at once both get the one booking', async () => {
    await offer('twice', { hosts: ['t1'] })
    const customer = { name: 'Noor', email: 'noor@example.test', timeZone: 'UTC' }
    const request = () => booked('twice', '09:00', { idempotencyKey: 'key', customer })
    const answers = await Promise.all([request(), request(), request()])
    assert.equal(new Set(answers.map(({ id }) => id)).size, 1)
  })

  test('more hosts than a transaction takes are refused, not a fault', async () => {
    await offer('crowd', { hosts: Array.from({ length: 50 }, (_, i) => `h${i}`), assignment: 'collective' })
    assert.equal(refusalOf(await book('crowd', '09:00')), 'TooManyDates')
    assert.equal(refusalOf(await hold('crowd', '09:00')), 'TooManyDates')
  })

  test('a hold that has become a booking does not stand for a booking at another time', async () => {
    await offer('form', { hosts: ['f1'] })
    const { id } = had(await hold('form', '09:00'))
    assert.equal((await booked('form', '09:00', { holdId: id })).id, id)
    assert.equal((await booked('form', '10:00', { holdId: id })).startsAt, at('10:00'))
  })

  test('a booking stands although the count for fairness could not be written', async () => {
    await offer('fair', { hosts: ['e1', 'e2'] })
    const countAssignment = () => Promise.reject(new Error('the table is out'))
    const answer = await bookAppointment(
      { ...tools, store: { ...store, countAssignment } },
      {
        company: 'c',
        slug: 'fair',
        startsAt: at('09:00'),
        customer: { name: 'Noor', email: 'n@example.test', timeZone: 'UTC' },
        answers: {},
        guests: [],
      },
    )
    assert.equal(had(answer).booking.status, 'confirmed')
  })

  test('a recurring booking without its first date is known for one’s own when its answer was lost', async () => {
    await offer('weeks', { hosts: ['v1'], mostDates: 3 })
    had(await book('weeks', '09:00'))
    let isLost = true
    const commit: Repositories['commit'] = async (writes) => {
      const committed = await store.commit(writes)
      if (!isLost) return committed
      isLost = false
      return { outcome: 'failed', index: 0 }
    }
    const answer = await bookAppointment(
      { ...tools, store: { ...store, commit } },
      {
        company: 'c',
        slug: 'weeks',
        startsAt: at('09:00'),
        furtherStarts: [at('10:00'), at('11:00')],
        onClash: 'skip',
        customer: { name: 'Noor', email: 'noor@example.test', timeZone: 'UTC' },
        answers: {},
        guests: [],
      },
    )
    assert.deepEqual([had(answer).booking.startsAt, had(answer).further.length], [at('10:00'), 1])
  })

  test('all hosts of a class have it in their calendars', async () => {
    await offer('pair', { hosts: ['g1', 'g2'], assignment: 'collective', seats: 4 })
    const first = await booked('pair', '09:00')
    const second = await booked('pair', '09:00')
    for (const host of ['g1', 'g2']) {
      const listing = { from: at('08:00'), to: at('12:00'), memberIds: [host] }
      const { entries } = await listEvents(tools, memberOf('c', host), listing)
      const seats: string[] = []
      for await (const entry of entries) if ('session' in entry) seats.push(...entry.session.map(({ id }) => id))
      assert.deepEqual(seats.sort(), [first.id, second.id].sort(), host)
    }
  })

  test('a room that changes its zone is free once its whole day is deleted', async () => {
    const room = { id: 'loft', name: 'Loft', timeZone: 'Pacific/Auckland' }
    assert.equal(await saveAvailability(tools, 'c', room.id, { resource: room }), undefined)
    const times = { kind: 'allDay', startDate: '2027-02-01', endDate: '2027-02-02' } as const
    const event = eventOf('c', { id: 'fair', organizerId: 'l1', resources: [room.id], times })
    const members = [memberOf('c', 'l1')]
    had(await saveEvents(tools, members, [{ after: event, kind: 'created' }], 'member:l1'))
    assert.deepEqual(had(await changeResource(tools, 'c', room.id, { timeZone: 'UTC' })).timeZone, 'UTC')
    assert.deepEqual(await heldBy(room.id), ['fair'])
    const gone = { ...event, version: 2, isDeleted: true }
    had(await saveEvents(tools, members, [{ before: event, after: gone, kind: 'deleted' }], 'member:l1'))
    assert.deepEqual(await heldBy(room.id), [])
  })

  test('a series of more changed occurrences than one row holds is refused, not a fault', async () => {
    const wordy = (count: number) =>
      eventOf('c', {
        id: `wordy${count}`,
        organizerId: 'm1',
        rrule: 'FREQ=DAILY',
        changedOccurrences: Object.fromEntries(
          Array.from({ length: count }, (_, day) => [
            new Date(at('11:00') + day * 86_400_000).toISOString(),
            { description: 'so '.repeat(2600) },
          ]),
        ) as unknown as CalendarEvent['changedOccurrences'],
      })
    const save = (event: CalendarEvent) =>
      saveEvents(tools, [memberOf('c', 'm1')], [{ after: event, kind: 'created' }], 'member:m1')
    had(await save(wordy(40)))
    assert.equal(refusalOf(await save(wordy(60))), 'TooLarge')
  })

  test('a request that is declined twice is declined once', async () => {
    await offer('asked', { hosts: ['q1'], confirmation: 'manual' })
    const { id } = await booked('asked', '09:00')
    const decline = () => answerRequest(tools, 'c', id, 'decline', 'member:q1')
    assert.equal(had(await decline()).version, had(await decline()).version)
    assert.equal(refusalOf(await answerRequest(tools, 'c', id, 'confirm', 'member:q1')), 'BookingOver')
  })

  test('a request is confirmed although its limit was raised and used since', async () => {
    const limits = { perDay: 1, perWeek: null, perMonth: null, perBooker: null }
    await offer('raised', { hosts: ['z1'], confirmation: 'manual', limits })
    const { id } = await booked('raised', '09:00')
    await offer('raised', { limits: { ...limits, perDay: 3 } })
    had(await book('raised', '10:00'))
    assert.equal(had(await answerRequest(tools, 'c', id, 'confirm', 'member:z1')).status, 'confirmed')
    assert.equal(had(await moveBookingAsHost(tools, 'c', id, at('15:00'), 'member:z1')).startsAt, at('15:00'))
  })

  test('a host moves a booking past a series that was announced, and never resolved, in its way', async () => {
    const hall = { id: 'hall', name: 'Hall', timeZone: 'UTC' }
    assert.equal(await saveAvailability(tools, 'c', hall.id, { resource: hall }), undefined)
    await offer('hall', { hosts: [], resources: [hall.id] })
    const { id } = await booked('hall', '09:00')
    let commits = 0
    const dying: Repositories['commit'] = (writes) =>
      commits++ === 0 ? store.commit(writes) : Promise.reject(new Error('the power went out'))
    const times = { kind: 'timed', startsAt: at('09:00'), endsAt: at('10:30'), timeZone: 'UTC' } as const
    const series = eventOf('c', { id: 'daily', organizerId: 'n1', resources: [hall.id], times, rrule: 'FREQ=DAILY' })
    const cut = { ...tools, store: { ...store, commit: dying } }
    const saved = saveEvents(cut, [memberOf('c', 'n1')], [{ after: series, kind: 'created' }], 'member:n1')
    await assert.rejects(saved, /power/)
    assert.equal(had(await moveBookingAsHost(tools, 'c', id, at('10:00'), 'member:n1')).startsAt, at('10:00'))
    assert.equal((await store.event('c', 'daily'))?.isDeleted, true)
  })

  test('an event of no length, as other calendars have them, is taken and taken away', async () => {
    const times = { kind: 'timed', startsAt: at('09:00'), endsAt: at('09:00'), timeZone: 'UTC' } as const
    const event = eventOf('c', { id: 'moment', organizerId: 'u1', times })
    const members = [memberOf('c', 'u1')]
    had(await saveEvents(tools, members, [{ after: event, kind: 'created' }], 'member:u1'))
    assert.deepEqual(await heldBy('u1'), ['moment'])
    const gone = { ...event, version: 2, isDeleted: true }
    had(await saveEvents(tools, members, [{ before: event, after: gone, kind: 'deleted' }], 'member:u1'))
    assert.deepEqual(await heldBy('u1'), [])
  })

  test('a limit that was lowered names what would really lift it', async () => {
    const limits = { perDay: 5, perWeek: null, perMonth: null, perBooker: null }
    await offer('lowered', { hosts: ['x1'], limits })
    for (const time of ['09:00', '10:00', '11:00']) had(await book('lowered', time))
    await offer('lowered', { limits: { ...limits, perDay: 1 } })
    const why = await explainSlot(tools, 'c', 'lowered', { startsAt: at('15:00'), timeZone: 'UTC' })
    assert.deepEqual('reason' in why && typeof why.reason === 'object' && why.reason.lift, {
      rule: 'perDay',
      atLeast: 4,
    })
  })

  test('a class that opened under a limit is given back to it by whoever leaves last, though the limit went meanwhile', async () => {
    const limits = { perDay: 1, perWeek: null, perMonth: null, perBooker: null }
    await offer('gone', { hosts: ['lk1'], seats: 3, limits })
    const a = await booked('gone', '09:00')
    await offer('gone', { limits: { ...limits, perDay: null } })
    const b = await booked('gone', '09:00')
    had(await cancelBooking(tools, 'c', a.id, 'customer'))
    had(await cancelBooking(tools, 'c', b.id, 'customer'))
    await offer('gone', { limits })
    had(await book('gone', '11:00'))
  })

  describe('a type that is deleted, and whoever waits for it', () => {
    const owner = memberOf('c', 'w1', { role: 'owner' })
    const entriesOf = (slug: string) => store.waitlistEntries('c', slug, 600)
    const marked = async () => (await store.markedChanges(NOW)).filter(({ kind }) => kind === 'waitEnded')

    test('five hundred are more than one patience: the sweep goes on, and each is told once', async () => {
      const type = await offer('crowd', { hosts: ['w1'], waitlistMinutes: 60 })
      const entries = Array.from({ length: 500 }, (_, i) =>
        waitlistEntryOf('c', { id: `e${i}`, type: 'crowd', order: i + 1, openUntil: at('23:00') }),
      )
      for (let i = 0; i < 500; i += 100)
        await store.commit(entries.slice(i, i + 100).map((entry) => waitlistEntryWrite(entry, 0)))
      assert.ok(await store.putWaitlist({ company: 'c', type: 'crowd', version: 500 }, 0))
      assert.equal(await removeType(tools, owner, 'crowd'), undefined)
      const left = (await entriesOf('crowd')).length
      assert.ok(left > 0 && left < 500, `${left} are left`)
      assert.equal(await store.type('c', 'crowd'), undefined)
      for (let round = 0; (await entriesOf('crowd')).length > 0; round++) {
        assert.ok(round < 50, 'it goes on')
        const [due] = (await store.dueWaitlists(NOW)).filter(({ type: slug }) => slug === 'crowd')
        await lookAtWaitlist(tools, due!)
      }
      const told = new Set<string>()
      for (const { id } of entries) {
        const { version, title } = (await store.endedWait('c', 'crowd', id))!
        assert.equal(title, type.title)
        const change = await store.change('c', `crowd-${id}`, version)
        if (change?.kind === 'waitEnded' && change.origin === 'member:w1') told.add(change.subjectId)
      }
      assert.equal(told.size, 500)
      assert.deepEqual((await store.waitlist('c', 'crowd'))?.ending, undefined)
      assert.deepEqual(
        (await store.dueWaitlists(NOW)).filter((one) => one.type === 'crowd'),
        [],
      )
      assert.ok((await marked()).length > 0)
    })

    test('who joins at that very moment is turned away, and stays on no list', async () => {
      const limits = { perDay: 1, perWeek: null, perMonth: null, perBooker: null }
      await offer('late', { hosts: ['w2'], waitlistMinutes: 60, limits })
      had(await book('late', '09:00'))
      let reads = 0
      const waitlistEntries: Repositories['waitlistEntries'] = async (...asked) => {
        if (reads++ === 0) assert.equal(await removeType(tools, owner, 'late'), undefined)
        return store.waitlistEntries(...asked)
      }
      const day = at('09:00')
      const date = new Date(day).toISOString().slice(0, 10)
      const answer = await joinWaitlist(
        { ...tools, store: { ...store, waitlistEntries } },
        {
          ...{ company: 'c', slug: 'late', from: date, to: date },
          customer: { name: 'Bo', email: 'bo@example.test', timeZone: 'UTC' },
        },
      )
      assert.equal(refusalOf(answer), 'NotFound')
      assert.deepEqual([reads > 0, await entriesOf('late')], [true, []])
    })
  })
})
