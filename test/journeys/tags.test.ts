import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

interface Tag {
  id: string
  name: string
  colour: string
}

describe('tags of a company', () => {
  let host: RunningHost
  let ada: Client
  let grace: Client
  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    const [member] = host.local.demo.members
    grace = await signIn(host, member!.email, member!.password)
  })
  afterAll(() => host.stop())

  const listed = async (): Promise<Tag[]> => (await ada.get('/api/tags')).body.tags
  const made = async (name: string, client = ada): Promise<Tag> => {
    const { status, body } = await client.post('/api/tags', { name })
    assert.equal(status, 201, JSON.stringify(body))
    return body
  }
  const times = { startsAt: '2027-05-04T09:00:00Z', endsAt: '2027-05-04T10:00:00Z' }

  test('two stand at the start, and any member makes more', async () => {
    assert.deepEqual(
      (await listed()).map(({ name }) => name),
      ['Customer Meeting', 'Internal Meeting'],
    )
    const tag = await made('Visit', grace)
    assert.notEqual(tag.colour, (await listed())[0]!.colour)
    assert.deepEqual(
      (await listed()).map(({ name }) => name),
      ['Customer Meeting', 'Internal Meeting', 'Visit'],
    )
  })

  test('a name is there once in whatever letters, also when two ask at once; a colour is one of the twelve', async () => {
    const taken = await ada.post('/api/tags', { name: 'CUSTOMER meeting' })
    assert.deepEqual([taken.status, taken.body.refusal], [409, 'AlreadyExists'])
    const both = await Promise.all([ada, grace].map((client) => client.post('/api/tags', { name: 'Race' })))
    assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409])
    const tag = await made('Trip')
    assert.equal((await ada.patch(`/api/tags/${tag.id}`, { name: 'race' })).body.refusal, 'AlreadyExists')
    assert.deepEqual((await ada.patch(`/api/tags/${tag.id}`, { name: 'TRIP', colour: 'rose' })).body, {
      id: tag.id,
      name: 'TRIP',
      colour: 'rose',
    })
    assert.equal((await ada.patch(`/api/tags/${tag.id}`, { colour: '#fefefe' })).status, 400)
    assert.equal((await ada.patch('/api/tags/nothing', { name: 'x' })).status, 404)
  })

  test('one that is merged or removed leaves no id behind, on events, on single dates and in lists', async () => {
    const [one, two, three] = [await made('One'), await made('Two'), await made('Three')]
    const { body: event } = await ada.post('/api/events', {
      title: 'Tagged',
      ...times,
      tags: [one.id, two.id, three.id],
    })
    const tagsOf = async () => {
      const list = await ada.get('/api/events?from=2027-05-04T00:00:00Z&to=2027-05-05T00:00:00Z')
      const entry = list.body.events.find(({ id }: { id: string }) => id === event.id)
      const { body } = await ada.get(`/api/events/${event.id}`)
      assert.deepEqual(entry.tags, body.tags)
      return body.tags
    }
    assert.deepEqual((await ada.post(`/api/tags/${one.id}/merge`, { into: two.id })).body, two)
    assert.deepEqual(await tagsOf(), [two.id, three.id])
    assert.deepEqual((await ada.post(`/api/tags/${two.id}/merge`, { into: three.id })).body, three)
    assert.deepEqual(await tagsOf(), [three.id])
    assert.equal((await ada.delete(`/api/tags/${three.id}`)).status, 204)
    assert.deepEqual(await tagsOf(), [])
    // What the event still names inside is no fault of whoever changes something else, and nothing new may name it.
    assert.equal((await ada.patch(`/api/events/${event.id}`, { title: 'Still' })).status, 200)
    const dead = await ada.post('/api/events', { title: 'Dead', ...times, tags: [three.id] })
    assert.deepEqual(dead.body.errors[0].path, 'tags.0')
    const itself = await ada.post('/api/tags/customer-meeting/merge', { into: 'customer-meeting' })
    assert.deepEqual([itself.status, itself.body.errors[0].code], [400, 'itself'])
    assert.equal((await ada.post('/api/tags/customer-meeting/merge', { into: one.id })).status, 400)
  })

  test('two hundred are enough', async () => {
    for (let n = (await listed()).length; n < 200; n++) await made(`Tag ${n}`)
    const more = await ada.post('/api/tags', { name: 'One too many' })
    assert.deepEqual([more.status, more.body.refusal], [409, 'TooMany'])
    assert.match(more.body.detail, /at most 200/)
  })
})
