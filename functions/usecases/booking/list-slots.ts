import type { AppointmentType } from '../../../shared/domain/appointment-type.ts'
import { BadInput } from '../../../shared/domain/bad-input.ts'
import { durationFor } from '../../../shared/domain/booking.ts'
import { type Refusal, refuse } from '../../../shared/domain/refusal.ts'
import { explainStart, type Offer, offersBetween, type Reason, type SlotQuestion } from '../../../shared/domain/slot.ts'
import {
  addDays,
  type Instant,
  type LocalDate,
  localDateOf,
  startOfDay,
  type TimeZone,
} from '../../../shared/domain/time.ts'
import type { CalendarTools } from '../calendar/tools.ts'
import { questionOf, readDesk, type Wish } from './desk.ts'

export interface SlotsRequest {
  company: string
  slug: string
  from: LocalDate
  to: LocalDate
  timeZone: TimeZone
  durationMinutes?: number | undefined
  hostId?: string | undefined
  resourceId?: string | undefined
}

export interface DaySlots {
  offers: Offer[]
  closedDays: { date: LocalDate; reason: string }[]
}

/** The wish that a request's parameters mean. @throws BadInput for a duration, host or resource that the type does not have */
export function wishOf(
  type: AppointmentType,
  request: Omit<SlotsRequest, 'company' | 'slug' | 'from' | 'to'>,
  prefix = 'query.',
): Wish {
  const durationMinutes = durationFor(type, request.durationMinutes)
  if (durationMinutes === undefined)
    throw new BadInput({
      path: `${prefix}durationMinutes`,
      message: `must be one of: ${type.durationsMinutes.join(', ')}`,
    })
  if (request.hostId !== undefined && !type.hosts.includes(request.hostId))
    throw new BadInput({ path: `${prefix}hostId`, message: 'is no host of this type' })
  if (request.resourceId !== undefined && !type.resources.includes(request.resourceId))
    throw new BadInput({ path: `${prefix}resourceId`, message: 'is no resource of this type' })
  return {
    type,
    durationMinutes,
    visitorTimeZone: request.timeZone,
    hostId: request.hostId,
    resourceId: request.resourceId,
  }
}

/** The offered times of the visitor's days, and for days without any the reason in one word. */
export async function listSlots(tools: CalendarTools, request: SlotsRequest): Promise<DaySlots | Refusal> {
  const type = await tools.store.type(request.company, request.slug)
  if (!type) return refuse('NotFound')
  const wish = wishOf(type, request)
  const from = startOfDay(request.from, request.timeZone)
  const to = startOfDay(addDays(request.to, 1), request.timeZone)
  const now = tools.clock.now()
  const desk = await readDesk(tools, wish, from, to, 'quick')
  const question = questionOf(desk, wish, now, from, to)
  const offers = offersBetween(question)
  return { offers, closedDays: closedDays(question, offers, request) }
}

const isPastOrTooFar = (reason: Reason['reason']) => reason === 'past' || reason === 'horizon' || reason === 'notice'

/** Asks noon and the edges of each empty day why they are not offered; the most telling reason speaks for the day. */
function closedDays(question: SlotQuestion, offers: Offer[], request: SlotsRequest): DaySlots['closedDays'] {
  const open = new Set(offers.map(({ startsAt }) => localDateOf(startsAt, request.timeZone)))
  const days: DaySlots['closedDays'] = []
  for (let date = request.from; date <= request.to; date = addDays(date, 1)) {
    if (open.has(date)) continue
    const begins = startOfDay(date, request.timeZone)
    const hours = Array.from({ length: 24 }, (_, hour): Instant => begins + hour * 3_600_000)
    const reasons = hours.flatMap((at) => {
      const verdict = explainStart(question, at)
      return 'reason' in verdict ? [verdict.reason.reason] : []
    })
    const telling = reasons.find((reason) => ['busy', 'buffer', 'hold', 'limit', 'capacity'].includes(reason))
    const reason =
      telling ?? reasons.findLast(isPastOrTooFar) ?? (reasons.includes('override') ? 'override' : 'outsideHours')
    days.push({ date, reason: ['busy', 'buffer', 'hold'].includes(reason) ? 'full' : reason })
  }
  return days
}
