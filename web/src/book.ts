import './ui/font.css'
import './ui/tokens.css'
import './ui/base.css'
import './booking/sheet.css'
import { hydrate, mount } from 'svelte'
import type { PageVisit } from '../../shared/api/drawn-page.ts'
import { type Answers, recalling } from './booking/answers.ts'
import { askingForm, isDraft } from './booking/draft-channel.ts'
import Front from './booking/Front.svelte'
import { fitInto } from './booking/frame.ts'
import { goOn, openPage, titleOf } from './booking/open-page.ts'
import { visitOfBrowser, zoneOfBrowser } from './booking/visit.ts'

const target = document.querySelector('#page')!
const brought = document.querySelector('#brought')?.textContent
/** What the server knew when it drew this page; a page that it could not draw knows nothing. */
const drawn: { visit: PageVisit; answers: Answers } | undefined = brought ? JSON.parse(brought) : undefined

const isOfForm = isDraft(new URLSearchParams(location.search))
const page = await openPage(drawn?.visit ?? visitOfBrowser(), isOfForm ? askingForm : recalling(drawn?.answers ?? {}))
if (drawn) hydrate(Front, { target, props: { page } })
else {
  mount(Front, { target, props: { page } })
  document.title = titleOf(page, document.title)
}
const { site } = page.picker.visit
if (site !== undefined) fitInto(site, target)
await goOn(page, zoneOfBrowser())
// From here on it answers, and nothing that is on show is about to be read anew.
target.removeAttribute('data-still')
