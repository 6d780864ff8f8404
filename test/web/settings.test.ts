import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { sayIn } from '../../shared/words/phrase.ts'
import { phrases, type SettingsPhrases } from '../../shared/words/settings/en.ts'
import { settingsPages } from '../../web/src/settings/search/pages.ts'
import { connect } from '../fixtures/data-folder/demo-company.ts'
import { openBrowser } from '../support/browser.ts'
import { atRest, Client, type Client as Person, signIn } from '../support/client.ts'
import { PASSWORD, type RunningHost, startHost } from '../support/host.ts'
import { tableCall } from '../support/table.ts'
import { barriersIn, settled, signInOn, visit } from '../support/visitor.ts'
import { until } from '../support/waiting.ts'

const STRIPES = { red: [255, 0, 0], blue: [0, 0, 255], green: [0, 128, 0], yellow: [255, 255, 0] }

/** A picture twice as wide as high, of four stripes. */
async function stripes(page: Page): Promise<Buffer> {
  const address = await page.evaluate((colours) => {
    const canvas = document.createElement('canvas')
    canvas.width = 200
    canvas.height = 100
    const context = canvas.getContext('2d')!
    for (const [i, colour] of colours.entries()) {
      context.fillStyle = colour
      context.fillRect(i * 50, 0, 50, 100)
    }
    return canvas.toDataURL('image/png')
  }, Object.keys(STRIPES))
  return Buffer.from(address.split(',')[1]!, 'base64')
}

/** The stripes that a picture on the page shows in its left and its right half. */
async function stripesIn(page: Page, selector: string): Promise<string[]> {
  const pixels = await page.evaluate((selector) => {
    const image = document.querySelector<HTMLImageElement>(selector)
    if (!image?.naturalWidth) return []
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth
    canvas.height = image.naturalHeight
    const context = canvas.getContext('2d')!
    context.drawImage(image, 0, 0)
    return [0.25, 0.75].map((at) => [...context.getImageData(canvas.width * at, canvas.height / 2, 1, 1).data])
  }, selector)
  const distance = (one: number[], other: number[]) => one.reduce((sum, part, i) => sum + Math.abs(part - other[i]!), 0)
  const near = (pixel: number[]) =>
    Object.entries(STRIPES).find(([, colour]) => distance(colour, pixel) < 60)?.[0] ?? String(pixel)
  return pixels.map(near)
}

