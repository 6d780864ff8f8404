import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { inputFaults } from '../../shared/domain/answers/bad-input.ts'
import { type Answer, atRest, bookingBody, Client, mails, signIn, slots } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { itemCount } from '../support/table.ts'

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document read as data
type Json = any

/** Values that are wrong for a schema, whatever it is: each of them must be told apart from a right one. */
function wrongValues(schema: Json): unknown[] {
  const options: Json[] = schema.anyOf ?? schema.oneOf ?? [schema]
  const types = new Set(options.flatMap((one) => one.type ?? []))
  const values: unknown[] = []
  if (!types.has('object')) values.push({ nested: true })
  if (!types.has('array')) values.push([1])
  if (types.has('string')) {
    if (
      options.every(
        ({ maxLength, format, pattern, enum: words }) => maxLength !== undefined || format || pattern || words,
      )
    )
      values.push('x'.repeat(20_000))
    const formats = new Set(options.map(({ format }) => format))
    if (formats.has('date-time') || formats.has('date'))
      values.push('2026-02-30', '2026-13-01T00:00:00Z', '9999-01-01T00:00:00Z', 'soon')
    if (formats.has('time-zone')) values.push('Mars/Base', '+02:00', '')
    if (formats.has('email')) values.push('nobody', 'a@b', '@x.test')
    if (options.some((one) => one.enum)) values.push('none of these')
  } else values.push('text')
  if (types.has('integer') || types.has('number')) values.push(-1, 1e13)
  if (types.has('integer')) values.push(1.5)
  if (types.has('boolean')) values.push('yes')
  return values
}

interface Attempt {
  title: string
  method: string
  path: string
  body?: unknown
  expected: number[]
  /** Where the fault must be said to stand. */
  at?: string
}

/** A PNG of one dot. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

const UNKNOWN = 'sunny'

/** Every object in a body as the schema describes it, by its place; `*` stands for each of a list or of named ones. */
function objectsIn(schema: Json, at: string[] = []): { at: string[]; schema: Json }[] {
  const options: Json[] = schema.anyOf ?? schema.oneOf ?? [schema]
  return options.flatMap((one) => [
    ...(one.type === 'object' ? [{ at, schema: one }] : []),
    ...Object.entries<Json>(one.properties ?? {}).flatMap(([name, part]) => objectsIn(part, [...at, name])),
    ...(one.items ? objectsIn(one.items, [...at, '*']) : []),
    ...(typeof one.additionalProperties === 'object' ? objectsIn(one.additionalProperties, [...at, '*']) : []),
  ])
}

/** The body with a field that nobody knows in each object that it has; with the path of that field. */
function withUnknown(body: Json, path: string[] = []): { body: Json; at: string }[] {
  if (typeof body !== 'object' || body === null) return []
  const here = Array.isArray(body) ? [] : [{ body: { ...body, [UNKNOWN]: 1 }, at: [...path, UNKNOWN].join('.') }]
  const inside = Object.entries<Json>(body).flatMap(([name, part]) =>
    withUnknown(part, [...path, name]).map((one) => ({
      body: Array.isArray(body) ? body.with(Number(name), one.body) : { ...body, [name]: one.body },
      at: one.at,
    })),
  )
  return [...here, ...inside]
}

/** The body with half a character in each text that it has; with the path of that text. */
function withHalves(body: Json, path: string[] = []): { body: Json; at: string }[] {
  if (typeof body === 'string') return [{ body: `${body}\ud83d`, at: path.join('.') }]
  if (typeof body !== 'object' || body === null) return []
  return Object.entries<Json>(body).flatMap(([name, part]) =>
    withHalves(part, [...path, name]).map((one) => ({
      body: Array.isArray(body) ? body.with(Number(name), one.body) : { ...body, [name]: one.body },
      at: one.at,
    })),
  )
}

/** Named things whose names are free, as answers by question: a name more is no field that nobody knows. */
const FREE_NAMES = new Set(['answers', 'hours', 'hostTerms'])

