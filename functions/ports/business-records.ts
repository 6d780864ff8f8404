import type { BusinessRecord } from '../../shared/domain/records/business-record.ts'

/** What a company follows up. */
export interface BusinessRecords {
  record(company: string, id: string): Promise<BusinessRecord | undefined>
  /** The latest first. @param before the id of the last one of the page before */
  records(company: string, most: number, before?: string): Promise<BusinessRecord[]>
  /** @returns false when the stored version is not the expected one (0: there is none) */
  putRecord(record: BusinessRecord, expectedVersion: number): Promise<boolean>
}
