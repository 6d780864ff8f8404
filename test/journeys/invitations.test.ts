import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, describe, test } from '@jest/globals'
import ICAL from 'ical.js'
import { type Answer, atRest, Client, calendarPart, mails, type ReceivedMail, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

const DAY_MS = 86_400_000
const MAX = 'max@client.test'

/** What a mail's calendar file says, read by a parser that is not ours. */
interface ReadFile {
  method: string
  uid: string
  sequence: number
  starts: string
  organizer: string
  attendees: string[]
  text: string
}

describe('whoever is invited hears of it', () => {
  let host: RunningHost
  let ada: Client
  let linus: Client
  let linusEmail: string
  let monday: string
  let seen = 0
  const at = (time: string, days = 0) =>
    `${new Date(Date.parse(monday) + days * DAY_MS).toISOString().slice(0, 10)}T${time}:00.000Z`

  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    linusEmail = host.local.demo.members[1]!.email
    linus = await signIn(host, linusEmail, host.local.demo.members[1]!.password)
    const now = Date.parse((await new Client(host.app).post('/local/clock', { advanceMs: 0 })).body.now)
    const later = new Date(now + 21 * DAY_MS)
    monday = new Date(later.getTime() + ((8 - later.getUTCDay()) % 7) * DAY_MS).toISOString().slice(0, 10)
  })
  afterAll(() => host.stop())
  afterEach(async () => {
    await atRest(host)
    seen = (await mails(host)).length
  })

  /** The mails since the last look, once nothing is under way any more. */
  async function news(): Promise<ReceivedMail[]> {
    await atRest(host)
    const all = await mails(host)
    const found = all.slice(seen)
    seen = all.length
    return found
  }
  const toWhom = (found: ReceivedMail[]) => found.map(({ to }) => to[0]!.address).sort()
  async function read(mail: ReceivedMail): Promise<ReadFile> {
    const text = await calendarPart(host, mail)
    const calendar = new ICAL.Component(ICAL.parse(text))
    const component = calendar.getFirstSubcomponent('vevent')!
    const event = new ICAL.Event(component)
    return {
      method: String(calendar.getFirstPropertyValue('method')),
      uid: event.uid,
      sequence: event.sequence,
      starts: event.startDate.toJSDate().toISOString(),
      organizer: event.organizer,
      attendees: component
        .getAllProperties('attendee')
        .map((one) => String(one.getFirstValue()).replace('mailto:', '')),
      text,
    }
  }
  const meeting = (fields: Record<string, unknown> = {}) => ({
    title: 'Roof',
    startsAt: at('09:00'),
    endsAt: at('10:00'),
    timeZone: 'Europe/Berlin',
    attendees: [{ email: MAX, name: 'Max' }, { email: linusEmail }],
    ...fields,
  })
  async function made(fields: Record<string, unknown> = {}, query = ''): Promise<string> {
    const answer = await ada.post(`/api/events${query}`, meeting(fields))
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body.id
  }
  const fine = (answer: Answer, status = 200) => {
    assert.equal(answer.status, status, JSON.stringify(answer.body))
    return answer.body
  }

  test('a new meeting, moved, without one of them, and deleted: each hears what concerns them, once', async () => {
    const id = await made()
    const first = await news()
    assert.deepEqual(toWhom(first), [linusEmail, MAX].sort())
    const [toMax] = first.filter(({ to }) => to[0]!.address === MAX)
    const invited = await read(toMax!)
    assert.match(toMax!.subject, /^Invitation: Roof, /)
    assert.deepEqual(
      [invited.method, invited.sequence, invited.starts, invited.organizer],
      ['REQUEST', 0, at('09:00'), `mailto:${host.local.demo.email}`],
    )
    assert.match(invited.text.replaceAll('\r\n ', ''), /ATTENDEE;[^\n]*RSVP=TRUE[^\n]*max@client\.test/)
    fine(await ada.patch(`/api/events/${id}`, { startsAt: at('11:00'), endsAt: at('12:00') }))
    const moved = await news()
    assert.deepEqual(toWhom(moved), [linusEmail, MAX].sort())
    for (const mail of moved) {
      assert.match(mail.subject, /^Moved: Roof is now /)
      const file = await read(mail)
      assert.deepEqual([file.method, file.uid, file.sequence, file.starts], ['REQUEST', invited.uid, 1, at('11:00')])
    }
    fine(await ada.patch(`/api/events/${id}`, { attendees: [{ email: linusEmail }] }))
    const shortened = await news()
    assert.deepEqual(toWhom(shortened), [MAX])
    const off = await read(shortened[0]!)
    assert.match(shortened[0]!.subject, /^No longer invited: Roof, /)
    assert.deepEqual([off.method, off.uid, off.starts, off.attendees], ['CANCEL', invited.uid, at('11:00'), [MAX]])
    fine(await ada.delete(`/api/events/${id}`), 204)
    const gone = await news()
    assert.deepEqual(toWhom(gone), [linusEmail])
    const cancelled = await read(gone[0]!)
    assert.deepEqual([cancelled.method, cancelled.attendees], ['CANCEL', [linusEmail]])
    assert.ok(cancelled.sequence > 1)
  })

  test('a preview says who would hear and changes nothing; without mails those who were not told can be told', async () => {
    const body = meeting({ title: 'Quiet' })
    const preview = fine(await ada.post('/api/events?preview=1', body))
    assert.deepEqual(
      preview.mails.map(({ to, kind }: { to: string; kind: string }) => [to, kind]).sort(),
      [
        [linusEmail, 'invited'],
        [MAX, 'invited'],
      ].sort(),
    )
    const id = await made({ title: 'Quiet' }, '?notify=none')
    assert.deepEqual(await news(), [])
    const hidden = fine(await ada.patch(`/api/events/${id}?preview=1`, { title: 'Loud' }))
    assert.equal(hidden.mails.length, 2)
    assert.equal(fine(await ada.get(`/api/events/${id}`)).title, 'Quiet')
    assert.deepEqual(fine(await ada.delete(`/api/events/${id}?preview=1`)).mails, [])
    const { untold } = fine(await ada.get(`/api/events/${id}`))
    assert.deepEqual(untold.map(({ email }: { email: string }) => email).sort(), [linusEmail, MAX].sort())
    assert.equal(fine(await linus.get(`/api/events/${id}`)).untold, undefined, 'whoever may not change it is not asked')
    fine(await ada.patch(`/api/events/${id}`, { title: 'Loud' }))
    const told = await news()
    assert.deepEqual(toWhom(told), [linusEmail, MAX].sort())
    assert.match(told[0]!.subject, /^Invitation: Loud/)
  })

  test('those who were not told of a move are told by hand, once, with the line of whoever does it', async () => {
    const id = await made({ title: 'Late', attendees: [{ email: MAX }] })
    await news()
    fine(await ada.patch(`/api/events/${id}?notify=none`, { startsAt: at('16:00'), endsAt: at('17:00') }))
    assert.deepEqual(await news(), [])
    assert.deepEqual(fine(await ada.get(`/api/events/${id}`)).untold, [{ email: MAX }])
    assert.equal((await linus.post(`/api/events/${id}/tell`, {})).status, 403)
    assert.equal(fine(await ada.post(`/api/events/${id}/tell`, { note: 'Sorry' })).told, 1)
    const [mail, ...others] = await news()
    assert.deepEqual(others, [])
    assert.match(mail!.subject, /^Moved: Late is now /)
    assert.match(mail!.text, /Ada Hartmann writes: Sorry/)
    assert.equal(fine(await ada.get(`/api/events/${id}`)).untold, undefined)
    assert.equal(fine(await ada.post(`/api/events/${id}/tell`, {})).told, 0)
    // Moved back before anybody was told: there is nothing to tell.
    fine(await ada.patch(`/api/events/${id}?notify=none`, { startsAt: at('18:00'), endsAt: at('19:00') }))
    await news()
    fine(await ada.patch(`/api/events/${id}`, { startsAt: at('16:00'), endsAt: at('17:00') }))
    assert.deepEqual(await news(), [])
    assert.equal(fine(await ada.get(`/api/events/${id}`)).untold, undefined)
  })

  test('one date of a series moved and one called off: the whole series in one mail to each for each change', async () => {
    const id = await made({ title: 'Weekly', rrule: 'FREQ=WEEKLY;COUNT=6' })
    const [first] = (await news()).filter(({ to }) => to[0]!.address === MAX)
    assert.match(await calendarPart(host, first!), /RRULE:FREQ=WEEKLY;COUNT=6/)
    const second = at('09:00', 7)
    const move = { startsAt: at('15:00', 7), endsAt: at('16:00', 7) }
    fine(await ada.patch(`/api/events/${id}?scope=this&occurrence=${second}`, move))
    const moved = await news()
    assert.deepEqual(toWhom(moved), [linusEmail, MAX].sort())
    const text = await calendarPart(host, moved[0]!)
    assert.equal(text.match(/BEGIN:VEVENT/g)!.length, 2)
    fine(await ada.delete(`/api/events/${id}?scope=this&occurrence=${at('09:00', 14)}`), 204)
    const off = await news()
    assert.deepEqual(toWhom(off), [linusEmail, MAX].sort())
    const cancel = await calendarPart(host, off[0]!)
    assert.match(cancel, /METHOD:CANCEL/)
    assert.match(cancel, /RECURRENCE-ID/)
  })

  test('archived and back, deleted and restored: called off, and asked to again under a higher sequence', async () => {
    const id = await made({ title: 'Attic', attendees: [{ email: MAX }] })
    const [asked] = await Promise.all((await news()).map(read))
    fine(await ada.post(`/api/events/${id}/archive`))
    const [off] = await Promise.all((await news()).map(read))
    fine(await ada.post(`/api/events/${id}/unarchive`))
    const [back] = await Promise.all((await news()).map(read))
    assert.deepEqual([asked!.method, off!.method, back!.method], ['REQUEST', 'CANCEL', 'REQUEST'])
    assert.ok(back!.sequence > off!.sequence && off!.sequence > asked!.sequence)
    assert.equal(back!.uid, asked!.uid)
  })

  test('what a colleague does in somebody else’s calendar is told by who did it, and to whom it belongs', async () => {
    const adaId = fine(await ada.get('/api/me')).id
    const calendar = fine(await ada.get('/api/calendars')).calendars.find(
      (one: { ownerId?: string }) => one.ownerId === adaId,
    )
    const linusId = fine(await linus.get('/api/me')).id
    fine(await ada.patch(`/api/calendars/${calendar.id}`, { members: [{ memberId: linusId, right: 'edit' }] }))
    const answer = await linus.post(
      '/api/events',
      meeting({ title: 'For Ada', organizerId: adaId, attendees: [{ email: MAX }] }),
    )
    fine(answer, 201)
    const found = await news()
    assert.deepEqual(toWhom(found), [host.local.demo.email, MAX].sort())
    const file = await read(found.find(({ to }) => to[0]!.address === MAX)!)
    assert.match(file.text.replaceAll('\r\n ', ''), new RegExp(`ORGANIZER;[^\\n]*SENT-BY="mailto:${linusEmail}"`))
  })

  /** The way to answer, as a mail gives it to somebody without an account. */
  const linkIn = ({ text }: ReceivedMail) => /\/reply\/(\S+)/.exec(text)![1]!
  const stranger = () => new Client(host.app)
  const replies = async (id: string, query = '') =>
    Object.fromEntries(
      fine(await ada.get(`/api/events/${id}${query}`)).attendees.map((one: { email: string; reply: string }) => [
        one.email,
        one.reply,
      ]),
    )

  test('somebody without an account answers by the link of their mail, for themselves alone, and a move asks again', async () => {
    const id = await made({ title: 'Answered' })
    const [toMax] = (await news()).filter(({ to }) => to[0]!.address === MAX)
    const link = `/api/public/replies/${linkIn(toMax!)}`
    const page = fine(await stranger().get(link))
    assert.deepEqual(
      [page.title, page.person.email, page.state, page.reply, page.startsAt],
      ['Answered', MAX, 'open', 'needsAction', at('09:00')],
    )
    assert.equal((await replies(id))[MAX], 'needsAction', 'looking answers nothing')
    const { timesKey } = page
    const declined = { reply: 'declined', comment: 'On holiday', timesKey }
    assert.equal(fine(await stranger().post(link, declined)).reply, 'declined')
    assert.deepEqual(await replies(id), { [MAX]: 'declined', [linusEmail]: 'needsAction' })
    assert.equal(
      fine(await ada.get(`/api/events/${id}`)).attendees.find(({ email }: { email: string }) => email === MAX).comment,
      'On holiday',
    )
    assert.deepEqual(toWhom(await news()), [], 'an answer mails nobody')
    fine(await ada.patch(`/api/events/${id}`, { startsAt: at('13:00'), endsAt: at('14:00') }))
    const [again] = (await news()).filter(({ to }) => to[0]!.address === MAX)
    assert.match(again!.subject, /^Moved/)
    assert.match(again!.text, /say again whether you can come/)
    assert.deepEqual(await replies(id), { [MAX]: 'needsAction', [linusEmail]: 'needsAction' })
    const late = await stranger().post(link, declined)
    assert.deepEqual([late.status, late.body.refusal], [412, 'Changed'])
    assert.equal((await replies(id))[MAX], 'needsAction')
  })

  test('declining one date of a series declines that date; one that there is not, forged and foreign links are refused', async () => {
    const id = await made({ title: 'Choir', rrule: 'FREQ=WEEKLY;COUNT=4', attendees: [{ email: MAX, name: 'Max' }] })
    const [mail] = await news()
    const link = `/api/public/replies/${linkIn(mail!)}`
    const { timesKey, dates } = fine(await stranger().get(link))
    assert.equal(dates.length, 4)
    const second = dates[1].occurrence
    fine(await stranger().post(link, { reply: 'accepted', timesKey }))
    const one = { reply: 'declined', scope: 'this', occurrence: second, timesKey }
    const answered = fine(await stranger().post(link, one))
    assert.deepEqual(
      answered.dates.map(({ reply }: { reply: string }) => reply),
      ['accepted', 'declined', 'accepted', 'accepted'],
    )
    assert.equal((await replies(id, `?occurrence=${second}`))[MAX], 'declined')
    assert.equal((await replies(id, `?occurrence=${dates[2].occurrence}`))[MAX], 'accepted')
    const bad = await stranger().post(link, { ...one, occurrence: at('08:00', 7) })
    assert.deepEqual([bad.status, bad.body.errors[0].path], [400, 'occurrence'])
    for (const [body, path] of [
      [{ reply: 'needsAction' }, 'reply'],
      [{ reply: 'accepted', comment: 'x'.repeat(501) }, 'comment'],
      [{ reply: 'accepted', email: 'other@client.test' }, 'email'],
    ] as const) {
      const refused = await stranger().post(link, body)
      assert.deepEqual([refused.status, refused.body.errors[0].path], [400, path])
    }
    const token = linkIn(mail!)
    const forged = token.replace(/.$/, (letter) => (letter === 'A' ? 'B' : 'A'))
    assert.equal((await stranger().get(`/api/public/replies/${forged}`)).status, 404)
    assert.equal((await stranger().post(`/api/public/replies/${forged}`, { reply: 'accepted' })).status, 404)
    fine(await ada.patch(`/api/events/${id}?scope=all&occurrence=${dates[0].occurrence}`, { attendees: [] }))
    const off = fine(await stranger().get(link))
    assert.deepEqual([off.state, off.description, off.dates], ['notInvited', '', []])
    assert.equal((await stranger().post(link, { reply: 'accepted' })).body.refusal, 'Changed')
    fine(await ada.delete(`/api/events/${id}?scope=all&occurrence=${dates[0].occurrence}`), 204)
    assert.equal(fine(await stranger().get(link)).state, 'cancelled')
  })

  test('bad queries are refused, and nothing is stored or sent', async () => {
    for (const query of ['?notify=some', '?preview=yes', `?note=${'x'.repeat(1001)}`]) {
      const answer = await ada.post(`/api/events${query}`, meeting())
      assert.equal(answer.status, 400, query)
      assert.match(answer.body.errors[0].path, /^query\./)
    }
    assert.deepEqual(await news(), [])
  })
})
