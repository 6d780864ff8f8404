import type { Booking } from '../../shared/domain/booking/booking.ts'
import type { CalendarEvent } from '../../shared/domain/event/calendar-event.ts'
import { type Claim, cellsOfDay } from '../../shared/domain/ledger/ledger.ts'
import { tallyKey } from '../../shared/domain/ledger/tally.ts'
import type { Instant } from '../../shared/domain/time/time.ts'
import type { KeptLedger } from '../fakes/memory/kept-ledger.ts'
import type { KeptTally } from '../fakes/memory/tallies.ts'
import {
  type ClaimFound,
  claimsOfDays,
  holders,
  isEnded,
  isKept,
  isLive,
  ledgerId,
  meetingsOf,
  meets,
  reachOf,
  utcDays,
} from './claims.ts'
import { resources, zones } from './company.ts'

export type Invariant =
  | 'no overlap'
  | 'sold only what is offered'
  | 'no more than fit'
  | 'no more seats than there are'
  | 'no limit exceeded'
  | 'no claim lost'
  | 'no claim leaked'
  | 'no cell lost or leaked'
  | 'nothing lost from a count'
  | 'nothing leaked in a count'
  | 'everything is settled in the end'
  | 'nobody is refused what is free'
  | 'a hold becomes a booking'
  | 'one key, one booking'
  | 'an answer is true'
  | 'no change lost'
  | 'no fault'
  | 'everybody gets an answer'

export interface Violation {
  invariant: Invariant
  detail: string
}

/** What a history knows beside the ledger. */
export interface Known {
  now: Instant
  /** Bookings that a connected calendar has moved: facts, which may overlap. */
  movedByFact: ReadonlySet<string>
  /** Bookings that a host has moved, written down or given to another: counted, and bound by no limit. */
  movedByHost: ReadonlySet<string>
  /** Whether nobody is at work and the sweep has come by. */
  isAtRest: boolean
}

const HORIZON_MS = 25 * 86_400_000
const isBooked = ({ kind }: Claim) => kind !== 'event' && kind !== 'external'
const things = new Map(resources.map((one) => [one.id, one]))
const clock = (at: Instant) => new Date(at).toISOString().slice(5, 16)
const words = ({ principal, claim }: ClaimFound) => `${claim.kind} ${claim.id} ${clock(claim.from)} of ${principal}`

/** The first promise that the ledger does not keep, if there is one. */
export function violationIn(ledger: KeptLedger, known: Known): Violation | undefined {
  for (const check of [cells, overlaps, places, seats, claims, counts, limits, rest]) {
    const violation = check(ledger, known)
    if (violation) return violation
  }
  return undefined
}

function cells({ days }: KeptLedger): Violation | undefined {
  for (const day of days) {
    const { busy, buffer } = cellsOfDay(day)
    if (busy.length !== day.busy.size || busy.some((cell) => !day.busy.has(cell)))
      return { invariant: 'no cell lost or leaked', detail: `busy cells of ${day.principal} on ${day.day}` }
    if (buffer.length !== day.buffer.size || buffer.some((cell) => !day.buffer.has(cell)))
      return { invariant: 'no cell lost or leaked', detail: `buffer cells of ${day.principal} on ${day.day}` }
  }
  return undefined
}

/** People may overbook themselves; customers never can, and things not at all from now on. */
function overlaps(ledger: KeptLedger, { now, movedByFact }: Known): Violation | undefined {
  const claimed = claimsOfDays(ledger.days).filter(({ claim }) => !claim.isFree && !isEnded(claim, now))
  const meetings = meetingsOf(ledger, now, now + HORIZON_MS).filter(({ principal }) => things.has(principal))
  const all = Map.groupBy([...claimed, ...meetings], ({ principal }) => principal)
  for (const [principal, list] of all) {
    const thing = things.get(principal)
    const exclusive = list.filter(({ claim }) =>
      thing ? claim.from >= now : isBooked(claim) && !movedByFact.has(claim.id),
    )
    exclusive.sort((a, b) => a.claim.from - b.claim.from)
    for (let i = 0; i < exclusive.length; i++)
      for (let j = i + 1; j < exclusive.length; j++) {
        const [a, b] = [exclusive[i]!, exclusive[j]!]
        // No buffer is longer than an hour: those that begin later than that cannot meet either.
        if (b.claim.from > a.claim.to + 3_600_000) break
        const isSharing = thing?.isShared && a.claim.places !== undefined && b.claim.places !== undefined
        if (a.claim.id !== b.claim.id && !isSharing && meets(a.claim, b.claim))
          return { invariant: 'no overlap', detail: `${words(a)} and ${words(b)}` }
      }
  }
  return undefined
}

