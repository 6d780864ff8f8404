import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type Answer, advanceClock, atRest, bookingBody, Client, insisting, mails, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { until } from '../support/waiting.ts'

const DAY_MS = 86_400_000

interface Named {
  id: string
  name: string
}
/** One who serves, as the list of bookings says it. */
interface Chosen {
  name?: string
  of: string
  who: Named[]
  because: string
  among?: number
}

describe('appointments of several groups', () => {
  let host: RunningHost
  let ada: Client
  const clients: Record<string, Client> = {}
  const people: Record<string, string> = {}
  const things: Record<string, string> = {}
  const nurses = ['n1', 'n2', 'n3', 'n4', 'n5']
  let day: string
  const stranger = () => new Client(host.app)
  const at = (time: string) => `${day}T${time}:00.000Z`
  const idsOf = (names: string[]) => names.map((name) => people[name] ?? things[name]!)
  const nameOf = (id: string) => Object.entries({ ...people, ...things }).find(([, one]) => one === id)?.[0] ?? id
  const namesOf = (all: Named[]) => all.map(({ id }) => nameOf(id))

  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    for (const name of ['ada', 'grace', 'linus']) {
      clients[name] = await signIn(host, `${name}@demo.test`)
      people[name] = (await clients[name].get('/api/me')).body.id
    }
    for (const name of nurses) {
      const { body } = await ada.post('/api/invitations', { email: `${name}@demo.test`, role: 'member' })
      clients[name] = stranger()
      const joined = await clients[name].post(`/api/public/invitations/${body.acceptUrl.split('/').at(-1)}/accept`, {
        name: `Nurse ${name}`,
        password: 'a long password',
        timeZone: 'UTC',
      })
      people[name] = joined.body.id
    }
    for (const [name, capacity] of [
      ['large', 8],
      ['small', 2],
      ['middle', 4],
      ['projector', null],
    ] as const) {
      const made = await ada.post('/api/resources', { name, timeZone: 'UTC', ...(capacity && { capacity }) })
      things[name] = made.body.id
    }
    const now = Date.parse((await stranger().post('/local/clock', { advanceMs: 0 })).body.now)
    day = new Date(now + 20 * DAY_MS).toISOString().slice(0, 10)
  })
  afterAll(() => host.stop())

  const group = (of: 'members' | 'resources', names: string[], needed = 1, name?: string) => ({
    of,
    ids: idsOf(names),
    needed,
    ...(name !== undefined && { name }),
  })
  let made = 0
  const body = (fields: Record<string, unknown>) => ({
    slug: `type-${made}`,
    title: 'Visit',
    ranges: [{ startsAt: at('09:00'), endsAt: at('12:00') }],
    durationsMinutes: [60],
    noticeMinutes: 0,
    ...fields,
  })
  /** An appointment of an hour, on a day of its own, from nine to twelve. */
  async function type(fields: Record<string, unknown>): Promise<string> {
    made++
    day = new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)
    const answer = await ada.post('/api/appointment-types', body(fields))
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return `type-${made}`
  }
  const surgery = () => ({
    hosts: idsOf(['grace', 'linus']),
    groups: [
      group('members', nurses, 2, 'Nurses'),
      group('resources', ['large', 'small'], 1, 'Room'),
      group('resources', ['projector']),
    ],
  })
  const starts = async (slug: string): Promise<string[]> => {
    const answer = await stranger().get(`/api/public/demo/${slug}/slots?from=${day}&to=${day}&timeZone=UTC`)
    return answer.body.slots.map(({ startsAt }: { startsAt: string }) => startsAt.slice(11, 16))
  }
  const book = (slug: string, time: string, name: string, more: Record<string, unknown> = {}) =>
    stranger().post(`/api/public/demo/${slug}/bookings`, { ...bookingBody(at(time), name), ...more })
  async function booked(slug: string, time: string, name: string, more = {}) {
    const answer = await book(slug, time, name, more)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body
  }
  const tokenOf = ({ manageUrl }: { manageUrl: string }) => manageUrl.split('/').at(-1)
  const listed = async (id: string) => {
    const query = `from=${new Date(Date.parse(day) - 2 * DAY_MS).toISOString()}&to=${new Date(Date.parse(day) + 9 * DAY_MS).toISOString()}`
    const { bookings } = (await ada.get(`/api/bookings?${query}`)).body
    return bookings.find((one: { id: string }) => one.id === id)
  }
  const why = (chosen: Chosen[]) => chosen.map(({ name, who, because }) => [name, namesOf(who).toSorted(), because])
  /** Whoever and whatever serves, by name and in no order. */
  const servedBy = ({ hosts, resources }: { hosts: Named[]; resources: Named[] }) =>
    namesOf([...hosts, ...resources]).toSorted()
  const faults = ({ status, body: { errors } }: Answer) => [
    status,
    (errors ?? []).map(({ path, code }: { path: string; code: string }) => `${path}: ${code}`),
  ]

  test('one of two, two of five, one room and a projector are claimed together, told together and freed together; each says why', async () => {
    const slug = await type(surgery())
    assert.deepEqual(await starts(slug), ['09:00', '10:00', '11:00'])
    const first = await booked(slug, '10:00', 'Noor')
    // The smallest room that will do, and whoever's turn it is.
    assert.deepEqual(servedBy(first), ['grace', 'n1', 'n2', 'projector', 'small'])
    const { chosen } = await listed(first.bookingId)
    assert.deepEqual(why(chosen), [
      [undefined, ['grace'], 'fewest'],
      ['Nurses', ['n1', 'n2'], 'fewest'],
      ['Room', ['small'], 'bestFit'],
      [undefined, ['projector'], 'onlyFree'],
    ])
    assert.deepEqual([chosen[0].among, chosen[1].among], [2, 5])
    // The one projector is taken, and with it the time; nobody of the others is.
    assert.deepEqual(await starts(slug), ['09:00', '11:00'])
    const taken = await book(slug, '10:00', 'Omar')
    assert.deepEqual([taken.status, taken.body.refusal], [409, 'SlotTaken'])
    assert.deepEqual(
      taken.body.alternatives.map(({ startsAt }: { startsAt: string }) => startsAt.slice(11, 16)),
      ['09:00', '11:00'],
    )
    assert.equal(JSON.stringify(taken.body).includes(things['projector']!), false, 'what is missing stays inside')
    const second = await booked(slug, '11:00', 'Omar')
    assert.deepEqual(servedBy(second), ['linus', 'n3', 'n4', 'projector', 'small'])
    await atRest(host)
    for (const name of ['grace', 'n1', 'n2']) {
      const subjects = (await mails(host, `${name}@demo.test`)).map(({ subject }) => subject.split(':')[0])
      assert.equal(subjects.at(-1), 'New booking', name)
      const { events } = (await clients[name]!.get(`/api/events?from=${at('00:00')}&to=${at('23:00')}`)).body
      assert.deepEqual(
        events.filter(({ marks }: { marks: string[] }) => marks.includes('booking')).length,
        1,
        `${name} has it in their calendar`,
      )
    }
    // Moved it keeps all of them.
    const moved = await stranger().patch(`/api/public/bookings/${tokenOf(first)}`, { startsAt: at('09:00') })
    assert.deepEqual([moved.status, servedBy(moved.body)], [200, ['grace', 'n1', 'n2', 'projector', 'small']])
    assert.deepEqual(
      (await listed(first.bookingId)).chosen.map(({ because }: Chosen) => because),
      ['kept', 'kept', 'kept', 'kept'],
    )
    assert.deepEqual(await starts(slug), ['10:00'])
    for (const one of [first, second])
      assert.equal((await stranger().delete(`/api/public/bookings/${tokenOf(one)}`)).status, 200)
    assert.deepEqual(await starts(slug), ['09:00', '10:00', '11:00'])
  })

  test('moved to a time at which some of them are busy, the others stay and those are replaced', async () => {
    const slug = await type(surgery())
    const { bookingId, ...first } = await booked(slug, '09:00', 'Noor')
    const nurse = namesOf(first.hosts).find((name) => nurses.includes(name))!
    const event = { title: 'Away', startsAt: at('11:00'), endsAt: at('12:00'), timeZone: 'UTC' }
    assert.equal((await clients[nurse]!.post('/api/events', event)).status, 201)
    assert.equal((await ada.post('/api/events', { ...event, resources: [things['small']] })).status, 201)
    const moved = await stranger().patch(`/api/public/bookings/${tokenOf(first as never)}`, { startsAt: at('11:00') })
    assert.equal(moved.status, 200, JSON.stringify(moved.body))
    const before = namesOf([...first.hosts, ...first.resources])
    const after = namesOf([...moved.body.hosts, ...moved.body.resources])
    assert.deepEqual(before.filter((name) => !after.includes(name)).toSorted(), [nurse, 'small'].toSorted())
    assert.equal(after.length, 5)
    assert.ok(after.includes('large'))
  })

  test('bad input is refused at its field, and nothing is stored: strangers, somebody twice, more than there are, too many', async () => {
    made++
    const rooms = group('resources', ['large', 'small'])
    const refused = async (fields: Record<string, unknown>) =>
      faults(await ada.post('/api/appointment-types', body({ hosts: idsOf(['grace']), ...fields })))
    assert.deepEqual(await refused({ groups: [group('members', ['large'])] }), [400, ['groups.0.ids.0: notOfCompany']])
    assert.deepEqual(await refused({ groups: [rooms, group('members', ['n1', 'grace'])] }), [
      400,
      ['groups.1.ids.1: inTwoGroups'],
    ])
    assert.deepEqual(await refused({ groups: [rooms, group('resources', ['small'])] }), [
      400,
      ['groups.1.ids.0: inTwoGroups'],
    ])
    assert.deepEqual(await refused({ groups: [{ ...rooms, needed: 3 }] }), [400, ['groups.0.needed: moreThanThere']])
    assert.deepEqual(await refused({ groups: [{ ...rooms, ids: [] }] }), [400, ['groups.0.ids: tooFew']])
    assert.deepEqual(await refused({ groups: [{ ...rooms, ids: idsOf(['small', 'small']) }] }), [
      400,
      ['groups.0.ids: twice'],
    ])
    assert.deepEqual(await refused({ groups: [{ ...rooms, needed: 0 }] }), [400, ['groups.0.needed: tooSmall']])
    assert.deepEqual(await refused({ groups: [{ ...rooms, weight: 2 }] }), [400, ['groups.0.weight: unknown']])
    assert.deepEqual(await refused({ groups: Array.from({ length: 7 }, () => rooms) }), [400, ['groups: tooMany']])
    assert.deepEqual(await refused({ needed: 2 }), [400, ['needed: moreThanThere']])
    assert.deepEqual(await refused({ hosts: idsOf(['grace', 'linus']), needed: 2, assignment: 'collective' }), [
      400,
      ['needed: allServe'],
    ])
    assert.deepEqual(await refused({ hosts: [], resources: rooms.ids, needed: 2 }), [400, ['needed: capacitiesDecide']])
    assert.deepEqual(await refused({ groups: [group('members', nurses, 5)], mostDates: 40 }), [
      400,
      ['mostDates: datesOfSoMany'],
    ])
    assert.deepEqual(await refused({ hosts: [], groups: [rooms] }), [400, ['hosts: nobodyOffered']])
    assert.equal(
      (await ada.get('/api/appointment-types')).body.types.some(
        ({ slug }: { slug: string }) => slug === `type-${made}`,
      ),
      false,
    )
    const slug = await type({ hosts: idsOf(['grace']), groups: [rooms] })
    const patched = (change: unknown) => ada.patch(`/api/appointment-types/${slug}`, change)
    assert.deepEqual(faults(await patched({ hosts: idsOf(['grace']), resources: rooms.ids })), [
      400,
      ['groups.0.ids.0: inTwoGroups', 'groups.0.ids.1: inTwoGroups'],
    ])
    const { body: kept } = await patched({ title: 'Other' })
    assert.deepEqual([kept.needed, kept.groups], [1, [rooms]])
  })

  test('twenty at once for teams that overlap: as many as there are teams, everybody and everything at most once', async () => {
    const slug = await type({
      hosts: idsOf(['grace', 'linus']),
      groups: [group('members', nurses, 2), group('resources', ['large', 'small', 'middle'])],
    })
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        insisting(() =>
          stranger().post(`/api/public/demo/${slug}/bookings`, bookingBody(at('10:00'), `Racer${i}`), {
            'idempotency-key': `${slug} ${i}`,
          }),
        ),
      ),
    )
    const won = answers.filter(({ status }) => status === 201).map((one) => one.body)
    // Five nurses make two pairs.
    assert.deepEqual([won.length, answers.filter(({ status }) => status === 409).length], [2, 18])
    const all = won.flatMap(servedBy)
    assert.deepEqual([all.length, new Set(all).size], [8, 8], String(all))
    await atRest(host)
    for (const one of won) await stranger().delete(`/api/public/bookings/${tokenOf(one)}`)
    const another = await Promise.all([book(slug, '10:00', 'Ana'), book(slug, '10:00', 'Bo')])
    assert.deepEqual(
      another.map(({ status }) => status),
      [201, 201],
      'what lost a race or was cancelled claims nothing',
    )
  })

  test('a nurse is replaced by a nurse who is free, and by nobody of another group', async () => {
    const slug = await type({ ...surgery(), limits: { perDay: 2 } })
    const { bookingId, hosts } = await booked(slug, '09:00', 'Noor')
    const [first, nurse, other] = namesOf(hosts) as [string, string, string]
    const free = nurses.find((name) => name !== nurse && name !== other)!
    const busy = nurses.find((name) => ![nurse, other, free].includes(name))!
    const event = { title: 'Away', startsAt: at('09:00'), endsAt: at('10:00'), timeZone: 'UTC' }
    await clients[busy]!.post('/api/events', event)
    const give = (from: string | undefined, to: string) =>
      ada.post(`/api/bookings/${bookingId}/host`, { host: people[to], ...(from && { from: people[from] }) })
    assert.deepEqual(faults(await give(nurse, 'ada')), [400, ['host: notHostHere']])
    assert.deepEqual(faults(await give(nurse, first === 'grace' ? 'linus' : 'grace')), [400, ['host: notOfGroup']])
    assert.deepEqual(faults(await give(first, free)), [400, ['host: notOfGroup']])
    assert.deepEqual(faults(await give(undefined, free)), [400, ['from: notHostHere']])
    // What is known beforehand is of that one with the others of the team, whose room is their own.
    const look = async (from: string, to: string, time = '09:00') =>
      (await ada.get(`/api/bookings/${bookingId}/start?startsAt=${at(time)}&host=${people[to]}&from=${people[from]}`))
        .body
    assert.deepEqual(faults({ status: 400, body: await look(nurse, 'ada') } as Answer), [
      400,
      ['query.host: notHostHere'],
    ])
    const known = await look(nurse, busy)
    assert.deepEqual([known.reason.reason, nameOf(known.reason.who)], ['busy', busy])
    const could = await look(nurse, free)
    assert.deepEqual([could.lifting, could.reason], [[], undefined], JSON.stringify(could))
    assert.deepEqual(
      (await look(nurse, free, '20:00')).lifting.map(({ rule }: { rule: string }) => rule),
      ['outsideHours'],
    )
    assert.equal((await give(nurse, busy)).body.refusal, 'SlotTaken')
    const given = await give(nurse, free)
    assert.equal(given.status, 200, JSON.stringify(given.body))
    assert.deepEqual(namesOf(given.body.hosts), [first, free, other])
    assert.deepEqual(why(given.body.chosen)[1], ['Nurses', [free, other].toSorted(), 'byHand'])
    await atRest(host)
    const { events } = (await clients[nurse]!.get(`/api/events?from=${at('00:00')}&to=${at('23:00')}`)).body
    assert.equal(events.length, 0)
  })

  test('a hold keeps the team and the reasons for it; a request, all dates of a series and a host’s own booking claim all of it', async () => {
    const slug = await type({
      ...surgery(),
      confirmation: 'manual',
      mostDates: 3,
      ranges: [0, 1, 2].map((days) => {
        const date = new Date(Date.parse(day) + (days + 1) * DAY_MS).toISOString().slice(0, 10)
        return { startsAt: `${date}T09:00:00Z`, endsAt: `${date}T12:00:00Z` }
      }),
    })
    const held = await stranger().post(`/api/public/demo/${slug}/holds`, { startsAt: at('09:00'), timeZone: 'UTC' })
    assert.equal(held.status, 201, JSON.stringify(held.body))
    assert.deepEqual(await starts(slug), ['10:00', '11:00'])
    const asked = await booked(slug, '09:00', 'Noor', { hold: held.body.hold })
    assert.equal(asked.status, 'pending')
    assert.deepEqual(
      (await listed(asked.bookingId)).chosen.map(({ because }: Chosen) => because),
      ['fewest', 'fewest', 'bestFit', 'onlyFree'],
      'not that they were held',
    )
    assert.equal((await ada.post(`/api/bookings/${asked.bookingId}/answer`, { answer: 'decline' })).status, 200)
    assert.deepEqual(await starts(slug), ['09:00', '10:00', '11:00'])
    const series = await booked(slug, '10:00', 'Omar', { repeat: { every: 'day', count: 3 } })
    assert.equal(series.dates.length, 3)
    const teams = await Promise.all(
      series.dates.map(async ({ bookingId }: { bookingId: string }) => await listed(bookingId)),
    )
    assert.equal(new Set(teams.map((one) => String(servedBy(one)))).size, 1, 'the same team on all dates')
    assert.deepEqual(
      teams.map(({ chosen: [of] }) => of.because),
      ['fewest', 'asFirstDate', 'asFirstDate'],
    )
    day = new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)
    assert.deepEqual(await starts(slug), ['09:00', '11:00'])
    // Lifted are rules, never what is taken: the projector is in use.
    const write = (time: string) =>
      ada.post('/api/bookings', {
        type: slug,
        startsAt: at(time),
        customer: { name: 'Pia', email: 'pia@example.test' },
        override: ['outsideHours', 'override', 'notAligned', 'approval'],
      })
    assert.equal((await write('10:30')).body.refusal, 'SlotTaken')
    const check = await ada.get(`/api/bookings/start?type=${slug}&startsAt=${at('10:30')}`)
    assert.deepEqual(
      check.body.reason.missing.map((one: { ids: string[]; needed: number; free: number }) => [
        one.ids.map(nameOf),
        one.needed,
        one.free,
      ]),
      [[['projector'], 1, 0]],
    )
    const written = await write('15:10')
    assert.equal(written.status, 201, JSON.stringify(written.body))
    assert.equal(servedBy(written.body).length, 5)
  })

  test('whoever waits is asked when a person or a thing of any group becomes free', async () => {
    const slug = await type({
      hosts: idsOf(['grace', 'linus']),
      groups: [group('members', nurses.slice(0, 2), 2)],
      ranges: [
        {
          startsAt: `${new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)}T09:00:00Z`,
          endsAt: `${new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)}T10:00:00Z`,
        },
      ],
      waitlistMinutes: 60,
    })
    // Of another type, which shares no more with it than one nurse.
    const other = await ada.post('/api/appointment-types', {
      ...body({ hosts: idsOf(['n1']) }),
      slug: `${slug}-other`,
      ranges: [{ startsAt: at('09:00'), endsAt: at('10:00') }],
    })
    assert.equal(other.status, 201)
    const blocking = await booked(`${slug}-other`, '09:00', 'Owner')
    assert.deepEqual(await starts(slug), [])
    const waiting = await stranger().post(`/api/public/demo/${slug}/waitlist`, {
      from: day,
      to: day,
      customer: { name: 'First', email: 'first@example.test', timeZone: 'UTC' },
    })
    assert.equal(waiting.status, 201, JSON.stringify(waiting.body))
    await stranger().delete(`/api/public/bookings/${tokenOf(blocking)}`)
    await until(
      'the first is asked',
      async () => (await stranger().get(`/api/public/waitlist/${waiting.body.token}`)).body.state,
      (state) => state === 'asked',
    )
    // The place is held with all of its team.
    assert.equal((await book(`${slug}-other`, '09:00', 'Owner')).body.refusal, 'SlotTaken')
    await advanceClock(host, 0)
  })

  test('a class of several groups is joined by its seats, with all who hold it', async () => {
    const slug = await type({
      hosts: idsOf(['grace', 'linus']),
      seats: 3,
      groups: [group('members', nurses, 1, 'Assistant'), group('resources', ['small', 'large'], 1, 'Room')],
    })
    const first = await booked(slug, '10:00', 'Noor')
    // A room for three, though one has come by now.
    assert.ok(servedBy(first).includes('large'), String(servedBy(first)))
    const second = await booked(slug, '10:00', 'Omar', { seats: 2 })
    assert.deepEqual(servedBy(second), servedBy(first))
    assert.deepEqual(
      (await listed(second.bookingId)).chosen.map(({ because }: Chosen) => because),
      ['inClass', 'inClass', 'inClass'],
    )
    // Full, while of every group somebody else is free: another class begins beside it.
    const third = await booked(slug, '10:00', 'Pia')
    assert.equal(
      servedBy(third).some((name) => servedBy(first).includes(name)),
      false,
    )
    assert.equal((await book(slug, '10:00', 'Quinn', { seats: 3 })).status, 409)
    const moved = await stranger().patch(`/api/public/bookings/${tokenOf(second)}`, { startsAt: at('11:00') })
    assert.equal(moved.status, 200, JSON.stringify(moved.body))
    assert.equal(servedBy(moved.body).length, 3)
  })

  test('an event becomes a booking when enough of every group take part, and claims them all', async () => {
    const slug = await type(surgery())
    const guest = { email: 'yara@example.test', name: 'Yara' }
    const emails = (names: string[]) => names.map((name) => ({ email: `${name}@demo.test` }))
    const make = async (names: string[], rooms: string[], time: string) => {
      const hour = Number(time.slice(0, 2))
      const made = await clients['grace']!.post('/api/events', {
        title: 'Operation',
        startsAt: at(time),
        endsAt: at(`${String(hour + 1).padStart(2, '0')}:00`),
        attendees: [guest, ...emails(names)],
        resources: idsOf(rooms),
      })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      await atRest(host)
      return clients['grace']!.post(`/api/events/${made.body.id}/booking`, { type: slug })
    }
    const lacking = await make(['n1'], ['small', 'projector'], '13:00')
    assert.deepEqual([lacking.status, lacking.body.refusal], [403, 'NotAllowed'])
    assert.match(lacking.body.detail, /more people or things/)
    const whole = await make(['n1', 'n2', 'ada'], ['small', 'projector'], '15:00')
    assert.equal(whole.status, 201, JSON.stringify(whole.body))
    const { id } = whole.body
    const shown = await listed(id)
    assert.deepEqual(servedBy(shown), ['grace', 'n1', 'n2', 'projector', 'small'])
    assert.deepEqual(shown.guests, ['ada@demo.test'])
    assert.deepEqual(new Set(shown.chosen.map(({ because }: Chosen) => because)), new Set(['ofEvent']))
  })

  test('two of three hosts serve together, with their limits and weights; nobody is chosen by name', async () => {
    const slug = await type({
      hosts: idsOf(['ada', 'grace', 'linus']),
      needed: 2,
      choose: 'whoThenTime',
      limits: { perDay: 2 },
      hostTerms: { [people['linus']!]: { priority: 1 } },
    })
    assert.equal((await stranger().get(`/api/public/demo/${slug}`)).body.type.choose, 'automatic')
    const first = await booked(slug, '09:00', 'Noor')
    assert.deepEqual([first.hosts.length, namesOf(first.hosts).includes('linus')], [2, true])
    const second = await booked(slug, '10:00', 'Omar')
    assert.ok(namesOf(second.hosts).includes('linus'))
    // Linus has his two; of the others both have to come.
    const third = await booked(slug, '11:00', 'Pia')
    assert.deepEqual(servedBy(third), ['ada', 'grace'])
    assert.deepEqual(faults(await book(slug, '11:00', 'Quinn', { hostId: people['ada'] })), [400, ['hostId: noChoice']])
    const rooms = await type({ resources: idsOf(['small', 'middle', 'large']), manageCapacities: false, needed: 2 })
    assert.equal((await booked(rooms, '09:00', 'Noor')).resources.length, 2)
    assert.equal((await book(rooms, '09:00', 'Omar')).body.refusal, 'SlotTaken')
  })

  test('what stands in a group is needed, may be shared by who serves in it, and is offered by admins alone', async () => {
    const slug = await type(surgery())
    const gone = await ada.delete(`/api/resources/${things['projector']}`)
    assert.equal(gone.body.refusal, 'StillInUse')
    assert.ok(gone.body.hosting.types.includes('Visit'))
    const left = await ada.delete(`/api/members/${people['n5']}`)
    assert.equal(left.body.refusal, 'StillHosting')
    const { types } = (await clients['n1']!.get('/api/appointment-types')).body
    const seen = types.find((one: { slug: string }) => one.slug === slug)
    assert.deepEqual([seen.canChange, seen.canShare], [false, true])
    const own = await clients['n1']!.post('/api/appointment-types', {
      ...body({ hosts: idsOf(['n1']), groups: [group('resources', ['large'])] }),
      slug: 'mine',
    })
    assert.deepEqual([own.status, own.body.refusal], [403, 'NotAllowed'])
    const plain = await clients['n1']!.post('/api/appointment-types', {
      ...body({ hosts: idsOf(['n1']) }),
      slug: 'mine',
    })
    assert.equal(plain.status, 201)
    const grown = await clients['n1']!.patch('/api/appointment-types/mine', { groups: [group('members', ['n2'])] })
    assert.deepEqual([grown.status, grown.body.refusal], [403, 'NotAllowed'])
  })

  test('why a time is missing names the group that lacks somebody, as an API and in words; a change is looked at before it is saved', async () => {
    const slug = await type({
      hosts: idsOf(['grace', 'linus']),
      groups: [group('members', ['n1', 'n2', 'n3'], 2, 'Nurses')],
    })
    for (const name of ['n1', 'n3'])
      await clients[name]!.post('/api/events', {
        title: 'Away',
        startsAt: at('10:00'),
        endsAt: at('10:30'),
        timeZone: 'UTC',
      })
    const explained = (await ada.get(`/api/explain/${slug}?startsAt=${at('10:00')}`)).body
    assert.deepEqual(explained.reason.missing, [
      { group: 0, name: 'Nurses', of: 'members', ids: idsOf(['n1', 'n2', 'n3']), needed: 2, free: 1 },
    ])
    assert.match(explained.reason.words, /^Needed of Nurses: 2, free: 1\. Nurse n\d is busy with an event\./)
    const offer = (await ada.get(`/api/explain/${slug}?startsAt=${at('11:00')}`)).body.offer
    assert.deepEqual(offer.groups, [idsOf(['n1', 'n2', 'n3'])])
    const { bookingId } = await booked(slug, '09:00', 'Noor')
    const whatIf = async (change: unknown) => (await ada.post(`/api/appointment-types/${slug}/what-if`, change)).body
    const three = await whatIf({ groups: [group('members', ['n1', 'n2', 'n3'], 3, 'Nurses')] })
    assert.deepEqual([three.breaking.count, three.breaking.bookings[0].rule], [1, 'groups'])
    const fewer = await whatIf({ groups: [group('members', ['n1', 'n2', 'n3'], 1, 'Nurses')] })
    assert.deepEqual(
      [fewer.breaking.count, fewer.appearing.times.map((time: string) => time.slice(11, 16)).includes('10:00')],
      [0, true],
    )
    const without = await whatIf({ groups: [group('resources', ['large'])] })
    assert.deepEqual([without.breaking.bookings[0].id, without.breaking.bookings[0].rule], [bookingId, 'hosts'])
  })
})
