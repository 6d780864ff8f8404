import { companyWrite } from '../../functions/ports/companies.ts'
import { factsWrite } from '../../functions/ports/ledger.ts'
import { memberWrite } from '../../functions/ports/members.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import { saveAvailability } from '../../functions/usecases/people/save-availability.ts'
import type { AppointmentType, Resource } from '../../shared/domain/booking/appointment-type.ts'
import type { Schedule } from '../../shared/domain/people/availability.ts'
import type { Member } from '../../shared/domain/people/member.ts'
import type { Instant, TimeZone } from '../../shared/domain/time/time.ts'
import { memberOf, typeOf } from '../contracts/samples.ts'

/** A small company on the night in which a day, a week and a month end: everybody wants the same few hours. */
export const COMPANY = 'c'
const MINUTE_MS = 60_000

/** Noon of a Sunday that is the last of its month. */
export const MORNING: Instant = Date.parse('2027-01-31T12:00:00Z')
/**
 * The first start that anybody asks for. Midnights follow in Berlin at 23:00Z, in UTC, on the Azores at 01:00Z, in New
 * York at 05:00Z.
 */
const EVENING: Instant = Date.parse('2027-01-31T21:00:00Z')
const STEP_MINUTES = 30
export const STARTS = 18

/** The instant of a start by its number, half an hour after the one before. */
export const startOf = (number: number): Instant => EVENING + number * STEP_MINUTES * MINUTE_MS

export const zones: Record<string, TimeZone> = {
  ada: 'Europe/Berlin',
  bob: 'America/New_York',
  cleo: 'Atlantic/Azores',
  oak: 'UTC',
  hall: 'UTC',
  small: 'UTC',
  large: 'UTC',
}

export const members: Member[] = ['ada', 'bob', 'cleo'].map((id) =>
  memberOf(COMPANY, id, { timeZone: zones[id]!, role: 'admin' }),
)

export const resources: Resource[] = [
  { id: 'oak', name: 'Oak', timeZone: 'UTC' },
  { id: 'hall', name: 'Hall', timeZone: 'UTC', capacity: 5, isShared: true },
  { id: 'small', name: 'Small table', timeZone: 'UTC', capacity: 2, linkedWith: ['large'] },
  { id: 'large', name: 'Large table', timeZone: 'UTC', capacity: 4, linkedWith: ['small'] },
]

const none = { perDay: null, perWeek: null, perMonth: null, perBooker: null }
const type = (slug: string, change: Partial<AppointmentType>) => typeOf(COMPANY, { slug, title: slug, ...change })

const named = (all: AppointmentType[]): Record<string, AppointmentType> =>
  Object.fromEntries(all.map((one) => [one.slug, one]))

/** One type for each rule of offering of one group. */
const typesOfOneGroup = named([
  type('talk', {
    hosts: ['ada', 'bob'],
    bufferAfterMinutes: 10,
    limits: { perDay: 3, perWeek: 4, perMonth: 5, perBooker: 2 },
  }),
  type('ask', {
    hosts: ['ada'],
    durationsMinutes: [30, 60],
    bufferBeforeMinutes: 15,
    buffersAddUp: true,
    limits: { ...none, perDay: 3 },
    confirmation: 'manual',
    answerWithinMinutes: 60,
  }),
  type('lesson', { hosts: ['cleo', 'ada'], durationsMinutes: [60], seats: 4, limits: { ...none, perDay: 2 } }),
  type('duo', {
    hosts: ['bob', 'cleo'],
    durationsMinutes: [60],
    assignment: 'collective',
    limits: { ...none, perWeek: 2 },
  }),
  type('workshop', {
    hosts: ['ada', 'bob'],
    resources: ['oak', 'small'],
    durationsMinutes: [60],
    bufferBeforeMinutes: 10,
    assignment: 'collective',
    seats: 3,
    limits: { ...none, perDay: 2, perWeek: 3 },
  }),
  type('visit', { hosts: ['cleo'], resources: ['oak'], bufferAfterMinutes: 10 }),
  type('party', { hosts: [], resources: ['hall'], durationsMinutes: [60], limits: { ...none, perMonth: 6 } }),
  type('dinner', { hosts: [], resources: ['small', 'large'], durationsMinutes: [60] }),
  type('course', { hosts: ['bob'], bufferBeforeMinutes: 10, mostDates: 4, limits: { ...none, perBooker: 5 } }),
])

/** Types that need somebody or something besides. */
export const typesOfGroups = named([
  type('team', {
    hosts: ['ada'],
    groups: [
      { of: 'members', ids: ['bob', 'cleo'], needed: 1 },
      { of: 'resources', ids: ['oak', 'small'], needed: 1 },
    ],
    bufferAfterMinutes: 10,
    limits: { ...none, perDay: 4 },
  }),
  type('crew', {
    hosts: ['ada', 'bob', 'cleo'],
    needed: 2,
    groups: [{ name: 'Tables', of: 'resources', ids: ['small', 'large', 'oak'], needed: 2 }],
    confirmation: 'manual',
  }),
  type('camp', {
    hosts: ['cleo'],
    seats: 3,
    durationsMinutes: [60],
    groups: [
      { of: 'members', ids: ['ada', 'bob'], needed: 1 },
      { of: 'resources', ids: ['hall'], needed: 1 },
    ],
    limits: { ...none, perDay: 2 },
  }),
])

export const types: Record<string, AppointmentType> = { ...typesOfOneGroup, ...typesOfGroups }

/** Those of which every history draws some; the others have histories of their own. */
export const drawn = Object.keys(typesOfOneGroup)

/** Open round the clock, or closed after an hour of one evening; `00:00` closes the whole night. */
export function hoursOf(principal: string, closesAt: string | undefined): Schedule {
  const weekly = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
    weekday: weekday as 0 | 1 | 2 | 3 | 4 | 5 | 6,
    from: '00:00',
    to: '24:00',
  }))
  const open = closesAt === '00:00' ? [] : [{ from: '00:00', to: closesAt ?? '24:00' }]
  // The next day has its usual hours, unless nobody comes at all.
  const dates = closesAt === '00:00' ? ['2027-01-31', '2027-02-01'] : ['2027-01-31']
  const overrides = closesAt === undefined ? [] : dates.map((date) => ({ date, windows: open }))
  return { id: principal, timeZone: zones[principal]!, weekly, overrides }
}

/** Puts the company into an empty store. */
export async function foundCompany(store: Repositories): Promise<void> {
  const tools = {
    store,
    clock: { now: () => MORNING, elapsedMillis: () => 0, pause: async () => {} },
    random: { id: () => 'founding', secret: () => 'founding', fraction: () => 0 },
  }
  const company = { slug: COMPANY, name: 'C', timeZone: 'UTC' }
  await store.commit([companyWrite(company, 'sealed')])
  for (const member of members) {
    const facts = { timeZone: member.timeZone, daysOff: [] }
    await store.commit([memberWrite(member, 'hash'), factsWrite(COMPANY, member.id, facts)])
    await saveAvailability(tools, COMPANY, member.id, { schedule: hoursOf(member.id, undefined) })
  }
  for (const resource of resources) await saveAvailability(tools, COMPANY, resource.id, { resource })
  for (const one of Object.values(types)) await store.putType(one, 0)
}
