import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import { type Booking, isAppointment } from '../../../shared/domain/booking/booking.ts'
import { singlesIn } from '../../../shared/domain/calendar/singles.ts'
import {
  allStarts,
  type Broken,
  type Offering,
  onlyIn,
  whyBroken,
} from '../../../shared/domain/offers/compare-offers.ts'
import {
  addDays,
  type Instant,
  type LocalDate,
  localDateOf,
  startOfDay,
  type TimeZone,
} from '../../../shared/domain/time/time.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Companies } from '../../ports/companies.ts'
import type { World } from '../world.ts'
import { type OccupancyStore, readOccupancy } from './occupancy.ts'

/** The repositories that it uses. */
export type WhatIfStore = OccupancyStore & Companies & Pick<Bookings, 'bookings'>

/** What a change of a type would do. */
export interface WhatIf {
  /** The last day that was looked at. */
  until: LocalDate
  appearing: Instant[]
  vanishing: Instant[]
  breaking: { booking: Booking; broken: Broken }[]
  /** Whether every booking was looked at. */
  isWhole: boolean
}

/** So far ahead it is looked. */
const LOOKED_DAYS = 60
/** So many of what stands with whoever serves the type are read, in parts. */
const MOST_READ = 400
const PART = 100

/**
 * Which times appear and vanish in the next 60 days when a type becomes another, and which of its bookings fit the
 * rules of now and not those of then. Nothing is stored; bookings stay as they are in any case.
 */
export async function whatIf(
  tools: World<WhatIfStore>,
  before: AppointmentType,
  after: AppointmentType,
  timeZone: TimeZone,
): Promise<WhatIf> {
  const now = tools.clock.now()
  const found = await tools.store.company(before.company)
  if (!found) throw new Error(`type ${before.slug} belongs to no company`)
  const until = addDays(localDateOf(now, timeZone), LOOKED_DAYS)
  const to = startOfDay(addDays(until, 1), timeZone)
  const [then, next] = await Promise.all(
    [before, after].map(async (type): Promise<Offering> => {
      const { company } = found
      const slotRequest = { type, company, durationMinutes: 0, visitorTimeZone: timeZone, party: 1 }
      return { type, company, occupancy: await readOccupancy(tools, slotRequest, now, to, 'quick') }
    }),
  )
  const [offered, offering] = [then!, next!].map((one) => allStarts(one, timeZone, now, now, to))
  const { bookings, isWhole } = await bookingsOf(tools, then!, now, to)
  return {
    until,
    appearing: onlyIn(offering!, offered!),
    vanishing: onlyIn(offered!, offering!),
    breaking: bookings.flatMap((booking) => {
      const broken = whyBroken(next!, booking, now)
      return broken && !whyBroken(then!, booking, now) ? [{ booking, broken }] : []
    }),
    isWhole,
  }
}

/** The appointments of a type that begin in [from, to), in their order, found in the time of whoever serves it. */
async function bookingsOf(
  tools: World<Pick<Bookings, 'bookings'>>,
  { type, occupancy }: Offering,
  from: Instant,
  to: Instant,
): Promise<{ bookings: Booking[]; isWhole: boolean }> {
  const { times } = occupancy
  const singles = singlesIn(
    times,
    times.flatMap(({ classes }) => classes),
  ).filter(
    ({ kind, from: at }) => (kind === 'booking' || kind === 'pending' || kind === 'session') && at >= from && at < to,
  )
  const bookings: Booking[] = []
  for (let read = 0; read < Math.min(singles.length, MOST_READ); read += PART) {
    const ids = singles.slice(read, Math.min(read + PART, MOST_READ)).map(({ id }) => id)
    const part = await tools.store.bookings(type.company, ids)
    bookings.push(...part.filter((one) => one.type === type.slug && isAppointment(one)))
  }
  return { bookings: bookings.sort((a, b) => a.startsAt - b.startsAt), isWhole: singles.length <= MOST_READ }
}
