import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import fc from 'fast-check'
import type { Route } from '../../shared/api/route.ts'
import { routes } from '../../shared/api/routes.ts'
import { atRest, type Client, mails, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into as data
type Json = any

const SECRET = 'Zwiebelfisch'

/** Everything that an event says in words, each with the secret in it. */
const secretFields = (tag: string) => ({
  title: `${SECRET} title`,
  descriptionHtml: `<b>${SECRET}</b> description`,
  location: `${SECRET} place`,
  videoCallUrl: `https://meet.test/${SECRET}`,
  attachments: [{ title: `${SECRET} file`, url: `https://files.test/${SECRET}` }],
  attendees: [{ email: `${SECRET.toLowerCase()}@outside.test`, name: SECRET }],
  reminders: [{ minutesBefore: 17, by: 'mail' }],
  tags: [tag],
})

describe('no word of a private event reaches whom it does not concern', () => {
  let host: RunningHost
  let ada: Client
  let colleagues: [who: string, client: Client][]
  let ids: Record<string, string>
  let events: Json[]
  let tag: string

  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    const [one, two] = host.local.demo.members
    const [grace, noor] = [await signIn(host, one!.email, one!.password), await signIn(host, two!.email, two!.password)]
    const idOf = async (client: Client) => (await client.get('/api/me')).body.id as string
    ids = { ada: await idOf(ada), grace: await idOf(grace), noor: await idOf(noor) }
    // Ada is an admin, and admins are not told either: it is Grace whose secrets are asked for.
    colleagues = [
      ['an admin', ada],
      ['a colleague', noor],
    ]
    tag = (await grace.post('/api/tags', { name: 'Of the secret' })).body.id
    const times = { startsAt: '2027-05-04T09:00:00Z', endsAt: '2027-05-04T10:00:00Z', timeZone: 'UTC' }
    const fields = secretFields(tag)
    const { body: own } = await grace.post('/api/calendars', { name: `${SECRET} calendar`, kind: 'personal' })
    const made: Json[] = []
    for (const more of [
      times,
      { ...times, rrule: 'FREQ=DAILY;COUNT=9' },
      { startDate: '2027-05-04', endDate: '2027-05-06', showAs: 'busy' },
      { ...times, calendarId: own.id },
      { ...times, privacy: 'public' },
    ]) {
      const { status, body } = await grace.post('/api/events', { privacy: 'private', ...fields, ...more })
      assert.equal(status, 201, JSON.stringify(body))
      made.push(body)
    }
    const [, series, , , open] = made
    const one9 = '2027-05-06T09:00:00Z'
    const alone = { title: `${SECRET} alone`, description: SECRET }
    assert.equal((await grace.patch(`/api/events/${series.id}?scope=this&occurrence=${one9}`, alone)).status, 200)
    // Made private later: nothing of before may be left anywhere.
    assert.equal((await grace.patch(`/api/events/${open.id}`, { privacy: 'private' })).status, 200)
    for (const away of ['archive', 'delete']) {
      const { body } = await grace.post('/api/events', { privacy: 'private', ...fields, ...times })
      if (away === 'archive') await grace.post(`/api/events/${body.id}/archive`)
      else await grace.delete(`/api/events/${body.id}`)
      made.push(body)
    }
    events = made
    await atRest(host)
  })
  afterAll(() => host.stop())

  const leaks = (answer: unknown) => {
    const text = JSON.stringify(answer).toLowerCase()
    return [SECRET.toLowerCase(), 'of the secret', '"minutesbefore":17'].filter((word) => text.includes(word))
  }

  /** An address of a route with everything that names an event, a person or a calendar put in at random. */
  const addressOf = (route: Route) => {
    const values = (name: string): fc.Arbitrary<string> => {
      if (name === 'id') return fc.constantFrom(...events.map(({ id }) => id as string))
      if (name === 'from') return fc.constantFrom('2027-05-01T00:00:00Z', '2027-05-04T09:30:00Z')
      if (name === 'to') return fc.constantFrom('2027-05-05T00:00:00Z', '2028-05-01T00:00:00Z')
      if (name === 'members') return fc.constantFrom(ids['grace']!, Object.values(ids).join(','))
      if (name === 'calendars')
        return fc.constantFrom(`first-${ids['grace']}`, `first-${ids['grace']},first-${ids['ada']}`)
      if (name === 'occurrence') return fc.constantFrom('2027-05-05T09:00:00Z', '2027-05-06T09:00:00Z')
      if (name === 'scope') return fc.constantFrom('this', 'following', 'all')
      if (name === 'of') return fc.constant(ids['grace']!)
      if (name === 'type' || name === 'slug') return fc.constant('call')
      if (name === 'startsAt') return fc.constantFrom('2027-05-04T09:00:00Z', '2026-12-01T09:00:00Z')
      if (name === 'timeZone') return fc.constant('UTC')
      return fc.constant('demo')
    }
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
    const query = Object.keys(route.query?.shape ?? {}).filter((name) => name !== 'next')
    return fc
      .tuple(
        fc.record(Object.fromEntries(names.map((name) => [name, values(name)]))),
        fc.record(Object.fromEntries(query.map((name) => [name, fc.option(values(name), { nil: undefined })]))),
      )
      .map(([path, asked]) => {
        const given = Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined)
        const filled = route.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(path[name]))
        return given.length > 0 ? `${filled}?${new URLSearchParams(given)}` : filled
      })
  }

  /**
   * What asks without changing, and what changes an event and answers with it: refused, and nothing said by the way.
   */
  const asking = routes.filter(({ method, path }) => path.startsWith('/api/') && method === 'GET')
  const changing = routes.filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/events/{id}'))

  test('the routes that are asked are all there are', () => {
    assert.ok(asking.some(({ name }) => name === 'listEvents'))
    assert.ok(asking.length > 20 && changing.length >= 7, `${asking.length} ${changing.length}`)
  })

  // The list of tags is everybody's: that one of them is on the event is not.
  for (const route of [...asking, ...changing])
    if (route.name !== 'listTags')
      test(`${route.name} says nothing of it`, async () => {
        await fc.assert(
          fc.asyncProperty(addressOf(route), fc.constantFrom(...colleagues), async (address, [who, client]) => {
            const body =
              route.name === 'undoEventChange'
                ? { version: 2 }
                : route.name === 'replyToEvent'
                  ? { reply: 'accepted' }
                  : route.name === 'previewEventChange'
                    ? { occurrence: '2027-05-03T09:00:00Z' }
                    : {}
            const { body: answer } = await client.call(
              route.method,
              address,
              route.method === 'GET' || route.method === 'DELETE' ? undefined : body,
            )
            assert.deepEqual(
              leaks(answer),
              [],
              `${who}: ${route.method} ${address}: ${JSON.stringify(answer).slice(0, 500)}`,
            )
            // The tag's id is as telling as its name.
            assert.ok(!JSON.stringify(answer).includes(`"${tag}"`), `${who}: ${address} names the tag`)
          }),
          { numRuns: route.name === 'listEvents' || route.name === 'getEvent' ? 40 : 6 },
        )
      })

  test('an admin who hands such an event over is told no more than before', async () => {
    const [event] = events
    const handed = await ada.patch(`/api/events/${event.id}`, { organizerId: ids['grace'] })
    assert.deepEqual([handed.status, handed.body.title, leaks(handed.body)], [200, 'Busy', []])
  })

  test('a colleague sees that the time is taken, and once', async () => {
    const { body } = await ada.get(
      `/api/events?from=2027-05-04T00:00:00Z&to=2027-05-05T00:00:00Z&members=${ids['grace']}`,
    )
    const seen = body.events.filter(({ title }: Json) => title === 'Busy')
    assert.equal(seen.length, 5)
    for (const { marks, location, tags, attendeeCount } of seen)
      assert.deepEqual([marks.includes('private'), location, tags, attendeeCount], [true, '', [], 0])
  })

  test('nor is told who shares such a time, nor in which room', async () => {
    const room = (await ada.post('/api/resources', { name: 'Room of one’s own', timeZone: 'UTC' })).body
    const times = { startsAt: '2027-06-01T09:00:00Z', endsAt: '2027-06-01T10:00:00Z' }
    const [, [, noor]] = colleagues as [unknown, [string, Client]]
    const { body: event } = await ada.post('/api/events', {
      ...{ ...times, title: 'Two of us', privacy: 'private', rrule: 'FREQ=DAILY;COUNT=2', resources: [room.id] },
      attendees: [{ email: host.local.demo.members[0]!.email }],
    })
    const all = [ids['ada']!, ids['grace']!, room.id]
    const day = 'from=2027-06-01T00:00:00Z&to=2027-06-02T00:00:00Z'
    const { body } = await noor.get(`/api/events?${day}&members=${all.join(',')}`)
    const seen = body.events.filter(({ startsAt }: Json) => Date.parse(startsAt) === Date.parse(times.startsAt))
    // Each is as if it stood alone: nothing in it names another, or the event itself.
    assert.deepEqual(seen.flatMap(({ ownerIds }: Json) => ownerIds).toSorted(), all.toSorted())
    assert.equal(new Set(seen.map(({ id }: Json) => id)).size, 3)
    for (const one of seen) {
      assert.deepEqual([one.title, one.isBusyOnly, one.organizer.id], ['Busy', true, one.ownerIds[0]])
      const others = [...all.filter((id) => id !== one.ownerIds[0]), event.id]
      assert.deepEqual(
        others.filter((id) => JSON.stringify(one).includes(id)),
        [],
      )
      assert.equal((await noor.get(`/api/events/${one.id}`)).status, 404)
    }
    // Looked at alone, each is the same time.
    for (const one of seen) {
      const { body: alone } = await noor.get(`/api/events?${day}&members=${one.ownerIds[0]}`)
      assert.ok(alone.events.some(({ id }: Json) => id === one.id))
    }
    // What takes nobody's time is not called busy.
    const { body: free } = await ada.post('/api/events', { ...times, title: 'Nap', privacy: 'private', showAs: 'free' })
    const { body: after } = await noor.get(`/api/events?${day}&members=${all.join(',')}`)
    assert.equal(after.events.length, body.events.length, JSON.stringify([after, free]))
    const opened = (await noor.get(`/api/events/${event.id}`)).body
    assert.ok(!JSON.stringify(opened).includes(room.id), 'an address that was passed on tells no room')
  })

  test('no mail and no other door tells it', async () => {
    await atRest(host)
    const isTheirs = ({ to }: { to: { address: string }[] }) =>
      to[0]!.address === `${SECRET.toLowerCase()}@outside.test`
    const all = await mails(host)
    assert.ok(all.some(isTheirs), 'whoever is asked to it is told')
    const others = all.filter((mail) => !isTheirs(mail))
    assert.deepEqual(leaks(others.map(({ text, html, subject }) => [text, html, subject])), [])
  })

  test('what is confidential the company reads, whole', async () => {
    const { body: event } = await ada.post('/api/events', {
      title: 'Among us',
      privacy: 'confidential',
      startsAt: '2027-05-10T09:00:00Z',
      endsAt: '2027-05-10T10:00:00Z',
    })
    const [, [, noor]] = colleagues as [unknown, [string, Client]]
    assert.equal((await noor.get(`/api/events/${event.id}`)).body.title, 'Among us')
    const { body } = await noor.get(
      `/api/events?from=2027-05-10T00:00:00Z&to=2027-05-11T00:00:00Z&members=${ids['ada']}`,
    )
    assert.deepEqual(body.events.find(({ id }: Json) => id === event.id).marks, ['confidential'])
  })
})
