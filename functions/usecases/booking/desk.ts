import type { AppointmentType } from '../../../shared/domain/appointment-type.ts'
import { spanOf } from '../../../shared/domain/calendar-event.ts'
import type { Member } from '../../../shared/domain/member.ts'
import { occurrencesOf } from '../../../shared/domain/occurrence.ts'
import { type Refusal, refuse } from '../../../shared/domain/refusal.ts'
import {
  type BusySpan,
  nearestOffers,
  type Reason,
  type ServingCandidate,
  type SlotQuestion,
} from '../../../shared/domain/slot.ts'
import { addDays, type Instant, type TimeZone, utcDayOf } from '../../../shared/domain/time.ts'
import type { DeskPeople, PrincipalTime } from '../../ports/store.ts'
import type { CalendarTools } from '../calendar/tools.ts'

const ROUND_THE_CLOCK = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
  weekday: weekday as 0 | 1 | 2 | 3 | 4 | 5 | 6,
  from: '00:00',
  to: '24:00',
}))

/** What is asked of the desk: a type, a length, and the customer's own wishes. */
export interface Wish {
  type: AppointmentType
  durationMinutes: number
  visitorTimeZone: TimeZone
  hostId?: string | undefined
  resourceId?: string | undefined
  /** A booking that is moving: its own claims do not stand in its way. */
  moving?: string | undefined
}

/** Everything that decides about a time, as it was read. */
export interface Desk {
  people: DeskPeople
  times: PrincipalTime[]
}

export function hostsOf({ type, hostId }: Wish): string[] {
  return hostId === undefined ? type.hosts : type.hosts.filter((id) => id === hostId)
}

export function resourcesOf({ type, resourceId }: Wish): string[] {
  return resourceId === undefined ? type.resources : type.resources.filter((id) => id === resourceId)
}

/** Reads people, hours and ledger for a wish; the ledger from the UTC day of `from` to that of `to`, a day wider on both sides. */
export async function readDesk(
  tools: CalendarTools,
  wish: Wish,
  from: Instant,
  to: Instant,
  read: 'latest' | 'quick',
): Promise<Desk> {
  const { company, slug } = wish.type
  const hosts = hostsOf(wish)
  const resources = resourcesOf(wish)
  const [people, times] = await Promise.all([
    tools.store.people(company, hosts, resources, slug),
    tools.store.time(company, [...hosts, ...resources], addDays(utcDayOf(from), -1), addDays(utcDayOf(to), 1), read),
  ])
  return { people, times }
}

/** Everything in a principal's time that blocks, as instants; series and long events expanded over [from, to). */
export function busySpans(
  time: PrincipalTime | undefined,
  zone: TimeZone,
  from: Instant,
  to: Instant,
  moving?: string,
): BusySpan[] {
  if (!time) return []
  const byId = new Map<string, BusySpan>()
  for (const { claims } of time.days)
    for (const claim of claims) if (!claim.isFree && claim.id !== moving) byId.set(claim.id, claim)
  const spans: BusySpan[] = [...byId.values()]
  for (const span of time.spans) {
    if (span.isFree) continue
    for (const { times } of occurrencesOf(span, from, to, zone))
      spans.push({ ...spanOf(times, zone), kind: 'event', id: span.id })
  }
  return spans
}

/** The question for slot.ts: the same for page, booking and troubleshooter (D5). */
export function questionOf(desk: Desk, wish: Wish, now: Instant, from: Instant, to: Instant): SlotQuestion {
  const { type } = wish
  const candidate = (id: string, timeZone: TimeZone): ServingCandidate => {
    const schedule = desk.people.schedules.find((one) => one.id === id)
    return {
      id,
      schedule: schedule ?? { id, timeZone, weekly: ROUND_THE_CLOCK, overrides: [] },
      busy: busySpans(
        desk.times.find((one) => one.principal === id),
        timeZone,
        from - 86_400_000,
        to + 86_400_000,
        wish.moving,
      ),
    }
  }
  const present = <T extends { id: string; timeZone: TimeZone }>(wanted: string[], found: T[]) =>
    wanted.flatMap((id) => found.filter((one) => one.id === id)).map((one) => candidate(one.id, one.timeZone))
  return {
    rules: {
      durationMinutes: wish.durationMinutes,
      stepMinutes: type.stepMinutes,
      bufferBeforeMinutes: type.bufferBeforeMinutes,
      bufferAfterMinutes: type.bufferAfterMinutes,
      noticeMinutes: type.noticeMinutes,
      horizonDays: type.horizonDays,
    },
    now,
    from,
    to,
    visitorTimeZone: wish.visitorTimeZone,
    hosts: present<Member>(hostsOf(wish), desk.people.members),
    resources: present(resourcesOf(wish), desk.people.resources),
    hostsNeeded: type.assignment === 'collective' ? 'all' : 'any',
  }
}

const ALTERNATIVES = 5
const LOOK_AROUND_DAYS = 7
const DAY_MS = 86_400_000

/** The nearest free times around one that cannot be had: a quick read, for they are offers and not promises. */
export async function alternativesTo(
  tools: CalendarTools,
  wish: Wish,
  startsAt: Instant,
): Promise<{ startsAt: Instant; endsAt: Instant }[]> {
  const now = tools.clock.now()
  const from = Math.max(startsAt - LOOK_AROUND_DAYS * DAY_MS, now)
  const to = Math.max(startsAt, now) + LOOK_AROUND_DAYS * DAY_MS
  const desk = await readDesk(tools, wish, from, to, 'quick')
  return nearestOffers(questionOf(desk, wish, now, from, to), startsAt, ALTERNATIVES).map((offer) => ({
    startsAt: offer.startsAt,
    endsAt: offer.endsAt,
  }))
}

const refusalOf: Record<Reason['reason'], Refusal['refusal']> = {
  past: 'TooSoon',
  notice: 'TooSoon',
  horizon: 'TooFar',
  override: 'NotOffered',
  outsideHours: 'OutsideHours',
  notAligned: 'NotOffered',
  busy: 'SlotTaken',
  buffer: 'SlotTaken',
  hold: 'SlotTaken',
  limit: 'LimitReached',
  capacity: 'Full',
  calendarNotKnownThatFar: 'CalendarNotKnownThatFar',
}

/** A reason of slot.ts as a refusal for strangers: who is busy with what stays inside. */
export async function refusalFor(
  tools: CalendarTools,
  wish: Wish,
  startsAt: Instant,
  { reason }: Reason,
): Promise<Refusal> {
  const refusal = refusalOf[reason]
  const isRange = refusal !== 'TooFar'
  return refuse(refusal, {
    reason: { reason },
    ...(isRange && { alternatives: await alternativesTo(tools, wish, startsAt) }),
  })
}
