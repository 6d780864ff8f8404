import { render } from 'svelte/server'
import type { PageDrawer } from '../../shared/api/drawn-page.ts'
import { type Answers, keeping } from './booking/answers.ts'
import { invitationStatus, invitationTitle, openInvitation } from './booking/open-invitation.ts'
import ReplyPage from './booking/ReplyPage.svelte'
import { withDrawn } from './door-document.ts'

/** The page's document as it was built for browsers, with the names of its scripts and styles. */
declare const DOCUMENT: string
export const document: PageDrawer['document'] = DOCUMENT

export const draw: PageDrawer['draw'] = async (visit, get) => {
  const answers: Answers = {}
  const page = await openInvitation(visit, keeping(answers, get))
  const { body } = render(ReplyPage, { props: page })
  const html = withDrawn(document, { title: (usual) => invitationTitle(page, usual), body, visit, answers })
  return { status: invitationStatus(page), html, embedOn: [] }
}
