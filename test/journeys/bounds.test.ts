import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type Answer, atRest, type Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { itemCount } from '../support/table.ts'
import { until } from '../support/waiting.ts'

interface Entry {
  id: string
  title: string
  occurrence?: string
  startsAt?: string
  endsAt?: string
  marks: string[]
}

const WEEK = 'from=2027-06-07T00:00:00Z&to=2027-06-14T00:00:00Z'
const YEAR = 'from=2027-01-01T00:00:00Z&to=2028-01-01T00:00:00Z'

describe('every answer has a bound', () => {
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

  const path = (answer: Answer) => answer.body.errors?.map((fault: { path: string }) => fault.path)
  const times = (startsAt: string, endsAt: string) => ({ startsAt, endsAt, timeZone: 'Europe/Berlin' })
  const daily = { title: 'Long', rrule: 'FREQ=DAILY', attendees: [{ email: 'grace@demo.test' }] }
  const minutes = Array.from({ length: 60 }, (_, i) => i).join(',')
  const hours = Array.from({ length: 24 }, (_, i) => i).join(',')

  const refused: [string, Record<string, unknown>, string][] = [
    ['a meeting of a hundred years', times('1980-01-01T09:00:00Z', '2080-01-01T09:00:00Z'), 'endsAt'],
    ['a meeting of all years there are', times('1970-01-01T00:00:00Z', '2199-12-31T00:00:00Z'), 'endsAt'],
    ['367 days', { startDate: '2027-01-01', endDate: '2028-01-03' }, 'endDate'],
    ['60 days, each day anew', times('2027-01-01T09:00:00Z', '2027-03-02T09:00:00Z'), 'rrule'],
    ['the same in whole days', { startDate: '2027-01-01', endDate: '2027-03-02' }, 'rrule'],
    [
      'a meeting every second',
      {
        ...times('2027-01-01T09:00:00Z', '2027-01-01T09:00:01Z'),
        rrule: `FREQ=DAILY;BYHOUR=${hours};BYMINUTE=${minutes};BYSECOND=${minutes}`,
      },
      'rrule',
    ],
    [
      'sixty extra meetings in one hour',
      {
        ...times('2027-01-01T09:00:00Z', '2027-01-01T10:00:00Z'),
        rrule: undefined,
        rdates: Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2027, 0, 2, 9, i)).toISOString()),
      },
      'rdates',
    ],
  ]
  for (const [title, body, at] of refused)
    test(`${title}: refused at ${at}, and nothing is stored`, async () => {
      await atRest(host)
      const before = await itemCount(host)
      const answer = await ada.post('/api/events', { ...daily, ...body })
      assert.deepEqual([answer.status, path(answer)], [400, [at]], JSON.stringify(answer.body))
      assert.equal(await itemCount(host), before)
      for (const client of [ada, grace]) assert.equal((await client.get(`/api/events?${WEEK}`)).status, 200)
    })

  test('what just keeps the bounds is taken; a change that breaks them is refused at its field', async () => {
    const year = await ada.post('/api/events', { title: 'Year', startDate: '2030-01-01', endDate: '2031-01-02' })
    const fifty = await ada.post('/api/events', {
      title: 'Fifty at once',
      startDate: '2030-01-01',
      endDate: '2030-02-20',
      rrule: 'FREQ=DAILY;COUNT=60',
    })
    assert.deepEqual([year.status, fifty.status], [201, 201], JSON.stringify([year.body, fifty.body]))
    const changes: [Record<string, unknown>, string, string][] = [
      [{ startDate: '2030-01-01', endDate: '2030-02-21' }, 'all', 'endDate'],
      [{ startDate: '2030-01-01', endDate: '2031-01-03' }, 'all', 'endDate'],
      [{ rdates: ['2030-01-01', '2030-05-01'], rrule: 'FREQ=DAILY;COUNT=60', title: 'Same' }, 'all', ''],
      [times('2030-01-01T09:00:00Z', '2030-03-01T09:00:00Z'), 'all', 'endsAt'],
    ]
    for (const [patch, scope, at] of changes) {
      const answer = await ada.patch(`/api/events/${fifty.body.id}?scope=${scope}`, patch)
      assert.deepEqual(path(answer) ?? [''], [at], JSON.stringify(answer.body))
    }
    const once = await ada.patch(`/api/events/${fifty.body.id}?scope=this&occurrence=2030-01-02`, {
      startDate: '2030-01-02',
      endDate: '2030-03-30',
    })
    assert.deepEqual(path(once), ['endDate'])
  })

  test('a list entry is what a grid draws; the rest comes with the one that is opened', async () => {
    const made = await ada.post('/api/events', {
      title: 'Standing',
      description: 'x'.repeat(8000),
      location: 'Roof',
      ...times('2027-06-07T07:00:00Z', '2027-06-07T08:00:00Z'),
      rrule: 'FREQ=DAILY;COUNT=3',
      attendees: [{ email: 'grace@demo.test' }, { email: 'guest@outside.test' }],
      privacy: 'private',
    })
    assert.equal(made.status, 201)
    const changed = await ada.patch(`/api/events/${made.body.id}?scope=this&occurrence=2027-06-08T07:00:00Z`, {
      title: 'Standing later',
      ...times('2027-06-08T09:00:00Z', '2027-06-08T10:00:00Z'),
    })
    assert.equal(changed.status, 200)
    await grace.post(`/api/events/${made.body.id}/reply`, { reply: 'declined' })
    const found = async (client: Client, query = WEEK) =>
      (await client.get(`/api/events?${query}`)).body.events.filter(({ id }: Entry) => id === made.body.id)
    const [first, second] = await found(grace)
    assert.deepEqual(first, {
      id: made.body.id,
      occurrence: '2027-06-07T07:00:00.000Z',
      version: first.version,
      title: 'Standing',
      startsAt: '2027-06-07T07:00:00.000Z',
      endsAt: '2027-06-07T08:00:00.000Z',
      timeZone: 'Europe/Berlin',
      location: 'Roof',
      tags: [],
      privacy: 'private',
      showAs: 'busy',
      reply: 'declined',
      organizer: { id: made.body.organizer.id, name: 'Ada Hartmann', email: 'ada@demo.test' },
      calendarId: `first-${made.body.organizer.id}`,
      ownerIds: [(await grace.get('/api/me')).body.id],
      attendeeCount: 2,
      marks: ['private'],
    })
    assert.deepEqual(
      [second.title, second.startsAt, second.marks],
      ['Standing later', '2027-06-08T09:00:00.000Z', ['changed', 'private']],
    )
    assert.equal((await found(ada)).length, 3)
    const opened = await grace.get(`/api/events/${made.body.id}?occurrence=${encodeURIComponent(second.occurrence)}`)
    assert.deepEqual(
      [opened.body.description.length, opened.body.attendees.length, opened.body.rrule, opened.body.title],
      [8000, 2, 'FREQ=DAILY;COUNT=3', 'Standing later'],
    )
    const linus = await signIn(host, 'linus@demo.test', host.local.demo.password)
    const { body: others } = await linus.get(`/api/events?${WEEK}&members=${made.body.organizer.id}`)
    const hidden = others.events.find(({ startsAt }: Entry) => startsAt === first.startsAt)
    assert.deepEqual([hidden.title, hidden.location, hidden.attendeeCount, hidden.reply], ['Busy', '', 0, undefined])
  })

  test('five ordinary series with long descriptions and nine attendees: a year is one small answer', async () => {
    const attendees = Array.from({ length: 9 }, (_, i) => ({ email: `guest${i}@outside.test`, name: `Guest ${i}` }))
    for (let i = 0; i < 5; i++) {
      const made = await ada.post('/api/events', {
        title: `Ordinary ${i}`,
        description: 'What we talk about. '.repeat(300),
        ...times(`2027-01-01T${10 + i}:00:00Z`, `2027-01-01T${10 + i}:30:00Z`),
        rrule: 'FREQ=DAILY',
        attendees,
      })
      assert.equal(made.status, 201)
    }
    const year = await ada.get(`/api/events?${YEAR}`)
    assert.equal(year.status, 200)
    assert.ok(year.body.events.filter(({ title }: Entry) => title.startsWith('Ordinary')).length >= 5 * 364)
    assert.ok(JSON.stringify(year.body).length < 1_500_000)
  })

  test('a list of more than 5,000 entries or 2 MB goes on by `next`, and every entry comes once', async () => {
    for (let i = 0; i < 12; i++) {
      const startsAt = new Date(Date.UTC(2040, 0, 1, 5, i)).toISOString()
      const endsAt = new Date(Date.UTC(2040, 0, 1, 5, i + 30)).toISOString()
      const location = i % 2 ? 'ü'.repeat(300) : ''
      const made = await ada.post('/api/events', {
        title: `Much ${i}`,
        startsAt,
        endsAt,
        location,
        rrule: 'FREQ=DAILY',
      })
      assert.equal(made.status, 201)
    }
    for (let i = 0; i < 12; i++) {
      const made = await ada.post('/api/events', {
        title: `Days ${i}`,
        startDate: '2040-01-01',
        endDate: '2040-01-03',
        rrule: 'FREQ=DAILY',
      })
      assert.equal(made.status, 201)
    }
    const seen = new Map<string, string>()
    let next: string | undefined
    let pages = 0
    let last = ''
    do {
      const { status, body } = await ada.get(
        `/api/events?from=2040-02-01T00:00:00Z&to=2041-03-01T00:00:00Z${next ? `&next=${next}` : ''}`,
      )
      assert.equal(status, 200, JSON.stringify(body).slice(0, 300))
      assert.ok(body.events.length <= 5000)
      assert.ok(Buffer.byteLength(JSON.stringify(body)) <= 2_000_000)
      for (const entry of body.events as (Entry & { startDate?: string })[]) {
        const key = `${entry.id}/${entry.occurrence ?? ''}`
        assert.ok(!seen.has(key), `${key} comes twice`)
        const starts = entry.startsAt ?? new Date(Date.parse(`${entry.startDate}T00:00:00+01:00`)).toISOString()
        seen.set(key, entry.title)
        if (entry.startsAt && last) assert.ok(last <= starts, `${last} before ${starts}`)
        if (entry.startsAt) last = starts
      }
      next = body.next
      pages++
    } while (next && pages < 10)
    const count = (word: string) => [...seen.values()].filter((title) => title.startsWith(word)).length
    // 394 days; whole days also that which began the day before.
    assert.deepEqual([count('Much'), count('Days')], [12 * 394, 12 * 396])
    assert.ok(pages >= 3, `${pages} pages`)
  })

  test('a `next` that is none is refused at its place', async () => {
    const write = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const bad = ['x', '%00', 'eyJh', '"', 'a'.repeat(300), write([1]), write(null), write(['1', 'a', ''])]
    bad.push(write([1e30, 'a', '']), write([0, 'A', '']), write([0, 'a', 'soon']), write({ at: 0 }))
    for (const next of bad) {
      const answer = await ada.get(`/api/events?${WEEK}&next=${encodeURIComponent(next)}`)
      assert.deepEqual([answer.status, path(answer)], [400, ['query.next']], next)
    }
    // A place that no list gave out is only a place.
    assert.equal((await ada.get(`/api/events?${WEEK}&next=${write([0, 'a', ''])}`)).status, 200)
  })

  test('a room takes no series that could not be checked against all others', async () => {
    const room = (await ada.post('/api/resources', { name: 'Hatch', timeZone: 'UTC' })).body.id
    const made = await ada.post('/api/events', {
      title: 'Every five minutes',
      startsAt: '2027-06-07T07:00:00Z',
      endsAt: '2027-06-07T07:01:00Z',
      rrule: `FREQ=DAILY;BYHOUR=${hours};BYMINUTE=0,5,10,15,20,25,30,35,40,45,50,55`,
      resources: [room],
    })
    assert.deepEqual([made.status, made.body.refusal], [409, 'TooManyDates'], JSON.stringify(made.body))
  })
})

