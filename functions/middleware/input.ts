import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { z } from 'zod'
import type { Route } from '../../shared/api/route.ts'
import { faultAt } from '../../shared/api/schema-fault.ts'
import { type InputFault, inputFault } from '../../shared/domain/answers/bad-input.ts'
import { type Refusal, refuse } from '../../shared/domain/answers/refusal.ts'

/** No request of people needs more; a booking is under 2 KB. */
const LARGEST_BODY_BYTES = 128 * 1024

/** One fault for each place: what is not even a date need not also be told that it does not exist. */
function faultsOf(error: z.ZodError, prefix: string): InputFault[] {
  const faults = new Map<string, InputFault>()
  for (const issue of error.issues) {
    const isUnknown = issue.code === 'unrecognized_keys'
    const paths = isUnknown ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
    for (const parts of paths) {
      const path = `${prefix}${parts.join('.')}` || 'body'
      if (!faults.has(path)) faults.set(path, isUnknown ? inputFault(path, 'unknown') : faultAt(path, issue))
    }
  }
  return [...faults.values()]
}

/** Where half a character stands (a lone surrogate, as a cut text ends in): no store and no mail takes it. */
function halfCharacters(given: unknown, prefix: string): InputFault[] {
  const faults: InputFault[] = []
  const open: [value: unknown, path: string][] = [[given, '']]
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, path] = next
    const add = (at: string) => faults.push(inputFault(`${prefix}${at}` || 'body', 'halfCharacter'))
    if (typeof value === 'string' && !value.isWellFormed()) add(path)
    if (typeof value !== 'object' || value === null) continue
    for (const [name, part] of Object.entries(value)) {
      const at = path === '' ? name : `${path}.${name}`
      if (name.isWellFormed()) open.push([part, at])
      else add(at)
    }
  }
  return faults.reverse()
}

/** Path or query parameters by their schema; faults are added to the list under `prefix`. */
export function readFields(
  schema: z.ZodObject | undefined,
  given: Record<string, string | undefined>,
  prefix: string,
  faults: InputFault[],
): unknown {
  if (!schema) return {}
  const fields = prefix === '' ? decoded(given) : given
  return parse(schema, fields, prefix, faults) ?? {}
}

/** The headers that a route reads, by their schema. */
export function readHeaders(
  schema: z.ZodObject | undefined,
  given: Record<string, string | undefined>,
  faults: InputFault[],
): unknown {
  const names = Object.keys(schema?.shape ?? {})
  return readFields(schema, Object.fromEntries(names.map((name) => [name, given[name]])), 'header.', faults)
}

/** What was given by its schema; faults are added to the list, one for each place. */
function parse(schema: z.ZodType, given: unknown, prefix: string, faults: InputFault[]): unknown {
  const halves = halfCharacters(given, prefix)
  const parsed = schema.safeParse(given, { reportInput: true })
  if (parsed.success && halves.length === 0) return parsed.data
  const known = new Set(halves.map(({ path }) => path))
  const others = parsed.success ? [] : faultsOf(parsed.error, prefix)
  faults.push(...halves, ...others.filter(({ path }) => !known.has(path)))
  return undefined
}

function decoded(given: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      try {
        return [name, value === undefined ? value : decodeURIComponent(value)]
      } catch {
        return [name, value]
      }
    }),
  )
}

const nothing = z.strictObject({})

/**
 * The JSON body by its schema, or the refusal of a body that is no JSON or too large. Where none is wanted, `{}` is
 * taken too.
 */
export function readBody(
  { body: schema, ignoresUnknown }: Pick<Route, 'body' | 'ignoresUnknown'>,
  request: APIGatewayProxyEventV2,
  faults: InputFault[],
): unknown | Refusal {
  if (!schema && (ignoresUnknown || !request.body)) return undefined
  const raw = request.isBase64Encoded
    ? Buffer.from(request.body ?? '', 'base64').toString('utf8')
    : (request.body ?? '')
  if (Buffer.byteLength(raw) > LARGEST_BODY_BYTES) return refuse('TooLarge')
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (raw !== '' && type !== 'application/json') return refuse('NotJson')
  if (raw === '') {
    faults.push(inputFault('body', 'missing'))
    return undefined
  }
  let given: unknown
  try {
    given = JSON.parse(raw)
  } catch {
    faults.push(inputFault('body', 'notJson'))
    return undefined
  }
  return parse(schema ?? nothing, given, '', faults)
}
