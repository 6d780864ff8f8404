import { candidatesOf } from '../../../shared/domain/booking/groups.ts'
import type { ClaimKind } from '../../../shared/domain/ledger/ledger.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { Ledger } from '../../ports/ledger.ts'
import { laterTimes } from '../event/span-clashes.ts'
import type { World } from '../world.ts'

/** What keeps a principal from being taken away. */
export interface Commitments {
  /** Bookings and classes that are still ahead. */
  bookings: number
  /** Meetings that are still ahead, a series counted once: people leave theirs, things are needed there. */
  events: number
  /** Titles of the types that may take it. */
  types: string[]
}

const BOOKED: ClaimKind[] = ['booking', 'pending', 'hold', 'session']

/** What still stands on a person or a thing. */
export async function commitmentsOf(
  tools: World<AppointmentTypes & Ledger>,
  company: string,
  principal: string,
): Promise<Commitments> {
  const now = tools.clock.now()
  const [types, [time]] = await Promise.all([tools.store.types(company), laterTimes(tools, company, [principal], now)])
  const offers = types.filter((type) => candidatesOf(type).includes(principal))
  const ahead = time!.days.flatMap((day) => day.claims).filter(({ to }) => to > now)
  const count = (kinds: ClaimKind[]) =>
    new Set(ahead.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id)).size
  return {
    bookings: count(BOOKED),
    events: count(['event']) + time!.spans.length,
    types: offers.map(({ title }) => title),
  }
}
