import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { isLocalDate, parseInstant } from '../domain/time/time.ts'
import { isId } from './fields.ts'

/** A place in a list: after what begins then, has this id, and of a series is this meeting. */
export interface Place {
  at: number
  id: string
  key: string
}

/** A place as the `next` of a list; what it says inside is nobody's business but ours. */
export function cursorOf({ at, id, key }: Place): string {
  return btoa(JSON.stringify([at, id, key]))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/**
 * The place that a cursor names, or nothing for a text that is none. It only says where to go on reading: a forged one
 * harms nobody.
 */
function placeOf(cursor: string): Place | undefined {
  try {
    const parsed: unknown = JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')))
    if (!Array.isArray(parsed) || parsed.length !== 3) return undefined
    const [at, id, key] = parsed as unknown[]
    if (typeof at !== 'number' || !Number.isSafeInteger(at)) return undefined
    if (typeof id !== 'string' || !isId(id)) return undefined
    if (typeof key !== 'string' || key.length > 40) return undefined
    const isKey = key === '' || isLocalDate(key) || Number.isFinite(parseInstant(key))
    return isKey ? { at, id, key } : undefined
  } catch {
    return undefined
  }
}

/** Where a list goes on: the `next` of the answer before. */
export const cursor = z
  .string()
  .max(300)
  .transform((text, context): Place => {
    const place = /^[\w-]+$/.test(text) ? placeOf(text) : undefined
    if (place) return place
    context.addIssue({ code: 'custom', message: says('notNext') })
    return z.NEVER
  })
