import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type Provider, providerKeys } from '../../shared/domain/event/calendar-providers.ts'
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
import { pause, until } from '../support/waiting.ts'
import { type Heard, heardIn, promised, type Reads } from '../support/who-gets-what.ts'

const DAY_MS = 86_400_000
const PASSWORD = 'a long password'
/** So many rows are under way beside each other. */
const AT_ONCE = 3

type Member = 'ada' | 'grace' | 'linus' | 'hal' | 'gina' | 'mick'
type Outsider = 'max' | 'zoe'
type Name = Member | Outsider

/** How everybody reads; those from outside as whoever holds the event writes, in its zone. */
const reads: Record<Name, Reads> = {
  ada: { locale: 'en-GB', timeZone: 'Europe/Berlin' },
  grace: { locale: 'en-US', timeZone: 'America/New_York' },
  linus: { locale: 'de-DE', timeZone: 'Asia/Kolkata' },
  hal: { locale: 'en-GB', timeZone: 'UTC' },
  gina: { locale: 'en-GB', timeZone: 'Europe/Berlin' },
  mick: { locale: 'en-GB', timeZone: 'Europe/Berlin' },
  max: { locale: 'en-GB', timeZone: 'Europe/Berlin' },
  zoe: { locale: 'en-GB', timeZone: 'Europe/Berlin' },
}
const names = Object.keys(reads) as Name[]
const isMember = (name: Name): name is Member => name !== 'max' && name !== 'zoe'

/** What one row has: its event, its people, its times. */
interface Stage {
  tag: string
  id: string
  /** What the last request answered. */
  last: Answer
  email: (name: Name) => string
  /** An instant so many days after the first; `day` where it is one of a series. */
  at: (time: string, days?: number) => string
  date: (days: number) => string
  client: (name: Member) => Client
  idOf: (name: Member) => string
  host: RunningHost
  room: (which: number) => string
  /** The last mail to somebody of this row. */
  lastTo: (name: Name) => Promise<ReceivedMail>
}

interface Request {
  by?: Member
  method: 'POST' | 'PATCH' | 'DELETE'
  path: string
  query?: Record<string, string>
  body?: unknown
  /** Whether it can be asked beforehand who would hear of it. */
  hasPreview?: boolean
}
/** One thing that somebody does: a request, or something else. */
type Act = { request: (stage: Stage) => Request } | { act: (stage: Stage) => Promise<void> }

interface Row {
  what: string
  /** What was before; each in one go, told before the next. */
  given: Act[][]
  /** The change, in one go. */
  change: Act[]
  /** What each hears of the change; whoever is not named gets nothing. */
  hears: Partial<Record<Name, string | string[]>>
  /** What else is so afterwards. */
  /** Whose mails are written in another language than they read otherwise. */
  readsAs?: Partial<Record<Name, Reads['locale']>>
  also?: (stage: Stage, heard: Partial<Record<Name, Heard[]>>) => Promise<void> | void
}

// What people do.

const who = (people: Name[]) => (stage: Stage) =>
  people.map((name) => ({ email: stage.email(name), ...(isMember(name) ? {} : { name: `${name} Outside` }) }))

const times = (from: string, to: string, days = 0) => ({
  is: (stage: Stage) => ({ startsAt: stage.at(from, days), endsAt: stage.at(to, days) }),
})
const wholeDays = (from: number, to: number) => ({
  is: (stage: Stage) => ({ startDate: stage.date(from), endDate: stage.date(to) }),
})

interface Fields {
  by?: Member
  when?: { is: (stage: Stage) => object }
  with?: Name[]
  rooms?: number[]
  notify?: 'none'
  note?: string
  /** Of one date of a series, so many days after the first, or of it and the following. */
  on?: number
  scope?: 'this' | 'following' | 'all'
  [field: string]: unknown
}

const queryOf = (stage: Stage, { notify, note, on, scope }: Fields): Record<string, string> => ({
  ...(notify && { notify }),
  ...(note && { note }),
  ...(on !== undefined && { scope: scope ?? 'this', occurrence: stage.at('09:00', on) }),
})
function bodyOf(stage: Stage, fields: Fields): Record<string, unknown> {
  const { by: _by, when, with: people, rooms, notify: _n, note: _note, on: _on, scope: _scope, ...rest } = fields
  return {
    ...rest,
    ...(typeof rest['title'] === 'string' && { title: `${stage.tag} ${rest['title']}` }),
    ...when?.is(stage),
    ...(people && { attendees: who(people)(stage) }),
    ...(rooms && { resources: rooms.map((which) => stage.room(which)) }),
    ...(typeof rest['organizerId'] === 'string' && { organizerId: stage.idOf(rest['organizerId'] as Member) }),
  }
}
const by = ({ by: name }: Fields) => (name ? { by: name } : {})

const make = (fields: Fields = {}): Act => ({
  request: (stage) => ({
    ...by(fields),
    method: 'POST',
    path: '/api/events',
    query: queryOf(stage, fields),
    hasPreview: true,
    body: {
      timeZone: fields.when && 'startDate' in fields.when.is(stage) ? undefined : 'Europe/Berlin',
      ...bodyOf(stage, { title: 'Roof', when: times('09:00', '10:00'), with: ['max', 'linus'], ...fields }),
    },
  }),
})
const change = (fields: Fields): Act => ({
  request: (stage) => ({
    ...by(fields),
    method: 'PATCH',
    path: `/api/events/${stage.id}`,
    query: queryOf(stage, fields),
    hasPreview: true,
    body: bodyOf(stage, fields),
  }),
})
const remove = (fields: Fields = {}): Act => ({
  request: (stage) => ({
    ...by(fields),
    method: 'DELETE',
    path: `/api/events/${stage.id}`,
    query: queryOf(stage, fields),
    hasPreview: true,
  }),
})
const post = (what: 'archive' | 'unarchive' | 'restore', fields: Fields = {}): Act => ({
  request: (stage) => ({
    ...by(fields),
    method: 'POST',
    path: `/api/events/${stage.id}/${what}`,
    query: queryOf(stage, fields),
    hasPreview: true,
    body: {},
  }),
})
const undo: Act = {
  request: ({ last }) => {
    const { id, version } = last.body.undo ?? last.body
    return { method: 'POST', path: `/api/events/${id}/undo`, hasPreview: true, body: { version } }
  },
}
const tell = (note?: string): Act => ({
  request: ({ id }) => ({ method: 'POST', path: `/api/events/${id}/tell`, body: note ? { note } : {} }),
})
const becomesBooking: Act = {
  request: ({ id, tag }) => ({
    by: 'hal',
    method: 'POST',
    path: `/api/events/${id}/booking`,
    body: { type: tag.toLowerCase() },
  }),
}
const becomesEvent: Act = {
  request: ({ id }) => ({ by: 'hal', method: 'DELETE', path: `/api/events/${id}/booking` }),
}
/** A member says whether they come, in the app; somebody from outside by the link of their last mail. */
const answer = (name: Name, reply: string, on?: number): Act => ({
  async act(stage) {
    const { id, at, host } = stage
    if (isMember(name)) {
      const query = on === undefined ? '' : `?scope=this&occurrence=${at('09:00', on)}`
      fine(await stage.client(name).post(`/api/events/${id}/reply${query}`, { reply }))
      return
    }
    const [, token] = /\/reply\/(\S+)/.exec((await stage.lastTo(name)).text)!
    const page = `/api/public/replies/${token}`
    const stranger = new Client(host.app)
    const { timesKey } = fine(await stranger.get(page))
    const date = on === undefined ? {} : { scope: 'this', occurrence: at('09:00', on) }
    fine(await stranger.post(page, { reply, timesKey, ...date }))
  },
})

