import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { describedBy } from '../../../shared/domain/event/description.ts'
import type { AppWorld } from './app-door.ts'

/**
 * A text in both forms, of which a body gives one: with its markup made safe, and plain; nothing where it gives
 * neither.
 * @param path of the one with markup @throws BadInput where it is too long as plain text
 */
export function bothForms(
  { markup }: Pick<AppWorld, 'markup'>,
  { plain, html, path, most }: { plain: string | undefined; html: string | undefined; path: string; most: number },
): ReturnType<typeof describedBy> {
  const rich = html === undefined ? undefined : markup.made(html)
  if (rich && rich.plain.length > most) throw new BadInput(inputFault(path, 'tooLong', { maximum: most }))
  return describedBy(rich, plain)
}
