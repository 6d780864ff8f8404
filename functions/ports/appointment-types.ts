import type { AppointmentType } from '../../shared/domain/booking/appointment-type.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type AppointmentTypeWrite = { write: 'typeLeft'; company: string; slug: string }

/** Takes a type away; holds where it stands. */
export const typeRemoval = (company: string, slug: string): Write =>
  sealed<AppointmentTypeWrite>({ write: 'typeLeft', company, slug })

/** What can be booked, and how often each host has served it. */
export interface AppointmentTypes {
  types(company: string): Promise<AppointmentType[]>
  type(company: string, slug: string): Promise<AppointmentType | undefined>
  /** @returns false when the stored version is not the expected one (0: must not exist) */
  putType(type: AppointmentType, expectedVersion: number): Promise<boolean>
  countAssignment(company: string, type: string, host: string, bookings: number): Promise<void>
}