function fine(found: Answer): Answer['body'] {
  assert.ok(found.status < 300, `${found.status}: ${JSON.stringify(found.body)}`)
  return found.body
}

const weekly = { rrule: 'FREQ=WEEKLY;COUNT=6' }
const later = times('11:00', '12:00')
const single = [[make()]]
const series = [[make(weekly)]]
const inThePast = times('09:00', '10:00', -60)

const untold =
  (...expected: Name[]) =>
  async (stage: Stage) => {
    const { untold: left = [] } = fine(await stage.client('ada').get(`/api/events/${stage.id}`))
    assert.deepEqual(left.map(({ email }: { email: string }) => email).sort(), expected.map(stage.email).sort())
  }
const replies =
  (expected: Partial<Record<Name, string>>, on?: number, holder: Member = 'ada') =>
  async (stage: Stage) => {
    const query = on === undefined ? '' : `?occurrence=${stage.at('09:00', on)}`
    const { attendees } = fine(await stage.client(holder).get(`/api/events/${stage.id}${query}`))
    const said = Object.fromEntries(attendees.map((one: { email: string; reply: string }) => [one.email, one.reply]))
    for (const name of Object.keys(expected) as Name[]) assert.equal(said[stage.email(name)], expected[name], name)
  }
const says = (name: Name, words: RegExp) => (_stage: Stage, heard: Partial<Record<Name, Heard[]>>) =>
  assert.match(heard[name]![0]!.mail.text, words)

/** A type of hal's alone, so many days after the first. */
const typed = (_day: number): Act => ({
  async act({ tag, client, idOf }) {
    const type = {
      slug: tag.toLowerCase(),
      title: `${tag} call`,
      hosts: [idOf('hal')],
      durationsMinutes: [60],
      horizonDays: 60,
      limitToWorkingHours: false,
    }
    fine(await client('ada').post('/api/appointment-types', type))
  },
})
/** All that somebody was sent of a row is about one thing in their calendar, whose SEQUENCE never falls. */
const oneUid = (name: Name) => async (stage: Stage) => {
  const all = await mails(stage.host, stage.email(name))
  const files = await Promise.all(all.map((mail) => calendarPart(stage.host, mail)))
  const uids = new Set(files.map((text) => /^UID:(.*)$/m.exec(text)?.[1]))
  assert.equal(uids.size, 1, [...uids].join(', '))
  const sequences = files.map((text) => Number(/^SEQUENCE:(.*)$/m.exec(text)?.[1]))
  assert.deepEqual(sequences, [...sequences].sort())
}

const holders = { google: 'gina', microsoft: 'mick' } as const satisfies Record<Provider, Member>

/** What a clock in Berlin shows at an instant. */
const berlin = (instant: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'medium' })
    .format(new Date(instant))
    .replace(' ', 'T')

/** What somebody does in a connected calendar of theirs, where there are guests if it is made there. */
const there = (
  provider: Provider,
  what: 'made' | 'moved' | 'renamed' | 'deleted',
  when: ReturnType<typeof times>,
): Act => ({
  async act(stage) {
    const { startsAt, endsAt } = when.is(stage)
    const remote = `${stage.host.local[provider]}/_control/events`
    const account = `${holders[provider]}@${provider}.test`
    const { accounts } = await fetch(remote).then((response) => response.json())
    const titled = provider === 'google' ? 'summary' : 'subject'
    const found = accounts[account].find((one: Record<string, string>) => one[titled]?.startsWith(`${stage.tag} `))
    const email = stage.email('max')
    const event = {
      ...(what === 'made' && {
        attendees: provider === 'google' ? [{ email }] : [{ emailAddress: { address: email }, type: 'required' }],
      }),
      [titled]: `${stage.tag} ${what === 'renamed' ? 'Attic' : 'Roof'}`,
      start: { dateTime: berlin(startsAt), timeZone: 'Europe/Berlin' },
      end: { dateTime: berlin(endsAt), timeZone: 'Europe/Berlin' },
    }
    assert.equal(found !== undefined, what !== 'made', `${stage.tag} at ${provider}`)
    const body = { account, ...(found && { id: found.id }), ...(what === 'deleted' ? { action: 'delete' } : { event }) }
    const answered = await fetch(remote, { method: 'POST', body: JSON.stringify(body) })
    assert.ok(answered.status < 300, await answered.text())
    // Notifications travel by themselves.
    await pause(250)
  },
})

