import { z } from 'zod'
import type { RefusalName } from '../domain/answers/refusal.ts'
import { strict } from './strict.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who may call: anyone, the holder of a link in the path, a signed-in member, or an admin of the company. */
export type Caller = 'anyone' | 'link' | 'member' | 'admin'

/** An answer without a body. */
export const nothing = null

/**
 * One route as data: the doors parse with it, handlers and pages take their types from it, OpenAPI is written from it,
 * the bad-input test walks it.
 */
export interface Route {
  /** What programs and pages call it by; also the name of what is exported and of its handler. */
  name: string
  door: 'public' | 'app'
  method: Method
  path: `/api/${string}` | `/${string}_account/authentication`
  summary: string
  caller: Caller
  params?: z.ZodObject
  query?: z.ZodObject
  /** Headers that the route reads, in small letters; others are left alone. */
  headers?: z.ZodObject
  body?: z.ZodType
  /** Who calls is no caller of ours (a provider sends the browser back): what it adds is ignored, not refused. */
  ignoresUnknown?: boolean
  /** What it answers when the rules say yes, by status. */
  answers: { [S in 200 | 201 | 202 | 204 | 302 | 304]?: z.ZodType | typeof nothing }
  refusals?: readonly RefusalName[]
}

/**
 * Keeps a route's own types while checking its shape. What people and programs send is taken at its word: fields and
 * query parameters that a route does not know are refused, also where it knows none.
 */
export function route<const R extends Route>(definition: R): R {
  if (definition.ignoresUnknown) return definition
  const { query = z.object({}), body } = definition
  return { ...definition, query: strict(query), ...(body && { body: strict(body) }) }
}

type Part = 'params' | 'query' | 'headers' | 'body'
type SchemaOf<R, P extends Part> = R extends Record<P, infer S extends z.ZodType> ? S : z.ZodUndefined

/** What a part of a request is once it has been parsed. */
export type ParsedOf<R, P extends Part> = z.output<SchemaOf<R, P>>

type Given<R, P extends Part> =
  R extends Record<P, infer S extends z.ZodType>
    ? // A body that may leave out everything is still a body.
      P extends 'body'
      ? { [N in P]: z.input<S> }
      : Partial<z.input<S>> extends z.input<S>
        ? { [N in P]?: z.input<S> }
        : { [N in P]: z.input<S> }
    : unknown

/** What a caller gives: the parts that the route has, as they are before they are parsed. */
export type InputOf<R> = Given<R, 'params'> & Given<R, 'query'> & Given<R, 'headers'> & Given<R, 'body'>

type BodyOf<A> = A extends z.ZodType ? z.output<A> : undefined

/** The body of an answer of this route, whatever its status. */
export type AnswerOf<R extends Route> = { [S in keyof R['answers']]: BodyOf<R['answers'][S]> }[keyof R['answers']]

/** An answer of this route with its status, which may be left out where there is only one. */
export type StatusAndBodyOf<R extends Route> = {
  [S in keyof R['answers']]: (keyof R['answers'] extends S ? { status?: S } : { status: S }) &
    (R['answers'][S] extends z.ZodType ? { body: z.output<R['answers'][S]> } : { body?: undefined })
}[keyof R['answers']]
