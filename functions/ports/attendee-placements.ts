import type { Claim, Span } from '../../shared/domain/ledger/ledger.ts'

/** Where an event with many attendees stands in one of their calendars, so that it can be taken away there again. */
export interface AttendeePlacement {
  principal: string
  claim?: Claim
  span?: Span
}

/** What a commit may do here. */
export type AttendeePlacementWrite =
  | { write: 'attendeePlacement'; company: string; eventId: string; placement: AttendeePlacement }
  | { write: 'removeAttendeePlacement'; company: string; eventId: string; principal: string }

/** Where an event with many attendees stands. */
export interface AttendeePlacements {
  attendeePlacements(company: string, eventId: string): Promise<AttendeePlacement[]>
}
