import type { AppointmentType } from '../booking/appointment-type.ts'
import type { PrincipalTime } from '../ledger/ledger.ts'
import { FULL_REFUND } from '../payment/refund-rule.ts'
import { openWindows } from '../people/availability.ts'
import type { Interval } from '../time/interval.ts'
import type { Instant, LocalDate, TimeZone } from '../time/time.ts'
import { QUARTER_MINUTES } from '../time/units.ts'
import type { Candidate } from './slot-question.ts'

export interface TimesRequest {
  /** Without whom it does not take place. */
  members: string[]
  /** Whose time is shown, and is not asked for. */
  optional: string[]
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

/** A hundred years: no horizon but that of the question. */
const HORIZON_DAYS = 36_500

/** A meeting as the slot engine sees it: everybody and everything of it at once, under no rules but their own time. */
export const meetingOf = (company: string, hosts: string[], request: TimesRequest): AppointmentType => ({
  slug: 'meeting',
  company,
  version: 0,
  state: 'published',
  access: 'anyone',
  title: '',
  description: '',
  location: '',
  durationsMinutes: [request.durationMinutes],
  stepMinutes: QUARTER_MINUTES,
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
  hosts,
  resources: [],
  choose: 'automatic',
  showPictures: false,
  manageCapacities: false,
  approvalAbovePercent: null,
  videoCall: 'none',
  createOpportunity: false,
  websites: [],
  assignment: 'collective',
  hostTerms: {},
  hours: {},
  limitToWorkingHours: request.isWithinHours,
  ranges: [],
  confirmation: 'automatic',
  mostDates: 1,
  questions: [],
  reminderMinutesBefore: [],
  allowGuests: false,
  confirmationMessage: '',
  confirmationMail: { isSent: true },
  cancellationMail: { isSent: true },
  ccTo: [],
  price: null,
  refundRule: FULL_REFUND,
})

/** What is taken, without one subject. */
export const without = (times: PrincipalTime[], id: string | undefined): PrincipalTime[] =>
  times.map((time) => ({
    ...time,
    days: time.days.map((day) => ({ ...day, claims: day.claims.filter((claim) => claim.id !== id) })),
    spans: time.spans.filter((span) => span.id !== id),
  }))

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

/** When somebody is busy, and works. */
export function timeOf({ id, availability, busy, knownUntil }: Candidate, asked: Interval): PrincipalsTime {
  const windows = openWindows({ ...availability, isLimitedToHours: true }, asked.from, asked.to)
  const hours = windows.from.map((from, i) => ({ from, to: windows.to[i]! }))
  return {
    id,
    busy: joined(busy, asked),
    hours: joined(hours, asked),
    ...(knownUntil !== undefined && { knownUntil }),
  }
}
