import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { PublicWorld } from './public-door.ts'

/**
 * Which private link a visitor's token names; nothing where there is none, and not found where it is none of this
 * company.
 */
export async function linkOf(
  door: PublicWorld,
  company: string,
  token: string | undefined,
): Promise<{ link?: string } | Refusal> {
  if (token === undefined) return {}
  const named = await door.links.read(token, 'book')
  return named?.company === company ? { link: named.subjectId } : refuse('NotFound')
}
