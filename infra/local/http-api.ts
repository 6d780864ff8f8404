import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { ACCOUNT, type Assembly } from './assembly.ts'
import { functionIdOfArn, type LocalFunctions } from './functions.ts'

/** An answer on its way to the browser. */
export interface HttpAnswer {
  status: number
  headers: [string, string][]
  body: Buffer
}

export function jsonError(status: number, message: string): HttpAnswer {
  return { status, headers: [['content-type', 'application/json']], body: Buffer.from(JSON.stringify({ message })) }
}

interface ApiRoute {
  key: string
  method: string
  parts: string[]
  functionId: string
}

const LARGEST_REQUEST_BYTES = 10 * 1024 * 1024
const LARGEST_PAYLOAD_BYTES = 6 * 1024 * 1024
const LARGEST_HEADERS_BYTES = 10_240
const INTEGRATION_TIMEOUT_MS = 30_000
/** What API Gateway hands on as text; everything else is base64 (HTTP API developer guide, payload format 2.0). */
const TEXT_TYPES = /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded|problem\+json))|\+json|^$/

/** The template's HTTP API: routes by API Gateway's order of preference, events in payload format 2.0. */
export class HttpApi {
  private readonly routes: ApiRoute[]
  private readonly functions: LocalFunctions
  private readonly domainName: string

  constructor(assembly: Assembly, functions: LocalFunctions, domainName: string) {
    this.functions = functions
    this.domainName = domainName
    const integrations = new Map(
      assembly
        .resources('AWS::ApiGatewayV2::Integration')
        .map((one) => [one.id, functionIdOfArn(String(one.properties['IntegrationUri']))]),
    )
    this.routes = assembly.resources('AWS::ApiGatewayV2::Route').map(({ properties }) => {
      const key = String(properties['RouteKey'])
      const [method = 'ANY', path = ''] = key.split(' ')
      return {
        key,
        method,
        parts: path.split('/').slice(1),
        functionId: integrations.get(String(properties['Target']).split('/').at(-1) ?? '') ?? '',
      }
    })
  }

  private matching(method: string, path: string): { route: ApiRoute; parameters: Record<string, string> } | undefined {
    const given = path.split('/').slice(1)
    const found = this.routes.flatMap((route) => {
      if (route.method !== 'ANY' && route.method !== method) return []
      const parameters: Record<string, string> = {}
      for (const [i, part] of route.parts.entries()) {
        if (part.endsWith('+}')) {
          if (given.length <= i) return []
          parameters[part.slice(1, -2)] = given.slice(i).join('/')
          return [{ route, parameters }]
        }
        const value = given[i]
        if (value === undefined) return []
        if (part.startsWith('{')) parameters[part.slice(1, -1)] = value
        else if (part !== value) return []
      }
      return given.length === route.parts.length ? [{ route, parameters }] : []
    })
    // Most specific first: full matches before greedy ones, literal parts before parameters, a method before ANY.
    const rank = ({ route }: (typeof found)[number]) => [
      route.parts.at(-1)?.endsWith('+}') ? 1 : 0,
      -route.parts.filter((part) => !part.startsWith('{')).length,
      route.method === 'ANY' ? 1 : 0,
    ]
    return found.sort(
      (a, b) =>
        rank(a)
          .map((value, i) => value - rank(b)[i]!)
          .find((difference) => difference !== 0) ?? 0,
    )[0]
  }

