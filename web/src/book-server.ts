import { render } from 'svelte/server'
import type { PageDrawer } from '../../shared/api/drawn-page.ts'
import { type Answers, keeping } from './booking/answers.ts'
import { isDraft } from './booking/draft-channel.ts'
import Front from './booking/Front.svelte'
import { openPage, statusOf, titleOf } from './booking/open-page.ts'

/** The page's document as it was built for browsers, with the names of its scripts and styles. */
declare const DOCUMENT: string
export const document: PageDrawer['document'] = DOCUMENT

/** For a script element that is data: no text in it ends the element (HTML, 4.12.1.3), or a line of a script. */
const inScript = (data: unknown): string =>
  JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')

const inText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const TITLE = /<title>(.*?)<\/title>/
const MAIN = /<main id="page"(.*?)><\/main>/

export const draw: PageDrawer['draw'] = async (visit, get) => {
  // What is being written only its form knows, in whose frame it is drawn: a page of our own.
  if (isDraft(new URL(visit.address, 'https://visit').searchParams))
    return { status: 200, html: document, embedOn: ["'self'"] }
  const answers: Answers = {}
  const page = await openPage(visit, keeping(answers, get))
  const { body } = render(Front, { props: { page } })
  const brought = `<script type="application/json" id="brought">${inScript({ visit, answers })}</script>`
  // Inside the page of another site it is as high as what is in it.
  const framed = page.picker.visit.site === undefined ? document : document.replace('<html ', '<html class="framed" ')
  // By functions: in what takes the place of a match, a dollar would mean something.
  const html = framed
    .replace(TITLE, (_, usual: string) => `<title>${inText(titleOf(page, usual))}</title>`)
    .replace(MAIN, (_, attributes: string) => `<main id="page"${attributes}>${body}</main>${brought}`)
  return { status: statusOf(page), html, embedOn: page.picker.page?.type.embedOn ?? [] }
}
