import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { atRest, type Client, mails, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { DESKTOP, PHONE, seriousBarriersIn, visit } from '../support/visitor.ts'

describe('the booking page, in a real browser', () => {
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

  const open = (address: string, options?: BrowserContextOptions) => visit(browser, address, options)

  for (const [name, viewport] of [
    ['a phone', PHONE],
    ['a desktop', DESKTOP],
  ] as const)
    test(`a customer books on ${name}, sees both clocks, moves and cancels`, async () => {
      const { page, faults } = await open(host.local.booking!, {
        viewport,
        colorScheme: name === 'a phone' ? 'dark' : 'light',
      })
      await page.waitForSelector('[data-starts-at]')
      assert.deepEqual(await seriousBarriersIn(page), [])
      assert.ok(
        await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
        'the page is wider than the screen',
      )
      await page.locator('[data-starts-at]').last().click()
      await page.click('text=Book this time')
      assert.equal(await page.locator('[aria-invalid="true"]').count(), 2)
      const email = `${name.replace(' ', '-')}@example.test`
      await page.fill('#name', 'Noor Haddad')
      await page.fill('#email', email)
      assert.deepEqual(await seriousBarriersIn(page), [])
      await page.click('text=Book this time')
      await page.waitForSelector('text=Your appointment is booked')
      assert.match(await page.locator('dl').innerText(), /America\/New York[\s\S]*Europe\/Berlin/)
      await atRest(host)
      await page.reload()
      await page.click('text=Move')
      const before = await page.locator('dd strong').innerText()
      await page.locator('[data-starts-at]').first().click()
      await page.click('text=/^Move to/')
      await page.waitForSelector('text=The appointment was moved.')
      await atRest(host)
      assert.notEqual(await page.locator('dd strong').innerText(), before)
      await page.click('text=Cancel appointment')
      await page.locator('[role=alertdialog] >> text=Cancel appointment').click()
      await page.waitForSelector('text=This appointment is cancelled')
      await atRest(host)
      assert.deepEqual(
        (await mails(host, email)).map(({ subject }) => subject.split(':')[0]),
        ['Booked', 'Moved', 'Cancelled'],
      )
      assert.deepEqual(faults, [])
      await page.context().close()
    })

  test('a lost race keeps what was typed and offers the nearest times', async () => {
    const { page } = await open(host.local.booking!)
    const slot = page.locator('[data-starts-at]').last()
    const startsAt = await slot.getAttribute('data-starts-at')
    await slot.click()
    await page.fill('#name', 'Late')
    await page.fill('#email', 'late@example.test')
    await ada.post('/api/public/demo/call/bookings', {
      startsAt,
      customer: { name: 'First', email: 'first@example.test', timeZone: 'UTC' },
    })
    await page.click('text=Book this time')
    await page.waitForSelector('.alternatives button')
    assert.equal(await page.inputValue('#name'), 'Late')
    await page.locator('.alternatives button').first().click()
    await page.click('text=Book this time')
    await page.waitForSelector('text=Your appointment is booked')
    await page.context().close()
  })

  for (const [locale, timezoneId, seen] of [
    [
      'de-AT',
      'Europe/Vienna',
      {
        book: 'Diesen Termin buchen',
        booked: 'Ihr Termin ist gebucht',
        missing: 'Bitte ausfüllen.',
        mail: 'Gebucht: Intro call mit Ada Hartmann',
      },
    ],
    [
      'ar',
      'Africa/Cairo',
      {
        book: 'احجز هذا الموعد',
        booked: 'تم حجز موعدك',
        missing: 'يرجى ملء هذا الحقل.',
        mail: 'تم الحجز: Intro call مع Ada Hartmann',
      },
    ],
  ] as const)
    test(`a customer whose browser speaks ${locale} reads page and mail in it`, async () => {
      const { page, faults } = await open(host.local.booking!, { locale, timezoneId, viewport: PHONE })
      await page.waitForSelector('[data-starts-at]')
      assert.equal(await page.evaluate(() => document.documentElement.lang), locale.slice(0, 2))
      assert.equal(await page.evaluate(() => document.documentElement.dir), locale === 'ar' ? 'rtl' : 'ltr')
      assert.ok(
        await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
        'the page is wider than the screen',
      )
      await page.locator('[data-starts-at]').last().click()
      await page.click(`text=${seen.book}`)
      assert.equal(await page.locator('#name-fault').innerText(), seen.missing)
      const email = `${locale.toLowerCase()}@example.test`
      await page.fill('#name', 'Noor')
      await page.fill('#email', email)
      assert.deepEqual(await seriousBarriersIn(page), [])
      await page.click(`text=${seen.book}`)
      await page.waitForSelector(`text=${seen.booked}`)
      await atRest(host)
      const [mail] = await mails(host, email)
      assert.ok(mail!.subject.startsWith(seen.mail), mail!.subject)
      assert.match(
        mail!.html,
        new RegExp(`<html lang="${locale.slice(0, 2)}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">`),
      )
      assert.deepEqual(faults, [])
      await page.context().close()
    })

  test('a language that is asked for in the address stays through booking and reload', async () => {
    const { page } = await open(`${host.local.booking!}?language=es`, { locale: 'de-DE', timezoneId: 'Europe/Madrid' })
    await page.locator('[data-starts-at]').last().click()
    await page.fill('#name', 'Inés')
    await page.fill('#email', 'ines@example.test')
    await page.click('text=Reservar esta hora')
    await page.waitForSelector('text=Su cita está reservada')
    await page.reload()
    await page.click('text=Mover')
    await page.waitForSelector('[data-starts-at]')
    assert.equal(new URL(page.url()).searchParams.get('language'), 'es')
    await page.context().close()
  })

  test('what the API refuses is said in the page’s language', async () => {
    const { page } = await open(host.local.booking!, { locale: 'fr-FR', timezoneId: 'Europe/Paris' })
    await page.locator('[data-starts-at]').last().click()
    await page.fill('#name', 'Luc')
    await page.fill('#email', 'luc@example.test')
    await page.fill('#guests', 'not-an-address')
    await page.click('text=Réserver cet horaire')
    await page.waitForSelector('text=Indiquez une adresse comme ann@example.com.')
    await page.fill('#guests', '')
    // The booking is made, its answer is lost: nobody may say that nothing was sent.
    await page.route('**/bookings', async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    })
    await page.click('text=Réserver cet horaire')
    await page.waitForSelector('text=On ne sait pas si c’est arrivé')
    await page.unroute('**/bookings')
    // Asked again under the same key, it is the same booking.
    await page.click('text=Réserver cet horaire')
    await page.waitForSelector('text=Votre rendez-vous est réservé')
    await atRest(host)
    assert.equal((await mails(host, 'luc@example.test')).length, 1)
    await page.goto(`${host.app}/booking/nonsense`)
    await page.waitForSelector('text=Cette page n’existe pas, ou son lien a expiré.')
    await page.context().close()
  })
})
