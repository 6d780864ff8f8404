import { BadInput } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Booking, reassigned } from '../../../shared/domain/booking/booking.ts'
import { faultInReplacing } from '../../../shared/domain/booking/groups.ts'
import { periodStart } from '../../../shared/domain/booking/placement.ts'
import type { Origin } from '../../../shared/domain/changes/change.ts'
import { scheduleOf } from '../../../shared/domain/offers/question-of.ts'
import { localDateOf, utcDayOf } from '../../../shared/domain/time/time.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import { attempt, over } from '../attempt.ts'
import type { World } from '../world.ts'
import { appointmentOf, type ChangeBookingsStore, changeOfBookings } from './change-bookings.ts'

/** The repositories that it uses. */
export type ReassignBookingStore = AppointmentTypes & ChangeBookingsStore

export interface Reassigning {
  /** Whose place is taken, where several hosts serve it. */
  from?: string | undefined
  /** Another host of its type. */
  to: string
}

/**
 * Gives a booking to another host of its type, out of the same group: the other's time is claimed and the one's is
 * freed in one write. Bound by what is taken, not by the hours offered; giving it to somebody who has it already
 * changes nothing.
 * @throws BadInput for somebody who does not host its type, or stands in another of its groups, or whose place it is
 * not
 */
export async function reassignBooking(
  tools: World<ReassignBookingStore>,
  company: string,
  id: string,
  { from: named, to }: Reassigning,
  origin: Origin,
): Promise<Booking | Refusal> {
  const answer = await attempt<Booking | Refusal>(tools, async (trying) => {
    const booking = await appointmentOf(tools, company, id)
    if (isRefusal(booking) || booking.hosts.includes(to)) return over(booking)
    if (booking.endsAt <= trying.now) return over(refuse('BookingOver'))
    if (booking.session) return over(refuse('NotAllowed', { detail: 'A seat stays with its class.' }))
    const from = named ?? (booking.hosts.length === 1 ? booking.hosts[0]! : '')
    const type = await tools.store.type(company, booking.type)
    const fault = faultInReplacing(type, booking.hosts, { from, to })
    if (fault) throw new BadInput(fault)
    const day = utcDayOf(booking.startsAt)
    const [time] = await tools.store.time(company, [to], day, day, 'latest')
    const date = localDateOf(booking.startsAt, scheduleOf(type!, time!).timeZone)
    // Limits bind customers: what is given to a host is counted with them, however much they have.
    const counted = booking.counted.map(({ name, most }) =>
      name.tally === 'limit' && name.principal === from
        ? {
            name: { ...name, principal: to, startDate: periodStart(name.period, date) },
            most: Number.MAX_SAFE_INTEGER,
          }
        : { name, most },
    )
    const after = reassigned(booking, from, to, counted, trying.now)
    return changeOfBookings(tools, trying, [{ before: booking, after }], {
      change: { kind: 'reassigned', origin },
      done: () => after,
    })
  })
  const isTaken = isRefusal(answer) && answer.refusal === 'SlotTaken'
  return isTaken ? { ...answer, detail: 'The other host is busy then.' } : answer
}
