import assert from 'node:assert/strict'
import { beforeEach, describe, test } from '@jest/globals'
import { bookingEndpoints as hosting } from '../../functions/http/app/bookings.ts'
import { eventEndpoints } from '../../functions/http/app/events.ts'
import { invitationEndpoints as inviting } from '../../functions/http/app/invitations.ts'
import { meEndpoints } from '../../functions/http/app/me.ts'
import { setUpEndpoints } from '../../functions/http/app/set-up.ts'
import { bookingEndpoints as customers } from '../../functions/http/public/bookings.ts'
import { holdEndpoints } from '../../functions/http/public/holds.ts'
import { invitationEndpoints as joining } from '../../functions/http/public/invitations.ts'
import type { Endpoint } from '../../functions/middleware/door.ts'
import { bookingWrite } from '../../functions/ports/bookings.ts'
import { companyWrite } from '../../functions/ports/companies.ts'
import { memberWrite } from '../../functions/ports/members.ts'
import { companyLinks } from '../../functions/usecases/people/links.ts'
import { isRefusal } from '../../shared/domain/answers/refusal.ts'
import { bookingOf, memberOf, NOW, typeOf } from '../contracts/samples.ts'
import { type MemoryStore, memoryStore } from '../fakes/memory/memory-store.ts'

// biome-ignore lint/suspicious/noExplicitAny: bodies of many routes, looked into
type Body = any
/** What an endpoint says. */
type Said = Awaited<ReturnType<Endpoint<unknown>['handle']>>

const endpoints = [
  ...eventEndpoints,
  ...inviting,
  ...meEndpoints,
  ...setUpEndpoints,
  ...hosting,
  ...customers,
  ...holdEndpoints,
  ...joining,
] as unknown as Endpoint<unknown>[]

const SLUG = 'c'
const ada = memberOf(SLUG, 'ada', { role: 'owner' })
const grace = memberOf(SLUG, 'grace')

/**
 * Endpoints on a store that goes dark as soon as it has committed something: nothing can be read or counted any more.
 */
