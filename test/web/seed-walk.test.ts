import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { addDays, localDateOf, weekdayOf } from '../../shared/domain/time/time.ts'
import { openBrowser } from '../support/browser.ts'
import { atRest, type Client, mails, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { openCalendar, PHONE, visit } from '../support/visitor.ts'

const BERLIN = 'Europe/Berlin'
/** Weeks ahead, whenever it runs. */
const MONDAY = addDays(localDateOf(Date.now(), BERLIN), 28 - ((weekdayOf(localDateOf(Date.now(), BERLIN)) + 6) % 7))

/**
 * The part of the document that Almanac was ordered by, from "Share Availabilities" to "Messages tab", sentence by
 * sentence.
 */
describe('the document, walked with its words from Share Availabilities to the Messages tab', () => {
  let host: RunningHost
  let browser: Browser
  let ada: Client
  beforeAll(async () => {
    host = await startHost()
    browser = await openBrowser()
    ada = await signIn(host)
    await ada.patch('/api/company', { meetingAddress: 'https://meet.test/{room}' })
    await ada.post('/api/resources', { name: 'Window table', capacity: 4, timeZone: BERLIN })
  })
  afterAll(async () => {
    await browser.close()
    await host.stop()
  })

  async function drag(page: Page, from: number, to: number) {
    const box = (await page.locator('.board-marks > .day').first().boundingBox())!
    const at = (hour: number) => [box.x + box.width * 0.4, box.y + (box.height / 24) * hour] as const
    await page.mouse.move(...at(from + 0.04))
    await page.mouse.down()
    await page.mouse.move(...at((from + to) / 2))
    await page.mouse.move(...at(to - 0.04))
    await page.mouse.up()
  }
  const field = (page: Page, label: string) => page.getByLabel(label, { exact: true })
  const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click()

  test('times are drawn, one is binned, Open leads to the form; each field of it, each tab, Preview, Share, Publish', async () => {
    const { page, faults } = await openCalendar(browser, host, { timezoneId: BERLIN }, `/calendar/day/${MONDAY}`)

    // Share Availabilities
    await page.getByRole('button', { name: 'Share Availabilities', exact: true }).click()
    await page.waitForSelector('.board-marks')
    await drag(page, 9, 10)
    await page.getByRole('button', { name: '1 marked' }).waitFor()
    await drag(page, 14, 16)
    await page.getByRole('button', { name: '2 marked' }).waitFor()
    const first = page.locator('.board-marks').getByRole('button', { name: /^Offered .*09:00 to 10:00$/ })
    await first.hover()
    await page
      .locator('.board-marks')
      .getByRole('button', { name: /^Take away .*09:00 to 10:00$/ })
      .click()
    await page.getByRole('button', { name: '1 marked' }).waitFor()
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page.waitForURL(/\/appointments\/[^/]+/)
    await page.getByLabel('Title').fill('Tea and talk')

    // The appointment form
    await field(page, 'Scheduling').fill('01:00')
    await field(page, 'Allow Cancelling').fill('02:00')
    await page.keyboard.press('Tab')
    const on = (choice: 'Users' | 'Resources') =>
      page.getByRole('group', { name: 'Availability on' }).getByLabel(choice, { exact: true }).check()
    await on('Resources')
    await page.getByRole('combobox', { name: 'Resources' }).fill('wind')
    await page.getByRole('option', { name: 'Window table' }).click()
    await field(page, 'Front-End Display').selectOption('Show Pictures')
    await field(page, 'Front-End Display').selectOption('No Picture')
    await page.getByLabel('Manage Capacities').check()
    const methods = await field(page, 'Assignment Method').locator('option').allInnerTexts()
    for (const method of [
      'Pick User/Resource then Time',
      'Select Time then User/Resource',
      'Select Time then auto-assign',
    ])
      assert.ok(methods.includes(method), `${method} of ${methods.join()}`)
    await tab(page, 'Options')
    await page.getByLabel('Manual Confirmation').check()
    await on('Users')
    // What is for resources alone is not there for users, and the other way round.
    assert.equal(await page.getByLabel('Manage Capacities').count(), 0)
    await page.getByRole('combobox', { name: 'Users' }).fill('ada')
    await page.getByRole('option', { name: /Ada Hartmann/ }).click()
    await page.getByLabel('Manual Confirmation').uncheck()

    // Schedule tab: what was drawn is its first line
    await tab(page, 'Schedule')
    assert.equal(await page.getByLabel('From, time').inputValue(), '14:00')
    assert.equal(await page.getByLabel('To, time').inputValue(), '16:00')
    await page.getByRole('button', { name: 'Add a line' }).click()
    assert.equal(await page.getByLabel('From, time').count(), 2)
    await page.getByLabel('From, time').nth(1).fill('10')
    await page.keyboard.press('Tab')
    await page.getByLabel('To, time').nth(1).fill('12')
    await page.keyboard.press('Tab')

    // Options tab
    await tab(page, 'Options')
    await page.getByRole('group', { name: 'Website' }).getByRole('checkbox').first().check()
    await page.getByRole('button', { name: /Timezone/ }).waitFor()
    await page.getByLabel('Location').fill('')
    await field(page, 'Videoconference Link').selectOption({ index: 1 })
    await page.getByLabel('Up-front Payment').check()
    await page.getByRole('link', { name: 'Configure Payment Providers' }).waitFor()
    await page.getByLabel('Up-front Payment').uncheck()
    await page.getByLabel('Create Opportunities').check()
    await page.getByRole('group', { name: 'Reminders' }).getByRole('button', { name: /Add/ }).click()
    for (const mail of ['Confirmation Email', 'Cancelation Email'])
      assert.equal(await page.getByLabel(mail).isChecked(), true)
    await page.getByText('Search More...').first().waitFor({ state: 'attached' })
    await page.getByLabel('CC to').fill('desk@example.test')
    await page.getByLabel('Allow Guests').check()

    // Questions tab
    await tab(page, 'Questions')
    await page.getByRole('button', { name: 'Add a line' }).click()
    const question = page.getByRole('listitem', { name: 'Question 1' })
    await question.getByLabel('Question', { exact: true }).fill('Which tea?')
    await question.getByLabel('Question Type').selectOption({ index: 0 })
    await question.getByLabel('Placeholder').fill('Green')
    await question.getByLabel('Required Answer').check()

    // Messages tab
    await tab(page, 'Messages')
    await page.getByLabel('Introduction Message').fill('An hour at the window.')
    await page.getByLabel('Extra Message on Confirmation').fill('The kettle is on.')

    // Preview, Share, Publish
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForSelector('text=“Tea and talk” is saved.')
    // Its link works from the moment at which it was drawn; taken back, it is published again.
    await page.getByRole('button', { name: 'Unpublish', exact: true }).click()
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.waitForSelector('text=“Tea and talk” is published: it can be booked.')
    const { types } = (await ada.get('/api/appointment-types')).body
    const type = types.find(({ title }: { title: string }) => title === 'Tea and talk')
    assert.deepEqual(
      [type.noticeMinutes, type.cancelNoticeMinutes, type.videoCall, type.createOpportunity, type.allowGuests],
      [60, 120, 'almanac', true, true],
    )
    await page.getByRole('button', { name: 'Preview' }).click()
    const seen = page.getByRole('dialog', { name: 'As customers see it' })
    await seen.locator('iframe').contentFrame().getByRole('heading', { name: 'Tea and talk' }).waitFor()
    await page.keyboard.press('Escape')
    await seen.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Share', exact: true }).click()
    const link = await page.getByRole('dialog').getByLabel('Link', { exact: true }).inputValue()
    assert.equal(link, type.bookingUrl)
    assert.deepEqual(faults, [])

    // Whoever has the link books one of the times that were drawn, and hears of it.
    const customer = await visit(browser, link, { viewport: PHONE, timezoneId: BERLIN })
    await customer.page.getByText('An hour at the window.').waitFor()
    await customer.page.locator('[data-starts-at]').first().click()
    await customer.page.fill('#name', 'Noor Haddad')
    await customer.page.fill('#email', 'noor@example.test')
    await customer.page.getByLabel('Which tea?').fill('Mint')
    await customer.page.click('text=Book this time')
    await customer.page.getByText('The kettle is on.').waitFor()
    assert.deepEqual(customer.faults, [])
    await atRest(host)
    const [mail] = await mails(host, 'noor@example.test')
    assert.match(mail!.text, /The kettle is on\.[\s\S]*Video: https:\/\/meet\.test\/[\s\S]*Which tea\? Mint/)
    assert.match((await mails(host, 'desk@example.test'))[0]!.subject, /^New booking: Tea and talk/)
    await page.context().close()
    await customer.page.context().close()
  })
})
