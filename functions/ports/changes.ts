import type { Change } from '../../shared/domain/changes/change.ts'
import type { Instant } from '../../shared/domain/time/time.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type ChangeWrite = { write: 'change'; change: Change }

/** Holds where no change of this subject and version stands. */
export const changeWrite = (change: Change): Write => sealed<ChangeWrite>({ write: 'change', change })

/** What happened, and whether it was told. */
export interface Changes {
  change(company: string, subjectId: string, version: number): Promise<Change | undefined>
  markedChanges(dueBefore: Instant): Promise<Change[]>
  unmark(change: Change): Promise<void>
  /** Keeps a change whose publishing keeps failing out of the way until `at`. */
  postpone(change: Change, at: Instant): Promise<void>
}