function places({ days }: KeptLedger, { now }: Known): Violation | undefined {
  const sharing = claimsOfDays(days).filter(({ claim }) => claim.places !== undefined && !isEnded(claim, now))
  for (const { principal, claim } of sharing) {
    const there = sharing.filter(
      (one) => one.principal === principal && one.claim.from <= claim.from && claim.from < one.claim.to,
    )
    const taken = there.reduce((sum, one) => sum + one.claim.places!, 0)
    const { capacity = 0 } = things.get(principal) ?? {}
    if (taken > capacity)
      return {
        invariant: 'no more than fit',
        detail: `${taken} of ${capacity} in ${principal} at ${clock(claim.from)}`,
      }
  }
  return undefined
}

/** A class: those who have a seat in the same session, counted at the same principal. */
function classesOf(bookings: Booking[]): Map<string, Booking[]> {
  return Map.groupBy(
    bookings.filter(({ session }) => session),
    (booking) => `${holders(booking)[0]} ${booking.session!.id}`,
  )
}

function seats({ bookings }: KeptLedger, { now }: Known): Violation | undefined {
  for (const [name, members] of classesOf(bookings.filter((one) => isLive(one, now)))) {
    const taken = members.reduce((sum, one) => sum + one.seats, 0)
    const { capacity } = members[0]!.session!
    if (taken > capacity)
      return { invariant: 'no more seats than there are', detail: `${taken} of ${capacity} in ${name}` }
  }
  return undefined
}

interface Wanted {
  principal: string
  claim: Omit<Claim, 'until' | 'kind'>
  kind: Claim['kind']
  /** Whether it may also be missing: what an ended hold left behind, or what is being resolved. */
  isOptional: boolean
  subject: string
  /** The end that it must have; absent: none. */
  until?: Instant
}

function claimsWanted({ bookings, events, announcements }: KeptLedger, now: Instant): Wanted[] {
  const kept = bookings.filter(isKept)
  const single = kept
    .filter(({ session }) => !session)
    .flatMap((booking) => holders(booking).map((principal) => bookedClaim(booking, principal, !isLive(booking, now))))
  const classes = [...classesOf(kept).values()].flatMap((members) => {
    const live = members.filter((one) => isLive(one, now))
    const [first] = live.length > 0 ? live : members
    const lasting = live.some(({ status }) => status !== 'held')
    const until = Math.max(...members.map(({ heldUntil }) => heldUntil ?? 0))
    return holders(first!).map((principal): Wanted => {
      const { until: _hold, ...wanted } = bookedClaim(first!, principal, live.length === 0)
      return { ...wanted, kind: 'session', ...(!lasting && { until }) }
    })
  })
  const before = announcements.flatMap(({ steps }) => steps.flatMap((step) => step.before ?? []))
  return [
    ...single,
    ...classes,
    ...events
      .filter(({ announcementId }) => announcementId === undefined)
      .flatMap((event) => eventClaims(event, false)),
    // What is announced may still have to be given back: what was before it stays taken in things.
    ...before.flatMap((event) => eventClaims(event, true)),
  ]
}

function bookedClaim(booking: Booking, principal: string, isOptional: boolean): Wanted {
  const { startsAt, endsAt, sharedResources, seats, status, heldUntil } = booking
  const { bufferBeforeMinutes, bufferAfterMinutes, buffersAddUp } = booking
  const kind = status === 'held' ? 'hold' : status === 'pending' ? 'pending' : 'booking'
  return {
    principal,
    claim: {
      id: ledgerId(booking),
      from: startsAt,
      to: endsAt,
      bufferBeforeMinutes,
      bufferAfterMinutes,
      ...(buffersAddUp && { buffersAddUp }),
      ...(sharedResources.includes(principal) && { places: seats }),
    },
    kind,
    isOptional,
    subject: booking.id,
    ...(status === 'held' && { until: heldUntil! }),
  }
}

const LONGEST_BY_DAYS_MS = 7 * 86_400_000

/** Whether an event stands in the ledger as a whole, and not day by day. */
function isSpan({ rrule, rdates = [], times }: CalendarEvent): boolean {
  const isLong = times.kind === 'timed' && times.endsAt - times.startsAt > LONGEST_BY_DAYS_MS
  return rrule !== undefined || rdates.length > 0 || isLong
}

function holdersOfEvent({ organizerId, attendees, resources: rooms = [] }: CalendarEvent): string[] {
  return [...new Set([organizerId, ...attendees.flatMap(({ memberId }) => memberId ?? []), ...rooms])]
}

const hasDeclined = ({ attendees }: CalendarEvent, principal: string) =>
  attendees.some(({ memberId, reply }) => memberId === principal && reply === 'declined')

