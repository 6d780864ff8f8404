import type { IncomingMessage } from 'node:http'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import type { Assembly, Json } from './assembly.ts'
import type { HttpAnswer, HttpApi } from './http-api.ts'
import { DeployedBucket } from './site.ts'

interface Behaviour {
  PathPattern?: string
  TargetOriginId: string
  Compress?: boolean
  ResponseHeadersPolicyId?: string
  OriginRequestPolicyId?: string
  CachePolicyId?: string
  AllowedMethods?: string[]
  FunctionAssociations?: { EventType: string; FunctionARN: string }[]
}

interface Origin {
  Id: string
  DomainName: string
  S3OriginConfig?: Json
  OriginCustomHeaders?: { HeaderName: string; HeaderValue: string }[]
}

const matches = (pattern: string, path: string) =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(path)

/** A header that a policy adds to every answer, or only where the origin has not said it itself. */
interface AddedHeader {
  name: string
  value: string
  overrides: boolean
}

/** The headers that a policy of the template adds. */
function policyHeaders(properties: Record<string, Json>): AddedHeader[] {
  const config = properties['ResponseHeadersPolicyConfig'] as Record<string, Record<string, Json>>
  const security = (config['SecurityHeadersConfig'] ?? {}) as Record<string, Record<string, Json>>
  const headers: AddedHeader[] = []
  const add = (name: string, value: Json, { Override }: { Override?: Json }) =>
    headers.push({ name: name.toLowerCase(), value: String(value), overrides: Override === true })
  const {
    ContentSecurityPolicy: content,
    ContentTypeOptions: type,
    FrameOptions: frame,
    ReferrerPolicy: referrer,
    StrictTransportSecurity: transport,
  } = security
  if (content) add('content-security-policy', content['ContentSecurityPolicy']!, content)
  if (type) add('x-content-type-options', 'nosniff', type)
  if (frame) add('x-frame-options', frame['FrameOption']!, frame)
  if (referrer) add('referrer-policy', referrer['ReferrerPolicy']!, referrer)
  if (transport)
    add(
      'strict-transport-security',
      `max-age=${transport['AccessControlMaxAgeSec']}${transport['IncludeSubdomains'] ? '; includeSubDomains' : ''}`,
      transport,
    )
  for (const item of (config['CustomHeadersConfig']?.['Items'] ?? []) as {
    Header: string
    Value: string
    Override: boolean
  }[])
    add(item.Header, item.Value, item)
  return headers
}

/** What of a request goes on to the origin; a policy that is not of the template lets all of it. */
interface HandedOn {
  headers: string[]
  cookies: string[]
}

const handedOn = (properties: Record<string, Json>): HandedOn => {
  const config = properties['OriginRequestPolicyConfig'] as Record<string, Record<string, Json>>
  return {
    headers: ((config['HeadersConfig']?.['Headers'] ?? []) as string[]).map((name) => name.toLowerCase()),
    cookies: (config['CookiesConfig']?.['Cookies'] ?? []) as string[],
  }
}

/**
 * The request as it goes on to the origin. What CloudFront says of a viewer no viewer can say; where one on this
 * machine is, this machine knows.
 */
function requestToOrigin(request: IncomingMessage, policy: HandedOn | undefined): IncomingMessage {
  const given = Object.entries(request.headers).filter(([name]) => !name.startsWith('cloudfront-'))
  if (!policy) return withHeaders(request, Object.fromEntries(given))
  const cookies = (request.headers.cookie ?? '')
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => policy.cookies.includes(cookie.split('=')[0] ?? ''))
  const said: [string, string][] = [
    ['cloudfront-viewer-time-zone', Intl.DateTimeFormat().resolvedOptions().timeZone],
    ...(cookies.length > 0 ? [['cookie', cookies.join('; ')] as [string, string]] : []),
  ]
  return withHeaders(
    request,
    Object.fromEntries([
      ...given.filter(([name]) => policy.headers.includes(name) || name === 'x-forwarded-for'),
      ...said.filter(([name]) => policy.headers.includes(name) || name === 'cookie'),
    ]),
  )
}

const withHeaders = (request: IncomingMessage, headers: IncomingMessage['headers']): IncomingMessage =>
  Object.create(request, { headers: { value: headers } })

/**
 * The template's CloudFront distribution: behaviours by path, its functions, its headers, in front of pages and API.
 */
export class Edge {
  private readonly behaviours: Behaviour[]
  private readonly origins: Map<string, Origin>
  private readonly policies: Map<string, AddedHeader[]>
  /** Cache policies with which the origin is told what a viewer unpacks. */
  private readonly hearsOfPacking: Set<string>
  private readonly requestPolicies: Map<string, HandedOn>
  private readonly functions: Map<string, string>
  private readonly buckets = new Map<string, DeployedBucket>()
  private readonly api: HttpApi

