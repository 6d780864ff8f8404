import type { OccurrenceContent } from '../recurrence/occurrence-content.ts'

type Description = Pick<OccurrenceContent, 'description' | 'descriptionHtml'>

/** So many letters a description has, as plain text. */
export const LONGEST_DESCRIPTION = 8000

/** So many attachments stand under it. */
export const MOST_ATTACHMENTS = 20

/** A text with bold, lists and links, made safe, and the same in plain text. */
export interface Rich {
  html: string
  plain: string
}

/**
 * Both forms of a description of which one was given: html says it in plain text too, plain text takes the html away.
 */
export function describedBy(rich: Rich | undefined, plain: string | undefined): Partial<Description> {
  if (rich && rich.plain !== '') return { description: rich.plain, descriptionHtml: rich.html }
  if (rich || plain !== undefined) return { description: plain ?? '', descriptionHtml: '' }
  return {}
}
