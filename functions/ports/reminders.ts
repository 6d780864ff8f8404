import type { Instant } from '../../shared/domain/time/time.ts'

/** What is planned for the reminders of one subject. */
export interface ReminderRow {
  company: string
  subjectId: string
  version: number
  startsAt: Instant
  minutesBefore: number[]
  /** Reminders due at or before this instant have been dealt with. */
  doneUntil: Instant
  /** Absent when nothing is left to send. */
  nextAt?: Instant
}

/** What is planned for the reminders of a subject. */
export interface Reminders {
  reminder(company: string, subjectId: string): Promise<ReminderRow | undefined>
  /** @returns false when the row changed since it was read */
  putReminder(row: ReminderRow, expectedVersion: number): Promise<boolean>
  dueReminders(dueBefore: Instant): Promise<ReminderRow[]>
}
