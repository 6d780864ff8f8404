import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { Client, type Client as Member, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into as data
type Json = any

describe('find a time', () => {
  let host: RunningHost
  let ada: Member
  let grace: Member
  let ids: { ada: string; grace: string; room: string }
  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    const [one] = host.local.demo.members
    grace = await signIn(host, one!.email, one!.password)
    const room = await ada.post('/api/resources', { name: 'Attic', timeZone: 'Europe/Berlin' })
    ids = {
      ada: (await ada.get('/api/me')).body.id,
      grace: (await grace.get('/api/me')).body.id,
      room: room.body.id,
    }
  })
  afterAll(() => host.stop())

  const find = async (query: Record<string, string>, client = ada) => {
    const asked = { from: '2027-03-01', to: '2027-03-05', timeZone: 'Europe/Berlin', durationMinutes: '60', ...query }
    return client.get(`/api/free-times?${new URLSearchParams(asked)}`)
  }
  const put = async (client: Member, date: string, from: string, to: string, more: Json = {}) => {
    const times = { startsAt: `${date}T${from}:00+01:00`, endsAt: `${date}T${to}:00+01:00`, timeZone: 'Europe/Berlin' }
    const { status, body } = await client.post('/api/events', { title: 'Secret plan', ...times, ...more })
    assert.equal(status, 201, JSON.stringify(body))
    return body.id as string
  }
  const startsOf = ({ body }: Json): string[] => body.times.map(({ startsAt }: Json) => startsAt)

  test('every start that is proposed is one that a booking page of all of them together offers, and no other', async () => {
    await put(ada, '2027-03-01', '09:30', '11:15')
    await put(grace, '2027-03-01', '13:00', '14:00', { privacy: 'private' })
    await put(grace, '2027-03-02', '10:00', '10:30', { rrule: 'FREQ=DAILY;COUNT=3' })
    await put(ada, '2027-03-03', '09:00', '12:00', { showAs: 'free' })
    const { status } = await ada.post('/api/appointment-types', {
      slug: 'together',
      title: 'Together',
      hosts: [ids.ada, ids.grace],
      resources: [ids.room],
      assignment: 'collective',
      durationsMinutes: [60],
      stepMinutes: 15,
      noticeMinutes: 0,
      horizonDays: 365,
    })
    assert.equal(status, 201)
    await put(grace, '2027-03-04', '15:00', '16:00', { resources: [ids.room] })
    const asked = new URLSearchParams({ from: '2027-03-01', to: '2027-03-05', timeZone: 'Europe/Berlin' })
    const offered = await new Client(host.app).get(`/api/public/demo/together/slots?${asked}`)
    const expected = offered.body.slots.map(({ startsAt }: Json) => startsAt)
    assert.ok(expected.length > 20, `${expected.length} are offered`)
    const found = await find({ members: `${ids.ada},${ids.grace}`, resources: ids.room })
    assert.deepEqual(startsOf(found), expected)
    // Alone she has more of them, also where somebody else may come.
    const alone = startsOf(await find({ members: ids.ada }))
    assert.ok(alone.length > expected.length)
    const { body } = await find({ members: ids.ada, optional: ids.grace })
    assert.deepEqual(startsOf({ body }), alone)
    assert.equal(body.principals[1].id, ids.grace)
  })

  test('the strip says when each is busy and works, and nothing of what it is', async () => {
    const { body } = await find({ members: `${ids.grace},${ids.ada}`, resources: ids.room, to: '2027-03-01' })
    assert.deepEqual(
      body.principals.map(({ id }: Json) => id),
      [ids.grace, ids.ada, ids.room],
    )
    const [graces, adas] = body.principals
    assert.ok(
      graces.busy.some(
        ({ from, to }: Json) => from === '2027-03-01T12:00:00.000Z' && to === '2027-03-01T13:00:00.000Z',
      ),
    )
    assert.ok(
      adas.busy.some(({ from, to }: Json) => from <= '2027-03-01T08:30:00.000Z' && to >= '2027-03-01T10:15:00.000Z'),
    )
    assert.deepEqual(adas.hours, [{ from: '2027-03-01T08:00:00.000Z', to: '2027-03-01T16:00:00.000Z' }])
    assert.ok(!JSON.stringify(body).includes('Secret'))
  })

  test('what is being moved is in nobody’s way; all hours are more than those of work', async () => {
    const id = await put(ada, '2027-03-09', '09:00', '17:00', { attendees: [] })
    const week = { members: ids.ada, from: '2027-03-09', to: '2027-03-09' }
    assert.deepEqual(startsOf(await find(week)), [])
    assert.equal(startsOf(await find({ ...week, except: id }))[0], '2027-03-09T08:00:00.000Z')
    const late = startsOf(await find({ ...week, hours: 'all' }))
    assert.ok(late.includes('2027-03-09T18:00:00.000Z') && !late.includes('2027-03-09T12:00:00.000Z'))
  })

  test('whose time a hidden event holds is not told by leaving it out', async () => {
    const hidden = await put(grace, '2027-03-10', '09:00', '17:00', { privacy: 'private' })
    const asked = { members: ids.grace, from: '2027-03-10', to: '2027-03-10', except: hidden }
    const inIt = '2027-03-10T14:00:00.000Z'
    assert.ok(!startsOf(await find(asked)).includes(inIt))
    assert.deepEqual((await find(asked)).body.principals, (await find({ ...asked, except: 'nothing' })).body.principals)
    assert.ok(startsOf(await find(asked, grace)).includes(inIt))
    // Nor can who knows its id find it in a list of times that are taken.
    const [seen] = (await ada.get(`/api/events?from=2027-03-10T00:00:00Z&to=2027-03-11T00:00:00Z&members=${ids.grace}`))
      .body.events
    assert.match(seen.id, /^busy-[0-9a-f]{24}$/)
    for (const named of [
      [hidden, null, ids.grace],
      [hidden, ids.grace],
    ])
      assert.ok(!seen.id.includes(createHash('sha256').update(JSON.stringify(named)).digest('hex').slice(0, 24)))
  })

  test('what the company does not have, and too much at once, is refused with what and where', async () => {
    const faults = async (query: Record<string, string>) => {
      const { status, body } = await find({ members: ids.ada, ...query })
      return [status, body.errors?.map(({ path, code }: Json) => `${path} ${code}`).join()]
    }
    assert.deepEqual(await faults({ members: 'nobody' }), [400, 'query.members notOfCompany'])
    assert.deepEqual(await faults({ resources: 'nothing' }), [400, 'query.resources notOfCompany'])
    assert.deepEqual(await faults({ to: '2027-02-01' }), [400, 'query.to before'])
    assert.deepEqual(await faults({ to: '2027-04-01' }), [400, 'query.to tooFarApart'])
    assert.equal((await faults({ members: Array.from({ length: 21 }, (_, i) => `m${i}`).join() }))[0], 400)
    assert.equal((await find({ members: ids.ada }, new Client(host.app) as Member)).status, 401)
  })
})
