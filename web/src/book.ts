import './ui/font.css'
import './ui/tokens.css'
import './ui/base.css'
import './booking/sheet.css'
import { mount } from 'svelte'
import BookingPage from './booking/BookingPage.svelte'
import { Desk } from './booking/desk.svelte.ts'
import ManagePage from './booking/ManagePage.svelte'

const [, kind, first = '', second = ''] = location.pathname.split('/').map(decodeURIComponent)
const target = document.querySelector('#page')!
const desk = new Desk(first, second)
if (kind === 'booking') mount(ManagePage, { target, props: { token: first, words: desk } })
else {
  desk.load().then(() => {
    if (desk.page) document.title = `${desk.page.type.title} – ${desk.page.company.name}`
  })
  mount(BookingPage, { target, props: { desk } })
}
