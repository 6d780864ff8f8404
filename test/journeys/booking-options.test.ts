import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { advanceClock, atRest, bookingBody, Client, mails, signIn, slots } from '../support/client.ts'
import { PASSWORD, type RunningHost, startHost } from '../support/host.ts'

describe('who hears of a booking, and what they read', () => {
  let host: RunningHost
  let ada: Client
  let graceId: string
  const stranger = () => new Client(host.app)

  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    graceId = (await (await signIn(host, 'grace@demo.test')).get('/api/me')).body.id
  })
  afterAll(() => host.stop())

  async function type(slug: string, fields: Record<string, unknown>) {
    const answer = await ada.post('/api/appointment-types', { slug, title: 'Visit', hosts: [graceId], ...fields })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body
  }
  const book = async (slug: string, name: string, more = {}, at = 0) => {
    const { startsAt } = (await slots(host, slug))[at]!
    return stranger().post(`/api/public/demo/${slug}/bookings`, { ...bookingBody(startsAt, name), ...more })
  }
  const subjects = async (to: string) => (await mails(host, to)).map(({ subject }) => subject.split(':')[0])

  test('guests are named only where they may be; an empty list is no guest', async () => {
    assert.equal((await type('no-guests', {})).allowGuests, false)
    const refused = await book('no-guests', 'Nia', { guests: ['friend@example.test'] })
    assert.deepEqual(
      [refused.status, refused.body.errors.map(({ path, code }: Record<string, string>) => [path, code])],
      [400, [['guests', 'noGuests']]],
    )
    assert.equal((await book('no-guests', 'Nia')).status, 201)
    await type('guests', { allowGuests: true })
    const booked = await book('guests', 'Omar', { guests: ['friend@example.test'] })
    assert.deepEqual([booked.status, booked.body.guests], [201, ['friend@example.test']])
    assert.equal((await stranger().get('/api/public/demo/guests')).body.type.allowGuests, true)
    await atRest(host)
    assert.deepEqual(await subjects('friend@example.test'), ['Booked'])
  })

  test('the message on confirmation stands on the page and in the mail of whoever comes, once it is certain', async () => {
    const confirmationMessage = 'Bring your papers <and> a pen.\nRing twice.'
    await type('papers', { confirmationMessage, confirmation: 'manual' })
    const asked = await book('papers', 'Pia', {}, 1)
    assert.deepEqual([asked.body.status, asked.body.confirmationMessage], ['pending', undefined])
    await atRest(host)
    const grace = await signIn(host, 'grace@demo.test')
    assert.equal((await grace.post(`/api/bookings/${asked.body.bookingId}/answer`, { answer: 'confirm' })).status, 200)
    await atRest(host)
    const token = asked.body.manageUrl.split('/').at(-1)
    assert.equal((await stranger().get(`/api/public/bookings/${token}`)).body.confirmationMessage, confirmationMessage)
    const received = await mails(host, 'pia@example.test')
    assert.deepEqual(
      received.map(({ text, html }) => [text.includes('Ring twice.'), html.includes('papers &lt;and> a pen')]),
      [
        [false, false],
        [true, true],
      ],
    )
    assert.ok((await mails(host, 'grace@demo.test')).every(({ text }) => !text.includes('Ring twice.')))
  })

  test('a message with markup is made safe, and the same in plain text; where customers go on is an address of the web', async () => {
    const confirmationMessageHtml =
      '<p>Bring <b>papers</b>, see <a href="https://example.test/way">the way</a>.</p><script>alert(1)</script>'
    const { descriptionHtml, ...made } = await type('rich', {
      confirmationMessageHtml,
      descriptionHtml: '<ul><li onclick="x()">One</li></ul>',
      continueUrl: 'https://example.test/thanks',
    })
    assert.deepEqual([descriptionHtml, made.description], ['<ul><li>One</li></ul>', '- One'])
    const booked = (await book('rich', 'Ria', {}, 10)).body
    assert.match(booked.confirmationMessageHtml, /^<p>Bring <b>papers<\/b>, see <a [^>]*>the way<\/a>\.<\/p>$/)
    assert.equal(booked.continueUrl, 'https://example.test/thanks')
    await atRest(host)
    const [mail] = await mails(host, 'ria@example.test')
    assert.ok(mail!.html.includes('Bring <b>papers</b>') && !mail!.html.includes('alert'), mail!.html)
    assert.match(mail!.text, /Bring papers, see the way \(https:\/\/example\.test\/way\)\./)
    const path = '/api/appointment-types/rich'
    const plain = (await ada.patch(path, { confirmationMessage: 'Plain <b>' })).body
    assert.deepEqual([plain.confirmationMessage, plain.confirmationMessageHtml], ['Plain <b>', ''])
    assert.equal(plain.descriptionHtml, descriptionHtml)
    const faults = async (body: Record<string, unknown>) => {
      const answer = await ada.patch(path, body)
      return [answer.status, answer.body.errors.map((fault: { path: string; code: string }) => fault.path)]
    }
    assert.deepEqual(await faults({ continueUrl: 'javascript:alert(1)' }), [400, ['continueUrl']])
    assert.deepEqual(await faults({ descriptionHtml: `<p>${'x'.repeat(4001)}</p>` }), [400, ['descriptionHtml']])
  })

  test('without Confirmation and Cancelation Email the customer is left alone, and the page says so; moves and hosts are told', async () => {
    await type('quiet', {
      confirmationMail: { isSent: false },
      cancellationMail: { isSent: false },
      allowGuests: true,
    })
    const booked = await book('quiet', 'Quentin', { guests: ['quiet-guest@example.test'] }, 2)
    assert.equal(booked.body.isMailed, false)
    await atRest(host)
    const before = (await subjects('grace@demo.test')).length
    const token = booked.body.manageUrl.split('/').at(-1)
    const to = (await slots(host, 'quiet')).at(-1)!.startsAt
    assert.equal((await stranger().patch(`/api/public/bookings/${token}`, { startsAt: to })).status, 200)
    await atRest(host)
    assert.equal((await stranger().delete(`/api/public/bookings/${token}`)).status, 200)
    await atRest(host)
    assert.deepEqual(await subjects('quentin@example.test'), ['Moved'])
    assert.deepEqual(await subjects('quiet-guest@example.test'), ['Moved'])
    assert.equal((await subjects('grace@demo.test')).length, before + 2)
  })

  test('a host who takes over a booking whose customer is not mailed hears of it as a new one; who may see it reads that nobody is mailed', async () => {
    const hosts = { grace: await signIn(host, 'grace@demo.test'), linus: await signIn(host, 'linus@demo.test') }
    const ids = await Promise.all(Object.values(hosts).map(async (one) => (await one.get('/api/me')).body.id))
    await type('shift', { hosts: ids, confirmationMail: { isSent: false }, cancellationMail: { isSent: false } })
    const booked = await book('shift', 'Tomas', {}, 5)
    await atRest(host)
    const [now, next] =
      booked.body.hosts[0].id === ids[0] ? (['grace', 'linus'] as const) : (['linus', 'grace'] as const)
    const view = (await hosts[now].get(`/api/events/${booked.body.bookingId}`)).body
    assert.equal(view.booking.isCancellationMailed, false)
    // Both have meetings of their own: a time at which whoever takes it over is free.
    const nextId = ids[next === 'grace' ? 0 : 1]!
    const at = (await slots(host, 'shift', 13, 'Europe/Berlin', `&hostId=${nextId}`)).at(-2)!
    const blocked = await hosts[now].post('/api/events', { title: 'Away', startsAt: at.startsAt, endsAt: at.endsAt })
    assert.equal(blocked.status, 201)
    const before = (await subjects(`${next}@demo.test`)).length
    const token = booked.body.manageUrl.split('/').at(-1)
    const moved = await stranger().patch(`/api/public/bookings/${token}`, { startsAt: at.startsAt })
    assert.equal(moved.status, 200, JSON.stringify(moved.body))
    assert.deepEqual(
      moved.body.hosts.map(({ id }: { id: string }) => id),
      [ids[now === 'grace' ? 1 : 0]],
    )
    await atRest(host)
    assert.deepEqual((await subjects(`${next}@demo.test`)).slice(before), ['New booking'])
    // Whoever had it reads when it was for them, not when somebody else has it now.
    const told = (await mails(host, `${now}@demo.test`)).at(-1)!
    assert.match(told.subject, /^Cancelled: /)
    const timeZone = now === 'grace' ? 'America/New_York' : 'Asia/Kolkata'
    const dayOf = (instant: string) =>
      new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'long' }).format(Date.parse(instant))
    assert.ok(told.subject.includes(dayOf(booked.body.startsAt)), `${told.subject} of ${booked.body.startsAt}`)
    assert.ok(!told.text.includes(dayOf(at.startsAt)), told.text)
    assert.deepEqual(await subjects('tomas@example.test'), ['Moved'])
  })

  test('CC hears of booked, moved and cancelled, without a link that changes anything and without a place in the calendar', async () => {
    await type('watched', { ccTo: ['Desk@Example.test'] })
    const booked = await book('watched', 'Rosa', {}, 3)
    await atRest(host)
    const token = booked.body.manageUrl.split('/').at(-1)
    const to = (await slots(host, 'watched')).at(-1)!.startsAt
    assert.equal((await stranger().patch(`/api/public/bookings/${token}`, { startsAt: to })).status, 200)
    await atRest(host)
    assert.equal((await stranger().delete(`/api/public/bookings/${token}`)).status, 200)
    await atRest(host)
    const received = await mails(host, 'desk@example.test')
    assert.deepEqual(
      received.map(({ subject }) => subject.split(':')[0]),
      ['New booking', 'Moved', 'Cancelled'],
    )
    for (const { text, html, attachments } of received) {
      assert.ok(text.includes('Rosa'), text)
      assert.ok(!text.includes(token) && !html.includes(token), text)
      assert.equal(attachments?.length ?? 0, 0)
    }
    const twice = await ada.patch('/api/appointment-types/watched', { ccTo: ['a@b.test', 'A@b.test'] })
    assert.deepEqual([twice.status, twice.body.errors[0].path], [400, 'ccTo'])
    // What was booked keeps what its type said then.
    assert.equal((await ada.patch('/api/appointment-types/watched', { ccTo: [] })).status, 200)
    const unwatched = await book('watched', 'Sami', {}, 4)
    assert.equal(unwatched.status, 201)
    await advanceClock(host, 0)
    await atRest(host)
    assert.equal((await mails(host, 'desk@example.test')).length, 3)
  })

  test('whoever booked reads their answers in page and mail, guests do not; without a place it is online, what is reserved has its name', async () => {
    const questions = [
      { id: 'topic', label: 'What about?', kind: 'line' },
      { id: 'first', label: 'Is it your first visit?', kind: 'yesNo' },
    ]
    await type('asked', { questions, allowGuests: true })
    const answers = { first: 'no', topic: 'The roof' }
    const booked = await book('asked', 'Uma', { answers, guests: ['uncle@example.test'] }, 9)
    assert.deepEqual(booked.body.answered, [
      { question: 'What about?', answer: 'The roof' },
      { question: 'Is it your first visit?', answer: 'no', kind: 'yesNo' },
    ])
    const { resources } = (await ada.get('/api/resources')).body
    await ada.post('/api/appointment-types', { slug: 'thing', title: 'Thing', resources: [resources[0].id] })
    await book('thing', 'Uma', {}, 12)
    await atRest(host)
    const [visit, thing] = await mails(host, 'uma@example.test')
    assert.match(
      visit!.text,
      /Where: Online, the host sends the link\nWhat about\? The roof\nIs it your first visit\? No\n/,
    )
    assert.match(thing!.text, new RegExp(`Reserved: ${resources[0].name}\n`))
    assert.doesNotMatch(thing!.text, /Online|Room:/)
    const [theirs] = await mails(host, 'uncle@example.test')
    assert.match(theirs!.text, /Where: Online/)
    assert.doesNotMatch(theirs!.text, /roof|first visit/)
  })

  test('S91, S92: each booking gets a room of its own once it is confirmed, in page, mail, file and calendar; none is made without', async () => {
    const grace = await signIn(host, 'grace@demo.test')
    await ada.patch('/api/company', { meetingAddress: 'https://meet.test/rooms/{room}' })
    await type('video', { videoCall: 'almanac', confirmation: 'manual' })
    const asked = await book('video', 'Vera', {}, 6)
    assert.deepEqual([asked.body.status, asked.body.videoCallUrl], ['pending', undefined])
    await atRest(host)
    await grace.post(`/api/bookings/${asked.body.bookingId}/answer`, { answer: 'confirm' })
    await atRest(host)
    const token = asked.body.manageUrl.split('/').at(-1)
    const { videoCallUrl } = (await stranger().get(`/api/public/bookings/${token}`)).body
    assert.match(videoCallUrl, /^https:\/\/meet\.test\/rooms\/almanac-[a-z0-9]{16}$/)
    assert.equal((await grace.get(`/api/events/${asked.body.bookingId}`)).body.videoCallUrl, videoCallUrl)
    const received = await mails(host, 'vera@example.test')
    assert.deepEqual(
      received.map(({ text }) => text.includes(videoCallUrl)),
      [false, true],
    )
    const fileOf = async () => {
      const answer = await fetch(`${host.app}/api/public/bookings/${token}/calendar`)
      assert.match(answer.headers.get('content-type') ?? '', /^text\/calendar/)
      return (await answer.text()).replaceAll('\r\n ', '')
    }
    const first = await fileOf()
    assert.match(first, /ORGANIZER;CN="Grace Okafor":mailto:grace@demo\.test/)
    assert.ok(first.includes(`LOCATION:${videoCallUrl}`), first)
    const sequenceOf = (file: string) => Number(/SEQUENCE:(\d+)/.exec(file)![1])
    const stampOf = (file: string) => /DTSTAMP:(\d{8}T\d{6}Z)/.exec(file)![1]!
    await advanceClock(host, 60_000)
    const to = (await slots(host, 'video')).at(-3)!.startsAt
    assert.equal((await stranger().patch(`/api/public/bookings/${token}`, { startsAt: to })).status, 200)
    const second = await fileOf()
    assert.ok(sequenceOf(second) > sequenceOf(first) && stampOf(second) > stampOf(first), second)
    assert.equal(/UID:(.*)/.exec(second)![1], /UID:(.*)/.exec(first)![1])
    assert.equal((await stranger().delete(`/api/public/bookings/${token}`)).body.videoCallUrl, undefined)
    assert.match(await fileOf(), /METHOD:CANCEL[\s\S]*STATUS:CANCELLED/)
    await type('no-video', {})
    assert.equal((await book('no-video', 'Walt', {}, 7)).body.videoCallUrl, undefined)
    const seats = await type('class', { videoCall: 'almanac', seats: 3 })
    assert.equal('roomName' in seats, false)
    const [one, other] = [await book('class', 'Xia', {}, 8), await book('class', 'Yan', {}, 8)]
    assert.ok(one.body.videoCallUrl && one.body.videoCallUrl === other.body.videoCallUrl)
    for (const videoCall of ['googleMeet', 'teams']) {
      const refused = await ada.patch('/api/appointment-types/video', { videoCall })
      assert.deepEqual([refused.status, refused.body.errors[0].code], [400, 'notConnected'])
    }
    await ada.patch('/api/company', { meetingAddress: '' })
    const nowhere = await ada.patch('/api/appointment-types/video', { title: 'Video' })
    assert.deepEqual([nowhere.status, nowhere.body.errors[0].code], [400, 'noMeetingAddress'])
  })

  test('S98: a booking makes one record once it is certain, of the contact of that address, its host’s, with the answers; moving makes none', async () => {
    const grace = await signIn(host, 'grace@demo.test')
    await type('lead', {
      createOpportunity: true,
      confirmation: 'manual',
      questions: [
        { label: 'Zeal?', kind: 'line' },
        { label: 'A budget?', kind: 'yesNo' },
      ],
    })
    const answers = { zeal: 'Much', 'a-budget': 'yes' }
    const asked = await book('lead', 'Zoe', { answers }, 9)
    await atRest(host)
    const records = async (who: Client) => (await who.get('/api/records')).body.records
    assert.deepEqual(await records(grace), [])
    await grace.post(`/api/bookings/${asked.body.bookingId}/answer`, { answer: 'confirm' })
    await atRest(host)
    const [record, ...others] = await records(grace)
    assert.deepEqual(
      [others.length, record.kind, record.title, record.contact.email, record.owner.id, record.bookingId],
      [0, 'opportunity', 'Visit: Zoe', 'zoe@example.test', graceId, asked.body.bookingId],
    )
    const { entries } = (await grace.get(`/api/records/${record.id}/timeline`)).body
    assert.deepEqual(
      entries.map(({ text }: { text: string }) => text),
      ['Zeal?: Much\nA budget?: Yes'],
    )
    assert.equal((await grace.get(`/api/events/${asked.body.bookingId}`)).body.booking.recordId, record.id)
    const token = asked.body.manageUrl.split('/').at(-1)
    const to = (await slots(host, 'lead')).at(-4)!.startsAt
    assert.equal((await stranger().patch(`/api/public/bookings/${token}`, { startsAt: to })).status, 200)
    await ada.patch('/api/appointment-types/lead', { confirmation: 'automatic' })
    await book('lead', 'Zoe', { answers }, 10)
    await atRest(host)
    const both = await records(ada)
    assert.deepEqual([both.length, both[0].contact.id], [2, both[1].contact.id])
    const linus = await signIn(host, 'linus@demo.test')
    assert.deepEqual(await records(linus), [])
    assert.equal((await linus.get(`/api/records/${record.id}`)).status, 404)
  })

  test('the order of the list is that of the pages; what is not named stands behind by its title', async () => {
    for (const slug of ['order-b', 'order-a', 'order-c']) await type(slug, { title: slug })
    const grace = await signIn(host, 'grace@demo.test')
    assert.equal((await grace.put('/api/appointment-types/order', { slugs: ['order-c'] })).status, 403)
    const twice = await ada.put('/api/appointment-types/order', { slugs: ['order-c', 'order-c'] })
    assert.deepEqual([twice.status, twice.body.errors[0].path], [400, 'slugs'])
    assert.equal((await ada.put('/api/appointment-types/order', { slugs: ['order-c', 'gone', 'order-b'] })).status, 204)
    const ordered = (types: { slug: string }[]) =>
      types.map(({ slug }) => slug).filter((slug) => slug.startsWith('order-'))
    const listed = (await ada.get('/api/appointment-types')).body.types
    assert.deepEqual(ordered(listed), ['order-c', 'order-b', 'order-a'])
    assert.equal(listed[0].slug, 'order-c')
    const page = (await stranger().get('/api/public/demo/websites/main')).body.types
    assert.deepEqual(ordered(page), ['order-c', 'order-b', 'order-a'])
  })

  test('a member’s page lists what they serve, by their id and by a word that nobody else has; without anything there is none', async () => {
    const grace = await signIn(host, 'grace@demo.test')
    const linus = await signIn(host, 'linus@demo.test')
    const page = (word: string) => stranger().get(`/api/public/demo/websites/@${word}`)
    await type('hers', { title: 'Hers', websites: [] })
    await type('hers-draft', { title: 'Draft', state: 'draft' })
    assert.equal(
      (await grace.patch('/api/me', { pageWord: 'grace', pageIntroduction: 'Ask me.' })).body.pageWord,
      'grace',
    )
    const { status, body } = await page('grace')
    assert.deepEqual([status, body.title, body.introduction, body.member.id], [200, 'Grace Okafor', 'Ask me.', graceId])
    const titles = body.types.map(({ title }: { title: string }) => title)
    assert.deepEqual([titles.includes('Hers'), titles.includes('Draft')], [true, false])
    assert.equal((await page(graceId)).body.title, 'Grace Okafor')
    const taken = await linus.patch('/api/me', { pageWord: 'grace' })
    assert.deepEqual(
      [taken.status, taken.body.errors[0].path, taken.body.errors[0].code],
      [400, 'pageWord', 'reserved'],
    )
    // Of several who want the same at the same moment one has it; what is given back is anybody's.
    const wanting = [grace, linus, grace, linus].map((one, i) => one.patch('/api/me', { pageWord: `race-${i >> 1}` }))
    const raced = await Promise.all(wanting)
    // Whoever goes on to the other word leaves the first to the other one: never do both have the same.
    const words = await Promise.all([grace, linus].map(async (one) => (await one.get('/api/me')).body.pageWord))
    assert.notEqual(words[0], words[1], words.join())
    assert.ok(raced.every(({ status }) => status === 200 || status === 400))
    assert.equal((await linus.patch('/api/me', { pageWord: null })).status, 200)
    assert.equal((await grace.patch('/api/me', { pageWord: 'race-0' })).status, 200)
    assert.equal((await grace.patch('/api/me', { pageWord: 'grace' })).status, 200)
    assert.equal((await linus.patch('/api/me', { pageWord: 'race-0' })).status, 200)
    assert.equal((await linus.patch('/api/me', { pageWord: null })).status, 200)
    assert.equal((await page('nobody')).status, 404)
    const invited = await ada.post('/api/invitations', { email: 'idle@demo.test', role: 'member' })
    const accepting = `/api/public/invitations/${invited.body.acceptUrl.split('/').at(-1)}/accept`
    await stranger().post(accepting, { name: 'Ida Idle', password: PASSWORD, timeZone: 'UTC' })
    const { id } = (await (await signIn(host, 'idle@demo.test')).get('/api/me')).body
    assert.equal((await page(id)).status, 404)
  })

  test('a customer says why they cancel: their hosts read it in mail and list, they read it again', async () => {
    await type('reason', {})
    const booked = (await book('reason', 'Rolf', {}, 14)).body
    const token = booked.manageUrl.split('/').at(-1)
    const reason = 'The <train> is late.'
    const long = await stranger().post(`/api/public/bookings/${token}/cancel`, { reason: 'x'.repeat(1001) })
    assert.deepEqual([long.status, long.body.errors[0].path], [400, 'reason'])
    const cancelled = await stranger().post(`/api/public/bookings/${token}/cancel`, { reason })
    assert.deepEqual(
      [cancelled.status, cancelled.body.status, cancelled.body.cancelMessage],
      [200, 'cancelled', { text: reason, by: 'customer' }],
    )
    await atRest(host)
    const told = (await mails(host, 'grace@demo.test')).find(({ subject }) => /^Cancelled: .*Rolf/.test(subject))!
    assert.ok(told.text.includes(`Rolf writes:\n${reason}`))
    assert.ok(told.html.includes('The &lt;train> is late.'))
    const day = { from: booked.startsAt, to: booked.endsAt }
    const { bookings } = (await ada.get(`/api/bookings?${new URLSearchParams({ ...day, status: 'cancelled' })}`)).body
    const row = bookings.find(({ id }: { id: string }) => id === booked.bookingId)
    assert.deepEqual([row.cancelMessage, row.cancelMessageBy], [reason, 'customer'])
  })

  // Last, for it puts the clock forward.
  test('a request that nobody answers ends by itself: after the time of its type, else when it would begin; its time is free again', async () => {
    await type('waits', { confirmation: 'manual', answerWithinMinutes: 240, cancelNoticeMinutes: 0 })
    await type('waits-on', { confirmation: 'manual' })
    const [asked, other, answered] = await Promise.all([
      book('waits', 'Una', {}, 40).then(({ body }) => body),
      book('waits-on', 'Udo', {}, 44).then(({ body }) => body),
      book('waits', 'Uri', {}, 48).then(({ body }) => body),
    ])
    const now = Date.parse((await stranger().post('/local/clock', { advanceMs: 0 })).body.now)
    const waitsFor = Date.parse(asked.answerBy) - now
    assert.ok(waitsFor > 239 * 60_000 && waitsFor <= 240 * 60_000, String(waitsFor))
    assert.equal(other.answerBy, other.startsAt)
    const grace = await signIn(host, 'grace@demo.test')
    assert.equal((await grace.post(`/api/bookings/${answered.bookingId}/answer`, { answer: 'confirm' })).status, 200)
    await atRest(host)
    const [please] = (await mails(host, 'grace@demo.test')).filter(({ subject }) =>
      /^Please answer: .*Una/.test(subject),
    )
    assert.match(please!.text, /Answer by/)
    const address = `/calendar/event/${asked.bookingId}?view=day&date=${asked.startsAt.slice(0, 10)}`
    assert.ok(please!.text.includes(address), please!.text)

    await advanceClock(host, 4 * 60 * 60_000)
    await atRest(host)
    const read = async ({ manageUrl }: { manageUrl: string }) =>
      (await stranger().get(`/api/public/bookings/${manageUrl.split('/').at(-1)}`)).body
    const ended = await read(asked)
    assert.deepEqual([ended.status, ended.isLapsed, ended.answerBy], ['cancelled', true, undefined])
    assert.deepEqual([(await read(other)).status, (await read(answered)).status], ['pending', 'confirmed'])
    assert.deepEqual(await subjects('una@example.test'), ['Asked for', 'Not confirmed in time'])
    const [told] = (await mails(host, 'grace@demo.test')).filter(({ subject }) =>
      /^Not confirmed in time/.test(subject),
    )
    assert.match(told!.subject, /Una/)
    const late = await (await signIn(host, 'grace@demo.test')).post(`/api/bookings/${asked.bookingId}/answer`, {
      answer: 'confirm',
    })
    assert.deepEqual([late.status, late.body.refusal], [409, 'BookingOver'])
    const again = await stranger().post('/api/public/demo/waits/bookings', bookingBody(asked.startsAt, 'Ute'))
    assert.equal(again.status, 201, JSON.stringify(again.body))
  })
})
