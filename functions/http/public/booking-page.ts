import * as api from '../../../shared/api/booking-page.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { type AppointmentType, lockedZoneOf, type Resource } from '../../../shared/domain/booking/appointment-type.ts'
import { type PrivateLink, veiledEmail } from '../../../shared/domain/booking/private-link.ts'
import { waitlistMinutesOf } from '../../../shared/domain/booking/waitlist.ts'
import { countOf, type Tally } from '../../../shared/domain/ledger/tally.ts'
import { chooses } from '../../../shared/domain/offers/choice.ts'
import { countsPlaces } from '../../../shared/domain/offers/question-of.ts'
import { mostSeated } from '../../../shared/domain/offers/seating.ts'
import { takesPayments } from '../../../shared/domain/payment/payment-settings.ts'
import { formatInstant, type Instant } from '../../../shared/domain/time/time.ts'
import { enter, readFront } from '../../usecases/booking/front.ts'
import { linkOf } from './link-token.ts'
import { publicEndpoints } from './public-door.ts'

/** Seats of a class, or the places of all resources that can be put together; one where neither is managed. */
function mostPeopleOf(type: AppointmentType, resources: Resource[]): number {
  const { seats, resources: ids } = type
  if (seats > 1 || !countsPlaces(type)) return seats
  return mostSeated(resources.filter(({ id }) => ids.includes(id)))
}

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
    const { slug, title, description, descriptionHtml = '', location, durationsMinutes, horizonDays, questions } = type
    const { seats, confirmation, mostDates, allowGuests, showPictures, videoCall } = type
    const pictureOf = ({ id, picture }: { id: string; picture?: string }) => {
      if (!showPictures || picture === undefined) return {}
      const asked = new URLSearchParams({ version: picture, ...(query.link !== undefined && { link: query.link }) })
      return { picture: `/api/public/${params.company}/${params.type}/pictures/${id}?${asked}` }
    }
    const shownOf = <T extends { id: string; name: string; picture?: string }>(all: T[]) =>
      all.map((one) => ({ id: one.id, name: one.name, ...pictureOf(one) }))
    return {
      body: {
        company: { slug: company.slug, name: company.name, ...(company.address && { address: company.address }) },
        type: {
          slug,
          title,
          description,
          descriptionHtml,
          location,
          durationsMinutes,
          horizonDays,
          seats,
          mostPeople: mostPeopleOf(type, people.resources),
          confirmation,
          choose: chooses(type),
          showPictures,
          videoCall,
          mostDates,
          // Whoever comes by a link of their own does not stand in line with all others.
          hasWaitlist: waitlistMinutesOf(type) !== undefined && query.link === undefined,
          allowGuests,
          timeZone: type.timeZone ?? people.members[0]?.timeZone ?? people.resources[0]?.timeZone ?? company.timeZone,
          isTimeZoneLocked: lockedZoneOf(type) !== undefined,
          hosts: shownOf(people.members),
          resources: shownOf(people.resources).map((one, i) => {
            const { capacity } = people.resources[i]!
            return countsPlaces(type) && capacity !== undefined ? { ...one, capacity } : one
          }),
          questions,
          embedOn: type.embedOn ?? [],
          ...(type.price && { price: type.price, refundRule: type.refundRule }),
        },
        ...(!isPayable && {
          paymentOff: member?.company === type.company ? ('member' as const) : ('stranger' as const),
        }),
        ...(isRefusal(enter(front, named.link, now)) && { isPreview: true }),
        ...(link && { link: linkView(link, byLink, now) }),
      },
    }
  },
})
