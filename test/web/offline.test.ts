import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { type Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, fitsWidth, openCalendar, PHONE, settled, signInOn, visit } from '../support/visitor.ts'
import { until } from '../support/waiting.ts'

/** A week in which nothing stands but what this test puts there. */
const WEEK = '2027-03-01'
const SECRET = 'Talk about the merger'

describe('without a network, in a real browser', () => {
  let host: RunningHost
  let browser: Browser
  let ada: Client
  beforeAll(async () => {
    host = await startHost()
    browser = await openBrowser()
    ada = await signIn(host)
    await make(SECRET, `${WEEK}T09:00:00.000Z`)
  })
  afterAll(async () => {
    await browser.close()
    await host.stop()
  })

  const make = async (title: string, startsAt: string) => {
    const endsAt = new Date(Date.parse(startsAt) + 3_600_000).toISOString()
    const made = await ada.post('/api/events', { title, startsAt, endsAt, timeZone: 'Europe/Berlin' })
    assert.equal(made.status, 201, JSON.stringify(made.body))
  }
  /** A calendar whose worker is there, and that has kept what it shows. */
  const openKept = async (options: BrowserContextOptions = {}, path = `/calendar/week/${WEEK}`, email?: string) => {
    const opened = await openCalendar(browser, host, { serviceWorkers: 'allow', ...options }, path, email)
    await kept(opened.page)
    return opened
  }
  /** Until the worker has all files, and the rows for an offline start are written. */
  const kept = async (page: Page) => {
    await page.evaluate(() => navigator.serviceWorker.ready)
    await until(
      'what is seen is kept',
      () => rowsOf(page).then((rows) => rows.length),
      (count) => count >= 8,
    )
  }
  /** Everything that lies in the browser's databases, with buffers as text. */
  const rowsOf = (page: Page): Promise<string[]> =>
    page.evaluate(async () => {
      const text = (value: unknown): string => {
        if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder('latin1').decode(value)
        if (value instanceof Object)
          return Object.entries(value)
            .map(([name, one]) => `${name} ${text(one)}`)
            .join(' ')
        return String(value)
      }
      const found: string[] = []
      for (const { name } of await indexedDB.databases()) {
        const database = await new Promise<IDBDatabase>((done, fail) => {
          const open = indexedDB.open(name!)
          open.onsuccess = () => done(open.result)
          open.onerror = () => fail(open.error)
        })
        for (const store of database.objectStoreNames) {
          const rows = database.transaction(store).objectStore(store)
          for (const read of [rows.getAll(), rows.getAllKeys()])
            found.push(
              ...(await new Promise<string[]>((done) => {
                read.onsuccess = () => done((read.result as unknown[]).map(text))
              })),
            )
        }
        database.close()
      }
      return found
    })
  const cachedAddresses = (page: Page): Promise<string[]> =>
    page.evaluate(async () => {
      const caught = await Promise.all(
        (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
      )
      return caught.flat()
    })
  const cachedBuilds = (page: Page) => page.evaluate(async () => (await caches.keys()).length)
  const line = (page: Page) => page.locator('.state .line')
  const goOffline = (page: Page) => page.context().setOffline(true)

  test('it can be installed: the manifest, its icons and the worker come as a browser wants them; booking pages have none of it', async () => {
    const get = (path: string) => fetch(`${host.app}${path}`)
    const page = await (await get('/calendar')).text()
    const address = /<link rel="manifest" href="([^"]+)"/.exec(page)?.[1]
    assert.ok(address, page)
    const answer = await get(address)
    assert.equal(answer.headers.get('content-type'), 'application/manifest+json')
    assert.equal(answer.headers.get('cache-control'), 'no-cache')
    const manifest = (await answer.json()) as {
      [key: string]: unknown
      scope: string
      icons: { src: string; sizes: string; type: string; purpose: string }[]
    }
    const { name, start_url, display, id, scope } = manifest
    assert.deepEqual(
      { name, start_url, display, id },
      {
        name: 'Almanac',
        start_url: '/calendar',
        display: 'standalone',
        id: '/calendar',
      },
    )
    for (const place of ['/calendar', '/appointments', '/contacts', '/settings'])
      assert.ok(place.startsWith(scope), place)
    assert.deepEqual(new Set(manifest.icons.map(({ purpose }) => purpose)), new Set(['any', 'maskable']))
    for (const { src, sizes, type } of manifest.icons) {
      const icon = await get(src)
      assert.equal(icon.headers.get('content-type'), type)
      if (type !== 'image/png') continue
      const bytes = Buffer.from(await icon.arrayBuffer())
      assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes)
    }
    const worker = await get('/worker.js')
    assert.match(worker.headers.get('content-type')!, /^text\/javascript/)
    assert.equal(worker.headers.get('cache-control'), 'no-cache')
    assert.match(worker.headers.get('content-security-policy')!, /worker-src 'self'.*/)
    const booking = await (await get('/book/demo/call')).text()
    assert.doesNotMatch(booking, /manifest|worker/)
  })

  test('it opens with the weeks seen last, says since when, and says of others that they are not known', async () => {
    const { page, faults } = await openKept()
    assert.ok((await cachedAddresses(page)).every((url) => !url.includes('/api/')))
    await goOffline(page)
    await page.goto(`${host.app}/calendar/week/${WEEK}`)
    await settled(page)
    await page.getByText(SECRET).first().waitFor()
    assert.match(await line(page).innerText(), /^Offline: as of \d\d:\d\d/)
    assert.deepEqual(await barriersIn(page), [])
    // Of an event only what was opened before is known whole.
    await page.locator('[data-event]', { hasText: SECRET }).first().click()
    await page.getByText('The details of this event are not kept').waitFor()
    // The week beside it had been read before one stepped there; one far away had not.
    await page.keyboard.press('j')
    await settled(page)
    assert.equal(await page.locator('.empty').count(), 0)
    await page.goto(`${host.app}/calendar/week/2029-03-05`)
    await page.waitForSelector('text=These days cannot be reached')
    assert.match(await page.locator('.empty').innerText(), /What is kept here is from \d\d:\d\d/)
    assert.equal(await page.locator('.time-view').count(), 0)
    assert.deepEqual(await barriersIn(page), [])
    for (const place of ['appointments', 'contacts', 'settings/hours', 'search?q=merger']) {
      await page.goto(`${host.app}/${place}`)
      await page.locator('.empty').getByRole('button', { name: 'Try again' }).waitFor()
      assert.match(await line(page).innerText(), /^Offline/)
    }
    await page.goto(`${host.app}/calendar/week/2029-03-05`)
    await page.waitForSelector('text=These days cannot be reached')
    await page.context().setOffline(false)
    await settled(page)
    await line(page).waitFor({ state: 'detached' })
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('in each language, zone and format of the reader; on a phone nothing is wider than the window', async () => {
    const { page } = await openKept({ viewport: PHONE, colorScheme: 'dark' }, `/calendar/week/${WEEK}?language=ar`)
    await goOffline(page)
    await page.reload()
    await settled(page)
    assert.match(await line(page).innerText(), /بلا اتصال: حتى/)
    assert.ok(await fitsWidth(page))
    assert.deepEqual(await barriersIn(page), [])
    await page.context().close()
  })

  test('what is written without a network is refused before it is sent, and stays; back again it is saved', async () => {
    const { page } = await openKept()
    await goOffline(page)
    await page.reload()
    await settled(page)
    await page.click('.new-event')
    await page.getByLabel('Title').fill('Typed on the train')
    await page.getByRole('button', { name: 'Save & Close' }).click()
    await page.waitForSelector('text=There is no connection: nothing was sent.')
    assert.equal(await page.getByLabel('Title').inputValue(), 'Typed on the train')
    await page.context().setOffline(false)
    await line(page).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Save & Close' }).click()
    await page.waitForSelector('text=“Typed on the train” is in the calendar.')
    await page.context().close()
  })

  test('a setting that is changed without a network says so, and is saved by itself once it is back, also where one went on meanwhile', async () => {
    const { page } = await openKept()
    const place = (name: string) => page.getByRole('link', { name, exact: true }).first()
    const weekBegins = page.getByLabel('Week begins on')
    await place('Settings').click()
    await weekBegins.waitFor()
    await goOffline(page)
    await weekBegins.selectOption('0')
    await page.getByText('This is saved as soon as there is one.').first().waitFor()
    await place('Calendar').click()
    await page.waitForURL(/\/calendar/)
    await place('Settings').click()
    assert.equal(await weekBegins.inputValue(), '0')
    assert.notEqual((await ada.get('/api/me')).body.firstWeekday, 0)
    await page.context().setOffline(false)
    await until(
      'it is saved',
      async () => (await ada.get('/api/me')).body.firstWeekday,
      (day) => day === 0,
    )
    await ada.patch('/api/me', { firstWeekday: 1 })
    await page.context().close()
  })

  test('back again shows what others changed meanwhile', async () => {
    const { page } = await openKept()
    await goOffline(page)
    await page.reload()
    await settled(page)
    await make('Made meanwhile', `${WEEK}T13:00:00.000Z`)
    assert.equal(await page.getByText('Made meanwhile').count(), 0)
    await page.context().setOffline(false)
    await page.getByText('Made meanwhile').first().waitFor()
    await page.context().close()
  })

  test('what lies on the disk is sealed; without the session’s cookie it cannot be opened and goes', async () => {
    const { page } = await openKept()
    const onDisk = (await rowsOf(page)).join('\n')
    for (const word of [SECRET, 'ada@demo.test', 'Ada', 'listEvents', 'events', WEEK])
      assert.ok(!onDisk.includes(word), word)
    const cookies = await page.context().cookies()
    const [session, seal] = ['almanac_session', 'almanac_seal'].map((name) => cookies.find((one) => one.name === name)!)
    // It ends when the session does: the browser itself takes it away then.
    assert.ok(Math.abs(session!.expires - seal!.expires) < 2, `${session!.expires} ${seal!.expires}`)
    assert.ok(session!.httpOnly)
    await goOffline(page)
    // Kept for two weeks at most.
    await page.clock.setFixedTime(Date.now() + 15 * 86_400_000)
    await page.reload()
    await page.waitForSelector('text=nothing of a calendar is kept in this browser')
    await page.clock.setFixedTime(Date.now())
    await page.reload()
    await settled(page)
    await page.context().clearCookies({ name: 'almanac_seal' })
    await page.reload()
    await page.waitForSelector('text=nothing of a calendar is kept in this browser')
    await until(
      'it is gone',
      () => rowsOf(page),
      (rows) => rows.length === 0,
    )
    await page.context().close()
  })

  test('signing out takes it away, also where the server cannot be told; the next person sees nothing of it', async () => {
    const { page } = await openKept()
    const leave = async () => {
      await page.getByRole('button', { name: /^Ada/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
    }
    await leave()
    await page.waitForSelector('#email')
    assert.deepEqual(await rowsOf(page), [])
    await signInOn(page, 'grace@demo.test')
    await settled(page)
    await kept(page)
    await goOffline(page)
    await page.goto(`${host.app}/calendar/week/${WEEK}`)
    await page.waitForSelector('text=These days cannot be reached')
    assert.equal(await page.getByText(SECRET).count(), 0)
    await page.getByRole('button', { name: /^Grace/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForSelector('#email')
    assert.deepEqual(await rowsOf(page), [])
    const token = (await page.context().cookies()).find(({ name }) => name === 'almanac_session')!.value
    await page.context().setOffline(false)
    await page.reload()
    await page.waitForSelector('#email')
    const answer = await fetch(`${host.app}/api/me`, { headers: { cookie: `almanac_session=${token}` } })
    assert.equal(answer.status, 401)
    await page.context().close()
  })

  test('a session that was replaced or ended elsewhere leaves nothing', async () => {
    const { page } = await openKept()
    const cookies = await page.context().cookies()
    const token = cookies.find(({ name }) => name === 'almanac_session')!.value
    const ended = await fetch(`${host.app}/api/session`, {
      method: 'DELETE',
      headers: { cookie: `almanac_session=${token}` },
    })
    assert.equal(ended.status, 204)
    // The page that is open asks within seconds.
    await page.waitForSelector('#email')
    await until(
      'it is gone',
      () => rowsOf(page),
      (rows) => rows.length === 0,
    )
    await goOffline(page)
    await page.reload()
    await page.waitForSelector('text=nothing of a calendar is kept in this browser')
    await page.context().close()
  })

  test('slow is drawn as waiting; a server that fails says so, keeps what was there with its age, and tries again', async () => {
    const { page } = await openCalendar(browser, host, {}, `/calendar/week/${WEEK}`)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/api/events?*', async (route) => {
      await held
      await route.continue()
    })
    await page.reload()
    await page.waitForSelector('.time-view .skeleton')
    assert.equal(await page.locator('.time-view [data-event]').count(), 0)
    release()
    await settled(page)
    await page.unroute('**/api/events?*')
    await page.route('**/api/events?*', (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"title":"x","status":500}' }),
    )
    await page.goto(`${host.app}/calendar/week/2028-03-06`)
    await page.waitForSelector('text=The calendar could not be loaded')
    assert.match(await page.locator('.empty').innerText(), /Something broke on our side/)
    assert.equal(await page.locator('.time-view').count(), 0)
    assert.deepEqual(await barriersIn(page), [])
    await page.unroute('**/api/events?*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await settled(page)
    await page.context().close()
  })

  test('a newer build is said, taken by the next page, and never mixed with the one that is open', async () => {
    const site = await changingSite()
    const { page } = await openCalendar(browser, { ...host, app: site.address }, { serviceWorkers: 'allow' })
    await kept(page)
    await page.reload()
    await settled(page)
    site.change()
    await page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found!.update()))
    await page.getByText('A new version is there.').waitFor()
    // The server has this part of the page's build no longer.
    await page.getByRole('link', { name: 'Contacts' }).first().click()
    await page.getByRole('button', { name: 'New contact' }).first().waitFor()
    assert.equal(await cachedBuilds(page), 2)
    assert.equal(await page.locator('meta[name="build"]').count(), 0)
    await page.getByRole('button', { name: 'Reload' }).click()
    await page.waitForSelector('meta[name="build"]', { state: 'attached' })
    await page.waitForSelector('header h1')
    assert.equal(await page.getByText('A new version is there.').count(), 0)
    await goOffline(page)
    await page.goto(`${site.address}/calendar`)
    await settled(page)
    assert.equal(await page.locator('meta[name="build"]').count(), 1)
    await page.context().close()
    site.close()
  })

  /**
   * The host behind an address of its own, which may serve another build: another page, another worker, a part less.
   */
  async function changingSite() {
    let isChanged = false
    const missing = /"(\/assets\/ContactsPlace-[^"]+\.js)",?/
    let gone = ''
    const server = createServer(async (request, answer) => {
      const path = request.url!
      const body = await buffer(request)
      const response = await fetch(`${host.app}${path}`, {
        method: request.method!,
        redirect: 'manual',
        headers: {
          ...(request.headers.cookie && { cookie: request.headers.cookie }),
          ...(request.headers['content-type'] && { 'content-type': request.headers['content-type'] }),
          origin: host.app,
        },
        ...(body.length > 0 && { body }),
      })
      const headers = [...response.headers].filter(
        ([name]) => !/^(content-(encoding|length)|transfer-encoding)$/.test(name),
      )
      let content: Buffer | string = Buffer.from(await response.arrayBuffer())
      let { status } = response
      if (path === '/worker.js') {
        gone = missing.exec(String(content))![1]!
        if (isChanged)
          content = String(content)
            .replace(missing, '')
            .replace(/[0-9a-f]{16}/, 'another')
      } else if (isChanged && path === gone) status = 404
      else if (isChanged && response.headers.get('content-type')?.startsWith('text/html'))
        content = String(content).replace('<head>', '<head><meta name="build" content="another">')
      answer.writeHead(status, headers.flat()).end(content)
    })
    await new Promise<void>((done) => server.listen(0, 'localhost', done))
    const address = `http://localhost:${(server.address() as AddressInfo).port}`
    return {
      address,
      change: () => {
        isChanged = true
      },
      close: () => {
        server.closeAllConnections()
        server.close()
      },
    }
  }

  test('booking pages are opened by the network alone', async () => {
    const { page } = await openKept()
    const booking = host.local.booking!
    await page.goto(booking)
    await page.waitForSelector('main h1')
    await goOffline(page)
    await assert.rejects(page.goto(booking), /ERR_INTERNET_DISCONNECTED/)
    await page.context().close()
  })

  test('the first view takes at most 150 KB of scripts, packed', async () => {
    const { page, faults } = await visit(browser, 'about:blank')
    const bytes = new Map<string, number>()
    page.on('response', async (response) => {
      const path = new URL(response.url()).pathname
      if (!path.endsWith('.js')) return
      bytes.set(path, (await response.request().sizes()).responseBodySize)
    })
    await page.goto(host.app)
    await signInOn(page)
    await settled(page)
    const all = [...bytes.values()].reduce((sum, one) => sum + one, 0)
    assert.ok(bytes.size > 2 && all > 30_000 && all <= 150 * 1024, `${all} ${JSON.stringify([...bytes])}`)
    assert.deepEqual(faults, [])
    await page.context().close()
  })
})
