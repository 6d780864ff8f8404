import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { resourcesOfType } from '../../../shared/domain/booking/groups.ts'
import {
  countedPrincipals,
  hasPeriodLimits,
  LIMIT_PERIODS,
  periodStart,
} from '../../../shared/domain/booking/placement.ts'
import { candidatesFor, type Occupancy, questionOf } from '../../../shared/domain/offers/question-of.ts'
import { nearestStarts } from '../../../shared/domain/offers/slot.ts'
import type { Reason } from '../../../shared/domain/offers/slot-reason.ts'
import type { SlotRequest } from '../../../shared/domain/offers/slot-request.ts'
import { addDays, type Instant, utcDayOf } from '../../../shared/domain/time/time.ts'
import { DAY_MS, MINUTE_MS } from '../../../shared/domain/time/units.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type OccupancyStore = Ledger

/**
 * Reads the ledger for a request of slots, from the UTC day of `from` to that of `to`, a day wider on both sides: two
 * queries for each principal, and one more where the type has limits, all side by side.
 */
export async function readOccupancy(
  tools: Pick<World<OccupancyStore>, 'store'>,
  slotRequest: SlotRequest,
  from: Instant,
  to: Instant,
  read: 'latest' | 'quick',
): Promise<Occupancy> {
  const { company, slug, limits: rules, seats, approvalAbovePercent } = slotRequest.type
  const serving = candidatesFor(slotRequest)
  // Whoever joins a class takes part in all that it takes, also in a resource that was not asked for; a share is one of
  // all of them.
  const isOfAll = seats > 1 || approvalAbovePercent !== null
  const resources = isOfAll ? resourcesOfType(slotRequest.type) : serving.resources
  const { hosts } = serving
  const first = addDays(utcDayOf(from), -1)
  const last = addDays(utcDayOf(to), 1)
  // Weeks and months that have begun before the first day count it as well.
  const begins = LIMIT_PERIODS.map((period) => periodStart(period, first)).sort()[0]!
  const [times, limits] = await Promise.all([
    tools.store.time(company, [...hosts, ...resources], first, last, read),
    hasPeriodLimits(rules)
      ? tools.store.limits(company, slug, countedPrincipals(slotRequest.type, { hosts, resources }), begins, last, read)
      : [],
  ])
  return { times, limits }
}

const ALTERNATIVES = 5
const LOOK_AROUND_DAYS = 7

/**
 * The nearest free times around one that cannot be had: those of the days that were read anyway where they suffice,
 * else by a quick read of a week around, for they are offers and not promises.
 */
export async function alternativesTo(
  tools: World<OccupancyStore>,
  slotRequest: SlotRequest,
  startsAt: Instant,
  known?: Occupancy,
): Promise<{ startsAt: Instant; endsAt: Instant }[]> {
  const now = tools.clock.now()
  const asInterval = (start: Instant) => ({ startsAt: start, endsAt: start + slotRequest.durationMinutes * MINUTE_MS })
  if (known) {
    // Days are read a day wider on both sides than they are asked for.
    const around = questionOf(known, slotRequest, now, Math.max(startsAt - DAY_MS / 2, now), startsAt + DAY_MS / 2)
    const near = nearestStarts(around, startsAt, ALTERNATIVES)
    if (near.length === ALTERNATIVES) return near.map(asInterval)
  }
  const from = Math.max(startsAt - LOOK_AROUND_DAYS * DAY_MS, now)
  const to = Math.max(startsAt, now) + LOOK_AROUND_DAYS * DAY_MS
  const occupancy = await readOccupancy(tools, slotRequest, from, to, 'quick')
  return nearestStarts(questionOf(occupancy, slotRequest, now, from, to), startsAt, ALTERNATIVES).map(asInterval)
}

const refusalOf: Record<Reason['reason'], Refusal['refusal']> = {
  past: 'TooSoon',
  notice: 'TooSoon',
  horizon: 'TooFar',
  override: 'NotOffered',
  outsideHours: 'OutsideHours',
  notAligned: 'NotOffered',
  notBeside: 'NotOffered',
  busy: 'SlotTaken',
  buffer: 'SlotTaken',
  hold: 'SlotTaken',
  limit: 'LimitReached',
  capacity: 'Full',
  calendarNotKnownThatFar: 'CalendarNotKnownThatFar',
}

/** A reason of the slot engine as a refusal for strangers: who is busy with what stays inside. */
export async function refusalFor(
  tools: World<OccupancyStore>,
  slotRequest: SlotRequest,
  startsAt: Instant,
  { reason, who }: Reason,
  known?: Occupancy,
): Promise<Refusal> {
  const refusal = refusalOf[reason]
  // Whoever has as many bookings as one may have finds no other time free either.
  const isTheirs = reason === 'limit' && who === undefined
  const mayBeNear = refusal !== 'TooFar' && !isTheirs
  return refuse(refusal, {
    reason: { reason },
    ...(mayBeNear && { alternatives: await alternativesTo(tools, slotRequest, startsAt, known) }),
  })
}

/** How often a refusal is looked at again (see isFreeByNow). */
export const SECOND_LOOKS = 2
