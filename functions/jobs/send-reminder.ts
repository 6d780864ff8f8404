import { forEachMessage } from '../middleware/records.ts'
import type { ChangeNotice } from '../ports/job-queue.ts'
import type { Tick } from '../ports/scheduler.ts'
import { planRemindersOf, remindNow } from '../usecases/reminders/plan-reminders.ts'
import { changesTools } from '../wiring/changes.ts'
import { reminderScheduler } from '../wiring/reminders.ts'

const tools = { ...changesTools(), scheduler: reminderScheduler() }

/** From the reminders queue: a change asks to plan anew, a schedule's tick asks to remind. */
export const handler = forEachMessage(async (body) => {
  const { tick, company, subjectId } = body as ChangeNotice & { tick?: Tick }
  if (tick) await remindNow(tools, tick.company, tick.subjectId)
  else await planRemindersOf(tools, company, subjectId)
})
