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
      assert.deepEqual([cn, email], ['Ada', host.local.demo.email])
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
})