const rows: Row[] = [
  // A single event: what is changed of it.
  {
    what: 'made, with a member and somebody from outside: each in their language, zone and hours',
    given: [],
    change: [make({ with: ['max', 'linus', 'grace'] })],
    hears: {
      max: 'REQUEST 0 Invitation 09:00 ?',
      linus: 'REQUEST 0 Invitation 09:00 ?',
      grace: 'REQUEST 0 Invitation 09:00 ?',
    },
  },
  { what: 'made with nobody', given: [], change: [make({ with: [] })], hears: {} },
  {
    what: 'made with a room alone',
    given: [],
    change: [make({ with: [], rooms: [0], when: times('14:00', '15:00') })],
    hears: {},
  },
  {
    what: 'made by somebody who comes themselves',
    given: [],
    change: [make({ with: ['ada', 'max'] })],
    hears: { max: 'REQUEST 0 Invitation 09:00 ?' },
  },
  {
    what: 'made without mails',
    given: [],
    change: [make({ notify: 'none' })],
    hears: {},
    also: untold('max', 'linus'),
  },
  {
    what: 'made without mails, then told by hand',
    given: [[make({ notify: 'none' })]],
    change: [tell('Sorry')],
    hears: { max: 'REQUEST 0 Invitation 09:00 ?', linus: 'REQUEST 0 Invitation 09:00 ?' },
    also: says('max', /Ada Hartmann writes: Sorry/),
  },
  {
    what: 'moved',
    given: single,
    change: [change({ when: later })],
    hears: { max: 'REQUEST 1 Moved 11:00 ?', linus: 'REQUEST 1 Moved 11:00 ?' },
  },
  {
    what: 'made shorter',
    given: single,
    change: [change({ when: times('09:00', '09:30') })],
    hears: { max: 'REQUEST 1 Another end 09:00 ?', linus: 'REQUEST 1 Another end 09:00 ?' },
  },
  {
    what: 'another title: the same SEQUENCE, and whoever has answered is asked nothing',
    given: [[make()], [answer('max', 'accepted')]],
    change: [change({ title: 'Attic' })],
    hears: { max: 'REQUEST 0 New title 09:00', linus: 'REQUEST 0 New title 09:00 ?' },
    also: replies({ max: 'accepted', linus: 'needsAction' }),
  },
  {
    what: 'another place',
    given: single,
    change: [change({ location: 'Cellar' })],
    hears: { max: 'REQUEST 0 New place 09:00 ?', linus: 'REQUEST 0 New place 09:00 ?' },
  },
  {
    what: 'another room: the room is a place, and nobody who reads mails',
    given: [[make({ rooms: [0] })]],
    change: [change({ rooms: [1] })],
    hears: { max: 'REQUEST 0 New place 09:00 ?', linus: 'REQUEST 0 New place 09:00 ?' },
  },
  {
    what: 'a video call instead of nothing',
    given: single,
    change: [change({ videoCallUrl: 'https://meet.example.test/roof' })],
    hears: { max: 'REQUEST 0 New place 09:00 ?', linus: 'REQUEST 0 New place 09:00 ?' },
  },
  {
    what: 'another description',
    given: single,
    change: [change({ description: 'Bring cake' })],
    hears: { max: 'REQUEST 0 New details 09:00 ?', linus: 'REQUEST 0 New details 09:00 ?' },
    also: says('max', /Bring cake/),
  },
  { what: 'another privacy', given: single, change: [change({ privacy: 'private' })], hears: {} },
  { what: 'shown as free', given: single, change: [change({ showAs: 'free' })], hears: {} },
  {
    what: 'other reminders',
    given: single,
    change: [change({ reminders: [{ minutesBefore: 30, by: 'mail' }] })],
    hears: {},
  },
  {
    what: 'the same instants in another zone',
    given: single,
    change: [change({ when: times('09:00', '10:00'), timeZone: 'UTC' })],
    hears: {},
  },
  {
    what: 'moved, renamed and in another place in one save: one mail that says all',
    given: single,
    change: [change({ when: later, title: 'Attic', location: 'Cellar' })],
    hears: { max: 'REQUEST 1 Moved 11:00 ?', linus: 'REQUEST 1 Moved 11:00 ?' },
    also: says('max', /the time, the title and the place|the time, the title, and the place/),
  },
  {
    what: 'moved without mails, then told by hand',
    given: [[make()], [change({ when: later, notify: 'none' })]],
    change: [tell()],
    hears: { max: 'REQUEST 1 Moved 11:00 ?', linus: 'REQUEST 1 Moved 11:00 ?' },
    also: untold(),
  },
  {
    what: 'moved without mails, and back again',
    given: [[make()], [change({ when: later, notify: 'none' })]],
    change: [change({ when: times('09:00', '10:00') })],
    hears: {},
    also: untold(),
  },
  {
    what: 'moved without mails, then another title: the mail says both',
    given: [[make()], [change({ when: later, notify: 'none' })]],
    change: [change({ title: 'Attic' })],
    hears: { max: 'REQUEST 1 Moved 11:00 ?', linus: 'REQUEST 1 Moved 11:00 ?' },
    also: says('max', /the time and the title/),
  },
  {
    what: 'moved twice in one go: one mail, from the first time to the last',
    given: single,
    change: [change({ when: times('10:00', '11:00') }), change({ when: later })],
    hears: { max: 'REQUEST 2 Moved 11:00 ?', linus: 'REQUEST 2 Moved 11:00 ?' },
    also: says('max', /Before: [^\n]*10:00–11:00/),
  },
  {
    what: 'moved, and undone in one go',
    given: single,
    change: [change({ when: later }), undo],
    hears: {},
  },
  {
    what: 'moved, and undone after the mail: what was answered before counts again',
    given: [[make()], [answer('max', 'accepted')], [change({ when: later })]],
    change: [undo],
    hears: { max: 'REQUEST 2 Moved 09:00', linus: 'REQUEST 2 Moved 09:00 ?' },
    also: replies({ max: 'accepted' }),
  },
  {
    what: 'deleted',
    given: single,
    change: [remove()],
    hears: { max: 'CANCEL 1 Cancelled 09:00', linus: 'CANCEL 1 Cancelled 09:00' },
  },
  { what: 'made and deleted in one go', given: [], change: [make(), remove()], hears: {} },
  { what: 'made without mails, then deleted', given: [[make({ notify: 'none' })]], change: [remove()], hears: {} },
  {
    what: 'moved without mails, then deleted: called off at the time that they know',
    given: [[make()], [change({ when: later, notify: 'none' })]],
    change: [remove()],
    hears: { max: 'CANCEL 2 Cancelled 09:00', linus: 'CANCEL 2 Cancelled 09:00' },
  },
  {
    what: 'deleted, and taken out of the bin in one go',
    given: single,
    change: [remove(), post('restore')],
    hears: {},
  },
  {
    what: 'deleted, and taken out of the bin after the mail',
    given: [[make()], [remove()]],
    change: [post('restore')],
    hears: { max: 'REQUEST 2 Takes place after all 09:00 ?', linus: 'REQUEST 2 Takes place after all 09:00 ?' },
  },
  {
    what: 'archived',
    given: single,
    change: [post('archive')],
    hears: { max: 'CANCEL 1 Cancelled 09:00', linus: 'CANCEL 1 Cancelled 09:00' },
  },
  {
    what: 'archived and brought back',
    given: [[make()], [post('archive')]],
    change: [post('unarchive')],
    hears: { max: 'REQUEST 2 Takes place after all 09:00 ?', linus: 'REQUEST 2 Takes place after all 09:00 ?' },
  },
  {
    what: 'archived without mails and brought back',
    given: [[make()], [post('archive', { notify: 'none' })]],
    change: [post('unarchive')],
    hears: {},
    also: untold(),
  },
  // The past mails nobody.
  { what: 'made in the past', given: [], change: [make({ when: inThePast })], hears: {} },
  {
    what: 'something past gets another title',
    given: [[make({ when: inThePast })]],
    change: [change({ title: 'Attic' })],
    hears: {},
  },
  { what: 'something past is deleted', given: [[make({ when: inThePast })]], change: [remove()], hears: {} },
  {
    what: 'moved out of the past: they are asked, as they have never been',
    given: [[make({ when: inThePast })]],
    change: [change({ when: later })],
    hears: { max: 'REQUEST 1 Invitation 11:00 ?', linus: 'REQUEST 1 Invitation 11:00 ?' },
  },
  {
    what: 'a past date of a series is called off',
    given: [[make({ ...weekly, when: times('09:00', '10:00', -56), rrule: 'FREQ=WEEKLY;COUNT=20' })]],
    change: [remove({ on: -49 })],
    hears: {},
  },
  // People come and go.
  {
    what: 'somebody is added: the others hear nothing',
    given: single,
    change: [change({ with: ['max', 'linus', 'zoe'] })],
    hears: { zoe: 'REQUEST 0 Invitation 09:00 ?' },
  },
  {
    what: 'somebody from outside is taken off',
    given: single,
    change: [change({ with: ['linus'] })],
    hears: { max: 'CANCEL 1 No longer invited 09:00' },
    also: (stage, heard) => assert.deepEqual(heard.max![0]!.files[0]!.attendees, [stage.email('max')]),
  },
  {
    what: 'a member is taken off',
    given: single,
    change: [change({ with: ['max'] })],
    hears: { linus: 'CANCEL 1 No longer invited 09:00' },
  },
  {
    what: 'somebody is taken off while it is moved: they hear of the time that they know',
    given: single,
    change: [change({ with: ['linus'], when: later })],
    hears: { max: 'CANCEL 1 No longer invited 09:00', linus: 'REQUEST 1 Moved 11:00 ?' },
  },
  {
    what: 'moved without mails, then one is taken off: the other has still to be told',
    given: [[make()], [change({ when: later, notify: 'none' })]],
    change: [change({ with: ['linus'] })],
    hears: { max: 'CANCEL 1 No longer invited 09:00' },
    also: untold('linus'),
  },
  {
    what: 'taken off and added back in one go',
    given: single,
    change: [change({ with: ['linus'] }), change({ with: ['max', 'linus'] })],
    hears: {},
  },
  {
    what: 'taken off and added back after the mail',
    given: [[make()], [change({ with: ['linus'] })]],
    change: [change({ with: ['max', 'linus'] })],
    hears: { max: 'REQUEST 2 Invited again 09:00 ?' },
  },
  {
    what: 'taken off without mails and added back',
    given: [[make()], [change({ with: ['linus'], notify: 'none' })]],
    change: [change({ with: ['max', 'linus'] })],
    hears: {},
    also: untold(),
  },
  {
    what: 'somebody need not come',
    given: single,
    change: [
      {
        request: ({ id, email }) => ({
          method: 'PATCH',
          path: `/api/events/${id}`,
          hasPreview: true,
          body: { attendees: [{ email: email('max'), isOptional: true }, { email: email('linus') }] },
        }),
      },
    ],
    hears: {},
  },
  { what: 'somebody from outside answers', given: single, change: [answer('max', 'accepted')], hears: {} },
  { what: 'a member answers', given: single, change: [answer('linus', 'declined')], hears: {} },
  {
    what: 'whoever has declined hears of no title, place or description',
    given: [[make()], [answer('max', 'declined')]],
    change: [change({ title: 'Attic', location: 'Cellar', description: 'Bring cake' })],
    hears: { linus: 'REQUEST 0 New title 09:00 ?' },
  },
  {
    what: 'whoever has declined is asked about another time',
    given: [[make()], [answer('max', 'declined')]],
    change: [change({ when: later })],
    hears: { max: 'REQUEST 1 Moved 11:00 ?', linus: 'REQUEST 1 Moved 11:00 ?' },
    also: replies({ max: 'needsAction' }),
  },
  {
    what: 'whoever has declined hears that it is called off',
    given: [[make()], [answer('max', 'declined'), answer('linus', 'declined')]],
    change: [remove()],
    hears: { max: 'CANCEL 1 Cancelled 09:00', linus: 'CANCEL 1 Cancelled 09:00' },
  },
  {
    what: 'handed over to one of those who come: from now on the mails to strangers speak as they do',
    given: single,
    change: [change({ organizerId: 'linus' })],
    readsAs: { max: 'de-DE' },
    hears: { linus: 'REQUEST 0 In your calendar 09:00 by ada', max: 'REQUEST 0 Now held by 09:00 ? by ada' },
  },
  {
    what: 'handed over to a colleague who was not in it',
    given: [[make({ with: ['max'] })]],
    change: [change({ organizerId: 'grace' })],
    readsAs: { max: 'en-US' },
    hears: { grace: 'REQUEST 0 In your calendar 09:00 by ada', max: 'REQUEST 0 Now held by 09:00 ? by ada' },
  },
  {
    what: 'a member whose address takes no mails: the others hear',
    given: [],
    change: [make({ with: ['hal', 'max'] })],
    hears: { max: 'REQUEST 0 Invitation 09:00 ?' },
  },
  // On behalf.
  {
    what: 'made by a colleague on behalf',
    given: [],
    change: [make({ by: 'grace', organizerId: 'ada', with: ['max'] })],
    hears: { ada: 'REQUEST 0 In your calendar 09:00 by grace', max: 'REQUEST 0 Invitation 09:00 ? by grace' },
  },
  {
    what: 'moved by a colleague on behalf: whoever holds it hears of it, and is asked nothing',
    given: single,
    change: [change({ by: 'grace', when: later })],
    hears: {
      ada: 'REQUEST 1 Moved 11:00 by grace',
      max: 'REQUEST 1 Moved 11:00 ? by grace',
      linus: 'REQUEST 1 Moved 11:00 ? by grace',
    },
  },
  {
    what: 'deleted by a colleague on behalf',
    given: single,
    change: [remove({ by: 'grace' })],
    hears: {
      ada: 'CANCEL 1 Cancelled 09:00 by grace',
      max: 'CANCEL 1 Cancelled 09:00 by grace',
      linus: 'CANCEL 1 Cancelled 09:00 by grace',
    },
  },
  {
    what: 'made on behalf, then moved by whoever holds it',
    given: [[make({ by: 'grace', organizerId: 'ada', with: ['max'] })]],
    change: [change({ when: later })],
    hears: { max: 'REQUEST 1 Moved 11:00 ?' },
  },
  {
    what: 'deleted by a colleague on behalf, and taken out of the bin by them',
    given: [[make({ with: ['max'] })], [remove({ by: 'grace' })]],
    change: [post('restore', { by: 'grace' })],
    hears: {
      ada: 'REQUEST 2 Takes place after all 09:00 by grace',
      max: 'REQUEST 2 Takes place after all 09:00 ? by grace',
    },
  },
  {
    what: 'moved by a colleague, moved on by whoever holds it, and back by the colleague: each time news',
    given: [
      [make({ with: ['max'] })],
      [change({ by: 'grace', when: later })],
      [change({ when: times('13:00', '14:00') })],
    ],
    change: [change({ by: 'grace', when: later })],
    hears: { ada: 'REQUEST 3 Moved 11:00 by grace', max: 'REQUEST 3 Moved 11:00 ? by grace' },
  },
  {
    what: 'moved by whoever holds it after a colleague did, then renamed by the colleague: no word of their own move',
    given: [
      [make({ with: ['max'] })],
      [change({ by: 'grace', when: later })],
      [change({ when: times('13:00', '14:00') })],
    ],
    change: [change({ by: 'grace', title: 'Attic' })],
    hears: { ada: 'REQUEST 2 New title 13:00 by grace', max: 'REQUEST 2 New title 13:00 ? by grace' },
  },
  {
    what: 'coloured by a colleague on behalf',
    given: single,
    change: [change({ by: 'grace', tags: [], reminders: [] })],
    hears: {},
  },
  // Whole days.
  {
    what: 'a whole day',
    given: [],
    change: [make({ when: wholeDays(1, 2) })],
    hears: { max: 'REQUEST 0 Invitation day+1 ?', linus: 'REQUEST 0 Invitation day+1 ?' },
  },
  {
    what: 'a whole day moves to the next',
    given: [[make({ when: wholeDays(1, 2) })]],
    change: [change({ when: wholeDays(2, 3) })],
    hears: { max: 'REQUEST 1 Moved day+2 ?', linus: 'REQUEST 1 Moved day+2 ?' },
  },
  {
    what: 'a whole day gets hours',
    given: [[make({ when: wholeDays(1, 2) })]],
    change: [change({ when: times('11:00', '12:00', 1), timeZone: 'Europe/Berlin' })],
    hears: { max: 'REQUEST 1 Moved 11:00+1 ?', linus: 'REQUEST 1 Moved 11:00+1 ?' },
  },
  {
    what: 'a whole day is called off',
    given: [[make({ when: wholeDays(1, 2) })]],
    change: [remove()],
    hears: { max: 'CANCEL 1 Cancelled day+1', linus: 'CANCEL 1 Cancelled day+1' },
  },
  // A series.
  {
    what: 'a series is made: one mail to each',
    given: [],
    change: [make(weekly)],
    hears: { max: 'REQUEST 0 Invitation 09:00 ?', linus: 'REQUEST 0 Invitation 09:00 ?' },
  },
  {
    what: 'all of a series moves',
    given: series,
    change: [change({ on: 0, scope: 'all', when: times('10:00', '11:00') })],
    hears: { max: 'REQUEST 1 Moved 10:00 ?', linus: 'REQUEST 1 Moved 10:00 ?' },
  },
  {
    what: 'a series repeats every day',
    given: series,
    change: [change({ on: 0, scope: 'all', rrule: 'FREQ=DAILY;COUNT=6' })],
    hears: { max: 'REQUEST 1 Other dates 09:00 ?', linus: 'REQUEST 1 Other dates 09:00 ?' },
  },
  {
    what: 'a series ends earlier by its rule: the answers that were given stand',
    given: [[make(weekly)], [answer('max', 'accepted')]],
    change: [change({ on: 0, scope: 'all', rrule: 'FREQ=WEEKLY;COUNT=4' })],
    hears: { max: 'REQUEST 1 Ends earlier 09:00+28', linus: 'REQUEST 1 Ends earlier 09:00+28 ?' },
    also: replies({ max: 'accepted' }),
  },
  {
    what: 'a series is deleted',
    given: series,
    change: [remove({ on: 0, scope: 'all' })],
    hears: { max: 'CANCEL 1 Cancelled 09:00', linus: 'CANCEL 1 Cancelled 09:00' },
  },
  // One date of a series.
  {
    what: 'one date moves: the whole series with that date, which is asked anew',
    given: [[make(weekly)], [answer('max', 'accepted')]],
    change: [change({ on: 7, when: times('15:00', '16:00', 7) })],
    hears: { max: 'REQUEST 1 (with +7) Moved 15:00+7 ?', linus: 'REQUEST 1 (with +7) Moved 15:00+7 ?' },
    also: async (stage) => {
      await replies({ max: 'needsAction' }, 7)(stage)
      await replies({ max: 'accepted' }, 14)(stage)
    },
  },
  {
    what: 'one date is called off',
    given: series,
    change: [remove({ on: 7 })],
    hears: { max: 'CANCEL 1 (+7) Cancelled 09:00+7', linus: 'CANCEL 1 (+7) Cancelled 09:00+7' },
  },
  {
    what: 'two dates are called off in one go: one mail',
    given: series,
    change: [remove({ on: 7 }), remove({ on: 14 })],
    hears: { max: 'CANCEL 2 (+7 +14) Cancelled 09:00+7', linus: 'CANCEL 2 (+7 +14) Cancelled 09:00+7' },
  },
  {
    what: 'two dates move in one go: one mail with both',
    given: series,
    change: [
      change({ on: 7, when: times('15:00', '16:00', 7) }),
      change({ on: 14, when: times('16:00', '17:00', 14) }),
    ],
    hears: {
      max: 'REQUEST 2 (with +7 +14) Moved 15:00+7 ?',
      linus: 'REQUEST 2 (with +7 +14) Moved 15:00+7 ?',
    },
  },
  {
    what: 'one date moves and back in one go',
    given: series,
    change: [change({ on: 7, when: times('15:00', '16:00', 7) }), undo],
    hears: {},
  },
  {
    what: 'one date gets another title: the SEQUENCE stays',
    given: series,
    change: [change({ on: 7, title: 'Attic' })],
    hears: { max: 'REQUEST 0 (with +7) New details 09:00+7 ?', linus: 'REQUEST 0 (with +7) New details 09:00+7 ?' },
  },
  {
    what: 'whoever has declined one date hears of no title of it, the others do',
    given: [[make(weekly)], [answer('linus', 'declined', 7)]],
    change: [change({ on: 7, title: 'Attic' })],
    hears: { max: 'REQUEST 0 (with +7) New details 09:00+7 ?' },
  },
  {
    what: 'whoever has declined one date is asked when it has another time',
    given: [[make(weekly)], [answer('max', 'accepted')], [answer('max', 'declined', 7)]],
    change: [change({ on: 7, when: times('15:00', '16:00', 7) })],
    hears: { max: 'REQUEST 1 (with +7) Moved 15:00+7 ?', linus: 'REQUEST 1 (with +7) Moved 15:00+7 ?' },
    also: replies({ max: 'needsAction' }, 7),
  },
  {
    what: 'one date is called off, and held after all',
    given: [[make(weekly)], [remove({ on: 7 })]],
    change: [change({ on: 7, when: times('15:00', '16:00', 7) })],
    hears: {
      max: 'REQUEST 2 (with +7) Takes place after all 15:00+7 ?',
      linus: 'REQUEST 2 (with +7) Takes place after all 15:00+7 ?',
    },
  },
  {
    what: 'one date has a guest of its own',
    given: series,
    change: [change({ on: 7, with: ['max', 'linus', 'zoe'] })],
    hears: { zoe: 'REQUEST 0 (+7) Invitation 09:00+7 ?' },
  },
  {
    what: 'somebody is taken off one date',
    given: series,
    change: [change({ on: 7, with: ['linus'] })],
    hears: { max: 'CANCEL 1 (+7) No longer invited 09:00+7' },
  },
  {
    what: 'the guest of one date hears when that is called off, as all do',
    given: [[make(weekly)], [change({ on: 7, with: ['max', 'linus', 'zoe'] })]],
    change: [remove({ on: 7 })],
    hears: {
      zoe: 'CANCEL 1 (+7) Cancelled 09:00+7',
      max: 'CANCEL 1 (+7) Cancelled 09:00+7',
      linus: 'CANCEL 1 (+7) Cancelled 09:00+7',
    },
  },
  {
    what: 'the guest of one date hears nothing of another',
    given: [[make(weekly)], [change({ on: 7, with: ['max', 'linus', 'zoe'] })]],
    change: [change({ on: 14, when: times('15:00', '16:00', 14) })],
    // The date with the guest is another one for all: it names who comes.
    hears: {
      max: 'REQUEST 1 (with +7 +14) Moved 15:00+14 ?',
      linus: 'REQUEST 1 (with +7 +14) Moved 15:00+14 ?',
    },
  },
  {
    what: 'somebody is taken off all of a series',
    given: series,
    change: [change({ on: 0, scope: 'all', with: ['linus'] })],
    hears: { max: 'CANCEL 1 No longer invited 09:00' },
  },
  // This one and the following.
  {
    what: 'this and the following move: one mail with both parts',
    given: series,
    change: [change({ on: 14, scope: 'following', when: times('11:00', '12:00', 14) })],
    hears: { max: 'REQUEST 0 & REQUEST 1 Moved 11:00+14 ?', linus: 'REQUEST 0 & REQUEST 1 Moved 11:00+14 ?' },
  },
  {
    what: 'this and the following move, and undone in one go',
    given: series,
    change: [change({ on: 14, scope: 'following', when: times('11:00', '12:00', 14) }), undo],
    hears: {},
  },
  {
    what: 'this and the following get other reminders: nobody needs to hear of it',
    given: series,
    change: [change({ on: 14, scope: 'following', reminders: [{ minutesBefore: 5, by: 'screen' }] })],
    hears: {},
  },
  {
    what: 'this and the following are deleted',
    given: [[make(weekly)], [answer('max', 'accepted')]],
    change: [remove({ on: 14, scope: 'following' })],
    hears: { max: 'REQUEST 1 Ends earlier 09:00+14', linus: 'REQUEST 1 Ends earlier 09:00+14 ?' },
  },
  {
    what: 'somebody is taken off this and the following: their series ends earlier',
    given: series,
    change: [change({ on: 14, scope: 'following', with: ['linus'] })],
    hears: { max: 'REQUEST 1 No longer invited 09:00+14 ?' },
  },
  {
    what: 'the guest of one date hears when all of the series is deleted, with the date that they know',
    given: [[make(weekly)], [change({ on: 7, with: ['max', 'linus', 'zoe'] })]],
    change: [remove({ on: 0, scope: 'all' })],
    hears: {
      zoe: 'CANCEL 1 (+7) Cancelled 09:00+7',
      max: 'CANCEL 1 Cancelled 09:00',
      linus: 'CANCEL 1 Cancelled 09:00',
    },
  },
  {
    what: 'the guest of one date is taken off it',
    given: [[make(weekly)], [change({ on: 7, with: ['max', 'linus', 'zoe'] })]],
    change: [change({ on: 7, with: ['max', 'linus'] })],
    hears: { zoe: 'CANCEL 1 (+7) No longer invited 09:00+7' },
  },
  {
    what: 'the guest of one date hears of another time of that',
    given: [[make(weekly)], [change({ on: 7, with: ['max', 'zoe'] })]],
    change: [change({ on: 7, when: times('15:00', '16:00', 7) })],
    hears: {
      zoe: 'REQUEST 1 (+7) Moved 15:00+7 ?',
      max: 'REQUEST 1 (with +7) Moved 15:00+7 ?',
    },
  },
  // Bookings.
  {
    what: 'an event becomes a booking: its customer hears that, under the same UID',
    given: [[typed(2)], [make({ by: 'hal', with: ['max'], when: times('13:00', '14:00', 2) })]],
    change: [becomesBooking],
    hears: { max: 'REQUEST 1 Booked 13:00+2' },
    also: oneUid('max'),
  },
  {
    what: 'a booking becomes an event again: nobody is told that it was cancelled',
    given: [[typed(3)], [make({ by: 'hal', with: ['max'], when: times('13:00', '14:00', 3) })], [becomesBooking]],
    change: [becomesEvent],
    hears: {},
  },
  {
    what: 'a booking that became an event again is moved: they hear that, under the UID that they know',
    given: [
      [typed(4)],
      [make({ by: 'hal', with: ['max'], when: times('13:00', '14:00', 4) })],
      [becomesBooking],
      [becomesEvent],
    ],
    change: [change({ by: 'hal', when: times('15:00', '16:00', 4) })],
    hears: { max: 'REQUEST 3 Moved 15:00+4 ?' },
    also: oneUid('max'),
  },
  // Connected calendars.
  ...(['google', 'microsoft'] as const).flatMap((provider): Row[] => {
    const holder = holders[provider]
    const day = provider === 'google' ? 1 : 2
    const at = (from: string, to: string) => times(from, to, day)
    const ours = make({ by: holder, with: ['max', 'linus'], when: at('09:00', '10:00') })
    return [
      {
        what: `${provider}: made there, with guests: that mails them, we do not`,
        given: [],
        change: [there(provider, 'made', at('09:00', '10:00'))],
        hears: {},
      },
      {
        what: `${provider}: made there and moved there: that mails them, we do not`,
        given: [[there(provider, 'made', at('09:00', '10:00'))]],
        change: [there(provider, 'moved', at('11:00', '12:00'))],
        hears: {},
      },
      {
        what: `${provider}: ours, moved there by whoever holds it: we mail`,
        given: [[ours], [answer('max', 'accepted')]],
        change: [there(provider, 'moved', at('11:00', '12:00'))],
        hears: { max: `REQUEST 1 Moved 11:00+${day} ?`, linus: `REQUEST 1 Moved 11:00+${day} ?` },
        also: replies({ max: 'needsAction' }, undefined, holder),
      },
      {
        what: `${provider}: ours, renamed there: we mail`,
        given: [[ours]],
        change: [there(provider, 'renamed', at('09:00', '10:00'))],
        hears: { max: `REQUEST 0 New title 09:00+${day} ?`, linus: `REQUEST 0 New title 09:00+${day} ?` },
      },
      {
        what: `${provider}: ours, deleted there: we call it off`,
        given: [[ours]],
        change: [there(provider, 'deleted', at('09:00', '10:00'))],
        hears: { max: `CANCEL 1 Cancelled 09:00+${day}`, linus: `CANCEL 1 Cancelled 09:00+${day}` },
      },
      {
        what: `${provider}: ours, moved here: we mail, and that does not`,
        given: [[ours]],
        change: [change({ by: holder, when: at('11:00', '12:00') })],
        hears: { max: `REQUEST 1 Moved 11:00+${day} ?`, linus: `REQUEST 1 Moved 11:00+${day} ?` },
      },
    ]
  }),
]