describe('what was committed is answered, though the store is gone right after', () => {
  let memory: MemoryStore
  let door: Record<string, unknown>
  let isFragile: boolean
  let made: number

  beforeEach(async () => {
    memory = memoryStore()
    made = 0
    isFragile = false
    let isDark = false
    const store = new Proxy(memory, {
      get(target, name: keyof MemoryStore) {
        const method = target[name]
        if (typeof method !== 'function') return method
        return async (...given: unknown[]) => {
          if (isDark) throw new Error(`the store is gone: ${String(name)}`)
          const answer = await (method as (...given: unknown[]) => Promise<unknown>).apply(target, given)
          if (isFragile && name === 'commit' && (answer as { outcome: string }).outcome === 'done') isDark = true
          return answer
        }
      },
    })
    const secrets = { seal: async (plain: string) => plain, open: async (sealed: string) => sealed }
    door = {
      store,
      secrets,
      clock: { now: () => NOW, elapsedMillis: () => performance.now() },
      random: { id: () => `id${++made}`, secret: () => `secret${++made}`, fraction: () => 0.5 },
      passwords: { hash: async (text: string) => text, matches: async () => true },
      // A cold worker: no company's key was opened yet.
      links: companyLinks(store, secrets),
      throttles: true,
      quietSeconds: 0,
      publicAddress: 'https://almanac.test',
      setupCode: 'code',
    }
  })

  const call = async (name: string, parts: Record<string, unknown>): Promise<Said> => {
    const { handle } = endpoints.find(({ route }) => route.name === name)!
    return handle({ params: {}, query: {}, headers: {}, address: '::1', member: ada, door, ...parts } as never)
  }
  const had = (answer: Said): Body => {
    assert.ok(!isRefusal(answer), JSON.stringify(answer))
    return answer.body
  }
  const company = async () => {
    await memory.commit([companyWrite({ slug: SLUG, name: 'C', timeZone: 'UTC' }, 'key'), memberWrite(ada, '')])
    await memory.commit([memberWrite(grace, '')])
    await memory.putType(typeOf(SLUG, { hosts: ['ada', 'grace'], mostDates: 3 }), 0)
  }

  const event = {
    title: 'Planning',
    startsAt: '2027-02-01T09:00:00Z',
    endsAt: '2027-02-01T10:00:00Z',
    timeZone: 'UTC',
    rrule: 'FREQ=DAILY',
    attendees: [{ email: grace.email }],
    resources: [],
    privacy: 'public',
    showAs: 'busy',
    description: '',
    location: '',
    videoCallUrl: '',
  }
  const customer = { name: 'Noor', email: 'noor@example.test', timeZone: 'UTC' }
  const startsAt = '2027-02-01T09:00:00Z'
  const booking = { startsAt, customer, answers: {}, guests: [] }
  const place = { company: SLUG, type: 'call' }

  const token = async (purpose: 'manage' | 'join', id: string) =>
    companyLinks(memory, { seal: async (text) => text, open: async (text) => text }).sign(SLUG, id, purpose, 1)

  const cases: [string, () => Promise<[string, Record<string, unknown>]>, (body: Body) => void][] = [
    ['an event', async () => ['createEvent', { body: event }], (body) => assert.equal(body.title, 'Planning')],
    [
      'a change of an event',
      async () => {
        const { id } = had(await call('createEvent', { body: event }))
        return ['changeEvent', { params: { id }, query: { scope: 'all' }, body: { title: 'Other' } }]
      },
      (body) => assert.deepEqual([body.title, body.version], ['Other', 2]),
    ],
    [
      'its undo',
      async () => {
        const { id } = had(await call('createEvent', { body: event }))
        had(await call('changeEvent', { params: { id }, query: { scope: 'all' }, body: { title: 'Other' } }))
        return ['undoEventChange', { params: { id }, body: { version: 2 } }]
      },
      (body) => assert.equal(body.title, 'Planning'),
    ],
    [
      'a reply',
      async () => {
        const { id } = had(await call('createEvent', { body: event }))
        return ['replyToEvent', { params: { id }, body: { reply: 'declined' }, member: grace }]
      },
      (body) => assert.equal(body.attendees[0].reply, 'declined'),
    ],
    [
      'a deletion',
      async () => {
        const { id } = had(await call('createEvent', { body: event }))
        return ['deleteEvent', { params: { id }, query: { scope: 'all' } }]
      },
      (body) => assert.equal(body, undefined),
    ],
    [
      'a booking',
      async () => ['bookAppointment', { params: place, body: booking }],
      (body) => assert.match(body.manageUrl, /^https:\/\/almanac\.test\/booking\/c\./),
    ],
    [
      'a recurring booking of which a date is skipped',
      async () => {
        await memory.putType(typeOf(SLUG, { mostDates: 3, version: 2 }), 1)
        const repeat = { every: 'day', count: 3, onClash: 'skip' }
        had(await call('bookAppointment', { params: place, body: { ...booking, startsAt: '2027-02-02T09:00:00Z' } }))
        return ['bookAppointment', { params: place, body: { ...booking, repeat } }]
      },
      (body) => assert.deepEqual([body.dates.length, body.skipped.length], [2, 1]),
    ],
    [
      'a hold',
      async () => ['holdSlot', { params: place, body: { startsAt, timeZone: 'UTC' } }],
      (body) => assert.match(body.hold, /^c\./),
    ],
    [
      'a customer’s move',
      async () => {
        const { bookingId } = had(await call('bookAppointment', { params: place, body: booking }))
        const params = { token: await token('manage', bookingId) }
        return ['moveBooking', { params, body: { startsAt: '2027-02-01T11:00:00Z' } }]
      },
      (body) => assert.equal(body.startsAt, '2027-02-01T11:00:00.000Z'),
    ],
    [
      'a customer’s cancellation',
      async () => {
        const { bookingId } = had(await call('bookAppointment', { params: place, body: booking }))
        return ['cancelBooking', { params: { token: await token('manage', bookingId) } }]
      },
      (body) => assert.equal(body.status, 'cancelled'),
    ],
    [
      'a host’s answer',
      async () => {
        await memory.commit([bookingWrite(bookingOf(SLUG, { status: 'pending' }), 0)])
        return ['answerRequest', { params: { id: 'b1' }, body: { answer: 'confirm' } }]
      },
      (body) => assert.equal(body.booking.status, 'confirmed'),
    ],
    [
      'a move by the host',
      async () => {
        await memory.commit([bookingWrite(bookingOf(SLUG), 0)])
        const body = { startsAt: '2027-02-01T12:00:00Z', endsAt: '2027-02-01T12:30:00Z' }
        return ['changeEvent', { params: { id: 'b1' }, body }]
      },
      (body) => assert.equal(body.startsAt, '2027-02-01T12:00:00.000Z'),
    ],
    [
      'an invitation',
      async () => ['inviteMember', { body: { email: 'new@example.test', role: 'member' } }],
      (body) => assert.match(body.acceptUrl, /\/join\/c\./),
    ],
    [
      'somebody who joins',
      async () => {
        const { id } = had(await call('inviteMember', { body: { email: 'new@example.test', role: 'member' } }))
        const params = { token: await token('join', id) }
        return ['acceptInvitation', { params, body: { name: 'New', password: 'long enough', timeZone: 'UTC' } }]
      },
      (body) => assert.equal(body.name, 'New'),
    ],
    [
      'one’s own name',
      async () => ['changeMe', { body: { name: 'Ada H' } }],
      (body) => assert.equal(body.name, 'Ada H'),
    ],
  ]
  for (const [title, given, check] of cases)
    test(title, async () => {
      await company()
      const [name, parts] = await given()
      // Again a cold worker: what the preparation has opened is forgotten.
      door['links'] = companyLinks(door['store'] as MemoryStore, door['secrets'] as never)
      isFragile = true
      check(had(await call(name, parts)))
    })

  test('the first company', async () => {
    isFragile = true
    const body = {
      code: 'code',
      company: SLUG,
      companyName: 'C',
      name: 'Ada',
      email: 'ada@example.test',
      password: 'long enough',
      timeZone: 'UTC',
    }
    assert.equal(had(await call('setUpCompany', { body })).company, SLUG)
  })
})
