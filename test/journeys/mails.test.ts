import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { advanceClock, atRest, bookingBody, Client, mails, setFaults, signIn, slots } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { until, untilAsMany } from '../support/waiting.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

interface Unsent {
  id: string
  to: { name?: string; address: string }
  state: 'putOff' | 'failed'
  trouble?: string
  tries: number
  title?: string
  about: string
  detail?: string
  nextTryAt?: string
  addressFault?: string
}

describe('mails that do not go', () => {
  let host: RunningHost
  let ada: Client
  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
  })
  afterAll(() => host.stop())

  /** Far ahead, so that no reminder comes due meanwhile. */
  let free: string[] = []
  const book = async (name: string) => {
    if (free.length === 0) {
      const now = await advanceClock(host, 0)
      const far = (await slots(host, 'call')).filter(({ startsAt }) => Date.parse(startsAt) > now + 5 * 24 * HOUR_MS)
      free = far.map(({ startsAt }) => startsAt)
    }
    const booked = await new Client(host.app).post('/api/public/demo/call/bookings', bookingBody(free.shift()!, name))
    assert.equal(booked.status, 201, JSON.stringify(booked.body))
    return booked.body as { bookingId: string; manageUrl: string }
  }
  const list = async (path = '/api/unsent-mails') => {
    const { status, body } = await ada.get(path)
    assert.equal(status, 200, JSON.stringify(body))
    return body as { mails: Unsent[]; next?: string; stop?: { fault: string } }
  }
  const unsentTo = async (name: string) =>
    (await list()).mails.filter(({ to }) => to.address === `${name.toLowerCase()}@example.test`)
  const arrived = async (name: string) => (await mails(host, `${name.toLowerCase()}@example.test`)).length
  const health = async () => (await (await fetch(`${host.app}/api/health`)).json()).pending.effects as number

  test('an outage of hours loses none: put off and listed, none pending, and each arrives once when it ends', async () => {
    await setFaults(host, { mail: { answer: 'down', at: '' } })
    await book('Patience')
    const [waiting] = await until(
      'it is put off',
      () => unsentTo('Patience'),
      (found) => found.length === 1,
    )
    assert.deepEqual(
      [waiting!.state, waiting!.trouble, waiting!.about, waiting!.title],
      ['putOff', 'unreachable', 'booked', 'Intro call'],
    )
    assert.ok(waiting!.nextTryAt !== undefined)
    await atRest(host)
    assert.equal(await health(), 0)
    for (let hours = 0; hours < 4; hours++) {
      await advanceClock(host, HOUR_MS + 30 * MINUTE_MS)
      await until(
        'it is tried again',
        () => unsentTo('Patience'),
        ([one]) => one !== undefined && one.tries > hours + 1 && one.nextTryAt !== undefined,
      )
    }
    await setFaults(host, { mail: null })
    assert.equal(await arrived('Patience'), 0)
    await advanceClock(host, HOUR_MS + 30 * MINUTE_MS)
    await untilAsMany('it arrives', () => arrived('Patience'), 1)
    await atRest(host)
    assert.deepEqual([await arrived('Patience'), await unsentTo('Patience')], [1, []])
  })

  test('after 72 hours it is given up, shown with its reason, and sent again by hand', async () => {
    await setFaults(host, { mail: { answer: 'down', at: '' } })
    await book('Late')
    await until(
      'it is put off',
      () => unsentTo('Late'),
      (found) => found.length === 1,
    )
    await advanceClock(host, 73 * HOUR_MS)
    const [failed] = await until(
      'it is given up',
      () => unsentTo('Late'),
      ([one]) => one?.state === 'failed',
    )
    assert.deepEqual([failed!.trouble, failed!.nextTryAt], ['unreachable', undefined])
    assert.match(failed!.detail ?? '', /closed|ECONN|socket/i)
    await setFaults(host, { mail: null })
    assert.equal((await ada.post(`/api/unsent-mails/${failed!.id}`, { decision: 'send' })).status, 204)
    await advanceClock(host, 2 * MINUTE_MS)
    await untilAsMany('it arrives', () => arrived('Late'), 1)
    assert.equal((await ada.post(`/api/unsent-mails/${failed!.id}`, { decision: 'send' })).status, 404)
  })

  test('what is wrong with the installation keeps all, with one try at a time; sent again, all go', async () => {
    await setFaults(host, { mail: { answer: '535 5.7.8 credentials invalid', at: 'MAIL FROM' } })
    for (const name of ['One', 'Two', 'Three']) await book(name)
    const all = async () => [...(await unsentTo('One')), ...(await unsentTo('Two')), ...(await unsentTo('Three'))]
    const kept = await until('all are kept back', all, (found) => found.length === 3)
    assert.deepEqual(
      kept.map(({ tries, trouble }) => [tries, trouble]),
      kept.map(() => [0, 'denied']),
    )
    assert.equal((await list()).stop?.fault, 'denied')
    assert.equal((await ada.get('/api/mail-stop')).body.stop.fault, 'denied')
    await atRest(host)
    await setFaults(host, { mail: null })
    const { body } = await ada.post('/api/unsent-mails')
    assert.ok(body.sent >= 3, JSON.stringify(body))
    const came = async () => (await arrived('One')) + (await arrived('Two')) + (await arrived('Three'))
    // One is tried while all others wait, and it may be a mail to the host.
    for (let step = 0; step < 5 && (await came()) < 3; step++) {
      await advanceClock(host, 2 * MINUTE_MS)
      await atRest(host)
    }
    assert.deepEqual([await came(), await all(), (await list()).stop], [3, [], undefined])
  })

  test('a mailbox that is none parks its mail alone; discarded, it is gone', async () => {
    await setFaults(host, { mail: { answer: '550 5.1.1 no such user', at: 'RCPT TO', about: 'nobody@' } })
    await book('Nobody')
    const [parked] = await until(
      'it is parked',
      () => unsentTo('Nobody'),
      ([one]) => one?.state === 'failed',
    )
    assert.deepEqual([parked!.trouble, parked!.addressFault, parked!.tries], ['unknownMailbox', 'unknownMailbox', 1])
    await book('Somebody')
    await untilAsMany('others go', () => arrived('Somebody'), 1)
    assert.equal((await ada.post(`/api/unsent-mails/${parked!.id}`, { decision: 'discard' })).status, 204)
    assert.deepEqual(await unsentTo('Nobody'), [])
    await setFaults(host, { mail: null })
  })

  /** What Amazon tells of a mail: as it was recorded in public, our own Message-ID in the headers of the original. */
  const tell = (messageId: string, address: string, what: Record<string, unknown>) =>
    fetch(`${host.app}/local/mail-news`, {
      method: 'POST',
      body: JSON.stringify({
        ...what,
        mail: {
          timestamp: '2026-11-30T12:00:00.000Z',
          messageId: '010101860d89bc12-7ce77242-b9cf-492d-a880-7f5401590119-000000',
          destination: [address],
          headersTruncated: false,
          headers: [{ name: 'Message-ID', value: messageId }],
        },
      }),
    })
  const bounce = (address: string, bounceType: string) => ({
    eventType: 'Bounce',
    bounce: {
      bounceType,
      bounceSubType: 'General',
      bouncedRecipients: [
        { emailAddress: address, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 is no more' },
      ],
      feedbackId: '1',
      timestamp: '2026-11-30T12:00:01.000Z',
    },
  })

  test('a bounce closes the address it came from: shown, no further mail, but one that is sent anyway; then opened', async () => {
    const { bookingId, manageUrl } = await book('Bounced')
    const token = manageUrl.split('/').at(-1)
    const [first] = await until(
      'it arrives',
      () => mails(host, 'bounced@example.test'),
      (found) => found.length === 1,
    )
    const messageId = first!.headers['message-id']!
    const to = 'bounced@example.test'
    const bookingOf = async () => (await ada.get(`/api/events/${bookingId}`)).body.booking
    const comeBack = async () => {
      await atRest(host)
      return (await bookingOf()).customer.mailFault
    }
    // None of these says anything of this address.
    await tell('<demo.unknown.1.booked.customer@almanac.test>', to, bounce(to, 'Permanent'))
    await tell(messageId.replace('demo.', 'other.'), to, bounce(to, 'Permanent'))
    await tell('forged', to, bounce(to, 'Permanent'))
    await tell(messageId, 'else@example.test', bounce('else@example.test', 'Permanent'))
    await tell(messageId, to, { eventType: 'Delivery', delivery: { recipients: [to] } })
    await tell(messageId, to, bounce(to, 'Transient'))
    assert.equal(await comeBack(), undefined)
    await tell(messageId, to, bounce('Bounced@Example.test', 'Permanent'))
    await tell(messageId, to, bounce(to, 'Permanent'))
    await tell(messageId, to, bounce(to, 'Transient'))
    await until('the address is marked', comeBack, (fault) => fault !== undefined)
    assert.equal((await bookingOf()).customer.mailFault, 'bounced')

    // Wherever the address is shown.
    assert.equal((await ada.post('/api/contacts', { name: 'Bounced', email: to })).status, 201)
    const { contacts } = (await ada.get('/api/contacts?q=bounced')).body
    assert.equal(contacts[0].mailFault, 'bounced')
    const now = await advanceClock(host, 0)
    const [from, until60] = [now, now + 60 * 24 * HOUR_MS].map((at) => new Date(at).toISOString())
    const { bookings } = (await ada.get(`/api/bookings?from=${from}&to=${until60}&q=bounced`)).body
    assert.equal(bookings[0].customer.mailFault, 'bounced')

    // Whoever invites is told before and after; who is invited beside is not, and a list says nothing of it.
    const [startsAt, endsAt] = [now + 30 * 24 * HOUR_MS, now + 30 * 24 * HOUR_MS + HOUR_MS].map((at) =>
      new Date(at).toISOString(),
    )
    const linus = host.local.demo.members[1]!
    const meeting = {
      ...{ title: 'With a closed address', startsAt, endsAt, timeZone: 'UTC' },
      attendees: [{ email: 'Bounced@example.test', name: 'Max' }, { email: linus.email }],
    }
    const preview = (await ada.post('/api/events?preview=1', meeting)).body.mails
    const ofMax = preview.find((mail: { to: string }) => mail.to.toLowerCase() === to)
    assert.equal(ofMax.mailFault, 'bounced')
    assert.ok(Date.parse(ofMax.closedAt) <= now)
    assert.equal(preview.find((mail: { to: string }) => mail.to === linus.email).mailFault, undefined)
    const { id } = (await ada.post('/api/events?notify=none', meeting)).body
    const faultsFor = async (reader: Client) =>
      (await reader.get(`/api/events/${id}`)).body.attendees.map(({ mailFault }: { mailFault?: string }) => mailFault)
    assert.deepEqual(await faultsFor(ada), ['bounced', undefined])
    assert.deepEqual(await faultsFor(await signIn(host, linus.email, linus.password)), [undefined, undefined])
    const deleted = await ada.delete(`/api/events/${id}?notify=none`)
    assert.equal(deleted.status, 204)

    assert.equal((await new Client(host.app).delete(`/api/public/bookings/${token}`)).status, 200)
    const [parked] = await until(
      'no further mail',
      () => unsentTo('Bounced'),
      (found) => found.length === 1,
    )
    assert.deepEqual([parked!.state, parked!.addressFault, parked!.about], ['failed', 'bounced', 'cancelled'])
    assert.equal(await arrived('Bounced'), 1)
    // All at once leaves it, one by one sends it.
    assert.equal((await ada.post('/api/unsent-mails')).body.left, 1)
    assert.equal((await ada.post(`/api/unsent-mails/${parked!.id}`, { decision: 'send' })).status, 204)
    await advanceClock(host, 2 * MINUTE_MS)
    await untilAsMany('it is sent anyway', () => arrived('Bounced'), 2)
    assert.equal((await ada.delete(`/api/mail-addresses/${encodeURIComponent(to)}`)).status, 204)
    assert.equal((await bookingOf()).customer.mailFault, undefined)
  })

  test('a complaint weighs as much; news in an envelope are read too, and what is no news stops nothing', async () => {
    const { bookingId } = await book('Angry')
    const to = 'angry@example.test'
    const [first] = await until(
      'it arrives',
      () => mails(host, to),
      (found) => found.length === 1,
    )
    const news = {
      notificationType: 'Complaint',
      complaint: { complainedRecipients: [{ emailAddress: to }], complaintFeedbackType: 'abuse' },
      mail: { headers: [{ name: 'message-id', value: first!.headers['message-id'] }] },
    }
    await fetch(`${host.app}/local/mail-news`, {
      method: 'POST',
      body: JSON.stringify({ Type: 'Notification', Message: JSON.stringify(news) }),
    })
    await until(
      'the address is marked',
      async () => (await ada.get(`/api/events/${bookingId}`)).body.booking.customer.mailFault,
      (fault) => fault === 'complained',
    )
  })

  test('only admins read and decide; a list goes on; an id or a place that is none is refused', async () => {
    const grace = await signIn(host, 'grace@demo.test')
    for (const path of ['/api/unsent-mails', '/api/mail-stop']) assert.equal((await grace.get(path)).status, 403)
    assert.equal((await grace.post('/api/unsent-mails')).status, 403)
    assert.equal((await ada.post('/api/unsent-mails/bm9uZQ', { decision: 'send' })).status, 404)
    assert.equal((await ada.post('/api/unsent-mails/x', { decision: 'keep' })).status, 400)
    assert.equal((await ada.get('/api/unsent-mails?next=%20')).status, 400)
    assert.equal((await ada.get('/api/unsent-mails?next=A')).status, 200)
    assert.equal((await ada.delete('/api/mail-addresses/nobody')).status, 404)
  })
})
