import * as api from '../../../shared/api/bookings.ts'
import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { awaitsPayment, type Booking } from '../../../shared/domain/booking/booking.ts'
import { furtherStarts } from '../../../shared/domain/offers/repeat-dates.ts'
import { patienceFrom } from '../../usecases/attempt.ts'
import { type Booked, bookAppointment } from '../../usecases/booking/book-appointment.ts'
import { cancelBooking } from '../../usecases/booking/cancel-booking.ts'
import { takeEarlier, waitForEarlier } from '../../usecases/booking/earlier-time.ts'
import { bookingOfLink } from '../../usecases/booking/manage-link.ts'
import { moveBooking } from '../../usecases/booking/move-booking.ts'
import { leaveWaitlist } from '../../usecases/booking/waitlist.ts'
import { checkPayment, giveUpPayment, openFor } from '../../usecases/payment/check-payment.ts'
import { refusalOfTries } from '../../usecases/people/throttling.ts'
import { bookingFile } from './booking-file.ts'
import { bookedView, bookingView, savedView } from './booking-view.ts'
import { linkOf } from './link-token.ts'
import { type PublicWorld, publicEndpoints } from './public-door.ts'

/** So often one address may do so in 15 minutes. */
const BOOKINGS_PER_ADDRESS = 100
const CHANGES_PER_ADDRESS = 100

/** So often one address may ask the payment provider, in 15 minutes. */
const CHECKS_PER_ADDRESS = 200

/** What was booked just now, with the page on which it is paid where it costs something. */
async function shown(door: PublicWorld, booked: Booked, deadline: number) {
  await openFor(door, booked.booking, deadline)
  return { body: await bookedView(door, booked) }
}

export const bookingEndpoints = publicEndpoints(api, {
  async bookAppointment({ params, body, headers, address, door }) {
    const { hold, repeat, link: token, ...request } = body
    const tooMany = await refusalOfTries(door, [{ key: `book#${address}`, most: BOOKINGS_PER_ADDRESS }])
    if (tooMany) return tooMany
    const named = hold === undefined ? undefined : await door.links.read(hold, 'hold')
    if (hold !== undefined && named?.company !== params.company) throw new BadInput(inputFault('hold', 'notHold'))
    if (!(await door.links.ready(params.company))) return refuse('NotFound')
    const link = await linkOf(door, params.company, token)
    if (isRefusal(link)) return link
    const startsAt = Date.parse(body.startsAt)
    const deadline = patienceFrom(door)
    const asked = {
      ...request,
      ...link,
      company: params.company,
      slug: params.type,
      startsAt,
      idempotencyKey: headers['idempotency-key'],
      ...(named && { holdId: named.subjectId }),
      ...(repeat && {
        furtherStarts: furtherStarts(startsAt, repeat, body.customer.timeZone),
        onClash: repeat.onClash,
      }),
    }
    const booked = await bookAppointment(door, asked, deadline)
    return isRefusal(booked) ? booked : shown(door, booked, deadline)
  },
  async readBooking({ params, door }) {
    const booking = await bookingOfLink(door, params.token)
    return isRefusal(booking) ? booking : { body: await bookingView(door, booking) }
  },
  async readBookingFile({ params, door }) {
    const booking = await bookingOfLink(door, params.token)
    if (isRefusal(booking)) return booking
    const [company, { members }] = await Promise.all([
      door.store.company(booking.company),
      door.store.people(booking.company, booking.hosts, []),
    ])
    const manageUrl = `${door.publicAddress}/booking/${params.token}`
    return {
      body: bookingFile(booking, company?.company.name ?? booking.company, members[0], manageUrl),
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'attachment; filename="appointment.ics"',
        'cache-control': 'no-store',
      },
    }
  },
  async moveBooking({ params, body, address, door }) {
    return changedByLink(door, params.token, address, ({ company, id }) =>
      moveBooking(door, company, id, Date.parse(body.startsAt)),
    )
  },
  async waitForEarlier({ params, address, door }) {
    return changedByLink(door, params.token, address, async (booking) => {
      const entry = await waitForEarlier(door, booking)
      return isRefusal(entry) ? entry : booking
    })
  },
  async stopWaitingForEarlier({ params, address, door }) {
    return changedByLink(
      door,
      params.token,
      address,
      async (booking) => (await leaveWaitlist(door, booking)) ?? booking,
    )
  },
  async takeEarlier({ params, address, door }) {
    return changedByLink(door, params.token, address, (booking) => takeEarlier(door, booking))
  },
  async checkPayment({ params, address, door }) {
    const tooMany = await refusalOfTries(door, [{ key: `pay#${address}`, most: CHECKS_PER_ADDRESS }])
    if (tooMany) return tooMany
    const booking = await bookingOfLink(door, params.token)
    if (isRefusal(booking)) return booking
    const checked = await checkPayment(door, booking)
    if (isRefusal(checked)) return checked
    const { payment, ...view } = await bookingView(door, checked.booking)
    return {
      body: { ...view, ...(payment && { payment: { ...payment, isFromBefore: checked.isFromBefore } }) },
    }
  },
  async cancelBooking({ params, address, door }) {
    return cancelledByLink(door, params.token, address)
  },
  async cancelWithReason({ params, body, address, door }) {
    return cancelledByLink(door, params.token, address, body.reason?.trim())
  },
})

/** Changes what a link leads to, as often as one address may. */
async function changedByLink(
  door: PublicWorld,
  token: string,
  address: string,
  change: (booking: Booking) => Promise<Booking | Refusal>,
) {
  const tooMany = await refusalOfTries(door, [{ key: `change#${address}`, most: CHANGES_PER_ADDRESS }])
  if (tooMany) return tooMany
  const booking = await bookingOfLink(door, token)
  if (isRefusal(booking)) return booking
  const after = await change(booking)
  return isRefusal(after) ? after : { body: await savedView(door, after) }
}

/** Cancels what a link leads to; what waits for its payment is given up. */
const cancelledByLink = (door: PublicWorld, token: string, address: string, reason?: string) =>
  changedByLink(door, token, address, (booking) =>
    awaitsPayment(booking)
      ? giveUpPayment(door, booking)
      : cancelBooking(door, booking.company, booking.id, 'customer', { message: reason }),
  )
