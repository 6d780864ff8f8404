import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Frame, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { type Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { awake, barriersIn, PHONE, signInOn, visit } from '../support/visitor.ts'
import { until } from '../support/waiting.ts'

/** What would end the element that it stands in, were it written as it is. */
const NASTY = `</script><script>alert(1)</script><img src=x onerror=alert(2)> & "it's" $&`
const ZONE = 'Europe/Berlin'

describe('pages of the booking desk, drawn by the door', () => {
  let host: RunningHost
  let browser: Browser
  let ada: Client
  let site: Server
  /** Another site, at another name of this machine: to a browser it is a stranger. */
  let shop = ''
  /** What that site shows, as HTML. */
  let shown = ''
  beforeAll(async () => {
    host = await startHost()
    browser = await openBrowser()
    ada = await signIn(host)
    const { members } = (await ada.get('/api/members')).body
    site = createServer((_, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(shown))
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    shop = `http://localhost:${(site.address() as AddressInfo).port}`
    for (const type of [
      { slug: 'nasty', title: NASTY, description: `${NASTY} ${'\u2028'}` },
      { slug: 'sold', title: 'Sold', embedOn: [shop, 'https://*.shop.example'] },
      { slug: 'hidden', title: 'Hidden', access: 'link', embedOn: [shop] },
      { slug: 'mine', title: 'Mine' },
      { slug: 'long', title: 'Long', durationsMinutes: [30, 90], stepMinutes: 30, seats: 4 },
      { slug: 'draft', title: 'Draft', state: 'draft', embedOn: [shop] },
      { slug: 'who', title: 'Who', choose: 'whoThenTime', hosts: [members[0].id, members[1].id] },
    ]) {
      const made = await ada.post('/api/appointment-types', { hosts: [members[0].id], ...type, noticeMinutes: 0 })
      assert.equal(made.status, 201, JSON.stringify(made.body))
    }
  })
  afterAll(async () => {
    await browser.close()
    site.close()
    await host.stop()
  })

  /** A document as it comes: nothing of it has run. */
  async function documentAt(path: string, headers: Record<string, string> = {}) {
    const response = await fetch(`${host.app}${path}`, { headers })
    const html = await response.text()
    return { status: response.status, html, header: (name: string) => response.headers.get(name) }
  }
  const guardsOf = async (path: string) => {
    const { header } = await documentAt(path)
    const policy = header('content-security-policy') ?? ''
    const directive = (name: string) => new RegExp(`(?:^|; )${name} ([^;]*)`).exec(policy)?.[1]
    return {
      ancestors: directive('frame-ancestors'),
      scripts: directive('script-src'),
      forms: directive('form-action'),
      frame: header('x-frame-options'),
      caching: header('cache-control'),
      referrer: header('referrer-policy'),
    }
  }
  async function booked(slug = 'call'): Promise<{ token: string; startsAt: string }> {
    const date = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)
    const { slots } = (await ada.get(`/api/public/demo/${slug}/slots?from=${date(3)}&to=${date(9)}&timeZone=UTC`)).body
    const { startsAt } = slots.at(-1)
    const customer = { name: 'Noor Haddad', email: 'noor@example.test', timeZone: 'America/New_York' }
    const made = await ada.post(`/api/public/demo/${slug}/bookings`, { startsAt, customer })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    return { token: made.body.manageUrl.split('/').at(-1), startsAt }
  }

  test('the first answer has type and times, in the language and the zone of whoever asks, and changes nothing', async () => {
    const before = (await ada.get('/api/bookings')).body
    const { status, html } = await documentAt('/book/demo/call', {
      'accept-language': 'de-AT,de;q=0.9',
      cookie: 'almanac_zone=Asia%2FKathmandu; almanac_hours=12',
    })
    assert.equal(status, 200)
    assert.match(html, /<html lang="de" dir="ltr">/)
    assert.match(html, /<title>Intro call – Demo Company<\/title>/)
    const times = Array.from(html.matchAll(/data-starts-at="([^"]+)"[^>]*>(.*?)<(?:svg|\/a)/g), ([, at, words]) => [
      at,
      words,
    ])
    assert.ok(times.length > 0)
    for (const [at, words] of times) {
      const style = { timeZone: 'Asia/Kathmandu', hour: 'numeric', minute: '2-digit', hourCycle: 'h12' } as const
      assert.equal(
        words?.replace(/<!--.*?-->/g, '').trim(),
        new Intl.DateTimeFormat('de-AT', style).format(new Date(at!)),
      )
    }
    assert.match(html, /<option value="Asia\/Kathmandu" selected/)
    for (const path of ['/book/demo/call?lang=fr', '/book/demo/call?language=FR'])
      assert.match((await documentAt(path, { 'accept-language': 'de' })).html, /<html lang="fr"/)
    // A frame of another site says its visitor's zone in the address; what is no zone is nobody's.
    assert.match((await documentAt('/book/demo/call?zone=Asia/Tokyo')).html, /<option value="Asia\/Tokyo" selected/)
    assert.equal((await documentAt('/book/demo/call?zone=Nowhere/Land')).status, 200)
    assert.deepEqual((await ada.get('/api/bookings')).body, before)
  })

  test('it comes packed where the browser unpacks, and HEAD says the same without it', async () => {
    const head = await fetch(`${host.app}/book/demo/call`, { method: 'HEAD' })
    assert.deepEqual([head.status, await head.text()], [200, ''])
    assert.match(head.headers.get('content-type') ?? '', /^text\/html/)
    assert.equal(
      (await documentAt('/book/demo/call', { 'accept-encoding': 'gzip' })).header('content-encoding'),
      'gzip',
    )
    assert.equal(
      (await documentAt('/book/demo/call', { 'accept-encoding': 'identity' })).header('content-encoding'),
      null,
    )
  })

  test('what is not there for a stranger is said with its status, on a page', async () => {
    const used = (await ada.post('/api/appointment-types/hidden/links', { mostBookings: 1 })).body
    const link = new URL(used.url).search
    for (const [path, status, said] of [
      ['/book/demo/nothing', 404, 'does not exist'],
      ['/book/nobody/call', 404, 'does not exist'],
      ['/book/nobody', 404, 'does not exist'],
      ['/book/demo/hidden', 404, 'does not exist'],
      ['/book/demo/draft', 404, 'does not exist'],
      ['/book/demo/call?link=nonsense', 404, 'does not exist'],
      ['/book/%E0%A4%A/x', 404, 'does not exist'],
      ['/book/', 404, 'does not exist'],
      ['/book/demo/call/x', 404, 'does not exist'],
      ['/booking/nonsense', 404, 'does not exist'],
      ['/booking/', 404, 'does not exist'],
      [`/book/demo/hidden${link}`, 200, 'Hidden'],
      ['/book/demo', 200, 'Intro call'],
    ] as const) {
      const answer = await documentAt(path)
      assert.deepEqual([path, answer.status], [path, status])
      assert.match(answer.header('content-type') ?? '', /^text\/html/)
      assert.match(/<main[\s\S]*<\/main>/.exec(answer.html)?.[0] ?? '', new RegExp(said), path)
    }
    assert.equal((await ada.delete(`/api/appointment-types/hidden/links/${used.id}`)).status, 204)
    const ended = await documentAt(`/book/demo/hidden${link}`)
    assert.deepEqual([ended.status, /This link has ended/.test(ended.html)], [410, true])
    // Members see what strangers do not.
    const preview = await fetch(`${host.app}/book/demo/draft`, { headers: { cookie: ada.cookie } })
    assert.deepEqual([preview.status, /A preview for your company/.test(await preview.text())], [200, true])
  })

  test('who may frame it the type says; nobody may frame a booking, or keep its address', async () => {
    const none = { ancestors: "'none'", frame: 'DENY', scripts: "'self'", caching: 'no-store' }
    const pay = new URL(host.local.stripe).origin
    assert.deepEqual(await guardsOf('/book/demo/call'), { ...none, forms: `'self' ${pay}`, referrer: 'same-origin' })
    assert.deepEqual(await guardsOf('/book/demo'), { ...none, forms: `'self' ${pay}`, referrer: 'same-origin' })
    assert.deepEqual(await guardsOf('/book/demo/draft'), { ...none, forms: `'self' ${pay}`, referrer: 'same-origin' })
    assert.deepEqual(await guardsOf('/book/demo/sold'), {
      ...none,
      ...{ forms: `'self' ${pay}`, referrer: 'same-origin', frame: null, ancestors: `${shop} https://*.shop.example` },
    })
    const { token } = await booked('sold')
    assert.deepEqual(await guardsOf(`/booking/${token}`), {
      ...none,
      ...{ forms: `'self' ${pay}`, referrer: 'no-referrer' },
    })
    // The booking itself is read in the zone that its customer named.
    const { html } = await documentAt(`/booking/${token}`)
    assert.match(html, /America\/New York/)
  })

  test('sites are named as frame-ancestors names them, and nothing else is', async () => {
    const change = async (embedOn: unknown) => ada.patch('/api/appointment-types/nasty', { embedOn })
    for (const wrong of [
      'shop.example',
      'https://shop.example/',
      'https://shop.example/page',
      'http://shop.example',
      'https://*.com',
      'https://*',
      '*',
      'https://SHOP.example',
      "https://shop.example; script-src 'unsafe-inline'",
      'https://shop.example https://evil.example',
      'https://shop.example\r\nx: y',
      'https://shop.example:99999',
      'https://user@shop.example',
      'https://-shop.example',
      'data:',
      'http://*.localhost',
    ]) {
      const { status, body } = await change([wrong])
      assert.deepEqual([wrong, status, body.errors?.[0].path], [wrong, 400, 'embedOn.0'])
    }
    assert.equal((await change(['https://a.example', 'https://a.example'])).body.errors[0].path, 'embedOn')
    assert.equal((await change(Array.from({ length: 21 }, (_, i) => `https://s${i}.example`))).status, 400)
    const right = [
      'https://shop.example',
      'https://*.shop.example:8443',
      'http://localhost:5173',
      'http://127.0.0.1',
      'https://intranet',
    ]
    assert.deepEqual((await change(right)).body.embedOn, right)
    assert.deepEqual((await change([])).body.embedOn, [])
  })

  test('a title that would end the document is text in it, to the server and to the browser', async () => {
    const { html } = await documentAt('/book/demo/nasty')
    assert.doesNotMatch(html, /<script>alert|<img src=x/)
    assert.equal((html.match(/<\/script>/g) ?? []).length, 2, 'the page’s own, and its data')
    const { page, faults } = await visit(browser, `${host.app}/book/demo/nasty`)
    let dialogs = 0
    page.on('dialog', () => dialogs++)
    assert.equal(await page.locator('h1').textContent(), NASTY)
    assert.ok((await page.title()).startsWith(NASTY.slice(0, 20)))
    assert.deepEqual([dialogs, faults], [0, []])
    await page.context().close()
  })

  for (const { name, path, zone, isKnown } of [
    { name: 'the times', path: '/book/demo/call', zone: 'UTC', isKnown: true },
    { name: 'the list of appointments', path: '/book/demo', zone: 'UTC', isKnown: true },
    {
      name: 'times in another zone than where the visitor seemed to be',
      path: '/book/demo/call',
      zone: 'America/New_York',
      isKnown: false,
    },
  ])
    test(`${name}: painted before any script has run, then gone on with where they stand`, async () => {
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: zone, viewport: PHONE })
      const page = await context.newPage()
      const faults: string[] = []
      page.on('pageerror', ({ message }) => faults.push(message))
      page.on('console', (said) => said.type() === 'error' && faults.push(said.text()))
      const questions: string[] = []
      page.on('request', (request) => request.url().includes('/api/') && questions.push(request.url()))
      await page.addInitScript(() => {
        const moved: number[] = []
        Object.assign(globalThis, { moved })
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) moved.push((entry as unknown as { value: number }).value)
        }).observe({ type: 'layout-shift', buffered: true })
      })
      const script = Promise.withResolvers<void>()
      await page.route('**/assets/*.js', async (route) => {
        await script.promise
        await route.continue()
      })
      const opened = page.goto(`${host.app}${path}`)
      const first = page.locator(path === '/book/demo' ? '.what a' : '[data-starts-at]').first()
      await first.waitFor()
      // What comes first is there before the rest of the page has been read.
      await page.waitForFunction(() => document.readyState !== 'loading')
      const before = await page.locator('main').innerText()
      await first.evaluate((one) => Object.assign(one, { isTheSame: true }))
      script.resolve()
      await opened
      await awake(page)
      if (isKnown) {
        assert.equal(await first.evaluate((one) => 'isTheSame' in one), true, 'it was drawn anew')
        assert.deepEqual(questions, [])
        assert.equal(await page.evaluate(() => (globalThis as unknown as { moved: number[] }).moved.length), 0)
        const after = await page.locator('main').innerText()
        // The zones to choose from have come.
        assert.equal(
          after.replace(
            /^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)\/.*\n/gm,
            '',
          ),
          before,
        )
      } else {
        assert.equal(questions.filter((url) => url.includes('/slots?')).length, 1, 'the days of that zone')
        assert.equal(await page.inputValue('#zone'), zone)
        // From the second page on it is known.
        questions.length = 0
        await page.reload()
        await awake(page)
        assert.deepEqual(questions, [])
      }
      assert.deepEqual(faults, [])
      await context.close()
    })

  test('without scripts one reads what can be had and follows the links, and is told what needs them', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' })
    const page = await context.newPage()
    // The app is one document for all: it says it in each language.
    const { html: app } = await documentAt('/')
    for (const [language, sentence] of [
      ['en', 'Almanac needs JavaScript.'],
      ['de', 'Almanac braucht JavaScript.'],
    ])
      assert.match(app, new RegExp(`<noscript>.*<p lang="${language}" dir="ltr">${sentence}</p>.*</noscript>`))
    assert.match(app, /<p lang="ar" dir="rtl">/)
    await page.goto(`${host.app}/book/demo`)
    await page.getByRole('link', { name: 'Intro call' }).click()
    await page.getByRole('heading', { name: 'Intro call' }).waitFor()
    // A browser whose scripts are turned off from outside still reads as one that has them.
    assert.match(await page.content(), /<noscript>.*To choose a time and book it, this page needs JavaScript/)
    await page.locator('[data-starts-at]').first().click()
    await page.getByRole('heading', { name: 'Your details' }).waitFor()
    assert.match(page.url(), /\?at=/)
    await page.goto(`${host.app}/book/demo/who`)
    await page.getByRole('button', { name: 'No preference' }).click()
    await page.locator('[data-starts-at]').first().waitFor()
    await page.goto(`${host.app}/book/demo/call?at=2020-01-01T09:00:00Z`)
    await page.getByRole('heading', { name: 'Intro call' }).waitFor()
    await context.close()
  })

  test('a click before the page runs is not lost, and what is typed by then stays', async () => {
    const { startsAt } = (await ada.get(`/api/public/demo/sold/slots?from=${day(1)}&to=${day(5)}&timeZone=UTC`)).body
      .slots[0]
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: ZONE })
    const page = await context.newPage()
    let script = Promise.withResolvers<void>()
    await page.route('**/assets/*.js', async (route) => {
      await script.promise
      await route.continue().catch(() => {})
    })
    await page.goto(`${host.app}/book/demo/sold`, { waitUntil: 'commit' })
    await page.locator(`[data-starts-at="${startsAt}"]`).or(page.locator('[data-starts-at]')).first().click()
    await page.waitForURL(/\?at=/, { waitUntil: 'commit' })
    await page.getByLabel('Name', { exact: true }).fill('Early Bird')
    script.resolve()
    script = Promise.withResolvers()
    script.resolve()
    await awake(page)
    await page.getByRole('timer').waitFor()
    assert.equal(await page.inputValue('#name'), 'Early Bird')
    await context.close()
  })

  test('a reload keeps the length and the people that were chosen with a time, and shows no others meanwhile', async () => {
    const { page, faults } = await visit(browser, `${host.app}/book/demo/long`, { timezoneId: ZONE })
    await page.getByRole('button', { name: '90 minutes' }).click()
    await page.getByLabel('People').selectOption('3')
    await page.waitForSelector('[aria-busy="false"] [data-starts-at]')
    // A link of the list: a new window would show the same step.
    await page.locator('[data-starts-at]').first().press(' ')
    await page.getByRole('timer').waitFor()
    let holds = 0
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/holds')) holds++
    })
    const html = await (await fetch(page.url())).text()
    assert.doesNotMatch(/<main[\s\S]*<\/main>/.exec(html)![0], /<form|is no longer free/)
    await page.reload()
    await awake(page)
    await page.getByRole('timer').waitFor()
    await page.locator('li', { hasText: '90 minutes' }).waitFor()
    await page.locator('li', { hasText: 'People: 3' }).waitFor()
    assert.equal(holds, 0)
    // It is kept for nobody else.
    const other = await visit(browser, page.url(), { timezoneId: ZONE })
    await other.page.getByText('is no longer free').waitFor()
    assert.deepEqual([faults, other.faults], [[], []])
    await other.page.context().close()
    await page.context().close()
  })

  const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)

  const frameOf = (page: Page, slug: string): Promise<Frame> =>
    until(
      `a frame of ${slug}`,
      async () => page.frames().find((one) => one.url().includes(`/book/demo/${slug}`)),
      Boolean,
    ) as Promise<Frame>

  /** As high as what is in it, with nothing to scroll inside. */
  const fits = (frame: Frame) =>
    until(
      'the frame is as high as its page',
      async () => {
        const inside = await frame.evaluate(() => ({
          wanted: document.querySelector('#page')!.getBoundingClientRect().height,
          scrolls: document.documentElement.scrollHeight > innerHeight,
        }))
        const element = await frame.frameElement()
        const { height } = (await element.boundingBox())!
        return { ...inside, height }
      },
      ({ wanted, scrolls, height }) => Math.abs(wanted - height) <= 1 && !scrolls,
    )

  test('on a site that is named it is part of the page: as high as it needs, booked by keys alone, left by Tab', async () => {
    shown = `<!doctype html><html lang="de"><title>Shop</title><body style="margin:0"><main><h1 tabindex="-1" id="before">Shop</h1>
<almanac-booking src="${host.app}/book/demo/sold" language="en"><a href="${host.app}/book/demo/sold">Book with us</a></almanac-booking>
<a href="#" id="after">Imprint</a></main><script async src="${host.app}/embed.js"></script>`
    // Narrow: beside each other the steps may be equally high.
    const viewport = { width: 600, height: 900 }
    const { page, faults } = await visit(browser, 'about:blank', { locale: 'de-DE', timezoneId: ZONE, viewport })
    // Some browsers keep nothing for frames of other sites, and say so by a fault.
    await page.addInitScript(() => {
      const denied = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      }
      if (self === top) return
      for (const store of ['localStorage', 'sessionStorage']) Object.defineProperty(self, store, { get: denied })
      Object.defineProperty(Document.prototype, 'cookie', { get: denied, set: denied })
    })
    await page.goto(shop)
    const frame = await frameOf(page, 'sold')
    await frame.locator('[data-starts-at]').first().waitFor()
    assert.equal(await frame.evaluate(() => document.documentElement.lang), 'en')
    assert.equal(await frame.inputValue('#zone'), ZONE)
    const { height } = await fits(frame)
    await until(
      'the frame is called as its page',
      () => page.locator('almanac-booking iframe').getAttribute('title'),
      (title) => title === 'Sold – Demo Company',
    )
    assert.equal(await page.getByText('Book with us').isVisible(), false)
    await page.locator('#before').focus()
    const isAt = (selector: string) => frame.evaluate((one) => document.activeElement?.matches(one) ?? false, selector)
    let tabs = 0
    for (; tabs < 20 && !(await isAt('[data-starts-at]')); tabs++) await page.keyboard.press('Tab')
    assert.ok(tabs < 12, `${tabs} Tabs to the first time`)
    await page.keyboard.press('Enter')
    await frame.getByRole('timer').waitFor()
    assert.notEqual((await fits(frame)).height, height)
    while (!(await isAt('#name'))) await page.keyboard.press('Tab')
    await page.keyboard.type('Noor Haddad')
    await page.keyboard.press('Tab')
    await page.keyboard.type('framed@example.test')
    await page.keyboard.press('Enter')
    await frame.getByText('Your appointment is booked').waitFor()
    await fits(frame)
    // Its address may not be shown in a frame: it does not become that of the frame.
    assert.match(frame.url(), /\/book\/demo\/sold/)
    for (let i = 0; i < 20 && !(await page.evaluate(() => document.activeElement?.id === 'after')); i++)
      await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'after', 'Tab leads out of the frame')
    assert.deepEqual(await barriersIn(page), [])
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('whoever keeps the appointment names a site in the form, and the code that is copied there shows it on that site', async () => {
    const { page, faults } = await visit(browser, `${host.app}/appointments/mine/options`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await signInOn(page)
    const sites = page.getByLabel('Sites that show it')
    await sites.fill('http://shop.example, https://*.com')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('http://shop.example is no site.').waitFor()
    // Whatever was copied from the address line of a browser, the site in it is meant.
    await sites.fill(`${shop}/about?us=1#top,Shop.Example`)
    await sites.blur()
    assert.equal(await sites.inputValue(), `${shop}, https://shop.example`)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('“Mine” is saved.').waitFor()
    await page.getByRole('button', { name: 'Share', exact: true }).click()
    await page.getByRole('button', { name: 'Copy code' }).click()
    await page.getByText('The code is copied.').waitFor()
    assert.deepEqual(await barriersIn(page), [])
    shown = `<!doctype html><html lang="en"><title>Shop</title>${await page.evaluate(() => navigator.clipboard.readText())}`
    await page.context().close()
    const there = await visit(browser, shop, { timezoneId: ZONE })
    const frame = await frameOf(there.page, 'mine')
    await frame.locator('[data-starts-at]').first().waitFor()
    await fits(frame)
    assert.deepEqual([faults, there.faults], [[], []])
    await there.page.context().close()
  })

  test('it may stand there often, come and go later, and shows what stands in its place where it may not', async () => {
    shown = `<!doctype html><html lang="en"><title>Shop</title><main></main><script src="${host.app}/embed.js"></script>
<script src="${host.app}/embed.js"></script>`
    const { page, faults } = await visit(browser, shop, { timezoneId: ZONE })
    const put = (html: string) => page.locator('main').evaluate((main, text) => (main.innerHTML = text), html)
    const tag = (slug: string, words: string) =>
      `<almanac-booking src="${host.app}/book/demo/${slug}"><a href="${host.app}/book/demo/${slug}">${words}</a></almanac-booking>`
    await put(
      tag('sold', 'first') +
        tag('sold', 'second') +
        tag('call', 'third') +
        `<almanac-booking src="https://evil.example/book/x/y">fourth</almanac-booking>`,
    )
    const frames = () => page.frames().filter((one) => one.url().includes('/book/demo/sold'))
    await until(
      'two frames',
      async () => frames().length,
      (count) => count === 2,
    )
    for (const frame of frames()) {
      await frame.locator('[data-starts-at]').first().waitFor()
      await fits(frame)
    }
    // The one is chosen from, the other stays as it is.
    const [first, second] = frames() as [Frame, Frame]
    const { height } = await fits(second)
    await first.locator('[data-starts-at]').first().click()
    await first.getByRole('timer').waitFor()
    assert.equal((await fits(second)).height, height)
    await page.getByRole('link', { name: 'third' }).waitFor()
    await page.getByText('fourth').waitFor()
    assert.equal(await page.locator('almanac-booking').nth(3).locator('iframe').count(), 0)
    assert.equal(await page.locator('almanac-booking').nth(2).locator('iframe').isVisible(), false)
    // What says that it is higher and is not from there is not believed.
    await page.evaluate(() => postMessage({ from: 'almanac', height: 9999 }, '*'))
    await fits(second)
    await put('')
    await until(
      'no frame',
      async () => frames().length,
      (count) => count === 0,
    )
    assert.deepEqual(faults, [])
    await page.context().close()
  })
})
