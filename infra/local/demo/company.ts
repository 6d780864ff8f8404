import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { rehearsalRooms } from '../rehearsal-room.ts'
import { type Member, Person } from './person.ts'
import { seedWeek } from './week.ts'

/** What the demo company is known by, for `local.json`. */
export interface Demo {
  company: string
  types: string[]
  booking: string
  demo: { email: string; password: string; members: { email: string; password: string }[] }
}

interface DemoOptions {
  app: string
  setupCode: string
  mailbox: string
  password: string
  now: number
  /** With two more members and two weeks that look like somebody's life; else what tests know. */
  isLiving: boolean
}

const REHEARSAL_KEY = 'sk_test_almanacrehearsal'

/** The wall time of a zone, some days from today, as an instant. */
function at(now: number, days: number, time: string, zone: string): string {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now + days * DAY_MS)
  const guess = Date.parse(`${date}T${time}:00Z`)
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(
    guess,
  )
  return new Date(guess - (Date.parse(`${shown.replace(' ', 'T')}Z`) - guess)).toISOString()
}

const weekdays = (from: string, to: string) => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from, to }))

async function invited(
  owner: Person,
  app: string,
  email: string,
  name: string,
  timeZone: string,
  password: string,
): Promise<Member> {
  const { acceptUrl } = await owner.call<{ acceptUrl: string }>('POST', '/api/invitations', { email, role: 'member' })
  const person = new Person(app)
  const { id } = await person.call<{ id: string }>(
    'POST',
    `/api/public/invitations/${acceptUrl.split('/').at(-1)}/accept`,
    { name, password, timeZone },
  )
  return { person, id }
}

/**
 * A company to look at, made through the front door like any other: an owner and two members in three zones, a week of
 * events, three appointment types; or five members and a life. Its mails are taken out of the inbox again: nobody is to
 * read them.
 */
export async function seedDemo({ app, setupCode, mailbox, password, now, isLiving }: DemoOptions): Promise<Demo> {
  const company = 'demo'
  const ada = new Person(app)
  const { id: adaId } = await ada.call<{ id: string }>('POST', '/api/setup', {
    code: setupCode,
    company,
    companyName: 'Demo Company',
    name: 'Ada Hartmann',
    email: 'ada@demo.test',
    password,
    timeZone: 'Europe/Berlin',
  })
  const grace = await invited(ada, app, 'grace@demo.test', 'Grace Okafor', 'America/New_York', password)
  const linus = await invited(ada, app, 'linus@demo.test', 'Linus Rao', 'Asia/Kolkata', password)
  await ada.call('PUT', `/api/schedules/${adaId}`, { timeZone: 'Europe/Berlin', weekly: weekdays('09:00', '17:00') })
  await grace.person.call('PUT', `/api/schedules/${grace.id}`, {
    timeZone: 'America/New_York',
    weekly: weekdays('08:00', '16:00'),
  })
  await linus.person.call('PUT', `/api/schedules/${linus.id}`, {
    timeZone: 'Asia/Kolkata',
    weekly: weekdays('10:00', '18:30'),
  })
  const { id: room } = await ada.call<{ id: string }>('POST', '/api/resources', {
    name: 'Garden room',
    timeZone: 'Europe/Berlin',
  })
  await ada.call('PUT', `/api/schedules/${room}`, { timeZone: 'Europe/Berlin', weekly: weekdays('08:00', '20:00') })

  // Any test key opens an account of the rehearsal.
  await ada.call('PUT', '/api/settings/payments', { isOn: true, secretKey: REHEARSAL_KEY })
  await ada.call('POST', '/api/appointment-types', {
    slug: 'call',
    allowGuests: true,
    title: 'Intro call',
    description: 'Half an hour to get to know each other.',
    location: 'Video call',
    durationsMinutes: [30],
    noticeMinutes: 60,
    hosts: [adaId],
  })
  await ada.call('POST', '/api/appointment-types', {
    slug: 'team',
    allowGuests: true,
    title: 'Talk to the team',
    description: 'Whoever of us is free takes your call.',
    location: 'Video call',
    durationsMinutes: [30],
    noticeMinutes: 60,
    hosts: [grace.id, linus.id],
    assignment: 'roundRobin',
  })
  await ada.call('POST', '/api/appointment-types', {
    slug: 'room',
    allowGuests: true,
    title: 'Workshop in the garden room',
    description: 'An hour together, at our place.',
    location: 'Garden room, 2nd floor',
    durationsMinutes: [60],
    noticeMinutes: 60,
    hosts: [adaId],
    resources: [room],
  })
  if (isLiving) {
    await ada.call('PATCH', '/api/company', { meetingAddress: rehearsalRooms(app) })
    const [mateo, ingrid] = [
      await invited(ada, app, 'mateo@demo.test', 'Mateo Quispe', 'Europe/Berlin', password),
      await invited(ada, app, 'ingrid@demo.test', 'Ingrid Solheim', 'Europe/Berlin', password),
    ]
    await seedWeek(app, company, { ada: { person: ada, id: adaId }, grace, linus, mateo, ingrid }, room, now)
  } else await seedEvents(ada, grace.person, now)
  await untilAtRest(app)
  await fetch(`${mailbox}/api/email/all`, { method: 'DELETE' }).catch(() => {})
  return {
    company,
    types: ['call', 'team', 'room', ...(isLiving ? ['advice'] : [])],
    booking: `${app}/book/${company}/call`,
    demo: {
      email: 'ada@demo.test',
      password,
      members: ['grace', 'linus', ...(isLiving ? ['mateo', 'ingrid'] : [])].map((name) => ({
        email: `${name}@demo.test`,
        password,
      })),
    },
  }
}

