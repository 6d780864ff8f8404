import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { advanceClock, atRest, type Client, mails, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { DESKTOP, PHONE, seriousBarriersIn, visit } from '../support/visitor.ts'
import { untilAsMany } from '../support/waiting.ts'

describe('the booking page, in a real browser', () => {
  let host: RunningHost
  let browser: Browser
  let ada: Client
  beforeAll(async () => {
    host = await startHost()
    browser = await openBrowser()
    ada = await signIn(host)
    // From a whole day on: late in the day there are few times left of today, and soon too soon.
    const from = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
    const changed = await ada.patch('/api/appointment-types/call', { dates: { from } })
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
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
      // Both ways go on from here: the page as it stands, and its address opened anew.
      if (name === 'a desktop') await page.reload()
      const before = await page.locator('dd strong').innerText()
      await page.getByRole('button', { name: 'Move', exact: true }).click()
      await page.waitForSelector('h1:has-text("Move “Intro call”")')
      assert.equal(await page.locator('dd').first().innerText(), before)
      await page.locator('[data-starts-at]').first().click()
      await page.click('text=/^Move to/')
      await page.waitForSelector('text=The appointment was moved.')
      await atRest(host)
      assert.notEqual(await page.locator('dd strong').innerText(), before)
      await page.click('text=Cancel appointment')
      await page.getByLabel('Why? Your host reads it (optional)').fill('The train is late.')
      await page.locator('[role=alertdialog] >> text=Cancel appointment').click()
      await page.waitForSelector('text=This appointment is cancelled')
      await page.getByText('Your reason: The train is late.').waitFor()
      await atRest(host)
      assert.deepEqual(
        (await mails(host, email)).map(({ subject }) => subject.split(':')[0]),
        ['Booked', 'Moved', 'Cancelled'],
      )
      assert.deepEqual(faults, [])
      await page.context().close()
    })

  const bookedBy = (startsAt: string | null, name: string) =>
    ada.post('/api/public/demo/call/bookings', {
      startsAt,
      customer: { name, email: `${name.toLowerCase()}@example.test`, timeZone: 'UTC' },
    })

  test('a time that went while one looked is said at once; one that went after it was no longer kept keeps what was typed', async () => {
    const { page } = await open(host.local.booking!)
    const slot = page.locator('[data-starts-at]').last()
    assert.equal((await bookedBy(await slot.getAttribute('data-starts-at'), 'First')).status, 201)
    await slot.click()
    await page.waitForSelector('.alternatives button')
    await page.fill('#name', 'Late')
    await page.fill('#email', 'late@example.test')
    await page.locator('.alternatives button').first().click()
    await page.waitForSelector('[role=timer]')
    assert.equal(await page.inputValue('#name'), 'Late')
    const startsAt = new URL(page.url()).searchParams.get('at')
    assert.equal((await bookedBy(startsAt, 'Second')).status, 409, 'it is kept')
    await advanceClock(host, 11 * 60_000)
    const third = await bookedBy(startsAt, 'Third')
    assert.equal(third.status, 201, JSON.stringify(third.body))
    await page.click('text=Book this time')
    await page.waitForSelector('.alternatives button')
    assert.equal(await page.inputValue('#name'), 'Late')
    await page.locator('.alternatives button').last().click()
    await page.click('text=Book this time')
    await page.waitForSelector('text=Your appointment is booked')
    await page.context().close()
  })

  test('from a member’s page one books with that member, also where one of several serves', async () => {
    const { members } = (await ada.get('/api/members')).body
    const idOf = (name: string) => members.find((one: { name: string }) => one.name === name).id
    const hosts = ['Linus Rao', 'Grace Okafor'].map(idOf)
    const made = await ada.post('/api/appointment-types', {
      slug: 'either',
      title: 'Either of us',
      hosts,
      noticeMinutes: 0,
    })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const grace = await signIn(host, 'grace@demo.test')
    await grace.patch('/api/me', { pageWord: 'grace', pageIntroduction: 'Come in.' })
    const { page, faults } = await open(`${host.app}/book/demo/@grace`, { viewport: PHONE })
    await page.getByRole('heading', { name: 'Grace Okafor' }).waitFor()
    await page.getByText('Come in.').waitFor()
    assert.deepEqual(await seriousBarriersIn(page), [])
    await page.getByRole('link', { name: 'Either of us' }).click()
    await page.locator('[data-starts-at]').first().click()
    await page.fill('#name', 'Gil')
    await page.fill('#email', 'gil@example.test')
    await page.click('text=Book this time')
    await page.waitForSelector('text=Your appointment is booked')
    const token = new URL(page.url()).pathname.split('/').at(-1)
    const { hosts: served } = (await ada.get(`/api/public/bookings/${token}`)).body
    assert.deepEqual(
      served.map(({ id }: { id: string }) => id),
      [idOf('Grace Okafor')],
    )
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('on a full day one asks to be told, and the link of the mail opens what is held for them', async () => {
    const now = Date.parse((await ada.post('/local/clock', { advanceMs: 0 })).body.now)
    const startsAt = `${new Date(now + 5 * 86_400_000).toISOString().slice(0, 10)}T19:00:00.000Z`
    const made = await ada.post('/api/appointment-types', {
      slug: 'waited',
      title: 'Massage',
      hosts: [(await ada.get('/api/me')).body.id],
      ranges: [{ startsAt, endsAt: startsAt.replace('19:00', '19:30') }],
      noticeMinutes: 0,
      waitlistMinutes: 120,
    })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const customer = { name: 'Owner', email: 'owner@example.test', timeZone: 'UTC' }
    const booked = await ada.post('/api/public/demo/waited/bookings', { startsAt, customer })
    assert.equal(booked.status, 201, JSON.stringify(booked.body))
    const address = `${host.app}/book/demo/waited`
    const { page, faults } = await open(address, { viewport: PHONE })
    await page.getByRole('button', { name: 'Tell me when something becomes free' }).click()
    await page.getByRole('button', { name: 'Put me on the waitlist' }).click()
    assert.equal(await page.locator('[aria-invalid="true"]').count(), 2)
    await page.getByLabel('Name', { exact: true }).fill('Wanda Waits')
    await page.getByLabel('E-mail', { exact: true }).fill('wanda@example.test')
    assert.deepEqual(await seriousBarriersIn(page), [])
    await page.getByRole('button', { name: 'Put me on the waitlist' }).click()
    await page.getByText(/You are on the waitlist for .* wanda@example\.test/).waitFor()
    await page.context().close()
    assert.equal(
      (await ada.delete(`/api/public/bookings/${booked.body.manageUrl.split('/').at(-1)}`)).status,
      200,
      'it is cancelled',
    )
    await untilAsMany('the offer comes', async () => (await mails(host, 'wanda@example.test')).length, 1)
    const [mail] = await mails(host, 'wanda@example.test')
    const link = /Book it:\n(\S+)/.exec(mail!.text)![1]!
    const offered = await open(link, { viewport: DESKTOP })
    await offered.page.getByRole('timer').waitFor()
    assert.match(await offered.page.getByRole('timer').innerText(), /^This time is kept for you: \d:\d\d:\d\d$/)
    assert.equal(await offered.page.inputValue('#name'), 'Wanda Waits')
    // Whoever looks around comes back to what is held for them.
    await offered.page.getByRole('button', { name: 'Choose another time' }).click()
    await offered.page.goto(link)
    await offered.page.getByRole('button', { name: 'Book this time' }).click()
    await offered.page.getByText('Your appointment is booked').waitFor()
    assert.deepEqual([faults, offered.faults], [[], []])
    await offered.page.context().close()
  })

  test('whoever has a booking is told of an earlier time, and takes it by one press', async () => {
    const now = Date.parse((await ada.post('/local/clock', { advanceMs: 0 })).body.now)
    const day = new Date(now + 6 * 86_400_000).toISOString().slice(0, 10)
    const at = (time: string) => `${day}T${time}:00.000Z`
    const made = await ada.post('/api/appointment-types', {
      slug: 'sooner',
      title: 'Massage',
      hosts: [(await ada.get('/api/me')).body.id],
      ranges: [{ startsAt: at('19:00'), endsAt: at('20:00') }],
      noticeMinutes: 0,
      waitlistMinutes: 120,
    })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const [early, late] = await Promise.all(
      ['19:00', '19:30'].map(async (time, i) => {
        const customer = { name: `Sol ${i}`, email: `sol${i}@example.test`, timeZone: 'UTC', locale: 'de' }
        const { body } = await ada.post('/api/public/demo/sooner/bookings', { startsAt: at(time), customer })
        return body.manageUrl as string
      }),
    )
    const { page, faults } = await open(late!, { viewport: PHONE })
    await page.getByRole('button', { name: 'Tell me of an earlier time' }).click()
    await page.getByText(/it is held for you for a while and you get a mail at sol1@example\.test/).waitFor()
    await page.getByRole('button', { name: 'Leave the waitlist' }).click()
    await page.getByRole('button', { name: 'Tell me of an earlier time' }).click()
    await page.getByRole('button', { name: 'Leave the waitlist' }).waitFor()
    assert.deepEqual(await seriousBarriersIn(page), [])
    assert.equal((await ada.delete(`/api/public/bookings/${early!.split('/').at(-1)}`)).status, 200)
    await untilAsMany('the offer comes', async () => (await mails(host, 'sol1@example.test')).length, 2)
    const [, offer] = await mails(host, 'sol1@example.test')
    assert.match(offer!.subject, /^Ein früherer Termin ist frei: Massage/)
    await page.goto(/Früheren Termin ansehen:\n(\S+)/.exec(offer!.text)![1]!)
    await page.getByText('An earlier time is held for you until').waitFor()
    assert.deepEqual(await seriousBarriersIn(page), [])
    await page.getByRole('button', { name: 'Move my booking there' }).click()
    await page.getByText('The appointment was moved.').waitFor()
    assert.equal((await ada.get(`/api/public/bookings/${late!.split('/').at(-1)}`)).body.startsAt, at('19:00'))
    // Where one is free already it is shown instead.
    const again = await ada.post('/api/public/demo/sooner/bookings', {
      startsAt: at('19:30'),
      customer: { name: 'Tia', email: 'tia@example.test', timeZone: 'UTC' },
    })
    assert.equal((await ada.delete(`/api/public/bookings/${late!.split('/').at(-1)}`)).status, 200)
    await page.goto(again.body.manageUrl)
    await page.getByRole('button', { name: 'Tell me of an earlier time' }).click()
    await page.getByText('An earlier time is free already').waitFor()
    await page.locator(`[data-starts-at="${at('19:00')}"]`).waitFor()
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('one time is kept for one visitor: a reload keeps it and what was typed, Back gives it back', async () => {
    const { page } = await open(host.local.booking!)
    const startsAt = (await page.locator('[data-starts-at]').nth(1).getAttribute('data-starts-at'))!
    const date = startsAt.slice(0, 10)
    const isOffered = async () =>
      (await ada.get(`/api/public/demo/call/slots?from=${date}&to=${date}&timeZone=UTC`)).body.slots.some(
        (one: { startsAt: string }) => one.startsAt === startsAt,
      )
    await page.locator('[data-starts-at]').nth(1).click()
    await page.waitForSelector('[role=timer]')
    assert.equal(await isOffered(), false)
    await page.fill('#name', 'Noor Haddad')
    let holds = 0
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/holds')) holds++
    })
    await page.reload()
    await page.waitForSelector('[role=timer]')
    assert.deepEqual([await page.inputValue('#name'), holds], ['Noor Haddad', 0])
    await page.goBack()
    await page.waitForSelector('[data-starts-at]')
    await untilAsMany('the time is free again', async () => Number(await isOffered()), 1)
    assert.equal(new URL(page.url()).searchParams.get('at'), null)
    await page.goForward()
    await page.waitForSelector('[role=timer]')
    assert.equal(await page.inputValue('#name'), 'Noor Haddad')
    // Another tab of the same visitor: what it chooses is kept, and the first is given back.
    const other = await page.context().newPage()
    await other.goto(host.local.booking!)
    await other.locator('[data-starts-at]').last().click()
    await other.waitForSelector('[role=timer]')
    await page.waitForSelector('text=The time is no longer kept for you.')
    await untilAsMany('the time is free again', async () => Number(await isOffered()), 1)
    await other.getByRole('button', { name: 'Choose another time' }).click()
    await other.close()
    await page.getByRole('button', { name: 'Choose another time' }).click()
    await page.waitForSelector('[data-starts-at]')
    await page.context().close()
  })

  test('the next free time is found wherever it is; where there is none it says until when', async () => {
    const { id } = (await ada.get('/api/me')).body
    const ahead = new Date(Date.now() + 130 * 86_400_000).toISOString().slice(0, 10)
    const far = { slug: 'far', title: 'Far', hosts: [id], horizonDays: 200 }
    await ada.post('/api/appointment-types', {
      ...far,
      ranges: [{ startsAt: `${ahead}T18:00:00Z`, endsAt: `${ahead}T20:00:00Z` }],
    })
    const { page } = await open(`${host.app}/book/demo/far`, { viewport: PHONE, timezoneId: 'Europe/Berlin' })
    await page.waitForSelector('[data-starts-at]')
    assert.equal((await page.locator('[data-starts-at]').first().getAttribute('data-starts-at'))!.slice(0, 10), ahead)
    const { y } = (await page.locator('[data-starts-at]').first().boundingBox())!
    assert.ok(y < 700, `the first time stands at ${y}`)
    await ada.patch('/api/appointment-types/far', { horizonDays: 100 })
    await page.reload()
    await page.waitForSelector('text=/^There are no free times until/')
    await page.context().close()
  })

  test('what a step shows is what it sends: a length is chosen before the time, and is booked', async () => {
    const { id } = (await ada.get('/api/me')).body
    await ada.post('/api/appointment-types', {
      ...{ slug: 'long', title: 'Long', hosts: [id], durationsMinutes: [30, 90], stepMinutes: 30 },
    })
    const { page } = await open(`${host.app}/book/demo/long`, { timezoneId: 'Europe/Berlin' })
    await page.getByRole('button', { name: '90 minutes' }).click()
    await page.waitForSelector('[aria-busy="false"] [data-starts-at]')
    await page.locator('[data-starts-at]').first().click()
    assert.equal(await page.getByRole('button', { name: '30 minutes' }).count(), 0)
    await page.waitForSelector('li:has-text("90 minutes")')
    const at = Date.parse(new URL(page.url()).searchParams.get('at')!)
    await page.fill('#name', 'Noor')
    await page.fill('#email', 'long@example.test')
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/bookings')),
      page.click('text=Book this time'),
    ])
    const booking = await answer.json()
    assert.deepEqual([Date.parse(booking.startsAt), Date.parse(booking.endsAt)], [at, at + 90 * 60_000])
    await page.waitForSelector('text=Your appointment is booked')
    await page.context().close()
  })

  test('by keys: few Tabs to the first time, arrows walk the days, and the way back is the browser’s', async () => {
    const { page } = await open(host.local.booking!, { timezoneId: 'Europe/Berlin' })
    await page.waitForSelector('[aria-busy="false"] [data-starts-at]')
    let tabs = 0
    for (; tabs < 20; tabs++) {
      await page.keyboard.press('Tab')
      if (await page.evaluate(() => document.activeElement?.hasAttribute('data-starts-at'))) break
    }
    assert.ok(tabs < 8, `${tabs} Tabs`)
    await page.locator('[data-date][tabindex="0"]').focus()
    const day = await page.evaluate(() => document.activeElement?.getAttribute('data-date'))
    await page.keyboard.press('ArrowDown')
    await page.waitForFunction((before) => document.activeElement?.getAttribute('data-date') !== before, day)
    const next = await page.evaluate(() => document.activeElement?.getAttribute('data-date'))
    assert.equal(Date.parse(next!) - Date.parse(day!), 7 * 86_400_000)
    const begin = await page.locator('[data-date]').first().getAttribute('data-date')
    await page.keyboard.press('PageDown')
    await page.waitForFunction((before) => {
      const first = document.querySelector('[data-date]')?.getAttribute('data-date')
      const focused = document.activeElement?.getAttribute('data-date')
      return first! > before! && focused! >= first!
    }, begin)
    await page.getByRole('button', { name: 'Earlier weeks' }).click()
    await page.waitForSelector('[aria-busy="false"] [data-starts-at]')
    await page.locator('[data-starts-at]').first().focus()
    await page.keyboard.press('Enter')
    await page.waitForSelector('#name')
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Your details')
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
      await page.locator('#name-fault', { hasText: seen.missing }).waitFor()
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
