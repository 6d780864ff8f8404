import type { RecordMail } from '../../shared/domain/records/record-mail.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type RecordMailWrite = { write: 'recordMail'; mail: RecordMail }

export const recordMailWrite = (mail: RecordMail): Write => sealed<RecordMailWrite>({ write: 'recordMail', mail })

/** What members write to the contacts of records. */
export interface RecordMails {
  recordMail(company: string, id: string): Promise<RecordMail | undefined>
  /** Those of these that are there, in no order. */
  recordMails(company: string, ids: string[]): Promise<RecordMail[]>
}
