import { Duration, Stack } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { type CfnQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { explained } from './explained.ts'

/** A queue with the place where messages go that nobody could handle. */
export interface WatchedQueue {
  queue: Queue
  dead: Queue
}

const TRIES_BEFORE_DEAD = 5

/** The queues of the jobs; each has a dead-letter queue, and each of those an alarm. */
export class Queues extends Construct {
  readonly mail: WatchedQueue
  /** Mails about events: they wait a moment, for what somebody does in one go is told once. */
  readonly quietMail: WatchedQueue
  readonly reminders: WatchedQueue
  readonly payments: WatchedQueue
  /** What came of mails that were sent. */
  readonly mailNews: WatchedQueue
  /** Mails that came in: answers of mail clients. */
  readonly arrivals: WatchedQueue
  /** First in, first out per connection: one worker at a time serves a connected calendar. */
  readonly sync: WatchedQueue
  /** Change records that the stream's consumer could not publish; the sweep finds them by their marks. */
  readonly unpublished: Queue
  readonly alarms: Topic

  constructor(scope: Construct, id: string, quietSeconds: string) {
    super(scope, id)
    this.alarms = new Topic(this, 'Alarms', {
      displayName: 'Almanac: messages that nobody could handle',
      enforceSSL: true,
    })
    // The Deny of plain connections takes the place of the policy by which alarms may ring.
    this.alarms.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.alarms.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    )
    this.mail = this.watched('Mail', Duration.minutes(6))
    this.quietMail = this.watched('QuietMail', Duration.minutes(6))
    // A parameter of the template, which CDK's own property does not take.
    const quiet = this.quietMail.queue.node.defaultChild as CfnQueue
    quiet.addPropertyOverride('DelaySeconds', quietSeconds)
    this.reminders = this.watched('Reminders', Duration.minutes(3))
    this.payments = this.watched('Payments', Duration.minutes(6))
    this.mailNews = this.watched('MailNews', Duration.minutes(3))
    this.arrivals = this.watched('Arrivals', Duration.minutes(6))
    this.sync = this.watched('Sync', Duration.minutes(6), true)
    this.unpublished = explained(
      this.dead('Unpublished', false),
      'AwsSolutions-SQS3',
      'This is where messages go that failed; it is watched like a dead-letter queue.',
    )
  }

  /** All that belongs to one of the queues: its dead letters, their alarm, what fills it. */
  partsOf(name: 'Arrivals'): Construct[] {
    return [name, `${name}Dead`, `${name}DeadAlarm`].map((id) => this.node.findChild(id) as Construct)
  }

  private watched(name: string, visibilityTimeout: Duration, fifo = false): WatchedQueue {
    const dead = this.dead(`${name}Dead`, fifo)
    const queue = new Queue(this, name, {
      visibilityTimeout,
      retentionPeriod: Duration.days(4),
      enforceSSL: true,
      encryption: QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: dead, maxReceiveCount: TRIES_BEFORE_DEAD },
      ...(fifo && { fifo }),
    })
    return { queue, dead }
  }

  private dead(name: string, fifo: boolean): Queue {
    const queue = new Queue(this, name, {
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
      encryption: QueueEncryption.SQS_MANAGED,
      ...(fifo && { fifo }),
    })
    new Alarm(this, `${name}Alarm`, {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${name}: messages that nobody could handle`,
    }).addAlarmAction(new SnsAction(this.alarms))
    return queue
  }
}
