import { closureOn, openWindows } from '../people/availability.ts'
import { addDays, type Instant, type LocalDate, localDateOf, startOfDay, type TimeZone } from '../time/time.ts'
import { MINUTE_MS } from '../time/units.ts'
import { datesBegin, horizonEnd, isLimited, type SlotQuestion } from './slot-question.ts'

/** A day without times, and why, in one word. */
export interface ClosedDay {
  date: LocalDate
  reason: string
}

/** Why each empty day has no times, in one word that tells a stranger nothing about anybody. */
export function closedDays(
  question: SlotQuestion,
  starts: Instant[],
  asked: { from: LocalDate; to: LocalDate; timeZone: TimeZone },
): ClosedDay[] {
  const open = new Set(starts.map((startsAt) => localDateOf(startsAt, asked.timeZone)))
  const reasonFor = dayReasons(question)
  const days: ClosedDay[] = []
  for (let date = asked.from; date <= asked.to; date = addDays(date, 1)) {
    if (open.has(date)) continue
    const begins = startOfDay(date, asked.timeZone)
    days.push({ date, reason: reasonFor(date, begins, startOfDay(addDays(date, 1), asked.timeZone)) })
  }
  return days
}

function dayReasons(question: SlotQuestion) {
  const { now, rules, from, to, hosts, resources } = question
  const earliest = now + rules.noticeMinutes * MINUTE_MS
  const last = horizonEnd(question)
  const first = datesBegin(question)
  const assignment = (hosts.length > 0 ? hosts : resources).map((candidate) => ({
    candidate,
    windows: openWindows(candidate.availability, from, to),
  }))
  return (date: LocalDate, begins: Instant, ends: Instant): string => {
    if (ends <= now) return 'past'
    if (ends <= earliest) return 'notice'
    if (begins >= last || ends <= first) return 'horizon'
    const open = assignment.filter(({ windows }) =>
      windows.from.some((opens, i) => opens < ends && windows.to[i]! > Math.max(begins, earliest)),
    )
    if (open.length === 0)
      return assignment.some(({ candidate }) => closureOn(candidate.availability, date)) ? 'override' : 'outsideHours'
    return open.every(({ candidate }) => isLimited(candidate, Math.max(begins, earliest))) ? 'limit' : 'full'
  }
}
