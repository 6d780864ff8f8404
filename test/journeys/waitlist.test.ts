import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type Answer, advanceClock, atRest, bookingBody, Client, mails, setFaults, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { until } from '../support/waiting.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

describe('the waitlist', () => {
  let host: RunningHost
  let ada: Client
  let adaId: string
  let day: string
  const stranger = () => new Client(host.app)
  const at = (time: string) => `${day}T${time}:00.000Z`
  const says = ({ status, body }: Answer) => [status, body.refusal]

  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    adaId = (await ada.get('/api/me')).body.id
    const now = Date.parse((await stranger().post('/local/clock', { advanceMs: 0 })).body.now)
    day = new Date(now + 20 * DAY_MS).toISOString().slice(0, 10)
  })
  afterAll(() => host.stop())

  let made = 0
  /**
   * An appointment of half an hour, on a day of its own, that can be had at the times of `until`: the evening from
   * seven.
   */
  async function evening(end: string, fields: Record<string, unknown> = {}): Promise<string> {
    const slug = `evening-${++made}`
    day = new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)
    const answer = await ada.post('/api/appointment-types', {
      slug,
      title: 'Massage',
      hosts: [adaId],
      ranges: [{ startsAt: at('19:00'), endsAt: at(end) }],
      durationsMinutes: [30],
      noticeMinutes: 0,
      waitlistMinutes: 60,
      ...fields,
    })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return slug
  }
  const addressOf = (name: string) => `${name.toLowerCase()}@example.test`
  const waitBody = (name: string, fields: Record<string, unknown> = {}) => ({
    from: day,
    to: day,
    customer: { name, email: addressOf(name), timeZone: 'UTC' },
    ...fields,
  })
  const wait = (slug: string, name: string, fields: Record<string, unknown> = {}) =>
    stranger().post(`/api/public/demo/${slug}/waitlist`, waitBody(name, fields))
  async function waiting(slug: string, name: string, fields: Record<string, unknown> = {}): Promise<string> {
    const answer = await wait(slug, name, fields)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body.token
  }
  const book = (slug: string, time: string, name: string, hold?: string) =>
    stranger().post(`/api/public/demo/${slug}/bookings`, { ...bookingBody(at(time), name), ...(hold && { hold }) })
  async function booked(slug: string, time: string, name: string): Promise<string> {
    const answer = await book(slug, time, name)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body.manageUrl.split('/').at(-1)
  }
  const cancel = async (token: string) =>
    assert.equal((await stranger().delete(`/api/public/bookings/${token}`)).status, 200)
  const starts = async (slug: string): Promise<string[]> => {
    const { body } = await stranger().get(`/api/public/demo/${slug}/slots?from=${day}&to=${day}&timeZone=UTC`)
    return body.slots.map(({ startsAt }: { startsAt: string }) => startsAt.slice(11, 16))
  }
  const entry = async (token: string) => (await stranger().get(`/api/public/waitlist/${token}`)).body
  const states = async (tokens: string[]): Promise<string[]> =>
    Promise.all(tokens.map(async (token) => (await entry(token)).state))
  const untilStates = (tokens: string[], wanted: string[]) =>
    until(
      `the entries are ${wanted}`,
      () => states(tokens),
      (found) => String(found) === String(wanted),
    )
  /** What the offer mails to somebody lead to, the first one first. */
  const offersTo = async (name: string): Promise<{ hold: string; startsAt: string }[]> => {
    await atRest(host)
    const found = (await mails(host, addressOf(name))).filter(({ subject }) => subject.startsWith('A place is free'))
    return found.map(({ text }) => {
      const url = new URL(/Book it:\n(\S+)/.exec(text)![1]!)
      return { hold: url.searchParams.get('hold')!, startsAt: url.searchParams.get('at')! }
    })
  }
  /** The clock goes on, and everything that is due then is done. */
  async function later(milliseconds: number) {
    await advanceClock(host, milliseconds)
    await atRest(host)
  }

  test('a freed place is held for the first, nobody else gets it, and by the link of the mail it is booked', async () => {
    const slug = await evening('19:30')
    const booking = await booked(slug, '19:00', 'Owner')
    const tokens = [await waiting(slug, 'First'), await waiting(slug, 'Second')]
    await cancel(booking)
    await untilStates(tokens, ['asked', 'waiting'])
    assert.deepEqual(await starts(slug), [])
    assert.deepEqual(says(await book(slug, '19:00', 'Stranger')), [409, 'SlotTaken'])
    const [offer, ...more] = await offersTo('First')
    assert.deepEqual([offer?.startsAt, more, await offersTo('Second')], [at('19:00'), [], []])
    const held = (await stranger().get(`/api/public/holds/${offer!.hold}`)).body
    assert.deepEqual(held.customer, { name: 'First', email: 'first@example.test' })
    const answer = await book(slug, '19:00', 'First', offer!.hold)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    assert.deepEqual(await states(tokens), ['taken', 'waiting'])
    // What the first one gives back is the second one's.
    await cancel(answer.body.manageUrl.split('/').at(-1))
    await untilStates(tokens, ['taken', 'asked'])
    assert.equal((await offersTo('Second')).length, 1)
    assert.equal((await offersTo('First')).length, 1)
  })

  test('whoever does not take it in time is passed over, and the next one is asked, each once and in order', async () => {
    const slug = await evening('19:30')
    const booking = await booked(slug, '19:00', 'Host')
    const tokens = [await waiting(slug, 'Uno'), await waiting(slug, 'Due'), await waiting(slug, 'Tre')]
    await cancel(booking)
    await untilStates(tokens, ['asked', 'waiting', 'waiting'])
    const [offer] = await offersTo('Uno')
    await later(61 * MINUTE_MS)
    await untilStates(tokens, ['passed', 'asked', 'waiting'])
    assert.deepEqual(says(await stranger().get(`/api/public/holds/${offer!.hold}`)), [410, 'LinkEnded'])
    // Whoever comes late does not get what is held for another.
    assert.deepEqual(says(await book(slug, '19:00', 'Uno', offer!.hold)), [409, 'SlotTaken'])
    await later(61 * MINUTE_MS)
    await untilStates(tokens, ['passed', 'passed', 'asked'])
    await later(61 * MINUTE_MS)
    await untilStates(tokens, ['passed', 'passed', 'passed'])
    for (const name of ['Uno', 'Due', 'Tre']) assert.equal((await offersTo(name)).length, 1, name)
    assert.deepEqual(await starts(slug), ['19:00'])
    await booked(slug, '19:00', 'Anybody')
  })

  test('two places that are freed at once go to the first two, one each', async () => {
    const slug = await evening('20:00')
    const bookings = [await booked(slug, '19:00', 'Alma'), await booked(slug, '19:30', 'Bela')]
    const tokens = [await waiting(slug, 'Ida'), await waiting(slug, 'Jan'), await waiting(slug, 'Kim')]
    await Promise.all(bookings.map(cancel))
    await untilStates(tokens, ['asked', 'asked', 'waiting'])
    const offers = [await offersTo('Ida'), await offersTo('Jan'), await offersTo('Kim')]
    assert.deepEqual(
      offers.map(({ length }) => length),
      [1, 1, 0],
    )
    assert.deepEqual(offers.flatMap(([one]) => one?.startsAt ?? []).sort(), [at('19:00'), at('19:30')])
  })

  test('a seat of a class goes to the first whom it is enough for', async () => {
    const slug = await evening('19:30', { seats: 3 })
    const [one] = [await booked(slug, '19:00', 'Seat'), await booked(slug, '19:00', 'Seatb')]
    await booked(slug, '19:00', 'Seatc')
    const tokens = [await waiting(slug, 'Pair', { seats: 2 }), await waiting(slug, 'Single')]
    await cancel(one!)
    await untilStates(tokens, ['waiting', 'asked'])
  })

  test('hours that are opened later are offered as well; jobs that run twice, or not at all, ask nobody twice and lose nobody', async () => {
    const slug = await evening('19:30')
    const booking = await booked(slug, '19:00', 'Ower')
    const tokens = [await waiting(slug, 'Rosa'), await waiting(slug, 'Sami'), await waiting(slug, 'Tova')]
    await setFaults(host, { stream: { shuffle: true, repeatRate: 1 } })
    const open = (end: string) =>
      ada.patch(`/api/appointment-types/${slug}`, { ranges: [{ startsAt: at('19:00'), endsAt: at(end) }] })
    assert.equal((await open('20:00')).status, 200)
    await later(6 * MINUTE_MS)
    await untilStates(tokens, ['asked', 'waiting', 'waiting'])
    await cancel(booking)
    await untilStates(tokens, ['asked', 'asked', 'waiting'])
    await setFaults(host, { stream: { shuffle: false, repeatRate: 0 } })
    // Nobody hears of this one: the sweep looks by itself.
    await setFaults(host, { functions: { 'jobs/publish-changes.handler': 'down' } })
    assert.equal((await open('20:30')).status, 200)
    await advanceClock(host, 6 * MINUTE_MS)
    await untilStates(tokens, ['asked', 'asked', 'asked'])
    await setFaults(host, { functions: { 'jobs/publish-changes.handler': 'up' } })
    const offers = [await offersTo('Rosa'), await offersTo('Sami'), await offersTo('Tova')]
    assert.deepEqual(
      offers.map((found) => found.map(({ startsAt }) => startsAt.slice(11, 16))),
      [['19:30'], ['19:00'], ['20:00']],
    )
  })

  test('who leaves gives a held place to the next; a member sees the list in order and takes somebody off', async () => {
    const slug = await evening('19:30')
    const booking = await booked(slug, '19:00', 'Lina')
    const tokens = [await waiting(slug, 'Mia'), await waiting(slug, 'Nils'), await waiting(slug, 'Olga')]
    await cancel(booking)
    await untilStates(tokens, ['asked', 'waiting', 'waiting'])
    const listed = async () =>
      (await ada.get('/api/waitlist')).body.entries
        .filter(({ type }: { type: { slug: string } }) => type.slug === slug)
        .map((one: { customer: { name: string }; state: string; id: string }) => [one.customer.name, one.state, one.id])
    const rows = await listed()
    assert.deepEqual(
      rows.map((row: string[]) => row.slice(0, 2)),
      [
        ['Mia', 'asked'],
        ['Nils', 'waiting'],
        ['Olga', 'waiting'],
      ],
    )
    const linus = await signIn(host, 'linus@demo.test')
    assert.deepEqual((await linus.get('/api/waitlist')).body.entries, [])
    assert.deepEqual(says(await linus.delete(`/api/waitlist/${slug}/${rows[1][2]}`)), [403, 'NotAllowed'])
    assert.equal((await ada.delete(`/api/waitlist/${slug}/${rows[1][2]}`)).status, 204)
    assert.equal((await stranger().delete(`/api/public/waitlist/${tokens[0]}`)).status, 204)
    assert.deepEqual(says(await stranger().get(`/api/public/waitlist/${tokens[0]}`)), [404, 'NotFound'])
    await later(MINUTE_MS)
    await untilStates([tokens[2]!], ['asked'])
    assert.deepEqual(await offersTo('Nils'), [])
  })

  test('the list ends with its appointment: held places are given back, each is told once in their language, their link says so, and what is called so next begins empty', async () => {
    const slug = await evening('19:30')
    const booking = await booked(slug, '19:00', 'Pepe')
    const german = { name: 'Rut', email: addressOf('Rut'), timeZone: 'Europe/Berlin', locale: 'de' }
    const tokens = [await waiting(slug, 'Quim'), await waiting(slug, 'Rut', { customer: german })]
    await cancel(booking)
    await untilStates(tokens, ['asked', 'waiting'])
    assert.equal((await offersTo('Quim')).length, 1)
    // Taken off the desk for a while: whoever waits keeps their place, and their link says so.
    const put = (state: string) => ada.patch(`/api/appointment-types/${slug}`, { state })
    assert.equal((await put('archived')).status, 200)
    assert.deepEqual([(await entry(tokens[1]!)).state, (await entry(tokens[1]!)).isPaused], ['waiting', true])
    assert.equal((await put('published')).status, 200)
    assert.equal((await ada.delete(`/api/appointment-types/${slug}`)).status, 204)
    for (const token of tokens) {
      const { state, type, isPaused } = await entry(token)
      assert.deepEqual([state, type, isPaused], ['ended', { slug, title: 'Massage' }, undefined])
      assert.equal((await stranger().delete(`/api/public/waitlist/${token}`)).status, 204)
    }
    const page = await fetch(`${host.app}/book/demo/${slug}?waiting=${tokens[0]}`)
    assert.equal(page.status, 200)
    assert.match(await page.text(), /Massage is no longer offered, and your place on the waitlist has ended/)
    assert.deepEqual(says(await wait(slug, 'Later')), [404, 'NotFound'])
    await atRest(host)
    const told = async (name: string) =>
      (await mails(host, addressOf(name))).filter(({ subject }) => /No longer offered|Nicht mehr/.test(subject))
    const [[quim, ...twice], [rut, ...again]] = [await told('Quim'), await told('Rut')]
    assert.deepEqual([quim?.subject, twice], ['No longer offered: Massage', []])
    assert.match(quim!.text, /your place on its waitlist has ended.*The place that was held for you, .*19:00/s)
    assert.deepEqual([rut?.subject, again], ['Nicht mehr angeboten: Massage', []])
    assert.match(rut!.text, /Ihr Platz auf der Warteliste ist damit erloschen/)
    const anew = await ada.post('/api/appointment-types', {
      slug,
      title: 'Massage',
      hosts: [adaId],
      ranges: [{ startsAt: at('19:00'), endsAt: at('19:30') }],
      durationsMinutes: [30],
      noticeMinutes: 0,
      waitlistMinutes: 60,
    })
    assert.equal(anew.status, 201, JSON.stringify(anew.body))
    await later(MINUTE_MS)
    assert.deepEqual(await starts(slug), ['19:00'])
    const { entries } = (await ada.get('/api/waitlist')).body
    assert.deepEqual(
      entries.filter(({ type }: { type: { slug: string } }) => type.slug === slug),
      [],
    )
    assert.deepEqual(
      [(await told('Quim')).length, (await told('Rut')).length, (await offersTo('Quim')).length],
      [1, 1, 1],
    )
    assert.equal((await entry(tokens[0]!)).state, 'ended')
  })

  test('what cannot be waited for is refused, and nothing is stored', async () => {
    const slug = await evening('19:30')
    assert.deepEqual(says(await wait(slug, 'Early')), [409, 'StillFree'])
    await booked(slug, '19:00', 'Full')
    await waiting(slug, 'Once')
    assert.deepEqual(says(await wait(slug, 'Once')), [409, 'AlreadyWaiting'])
    const fault = async (fields: Record<string, unknown>) => {
      const { status, body } = await wait(slug, 'Wrong', fields)
      return [status, body.errors?.[0]?.path]
    }
    const shifted = (days: number) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
    assert.deepEqual(await fault({ to: shifted(-1) }), [400, 'to'])
    assert.deepEqual(await fault({ to: shifted(14) }), [400, 'to'])
    assert.deepEqual(await fault({ from: '2020-01-01', to: '2020-01-02' }), [400, 'from'])
    assert.deepEqual(await fault({ from: shifted(500), to: shifted(501) }), [400, 'to'])
    assert.deepEqual(await fault({ hostId: 'nobody' }), [400, 'hostId'])
    assert.deepEqual(await fault({ seats: 2 }), [400, 'seats'])
    const without = await evening('19:30', { waitlistMinutes: null })
    assert.deepEqual(says(await wait(without, 'None')), [409, 'NotOffered'])
    assert.equal(
      (await stranger().get('/api/public/waitlist/demo.x.wait.1.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')).status,
      404,
    )
    const names = (await ada.get('/api/waitlist')).body.entries.map(
      (one: { customer: { name: string } }) => one.customer.name,
    )
    assert.ok(names.includes('Once') && !names.includes('Wrong') && !names.includes('Early') && !names.includes('None'))
  })

  describe('an earlier time for whoever has a booking', () => {
    const earlier = (token: string, action = '') => stranger().post(`/api/public/bookings/${token}/earlier${action}`)
    const read = async (token: string) => (await stranger().get(`/api/public/bookings/${token}`)).body
    /** Two who have booked the only two times that there are. */
    async function bothTaken() {
      const slug = await evening('20:00')
      return { slug, early: await booked(slug, '19:00', 'Early'), late: await booked(slug, '19:30', 'Late') }
    }
    const subjectsTo = async (name: string) =>
      (await mails(host, addressOf(name))).map(({ subject }) => subject.split(':')[0])

    test('it is held for them, the mail says so, their booking stands until they take it, and is moved then', async () => {
      const { slug, early, late } = await bothTaken()
      assert.deepEqual((await read(late)).earlier, { state: 'none' })
      assert.deepEqual((await earlier(late)).body.earlier, { state: 'waiting' })
      assert.deepEqual((await earlier(late)).body.earlier, { state: 'waiting' })
      const listed = (await ada.get('/api/waitlist')).body.entries.filter(
        ({ type }: { type: { slug: string } }) => type.slug === slug,
      )
      assert.equal(listed.length, 1)
      assert.equal(listed[0].instead.startsAt, at('19:30'))
      await cancel(early)
      await until(
        'it is offered',
        () => read(late),
        ({ earlier: { state } }) => state === 'asked',
      )
      const held = await read(late)
      assert.deepEqual(
        [held.startsAt, held.earlier.offered.startsAt, held.earlier.offered.endsAt],
        [at('19:30'), at('19:00'), at('19:30')],
      )
      assert.deepEqual(says(await book(slug, '19:00', 'Stranger')), [409, 'SlotTaken'])
      await atRest(host)
      assert.equal((await subjectsTo('Late')).at(-1), 'An earlier time is free')
      const [mail] = (await mails(host, addressOf('Late'))).slice(-1)
      assert.match(mail!.text, /Your booking on .*14:30–15:00.* stands until you take it/)
      assert.ok(mail!.text.includes(`/booking/${late}`), 'it leads to the booking')

      const taken = await earlier(late, '/take')
      assert.deepEqual([taken.status, taken.body.startsAt, taken.body.earlier], [200, at('19:00'), { state: 'none' }])
      assert.equal((await earlier(late, '/take')).body.startsAt, at('19:00'))
      assert.deepEqual(await starts(slug), ['19:30'])
      await atRest(host)
      assert.deepEqual((await subjectsTo('Late')).slice(-2), ['An earlier time is free', 'Moved'])
    })

    test('what is not taken goes to whoever is next; whoever gives it back keeps their booking', async () => {
      const { slug, early, late } = await bothTaken()
      await earlier(late)
      const next = await waiting(slug, 'Next')
      await cancel(early)
      await untilStates([next], ['waiting'])
      await until(
        'it is offered',
        () => read(late),
        ({ earlier: { state } }) => state === 'asked',
      )
      const kept = await stranger().delete(`/api/public/bookings/${late}/earlier`)
      assert.deepEqual([kept.body.startsAt, kept.body.earlier], [at('19:30'), { state: 'none' }])
      await untilStates([next], ['asked'])
      await later(61 * MINUTE_MS)
      assert.deepEqual(await starts(slug), ['19:00'])
      assert.deepEqual(says(await earlier(late, '/take')), [404, 'NotFound'])
    })

    test('the appointment is no longer offered: they are told, their booking stands and says so', async () => {
      const { slug, late } = await bothTaken()
      await earlier(late)
      assert.equal((await ada.delete(`/api/appointment-types/${slug}`)).status, 204)
      const { status, earlier: ended } = await read(late)
      assert.deepEqual([status, ended], ['confirmed', { state: 'ended' }])
      await atRest(host)
      const [mail] = (await mails(host, addressOf('Late'))).slice(-1)
      assert.equal(mail!.subject, 'No longer offered: Massage')
      assert.match(mail!.text, /nobody will tell you of an earlier time any more.*What you have booked stands:/s)
      assert.ok(mail!.text.includes(`/booking/${late}`), 'it leads to the booking')
    })

    test('whoever moved by themselves meanwhile is not asked, and may ask again', async () => {
      const slug = await evening('20:30')
      const [early, late] = [await booked(slug, '19:00', 'Early'), await booked(slug, '19:30', 'Late')]
      await earlier(late)
      const moved = await stranger().patch(`/api/public/bookings/${late}`, { startsAt: at('20:00') })
      assert.deepEqual([moved.status, moved.body.earlier], [200, { state: 'none' }])
      await cancel(early)
      await later(6 * MINUTE_MS)
      assert.deepEqual(await starts(slug), ['19:00', '19:30'])
      assert.deepEqual(says(await earlier(late)), [409, 'StillFree'])
    })

    test('where one is free already they are told so; who cancelled meanwhile is not asked', async () => {
      const { slug, early, late } = await bothTaken()
      await earlier(late)
      await cancel(late)
      await cancel(early)
      await later(6 * MINUTE_MS)
      assert.deepEqual(await starts(slug), ['19:00', '19:30'])
      assert.deepEqual(says(await earlier(late)), [409, 'BookingOver'])
      const again = await booked(slug, '19:30', 'Again')
      assert.deepEqual(says(await earlier(again)), [409, 'StillFree'])
      const plain = await booked(await evening('20:00', { waitlistMinutes: null }), '19:30', 'Plain')
      assert.equal((await read(plain)).earlier, undefined)
      assert.deepEqual(says(await earlier(plain)), [409, 'NotOffered'])
    })
  })
})
