import type { Claim, Span } from '../../shared/domain/ledger/ledger.ts'

/** Where an event with many attendees stands in one of their calendars, so that it can be taken away there again. */
export interface KeptStanding {
  principal: string
  claim?: Claim
  span?: Span
}

/** What a commit may do here. */
export type StandingWrite =
  | { write: 'standing'; company: string; eventId: string; standing: KeptStanding }
  | { write: 'removeStanding'; company: string; eventId: string; principal: string }

/** Where an event with many attendees stands. */
export interface Standings {
  standings(company: string, eventId: string): Promise<KeptStanding[]>
}
