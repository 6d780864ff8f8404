import type { Claim, Span } from '../../shared/domain/ledger/ledger.ts'
import { sealed, type Write } from './commit.ts'

/** Where an event with many attendees stands in one of their calendars, so that it can be taken away there again. */
export interface AttendeePlacement {
  principal: string
  claim?: Claim
  span?: Span
}

/** What a commit may do here, as stores open it. */
export type AttendeePlacementWrite =
  | { write: 'attendeePlacement'; company: string; eventId: string; placement: AttendeePlacement }
  | { write: 'removeAttendeePlacement'; company: string; eventId: string; principal: string }

export const attendeePlacementWrite = (company: string, eventId: string, placement: AttendeePlacement): Write =>
  sealed<AttendeePlacementWrite>({ write: 'attendeePlacement', company, eventId, placement })

export const attendeePlacementRemoval = (company: string, eventId: string, principal: string): Write =>
  sealed<AttendeePlacementWrite>({ write: 'removeAttendeePlacement', company, eventId, principal })

/** Where an event with many attendees stands. */
export interface AttendeePlacements {
  attendeePlacements(company: string, eventId: string): Promise<AttendeePlacement[]>
}
