import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type Answer, advanceClock, bookingBody, Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

const DAY_MS = 86_400_000

describe('private links, and what members offer of their own time', () => {
  let host: RunningHost
  let ada: Client
  let grace: Client
  let linus: Client
  let ids: Record<string, string>
  let day: string
  const stranger = () => new Client(host.app)
  const at = (time: string) => `${day}T${time}:00.000Z`

  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    grace = await signIn(host, 'grace@demo.test')
    linus = await signIn(host, 'linus@demo.test')
    const { members } = (await ada.get('/api/members')).body
    ids = Object.fromEntries(members.map(({ id, email }: { id: string; email: string }) => [email.split('@')[0], id]))
    const now = Date.parse((await stranger().post('/local/clock', { advanceMs: 0 })).body.now)
    day = new Date(now + 20 * DAY_MS).toISOString().slice(0, 10)
  })
  afterAll(() => host.stop())

  let made = 0
  /**
   * Marks on the calendar, as an appointment: the evening hours of one day, in which nothing of the demo company
   * stands.
   */
  async function marks(by: Client, who: string, fields: Record<string, unknown> = {}): Promise<string> {
    const slug = `marks-${++made}`
    const answer = await by.post('/api/appointment-types', {
      slug,
      title: 'Marks',
      hosts: [ids[who]],
      ranges: [{ startsAt: at('19:00'), endsAt: at('22:00') }],
      noticeMinutes: 0,
      ...fields,
    })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return slug
  }
  async function link(by: Client, slug: string, fields: Record<string, unknown> = {}) {
    const answer = await by.post(`/api/appointment-types/${slug}/links`, fields)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    const url = new URL(answer.body.url)
    assert.equal(url.pathname, `/book/demo/${slug}`)
    return { ...answer.body, token: url.searchParams.get('link')! }
  }
  const page = (slug: string, token?: string) =>
    stranger().get(`/api/public/demo/${slug}${token === undefined ? '' : `?link=${token}`}`)
  const starts = async (slug: string, token?: string): Promise<Answer> =>
    stranger().get(
      `/api/public/demo/${slug}/slots?from=${day}&to=${day}&timeZone=UTC${token === undefined ? '' : `&link=${token}`}`,
    )
  const times = async (slug: string, token?: string) =>
    (await starts(slug, token)).body.slots.map(({ startsAt }: { startsAt: string }) => startsAt.slice(11, 16))
  const book = (slug: string, time: string, token: string | undefined, name = 'Cara') =>
    stranger().post(`/api/public/demo/${slug}/bookings`, {
      ...bookingBody(at(time), name),
      ...(token !== undefined && { link: token }),
    })
  const says = ({ status, body }: Answer) => [status, body.refusal]

  test('a link for one booking gives one, whoever races for it and at whatever time; cancelled, it can be booked again', async () => {
    const slug = await marks(ada, 'ada')
    const { id, token, state } = await link(ada, slug, { mostBookings: 1 })
    assert.equal(state, 'open')
    assert.equal((await page(slug, token)).body.link.bookingsLeft, 1)
    const racers = ['19:00', '19:30', '20:00', '20:30', '21:00', '21:30'].flatMap((time) =>
      ['A', 'B', 'C'].map((name) => book(slug, time, token, `Racer${name}${time.slice(0, 2)}${time.slice(3)}`)),
    )
    const answers = await Promise.all(racers)
    const won = answers.filter(({ status }) => status === 201)
    assert.equal(won.length, 1, JSON.stringify(answers.map(says)))
    // Whoever wanted the very time that was booked may hear of that first.
    for (const [i, answer] of answers.entries())
      if (answer.status !== 201) {
        const isSameTime = Math.floor(i / 3) === Math.floor(answers.indexOf(won[0]!) / 3)
        const [, refusal] = says(answer)
        assert.ok(refusal === 'LinkEnded' || (isSameTime && refusal === 'SlotTaken'), JSON.stringify(says(answer)))
      }
    assert.deepEqual(says(await page(slug, token)), [410, 'LinkEnded'])
    assert.deepEqual(says(await starts(slug, token)), [410, 'LinkEnded'])
    const held = await stranger().post(`/api/public/demo/${slug}/holds`, {
      startsAt: at('21:30'),
      timeZone: 'UTC',
      link: token,
    })
    assert.deepEqual(says(held), [410, 'LinkEnded'])
    // Its customer moves it: the link has still given its one booking.
    const manage = `/api/public/bookings/${won[0]!.body.manageUrl.split('/').at(-1)}`
    const free = (await times(slug))[0]!
    assert.equal((await stranger().patch(manage, { startsAt: at(free) })).status, 200)
    assert.deepEqual(says(await book(slug, '21:30', token)), [410, 'LinkEnded'])
    const listed = (await ada.get(`/api/appointment-types/${slug}/links`)).body.links
    assert.deepEqual(
      listed.map((one: Record<string, unknown>) => [one['id'], one['state'], one['bookings']]),
      [[id, 'used', 1]],
    )
    assert.equal((await stranger().delete(manage)).status, 200)
    assert.equal((await book(slug, '21:30', token)).status, 201)
    assert.deepEqual(says(await book(slug, '19:00', token)), [410, 'LinkEnded'])
  })

  test('a retry with its key is answered like the first, also when the link is used up by it', async () => {
    const slug = await marks(ada, 'ada', { ranges: [{ startsAt: at('05:00'), endsAt: at('06:00') }] })
    const { token } = await link(ada, slug, { mostBookings: 1 })
    const send = () =>
      stranger().post(
        `/api/public/demo/${slug}/bookings`,
        { ...bookingBody(at('05:00'), 'Twice'), link: token },
        { 'idempotency-key': 'k' },
      )
    const [one, two] = [await send(), await send()]
    assert.deepEqual([one.status, two.status, two.body.bookingId], [201, 201, one.body.bookingId])
  })

  test('a recurring booking is one booking of its link', async () => {
    const slug = await marks(grace, 'grace', {
      ranges: [0, 1].map((later) => ({
        startsAt: new Date(Date.parse(at('19:00')) + later * DAY_MS).toISOString(),
        endsAt: new Date(Date.parse(at('20:00')) + later * DAY_MS).toISOString(),
      })),
      mostDates: 4,
    })
    const { token } = await link(grace, slug, { mostBookings: 1 })
    const answer = await stranger().post(`/api/public/demo/${slug}/bookings`, {
      ...bookingBody(at('19:00'), 'Again'),
      repeat: { every: 'day', count: 2 },
      link: token,
    })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    assert.equal(answer.body.dates.length, 2)
    assert.deepEqual(says(await book(slug, '19:30', token)), [410, 'LinkEnded'])
  })

  test('a link for one person is booked by them alone; the page shows for whom without telling', async () => {
    const slug = await marks(linus, 'linus')
    const { token } = await link(linus, slug, { forEmail: 'Noor@Example.test' })
    assert.deepEqual((await page(slug, token)).body.link, { forAddress: 'n•••@example.test' })
    const as = (email: string) =>
      stranger().post(`/api/public/demo/${slug}/bookings`, {
        startsAt: at('19:00'),
        customer: { name: 'Noor', email, timeZone: 'UTC' },
        link: token,
      })
    const other = await as('eve@example.test')
    assert.equal(other.status, 400)
    assert.deepEqual(
      other.body.errors.map(({ path, code }: Record<string, string>) => [path, code]),
      [['customer.email', 'linkOfAnother']],
    )
    assert.equal((await as('noor@EXAMPLE.test')).status, 201)
  })

  test('where only links come in, the address alone says nothing; what is taken vanishes from every link', async () => {
    const slug = await marks(ada, 'ada', {
      access: 'link',
      ranges: [{ startsAt: at('22:00'), endsAt: at('23:30') }],
    })
    const [one, two] = [await link(ada, slug), await link(ada, slug)]
    assert.deepEqual(says(await page(slug)), [404, 'NotFound'])
    assert.deepEqual(says(await starts(slug)), [404, 'NotFound'])
    assert.deepEqual(says(await book(slug, '22:00', undefined)), [404, 'NotFound'])
    assert.deepEqual(says(await page(slug, `${one.token.slice(0, -2)}zz`)), [404, 'NotFound'])
    assert.deepEqual(await times(slug, one.token), ['22:00', '22:30', '23:00'])
    assert.equal((await book(slug, '22:30', one.token)).status, 201)
    assert.deepEqual(await times(slug, two.token), ['22:00', '23:00'])
    assert.equal((await ada.delete(`/api/appointment-types/${slug}/links/${two.id}`)).status, 204)
    assert.deepEqual(says(await page(slug, two.token)), [410, 'LinkEnded'])
    assert.equal((await ada.delete(`/api/appointment-types/${slug}/links/${two.id}`)).status, 404)
    // A link leads to its own type alone.
    const other = await marks(ada, 'ada', { access: 'link' })
    assert.deepEqual(says(await page(other, one.token)), [410, 'LinkEnded'])
  })

  test('a draft is nothing to strangers; what is taken off the desk keeps its bookings', async () => {
    const slug = await marks(grace, 'grace', {
      state: 'draft',
      ranges: [{ startsAt: at('04:00'), endsAt: at('05:00') }],
    })
    const { token } = await link(grace, slug)
    for (const by of [undefined, token]) assert.deepEqual(says(await page(slug, by)), [404, 'NotFound'])
    assert.deepEqual(says(await book(slug, '04:00', token)), [404, 'NotFound'])
    assert.equal((await grace.patch(`/api/appointment-types/${slug}`, { state: 'published' })).body.state, 'published')
    const booked = await book(slug, '04:00', undefined)
    assert.equal(booked.status, 201)
    assert.equal((await grace.patch(`/api/appointment-types/${slug}`, { state: 'archived' })).status, 200)
    assert.deepEqual(says(await page(slug)), [404, 'NotFound'])
    assert.deepEqual(says(await book(slug, '04:30', undefined)), [404, 'NotFound'])
    const token2 = booked.body.manageUrl.split('/').at(-1)
    assert.equal((await stranger().get(`/api/public/bookings/${token2}`)).body.status, 'confirmed')
    assert.equal((await stranger().delete(`/api/public/bookings/${token2}`)).body.status, 'cancelled')
  })

  test('members offer their own time and nobody else’s; what is theirs stands in no colleague’s list', async () => {
    const slug = await marks(grace, 'grace')
    const listed = async (who: Client) =>
      (await who.get('/api/appointment-types')).body.types.find((type: { slug: string }) => type.slug === slug)
    const own = await listed(grace)
    assert.deepEqual([own.ownerId, own.canChange, own.canShare], [ids['grace'], true, true])
    assert.equal(await listed(linus), undefined)
    assert.equal((await listed(ada)).canChange, true)
    const foreign = { slug: 'foreign', title: 'Foreign', hosts: [ids['linus']] }
    assert.deepEqual(says(await grace.post('/api/appointment-types', foreign)), [403, 'NotAllowed'])
    assert.deepEqual(
      says(await grace.post('/api/appointment-types', { ...foreign, hosts: [ids['grace']], isPersonal: false })),
      [403, 'NotAllowed'],
    )
    assert.deepEqual(says(await ada.post('/api/appointment-types', { ...foreign, isPersonal: true })), [
      403,
      'NotAllowed',
    ])
    // What an admin opens to others' time is the company's from then on.
    const opened = await marks(linus, 'linus')
    const both = { hosts: [ids['linus'], ids['ada']] }
    assert.equal((await ada.patch(`/api/appointment-types/${opened}`, both)).body.ownerId, undefined)
    assert.deepEqual(says(await linus.patch(`/api/appointment-types/${opened}`, { title: 'Mine' })), [
      403,
      'NotAllowed',
    ])
    assert.equal((await ada.delete(`/api/appointment-types/${opened}`)).status, 204)
    const widened = { hosts: [ids['grace'], ids['linus']] }
    assert.deepEqual(says(await grace.patch(`/api/appointment-types/${slug}`, widened)), [403, 'NotAllowed'])
    assert.deepEqual(says(await grace.patch('/api/appointment-types/call', { title: 'Mine' })), [403, 'NotAllowed'])
    assert.deepEqual(says(await grace.delete('/api/appointment-types/call')), [403, 'NotAllowed'])
    assert.deepEqual(says(await linus.patch(`/api/appointment-types/${slug}`, { title: 'Mine' })), [404, 'NotFound'])
    assert.deepEqual(says(await linus.delete(`/api/appointment-types/${slug}`)), [404, 'NotFound'])
    assert.deepEqual(says(await linus.post(`/api/appointment-types/${slug}/links`)), [404, 'NotFound'])
    // Whoever serves a type of the company gives out links to it; whoever does not, does not.
    const { types } = (await linus.get('/api/appointment-types')).body
    for (const { slug: name, hosts, ownerId, canChange, canShare } of types) {
      const serves = hosts.includes(ids['linus'])
      assert.deepEqual([canChange, canShare], [ownerId === ids['linus'], serves], name)
      assert.equal((await linus.post(`/api/appointment-types/${name}/links`)).status, serves ? 201 : 403)
    }
    const { token } = await link(grace, slug)
    assert.equal((await grace.delete(`/api/appointment-types/${slug}`)).status, 204)
    assert.deepEqual(says(await page(slug, token)), [404, 'NotFound'])
    // Whoever makes it anew does not give old links new life.
    await marks(grace, 'grace', { slug })
    assert.deepEqual(says(await page(slug, token)), [410, 'LinkEnded'])
  })

  test('a link ends when it was said to; an end that has passed is a fault of its field', async () => {
    const slug = await marks(ada, 'ada')
    const now = Date.parse((await stranger().post('/local/clock', { advanceMs: 0 })).body.now)
    const past = await ada.post(`/api/appointment-types/${slug}/links`, {
      endsAt: new Date(now - 1).toISOString(),
    })
    assert.deepEqual([past.status, past.body.errors[0].path, past.body.errors[0].code], [400, 'endsAt', 'inPast'])
    const endsAt = new Date(now + DAY_MS).toISOString()
    const { token } = await link(ada, slug, { endsAt })
    assert.deepEqual((await page(slug, token)).body.link, { endsAt })
    await advanceClock(host, DAY_MS)
    assert.deepEqual(says(await page(slug, token)), [410, 'LinkEnded'])
    assert.deepEqual(says(await book(slug, '19:00', token)), [410, 'LinkEnded'])
    assert.equal((await ada.get(`/api/appointment-types/${slug}/links`)).body.links[0].state, 'over')
  })
})