/** One request per route and fault, written from the description that the API gives of itself. */
function attemptsOf(document: Json, valid: Record<string, Json>): Attempt[] {
  const attempts: Attempt[] = []
  for (const [template, methods] of Object.entries<Json>(document.paths))
    for (const [method, operation] of Object.entries<Json>(methods)) {
      const example = valid[operation.operationId] ?? {}
      const parameters: Json[] = operation.parameters ?? []
      const pathOf = (change: Record<string, string> = {}) =>
        template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
          encodeURIComponent(change[name] ?? example.path?.[name] ?? `unknown-${name}`),
        )
      const queryOf = (change: Record<string, unknown> = {}) => {
        const query = new URLSearchParams({ ...example.query })
        for (const [name, value] of Object.entries(change))
          value === undefined ? query.delete(name) : query.set(name, String(value))
        return query.size > 0 ? `?${query}` : ''
      }
      const add = (title: string, rest: Partial<Attempt>, expected: number[]) =>
        attempts.push({
          title: `${operation.operationId}: ${title}`,
          method: method.toUpperCase(),
          path: pathOf() + queryOf(),
          ...(example.body !== undefined && { body: example.body }),
          ...rest,
          expected,
        })
      for (const { name, in: where, schema, required } of parameters) {
        if (where === 'path')
          for (const odd of ['..%2f..', 'x'.repeat(2000), "'; drop", '\u0000', 'UPPER CASE'])
            add(`${name} = ${odd.slice(0, 12)}`, { path: pathOf({ [name]: odd }) + queryOf() }, [400, 404, 414, 431])
        if (where !== 'query' || !example.query) continue
        if (required) add(`${name} missing`, { path: pathOf() + queryOf({ [name]: undefined }) }, [400])
        for (const wrong of wrongValues(schema).filter((value) => typeof value === 'string' && value !== ''))
          add(`${name} = ${String(wrong).slice(0, 16)}`, { path: pathOf() + queryOf({ [name]: wrong }) }, [400, 431])
      }
      const schema = operation.requestBody?.content['application/json'].schema
      const isOurs = template.startsWith('/api/')
      if (isOurs) {
        const path = pathOf() + queryOf({ [UNKNOWN]: 1 })
        add(`an unknown parameter`, { path, at: `query.${UNKNOWN}` }, [400])
        if (!schema && method !== 'get')
          add('a field where none is wanted', { body: { [UNKNOWN]: 1 }, at: UNKNOWN }, [400])
      }
      if (!schema || example.body === undefined) continue
      for (const { body, at } of withHalves(example.body)) add(`half a character in ${at}`, { body, at }, [400])
      for (const { body, at } of withUnknown(example.body))
        if (!FREE_NAMES.has(at.split('.').at(-2) ?? '')) add(`unknown ${at}`, { body, at }, [400])
      add('no body', { body: undefined }, [400])
      add('a body that is a list', { body: [] }, [400])
      for (const [name, one] of Object.entries<Json>(schema.properties ?? {})) {
        if (schema.required?.includes(name))
          add(`${name} missing`, { body: { ...example.body, [name]: undefined } }, [400])
        for (const wrong of wrongValues(one))
          add(
            `${name} = ${JSON.stringify(wrong).slice(0, 20)}`,
            { body: { ...example.body, [name]: wrong } },
            [400, 413],
          )
      }
    }
  return attempts
}

