import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { EventBus } from 'aws-cdk-lib/aws-events'
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { CfnBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { providerKeys } from '../../shared/domain/event/calendar-providers.ts'
import { explained } from './explained.ts'
import { type Inbound, MAILS_PREFIX } from './inbound.ts'
import type { Keys } from './keys.ts'
import type { Mails } from './mails.ts'
import type { Parameters } from './parameters.ts'
import { permissions, type Target } from './permissions.ts'
import type { Queues } from './queues.ts'
import { SCHEDULE_GROUP, type Schedules } from './schedules.ts'

export interface FunctionsProps {
  parameters: Parameters
  keys: Keys
  table: TableV2
  queues: Queues
  mails: Mails
  inbound: Inbound
  bus: EventBus
  schedules: Schedules
}

const FOLDER = 'dist/functions'

/** Makes the handler functions: one asset for all, one role for each, the handler's name is its file. */
export class Functions extends Construct {
  private readonly made = new Map<string, LambdaFunction>()
  private readonly props: FunctionsProps
  private readonly code = Code.fromAsset(FOLDER)

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id)
    this.props = props
    const { parameters, keys, table, queues, mails, inbound, bus, schedules } = props
    const TABLE_NAME = table.tableName
    const KEY_ID = keys.envelope.keyArn
    const PUBLIC_ADDRESS = parameters.publicAddress
    const ORIGIN_SECRET = keys.originSecret.secretValue.unsafeUnwrap()
    const SYNC_QUEUE_URL = queues.sync.queue.queueUrl
    const payments = { STRIPE_API: parameters.stripeApi }
    const mail = { MAIL_FROM: parameters.mailFrom, MAIL_CONFIGURATION: mails.configuration.configurationSetName }
    const door = { TABLE_NAME, KEY_ID, PUBLIC_ADDRESS, ORIGIN_SECRET, ...payments }
    const QUIET_SECONDS = parameters.quietSeconds
    const changes = { TABLE_NAME, BUS_NAME: bus.eventBusName, SYNC_QUEUE_URL, QUIET_SECONDS }
    const reminders = {
      ...changes,
      SCHEDULE_GROUP: schedules.group.scheduleGroupName,
      SCHEDULE_ROLE_ARN: schedules.role.roleArn,
      REMINDERS_QUEUE_ARN: queues.reminders.queue.queueArn,
    }
    this.make('http/public', door, Duration.seconds(25), 1024)
    this.make(
      'http/app',
      {
        ...door,
        SETUP_CODE: keys.setupCode.secretValue.unsafeUnwrap(),
        SYNC_QUEUE_URL,
        ...mail,
        ...parameters.providers,
      },
      Duration.seconds(25),
      1024,
    )
    for (const key of providerKeys)
      this.make(`webhooks/${key}`, { TABLE_NAME, ORIGIN_SECRET, SYNC_QUEUE_URL }, Duration.seconds(10), 512)
    this.make(
      'webhooks/stripe',
      { TABLE_NAME, KEY_ID, ORIGIN_SECRET, BUS_NAME: bus.eventBusName, ...payments },
      Duration.seconds(10),
      512,
    )
    this.make('jobs/settle-payments', { TABLE_NAME, KEY_ID, ...payments }, Duration.seconds(60), 512)
    this.make(
      'jobs/sync-calendar',
      { TABLE_NAME, KEY_ID, PUBLIC_ADDRESS, SYNC_QUEUE_URL, ...parameters.providers },
      Duration.seconds(60),
      1024,
    )
    this.make('jobs/publish-changes', changes, Duration.seconds(60), 512)
    this.make(
      'jobs/send-mail',
      { TABLE_NAME, KEY_ID, PUBLIC_ADDRESS, QUIET_SECONDS, INBOUND_DOMAIN: parameters.inboundDomain, ...mail },
      Duration.seconds(60),
      512,
    )
    this.make('jobs/hear-of-mail', { TABLE_NAME }, Duration.seconds(30), 512)
    // A mail and what it is parsed into lie in its memory.
    this.make(
      'jobs/receive-mail',
      { TABLE_NAME, MAILS_BUCKET: inbound.bucket.bucketName, INBOUND_DOMAIN: parameters.inboundDomain },
      Duration.seconds(60),
      1024,
      (...constructs) => inbound.onlyWhereReceived(...constructs),
    )
    this.make('jobs/send-reminder', reminders, Duration.seconds(30), 512)
    this.make('jobs/sweep', reminders, Duration.seconds(60), 512)
  }

  /** The function of a handler file. */
  of(file: string): LambdaFunction {
    const found = this.made.get(file)
    if (!found) throw new Error(`no function for ${file}`)
    return found
  }

  /** @param made told what was made, for what is not there in every installation */
  private make(
    file: string,
    environment: Record<string, string>,
    timeout: Duration,
    memorySize: number,
    made: (...constructs: Construct[]) => void = () => {},
  ): void {
    const handler = `${file}.handler`
    const name = file
      .split(/[/-]/)
      .map((word) => word[0]!.toUpperCase() + word.slice(1))
      .join('')
    const logGroup = new LogGroup(this, `${name}Log`, {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new Role(this, `${name}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Of ${handler}`,
    })
    for (const { actions, on } of permissions[handler] ?? [])
      role.addToPolicy(
        new PolicyStatement({
          effect: Effect.ALLOW,
          actions,
          resources: [this.arnOf(on)],
          ...(on === 'scheduleRole' && {
            conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
          }),
        }),
      )
    logGroup.grantWrite(role)
    explained(
      role,
      `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/${SCHEDULE_GROUP}/*]`,
      'Schedules are named by hashes; the group holds nothing but reminders.',
    )
    const mailsBucket = Stack.of(this).getLogicalId(this.props.inbound.bucket.node.defaultChild as CfnBucket)
    explained(
      role,
      `AwsSolutions-IAM5[Resource::<${mailsBucket}.Arn>/${MAILS_PREFIX}*]`,
      'Amazon SES names mails by itself; nothing else lies there.',
    )
    const lambda = new LambdaFunction(this, name, {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: this.code,
      handler,
      description: handler,
      environment: { ...environment, NODE_OPTIONS: '--enable-source-maps' },
      timeout,
      memorySize,
      role,
      logGroup,
    })
    this.made.set(file, lambda)
    made(logGroup, role, lambda)
  }

  private arnOf(target: Target): string {
    const { table, keys, bus, queues, mails, inbound, schedules, parameters } = this.props
    const stack = Stack.of(this)
    switch (target) {
      case 'table':
        return table.tableArn
      case 'pendingIndex':
        return `${table.tableArn}/index/pending`
      case 'key':
        return keys.envelope.keyArn
      case 'bus':
        return bus.eventBusArn
      case 'syncQueue':
        return queues.sync.queue.queueArn
      case 'schedules':
        return stack.formatArn({
          service: 'scheduler',
          resource: 'schedule',
          resourceName: `${schedules.group.scheduleGroupName}/*`,
        })
      case 'scheduleRole':
        return schedules.role.roleArn
      case 'mailIdentity':
        return stack.formatArn({
          service: 'ses',
          resource: 'identity',
          resourceName: parameters.mailFrom,
          arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
        })
      case 'receivedMails':
        return inbound.bucket.arnForObjects(`${MAILS_PREFIX}*`)
      case 'mailConfiguration':
        return stack.formatArn({
          service: 'ses',
          resource: 'configuration-set',
          resourceName: mails.configuration.configurationSetName,
          arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
        })
    }
  }
}
