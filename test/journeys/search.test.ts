import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { advanceClock, atRest, type Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { tableCall } from '../support/table.ts'
import { until } from '../support/waiting.ts'

type Fields = Record<string, unknown>

const at = (date: string, hour = 9) => {
  const time = (one: number) => `${date}T${String(one).padStart(2, '0')}:00:00.000Z`
  return { startsAt: time(hour), endsAt: time(hour + 1), timeZone: 'UTC' }
}

describe('search', () => {
  let host: RunningHost
  let ada: Client
  let grace: Client
  let noor: Client
  let ids: Record<'ada' | 'grace' | 'noor', string>

  beforeAll(async () => {
    host = await startHost()
    const [one, two] = host.local.demo.members
    ada = await signIn(host)
    grace = await signIn(host, one!.email, one!.password)
    noor = await signIn(host, two!.email, two!.password)
    const idOf = async (client: Client) => (await client.get('/api/me')).body.id as string
    ids = { ada: await idOf(ada), grace: await idOf(grace), noor: await idOf(noor) }
  })
  afterAll(() => host.stop())

  const make = async (client: Client, fields: Fields): Promise<string> => {
    const { status, body } = await client.post('/api/events', { ...at('2027-05-04'), ...fields })
    assert.equal(status, 201, JSON.stringify(body))
    return body.id
  }
  const ask = async (client: Client, query: Record<string, string>) => {
    const { status, body } = await client.get(`/api/search?${new URLSearchParams(query)}`)
    assert.equal(status, 200, JSON.stringify(body))
    return body as { events: { id: string; title: string; occurrence?: string; isSeries: boolean }[]; next?: string }
  }
  const titles = async (client: Client, query: string | Record<string, string>) => {
    const { events } = await ask(client, typeof query === 'string' ? { q: query } : query)
    return events.map(({ title }) => title)
  }
  const done = () => atRest(host)

  test('by all of its words, by their beginnings, whatever their case and accents; never by some of them', async () => {
    await make(ada, {
      title: 'Quarterly Review with Müller',
      location: 'Raum Göteborg',
      description: 'Numbers of the spring',
    })
    await make(ada, { title: 'Quarrel', startsAt: '2027-05-05T09:00:00Z', endsAt: '2027-05-05T10:00:00Z' })
    await done()
    const found = ['Quarterly Review with Müller']
    for (const q of ['quarterly', 'quart', 'QUARTERLY muller', 'müller rev', 'goteborg', 'spring numbers', 'rev QUA'])
      assert.deepEqual(await titles(ada, q), found, q)
    assert.deepEqual(await titles(ada, 'qua'), ['Quarrel', ...found])
    for (const q of ['quarterly nothing', 'uarterly', 'mu', 'Quarterlyy']) assert.deepEqual(await titles(ada, q), [], q)
  })

  test('people, tags, place and range narrow one another', async () => {
    const { body: tag } = await ada.post('/api/tags', { name: 'Site visit' })
    const { body: old } = await ada.post('/api/tags', { name: 'Trip' })
    const invited = { attendees: [{ email: 'grace@demo.test' }, { email: 'zoe@far.test', name: 'Zoë Ahlgren' }] }
    const site = await make(ada, { title: 'Harbour walk', location: 'Pier nine', tags: [tag.id], ...invited })
    const trip = await make(ada, { title: 'Harbour trip', location: 'Pier ten', tags: [old.id], ...at('2026-02-03') })
    await make(noor, { title: 'Harbour alone', description: 'near pier nine' })
    await done()
    const found = async (query: Record<string, string>) => (await ask(ada, query)).events.map(({ id }) => id)
    assert.equal((await found({ q: 'harbour' })).length, 3)
    assert.deepEqual(await found({ q: 'harbour', place: 'pier' }), [site, trip])
    assert.deepEqual(await found({ place: 'pier nine' }), [site])
    assert.deepEqual(await found({ tags: tag.id }), [site])
    assert.deepEqual(await found({ q: 'harbour', people: ids.grace }), [site])
    assert.deepEqual(await found({ people: `${ids.grace},zoe@far.test`, tags: tag.id, place: 'pier' }), [site])
    assert.deepEqual(await found({ people: 'grace@demo.test', q: 'harbour' }), [site])
    assert.deepEqual(await found({ q: 'harbour', people: `${ids.grace},${ids.noor}` }), [])
    assert.deepEqual(await found({ q: 'harbour', to: '2027-01-01T00:00:00Z' }), [trip])
    assert.deepEqual(await found({ place: 'pier', from: '2027-05-04T09:30:00Z', to: '2027-05-04T09:40:00Z' }), [site])
    assert.deepEqual(await found({ place: 'pier', from: '2027-05-04T10:00:00Z' }), [])
    // A person's name is a word too, a member's as it is today.
    assert.deepEqual(await found({ q: 'harbour ahlgren' }), [site])
    assert.deepEqual(await found({ q: 'harbour grace' }), [site])
    assert.equal((await ada.post(`/api/tags/${old.id}/merge`, { into: tag.id })).status, 200)
    assert.deepEqual(await found({ tags: tag.id }), [site, trip])
  })

  test('a series is found once, by its next date; a word of one date finds that date', async () => {
    const weekly = await make(ada, { title: 'Orchestra', ...at('2026-01-06'), rrule: 'FREQ=WEEKLY' })
    const ended = await make(ada, { title: 'Orchestra of old', ...at('2025-01-07'), rrule: 'FREQ=WEEKLY;COUNT=4' })
    await make(ada, { title: 'Orchestra once', ...at('2027-06-01') })
    const friday = '2027-03-02T09:00:00.000Z'
    const path = `/api/events/${weekly}?scope=this&occurrence=${friday}`
    assert.equal((await ada.patch(path, { title: 'Orchestra farewell' })).status, 200)
    await done()
    const { events } = await ask(ada, { q: 'orchestra' })
    assert.deepEqual(
      events.map(({ title, isSeries }) => [title, isSeries]),
      [
        ['Orchestra', true],
        ['Orchestra once', false],
        ['Orchestra of old', true],
      ],
    )
    assert.ok(events[0]!.occurrence! > new Date(Date.now() - 8 * 86_400_000).toISOString())
    assert.equal(events[2]!.occurrence, '2025-01-28T09:00:00.000Z')
    const [farewell] = (await ask(ada, { q: 'farewell' })).events
    assert.deepEqual([farewell!.id, farewell!.title, farewell!.occurrence], [weekly, 'Orchestra farewell', friday])
    // In a range that lies elsewhere it is the date in it.
    const range = { from: '2026-03-01T00:00:00Z', to: '2026-03-08T00:00:00Z' }
    assert.equal((await ask(ada, { q: 'orchestra', ...range })).events[0]!.occurrence, '2026-03-03T09:00:00.000Z')
    assert.deepEqual((await ask(ada, { q: 'orchestra', ...range })).events.length, 1)
    assert.ok(ended)
  })

  test('what is found goes on in parts, each once and in order', async () => {
    const dates = Array.from({ length: 19 }, (_, i) => `2028-01-${String(i + 1).padStart(2, '0')}`)
    for (const date of dates) await make(ada, { title: `Ledgerdemain ${date}`, ...at(date) })
    await done()
    const found: string[] = []
    let next: string | undefined
    do {
      const page = await ask(ada, { q: 'ledgerdemain', ...(next && { next }) })
      assert.ok(page.events.length <= 7)
      found.push(...page.events.map(({ title }) => title.slice(-10)))
      next = page.next
    } while (next)
    assert.deepEqual(found, dates.toReversed())
    assert.equal((await ada.get('/api/search?q=ledgerdemain&next=nonsense')).status, 400)
  })

  test('what is asked is refused where it is not understood', async () => {
    const faults: [query: string, at: string][] = [
      ['', 'query.q'],
      ['q=%21%21', 'query.q'],
      ['from=2027-01-01T00:00:00Z', 'query.q'],
      ['q=a+b+c+d+e+f+g+h+i', 'query.q'],
      [`q=${'x'.repeat(201)}`, 'query.q'],
      ['q=walk&people=Nobody!', 'query.people.0'],
      ['q=walk&from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z', 'query.to'],
      ['q=walk&words=walk', 'query.words'],
    ]
    for (const [query, at] of faults) {
      const { status, body } = await ada.get(`/api/search?${query}`)
      assert.equal(status, 400, query)
      assert.deepEqual(
        body.errors.map(({ path }: { path: string }) => path),
        [at],
        query,
      )
    }
  })

  describe('nobody finds what they may not read', () => {
    // What each reader finds of Grace's events, by privacy.
    const table: Record<string, Record<'public' | 'confidential' | 'private', boolean>> = {
      'Grace herself': { public: true, confidential: true, private: true },
      'who is invited': { public: true, confidential: true, private: true },
      'a colleague': { public: true, confidential: true, private: false },
      'a delegate': { public: true, confidential: true, private: true },
      'who sees free and busy': { public: false, confidential: false, private: false },
      'an admin': { public: true, confidential: true, private: false },
    }
    const right = async (memberId: string, given?: string) => {
      const { body } = await grace.get('/api/calendars')
      const first = body.calendars.find(({ id }: { id: string }) => id === `first-${ids.grace}`)
      const members = given === undefined ? [] : [{ memberId, right: given }]
      const { status } = await grace.patch(`/api/calendars/${first.id}`, { members })
      assert.equal(status, 200)
    }

    for (const privacy of ['public', 'confidential', 'private'] as const)
      test(privacy, async () => {
        const word = `Zibeline${privacy}`
        const event = await make(grace, { title: word, privacy })
        const shared = await make(grace, { title: `${word} shared`, privacy, attendees: [{ email: 'ada@demo.test' }] })
        await done()
        const finds = async (client: Client, id = event) =>
          (await ask(client, { q: word.toLowerCase() })).events.some((one) => one.id === id)
        const found: Record<string, boolean> = {
          'Grace herself': await finds(grace),
          'who is invited': await finds(ada, shared),
          'a colleague': await finds(noor),
          'an admin': await finds(ada),
        }
        await right(ids.noor, 'edit')
        found['a delegate'] = await finds(noor)
        await right(ids.noor, 'freeBusy')
        found['who sees free and busy'] = await finds(noor)
        const page = await ask(noor, { q: word.toLowerCase() })
        assert.deepEqual(page, { events: [] })
        await right(ids.noor)
        const expected = Object.entries(table).map(([who, row]) => [who, row[privacy]])
        assert.deepEqual(Object.fromEntries(expected), found)
      })

    test('a private event of a team is found by who may edit its calendar', async () => {
      const { body: team } = await ada.post('/api/calendars', { name: 'Board', kind: 'team' })
      await make(ada, { title: 'Obsidian plan', calendarId: team.id, privacy: 'private' })
      await done()
      assert.deepEqual(await titles(noor, 'obsidian'), [])
      const members = [{ memberId: ids.noor, right: 'edit' }]
      assert.equal((await ada.patch(`/api/calendars/${team.id}`, { members })).status, 200)
      assert.deepEqual(await titles(noor, 'obsidian'), ['Obsidian plan'])
    })

    test('what changed is not found by what it was: at once where rights changed, soon where words did', async () => {
      const id = await make(grace, {
        title: 'Vermilion budget',
        attendees: [{ email: host.local.demo.members[1]!.email }],
      })
      await done()
      const path = `/api/events/${id}`
      assert.deepEqual(await titles(ada, 'vermilion'), ['Vermilion budget'])
      // The index still says that everybody may: the event itself says that they may not.
      await grace.patch(path, { privacy: 'private' })
      assert.deepEqual(await titles(ada, 'vermilion'), [])
      await done()
      assert.deepEqual([await titles(ada, 'vermilion'), await titles(noor, 'vermilion')], [[], ['Vermilion budget']])
      await grace.patch(path, { attendees: [] })
      assert.deepEqual(await titles(noor, 'vermilion'), [])
      await grace.patch(path, { privacy: 'public', title: 'Cobalt budget' })
      assert.deepEqual(await titles(ada, 'vermilion'), [])
      await done()
      assert.deepEqual([await titles(ada, 'cobalt'), await titles(grace, 'vermilion')], [['Cobalt budget'], []])
      await grace.post(`${path}/archive`)
      assert.deepEqual(await titles(ada, 'cobalt'), [])
      await done()
      await grace.post(`${path}/unarchive`)
      await done()
      assert.deepEqual(await titles(ada, 'cobalt'), ['Cobalt budget'])
      await grace.delete(path)
      assert.deepEqual(await titles(ada, 'cobalt'), [])
    })
  })

  describe('the rows of the index', () => {
    type Items = { Items: Record<string, { S: string }>[]; LastEvaluatedKey?: unknown }
    const rowsOf = async (id: string): Promise<string[]> => {
      const found: string[] = []
      let ExclusiveStartKey: unknown
      do {
        const page: Items = await tableCall(host, 'Scan', {
          ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }),
        })
        for (const row of page.Items)
          if (row['row']?.S === 'searchEntry' && row['eventId']?.S === id) found.push(`${row['pk']!.S} ${row['sk']!.S}`)
        ExclusiveStartKey = page.LastEvaluatedKey
      } while (ExclusiveStartKey !== undefined)
      return found.sort()
    }

    test('are those of the event as it is now, and gone with it', async () => {
      const id = await make(ada, { title: 'Marmalade tasting' })
      await done()
      const before = await rowsOf(id)
      assert.equal(before.length, 5)
      await ada.patch(`/api/events/${id}`, { title: 'Marmalade', ...at('2027-08-01') })
      await done()
      const after = await rowsOf(id)
      assert.equal(after.length, 3)
      assert.ok(after.every((row) => !before.includes(row)))
      await ada.delete(`/api/events/${id}`)
      await done()
      assert.deepEqual(await rowsOf(id), [])
    })

    test('of events that are older than the index are made by the clock, and made again change nothing', async () => {
      const id = await make(ada, { title: 'Xylophone lesson' })
      await done()
      const whole = await rowsOf(id)
      const forget = async (pk: string, sk: string) =>
        tableCall(host, 'DeleteItem', { Key: { pk: { S: pk }, sk: { S: sk } } })
      for (const row of whole) await forget(...(row.split(' ') as [string, string]))
      await forget(`demo#event#${id}`, 'search')
      assert.deepEqual(await titles(ada, 'xylophone'), [])
      for (let times = 0; times < 2; times++) {
        await forget('~search', 'walk')
        await advanceClock(host, 61_000)
        await until(
          'all events were walked over',
          () =>
            tableCall<{ Item?: { isDone: { BOOL: boolean } } }>(host, 'GetItem', {
              Key: { pk: { S: '~search' }, sk: { S: 'walk' } },
            }),
          ({ Item }) => Item?.isDone.BOOL === true,
        )
        assert.deepEqual(await rowsOf(id), whole)
        assert.deepEqual(await titles(ada, 'xylophone'), ['Xylophone lesson'])
      }
    })
  })
})
