import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { type Member, Person } from './person.ts'

const BERLIN = 'Europe/Berlin'

/** The instant of a wall time. */
function instantOf(date: string, time: string, zone: string): string {
  const guess = Date.parse(`${date}T${time}:00Z`)
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(
    guess,
  )
  return new Date(guess - (Date.parse(`${shown.replace(' ', 'T')}Z`) - guess)).toISOString()
}

const dateAfter = (date: string, days: number) => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)

/** The Monday of the week in which it is now in Berlin: the week that a newcomer sees first, also on a Sunday. */
export function mondayOf(now: number): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: BERLIN }).format(now)
  return dateAfter(today, -((new Date(today).getUTCDay() + 6) % 7))
}

type Name = 'ada' | 'grace' | 'linus' | 'mateo' | 'ingrid'
type Team = Record<Name, Member>
/** `needsAction`: no answer yet. */
type Reply = 'accepted' | 'tentative' | 'declined' | 'needsAction'

/**
 * Something to stand in the calendar: `day` counts from the Monday on show, `until` is the day after a whole-day event.
 */
interface Planned {
  by: Name
  title: string
  day: number
  from?: string
  to?: string
  until?: number
  zone?: string
  /** Who is asked, and what they say. */
  asks?: Partial<Record<Name, Reply>>
  room?: 'garden' | 'attic'
  tags?: string[]
  calendar?: 'leave' | 'onCall'
  more?: Record<string, unknown>
}

const video = 'https://meet.example.test/demo-company'
const everybody = { grace: 'accepted', linus: 'accepted', mateo: 'accepted', ingrid: 'accepted' } as const