function eventClaims(event: CalendarEvent, isOptional: boolean): Wanted[] {
  const { times } = event
  if (event.isDeleted || isSpan(event) || times.kind !== 'timed') return []
  return holdersOfEvent(event).map((principal) => ({
    principal,
    claim: {
      id: event.id,
      from: times.startsAt,
      to: times.endsAt,
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 0,
      ...(hasDeclined(event, principal) && { isFree: true }),
    },
    kind: event.source.kind === 'almanac' ? 'event' : 'external',
    isOptional,
    subject: event.id,
  }))
}

/** Each subject has exactly its claims, on each day that they touch; each claim has its subject. */
function claims(ledger: KeptLedger, { now, isAtRest }: Known): Violation | undefined {
  const found = new Map<string, Claim>()
  for (const { principal, day, claims: list } of ledger.days)
    for (const claim of list) {
      const name = `${principal} ${day} ${claim.id}`
      if (found.has(name)) return { invariant: 'no claim leaked', detail: `${name} stands there twice` }
      found.set(name, claim)
    }
  const expected = new Set<string>()
  for (const wanted of claimsWanted(ledger, now)) {
    const { widerFrom, widerTo } = reachOf(wanted.claim)
    for (const day of utcDays(widerFrom, widerTo)) {
      const name = `${wanted.principal} ${day} ${wanted.claim.id}`
      expected.add(name)
      const claim = found.get(name)
      if (!claim) {
        if (wanted.isOptional) continue
        return { invariant: 'no claim lost', detail: `${wanted.subject} holds no time of ${name}` }
      }
      if (!isSame(claim, wanted) && !wanted.isOptional)
        return {
          invariant: 'no claim lost',
          detail: `${wanted.subject} holds another time: ${JSON.stringify(claim)}, not ${JSON.stringify(wanted)}`,
        }
    }
  }
  for (const [name, claim] of found) {
    // Until the sweep has come by, what has ended by itself may lie about.
    const isLitter = isEnded(claim, now) && !isAtRest
    if (!expected.has(name) && !isLitter && !isOfAnnounced(ledger, claim))
      return { invariant: 'no claim leaked', detail: `${name} (${claim.kind}) belongs to nobody` }
    if (isAtRest && isEnded(claim, now)) return { invariant: 'no claim leaked', detail: `${name} has ended` }
  }
  return spansOf(ledger)
}

const isOfAnnounced = ({ events }: KeptLedger, { id }: Claim) =>
  events.some((event) => event.id === id && event.announcementId !== undefined)

function isSame(claim: Claim, { claim: wanted, kind, until }: Wanted): boolean {
  return (
    claim.kind === kind &&
    claim.from === wanted.from &&
    claim.to === wanted.to &&
    claim.bufferBeforeMinutes === wanted.bufferBeforeMinutes &&
    claim.bufferAfterMinutes === wanted.bufferAfterMinutes &&
    claim.buffersAddUp === wanted.buffersAddUp &&
    claim.places === wanted.places &&
    claim.isFree === wanted.isFree &&
    // A class that only holds keep ends with the last of them, at the earliest.
    (until === undefined ? claim.until === undefined : claim.until !== undefined && claim.until >= until)
  )
}

/** Each series stands with each of its holders, as it is; nothing else does. */
function spansOf({ events, spans, announcements }: KeptLedger): Violation | undefined {
  const left = new Map(spans.map((span) => [`${span.principal} ${span.id}`, span]))
  for (const event of events) {
    if (event.isDeleted || !isSpan(event)) continue
    for (const principal of holdersOfEvent(event)) {
      const name = `${principal} ${event.id}`
      const span = left.get(name)
      const isIt =
        span &&
        span.rrule === event.rrule &&
        JSON.stringify([span.times, span.changedOccurrences]) ===
          JSON.stringify([event.times, event.changedOccurrences])
      if (!isIt)
        return { invariant: 'no claim lost', detail: `the series ${event.id} does not stand with ${principal}` }
      left.delete(name)
    }
  }
  const open = new Set(announcements.flatMap(({ steps }) => steps.map(({ after }) => after.id)))
  const [leaked] = [...left.keys()].filter((name) => !open.has(name.split(' ')[1]!))
  if (leaked !== undefined) return { invariant: 'no claim leaked', detail: `the series ${leaked} belongs to nobody` }
  return undefined
}

interface Count {
  tally: KeptTally | undefined
  wanted: Map<string, { count: number; isOptional: boolean }>
}

