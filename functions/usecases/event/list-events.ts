import { isAppointment } from '../../../shared/domain/booking/booking.ts'
import { classesElsewhere } from '../../../shared/domain/booking/placement.ts'
import { mayKnowOf } from '../../../shared/domain/calendar/calendar-rights.ts'
import {
  bookingEntries,
  comparePositions,
  type Entry,
  eventEntries,
  type Position,
} from '../../../shared/domain/calendar/entry.ts'
import { isBooked, type Single, singlesIn } from '../../../shared/domain/calendar/singles.ts'
import {
  isBookingWanted,
  isEventWanted,
  membersShown,
  principalsOf,
  type Wanted,
  wantedCalendars,
} from '../../../shared/domain/calendar/wanted-calendars.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { claimsBetween, type PrincipalTime, type Span } from '../../../shared/domain/ledger/ledger.ts'
import { overlapping } from '../../../shared/domain/ledger/overlapping.ts'
import type { Calendar } from '../../../shared/domain/people/calendar.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { occurrencesOf } from '../../../shared/domain/recurrence/occurrence.ts'
import type { Interval } from '../../../shared/domain/time/interval.ts'
import { type Instant, utcDayOf } from '../../../shared/domain/time/time.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Calendars } from '../../ports/calendars.ts'
import type { Events } from '../../ports/events.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { Members } from '../../ports/members.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ListEventsStore = Ledger & Members & Calendars & Pick<Events, 'events'> & Pick<Bookings, 'bookings'>

export interface Listing extends Interval {
  memberIds: string[]
  /** Calendars asked for by themselves, beside all those of members. */
  calendarIds?: string[] | undefined
  /** Begins behind this place: where an earlier list ended. */
  after?: Position | undefined
}

export interface Entries {
  /** In order, read bit by bit: whoever stops asking leaves the rest unread. */
  entries: AsyncGenerator<Entry, void>
  members: Member[]
  calendars: Calendar[]
  /** The members whose calendars are listed, whole or in part. */
  shown: string[]
}

/** So much of the range is read and put in order at a time, or less where very much stands in it. */
const STRETCH_MS = 32 * DAY_MS
const MOST_SINGLES = 1000
/**
 * Whole days of others may begin so much earlier or later by the reader's own clock, and bookings end as much later.
 */
const AROUND_MS = 2 * DAY_MS

/** All that a list is made of, as it was read. */
interface Sources {
  reader: Member
  listing: Listing
  wanted: Wanted
  calendars: Calendar[]
  members: Member[]
  times: PrincipalTime[]
  singles: Single[]
  spans: Map<string, Span>
  /** The events of spans, each read once however many stretches it lies in. */
  series: Map<string, CalendarEvent>
  now: Instant
}

/**
 * What stands in the calendars of the given members in [from, to): found through the ledger's days and spans, so that
 * what one sees and what is taken can never differ.
 */
export async function listEvents(tools: World<ListEventsStore>, reader: Member, listing: Listing): Promise<Entries> {
  const { from, to, memberIds, after } = listing
  // A list that goes on begins where the earlier one ended.
  const begin = after ? Math.max(after.at, from) : from
  const timeOf = (principals: string[]) =>
    tools.store.time(reader.company, principals, utcDayOf(begin - AROUND_MS), utcDayOf(to + AROUND_MS), 'latest')
  const [members, calendars, early] = await Promise.all([
    tools.store.members(reader.company),
    tools.store.calendars(reader.company),
    timeOf(memberIds),
  ])
  const wanted = { memberIds, calendars: wantedCalendars(listing.calendarIds ?? [], reader, calendars, members) }
  const others = principalsOf(wanted, calendars).filter((id) => !memberIds.includes(id))
  const times = others.length === 0 ? early : [...early, ...(await timeOf(others))]
  const elsewhere = times.flatMap(classesElsewhere)
  const classes = [
    ...times.flatMap(({ classes }) => classes),
    ...(elsewhere.length === 0 ? [] : await tools.store.tallies(reader.company, elsewhere)),
  ]
  const sources: Sources = {
    reader,
    listing,
    wanted,
    calendars,
    members,
    times,
    singles: singlesIn(times, classes),
    spans: new Map(times.flatMap(({ spans }) => spans).map((span) => [span.id, span])),
    series: new Map(),
    now: tools.clock.now(),
  }
  return { members, calendars, shown: membersShown(wanted), entries: inStretches(tools, sources, begin) }
}

async function* inStretches(
  tools: World<ListEventsStore>,
  sources: Sources,
  begin: Instant,
): AsyncGenerator<Entry, void> {
  const { singles, listing } = sources
  const { to, after } = listing
  for (let from = begin; from < to; ) {
    const ahead = singles.findIndex((single) => single.from > from)
    const crowded = ahead < 0 ? undefined : singles[ahead + MOST_SINGLES]?.from
    const end = Math.min(to, from + STRETCH_MS, crowded ?? to)
    const entries = await entriesOf(tools, sources, from, end)
    yield* entries
      .filter(({ position }) => (from === begin || position.at >= from) && position.at < end)
      .filter(({ position }) => !after || comparePositions(position, after) > 0)
      .sort((a, b) => comparePositions(a.position, b.position))
    from = end
  }
}

/** Everything that touches [from, to), a part of the range that is listed. */
async function entriesOf(
  tools: World<ListEventsStore>,
  sources: Sources,
  from: Instant,
  to: Instant,
): Promise<Entry[]> {
  const { reader, listing, wanted, calendars, members, singles, spans, series, times, now } = sources
  const zone = reader.timeZone
  const near = singles.filter((single) => single.from < to + AROUND_MS && single.to > from - AROUND_MS)
  const repeating = [...spans.values()].filter((span) => occurrencesOf(span, from, to, zone).length > 0)
  const known = repeating.flatMap(({ id }) => series.get(id) ?? [])
  const wantedEvents = [...near.filter((single) => !isBooked(single)), ...repeating].filter(({ id }) => !series.has(id))
  const idsOf = (some: { id: string }[]) => some.map(({ id }) => id)
  const [events, bookings] = await Promise.all([
    tools.store.events(reader.company, idsOf(wantedEvents)),
    tools.store.bookings(reader.company, idsOf(near.filter(isBooked))),
  ])
  for (const event of events) if (spans.has(event.id)) series.set(event.id, event)
  const entries = [...known, ...events]
    .flatMap((event) => eventEntries(event, { from, to }, listing, zone))
    .filter((entry) => 'event' in entry && isEventWanted(entry.event, wanted, calendars, members))
    .filter((entry) => 'event' in entry && mayKnowOf(entry.event, reader, calendars, members))
  const shown = bookings
    .filter((one) => isBookingWanted(one, wanted))
    .filter((one) => isAppointment(one) && one.startsAt < to && one.endsAt > from)
  if (shown.length === 0) return entries
  const claims = times.flatMap((time) =>
    claimsBetween(time, from - AROUND_MS, to + AROUND_MS, now).map((claim) => ({ principal: time.principal, claim })),
  )
  return [...entries, ...bookingEntries(shown, overlapping(claims))]
}
