import { CfnCondition, CfnResource, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3'
import { ReceiptRuleSet, TlsPolicy } from 'aws-cdk-lib/aws-ses'
import { S3 } from 'aws-cdk-lib/aws-ses-actions'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import { explained } from './explained.ts'
import type { Queues } from './queues.ts'

/** Under which mails lie in their bucket. */
export const MAILS_PREFIX = 'mails/'
/** So long a mail lies there after it was heard: who looks into what went wrong finds it. */
const KEPT = Duration.days(14)

/**
 * Answers of mail clients: Amazon SES puts mails to one domain into a bucket, tells a topic, and that a queue. Only
 * where a domain is given: a region has one active set of receipt rules, which somebody activates by hand.
 */
export class Inbound extends Construct {
  readonly bucket: Bucket
  private readonly receives: CfnCondition

  constructor(scope: Construct, id: string, { domain, queues }: { domain: string; queues: Queues }) {
    super(scope, id)
    this.receives = new CfnCondition(this, 'ReceivesMail', {
      expression: Fn.conditionNot(Fn.conditionEquals(domain, '')),
    })
    this.receives.overrideLogicalId('ReceivesMail')
    this.bucket = new Bucket(this, 'Mails', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [{ expiration: KEPT, abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      // A bucket with mails in it cannot be deleted with its stack.
      removalPolicy: RemovalPolicy.RETAIN,
    })
    explained(
      this.bucket,
      'AwsSolutions-S1',
      'Only Amazon SES writes there and one function reads; mails go after days.',
    )
    const arrivals = new Topic(this, 'Arrivals', { displayName: 'Almanac: mails that came in', enforceSSL: true })
    // The Deny of plain connections takes the place of what would let others of the account publish.
    arrivals.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [arrivals.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    )
    arrivals.addSubscription(new SqsSubscription(queues.arrivals.queue, { rawMessageDelivery: true }))
    new ReceiptRuleSet(this, 'Rules').addRule('Replies', {
      recipients: [domain],
      scanEnabled: true,
      tlsPolicy: TlsPolicy.OPTIONAL,
      actions: [new S3({ bucket: this.bucket, objectKeyPrefix: MAILS_PREFIX, topic: arrivals })],
    })
    this.onlyWhereReceived(this, ...queues.partsOf('Arrivals'))
  }

  /** Leaves out what is of no use where no mail is received. */
  onlyWhereReceived(...constructs: Construct[]): void {
    for (const one of constructs.flatMap((construct) => construct.node.findAll()))
      if (CfnResource.isCfnResource(one)) one.cfnOptions.condition = this.receives
  }
}
