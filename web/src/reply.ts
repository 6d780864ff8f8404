import './ui/font.css'
import './ui/tokens.css'
import './ui/base.css'
import './booking/sheet.css'
import { hydrate, mount } from 'svelte'
import type { PageVisit } from '../../shared/api/drawn-page.ts'
import { type Answers, recalling } from './booking/answers.ts'
import { invitationTitle, openInvitation } from './booking/open-invitation.ts'
import ReplyPage from './booking/ReplyPage.svelte'
import { rememberZone, visitOfBrowser, zoneOfBrowser } from './booking/visit.ts'

const target = document.querySelector('#page')!
const brought = document.querySelector('#brought')?.textContent
/** What the server knew when it drew this page; a page that it could not draw knows nothing. */
const drawn: { visit: PageVisit; answers: Answers } | undefined = brought ? JSON.parse(brought) : undefined

const page = await openInvitation(drawn?.visit ?? visitOfBrowser(), recalling(drawn?.answers ?? {}))
if (drawn) hydrate(ReplyPage, { target, props: page })
else {
  mount(ReplyPage, { target, props: page })
  document.title = invitationTitle(page, document.title)
}
// From here on it is read in the visitor's own zone.
const zone = zoneOfBrowser()
rememberZone(zone)
page.clock.timeZone = zone
target.removeAttribute('data-still')
