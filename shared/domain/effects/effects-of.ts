import { type Booking, isMailed } from '../booking/booking.ts'
import type { Change } from '../changes/change.ts'
import type { CalendarConnection } from '../sync/connection.ts'
import type { Effect, EffectKind } from './effect.ts'

import type { Recipient } from './recipient.ts'

type Planned = { effect: EffectKind; recipient: Recipient }

/** Which mails a type may leave out, by what has happened. */
const MAIL_OF: Partial<Record<Change['kind'], 'confirmation' | 'cancellation'>> = {
  booked: 'confirmation',
  confirmed: 'confirmation',
  cancelled: 'cancellation',
}

/**
 * Who is mailed because of a booking's change: the customer, also when they did it themselves (it is their record), and the guests,
 * unless its type leaves that mail out; who is to hear of everything; and each host except the one who did it.
 */
function bookingMails(change: Change, booking: Booking): Planned[] {
  const actor = change.origin.startsWith('member:') ? change.origin.slice('member:'.length) : undefined
  const hosts = [...booking.hosts, ...(change.formerHosts ?? [])].filter((host) => host !== actor)
  const byCalendar = change.origin.startsWith('connection:')
  const mailTo = (recipient: Recipient): Planned => ({ effect: 'mail', recipient })
  const mail = MAIL_OF[change.kind]
  const isQuiet = booking.isQuiet || (mail !== undefined && !isMailed(booking, mail))
  return [
    ...(isQuiet ? [] : [mailTo({ to: 'customer' }), ...booking.guests.map((email) => mailTo({ to: 'guest', email }))]),
    ...(booking.ccTo ?? []).map((email) => mailTo({ to: 'cc', email })),
    // A host who moved it in a connected calendar knows already.
    ...(byCalendar ? hosts.slice(1) : hosts).map(
      (memberId): Planned => ({ effect: 'mail', recipient: { to: 'host', memberId } }),
    ),
  ]
}

/** Everything that follows from a change, for the state that it left; connections are those of the people it concerns. */
export function effectsOf(change: Change, booking: Booking | undefined, connections: CalendarConnection[]): Effect[] {
  const planned: Planned[] = []
  if (change.subjectKind === 'invitation') planned.push({ effect: 'mail', recipient: { to: 'invited' } })
  if (change.subjectKind === 'waitlist') planned.push({ effect: 'mail', recipient: { to: 'customer' } })
  if (booking) {
    // It takes place all the same: there is nothing to be told.
    if (change.kind !== 'unbooked') planned.push(...bookingMails(change, booking))
    if (booking.reminderMinutesBefore.length > 0) planned.push({ effect: 'reminder', recipient: { to: 'nobody' } })
  }
  for (const connection of connections) {
    // What came from a calendar is not sent back to it.
    if (change.origin === `connection:${connection.id}`) continue
    const { memberId, id: connectionId } = connection
    planned.push({ effect: 'sync', recipient: { to: 'connection', memberId, connectionId } })
  }
  return asEffects(change, planned)
}

/** Who is mailed because of a payment: its customer where they paid in vain, or thought to have paid; its hosts where money cannot go back. */
export function effectsOfPayment(change: Change, booking: Booking): Effect[] {
  if (change.kind === 'paidInVain' || change.kind === 'paymentFailed')
    return asEffects(change, [{ effect: 'mail', recipient: { to: 'customer' } }])
  if (change.kind !== 'refundFailed') return []
  return asEffects(
    change,
    booking.hosts.map((memberId) => ({ effect: 'mail', recipient: { to: 'host', memberId } })),
  )
}

function asEffects(change: Change, planned: Planned[]): Effect[] {
  return planned.map(({ effect, recipient }) => ({
    company: change.company,
    subjectKind: change.subjectKind,
    subjectId: change.subjectId,
    version: change.version,
    effect,
    recipient,
    about: change.kind,
    origin: change.origin,
    state: 'planned',
    dueAt: change.at,
    attempts: 0,
  }))
}
