import { z } from 'zod'
import type { ReminderPlan } from '../../../shared/domain/effects/reminder-plan.ts'
import type { Reminders } from '../../ports/reminders.ts'
import { SWEEP_LIMIT } from '../../ports/repositories.ts'
import { conditionOf } from './actions.ts'
import { EFFECT_LIFE_MS } from './effects.ts'
import { type Key, shardOf } from './keys.ts'
import { readable, readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

const keyOf = (company: string, subject: string): Key => ({ pk: `${company}#reminder#${subject}`, sk: 'reminder' })

const readReminder = readerOf<ReminderPlan>()(
  'reminder',
  z.object({
    company: z.string(),
    subjectId: z.string(),
    version: z.number(),
    startsAt: z.number(),
    minutesBefore: z.array(z.number()),
    doneUntil: z.number(),
    nextAt: z.number().optional(),
  }),
)

export function reminders(table: Table): Reminders {
  return {
    async reminder(company, subjectId) {
      const row = await table.get(keyOf(company, subjectId))
      return row && readReminder(row)
    },
    putReminder(reminder, expectedVersion) {
      return table.put(
        {
          ...keyOf(reminder.company, reminder.subjectId),
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
      return readable(await table.pending('reminder', dueBefore, SWEEP_LIMIT), readReminder)
    },
  }
}
