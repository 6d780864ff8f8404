import { Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { explained } from './explained.ts'

/**
 * Addresses of pages are not files: the booking pages have one document for each language, everything else of people another.
 * The language is the one asked for (`?language=`), else the visitor's most wanted that there is, else English.
 */
const PAGES = `const LANGUAGES = ['en', 'de', 'fr', 'es', 'ar']
function languageOf(request) {
  const asked = request.querystring.language
  const header = request.headers['accept-language']
  const wanted = (header ? header.value : '').split(',').map(function (part) {
    const weight = /;\\s*q=([0-9.]+)/.exec(part)
    return { language: part.trim().split(/[-;]/)[0].toLowerCase(), weight: weight ? Number(weight[1]) : 1 }
  })
  wanted.sort(function (one, other) { return other.weight - one.weight })
  const names = [asked ? asked.value.toLowerCase() : ''].concat(wanted.map(function (one) { return one.language }))
  return names.find(function (name) { return LANGUAGES.includes(name) }) || 'en'
}
function handler(event) {
  const request = event.request
  if (/^\\/(book|booking)\\//.test(request.uri)) request.uri = '/book.' + languageOf(request) + '.html'
  else if (!/\\.[a-z0-9]+$/.test(request.uri)) request.uri = '/index.html'
  return request
}`

const MANIFEST = 'almanac.webmanifest'

const CONTENT_SECURITY = [
  "default-src 'none'",
  "script-src 'self'",
  // The calendar places its events by style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** The pages on S3 behind CloudFront, with `/api/*` to the API: one address for all, so that cookies stay at home. */
export class Site extends Construct {
  readonly distribution: Distribution

  constructor(scope: Construct, id: string, { api, originSecret }: { api: HttpApi; originSecret: Secret }) {
    super(scope, id)
    const bucket = new Bucket(this, 'Pages', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    explained(bucket, 'AwsSolutions-S1', 'Only CloudFront reads the pages, and it logs.')
    const logs = new Bucket(this, 'Logs', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.OBJECT_WRITER,
      lifecycleRules: [{ expiration: Duration.days(90) }],
      removalPolicy: RemovalPolicy.RETAIN,
    })
    explained(logs, 'AwsSolutions-S1', 'This is where the logs go.')
    const headers = this.headers()
    const toApi = {
      origin: new HttpOrigin(`${api.apiId}.execute-api.${Stack.of(this).region}.${Fn.ref('AWS::URLSuffix')}`, {
        customHeaders: { 'x-almanac-origin': originSecret.secretValue.unsafeUnwrap() },
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: headers,
    }
    const pages = new EdgeFunction(this, 'PageAddresses', {
      code: FunctionCode.fromInline(PAGES),
      runtime: FunctionRuntime.JS_2_0,
    })
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'Almanac',
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        responseHeadersPolicy: headers,
        functionAssociations: [{ function: pages, eventType: FunctionEventType.VIEWER_REQUEST }],
        compress: true,
      },
      additionalBehaviors: { '/api/*': toApi, '/google_account/*': toApi, '/microsoft_account/*': toApi },
      httpVersion: HttpVersion.HTTP2_AND_3,
      logBucket: logs,
      logFilePrefix: 'site/',
    })
    explained(this.distribution, 'AwsSolutions-CFR1', 'Customers book from anywhere.')
    explained(
      this.distribution,
      'AwsSolutions-CFR2',
      'Doors throttle by address and account; a firewall is the installation owner’s choice and cost.',
    )
    explained(
      this.distribution,
      'AwsSolutions-CFR4',
      'The default certificate is used until an own domain is attached.',
    )
    const put = (
      name: string,
      exclude: string[],
      include: string[],
      cache: CacheControl[],
      more: { contentType?: string } = {},
    ) =>
      new BucketDeployment(this, name, {
        sources: [Source.asset('dist/site')],
        destinationBucket: bucket,
        exclude,
        include,
        cacheControl: cache,
        prune: false,
        ...more,
      })
    put(
      'Assets',
      ['*'],
      ['assets/*'],
      [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
    )
    put('Documents', ['assets/*', MANIFEST], [], [CacheControl.noCache()])
    // The uploader may not know what it is.
    put('Manifest', ['*'], [MANIFEST], [CacheControl.noCache()], { contentType: 'application/manifest+json' })
    const deployer = Stack.of(this).node.children.filter((child) =>
      child.node.id.startsWith('Custom::CDKBucketDeployment'),
    )
    for (const construct of deployer) {
      explained(
        construct,
        'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
        "CDK's own deployer.",
      )
      explained(
        construct,
        [
          ...['Abort*', 'DeleteObject*', 'GetBucket*', 'GetObject*', 'List*'].map(
            (verb) => `AwsSolutions-IAM5[Action::s3:${verb}]`,
          ),
          `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(bucket.node.defaultChild as CfnBucket)}.Arn>/*]`,
          'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]',
        ],
        "CDK's own deployer, limited to the bucket of assets and that of the pages.",
      )
      explained(construct, 'AwsSolutions-L1', "CDK's own deployer chooses its runtime.")
    }
  }

  private headers(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: CONTENT_SECURITY, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          {
            header: 'permissions-policy',
            value: 'camera=(), microphone=(), geolocation=(), interest-cohort=()',
            override: true,
          },
        ],
      },
    })
  }
}
