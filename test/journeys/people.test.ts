import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { advanceClock, atRest, Client, mails, signIn } from '../support/client.ts'
import { PASSWORD, type RunningHost, startHost } from '../support/host.ts'

const DAY_MS = 86_400_000
const owner = {
  company: 'acme',
  companyName: 'Acme',
  name: 'Olga',
  email: 'olga@acme.test',
  password: PASSWORD,
  timeZone: 'Europe/Paris',
}

describe('an empty company', () => {
  let host: RunningHost
  let code: string
  const olga = () => signIn(host, owner.email, owner.password)
  const tokenIn = (text: string) => /\/join\/([\w.-]+)/.exec(text)![1]!

  beforeAll(async () => {
    host = await startHost({ args: ['--empty'] })
    code = new URL(host.local.setupUrl!).searchParams.get('code')!
  })
  afterAll(() => host.stop())

  test('only the one-time code sets up the company, and only once', async () => {
    const client = new Client(host.app)
    assert.equal((await client.post('/api/setup', { ...owner, code: 'guess' })).body.refusal, 'WrongSetupCode')
    const made = await client.post('/api/setup', { ...owner, code })
    assert.deepEqual([made.status, made.body.role, made.body.company], [201, 'owner', 'acme'])
    assert.equal((await client.get('/api/me')).body.email, owner.email)
    assert.equal(
      (await new Client(host.app).post('/api/setup', { ...owner, company: 'other', email: 'x@x.test', code })).body
        .refusal,
      'AlreadySetUp',
    )
  })

  test('wrong credentials say nothing about which half was wrong; signing out ends the session', async () => {
    const client = new Client(host.app)
    const wrong = await client.post('/api/session', { email: owner.email, password: 'not this one' })
    const unknown = await client.post('/api/session', { email: 'nobody@acme.test', password: 'not this one' })
    assert.deepEqual([wrong.status, wrong.body.refusal], [401, 'WrongCredentials'])
    assert.deepEqual(unknown.body, wrong.body)
    const signedIn = await olga()
    const { cookie } = signedIn
    assert.equal((await signedIn.delete('/api/session')).status, 204)
    signedIn.cookie = cookie
    assert.equal((await signedIn.get('/api/me')).status, 401)
  })

  test('the cookie is HttpOnly and SameSite=Lax, and a change from another site is refused', async () => {
    const answer = await new Client(host.app).post('/api/session', { email: owner.email, password: owner.password })
    const [session, seal] = answer.headers.getSetCookie() as [string, string]
    assert.match(session, /HttpOnly; .*SameSite=Lax/)
    // What pages seal by: they can read it, it ends with the session, and tells nothing of its token.
    assert.match(seal, /^almanac_seal=[\w-]{43}; Max-Age=2592000; Path=\/; SameSite=Lax$/)
    assert.match(session, /Max-Age=2592000/)
    assert.ok(!seal.includes(session.split(/[=;]/)[1]!))
    const client = await olga()
    const foreign = await client.post('/api/events', {}, { origin: 'https://evil.test' })
    assert.deepEqual([foreign.status, foreign.body.refusal], [403, 'ForeignOrigin'])
    const crossSite = await client.post('/api/events', {}, { 'sec-fetch-site': 'cross-site' })
    assert.equal(crossSite.body.refusal, 'ForeignOrigin')
    assert.equal((await client.post('/api/events', {}, { origin: host.app })).status, 400)
  })

  test('an invitation comes by mail, is accepted once, and a used link shows its state', async () => {
    const client = await olga()
    const invited = await client.post('/api/invitations', { email: 'Pia@Acme.test' })
    assert.equal(invited.status, 201)
    await atRest(host)
    const [mail] = await mails(host, 'pia@acme.test')
    assert.equal(mail!.subject, 'Olga invites you to Acme')
    const token = tokenIn(mail!.text)
    const pia = new Client(host.app)
    assert.equal((await pia.get(`/api/public/invitations/${token}`)).body.status, 'open')
    const joined = await pia.post(`/api/public/invitations/${token}/accept`, {
      name: 'Pia',
      password: PASSWORD,
      timeZone: 'Asia/Tokyo',
    })
    assert.deepEqual([joined.status, joined.body.role], [201, 'member'])
    assert.equal((await pia.get('/api/me')).body.name, 'Pia')
    assert.equal((await pia.get(`/api/public/invitations/${token}`)).body.status, 'accepted')
    assert.equal(
      (await pia.post(`/api/public/invitations/${token}/accept`, { name: 'Eve', password: PASSWORD, timeZone: 'UTC' }))
        .body.refusal,
      'InvitationOver',
    )
    assert.equal((await pia.post('/api/invitations', { email: 'eve@acme.test' })).status, 403)
  })

  test('sent again, the old link ends; revoked, the new one too; and after seven days it has expired', async () => {
    const client = await olga()
    const { body: first } = await client.post('/api/invitations', { email: 'raj@acme.test' })
    const before = tokenIn(first.acceptUrl)
    const { body: again } = await client.post(`/api/invitations/${first.id}/resend`)
    const state = async (token: string) =>
      (await new Client(host.app).get(`/api/public/invitations/${token}`)).body.status
    assert.deepEqual([await state(before), await state(tokenIn(again.acceptUrl))], ['expired', 'open'])
    await atRest(host)
    assert.ok((await mails(host, 'raj@acme.test')).some(({ text }) => text.includes(tokenIn(again.acceptUrl))))
    assert.equal((await client.delete(`/api/invitations/${first.id}`)).status, 204)
    assert.equal(await state(tokenIn(again.acceptUrl)), 'revoked')
    const { body: slow } = await client.post('/api/invitations', { email: 'slow@acme.test' })
    await advanceClock(host, 7 * DAY_MS + 1000)
    assert.equal(await state(tokenIn(slow.acceptUrl)), 'expired')
    assert.equal(await state(tokenIn(slow.acceptUrl).replace(/.$/, (last) => (last === 'x' ? 'y' : 'x'))), 404)
  })

  test('what somebody likes is kept, may be taken back, and says with the company how their calendar looks', async () => {
    const client = await olga()
    const usual = {
      theme: 'system',
      defaultPrivacy: 'public',
      defaultReminders: [],
      wholeDayRemindersAt: '08:00',
      showsWeekends: true,
      showsDeclined: true,
      showsWeekNumbers: false,
      hourHeight: 'usual',
      colourBy: 'calendar',
      splitsPeople: false,
      pageIntroduction: '',
      groups: [],
    }
    const company = {
      companyTimeZone: 'Europe/Paris',
      companyColour: 'sea',
      meetingAddress: '',
      weekendDays: [0, 6],
    }
    const { id, ...me } = (await client.get('/api/me')).body
    const { code: _code, password: _password, ...known } = { ...owner, code }
    assert.deepEqual(me, { ...known, role: 'owner', ...usual, ...company })
    const liked = {
      theme: 'dark',
      defaultPrivacy: 'confidential',
      defaultReminders: [
        { minutesBefore: 0, by: 'screen' },
        { minutesBefore: 40_320, by: 'mail' },
      ],
      wholeDayRemindersAt: '00:15',
      showsWeekends: false,
      showsDeclined: false,
      showsWeekNumbers: true,
      hourHeight: 'roomy',
      colourBy: 'person',
      splitsPeople: true,
      groups: [{ name: 'Design', people: ['ada', 'grace'] }],
      hourFormat: 'h12',
      firstWeekday: 6,
      secondTimeZone: 'Asia/Kolkata',
    }
    assert.equal((await client.patch('/api/me', liked)).status, 200)
    await client.patch('/api/company', { colour: 'rose', weekendDays: [5, 6] })
    const { body } = await client.get('/api/me')
    assert.deepEqual(body, { ...me, ...liked, id, companyColour: 'rose', weekendDays: [5, 6] })
    const none = Object.fromEntries(Object.keys(liked).map((name) => [name, null]))
    const { body: again } = await client.patch('/api/me', none)
    assert.deepEqual(again, { ...me, id, companyColour: 'rose', weekendDays: [5, 6] })
    const sixth = Array.from({ length: 6 }, (_, i) => ({ minutesBefore: i, by: 'mail' }))
    const odd = await client.patch('/api/me', {
      hourFormat: '24',
      firstWeekday: 7,
      defaultReminders: sixth,
      secondTimeZone: 'Mars/Base',
      name: null,
    })
    assert.deepEqual(
      odd.body.errors.map(({ path, code: fault }: { path: string; code: string }) => [path, fault]),
      [
        ['name', 'wrongType'],
        ['hourFormat', 'notOneOf'],
        ['firstWeekday', 'tooLarge'],
        ['secondTimeZone', 'notTimeZone'],
        ['defaultReminders', 'tooMany'],
      ],
    )
    const twice = [sixth[0], sixth[0]]
    assert.equal((await client.patch('/api/me', { defaultReminders: twice })).body.errors[0].code, 'twice')
  })

  test('a member’s language is kept, and mails speak it: theirs to them, and to whom they invite', async () => {
    const client = await olga()
    assert.equal((await client.get('/api/me')).body.locale, undefined)
    assert.equal((await client.patch('/api/me', { locale: 'no such thing' })).body.errors[0].code, 'notLocale')
    assert.equal((await client.patch('/api/me', { locale: 'de-AT' })).status, 200)
    assert.equal((await client.get('/api/me')).body.locale, 'de-AT')
    assert.equal((await client.patch('/api/me', { name: 'Olga B.' })).body.locale, 'de-AT')
    await client.post('/api/invitations', { email: 'gast@acme.test' })
    await atRest(host)
    const [mail] = await mails(host, 'gast@acme.test')
    assert.equal(mail!.subject, 'Olga B. lädt Sie zu Acme ein')
    const { id } = (await client.get('/api/me')).body
    await client.put(`/api/schedules/${id}`, {
      timeZone: 'UTC',
      weekly: [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: '00:00', to: '24:00' })),
    })
    await client.post('/api/appointment-types', { slug: 'call', title: 'Call', durationsMinutes: [30], hosts: [id] })
    const date = new Date(Date.now() + 12 * DAY_MS).toISOString().slice(0, 10)
    const { slots } = (await client.get(`/api/public/acme/call/slots?from=${date}&to=${date}&timeZone=UTC`)).body
    const booked = await new Client(host.app).post('/api/public/acme/call/bookings', {
      startsAt: slots[0].startsAt,
      customer: { name: 'Luc', email: 'luc@example.test', timeZone: 'Europe/Paris', locale: 'fr' },
    })
    assert.equal(booked.status, 201, JSON.stringify(booked.body))
    await atRest(host)
    assert.match((await mails(host, owner.email)).at(-1)!.subject, /^Neue Buchung: Call mit Luc, /)
    assert.match((await mails(host, 'luc@example.test'))[0]!.subject, /^Réservé\u00a0: Call avec Olga B\., /)
  })
})
