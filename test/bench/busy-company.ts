import { type DoorAnswer, type Doors, wellDone } from './doors.ts'

type Visitor = ReturnType<Doors['visitor']>

/** A company with a full calendar, made through its doors as people would make it. */
export interface BusyCompany {
  company: string
  /** Books alone: up to 12 bookings a day, for a month. */
  soloType: string
  /** Twenty hosts who take turns, with up to 12 meetings a day, for the same month. */
  teamType: string
  teamSize: number
  /** First and last day of that month. */
  from: string
  to: string
  claimsPerDay: number
}

const COMPANY = 'bench'
const PASSWORD = 'a long password'
const TEAM_SIZE = 20
const DAYS = 31
const CLAIMS_PER_DAY = 12
const DAY_MS = 86_400_000
/** How many requests are under way at once while the calendars are filled. */
const AT_ONCE = 4

const everyDay = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }))

/** Does one thing per item, a few at once. */
async function each<T>(items: T[], act: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = items.values()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of waiting) await act(item)
    }),
  )
}

async function joined(
  owner: Visitor,
  doors: Doors,
  email: string,
): Promise<{ id: string; email: string; as: Visitor }> {
  const { acceptUrl } = wellDone(await owner('POST', '/api/invitations', { email, role: 'member' }))
  const as = doors.visitor()
  const token = acceptUrl.split('/').at(-1)
  const accepted = { name: email, password: PASSWORD, timeZone: 'Europe/Berlin' }
  const { id } = wellDone(await as('POST', `/api/public/invitations/${token}/accept`, accepted))
  return { id, email, as }
}

export const bookingOf = (startsAt: string, name = 'Customer') => ({
  startsAt,
  customer: { name, email: `${name.toLowerCase()}@example.test`, timeZone: 'America/New_York' },
  answers: {},
  guests: [],
})

export async function slotsOf(visitor: Visitor, type: string, from: string, to: string): Promise<DoorAnswer> {
  return visitor('GET', `/api/public/${COMPANY}/${type}/slots?from=${from}&to=${to}&timeZone=Europe/Berlin`)
}

/**
 * Up to twelve starts of each day, of those offered; neighbours in the list are of different days, so that they need
 * not wait for each other.
 */
function twelveADay(slots: { startsAt: string; endsAt: string }[]): { startsAt: string; endsAt: string }[] {
  const days = [...Map.groupBy(slots, ({ startsAt }) => startsAt.slice(0, 10)).values()]
  return Array.from({ length: CLAIMS_PER_DAY }, (_, nth) => days.flatMap((list) => list[nth] ?? [])).flat()
}

export async function makeBusyCompany(doors: Doors): Promise<BusyCompany> {
  const owner = doors.visitor()
  const stranger = doors.visitor()
  const { id: ownerId } = wellDone(
    await owner('POST', '/api/setup', {
      code: doors.setupCode,
      company: COMPANY,
      companyName: 'Bench',
      name: 'Ada',
      email: 'ada@bench.test',
      password: PASSWORD,
      timeZone: 'Europe/Berlin',
    }),
  )
  const team: Awaited<ReturnType<typeof joined>>[] = []
  for (let i = 0; i < TEAM_SIZE; i++) team.push(await joined(owner, doors, `host${i}@bench.test`))
  const teamIds = team.map(({ id }) => id)
  await each([ownerId, ...teamIds], async (id) =>
    wellDone(await owner('PUT', `/api/schedules/${id}`, { timeZone: 'Europe/Berlin', weekly: everyDay })),
  )
  for (const [slug, hosts] of [
    ['solo', [ownerId]],
    ['team', teamIds],
  ] as const)
    wellDone(await owner('POST', '/api/appointment-types', { slug, title: slug, hosts, durationsMinutes: [30] }))

  const day = (n: number) => new Date(Date.now() + n * DAY_MS).toISOString().slice(0, 10)
  const [from, to] = [day(2), day(1 + DAYS)]
  const soloSlots = wellDone(await slotsOf(stranger, 'solo', from, to)).slots
  await each(twelveADay(soloSlots), async ({ startsAt }) =>
    wellDone(await stranger('POST', `/api/public/${COMPANY}/solo/bookings`, bookingOf(startsAt))),
  )
  const [organizer, ...invited] = team
  await each(twelveADay(wellDone(await slotsOf(stranger, 'team', from, to)).slots), async (times) =>
    wellDone(
      await organizer!.as('POST', '/api/events', {
        ...times,
        title: 'Meeting',
        timeZone: 'Europe/Berlin',
        attendees: invited.map(({ email }) => ({ email })),
      }),
    ),
  )
  return {
    company: COMPANY,
    soloType: 'solo',
    teamType: 'team',
    teamSize: TEAM_SIZE,
    from,
    to,
    claimsPerDay: CLAIMS_PER_DAY,
  }
}