describe('a change -> who gets what', () => {
  let host: RunningHost
  let monday: string
  const clients = {} as Record<Member, Client>
  const ids = {} as Record<Member, string>
  const emails = {} as Record<Member, string>
  const rooms: string[] = []
  const stages = new Map<Row, Stage>()
  /** The mails that are older than the change of each row. */
  const before = new Set<string>()
  const previews = new Map<Row, [to: string, headline: string][]>()
  const broken = new Map<Row, unknown>()
  let arrived: ReceivedMail[] = []

  async function joined(name: 'hal' | 'gina' | 'mick'): Promise<void> {
    const email = `${name}@demo.test`
    const { acceptUrl } = fine(await clients.ada.post('/api/invitations', { email, role: 'member' }))
    const client = new Client(host.app)
    const body = { name: `${name} Member`, password: PASSWORD, timeZone: reads[name].timeZone }
    fine(await client.post(`/api/public/invitations/${acceptUrl.split('/').at(-1)}/accept`, body))
    Object.assign(clients, { [name]: client })
    Object.assign(emails, { [name]: email })
  }

  /** The mail server of somebody says that there is nobody of this name. */
  async function bounced(email: string): Promise<void> {
    const [mail] = await until(
      'a mail that comes back',
      () => mails(host, email),
      (found) => found.length > 0,
    )
    const recipient = { emailAddress: email, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1' }
    await fetch(`${host.app}/local/mail-news`, {
      method: 'POST',
      body: JSON.stringify({
        eventType: 'Bounce',
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [recipient],
          feedbackId: '1',
          timestamp: '2026-11-30T12:00:01.000Z',
        },
        mail: {
          timestamp: '2026-11-30T12:00:00.000Z',
          messageId: '010101860d89bc12-7ce77242-b9cf-492d-a880-7f5401590119-000000',
          destination: [email],
          headersTruncated: false,
          headers: [{ name: 'Message-ID', value: mail!.headers['message-id'] }],
        },
      }),
    })
  }

  async function connected(provider: Provider): Promise<void> {
    const client = clients[holders[provider]]
    const loginHint = `${holders[provider]}@${provider}.test`
    const { authorizeUrl } = fine(await client.post('/api/connections', { provider, loginHint }))
    const consent = await fetch(authorizeUrl, { redirect: 'manual' })
    assert.equal((await client.get(consent.headers.get('location')!)).status, 302)
    const { connections } = fine(await client.get('/api/connections'))
    fine(await client.post(`/api/connections/${connections[0].id}/plan/approve`))
    await atRest(host)
  }

  function stageOf(row: Row): Stage {
    const tag = `R${String(rows.indexOf(row) + 1).padStart(2, '0')}`
    const day = (days: number) => new Date(Date.parse(monday) + days * DAY_MS).toISOString().slice(0, 10)
    const email = (name: Name) => (isMember(name) ? emails[name] : `${tag.toLowerCase()}.${name}@example.test`)
    const stage: Stage = {
      tag,
      id: '',
      last: { status: 0, headers: new Headers(), body: undefined },
      email,
      at: (time, days = 0) => `${day(days)}T${time}:00.000Z`,
      date: day,
      client: (name) => clients[name],
      idOf: (name) => ids[name],
      host,
      room: (which) => rooms[which]!,
      lastTo: async (name) => {
        const mine = (await mails(host, email(name))).filter((mail) => isAbout(stage, mail))
        return mine.at(-1)!
      },
    }
    return stage
  }
  const isAbout = ({ tag }: Stage, { subject, to }: ReceivedMail) =>
    subject.includes(`${tag} `) || to.some(({ address }) => address.startsWith(`${tag.toLowerCase()}.`))

  async function asked({ by: name = 'ada', method, path, query = {}, body }: Request, preview?: '1') {
    const search = new URLSearchParams({ ...query, ...(preview && { preview }) }).toString()
    return clients[name].call(method, `${path}${search && `?${search}`}`, body)
  }

  async function doneOf(stage: Stage, act: Act): Promise<void> {
    if ('act' in act) return act.act(stage)
    const request = act.request(stage)
    const answered = await asked(request)
    fine(answered)
    stage.last = answered
    // A booking that is made of an event has an id of its own, and so has an event that is made of that.
    const isAnother = request.path === '/api/events' || request.path.endsWith('/booking')
    if (isAnother) stage.id = answered.body.id
  }

  /** What a preview of a change says, where it can be asked. */
  async function previewed(row: Row, stage: Stage): Promise<void> {
    const [act, ...others] = row.change
    if (!act || others.length > 0 || !('request' in act)) return
    const request = act.request(stage)
    if (!request.hasPreview) return
    const { mails: found } = fine(await asked(request, '1')) as { mails: { to: string; kind: string }[] }
    previews.set(
      row,
      found.map(({ to, kind }): [string, string] => [to, promised(kind)]),
    )
  }

  /** One step of all rows, some of them beside each other; one that fails is told by its own test. */
  async function step(what: (row: Row, stage: Stage) => Promise<void>): Promise<void> {
    const left = rows.filter((row) => !broken.has(row))
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let row = left.shift(); row; row = left.shift())
          try {
            await what(row, stages.get(row)!)
          } catch (error) {
            broken.set(row, error)
          }
      }),
    )
    await atRest(host)
  }

  beforeAll(async () => {
    // Long enough for what is done in one go, short enough to wait for.
    host = await startHost({ env: { ALMANAC_QUIET_SECONDS: '5' } })
    clients.ada = await signIn(host)
    for (const [i, name] of (['grace', 'linus'] as const).entries()) {
      const { email, password } = host.local.demo.members[i]!
      clients[name] = await signIn(host, email, password)
      emails[name] = email
    }
    emails.ada = host.local.demo.email
    for (const name of ['hal', 'gina', 'mick'] as const) await joined(name)
    for (const name of Object.keys(clients) as Member[]) {
      ids[name] = fine(await clients[name].get('/api/me')).id
      fine(await clients[name].patch('/api/me', reads[name]))
    }
    await bounced(emails.hal)
    for (const name of ['Beech', 'Cedar'])
      rooms.push(fine(await clients.ada.post('/api/resources', { name, timeZone: 'UTC' })).id)
    const calendar = `/api/calendars/first-${ids.ada}`
    fine(await clients.ada.patch(calendar, { members: [{ memberId: ids.grace, right: 'edit' }] }))
    const soon = new Date((await advanceClock(host, 0)) + 21 * DAY_MS)
    monday = new Date(soon.getTime() + ((8 - soon.getUTCDay()) % 7) * DAY_MS).toISOString().slice(0, 10)
    for (const row of rows) stages.set(row, stageOf(row))
    for (const provider of providerKeys) await connected(provider)

    const steps = Math.max(...rows.map(({ given }) => given.length))
    for (let i = 0; i < steps; i++)
      await step(async ({ given }, stage) => {
        // All rows come to their change at once.
        for (const act of given[i - (steps - given.length)] ?? []) await doneOf(stage, act)
      })
    for (const { id } of await mails(host)) before.add(id)
    await step(async (row, stage) => {
      await previewed(row, stage)
      for (const act of row.change) await doneOf(stage, act)
    })
    arrived = await mails(host)
  }, 300_000)
  afterAll(() => host?.stop())

  const readingOf = ({ readsAs = {} }: Row, name: Name): Reads => ({
    ...reads[name],
    ...(readsAs[name] && { locale: readsAs[name] }),
  })

  async function heardOf(row: Row): Promise<Partial<Record<Name, Heard[]>>> {
    const stage = stages.get(row)!
    const found: Partial<Record<Name, Heard[]>> = {}
    for (const mail of arrived.filter((one) => !before.has(one.id) && isAbout(stage, one))) {
      const name = names.find((one) => stage.email(one) === mail.to[0]!.address)
      assert.ok(name, `a mail to ${mail.to[0]!.address}`)
      found[name] = [...(found[name] ?? []), await heardIn(host, mail, readingOf(row, name), monday)]
    }
    return found
  }

  for (const row of rows)
    test(row.what, async () => {
      if (broken.has(row)) throw broken.get(row)
      const stage = stages.get(row)!
      const heard = await heardOf(row)
      const lines = Object.fromEntries(
        Object.entries(heard).map(([name, all]) => [
          name,
          all.length === 1 ? all[0]!.line : all.map(({ line }) => line),
        ]),
      )
      assert.deepEqual(lines, row.hears)
      const promise = previews.get(row)
      if (promise) {
        const mailed = names.flatMap((name) => (heard[name] ?? []).map((one) => [stage.email(name), one.headline]))
        // Who takes no mails is named all the same: theirs waits, and can be sent anyway.
        assert.deepEqual(promise.filter(([to]) => to !== emails.hal).sort(), mailed.sort())
      }
      await row.also?.(stage, heard)
    })

  test('there are rows enough', () => assert.ok(rows.length >= 40, String(rows.length)))
})
