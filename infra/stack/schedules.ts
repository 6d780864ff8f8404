import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

export const SCHEDULE_GROUP = 'almanac-reminders'

/** One-time schedules of reminders, and the role by which they put their tick on the queue. */
export class Schedules extends Construct {
  readonly group: ScheduleGroup
  readonly role: Role

  constructor(scope: Construct, id: string, reminders: Queue) {
    super(scope, id)
    this.group = new ScheduleGroup(this, 'Reminders', { scheduleGroupName: SCHEDULE_GROUP })
    this.role = new Role(this, 'Tick', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') })
    this.role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [reminders.queueArn] }))
  }
}
