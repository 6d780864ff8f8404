import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { atRest, type Client, mails, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { DESKTOP, openCalendar, PHONE, seriousBarriersIn, visit } from '../support/visitor.ts'
import { untilAsMany } from '../support/waiting.ts'

describe('in a real browser', () => {
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
  const calendar = (options?: BrowserContextOptions) => openCalendar(browser, host, options)

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

  /** An event of next week, by the API, at a wall time of Berlin (winter). */
  const monday = () => {
    const now = Date.now()
    return new Date(now + ((8 - new Date(now).getUTCDay()) % 7 || 7) * 86_400_000).toISOString().slice(0, 10)
  }
  const make = async (title: string, time: string, hours = 1) => {
    const startsAt = new Date(`${monday()}T${time}:00+01:00`)
    const made = await ada.post('/api/events', {
      title,
      startsAt: startsAt.toISOString(),
      endsAt: new Date(startsAt.getTime() + hours * 3_600_000).toISOString(),
      timeZone: 'Europe/Berlin',
    })
    return made.body
  }
  const timesOf = async (id: string) => {
    const { body } = await ada.get(`/api/events/${id}`)
    return [body.startsAt, body.endsAt]
  }
  /** Until the change has been saved: the version says so. */
  const saved = (id: string, version: number) =>
    untilAsMany(
      `version ${version} of the event`,
      async () => (await ada.get(`/api/events/${id}`)).body.version,
      version,
    )
  const shift = (instant: string, minutes: number) => new Date(Date.parse(instant) + minutes * 60_000).toISOString()
  const nextWeek = async (page: Page) => {
    await page.click('[aria-label="Later"]')
    await page.waitForFunction(
      (first) => document.querySelector('.grid')?.getAttribute('data-first') === first,
      monday(),
    )
    await page.waitForSelector('main[aria-busy="false"]')
    await page.waitForTimeout(150)
  }

  test('an event is dragged to another day and resized at both ends; undo brings it back', async () => {
    const event = await make('Dragged', '13:00')
    const { page, faults } = await calendar()
    await nextWeek(page)
    const box = async () => {
      // The grid draws its events anew after each load.
      await page.waitForSelector('main[aria-busy="false"]')
      for (let tries = 0; tries < 40; tries++) {
        await page.waitForTimeout(60)
        const found = await page.locator(`[data-key="${event.id}|"]`).boundingBox()
        if (found) return found
      }
      return assert.fail('the event is not on the grid')
    }
    await page.locator(`[data-key="${event.id}|"]`).scrollIntoViewIfNeeded()
    const drag = async (fromX: number, fromY: number, toX: number, toY: number) => {
      await page.mouse.move(fromX, fromY)
      await page.mouse.down()
      await page.mouse.move((fromX + toX) / 2, (fromY + toY) / 2, { steps: 4 })
      await page.mouse.move(toX, toY, { steps: 6 })
      await page.mouse.up()
    }
    const at = await box()
    const middle = { x: at.x + at.width / 2, y: at.y + at.height / 2 }
    await drag(middle.x, middle.y, middle.x + at.width * 1.02, middle.y)
    await page.waitForSelector('text=“Dragged” is changed.')
    assert.deepEqual(await timesOf(event.id), [shift(event.startsAt, 1440), shift(event.endsAt, 1440)])
    await page.click('text=Undo')
    await page.waitForSelector('text=Undone.')
    assert.deepEqual(await timesOf(event.id), [event.startsAt, event.endsAt])
    const hour = at.height
    const again = await box()
    const version = (await ada.get(`/api/events/${event.id}`)).body.version
    await drag(
      again.x + again.width / 2,
      again.y + again.height - 2,
      again.x + again.width / 2,
      again.y + again.height - 2 + hour,
    )
    await saved(event.id, version + 1)
    assert.deepEqual(await timesOf(event.id), [event.startsAt, shift(event.endsAt, 60)])
    await page.waitForTimeout(300)
    const tall = await box()
    await drag(tall.x + tall.width / 2, tall.y + 2, tall.x + tall.width / 2, tall.y + 2 - hour)
    await saved(event.id, version + 2)
    assert.deepEqual(await timesOf(event.id), [shift(event.startsAt, -60), shift(event.endsAt, 60)])
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('the same by keyboard, with the keys in a dialog', async () => {
    const event = await make('Typed', '10:00')
    const { page } = await calendar()
    await nextWeek(page)
    const focused = async (keys: string, version: number) => {
      await page.locator(`[data-key="${event.id}|"]`).focus()
      await page.keyboard.press(keys)
      await saved(event.id, version)
    }
    await focused('Alt+ArrowDown', 2)
    assert.deepEqual(await timesOf(event.id), [shift(event.startsAt, 15), shift(event.endsAt, 15)])
    await focused('Alt+ArrowRight', 3)
    await focused('Shift+ArrowDown', 4)
    await focused('Shift+Alt+ArrowUp', 5)
    assert.deepEqual(await timesOf(event.id), [shift(event.startsAt, 1440), shift(event.endsAt, 1470)])
    await page.keyboard.press('?')
    await page.waitForSelector('dialog >> text=Move by a day')
    await page.keyboard.press('Escape')
    await page.keyboard.press('n')
    await page.fill('#title', 'By keys')
    await page.keyboard.press('Enter')
    await page.waitForSelector('text=“By keys” is in the calendar.')
    await page.context().close()
  })

  test('a refused move goes back and says why', async () => {
    const { page } = await calendar()
    const { body } = await ada.get(`/api/public/demo/call/slots?from=${monday()}&to=${monday()}&timeZone=Europe/Berlin`)
    const early = body.slots[0].startsAt
    const booked = await ada.post('/api/public/demo/call/bookings', {
      startsAt: early,
      customer: { name: 'Fixed', email: 'fixed@example.test', timeZone: 'UTC' },
    })
    await ada.post('/api/events', { title: 'Wall', startsAt: shift(early, 30), endsAt: shift(early, 60) })
    await nextWeek(page)
    const key = `[data-key="${booked.body.bookingId}|"]`
    await page.waitForSelector(key)
    await page.locator(key).focus()
    await page.keyboard.press('Alt+ArrowDown')
    await page.waitForSelector('text=Something else stands there already.')
    assert.equal((await ada.get(`/api/events/${booked.body.bookingId}`)).body.startsAt, new Date(early).toISOString())
    await page.context().close()
  })

  test('the night when clocks change, overlaps and the all-day row are drawn right', async () => {
    const over = await ada.post('/api/events', {
      title: 'Over the gap',
      startsAt: '2027-03-28T00:30:00Z',
      endsAt: '2027-03-28T02:30:00Z',
      timeZone: 'Europe/Berlin',
    })
    await ada.post('/api/events', {
      title: 'Beside',
      startsAt: '2027-03-28T01:30:00Z',
      endsAt: '2027-03-28T03:00:00Z',
      timeZone: 'Europe/Berlin',
    })
    await ada.post('/api/events', { title: 'Whole days', startDate: '2027-03-27', endDate: '2027-03-29' })
    const { page } = await calendar()
    const first = '2027-03-22'
    for (let weeks = 0; weeks < 40 && (await page.getAttribute('.grid', 'data-first')) !== first; weeks++) {
      await page.click('[aria-label="Later"]')
      await page.waitForTimeout(40)
    }
    await page.waitForSelector('main[aria-busy="false"]')
    const key = `[data-key="${over.body.id}|"]`
    await page.waitForSelector(key)
    // Two hours of time are three on the wall clock: 01:30 to 04:30.
    assert.match((await page.getAttribute(key, 'aria-label')) ?? '', /Sunday.* 01:30 to 04:30/)
    const boxes = await Promise.all(
      ['Over the gap', 'Beside'].map((title) => page.locator(`.ec-event[aria-label^="${title}"]`).boundingBox()),
    )
    const [a, b] = boxes as { x: number; width: number }[]
    assert.ok(a!.x + a!.width <= b!.x + 1 || b!.x + b!.width <= a!.x + 1, 'overlapping events lie beside each other')
    const whole = (await page.locator('.ec-event[aria-label^="Whole days"]').first().boundingBox())!
    assert.ok(whole.width > a!.width + b!.width, 'an event of two days is drawn over both')
    await page.locator(key).focus()
    await page.keyboard.press('Alt+ArrowDown')
    await saved(over.body.id, 2)
    // A quarter of an hour on the wall clock, the length in time kept.
    assert.deepEqual(await timesOf(over.body.id), ['2027-03-28T00:45:00.000Z', '2027-03-28T02:45:00.000Z'])
    await page.context().close()
  })

  test('the calendar has no serious barriers and works at 390 px: list, day, new event', async () => {
    const desktop = await calendar()
    assert.deepEqual(await seriousBarriersIn(desktop.page), [])
    await desktop.page.context().close()
    const { page, faults } = await calendar({ viewport: PHONE, hasTouch: true })
    await page.waitForSelector('.ec-list')
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
    await page.click('.thumb [aria-label="New event"]')
    await page.fill('#title', 'From the phone')
    await page.click('text=Add to calendar')
    await page.waitForSelector('text=“From the phone” is in the calendar.')
    await page.selectOption('[aria-label="View"]', 'timeGridDay')
    await page.waitForSelector('.ec-time-grid')
    assert.deepEqual(faults, [])
    await page.context().close()
  })
})
