import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { atRest, bookingBody, Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

describe('whom and what a customer chooses, and how many there are', () => {
  let host: RunningHost
  let ada: Client
  let day: string
  const members: Record<string, string> = {}
  const stranger = () => new Client(host.app)
  const at = (time: string) => `${day}T${time}:00Z`
  const ids = (all: { id: string }[]) => all.map(({ id }) => id)

  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    const { now } = (await new Client(host.app).post('/local/clock', { advanceMs: 0 })).body
    // A Wednesday behind the demo company's own weeks.
    const begins = new Date(Date.parse(now))
    begins.setUTCDate(begins.getUTCDate() + 28 + ((10 - begins.getUTCDay()) % 7))
    day = begins.toISOString().slice(0, 10)
    for (const { id, email } of (await ada.get('/api/members')).body.members) members[email.split('@')[0]] = id
    for (const name of ['grace', 'linus'])
      await ada.put(`/api/schedules/${members[name]}.desk`, {
        timeZone: 'UTC',
        weekly: [{ weekday: 3, from: name === 'grace' ? '16:00' : '18:00', to: '20:00' }],
      })
  })
  afterAll(() => host.stop())

  async function type(slug: string, fields: Record<string, unknown>) {
    const made = await ada.post('/api/appointment-types', { slug, title: 'Visit', durationsMinutes: [60], ...fields })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    return made.body
  }
  const resource = async (name: string, fields: Record<string, unknown> = {}) =>
    (await ada.post('/api/resources', { name, timeZone: 'UTC', ...fields })).body.id as string
  const offered = async (slug: string, more = {}) => {
    const query = new URLSearchParams({ from: day, to: day, timeZone: 'UTC', ...more })
    return (await stranger().get(`/api/public/demo/${slug}/slots?${query}`)).body.slots
  }
  const book = (slug: string, time: string, name: string, more = {}) =>
    stranger().post(`/api/public/demo/${slug}/bookings`, { ...bookingBody(at(time), name), ...more })
  const page = async (slug: string) => (await stranger().get(`/api/public/demo/${slug}`)).body.type

  test('a time, and then whoever is free then; or somebody, and then their times; where nobody can be chosen nothing is asked', async () => {
    const { grace, linus } = members
    const hosts = { hosts: [grace, linus], hours: { [grace!]: 'desk', [linus!]: 'desk' } }
    await type('then-who', { ...hosts, choose: 'timeThenWho' })
    assert.equal((await page('then-who')).choose, 'timeThenWho')
    const free = (await offered('then-who')).map((slot: { startsAt: string; hosts: string[] }) => [
      slot.startsAt.slice(11, 16),
      slot.hosts,
    ])
    assert.deepEqual(free, [
      ['16:00', [grace]],
      ['17:00', [grace]],
      ['18:00', [grace, linus]],
      ['19:00', [grace, linus]],
    ])
    const booked = await book('then-who', '18:00', 'Ana', { hostId: linus })
    assert.deepEqual([booked.status, ids(booked.body.hosts)], [201, [linus]])
    assert.deepEqual(
      (await offered('then-who')).map((slot: { hosts: string[] }) => slot.hosts.length),
      [1, 1, 1, 2],
    )
    const taken = await book('then-who', '18:00', 'Bo', { hostId: linus })
    assert.equal(taken.body.refusal, 'SlotTaken')
    await type('who-then', { ...hosts, choose: 'whoThenTime' })
    assert.equal((await page('who-then')).choose, 'whoThenTime')
    const ofLinus = await offered('who-then', { hostId: linus })
    assert.deepEqual(
      ofLinus.map(({ startsAt, hosts: who }: { startsAt: string; hosts?: string[] }) => [startsAt.slice(11, 16), who]),
      [['19:00', undefined]],
    )
    await type('together', { ...hosts, choose: 'timeThenWho', assignment: 'collective' })
    assert.equal((await page('together')).choose, 'automatic')
    await type('alone', { hosts: [grace], choose: 'whoThenTime' })
    assert.equal((await page('alone')).choose, 'automatic')
  })

  test('without Manage Capacities one booking takes one resource, however many come; with it their number counts', async () => {
    const small = await resource('Small', { capacity: 2 })
    const large = await resource('Large', { capacity: 6, isShared: true })
    await type('rooms', { resources: [small, large], manageCapacities: false, choose: 'timeThenWho' })
    assert.equal((await page('rooms')).mostPeople, 1)
    const [first] = await offered('rooms')
    assert.deepEqual(first.resources.toSorted(), [small, large].toSorted())
    for (const [name, more] of [['Ana'], ['Bo', { seats: 9 }]] as const)
      assert.equal((await book('rooms', '12:00', name, more)).status, 201, name)
    assert.equal((await book('rooms', '12:00', 'Cy')).body.refusal, 'SlotTaken')
    await type('seated', { resources: [small, large] })
    assert.equal((await page('seated')).mostPeople, 6)
    // Put together they take more; it is enough that one of them says so, and a shared one is not moved.
    const near = await resource('Near', { capacity: 4 })
    const far = await resource('Far', { capacity: 5, linkedWith: [near] })
    await type('joined', { resources: [large, near, far], choose: 'whoThenTime' })
    const { mostPeople, resources } = await page('joined')
    assert.equal(mostPeople, 9)
    assert.deepEqual(resources.map(({ capacity }: { capacity?: number }) => capacity).toSorted(), [4, 5, 6])
    assert.equal((await book('joined', '12:00', 'Gil', { seats: 9 })).status, 201)
    assert.equal((await book('seated', '14:00', 'Di', { seats: 7 })).body.refusal, 'Full')
    const shared = await book('seated', '14:00', 'Ed', { seats: 4 })
    assert.deepEqual(ids(shared.body.resources), [large])
    assert.equal((await book('seated', '14:00', 'Flo', { seats: 3 })).body.refusal, 'SlotTaken')
    assert.equal((await book('seated', '14:00', 'Flo', { seats: 2 })).status, 201)
  })

  test('five tables of four at 50 %: what leads past ten people waits for a yes and keeps its table; of whoever has hosts it is refused', async () => {
    const tables: string[] = []
    for (let n = 1; n <= 5; n++) tables.push(await resource(`Table ${n}`, { capacity: 4 }))
    await type('dinner', { resources: tables, approvalAbovePercent: 50 })
    const statusOf = async (time: string, name: string, seats: number) => {
      const booked = await book('dinner', time, name, { seats })
      return booked.body.refusal ?? booked.body.status
    }
    assert.deepEqual(
      [
        await statusOf('18:00', 'Ana', 4),
        await statusOf('18:00', 'Bo', 4),
        await statusOf('18:00', 'Cy', 2),
        await statusOf('18:00', 'Di', 1),
        await statusOf('18:00', 'Ed', 4),
        await statusOf('18:00', 'Flo', 1),
        // At another time nobody is there yet; a quarter of an hour into it, they are.
        await statusOf('20:00', 'Gil', 4),
      ],
      ['confirmed', 'confirmed', 'confirmed', 'pending', 'pending', 'SlotTaken', 'confirmed'],
    )
    const { bookings } = (await ada.get(`/api/bookings?from=${at('17:00')}&to=${at('19:00')}&status=pending`)).body
    // Both begin at the same time: which of them stands first says nothing.
    const asked = bookings.find(({ customer }: { customer: { name: string } }) => customer.name === 'Di')
    assert.deepEqual([bookings.length, asked.seats, asked.canAnswer], [2, 1, true])
    assert.equal((await ada.post(`/api/bookings/${asked.id}/answer`, { answer: 'confirm' })).status, 200)
    const { ada: adaId } = members
    const refused = await ada.patch('/api/appointment-types/dinner', { hosts: [adaId] })
    assert.deepEqual([refused.status, refused.body.errors[0].path], [400, 'approvalAbovePercent'])
    await type('halls', { resources: tables, manageCapacities: false, approvalAbovePercent: 40 })
    assert.deepEqual(
      [await book('halls', '08:00', 'Ana'), await book('halls', '08:00', 'Bo'), await book('halls', '08:00', 'Cy')].map(
        ({ body }) => body.status,
      ),
      ['confirmed', 'confirmed', 'pending'],
    )
    await atRest(host)
  })

  test('pictures of people and things are shown to strangers where the type shows them, and nowhere else', async () => {
    const court = await resource('Court')
    const hall = await resource('Hall')
    assert.equal((await ada.put(`/api/resources/${court}/picture`, { data: 'bm90IGEgcGljdHVyZQ==' })).status, 400)
    const put = await ada.put(`/api/resources/${court}/picture`, { data: PIXEL })
    assert.match(put.body.picture, RegExp(`^/api/resources/${court}/picture\\?version=[\\w-]{16}$`))
    assert.equal((await stranger().get(put.body.picture)).status, 401)
    await type('courts', { resources: [court, hall], showPictures: true })
    const { resources } = await page('courts')
    assert.equal(resources.find(({ id }: { id: string }) => id === hall).picture, undefined)
    const { picture } = resources.find(({ id }: { id: string }) => id === court)
    const shown = await fetch(host.app + picture)
    assert.deepEqual([shown.status, shown.headers.get('content-type')], [200, 'image/png'])
    assert.deepEqual(Buffer.from(await shown.arrayBuffer()).toString('base64'), PIXEL)
    await ada.patch('/api/appointment-types/courts', { showPictures: false })
    assert.equal((await stranger().get(picture)).status, 404)
    assert.equal((await page('courts')).resources[0].picture, undefined)
    // What it looks like outlives a change of what it is.
    const renamed = await ada.patch(`/api/resources/${court}`, { name: 'Centre court' })
    assert.deepEqual([renamed.status, renamed.body.picture], [200, put.body.picture])
    assert.equal((await ada.delete(`/api/resources/${court}/picture`)).status, 204)
    assert.equal((await ada.get(`/api/resources/${court}/picture`)).status, 404)
  })

  test('a resource on which something stands is not deleted, and says what; else it is gone, and from those it was linked with', async () => {
    const attic = await resource('Attic')
    const loft = await resource('Loft', { linkedWith: [attic] })
    const linksOf = async (id: string) =>
      (await ada.get('/api/resources')).body.resources.find((one: { id: string }) => one.id === id).linkedWith
    assert.deepEqual(await linksOf(attic), [loft], 'either of the two says it')
    await ada.patch(`/api/resources/${attic}`, { linkedWith: [] })
    assert.deepEqual([await linksOf(attic), await linksOf(loft)], [[], []])
    await ada.patch(`/api/resources/${attic}`, { linkedWith: [loft] })
    await type('attics', { resources: [attic] })
    assert.equal((await book('attics', '09:00', 'Ana')).status, 201)
    const refused = await ada.delete(`/api/resources/${attic}`)
    assert.deepEqual(
      [refused.status, refused.body.refusal, refused.body.hosting],
      [409, 'StillInUse', { bookings: 1, events: 0, types: ['Visit'] }],
    )
    assert.equal((await ada.delete('/api/appointment-types/attics')).status, 204)
    const [{ id }] = (await ada.get(`/api/bookings?from=${at('09:00')}&to=${at('10:00')}&resource=${attic}`)).body
      .bookings
    assert.equal((await ada.delete(`/api/events/${id}`)).status, 204)
    assert.equal((await ada.delete(`/api/resources/${attic}`)).status, 204)
    const { resources } = (await ada.get('/api/resources')).body
    assert.deepEqual(resources.find((one: { id: string }) => one.id === loft).linkedWith, [])
    assert.ok(!resources.some((one: { id: string }) => one.id === attic))
    const linus = await signIn(host, 'linus@demo.test')
    assert.equal((await linus.delete(`/api/resources/${loft}`)).status, 403)
  })

  test('S81, S86: what is published stands on the pages that it names, on no other, and by its own link; one place has one name', async () => {
    const { grace } = members
    const made = await ada.post('/api/websites', { id: 'salon', title: 'The salon', introduction: 'Welcome.' })
    assert.deepEqual([made.status, made.body.address], [201, `${host.app}/book/demo/salon`])
    const titles = async (website: string) => {
      const answer = await stranger().get(`/api/public/demo/websites/${website}`)
      return answer.status === 200 ? answer.body.types.map(({ title }: { title: string }) => title) : answer.status
    }
    assert.equal((await type('draft-cut', { hosts: [grace], title: 'Draft', state: 'draft' })).websites[0], 'main')
    await type('cut', { hosts: [grace], title: 'Cut', websites: ['salon', 'main'] })
    await type('colour', { hosts: [grace], title: 'Colour', websites: ['salon'] })
    await type('secret', { hosts: [grace], title: 'Secret', websites: ['salon'], access: 'link' })
    assert.deepEqual(await titles('salon'), ['Colour', 'Cut'])
    const main = await titles('main')
    assert.ok(
      main.includes('Cut') && main.includes('Intro call') && !main.includes('Colour') && !main.includes('Draft'),
    )
    assert.equal((await ada.patch('/api/appointment-types/draft-cut', { state: 'published' })).status, 200)
    assert.ok((await titles('main')).includes('Draft'))
    const faultOf = async (fields: object) => {
      const { status, body } = await ada.patch('/api/appointment-types/cut', fields)
      return [status, body.errors?.[0].path]
    }
    assert.deepEqual(await faultOf({ websites: ['salon', 'shop'] }), [400, 'websites.1'])
    assert.deepEqual(await faultOf({ websites: ['salon', 'salon'] }), [400, 'websites'])
    assert.equal((await ada.post('/api/websites', { id: 'cut', title: 'Cut' })).body.refusal, 'AlreadyExists')
    const taken = await ada.post('/api/appointment-types', { slug: 'salon', title: 'Salon', hosts: [grace] })
    assert.deepEqual([taken.status, taken.body.refusal], [409, 'AlreadyExists'])
    const linus = await signIn(host, 'linus@demo.test')
    assert.equal((await linus.post('/api/websites', { id: 'mine', title: 'Mine' })).status, 403)
    const { id } = (await linus.get('/api/me')).body
    const own = await linus.post('/api/appointment-types', { slug: 'own-time', title: 'Own time', hosts: [id] })
    assert.deepEqual([own.status, own.body.websites], [201, []])
    assert.equal((await ada.delete('/api/websites/main')).status, 403)
    assert.equal((await ada.delete('/api/websites/salon')).status, 204)
    assert.equal(await titles('salon'), 404)
    // A page that is gone is in nobody's way.
    assert.equal((await ada.patch('/api/appointment-types/cut', { title: 'Trim' })).status, 200)
    assert.equal((await stranger().get('/api/public/demo/colour')).status, 200)
  })

  test('what is written of a type shows the times that it will offer once it is saved; nothing is stored, and nobody’s time is shown to who may not offer it', async () => {
    const { grace } = members
    const rules = { hosts: [grace], hours: { [grace!]: 'desk' }, durationsMinutes: [45], noticeMinutes: 0 }
    const shown = await ada.post('/api/appointment-types/preview', rules)
    assert.equal(shown.status, 200, JSON.stringify(shown.body))
    const before = (await ada.get('/api/appointment-types')).body.types.length
    await type('as-shown', rules)
    assert.equal((await ada.get('/api/appointment-types')).body.types.length, before + 1)
    const { timeZone } = (await ada.get('/api/me')).body
    const to = new Date(Date.parse(shown.body.from) + 13 * 86_400_000).toISOString().slice(0, 10)
    const query = new URLSearchParams({ from: shown.body.from, to, timeZone })
    const offered = (await stranger().get(`/api/public/demo/as-shown/slots?${query}`)).body
    assert.deepEqual(shown.body.slots, offered.slots)
    assert.ok(shown.body.slots.length > 0)
    assert.deepEqual(shown.body.closedDays, offered.closedDays)
    const linus = await signIn(host, 'linus@demo.test')
    assert.equal((await linus.post('/api/appointment-types/preview', rules)).status, 403)
    const nobody = await ada.post('/api/appointment-types/preview', { ...rules, hosts: [] })
    assert.deepEqual([nobody.status, nobody.body.errors[0].path], [400, 'hosts'])
  })

  test('a list of bookings goes on where it ended: each once, and none left out', async () => {
    const { grace } = members
    await type('lecture', { hosts: [grace], hours: { [grace!]: 'desk' }, seats: 60 })
    const booked = await Promise.all(Array.from({ length: 53 }, (_, n) => book('lecture', '17:00', `Guest${n}`)))
    assert.deepEqual([...new Set(booked.map(({ status, body }) => `${status} ${body.refusal ?? ''}`))], ['201 '])
    const made = booked.map(({ body }) => body.bookingId).toSorted()
    const list = async (next?: string) => {
      const query = new URLSearchParams({ from: at('00:00'), to: at('23:00'), type: 'lecture', ...(next && { next }) })
      return (await ada.get(`/api/bookings?${query}`)).body
    }
    const first = await list()
    const second = await list(first.next)
    assert.deepEqual([first.bookings.length, second.bookings.length, second.next], [50, 3, undefined])
    assert.deepEqual(ids([...first.bookings, ...second.bookings]).toSorted(), made)
  })
})