  async answer(
    request: IncomingMessage,
    body: Buffer,
    extraHeaders: Record<string, string>,
    now: number,
  ): Promise<HttpAnswer> {
    const [path = '/', rawQueryString = ''] = (request.url ?? '/').split(/\?(.*)/s)
    const method = request.method ?? 'GET'
    const headerBytes = request.rawHeaders.reduce((sum, text) => sum + text.length, 0)
    if (headerBytes > LARGEST_HEADERS_BYTES) return jsonError(431, 'Request Header Fields Too Large')
    if (body.length > LARGEST_REQUEST_BYTES) return jsonError(413, 'Request Entity Too Large')
    const match = this.matching(method, path)
    if (!match) return jsonError(404, 'Not Found')
    const event = this.eventOf(request, body, { path, rawQueryString, method, ...match }, extraHeaders, now)
    if (JSON.stringify(event).length > LARGEST_PAYLOAD_BYTES) return jsonError(413, 'Request Too Long')
    let timer: NodeJS.Timeout | undefined
    try {
      const late = Promise.withResolvers<never>()
      const begun = () => {
        timer = setTimeout(() => late.reject(new Error('integration timeout')), INTEGRATION_TIMEOUT_MS)
      }
      return answerOf(await Promise.race([this.functions.invoke(match.route.functionId, event, begun), late.promise]))
    } catch (error) {
      return (error as Error).message === 'integration timeout'
        ? jsonError(503, 'Service Unavailable')
        : jsonError(500, 'Internal Server Error')
    } finally {
      clearTimeout(timer)
    }
  }

  private eventOf(
    request: IncomingMessage,
    body: Buffer,
    {
      path,
      rawQueryString,
      method,
      route,
      parameters,
    }: { path: string; rawQueryString: string; method: string; route: ApiRoute; parameters: Record<string, string> },
    extraHeaders: Record<string, string>,
    now: number,
  ) {
    const headers: Record<string, string> = {}
    for (const [name, value] of Object.entries(request.headers))
      if (value !== undefined && name !== 'cookie' && name !== 'connection')
        headers[name] = Array.isArray(value) ? value.join(',') : value
    const peer = request.socket.remoteAddress ?? '127.0.0.1'
    headers['x-forwarded-for'] = [headers['x-forwarded-for'], peer].filter(Boolean).join(', ')
    headers['x-forwarded-proto'] = 'https'
    Object.assign(headers, extraHeaders)
    const query = new Map<string, string>()
    for (const [name, value] of new URLSearchParams(rawQueryString))
      query.set(name, query.has(name) ? `${query.get(name)},${value}` : value)
    const isText = TEXT_TYPES.test(headers['content-type']?.split(';')[0]?.trim() ?? '')
    const cookies = request.headers.cookie?.split(';').map((cookie) => cookie.trim())
    return {
      version: '2.0',
      routeKey: route.key,
      rawPath: path,
      rawQueryString,
      ...(cookies && { cookies }),
      headers,
      ...(rawQueryString !== '' && { queryStringParameters: Object.fromEntries(query) }),
      requestContext: {
        accountId: ACCOUNT,
        apiId: 'local',
        domainName: this.domainName,
        domainPrefix: 'local',
        http: { method, path, protocol: 'HTTP/1.1', sourceIp: peer, userAgent: headers['user-agent'] ?? '' },
        requestId: randomUUID(),
        routeKey: route.key,
        stage: '$default',
        time: new Date(now).toISOString(),
        timeEpoch: now,
      },
      ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
      ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
      isBase64Encoded: body.length > 0 && !isText,
    }
  }
}

/** What API Gateway makes of a function's result: without a status code the whole result is a JSON body. */
function answerOf(result: unknown): HttpAnswer {
  if (typeof result !== 'object' || result === null || !('statusCode' in result))
    return {
      status: 200,
      headers: [['content-type', 'application/json']],
      body: Buffer.from(typeof result === 'string' ? result : JSON.stringify(result ?? null)),
    }
  const {
    statusCode,
    headers = {},
    cookies = [],
    body = '',
    isBase64Encoded,
  } = result as {
    statusCode: number
    headers?: Record<string, unknown>
    cookies?: string[]
    body?: string
    isBase64Encoded?: boolean
  }
  const out: [string, string][] = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  if (body !== '' && !out.some(([name]) => name === 'content-type'))
    out.push(['content-type', 'text/plain; charset=utf-8'])
  for (const cookie of cookies) out.push(['set-cookie', cookie])
  return { status: statusCode, headers: out, body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8') }
}
