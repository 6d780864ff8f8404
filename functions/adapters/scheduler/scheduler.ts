import { createHash } from 'node:crypto'
import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
} from '@aws-sdk/client-scheduler'
import type { Scheduler, Tick } from '../../ports/scheduler.ts'

/** One-time EventBridge schedules that put a tick on a queue; the name is a hash of subject and instant. */
export function eventBridgeScheduler(group: string, roleArn: string, queueArn: string): Scheduler {
  const client = new SchedulerClient({})
  const nameOf = (tick: Tick) =>
    createHash('sha256').update(`${tick.company}#${tick.subjectId}#${tick.at}`).digest('hex').slice(0, 48)
  return {
    async plan(tick) {
      try {
        await client.send(
          new CreateScheduleCommand({
            Name: nameOf(tick),
            GroupName: group,
            ScheduleExpression: `at(${new Date(tick.at).toISOString().slice(0, 19)})`,
            ScheduleExpressionTimezone: 'UTC',
            FlexibleTimeWindow: { Mode: 'OFF' },
            ActionAfterCompletion: 'DELETE',
            Target: { Arn: queueArn, RoleArn: roleArn, Input: JSON.stringify({ tick }) },
          }),
        )
      } catch (error) {
        if (!(error instanceof ConflictException)) throw error
      }
    },
    async cancel(tick) {
      try {
        await client.send(new DeleteScheduleCommand({ Name: nameOf(tick), GroupName: group }))
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error
      }
    },
  }
}
