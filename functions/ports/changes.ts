import type { Change } from '../../shared/domain/changes/change.ts'
import type { Instant } from '../../shared/domain/time/time.ts'

/** What a commit may do here. */
export type ChangeWrite = { write: 'change'; change: Change }

/** What happened, and whether it was told. */
export interface Changes {
  change(company: string, subjectId: string, version: number): Promise<Change | undefined>
  markedChanges(dueBefore: Instant): Promise<Change[]>
  unmark(change: Change): Promise<void>
  /** Keeps a change whose publishing keeps failing out of the way until `at`. */
  postpone(change: Change, at: Instant): Promise<void>
}
