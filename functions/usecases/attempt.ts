import { type Refusal, refuse } from '../../shared/domain/answers/refusal.ts'
import type { LedgerDay } from '../../shared/domain/ledger/ledger.ts'
import type { Instant } from '../../shared/domain/time/time.ts'
import type { Committing, Write } from '../ports/commit.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { World } from './world.ts'

/**
 * How long a use case decides again when others keep changing what it read, and how long the store tries a commit again
 * (D2).
 */
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
  /**
   * Announcements that are named in the ledger and are not there: what they claimed is taken. Kept over all attempts.
   */
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
  /** What it means that another stands there; absent: it is decided again. */
  failed?(): T
}

/** `over`: this is the answer. `again`: what was read does not hold still, read it anew. */
export type Turn<T> = { over: T } | 'again'

/** What one look comes to: an answer without writing anything, another look, or what is to be written. */
export type Step<T> = Turn<T> | Decided<T> | Put<T>

export const over = <T>(answer: T): Turn<T> => ({ over: answer })

/** What patience needs: how late it is, and chance for its pauses. */
export type PatienceTools = Pick<World<unknown>, 'clock'> & { random: Pick<Randomness, 'fraction'> }

export type AttemptTools = PatienceTools & Pick<World<Committing>, 'store'>

/**
 * When the patience of somebody who begins now ends, on the clock of `elapsedMillis`; for whoever tries several things
 * in it.
 */
export const patienceFrom = ({ clock }: Pick<PatienceTools, 'clock'>): number => clock.elapsedMillis() + PATIENCE_MS

/** The same deadline, with one try left at least: for what must not be left half done because the patience is over. */
export const withOneTry = ({ clock }: Pick<PatienceTools, 'clock'>, deadline: number): number =>
  Math.max(deadline, clock.elapsedMillis() + SHORTEST_COMMIT_MS)

/**
 * The one loop of trying again: a turn after the other, with longer pauses between them, until one has the answer or
 * the patience ends with `Busy`. Who commits uses `attempt`.
 * @param deadline of somebody whose patience this one shares
 */
export async function patiently<T>(
  { clock, random }: PatienceTools,
  turn: (attempt: Attempt) => Promise<Turn<T>>,
  deadline = patienceFrom({ clock }),
): Promise<T | Refusal> {
  const orphans = new Set<string>()
  for (let number = 0; clock.elapsedMillis() < deadline; number++) {
    if (number > 1) await clock.pause(random.fraction() * Math.min(FIRST_PAUSE_MS * 2 ** number, LONGEST_PAUSE_MS))
    const turned = await turn({ number, now: clock.now(), deadline, orphans })
    if (turned !== 'again') return turned.over
  }
  return refuse('Busy')
}

/**
 * Read, decide, commit, and again: until it is done, refused, or the patience ends with `Busy`.
 * After a lost answer it looks for its own write: found is done.
 * @param deadline of somebody whose patience this one shares
 * @throws Unavailable when the table cannot be asked
 */
export function attempt<T>(
  tools: AttemptTools,
  decide: (attempt: Attempt) => Promise<Step<T>>,
  deadline?: number,
): Promise<T | Refusal> {
  return patiently<T | Refusal>(
    tools,
    async (trying) => {
      const step = await decide(trying)
      if (step === 'again' || 'over' in step) return step
      if ('put' in step) return (await step.put()) ? over(step.done()) : step.failed ? over(step.failed()) : 'again'
      return committed(tools, step, trying.deadline)
    },
    deadline,
  )
}

/** Commits what was decided. */
async function committed<T>(
  tools: AttemptTools,
  { writes, done, busy, failed }: Decided<T>,
  deadline: number,
): Promise<Turn<T | Refusal>> {
  const patienceMs = Math.max(deadline - tools.clock.elapsedMillis(), SHORTEST_COMMIT_MS)
  const commit = await tools.store.commit(writes, { patienceMs })
  switch (commit.outcome) {
    case 'done':
      return over(await done())
    case 'tooMany':
      return over(refuse('TooManyDates'))
    case 'busy':
      return over(busy ? await busy() : refuse('Busy'))
    case 'unknown':
      return (await isWritten(tools, writes)) ? over(await done()) : 'again'
    case 'failed': {
      const answer = await failed?.(commit.index, commit.found)
      return answer === undefined ? 'again' : over(answer)
    }
  }
}

/** Whether a commit whose answer was lost has happened. */
async function isWritten({ store, clock }: AttemptTools, writes: Write[]): Promise<boolean> {
  for (let look = 0; look < LOOKS_FOR_ONES_OWN; look++) {
    if (look > 0) await clock.pause(LONGEST_PAUSE_MS)
    const found = await store.lookFor(writes)
    if (found !== 'notThere') return found === 'there'
  }
  return false
}
