import type { Refusal } from '../../../shared/domain/answers/refusal.ts'
import { cancelled } from '../../../shared/domain/booking/booking.ts'
import {
  emptied,
  endedWait,
  isOpenEntry,
  MOST_ENDED_AT_ONCE,
  type Waitlist,
} from '../../../shared/domain/booking/waitlist.ts'
import { type Attempt, attempt, over, patienceFrom, type Step } from '../attempt.ts'
import type { World } from '../world.ts'
import { changeOfBookings } from './change-bookings.ts'
import { heldFor, type WaitlistStore } from './waitlist.ts'
import { endingWrites, withoutTelling } from './waitlist-writes.ts'

/**
 * Sends home whoever is on the list of a type that has been deleted: places that are held are given back, and each is
 * told once. So many go at a time, and the patience ends it in the middle: the list says that it is ending, and the
 * next sweep goes on. It may run twice, and side by side with itself.
 * @returns whether nobody is left
 */
export async function endWaitlist(
  tools: World<WaitlistStore>,
  { company, type }: Pick<Waitlist, 'company' | 'type'>,
  deadline = patienceFrom(tools),
): Promise<boolean> {
  let ended: 'some' | 'all' | Refusal
  do ended = await endSome(tools, company, type, deadline)
  while (ended === 'some' && tools.clock.elapsedMillis() < deadline)
  return ended === 'all'
}

/** Those who come first in the table, or the one of them for whom a place is held. */
function endSome(
  tools: World<WaitlistStore>,
  company: string,
  type: string,
  deadline: number,
): Promise<'some' | 'all' | Refusal> {
  const decideOn = async (trying: Attempt): Promise<Step<'some' | 'all' | Refusal>> => {
    const list = await tools.store.waitlist(company, type)
    const ending = list?.ending
    // Somebody else was quicker.
    if (!list || !ending) return over('all')
    const entries = await tools.store.waitlistEntries(company, type, MOST_ENDED_AT_ONCE)
    if (entries.length === 0)
      return { put: () => tools.store.putWaitlist(emptied(list), list.version), done: () => 'all' }
    const { now } = trying
    for (const entry of entries) {
      const held = await heldFor(tools, entry)
      if (!held) continue
      const { heldUntil: _ended, ...after } = cancelled(held, now)
      return changeOfBookings(tools, trying, [{ before: held, after }], {
        also: endingWrites(entry, endedWait(entry, ending, held, now), ending.by),
        done: () => 'some' as const,
      })
    }
    // Who has booked, was passed over or waited for days that are over has nothing to hear.
    const writes = entries.flatMap((entry) =>
      isOpenEntry(entry) && entry.openUntil > now
        ? endingWrites(entry, endedWait(entry, ending, undefined, now), ending.by)
        : withoutTelling(entry),
    )
    return { writes, done: () => 'some' as const }
  }
  return attempt(tools, decideOn, deadline)
}
