import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import ICAL from 'ical.js'
import { type Answer, advanceClock, atRest, Client, calendarPart, mails, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { type ClientReply, deliver, type MailClient, mailClients, replyMail } from '../support/mail-clients.ts'

const DAY_MS = 86_400_000
const MAX = 'max@client.test'

/** What somebody's mail client knows of an invitation. */
interface Invitation {
  organizer: string
  cn: string
  email: string
  uid: string
  sequence: number
  startsAt: string
  endsAt: string
}

describe('answers of mail clients', () => {
  let host: RunningHost
  let ada: Client
  let linusEmail: string
  let tuesday: string
  const at = (time: string, days = 0) =>
    `${new Date(Date.parse(tuesday) + days * DAY_MS).toISOString().slice(0, 10)}T${time}:00.000Z`

  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    linusEmail = host.local.demo.members[1]!.email
    const later = new Date((await advanceClock(host, 0)) + 21 * DAY_MS)
    tuesday = new Date(later.getTime() + ((9 - later.getUTCDay()) % 7) * DAY_MS).toISOString().slice(0, 10)
  })
  afterAll(() => host.stop())

  const fine = (answer: Answer, status = 200) => {
    assert.equal(answer.status, status, JSON.stringify(answer.body))
    return answer.body
  }
  const now = async () => new Date(await advanceClock(host, 0)).toISOString()

  async function made(fields: Record<string, unknown> = {}): Promise<string> {
    const meeting = {
      title: 'Roof',
      startsAt: at('09:00'),
      endsAt: at('10:00'),
      timeZone: 'Europe/Berlin',
      attendees: [{ email: MAX, name: 'Max' }],
      ...fields,
    }
    const { id } = fine(await ada.post('/api/events', meeting), 201)
    await atRest(host)
    return id
  }

  /** What the last mail to somebody says to their client. */
  async function invitation(to = MAX): Promise<Invitation> {
    await atRest(host)
    const text = await calendarPart(host, (await mails(host, to)).at(-1)!)
    const component = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')!
    const event = new ICAL.Event(component)
    const organizer = component.getFirstProperty('organizer')!
    return {
      organizer: event.organizer.replace('mailto:', ''),
      cn: String(organizer.getParameter('cn')),
      email: String(organizer.getParameter('email')),
      uid: event.uid,
      sequence: event.sequence,
      startsAt: event.startDate.toJSDate().toISOString(),
      endsAt: event.endDate.toJSDate().toISOString(),
    }
  }

  async function answer(
    client: MailClient,
    { organizer, uid, sequence, startsAt, endsAt }: Invitation,
    said: Partial<ClientReply> = {},
    from?: string,
  ): Promise<string> {
    const reply: ClientReply = {
      ...{ organizer, uid, sequence, startsAt, endsAt, attendee: MAX, partstat: 'ACCEPTED', stampedAt: await now() },
      ...said,
    }
    const raw = replyMail(client, reply, from)
    await deliver(host, organizer, raw)
    await atRest(host)
    return raw
  }
  const seen = async (id: string, date?: string) =>
    fine(await ada.get(`/api/events/${id}${date ? `?occurrence=${encodeURIComponent(date)}` : ''}`))
  const replyOf = async (id: string, date?: string, email = MAX) =>
    (await seen(id, date)).attendees.find((one: { email: string }) => one.email === email)

  test('an invitation is answered at an address made for it, by whoever it was sent to', async () => {
    await made({ attendees: [{ email: MAX, name: 'Max' }, { email: linusEmail }] })
    const [max, linus] = [await invitation(), await invitation(linusEmail)]
    for (const { organizer, cn, email } of [max, linus]) {
      assert.match(organizer, /^r-[0-9a-f]{40}@reply\.almanac\.test$/)
      assert.deepEqual([cn, email], ['Ada Hartmann', host.local.demo.email])
    }
    assert.notEqual(max.organizer, linus.organizer)
    const [mail] = (await mails(host, MAX)).slice(-1)
    // The page's link and the address are no keys to one another.
    const [, token] = /\/reply\/([\w.-]+)/.exec(mail!.text)!
    assert.ok(!token!.includes(max.organizer.slice(2, 20)))
    const opened = await new Client(host.app).get(`/api/public/replies/${max.organizer.split('@')[0]}`)
    assert.equal(opened.status, 404)
  })

  for (const client of mailClients)
    test(`${client}: accepted with a word, then declined`, async () => {
      const id = await made()
      const asked = await invitation()
      await answer(client, asked, { comment: 'Zehn Minuten später, „bis gleich“; ja' })
      assert.deepEqual(await replyOf(id), {
        email: MAX,
        name: 'Max',
        reply: 'accepted',
        comment: 'Zehn Minuten später, „bis gleich“; ja',
      })
      await advanceClock(host, 60_000)
      await answer(client, asked, { partstat: 'DECLINED' })
      assert.deepEqual(await replyOf(id), { email: MAX, name: 'Max', reply: 'declined' })
    })

  const untilBack = async (id: string, n: number) => {
    const { unbelieved = [] } = await seen(id)
    assert.equal(unbelieved.length, n, JSON.stringify(unbelieved))
    return unbelieved
  }

  test('one Tuesday of a series is declined, and no other; a date that there is not is seen and not believed', async () => {
    // In a room: it stays taken, whoever comes.
    const [room] = fine(await ada.get('/api/resources')).resources
    const people = [{ email: MAX }, { email: linusEmail }]
    const id = await made({ rrule: 'FREQ=WEEKLY', attendees: people, resources: [room.id] })
    const [asked, byLinus] = [await invitation(), await invitation(linusEmail)]
    const second = at('09:00', 7)
    await answer('outlook', asked, { partstat: 'DECLINED', date: second, startsAt: second, endsAt: at('10:00', 7) })
    const replies = [0, 7, 14].map(async (days) => (await replyOf(id, at('09:00', days))).reply)
    assert.deepEqual(await Promise.all(replies), ['needsAction', 'declined', 'needsAction'])
    await answer('apple', asked, { date: at('11:00', 7) })
    const [none] = await untilBack(id, 1)
    assert.deepEqual([none.why, none.asked, none.reply, none.occurrence], ['noDate', MAX, 'accepted', at('11:00', 7)])
    // A member answers from their own program all the same, and has the time again.
    await answer('google', byLinus, { attendee: linusEmail, partstat: 'ACCEPTED' })
    await advanceClock(host, 60_000)
    await answer('google', byLinus, { attendee: linusEmail, partstat: 'DECLINED', date: second })
    const own = [0, 7].map(async (days) => (await replyOf(id, at('09:00', days), linusEmail)).reply)
    assert.deepEqual(await Promise.all(own), ['accepted', 'declined'])
  })

  test('a room stays taken by a single meeting of which somebody says no', async () => {
    const [room] = fine(await ada.get('/api/resources')).resources
    const times = { startsAt: at('17:00'), endsAt: at('18:00') }
    const id = await made({ ...times, attendees: [{ email: linusEmail }], resources: [room.id] })
    const asked = await invitation(linusEmail)
    await answer('outlook', asked, { attendee: linusEmail, partstat: 'DECLINED' })
    assert.equal((await replyOf(id, undefined, linusEmail)).reply, 'declined')
    const other = await ada.post('/api/events', { title: 'Other', ...times, resources: [room.id] })
    assert.deepEqual([other.status, other.body.refusal], [409, 'RoomTaken'])
  })

  test('after a move the old answer is none any more, and a late one to the old time is seen and not believed', async () => {
    const id = await made()
    const before = await invitation()
    await answer('google', before)
    fine(await ada.patch(`/api/events/${id}`, { startsAt: at('14:00'), endsAt: at('15:00') }))
    const after = await invitation()
    assert.equal(after.organizer, before.organizer)
    assert.deepEqual([before.sequence, after.sequence], [0, 1])
    await advanceClock(host, 60_000)
    await answer('outlook', before, { partstat: 'DECLINED', comment: 'Not at nine' })
    assert.equal((await replyOf(id)).reply, 'needsAction')
    const [late] = await untilBack(id, 1)
    assert.deepEqual([late.why, late.reply, late.comment], ['olderRevision', 'declined', 'Not at nine'])
    await answer('outlook', after, { partstat: 'TENTATIVE' })
    assert.equal((await replyOf(id)).reply, 'tentative')
  })

  test('a mail that comes twice is heard once; one that was written earlier and comes later changes nothing', async () => {
    const id = await made()
    const asked = await invitation()
    const early = await now()
    await advanceClock(host, 60_000)
    const raw = await answer('google', asked)
    const { version } = await seen(id)
    await deliver(host, asked.organizer, raw)
    await answer('apple', asked, { partstat: 'DECLINED', stampedAt: early })
    assert.deepEqual([(await replyOf(id)).reply, (await seen(id)).version], ['accepted', version])
    const [older] = await untilBack(id, 1)
    assert.deepEqual([older.why, older.reply], ['olderAnswer', 'declined'])
    // On the page somebody says otherwise after that: the first mail once more is no news.
    const [, token] = /\/reply\/([\w.-]+)/.exec((await mails(host, MAX)).at(-1)!.text)!
    const page = `/api/public/replies/${token}`
    await advanceClock(host, 60_000)
    fine(await new Client(host.app).post(page, { reply: 'tentative', scope: 'all' }))
    await deliver(host, asked.organizer, raw)
    await atRest(host)
    assert.equal((await replyOf(id)).reply, 'tentative')
    await untilBack(id, 1)
  })

  test('whoever was not asked, or has another’s address, answers for nobody; the sender’s name proves nothing', async () => {
    const id = await made({ attendees: [{ email: MAX }, { email: 'zoe@client.test' }] })
    const [max, zoe] = [await invitation(), await invitation('zoe@client.test')]
    await answer('google', max, { attendee: 'eve@client.test' })
    await answer('outlook', max, { attendee: 'zoe@client.test' })
    const other = await made({ title: 'Other', attendees: [{ email: MAX }] })
    const { uid } = await invitation()
    await answer('apple', max, { uid })
    const back = await untilBack(id, 3)
    assert.deepEqual(back.map((one: { why: string; attendee: string }) => [one.why, one.attendee]).sort(), [
      ['otherEvent', MAX],
      ['otherPerson', 'eve@client.test'],
      ['otherPerson', 'zoe@client.test'],
    ])
    assert.deepEqual((await seen(other)).unbelieved, undefined)
    for (const email of [MAX, 'zoe@client.test'])
      assert.equal((await replyOf(id, undefined, email)).reply, 'needsAction')
    // An address that was never made leads nowhere, of whichever length.
    for (const local of [`r-${'0'.repeat(40)}`, 'r-1', 'desk', `r-${'a'.repeat(200)}`])
      await deliver(
        host,
        `${local}@reply.almanac.test`,
        replyMail('google', { ...reply(max), organizer: zoe.organizer }),
      )
    await assert.rejects(deliver(host, 'ada@demo.test', 'Subject: no relay\r\n\r\nx'), /550/)
    await atRest(host)
    assert.equal((await replyOf(id)).reply, 'needsAction')
    // Whoever sends it for them, it is their answer.
    await answer('google', max, {}, 'Assistant <office@elsewhere.test>')
    assert.equal((await replyOf(id)).reply, 'accepted')
    fine(await ada.delete(`/api/events/${id}/mailed-replies/${back[0].id}`), 204)
    await untilBack(id, 2)
  })
  const reply = (asked: Invitation): ClientReply => ({
    ...{ attendee: MAX, partstat: 'ACCEPTED', stampedAt: at('00:00') },
    ...asked,
  })

  const letter = (to: string, headers: string[], body: string) =>
    [`From: Max <${MAX}>`, `To: ${to}`, 'Message-ID: <letter@client.test>', ...headers, '', body].join('\r\n')

  test('auto-replies, reports and loops are not heard, a text is shown; nobody is ever mailed because of them', async () => {
    const id = await made()
    const { organizer } = await invitation()
    const sent = (await mails(host)).length
    const automatic: [headers: string[], from?: string][] = [
      [['Subject: Out of office', 'Auto-Submitted: auto-replied']],
      [['Subject: Away', 'Precedence: bulk']],
      [['Subject: Away', 'X-Autoreply: yes']],
      [['Subject: Re', 'List-Id: <all.client.test>']],
      [['Subject: Undelivered', 'Content-Type: multipart/report; report-type=delivery-status; boundary=x'], ''],
      [['Subject: Undelivered', 'Return-Path: <>']],
    ]
    for (const [headers, from] of automatic)
      await deliver(host, organizer, letter(organizer, headers, 'I am away until Monday.'), from)
    await atRest(host)
    assert.equal((await seen(id)).unbelieved, undefined)
    await deliver(host, organizer, letter(organizer, ['Subject: Re: Roof'], 'Can we do it by phone?\r\n'))
    await atRest(host)
    const [text] = await untilBack(id, 1)
    assert.deepEqual([text.why, text.from, text.comment], ['text', MAX, 'Can we do it by phone?'])
    // What is no answer, or no mail at all, is done with.
    const asked = replyMail('apple', reply(await invitation())).replace('METHOD:REPLY', 'METHOD:REQUEST')
    for (const odd of [asked, '\r\n\r\n', '\u0000\u0001', 'Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR'])
      await deliver(host, organizer, odd)
    await atRest(host)
    assert.equal((await replyOf(id)).reply, 'needsAction')
    assert.equal((await mails(host)).length, sent)
  })

  test('a mail of 21 MB is refused at the door, one of 15 MB with an answer in it is heard', async () => {
    const id = await made()
    const asked = await invitation()
    const whole = replyMail('outlook', { ...reply(asked), stampedAt: await now() })
    const padding = (megabytes: number) =>
      `--_000_AM0PR07MB_\r\nContent-Type: application/pdf; name="plan.pdf"\r\n\r\n${'A'
        .repeat(74)
        .concat('\r\n')
        .repeat((megabytes * 1024 * 1024) / 76)}\r\n`
    const large = (megabytes: number) =>
      whole.replace('--_000_AM0PR07MB_--', `${padding(megabytes)}--_000_AM0PR07MB_--`)
    await assert.rejects(deliver(host, asked.organizer, large(21)), /552|too large|exceeds/i)
    await deliver(host, asked.organizer, large(15))
    await atRest(host)
    assert.equal((await replyOf(id)).reply, 'accepted')
  })

  test('names and words with line ends, quotes and marks of direction stay what they are', async () => {
    const id = await made({ attendees: [{ email: MAX, name: 'Max "Q" \u202eO’Hara' }] })
    const asked = await invitation()
    await answer('apple', asked, {
      name: 'Max\u202e',
      summary: '"Roof"; ATTENDEE',
      comment: 'one\nATTENDEE;PARTSTAT=DECLINED:mailto:zoe@client.test \u202etxt.exe "quoted"',
    })
    const found = await replyOf(id)
    assert.equal(found.reply, 'accepted')
    assert.match(found.comment, /^one\nATTENDEE;PARTSTAT=DECLINED:mailto:zoe@client\.test/)
  })

  test('an answer to what was deleted meanwhile, or is over, changes nothing and stops nobody', async () => {
    const id = await made()
    const asked = await invitation()
    fine(await ada.delete(`/api/events/${id}`), 204)
    await atRest(host)
    await answer('google', asked)
    fine(await ada.post(`/api/events/${id}/restore?notify=none`))
    const [gone] = await untilBack(id, 1)
    assert.deepEqual([gone.why, (await replyOf(id)).reply], ['cancelled', 'needsAction'])
    const next = await made()
    await answer('google', await invitation())
    assert.equal((await replyOf(next)).reply, 'accepted')
  })

  test('another time that is proposed reaches whoever holds it, who moves it there or leaves it', async () => {
    const id = await made()
    const asked = await invitation()
    const other = { method: 'COUNTER', startsAt: at('13:00'), endsAt: at('14:00') } as const
    await answer('outlook', asked, { ...other, partstat: 'TENTATIVE', comment: 'After lunch?' })
    const { proposals } = await seen(id)
    assert.equal(proposals.length, 1)
    const [{ id: proposed, at: made_, ...said }] = proposals
    assert.ok(Date.parse(made_) > 0)
    assert.deepEqual(said, {
      email: MAX,
      name: 'Max',
      startsAt: at('13:00'),
      endsAt: at('14:00'),
      timeZone: 'UTC',
      comment: 'After lunch?',
    })
    assert.equal((await replyOf(id)).reply, 'tentative')
    const listed = fine(await ada.get('/api/proposals')).proposals
    assert.deepEqual(
      listed.map((one: { id: string; event: { id: string; was: { startsAt: string } } }) => [
        one.id,
        one.event.id,
        one.event.was.startsAt,
      ]),
      [[proposed, id, at('09:00')]],
    )
    // A colleague who is not its organizer has no say, and sees nothing of it.
    const linus = await signIn(host, linusEmail, host.local.demo.members[1]!.password)
    assert.equal((await linus.delete(`/api/events/${id}/proposals/${proposed}`)).status, 403)
    assert.equal((await linus.get(`/api/events/${id}`)).body.proposals, undefined)
    // A second one takes the place of the first; it is accepted as any event is moved.
    await advanceClock(host, 60_000)
    await answer('google', asked, { ...other, partstat: 'NEEDS-ACTION', startsAt: at('16:00'), endsAt: at('17:00') })
    const [later] = (await seen(id)).proposals
    assert.deepEqual([(await seen(id)).proposals.length, later.startsAt], [1, at('16:00')])
    const { startsAt, endsAt } = later
    const preview = fine(await ada.patch(`/api/events/${id}?preview=1`, { startsAt, endsAt }))
    assert.deepEqual(
      preview.mails.map(({ to }: { to: string }) => to),
      [MAX],
    )
    fine(await ada.patch(`/api/events/${id}`, { startsAt, endsAt }))
    assert.equal((await seen(id)).proposals, undefined)
    assert.deepEqual(fine(await ada.get('/api/proposals')).proposals, [])
    const moved = await invitation()
    assert.deepEqual([moved.startsAt, moved.sequence], [at('16:00'), 1])
    // One that is left waits no more; it is not mailed, and the same mail once more does not bring it back.
    await advanceClock(host, 60_000)
    const raw = await answer('apple', moved, { ...other, partstat: 'DECLINED' })
    const [left] = (await seen(id)).proposals
    const sent = (await mails(host)).length
    fine(await ada.delete(`/api/events/${id}/proposals/${left.id}`), 204)
    await deliver(host, moved.organizer, raw)
    await atRest(host)
    assert.equal((await seen(id)).proposals, undefined)
    assert.equal((await mails(host)).length, sent)
  })
})

test('where no mail is received the organizer’s own address takes the answers, and nothing listens', async () => {
  const host = await startHost({ env: { ALMANAC_INBOUND_DOMAIN: '' } })
  try {
    assert.equal(host.local.inbound, undefined)
    const ada = await signIn(host)
    const times = { startsAt: '2027-02-03T09:00:00Z', endsAt: '2027-02-03T10:00:00Z' }
    const made = await ada.post('/api/events', { title: 'Roof', ...times, attendees: [{ email: MAX }] })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    await atRest(host)
    const file = (await calendarPart(host, (await mails(host, MAX)).at(-1)!)).replaceAll('\r\n ', '')
    assert.match(file, /^ORGANIZER;CN="Ada Hartmann":mailto:ada@demo\.test\r$/m)
  } finally {
    await host.stop()
  }
})
