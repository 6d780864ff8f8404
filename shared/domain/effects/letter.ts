/** A stretch of a paragraph, which may lead somewhere. */
export interface Run {
  text: string
  url?: string
}

/** Something to press, or to follow. */
export interface LetterLink {
  label: string
  url: string
}

/** What a mail says, before it becomes text and HTML. */
export interface LetterContent {
  /** What happened and when, in one line. */
  headline: string
  /**
   * Lines of text; in what a company worded itself, stretches of it may lead somewhere, or it has markup that was made
   * safe.
   */
  paragraphs: (string | Run[] | { plain: string; html: string })[]
  facts: { label: string; value: string }[]
  button?: LetterLink
  links: LetterLink[]
  footer: string
}

/** What is drawn of it, in whose language: programs that read aloud or set lines ask for it. */
export interface DrawnLetter extends LetterContent {
  language: string
  direction: 'ltr' | 'rtl'
  /** What lists of mails show beside the subject. */
  preheader: string
}
