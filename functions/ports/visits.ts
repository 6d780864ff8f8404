import type { Visit } from '../../shared/domain/booking/visit.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export interface VisitWrite {
  write: 'visit'
  visit: Visit
  before?: Visit | undefined
}

/** What is written down for the first time, or in place of what stood `before`. */
export const visitWrite = (visit: Visit, before?: Visit): Write => sealed<VisitWrite>({ write: 'visit', visit, before })

/** What hosts write down about bookings for themselves. */
export interface Visits {
  /** Those of some bookings, in no order; bookings of which nothing was written down are left out. */
  visits(company: string, bookingIds: string[]): Promise<Visit[]>
}
