import type { CalendarEventView } from '../../../shared/api/events.ts'
import { type Booking, isMailed, videoCallNow } from '../../../shared/domain/booking/booking.ts'
import type { Payment } from '../../../shared/domain/payment/payment.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { opportunityIdOf } from '../../../shared/domain/records/business-record.ts'
import { formatInstant, type Instant } from '../../../shared/domain/time/time.ts'
import { answersFor } from '../../usecases/booking/answers-for.ts'
import { paymentView } from '../payment-view.ts'
import { isBookingHiddenFrom, type Reading } from './event-reading.ts'
import { person } from './event-view.ts'
import type { MailFaults } from './mail-faults.ts'

/** Whose appointment it is only its hosts and admins see. */
export const maySeeCustomer = (booking: Booking, reader: Member) =>
  booking.hosts.includes(reader.id) || reader.role !== 'member'

/** Its host; what is booked of things alone is organized by nobody. */
function organizerOf({ hosts: [host], resources: [resource = ''] }: Booking, members: Member[]) {
  return host === undefined ? { id: resource, name: '', email: '' } : person(members, host)
}

/**
 * A booking as it stands in its hosts' calendars; a colleague sees the type, not the customer, and who sees busy times
 * only neither.
 */
export function bookingEventView(
  booking: Booking,
  reading: Reading,
  known?: { payment: Payment | undefined; now: Instant; faultOf: MailFaults },
): CalendarEventView {
  const { reader, members } = reading
  const isHidden = isBookingHiddenFrom(booking, reading, 'open')
  const maySee = maySeeCustomer(booking, reader)
  const { customer } = booking
  return {
    id: booking.id,
    version: booking.version,
    title: isHidden ? 'Busy' : maySee ? `${booking.title}: ${customer.name}` : booking.title,
    startsAt: formatInstant(booking.startsAt),
    endsAt: formatInstant(booking.endsAt),
    timeZone: reader.timeZone,
    attendees: maySee ? [{ email: customer.email, name: customer.name, reply: 'accepted' }] : [],
    organizer: organizerOf(booking, members),
    ...(!isHidden && booking.resources.length > 0 && { resources: booking.resources }),
    privacy: 'public',
    showAs: 'busy',
    description: maySee
      ? answersFor(booking, reader.locale)
          .map(({ question, answer }) => `${question}: ${answer}`)
          .join('\n')
      : '',
    location: isHidden ? '' : booking.location,
    videoCallUrl: maySee ? (videoCallNow(booking) ?? '') : '',
    descriptionHtml: '',
    tags: [],
    attachments: [],
    reminders: [],
    canChange: maySee,
    ...(isHidden && { isBusyOnly: true }),
    ...(maySee && {
      booking: {
        type: booking.type,
        status: booking.status,
        ...(booking.answerBy !== undefined && { answerBy: formatInstant(booking.answerBy) }),
        customer: { name: customer.name, email: customer.email, ...known?.faultOf(customer.email) },
        isCancellationMailed: isMailed(booking, 'cancellation'),
        ...(booking.opensOpportunity && booking.status === 'confirmed' && { recordId: opportunityIdOf(booking) }),
        ...(known?.payment && { payment: paymentView(known.payment, booking, known.now) }),
      },
    }),
    source: 'almanac',
  }
}

/** What a class is called: with the seats that are taken; nothing of it to who sees busy times only. */
export function classTitle(seats: Booking[], reading: Reading): Pick<CalendarEventView, 'title' | 'session'> {
  const [first] = seats
  if (isBookingHiddenFrom(first!, reading, 'open')) return { title: 'Busy' }
  const { title } = first!
  const { capacity } = first!.session!
  const taken = seats.reduce((sum, booking) => sum + booking.seats, 0)
  return { title: `${title} (${taken} of ${capacity})`, session: { title, taken, capacity } }
}

/**
 * A class as one thing: how many seats are taken, and by whom for those who may know. It is moved seat by seat, not
 * here.
 */
export function classEventView(seats: Booking[], reading: Reading): CalendarEventView {
  const [first] = seats
  const view = bookingEventView(first!, reading)
  const { booking: _booking, ...rest } = view
  return {
    ...rest,
    ...classTitle(seats, reading),
    description: '',
    attendees: view.canChange
      ? seats.map(({ customer }) => ({ email: customer.email, name: customer.name, reply: 'accepted' as const }))
      : [],
    canChange: false,
  }
}
