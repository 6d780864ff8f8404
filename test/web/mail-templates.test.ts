import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { atRest, bookingBody, Client, mails, signIn, slots } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, fitsWidth, PHONE, signInOn, visit } from '../support/visitor.ts'

describe('mails are worded in a page, in a real browser', () => {
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

  async function open(path: string, email = 'ada@demo.test', options = {}) {
    const opened = await visit(browser, `${host.app}${path}`, { timezoneId: 'Europe/Berlin', ...options })
    await signInOn(opened.page, email)
    return opened
  }

  test('S101, S103: from the form to a new template and back with it chosen; a booking’s mail reads as written', async () => {
    const { page, faults } = await open('/appointments/call/options')
    await page.getByLabel('Location').fill('Room 7, with a view')
    await page.getByRole('button', { name: 'Search More...' }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'The built-in text' }).click()
    await page.getByRole('button', { name: 'New', exact: true }).first().click()

    await page.getByRole('heading', { name: 'Confirmation' }).waitFor()
    await page.getByRole('button', { name: 'Save and use' }).click()
    await page.waitForSelector('text=Please give it a name.')
    await page.getByLabel('Name', { exact: true }).fill('Warm words')
    await page.getByLabel('Subject').fill('A chair waits for you')
    const body = page.getByRole('textbox', { name: 'Text' })
    await body.fill('Dear ,\n\n{{ customer.phone }}')
    await page.getByLabel('Name', { exact: true }).focus()
    await page.waitForSelector('text=Line 3, column 4: there is no field “customer.phone”. Choose one from the list.')
    await body.fill('Dear ,\n\nsee you in {{ place }}.')
    await body.press('Control+Home')
    for (let i = 0; i < 5; i++) await body.press('ArrowRight')
    await page.getByRole('button', { name: 'Customer’s name' }).click()
    assert.equal(await body.inputValue(), 'Dear {{ customer.name }},\n\nsee you in {{ place }}.')
    const preview = page.frameLocator('iframe')
    await preview.getByText('see you in Meeting room 1.').waitFor()
    await page.getByText('Subject: A chair waits for you').waitFor()
    assert.equal(await preview.getByRole('link', { name: 'Move or cancel' }).count(), 1)
    assert.deepEqual(await barriersIn(page), [])
    await page.getByRole('button', { name: 'Save and use' }).click()

    await page.getByRole('combobox', { name: 'Confirmation template' }).waitFor()
    const chosen = page.getByRole('combobox', { name: 'Confirmation template' })
    await page.waitForFunction(() =>
      Array.from(document.querySelectorAll('input')).some(({ value }) => value === 'Warm words'),
    )
    assert.equal(await chosen.inputValue(), 'Warm words')
    assert.equal(await page.getByLabel('Location').inputValue(), 'Room 7, with a view')
    assert.match(page.url(), /\/appointments\/call\/options$/)
    assert.deepEqual(await barriersIn(page), [])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForSelector('text=is saved.')

    const at = (await slots(host, 'call'))[0]!.startsAt
    const booked = await new Client(host.app).post('/api/public/demo/call/bookings', bookingBody(at, 'Wanda'))
    assert.equal(booked.status, 201)
    await atRest(host)
    const [mail] = await mails(host, 'wanda@example.test')
    assert.equal(mail!.subject, 'A chair waits for you')
    assert.match(mail!.text, /Dear Wanda,\n\nsee you in Room 7, with a view\./)
    assert.deepEqual(faults, [])
  })

  test('a template in several languages outlives a look elsewhere; a test comes to oneself; deleting says who used it', async () => {
    const { page, faults } = await open('/settings/mail')
    await page.getByRole('link', { name: 'Warm words' }).click()
    await page.getByRole('tab', { name: 'German' }).click()
    await page.getByText('Not written in this language. Its readers read: The built-in text').waitFor()
    await page.getByRole('button', { name: 'Write it in German' }).click()
    await page.getByRole('textbox', { name: 'Subject' }).fill('Ein Stuhl wartet')
    await page.getByRole('textbox', { name: 'Subject' }).fill('Ein Stuhl wartet, {{ customer.name }}')
    await page.getByRole('button', { name: 'Time zone' }).click()
    const german = 'Ein Stuhl wartet, {{ customer.name }}{{ timeZone }}'
    assert.equal(await page.getByRole('textbox', { name: 'Subject' }).inputValue(), german)
    await page.getByRole('textbox', { name: 'Subject' }).fill('Ein Stuhl wartet')
    await page.getByRole('link', { name: 'Contacts' }).click()
    await page.getByRole('heading', { name: 'Contacts', exact: true }).waitFor()
    await page.goBack()
    await page.getByRole('tab', { name: 'German' }).click()
    assert.equal(await page.getByRole('textbox', { name: 'Subject' }).inputValue(), 'Ein Stuhl wartet')
    assert.equal(await page.getByRole('button', { name: 'Send a test to me' }).isDisabled(), true)
    await page.getByLabel('Readers of other languages read').selectOption({ label: 'German' })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForSelector('text=“Warm words” is saved.')
    await page.getByRole('tab', { name: 'German' }).click()
    await page.getByRole('button', { name: 'Send a test to me' }).click()
    await page.waitForSelector('text=Sent to ada@demo.test.')
    assert.equal((await mails(host, 'ada@demo.test')).at(-1)!.subject, 'Ein Stuhl wartet')
    await page.getByRole('button', { name: 'All templates' }).click()
    await page.getByText('English and German · Used by Intro call').waitFor()
    await page.getByRole('button', { name: 'Delete Warm words' }).click()
    await page.getByText('These send the built-in text from then on: Intro call.').waitFor()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
    await page.waitForSelector('text=“Warm words” is deleted.')
    const { types } = (await ada.get('/api/appointment-types')).body
    assert.equal(types.find(({ slug }: { slug: string }) => slug === 'call').confirmationMail.templateId, null)
    assert.deepEqual(faults, [])
  })

  test('on a phone all of it stands in one column; who is no admin reads the list alone', async () => {
    const { page, faults } = await open('/settings/mail/new?kind=cancellation', 'ada@demo.test', PHONE)
    await page.frameLocator('iframe').getByText('your appointment is cancelled').waitFor()
    assert.ok(await fitsWidth(page))
    assert.deepEqual(await barriersIn(page), [])
    assert.deepEqual(faults, [])
    const linus = await open('/settings/mail', 'linus@demo.test')
    await linus.page.getByText('Only admins change them.').waitFor()
    assert.equal(await linus.page.getByRole('link', { name: 'New confirmation' }).count(), 0)
    assert.deepEqual(await barriersIn(linus.page), [])
  })
})
