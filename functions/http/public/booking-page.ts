import * as api from '../../../shared/api/booking-page.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { type PrivateLink, veiledEmail } from '../../../shared/domain/booking/private-link.ts'
import { countOf, type Tally } from '../../../shared/domain/ledger/tally.ts'
import { takesPayments } from '../../../shared/domain/payment/payment-settings.ts'
import { formatInstant, type Instant } from '../../../shared/domain/time/time.ts'
import { enter, readFront } from '../../usecases/booking/front.ts'
import { bookingPageOf } from '../booking-page-view.ts'
import { linkOf } from './link-token.ts'
import { publicEndpoints } from './public-door.ts'

function linkView({ forEmail, mostBookings, endsAt }: PrivateLink, byLink: Tally | undefined, now: Instant) {
  return {
    ...(forEmail !== undefined && { forAddress: veiledEmail(forEmail) }),
    ...(mostBookings !== undefined && { bookingsLeft: mostBookings - countOf(byLink, now) }),
    ...(endsAt !== undefined && { endsAt: formatInstant(endsAt) }),
  }
}

export const bookingPageEndpoints = publicEndpoints(api, {
  async readBookingPage({ params, query, member, door }) {
    const named = await linkOf(door, params.company, query.link)
    if (isRefusal(named)) return named
    const request = { company: params.company, slug: params.type, ...named }
    const now = door.clock.now()
    const front = await readFront(door, request, { read: 'quick' }, now, member)
    if (isRefusal(front)) return front
    const { type, company, link, byLink } = front
    const [people, isPayable] = await Promise.all([
      door.store.people(params.company, type.hosts, type.resources),
      type.price ? door.store.paymentSettings(params.company).then(takesPayments) : true,
    ])
    const pictureOf = ({ id, picture }: { id: string; picture?: string }) => {
      if (picture === undefined) return {}
      const asked = new URLSearchParams({ version: picture, ...(query.link !== undefined && { link: query.link }) })
      return { picture: `/api/public/${params.company}/${params.type}/pictures/${id}?${asked}` }
    }
    const view = bookingPageOf(type, company, { people, pictureOf })
    return {
      body: {
        ...view,
        // Whoever comes by a link of their own does not stand in line with all others.
        type: { ...view.type, hasWaitlist: view.type.hasWaitlist && query.link === undefined },
        ...(!isPayable && {
          paymentOff: member?.company === type.company ? ('member' as const) : ('stranger' as const),
        }),
        ...(isRefusal(enter(front, named.link, now)) && { isPreview: true }),
        ...(link && { link: linkView(link, byLink, now) }),
      },
    }
  },
})
