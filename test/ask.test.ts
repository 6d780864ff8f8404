import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, test } from '@jest/globals'
import { appEndpoints } from '../functions/http/app/app-door.ts'
import { meView } from '../functions/http/session-cookie.ts'
import * as meApi from '../shared/api/me.ts'
import { operations } from '../shared/api/operations.ts'
import { routes } from '../shared/api/routes.ts'
import { ask, ProblemError, problemOf } from '../web/src/ui/api.ts'
import { FILE, operationsFile } from './support/operations.ts'

describe('the table of operations', () => {
  test('is the routes (npm run operations)', () => assert.equal(readFileSync(FILE, 'utf8'), operationsFile()))

  test('names each route once', () => {
    assert.equal(new Set(routes.map(({ name }) => name)).size, routes.length)
    assert.deepEqual(Object.keys(operations).sort(), routes.map(({ name }) => name).sort())
  })
})

describe('what a page asks', () => {
  const browsersFetch = globalThis.fetch
  let sent: { address: string; init: RequestInit }[]
  let answer: () => Promise<Response>

  beforeEach(() => {
    sent = []
    answer = async () => Response.json({})
    globalThis.fetch = async (address, init = {}) => {
      sent.push({ address: String(address), init })
      return answer()
    }
  })
  afterEach(() => {
    globalThis.fetch = browsersFetch
  })

  const at = { company: 'demo', type: 'call' }
  const asked: [string, () => Promise<unknown>, string, string, Record<string, string>, unknown][] = [
    ['nothing but its name', () => ask('getMe'), 'GET', '/api/me', {}, undefined],
    [
      'parameters of the path, whatever they hold',
      () => ask('readBooking', { params: { token: 'a/b?c#d e%' } }),
      'GET',
      '/api/public/bookings/a%2Fb%3Fc%23d%20e%25',
      {},
      undefined,
    ],
    [
      'a query, without what is undefined',
      () =>
        ask('listSlots', {
          params: at,
          query: { from: '2027-01-01', to: '2027-01-31', timeZone: 'Etc/GMT+1', seats: 2, hostId: undefined },
        }),
      'GET',
      '/api/public/demo/call/slots?from=2027-01-01&to=2027-01-31&timeZone=Etc%2FGMT%2B1&seats=2',
      {},
      undefined,
    ],
    [
      'a header and a body',
      () =>
        ask('changeEvent', {
          params: { id: 'e1' },
          query: { scope: 'this', occurrence: '2027-01-01T09:00:00Z' },
          headers: { 'if-match': 7 },
          body: { title: 'Other' },
        }),
      'PATCH',
      '/api/events/e1?scope=this&occurrence=2027-01-01T09%3A00%3A00Z',
      { 'content-type': 'application/json', 'if-match': '7' },
      { title: 'Other' },
    ],
    [
      'an empty body, which is a body',
      () => ask('changeMe', { body: {} }),
      'PATCH',
      '/api/me',
      { 'content-type': 'application/json' },
      {},
    ],
  ]
  for (const [title, request, method, address, headers, body] of asked)
    test(`sends ${title}`, async () => {
      await request()
      const [{ init, address: to } = assert.fail('nothing was sent')] = sent
      assert.deepEqual([init.method, to, init.headers], [method, address, headers])
      assert.deepEqual(init.body === undefined ? undefined : JSON.parse(init.body as string), body)
    })

  test('is answered with the JSON, and with nothing by 204', async () => {
    answer = async () => Response.json({ members: [] })
    assert.deepEqual(await ask('listMembers'), { members: [] })
    answer = async () => new Response(null, { status: 204 })
    assert.equal(await ask('signOut'), undefined)
  })

  const failures: [string, () => Promise<Response>, number, string | undefined][] = [
    [
      'a refusal',
      async () =>
        new Response(JSON.stringify({ type: 'x', title: 'Taken.', status: 409, refusal: 'SlotTaken' }), {
          status: 409,
          headers: { 'content-type': 'application/problem+json' },
        }),
      409,
      'SlotTaken',
    ],
    ['an answer that is no JSON', async () => new Response('<h1>Bad gateway</h1>', { status: 502 }), 502, undefined],
    [
      'half an answer',
      async () => new Response('{"members":[', { headers: { 'content-type': 'application/json' } }),
      0,
      undefined,
    ],
    ['no network', async () => Promise.reject(new TypeError('Failed to fetch')), 0, undefined],
  ]
  for (const [title, failure, status, refusal] of failures)
    test(`${title} arrives as a problem`, async () => {
      answer = failure
      const error: unknown = await ask('listMembers').catch((thrown) => thrown)
      assert.ok(error instanceof ProblemError)
      const problem = problemOf(error)
      assert.deepEqual([problem.status, problem.refusal], [status, refusal])
      assert.ok(problem.title.length > 0)
    })

  test('can be given up', async () => {
    const giveUp = new AbortController()
    const reason = new Error('another month is asked for')
    answer = async () => {
      giveUp.abort(reason)
      throw reason
    }
    assert.equal(await ask('listMembers', { signal: giveUp.signal }).catch((thrown: unknown) => thrown), reason)
  })
})

/** What tsc must find; nothing of it runs. A line that is right after all would be a fault of types. */
const _mistakes = async (): Promise<void> => {
  // @ts-expect-error: no such operation
  await ask('listSlotz')
  // @ts-expect-error: an operation with parameters needs them
  await ask('readBooking')
  // @ts-expect-error: the address names company and type
  await ask('readBookingPage', { params: { company: 'demo' } })
  // @ts-expect-error: an unknown query parameter
  await ask('listSchedules', { query: { of: 'ada', from: '2027-01-01' } })
  // @ts-expect-error: a number that is none
  await ask('explainSlot', { params: { type: 'call' }, query: { startsAt: '', seats: 'two' } })
  // @ts-expect-error: one of four
  await ask('replyToEvent', { params: { id: 'e1' }, body: { reply: 'perhaps' } })
  // @ts-expect-error: only changes and deletions of events ask for a version
  await ask('getEvent', { params: { id: 'e1' }, headers: { 'if-match': 1 } })
  // @ts-expect-error: a body must be given, though each of its fields may be left out
  await ask('changeMe', {})
  const { members } = await ask('listMembers')
  // @ts-expect-error: what the route does not answer
  members[0]?.password

  appEndpoints(meApi, {
    // @ts-expect-error: an answer without what the route promises
    async getMe({ member }) {
      return { body: { id: member.id, email: member.email } }
    },
    // @ts-expect-error: another status than the route says
    async changeMe({ door, member }) {
      const { company } = (await door.store.company(member.company))!
      return { status: 201, body: meView(member, company) }
    },
  })
  // @ts-expect-error: a route of the subject without its handler
  appEndpoints(meApi, {
    async getMe({ door, member }) {
      const { company } = (await door.store.company(member.company))!
      return { body: meView(member, company) }
    },
  })
}
