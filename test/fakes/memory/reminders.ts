import type { Reminders } from '../../../functions/ports/reminders.ts'
import type { ReminderPlan } from '../../../shared/domain/effects/reminder-plan.ts'
import type { Shelves } from './shelves.ts'

const shelfOf = (company: string) => `${company} reminder`

export const reminders = (shelves: Shelves): Reminders => ({
  async reminder(company, subjectId) {
    return shelves.get<ReminderPlan>(shelfOf(company), subjectId)
  },
  async putReminder(row, expectedVersion) {
    const due = row.nextAt === undefined ? undefined : { list: 'reminder', at: row.nextAt }
    return shelves.does(shelves.versioned(shelfOf(row.company), row.subjectId, expectedVersion, { value: row, due }))
  },
  async dueReminders(dueBefore) {
    return shelves.dueIn<ReminderPlan>('reminder', dueBefore)
  },
})
