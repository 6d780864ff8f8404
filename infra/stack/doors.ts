import { RemovalPolicy } from 'aws-cdk-lib'
import { type CfnStage, HttpApi, HttpMethod, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { consentPath, notificationPath, providerKeys } from '../../shared/domain/event/calendar-providers.ts'
import { explained } from './explained.ts'
import type { Functions } from './functions.ts'

interface DoorRoute {
  path: string
  methods: HttpMethod[]
  file: string
}

/** One function per trust zone; what happens behind a path is the door's own business. */
const routes: DoorRoute[] = [
  { path: '/api/public/{proxy+}', methods: [HttpMethod.ANY], file: 'http/public' },
  { path: '/book/{proxy+}', methods: [HttpMethod.GET, HttpMethod.HEAD], file: 'http/public' },
  { path: '/booking/{proxy+}', methods: [HttpMethod.GET, HttpMethod.HEAD], file: 'http/public' },
  { path: '/reply/{proxy+}', methods: [HttpMethod.GET, HttpMethod.HEAD], file: 'http/public' },
  { path: '/api/{proxy+}', methods: [HttpMethod.ANY], file: 'http/app' },
  ...providerKeys.flatMap((key) => [
    { path: consentPath(key), methods: [HttpMethod.GET], file: 'http/app' },
    { path: notificationPath(key), methods: [HttpMethod.POST], file: `webhooks/${key}` },
  ]),
  { path: '/api/webhooks/stripe', methods: [HttpMethod.POST], file: 'webhooks/stripe' },
]

export class Doors extends Construct {
  readonly api: HttpApi

  constructor(scope: Construct, id: string, functions: Functions) {
    super(scope, id)
    this.api = new HttpApi(this, 'Api', { description: 'Almanac', createDefaultStage: false })
    const stage = this.api.addStage('Live', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY }),
        ),
      },
    })
    explained(
      stage.node.defaultChild as CfnStage,
      'AwsSolutions-APIG1',
      'Access logging is on; the check does not see the log group by reference.',
    )
    const integrations = new Map<string, HttpLambdaIntegration>()
    for (const { path, methods, file } of routes) {
      const integration =
        integrations.get(file) ?? new HttpLambdaIntegration(file.replace('/', '-'), functions.of(file))
      integrations.set(file, integration)
      for (const route of this.api.addRoutes({ path, methods, integration }))
        explained(
          route,
          'AwsSolutions-APIG4',
          'The doors decide themselves who may do what: sessions, signed links and the origin secret.',
        )
    }
  }
}
