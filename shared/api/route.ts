import { z } from 'zod'
import type { RefusalName } from '../domain/answers/refusal.ts'
import { strict } from './strict.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who may call: anyone, the holder of a link in the path, a signed-in member, or an admin of the company. */
export type Caller = 'anyone' | 'link' | 'member' | 'admin'

/** One route as data: the doors parse with it, OpenAPI is written from it, the bad-input test walks it. */
export interface Route<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
> {
  name: string
  door: 'public' | 'app'
  method: Method
  path: `/api/${string}` | `/${string}_account/authentication`
  summary: string
  caller: Caller
  params?: P
  query?: Q
  body?: B
  /** Who calls is no caller of ours (a provider sends the browser back): what it adds is ignored, not refused. */
  ignoresUnknown?: boolean
  status: 200 | 201 | 202 | 204 | 302
  response?: z.ZodType
  refusals?: RefusalName[]
}

/**
 * Keeps the schemas' types while checking the shape of a route. What people and programs send is taken at its word: fields and
 * query parameters that a route does not know are refused, also where it knows none.
 */
export function route<
  P extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Q extends z.ZodObject = z.ZodObject<Record<never, never>>,
  B extends z.ZodType = z.ZodUndefined,
>(definition: Route<P, Q, B>): Route<P, Q, B> {
  if (definition.ignoresUnknown) return definition
  const { query = z.object({}) as Q, body } = definition
  return { ...definition, query: strict(query), ...(body && { body: strict(body) }) }
}

export type ParamsOf<R> = R extends Route<infer P, z.ZodObject, z.ZodType> ? z.output<P> : never
export type QueryOf<R> = R extends Route<z.ZodObject, infer Q, z.ZodType> ? z.output<Q> : never
export type BodyOf<R> = R extends Route<z.ZodObject, z.ZodObject, infer B> ? z.output<B> : never
