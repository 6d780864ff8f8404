import type { Booking } from '../../shared/domain/booking/booking.ts'
import { type Claim, claimsOfSpan, type Span } from '../../shared/domain/ledger/ledger.ts'
import type { Instant, TimeZone } from '../../shared/domain/time/time.ts'
import type { KeptLedger } from '../fakes/memory/kept-ledger.ts'
import type { KeptDay } from '../fakes/memory/ledger-days.ts'

/**
 * What the ledger must hold, said anew from the bookings and events alone: nothing here is shared with the code that
 * decides, but the expansion of series.
 */
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Whether a booking takes anything: not when it is cancelled, nor when it is a hold that has ended. */
export const isLive = (booking: Booking, now: Instant) =>
  booking.status === 'held' ? booking.heldUntil! > now : booking.status !== 'cancelled'

/** Whether it may still take something: an ended hold that nobody has cleared away does. */
export const isKept = (booking: Booking) => booking.status !== 'cancelled'

export const holders = ({ hosts, resources }: Booking) => [...hosts, ...resources]

/** Under which name it stands in the ledger: its class's, where it has a seat in one. */
export const ledgerId = ({ id, session }: Booking) => session?.id ?? id

/** UTC days that [from, to) touches. */
export function utcDays(from: Instant, to: Instant): string[] {
  const days: string[] = []
  for (let day = Math.floor(from / DAY_MS); day * DAY_MS < to; day++)
    days.push(new Date(day * DAY_MS).toISOString().slice(0, 10))
  return days
}

interface Reach {
  from: Instant
  to: Instant
  /** With buffers. */
  widerFrom: Instant
  widerTo: Instant
}

export const reachOf = (one: Pick<Claim, 'from' | 'to' | 'bufferBeforeMinutes' | 'bufferAfterMinutes'>): Reach => ({
  from: one.from,
  to: one.to,
  widerFrom: one.from - one.bufferBeforeMinutes * MINUTE_MS,
  widerTo: one.to + one.bufferAfterMinutes * MINUTE_MS,
})

/**
 * Whether the busy time of one meets the busy time or a buffer of the other; or buffer meets buffer, where those add
 * up.
 */
export function meets(a: Claim, b: Claim): boolean {
  const [x, y] = [reachOf(a), reachOf(b)]
  if (a.buffersAddUp || b.buffersAddUp) return x.widerFrom < y.widerTo && x.widerTo > y.widerFrom
  return (x.from < y.widerTo && x.to > y.widerFrom) || (y.from < x.widerTo && y.to > x.widerFrom)
}

export const isEnded = ({ until }: { until?: Instant }, now: Instant) => until !== undefined && until <= now

/** A claim where it stands. */
export interface ClaimFound {
  principal: string
  claim: Claim
  /** The series that it is a meeting of. */
  span?: Span
}

/** The claims of days, each once for a principal. */
export function claimsOfDays(days: KeptDay[]): ClaimFound[] {
  const found = new Map<string, ClaimFound>()
  for (const { principal, claims } of days)
    for (const claim of claims) found.set(`${principal} ${claim.id}`, { principal, claim })
  return [...found.values()]
}

/** The meetings of series in [from, to): of a series that is only announced those that it had before. */
export function meetingsOf({ spans, heads }: KeptLedger, from: Instant, to: Instant): ClaimFound[] {
  return spans.flatMap((span) => {
    const { announcement, ...resolved } = span
    const taken = announcement ? announcement.previous : resolved
    if (!taken || taken.isFree) return []
    const zone: TimeZone = heads.get(span.principal)?.timeZone ?? 'UTC'
    return claimsOfSpan(taken, zone, from, to).map((claim) => ({ principal: span.principal, claim, span }))
  })
}
