import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, describe, test } from '@jest/globals'
import ICAL from 'ical.js'
import {
  type Answer,
  advanceClock,
  atRest,
  Client,
  calendarPart,
  mails,
  type ReceivedMail,
  signIn,
} from '../support/client.ts'
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
    assert.deepEqual([invited.method, invited.sequence, invited.starts], ['REQUEST', 0, at('09:00')])
    // Answers go to an address of ours; whose meeting it is stands beside.
    assert.match(invited.organizer, /^mailto:r-[0-9a-f]{40}@reply\.almanac\.test$/)
    assert.match(invited.text.replaceAll('\r\n ', ''), RegExp(`^ORGANIZER;[^:]*EMAIL="${host.local.demo.email}":`, 'm'))
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

  test('whoever is known is written to in their language and zone, and the mail stands with their card', async () => {
    const YUKI = 'yuki@known.test'
    const card = (await ada.post('/api/contacts', { name: 'Yuki', email: YUKI, locale: 'fr', timeZone: 'Asia/Tokyo' }))
      .body
    const id = await made({ title: 'Known', attendees: [{ email: YUKI }, { email: 'unknown@known.test' }] })
    const sent = await news()
    const to = (email: string) => sent.find((mail) => mail.to[0]!.address === email)!
    assert.match(to(YUKI).subject, /^Invitation : Known/)
    // 10:00 in Berlin in winter is 18:00 in Tokyo.
    const clock = (start: string, timeZone: string) =>
      new Intl.DateTimeFormat('fr', { hour: '2-digit', minute: '2-digit', timeZone }).format(Date.parse(start))
    const { startsAt } = (await ada.get(`/api/events/${id}`)).body
    assert.ok(to(YUKI).text.includes(clock(startsAt, 'Asia/Tokyo')), to(YUKI).text)
    assert.match(to('unknown@known.test').subject, /^Invitation: Known/)
    const shown = async (client: Client) => (await client.get(`/api/contacts/${card.id}/mails`)).body.mails
    const [mail] = await shown(ada)
    assert.deepEqual([mail.address, mail.subject, mail.eventId], [YUKI, to(YUKI).subject, id])
    // What is private to others is a mail, and no more.
    fine(await ada.patch(`/api/events/${id}?notify=none`, { privacy: 'private' }))
    const [hidden] = await shown(linus)
    assert.deepEqual(Object.keys(hidden).sort(), ['address', 'at'])
    assert.equal((await shown(ada))[0].subject, mail.subject)
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

  test('a series reminds by mail of each date once, at the time that it has by now, whoever comes to it', async () => {
    const reminders = [
      { minutesBefore: 1440, by: 'mail' },
      { minutesBefore: 10, by: 'mail' },
      { minutesBefore: 5, by: 'screen' },
    ]
    const id = await made({ title: 'Rehearsal', rrule: 'FREQ=WEEKLY;COUNT=3', reminders }, '?notify=none')
    fine(await linus.post(`/api/events/${id}/reply?scope=this&occurrence=${at('09:00', 7)}`, { reply: 'declined' }))
    // The second date is an hour later than its series; the third is not at all.
    fine(
      await ada.patch(`/api/events/${id}?notify=none&scope=this&occurrence=${at('09:00', 7)}`, {
        startsAt: at('10:00', 7),
        endsAt: at('11:00', 7),
      }),
    )
    fine(await linus.post(`/api/events/${id}/reply?scope=this&occurrence=${at('09:00', 7)}`, { reply: 'declined' }))
    fine(await ada.delete(`/api/events/${id}?notify=none&scope=this&occurrence=${at('09:00', 14)}`), 204)
    // Ada wants one ten minutes before alone.
    const own = { reminders: [{ minutesBefore: 10, by: 'mail' }] }
    fine(await ada.put(`/api/events/${id}/reminders`, own), 204)
    assert.equal((await ada.put(`/api/events/${id}/reminders`, { reminders: 'none' })).status, 400)
    const { mine, isOwn, planned } = fine(await ada.get(`/api/events/${id}/reminders`))
    assert.deepEqual([mine, isOwn], [own.reminders, true])
    // She holds it, and knows of the mails to the others as well.
    assert.deepEqual(
      planned.map(({ at: due, to }: { at: string; to: string[] }) => [
        due,
        to.includes(host.local.demo.email),
        to.length,
      ]),
      [
        [at('09:00', -1), false, 2],
        [at('08:50'), true, 3],
        [at('10:00', 6), false, 1],
        [at('09:50', 7), true, 2],
      ],
    )
    await news()
    const adaEmail = host.local.demo.email
    const until = async (moment: string) => {
      const { now } = (await stranger().post('/local/clock', { advanceMs: 0 })).body
      await advanceClock(host, Date.parse(moment) - Date.parse(now) + 1000)
      // Weeks have gone by: nobody is signed in that long.
      ada = await signIn(host)
      linus = await signIn(host, linusEmail, host.local.demo.members[1]!.password)
      return (await news()).filter(({ subject }) => subject.includes('Rehearsal'))
    }
    const dayBefore = await until(at('09:00', -1))
    assert.deepEqual(toWhom(dayBefore), [linusEmail, MAX].sort())
    const dayBeforeMax = dayBefore.find(({ to }) => to[0]!.address === MAX)!
    assert.match(dayBeforeMax.subject, /^In 1 day: Rehearsal, Monday, .*10:00–11:00/)
    assert.deepEqual(toWhom(await until(at('08:50'))), [adaEmail, linusEmail, MAX].sort())
    // The second week: an hour later, and Linus does not come.
    assert.deepEqual(toWhom(await until(at('09:30', 6))), [])
    assert.deepEqual(toWhom(await until(at('10:00', 6))), [MAX])
    const [toAda] = (await until(at('09:50', 7))).filter(({ to }) => to[0]!.address === adaEmail)
    assert.match(toAda!.subject, /^In 10 minutes: Rehearsal, .*11:00–12:00/)
    assert.deepEqual(toWhom(await until(at('10:00', 14))), [])
    const log = fine(await ada.get(`/api/events/${id}/reminders`))
    assert.deepEqual(log.planned, [])
    assert.deepEqual([...new Set(log.mails.map(({ state }: { state: string }) => state))], ['sent'])
    const grace = await signIn(host, host.local.demo.members[0]!.email, host.local.demo.members[0]!.password)
    assert.equal((await grace.get(`/api/events/${id}/reminders`)).status, 404, 'it is none of hers')
    assert.equal((await grace.put(`/api/events/${id}/reminders`, own)).status, 404)
    fine(await ada.post(`/api/events/${id}/reminders/test`), 409)
  })

  test('what is to be shown on the screen comes to whoever is reminded so, and to nobody who has muted it', async () => {
    const { now } = (await stranger().post('/local/clock', { advanceMs: 0 })).body
    const start = new Date(Math.ceil(Date.parse(now) / 60_000) * 60_000 + 30 * 60_000)
    const fields = {
      title: 'On the screen',
      startsAt: start.toISOString(),
      endsAt: new Date(start.getTime() + 60 * 60_000).toISOString(),
      attendees: [{ email: linusEmail }],
      reminders: [{ minutesBefore: 15, by: 'screen' }],
    }
    const { id } = fine(await ada.post('/api/events?notify=none', fields), 201)
    const shown = async (client: Client) =>
      fine(await client.get('/api/reminders')).reminders.filter((one: { id: string }) => one.id === id)
    const [toAda] = await shown(ada)
    assert.deepEqual(
      [toAda.title, toAda.minutesBefore, toAda.at],
      ['On the screen', 15, new Date(start.getTime() - 15 * 60_000).toISOString()],
    )
    assert.equal((await shown(linus)).length, 1)
    fine(await linus.put(`/api/events/${id}/reminders`, { reminders: [] }), 204)
    assert.deepEqual(await shown(linus), [])
    assert.deepEqual(fine(await ada.post(`/api/events/${id}/reminders/test`)), { to: host.local.demo.email })
    const [trial, ...others] = (await news()).filter(({ subject }) => subject.includes('On the screen'))
    assert.deepEqual(others, [])
    assert.match(trial!.subject, /^In 15 minutes: On the screen/)
    assert.equal((await stranger().get('/api/reminders')).status, 401)
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

describe('what one does in one go', () => {
  let host: RunningHost
  let ada: Client
  beforeAll(async () => {
    host = await startHost({ env: { ALMANAC_QUIET_SECONDS: '4' } })
    ada = await signIn(host)
  })
  afterAll(() => host.stop())
  const fields = {
    title: 'First',
    startsAt: '2027-06-07T09:00:00Z',
    endsAt: '2027-06-07T10:00:00Z',
    attendees: [{ email: MAX }],
  }

  test('is told once, as it is in the end; what is taken back in time is told to nobody', async () => {
    const { body: event } = await ada.post('/api/events', fields)
    const { pending } = (await ada.get('/api/health')).body
    assert.ok(pending.changes + pending.effects + pending.queued > 0, 'it waits, and is no rest')
    for (const title of ['Second', 'Third']) await ada.patch(`/api/events/${event.id}`, { title })
    await atRest(host)
    assert.deepEqual(
      (await mails(host, MAX)).map(({ subject }) => subject.split(',')[0]),
      ['Invitation: Third'],
    )
    const { body: moved } = await ada.patch(`/api/events/${event.id}`, {
      startsAt: '2027-06-08T09:00:00Z',
      endsAt: '2027-06-08T10:00:00Z',
    })
    const undone = await ada.post(`/api/events/${event.id}/undo`, { version: moved.version })
    assert.equal(undone.status, 200, JSON.stringify(undone.body))
    await atRest(host)
    assert.equal((await mails(host, MAX)).length, 1)
  })
})
