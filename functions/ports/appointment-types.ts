import type { AppointmentType } from '../../shared/domain/booking/appointment-type.ts'

/** What can be booked, and how often each host has served it. */
export interface AppointmentTypes {
  types(company: string): Promise<AppointmentType[]>
  type(company: string, slug: string): Promise<AppointmentType | undefined>
  /** @returns false when the stored version is not the expected one (0: must not exist) */
  putType(type: AppointmentType, expectedVersion: number): Promise<boolean>
  removeType(company: string, slug: string): Promise<boolean>
  countAssignment(company: string, type: string, host: string, bookings: number): Promise<void>
}
