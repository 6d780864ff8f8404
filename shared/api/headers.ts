import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'

const KEY_FAULT = says('notIdempotencyKey')

/** A request that is repeated under the same key is done once. */
export const idempotencyKey = z.string().min(1, KEY_FAULT).max(255, KEY_FAULT)

/** The version that `If-Match` names: a number, quoted or not; `*` means any. */
export const ifMatch = z.coerce.string<string | number>().transform((given, context): number | undefined => {
  const text = given.trim()
  if (text === '*') return undefined
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(text)?.[1]
  if (version !== undefined) return Number(version)
  context.addIssue({ code: 'custom', message: says('notVersion') })
  return z.NEVER
})
