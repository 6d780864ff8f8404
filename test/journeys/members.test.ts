import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { atRest, bookingBody, Client, signIn, slots } from '../support/client.ts'
import { PASSWORD, type RunningHost, startHost } from '../support/host.ts'

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

describe('members', () => {
  let host: RunningHost
  let ada: Client
  let grace: Client
  const idOf = async (client: Client) => (await client.get('/api/me')).body.id as string
  const as = (name: string) => signIn(host, `${name}@demo.test`, PASSWORD)

  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    grace = await as('grace')
  })
  afterAll(() => host.stop())

  test('a picture is what its first bytes say, is kept by browsers for good under its address, and is for members', async () => {
    const id = await idOf(grace)
    assert.equal((await ada.get(`/api/members/${id}/picture`)).status, 404)
    const { status, body } = await grace.put('/api/me/picture', { data: PNG })
    assert.equal(status, 200)
    assert.match(body.picture, RegExp(`^/api/members/${id}/picture\\?version=[\\w-]{16}$`))
    const { members } = (await ada.get('/api/members')).body
    assert.equal(members.find((one: { id: string }) => one.id === id).picture, body.picture)
    const fetched = await fetch(host.app + body.picture, { headers: { cookie: ada.cookie ?? '' } })
    assert.deepEqual(
      ['content-type', 'cache-control', 'x-content-type-options'].map((name) => fetched.headers.get(name)),
      ['image/png', 'private, max-age=31536000, immutable', 'nosniff'],
    )
    assert.equal(Buffer.from(await fetched.arrayBuffer()).toString('base64'), PNG)
    assert.equal((await new Client(host.app).get(body.picture)).status, 401)
    const faultOf = async (data: string) => (await grace.put('/api/me/picture', { data })).body.errors[0]
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')
    assert.deepEqual([(await faultOf(svg)).code, (await faultOf('x!')).code], ['notPicture', 'notBase64'])
    const large = Buffer.concat([Buffer.from(PNG, 'base64'), Buffer.alloc(64 * 1024)]).toString('base64')
    assert.equal((await faultOf(large)).code, 'tooLong')
    assert.equal((await grace.delete('/api/me/picture')).status, 204)
    assert.equal((await grace.get('/api/me')).body.picture, undefined)
    assert.equal((await ada.get(`/api/members/${id}/picture`)).status, 404)
  })

  test('a company has a logo, which admins set', async () => {
    assert.equal((await grace.put('/api/company/logo', { data: PNG })).body.refusal, 'NotAllowed')
    const { body } = await ada.put('/api/company/logo', { data: PNG })
    assert.equal((await grace.get('/api/company')).body.logo, body.logo)
    assert.equal((await fetch(host.app + body.logo, { headers: { cookie: grace.cookie ?? '' } })).status, 200)
    assert.equal((await ada.delete('/api/company/logo')).status, 204)
    assert.equal((await ada.get('/api/company')).body.logo, undefined)
  })

  test('owners change every role, admins not that of owners, and there always is an owner', async () => {
    const [adaId, graceId] = [await idOf(ada), await idOf(grace)]
    const role = (client: Client, id: string, to: string) => client.patch(`/api/members/${id}`, { role: to })
    assert.equal((await role(grace, graceId, 'admin')).body.refusal, 'NotAllowed')
    assert.equal((await role(ada, adaId, 'member')).body.refusal, 'LastOwner')
    assert.equal((await role(ada, graceId, 'admin')).body.role, 'admin')
    assert.equal((await role(grace, graceId, 'owner')).body.refusal, 'NotAllowed')
    assert.equal((await role(grace, adaId, 'admin')).body.refusal, 'NotAllowed')
    assert.equal((await role(ada, graceId, 'owner')).status, 200)
    const both = await Promise.all([role(ada, graceId, 'member'), role(grace, adaId, 'member')])
    const { members } = (await ada.get('/api/members')).body
    const owners = members.filter((one: { role: string }) => one.role === 'owner')
    assert.equal(owners.length, 1, JSON.stringify(both.map(({ body }) => body)))
    const [owner, other] = owners[0].id === adaId ? [ada, graceId] : [grace, adaId]
    await role(owner, adaId, 'owner')
    if (other === adaId) await role(ada, graceId, 'member')
  })

  test('who hosts is not removed, and one is told what they host', async () => {
    const { types } = (await ada.get('/api/appointment-types')).body
    const graceId = await idOf(grace)
    const hosted = types.filter(({ hosts }: { hosts: string[] }) => hosts.includes(graceId))
    const titles = hosted.map(({ title }: { title: string }) => title)
    await ada.post('/api/appointment-types', { slug: 'hers', title: 'Hers', durationsMinutes: [30], hosts: [graceId] })
    const { startsAt } = (await slots(host, 'hers'))[0]!
    const booked = await ada.post('/api/public/demo/hers/bookings', bookingBody(startsAt))
    assert.equal(booked.status, 201)
    assert.equal((await ada.delete(`/api/members/${await idOf(ada)}`)).body.refusal, 'NotAllowed')
    const refused = await ada.delete(`/api/members/${graceId}`)
    assert.deepEqual([refused.status, refused.body.refusal], [409, 'StillHosting'])
    const { bookings, types: named } = refused.body.hosting
    assert.deepEqual([bookings, named.toSorted()], [1, [...titles, 'Hers'].sort()])
    assert.equal((await grace.get('/api/me')).status, 200)
  })

  test('further hours have a name, and are removed unless a type is offered by them', async () => {
    const id = await idOf(grace)
    const hours = { name: 'Evenings', timeZone: 'UTC', weekly: [{ weekday: 1, from: '18:00', to: '20:00' }] }
    assert.equal((await grace.put(`/api/schedules/${id}.evenings`, hours)).body.name, 'Evenings')
    const linus = await as('linus')
    assert.equal((await linus.delete(`/api/schedules/${id}.evenings`)).body.refusal, 'NotAllowed')
    await ada.patch('/api/appointment-types/hers', { hours: { [id]: 'evenings' } })
    const refused = await grace.delete(`/api/schedules/${id}.evenings`)
    assert.deepEqual([refused.status, refused.body.refusal, refused.body.hosting.types], [409, 'StillInUse', ['Hers']])
    await ada.patch('/api/appointment-types/hers', { hours: {} })
    assert.equal((await grace.delete(`/api/schedules/${id}.evenings`)).status, 204)
    assert.equal((await grace.get(`/api/schedules/${id}.evenings`)).status, 404)
    assert.equal((await grace.delete(`/api/schedules/${id}`)).body.refusal, 'StillInUse')
  })

  test('who is removed is signed out; what they planned stays and can be read, answered and ended by the others', async () => {
    const invited = await ada.post('/api/invitations', { email: 'pia@demo.test' })
    const token = invited.body.acceptUrl.split('/').at(-1)
    const pia = new Client(host.app)
    await pia.post(`/api/public/invitations/${token}/accept`, { name: 'Pia', password: PASSWORD, timeZone: 'UTC' })
    const id = await idOf(pia)
    const times = { startsAt: '2027-05-04T09:00:00Z', endsAt: '2027-05-04T10:00:00Z' }
    const attendees = (emails: string[]) => ({ attendees: emails.map((email) => ({ email })) })
    const hers = (await pia.post('/api/events', { title: 'Hers', ...times, ...attendees(['ada@demo.test']) })).body
    const mine = (await ada.post('/api/events', { title: 'Mine', ...times, ...attendees(['pia@demo.test']) })).body
    await pia.put('/api/me/picture', { data: PNG })
    await atRest(host)
    assert.equal((await ada.delete(`/api/members/${id}`)).status, 204)
    assert.equal((await ada.delete(`/api/members/${id}`)).status, 404)
    assert.equal((await pia.get('/api/me')).status, 401)
    const again = new Client(host.app)
    assert.equal((await again.post('/api/session', { email: 'pia@demo.test', password: PASSWORD })).status, 401)
    const list = (await ada.get('/api/events?from=2027-05-01T00:00:00Z&to=2027-05-08T00:00:00Z')).body.events
    const titles = list.map(({ title }: { title: string }) => title)
    assert.ok(titles.includes('Hers') && titles.includes('Mine'), titles.join())
    const left = { id, name: 'Former member', email: '', hasLeft: true }
    assert.deepEqual(list.find(({ title }: { title: string }) => title === 'Hers').organizer, left)
    assert.deepEqual((await ada.get(`/api/events/${hers.id}`)).body.organizer, left)
    assert.equal((await ada.post(`/api/events/${hers.id}/reply`, { reply: 'accepted' })).status, 200)
    const moved = { startsAt: '2027-05-05T09:00:00Z', endsAt: '2027-05-05T10:00:00Z' }
    assert.equal((await ada.patch(`/api/events/${mine.id}`, moved)).status, 200)
    assert.equal((await ada.delete(`/api/events/${mine.id}`)).status, 204)
    await atRest(host)
    const back = await ada.post('/api/invitations', { email: 'pia@demo.test' })
    assert.equal(back.status, 201)
  })
})
