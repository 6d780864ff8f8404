import type { BookingPageView } from '../../shared/api/booking-page.ts'
import { type AppointmentType, lockedZoneOf, type Resource } from '../../shared/domain/booking/appointment-type.ts'
import { waitlistMinutesOf } from '../../shared/domain/booking/waitlist.ts'
import { chooses } from '../../shared/domain/offers/choice.ts'
import { countsPlaces } from '../../shared/domain/offers/question-of.ts'
import { mostSeated } from '../../shared/domain/offers/seating.ts'
import type { Company, Member } from '../../shared/domain/people/member.ts'
import { formatInstant } from '../../shared/domain/time/time.ts'
import { MINUTE_MS } from '../../shared/domain/time/units.ts'
import type { DaySlots } from '../usecases/booking/list-slots.ts'

/** Seats of a class, or the places of all resources that can be put together; one where neither is managed. */
function mostPeopleOf(type: AppointmentType, resources: Resource[]): number {
  const { seats, resources: ids } = type
  if (seats > 1 || !countsPlaces(type)) return seats
  return mostSeated(resources.filter(({ id }) => ids.includes(id)))
}

/** Who and what can be booked, and where whoever looks at the page finds their pictures. */
interface Bookable {
  people: { members: Member[]; resources: Resource[] }
  pictureOf(one: { id: string; picture?: string }): { picture?: string }
}

/** What a booking page says of a company and of a type, stored or not. */
export function bookingPageOf(
  type: AppointmentType,
  company: Company,
  { people, pictureOf }: Bookable,
): Pick<BookingPageView, 'company' | 'type'> {
  const { slug, title, description, descriptionHtml = '', location, durationsMinutes, horizonDays, questions } = type
  const { seats, confirmation, mostDates, allowGuests, showPictures, videoCall } = type
  const shownOf = <T extends { id: string; name: string; picture?: string }>(all: T[]) =>
    all.map((one) => ({ id: one.id, name: one.name, ...(showPictures && pictureOf(one)) }))
  return {
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
      hasWaitlist: waitlistMinutesOf(type) !== undefined,
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
  }
}

/** The times of some days, as they are answered. */
export const offeredView = ({ starts, durationMinutes, closedDays }: DaySlots) => ({
  slots: starts.map(({ startsAt, ...who }) => ({
    ...who,
    startsAt: formatInstant(startsAt),
    endsAt: formatInstant(startsAt + durationMinutes * MINUTE_MS),
  })),
  closedDays,
})
