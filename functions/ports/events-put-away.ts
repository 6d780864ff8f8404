import type { Instant } from '../../shared/domain/time/time.ts'
import { sealed, type Write } from './commit.ts'

/** Where an event lies that stands in no calendar: put away for good, or thrown away and kept for a while. */
export type PlaceAway = 'archive' | 'bin'

/** That an event lies there for somebody. Whether it still does the event itself says. */
export interface PutAway {
  company: string
  lies: PlaceAway
  /** Who finds it there. */
  principal: string
  eventId: string
  at: Instant
}

/** What a commit may do here, as stores open it. */
export type PutAwayWrite = { write: 'putAway'; putAway: PutAway } | { write: 'takenBack'; putAway: PutAway }

export const putAwayWrite = (putAway: PutAway): Write => sealed<PutAwayWrite>({ write: 'putAway', putAway })

export const putAwayRemoval = (putAway: PutAway): Write => sealed<PutAwayWrite>({ write: 'takenBack', putAway })

/** Events that lie somewhere, found by whoever they lie there for. */
export interface EventsPutAway {
  /** What came there last comes first. @param before where an earlier list ended */
  putAway(
    company: string,
    lies: PlaceAway,
    principal: string,
    most: number,
    before?: Pick<PutAway, 'at' | 'eventId'>,
  ): Promise<PutAway[]>
}
