import type { Answered } from '../../../shared/api/drawn-page.ts'
import type { MailPreview } from '../../../shared/api/event-telling.ts'
import { operations } from '../../../shared/api/operations.ts'
import type { Problem as WrittenProblem } from '../../../shared/api/problem.ts'
import type { AnswerOf, InputOf } from '../../../shared/api/route.ts'
import type { Routes } from '../../../shared/api/routes.ts'
import { outages } from '../../../shared/words/refusals/en.ts'

export type Operation = keyof Routes
/** What an operation takes: parameters of its path, query, headers and body, as far as it has them. */
export type Input<N extends Operation> = InputOf<Routes[N]>
/** What an operation answers when all went well, and was done. */
export type Answer<N extends Operation> = Exclude<AnswerOf<Routes[N]>, MailPreview>
/** Operations that can say beforehand who would be told. */
export type ToldOperation = { [N in Operation]: MailPreview extends AnswerOf<Routes[N]> ? N : never }[Operation]

/** What a refusal or a fault says; of status 0 where nobody answered. */
export type Problem = Omit<WrittenProblem, 'type'> & {
  /** Of status 0, where nothing can have been changed: it was only to be read, or was not sent at all. */
  lost?: 'question' | 'unsent'
}

/** A request that was answered with no; carries what the API said. */
export class ProblemError extends Error {
  override name = 'ProblemError'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.problem = problem
  }
}

/** Who wants to know whether anybody answers. */
interface Watch {
  /** A request has ended; with nothing where all went well. */
  answered(problem: Problem | undefined): void
  /** Before something is to be changed: whether there is somebody to tell. */
  mayChange(): Promise<boolean>
}
let watch: Watch | undefined

/** The page's one watch over all that is asked. */
export function watchAsking(by: Watch): void {
  watch = by
}

type Given<N extends Operation> = Input<N> & {
  /** Gives the request up: the answer does not matter any more. */
  signal?: AbortSignal
}
type AllOptional<T> = Partial<T> extends T ? true : false

/** The parts of a request, whatever the operation. */
export interface Parts {
  params?: Record<string, string | number>
  query?: Record<string, unknown>
  headers?: Record<string, unknown>
  body?: unknown
  signal?: AbortSignal
}

/** The address of a question, which names it: what is asked by the same address is the same. */
export function addressOfQuestion(operation: Operation, parts: Parts | undefined): string {
  return addressOf(operations[operation].split(' ')[1] ?? '', parts ?? {})
}

function addressOf(template: string, { params = {}, query = {} }: Parts): string {
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const fields = known(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return fields.length === 0 ? path : `${path}?${fields.join('&')}`
}

/** What is left out and what is undefined are the same. */
const known = (fields: Record<string, unknown>): [string, string][] =>
  Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))

/** How the API is asked: by the network, or by what came along with a page. */
export type Ask = typeof ask

/**
 * Calls the API by the name of a route, which decides the types of what is given and what is answered.
 * @throws ProblemError for every answer that is not a success, also when the network is gone (status 0); what `signal`
 * gave up ends with the signal's reason
 * @example const { slots } = await ask('listSlots', { params: { company, type }, query: { from, to, timeZone } })
 */
export async function ask<N extends Operation>(
  operation: N,
  ...[given]: AllOptional<Given<N>> extends true ? [given?: Given<N>] : [given: Given<N>]
): Promise<Answer<N>> {
  // The door answers what the route declares: its handler is checked against the same type.
  return (await watched(operation, given ?? {})) as Answer<N>
}

/** Asks, and tells the watch how that ended. @throws ProblemError */
async function watched(operation: Operation, parts: Parts): Promise<unknown> {
  try {
    const answer = await send(operation, parts)
    watch?.answered(undefined)
    return answer
  } catch (error) {
    if (error instanceof ProblemError && error.problem.lost !== 'unsent') watch?.answered(error.problem)
    throw error
  }
}

/** Asks who would be told of something, and why; nothing is done. @throws ProblemError as `ask` does */
export async function whoWouldHear(
  operation: ToldOperation,
  { query, ...given }: Omit<Parts, 'signal'>,
): Promise<MailPreview> {
  return (await watched(operation, { ...given, query: { ...query, preview: 1 } })) as MailPreview
}

/** Characters of a body: browsers keep 64 KB alive, of all requests together (Fetch, 4.6). */
const MOST_KEPT_ALIVE = 4000

async function send(operation: Operation, parts: Parts): Promise<unknown> {
  const [method = '', template = ''] = operations[operation].split(' ')
  const { body, headers = {}, signal } = parts
  const isQuestion = method === 'GET'
  if (!isQuestion && watch && !(await watch.mayChange()))
    throw new ProblemError({ status: 0, title: outages.unsent, lost: 'unsent' })
  const text = body === undefined ? undefined : JSON.stringify(body)
  let response: Response
  try {
    response = await fetch(addressOf(template, parts), {
      method,
      // What was just changed arrives also when the page is left or loaded again at once.
      keepalive: !isQuestion && (text?.length ?? 0) <= MOST_KEPT_ALIVE,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...Object.fromEntries(known(headers)),
      },
      ...(text !== undefined && { body: text }),
      ...(signal && { signal }),
    })
  } catch {
    signal?.throwIfAborted()
    throw new ProblemError(
      isQuestion ? { status: 0, title: outages.unreached, lost: 'question' } : { status: 0, title: outages.offline },
    )
  }
  return settled({ status: response.status, body: await jsonOf(response, signal) })
}

/** @returns the answer, where all went well @throws ProblemError where it did not */
export function settled({ status, body }: Answered): unknown {
  if (status >= 200 && status < 300) return body
  throw new ProblemError({ title: outages.fault, ...(body as Partial<Problem> | undefined), status })
}

/** The JSON of an answer, and nothing where there is none. @throws ProblemError where the answer was lost under way */
async function jsonOf(response: Response, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return isJson && text !== '' ? JSON.parse(text) : undefined
  } catch {
    signal?.throwIfAborted()
    throw new ProblemError({ status: 0, title: outages.offline })
  }
}

/** What went wrong, of whatever was thrown. */
export function problemOf(error: unknown): Problem {
  return error instanceof ProblemError
    ? error.problem
    : { status: 0, title: error instanceof Error ? error.message : String(error) }
}
