import { closureOn, openWindows, type Windows } from '../people/availability.ts'
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

/** All who could serve the parts of a meeting, and how many of each part have to. */
function partsOf({ hosts, resources, hostsNeeded, needed = 1, groups = [] }: SlotQuestion) {
  const isOfHosts = hosts.length > 0
  return [
    { candidates: hosts, needed: hostsNeeded === 'all' ? hosts.length : needed },
    { candidates: resources, needed: isOfHosts ? 1 : needed },
    ...groups,
  ].filter(({ candidates }) => candidates.length > 0)
}

function dayReasons(question: SlotQuestion) {
  const { now, rules, from, to } = question
  const earliest = now + rules.noticeMinutes * MINUTE_MS
  const last = horizonEnd(question)
  const first = datesBegin(question)
  const parts = partsOf(question).map(({ candidates, needed }) => ({
    needed,
    serving: candidates.map((candidate) => ({ candidate, windows: openWindows(candidate.availability, from, to) })),
  }))
  return (date: LocalDate, begins: Instant, ends: Instant): string => {
    if (ends <= now) return 'past'
    if (ends <= earliest) return 'notice'
    if (begins >= last || ends <= first) return 'horizon'
    const since = Math.max(begins, earliest)
    const isOpen = ({ windows }: { windows: Windows }) =>
      windows.from.some((opens, i) => opens < ends && windows.to[i]! > since)
    const closed = parts.find(({ serving, needed }) => serving.filter(isOpen).length < needed)
    if (closed)
      return closed.serving.some((one) => !isOpen(one) && closureOn(one.candidate.availability, date))
        ? 'override'
        : 'outsideHours'
    const [part] = parts
    const unlimited = part?.serving.filter((one) => isOpen(one) && !isLimited(one.candidate, since)) ?? []
    return part && unlimited.length < part.needed ? 'limit' : 'full'
  }
}
