import { z } from 'zod'
import { problem } from './problem.ts'
import { refusalStatus } from './refusal-status.ts'
import { type Route, route } from './route.ts'

type Json = Record<string, unknown>

export const getOpenApi = route({
  name: 'getOpenApi',
  door: 'app',
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'This description.',
  caller: 'anyone',
  answers: { 200: z.record(z.string(), z.unknown()) },
})

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as Json
  return rest
}

function parameters(where: 'path' | 'query' | 'header', schema: z.ZodObject | undefined): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Json; required?: string[] }
  return Object.entries(properties).map(([name, one]) => ({
    name: where === 'header' ? name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()) : name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: one,
  }))
}

const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

/** JSON, save where the schema says that it is something else. */
const contentOf = (schema: Json): Json => ({ [String(schema['contentMediaType'] ?? 'application/json')]: { schema } })

function operation(route: Route): Json {
  const answers: Json = {}
  for (const [status, schema] of Object.entries(route.answers))
    answers[status] = { description: route.summary, ...(schema && { content: contentOf(schemaOf(schema, 'output')) }) }
  if (!route.ignoresUnknown) answers[400] = problemAnswer('Bad input: `errors` names every fault.')
  if (route.caller === 'member' || route.caller === 'admin') answers[401] = problemAnswer('Not signed in.')
  if (route.caller === 'admin') answers[403] = problemAnswer('Not an admin.')
  if (route.params) answers[404] ??= problemAnswer('There is nothing here.')
  if (route.body) {
    answers[413] = problemAnswer('TooLarge')
    answers[415] = problemAnswer('NotJson')
  }
  if (route.method !== 'GET') answers[403] ??= problemAnswer('ForeignOrigin')
  answers[503] = problemAnswer('It is not known whether this was done: repeat it, under the same Idempotency-Key.')
  answers['default'] = problemAnswer('Any other refusal, or a fault of ours (500).')
  const byStatus = Object.groupBy(route.refusals ?? [], (name) => refusalStatus[name])
  for (const [status, names] of Object.entries(byStatus)) answers[status] = problemAnswer(names!.join(', '))
  return {
    operationId: route.name,
    summary: route.summary,
    'x-caller': route.caller,
    ...(route.refusals?.length && { 'x-refusals': route.refusals }),
    parameters: [
      ...parameters('path', route.params),
      ...parameters('query', route.query),
      ...parameters('header', route.headers),
    ],
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } },
    }),
    responses: answers,
    ...(route.caller === 'member' || route.caller === 'admin' ? { security: [{ session: [] }] } : {}),
  }
}

/** OpenAPI 3.1 of the given routes, written from the very schemas that parse the requests. */
export function openApiOf(routes: Route[], serverAddress: string): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    paths[route.path] ??= {}
    paths[route.path]![route.method.toLowerCase()] = operation(route)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Almanac', version: '0.1.0', description: "A company's calendar and its booking desk." },
    servers: [{ url: serverAddress }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'almanac_session' } },
      schemas: {
        Problem: schemaOf(problem, 'input'),
      },
    },
  }
}
