import { Duration } from 'aws-cdk-lib'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Construct } from 'constructs'
import type { Functions } from './functions.ts'
import type { Inbound } from './inbound.ts'
import type { Queues } from './queues.ts'

/** What starts each job: the table's stream, a queue, or the clock. */
export class Jobs extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { functions, table, queues, inbound }: { functions: Functions; table: TableV2; queues: Queues; inbound: Inbound },
  ) {
    super(scope, id)
    functions.of('jobs/publish-changes').addEventSource(
      new DynamoEventSource(table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 25,
        bisectBatchOnError: true,
        retryAttempts: 5,
        reportBatchItemFailures: true,
        onFailure: new SqsDlq(queues.unpublished),
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { NewImage: { type: { S: FilterRule.isEqual('change') } } },
          }),
        ],
      }),
    )
    functions
      .of('jobs/send-mail')
      .addEventSource(new SqsEventSource(queues.mail.queue, { batchSize: 5, reportBatchItemFailures: true }))
    functions
      .of('jobs/send-mail')
      .addEventSource(new SqsEventSource(queues.quietMail.queue, { batchSize: 5, reportBatchItemFailures: true }))
    functions
      .of('jobs/hear-of-mail')
      .addEventSource(new SqsEventSource(queues.mailNews.queue, { batchSize: 5, reportBatchItemFailures: true }))
    const receives = functions.of('jobs/receive-mail')
    receives.addEventSource(new SqsEventSource(queues.arrivals.queue, { batchSize: 1, reportBatchItemFailures: true }))
    inbound.onlyWhereReceived(receives, receives.role!)
    functions
      .of('jobs/send-reminder')
      .addEventSource(new SqsEventSource(queues.reminders.queue, { batchSize: 5, reportBatchItemFailures: true }))
    functions
      .of('jobs/settle-payments')
      .addEventSource(new SqsEventSource(queues.payments.queue, { batchSize: 1, reportBatchItemFailures: true }))
    functions
      .of('jobs/sync-calendar')
      .addEventSource(new SqsEventSource(queues.sync.queue, { batchSize: 1, reportBatchItemFailures: true }))
    new Rule(this, 'EveryMinute', {
      description: 'Finds what the quick roads lost',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(functions.of('jobs/sweep'))],
    })
  }
}
