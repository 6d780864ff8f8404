import type {
  AttendeePlacement,
  AttendeePlacements,
  AttendeePlacementWrite,
} from '../../../functions/ports/attendee-placements.ts'
import type { Shelves, WritesOf } from './shelves.ts'

const shelfOf = (company: string, eventId: string) => `${company} attendeePlacements ${eventId}`

export const attendeePlacements = (shelves: Shelves): AttendeePlacements => ({
  async attendeePlacements(company, eventId) {
    return shelves.range<AttendeePlacement>(shelfOf(company, eventId))
  },
})

export const attendeePlacementWrites: WritesOf<AttendeePlacementWrite> = {
  attendeePlacement: {
    actions({ company, eventId, placement }) {
      return [{ shelf: shelfOf(company, eventId), name: placement.principal, holds: true, next: { value: placement } }]
    },
  },
  removeAttendeePlacement: {
    actions({ company, eventId, principal }) {
      return [{ shelf: shelfOf(company, eventId), name: principal, holds: true, next: undefined }]
    },
  },
}