/** Each tally counts exactly those that it must, and knows their sum. */
function counts({ tallies, bookings }: KeptLedger, { now, isAtRest }: Known): Violation | undefined {
  const all = new Map<string, Count>(tallies.map((tally) => [tallyKey(tally.name), { tally, wanted: new Map() }]))
  const want = (name: string, id: string, count: number, isOptional: boolean) => {
    const counted = all.get(name) ?? { tally: undefined, wanted: new Map() }
    all.set(name, counted)
    counted.wanted.set(id, { count, isOptional: isOptional && (counted.wanted.get(id)?.isOptional ?? true) })
  }
  for (const booking of bookings.filter(isKept)) {
    const hasEnded = !isLive(booking, now)
    for (const { name } of booking.counted)
      if (name.tally === 'booker') want(tallyKey(name), booking.id, 1, booking.endsAt <= now)
      else want(tallyKey(name), ledgerId(booking), 1, hasEnded)
    if (booking.session)
      want(`session/${holders(booking)[0]}/${booking.session.id}`, booking.id, booking.seats, hasEnded)
  }
  for (const [name, { tally, wanted }] of all) {
    const entries = tally?.entries ?? {}
    for (const [id, { count, isOptional }] of wanted)
      if (entries[id]?.count !== count && !(isOptional && entries[id] === undefined))
        return { invariant: 'nothing lost from a count', detail: `${id} is not counted in ${name}` }
    for (const [id, entry] of Object.entries(entries)) {
      const hasEnded = isEnded(entry, now)
      if (!wanted.has(id) && (!hasEnded || (isAtRest && tally!.name.tally !== 'booker')))
        return { invariant: 'nothing leaked in a count', detail: `${id} is counted in ${name}` }
    }
    const sum = Object.values(entries).reduce((total, { count }) => total + count, 0)
    if (tally && sum !== tally.taken)
      return { invariant: 'nothing lost from a count', detail: `${name} says ${tally.taken}, not ${sum}` }
  }
  return undefined
}

const wallFormats = new Map<string, Intl.DateTimeFormat>()

function localDate(at: Instant, zone: string): string {
  let format = wallFormats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    wallFormats.set(zone, format)
  }
  return format.format(at)
}

/** First date of the period, by the calendar of a wall. */
function periodOf(period: string, date: string): string {
  if (period === 'perDay') return date
  if (period === 'perMonth') return `${date.slice(0, 8)}01`
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}

/**
 * Counted from the bookings themselves, where they are now: each ceiling holds, and each is asked at the right period.
 */
function limits({ bookings }: KeptLedger, { now, movedByHost }: Known): Violation | undefined {
  const taken = new Map<string, { ids: Set<string>; most: number }>()
  for (const booking of bookings) {
    if (!isLive(booking, now)) continue
    for (const { name, most } of booking.counted) {
      if (name.tally === 'booker' && booking.endsAt <= now) continue
      if (name.tally === 'limit' && !movedByHost.has(booking.id)) {
        const date = periodOf(name.period, localDate(booking.startsAt, zones[name.principal]!))
        if (date !== name.startDate)
          return {
            invariant: 'no limit exceeded',
            detail: `${booking.id} is counted at ${name.startDate}, not ${date}`,
          }
      }
      const key = tallyKey(name)
      // A class that its host has moved is counted beyond every ceiling.
      const counted = taken.get(key) ?? { ids: new Set(), most }
      taken.set(key, counted)
      counted.most = Math.max(counted.most, most)
      counted.ids.add(name.tally === 'booker' ? booking.id : ledgerId(booking))
    }
  }
  for (const [name, { ids, most }] of taken)
    if (ids.size > most) return { invariant: 'no limit exceeded', detail: `${ids.size} of ${most} in ${name}` }
  return undefined
}

/**
 * When nobody is at work and the sweep has come by, nothing is announced, no hold is left over, and no request waits
 * beyond its time.
 */
function rest({ announcements, events, spans, bookings }: KeptLedger, { now, isAtRest }: Known): Violation | undefined {
  if (!isAtRest) return undefined
  const open = [
    ...announcements.map(({ id }) => `announcement ${id}`),
    ...events.filter(({ announcementId }) => announcementId !== undefined).map(({ id }) => `event ${id}`),
    ...spans.filter(({ announcement }) => announcement).map(({ id }) => `series ${id}`),
    ...bookings.filter((one) => one.status === 'held' && !isLive(one, now)).map(({ id }) => `hold ${id}`),
    ...bookings
      .filter(({ status, answerBy }) => status === 'pending' && answerBy !== undefined && answerBy <= now)
      .map(({ id }) => `request ${id}`),
  ]
  return open.length > 0 ? { invariant: 'everything is settled in the end', detail: open.join(', ') } : undefined
}
