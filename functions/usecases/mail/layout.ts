import type { Rich } from '../../../shared/domain/event/description.ts'
import type { Company } from '../../../shared/domain/people/member.ts'
import { directionOf, type Language } from '../../../shared/words/language.ts'

/** A stretch of a paragraph, which may lead somewhere. */
export interface Run {
  text: string
  url?: string
}

/**
 * Lines of text; in what a company worded itself, stretches of it may lead somewhere, or it has markup that was made
 * safe.
 */
export type Paragraph = string | Run[] | Rich

/** What a mail says, before it becomes text and HTML. */
export interface Letter {
  /** Of its sentences: programs that read aloud or set lines ask for it. */
  language: Language
  /** What happened and when, in one line. */
  headline: string
  paragraphs: Paragraph[]
  facts: { label: string; value: string }[]
  button?: { label: string; url: string }
  links: { label: string; url: string }[]
  footer: string
}

/** Why somebody has this mail, and where the company is. */
export const footerOf = (why: string, { address = '' }: Pick<Company, 'address'>): string =>
  [why, address].filter((part) => part !== '').join('\n')

const escaped = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const isRich = (paragraph: Paragraph): paragraph is Rich => typeof paragraph === 'object' && 'html' in paragraph
const runsOf = (paragraph: string | Run[]): Run[] => (typeof paragraph === 'string' ? [{ text: paragraph }] : paragraph)
const plainOf = (paragraph: Paragraph) =>
  isRich(paragraph)
    ? paragraph.plain
    : runsOf(paragraph)
        .map(({ text }) => text)
        .join('')

export function textOf({ language, headline, paragraphs, facts, button, links, footer }: Letter): string {
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

const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const LABEL =
  'padding-block:6px;padding-inline:0 16px;text-align:start;' +
  'color:#6b6660;font-size:14px;vertical-align:top;white-space:nowrap'
const SHEET = 'max-width:560px;width:100%;background:#ffffff;border:1px solid #e6e1da;border-radius:10px'
const BUTTON =
  'display:inline-block;padding:11px 20px;border-radius:6px;background:#0f6b73;' +
  'color:#ffffff;text-decoration:none;font-size:15px;font-weight:600'

/** One column of 560 px, colours that hold in light and dark clients, no picture, nothing that reports back. */
export function htmlOf({ language, headline, paragraphs, facts, button, links, footer }: Letter): string {
  const run = ({ text, url }: Run) => {
    const words = escaped(text).replaceAll('\n', '<br>')
    return url === undefined ? words : `<a href="${escaped(url)}" style="color:#0f6b73">${words}</a>`
  }
  const style = 'margin:0 0 16px;font-size:15px;line-height:1.5'
  const paragraph = (one: Paragraph) =>
    isRich(one) ? `<div style="${style}">${one.html}</div>` : `<p style="${style}">${runsOf(one).map(run).join('')}</p>`
  const factRows = facts
    .map(
      ({ label, value }) =>
        `<tr><td style="${LABEL}">${escaped(label)}</td>` +
        `<td style="padding:6px 0;font-size:14px;text-align:start">${escaped(value).replaceAll('\n', '<br>')}</td></tr>`,
    )
    .join('')
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
<body style="margin:0;padding:24px 12px;background:#f7f5f2;color:#26231f;font-family:${FONT}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" width="560" cellpadding="0" cellspacing="0" style="${SHEET}"><tr><td style="padding:28px 28px 20px;color:#26231f">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.25;font-weight:650">${escaped(headline)}</h1>
${paragraphs.map(paragraph).join('\n')}
<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 20px">${factRows}</table>
${button ? buttonOf(button) : ''}
${links.map(({ label, url }) => `<p style="margin:0 0 8px;font-size:14px"><a href="${escaped(url)}" style="color:#0f6b73">${escaped(label)}</a></p>`).join('\n')}
</td></tr></table>
<p style="max-width:560px;margin:16px auto 0;color:#6b6660;font-size:12px;line-height:1.45">${escaped(footer).replaceAll('\n', '<br>')}</p>
</td></tr></table></body></html>`
}

const buttonOf = ({ label, url }: NonNullable<Letter['button']>) =>
  `<p style="margin:0 0 20px"><a href="${escaped(url)}" style="${BUTTON}">${escaped(label)}</a></p>`
