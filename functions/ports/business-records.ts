import type { ActivityMeeting } from '../../shared/domain/records/activity.ts'
import type { BusinessRecord } from '../../shared/domain/records/business-record.ts'
import type { RecordEntry } from '../../shared/domain/records/record-entry.ts'
import type { RecordLink } from '../../shared/domain/records/record-link.ts'
import type { RecordSettings } from '../../shared/domain/records/record-settings.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type BusinessRecordWrite =
  | { write: 'record'; record: BusinessRecord; before?: BusinessRecord | undefined }
  | { write: 'recordEntry'; entry: RecordEntry }
  | { write: 'recordLink'; link: RecordLink }
  | { write: 'noRecordLink'; link: RecordLink }

/** A new record, or the change of one as it stood `before`. */
export const recordWrite = (record: BusinessRecord, before?: BusinessRecord): Write =>
  sealed<BusinessRecordWrite>({ write: 'record', record, before })

export const recordEntryWrite = (entry: RecordEntry): Write =>
  sealed<BusinessRecordWrite>({ write: 'recordEntry', entry })

export const recordLinkWrite = (link: RecordLink): Write => sealed<BusinessRecordWrite>({ write: 'recordLink', link })

export const recordLinkRemoval = (link: RecordLink): Write =>
  sealed<BusinessRecordWrite>({ write: 'noRecordLink', link })

/** What a company follows up. */
export interface BusinessRecords {
  record(company: string, id: string): Promise<BusinessRecord | undefined>
  /** Those of these that are there, in no order. */
  recordsById(company: string, ids: string[]): Promise<BusinessRecord[]>
  /** The latest first. @param before the id of the last one of the page before */
  records(company: string, most: number, before?: string): Promise<BusinessRecord[]>
  /** Of those of whose titles each word begins a word, so many as a bounded look finds, the latest first. */
  recordsFound(company: string, words: string[], most: number): Promise<BusinessRecord[]>
  /** The timeline of a record, the latest first. @param before the id of the last one of the page before */
  recordEntries(company: string, recordId: string, most: number, before?: string): Promise<RecordEntry[]>
  /** Events and bookings about a record, in no order, so many at most. */
  recordLinks(company: string, recordId: string, most: number): Promise<RecordLink[]>
  /** The meetings that were placed for activities, of those that have one. */
  meetingsOf(company: string, activityIds: string[]): Promise<ActivityMeeting[]>
  /** What stands at the start where nobody has changed it. */
  recordSettings(company: string): Promise<RecordSettings>
  /** @returns false when the stored version is not the expected one (0: nobody has changed them) */
  putRecordSettings(settings: RecordSettings, expectedVersion: number): Promise<boolean>
}
