import type { ReminderPlan } from '../../shared/domain/effects/reminder-plan.ts'
import type { Instant } from '../../shared/domain/time/time.ts'

/** What is planned for the reminders of a subject. */
export interface Reminders {
  reminder(company: string, subjectId: string): Promise<ReminderPlan | undefined>
  /** @returns false when the row changed since it was read */
  putReminder(row: ReminderPlan, expectedVersion: number): Promise<boolean>
  dueReminders(dueBefore: Instant): Promise<ReminderPlan[]>
}
