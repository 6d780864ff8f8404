import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { signIn } from '../support/client.ts'
import { PASSWORD, type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, fitsWidth, PHONE, visit } from '../support/visitor.ts'

describe('the pages before somebody is in', () => {
  let host: RunningHost
  let empty: RunningHost
  let browser: Browser
  beforeAll(async () => {
    host = await startHost()
    empty = await startHost({ args: ['--empty'] })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await host.stop()
    await empty.stop()
  })

  const open = async (address: string, sign: string, options: BrowserContextOptions = {}) => {
    const { page } = await visit(browser, address, options)
    await page.waitForSelector(sign)
    return page
  }
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.id)
  const faultAt = (page: Page, id: string) => page.locator(`#${id}-line.fault`).innerText()
  async function hasNoBarriers(page: Page) {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const viewport of [PHONE, { width: 1440, height: 900 }]) {
        await page.setViewportSize(viewport)
        await page.emulateMedia({ colorScheme })
        assert.deepEqual(await barriersIn(page), [], `${colorScheme}, ${viewport.width} px`)
        assert.ok(await fitsWidth(page), `wider than ${viewport.width} px`)
      }
  }
  const invite = async (email: string): Promise<string> =>
    (await (await signIn(host)).post('/api/invitations', { email, role: 'member' })).body.acceptUrl

  test('signing in asks for address and password together, and says at each what is missing, in the browser’s language', async () => {
    const page = await open(host.app, '#password', { locale: 'de-AT' })
    assert.equal(await page.title(), 'Anmelden – Almanac')
    const attributes = (id: string) =>
      page.locator(`#${id}`).evaluate((field) => [field.getAttribute('type'), field.getAttribute('autocomplete')])
    assert.deepEqual(await attributes('email'), ['email', 'username'])
    assert.deepEqual(await attributes('password'), ['password', 'current-password'])
    await page.getByRole('button', { name: 'Anmelden' }).click()
    assert.equal(await faultAt(page, 'email'), 'Bitte ausfüllen.')
    assert.equal(await faultAt(page, 'password'), 'Bitte ausfüllen.')
    assert.equal(await focused(page), 'email')
    await page.locator('.summary').getByRole('link', { name: 'Passwort' }).click()
    assert.equal(await focused(page), 'password')
    await hasNoBarriers(page)
    await page.fill('#password', 'not this one')
    assert.equal(await page.locator('.summary').count(), 0, 'one fault alone is said at its field')
    await page.fill('#email', 'ada')
    await page.waitForSelector('#email-line.fault >> text=ann@example.com')
    await page.fill('#email', ' ada@demo.test ')
    assert.equal(await page.getAttribute('#email', 'aria-invalid'), null)
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText(/\S/).waitFor()
    assert.equal(await page.inputValue('#email'), 'ada@demo.test', 'what was typed stays')
    assert.equal(await focused(page), 'password')
    await page.fill('#password', PASSWORD)
    await page.locator('[role=alert] p').waitFor({ state: 'detached' })
    await page.context().close()
  })

  test('while the answer is awaited the button says so, keeps the focus, and sends nothing twice', async () => {
    const page = await open(host.app, '#password')
    let asked = 0
    let answer = () => {}
    const isAnswered = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/api/session', async (route) => {
      asked++
      await isAnswered
      await route.continue()
    })
    await page.fill('#email', 'ada@demo.test')
    await page.fill('#password', PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).press('Enter')
    const button = page.getByRole('button', { name: 'Signing in…' })
    await button.press('Enter')
    assert.equal(await button.getAttribute('aria-disabled'), 'true')
    assert.equal(await button.evaluate((element) => element === document.activeElement), true)
    answer()
    await page.waitForSelector('.view')
    assert.equal(asked, 1)
    await page.context().close()
  })

  test('a set-up code that is wrong is said at its field, and where the right one stands', async () => {
    const page = await open(`${empty.app}/setup`, '#code')
    await page.waitForSelector('#code-line >> text=/link that the server printed/')
    await page.fill('#code', 'guess')
    for (const id of ['companyName', 'name']) await page.fill(`#${id}`, 'Acme')
    await page.fill('#email', 'olga@acme.test')
    await page.fill('#password', PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForSelector('#code-line.fault')
    assert.equal(await focused(page), 'code')
    await page.context().close()
  })

  test('a company is set up in its own zone and the browser’s language; faults stand at their fields, those of the server too', async () => {
    const page = await open(empty.local.setupUrl!, '#companyName', { locale: 'fr-FR', timezoneId: 'America/New_York' })
    await page.getByRole('button', { name: 'Configurer l’entreprise' }).click()
    assert.equal(await focused(page), 'companyName')
    assert.equal(await page.locator('.summary a').count(), 4)
    await hasNoBarriers(page)
    await page.fill('#companyName', 'Öl & Söhne')
    assert.equal(await page.getAttribute('#company', 'placeholder'), 'ol-sohne')
    await page.fill('#company', 'Not A Word')
    await page.fill('#name', 'Olga')
    await page.fill('#email', 'olga@acme.test')
    await page.fill('#password', 'short')
    await page.keyboard.press('Tab')
    assert.match(await faultAt(page, 'password'), /10/)
    await page.fill('#password', PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForSelector('#company-line.fault')
    assert.equal(await focused(page), 'company')
    await page.fill('#company', '')
    await page.click('#timeZone')
    await page.keyboard.type('kyiv')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Configurer l’entreprise' }).click()
    await page.getByRole('heading', { name: 'Bienvenue, Olga' }).waitFor()
    const { company, timeZone, companyTimeZone, locale } = (
      await (await signIn(empty, 'olga@acme.test', PASSWORD)).get('/api/me')
    ).body
    assert.deepEqual([company, timeZone, companyTimeZone, locale], ['ol-sohne', 'Europe/Kyiv', 'Europe/Kyiv', 'fr-FR'])
    const late = await open(empty.local.setupUrl!, '#companyName')
    for (const id of ['companyName', 'name']) await late.fill(`#${id}`, 'Late')
    await late.fill('#email', 'late@acme.test')
    await late.fill('#password', PASSWORD)
    await late.keyboard.press('Enter')
    await late.getByRole('alert').getByRole('link', { name: 'Sign in' }).waitFor()
    await page.context().close()
    await late.context().close()
  })

  test('from the set-up link to a booking by a stranger in at most twelve clicks: hours, calendar and first link stand ready', async () => {
    const fresh = await startHost({ args: ['--empty'] })
    let clicks = 0
    /** A page of somebody who goes from field to field by mouse. */
    const openCounted = async (address: string, sign: string, options: BrowserContextOptions = {}) => {
      const { page, faults } = await visit(browser, 'about:blank', options)
      await page.exposeFunction('countClick', () => {
        clicks++
      })
      await page.addInitScript("addEventListener('click', (click) => click.detail > 0 && countClick(), true)")
      await page.goto(address)
      await page.waitForSelector(sign)
      const type = async (field: string, text: string) => {
        await page.click(field)
        await page.keyboard.type(text)
      }
      return { page, type, faults }
    }
    const owner = await openCounted(fresh.local.setupUrl!, '#companyName', {
      permissions: ['clipboard-read', 'clipboard-write'],
      timezoneId: 'Europe/Berlin',
    })
    await owner.type('#companyName', 'Acme')
    await owner.type('#name', 'Olga')
    await owner.type('#email', 'olga@acme.test')
    await owner.type('#password', PASSWORD)
    await owner.page.click('button.primary')
    await owner.page.getByRole('heading', { name: 'Welcome, Olga' }).waitFor()
    await owner.page.getByText('Mon – Fri').waitFor()
    await hasNoBarriers(owner.page)
    await owner.page.getByRole('button', { name: 'Publish and copy the link' }).click()
    await owner.page.getByText('The link is copied').waitFor()
    const link = await owner.page.evaluate(() => navigator.clipboard.readText())
    assert.equal(await owner.page.getByLabel('Link', { exact: true }).inputValue(), link)

    const stranger = await openCounted(link, '.times [data-starts-at]', { timezoneId: 'America/New_York' })
    await stranger.page.locator('.times [data-starts-at]').first().click()
    await stranger.type('#name', 'Noor Haddad')
    await stranger.type('#email', 'noor@customer.test')
    await stranger.page.click('text=Book this time')
    await stranger.page.waitForSelector('text=Add to')
    assert.ok(clicks >= 8 && clicks <= 12, `${clicks} clicks`)
    const olga = await signIn(fresh, 'olga@acme.test', PASSWORD)
    const weeks = [0, 60].map((days) => new Date(Date.now() + days * 86_400_000).toISOString())
    const { bookings } = (await olga.get(`/api/bookings?from=${weeks[0]}&to=${weeks[1]}`)).body
    assert.deepEqual(
      bookings.map(({ customer }: { customer: { email: string } }) => customer.email),
      ['noor@customer.test'],
    )
    // Whoever has a link finds it there again, and makes no second one.
    await owner.page.reload()
    await owner.page.getByRole('button', { name: 'Copy link' }).waitFor()
    assert.equal(await owner.page.getByRole('button', { name: 'Publish and copy the link' }).count(), 0)
    assert.deepEqual([...owner.faults, ...stranger.faults], [])
    await owner.page.context().close()
    await stranger.page.context().close()
    await fresh.stop()
  })

  test('whoever is invited sees by whom and as whom, and is in with a name and a password', async () => {
    const url = await invite('noor@demo.test')
    const page = await open(url, '#name', { locale: 'es-ES', timezoneId: 'Europe/Madrid' })
    await page.waitForSelector('text=Ada')
    assert.equal(await page.inputValue('#email'), 'noor@demo.test')
    await page.locator('button.primary').click()
    assert.equal(await focused(page), 'name')
    assert.equal(await page.locator('.summary a').count(), 2)
    await hasNoBarriers(page)
    await page.fill('#name', 'Noor')
    await page.fill('#password', PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Te damos la bienvenida, Noor' }).waitFor()
    const { name, timeZone, locale } = (await (await signIn(host, 'noor@demo.test', PASSWORD)).get('/api/me')).body
    assert.deepEqual([name, timeZone, locale], ['Noor', 'Europe/Madrid', 'es-ES'])
    const again = await open(url, 'text=This invitation has been accepted.')
    await hasNoBarriers(again)
    await again.getByRole('link', { name: 'Sign in' }).click()
    await again.waitForSelector('#password')
    await page.context().close()
    await again.context().close()
  })

  test('an invitation that cannot be read because nothing answers may be tried again', async () => {
    const url = await invite('late@demo.test')
    const { page } = await visit(browser, host.app)
    let isDown = true
    await page.route('**/api/public/invitations/**', (route) => (isDown ? route.abort() : route.continue()))
    await page.goto(url)
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    isDown = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.waitForSelector('#name')
    await page.context().close()
  })
})
