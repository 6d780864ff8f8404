import { eventBridgeScheduler } from '../adapters/scheduler/scheduler.ts'
import { required } from './environment.ts'

export function reminderScheduler() {
  return eventBridgeScheduler(
    required('SCHEDULE_GROUP'),
    required('SCHEDULE_ROLE_ARN'),
    required('REMINDERS_QUEUE_ARN'),
  )
}
