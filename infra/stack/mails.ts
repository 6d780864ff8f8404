import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses'
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns'
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { Queues } from './queues.ts'

/** Mails go out by these settings: what came of them is told to a topic, and from there to a queue. */
export class Mails extends Construct {
  readonly configuration: ConfigurationSet

  constructor(scope: Construct, id: string, queues: Queues) {
    super(scope, id)
    const news = new Topic(this, 'News', { displayName: 'Almanac: what came of mails', enforceSSL: true })
    news.addSubscription(new SqsSubscription(queues.mailNews.queue, { rawMessageDelivery: true }))
    this.configuration = new ConfigurationSet(this, 'Settings', { reputationMetrics: true })
    this.configuration.addEventDestination('Returns', {
      destination: EventDestination.snsTopic(news),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.DELIVERY_DELAY],
    })
  }

  /** Rings where the job that sends mails says so in its log. */
  watch(log: ILogGroup, alarms: ITopic): void {
    this.alarm(log, alarms, 'mailsStopped', 'No mail goes: the sender, its rights or its quota')
    this.alarm(log, alarms, 'mailGivenUp', 'A mail was tried for 72 hours and given up')
  }

  private alarm(logGroup: ILogGroup, alarms: ITopic, word: string, alarmDescription: string): void {
    const name = word[0]!.toUpperCase() + word.slice(1)
    const lines = new MetricFilter(this, `${name}Lines`, {
      logGroup,
      metricNamespace: 'Almanac',
      metricName: word,
      filterPattern: FilterPattern.stringValue('$.alarm', '=', word),
    })
    new Alarm(this, `${name}Alarm`, {
      // While mails are stopped one is tried each hour at least.
      metric: lines.metric({ statistic: 'Sum', period: Duration.minutes(5) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription,
    }).addAlarmAction(new SnsAction(alarms))
  }
}
