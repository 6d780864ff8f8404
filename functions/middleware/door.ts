import { gzipSync } from 'node:zlib'
import middy from '@middy/core'
import httpRouter, { type Method as RouterMethod } from '@middy/http-router'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { Answered } from '../../shared/api/drawn-page.ts'
import type { ParsedOf, Route, StatusAndBodyOf } from '../../shared/api/route.ts'
import { BadInput } from '../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal, refuse } from '../../shared/domain/answers/refusal.ts'
import { Unavailable } from '../../shared/domain/answers/unavailable.ts'
import type { Member } from '../../shared/domain/people/member.ts'
import { callerAddress } from './caller-address.ts'
import { readBody, readFields, readHeaders } from './input.ts'
import { problemOf, problemOfBadInput, problemOfFault, problemOfOutage } from './problem.ts'

/** What a route's handler receives: input already parsed by the route's schemas, and who is asking. */
export interface Call<R extends Route, D> {
  params: ParsedOf<R, 'params'>
  query: ParsedOf<R, 'query'>
  headers: ParsedOf<R, 'headers'>
  body: ParsedOf<R, 'body'>
  /** Address of the caller as the edge saw it, of IPv6 the network. */
  address: string
  /** Whose session it is; on routes for members and admins there always is one. */
  member: R['caller'] extends 'member' | 'admin' ? Member : Member | undefined
  /** Hash of the session token, present with a session. */
  sessionHash: string | undefined
  door: D
}

/** What goes with an answer besides status and body. */
interface Around {
  headers?: Record<string, string>
  cookies?: string[]
}

/** An answer as a route declares it. */
export type Answer<R extends Route> = StatusAndBodyOf<R> & Around

/** What answers a route: it receives what the route's schemas parsed, and gives what the route's answers say. */
export type Handler<R extends Route, D> = (call: Call<R, D>) => Promise<Answer<R> | Refusal>

type AnyAnswer = Around & { status?: number; body?: unknown }

export interface Endpoint<D> {
  route: Route
  // Each endpoint knows its own route's types; the door only needs to call it with what that route's schemas parsed.
  handle: (call: Call<never, D>) => Promise<AnyAnswer | Refusal>
}

/** A handler for each route that a subject's file has for this door, named like the route. */
type HandlersOf<Subject, Door extends Route['door'], D> = {
  [N in keyof Subject as Subject[N] extends Route & { door: Door } ? N : never]: Subject[N] extends Route
    ? Handler<Subject[N], D>
    : never
}

/**
 * Ties the routes of a subject to what answers them; one that is left out, or answers otherwise than it says, is a
 * fault of types.
 */
export function endpointsAt<Door extends Route['door'], D>() {
  return <Subject extends object>(subject: Subject, handlers: HandlersOf<Subject, Door, D>): Endpoint<D>[] =>
    Object.entries(handlers).map(([name, handle]) => ({
      route: subject[name as keyof Subject] as Route,
      handle: handle as Endpoint<D>['handle'],
    }))
}

/** Somebody opens an address: what they said, and how the door's own questions are answered to them. */
export interface Opening<D> {
  /** Path and query, as the browser asks for them. */
  address: string
  headers: Record<string, string | undefined>
  cookies: string[]
  /**
   * Asks this door by path and query of a question, as the same visitor: who they are and what they may see it decides
   * as ever.
   */
  ask(address: string): Promise<Answered>
  door: D
}

/** What people open in a browser: a document, and no data. */
export interface Page<D> {
  path: string
  answer(opening: Opening<D>): Promise<{ status: number; headers: Record<string, string>; body: string }>
}

/** What every door must be able to tell of a caller. */
export interface Gate {
  /** The configured public address; the only Origin that may change anything with a cookie. */
  publicAddress: string
  originSecret: string
  /** Who the session cookie belongs to. */
  memberOf(
    headers: Record<string, string | undefined>,
    cookies: string[],
  ): Promise<{ member: Member; sessionHash: string } | undefined>
}

