import { type CalendarEvent, spanOf } from '../../../shared/domain/calendar-event.ts'
import {
  type Claim,
  clashesWith,
  daysOf,
  dayWrites,
  type LedgerDay,
  LONGEST_DAY_CLAIM_DAYS,
  type Span,
} from '../../../shared/domain/ledger.ts'
import type { Member } from '../../../shared/domain/member.ts'
import type { TimeZone } from '../../../shared/domain/time.ts'
import type { PrincipalTime, Write } from '../../ports/store.ts'

/** The most day items and spans that one event may touch in a transaction (D2). */
export const MOST_LEDGER_WRITES = 90
/** The most people whose time is claimed in the transaction itself. */
export const MOST_PRINCIPALS = 20

const DAY_MS = 86_400_000

/** Where an event stands in one person's time: claimed day by day, or as a span that is expanded when read. */
export interface Standing {
  principal: string
  claim?: Claim
  span?: Span
}

/** The members in whose calendars an event stands: the organizer and those invited. */
export function holdersOf(event: CalendarEvent): string[] {
  return [...new Set([event.organizerId, ...event.attendees.flatMap(({ memberId }) => memberId ?? [])])]
}

function standingOf(event: CalendarEvent, principal: string, zone: TimeZone): Standing {
  const declined = event.attendees.some((one) => one.memberId === principal && one.reply === 'declined')
  const isFree = event.showAs === 'free' || declined
  const { from, to } = spanOf(event.times, zone)
  const { id, times, rrule, changedOccurrences } = event
  if (rrule !== undefined || to - from > LONGEST_DAY_CLAIM_DAYS * DAY_MS)
    return {
      principal,
      span: {
        id,
        principal,
        times,
        ...(rrule !== undefined && { rrule }),
        changedOccurrences,
        ...(isFree && { isFree }),
      },
    }
  const kind = event.source.kind === 'almanac' ? 'event' : 'external'
  return {
    principal,
    claim: { id, kind, from, to, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, ...(isFree && { isFree }) },
  }
}

/** Where an event stands for each of its holders; whole days begin at midnight in the holder's own zone. */
export function standingsOf(event: CalendarEvent | undefined, members: Member[]): Standing[] {
  if (!event || event.isDeleted) return []
  return holdersOf(event).flatMap((principal) => {
    const member = members.find((one) => one.id === principal)
    return member ? [standingOf(event, principal, member.timeZone)] : []
  })
}

/** First and last UTC day that must be read before the ledger can go from one standing to another. */
export function daysToRead(before: Standing[], after: Standing[]): Map<string, string[]> {
  const days = new Map<string, string[]>()
  for (const { principal, claim } of [...before, ...after]) {
    const sorted = new Set([...(days.get(principal) ?? []), ...(claim ? daysOf(claim) : [])])
    days.set(principal, [...sorted].sort())
  }
  return days
}

function daysOfPrincipal(time: PrincipalTime | undefined, principal: string, days: string[]): LedgerDay[] {
  return days.map((day) => time?.days.find((one) => one.day === day) ?? { principal, day, version: 0, claims: [] })
}

/** The ledger's part of a commit that takes an event from one standing to another, and what it will overlap. */
export function ledgerWrites(
  company: string,
  subject: string,
  before: Standing[],
  after: Standing[],
  times: PrincipalTime[],
): { writes: Write[]; overlaps: number } {
  const writes: Write[] = []
  let overlaps = 0
  for (const [principal, days] of daysToRead(before, after)) {
    const was = before.find((one) => one.principal === principal)
    const is = after.find((one) => one.principal === principal)
    const read = daysOfPrincipal(
      times.find((one) => one.principal === principal),
      principal,
      days,
    )
    const claims = new Map(is?.claim ? [[principal, is.claim]] : [])
    for (const day of dayWrites(read, subject, claims, 'version')) writes.push({ write: 'day', company, day })
    if (is?.claim) overlaps += clashesWith(read, is.claim).length
    if (is?.span) writes.push({ write: 'span', company, span: is.span })
    else if (was?.span) writes.push({ write: 'removeSpan', company, principal, id: subject })
    // Whoever decides on this person's time with the spans as they were must decide again.
    if (is?.span || was?.span) writes.push({ write: 'raiseRevision', company, principal })
  }
  return { writes, overlaps }
}
