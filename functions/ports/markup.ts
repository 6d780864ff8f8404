import type { Rich } from '../../shared/domain/event/description.ts'

/** Makes text with markup safe that people have written. */
export interface Markup {
  /** What is left of html when only bold, italic, lists and links stay. */
  made(html: string): Rich
}
