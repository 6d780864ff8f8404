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
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { providerKeys } from '../../shared/domain/event/calendar-providers.ts'
import { explained } from './explained.ts'

/** Addresses of pages are not files: all of the app's have one document. */
const PAGES = `function handler(event) {
  const request = event.request
  if (!/\\.[a-z0-9]+$/.test(request.uri)) request.uri = '/index.html'
  return request
}`

/** What a page is drawn by: the language, the zone that the visitor said or seems to be in, and who is signed in. */
const READ_BY_PAGES = {
  headers: ['accept-language', 'cloudfront-viewer-time-zone'],
  cookies: ['almanac_session', 'almanac_zone', 'almanac_hours'],
}

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
  // The page of an appointment, shown while it is written.
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** The pages on S3 behind CloudFront, with `/api/*` to the API: one address for all, so that cookies stay at home. */
export class Site extends Construct {
  readonly distribution: Distribution
  /** What pages name by its hash: there before a page does. */
  readonly assets: BucketDeployment

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
    const headers = this.headers('Headers')
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
    // Drawn by the door for strangers, with the headers that the type asks for: who may show it inside their own pages.
    const toPages = {
      ...toApi,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      // Nothing is kept, for each says no-store; only with a policy that could keep does the door hear what a browser
      // unpacks.
      cachePolicy: new CachePolicy(this, 'PageCaching', {
        minTtl: Duration.seconds(0),
        defaultTtl: Duration.seconds(0),
        maxTtl: Duration.seconds(1),
        enableAcceptEncodingGzip: true,
      }),
      compress: true,
      originRequestPolicy: new OriginRequestPolicy(this, 'PageRequests', {
        headerBehavior: OriginRequestHeaderBehavior.allowList(...READ_BY_PAGES.headers),
        cookieBehavior: OriginRequestCookieBehavior.allowList(...READ_BY_PAGES.cookies),
        queryStringBehavior: OriginRequestQueryStringBehavior.all(),
      }),
      responseHeadersPolicy: this.headers('PageHeaders', { doorGuards: true }),
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
      additionalBehaviors: {
        '/api/*': toApi,
        ...Object.fromEntries(providerKeys.map((key) => [`/${key}_account/*`, toApi])),
        '/book/*': toPages,
        '/booking/*': toPages,
        '/reply/*': toPages,
      },
      // What is not there for a stranger may be there for a member, and the moment after.
      errorResponses: [404, 500, 502, 503, 504].map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
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
    this.assets = put(
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

  /**
   * @param doorGuards what may run in it and who may frame it the door says itself; what it leaves unsaid is refused
   */
  private headers(id: string, { doorGuards = false } = {}): ResponseHeadersPolicy {
    const override = !doorGuards
    return new ResponseHeadersPolicy(this, id, {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: CONTENT_SECURITY, override },
        contentTypeOptions: { override: true },
        // It knows no list of sites.
        ...(!doorGuards && { frameOptions: { frameOption: HeadersFrameOption.DENY, override } }),
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override },
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
