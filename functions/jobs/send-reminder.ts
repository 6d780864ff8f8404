import { changeNotice, scheduleTick } from '../../shared/api/queue-messages.ts'
import { forEachMessage } from '../middleware/records.ts'
import { planRemindersOf, remindNow } from '../usecases/effects/plan-reminders.ts'
import { changesTools } from '../wiring/changes.ts'
import { reminderScheduler } from '../wiring/reminders.ts'

const tools = { ...changesTools(), scheduler: reminderScheduler() }

/** From the reminders queue: a change asks to plan anew, a schedule's tick asks to remind. */
export const handler = forEachMessage(scheduleTick.or(changeNotice), (message) =>
  'tick' in message
    ? remindNow(tools, message.tick.company, message.tick.subjectId)
    : planRemindersOf(tools, message.company, message.subjectId),
)
