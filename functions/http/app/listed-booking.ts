import type { ListedBooking } from '../../../shared/api/bookings.ts'
import { type Booking, isMailed } from '../../../shared/domain/booking/booking.ts'
import type { Visit } from '../../../shared/domain/booking/visit.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { answersFor } from '../../usecases/booking/answers-for.ts'
import { namedRecord } from './about-record.ts'
import type { AppWorld } from './app-door.ts'
import { type MailFaults, mailFaultsOf } from './mail-faults.ts'

interface Named {
  id: string
  name: string
}

/** Who and what bookings name, for a list of them. */
export interface Naming {
  reader: Member
  members: Named[]
  resources: Named[]
  /** What is known of the addresses of their customers. */
  faultOf: MailFaults
}

export async function namingFor(door: AppWorld, reader: Member, bookings: Booking[]): Promise<Naming> {
  const { company } = reader
  const [members, resources, faultOf] = await Promise.all([
    door.store.members(company),
    door.store.resources(company),
    mailFaultsOf(
      door,
      company,
      bookings.map(({ customer }) => customer.email),
    ),
  ])
  return { reader, members, resources, faultOf }
}

/** A booking in the list of those who serve it, with what they have written down about it. */
export function listedBooking(
  booking: Booking,
  visit: Visit | undefined,
  { reader, members, resources, faultOf }: Naming,
  record?: ListedBooking['record'],
): ListedBooking {
  const named = (ids: string[], known: Named[]) =>
    ids.map((id) => ({ id, name: known.find((one) => one.id === id)?.name ?? '' }))
  const { id, version, status, customer, guests, seats, cancelMessage } = booking
  const { name, email, timeZone, locale } = customer
  return {
    id,
    version,
    status: status === 'held' ? 'pending' : status,
    type: { slug: booking.type, title: booking.title },
    startsAt: formatInstant(booking.startsAt),
    endsAt: formatInstant(booking.endsAt),
    customer: { name, email, timeZone, ...(locale !== undefined && { locale }), ...faultOf(email) },
    guests,
    hosts: named(booking.hosts, members),
    resources: named(booking.resources, resources),
    seats,
    answers: answersFor(booking, reader.locale),
    because: booking.assignedBecause,
    ...(booking.chosen && {
      chosen: booking.chosen.map(({ ids, ...why }) => ({
        ...why,
        who: named(ids, why.of === 'members' ? members : resources),
      })),
    }),
    canAnswer: status === 'pending',
    isPaid: booking.paymentId !== undefined,
    isCancellationMailed: isMailed(booking, 'cancellation'),
    isQuiet: booking.isQuiet === true,
    ...(status === 'cancelled' && cancelMessage !== undefined && { cancelMessage }),
    ...(status === 'cancelled' && booking.cancelMessageBy && { cancelMessageBy: booking.cancelMessageBy }),
    ...(booking.answerBy !== undefined && { answerBy: formatInstant(booking.answerBy) }),
    ...(booking.isLapsed && { isLapsed: true }),
    ...(visit?.attendance && { attendance: visit.attendance }),
    ...(visit?.notes !== undefined && { notes: visit.notes }),
    ...(record && { record }),
  }
}

/** One booking as it is listed. */
export async function listedAlone(door: AppWorld, reader: Member, booking: Booking): Promise<ListedBooking> {
  const [naming, [visit]] = await Promise.all([
    namingFor(door, reader, [booking]),
    door.store.visits(booking.company, [booking.id]),
  ])
  return listedBooking(booking, visit, naming, await namedRecord(door, reader, visit?.recordId))
}
