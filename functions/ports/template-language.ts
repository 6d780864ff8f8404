import type { TemplateValues } from '../../shared/domain/booking/mail-template.ts'

/** What is wrong with a template, at a line and column that begin with 1. */
export interface TemplateFault {
  code: 'templateField' | 'templateFilter' | 'templateLoop' | 'templateTag' | 'templateUnclosed' | 'templateUnreadable'
  line: number
  column: number
  /** The word that is wrong: a field, a tag. */
  word: string
}

/** A stretch of a rendered text: written by the company in its template, or what stands in the booking. */
export interface TemplatePiece {
  text: string
  isFromBooking: boolean
}

/** The language in which templates are written. */
export interface TemplateLanguage {
  /** Everything that is wrong with a text; and the fields that it names. */
  check(source: string): { faults: TemplateFault[]; fields: string[] }
  /**
   * The text with the words of a booking in it, not escaped: plain text.
   * @throws when it takes too long or cannot be read
   */
  render(source: string, values: TemplateValues): TemplatePiece[]
}
