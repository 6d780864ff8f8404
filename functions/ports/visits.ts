import type { Visit } from '../../shared/domain/booking/visit.ts'

/** What hosts write down about bookings for themselves. */
export interface Visits {
  /** Those of some bookings, in no order; bookings of which nothing was written down are left out. */
  visits(company: string, bookingIds: string[]): Promise<Visit[]>
  /** @returns false when the stored version is not the expected one (0: there is none) */
  putVisit(visit: Visit, expectedVersion: number): Promise<boolean>
}
