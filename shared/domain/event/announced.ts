import { type LedgerWrite, type PlacedClaim, type Placement, together } from '../ledger/decide.ts'
import type { PrincipalTime, Span } from '../ledger/ledger.ts'
import type { Instant } from '../time/time.ts'
import type { Announcement, EventStep } from './announcement.ts'
import { type Principals, placementOfEvent, roomsOf, spanOfEvent } from './event-placement.ts'

export interface Placed {
  company: string
  /** Rooms of the new state, in which it must not clash. */
  rooms: Set<string>
  was: Placement
  is: Placement
}

export function placed(steps: EventStep[], principals: Principals): Placed {
  return {
    company: steps[0]!.after.company,
    rooms: new Set(steps.flatMap(({ after }) => roomsOf(after))),
    was: together(steps.map(({ before }) => placementOfEvent(before, principals))),
    is: together(steps.map(({ after }) => placementOfEvent(after, principals))),
  }
}

/** What the new state wants of each room. */
export const roomSpans = (steps: EventStep[]): Span[] =>
  steps.flatMap(({ after }) => roomsOf(after).map((room) => spanOfEvent(after, room)))

/** What rooms held before, day by day: kept until the new claim is resolved, for it may have to be given back. */
const keptClaims = ({ was, rooms }: Placed): PlacedClaim[] => was.claims.filter(({ principal }) => rooms.has(principal))

/** The new state as it is announced: rooms' spans carry the announcement and what they replace. */
export function announcedPlacement(parts: Placed, id: string, at: Instant): Placement {
  const { is, was, rooms } = parts
  const spans = is.spans.map((span): Span => {
    if (!rooms.has(span.principal)) return span
    const previous = was.spans.find((one) => one.principal === span.principal && one.id === span.id)
    return { ...span, announcement: { id, at, ...(previous && { previous }) } }
  })
  return { ...is, claims: [...is.claims, ...keptClaims(parts)], spans }
}

/** Of two that are announced at once the earlier stands; the later one is the one that steps back. */
export function isEarlier(other: { id: string; at: Instant }, own: Announcement): boolean {
  return other.at < own.at || (other.at === own.at && other.id < own.id)
}

export const announcementsIn = (times: PrincipalTime[]) =>
  new Map(
    times
      .flatMap(({ spans }) => spans)
      .flatMap(({ announcement }) => (announcement ? [[announcement.id, announcement] as const] : [])),
  )

/** A verdict is true only while nothing else was announced in the rooms since they were read. */
export function guarded(writes: LedgerWrite[], times: PrincipalTime[]): LedgerWrite[] {
  return writes.map((write) => {
    const read = write.kind === 'raiseRevision' && times.find(({ principal }) => principal === write.principal)
    return read ? { ...write, expected: read.revision } : write
  })
}