describe('bad input: every route with every fault', () => {
  let host: RunningHost
  let ada: Client
  let document: Json
  let valid: Record<string, Json>

  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    document = (await ada.get('/api/openapi.json')).body
    const [slot] = await slots(host, 'call')
    const times = { startsAt: '2027-05-04T09:00:00Z', endsAt: '2027-05-04T10:00:00Z' }
    const { body: event } = await ada.post('/api/events', { title: 'Target', ...times })
    const { body: booked } = await ada.post(
      '/api/public/demo/call/bookings',
      bookingBody((await slots(host, 'call'))[5]!.startsAt, 'Target'),
    )
    const { id } = (await ada.get('/api/me')).body
    const { body: team } = await ada.post('/api/calendars', { name: 'Leave', kind: 'team' })
    const { body: tag } = await ada.post('/api/tags', { name: 'Visit' })
    const { body: room } = await ada.post('/api/resources', { name: 'Oak', timeZone: 'UTC' })
    const texts = { en: { subject: 'Your {{ appointment.title }}', body: 'See you {{ when }}.' } }
    const { body: template } = await ada.post('/api/mail-templates', { name: 'Ours', kind: 'confirmation', texts })
    const { body: record } = await ada.post('/api/records', { kind: 'task', title: 'Target' })
    const { body: recordSettings } = await ada.get('/api/record-settings')
    delete recordSettings.version
    const weekly = [{ weekday: 1, from: '18:00', to: '20:00' }]
    await ada.put(`/api/schedules/${id}.evenings`, { timeZone: 'Europe/Berlin', weekly })
    const token = booked.manageUrl.split('/').at(-1)
    valid = {
      signIn: { body: { email: 'nobody@demo.test', password: 'not the password' } },
      changeMe: { body: { name: 'Ada Hartmann', defaultReminders: [{ minutesBefore: 10, by: 'mail' }] } },
      putPicture: { body: { data: PIXEL } },
      putLogo: { body: { data: PIXEL } },
      changeMember: { path: { id: 'unknown' }, body: { role: 'admin' } },
      listContacts: { query: { q: 'noor' } },
      readContact: { path: { id: 'unknown' } },
      createContact: { body: { name: 'Noor', email: 'noor@example.test', phone: '+49 30 1' } },
      changeContact: {
        path: { id: 'unknown' },
        body: { phone: '+49 30 2', companyName: 'Hassan', locale: 'de', timeZone: 'Europe/Berlin', otherEmails: [] },
      },
      restoreContact: { path: { id: 'unknown' } },
      mergeContacts: { path: { id: 'unknown' }, body: { contactId: 'other' } },
      listDoubles: { path: { id: 'unknown' } },
      listContactEntries: { path: { id: 'unknown' }, query: { next: 'abc' } },
      addContactNote: { path: { id: 'unknown' }, body: { text: 'A note' } },
      importContacts: {
        body: { rows: [{ name: 'Noor', email: 'n@imported.test', notes: 'x' }], ifKnown: 'keep', isTrial: true },
      },
      listContactMails: { path: { id: 'unknown' }, query: { next: 'abc' } },
      setUpCompany: {
        body: {
          code: 'x',
          company: 'x',
          companyName: 'X',
          name: 'X',
          email: 'x@x.test',
          password: 'long enough',
          timeZone: 'UTC',
        },
      },
      inviteMember: { body: { email: 'new@demo.test' } },
      resendInvitation: { path: { id: 'unknown' } },
      cancelAppointment: { path: { id: 'unknown' }, body: { message: 'Sorry', refund: 'all' } },
      previewEventChange: {
        path: { id: event.id },
        body: { occurrence: '2027-05-03T09:00:00Z', change: { title: 'Other' } },
      },
      undoEventChange: { path: { id: event.id }, body: { version: 1 } },
      holdSlot: { path: { company: 'demo', type: 'call' }, body: { startsAt: slot!.startsAt, timeZone: 'UTC' } },
      joinWaitlist: {
        path: { company: 'demo', type: 'call' },
        body: {
          from: slot!.startsAt.slice(0, 10),
          to: slot!.startsAt.slice(0, 10),
          customer: { name: 'Noor', email: 'noor@x.test', timeZone: 'UTC' },
        },
      },
      removeFromWaitlist: { path: { type: 'call', id: 'unknown' } },
      listBookings: { query: { from: times.startsAt, to: times.endsAt, status: 'pending', type: 'call', q: 'noor' } },
      answerRequest: { path: { id: 'unknown' }, body: { answer: 'decline', message: 'Sorry' } },
      bookAsHost: {
        body: {
          type: 'call',
          startsAt: slot!.startsAt,
          customer: { name: 'Noor', email: 'noor@x.test' },
          override: ['notice'],
          notify: false,
        },
      },
      checkStart: { query: { type: 'call', startsAt: slot!.startsAt, email: 'noor@x.test' } },
      checkElsewhere: { path: { id: 'unknown' }, query: { startsAt: slot!.startsAt, host: id, from: id } },
      listStartsElsewhere: {
        path: { id: 'unknown' },
        query: { from: '2027-05-01', to: '2027-05-08', timeZone: 'UTC' },
      },
      bookEvent: { path: { id: 'unknown' }, body: { type: 'call' } },
      unbookEvent: { path: { id: 'unknown' } },
      reassignBooking: { path: { id: 'unknown' }, body: { host: 'unknown' } },
      noteBooking: {
        path: { id: 'unknown' },
        body: { attendance: 'attended', notes: 'On time.', recordId: record.id },
      },
      putDaysOff: { path: { id }, body: { daysOff: [{ startDate: '2027-08-02', endDate: '2027-08-09' }] } },
      savePaymentSettings: { body: { provider: 'stripe', isOn: true, secretKey: 'sk_test_bad' } },
      checkPayment: { path: { token: 'demo.unknown.manage.1.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' } },
      changeCompany: { body: { address: 'Street 1', weekendDays: [0, 6] } },
      putHolidays: { body: { holidays: [{ date: '2027-12-25', title: 'Christmas' }] } },
      changeResource: { path: { id: 'unknown' }, body: { name: 'X' } },
      putResourcePicture: { path: { id: 'unknown' }, body: { data: PIXEL } },
      listSchedules: { query: { of: id } },
      acceptInvitation: {
        path: { token: 'demo.unknown.join.1.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' },
        body: { name: 'X', password: 'long enough', timeZone: 'UTC' },
      },
      listEvents: { query: { from: '2027-05-01T00:00:00Z', to: '2027-05-08T00:00:00Z' } },
      searchEvents: {
        query: {
          q: 'target',
          people: id,
          tags: tag.id,
          place: 'oslo',
          from: '2027-05-01T00:00:00Z',
          to: '2027-05-08T00:00:00Z',
        },
      },
      createEvent: {
        body: {
          title: 'New',
          ...times,
          attendees: [{ email: 'x@x.test', isOptional: true }],
          descriptionHtml: '<p>Hello</p>',
          tags: [tag.id],
          attachments: [{ title: 'Plan', url: 'https://files.test/plan' }],
          reminders: [{ minutesBefore: 10, by: 'mail' }],
          organizerId: id,
          calendarId: team.id,
          appointmentTypeId: 'call',
          recordId: record.id,
        },
      },
      changeEvent: {
        path: { id: event.id },
        body: { title: 'Other', ...times, reminders: [{ minutesBefore: 10, by: 'mail' }] },
      },
      archiveEvent: { path: { id: event.id } },
      unarchiveEvent: { path: { id: event.id } },
      restoreEvent: { path: { id: event.id } },
      listArchivedEvents: { query: { calendar: team.id } },
      listDeletedEvents: { query: {} },
      readCalendarRevisions: { query: { members: id } },
      createTag: { body: { name: 'Other', colour: 'sea' } },
      changeTag: { path: { id: tag.id }, body: { name: 'Other', colour: 'sea' } },
      removeTag: { path: { id: tag.id } },
      mergeTag: { path: { id: tag.id }, body: { into: 'customer-meeting' } },
      createCalendar: {
        body: {
          name: 'Other',
          kind: 'personal',
          colour: 'sea',
          defaultReminders: [{ minutesBefore: 10, by: 'mail' }],
          members: [{ memberId: id, right: 'edit' }],
        },
      },
      changeCalendar: { path: { id: team.id }, body: { name: 'Other', members: [{ memberId: id, right: 'manage' }] } },
      removeCalendar: { path: { id: team.id }, query: { moveTo: 'unknown' } },
      getEvent: { path: { id: event.id } },
      deleteEvent: { path: { id: event.id }, query: { scope: 'all' } },
      replyToEvent: { path: { id: event.id }, body: { reply: 'accepted' } },
      readBookingPage: { path: { company: 'demo', type: 'call' } },
      listSlots: {
        path: { company: 'demo', type: 'call' },
        query: { from: '2026-12-01', to: '2026-12-02', timeZone: 'UTC' },
      },
      bookAppointment: {
        path: { company: 'demo', type: 'call' },
        body: { ...bookingBody(slot!.startsAt, 'Never'), repeat: { every: 'day', count: 2 } },
      },
      moveBooking: { path: { token }, body: { startsAt: slot!.startsAt } },
      waitForEarlier: { path: { token } },
      stopWaitingForEarlier: { path: { token } },
      takeEarlier: { path: { token } },
      cancelWithReason: {
        path: { token: 'demo.unknown.manage.1.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' },
        body: { reason: 'Ill' },
      },
      orderAppointmentTypes: { body: { slugs: ['intro'] } },
      listProposals: {},
      declineProposal: { path: { id: event.id, proposal: 'unknown' } },
      dismissMailedReply: { path: { id: event.id, reply: 'unknown' } },
      listUnsentMails: { query: {} },
      decideUnsentMail: { path: { id: 'unknown' }, body: { decision: 'discard' } },
      openMailAddress: { path: { address: 'nobody@example.test' } },
      decideWaitingMails: { path: { bookingId: 'unknown' }, body: { decision: 'discard' } },
      createAppointmentType: {
        body: {
          slug: 'other',
          websites: ['main'],
          title: 'New',
          hosts: [id],
          dates: {},
          limits: {},
          hostTerms: { [id]: { weight: 2 } },
          hours: { [id]: 'evenings' },
          ranges: [times],
          questions: [{ id: 'why', label: 'Why?', kind: 'line' }],
          groups: [{ name: 'Room', of: 'resources', ids: [room.id], needed: 1 }],
          price: { amountMinor: 4000, currency: 'EUR' },
          refundRule: { percent: 50, untilMinutesBefore: 60 },
        },
      },
      explainPreview: { body: { hosts: [id], startsAt: slot!.startsAt, limits: {}, dates: {} } },
      whatIf: { path: { slug: 'call' }, body: { noticeMinutes: 120, limits: {}, dates: {} } },
      previewBookingPage: { body: { title: 'New', hosts: [id], durationsMinutes: [30], limits: {}, dates: {} } },
      previewSlots: {
        body: {
          hosts: [id],
          durationsMinutes: [30],
          limits: {},
          dates: {},
          asked: { from: '2026-12-01', to: '2026-12-02', timeZone: 'UTC', seats: 1 },
        },
      },
      previewOffers: { body: { hosts: [id], durationsMinutes: [30], limits: {}, dates: {} } },
      changeAppointmentType: { path: { slug: 'call' }, body: { title: 'Intro call', limits: {}, dates: {} } },
      createMailTemplate: { body: { name: 'Other', kind: 'cancellation', texts, fallback: 'en' } },
      getMailTemplate: { path: { id: template.id } },
      changeMailTemplate: { path: { id: template.id }, body: { name: 'Other', texts } },
      deleteMailTemplate: { path: { id: template.id } },
      previewMailTemplate: { body: { kind: 'confirmation', language: 'en', ...texts.en, bookingId: 'unknown' } },
      testMailTemplate: { path: { id: template.id }, body: { language: 'en' } },
      listPrivateLinks: { path: { slug: 'call' } },
      createPrivateLink: {
        path: { slug: 'call' },
        body: { forEmail: 'noor@example.test', mostBookings: 1, endsAt: '2027-05-04T09:00:00Z' },
      },
      deletePrivateLink: { path: { slug: 'call', id: 'unknown' } },
      writeRecordMail: { path: { id: 'unknown' }, body: { subject: 'Offer', text: 'Dear Noor' } },
      removeRecord: { path: { id: 'unknown' } },
      restoreRecord: { path: { id: 'unknown' } },
      listRecords: { query: { kind: 'task', stage: 'new', contactId: id, q: 'roof' } },
      createRecord: { body: { kind: 'task', title: 'Other', stage: 'new', ownerId: id, value: 1 } },
      readRecord: { path: { id: record.id } },
      changeRecord: { path: { id: record.id }, body: { title: 'Other', stage: 'done', value: null } },
      listRecordEntries: { path: { id: record.id }, query: {} },
      addNote: { path: { id: record.id }, body: { text: 'Said so.' } },
      scheduleActivity: {
        path: { id: record.id },
        body: { type: 'todo', summary: 'Ask', dueDate: '2027-05-04', assigneeId: id, note: 'Soon', isDone: true },
      },
      readActivity: { path: { id: 'unknown' } },
      changeActivity: { path: { id: 'unknown' }, body: { type: 'todo', summary: 'Ask', dueDate: '2027-05-04' } },
      markActivityDone: {
        path: { id: 'unknown' },
        body: { feedback: 'Yes', next: { type: 'todo', summary: 'Ask', dueDate: '2027-05-04' } },
      },
      removeActivity: { path: { id: 'unknown' } },
      changeRecordSettings: { body: recordSettings },
      createWebsite: { body: { id: 'other-page', title: 'Other', introduction: 'Hello' } },
      changeWebsite: { path: { id: 'unknown' }, body: { title: 'Other' } },
      readWebsite: { path: { company: 'demo', website: 'main' } },
      createResource: { body: { name: 'X', timeZone: 'UTC' } },
      putSchedule: {
        path: { id },
        body: {
          timeZone: 'Europe/Berlin',
          weekly: [{ weekday: 1, from: '09:00', to: '17:00' }],
          overrides: [{ date: '2027-08-02', windows: [{ from: '09:00', to: '10:00' }] }],
        },
      },
      findTimes: {
        query: {
          members: id,
          from: '2027-02-01',
          to: '2027-02-05',
          timeZone: 'Europe/Berlin',
          durationMinutes: '30',
        },
      },
      explainSlot: { path: { type: 'call' }, query: { startsAt: slot!.startsAt } },
      connectCalendar: { body: { provider: 'google' } },
    }
    await atRest(host)
  })
  afterAll(() => host.stop())

  const problem = (answer: Answer, title: string) => {
    assert.equal(answer.headers.get('content-type'), 'application/problem+json', `${title} ${answer.status}`)
    assert.equal(answer.body.status, answer.status, title)
  }
  const everything = async () => ({ items: await itemCount(host), mails: (await mails(host)).length })

  test('the right 4xx as problem+json, and afterwards nothing was stored or sent', async () => {
    const before = await everything()
    const attempts = attemptsOf(document, valid)
    assert.ok(attempts.length > 300, `${attempts.length} attempts`)
    for (const { title, method, path, body, expected, at } of attempts) {
      const answer = await ada.call(method, path, body)
      assert.ok(
        expected.includes(answer.status),
        `${title}: ${method} ${path.slice(0, 120)} ${JSON.stringify(body)?.slice(0, 200)} -> ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`,
      )
      if (answer.status !== 431 && answer.status !== 414) problem(answer, title)
      if (at !== undefined)
        assert.ok(
          answer.body.errors.some((fault: Json) => fault.path === at),
          `${title}: ${JSON.stringify(answer.body.errors)}`,
        )
      if (answer.status === 400)
        assert.ok(
          answer.body.errors.every(
            (fault: Json) => typeof fault.path === 'string' && fault.code in inputFaults && fault.message.length > 0,
          ),
          title,
        )
    }
    await atRest(host)
    assert.deepEqual(await everything(), before)
  })

  test('every object of every body says that it takes nothing else, and what providers add to a callback is ignored', async () => {
    const open = Object.values<Json>(document.paths).flatMap((methods) =>
      Object.values<Json>(methods).flatMap(({ operationId, requestBody }) =>
        objectsIn(requestBody?.content['application/json'].schema ?? {})
          .filter(({ schema }) => schema.additionalProperties !== false && !schema.propertyNames)
          .map(({ at }) => `${operationId} ${at.join('.')}`),
      ),
    )
    assert.deepEqual(open, [])
    const back = await ada.get(
      '/google_account/authentication?state=x&code=y&scope=z&authuser=0&prompt=none&hd=h&iss=i',
    )
    assert.match(back.headers.get('location')!, /failed=state/)
  })

  test('fields that are not understood are refused where they stand', async () => {
    const slotRequest = async (method: string, path: string, body: unknown) => {
      const answer = await ada.call(method, path, body)
      return [answer.status, answer.body?.errors?.map((fault: Json) => fault.path)]
    }
    const event = `/api/events/${valid['changeEvent'].path.id}`
    const { body } = valid['createEvent']
    assert.deepEqual(await slotRequest('POST', '/api/events', { ...body, labels: [], organizer: 'x' }), [
      400,
      ['labels', 'organizer'],
    ])
    assert.deepEqual(await slotRequest('PATCH', event, { id: 'x', title: 'y' }), [400, ['id']])
    assert.deepEqual(await slotRequest('POST', `${event}/undo?scope=this`, { version: 1 }), [400, ['query.scope']])
    assert.deepEqual(await slotRequest('POST', '/api/events', JSON.parse(`{"title":"x","__proto__":{"y":1}}`)), [
      400,
      ['__proto__', 'startsAt'],
    ])
    assert.deepEqual(await slotRequest('GET', '/api/tags?__proto__=1', undefined), [400, ['query.__proto__']])
    const many = Object.fromEntries(Array.from({ length: 9000 }, (_, i) => [`k${i}`, i]))
    assert.equal((await slotRequest('PATCH', '/api/me', many))[1].length, 200)
    assert.equal((await ada.call('DELETE', `/api/public/bookings/demo.abc.manage.1.${'a'.repeat(32)}`, {})).status, 404)
    assert.equal(
      (await ada.call('DELETE', '/api/appointment-types/nothing', 'x', { 'content-type': 'text/plain' })).status,
      415,
    )
  })

  test('every fault of a body is named at once, each at its place', async () => {
    const { status, body } = await ada.post('/api/public/demo/call/bookings', {
      startsAt: 'soon',
      customer: { name: '', email: 'nobody', timeZone: 'Mars/Base' },
      guests: ['x'],
    })
    assert.equal(status, 400)
    assert.deepEqual(body.errors.map(({ path }: { path: string }) => path).sort(), [
      'customer.email',
      'customer.name',
      'customer.timeZone',
      'guests.0',
      'startsAt',
    ])
  })

  const others: [string, string, string, unknown?][] = [
    [
      'an end before its start',
      'POST',
      '/api/events',
      { title: 'x', startsAt: '2027-01-02T10:00:00Z', endsAt: '2027-01-02T09:00:00Z' },
    ],
    [
      'times and dates together',
      'POST',
      '/api/events',
      {
        title: 'x',
        startsAt: '2027-01-02T10:00:00Z',
        endsAt: '2027-01-02T11:00:00Z',
        startDate: '2027-01-02',
        endDate: '2027-01-03',
      },
    ],
    [
      'a rule that is none',
      'POST',
      '/api/events',
      { title: 'x', startsAt: '2027-01-02T10:00:00Z', endsAt: '2027-01-02T11:00:00Z', rrule: 'FREQ=SOMETIMES' },
    ],
    ['a range of more than 400 days', 'GET', '/api/events?from=2026-01-01T00:00:00Z&to=2028-01-01T00:00:00Z'],
    ['more than 62 days of slots', 'GET', '/api/public/demo/call/slots?from=2026-12-01&to=2027-03-01&timeZone=UTC'],
    [
      'a duration that is not offered',
      'GET',
      '/api/public/demo/call/slots?from=2026-12-01&to=2026-12-02&timeZone=UTC&durationMinutes=45',
    ],
    [
      'a host of another company',
      'POST',
      '/api/appointment-types',
      { slug: 'y', title: 'y', hosts: ['0123456789abcdefghij'] },
    ],
  ]
  for (const [title, method, path, body] of others)
    test(title, async () => {
      const answer = await ada.call(method, path, body)
      assert.equal(answer.status, 400, JSON.stringify(answer.body))
      problem(answer, title)
    })

  test('a fault of a header is told beside those of the body; a version may stand in quotes, and `*` means any', async () => {
    const { id } = (await ada.post('/api/events', { ...valid['createEvent'].body, title: 'Headers' })).body
    const change = (version: string, body: unknown = { title: 'Other' }) =>
      ada.patch(`/api/events/${id}`, body, { 'if-match': version })
    const { status, body } = await change('nonsense', { title: '' })
    assert.equal(status, 400)
    assert.deepEqual(body.errors, [
      { path: 'header.if-match', code: 'notVersion', message: 'must be the version of the event' },
      { path: 'title', code: 'empty', message: 'must not be empty' },
    ])
    const { version } = (await ada.get(`/api/events/${id}`)).body
    assert.equal((await change(String(version + 1))).body.refusal, 'Changed')
    assert.equal((await change(`W/"${version}"`)).status, 200)
    assert.equal((await change(' * ')).status, 200)
  })

  test('forged tokens and strangers’ ids name nothing; wrong methods, types and sizes have their own answers', async () => {
    const status = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      (await ada.call(method, path, body, headers)).status
    assert.equal(await status('GET', `/api/public/bookings/demo.abc.manage.1.${'a'.repeat(32)}`), 404)
    assert.equal(await status('DELETE', `/api/public/bookings/demo.abc.manage.1.${'a'.repeat(32)}`), 404)
    assert.equal(await status('GET', '/api/events/0123456789abcdefghij'), 404)
    assert.equal(await status('GET', '/api/nothing'), 404)
    assert.equal(await status('PUT', '/api/me', {}), 405)
    assert.equal(await status('POST', '/api/events', { title: 'x' }, { 'content-type': 'text/plain' }), 415)
    assert.equal(await status('POST', '/api/events', { title: 'x'.repeat(200_000) }), 413)
    assert.equal(
      await status('PATCH', `/api/events/${valid['changeEvent'].path.id}`, { title: 'x' }, { 'if-match': 'nonsense' }),
      400,
    )
    assert.equal(
      await status('POST', '/api/public/demo/call/bookings', valid['bookAppointment'].body, {
        'idempotency-key': 'k'.repeat(256),
      }),
      400,
    )
    assert.equal((await new Client(host.app).get('/api/me')).status, 401)
    const raw = await fetch(`${host.app}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"email":',
    })
    assert.equal(raw.status, 400)
  })
})
