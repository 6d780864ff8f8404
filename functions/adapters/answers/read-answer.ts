import type { z } from 'zod'
import { BrokenAnswer } from '../../ports/broken-answer.ts'

/**
 * What a provider answered, as far as it is used here; fields that nobody asked for are left out.
 * @param who it comes from, for the message @throws BrokenAnswer
 */
export function readAnswer<S extends z.ZodType>(who: string, schema: S, answer: unknown): z.output<S> {
  const read = schema.safeParse(answer)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new BrokenAnswer(
    `${who} answered what cannot be read: ${issue?.path.join('.') || 'all of it'}: ${issue?.message}`,
  )
}

/** What a provider's text says as JSON. @throws BrokenAnswer */
export function readJson(who: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BrokenAnswer(`${who} answered what is no JSON: ${text.slice(0, 80)}`)
  }
}
