import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { atRest, bookingBody, Client, mails, signIn, slots } from '../support/client.ts'
import { PASSWORD, type RunningHost, startHost } from '../support/host.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into as data
type Json = any

describe('records and activities', () => {
  let host: RunningHost
  let ada: Client
  let grace: Client
  let linus: Client
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    grace = await signIn(host, 'grace@demo.test', PASSWORD)
    linus = await signIn(host, 'linus@demo.test', PASSWORD)
    for (const [name, client] of Object.entries({ ada, grace, linus }))
      ids[name] = (await client.get('/api/me')).body.id
  })
  afterAll(() => host.stop())

  const made = async (client: Client, path: string, body: object) => {
    const answer = await client.post(path, body)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body as Json
  }
  const errorsOf = ({ body }: { body: Json }) =>
    body.errors.map(({ path, code }: { path: string; code: string }) => [path, code])
  const titles = async (client: Client, query: string) =>
    (await client.get(`/api/records?${query}`)).body.records.map(({ title }: Json) => title)

  test('a mail to the contact of a record goes out, answers go to its writer, and it stands in both timelines', async () => {
    const vera = await made(ada, '/api/contacts', { name: 'Vera', email: 'vera@mail.test', locale: 'de' })
    const { id } = await made(ada, '/api/records', { kind: 'opportunity', title: 'Slate', contactId: vera.id })
    const letter = { subject: ' Your roof ', text: 'Dear Vera,\n\nslate it is. <b>Really</b>.' }
    const entry = await made(ada, `/api/records/${id}/mails`, letter)
    assert.deepEqual([entry.kind, entry.to, entry.subject, entry.text], ['mail', vera.email, 'Your roof', letter.text])
    await atRest(host)
    const sent = (await mails(host)).filter(({ to }) => to[0]!.address === vera.email)
    assert.deepEqual(
      sent.map(({ subject }) => subject),
      ['Your roof'],
    )
    const source = await fetch(`${host.mailbox}/api/email/${sent[0]!.id}/source`).then((answer) => answer.text())
    assert.match(source, /^From: "?Ada Hartmann"? </m)
    assert.match(source, /^Reply-To: "?Ada Hartmann"? <ada@demo\.test>/m)
    assert.match(sent[0]!.text, /Dear Vera,\s+slate it is\. <b>Really<\/b>\./)
    // What stands below is in her language.
    assert.match(sent[0]!.text, /Ada Hartmann hat Ihnen das geschrieben/)
    assert.ok(!sent[0]!.html.includes('<b>Really</b>'), 'words are no mark-up')
    const kinds = (await ada.get(`/api/records/${id}/timeline`)).body.entries.map(({ kind }: Json) => kind)
    assert.deepEqual(kinds.toSorted(), ['made', 'mail'])
    const shown = async (client: Client) => (await client.get(`/api/contacts/${vera.id}/mails`)).body.mails[0]
    assert.deepEqual(await shown(ada), { ...(await shown(ada)), subject: 'Your roof', recordId: id })
    assert.equal((await shown(linus)).subject, undefined, 'who may not see the record')
    const bad = await ada.post(`/api/records/${id}/mails`, { subject: ' ', text: '' })
    assert.deepEqual(errorsOf(bad), [
      ['subject', 'empty'],
      ['text', 'empty'],
    ])
    const alone = await made(ada, '/api/records', { kind: 'task', title: 'Alone' })
    const refused = await ada.post(`/api/records/${alone.id}/mails`, letter)
    assert.deepEqual([refused.status, refused.body.refusal], [403, 'NotAllowed'])
    assert.equal((await linus.post(`/api/records/${id}/mails`, letter)).status, 404)
    await atRest(host)
    assert.equal((await mails(host)).filter(({ to }) => to[0]!.address === vera.email).length, 1)
  })

  test('a record is taken away with what is to be done, and comes back with all of it; meetings stay', async () => {
    const { id } = await made(ada, '/api/records', { kind: 'task', title: 'Unwanted' })
    await made(ada, `/api/records/${id}/notes`, { text: 'Was typed.' })
    const plan = { type: 'todo', summary: 'Unwanted work', dueDate: '2027-02-01' }
    await made(ada, `/api/records/${id}/activities`, plan)
    const times = { startsAt: '2027-02-01T09:00:00Z', endsAt: '2027-02-01T10:00:00Z' }
    const event = await made(ada, '/api/events', { title: 'About it', ...times, recordId: id })
    const toDo = async () =>
      (await ada.get('/api/activities')).body.activities.filter(({ summary }: Json) => summary === plan.summary).length
    assert.equal(await toDo(), 1)
    assert.equal((await linus.delete(`/api/records/${id}`)).status, 404, 'who may not see it cannot')
    assert.equal((await ada.delete(`/api/records/${id}`)).status, 204)
    for (const path of [`/api/records/${id}`, `/api/records/${id}/timeline`])
      assert.equal((await ada.get(path)).status, 404)
    assert.equal((await ada.delete(`/api/records/${id}`)).status, 404)
    assert.equal((await ada.patch(`/api/records/${id}`, { title: 'x' })).status, 404)
    assert.deepEqual([await titles(ada, 'q=unwanted'), await toDo()], [[], 0])
    assert.ok(!(await titles(ada, 'kind=task')).includes('Unwanted'))
    const kept = (await ada.get(`/api/events/${event.id}`)).body
    assert.deepEqual([kept.title, kept.record], ['About it', undefined])
    assert.equal((await ada.patch(`/api/events/${event.id}`, { title: 'About nothing' })).status, 200)
    assert.equal((await linus.post(`/api/records/${id}/restore`)).status, 404)
    const back = await ada.post(`/api/records/${id}/restore`)
    assert.deepEqual([back.status, back.body.title, await toDo()], [200, 'Unwanted', 1])
    assert.equal((await ada.post(`/api/records/${id}/restore`)).body.version, back.body.version)
    const { entries } = (await ada.get(`/api/records/${id}/timeline`)).body
    assert.ok(entries.some(({ text }: Json) => text === 'Was typed.'))
    assert.equal((await ada.get(`/api/events/${event.id}`)).body.record.id, id)
    await ada.delete(`/api/records/${id}`)
  })

  test('a record is its maker’s and begins in the first stage; what changes stands in its timeline', async () => {
    const noor = await made(ada, '/api/contacts', { name: 'Noor', email: 'noor@example.test' })
    const record = await made(ada, '/api/records', {
      kind: 'opportunity',
      title: 'New roof',
      contactId: noor.id,
      value: 12_000.5,
    })
    const { id } = record
    assert.deepEqual(
      [record.stage, record.owner.name, record.contact.name, record.value, record.version],
      ['new', 'Ada Hartmann', 'Noor', 12_000.5, 1],
    )
    const won = await ada.patch(`/api/records/${id}`, { stage: 'won', ownerId: ids['linus'], value: null })
    assert.deepEqual(
      [won.body.stage, won.body.isClosed, won.body.owner.id, 'value' in won.body],
      ['won', true, ids['linus'], false],
    )
    await made(ada, `/api/records/${id}/notes`, { text: 'They want slate.\nNo tiles.' })
    const { entries } = (await linus.get(`/api/records/${id}/timeline`)).body
    const said = entries.map(({ kind, text, from, to, by }: Json) => [kind, text ?? [from, to], by.name])
    assert.deepEqual(said.toSorted(), [
      ['made', [undefined, undefined], 'Ada Hartmann'],
      ['note', 'They want slate.\nNo tiles.', 'Ada Hartmann'],
      ['owner', ['Ada Hartmann', 'Linus Rao'], 'Ada Hartmann'],
      ['stage', ['new', 'won'], 'Ada Hartmann'],
    ])
    assert.deepEqual([entries[0].kind, entries.at(-1).kind], ['note', 'made'])
  })

  test('only those who follow it see it: its owner, its maker, who has something to do, and admins', async () => {
    const { id } = await made(linus, '/api/records', { kind: 'task', title: 'Paint the hall' })
    const seen = async () =>
      Promise.all([ada, grace, linus].map(async (one) => (await one.get(`/api/records/${id}`)).status))
    assert.deepEqual(await seen(), [200, 404, 200])
    assert.equal((await grace.patch(`/api/records/${id}`, { title: 'Mine' })).status, 404)
    assert.equal((await grace.post(`/api/records/${id}/notes`, { text: 'Mine' })).status, 404)
    const call = { type: 'call', summary: 'Ask which blue', dueDate: '2027-03-02', assigneeId: ids['grace'] }
    assert.equal((await grace.post(`/api/records/${id}/activities`, call)).status, 404)
    await made(linus, `/api/records/${id}/activities`, call)
    assert.deepEqual(await seen(), [200, 200, 200])
    assert.deepEqual(await titles(grace, 'kind=task'), ['Paint the hall'])
    assert.deepEqual(await titles(grace, 'q=hall%20pai'), ['Paint the hall'])
    assert.deepEqual(await titles(grace, 'q=hall%20roof'), [])
    assert.deepEqual(await titles(grace, 'kind=opportunity'), [])
    assert.deepEqual((await linus.get(`/api/activities`)).body.activities, [])
  })

  test('activities are done with what comes next, both or none; done twice they are done once', async () => {
    const { id } = await made(ada, '/api/records', { kind: 'opportunity', title: 'Two steps' })
    const first = await made(ada, `/api/records/${id}/activities`, {
      type: 'call',
      summary: 'Ask for the date',
      dueDate: '2027-03-02',
      note: 'Mornings only.',
    })
    const next = { type: 'email', summary: 'Send the offer', dueDate: '2027-03-04', assigneeId: ids['grace'] }
    const none = await ada.post(`/api/activities/${first.id}/done`, { next: { ...next, type: 'unknown' } })
    assert.deepEqual([none.status, errorsOf(none)], [400, [['next.type', 'notOfCompany']]])
    const done = await ada.post(`/api/activities/${first.id}/done`, { feedback: 'In May.', next })
    assert.deepEqual(
      [done.status, done.body.done.feedback, done.body.next.summary, done.body.next.assignee.id],
      [200, 'In May.', 'Send the offer', ids['grace']],
    )
    const again = await ada.post(`/api/activities/${first.id}/done`, { next })
    assert.deepEqual([again.status, again.body.done.feedback, again.body.next], [200, 'In May.', undefined])
    const { activities } = (await grace.get(`/api/records/${id}`)).body
    assert.deepEqual(
      activities.map(({ summary }: Json) => summary),
      ['Send the offer'],
    )
    const atOnce = await made(ada, `/api/records/${id}/activities`, { ...next, summary: 'Thanked', isDone: true })
    assert.ok(atOnce.done)
    const { entries } = (await ada.get(`/api/records/${id}/timeline`)).body
    assert.deepEqual(
      entries.filter(({ kind }: Json) => kind === 'activityDone').map(({ summary, text }: Json) => [summary, text]),
      [
        ['Thanked', undefined],
        ['Ask for the date', 'In May.'],
      ],
    )
    const mine = await grace.get('/api/activities')
    const own = mine.body.activities.find(({ recordId }: Json) => recordId === id)
    assert.deepEqual(own.record, { id, kind: 'opportunity', title: 'Two steps' })
    const moved = await grace.patch(`/api/activities/${own.id}`, { dueDate: '2027-03-01', assigneeId: ids['ada'] })
    assert.deepEqual([moved.body.dueDate, moved.body.assignee.id], ['2027-03-01', ids['ada']])
    assert.equal((await ada.delete(`/api/activities/${own.id}`)).status, 204)
    assert.equal((await ada.delete(`/api/activities/${first.id}`)).body.refusal, 'Changed')
    assert.deepEqual((await ada.get(`/api/records/${id}`)).body.activities, [])
  })

  test('an event is about a record and leads to it, and back; a moved meeting moves the day of its activity', async () => {
    const { id } = await made(grace, '/api/records', { kind: 'opportunity', title: 'Demo for Max' })
    const planned = { type: 'demoCall', summary: 'Call for Demo', dueDate: '2027-03-02' }
    const { id: activityId } = await made(grace, `/api/records/${id}/activities`, planned)
    const asked = await grace.get(`/api/activities/${activityId}`)
    assert.deepEqual([asked.body.record.title, asked.body.meeting], ['Demo for Max', undefined])
    const times = { startsAt: '2027-03-05T22:30:00Z', endsAt: '2027-03-05T23:00:00Z', timeZone: 'Europe/Berlin' }
    const event = await made(grace, '/api/events', { title: 'Demo', ...times, recordId: id, activityId })
    const read = async (client: Client) => (await client.get(`/api/events/${event.id}`)).body
    assert.deepEqual((await read(grace)).record, { id, kind: 'opportunity', title: 'Demo for Max' })
    assert.deepEqual((await read(grace)).activity, { id: activityId, summary: 'Call for Demo', isDone: false })
    // Who may see the event and not the record reads nothing of it.
    assert.deepEqual(
      [(await read(linus)).title, (await read(linus)).recordId, (await read(linus)).record],
      ['Demo', undefined, undefined],
    )
    const shown = async () => {
      const { activities, meetings } = (await grace.get(`/api/records/${id}`)).body
      return [activities[0].dueDate, activities[0].meeting?.eventId, meetings.map(({ title }: Json) => title)]
    }
    // In the calendar of whoever does it: 22:30 UTC is half past eleven at night in Berlin.
    assert.deepEqual(await shown(), ['2027-03-05', event.id, ['Demo']])
    const moved = await grace.patch(`/api/events/${event.id}`, {
      startsAt: '2027-03-08T09:00:00Z',
      endsAt: '2027-03-08T09:30:00Z',
    })
    assert.equal(moved.status, 200)
    assert.equal((await shown())[0], '2027-03-08')
    await grace.delete(`/api/events/${event.id}`)
    assert.deepEqual(await shown(), ['2027-03-02', undefined, []])
    await grace.post(`/api/events/${event.id}/restore`)
    assert.equal((await shown())[0], '2027-03-08')
    assert.equal((await grace.patch(`/api/events/${event.id}`, { recordId: null })).status, 200)
    assert.deepEqual(await shown(), ['2027-03-02', undefined, []])
    const { undo } = (await grace.patch(`/api/events/${event.id}`, { recordId: id })).body
    assert.deepEqual((await shown())[2], ['Demo'])
    await grace.post(`/api/events/${undo.id}/undo`, { version: undo.version })
    assert.deepEqual((await shown())[2], [])
  })

  test('what is not of the company, or not to be seen, is refused at its field, and nothing is kept', async () => {
    const hidden = await made(ada, '/api/records', { kind: 'task', title: 'Hidden' })
    const times = { startsAt: '2027-04-05T09:00:00Z', endsAt: '2027-04-05T10:00:00Z' }
    const event = await linus.post('/api/events', { title: 'E', ...times, recordId: hidden.id })
    assert.deepEqual([event.status, errorsOf(event)], [400, [['recordId', 'notOfCompany']]])
    const own = await made(linus, '/api/events', { title: 'E', ...times })
    const foreign = await linus.patch(`/api/events/${own.id}`, { recordId: hidden.id })
    assert.deepEqual(errorsOf(foreign), [['recordId', 'notOfCompany']])
    const other = await made(ada, `/api/records/${hidden.id}/activities`, {
      type: 'todo',
      summary: 'S',
      dueDate: '2027-04-05',
    })
    const alone = await ada.post('/api/events', { title: 'E', ...times, activityId: other.id })
    assert.deepEqual(errorsOf(alone), [['activityId', 'notOfCompany']])
    const bad = await ada.post('/api/records', {
      kind: 'unknown',
      title: 'X',
      stage: 'gone',
      contactId: 'nobody',
      ownerId: 'nobody',
    })
    assert.deepEqual(errorsOf(bad), [
      ['kind', 'notOfCompany'],
      ['stage', 'notOfCompany'],
      ['contactId', 'notOfCompany'],
      ['ownerId', 'notOfCompany'],
    ])
    const stale = await ada.patch(`/api/records/${hidden.id}`, { title: 'Y' }, { 'if-match': '7' })
    assert.equal(stale.body.refusal, 'Changed')
  })

  test('kinds and types are data: an admin adds, renames and hides; what there was is never left out', async () => {
    const { version, kinds, activityTypes } = (await ada.get('/api/record-settings')).body
    assert.deepEqual(
      [version, kinds.map(({ id }: Json) => id), activityTypes.map(({ id }: Json) => id)],
      [0, ['opportunity', 'task', 'appraisal'], ['meeting', 'demoCall', 'call', 'todo', 'email']],
    )
    const complaint = {
      name: 'Complaint',
      icon: 'flag',
      stages: [{ name: 'Open' }, { name: 'Closed', isClosed: true }],
    }
    const visit = { name: 'Visit', icon: 'cart', isPlaced: true, dueInDays: 7 }
    const given = { kinds: [complaint, ...kinds], activityTypes: [...activityTypes, visit] }
    assert.equal((await grace.put('/api/record-settings', given)).status, 403)
    const changed = await ada.put('/api/record-settings', given, { 'if-match': '0' })
    assert.deepEqual([changed.status, changed.body.version], [200, 1], JSON.stringify(changed.body))
    assert.equal((await ada.put('/api/record-settings', given, { 'if-match': '0' })).body.refusal, 'Changed')
    const [kind] = changed.body.kinds
    const record = await made(grace, '/api/records', { kind: kind.id, title: 'Too loud' })
    assert.equal(record.stage, kind.stages[0].id)
    const without = { kinds: changed.body.kinds.slice(1), activityTypes: changed.body.activityTypes.slice(1) }
    assert.deepEqual(errorsOf(await ada.put('/api/record-settings', without)), [
      ['kinds', 'missing'],
      ['activityTypes', 'missing'],
    ])
    const nameless = {
      kinds: changed.body.kinds,
      activityTypes: [...changed.body.activityTypes, { icon: 'flag', dueInDays: 1 }],
    }
    assert.deepEqual(errorsOf(await ada.put('/api/record-settings', nameless)), [['activityTypes.6.name', 'missing']])
    const hidden = {
      kinds: changed.body.kinds.map((one: Json) => (one.id === kind.id ? { ...one, isHidden: true } : one)),
      activityTypes: changed.body.activityTypes,
    }
    assert.equal((await ada.put('/api/record-settings', hidden)).status, 200)
    assert.equal((await grace.post('/api/records', { kind: kind.id, title: 'Again' })).status, 400)
    assert.equal((await grace.get(`/api/records/${record.id}`)).status, 200)
  })

  test('a booking that opens an opportunity stands at it', async () => {
    await ada.patch('/api/appointment-types/call', { createOpportunity: true })
    const booking = bookingBody((await slots(host, 'call'))[3]!.startsAt, 'Zoe')
    assert.equal((await new Client(host.app).post('/api/public/demo/call/bookings', booking)).status, 201)
    await atRest(host)
    const [record] = (await ada.get('/api/records?q=zoe')).body.records
    const { meetings } = (await ada.get(`/api/records/${record.id}`)).body
    assert.deepEqual(
      meetings.map(({ id }: Json) => id),
      [record.bookingId],
    )
    const task = await made(ada, '/api/records', { kind: 'task', title: 'Before the call' })
    const path = `/api/bookings/${record.bookingId}`
    const noted = await ada.patch(path, { recordId: task.id })
    assert.deepEqual([noted.status, noted.body.record.title], [200, 'Before the call'], JSON.stringify(noted.body))
    assert.equal((await ada.patch(path, { notes: 'Loud line.' })).body.record.id, task.id)
    assert.equal((await ada.get(`/api/events/${record.bookingId}`)).body.record.title, 'Before the call')
    const about = async (id: string) => (await ada.get(`/api/records/${id}`)).body.meetings.length
    assert.deepEqual([await about(task.id), await about(record.id)], [1, 1])
    assert.deepEqual(errorsOf(await ada.patch(path, { recordId: 'unknown' })), [['recordId', 'notOfCompany']])
    const free = await ada.patch(path, { recordId: null })
    assert.deepEqual([free.body.record, free.body.notes], [undefined, 'Loud line.'])
    assert.equal(await about(task.id), 0)
  })
})
