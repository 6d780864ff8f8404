import type { BookingView } from '../../../shared/api/bookings.ts'

/** A link that puts a booking into the visitor's own Google calendar. */
export function googleCalendarLink(booking: BookingView): string {
  const compact = (instant: string) => `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`
  const query = new URLSearchParams({
    action: 'TEMPLATE',
    text: booking.type.title,
    dates: `${compact(booking.startsAt)}/${compact(booking.endsAt)}`,
    location: booking.type.location,
    details: booking.manageUrl,
  })
  return `https://calendar.google.com/calendar/render?${query}`
}

/**
 * The same for Outlook, for people (`live`) and for companies (`office`): the compose address that its calendar opens,
 * instants in UTC.
 */
export function outlookCalendarLink(booking: BookingView, of: 'live' | 'office'): string {
  const query = new URLSearchParams({
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: booking.type.title,
    startdt: booking.startsAt,
    enddt: booking.endsAt,
    location: booking.type.location,
    body: booking.manageUrl,
  })
  return `https://outlook.${of}.com/calendar/0/deeplink/compose?${query}`
}
