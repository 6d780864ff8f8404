import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { advanceClock, atRest, bookingBody, Client, mails, setFaults, signIn, slots } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, fitsWidth, PHONE, signInOn, visit } from '../support/visitor.ts'
import { until } from '../support/waiting.ts'

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

  test('mails that have not gone: why, in a list and under the bar; sent again, discarded; empty, dark, narrow, right to left', async () => {
    const free = (await slots(host, 'call')).slice(20)
    const book = async (name: string) => {
      const { status, body } = await new Client(host.app).post(
        '/api/public/demo/call/bookings',
        bookingBody(free.shift()!.startsAt, name),
      )
      assert.equal(status, 201, JSON.stringify(body))
    }
    const unsent = async () => (await ada.get('/api/unsent-mails')).body.mails as { to: { name: string } }[]
    await setFaults(host, { mail: { answer: '550 5.1.1 no such user', at: 'RCPT TO', about: 'nobody@' } })
    await book('Nobody')
    await until('it is parked', unsent, (found) => found.length === 1)
    await setFaults(host, { mail: { answer: '535 5.7.8 credentials invalid', at: 'MAIL FROM' } })
    await book('Zoe')
    await book('Max')
    await until('all are kept back', unsent, (found) => found.length >= 3)
    await atRest(host)

    const { page, faults } = await open('/settings/mail')
    const table = page.getByRole('table', { name: 'Mails that have not gone' })
    const rowOf = (name: string) => table.getByRole('row').filter({ hasText: `${name.toLowerCase()}@example.test` })
    await rowOf('Nobody').getByText('There is no such mailbox.').waitFor()
    await rowOf('Zoe').getByText('sign-in or permission is refused').waitFor()
    await page.getByRole('alert').getByText('No mails are going out').waitFor()
    await page.getByRole('status').getByText('No mails are going out.').waitFor()
    for (const [colorScheme, width] of [
      ['light', 1440],
      ['dark', 390],
    ] as const) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme })
      assert.deepEqual(await barriersIn(page), [], `${colorScheme}, ${width}`)
      assert.ok(await fitsWidth(page), `wider than ${width} px`)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
    // Its card says so as well.
    await rowOf('Nobody').getByRole('link', { name: 'Booked: Intro call' }).click()
    await page.getByText('No mails go to this address: there is no such mailbox.').waitFor()
    await page.goBack()

    await rowOf('Nobody').getByRole('button', { name: 'Discard' }).click()
    const question = page.getByRole('alertdialog', { name: 'Discard this mail?' })
    await question.getByRole('button', { name: 'Keep it' }).click()
    await rowOf('Nobody').getByRole('button', { name: 'Send anyway' }).click()
    await page.getByText('Another one that comes back makes your sender look worse.').waitFor()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Keep it' }).click()
    await rowOf('Nobody').getByRole('button', { name: 'Discard' }).click()
    await question.getByRole('button', { name: 'Discard' }).click()
    await page.getByText('The mail is discarded.').waitFor()
    await rowOf('Nobody').waitFor({ state: 'detached' })

    await setFaults(host, { mail: null })
    await page.getByRole('button', { name: 'Send all again' }).click()
    await page.getByText(/mails are sent again/).waitFor()
    const left = async () => {
      await advanceClock(host, 3 * 60_000)
      return unsent()
    }
    await until('all have gone', left, (found) => found.length === 0)
    await page.reload()
    await page.getByText('All mails have gone').waitFor()
    assert.deepEqual(await barriersIn(page), [])
    // Nobody but admins reads of it.
    const { page: hers } = await open('/settings/mail', 'grace@demo.test')
    await hers.getByRole('heading', { name: 'Mail templates' }).waitFor()
    assert.equal(await hers.getByRole('heading', { name: 'Mails that have not gone' }).count(), 0)
    assert.deepEqual(faults, [])
  })
})
