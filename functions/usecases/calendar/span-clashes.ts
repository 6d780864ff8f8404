import type { Clash } from '../../../shared/domain/decide.ts'
import {
  type Claim,
  claimsOfSpan,
  isExpired,
  type PrincipalTime,
  reachOf,
  type Span,
} from '../../../shared/domain/ledger.ts'
import { type Instant, utcDayOf } from '../../../shared/domain/time.ts'
import type { CalendarTools } from './tools.ts'

const YEAR_MS = 366 * 86_400_000
/** Nothing is expanded beyond the last year that the calendar knows; two series meet before it or never. */
const FOREVER = Date.UTC(2200, 0, 1)
const LAST_DAY = '9999-12-31'
const MOST_NAMED = 100

/** The time of principals from now on, without end. */
export function laterTimes(
  tools: Pick<CalendarTools, 'store'>,
  company: string,
  principals: string[],
  now: Instant,
): Promise<PrincipalTime[]> {
  return tools.store.time(company, principals, utcDayOf(now), LAST_DAY, 'latest')
}

/** What each span meets from now on in times as they were read: claims of every later day, and other spans. */
export function clashesIn(times: PrincipalTime[], spans: Span[], now: Instant): Clash[] {
  const own = new Set(spans.map(({ id }) => id))
  const found: Clash[] = []
  for (const span of spans) {
    const time = times.find(({ principal }) => principal === span.principal)
    if (!time || span.isFree) continue
    const { announcement: _open, ...alone } = span
    const wanted = (from: Instant, to: Instant) => claimsOfSpan(alone, time.facts.timeZone, Math.max(from, now), to)
    const years = yearsOf(wanted, now)
    const add = (claim: Claim, by: Claim, other?: Span) =>
      found.push({
        principal: time.principal,
        wanted: claim,
        by,
        ...(other?.announcement && { announcementId: other.announcement.id }),
      })
    const claims = new Map(time.days.flatMap((day) => day.claims).map((claim) => [claim.id, claim]))
    for (const by of claims.values()) {
      if (own.has(by.id) || by.isFree || isExpired(by, now)) continue
      const reach = reachOf(by)
      const [claim] = wanted(reach.from, reach.to)
      if (claim) add(claim, by)
      if (found.length >= MOST_NAMED) return found
    }
    for (const other of time.spans.filter(({ id }) => !own.has(id)).flatMap(partsOf)) {
      const clash = firstMeeting(time, years, other)
      if (clash) add(clash.claim, clash.by, other)
    }
  }
  return found
}

/** What a series is announced to be, and what it has been until then: that was settled before, and stands. */
function partsOf({ announcement, ...span }: Span): Span[] {
  if (!announcement) return [span]
  const { previous, ...open } = announcement
  return [{ ...span, announcement: open }, ...(previous ? [previous] : [])]
}

/** What a series wants year by year, each written out once however many others it is held against. */
function yearsOf(wanted: (from: Instant, to: Instant) => Claim[], now: Instant) {
  const years = new Map<Instant, Claim[]>()
  return {
    now,
    claimsFrom(from: Instant): Claim[] {
      const known = years.get(from)
      if (known) return known
      const claims = wanted(from, from + YEAR_MS).sort((a, b) => a.from - b.from)
      years.set(from, claims)
      return claims
    },
  }
}

/** Where two series meet first, looked for year by year: neither has to be written out whole. */
function firstMeeting(
  { facts }: PrincipalTime,
  years: ReturnType<typeof yearsOf>,
  other: Span,
): { claim: Claim; by: Claim } | undefined {
  for (let from = years.now; from < FOREVER; from += YEAR_MS) {
    const claims = years.claimsFrom(from)
    if (claims.length === 0) continue
    const others = claimsOfSpan(other, facts.timeZone, from, from + YEAR_MS).sort((a, b) => a.from - b.from)
    let next = 0
    for (const claim of claims) {
      while (next < others.length && others[next]!.to <= claim.from) next++
      const by = others[next]
      // Series have no breaks: of those that end after this begins, the first decides.
      if (by && by.from < claim.to) return { claim, by }
    }
  }
  return undefined
}
