import type { LetterContent, Run } from '../../../shared/domain/effects/letter.ts'
import type { Company } from '../../../shared/domain/people/member.ts'
import { directionOf, type Language } from '../../../shared/words/language.ts'
import type { Mail } from '../../ports/mailer.ts'
import type { Stationery } from '../../ports/stationery.ts'

export type Paragraph = LetterContent['paragraphs'][number]

/** What a mail says, before it becomes text and HTML. */
export interface Letter extends LetterContent {
  /** Of its sentences. */
  language: Language
}

/** A mail that is written and not laid out yet. */
export type WrittenMail = Omit<Mail, 'text' | 'html'> & { letter: Letter }

/** Why somebody has this mail, and where the company is. */
export const footerOf = (why: string, { address = '' }: Pick<Company, 'address'>): string =>
  [why, address].filter((part) => part !== '').join('\n')

const plainOf = (paragraph: Paragraph) => {
  if (typeof paragraph === 'string') return paragraph
  return Array.isArray(paragraph) ? paragraph.map(({ text }: Run) => text).join('') : paragraph.plain
}

function textOf({ language, headline, paragraphs, facts, button, links, footer }: Letter): string {
  // French puts a space before it, one that no line breaks at.
  const colon = language === 'fr' ? '\u00a0:' : ':'
  // A question ends by itself.
  const labelled = (label: string, gap: string) => `${label}${/[?؟]$/.test(label) ? '' : colon}${gap}`
  const actions = [...(button ? [button] : []), ...links]
  return [
    headline,
    ...paragraphs.map(plainOf),
    facts.map(({ label, value }) => labelled(label, ' ') + value).join('\n'),
    actions.map(({ label, url }) => labelled(label, '\n') + url).join('\n\n'),
    `-- \n${footer}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

const LONGEST_PREHEADER = 140

/** What lists of mails show beside the subject, which is the headline: what comes next. */
function preheaderOf({ paragraphs, facts }: Letter): string {
  const [first = ''] = [...paragraphs.map(plainOf), ...facts.map(({ value }) => value)].filter((part) => part !== '')
  return first.replaceAll(/\s+/g, ' ').slice(0, LONGEST_PREHEADER)
}

/** The mail as it goes out: the same letter as text and as HTML. */
export async function laidOut({ letter, ...mail }: WrittenMail, stationery: Stationery): Promise<Mail> {
  const direction = directionOf(letter.language)
  const html = await stationery.htmlOf({ ...letter, direction, preheader: preheaderOf(letter) })
  return { ...mail, text: textOf(letter), html }
}
