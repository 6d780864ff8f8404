import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

const FROM = '2027-03-01T00:00:00Z'
const TO = '2027-05-01T00:00:00Z'
const [FIRST, SECOND, THIRD] = ['2027-03-01T08:00:00Z', '2027-03-08T08:00:00Z', '2027-03-15T08:00:00Z'] as const

describe('people, answers and rooms of single dates', () => {
  let host: RunningHost
  let [ada, grace, linus]: Client[] = []
  let ids: Record<string, string> = {}
  beforeAll(async () => {
    host = await startHost()
    const [first, second] = host.local.demo.members
    ada = await signIn(host)
    grace = await signIn(host, first!.email, first!.password)
    linus = await signIn(host, second!.email, second!.password)
    const { body } = await ada.get('/api/members')
    ids = Object.fromEntries(body.members.map(({ email, id }: { email: string; id: string }) => [email, id]))
  })
  afterAll(() => host.stop())

  let made = 0
  /** Four Mondays at 09:00 in Berlin with Grace, who comes. */
  async function weekly(rest: object = {}) {
    const { body } = await ada!.post('/api/events', {
      title: `Shared ${++made}`,
      startsAt: FIRST,
      endsAt: '2027-03-01T09:00:00Z',
      timeZone: 'Europe/Berlin',
      rrule: 'FREQ=WEEKLY;COUNT=4',
      attendees: [{ email: 'grace@demo.test' }],
      ...rest,
    })
    await grace!.post(`/api/events/${body.id}/reply`, { reply: 'accepted' })
    return { title: `Shared ${made}`, path: `/api/events/${body.id}` }
  }
  const days = async (who: Client, title: string, of: string) => {
    const { body } = await who.get(`/api/events?from=${FROM}&to=${TO}&members=${ids[of]}`)
    return body.events
      .filter((one: { title: string }) => one.title === title)
      .map((one: { startsAt: string; reply?: string }) => `${one.startsAt.slice(5, 10)} ${one.reply ?? '-'}`)
  }
  const at = (path: string, occurrence: string, scope = 'this') => `${path}?scope=${scope}&occurrence=${occurrence}`
  const busyOn = async (day: string, email: string) => {
    const query = new URLSearchParams({
      from: day,
      to: day,
      timeZone: 'UTC',
      durationMinutes: '60',
      members: ids[email]!,
    })
    const { body } = await ada!.get(`/api/free-times?${query}`)
    return body.principals[0].busy.some(({ from }: { from: string }) => from.startsWith(`${day}T08:00`))
  }

  test('a guest of one date has that date in the calendar, and no other', async () => {
    const { path, title } = await weekly()
    const people = [{ email: 'grace@demo.test' }, { email: 'linus@demo.test' }]
    const changed = await ada!.patch(at(path, SECOND), { attendees: people })
    assert.equal(changed.status, 200)
    assert.deepEqual(await days(linus!, title, 'linus@demo.test'), ['03-08 needsAction'])
    const { body } = await ada!.get(`${path}?occurrence=${SECOND}`)
    assert.deepEqual(
      body.attendees.map(({ email, reply, isOnlyThisDate }: Record<string, unknown>) => [email, reply, isOnlyThisDate]),
      [
        ['grace@demo.test', 'accepted', undefined],
        ['linus@demo.test', 'needsAction', true],
      ],
    )
    assert.equal((await ada!.get(`${path}?occurrence=${THIRD}`)).body.attendees.length, 1)
    // Linus answers for his date; for another he is not asked.
    assert.equal((await linus!.post(at(`${path}/reply`, SECOND), { reply: 'accepted' })).status, 200)
    assert.equal((await linus!.post(at(`${path}/reply`, THIRD), { reply: 'accepted' })).status, 404)
    assert.deepEqual(await days(linus!, title, 'linus@demo.test'), ['03-08 accepted'])
    // It is undone as one.
    assert.equal(
      (await ada!.post(`${path}/undo`, { version: changed.body.version })).body.refusal,
      'Changed',
      'an answer came since',
    )
  })

  test('declining one date frees that date alone; taking it back takes it again', async () => {
    const { path, title } = await weekly()
    await grace!.post(at(`${path}/reply`, SECOND), { reply: 'declined' })
    assert.deepEqual(await days(grace!, title, 'grace@demo.test'), [
      '03-01 accepted',
      '03-08 declined',
      '03-15 accepted',
      '03-22 accepted',
    ])
    await grace!.post(at(`${path}/reply`, THIRD, 'following'), { reply: 'tentative' })
    assert.deepEqual(await days(grace!, title, 'grace@demo.test'), [
      '03-01 accepted',
      '03-08 declined',
      '03-15 tentative',
      '03-22 tentative',
    ])
    const nonsense = await grace!.post(`${path}/reply?scope=this&occurrence=2027-03-09T08:00:00Z`, {
      reply: 'declined',
    })
    assert.deepEqual([nonsense.status, nonsense.body.errors?.[0]?.path], [400, 'query.occurrence'])
  })

  test('what is taken follows the answers date by date', async () => {
    const { path } = await weekly({
      startsAt: '2027-06-07T08:00:00Z',
      endsAt: '2027-06-07T09:00:00Z',
      timeZone: 'UTC',
    })
    await grace!.post(at(`${path}/reply`, '2027-06-14T08:00:00Z'), { reply: 'declined' })
    assert.deepEqual(
      [await busyOn('2027-06-07', 'grace@demo.test'), await busyOn('2027-06-14', 'grace@demo.test')],
      [true, false],
    )
    await grace!.post(at(`${path}/reply`, '2027-06-14T08:00:00Z'), { reply: 'accepted' })
    assert.equal(await busyOn('2027-06-14', 'grace@demo.test'), true)
  })

  test('a room of one date is refused where it is taken, and the usual one is free then', async () => {
    const make = async (name: string) =>
      (await ada!.post('/api/resources', { name, timeZone: 'Europe/Berlin' })).body.id as string
    const [blue, red] = [await make('Blue'), await make('Red')]
    const { path } = await weekly({ resources: [blue] })
    const single = (room: string, startsAt: string) =>
      ada!.post('/api/events', {
        title: 'Single',
        startsAt,
        endsAt: startsAt.replace('08:00', '08:30'),
        timeZone: 'UTC',
        resources: [room],
      })
    assert.equal((await single(blue, SECOND)).body.refusal, 'RoomTaken')
    assert.equal((await ada!.patch(at(path, SECOND), { resources: [red] })).status, 200)
    assert.deepEqual(
      [
        (await single(red, SECOND)).body.refusal,
        (await single(blue, SECOND)).status,
        (await single(red, THIRD)).status,
      ],
      ['RoomTaken', 201, 201],
    )
    assert.equal((await ada!.patch(at(path, THIRD), { resources: [red] })).body.refusal, 'RoomTaken')
  })

  test('before a change it is said what becomes of the dates that are other than their series', async () => {
    const { path, title } = await weekly()
    await ada!.patch(at(path, SECOND), { title: 'Own' })
    await ada!.patch(at(path, THIRD), { startsAt: '2027-03-16T13:00:00Z', endsAt: '2027-03-16T14:00:00Z' })
    const version = (await ada!.get(path)).body.version
    const ask = async (change?: object) => {
      const { body } = await ada!.post(`${path}/preview`, { occurrence: FIRST, ...(change && { change }) })
      return body.scopes.map(
        (one: { scope: string; isPossible: boolean; dates: Record<string, { startsAt?: string }>[] }) => [
          one.scope,
          one.isPossible,
          one.dates.map((date) => [date['title'], date['fate'], date['is']?.startsAt ?? '-']),
        ],
      )
    }
    const later = { startsAt: '2027-03-02T09:00:00Z', endsAt: '2027-03-02T10:00:00Z' }
    const moves = [
      ['Own', 'moves', '2027-03-09T09:00:00.000Z'],
      [title, 'stays', '2027-03-16T13:00:00.000Z'],
    ]
    assert.deepEqual(await ask(later), [
      ['this', true, []],
      ['following', true, moves],
      ['all', true, moves],
    ])
    const ends = ['Own', title].map((name) => [name, 'ends', '-'])
    assert.deepEqual((await ask({ rrule: null }))[2], ['all', true, ends])
    assert.deepEqual((await ask())[2], ['all', true, ends])
    assert.deepEqual((await ask({ privacy: 'private' }))[0], ['this', false, []])
    // One date of a timed series cannot be a whole day: that is known before, too.
    const wholeDay = { startDate: '2027-03-02', endDate: '2027-03-03' }
    assert.deepEqual((await ask(wholeDay))[0], ['this', false, []])
    // Asking has changed nothing.
    assert.equal((await ada!.get(path)).body.version, version)
    assert.equal((await grace!.post(`${path}/preview`, { occurrence: FIRST })).body.refusal, 'NotAllowed')
  })
})
