import { type Refusal, refuse } from '../answers/refusal.ts'
import type { Clash } from '../ledger/decide.ts'

const MOST_SHOWN = 20

/** A room that stands in the way, said with what stands there. */
export function roomTaken(clashes: Clash[]): Refusal {
  return refuse('RoomTaken', {
    clashes: clashes
      .slice(0, MOST_SHOWN)
      .map(({ principal, by }) => ({ resourceId: principal, startsAt: by.from, endsAt: by.to })),
  })
}
