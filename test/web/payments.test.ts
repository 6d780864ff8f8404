import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, fitsWidth, openCalendar, PHONE, signInOn, visit } from '../support/visitor.ts'

describe('paying for an appointment, in a real browser', () => {
  let host: RunningHost
  let browser: Browser
  let ada: Client
  beforeAll(async () => {
    host = await startHost()
    browser = await openBrowser()
    ada = await signIn(host)
    await ada.post('/api/appointment-types', {
      slug: 'advice',
      title: 'Advice',
      hosts: [(await ada.get('/api/me')).body.id],
      noticeMinutes: 0,
    })
  })
  afterAll(async () => {
    await browser.close()
    await host.stop()
  })

  const typeOf = async (slug: string) =>
    (await ada.get('/api/appointment-types')).body.types.find((one: { slug: string }) => one.slug === slug)
  const openForm = async () => {
    const opened = await visit(browser, `${host.app}/appointments/advice/options`, { timezoneId: 'Europe/Berlin' })
    await signInOn(opened.page)
    await opened.page.getByRole('checkbox', { name: 'Up-front Payment' }).waitFor()
    return opened
  }
  /** The first free time, and whoever wants it. */
  async function choose(page: Page, name: string) {
    await page
      .getByRole('button', { name: /^\d\d:\d\d$/ })
      .first()
      .click()
    await page.fill('#name', name)
    await page.fill('#email', `${name.toLowerCase()}@example.test`)
  }
  async function payBy(page: Page, number: string) {
    await page.fill('[name=number]', number)
    await page.fill('[name=expiry]', '12 / 34')
    await page.fill('[name=cvc]', '123')
    await page.fill('[name=name]', 'Pat Payer')
    await page.getByRole('button', { name: 'Pay' }).click()
  }

  test('S95: Up-front Payment takes an amount as it is written, says what cannot be charged, and leads to the providers', async () => {
    const { page, faults } = await openForm()
    // One thing alone has that name.
    await page.getByLabel('Up-front Payment').check()
    await page.getByText('Payments are in test mode: no money moves.').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Please give an amount such as 40.00.').waitFor()
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true')
    await page.getByLabel('Amount').fill('0.10')
    await page.getByText('Please give an amount from €0.50 to €999,999.99.').waitFor()
    await page.getByLabel('Amount').fill('40')
    await page.getByLabel('Given back to who cancels').selectOption('A share')
    await page.getByLabel('Until so long before the start').fill('24:00')
    assert.deepEqual(await barriersIn(page), [])
    assert.ok(await fitsWidth(page))
    await page.getByRole('link', { name: 'Configure Payment Providers' }).click()
    await page.getByLabel('Secret key').waitFor()
    assert.equal(new URL(page.url()).pathname, '/settings/payments')
    await page.goBack()
    assert.equal(await page.getByLabel('Amount').inputValue(), '40.00', 'what was typed is there')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForSelector('text=“Advice” is saved.')
    const { price, refundRule } = await typeOf('advice')
    assert.deepEqual(
      [price, refundRule],
      [
        { amountMinor: 4000, currency: 'EUR' },
        { percent: 50, untilMinutesBefore: 1440 },
      ],
    )
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('S96: Settings, Payments: a key that is not taken is a fault at its field; off is said on every page', async () => {
    const { page } = await visit(browser, `${host.app}/settings/payments`, { viewport: PHONE })
    await signInOn(page)
    await page.getByLabel('Secret key').fill('sk_test_')
    await page.getByRole('button', { name: 'Save payments' }).click()
    await page.getByText(/^The payment provider does not take this key\. It says: /).waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'payments-key')
    await page.getByLabel('Secret key').fill('')
    await page.getByLabel('Take payments').uncheck()
    await page.getByRole('button', { name: 'Save payments' }).click()
    await page.getByText('Off: customers cannot pay. Test mode: no money moves.').waitFor()
    assert.deepEqual(await barriersIn(page), [])
    assert.ok(await fitsWidth(page))
    const stranger = await visit(browser, `${host.app}/book/demo/advice`, { viewport: PHONE })
    await stranger.page
      .getByText('These appointments are paid for when they are booked, and payments cannot be taken at the moment.')
      .waitFor()
    assert.equal(await stranger.page.getByRole('button', { name: /^\d\d:\d\d$/ }).count(), 0)
    await stranger.page.context().close()
    await page.goto(`${host.app}/book/demo/advice`)
    await page.getByRole('link', { name: 'Configure Payment Providers' }).click()
    await page.getByLabel('Take payments').check()
    await page.getByRole('button', { name: 'Save payments' }).click()
    await page.getByText('Customers can pay. Test mode: no money moves.').waitFor()
    await page.context().close()
  })

  test('on a phone: chosen, sent to pay, a declined card, back and again, paid and booked; then cancelled, and given back', async () => {
    const { page, faults } = await visit(browser, `${host.app}/book/demo/advice`, { viewport: PHONE })
    await page.getByText('€40.00, paid when you book').waitFor()
    await page
      .getByText('If you cancel at least 1 day before it begins, you get €20.00 back; later, nothing.')
      .waitFor()
    assert.deepEqual(await barriersIn(page), [])
    // Late enough that the rule gives something back.
    await page.getByRole('button', { name: 'Later weeks' }).click()
    await choose(page, 'Cara')
    await page.getByText(/^If you cancel by .+, you get €20\.00 back; later, nothing\.$/).waitFor()
    assert.deepEqual(await barriersIn(page), [])
    assert.ok(await fitsWidth(page))
    await page.getByRole('button', { name: 'Pay and book' }).click()
    await page.getByRole('heading', { name: /^Pay / }).waitFor()
    assert.ok(page.url().startsWith(host.local.stripe))
    await payBy(page, '4000 0000 0000 0002')
    await page.getByText('Your card was declined.').waitFor()
    await page.getByRole('link', { name: /^Back to / }).click()
    await page.getByRole('heading', { name: 'Not paid yet' }).waitFor()
    await page.getByText(/^The time is kept for you until \d\d:\d\d\. It is booked once €40\.00 is paid\.$/).waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.reload()
    await page.getByRole('button', { name: 'Pay €40.00' }).click()
    await page.getByRole('heading', { name: /^Pay / }).waitFor()
    // The browser's own way back says the same.
    await page.goBack()
    await page.getByRole('button', { name: 'Pay €40.00' }).click()
    await page.getByRole('heading', { name: /^Pay / }).waitFor()
    await payBy(page, '4242 4242 4242 4242')
    await page.getByRole('heading', { name: 'Your appointment is booked' }).waitFor()
    await page.getByText('If you cancel now, you get €20.00 back.').waitFor()
    await page.getByRole('link', { name: 'Receipt' }).waitFor()
    assert.deepEqual(await barriersIn(page), [])
    assert.ok(await fitsWidth(page))
    await page.getByRole('button', { name: 'Cancel appointment' }).click()
    await page.getByRole('alertdialog').getByText('If you cancel now, you get €20.00 back.').waitFor()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel appointment' }).click()
    await page.getByRole('heading', { name: 'This appointment is cancelled' }).waitFor()
    await page.getByText('€20.00 goes back to you, the way you paid.').waitFor()
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('who gives up is told so, and may book again; a page that cannot be opened is tried again', async () => {
    const fault = (times: number) =>
      fetch(`${host.local.stripe}/_control/faults`, {
        method: 'POST',
        body: JSON.stringify({ method: 'POST', path: '/v1/checkout/sessions', status: 503, times }),
      })
    const { page } = await visit(browser, `${host.app}/book/demo/advice`, { viewport: PHONE })
    await page.getByText('€40.00, paid when you book').waitFor()
    await fault(2)
    await choose(page, 'Dora')
    await page.getByRole('button', { name: 'Pay and book' }).click()
    await page.getByText('The payment page cannot be opened at the moment.').waitFor()
    await page.getByRole('button', { name: 'Pay €40.00' }).click()
    await page.getByRole('heading', { name: /^Pay / }).waitFor()
    await page.goBack()
    await page.getByRole('button', { name: 'Give the time up' }).click()
    await page.getByRole('heading', { name: 'Not paid: nothing is booked' }).waitFor()
    await page.getByRole('link', { name: 'Book another time' }).click()
    await page.getByText('€40.00, paid when you book').waitFor()
    await page.context().close()
  })

  test('from a frame in another site one goes to pay in its place, and comes back to a page of one’s own', async () => {
    const element = `<almanac-booking src="${host.app}/book/demo/advice"></almanac-booking>`
    const site = createServer((_, response) =>
      response
        .setHeader('content-type', 'text/html')
        .end(`<!doctype html>${element}<script async src="${host.app}/embed.js"></script>`),
    )
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    const shop = `http://localhost:${(site.address() as AddressInfo).port}`
    assert.equal((await ada.patch('/api/appointment-types/advice', { embedOn: [shop] })).status, 200)
    const { page, faults } = await visit(browser, `${shop}/`)
    const inside = page.frameLocator('almanac-booking iframe')
    await inside
      .getByRole('button', { name: /^\d\d:\d\d$/ })
      .first()
      .click()
    await inside.getByLabel('Name', { exact: true }).fill('Frida')
    await inside.getByLabel('E-mail', { exact: true }).fill('frida@example.test')
    await inside.getByRole('button', { name: 'Pay and book' }).click()
    await inside.getByText('The payment page opens in place of this one.').waitFor()
    assert.equal(page.url(), `${shop}/`)
    await inside.getByRole('link', { name: 'Pay €40.00' }).click()
    await page.getByRole('heading', { name: /^Pay / }).waitFor()
    await payBy(page, '4242 4242 4242 4242')
    await page.getByText('Your appointment is booked').waitFor()
    assert.ok(page.url().startsWith(`${host.app}/booking/`), page.url())
    assert.deepEqual(faults, [])
    await page.context().close()
    site.close()
  })

  test('the card of a booking says what was paid; whoever cancels it says what goes back', async () => {
    const stranger = new Client(host.app)
    const { body } = await stranger.get(
      `/api/public/demo/advice/slots?from=${new Date().toISOString().slice(0, 10)}&to=${new Date(Date.now() + 4 * 86_400_000).toISOString().slice(0, 10)}&timeZone=UTC`,
    )
    const booked = await stranger.post('/api/public/demo/advice/bookings', {
      startsAt: body.slots[0].startsAt,
      customer: { name: 'Edda', email: 'edda@example.test', timeZone: 'UTC' },
    })
    const { sessions } = (await fetch(`${host.local.stripe}/_control/state`).then((answer) => answer.json())) as {
      sessions: { id: string; url: string | null }[]
    }
    const session = sessions.find(({ url }) => url === booked.body.payUrl)!.id
    await fetch(`${host.local.stripe}/_control/pay`, { method: 'POST', body: JSON.stringify({ session }) })
    const token = booked.body.manageUrl.split('/').at(-1)
    assert.equal((await stranger.post(`/api/public/bookings/${token}/payment`)).body.status, 'confirmed')
    const { page } = await openCalendar(browser, host, {}, `/calendar/event/${booked.body.bookingId}`)
    await page.getByText('€40.00 paid').waitFor()
    await page.getByRole('link', { name: 'Receipt' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('[data-event]').filter({ hasText: 'Edda' }).first().focus()
    await page.keyboard.press('Delete')
    const question = page.getByRole('alertdialog')
    await question.getByLabel('All of it: €40.00').check()
    assert.deepEqual(await barriersIn(page), [])
    await question.getByRole('button', { name: 'Cancel booking' }).click()
    await page.waitForSelector('text=is cancelled')
    const view = (await stranger.get(`/api/public/bookings/${token}`)).body
    assert.deepEqual([view.status, view.payment.refund.amountMinor], ['cancelled', 4000])
    await page.context().close()
  })
})
