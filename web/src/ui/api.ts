import type { InputFault } from '../../../shared/domain/answers/bad-input.ts'

/** What a refusal or a fault says: problem+json as the API writes it (RFC 9457). */
export interface Problem {
  status: number
  title: string
  refusal?: string
  detail?: string
  errors?: InputFault[]
  alternatives?: { startsAt: string; endsAt: string }[]
  reason?: { reason: string }
  /** Dates of a recurring booking, or times of a room, that are taken. */
  clashes?: { startsAt: string; resourceId?: string }[]
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

/** Calls the API. @throws ProblemError for every answer that is not a success, also when the network is gone (status 0) */
export async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  } catch {
    throw new ProblemError({ status: 0, title: 'There is no connection. Nothing was sent; please try again.' })
  }
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  const answer = isJson && text !== '' ? JSON.parse(text) : undefined
  if (response.ok) return answer as T
  throw new ProblemError({
    status: response.status,
    title: 'Something broke on our side. Please try again.',
    ...answer,
  })
}

export function problemOf(error: unknown): Problem {
  return error instanceof ProblemError
    ? error.problem
    : { status: 0, title: error instanceof Error ? error.message : String(error) }
}