/** Days until the coming Monday: the week on show is always whole. */
const toMonday = (now: number) => (8 - new Date(now).getUTCDay()) % 7

async function seedEvents(ada: Person, grace: Person, now: number): Promise<void> {
  const berlin = 'Europe/Berlin'
  const monday = toMonday(now)
  const timed = (days: number, from: string, to: string) => ({
    startsAt: at(now, days, from, berlin),
    endsAt: at(now, days, to, berlin),
    timeZone: berlin,
  })
  const date = (days: number) => new Date(now + days * DAY_MS).toISOString().slice(0, 10)
  const team = [{ email: 'grace@demo.test' }, { email: 'linus@demo.test' }]
  await ada.call('POST', '/api/events?notify=none', {
    title: 'Stand-up',
    ...timed(monday - 7, '09:30', '09:45'),
    rrule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR',
    attendees: team,
  })
  await ada.call('POST', '/api/events?notify=none', {
    title: 'Planning',
    ...timed(monday, '11:00', '12:00'),
    attendees: team,
    description: 'What the week is for.',
  })
  await ada.call('POST', '/api/events?notify=none', {
    title: 'Dentist',
    ...timed(monday + 1, '08:00', '09:00'),
    privacy: 'private',
  })
  await ada.call('POST', '/api/events?notify=none', {
    title: 'Lunch with Noor',
    ...timed(monday + 2, '12:30', '13:30'),
    location: 'Café am Markt',
  })
  await ada.call('POST', '/api/events?notify=none', {
    title: 'Design review',
    ...timed(monday + 3, '15:00', '16:00'),
    attendees: team,
  })
  await ada.call('POST', '/api/events?notify=none', {
    title: 'Reading hour',
    ...timed(monday + 4, '16:00', '17:00'),
    showAs: 'free',
  })
  await ada.call('POST', '/api/events?notify=none', {
    title: 'Trade fair',
    startDate: date(monday + 3),
    endDate: date(monday + 5),
    showAs: 'free',
  })
  await grace.call('POST', '/api/events?notify=none', {
    title: 'Customer visit',
    startsAt: at(now, monday + 1, '10:00', 'America/New_York'),
    endsAt: at(now, monday + 1, '11:30', 'America/New_York'),
    timeZone: 'America/New_York',
  })
}

/** Until nothing is under way any more, so that the first thing a newcomer sees is complete. */
async function untilAtRest(app: string): Promise<void> {
  const owner = await fetch(`${app}/api/health`).then(
    (response) => response.json() as Promise<{ pending?: Record<string, number> }>,
  )
  const wait = owner.pending ? 100 : 1500
  for (let tries = 0; tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, wait))
    const { pending } = (await fetch(`${app}/api/health`).then((response) => response.json())) as {
      pending?: Record<string, number>
    }
    if (!pending || Object.values(pending).every((value) => value === 0)) return
  }
}
