import { RemovalPolicy } from 'aws-cdk-lib'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { explained } from './explained.ts'

/** The key that seals provider tokens, and two generated secrets. */
export class Keys extends Construct {
  readonly envelope: Key
  /** CloudFront shows it to the API, whose doors take no other caller. */
  readonly originSecret: Secret
  readonly setupCode: Secret

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.envelope = new Key(this, 'Envelope', {
      description: "Almanac: seals members' provider tokens and companies' link keys",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const generated = (name: string, description: string) =>
      explained(
        new Secret(this, name, { description, generateSecretString: { passwordLength: 40, excludePunctuation: true } }),
        'AwsSolutions-SMG4',
        'Read once when functions are configured; rotating it means deploying again, which a schedule cannot do.',
      )
    this.originSecret = generated('OriginSecret', 'Shown by CloudFront to the API')
    this.setupCode = generated('SetupCode', 'One-time code for setting up the first company')
  }
}
