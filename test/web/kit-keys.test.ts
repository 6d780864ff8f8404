import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Locator, Page } from 'playwright-core'
import { BROWSER_PATIENCE_MS, openBrowser } from '../support/browser.ts'
import { type RunningKit, startKit } from '../support/kit.ts'

describe('the kit, by keys and by mouse', () => {
  let kit: RunningKit
  let browser: Browser
  let page: Page
  const faults: string[] = []
  beforeAll(async () => {
    kit = await startKit()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    kit?.stop()
  })
  afterEach(async () => {
    await page.context().close()
    assert.deepEqual(faults.splice(0), [])
  })

  /** The light half of one part. */
  async function open(part: string, { width = 1440, language = 'en' } = {}): Promise<Locator> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' })
    page = await context.newPage()
    page.setDefaultTimeout(BROWSER_PATIENCE_MS)
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${kit.address}?only=${part}&language=${language}`)
    const shown = page.locator('.theme[data-theme=light]')
    // The page shows its parts after it was loaded; what only counts would count too early.
    await shown.locator('> *').first().waitFor({ state: 'attached' })
    return shown
  }
  const keys = async (...pressed: string[]) => {
    for (const key of pressed) await page.keyboard.press(key)
  }
  const isFocused = (element: Locator) => element.evaluate((node) => node === document.activeElement)
  const chips = (part: Locator) => part.locator('.people').nth(1).locator('.name').allInnerTexts()

  test('a fault is said on leaving after a change, or on saving; two make a list that leads to them', async () => {
    const part = await open('field')
    const [name, email] = [part.getByLabel('Your name'), part.getByLabel('Your e-mail')]
    await name.focus()
    await email.focus()
    assert.equal(await name.getAttribute('aria-invalid'), null)
    await email.pressSequentially('noor')
    assert.equal(await email.getAttribute('aria-invalid'), null)
    await name.focus()
    assert.equal(await email.getAttribute('aria-invalid'), 'true')
    await part.getByText('Save your details').click()
    assert.ok(await isFocused(name))
    await part.locator('.summary a', { hasText: 'Your e-mail' }).click()
    assert.ok(await isFocused(email))
    const line = await email.getAttribute('aria-describedby')
    assert.match(await page.locator(`[id="${line}"]`).innerText(), /Please give an address/)
    await email.fill('noor@example.com')
    assert.equal(await email.getAttribute('aria-invalid'), null)
    assert.equal(await part.locator('.summary').count(), 0)
  })

  test('a combobox narrows, walks, takes by Enter and Tab, and puts back by Escape', async () => {
    const part = await open('combobox')
    const room = part.getByRole('combobox', { name: 'Room' })
    await room.fill('poinc')
    await page.waitForSelector('[role=option]')
    assert.equal(await room.getAttribute('aria-expanded'), 'true')
    const active = await room.getAttribute('aria-activedescendant')
    assert.match(await page.locator(`[id="${active}"]`).innerText(), /Poincaré/)
    await keys('Enter')
    assert.equal(await room.inputValue(), 'Poincaré')
    await room.fill('noe')
    await page.waitForSelector('[role=option]')
    await keys('Tab')
    assert.equal(await room.inputValue(), 'Noether')
    await room.fill('zzz')
    await page.waitForSelector('text=Nothing found.')
    await keys('Escape')
    assert.equal(await room.inputValue(), 'Noether')
    // A row that cannot be had is walked over.
    await keys('ArrowDown', 'ArrowDown')
    const walked = await room.getAttribute('aria-activedescendant')
    assert.match(await page.locator(`[id="${walked}"]`).innerText(), /Poincaré/)
    await keys('Escape')
    await part.getByRole('button', { name: 'Show suggestions' }).click()
    await page.getByRole('option', { name: /Kepler/ }).click()
    assert.equal(await room.inputValue(), 'Kepler')
    await part.getByRole('button', { name: 'Clear' }).click()
    assert.equal(await room.inputValue(), '')
  })

  test('people: chips by Enter, comma, paste and mouse; Backspace marks and then removes; Left walks', async () => {
    const part = await open('combobox')
    const field = part.getByRole('combobox', { name: 'Attendees' })
    await field.pressSequentially('noo')
    await page.waitForSelector('[role=option]')
    await keys('Enter')
    assert.deepEqual(await chips(part), ['Ada Lovelace', 'Grace Hopper', 'Noor Haddad'])
    await field.pressSequentially('new.one@example.com,')
    assert.equal((await chips(part)).at(-1), 'New One')
    await field.pressSequentially('nobody;')
    assert.match(await part.locator('p.fault').innerText(), /“nobody” is nobody known here/)
    assert.equal(await field.getAttribute('aria-invalid'), 'true')
    await field.fill('')
    await keys('Backspace')
    assert.equal((await chips(part)).length, 4, 'the first Backspace only marks')
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Remove New One')
    await keys('Backspace')
    assert.equal((await chips(part)).length, 3)
    assert.ok(await isFocused(field))
    await keys('ArrowLeft', 'ArrowLeft', 'Delete')
    assert.deepEqual(await chips(part), ['Ada Lovelace', 'Noor Haddad'])
    await field.evaluate((input) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text', 'Bo Ek <bo@ek.test>; "Zoë" <zoe@meier.test>')
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    assert.deepEqual((await chips(part)).slice(2), ['Bo Ek', 'Zoë'])
    await field.click()
    await page.getByRole('option', { name: /Linus/ }).click()
    assert.equal((await chips(part)).at(-1), 'Linus Andersson')
    await part.getByRole('button', { name: 'Remove Linus Andersson' }).click()
    assert.equal((await chips(part)).length, 4)
  })

  test('people that cannot be found: the row says so and tries again', async () => {
    const part = await open('combobox')
    await part.getByRole('combobox', { name: 'Not reached' }).click()
    await page.waitForSelector('text=This could not be loaded.')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('option', { name: /Ada/ }).waitFor()
  })

  test('a time: typed, stepped, walked, put back', async () => {
    const part = await open('time')
    const time = part.getByRole('combobox', { name: 'Time', exact: true })
    for (const [typed, read] of [
      ['9', '09:00'],
      ['930', '09:30'],
      ['9.15', '09:15'],
      ['9 pm', '21:00'],
      ['21h30', '21:30'],
    ] as const) {
      await time.fill(typed)
      await keys('Enter')
      assert.equal(await time.inputValue(), read, typed)
    }
    await keys('Alt+ArrowUp')
    assert.equal(await time.inputValue(), '21:15')
    await keys('Alt+ArrowDown', 'PageUp')
    assert.equal(await time.inputValue(), '20:30')
    await keys('ArrowDown', 'ArrowDown', 'Enter')
    assert.equal(await time.inputValue(), '20:45')
    await time.fill('soon')
    await keys('Enter')
    assert.equal(await time.getAttribute('aria-invalid'), 'true')
    await keys('Escape')
    assert.equal(await time.getAttribute('aria-invalid'), null)
    await time.click()
    await page.getByRole('option', { name: '20:15' }).click()
    assert.equal(await time.inputValue(), '20:15')
  })

  test('moving the start moves the end, which carries its length; a skipped time is explained', async () => {
    const part = await open('time')
    const [start, end] = [part.getByRole('combobox', { name: 'Start' }), part.getByRole('combobox', { name: 'End' })]
    await start.fill('13')
    await keys('Enter')
    assert.equal(await end.inputValue(), '14:00')
    await end.click()
    await page.getByRole('option', { name: '14:30 (1h 30m)' }).click()
    assert.equal(await end.inputValue(), '14:30')
    assert.match(await part.innerText(), /Clocks go forward that night: 02:30 becomes 03:30/)
    assert.match(await part.innerText(), /02:30 comes twice that night/)
    await part.getByLabel('12-hour').check()
    assert.match(await start.inputValue(), /1:00\spm/i)
  })

  test('a date: typed, or walked to in a month; Escape leads back to the opener', async () => {
    const part = await open('date')
    const date = part.getByLabel('Date', { exact: true })
    await date.fill('tomorrow')
    await keys('Enter')
    assert.equal(await date.inputValue(), 'Wed, 2 Dec 2026')
    await date.fill('1.12.')
    await keys('Enter')
    assert.equal(await date.inputValue(), 'Tue, 1 Dec 2026')
    await date.fill('sun')
    await keys('Enter')
    assert.match(await part.innerText(), /closed on Sundays/)
    await keys('Escape')
    const opener = part.getByRole('button', { name: /^Choose a date, Tue/ })
    await opener.focus()
    await keys('Enter')
    const at = () => page.evaluate(() => document.activeElement?.getAttribute('data-date'))
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-date') === '2026-12-01')
    for (const [key, to] of [
      ['ArrowRight', '2026-12-02'],
      ['ArrowDown', '2026-12-09'],
      ['Home', '2026-12-07'],
      ['End', '2026-12-13'],
      ['PageUp', '2026-11-13'],
      ['Shift+PageUp', '2025-11-13'],
      ['Shift+PageDown', '2026-11-13'],
      ['PageDown', '2026-12-13'],
    ] as const) {
      await keys(key)
      assert.equal(await at(), to, key)
    }
    // A Sunday: it can be walked to, and not taken.
    const day = page.locator('.popup [data-date="2026-12-13"]')
    assert.equal(await day.getAttribute('aria-disabled'), 'true')
    assert.match((await day.getAttribute('aria-label')) ?? '', /closed on Sundays/)
    await keys('Enter')
    assert.equal(await at(), '2026-12-13')
    await keys('t')
    assert.equal(await at(), '2026-12-01')
    assert.equal(await page.locator('.popup [aria-current=date]').getAttribute('data-date'), '2026-12-01')
    assert.equal(await page.locator('.popup td[tabindex="0"]').count(), 1)
    await keys('Escape')
    assert.equal(await page.locator('.popup').count(), 0)
    assert.ok(await isFocused(opener))
    await keys('Enter')
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-date'))
    await keys('ArrowRight', 'Enter')
    assert.equal(await date.inputValue(), 'Wed, 2 Dec 2026')
    assert.equal(await part.locator('[aria-expanded=true]').count(), 0)
  })

  test('days in one: two ends and Apply, or one day and Apply', async () => {
    const part = await open('date')
    const days = part.getByRole('button', { name: /^Days/ })
    await days.click()
    await page.locator('.popup [data-date="2026-12-22"]').click()
    await page.locator('.popup [data-date="2026-12-20"]').click()
    assert.match(await days.innerText(), /9–15 Dec/)
    await page.locator('.popup .primary').click()
    assert.match(await days.innerText(), /20–22 Dec/)
    assert.ok(await isFocused(days))
    await days.click()
    await page.locator('.popup [data-date="2026-12-24"]').click()
    await page.getByText('Choose the last day').waitFor()
    await page.locator('.popup .primary').click()
    assert.match(await days.innerText(), /24 Dec/)
    assert.doesNotMatch(await days.innerText(), /22/)
  })

  test('from right to left the arrows of a month go as they point', async () => {
    const part = await open('date', { language: 'ar' })
    await part.locator('.input.box button').first().click()
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-date'))
    await keys('ArrowLeft')
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-date')), '2026-12-05')
  })

  test('a zone is searched, and saved by Enter or a click alone', async () => {
    const part = await open('zone')
    const zone = part.getByRole('button', { name: /^Time zone/ })
    assert.match(await part.innerText(), /Kolkata, UTC\+5:30/)
    await zone.focus()
    await keys('Enter')
    const search = page.getByRole('combobox', { name: 'City, country or offset' })
    await search.waitFor()
    await keys('ArrowDown', 'ArrowDown')
    assert.match(await zone.innerText(), /Berlin/)
    await keys('Escape')
    assert.match(await zone.innerText(), /Berlin, UTC\+1/)
    assert.ok(await isFocused(zone))
    await keys('Enter')
    await search.fill('calcutta')
    assert.match(await page.getByRole('option').first().innerText(), /Kolkata[\s\S]*India[\s\S]*UTC\+5:30[\s\S]*14:42/)
    await keys('Enter')
    assert.match(await zone.innerText(), /Kolkata, UTC\+5:30/)
    await zone.click()
    await search.fill('utc')
    await page.getByRole('option').first().click()
    assert.equal((await zone.innerText()).trim(), 'UTC')
    await zone.click()
    await page.getByLabel('12-hour').check()
    assert.match(
      await page
        .getByRole('option', { name: /New York/ })
        .first()
        .innerText(),
      /4:12\sam/i,
    )
  })

  test('chips: one Tab stop, arrows walk, each step of a move is said, Escape drops it', async () => {
    const part = await open('chip')
    const list = part.locator('.days')
    assert.equal(await list.locator('[tabindex="0"]').count(), 1)
    await list.locator('[data-event=plan]').focus()
    const at = () => page.evaluate(() => document.activeElement?.getAttribute('data-event'))
    await keys('ArrowDown')
    assert.equal(await at(), 'call')
    assert.match(
      (await list.locator('[data-event=call]').getAttribute('aria-label')) ?? '',
      /^Call with Noor, Tuesday 1 December, 10:30 to 11:00, organized by Grace Hopper, booking$/,
    )
    await keys('ArrowRight')
    assert.equal(await at(), 'leave')
    await keys('Home')
    const said = () => list.locator('[role=status]').innerText()
    await page.keyboard.down('Alt')
    await keys('ArrowDown')
    assert.match(await said(), /Plan the quarter: Tuesday 1 December, 09:15 to 10:15/)
    await keys('Escape')
    assert.match(await said(), /Not moved/)
    await page.keyboard.up('Alt')
    const name = () => list.locator('[data-event=plan]').getAttribute('aria-label')
    assert.match((await name()) ?? '', /09:00 to 10:00/)
    await page.keyboard.down('Alt')
    await keys('ArrowDown', 'ArrowDown')
    await page.keyboard.up('Alt')
    assert.match((await name()) ?? '', /09:30 to 10:30/)
    await keys('Enter')
    assert.match(await part.locator('[data-opened]').innerText(), /Opened: Plan the quarter/)
    await keys('e')
    assert.match(await part.locator('[data-opened]').innerText(), /edit Plan the quarter/)
  })

  test('a card opens on its heading, answers by its own keys, and Tab leads back to the chip', async () => {
    const part = await open('card')
    const chip = part.locator('.event-chip').first()
    const done = () => part.locator('[data-done]').innerText()
    await chip.focus()
    await keys('Enter')
    await page.waitForFunction(() => document.activeElement?.tagName === 'H2')
    assert.equal(await done(), 'Done:')
    await keys('y')
    assert.match(await done(), /accepted/)
    assert.equal(await page.locator('.popup [aria-pressed=true]').innerText(), 'Yes')
    await keys('e')
    assert.match(await done(), /edit/)
    await keys('Escape')
    assert.ok(await isFocused(chip))
    await keys('Enter')
    await page.waitForFunction(() => document.activeElement?.tagName === 'H2')
    for (let presses = 0; presses < 12 && (await page.locator('.popup').count()) > 0; presses++) await keys('Tab')
    assert.ok(await isFocused(chip))
    await part.locator('.event-chip').nth(1).click()
    await page.waitForSelector('.popup [aria-busy=true]')
    assert.ok(await page.locator('.popup .skeleton').first().isVisible())
  })

  test('a toast: Undo by F8 and Enter, faults stay, three at most, Escape goes back', async () => {
    const part = await open('toast')
    const move = part.getByText('Move something')
    await move.click()
    await keys('F8')
    assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Undo')
    await keys('Escape')
    assert.ok(await isFocused(move))
    await keys('F8', 'Enter')
    assert.match(await part.locator('[data-count]').innerText(), /0 moved/)
    assert.ok(await isFocused(move))
    await part.getByText('Fail at something').click()
    assert.equal(await page.locator('[role=alert] .toast').count(), 1)
    for (let times = 0; times < 3; times++) await move.click()
    assert.equal(await page.locator('.toast').count(), 3)
    assert.equal(await page.locator('[role=status] .toast').count(), 3)
    // What is said again stands once.
    for (let times = 0; times < 2; times++) await part.getByText('Answer something').click()
    assert.equal(await page.locator('.toast:has-text("Your answer is saved.")').count(), 1)
  })

  /** No toast lies over a button of the foot of a dialog, at any size of the window. */
  async function liesOverNoFoot() {
    const before = page.viewportSize()!
    for (const [width, height] of [
      [1440, 900],
      [1440, 420],
      [390, 780],
      [390, 420],
    ] as const) {
      await page.setViewportSize({ width, height })
      await page.waitForFunction(() => {
        const boxes = (selector: string) =>
          [...document.querySelectorAll(selector)].map((element) => element.getBoundingClientRect())
        const [toast] = boxes('dialog .toast')
        const isApart = (one: DOMRect) =>
          one.bottom <= toast!.top || one.top >= toast!.bottom || one.right <= toast!.left || one.left >= toast!.right
        return toast && toast.top >= 0 && toast.bottom <= innerHeight && boxes('dialog footer .button').every(isApart)
      })
    }
    await page.setViewportSize(before)
  }

  test('a dialog: focus on the first empty field, a question where something was typed, toasts inside it', async () => {
    const part = await open('dialog')
    const opener = part.getByText('Open a form')
    await opener.focus()
    await keys('Enter')
    const title = page.getByLabel('Title', { exact: true })
    assert.ok(await isFocused(title))
    await keys('Escape')
    assert.equal(await page.locator('dialog').count(), 0)
    assert.ok(await isFocused(opener))
    await keys('Enter')
    await title.fill('Typed')
    await keys('Escape')
    const keep = page.getByRole('button', { name: 'Keep writing' })
    assert.ok(await isFocused(keep))
    await keys('Escape')
    assert.equal(await keep.count(), 0)
    assert.equal(await title.inputValue(), 'Typed')
    assert.ok(await isFocused(title))
    await page.mouse.click(5, 5)
    await page.getByRole('button', { name: 'Keep writing' }).click()
    await page.getByText('Say something').click()
    assert.ok(await page.locator('dialog .toast').isVisible())
    await liesOverNoFoot()
    // A list of a field lies above the dialog, and its Escape is not the dialog's.
    await page.getByRole('combobox', { name: 'Place' }).click()
    await page.getByRole('option', { name: 'Curie' }).waitFor()
    await keys('Escape')
    assert.equal(await page.getByRole('option').count(), 0)
    assert.equal(await page.locator('dialog').count(), 1)
    await keys('Escape')
    await page.getByRole('button', { name: 'Throw away' }).click()
    assert.equal(await page.locator('dialog').count(), 0)
    await part.getByText('Delete 12 events').click()
    assert.ok(await isFocused(page.getByRole('button', { name: 'Cancel' })))
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete 12 events' }).click()
    assert.match(await part.locator('[data-answered]').innerText(), /deleted/)
    await part.getByText('Open a text').click()
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'What will happen')
  })

  test('tabs: arrows choose, each has an address, Back goes back, what was typed stays', async () => {
    const part = await open('tabs')
    const tab = (name: string) => part.getByRole('tab', { name })
    await tab('Schedule').focus()
    await part.getByLabel('Something of schedule').fill('kept')
    await tab('Schedule').focus()
    await keys('ArrowRight')
    assert.equal(await tab('Options').getAttribute('aria-selected'), 'true')
    assert.match(page.url(), /=options/)
    await keys('End')
    assert.match(page.url(), /=messages/)
    assert.match(await tab('Messages').innerText(), /2 problems/)
    await page.goBack()
    assert.equal(await tab('Options').getAttribute('aria-selected'), 'true')
    await page.goBack()
    assert.equal(await part.getByLabel('Something of schedule').inputValue(), 'kept')
    await part.getByText('Save the type').click()
    assert.equal(await tab('Messages').getAttribute('aria-selected'), 'true')
    await page.reload()
    assert.equal(await tab('Messages').getAttribute('aria-selected'), 'true')
    await page.context().close()
    const phone = await open('tabs', { width: 360 })
    await phone.getByRole('combobox', { name: 'Settings' }).selectOption('Mail')
    await page.waitForSelector('text=The settings of Mail.')
  })

  test('empty places say what to do', async () => {
    const part = await open('empty')
    await part.getByRole('button', { name: 'Clear filter' }).click()
    assert.equal(await part.locator('[data-acted]').innerText(), 'cleared')
    await part.getByRole('button', { name: 'Try again' }).click()
    assert.equal(await part.locator('[data-acted]').innerText(), 'again')
    assert.match(await part.innerText(), /What you see is from 10:04/)
  })

  test('a table sorts, chooses, turns pages and opens groups', async () => {
    const part = await open('table')
    const table = part.getByRole('table', { name: 'Bookings' })
    const names = () => table.getByRole('rowheader').allInnerTexts()
    await table.getByRole('button', { name: 'Customer' }).click()
    assert.equal(await table.getByRole('columnheader', { name: 'Customer' }).getAttribute('aria-sort'), 'ascending')
    assert.deepEqual(await names(), ['Åsa Lind', 'Bo 9', 'Bo 10', 'Emil Żak', 'J. Okafor'])
    await keys('Enter')
    assert.deepEqual((await names())[0], 'Zoë Meier')
    await table.getByRole('checkbox', { name: 'Choose all' }).check()
    assert.match(await part.innerText(), /5 chosen/)
    await part.getByRole('button', { name: 'Choose none' }).click()
    await table.getByRole('checkbox', { name: 'Choose Noor Haddad' }).check()
    assert.match(await part.innerText(), /1 chosen/)
    await part.getByRole('button', { name: 'Next' }).click()
    assert.match(await part.innerText(), /6–7 of 7/)
    const groups = part.getByRole('table', { name: 'By type' })
    await groups.getByRole('button', { name: /Consultation/ }).click()
    assert.equal(await groups.getByText('Noor Haddad').count(), 0)
  })

  test('as cards a table still sorts, chooses all and names each cell', async () => {
    const part = await open('table', { width: 360 })
    await part.getByRole('combobox', { name: 'Sort by' }).first().selectOption('who')
    const table = part.getByRole('table', { name: 'Bookings' })
    assert.equal((await table.getByRole('rowheader').allInnerTexts())[0], 'Åsa Lind')
    await part.getByRole('button', { name: 'Sort by: Customer' }).click()
    assert.equal((await table.getByRole('rowheader').allInnerTexts())[0], 'Zoë Meier')
    await table.getByRole('checkbox', { name: 'Choose Zoë Meier' }).check()
    await part.getByRole('button', { name: 'Choose all' }).click()
    assert.match(await part.innerText(), /5 chosen/)
    assert.match(await table.getByRole('row').nth(1).innerText(), /Minutes/)
  })
})
