import type { PageVisit } from '../../shared/api/drawn-page.ts'
import type { Answers } from './booking/answers.ts'

/** For a script element that is data: no text in it ends the element (HTML, 4.12.1.3), or a line of a script. */
const inScript = (data: unknown): string =>
  JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')

const inText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const TITLE = /<title>(.*?)<\/title>/
const MAIN = /<main id="page"(.*?)><\/main>/

/** A document with what was drawn in it, and what the browser goes on with. */
export function withDrawn(
  document: string,
  { title, body, visit, answers }: { title(usual: string): string; body: string; visit: PageVisit; answers: Answers },
): string {
  const brought = `<script type="application/json" id="brought">${inScript({ visit, answers })}</script>`
  // By functions: in what takes the place of a match, a dollar would mean something.
  return document
    .replace(TITLE, (_, usual: string) => `<title>${inText(title(usual))}</title>`)
    .replace(MAIN, (_, attributes: string) => `<main id="page"${attributes}>${body}</main>${brought}`)
}
