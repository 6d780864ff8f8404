import type { Booking } from '../../../shared/domain/booking/booking.ts'
import {
  answered,
  asked,
  type EndedWait,
  isAskedBy,
  LOOK_EVERY_MS,
  type Waitlist,
  type WaitlistEntry,
  wordOfEntry,
} from '../../../shared/domain/booking/waitlist.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import { changeWrite } from '../../ports/changes.ts'
import type { Write } from '../../ports/commit.ts'
import {
  endedWaitWrite,
  type Waitlists,
  waitlistEntryRemoval,
  waitlistEntryWrite,
  waitlistWrite,
} from '../../ports/waitlists.ts'
import type { World } from '../world.ts'

type Tools = Pick<World<Waitlists>, 'store'>

/**
 * What puts an entry on the list as it was read, with the order that comes next there.
 * @param expectedVersion of the entry
 */
export function joiningWrites(list: Waitlist | undefined, entry: WaitlistEntry, expectedVersion: number): Write[] {
  const { company, type, order, createdAt } = entry
  const lookAt = Math.min(list?.lookAt ?? Number.POSITIVE_INFINITY, createdAt + LOOK_EVERY_MS)
  return [
    waitlistEntryWrite(entry, expectedVersion),
    waitlistWrite({ company, type, version: order, lookAt }, order - 1),
  ]
}

/**
 * What asks somebody: their entry knows the hold, and the change row lets the mail go out. In the transaction that
 * makes the hold.
 */
export function askingWrites(entry: WaitlistEntry, held: Booking, now: Instant): Write[] {
  const { company, id: subjectId, version } = held
  return [
    waitlistEntryWrite(asked(entry, held), entry.version),
    changeWrite({ company, subjectKind: 'waitlist', subjectId, version, kind: 'offered', origin: 'system', at: now }),
  ]
}

/** What sends somebody home whose type was deleted by a member: what is kept says so, and the mail goes out. */
export function endingWrites(entry: WaitlistEntry, ended: EndedWait, by: string): Write[] {
  const { company, version, endedAt: at } = ended
  const subjectId = wordOfEntry(ended)
  return [
    waitlistEntryRemoval(entry),
    endedWaitWrite(ended),
    changeWrite({
      company,
      subjectKind: 'waitlist',
      subjectId,
      version,
      kind: 'waitEnded',
      origin: `member:${by}`,
      at,
    }),
  ]
}

/** What takes an entry away that nobody waits by any more. */
export const withoutTelling = (entry: WaitlistEntry): Write[] => [waitlistEntryRemoval(entry)]

/**
 * What becomes of the entry that a hold is offered to, in the transaction that ends the hold; nothing for other holds.
 */
export async function answeringWrites(
  { store }: Tools,
  held: Booking | undefined,
  state: 'taken' | 'passed',
): Promise<Write[]> {
  if (held?.offeredTo === undefined) return []
  const entry = await store.waitlistEntry(held.company, held.type, held.offeredTo)
  if (!isAskedBy(entry, held.id)) return []
  return [waitlistEntryWrite(answered(entry, state), entry.version)]
}

/** Has a list looked at by the next sweep. A hint alone: it is looked at every few minutes as long as anybody waits. */
export async function lookSoon({ store }: Tools, company: string, type: string, now: Instant): Promise<void> {
  const list = await store.waitlist(company, type)
  if (list?.lookAt === undefined || list.lookAt <= now) return
  // Whoever writes it at this moment looks at it, or joins: then it is looked at in a few minutes.
  void (await store.putWaitlist({ ...list, version: list.version + 1, lookAt: now }, list.version))
}
