import { type Booking, isAppointment } from '../../../shared/domain/booking/booking.ts'
import { classesElsewhere } from '../../../shared/domain/booking/placement.ts'
import type { Attendance, Visit } from '../../../shared/domain/booking/visit.ts'
import { singlesIn } from '../../../shared/domain/calendar/singles.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Interval } from '../../../shared/domain/time/interval.ts'
import { type Instant, utcDayOf } from '../../../shared/domain/time/time.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { CancelledBookings } from '../../ports/cancelled-bookings.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { Members } from '../../ports/members.ts'
import type { Resources } from '../../ports/resources.ts'
import type { Visits } from '../../ports/visits.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ListBookingsStore = CancelledBookings & Ledger & Members & Resources & Pick<Bookings, 'bookings'> & Visits

export interface BookingListing extends Interval {
  /** Where nobody says: those that stand. */
  status?: 'pending' | 'confirmed' | 'cancelled' | undefined
  attendance?: Attendance | undefined
  type?: string | undefined
  /** A member, or `none`. */
  host?: string | undefined
  resource?: string | undefined
  /** A part of the customer's name or address. */
  q?: string | undefined
  /** Begins behind this place: where an earlier list ended. */
  after?: { at: Instant; id: string } | undefined
}

export interface ListedBookings {
  bookings: Booking[]
  /** What was written down about them. */
  visits: Visit[]
  /** Where the list goes on, if it does. */
  next?: { at: Instant; id: string }
}

/** No host serves: resources alone. */
const NOBODY = 'none'
const MOST_LISTED = 50
/** So many are looked at for one answer, also where few of them are wanted. */
const MOST_READ = 500

interface Found {
  id: string
  from: Instant
}

/** What stands in [from, to), found through the ledger of whoever serves it, the earliest first. */
async function openOnes(tools: World<ListBookingsStore>, reader: Member, listing: BookingListing): Promise<Found[]> {
  const { from, to, after } = listing
  const principals = await principalsFor(tools, reader, listing)
  const times = await tools.store.time(reader.company, principals, utcDayOf(from), utcDayOf(to), 'latest')
  const elsewhere = times.flatMap(classesElsewhere)
  const classes = [
    ...times.flatMap((time) => time.classes),
    ...(elsewhere.length === 0 ? [] : await tools.store.tallies(reader.company, elsewhere)),
  ]
  const isBehind = (one: Found) =>
    after === undefined || one.from > after.at || (one.from === after.at && one.id > after.id)
  return singlesIn(times, classes)
    .filter(({ kind }) => kind === 'booking' || kind === 'pending' || kind === 'session')
    .filter((one) => one.from >= from && one.from < to && isBehind(one))
    .sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
}

/** What would have begun in [from, to) and was cancelled. */
async function cancelledOnes(
  tools: World<ListBookingsStore>,
  { company }: Member,
  { from, to, after }: BookingListing,
): Promise<Found[]> {
  const behind = after && { startsAt: after.at, bookingId: after.id }
  const found = await tools.store.cancelledBookings(company, from, to, MOST_READ + 1, behind)
  return found.map(({ bookingId, startsAt }) => ({ id: bookingId, from: startsAt }))
}

/** Bookings that begin in [from, to): a member's own, for admins all of the company. */
export async function listBookings(
  tools: World<ListBookingsStore>,
  reader: Member,
  listing: BookingListing,
): Promise<ListedBookings> {
  const { host, resource, attendance } = listing
  const isOfCancelled = listing.status === 'cancelled'
  const singles = await (isOfCancelled ? cancelledOnes : openOnes)(tools, reader, listing)
  const needle = listing.q?.trim().toLowerCase() ?? ''
  const isWanted = (booking: Booking) =>
    (isOfCancelled || isAppointment(booking)) &&
    (reader.role !== 'member' || booking.hosts.includes(reader.id)) &&
    (listing.status === undefined || booking.status === listing.status) &&
    (listing.type === undefined || booking.type === listing.type) &&
    (host === undefined || (host === NOBODY ? booking.hosts.length === 0 : booking.hosts.includes(host))) &&
    (resource === undefined || booking.resources.includes(resource)) &&
    (needle === '' || `${booking.customer.name}\n${booking.customer.email}`.toLowerCase().includes(needle))
  const bookings: Booking[] = []
  const visits: Visit[] = []
  let looked = 0
  const isEnough = () => bookings.length === MOST_LISTED || looked >= Math.min(MOST_READ, singles.length)
  while (!isEnough()) {
    const part = singles.slice(looked, looked + MOST_LISTED).map(({ id }) => id)
    const [found, noted] = await Promise.all([
      tools.store.bookings(reader.company, part),
      tools.store.visits(reader.company, part),
    ])
    const visitById = new Map(noted.map((visit) => [visit.bookingId, visit]))
    const byId = new Map(found.map((booking) => [booking.id, booking]))
    for (const id of part) {
      if (isEnough()) break
      looked++
      const booking = byId.get(id)
      const visit = visitById.get(id)
      if (!booking || !isWanted(booking) || (attendance !== undefined && visit?.attendance !== attendance)) continue
      bookings.push(booking)
      if (visit) visits.push(visit)
    }
  }
  const last = looked < singles.length ? singles[looked - 1] : undefined
  return { bookings, visits, ...(last && { next: { at: last.from, id: last.id } }) }
}

/** In whose time they stand. */
async function principalsFor(
  tools: World<ListBookingsStore>,
  reader: Member,
  { host, resource }: BookingListing,
): Promise<string[]> {
  if (reader.role === 'member') return [reader.id]
  const [members, resources] = await Promise.all([
    tools.store.members(reader.company),
    tools.store.resources(reader.company),
  ])
  // Whose filter is narrower decides: what both serve stands in the time of each.
  const all = [...(host === NOBODY ? [] : members), ...resources].map(({ id }) => id)
  const wanted = resource ?? (host === NOBODY ? undefined : host)
  return wanted === undefined ? all : all.filter((id) => id === wanted)
}
