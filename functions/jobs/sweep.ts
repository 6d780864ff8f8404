import { logFault, onClock } from '../middleware/records.ts'
import { sweep } from '../usecases/effects/sweep.ts'
import { changesTools } from '../wiring/changes.ts'
import { reminderScheduler } from '../wiring/reminders.ts'

const tools = { ...changesTools(), scheduler: reminderScheduler(), log: logFault }

/** Every minute: finds what the quick roads lost. */
export const handler = onClock(() => sweep(tools))
