import type { Fields } from './form.ts'
import { wrongParameter } from './refusal.ts'

/** What a parameter may be. The value read has the same schema: numbers, booleans, lists instead of forms' words. */
export type Schema =
  | { is: 'text'; mostChars?: number; pattern?: RegExp; otherwise?: string; code?: string }
  | { is: 'integer'; from?: number }
  | { is: 'boolean' }
  | { is: 'one of'; words: readonly string[] }
  | { is: 'metadata' }
  | { is: 'list'; of: Schema; most?: number }
  | {
      is: 'object'
      of: Record<string, Schema>
      needs?: readonly string[]
      /** Stripe knows them and the rehearsal does not: said as that, never passed over. */
      unrehearsed?: readonly string[]
    }
  /** An instant in seconds, or bounds of one: `created[gte]=...`. */
  | { is: 'range' }

// biome-ignore lint/suspicious/noExplicitAny: values are as the schema says, and each reader knows its schema.
export type Read = Record<string, any>

export const text = (mostChars = 5000): Schema => ({ is: 'text', mostChars })
export const integer = (from?: number): Schema => ({ is: 'integer', ...(from !== undefined && { from }) })
export const oneOf = (...words: string[]): Schema => ({ is: 'one of', words })
export const listOf = (of: Schema, most = 100): Schema => ({ is: 'list', of, most })
export const metadata: Schema = { is: 'metadata' }
export const expand: Record<string, Schema> = { expand: listOf(text(200), 20) }
export const url: Schema = {
  is: 'text',
  mostChars: 2048,
  pattern: /^https?:\/\/[^\s/]+/,
  otherwise: 'Not a valid URL',
  code: 'url_invalid',
}
export const email: Schema = {
  is: 'text',
  mostChars: 512,
  pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  otherwise: 'Invalid email address: ',
  code: 'email_invalid',
}

/** What every list takes, https://docs.stripe.com/api/pagination. */
export const paging: Record<string, Schema> = {
  limit: integer(1),
  starting_after: text(255),
  ending_before: text(255),
  ...expand,
}

const MOST_METADATA_KEYS = 50
const isObject = (value: string | Fields): value is Fields => typeof value === 'object'

function readText(value: string, path: string, schema: Extract<Schema, { is: 'text' }>): string {
  if (value === '')
    throw wrongParameter(
      path,
      `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a parameter; ` +
        `however '${path}' cannot be unset. You should remove '${path}' from your request or supply a non-empty ` +
        `value.`,
      'parameter_invalid_empty',
    )
  if (schema.mostChars !== undefined && value.length > schema.mostChars)
    throw wrongParameter(
      path,
      `Invalid string: ${value.slice(0, 8)}...${value.slice(-8)}; must be at most ${schema.mostChars} characters`,
      'parameter_invalid_string_blank',
    )
  if (schema.pattern && !schema.pattern.test(value))
    throw wrongParameter(path, `${schema.otherwise}${schema.otherwise?.endsWith(' ') ? value : ''}`, schema.code)
  return value
}

function readInteger(value: string, path: string, from: number | undefined): number {
  if (!/^-?\d{1,15}$/.test(value)) throw wrongParameter(path, `Invalid integer: ${value}`, 'parameter_invalid_integer')
  const number = Number(value)
  if (from !== undefined && number < from)
    throw wrongParameter(
      path,
      from === 0 ? 'Invalid non-negative integer' : `This value must be greater than or equal to ${from}.`,
      'parameter_invalid_integer',
    )
  return number
}

