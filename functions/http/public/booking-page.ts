import * as api from '../../../shared/api/booking-page.ts'
import { refuse } from '../../../shared/domain/answers/refusal.ts'
import type { AppointmentType, Resource } from '../../../shared/domain/booking/appointment-type.ts'
import { publicEndpoints } from './public-door.ts'

/** Seats of a class, or the places of all resources that can be put together; one where neither is managed. */
function mostPeopleOf({ seats, resources: ids }: AppointmentType, resources: Resource[]): number {
  if (seats > 1) return seats
  const managed = resources.filter(({ id, capacity }) => ids.includes(id) && capacity !== undefined)
  const linked = managed.filter(({ linkedWith }) => (linkedWith?.length ?? 0) > 0)
  const together = linked.reduce((sum, { capacity }) => sum + capacity!, 0)
  return Math.max(1, together, ...managed.map(({ capacity }) => capacity!))
}

export const bookingPageEndpoints = publicEndpoints(api, {
  async readBookingPage({ params, door }) {
    const { type, company } = await door.store.bookingContext(
      params.company,
      params.type,
      { read: 'quick' },
      door.clock.now(),
    )
    if (!type || !company) return refuse('NotFound')
    const people = await door.store.people(params.company, type.hosts, type.resources)
    const { slug, title, description, location, durationsMinutes, horizonDays, questions } = type
    const { seats, confirmation, mostDates } = type
    return {
      body: {
        company: { slug: company.slug, name: company.name, ...(company.address && { address: company.address }) },
        type: {
          slug,
          title,
          description,
          location,
          durationsMinutes,
          horizonDays,
          seats,
          mostPeople: mostPeopleOf(type, people.resources),
          confirmation,
          mostDates,
          timeZone: type.timeZone ?? people.members[0]?.timeZone ?? people.resources[0]?.timeZone ?? company.timeZone,
          hosts: people.members.map(({ id, name }) => ({ id, name })),
          resources: people.resources.map(({ id, name }) => ({ id, name })),
          questions,
        },
      },
    }
  },
})