/** What repeats began two weeks ago: nobody's calendar begins on the day somebody looks at it. */
const series: Planned[] = [
  {
    by: 'ada',
    title: 'Stand-up',
    day: -14,
    from: '09:30',
    to: '09:45',
    asks: everybody,
    tags: ['internal-meeting'],
    more: { rrule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR', videoCallUrl: video },
  },
  {
    by: 'ada',
    title: 'Ada and Mateo',
    day: -13,
    from: '16:00',
    to: '16:30',
    asks: { mateo: 'accepted' },
    more: { rrule: 'FREQ=WEEKLY', privacy: 'confidential' },
  },
  {
    by: 'ada',
    title: 'Pottery class',
    day: -11,
    from: '18:30',
    to: '20:00',
    more: { rrule: 'FREQ=WEEKLY', privacy: 'private', location: 'Hinterhof 3' },
  },
  {
    by: 'linus',
    title: 'On call: Linus',
    day: -14,
    until: -7,
    calendar: 'onCall',
    more: { rrule: 'FREQ=WEEKLY;INTERVAL=2', showAs: 'free' },
  },
  {
    by: 'mateo',
    title: 'On call: Mateo',
    day: -7,
    until: 0,
    calendar: 'onCall',
    more: { rrule: 'FREQ=WEEKLY;INTERVAL=2', showAs: 'free' },
  },
]

const [standUp] = series

/** This week. */
const thisWeek: Planned[] = [
  {
    by: 'ada',
    title: 'Planning',
    day: 0,
    from: '11:00',
    to: '12:00',
    asks: { ...everybody, grace: 'needsAction' },
    room: 'garden',
    tags: ['internal-meeting'],
    more: {
      descriptionHtml: '<p>What the week is for:</p><ul><li>the autumn release</li><li>who goes to the fair</li></ul>',
    },
  },
  {
    by: 'ada',
    title: 'Lunch with the new neighbours',
    day: 0,
    from: '12:30',
    to: '13:30',
    more: { location: 'Café am Markt' },
  },
  {
    by: 'mateo',
    title: 'Customer workshop: Halden Cycles',
    day: 0,
    from: '14:00',
    to: '16:00',
    asks: { ada: 'accepted', ingrid: 'accepted' },
    room: 'attic',
    tags: ['customer-meeting'],
  },
  {
    by: 'ada',
    title: 'Dentist',
    day: 1,
    from: '08:00',
    to: '09:00',
    more: { privacy: 'private', location: 'Torstraße 40' },
  },
  {
    by: 'ada',
    title: 'Roadmap workshop',
    day: 1,
    from: '10:00',
    to: '11:30',
    asks: { linus: 'accepted', mateo: 'tentative' },
    tags: ['internal-meeting'],
  },
  {
    by: 'ingrid',
    title: 'Hiring panel',
    day: 1,
    from: '10:30',
    to: '11:15',
    asks: { ada: 'tentative', mateo: 'accepted' },
    tags: ['hiring'],
  },
  { by: 'ada', title: 'Call with the printers', day: 1, from: '11:00', to: '11:45', more: { videoCallUrl: video } },
  {
    by: 'linus',
    title: 'Scheduling Days, Leipzig',
    day: 1,
    until: 4,
    asks: { ada: 'accepted' },
    tags: ['travel'],
    more: { location: 'Messe Leipzig, hall 4' },
  },
  {
    by: 'grace',
    title: 'Customer visit',
    day: 1,
    from: '10:00',
    to: '11:30',
    zone: 'America/New_York',
    tags: ['customer-meeting'],
  },
  {
    by: 'mateo',
    title: 'Budget round',
    day: 2,
    from: '13:30',
    to: '14:30',
    asks: { ada: 'needsAction', ingrid: 'accepted' },
  },
  {
    by: 'ada',
    title: 'Write the autumn letter',
    day: 2,
    from: '14:30',
    to: '16:00',
    tags: ['focus'],
    more: { showAs: 'free' },
  },
  {
    by: 'linus',
    title: 'Release rehearsal',
    day: 3,
    from: '11:00',
    to: '12:00',
    asks: { ada: 'tentative', mateo: 'accepted' },
  },
  {
    by: 'ingrid',
    title: 'Poster review',
    day: 3,
    from: '11:30',
    to: '12:30',
    asks: { ada: 'declined', mateo: 'needsAction' },
  },
  {
    by: 'ada',
    title: 'Design review',
    day: 3,
    from: '15:00',
    to: '16:00',
    asks: { grace: 'accepted', linus: 'needsAction' },
    room: 'attic',
    tags: ['internal-meeting'],
  },
  { by: 'ingrid', title: 'Ingrid on leave', day: 3, until: 5, calendar: 'leave' },
  {
    by: 'ada',
    title: 'Salary talks',
    day: 4,
    from: '11:00',
    to: '12:00',
    asks: { mateo: 'accepted' },
    more: { privacy: 'confidential' },
  },
  { by: 'ada', title: 'Reading hour', day: 4, from: '15:00', to: '16:00', tags: ['focus'], more: { showAs: 'free' } },
  {
    by: 'mateo',
    title: 'Friday demo',
    day: 4,
    from: '16:00',
    to: '16:45',
    asks: { ada: 'accepted', grace: 'accepted', linus: 'accepted' },
    tags: ['internal-meeting'],
    more: { videoCallUrl: video },
  },
  {
    by: 'ada',
    title: 'Market with the children',
    day: 5,
    from: '10:00',
    to: '11:30',
    more: { location: 'Kollwitzplatz' },
  },
  { by: 'ada', title: 'Climbing', day: 5, from: '15:00', to: '17:00', more: { location: 'Boulder hall' } },
  {
    by: 'mateo',
    title: 'Open house',
    day: 5,
    from: '12:00',
    to: '16:00',
    asks: { ada: 'needsAction' },
    room: 'garden',
  },
  { by: 'ada', title: 'Brunch at Oma’s', day: 6, from: '11:00', to: '13:00', more: { privacy: 'private' } },
  { by: 'ada', title: 'Look through the week', day: 6, from: '18:00', to: '18:30', tags: ['focus'] },
]

/** The week after it. */
const nextWeek: Planned[] = [
  {
    by: 'ada',
    title: 'Quarter review',
    day: 7,
    from: '10:00',
    to: '11:30',
    asks: everybody,
    room: 'garden',
    tags: ['internal-meeting'],
  },
  {
    by: 'ingrid',
    title: 'First day: Tomasz',
    day: 7,
    from: '13:00',
    to: '14:00',
    asks: { ada: 'needsAction', mateo: 'accepted' },
    tags: ['hiring'],
  },
  { by: 'ada', title: 'Focus: pricing page', day: 8, from: '09:00', to: '10:30', tags: ['focus'] },
  {
    by: 'mateo',
    title: 'Halden Cycles: follow-up',
    day: 8,
    from: '14:00',
    to: '15:00',
    asks: { ada: 'accepted' },
    tags: ['customer-meeting'],
    more: { videoCallUrl: video },
  },
  { by: 'ada', title: 'Parents’ evening', day: 9, from: '18:00', to: '19:30', more: { privacy: 'private' } },
  { by: 'grace', title: 'Grace in Berlin', day: 9, until: 12, asks: { ada: 'accepted' }, tags: ['travel'] },
  {
    by: 'grace',
    title: 'Dinner with Grace',
    day: 9,
    from: '20:00',
    to: '22:00',
    zone: BERLIN,
    asks: { ada: 'accepted', mateo: 'tentative' },
  },
  {
    by: 'ada',
    title: 'Workshop: rooms and queues',
    day: 10,
    from: '10:00',
    to: '12:00',
    asks: { grace: 'accepted', linus: 'accepted' },
    room: 'attic',
    tags: ['internal-meeting'],
  },
  { by: 'linus', title: 'Linus on leave', day: 11, until: 14, calendar: 'leave' },
  { by: 'ada', title: 'Train to Hamburg', day: 11, from: '14:36', to: '16:40', tags: ['travel'] },
  {
    by: 'ada',
    title: 'Harbour walk',
    day: 12,
    from: '11:00',
    to: '13:00',
    more: { location: 'Hamburg, Landungsbrücken' },
  },
  { by: 'ada', title: 'Call home', day: 13, from: '17:00', to: '17:30' },
]

/** Customers, what they book, in how many days at best and at what time: they take the nearest time that is offered. */
const customers: [name: string, type: string, days: number, time: string][] = [
  ['Aisha Bello', 'call', 0, '16:30'],
  ['Tomás Ferreira', 'call', 1, '13:00'],
  ['Mei-Ling Chou', 'call', 2, '10:30'],
  ['Jonas Weidner', 'room', 2, '16:00'],
  ['Priya Menon', 'team', 1, '15:00'],
  ['Elif Aydın', 'call', 4, '09:45'],
  ['Samuel Adeyemi', 'room', 5, '13:00'],
  ['Chiara Romano', 'team', 6, '16:00'],
  ['Hiroshi Nakata', 'call', 7, '13:30'],
  ['Fatou Diallo', 'advice', 3, '13:00'],
  ['Lars Lindqvist', 'advice', 8, '11:00'],
]

/** What stands in the two weeks from a Monday on beside series and bookings, with the date on which it begins. */
export const plannedFrom = (monday: string): { date: string; title: string }[] =>
  [...thisWeek, ...nextWeek].map(({ day, title }) => ({ date: dateAfter(monday, day), title }))

const contacts = [
  { name: 'Noor Haddad', email: 'noor@example.test', phone: '+49 30 5550 101' },
  { name: 'Oskar Brandt', email: 'oskar@halden.example.test', phone: '+49 30 5550 144' },
  { name: 'Wanjiru Kamau', email: 'wanjiru@example.test' },
  { name: 'Beatriz Lopes', email: 'beatriz@printers.example.test', phone: '+351 21 555 0190' },
]

const ascii = (name: string) =>
  name
    .normalize('NFD')
    .replaceAll('ı', 'i')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .replaceAll(' ', '.')

async function decorate(team: Team): Promise<void> {
  await Promise.all(
    Object.entries(team).map(([name, { person }]) =>
      person.call('PUT', '/api/me/picture', {
        data: readFileSync(join(import.meta.dirname, 'pictures', `${name}.png`)).toString('base64'),
      }),
    ),
  )
}

/** What must be there before anything can stand in it. @returns the ids of rooms, calendars and tags */
async function furnish({ ada }: Team, garden: string): Promise<Record<string, string>> {
  const made = (path: string, body: unknown) => ada.person.call<{ id: string }>('POST', path, body)
  const [attic, leave, onCall] = await Promise.all([
    made('/api/resources', { name: 'Attic studio', timeZone: BERLIN, capacity: 8 }),
    made('/api/calendars', { name: 'Leave', kind: 'team', colour: 'olive' }),
    made('/api/calendars', { name: 'On call', kind: 'team', colour: 'tomato', isBlocking: false }),
  ])
  const ids: Record<string, string> = { garden, attic: attic.id, leave: leave.id, onCall: onCall.id }
  // The tags of a company are one row: one after the other.
  for (const [name, colour] of [
    ['Focus', 'violet'],
    ['Travel', 'leaf'],
    ['Hiring', 'rose'],
  ] as const)
    ids[name.toLowerCase()] = (await made('/api/tags', { name, colour })).id
  await Promise.all(contacts.map((contact) => made('/api/contacts', contact)))
  return ids
}

/** A team's calendar belongs to nobody: colleagues may write into it only where they are let. */
async function openCalendars({ ada, ...others }: Team, ids: Record<string, string>): Promise<void> {
  const members = Object.values(others).map(({ id }) => ({ memberId: id, right: 'edit' }))
  await Promise.all(
    ['leave', 'onCall'].map((name) => ada.person.call('PATCH', `/api/calendars/${ids[name]}`, { members })),
  )
}

interface Made {
  id: string
  startsAt?: string
}

/** Nobody is mailed of what has been there before anybody looked; whoever has answered did so themselves. */
async function plan(team: Team, ids: Record<string, string>, monday: string, planned: Planned): Promise<Made> {
  const { by, title, day, from, to, until, zone = BERLIN, asks = {}, room, tags = [], calendar, more } = planned
  const date = dateAfter(monday, day)
  const made = await team[by].person.call<Made>('POST', '/api/events?notify=none', {
    title,
    ...(from && to
      ? { startsAt: instantOf(date, from, zone), endsAt: instantOf(date, to, zone), timeZone: zone }
      : { startDate: date, endDate: dateAfter(monday, until ?? day + 1) }),
    attendees: Object.keys(asks).map((name) => ({ email: `${name}@demo.test` })),
    ...(room && { resources: [ids[room]] }),
    tags: tags.map((tag) => ids[tag] ?? tag),
    ...(calendar && { calendarId: ids[calendar] }),
    ...more,
  })
  for (const [name, reply] of Object.entries(asks))
    if (reply !== 'needsAction')
      await team[name as keyof Team].person.call('POST', `/api/events/${made.id}/reply`, { reply })
  return made
}

/** Of the stand-up, Wednesday's is later and Friday's is not, as it happens. */
async function disturb({ ada }: Team, standUp: Made, monday: string): Promise<void> {
  const [wednesday, friday] = [dateAfter(monday, 2), dateAfter(monday, 4)]
  const of = (date: string) =>
    `/api/events/${standUp.id}?notify=none&scope=this&occurrence=${encodeURIComponent(instantOf(date, '09:30', BERLIN))}`
  await ada.person.call('PATCH', of(wednesday), {
    startsAt: instantOf(wednesday, '10:15', BERLIN),
    endsAt: instantOf(wednesday, '10:45', BERLIN),
  })
  await ada.person.call('DELETE', of(friday))
}

interface Slot {
  startsAt: string
  endsAt: string
}

/** Customers book what is offered, each the time nearest to what they would like, no two of them at once. */
async function book(app: string, company: string, now: number, monday: string): Promise<void> {
  const customer = new Person(app)
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: BERLIN }).format(now)
  const range = `from=${today}&to=${dateAfter(monday, 13)}&timeZone=${BERLIN}`
  const types = [...new Set(customers.map(([, type]) => type))]
  const offered = await Promise.all(
    types.map((type) => customer.call<{ slots: Slot[] }>('GET', `/api/public/${company}/${type}/slots?${range}`)),
  )
  const chosen: Slot[] = []
  const bodies = customers.map(([name, type, days, time]) => {
    const wanted = Date.parse(instantOf(dateAfter(today, days), time, BERLIN))
    const distance = ({ startsAt }: Slot) => Math.abs(Date.parse(startsAt) - wanted)
    const [slot] = (offered[types.indexOf(type)]?.slots ?? [])
      .filter((one) => !chosen.some(({ startsAt, endsAt }) => one.startsAt < endsAt && startsAt < one.endsAt))
      .sort((a, b) => distance(a) - distance(b))
    if (!slot) throw new Error(`the demo company offers no time of ${type}`)
    chosen.push(slot)
    const email = `${ascii(name)}@example.test`
    return { type, booking: { startsAt: slot.startsAt, customer: { name, email, timeZone: BERLIN } } }
  })
  await Promise.all(
    bodies.map(({ type, booking }) => customer.call('POST', `/api/public/${company}/${type}/bookings`, booking)),
  )
}

/**
 * Two weeks that look like somebody's life, this one and the next, whatever day it is: meetings that overlap, a series
 * with a change and a gap, people who have not answered, leave, on call, a conference, weekends, and customers'
 * bookings.
 */
export async function seedWeek(app: string, company: string, team: Team, garden: string, now: number): Promise<void> {
  const monday = mondayOf(now)
  await decorate(team)
  const ids = await furnish(team, garden)
  await openCalendars(team, ids)
  await team.ada.person.call('POST', '/api/appointment-types', {
    slug: 'advice',
    title: 'An hour of advice',
    description: 'Bring your calendar and what annoys you about it. We confirm each request by hand.',
    location: 'Video call',
    durationsMinutes: [60],
    noticeMinutes: 60,
    hosts: [team.ada.id],
    confirmation: 'manual',
  })
  // Each plans one thing after the other, all at once.
  const planned = Map.groupBy([...series, ...thisWeek, ...nextWeek], ({ by }) => by)
  await Promise.all(
    [...planned.values()].map(async (ofOne) => {
      for (const one of ofOne) {
        const made = await plan(team, ids, monday, one)
        if (one === standUp) await disturb(team, made, monday)
      }
    }),
  )
  await book(app, company, now, monday)
}