  constructor(assembly: Assembly, api: HttpApi) {
    this.api = api
    const [distribution] = assembly.resources('AWS::CloudFront::Distribution')
    if (!distribution) throw new Error('the template has no distribution')
    const config = distribution.properties['DistributionConfig'] as unknown as {
      CacheBehaviors?: Behaviour[]
      DefaultCacheBehavior: Behaviour
      Origins: Origin[]
    }
    this.behaviours = [...(config.CacheBehaviors ?? []), { ...config.DefaultCacheBehavior, PathPattern: '*' }]
    this.origins = new Map(config.Origins.map((origin) => [origin.Id, origin]))
    this.policies = new Map(
      assembly
        .resources('AWS::CloudFront::ResponseHeadersPolicy')
        .map(({ id, properties }) => [id, policyHeaders(properties)]),
    )
    this.requestPolicies = new Map(
      assembly
        .resources('AWS::CloudFront::OriginRequestPolicy')
        .map(({ id, properties }) => [id, handedOn(properties)]),
    )
    this.hearsOfPacking = new Set(
      assembly
        .resources('AWS::CloudFront::CachePolicy')
        .filter(({ properties }) => JSON.stringify(properties).includes('"EnableAcceptEncodingGzip":true'))
        .map(({ id }) => id),
    )
    this.functions = new Map(
      assembly
        .resources('AWS::CloudFront::Function')
        .map(({ id, properties }) => [`${id}.FunctionARN`, String(properties['FunctionCode'])]),
    )
    for (const origin of config.Origins)
      if (origin.S3OriginConfig)
        this.buckets.set(origin.Id, new DeployedBucket(assembly, origin.DomainName.split('.')[0] ?? ''))
  }

  async answer(request: IncomingMessage, body: Buffer, now: number): Promise<HttpAnswer> {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const behaviour = this.behaviours.find((one) => matches(one.PathPattern ?? '*', path))!
    const origin = this.origins.get(behaviour.TargetOriginId)!
    const bucket = this.buckets.get(origin.Id)
    const allowed = behaviour.AllowedMethods ?? ['GET', 'HEAD']
    const policy = this.requestPolicies.get(behaviour.OriginRequestPolicyId ?? '')
    const packing = this.hearsOfPacking.has(behaviour.CachePolicyId ?? '') ? ['accept-encoding'] : []
    const handed = policy && { ...policy, headers: [...policy.headers, ...packing] }
    const answer = !allowed.includes(request.method ?? 'GET')
      ? methodRefused(allowed)
      : bucket
        ? this.fromBucket(bucket, behaviour, request, path)
        : await this.api.answer(requestToOrigin(request, handed), body, this.customHeaders(origin), now)
    const said = new Set(answer.headers.map(([name]) => name))
    const adding = this.policies.get(behaviour.ResponseHeadersPolicyId ?? '') ?? []
    const added = adding.filter(({ name, overrides }) => overrides || !said.has(name))
    const overridden = new Set(added.map(({ name }) => name))
    answer.headers = [
      ...answer.headers.filter(([name]) => !overridden.has(name)),
      ...added.map(({ name, value }): [string, string] => [name, value]),
    ]
    return behaviour.Compress ? compressed(answer, String(request.headers['accept-encoding'] ?? '')) : answer
  }

  private customHeaders({ OriginCustomHeaders = [] }: Origin): Record<string, string> {
    return Object.fromEntries(
      OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [HeaderName.toLowerCase(), HeaderValue]),
    )
  }

  private fromBucket(bucket: DeployedBucket, behaviour: Behaviour, request: IncomingMessage, path: string): HttpAnswer {
    const association = behaviour.FunctionAssociations?.find(({ EventType }) => EventType === 'viewer-request')
    const code = association && this.functions.get(association.FunctionARN)
    const uri = code
      ? String(runInNewContext(`${code}\nhandler(${JSON.stringify({ request: viewerRequest(request, path) })}).uri`))
      : path
    return bucket.get(uri, request.headers['if-none-match'])
  }
}

const methodRefused = (allowed: string[]): HttpAnswer => ({
  status: 403,
  headers: [['content-type', 'text/plain']],
  body: Buffer.from(`This distribution takes only ${new Intl.ListFormat('en').format(allowed)} here.`),
})

const valued = (entries: Iterable<[string, string]>) =>
  Object.fromEntries([...entries].map(([name, value]) => [name, { value }]))

/** A request as a function at the edge sees it (CloudFront developer guide, event structure of functions). */
function viewerRequest({ method, url = '/', headers }: IncomingMessage, uri: string): Json {
  const query = new URL(url, 'http://viewer').searchParams
  return {
    method: method ?? 'GET',
    uri,
    querystring: valued(query),
    headers: valued(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  }
}

const COMPRESSIBLE = /^(text\/|application\/(json|javascript|manifest\+json|problem\+json)|image\/svg)/
/** CloudFront compresses what is between these sizes (developer guide, serving compressed files). */
const SMALLEST_BYTES = 1000

function compressed(answer: HttpAnswer, accepts: string): HttpAnswer {
  const type = answer.headers.find(([name]) => name === 'content-type')?.[1] ?? ''
  if (answer.headers.some(([name]) => name === 'content-encoding')) return answer
  if (!accepts.includes('gzip') || answer.body.length < SMALLEST_BYTES || !COMPRESSIBLE.test(type)) return answer
  return {
    ...answer,
    headers: [...answer.headers, ['content-encoding', 'gzip'], ['vary', 'accept-encoding']],
    body: gzipSync(answer.body),
  }
}
