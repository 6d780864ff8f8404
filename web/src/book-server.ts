import { render } from 'svelte/server'
import type { PageDrawer } from '../../shared/api/drawn-page.ts'
import { type Answers, keeping } from './booking/answers.ts'
import { isDraft } from './booking/draft-channel.ts'
import Front from './booking/Front.svelte'
import { openPage, statusOf, titleOf } from './booking/open-page.ts'
import { withDrawn } from './door-document.ts'

/** The page's document as it was built for browsers, with the names of its scripts and styles. */
declare const DOCUMENT: string
export const document: PageDrawer['document'] = DOCUMENT

export const draw: PageDrawer['draw'] = async (visit, get) => {
  // What is being written only its form knows, in whose frame it is drawn: a page of our own.
  if (isDraft(new URL(visit.address, 'https://visit').searchParams))
    return { status: 200, html: document, embedOn: ["'self'"] }
  const answers: Answers = {}
  const page = await openPage(visit, keeping(answers, get))
  const { body } = render(Front, { props: { page } })
  // Inside the page of another site it is as high as what is in it.
  const framed = page.picker.visit.site === undefined ? document : document.replace('<html ', '<html class="framed" ')
  const html = withDrawn(framed, { title: (usual) => titleOf(page, usual), body, visit, answers })
  return { status: statusOf(page), html, embedOn: page.picker.page?.type.embedOn ?? [] }
}
