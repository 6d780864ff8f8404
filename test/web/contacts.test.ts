import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { atRest, bookingBody, Client, signIn, slots } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, fitsWidth, PHONE, signInOn, visit } from '../support/visitor.ts'
import { until } from '../support/waiting.ts'

describe('contacts, in a real browser', () => {
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

  async function open(path: string, options = {}) {
    const opened = await visit(browser, `${host.app}${path}`, { timezoneId: 'Europe/Berlin', ...options })
    await signInOn(opened.page, 'ada@demo.test')
    return opened
  }
  async function made(path: string, body: object) {
    const answer = await ada.post(path, body)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body
  }
  const linesOf = (page: Page) => page.getByRole('region', { name: 'Timeline' }).getByRole('listitem')

  test('a contact has a page: records, and meetings, bookings, mails and notes by their time', async () => {
    const ida = await made('/api/contacts', { name: 'Ida Fern', email: 'ida@fern.test' })
    await made('/api/records', { kind: 'opportunity', title: 'Fence', contactId: ida.id })
    const attendees = [{ email: 'ida@fern.test' }]
    const times = { startsAt: '2027-01-12T09:00:00Z', endsAt: '2027-01-12T10:00:00Z' }
    await made('/api/events', { title: 'Fence talk', ...times, attendees })
    const [slot] = await slots(host, 'call')
    const booking = {
      ...bookingBody(slot!.startsAt, 'Ida'),
      customer: { name: 'Ida', email: 'ida@fern.test', timeZone: 'UTC' },
    }
    const visitor = new Client(host.app)
    assert.equal((await visitor.post('/api/public/demo/call/bookings', booking)).status, 201)
    await atRest(host)
    const { page, faults } = await open('/contacts?q=fern')
    await page.getByRole('link', { name: 'Ida Fern' }).click()
    await page.getByRole('heading', { name: 'Ida Fern' }).waitFor()
    await page.getByRole('link', { name: 'Fence', exact: true }).waitFor()
    const lines = linesOf(page)
    const words = () => lines.getByRole('link').allInnerTexts()
    const all = await until('all are there', words, (found) => found.length === 4)
    assert.equal(all[0], 'Fence talk')
    assert.deepEqual(all.map((line) => line.split(':')[0]).sort(), ['Booking', 'Fence talk', 'Mail', 'Mail'])
    await page.getByRole('button', { name: 'Meetings' }).click()
    assert.deepEqual(
      (await words()).map((line) => line.split(':')[0]),
      ['Fence talk', 'Booking'],
    )
    await page.getByRole('button', { name: 'Notes' }).click()
    await lines.getByText('Nothing of this kind.').waitFor()
    await page.getByRole('button', { name: 'Log note' }).click()
    await page.getByRole('button', { name: 'Log note' }).last().click()
    await page.getByText('Please write something.').waitFor()
    await page.getByLabel('Note', { exact: true }).fill('Prefers mornings.\nBrings a dog.')
    await page.getByRole('button', { name: 'Log note' }).last().click()
    await lines.getByText('Prefers mornings.').waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.getByRole('button', { name: 'All', exact: true }).click()
    await lines.getByRole('link', { name: 'Fence talk', exact: true }).click()
    await page.getByRole('dialog', { name: 'Fence talk' }).waitFor()
    assert.deepEqual(faults, [])
  })

  test('all that is known is written down, an address of somebody else leads to their card', async () => {
    const { page, faults } = await open('/contacts', PHONE)
    await page.getByRole('button', { name: 'New contact' }).first().click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Name', { exact: true }).fill('Vera Vogel')
    await form.getByLabel('E-mail').fill('ida@fern.test')
    await form.getByLabel('Company').fill('Vogel GmbH')
    await form.getByText('More about them').click()
    await form.getByLabel('Other addresses').fill('vera@home.test, nonsense')
    await form.getByLabel('Language').selectOption('de')
    await form.getByRole('button', { name: 'Add a time zone' }).click()
    await form.getByRole('button', { name: 'Save' }).click()
    await form.getByText('“nonsense” is no e-mail address.').waitFor()
    await form.getByLabel('Other addresses').fill('vera@home.test')
    await form.getByRole('button', { name: 'Save' }).click()
    await form.getByText('This address is on the card of Ida Fern.').waitFor()
    assert.match((await form.getByRole('link', { name: 'Open the card' }).getAttribute('href'))!, /^\/contacts\/\w+$/)
    assert.ok(await fitsWidth(page))
    assert.deepEqual(await barriersIn(page), [])
    await form.getByLabel('E-mail').fill('vera@vogel.test')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Vera Vogel is saved.').waitFor()
    const { contacts } = (await ada.get('/api/contacts?q=vogel')).body
    const { companyName, otherEmails, locale, timeZone } = contacts[0]
    assert.deepEqual(
      [companyName, otherEmails, locale, timeZone],
      ['Vogel GmbH', ['vera@home.test'], 'de', 'Europe/Berlin'],
    )
    assert.deepEqual(faults, [])
  })

  test('a card is removed and comes back; two of the same person become one', async () => {
    const one = await made('/api/contacts', { name: 'Tom Twice', email: 'tom@work.test' })
    const two = await made('/api/contacts', { name: 'Tom Twice', email: 'tom@home.test', companyName: 'Twice Ltd' })
    await made(`/api/contacts/${two.id}/notes`, { text: 'From the second card.' })
    const { page, faults } = await open(`/contacts/${one.id}`)
    await page.getByText('There is another card that may be of the same person').waitFor()
    await page.getByRole('button', { name: 'More for Tom Twice' }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('Tom Twice is removed.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.waitForURL(`**/contacts/${one.id}`)
    await page.getByRole('button', { name: 'Merge with another card' }).click()
    const dialog = page.getByRole('dialog', { name: 'Merge with another card' })
    const becomes = dialog.getByRole('region', { name: 'The one card' })
    assert.match(await becomes.innerText(), /tom@work\.test\s+tom@home\.test[\s\S]+Twice Ltd/)
    assert.deepEqual(await barriersIn(page), [])
    await dialog.getByLabel('Take name and address of the other card').check()
    assert.match(await becomes.innerText(), /tom@home\.test\s+tom@work\.test/)
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
    await page.waitForURL(`**/contacts/${two.id}`)
    await linesOf(page).getByText('From the second card.').waitFor()
    await linesOf(page).getByText('took in the card of Tom Twice, tom@work.test').waitFor()
    assert.equal(await page.getByText('There is another card').count(), 0)
    // The address of the card that went up leads to the one that stands.
    await page.goto(`${host.app}/contacts/${one.id}`)
    await page.waitForURL(`**/contacts/${two.id}`)
    assert.deepEqual(faults, [])
  })

  test('a file is checked row by row, taken in, and what is wrong in it is said and can be saved', async () => {
    const { page, faults } = await open('/contacts')
    await page.getByRole('button', { name: 'Import' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import contacts' })
    const rows = Array.from({ length: 60 }, (_, n) => `Row ${n};row${n}@file.test;0170 ${n}`)
    const file = (text: string) => ({ name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await dialog.getByLabel('File').setInputFiles(file('Name,E-mail\n'))
    await dialog.getByText('There are no rows in this file.').waitFor()
    await dialog
      .getByLabel('File')
      .setInputFiles(file(['Wer;E-Mail;Telefon', ...rows, 'Wrong;nobody;x', 'Vera;vera@vogel.test;0170 9'].join('\n')))
    await dialog.getByRole('combobox', { name: 'Column “Wer”' }).selectOption('Name')
    assert.deepEqual(await barriersIn(page), [])
    await dialog.getByRole('button', { name: 'Check' }).click()
    await dialog.getByText('New: 60').waitFor()
    await dialog.getByText('With faults: 1').waitFor()
    await dialog.getByText('Row 62').waitFor()
    assert.equal((await ada.get('/api/contacts?q=row5@file')).body.contacts.length, 0, 'nothing is in yet')
    const saved = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Save these rows as CSV' }).click()
    await (await saved).path()
    await dialog.getByRole('button', { name: 'Import 61' }).click()
    await dialog.getByText('The import is done.').waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await dialog.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('link', { name: 'Row 0', exact: true }).waitFor()
    assert.equal((await ada.get('/api/contacts?q=row59@file')).body.contacts[0].phone, '0170 59')
    assert.deepEqual(faults, [])
  })
})
