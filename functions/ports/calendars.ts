import type { Calendar } from '../../shared/domain/people/calendar.ts'

/** Calendars beside the one that everybody has, and those that were changed. */
export interface Calendars {
  /** Also those that are no more, for events name them. */
  calendars(company: string): Promise<Calendar[]>
  /** @returns false when the stored version is not the expected one (0: must not exist) */
  putCalendar(calendar: Calendar, expectedVersion: number): Promise<boolean>
}
