import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { refusalStatus } from '../../shared/api/refusal-status.ts'
import type { InputFault } from '../../shared/domain/answers/bad-input.ts'
import { type Alternative, type Refusal, refusals } from '../../shared/domain/answers/refusal.ts'
import { formatInstant } from '../../shared/domain/time/time.ts'

const alternativeView = ({ startsAt, endsAt }: Alternative) => ({
  startsAt: formatInstant(startsAt),
  endsAt: formatInstant(endsAt),
})

const problem = (
  status: number,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify({ type: 'about:blank', status, ...body }),
})

/** A refusal as problem+json (RFC 9457): the one place that turns refusals into HTTP. */
export function problemOf(refusal: Refusal): APIGatewayProxyStructuredResultV2 {
  const status = refusalStatus[refusal.refusal]
  const { alternatives, clashes, retryAfterSeconds, ...rest } = refusal
  return problem(
    status,
    {
      title: refusals[refusal.refusal],
      ...rest,
      type: `urn:almanac:refusal:${refusal.refusal}`,
      ...(alternatives && { alternatives: alternatives.map(alternativeView) }),
      ...(clashes && {
        clashes: clashes.map(({ startsAt, endsAt, alternatives: near, ...clash }) => ({
          ...clash,
          startsAt: formatInstant(startsAt),
          ...(endsAt !== undefined && { endsAt: formatInstant(endsAt) }),
          ...(near && { alternatives: near.map(alternativeView) }),
        })),
      }),
    },
    status === 429 ? { 'retry-after': String(retryAfterSeconds ?? 2) } : {},
  )
}

/** Nobody mends more faults at a time. */
const MOST_FAULTS = 200

export function problemOfBadInput(faults: InputFault[]): APIGatewayProxyStructuredResultV2 {
  const errors = faults.slice(0, MOST_FAULTS)
  return problem(400, {
    title: 'The request could not be read.',
    detail: errors.map((e) => `${e.path}: ${e.message}`).join('; '),
    errors,
  })
}

/** Nobody can be asked just now: what is repeated with the same Idempotency-Key is done once. */
export function problemOfOutage(): APIGatewayProxyStructuredResultV2 {
  return problem(
    503,
    {
      title: 'This cannot be answered just now. Please try again in a moment.',
      detail: 'It is not known whether this was done. Repeating it with the same Idempotency-Key is safe.',
    },
    { 'retry-after': '5' },
  )
}

/** A fault of ours: says nothing of its inside; the log has it under the request id. */
export function problemOfFault(requestId: string): APIGatewayProxyStructuredResultV2 {
  return problem(500, { title: 'Something broke on our side. Please try again.', requestId })
}
