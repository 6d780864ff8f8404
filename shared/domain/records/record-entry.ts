import { idAt } from '../time/id-at.ts'
import type { Instant } from '../time/time.ts'
import type { Activity } from './activity.ts'
import type { BusinessRecord } from './business-record.ts'

/** What was said of a record, or happened to it. */
export type EntryContent =
  | { kind: 'note'; text: string }
  /** `from`, `to`: ids of stages or members; absent where there was or is none. */
  | { kind: 'changed'; field: 'stage' | 'owner'; from?: string; to?: string }
  | { kind: 'made' }
  /** Written to the contact. */
  | { kind: 'mail'; mailId: string; to: string; subject: string; text: string }
  | { kind: 'activityDone'; activityId: string; type: string; summary: string; feedback?: string }

/** A line in the timeline of a record. */
export interface RecordEntry {
  company: string
  recordId: string
  /** Sorts by the moment. */
  id: string
  at: Instant
  /** The member who did it; absent: it came about by itself. */
  by?: string
  content: EntryContent
}

/** An entry of this moment. @param unlike tells apart what is of one moment */
export function entryOf(
  { company, id: recordId }: Pick<BusinessRecord, 'company' | 'id'>,
  content: EntryContent,
  { at, by, unlike }: { at: Instant; by?: string | undefined; unlike: string },
): RecordEntry {
  return { company, recordId, id: idAt(at, unlike), at, ...(by !== undefined && { by }), content }
}

/** What a change of a record is worth telling of: its stage and whose it is. */
export function toldChanges(before: BusinessRecord, after: BusinessRecord): EntryContent[] {
  const told = (field: 'stage' | 'owner', from: string | undefined, to: string | undefined): EntryContent[] =>
    from === to
      ? []
      : [{ kind: 'changed', field, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }]
  return [...told('stage', before.stage, after.stage), ...told('owner', before.ownerId, after.ownerId)]
}

/** What a timeline says of an activity that was done. */
export const doneEntry = ({ id, type, summary, done }: Activity): EntryContent => ({
  kind: 'activityDone',
  activityId: id,
  type,
  summary,
  ...(done?.feedback !== undefined && { feedback: done.feedback }),
})
