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

/** The headers that a policy of the template adds to every answer. */
function policyHeaders(properties: Record<string, Json>): [string, string][] {
  const config = properties['ResponseHeadersPolicyConfig'] as Record<string, Record<string, Json>>
  const security = (config['SecurityHeadersConfig'] ?? {}) as Record<string, Record<string, Json>>
  const headers: [string, string][] = []
  if (security['ContentSecurityPolicy'])
    headers.push(['content-security-policy', String(security['ContentSecurityPolicy']['ContentSecurityPolicy'])])
  if (security['ContentTypeOptions']) headers.push(['x-content-type-options', 'nosniff'])
  if (security['FrameOptions']) headers.push(['x-frame-options', String(security['FrameOptions']['FrameOption'])])
  if (security['ReferrerPolicy'])
    headers.push(['referrer-policy', String(security['ReferrerPolicy']['ReferrerPolicy'])])
  const transport = security['StrictTransportSecurity']
  if (transport)
    headers.push([
      'strict-transport-security',
      `max-age=${transport['AccessControlMaxAgeSec']}${transport['IncludeSubdomains'] ? '; includeSubDomains' : ''}`,
    ])
  for (const item of (config['CustomHeadersConfig']?.['Items'] ?? []) as { Header: string; Value: string }[])
    headers.push([item.Header.toLowerCase(), item.Value])
  return headers
}

/** The template's CloudFront distribution: behaviours by path, its functions, its headers, in front of pages and API. */
export class Edge {
  private readonly behaviours: Behaviour[]
  private readonly origins: Map<string, Origin>
  private readonly policies: Map<string, [string, string][]>
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
    const answer = bucket
      ? this.fromBucket(bucket, behaviour, request, path)
      : await this.api.answer(request, body, this.customHeaders(origin), now)
    const added = this.policies.get(behaviour.ResponseHeadersPolicyId ?? '') ?? []
    const overridden = new Set(added.map(([name]) => name))
    answer.headers = [...answer.headers.filter(([name]) => !overridden.has(name)), ...added]
    return behaviour.Compress ? compressed(answer, String(request.headers['accept-encoding'] ?? '')) : answer
  }

  private customHeaders({ OriginCustomHeaders = [] }: Origin): Record<string, string> {
    return Object.fromEntries(
      OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [HeaderName.toLowerCase(), HeaderValue]),
    )
  }

  private fromBucket(bucket: DeployedBucket, behaviour: Behaviour, request: IncomingMessage, path: string): HttpAnswer {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return {
        status: 403,
        headers: [['content-type', 'text/plain']],
        body: Buffer.from('This distribution takes only GET and HEAD here.'),
      }
    const association = behaviour.FunctionAssociations?.find(({ EventType }) => EventType === 'viewer-request')
    const code = association && this.functions.get(association.FunctionARN)
    const uri = code
      ? String(runInNewContext(`${code}\nhandler(${JSON.stringify({ request: viewerRequest(request, path) })}).uri`))
      : path
    return bucket.get(uri, request.headers['if-none-match'])
  }
}

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
  if (!accepts.includes('gzip') || answer.body.length < SMALLEST_BYTES || !COMPRESSIBLE.test(type)) return answer
  return {
    ...answer,
    headers: [...answer.headers, ['content-encoding', 'gzip'], ['vary', 'accept-encoding']],
    body: gzipSync(answer.body),
  }
}
