import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type Answer, atRest, bookingBody, type Client, mails, signIn, slots } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { until } from '../support/waiting.ts'

const HALF = '\ud83d'
const ENCODED = '=?utf-8?q?Free_money?='

describe('texts that people and strangers send', () => {
  let host: RunningHost
  let ada: Client
  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
  })
  afterAll(() => host.stop())

  const paths = ({ status, body }: Answer) => [status, body.errors?.map((fault: { path: string }) => fault.path)]
  const times = { startsAt: '2027-05-04T09:00:00Z', endsAt: '2027-05-04T10:00:00Z' }
  const create = (fields: Record<string, unknown>) => ada.post('/api/events', { title: 'Text', ...times, ...fields })

  const lines: [string, string, string | undefined][] = [
    ['an override of the direction', 'in\u202evoice', 'invoice'],
    ['isolates and marks around a name', '\u2068\u200eNoor\u2069', 'Noor'],
    ['Arabic with its letter mark', '\u061cنور', 'نور'],
    ['joiners inside', 'می\u200cخواهم 👩\u200d💻', 'می\u200cخواهم 👩\u200d💻'],
    ['spaces around it', '\u00a0 Noor \ufeff', 'Noor'],
    ['a zero-width space alone', '\u200b', undefined],
    ['nothing but what leaves no ink', '\u2800\u00ad\u3164\u202e \u2060', undefined],
    ['a bell', 'a\u0007b', undefined],
    ['a C1 control', 'a\u0085b', undefined],
    ['a line end', 'a\nb', undefined],
    ['a line separator', 'a\u2028b', undefined],
    ['an encoded word', `Ada ${ENCODED}`, undefined],
    ['half a character', `Ada ${HALF}`, undefined],
    ['what only looks like one', 'a =? b ?=', 'a =? b ?='],
  ]
  for (const [title, given, kept] of lines)
    test(`one line: ${title}`, async () => {
      const made = await create({ title: given })
      if (kept === undefined) assert.deepEqual(paths(made), [400, ['title']])
      else assert.deepEqual([made.status, made.body.title], [201, kept], JSON.stringify(made.body))
    })

  const texts: [string, string, string | undefined][] = [
    ['line ends and tabs', 'a\r\n\tb\nc', 'a\n\tb\nc'],
    ['marks of direction', '\u202bא\u202c', '\u202bא\u202c'],
    ['nothing but spaces', ' \n\u200b', ''],
    ['an encoded word', ENCODED, ENCODED],
    ['a null', 'a\u0000', undefined],
    ['an escape', '\u001b[31m', undefined],
    ['half a character', HALF, undefined],
  ]
  for (const [title, given, kept] of texts)
    test(`many lines: ${title}`, async () => {
      const made = await create({ description: given })
      if (kept === undefined) assert.deepEqual(paths(made), [400, ['description']])
      else assert.deepEqual([made.status, made.body.description], [201, kept], JSON.stringify(made.body))
    })

  test('rules, codes and addresses are what machines read', async () => {
    assert.deepEqual(paths(await create({ rrule: 'FREQ=DAILY\u200b' })), [400, ['rrule']])
    assert.deepEqual(paths(await create({ videoCallUrl: 'https://meet.test/\u202egpj.exe' })), [400, ['videoCallUrl']])
    assert.deepEqual(paths(await create({ attendees: [{ email: 'a@b.test', name: '\u200b' }] })), [201, undefined])
  })

  test('a stranger’s half characters are refused at their places, however deep, and in headers', async () => {
    const [slot] = await slots(host, 'call')
    const book = (body: unknown, key?: string) =>
      ada.post('/api/public/demo/call/bookings', body, key === undefined ? {} : { 'idempotency-key': key })
    const body = bookingBody(slot!.startsAt, 'Half')
    assert.deepEqual(paths(await book({ ...body, customer: { ...body.customer, name: `x${HALF}` } })), [
      400,
      ['customer.name'],
    ])
    assert.deepEqual(paths(await book({ ...body, answers: { q: HALF, [HALF]: 'x' }, guests: [HALF], [HALF]: 1 })), [
      400,
      [`${HALF}`, 'guests.0', `answers.${HALF}`, 'answers.q'].reverse(),
    ])
    const deep = await fetch(`${host.app}/api/me`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', cookie: ada.cookie },
      body: `${'['.repeat(60_000)}${']'.repeat(60_000)}`,
    })
    assert.equal(deep.status, 400)
    assert.equal((await ada.get('/api/public/demo/call/slots?from=%ED%A0%BD&to=2026-12-02&timeZone=UTC')).status, 400)
    assert.equal((await ada.get('/api/events/%ED%A0%BD')).status, 404)
    assert.deepEqual(paths(await book({ ...body, customer: { ...body.customer, name: ENCODED } })), [
      400,
      ['customer.name'],
    ])
  })

  test('names reach mails as they are written, those of the provider too', async () => {
    const account = 'ada@gmail.test'
    await fetch(`${host.local.google}/_control/events`, {
      method: 'POST',
      body: JSON.stringify({
        account,
        event: {
          summary: `Cut ${HALF}`,
          description: HALF,
          start: { dateTime: times.startsAt, timeZone: 'UTC' },
          end: { dateTime: times.endsAt, timeZone: 'UTC' },
        },
      }),
    })
    const begun = await ada.post('/api/connections', { provider: 'google', loginHint: account })
    const consent = await fetch(begun.body.authorizeUrl, { redirect: 'manual' })
    await ada.get(consent.headers.get('location')!)
    const [connection] = (await ada.get('/api/connections')).body.connections
    assert.equal((await ada.get(`/api/connections/${connection.id}/plan`)).status, 200)
    await ada.post(`/api/connections/${connection.id}/plan/approve`)
    await until(
      'it is in the calendar, made whole',
      async () => (await ada.get('/api/events?from=2027-05-04T00:00:00Z&to=2027-05-05T00:00:00Z')).body.events,
      (events) => events.some(({ title }: { title: string }) => title === 'Cut \ufffd'),
    )
    await atRest(host)
    const [slot] = await slots(host, 'call')
    const named = bookingBody(slot!.startsAt, 'Z\u202ex =?= ü', 'named@example.test')
    assert.equal((await ada.post('/api/public/demo/call/bookings', named)).status, 201)
    await atRest(host)
    const [mail] = await mails(host, 'named@example.test')
    assert.match(mail!.subject, /^Booked: Intro call with Ada Hartmann/)
    const [toHost] = await mails(host, 'ada@demo.test')
    assert.match(toHost!.subject, /^New booking: Intro call with Zx = \?= ü,/)
  })
})