type HttpEvent = APIGatewayProxyEventV2
type HttpAnswer = APIGatewayProxyStructuredResultV2

/**
 * One Lambda for one trust zone: checks where the request came from, finds the route, parses, asks who it is, and turns
 * answers, refusals and faults into HTTP.
 */
export function openDoor<D>(gate: Gate, door: D, endpoints: Endpoint<D>[], pages: Page<D>[] = []) {
  const methodsAt = [
    ...endpoints.map(({ route }) => [route.path, route.method] as const),
    ...pages.flatMap(({ path }) => [[path, 'GET'] as const, [path, 'HEAD'] as const]),
  ]
  // The more literal a path, the sooner it is asked: /bookings/{token} before /{company}/{type}.
  const literals = ({ route }: Endpoint<D>) => route.path.split('/').filter((part) => !part.startsWith('{')).length
  const routes = endpoints
    .toSorted((a, b) => literals(b) - literals(a))
    .map((one) => ({
      method: one.route.method as RouterMethod,
      path: one.route.path,
      handler: (request: HttpEvent) => answer(gate, door, one, request),
    }))
  /** The same visitor asks another question. */
  const asking = (request: HttpEvent) => async (address: string) => {
    const { statusCode = 200, body = '' } = await ask(questionOf(request, address))
    return { status: statusCode, body: JSON.parse(body) as unknown }
  }
  const shown = pages.flatMap((page) =>
    (['GET', 'HEAD'] as const).map((method) => ({
      method,
      path: page.path,
      handler: (request: HttpEvent): Promise<HttpAnswer> => show(page, request, asking(request), door),
    })),
  )
  const route = httpRouter({
    routes: [...routes, ...shown],
    notFoundResponse: ({ path }) => {
      const methods = methodsAt.filter(([pattern]) => matches(pattern, path)).map(([, method]) => method)
      if (methods.length === 0) return problemOf(refuse('NotFound'))
      const refused = problemOf(refuse('MethodNotAllowed'))
      return { ...refused, headers: { ...refused.headers, allow: methods.join(', ') } }
    },
  })
  const ask = async (question: HttpEvent): Promise<HttpAnswer> => {
    try {
      return (await route(question as never, {} as never)) as HttpAnswer
    } catch (error) {
      return faulty(error, question)
    }
  }
  return middy<HttpEvent, HttpAnswer>()
    .use({
      before: ({ event }) =>
        gate.originSecret !== '' && event.headers['x-almanac-origin'] !== gate.originSecret
          ? problemOf(refuse('NotAllowed'))
          : undefined,
      onError: ({ error, event }) => faulty(error, event),
    })
    .handler((event, context) => route(event as never, context) as Promise<HttpAnswer>)
}

function faulty(error: unknown, { requestContext: { requestId } }: HttpEvent): HttpAnswer {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  console.error(JSON.stringify({ fault: message, stack, requestId }))
  return error instanceof Unavailable ? problemOfOutage() : problemOfFault(requestId)
}

function questionOf(request: HttpEvent, address: string): HttpEvent {
  const [rawPath = '', rawQueryString = ''] = address.split(/\?(.*)/s)
  const { requestContext } = request
  return {
    ...request,
    rawPath,
    rawQueryString,
    pathParameters: {},
    queryStringParameters: Object.fromEntries(new URLSearchParams(rawQueryString)),
    requestContext: { ...requestContext, http: { ...requestContext.http, method: 'GET', path: rawPath } },
  }
}