function readMetadata(fields: Fields, path: string): Record<string, string> {
  const entries = Object.entries(fields)
  if (entries.length > MOST_METADATA_KEYS)
    throw wrongParameter(path, `Metadata can have up to ${MOST_METADATA_KEYS} keys, you passed in ${entries.length}.`)
  for (const [key, value] of entries) {
    const at = `${path}[${key}]`
    if (isObject(value)) throw wrongParameter(at, 'Metadata values must be strings', 'metadata_invalid')
    if (key.length > 40) throw wrongParameter(at, `Metadata keys can be up to 40 characters long; ${key} is longer`)
    if (value.length > 500)
      throw wrongParameter(
        at,
        `Metadata values can have up to 500 characters, but you passed in a value that is ${value.length} characters. Invalid value: ${value.slice(0, 40)}...`,
      )
  }
  // An empty value takes a key away; in what is made anew there is none.
  return Object.fromEntries(entries.filter(([, value]) => value !== '')) as Record<string, string>
}

function readRange(value: string | Fields, path: string): Record<string, number> {
  if (!isObject(value)) {
    const at = readInteger(value, path, undefined)
    return { gte: at, lte: at }
  }
  const bounds: Record<string, Schema> = { gt: integer(), gte: integer(), lt: integer(), lte: integer() }
  return readObject(value, path, { is: 'object', of: bounds })
}

function readObject(fields: Fields, path: string, schema: Extract<Schema, { is: 'object' }>): Read {
  const at = (name: string) => (path === '' ? name : `${path}[${name}]`)
  const strange = Object.keys(fields).filter((name) => !Object.hasOwn(schema.of, name))
  const unknown = strange.filter((name) => !schema.unrehearsed?.includes(name))
  if (unknown.length > 0)
    throw wrongParameter(
      at(unknown[0]!),
      `Received unknown parameter${unknown.length > 1 ? 's' : ''}: ${unknown.map(at).join(', ')}`,
      'parameter_unknown',
    )
  if (strange.length > 0)
    throw wrongParameter(
      at(strange[0]!),
      `The rehearsal's Stripe does not play ${at(strange[0]!)}; the real one knows it.`,
    )
  const missing = schema.needs?.find((name) => fields[name] === undefined)
  if (missing !== undefined)
    throw wrongParameter(at(missing), `Missing required param: ${at(missing)}.`, 'parameter_missing')
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, readValue(value, at(name), schema.of[name]!)]),
  )
}

function readValue(value: string | Fields, path: string, schema: Schema): unknown {
  if (schema.is === 'range') return readRange(value, path)
  if (schema.is === 'object' || schema.is === 'metadata' || schema.is === 'list') {
    if (!isObject(value)) {
      if (schema.is === 'metadata' && value === '') return {}
      throw wrongParameter(path, schema.is === 'list' ? 'Invalid array' : 'Invalid object')
    }
    if (schema.is === 'metadata') return readMetadata(value, path)
    if (schema.is === 'object') return readObject(value, path, schema)
    const entries = Object.entries(value)
    if (entries.some(([index]) => !/^\d+$/.test(index))) throw wrongParameter(path, 'Invalid array')
    if (schema.most !== undefined && entries.length > schema.most)
      throw wrongParameter(path, `Array ${path} exceeds maximum length of ${schema.most}`)
    return entries.map(([index, one]) => readValue(one, `${path}[${index}]`, schema.of))
  }
  if (isObject(value)) throw wrongParameter(path, `Invalid ${schema.is === 'text' ? 'string' : schema.is}: {...}`)
  switch (schema.is) {
    case 'text':
      return readText(value, path, schema)
    case 'integer':
      return readInteger(value, path, schema.from)
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw wrongParameter(path, `Invalid boolean: ${value}`)
      return value === 'true'
    case 'one of':
      if (!schema.words.includes(value)) {
        const [last, ...others] = [...schema.words].reverse()
        const words = others.length > 0 ? `one of ${others.reverse().join(', ')}, or ${last}` : last
        throw wrongParameter(path, `Invalid ${path}: must be ${words}`)
      }
      return value
  }
}

/** Reads a request's parameters. @throws StripeRefusal for the first that is not as it must be */
export const readParameters = (
  fields: Fields,
  of: Record<string, Schema>,
  rest: { needs?: readonly string[]; unrehearsed?: readonly string[] } = {},
): Read => readObject(fields, '', { is: 'object', of, ...rest })
