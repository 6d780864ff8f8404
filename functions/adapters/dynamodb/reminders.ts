import type { ReminderRow, Reminders } from '../../ports/reminders.ts'
import { conditionOf } from './actions.ts'
import { EFFECT_LIFE_MS } from './effects.ts'
import { keys, shardOf } from './keys.ts'
import { bare, SWEEP_LIMIT, type Table, ttl } from './table.ts'

export function reminders(table: Table): Reminders {
  return {
    async reminder(company, subjectId) {
      const row = await table.get(keys.reminder(company, subjectId))
      return row && bare<ReminderRow>(row)
    },
    putReminder(reminder, expectedVersion) {
      return table.put(
        {
          ...keys.reminder(reminder.company, reminder.subjectId),
          row: 'reminder',
          ...reminder,
          expiresAt: ttl(reminder.startsAt + EFFECT_LIFE_MS),
          ...(reminder.nextAt !== undefined && {
            pendingShard: `reminder#${shardOf(reminder.subjectId)}`,
            pendingAt: reminder.nextAt,
          }),
        },
        conditionOf(expectedVersion),
      )
    },
    async dueReminders(dueBefore) {
      const rows = await table.pending('reminder', dueBefore, SWEEP_LIMIT)
      return rows.map((row) => bare<ReminderRow>(row))
    },
  }
}
