import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import { chooses, type OfferedStart, withChoice } from '../../../shared/domain/offers/choice.ts'
import { type ClosedDay, closedDays } from '../../../shared/domain/offers/closed-days.ts'
import { questionOf } from '../../../shared/domain/offers/question-of.ts'
import { offersBetween, startsBetween } from '../../../shared/domain/offers/slot.ts'
import { liesBeside } from '../../../shared/domain/offers/slot-question.ts'
import { type Choices, slotRequestOf } from '../../../shared/domain/offers/slot-request.ts'
import type { Company, Member } from '../../../shared/domain/people/member.ts'
import { addDays, type Instant, type LocalDate, startOfDay } from '../../../shared/domain/time/time.ts'
import type { BookingContexts } from '../../ports/booking-context.ts'
import type { World } from '../world.ts'
import { readFront } from './front.ts'
import { type OccupancyStore, readOccupancy } from './occupancy.ts'

/** The repositories that it uses. */
export type ListSlotsStore = BookingContexts & OccupancyStore

export interface SlotsRequest extends Choices {
  company: string
  slug: string
  from: LocalDate
  to: LocalDate
  /** The private link that the visitor comes by. */
  link?: string | undefined
}

export interface DaySlots {
  durationMinutes: number
  starts: OfferedStart[]
  closedDays: ClosedDay[]
}

/**
 * The offered times of the visitor's days, and for days without any the reason in one word.
 * @param reader a member who only looks
 */
export async function listSlots(
  tools: World<ListSlotsStore>,
  request: SlotsRequest,
  reader?: Member,
): Promise<DaySlots | Refusal> {
  const now = tools.clock.now()
  const front = await readFront(tools, request, { read: 'quick' }, now, reader)
  if (isRefusal(front)) return front
  return offeredTimes(tools, front.type, front.company, request, now)
}

/** The times that a type offers, stored or not. */
export async function offeredTimes(
  tools: World<OccupancyStore>,
  type: AppointmentType,
  company: Company,
  request: Choices & { from: LocalDate; to: LocalDate },
  now: Instant,
): Promise<DaySlots> {
  const slotRequest = slotRequestOf(type, company, request)
  const from = startOfDay(request.from, request.timeZone)
  const to = startOfDay(addDays(request.to, 1), request.timeZone)
  const occupancy = await readOccupancy(tools, slotRequest, from, to, 'quick')
  const question = questionOf(occupancy, slotRequest, now, from, to)
  const chosen = slotRequest.hostId ?? slotRequest.resourceId
  const offered = chooses(type) === 'timeThenWho' && chosen === undefined ? offersBetween(question) : undefined
  const starts = offered?.map(({ startsAt }) => startsAt) ?? startsBetween(question)
  const candidates = question.hosts.length > 0 ? question.hosts : question.resources
  const isMarked = type.offer === 'besideFirst'
  const isBeside = (startsAt: Instant) => isMarked && candidates.some((one) => liesBeside(one, question, startsAt))
  return {
    durationMinutes: slotRequest.durationMinutes,
    starts: (offered?.map(withChoice) ?? starts.map((startsAt) => ({ startsAt }))).map((one) =>
      isBeside(one.startsAt) ? { ...one, isBeside: true } : one,
    ),
    closedDays: closedDays(question, starts, request),
  }
}
