import './ui/font.css'
import './ui/tokens.css'
import './ui/base.css'
import './booking/sheet.css'
import { mount } from 'svelte'
import { adoptOffer } from './booking/adopt-offer.ts'
import BookingPage from './booking/BookingPage.svelte'
import ManagePage from './booking/ManagePage.svelte'
import { SlotPicker } from './booking/slot-picker.svelte.ts'
import WebsitePage from './booking/WebsitePage.svelte'

const [, kind, first = '', second = ''] = location.pathname.split('/').map(decodeURIComponent)
const target = document.querySelector('#page')!
const picker = new SlotPicker(first, second)
if (kind === 'booking') mount(ManagePage, { target, props: { token: first, words: picker } })
else if (second === '') mount(WebsitePage, { target, props: { company: first, website: 'main', words: picker } })
else {
  // What is held for whoever comes is theirs before anything is shown.
  void adoptOffer(picker).then(() => {
    picker.open(new URLSearchParams(location.search).get('at')).then(() => {
      if (picker.page) document.title = `${picker.page.type.title} – ${picker.page.company.name}`
    })
    mount(BookingPage, { target, props: { picker } })
  })
}
