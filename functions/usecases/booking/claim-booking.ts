import { type Booking, principalsOf } from '../../../shared/domain/booking.ts'
import type { Change } from '../../../shared/domain/change.ts'
import { type Claim, daysOf, dayWrites, type LedgerDay } from '../../../shared/domain/ledger.ts'
import type { PrincipalTime, Write } from '../../ports/store.ts'

/** The claim that a booking lays on each of its hosts and resources; none when it is cancelled. */
export function claimOf(booking: Booking): Claim {
  return {
    id: booking.id,
    kind: booking.status === 'pending' ? 'pending' : 'booking',
    from: booking.startsAt,
    to: booking.endsAt,
    bufferBeforeMinutes: booking.bufferBeforeMinutes,
    bufferAfterMinutes: booking.bufferAfterMinutes,
  }
}

/** Every UTC day that the booking touches before or after. */
export function daysTouched(before: Booking | undefined, after: Booking): string[] {
  return [
    ...new Set([
      ...(before && before.status !== 'cancelled' ? daysOf(claimOf(before)) : []),
      ...daysOf(claimOf(after)),
    ]),
  ].sort()
}

/**
 * The ledger's part of a booking's commit: releases what it held, claims what it takes, one action per touched day, and
 * checks that no series was put into anybody's time since it was read.
 */
export function bookingLedgerWrites(before: Booking | undefined, after: Booking, times: PrincipalTime[]): Write[] {
  const { company, id } = after
  const principals = [...new Set([...(before ? principalsOf(before) : []), ...principalsOf(after)])]
  const touched = daysTouched(before, after)
  const claims = new Map(
    after.status === 'cancelled' ? [] : principalsOf(after).map((principal) => [principal, claimOf(after)]),
  )
  const writes: Write[] = []
  for (const principal of principals) {
    const time = times.find((one) => one.principal === principal)
    const days = touched.map(
      (day): LedgerDay => time?.days.find((one) => one.day === day) ?? { principal, day, version: 0, claims: [] },
    )
    for (const day of dayWrites(days, id, claims, 'cells')) writes.push({ write: 'day', company, day })
    if (claims.has(principal))
      writes.push({ write: 'checkRevision', company, principal, expected: time?.revision ?? 0 })
  }
  return writes
}

/** State, claims and change row of one step of a booking: what makes it true and what makes it known, together. */
export function bookingWrites(
  before: Booking | undefined,
  after: Booking,
  times: PrincipalTime[],
  change: Pick<Change, 'kind' | 'origin'>,
): Write[] {
  const formerHosts = before?.hosts.filter((host) => !after.hosts.includes(host)) ?? []
  return [
    { write: 'booking', booking: after, expectedVersion: before?.version ?? 0 },
    {
      write: 'change',
      change: {
        company: after.company,
        subjectKind: 'booking',
        subjectId: after.id,
        version: after.version,
        at: after.updatedAt,
        ...change,
        ...(formerHosts.length > 0 && { formerHosts }),
      },
    },
    ...bookingLedgerWrites(before, after, times),
  ]
}