/** Where nothing may be kept on the way, nothing is packed on it either (CloudFront): the door does it itself. */
async function show<D>(page: Page<D>, request: HttpEvent, ask: Opening<D>['ask'], door: D): Promise<HttpAnswer> {
  const { rawPath, rawQueryString, headers, cookies = [], requestContext } = request
  const address = rawQueryString === '' ? rawPath : `${rawPath}?${rawQueryString}`
  const shown = await page.answer({ address, headers, cookies, ask, door })
  const isPacked = /\bgzip\b/.test(headers['accept-encoding'] ?? '')
  const answer = {
    statusCode: shown.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'accept-encoding, accept-language, cookie',
      ...(isPacked && { 'content-encoding': 'gzip' }),
      ...shown.headers,
    },
  }
  if (requestContext.http.method === 'HEAD') return answer
  return isPacked
    ? { ...answer, isBase64Encoded: true, body: gzipSync(shown.body).toString('base64') }
    : { ...answer, body: shown.body }
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/')
  const given = path.split('/')
  const rest = wanted.findIndex((part) => part.endsWith('+}'))
  if (rest >= 0) return given.length > rest && wanted.slice(0, rest).every((part, i) => part === given[i])
  return wanted.length === given.length && wanted.every((part, i) => part.startsWith('{') || part === given[i])
}

async function answer<D>(gate: Gate, door: D, { route, handle }: Endpoint<D>, request: HttpEvent): Promise<HttpAnswer> {
  try {
    const signedIn = await gate.memberOf(request.headers, request.cookies ?? [])
    const refusal = refusalAtDoor(gate, route, request, signedIn?.member)
    if (refusal) return problemOf(refusal)
    const faults = [] as BadInput['errors']
    const strangers = [] as BadInput['errors']
    const params = readFields(route.params, request.pathParameters ?? {}, '', strangers)
    const query = readFields(route.query, request.queryStringParameters ?? {}, 'query.', faults)
    const headers = readHeaders(route.headers, request.headers, faults)
    const body = readBody(route, request, faults)
    if (isRefusal(body)) return problemOf(body)
    // An id or token that cannot be one of ours names nothing: that is "not found", not a fault of the form.
    if (strangers.length > 0) return problemOf(refuse('NotFound'))
    if (faults.length > 0) return problemOfBadInput(faults)
    const result = await handle({
      params,
      query,
      headers,
      body,
      address: callerAddress(request),
      member: signedIn?.member,
      sessionHash: signedIn?.sessionHash,
      door,
    } as unknown as Call<never, D>)
    return isRefusal(result) ? problemOf(result) : success(route, result)
  } catch (error) {
    if (error instanceof BadInput) return problemOfBadInput(error.errors.map((fault) => placed(route, fault)))
    throw error
  }
}

/** Where a fault that was found behind the door stands in the request: what only the query can hold is named as its. */
function placed({ query, body }: Route, fault: BadInput['errors'][number]): BadInput['errors'][number] {
  const [field = ''] = fault.path.split('.')
  const inBody = Object.hasOwn((body as { shape?: object } | undefined)?.shape ?? {}, field)
  return Object.hasOwn(query?.shape ?? {}, field) && !inBody ? { ...fault, path: `query.${fault.path}` } : fault
}

function refusalAtDoor(gate: Gate, route: Route, request: HttpEvent, member: Member | undefined): Refusal | undefined {
  if (route.method !== 'GET' && isForeign(gate, request)) return refuse('ForeignOrigin')
  if ((route.caller === 'member' || route.caller === 'admin') && !member) return refuse('NotSignedIn')
  if (route.caller === 'admin' && member?.role === 'member') return refuse('NotAllowed')
  return undefined
}

/** A browser says where a change comes from; a program says nothing and passes (D8). Never compared with Host. */
function isForeign(gate: Gate, { headers }: HttpEvent): boolean {
  const origin = headers['origin']
  if (origin !== undefined) return origin !== gate.publicAddress
  const site = headers['sec-fetch-site']
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

function success(route: Route, { status, body, headers, cookies }: AnyAnswer): HttpAnswer {
  const statusCode = status ?? Number(Object.keys(route.answers)[0])
  // A picture; what it is, its handler says.
  if (body instanceof Uint8Array)
    return { statusCode, headers: { ...headers }, isBase64Encoded: true, body: Buffer.from(body).toString('base64') }
  return {
    statusCode,
    headers: {
      'cache-control': 'no-store',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(cookies && { cookies }),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }
}