describe('what a provider has beyond the bounds', () => {
  let host: RunningHost
  let ada: Client
  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
  })
  afterAll(() => host.stop())

  test('is shown cut and marked, and keeps the time', async () => {
    const account = 'ada@gmail.test'
    const events = [
      { summary: 'A hundred years', from: '1980-01-01', to: '2080-01-01' },
      { summary: 'Each day a hundred years', from: '1980-01-01', to: '2080-01-01', rule: 'RRULE:FREQ=DAILY' },
      { summary: 'Each day for two months', from: '2026-01-01', to: '2026-03-02', rule: 'RRULE:FREQ=DAILY' },
    ]
    for (const { summary, from, to, rule } of events)
      await fetch(`${host.local.google}/_control/events`, {
        method: 'POST',
        body: JSON.stringify({
          account,
          event: { summary, start: { date: from }, end: { date: to }, ...(rule && { recurrence: [rule] }) },
        }),
      })
    const begun = await ada.post('/api/connections', { provider: 'google', loginHint: account })
    const consent = await fetch(begun.body.authorizeUrl, { redirect: 'manual' })
    await ada.get(consent.headers.get('location')!)
    const [connection] = (await ada.get('/api/connections')).body.connections
    assert.equal((await ada.get(`/api/connections/${connection.id}/plan`)).status, 200)
    assert.equal((await ada.post(`/api/connections/${connection.id}/plan/approve`)).status, 200)
    const week = await until(
      'all of it is in the calendar',
      () => ada.get(`/api/events?${WEEK}`),
      ({ body }) => events.every(({ summary }) => body.events?.some(({ title }: Entry) => title === summary)),
    )
    await atRest(host)
    const { status, body } = week
    assert.equal(status, 200)
    for (const { summary, rule } of events) {
      const shown = body.events.filter(({ title }: Entry) => title === summary)
      assert.ok(shown.length >= 1 && shown.length <= (rule ? 60 : 1), `${summary}: ${shown.length}`)
      assert.ok(
        shown.some(({ marks }: Entry) => marks.includes('cut')),
        summary,
      )
      for (const { startDate, endDate } of shown)
        assert.ok((Date.parse(endDate) - Date.parse(startDate)) / 86_400_000 <= 366)
    }
    const slots = await ada.get('/api/public/demo/call/slots?from=2026-12-01&to=2027-01-15&timeZone=UTC')
    assert.deepEqual([slots.status, slots.body.slots], [200, []])
  })
})
