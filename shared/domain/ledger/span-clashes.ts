import { timesTaken } from '../recurrence/occurrence.ts'
import type { Instant } from '../time/time.ts'
import { DAY_MS, LATEST } from '../time/units.ts'
import type { Clash } from './decide.ts'
import { type Claim, claimOfMeeting, isExpired, type PrincipalTime, reachOf, type Span } from './ledger.ts'

const YEAR_MS = 366 * DAY_MS

/** Nothing is expanded beyond the last year that the calendar knows; two series meet before it or never. */

const MOST_NAMED = 100

/**
 * The most meetings that the series of one room may have in a year together: each is held against the others to the end
 * of time.
 */
const MOST_MEETINGS_A_YEAR = 30_000

export interface Taken {
  from: Instant
  to: Instant
}

/**
 * What each span meets from now on in times as they were read: claims of every later day, and other spans; up to an
 * end.
 */
export function clashesIn(times: PrincipalTime[], spans: Span[], now: Instant, end = LATEST): Clash[] {
  const own = new Set(spans.map(({ id }) => id))
  const found: Clash[] = []
  for (const span of spans) {
    const time = times.find(({ principal }) => principal === span.principal)
    if (!time || span.isFree) continue
    const { announcement: _open, ...alone } = span
    const wanted = (from: Instant, to: Instant) => timesTaken(alone, Math.max(from, now), to, time.facts.timeZone)
    const years = yearsOf(wanted, now, end)
    const add = (meeting: Taken, by: Claim, other?: Span) =>
      found.push({
        principal: time.principal,
        wanted: claimOfMeeting(span, meeting),
        by,
        ...(other?.announcement && { announcementId: other.announcement.id }),
      })
    const claims = new Map(time.days.flatMap((day) => day.claims).map((claim) => [claim.id, claim]))
    for (const by of claims.values()) {
      if (own.has(by.id) || by.isFree || isExpired(by, now)) continue
      const reach = reachOf(by)
      const [meeting] = wanted(reach.from, reach.to)
      if (meeting) add(meeting, by)
      if (found.length >= MOST_NAMED) return found
    }
    for (const other of time.spans.filter(({ id }) => !own.has(id)).flatMap(partsOf)) {
      const clash = firstMeeting(time, years, other)
      if (clash) add(clash.wanted, claimOfMeeting(other, clash.by), other)
    }
  }
  return found
}

/** What a series is announced to be, and what it has been until then: that was resolved before, and stands. */
function partsOf({ announcement, ...span }: Span): Span[] {
  if (!announcement) return [span]
  const { previous, ...open } = announcement
  return [{ ...span, announcement: open }, ...(previous ? [previous] : [])]
}

/** What a series wants year by year, each written out once however many others it is held against. */
function yearsOf(wanted: (from: Instant, to: Instant) => Taken[], now: Instant, end: Instant) {
  const years = new Map<Instant, Taken[]>()
  return {
    now,
    end,
    meetingsFrom(from: Instant): Taken[] {
      const known = years.get(from)
      if (known) return known
      const meetings = wanted(from, Math.min(from + YEAR_MS, end))
      years.set(from, meetings)
      return meetings
    },
  }
}

/** Where two series meet first, looked for year by year: neither has to be written out whole. */
function firstMeeting(
  { facts }: PrincipalTime,
  years: ReturnType<typeof yearsOf>,
  other: Span,
): { wanted: Taken; by: Taken } | undefined {
  if (other.isFree) return undefined
  for (let from = years.now; from < years.end; from += YEAR_MS) {
    const meetings = years.meetingsFrom(from)
    if (meetings.length === 0) continue
    const others = timesTaken(other, from, Math.min(from + YEAR_MS, years.end), facts.timeZone)
    let next = 0
    for (const wanted of meetings) {
      while (next < others.length && others[next]!.to <= wanted.from) next++
      const by = others[next]
      // Series have no breaks: of those that end after this begins, the first decides.
      if (by && by.from < wanted.to) return { wanted, by }
    }
  }
  return undefined
}

/** How many meetings a series has in a year, its first or that from now on. */
function meetingsAYear({ announcement: _open, ...span }: Span, now: Instant): number {
  const begins = span.times.kind === 'timed' ? span.times.startsAt : Date.parse(span.times.startDate)
  const from = Math.max(now, begins)
  return timesTaken(span, from, from + YEAR_MS, 'UTC').length
}

/**
 * Whether checking spans against what else their rooms hold would be too much work. Asked before anything is written,
 * so that no check that is owed can fail to end (D12).
 */
export function isTooMuchToCheck(times: PrincipalTime[], spans: Span[], now: Instant): boolean {
  return times.some(({ principal, spans: others }) => {
    const own = new Set(spans.map(({ id }) => id))
    const all = [...spans.filter((span) => span.principal === principal), ...others.filter(({ id }) => !own.has(id))]
    let meetings = 0
    return all.some((span) => {
      meetings += meetingsAYear(span, now)
      return meetings > MOST_MEETINGS_A_YEAR
    })
  })
}
