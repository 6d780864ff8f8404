import { isDeepStrictEqual } from 'node:util'
import { type Refusal, refuse } from '../../shared/domain/answers/refusal.ts'
import type { LedgerDay } from '../../shared/domain/ledger/ledger.ts'
import type { Instant } from '../../shared/domain/time/time.ts'
import type { Announcements } from '../ports/announcements.ts'
import type { Bookings } from '../ports/bookings.ts'
import type { Changes } from '../ports/changes.ts'
import type { Committing, Write } from '../ports/commit.ts'
import type { Events } from '../ports/events.ts'
import type { Invitations } from '../ports/invitations.ts'
import type { Members } from '../ports/members.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Waitlists } from '../ports/waitlists.ts'
import type { World } from './world.ts'

/** How long a use case decides again when others keep changing what it read. */
export const PATIENCE_MS = 8000
/** A commit that begins late still gets its answer: so long at least. */
const SHORTEST_COMMIT_MS = 250
/** After the second lost race one waits a moment, longer each time: whoever is ahead gets through. */
const FIRST_PAUSE_MS = 10
const LONGEST_PAUSE_MS = 200
/** A write whose answer was lost last may land a moment after it was looked for. */
const LOOKS_FOR_ONES_OWN = 3

/** One look at the world, and what is known of the looks before. */
export interface Attempt {
  /** How often it was decided before. */
  number: number
  /** The moment for which this attempt decides. */
  now: Instant
  /** When the patience ends, on the clock of `elapsedMillis`: handed down to whatever else has to try. */
  deadline: number
  /** Announcements that are named in the ledger and are not there: what they claimed is taken. Kept over all attempts. */
  orphans: Set<string>
}

/** What was decided, and what each way in which its commit may end means. */
export interface Decided<T> {
  writes: Write[]
  done(): T | Promise<T>
  /** A condition did not hold. @returns the answer, or nothing to decide again */
  failed?(index: number, found: LedgerDay | undefined): T | undefined | Promise<T | undefined>
  /** What is said when the store is too busy. */
  busy?(): T | Promise<T>
}

/** A single row put in place of the one that was read. @returns from `put`: false when that one is no longer there */
export interface Put<T> {
  put(): Promise<boolean>
  done(): T
}

/** `over`: nothing is to be written, this is the answer. `again`: what was read does not hold still, read it anew. */
export type Step<T> = { over: T } | 'again' | Decided<T> | Put<T>

export const over = <T>(answer: T): Step<T> => ({ over: answer })

/** Where it writes, and where it looks for what it wrote. */
export type AttemptStore = Committing &
  Pick<Bookings, 'booking'> &
  Pick<Events, 'event'> &
  Pick<Changes, 'change'> &
  Pick<Announcements, 'announcement'> &
  Pick<Invitations, 'invitation'> &
  Pick<Members, 'member'> &
  Partial<Pick<Waitlists, 'waitlistEntry'>>

export type AttemptTools = Omit<World<AttemptStore>, 'random'> & { random: Pick<Randomness, 'fraction'> }

/**
 * The one loop of read, decide, commit, and again: until it is done, refused, or the patience ends with `Busy`.
 * After a lost answer it looks for its own write: found is done.
 * @param deadline of somebody whose patience this one shares
 * @throws Unavailable when the table cannot be asked
 */
export async function attempt<T>(
  tools: AttemptTools,
  decide: (attempt: Attempt) => Promise<Step<T>>,
  deadline = tools.clock.elapsedMillis() + PATIENCE_MS,
): Promise<T | Refusal> {
  const { clock } = tools
  const orphans = new Set<string>()
  for (let number = 0; clock.elapsedMillis() < deadline; number++) {
    if (number > 1)
      await clock.pause(tools.random.fraction() * Math.min(FIRST_PAUSE_MS * 2 ** number, LONGEST_PAUSE_MS))
    const step = await decide({ number, now: clock.now(), deadline, orphans })
    if (step === 'again') continue
    if ('over' in step) return step.over
    if ('put' in step) {
      if (await step.put()) return step.done()
      continue
    }
    const patienceMs = Math.max(deadline - clock.elapsedMillis(), SHORTEST_COMMIT_MS)
    const committed = await tools.store.commit(step.writes, { patienceMs })
    switch (committed.outcome) {
      case 'done':
        return step.done()
      case 'tooMany':
        return refuse('TooManyDates')
      case 'busy':
        return step.busy ? step.busy() : refuse('Busy')
      case 'unknown':
        if (await isWritten(tools, step.writes)) return step.done()
        break
      case 'failed': {
        const answer = await step.failed?.(committed.index, committed.found)
        if (answer !== undefined) return answer
      }
    }
  }
  return refuse('Busy')
}

/** Whether a commit whose answer was lost has happened: all of it did, or nothing. */
async function isWritten({ store, clock }: AttemptTools, writes: Write[]): Promise<boolean> {
  for (let look = 0; look < LOOKS_FOR_ONES_OWN; look++) {
    if (look > 0) await clock.pause(LONGEST_PAUSE_MS)
    const found = await findOneOf(store, writes)
    if (found !== 'notThere') return found === 'there'
  }
  return false
}

/** What the first write that can tell says of all. */
async function findOneOf(store: AttemptTools['store'], writes: Write[]): Promise<Found> {
  for (const write of writes) {
    const found = await findWrite(store, write)
    if (found !== 'unsaid') return found
  }
  return 'unsaid'
}

type Found = 'there' | 'notThere' | 'unsaid'

/** Looks for what only this write can have left; `unsaid` for those that leave nothing by which one could tell. */
async function findWrite(store: AttemptTools['store'], write: Write): Promise<Found> {
  switch (write.write) {
    case 'change': {
      // Kept as it was written, whatever came of its subject since.
      const { company, subjectId, version } = write.change
      const row = await store.change(company, subjectId, version)
      return row && isSame(row, write.change) ? 'there' : 'notThere'
    }
    case 'booking': {
      const row = await store.booking(write.booking.company, write.booking.id)
      return verdictOf(row, write.booking)
    }
    case 'event': {
      const row = await store.event(write.event.company, write.event.id)
      return verdictOf(row, write.event)
    }
    case 'invitation': {
      const row = await store.invitation(write.invitation.company, write.invitation.id)
      return verdictOf(row, write.invitation)
    }
    case 'waitlistEntry': {
      const { company, type, id } = write.entry
      return verdictOf(await store.waitlistEntry?.(company, type, id), write.entry)
    }
    case 'member':
      return (await store.member(write.member.company, write.member.id)) ? 'there' : 'notThere'
    case 'settled':
      // Whoever settled it came to the same verdict.
      return (await store.announcement(write.announcement.company, write.announcement.id)) ? 'notThere' : 'there'
    default:
      return 'unsaid'
  }
}

/** What stands at the same version is one's own or somebody else's; at a later one only the change row can tell. */
function verdictOf<T extends { version: number }>(row: T | undefined, written: T): Found {
  if (!row || row.version < written.version) return 'notThere'
  if (row.version > written.version) return 'unsaid'
  return isSame(row, written) ? 'there' : 'notThere'
}

/** Alike as stored: what is undefined was not written. */
function isSame(row: object, written: object): boolean {
  const [one, other] = [row, written].map((value) => JSON.parse(JSON.stringify(value)) as unknown)
  return isDeepStrictEqual(one, other)
}
