import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { addDays, localDateOf, weekdayOf } from '../../shared/domain/time/time.ts'
import { openBrowser } from '../support/browser.ts'
import { type Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, fitsWidth, openCalendar, PHONE, settled, visit } from '../support/visitor.ts'
import { until } from '../support/waiting.ts'

const BERLIN = 'Europe/Berlin'
const MODE = '.board-marks'
/** What is past cannot be offered: weeks of this test lie ahead of now, whenever it runs. */
const TODAY = localDateOf(Date.now(), BERLIN)
const MONDAY = addDays(TODAY, 28 - ((weekdayOf(TODAY) + 6) % 7))
const dayOf = (date: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }).format(
    Date.parse(date),
  )
const ALLOWED = { permissions: ['clipboard-read', 'clipboard-write'] }

describe('times are offered by drawing them on the calendar, in a real browser', () => {
  let host: RunningHost
  let browser: Browser
  let ada: Client
  beforeAll(async () => {
    host = await startHost()
    browser = await openBrowser()
    ada = await signIn(host)
  })
  afterAll(async () => {
    await browser.close()
    await host.stop()
  })

  /** The drawing board over a week of its own. */
  async function board(week = MONDAY, options: BrowserContextOptions = {}, view = 'week') {
    const opened = await openCalendar(browser, host, { ...ALLOWED, ...options }, `/calendar/${view}/${week}`)
    await opened.page.getByRole('button', { name: 'Share Availabilities', exact: true }).click()
    await opened.page.waitForSelector(MODE)
    return opened
  }
  /** Where an hour of a drawn day is on the screen. */
  async function spot(page: Page, day: number, hour: number) {
    const column = page.locator(`${MODE} > .day`).nth(day)
    const box = (await column.boundingBox())!
    return { x: box.x + box.width * 0.4, y: box.y + (box.height / 24) * hour }
  }
  /** Draws from one hour to another; the pointer stays short of the line, as a hand does. */
  async function drag(page: Page, day: number, from: number, to: number) {
    const [begin, end] = [await spot(page, day, from + 0.04), await spot(page, day, to - 0.04)]
    await page.mouse.move(begin.x, begin.y)
    await page.mouse.down()
    await page.mouse.move(begin.x, (begin.y + end.y) / 2)
    await page.mouse.move(end.x, end.y)
    await page.mouse.up()
  }
  const offered = (page: Page, date: string, times: string) =>
    page.locator(MODE).getByRole('button', { name: `Offered ${dayOf(date)}, ${times}`, exact: true })
  const marked = (page: Page, n: number) => page.getByRole('button', { name: `${n} marked` }).waitFor()
  const typeOf = async (bookingUrl: string) => {
    const { types } = (await ada.get('/api/appointment-types')).body
    return types.find((one: { bookingUrl: string }) => one.bookingUrl === bookingUrl)
  }
  const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())
  async function copiedLink(page: Page): Promise<string> {
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.waitForSelector('text=The link is copied.')
    return clipboard(page)
  }
  const berlin = (date: string, time: string) => new Date(Date.parse(`${date}T${time}Z`) - offsetOf(date)).toISOString()
  const offsetOf = (date: string) =>
    Date.parse(`${new Date(`${date}T12:00:00Z`).toLocaleString('sv', { timeZone: BERLIN }).replace(' ', 'T')}Z`) -
    Date.parse(`${date}T12:00:00Z`)

  test('S62, S63, S65: dragged in the Week and on the Day, busy times beneath; the link is there at once, a stranger books, and what is taken is gone', async () => {
    const tuesday = addDays(MONDAY, 1)
    const busy = await ada.post('/api/events', {
      title: 'Dentist',
      startsAt: berlin(tuesday, '10:00'),
      endsAt: berlin(tuesday, '10:30'),
    })
    assert.equal(busy.status, 201)
    const { page, faults } = await board()
    await page.waitForSelector('text=Drag the times you offer')
    await drag(page, 1, 9, 10)
    await offered(page, tuesday, '09:00 to 10:00').waitFor()
    // What touches becomes one, with the dentist in the middle of it: seen, and not to be opened.
    await drag(page, 1, 10, 11.5)
    await offered(page, tuesday, '09:00 to 11:30').waitFor()
    await marked(page, 1)
    assert.equal(await page.locator('.day[inert] >> text=Dentist').isVisible(), true)
    const dentist = await spot(page, 1, 10.2)
    await page.mouse.click(dentist.x, dentist.y)
    await page.waitForSelector('.board-marks .is-chosen')
    assert.equal(await page.getByRole('dialog').count(), 0)
    await drag(page, 3, 14, 15)
    await marked(page, 2)
    // The Day as well; what is marked stays wherever one looks.
    await page.keyboard.press('d')
    await page.waitForFunction(() => document.querySelectorAll('.board-marks > .day').length === 1)
    await settled(page)
    await drag(page, 0, 16, 16.75)
    await marked(page, 3)
    await page.getByRole('button', { name: '3 marked' }).click()
    const list = page.getByRole('dialog', { name: 'Marked times' })
    await list.getByRole('button', { name: `Offered ${dayOf(addDays(MONDAY, 3))}, 14:00 to 15:00` }).waitFor()
    await page.keyboard.press('Escape')

    const link = await copiedLink(page)
    const type = await typeOf(link)
    const { body: me } = await ada.get('/api/me')
    assert.match(type.slug, /^ada-[a-z0-9]{10}$/)
    assert.deepEqual(
      [type.title, type.durationsMinutes, type.hosts, type.timeZone],
      ['Meeting with Ada Hartmann', [30], [me.id], BERLIN],
    )
    assert.deepEqual(type.ranges[1], { startsAt: berlin(tuesday, '09:00'), endsAt: berlin(tuesday, '11:30') })
    assert.equal(type.ranges.length, 3)
    // The same again changes the same appointment.
    await drag(page, 0, 13, 14)
    await marked(page, 4)
    assert.equal(await copiedLink(page), link)
    // The same was said a moment ago: the words alone do not tell that it is so again.
    await until(
      'the fourth is saved',
      async () => (await typeOf(link)).ranges.length,
      (count) => count === 4,
    )
    assert.deepEqual(faults, [])

    const at = (time: string) => `[data-starts-at="${berlin(tuesday, time)}"]`
    const stranger = await visit(browser, link, { timezoneId: BERLIN })
    await stranger.page.locator(`[data-date="${tuesday}"]`).or(stranger.page.getByLabel('Next month')).last().waitFor()
    if ((await stranger.page.locator(at('09:00')).count()) === 0) {
      if ((await stranger.page.locator(`[data-date="${tuesday}"]`).count()) === 0)
        await stranger.page.getByLabel('Next month').click()
      await stranger.page.locator(`[data-date="${tuesday}"]`).click()
    }
    await stranger.page.locator(at('09:00')).waitFor()
    assert.equal(await stranger.page.locator(at('10:00')).count(), 0, 'the dentist')
    assert.equal(await stranger.page.locator(at('11:00')).count(), 1)
    await stranger.page.locator(at('09:00')).click()
    await stranger.page.fill('#name', 'Noor Haddad')
    await stranger.page.fill('#email', 'noor@example.test')
    await stranger.page.getByRole('button', { name: 'Book this time' }).click()
    await stranger.page.waitForSelector('text=Your appointment is booked')
    const { body } = await ada.get(
      `/api/public/demo/${type.slug}/slots?from=${tuesday}&to=${tuesday}&timeZone=${BERLIN}`,
    )
    assert.deepEqual(
      body.slots.map(({ startsAt }: { startsAt: string }) => startsAt),
      ['09:30', '10:30', '11:00'].map((time) => berlin(tuesday, time)),
    )
    assert.deepEqual(stranger.faults, [])
    await stranger.page.context().close()
    await page.context().close()
  })

  test('S64: a bin on hover takes a mark away, Undo and Ctrl+Z bring it back; marks are moved and made longer at both ends', async () => {
    const week = addDays(MONDAY, 7)
    const [monday, wednesday] = [week, addDays(week, 2)]
    const { page, faults } = await board(week)
    await drag(page, 0, 10, 11)
    const first = offered(page, monday, '10:00 to 11:00')
    await drag(page, 4, 13, 14)
    await marked(page, 2)
    const bin = page.getByRole('button', { name: `Take away ${dayOf(monday)}, 10:00 to 11:00` })
    assert.equal(await bin.evaluate((element) => getComputedStyle(element).opacity), '0')
    await first.hover()
    await page.waitForFunction(() => {
      const shown = document.querySelector('.board-marks li:hover .bin')
      return shown !== null && getComputedStyle(shown).opacity === '1'
    })
    await bin.click()
    await marked(page, 1)
    await page.getByRole('button', { name: 'Undo' }).click()
    await first.waitFor()
    await first.hover()
    await bin.click()
    await marked(page, 1)
    await page.keyboard.press('Control+z')
    await first.waitFor()
    await marked(page, 2)

    // All of it to another day and hour.
    const [from, to] = [await spot(page, 0, 10.5), await spot(page, 2, 12.5)]
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(to.x, (from.y + to.y) / 2)
    await page.mouse.move(to.x, to.y)
    await page.mouse.up()
    await offered(page, wednesday, '12:00 to 13:00').waitFor()
    // Its end, then its start.
    const end = async (hour: number, target: number) => {
      const [a, b] = [await spot(page, 2, hour), await spot(page, 2, target)]
      await page.mouse.move(a.x, a.y)
      await page.mouse.down()
      await page.mouse.move(b.x, (a.y + b.y) / 2)
      await page.mouse.move(b.x, b.y)
      await page.mouse.up()
    }
    await end(12.96, 14)
    await offered(page, wednesday, '12:00 to 14:00').waitFor()
    await end(12.02, 11.25)
    await offered(page, wednesday, '11:15 to 14:00').waitFor()
    assert.deepEqual(faults, [])
    // What is over is refused with a sentence.
    await page.getByRole('button', { name: 'Today' }).click()
    await page.getByRole('button', { name: 'Earlier' }).click()
    await settled(page)
    await drag(page, 2, 10, 11)
    await page.waitForSelector('text=Times that are over cannot be offered.')
    await marked(page, 2)
    await page.context().close()
  })

  test('by keys alone: added as fields, walked, moved, made longer, changed, taken away, copied', async () => {
    const week = addDays(MONDAY, 14)
    const [monday, tuesday] = [week, addDays(week, 1)]
    const { page, faults } = await openCalendar(browser, host, ALLOWED, `/calendar/week/${week}`)
    await page.getByRole('button', { name: 'Share Availabilities', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.waitForSelector(MODE)
    await page.waitForFunction(() => document.activeElement?.textContent === 'Drag the times you offer')
    await page.keyboard.press('n')
    const fields = page.getByRole('dialog', { name: 'Add a time' })
    await fields.waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT')
    await fields.getByLabel('Start').fill('10')
    await page.keyboard.press('Tab')
    await fields.getByLabel('End').fill('11.30')
    await page.keyboard.press('Tab')
    await fields.getByRole('button', { name: 'Add', exact: true }).press('Enter')
    const has = (date: string, times: string) =>
      page.waitForFunction(
        (name) => document.activeElement?.getAttribute('aria-label') === name,
        `Offered ${dayOf(date)}, ${times}`,
      )
    await has(monday, '10:00 to 11:30')
    await page.keyboard.down('Alt')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await page.waitForSelector(`[role=status]:has-text("Offered ${dayOf(tuesday)}, 10:15 to 11:45")`, {
      state: 'attached',
    })
    await page.keyboard.up('Alt')
    await has(tuesday, '10:15 to 11:45')
    await page.keyboard.down('Shift')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.up('Shift')
    await has(tuesday, '10:15 to 12:00')
    await page.keyboard.press('e')
    const change = page.getByRole('dialog', { name: 'Change this time' })
    await change.getByLabel('Start').fill('9')
    await page.keyboard.press('Tab')
    assert.equal(await change.getByLabel('End').inputValue(), '10:45')
    await change.getByRole('button', { name: 'Change', exact: true }).press('Enter')
    await has(tuesday, '09:00 to 10:45')
    await page.keyboard.press('n')
    await fields.getByRole('button', { name: 'Add', exact: true }).press('Enter')
    await has(monday, '09:00 to 10:00')
    await page.keyboard.press('ArrowRight')
    await has(tuesday, '09:00 to 10:45')
    await page.keyboard.press('Delete')
    await has(monday, '09:00 to 10:00')
    await marked(page, 1)
    // One Tab stop for the marks, and one for the bin of that one.
    assert.equal(await page.locator(`${MODE} [tabindex="0"]`).count(), 2)
    await page.getByRole('button', { name: 'Copy link' }).press('Enter')
    await page.waitForSelector('text=The link is copied.')
    const type = await typeOf(await clipboard(page))
    assert.deepEqual(type.ranges, [{ startsAt: berlin(monday, '09:00'), endsAt: berlin(monday, '10:00') }])
    // All is copied: Escape leaves without a question, and the button has the focus again.
    await page.keyboard.press('Escape')
    await page.waitForSelector(MODE, { state: 'detached' })
    await page.waitForFunction(() => document.activeElement?.textContent?.trim() === 'Share Availabilities')
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('on a phone by tapping: a tap marks an hour, a tap on it shows bin and ends', async () => {
    const day = addDays(MONDAY, 21)
    const { page, faults } = await openCalendar(
      browser,
      host,
      { ...ALLOWED, viewport: PHONE, hasTouch: true, isMobile: true },
      `/calendar/list/${day}`,
    )
    await page.locator('.view-menu').tap()
    await page.getByRole('menuitem', { name: 'Share Availabilities' }).tap()
    await page.waitForSelector(MODE)
    await settled(page)
    await page.waitForSelector('text=Tap the times you offer')
    const tap = async (hour: number) => {
      const { x, y } = await spot(page, 0, hour)
      await page.touchscreen.tap(x, y)
    }
    await tap(10.1)
    await offered(page, day, '10:00 to 11:00').waitFor()
    await tap(13.6)
    await offered(page, day, '13:30 to 14:30').waitFor()
    await offered(page, day, '10:00 to 11:00').tap()
    const bin = page.getByRole('button', { name: `Take away ${dayOf(day)}, 10:00 to 11:00` })
    const box = (await bin.boundingBox())!
    assert.ok(box.width >= 44 && box.height >= 44, JSON.stringify(box))
    const edge = (await page.locator('.is-chosen .edge.end').boundingBox())!
    assert.ok(edge.width >= 44 && edge.height >= 44, JSON.stringify(edge))
    assert.ok(await fitsWidth(page))
    assert.deepEqual(await barriersIn(page), [])
    await bin.tap()
    await marked(page, 1)
    await page.getByRole('button', { name: /Title and length/ }).tap()
    await page.getByText('45 mins').tap()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().tap()
    const type = await typeOf(await copiedLink(page))
    assert.deepEqual([type.ranges.length, type.durationsMinutes, type.stepMinutes], [1, [45], 45])
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('as text: the times that are really offered, each with a link that opens at that very start; what is gone by then is said', async () => {
    const week = addDays(MONDAY, 28)
    const thursday = addDays(week, 3)
    await ada.post('/api/events', {
      title: 'Lunch',
      startsAt: berlin(thursday, '12:00'),
      endsAt: berlin(thursday, '13:00'),
    })
    const { page, faults } = await board(week)
    await drag(page, 3, 11, 14)
    await marked(page, 1)
    await page.getByRole('button', { name: 'Copy as text' }).click()
    await page.waitForSelector('text=The times are copied as text.')
    const plain = await clipboard(page)
    const html = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read()
      return (await item!.getType('text/html')).text()
    })
    assert.match(plain, new RegExp(`Thursday,? ${dayOf(thursday).split(' ').slice(1).join(' ')}.*:`))
    const links = [...plain.matchAll(/^(\d\d:\d\d) {2}(\S+)$/gm)].map(([, time, link]) => ({
      time: time!,
      link: link!,
    }))
    assert.deepEqual(
      links.map(({ time }) => time),
      ['11:00', '11:30', '13:00', '13:30'],
    )
    for (const { link } of links) assert.ok(html.includes(`href="${link}"`), html)

    const stranger = await visit(browser, links[2]!.link, { timezoneId: BERLIN })
    await stranger.page.waitForSelector('text=Your details')
    await stranger.page.waitForSelector('.chosen:has-text("13:00 – 13:30")')
    await stranger.page.fill('#name', 'Noor Haddad')
    await stranger.page.fill('#email', 'noor@example.test')
    await stranger.page.getByRole('button', { name: 'Book this time' }).click()
    await stranger.page.waitForSelector('text=Your appointment is booked')
    await stranger.page.goto(links[2]!.link)
    await stranger.page.waitForSelector('text=/13:00 is no longer free. These times are:/')
    await stranger.page.locator(`[data-starts-at="${berlin(thursday, '13:30')}"]`).waitFor()
    assert.deepEqual(await barriersIn(stranger.page), [])
    assert.deepEqual(stranger.faults, [])
    await stranger.page.context().close()
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('for one booking: each link that is copied gives one, and the address alone leads nowhere', async () => {
    const week = addDays(MONDAY, 49)
    const { page, faults } = await board(week)
    await drag(page, 1, 18, 20)
    await marked(page, 1)
    await page.locator('.board-bar .options').click()
    await page.getByLabel('Who can book').selectOption('One booking, by a link of its own')
    await page.getByLabel('For whom').fill('noor@example.test')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.waitForSelector('text=A link for one booking is copied.')
    const url = await clipboard(page)
    const { pathname } = new URL(url)
    const stranger = await visit(browser, `${host.app}${pathname}`, { timezoneId: BERLIN })
    await stranger.page.waitForSelector('text=This page does not exist, or its link has ended.')
    await stranger.page.goto(url)
    await stranger.page.waitForSelector('text=This link is for n•••@example.test. It gives one booking.')
    await stranger.page.locator('[data-starts-at]').first().click()
    await stranger.page.fill('#name', 'Noor Haddad')
    await stranger.page.fill('#email', 'noor@example.test')
    await stranger.page.getByRole('button', { name: 'Book this time' }).click()
    await stranger.page.waitForSelector('text=Your appointment is booked')
    await stranger.page.goto(url)
    await stranger.page.waitForSelector('h1:has-text("This link has ended")')
    await stranger.page.context().close()
    // Another copy is another link; as text each time carries it.
    await page.getByRole('button', { name: 'Copy as text' }).click()
    await page.waitForSelector('text=The times are copied as text.')
    const [, start] = /(https?:\S+link=\S+at=\S+)/.exec(await clipboard(page))!
    assert.notEqual(new URL(start!).searchParams.get('link'), new URL(url).searchParams.get('link'))
    const { types } = (await ada.get('/api/appointment-types')).body
    const type = types.find((one: { bookingUrl: string }) => new URL(one.bookingUrl).pathname === pathname)
    assert.equal(type.access, 'link')
    const { links } = (await ada.get(`/api/appointment-types/${type.slug}/links`)).body
    assert.deepEqual(
      links.map((one: { state: string }) => one.state),
      ['open', 'used'],
    )
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('S66: Open goes to its form with the lines filled; from there it is drawn anew, after what was typed is saved', async () => {
    const week = addDays(MONDAY, 35)
    const [monday, friday] = [week, addDays(week, 4)]
    const { page, faults } = await board(week)
    await page.getByRole('button', { name: /Title and length/ }).click()
    await page.getByLabel('Title', { exact: true }).fill('Coffee with Ada')
    await page.keyboard.press('Escape')
    await drag(page, 0, 9, 10)
    await drag(page, 4, 15, 17)
    await marked(page, 2)
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page.waitForSelector('.type-form')
    assert.match(new URL(page.url()).pathname, /^\/appointments\/ada-[a-z0-9]{10}\/schedule$/)
    const slug = new URL(page.url()).pathname.split('/')[2]!
    assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'Coffee with Ada')
    assert.equal(await page.getByLabel('At these dates and times').isChecked(), true)
    const times = async (label: string) =>
      Promise.all((await page.getByLabel(label).all()).map((field) => field.inputValue()))
    assert.deepEqual(await times('From, time'), ['09:00', '15:00'])
    assert.deepEqual(await times('To, time'), ['10:00', '17:00'])

    await page.getByLabel('Title', { exact: true }).fill('Tea with Ada')
    await page.getByRole('button', { name: 'Draw on the calendar' }).click()
    await page.waitForSelector('text=Save what you changed first?')
    await page.getByRole('button', { name: 'Save and draw' }).click()
    await page.waitForSelector(MODE)
    await settled(page)
    await offered(page, monday, '09:00 to 10:00').waitFor()
    await offered(page, friday, '15:00 to 17:00').waitFor()
    await drag(page, 2, 11, 12)
    await marked(page, 3)
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page.waitForSelector('.type-form')
    assert.equal(new URL(page.url()).pathname, `/appointments/${slug}/schedule`)
    assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'Tea with Ada')
    assert.deepEqual(await times('From, time'), ['09:00', '11:00', '15:00'])
    // Nothing is typed: no question, and nothing is lost by looking and leaving.
    await page.getByRole('button', { name: 'Draw on the calendar' }).click()
    await page.waitForSelector(MODE)
    await marked(page, 3)
    await page.keyboard.press('Escape')
    await page.waitForSelector(MODE, { state: 'detached' })
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('leaving asks where something would be lost; another place and back keeps it; what cannot be saved or copied says why and stays', async () => {
    const week = addDays(MONDAY, 42)
    const { page, faults } = await board(week, { permissions: [] })
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.waitForSelector('text=Mark at least one time first.')
    await drag(page, 1, 9, 12)
    await marked(page, 1)
    await page.keyboard.press('Escape')
    await page.waitForSelector('text=Leave without sharing?')
    await page.getByRole('button', { name: 'Keep drawing' }).click()
    await marked(page, 1)
    const isWarned = () => page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })))
    assert.equal(await isWarned(), true)
    // Another place and back.
    await page.getByRole('link', { name: 'Contacts' }).first().click()
    await page.waitForSelector('h1:has-text("Contacts")')
    assert.equal(await isWarned(), true)
    await page.getByRole('link', { name: 'Calendar' }).first().click()
    await page.waitForSelector(MODE)
    await marked(page, 1)
    // Through the Month, whose days lead to a Day.
    await page.keyboard.press('m')
    await page.waitForSelector('text=Choose a day to draw on it')
    await page.keyboard.press('w')
    await page.waitForSelector(MODE)
    await marked(page, 1)

    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.waitForSelector('.board-bar .note')
    await marked(page, 1)
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Copy link' }).click()
    const byHand = page.getByRole('dialog', { name: 'Copy it by hand' })
    await byHand.waitFor()
    const link = await byHand.getByRole('textbox').inputValue()
    assert.equal((await typeOf(link)).ranges.length, 1)
    await byHand.getByRole('button', { name: 'Close' }).last().click()

    // It is deleted elsewhere: what is drawn makes another.
    assert.equal((await ada.delete(`/api/appointment-types/${(await typeOf(link)).slug}`)).status, 204)
    await drag(page, 2, 9, 10)
    await marked(page, 2)
    await page.getByRole('button', { name: 'Copy link' }).click()
    await byHand.waitFor()
    const next = await byHand.getByRole('textbox').inputValue()
    assert.notEqual(next, link)
    await byHand.getByRole('button', { name: 'Close' }).last().click()
    await drag(page, 3, 9, 10)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Throw away' }).click()
    await page.waitForSelector(MODE, { state: 'detached' })
    assert.equal(await isWarned(), false)
    assert.equal((await typeOf(next)).ranges.length, 2)
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('as many times as the API takes, and no more: what is drawn beyond is refused and the rest stays', async () => {
    const week = addDays(MONDAY, 56)
    const begin = Date.parse(`${week}T00:00:00Z`)
    const instant = (quarters: number) => new Date(begin + quarters * 900_000).toISOString()
    const ranges = Array.from({ length: 200 }, (_, i) => ({ startsAt: instant(2 * i), endsAt: instant(2 * i + 1) }))
    const hosts = [(await ada.get('/api/me')).body.id]
    const made = await ada.post('/api/appointment-types', {
      slug: 'many',
      title: 'Many',
      hosts,
      ranges,
      horizonDays: 200,
    })
    assert.equal(made.status, 201)
    const { page, faults } = await openCalendar(browser, host, ALLOWED, '/calendar?share=many')
    await page.waitForSelector(MODE)
    await marked(page, 200)
    const { x, y } = (await page.locator(`${MODE} > .day`).nth(5).boundingBox())!
    const top = (await page.locator('.scroller').boundingBox())!.y
    await page.mouse.click(x + 20, Math.max(y, top) + 100)
    await page.waitForSelector('text=At most 200 times can be offered.')
    await marked(page, 200)
    // One there is not any more.
    await page.goto(`${host.app}/calendar?share=never`)
    await page.waitForSelector('text=This appointment does not exist any more.')
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('nothing in the way of anybody, in both themes, from right to left too', async () => {
    const week = addDays(MONDAY, 49)
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await board(week, { colorScheme })
      await drag(page, 0, 9, 10)
      await drag(page, 1, 10, 10.25)
      await page.waitForSelector('text=This is shorter than the appointment')
      assert.deepEqual(await barriersIn(page), [])
      await page.getByRole('button', { name: '2 marked' }).click()
      await page.getByRole('dialog', { name: 'Marked times' }).waitFor()
      assert.deepEqual(await barriersIn(page), [])
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Add a time' }).click()
      await page.getByRole('dialog', { name: 'Add a time' }).waitFor()
      assert.deepEqual(await barriersIn(page), [])
      await page.context().close()
    }
    const { page } = await openCalendar(browser, host, ALLOWED, `/calendar/week/${week}?language=ar`)
    await page.getByRole('button', { name: 'مشاركة الأوقات المتاحة' }).click()
    await page.waitForSelector(MODE)
    await drag(page, 0, 9, 10)
    await page.waitForSelector(`${MODE} li`)
    const [mark, area] = [(await page.locator(`${MODE} li`).boundingBox())!, (await page.locator(MODE).boundingBox())!]
    assert.ok(mark.x > area.x + area.width / 2, 'the first day is on the right')
    assert.ok(await fitsWidth(page))
    assert.deepEqual(await barriersIn(page), [])
    await page.context().close()
  })
})
