import { BadInput } from '../../../shared/domain/answers/bad-input.ts'
import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import { durationFor } from '../../../shared/domain/booking/booking.ts'
import { startsBetween } from '../../../shared/domain/offers/slot.ts'
import { datesBegin, horizonEnd, isLimited, type SlotQuestion } from '../../../shared/domain/offers/slot-question.ts'
import { closureOn, openWindows } from '../../../shared/domain/people/availability.ts'
import type { Company } from '../../../shared/domain/people/member.ts'
import {
  addDays,
  type Instant,
  type LocalDate,
  localDateOf,
  startOfDay,
  type TimeZone,
} from '../../../shared/domain/time/time.ts'
import type { FrontDesks } from '../../ports/front-desk.ts'
import type { World } from '../world.ts'
import { type DeskStore, questionOf, readDesk, type Wish } from './desk.ts'

/** The repositories that it uses. */
export type ListSlotsStore = FrontDesks & DeskStore

/** What a customer may choose beside the time. */
export interface Choices {
  timeZone: TimeZone
  durationMinutes?: number | undefined
  hostId?: string | undefined
  resourceId?: string | undefined
  seats?: number | undefined
}

export interface SlotsRequest extends Choices {
  company: string
  slug: string
  from: LocalDate
  to: LocalDate
}

export interface DaySlots {
  durationMinutes: number
  starts: Instant[]
  closedDays: { date: LocalDate; reason: string }[]
}

/** The wish that a request's parameters mean. @throws BadInput for a duration, host or resource that the type does not have */
export function wishOf(type: AppointmentType, company: Company, request: Choices, prefix = 'query.'): Wish {
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
    company,
    durationMinutes,
    visitorTimeZone: request.timeZone,
    party: request.seats ?? 1,
    hostId: request.hostId,
    resourceId: request.resourceId,
  }
}

/** The offered times of the visitor's days, and for days without any the reason in one word. */
export async function listSlots(tools: World<ListSlotsStore>, request: SlotsRequest): Promise<DaySlots | Refusal> {
  const now = tools.clock.now()
  const { type, company } = await tools.store.frontDesk(request.company, request.slug, { read: 'quick' }, now)
  if (!type || !company) return refuse('NotFound')
  const wish = wishOf(type, company, request)
  const from = startOfDay(request.from, request.timeZone)
  const to = startOfDay(addDays(request.to, 1), request.timeZone)
  const desk = await readDesk(tools, wish, from, to, 'quick')
  const question = questionOf(desk, wish, now, from, to)
  const starts = startsBetween(question)
  return { durationMinutes: wish.durationMinutes, starts, closedDays: closedDays(question, starts, request) }
}

/** Why each empty day has no times, in one word that tells a stranger nothing about anybody. */
function closedDays(question: SlotQuestion, starts: Instant[], request: SlotsRequest): DaySlots['closedDays'] {
  const open = new Set(starts.map((startsAt) => localDateOf(startsAt, request.timeZone)))
  const reasonFor = dayReasons(question)
  const days: DaySlots['closedDays'] = []
  for (let date = request.from; date <= request.to; date = addDays(date, 1)) {
    if (open.has(date)) continue
    const begins = startOfDay(date, request.timeZone)
    days.push({ date, reason: reasonFor(date, begins, startOfDay(addDays(date, 1), request.timeZone)) })
  }
  return days
}

function dayReasons(question: SlotQuestion) {
  const { now, rules, from, to, hosts, resources } = question
  const earliest = now + rules.noticeMinutes * 60_000
  const last = horizonEnd(question)
  const first = datesBegin(question)
  const serving = (hosts.length > 0 ? hosts : resources).map((candidate) => ({
    candidate,
    windows: openWindows(candidate.availability, from, to),
  }))
  return (date: LocalDate, begins: Instant, ends: Instant): string => {
    if (ends <= now) return 'past'
    if (ends <= earliest) return 'notice'
    if (begins >= last || ends <= first) return 'horizon'
    const open = serving.filter(({ windows }) =>
      windows.from.some((opens, i) => opens < ends && windows.to[i]! > Math.max(begins, earliest)),
    )
    if (open.length === 0)
      return serving.some(({ candidate }) => closureOn(candidate.availability, date)) ? 'override' : 'outsideHours'
    return open.every(({ candidate }) => isLimited(candidate, Math.max(begins, earliest))) ? 'limit' : 'full'
  }
}
