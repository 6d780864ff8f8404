import { z } from 'zod'

type Definition = z.ZodType['_zod']['def'] & Record<string, unknown>

/** Where a schema keeps those that it is made of, by kind; what stands nowhere here is made of nothing. */
const PARTS: Record<string, string[]> = {
  array: ['element'],
  tuple: ['items'],
  union: ['options'],
  record: ['valueType'],
  pipe: ['in'],
  optional: ['innerType'],
  nullable: ['innerType'],
  default: ['innerType'],
  prefault: ['innerType'],
  readonly: ['innerType'],
}

/**
 * The same schema refusing what it does not know, in objects however deep they stand: what was asked for and is not
 * understood must not vanish. An object that says itself what becomes of the rest keeps its word.
 */
export function strict<T extends z.ZodType>(schema: T): T {
  const definition = schema._zod.def as Definition
  const changed: Record<string, unknown> = {}
  if (definition.type === 'object') {
    const { shape, catchall } = definition as unknown as { shape: Record<string, z.ZodType>; catchall?: z.ZodType }
    changed['shape'] = Object.fromEntries(Object.entries(shape).map(([name, part]) => [name, strict(part)]))
    changed['catchall'] = catchall ?? z.never()
  }
  for (const name of PARTS[definition.type] ?? []) {
    const part = definition[name] as z.ZodType | z.ZodType[]
    changed[name] = Array.isArray(part) ? part.map(strict) : strict(part)
  }
  return Object.keys(changed).length === 0 ? schema : (schema.clone({ ...definition, ...changed } as never) as T)
}
