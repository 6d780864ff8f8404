import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import { type Occupancy, questionOf } from '../../../shared/domain/offers/question-of.ts'
import { startsBetween } from '../../../shared/domain/offers/slot.ts'
import type { Candidate } from '../../../shared/domain/offers/slot-question.ts'
import { openWindows } from '../../../shared/domain/people/availability.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Interval } from '../../../shared/domain/time/interval.ts'
import {
  addDays,
  type Instant,
  type LocalDate,
  startOfDay,
  type TimeZone,
  utcDayOf,
} from '../../../shared/domain/time/time.ts'
import type { Companies } from '../../ports/companies.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { Members } from '../../ports/members.ts'
import type { Resources } from '../../ports/resources.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type FindTimesStore = Pick<Companies, 'company'> &
  Pick<Members, 'members'> &
  Pick<Resources, 'resources'> &
  Pick<Ledger, 'time'>

export interface TimesRequest {
  members: string[]
  resources: string[]
  /** Dates of `timeZone`, both inclusive. */
  from: LocalDate
  to: LocalDate
  timeZone: TimeZone
  durationMinutes: number
  /** Whether everybody's hours count, or only what they have to do. */
  isWithinHours: boolean
  /** An event that is being moved: it is in nobody's way. */
  except?: string | undefined
}

export interface PrincipalsTime {
  id: string
  busy: Interval[]
  hours: Interval[]
  knownUntil?: Instant
}

/** Meetings begin on the quarters of an hour. */
const STEP_MINUTES = 15
/** A hundred years: no horizon but that of the question. */
const HORIZON_DAYS = 36_500

/** A meeting as the slot engine sees it: everybody and everything of it at once, under no rules but their own time. */
const meetingOf = (company: string, request: TimesRequest): AppointmentType => ({
  slug: 'meeting',
  company,
  version: 0,
  title: '',
  description: '',
  location: '',
  durationsMinutes: [request.durationMinutes],
  stepMinutes: STEP_MINUTES,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  buffersAddUp: false,
  noticeMinutes: 0,
  cancelNoticeMinutes: 0,
  horizonDays: HORIZON_DAYS,
  dates: {},
  limits: { perDay: null, perWeek: null, perMonth: null, perBooker: null },
  seats: 1,
  // Of resources one would be enough; here each that is named is needed, as the people are.
  hosts: [...request.members, ...request.resources],
  resources: [],
  assignment: 'collective',
  hostTerms: {},
  hours: {},
  limitToWorkingHours: request.isWithinHours,
  ranges: [],
  confirmation: 'automatic',
  mostDates: 1,
  questions: [],
  reminderMinutesBefore: [],
})

/** What is taken, without one subject. */
const without = (occupancy: Occupancy, id: string | undefined): Occupancy => ({
  ...occupancy,
  times: occupancy.times.map((time) => ({
    ...time,
    days: time.days.map((day) => ({ ...day, claims: day.claims.filter((claim) => claim.id !== id) })),
    spans: time.spans.filter((span) => span.id !== id),
  })),
})

/** Sorted and joined where they touch, cut to what was asked for. */
function joined(intervals: Interval[], { from, to }: Interval): Interval[] {
  const whole: Interval[] = []
  for (const one of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1)
    if (last && one.from <= last.to) last.to = Math.max(last.to, one.to)
    else whole.push({ from: one.from, to: one.to })
  }
  return whole
    .map((one) => ({ from: Math.max(one.from, from), to: Math.min(one.to, to) }))
    .filter((one) => one.from < one.to)
}

function timeOf({ id, availability, busy, knownUntil }: Candidate, asked: Interval): PrincipalsTime {
  const windows = openWindows({ ...availability, isLimitedToHours: true }, asked.from, asked.to)
  const hours = windows.from.map((from, i) => ({ from, to: windows.to[i]! }))
  return {
    id,
    busy: joined(busy, asked),
    hours: joined(hours, asked),
    ...(knownUntil !== undefined && { knownUntil }),
  }
}

/**
 * When members and rooms are busy, and each start at which all of them have time: the answer of slot.ts (D5), so that nothing is
 * proposed that could not be had. Two queries for each of them. @throws BadInput for those whom the company does not have
 */
export async function findTimes(
  { store, clock }: World<FindTimesStore>,
  reader: Member,
  request: TimesRequest,
): Promise<{ principals: PrincipalsTime[]; starts: Instant[] }> {
  const from = startOfDay(request.from, request.timeZone)
  const to = startOfDay(addDays(request.to, 1), request.timeZone)
  const type = meetingOf(reader.company, request)
  const [named, members, rooms, times] = await Promise.all([
    store.company(reader.company),
    store.members(reader.company),
    request.resources.length > 0 ? store.resources(reader.company) : [],
    store.time(reader.company, type.hosts, addDays(utcDayOf(from), -1), addDays(utcDayOf(to), 1), 'quick'),
  ])
  const isThere = (list: { id: string }[]) => (id: string) => list.some((one) => one.id === id)
  const faults = [
    ...(request.members.every(isThere(members)) ? [] : [inputFault('members', 'notOfCompany')]),
    ...(request.resources.every(isThere(rooms)) ? [] : [inputFault('resources', 'notOfCompany')]),
  ]
  if (faults.length > 0) throw new BadInput(...faults)
  const question = questionOf(
    without({ times, limits: [] }, request.except),
    {
      type,
      company: named!.company,
      durationMinutes: request.durationMinutes,
      visitorTimeZone: request.timeZone,
      party: 1,
    },
    clock.now(),
    from,
    to,
  )
  return {
    principals: question.hosts.map((host) => timeOf(host, { from, to })),
    starts: startsBetween(question),
  }
}
