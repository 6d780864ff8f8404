import type { LedgerDay } from '../../shared/domain/ledger/ledger.ts'

/** The most actions that one commit takes (DynamoDB, API reference of TransactWriteItems). */
export const MOST_ACTIONS = 100
/** What one row holds, with some room for its keys (an item of DynamoDB: 400 KB). */
export const MOST_ROW_BYTES = 380_000

declare const SEAL: unique symbol

/**
 * One of the things that a commit does; all of a commit happen or none. The port of its subject makes it, and only
 * stores open it again (writes.ts): who commits cannot know what it is.
 */
export interface Write {
  readonly [SEAL]: never
}

/** Closes a write; for ports, which say what there is to write. */
export const sealed = <W extends { write: string }>(write: W): Write => write as unknown as Write

/**
 * How a commit ended. `failed` names the first write whose condition did not hold: read again and decide again.
 * `busy`: the store could not take it within the time allowed (conflicts, throttles); nothing was written.
 * `unknown`: its answer was lost and did not come again; whoever wrote looks for it (`lookFor`).
 * `tooMany`: more than the store takes at once; nothing was written.
 */
export type Committed =
  | { outcome: 'done' }
  /** `found`: the ledger day whose condition failed, as it stands, so that it need not be read to decide again. */
  | { outcome: 'failed'; index: number; found?: LedgerDay }
  | { outcome: 'busy' }
  | { outcome: 'unknown' }
  | { outcome: 'tooMany' }

/**
 * Whether a commit has happened, as far as what stands tells: `there`, all of it; `notThere`, nothing of it, or not
 * yet. `unsaid`: none of its writes leaves anything by which one could tell, or others have written over it since.
 */
export type Found = 'there' | 'notThere' | 'unsaid'

/** Writes what several repositories have to say, in one go. What cannot be asked now is thrown as Unavailable. */
export interface Committing {
  /**
   * All of it or nothing.
   * @param options.patienceMs how long conflicts, throttles and lost answers are tried again; absent: not at all
   */
  commit(writes: Write[], options?: { patienceMs?: number }): Promise<Committed>
  /** Looks once for what only this very commit can have left, after its answer was lost. */
  lookFor(writes: Write[]): Promise<Found>
}
