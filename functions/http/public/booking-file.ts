import { type Booking, videoCallNow } from '../../../shared/domain/booking/booking.ts'
import { calendarText } from '../../../shared/domain/invitation/calendar-file.ts'
import type { Member } from '../../../shared/domain/people/member.ts'

/**
 * A booking for its customer's own calendar: whoever has it from a mail already keeps one of it, the later revision
 * (RFC 5545, 3.8.7.2 and 3.8.7.4). Times are in the customer's zone.
 */
export function bookingFile(
  booking: Booking,
  company: string,
  host: Member | undefined,
  manageUrl: string,
): Uint8Array {
  const { startsAt, endsAt, customer } = booking
  const text = calendarText(booking.status === 'cancelled' ? 'CANCEL' : 'PUBLISH', [
    {
      uid: booking.icalUid,
      sequence: booking.sequence,
      stampedAt: booking.updatedAt,
      times: { kind: 'timed', startsAt, endsAt, timeZone: customer.timeZone },
      summary: `${booking.title} (${company})`,
      description: manageUrl,
      location: booking.location || (videoCallNow(booking) ?? ''),
      ...(host && { organizer: { name: host.name, email: host.email } }),
      attendees: [],
    },
  ])
  return new TextEncoder().encode(text)
}
