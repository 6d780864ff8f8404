import { MOST_PRINCIPALS, type PlacedClaim, type Placement } from '../ledger/decide.ts'
import { type Claim, daysOf, LONGEST_DAY_CLAIM_DAYS, type Span } from '../ledger/ledger.ts'
import { isTeamCalendar } from '../people/calendar.ts'
import type { Member } from '../people/member.ts'
import { spanOf } from '../recurrence/event-times.ts'
import { isSeries, rulesOf } from '../recurrence/repetition.ts'
import type { TimeZone } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'
import type { EventStep } from './announcement.ts'
import { type CalendarEvent, isOffCalendars } from './calendar-event.ts'
import { everybodyAsked, everyRoom, takenOfPerson, takenOfRoom } from './people-at.ts'

/** A team lives in many zones: its whole days are found around these, and drawn by the clock of whoever reads. */
const TEAM_ZONE = 'UTC'

/** Whose clocks say when a whole day begins. */
export interface Principals {
  members: Member[]
  rooms: { id: string; timeZone: TimeZone }[]
}

/** Under what an event stands first: a team's calendar, else the person who organizes it. */
export const homeOf = ({ calendarId, organizerId }: Pick<CalendarEvent, 'calendarId' | 'organizerId'>) =>
  isTeamCalendar(calendarId) ? calendarId : organizerId

/**
 * In whose calendars an event stands: its home and the members who are invited, be it to one date of a series; a draft
 * stands at home alone.
 */
export function holdersOf(event: CalendarEvent): string[] {
  if (event.isDraft) return [homeOf(event)]
  return [...new Set([homeOf(event), ...everybodyAsked(event).flatMap(({ memberId }) => memberId ?? [])])]
}

/** In whose calendars an event stands as it is on one date (see eventAt), in those of its rooms as well. */
export function holdersOnDate(event: CalendarEvent): string[] {
  if (event.isDraft) return [homeOf(event)]
  const { attendees, resources = [] } = event
  return [...new Set([homeOf(event), ...attendees.flatMap(({ memberId }) => memberId ?? []), ...resources])]
}

/** The rooms that an event takes. */
export function roomsOf(event: CalendarEvent | undefined): string[] {
  return event && !event.isDraft ? everyRoom(event) : []
}

/** Everything under which an event is looked for: its holders, its rooms, and the calendar that it stands in. */
export function standsUnder(event: CalendarEvent): string[] {
  return [
    ...new Set([
      ...holdersOf(event),
      ...roomsOf(event),
      event.organizerId,
      ...(event.calendarId === undefined ? [] : [event.calendarId]),
    ]),
  ]
}

/** Under what an event was looked for before a change, and is no more. */
export function calendarsLeft(before: CalendarEvent | undefined, after: CalendarEvent): string[] {
  const is = new Set(standsUnder(after))
  return before ? standsUnder(before).filter((one) => !is.has(one)) : []
}

/** Whether an event has so many holders that only its home and rooms are claimed at once. */
function isCrowded(event: CalendarEvent): boolean {
  return holdersOf(event).length + roomsOf(event).length > MOST_PRINCIPALS
}

/** Whose time the event's own transaction claims. */
export function holdersAtOnce(event: CalendarEvent): string[] {
  const holders = isCrowded(event) ? [homeOf(event)] : holdersOf(event)
  return [...holders, ...roomsOf(event)]
}

function partOf(event: CalendarEvent, principal: string, zone: TimeZone): { claim?: Claim; span?: Span } {
  const { from, to } = spanOf(event.times, zone)
  if (isSeries(event) || to - from > LONGEST_DAY_CLAIM_DAYS * DAY_MS) return { span: spanOfEvent(event, principal) }
  const { isFree } = takenBy(event, principal)
  const { id } = event
  const kind = kindOf(event)
  return { claim: { id, kind, from, to, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, ...(isFree && { isFree }) } }
}

const kindOf = ({ source }: CalendarEvent) => (source.kind === 'almanac' ? 'event' : 'external')

/** Whether an event takes the time of one who holds it, on all its dates or on some. */
function takenBy(event: CalendarEvent, principal: string): Pick<Span, 'isFree' | 'taking'> {
  // A room is taken by a meeting even where the meeting leaves its people free.
  if (roomsOf(event).includes(principal)) return takenOfRoom(event, principal)
  // A team's calendar is nobody, whose time could be taken.
  if (event.isDraft || event.showAs === 'free' || event.blocksNobody === true || isTeamCalendar(principal))
    return { isFree: true }
  return takenOfPerson(event, principal, homeOf(event) === principal)
}

/** The whole event as a claim that is expanded when it is read. */
export function spanOfEvent(event: CalendarEvent, principal: string): Span {
  const { id, times, changedOccurrences } = event
  const { isFree, taking } = takenBy(event, principal)
  return {
    ...{ id, principal, kind: kindOf(event), times, ...rulesOf(event), changedOccurrences },
    ...(isFree && { isFree }),
    ...(taking && { taking }),
  }
}

/** What an event holds in the ledgers of the given holders; whole days begin at midnight in the holder's own zone. */
export function placementOfEvent(
  event: CalendarEvent | undefined,
  { members, rooms }: Principals,
  holders = event ? holdersAtOnce(event) : [],
): Placement {
  const placement: Placement = { claims: [], spans: [], entries: [], seats: [] }
  if (!event || isOffCalendars(event)) return placement
  for (const principal of holders) {
    const zone = isTeamCalendar(principal)
      ? TEAM_ZONE
      : [...members, ...rooms].find((one) => one.id === principal)?.timeZone
    if (zone === undefined) continue
    const { claim, span } = partOf(event, principal, zone)
    if (claim) placement.claims.push({ principal, claim })
    if (span) placement.spans.push(span)
  }
  return placement
}

/** The UTC days of each principal that must be read before the ledger can go from one placement to another. */
export function daysToRead(claims: PlacedClaim[]): Map<string, string[]> {
  const days = new Map<string, string[]>()
  for (const { principal, claim } of claims)
    days.set(principal, [...new Set([...(days.get(principal) ?? []), ...daysOf(claim)])].sort())
  return days
}

/** Once it had more holders than a transaction claims, a job looks after it: it knows where it still stands. */
export function markedAsCrowded(step: EventStep): EventStep {
  const { before, after } = step
  return before?.isCrowded || isCrowded(after) ? { ...step, after: { ...after, isCrowded: true } } : step
}
