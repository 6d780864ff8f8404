import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { Client, type Client as Person, signIn } from '../support/client.ts'
import { PASSWORD, type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, signInOn, visit } from '../support/visitor.ts'

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
    return page
  }

  test('each part has its address; Back and a reload show the same', async () => {
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
    for (const name of ['You', 'Hours', 'Company', 'People', 'Calendars', 'Appointment types']) {
      await page.getByRole('tab', { name }).click()
      await page.waitForTimeout(100)
      assert.deepEqual(await barriersIn(page), [], name)
    }
    await page.context().close()
  })

  test('an admin changes the company: name, zone, holidays; faults stand at their field', async () => {
    const page = await open('/settings/company')
    await page.fill('#company-name', '')
    await page.click('text=Save the company')
    await page.waitForSelector('text=Please fill this in.')
    await page.fill('#company-name', 'Almanac & Daughters')
    await page.click('#company-zone')
    await page.keyboard.type('kolkata')
    await page.keyboard.press('Enter')
    await page.click('text=Save the company')
    await page.waitForSelector('text=The company is saved.')
    const { name, timeZone, weekendDays } = (await ada.get('/api/company')).body
    assert.deepEqual([name, timeZone, weekendDays], ['Almanac & Daughters', 'Asia/Kolkata', [0, 6]])
    await page.fill('#holiday-date', '2027-12-25')
    await page.fill('#holiday-title', 'Christmas')
    await page.click('text=Add the holiday')
    await page.waitForSelector('text=/Saturday,? 25 December 2027/')
    assert.deepEqual((await ada.get('/api/holidays')).body.holidays, [{ date: '2027-12-25', title: 'Christmas' }])
    await page.click('li >> text=Remove')
    await page.waitForSelector('text=None yet.')
    assert.deepEqual((await ada.get('/api/holidays')).body.holidays, [])
    assert.deepEqual(await barriersIn(page), [])
    await page.context().close()
  })

  test('a member reads the company and cannot change it', async () => {
    const page = await open('/settings/company', 'grace@demo.test', 390)
    await page.waitForSelector('#company-name[readonly]')
    assert.equal(await page.locator('text=Save the company').count(), 0)
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      'the page is wider than the screen',
    )
    await page.context().close()
  })

  test('one’s own name, zone and language are kept', async () => {
    const page = await open('/settings/you', 'linus@demo.test')
    await page.fill('#own-name', 'Linus A.')
    await page.keyboard.press('Tab')
    await page.waitForSelector('text=Your name is changed.')
    await page.click('#own-zone')
    await page.keyboard.type('kyiv')
    await page.keyboard.press('Enter')
    await page.waitForSelector('text=Your time zone is changed.')
    await page.selectOption('#own-language', 'fr')
    await page.waitForSelector('text=Your language is changed.')
    const linus = await signIn(host, 'linus@demo.test', PASSWORD)
    const { name, timeZone, locale } = (await linus.get('/api/me')).body
    assert.deepEqual([name, timeZone, locale], ['Linus A.', 'Europe/Kyiv', 'fr'])
    await page.context().close()
  })

  test('nobody who is not signed in reads the company', async () => {
    assert.equal((await new Client(host.app).get('/api/company')).status, 401)
  })
})