describe('settings in a real browser', () => {
  let host: RunningHost
  let browser: Browser
  let ada: Person
  beforeAll(async () => {
    host = await startHost()
    browser = await openBrowser()
    ada = await signIn(host)
  })
  afterAll(async () => {
    await browser.close()
    await host.stop()
  })

  /** The page that is left when somebody has signed in at an address. */
  async function open(path: string, email = 'ada@demo.test', width = 1280): Promise<Page> {
    const { page } = await visit(browser, `${host.app}${path}`, { viewport: { width, height: 900 } })
    await signInOn(page, email)
    await page.waitForSelector('h1')
    return page
  }
  const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
  const me = async (name: string) => (await (await signIn(host, `${name}@demo.test`, PASSWORD)).get('/api/me')).body

  test('each part has its address; Back and a reload show the same; none has a barrier, light or dark, wide or narrow', async () => {
    const page = await open('/settings')
    await page.getByRole('tab', { name: 'Company' }).click()
    await page.waitForSelector('#company-name')
    assert.equal(new URL(page.url()).pathname, '/settings/company')
    await page.getByRole('tab', { name: 'People' }).click()
    await page.waitForSelector('#invite')
    await page.goBack()
    await page.waitForSelector('#company-name >> visible=true')
    await page.reload()
    await page.waitForSelector('#company-name')
    const parts = {
      you: '#own-name',
      hours: '#hours-which',
      company: '#company-name',
      people: '#invite',
      calendars: 'text=Connected calendars',
    }
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 360],
    ] as const) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme })
      for (const [part, sign] of Object.entries(parts)) {
        await page.goto(`${host.app}/settings/${part}`)
        await page.waitForSelector(sign)
        assert.deepEqual(await barriersIn(page), [], `${part}, ${colorScheme}`)
        assert.ok(await fits(page), `${part} is wider than ${width} px`)
      }
    }
    await page.context().close()
  })

  test('one’s own name, clocks and look are kept as they are chosen; a theme is there at once and after a reload', async () => {
    const page = await open('/settings/you', 'linus@demo.test')
    const saved = () => page.waitForSelector('.saving-line >> text=Saved.')
    // The answer to this choice, not to the one before it.
    const choose = async (field: string, value: string) => {
      const change = new RegExp(`":"?${value}\\b`)
      const answered = page.waitForResponse(
        (answer) => answer.request().method() === 'PATCH' && change.test(answer.request().postData() ?? ''),
      )
      await page.selectOption(field, value)
      await answered
      await saved()
    }
    await page.fill('#own-name', 'Linus A.')
    await page.keyboard.press('Tab')
    await page.waitForSelector('text=Your name is changed.')
    await page.click('#own-zone')
    await page.keyboard.type('kyiv')
    await page.keyboard.press('Enter')
    await saved()
    await choose('#own-hours', 'h12')
    await choose('#own-first-weekday', '6')
    await choose('#own-privacy', 'private')
    await page.click('text=Show a second zone')
    await page.waitForSelector('#own-second-zone')
    await page.check('#own-showsWeekNumbers')
    await saved()
    await page.click('text=Add a reminder')
    await page.getByRole('menuitem', { name: 'By mail, 1 day before' }).click()
    await saved()
    await choose('#own-theme', 'dark')
    const ground = () => page.evaluate(() => getComputedStyle(document.querySelector('.input')!).backgroundColor)
    const dark = await ground()
    await page.reload()
    await page.waitForSelector('#own-theme')
    assert.equal(await ground(), dark)
    await choose('#own-theme', 'light')
    assert.notEqual(await ground(), dark)
    // The page speaks one language: it is loaded again in the one that was chosen, where one is.
    await page.selectOption('#own-language', 'fr')
    await page.waitForSelector('html[lang="fr"] h1 >> text=Paramètres')
    assert.match(page.url(), /\/settings\/you$/)
    const { name, timeZone, locale, theme, hourFormat, firstWeekday, ...rest } = await me('linus')
    assert.deepEqual(
      [name, timeZone, locale, theme, hourFormat, firstWeekday],
      ['Linus A.', 'Europe/Kyiv', 'fr', 'light', 'h12', 6],
    )
    assert.deepEqual(
      [rest.defaultPrivacy, rest.secondTimeZone, rest.showsWeekNumbers, rest.defaultReminders],
      ['private', 'Europe/Berlin', true, [{ minutesBefore: 1440, by: 'mail' }]],
    )
    await (await signIn(host, 'linus@demo.test')).patch('/api/me', { locale: null })
    await page.context().close()
  })

  test('what is refused stays in its field, with the reason beside it', async () => {
    const page = await open('/settings/you', 'linus@demo.test')
    await page.waitForSelector('#own-name')
    await page.route('**/api/me', (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({
            status: 429,
            contentType: 'application/problem+json',
            body: JSON.stringify({ status: 429, title: 'x', refusal: 'TooManyTries' }),
          })
        : route.continue(),
    )
    await page.fill('#own-name', 'Another')
    await page.keyboard.press('Tab')
    await page.waitForSelector('#own-name-line >> text=Too many tries.')
    assert.equal(await page.inputValue('#own-name'), 'Another')
    assert.equal(await page.getAttribute('#own-name', 'aria-invalid'), 'true')
    assert.notEqual((await me('linus')).name, 'Another')
    await page.context().close()
  })

  test('a picture is cropped, kept and shown; a file that is none says so', async () => {
    const page = await open('/settings/you', 'grace@demo.test')
    const shows = (stripes: string) =>
      until(
        `the picture shows ${stripes}`,
        () => stripesIn(page, '.picture img'),
        (seen) => seen.join() === stripes,
      )
    await page.setInputFiles('input[type=file]', { name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('none') })
    await page.waitForSelector('text=This file cannot be read as a picture.')
    await page.setInputFiles('input[type=file]', { name: 'x.png', mimeType: 'image/png', buffer: await stripes(page) })
    const crop = page.getByRole('dialog', { name: 'Crop the picture' })
    // Twice as wide as high: the middle is kept, until it is moved; there is nothing to be moved up or down.
    assert.equal(await crop.getByLabel('Left and right').inputValue(), '50')
    assert.ok(await crop.getByLabel('Up and down').isDisabled())
    await crop.getByLabel('Left and right').press('Home')
    await crop.getByRole('button', { name: 'Use this picture' }).click()
    await page.waitForSelector('text=Your picture is changed.')
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.picture img')?.naturalWidth === 256)
    await shows('red,blue')
    // Drawn to the left by a finger, what is right of it comes.
    await page.setInputFiles('input[type=file]', { name: 'x.png', mimeType: 'image/png', buffer: await stripes(page) })
    const [left, top, width] = await crop.locator('canvas').evaluate((canvas) => {
      const { x, y, width } = canvas.getBoundingClientRect()
      return [x, y, width]
    })
    await page.mouse.move(left! + width! - 4, top! + 100)
    await page.mouse.down()
    await page.mouse.move(left! + 4, top! + 100, { steps: 4 })
    await page.mouse.up()
    await crop.getByRole('button', { name: 'Use this picture' }).click()
    await shows('green,yellow')
    await page.click('text=Remove the picture')
    await page.waitForSelector('text=Your picture is removed.')
    assert.equal((await me('grace')).picture, undefined)
    await page.context().close()
  })

  test('hours: several stretches a day, copied, of several names, other on a date, and time off', async () => {
    const page = await open('/settings/hours', 'grace@demo.test', 360)
    await page.waitForSelector('#hours-which')
    const { id } = await me('grace')
    const grace = await signIn(host, 'grace@demo.test', PASSWORD)
    const stored = async (which = id) => (await grace.get(`/api/schedules/${which}`)).body
    const before = (await stored()).weekly.filter(({ weekday }: { weekday: number }) => weekday === 2).length
    await page.getByRole('button', { name: 'Add hours on Sunday' }).click()
    await page.getByRole('button', { name: 'Copy the hours of Sunday' }).click()
    await page.getByRole('dialog').getByLabel('Saturday').check()
    await page.getByRole('dialog').getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByRole('button', { name: 'Add hours on Tuesday' }).click()
    await page.fill('#other-date', '1.3.2027')
    await page.click('text=Add the date')
    await page.waitForSelector('text=/Monday,? 1 March 2027/')
    await page.click('text=Save hours')
    await page.waitForSelector('text=Your hours are saved.')
    const { weekly, overrides } = await stored()
    const on = (day: number) => weekly.filter(({ weekday }: { weekday: number }) => weekday === day)
    assert.deepEqual(on(0), [{ weekday: 0, from: '09:00', to: '17:00' }])
    assert.deepEqual([on(6).length, on(2).length], [1, before + 1])
    assert.deepEqual(overrides, [{ date: '2027-03-01', windows: [] }])
    await page.selectOption('#hours-which', '+')
    await page.fill('#hours-name', 'Late evenings')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() =>
      document.querySelector<HTMLSelectElement>('#hours-which')?.value.endsWith('.late-evenings'),
    )
    assert.equal((await stored(`${id}.late-evenings`)).name, 'Late evenings')
    await page.click('text=Remove “Late evenings”')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click()
    await page.waitForSelector('text=“Late evenings” is removed.')
    await page.click('text=Add time off')
    await page.waitForSelector('text=Please choose the days.')
    const takeToday = async () => {
      await page.click('#off-days')
      await page.getByRole('dialog').waitFor()
      await page.keyboard.press('Enter')
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
    }
    await takeToday()
    await page.fill('#off-title', 'Dentist')
    await page.click('text=Add time off')
    await page.waitForSelector('li >> text=Dentist')
    const { daysOff } = (await grace.get(`/api/days-off/${id}`)).body
    assert.deepEqual([daysOff.length, daysOff[0].title], [1, 'Dentist'])
    await page.getByRole('button', { name: /^Remove \d/ }).click()
    await page.waitForSelector('li >> text=None.')
    await takeToday()
    await page.check('#off-part')
    await page.click('text=Add time off')
    await page.waitForSelector('text=Your time off is saved.')
    const today = daysOff[0].startDate
    const other = (await stored()).overrides.find(({ date }: { date: string }) => date === today)
    assert.ok(other.windows.every(({ from, to }: { from: string; to: string }) => to <= '13:00' || from >= '17:00'))
    assert.ok(await fits(page))
    await page.context().close()
  })

  test('hours end at 24:00, and are read and kept so; on a clock of twelve hours it is the midnight of the next day', async () => {
    const grace = await signIn(host, 'grace@demo.test', PASSWORD)
    const { id } = await me('grace')
    const ends = async () =>
      (await grace.get(`/api/schedules/${id}`)).body.weekly
        .filter(({ weekday }: { weekday: number }) => weekday === 4)
        .map(({ to }: { to: string }) => to)
    const page = await open('/settings/hours', 'grace@demo.test')
    const end = () => page.getByRole('group', { name: 'Thursday, hours 1' }).getByLabel('End')
    const save = async () => {
      await page.click('text=Save hours')
      await page.waitForSelector('text=Your hours are saved.')
    }
    await end().click()
    await page.getByRole('option', { name: /^24:00/ }).click()
    assert.equal(await end().inputValue(), '24:00')
    await save()
    assert.deepEqual(await ends(), ['24:00'])
    await page.reload()
    assert.equal(await end().inputValue(), '24:00')
    await end().fill('23.59')
    await page.keyboard.press('Tab')
    await save()
    assert.deepEqual(await ends(), ['23:59'])
    // What cannot be read is not saved away, and is still there when one comes back.
    const begin = page.getByRole('group', { name: 'Thursday, hours 1' }).getByLabel('Start')
    await begin.fill('10:15')
    await page.keyboard.press('Tab')
    await end().fill('25:00')
    await page.click('text=Save hours')
    await page.waitForSelector('text=Not saved: please look at the marked fields.')
    assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement).value), '25:00')
    assert.deepEqual(await ends(), ['23:59'])
    await page.getByRole('link', { name: 'Contacts', exact: true }).click()
    await page.waitForURL('**/contacts')
    await page.goBack()
    await begin.waitFor()
    assert.equal(await begin.inputValue(), '10:15')
    await end().fill('0')
    await page.keyboard.press('Tab')
    await save()
    assert.deepEqual(await ends(), ['24:00'])
    await grace.patch('/api/me', { hourFormat: 'h12' })
    await page.reload()
    await end().waitFor()
    assert.match(await end().inputValue(), /^12:00\sam \(next day\)$/i)
    await end().fill('12 am')
    await page.keyboard.press('Tab')
    await grace.patch('/api/me', { hourFormat: null })
    await page.context().close()
  })

  test('an admin changes the company: name, zone, colour, weekend, holidays; faults stand at their field', async () => {
    const page = await open('/settings/company')
    await page.fill('#company-name', '')
    await page.click('text=Save the company')
    await page.waitForSelector('text=Please fill this in.')
    await page.fill('#company-name', 'Almanac & Daughters')
    await page.getByRole('link', { name: 'Contacts', exact: true }).click()
    await page.waitForURL('**/contacts')
    await page.goBack()
    await page.waitForSelector('text=Not saved yet.')
    assert.equal(await page.inputValue('#company-name'), 'Almanac & Daughters')
    await page.fill('#company-address', 'Street 1\nTown')
    await page.click('#company-zone')
    await page.keyboard.type('kolkata')
    await page.keyboard.press('Enter')
    await page.getByLabel('Violet').check()
    await page.getByLabel('Friday').check()
    await page.getByLabel('Sunday').uncheck()
    await page.click('text=Save the company')
    await page.waitForSelector('text=The company is saved.')
    const { name, timeZone, address, colour, weekendDays } = (await ada.get('/api/company')).body
    assert.deepEqual(
      [name, timeZone, address, colour, weekendDays.toSorted()],
      ['Almanac & Daughters', 'Asia/Kolkata', 'Street 1\nTown', 'violet', [5, 6]],
    )
    await page.click('text=Add the holiday')
    assert.equal(await page.locator('#holiday-date').getAttribute('aria-invalid'), 'true')
    await page.fill('#holiday-date', '25.12.2027')
    await page.fill('#holiday-title', 'Christmas')
    await page.click('text=Add the holiday')
    await page.waitForSelector('text=/Saturday,? 25 December 2027/')
    assert.deepEqual((await ada.get('/api/holidays')).body.holidays, [{ date: '2027-12-25', title: 'Christmas' }])
    await page.click('li >> text=Remove')
    await page.waitForSelector('text=None yet.')
    assert.deepEqual((await ada.get('/api/holidays')).body.holidays, [])
    await page.context().close()
  })

  test('a member reads the company and cannot change it', async () => {
    const page = await open('/settings/company', 'grace@demo.test', 390)
    await page.waitForSelector('#company-name[readonly]')
    assert.equal(await page.locator('text=Save the company').count(), 0)
    assert.ok(await fits(page))
    await page.context().close()
  })

  test('people: roles, invitations, and the reason why somebody cannot be removed', async () => {
    const page = await open('/settings/people')
    await page.getByLabel('Role of Grace').selectOption('admin')
    await page.waitForSelector('text=/is now: Admin/')
    assert.equal((await me('grace')).role, 'admin')
    await page.getByLabel('Role of Ada').selectOption('member')
    await page.waitForSelector('text=A company needs an owner')
    assert.equal(await page.getByLabel('Role of Ada').inputValue(), 'owner')
    await page.fill('#invite', 'grace@demo.test')
    await page.click('text="Invite"')
    await page.waitForSelector('#invite-line >> text=grace@demo.test is a member or invited already.')
    await page.fill('#invite', 'noor@demo.test')
    await page.click('text="Invite"')
    await page.waitForSelector('text=An invitation is on its way to noor@demo.test.')
    await page.getByRole('button', { name: 'Send again to noor@demo.test' }).click()
    await page.waitForSelector('text=Sent again to noor@demo.test')
    await page.getByRole('button', { name: 'Withdraw the invitation of noor@demo.test' }).click()
    await page.waitForSelector('text=Nobody is invited at the moment.')
    await ada.post('/api/appointment-types', { slug: 'hers', title: 'Her type', hosts: [(await me('grace')).id] })
    await page.getByRole('button', { name: /^Remove Grace/ }).click()
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Remove Grace/ })
      .click()
    await page.waitForSelector('text=/is a host of .*Her type/')
    assert.deepEqual(await barriersIn(page), [])
    // As cards: whoever cannot be removed has no line for it.
    await page.setViewportSize({ width: 360, height: 800 })
    const card = (name: string) => page.getByRole('row').filter({ hasText: name })
    assert.equal(await card('Grace').getByText('Actions').isVisible(), true)
    assert.equal(await card('Ada').getByText('Actions').isVisible(), false)
    await page.context().close()
  })

  const pages = settingsPages(sayIn<SettingsPhrases>(phrases, 'en-GB'))
  const find = (page: Page, question: string) => page.getByRole('textbox', { name: 'Find a setting' }).fill(question)

  test('whatever can be set is declared, and every entry of the search lands on its field and marks it', async () => {
    const page = await open('/settings')
    for (const { id: part, subjects } of pages)
      for (const { id, label } of subjects) {
        await find(page, label)
        await page.locator(`a[href="/settings/${part}#${id}"]`).click()
        const landed = await page.waitForFunction((wanted) => {
          const element = document.getElementById(wanted)
          const place = document.querySelector(`[aria-labelledby~="${wanted}"]`) ?? element
          const marked = document.querySelector('.settings-found')
          if (!element || !place || !marked?.contains(element)) return false
          const isInside = marked.contains(document.activeElement)
          const { top, bottom } = (document.activeElement ?? place).getBoundingClientRect()
          const isSeen = top >= 0 && bottom <= innerHeight
          const name = document.querySelector(`label[for="${wanted}"]`) ?? element.closest('label') ?? element
          return isInside && isSeen && [name.textContent, place.ariaLabel, name.querySelector('legend')?.textContent]
        }, id)
        const names = (await landed.jsonValue()) as (string | null | undefined)[]
        assert.ok(
          names.some((name) => name?.includes(label)),
          `${part}#${id} is not called “${label}”`,
        )
        assert.equal(new URL(page.url()).pathname, `/settings/${part}`)
      }
    for (const { id: part, subjects } of pages) {
      await page.goto(`${host.app}/settings/${part}#${subjects[0]!.id}`)
      await page.waitForSelector('.settings-found')
      const undeclared = await page.evaluate(
        (ids) => {
          const places = ids.flatMap((id) => [...document.querySelectorAll(`[id="${id}"], [aria-labelledby~="${id}"]`)])
          const panel = [...document.querySelectorAll('[role=tabpanel]')].find((one) => one.checkVisibility())!
          return [...panel.querySelectorAll('.labelled, fieldset, .settings-check, table, h2, [role=group]')]
            .filter((one) => one.checkVisibility())
            .filter((one) => !places.some((place) => place.contains(one) || one.contains(place)))
            .filter((one) => !(one.matches('h2') && places.some((place) => one.parentElement!.contains(place))))
            .map((one) => one.textContent)
        },
        subjects.map(({ id }) => id),
      )
      assert.deepEqual(undeclared, [], `${part} has more than it declares`)
    }
    await page.context().close()
  })

  test('a setting is found by keys; nothing found says so; what is typed elsewhere stays; members find what they see', async () => {
    const page = await open('/settings/company')
    await page.fill('#company-address', 'Typed before')
    await find(page, 'ZÓNE')
    await page.waitForSelector('.found')
    assert.deepEqual(await barriersIn(page), [])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    const name = () => page.evaluate(() => document.activeElement?.ariaLabel)
    assert.equal(await name(), 'Find a setting')
    await page.keyboard.press('Escape')
    assert.equal(await page.inputValue('#company-address'), 'Typed before')
    await find(page, 'kraken')
    await page.waitForSelector('text=No setting found')
    assert.deepEqual(await barriersIn(page), [])
    await page.getByRole('button', { name: 'Show all settings' }).click()
    assert.equal(await name(), 'Find a setting')
    await page.keyboard.type('dark')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.id === 'own-theme')
    assert.match(page.url(), /\/settings\/you#own-theme$/)
    await page.reload()
    await page.waitForFunction(() => document.activeElement?.id === 'own-theme')
    await page.goBack()
    await page.waitForSelector('#company-name >> visible=true')
    await page.context().close()
    const member = await open('/settings', 'linus@demo.test', 360)
    await find(member, 'role')
    assert.deepEqual(await member.locator('.found .label').allInnerTexts(), ['Members'])
    assert.ok(await fits(member))
    await member.context().close()
  })

  test('nobody who is not signed in reads the company', async () => {
    assert.equal((await new Client(host.app).get('/api/company')).status, 401)
  })

  test('what a connected calendar brings, and what is wrong with it, is said in one’s own language', async () => {
    const linus = await signIn(host, 'linus@demo.test')
    await linus.patch('/api/me', { locale: 'de-DE' })
    const told = (what: string, body: object) =>
      fetch(`${host.local.google}/_control/${what}`, { method: 'POST', body: JSON.stringify(body) })
    const at = (time: string) => ({ dateTime: `2027-03-02T${time}:00Z`, timeZone: 'UTC' })
    const account = 'linus@gmail.test'
    const secret = { summary: 'Surprise', visibility: 'private', start: at('09:00'), end: at('10:00') }
    for (const event of [secret, { start: at('11:00'), end: at('12:00') }]) await told('events', { account, event })
    const connection = await connect(linus, 'google', account)

    const { page, faults } = await visit(browser, `${host.app}/settings/calendars`, { locale: 'de-DE' })
    await signInOn(page, 'linus@demo.test')
    await page.getByText('Privater Termin').waitFor()
    await page.getByText('Ohne Titel').waitFor()
    await page.getByRole('button', { name: 'Abgleich beginnen' }).click()
    await page.getByRole('button', { name: 'Trennen' }).waitFor()
    await atRest(host)

    await told('faults', { method: 'POST', path: '/calendar/v3/calendars/primary/events', status: 400 })
    const times = { startsAt: '2027-03-03T09:00:00Z', endsAt: '2027-03-03T10:00:00Z' }
    assert.equal((await linus.post('/api/events', { title: 'Nicht dort', ...times })).status, 201)
    await atRest(host)
    await page.reload()
    await page.getByText('Ein Termin ließ sich dort nicht eintragen: Der Kalender nimmt ihn nicht an.').waitFor()
    const [{ problem }] = (await linus.get('/api/connections')).body.connections
    assert.equal(await page.getByText(problem).count(), 0, 'the English of programs')
    // A row that was written before there were codes.
    const { id } = (await linus.get('/api/me')).body
    const Key = { pk: { S: `demo#connections#${id}` }, sk: { S: connection } }
    await tableCall(host, 'UpdateItem', { Key, UpdateExpression: 'REMOVE problemCode' })
    await page.reload()
    await page.getByText('Beim letzten Mal ging etwas schief.').waitFor()
    assert.equal(await page.getByText(problem).count(), 0, 'the English of programs')

    await page.goto(`${host.app}/calendar/day/2027-03-02`)
    await settled(page)
    const nameless = page.locator('[data-event]', { hasText: 'Ohne Titel' }).first()
    await nameless.waitFor()
    assert.equal(await page.getByText('(no title)').count(), 0)
    // It may be changed without being given a name.
    await nameless.focus()
    await page.keyboard.press('e')
    const form = page.getByRole('dialog')
    assert.equal(await form.getByLabel('Titel', { exact: true }).inputValue(), '')
    await form.getByLabel('Ort', { exact: true }).fill('Garten')
    await form.getByRole('button', { name: 'Speichern', exact: true }).click()
    await form.waitFor({ state: 'detached' })
    await atRest(host)
    const { accounts } = (await (await fetch(`${host.local.google}/_control/events`)).json()) as {
      accounts: Record<string, { location?: string; summary?: string }[]>
    }
    const copy = accounts[account]!.find(({ location }) => location === 'Garten')
    assert.equal(copy?.summary ?? '', '', 'nor is it given one there')

    await told('expire-tokens', { kind: 'refresh' })
    await told('events', { account, event: { summary: 'Neu', start: at('14:00'), end: at('15:00') } })
    await page.goto(`${host.app}/settings/calendars`)
    await until(
      'its permission has ended',
      async () => (await linus.get('/api/connections')).body.connections[0].status,
      (status) => status === 'needsReconnect',
    )
    await page.reload()
    await page.getByText('Seine Berechtigung ist abgelaufen.', { exact: true }).waitFor()
    assert.deepEqual(faults, [])
    await linus.delete(`/api/connections/${connection}`)
    await linus.patch('/api/me', { locale: null })
    await page.context().close()
  })
})
