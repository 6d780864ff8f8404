import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { type Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { awake, openCalendar, settled, visit } from '../support/visitor.ts'
import { wellDone } from './doors.ts'
import { duration, type Figure, times as timesOf } from './figures.ts'
import { seededNumbers } from './slot-inputs.ts'

const CALENDARS = 20
const SERIES = 300
const EVENTS = 5000
const AT_ONCE = 8
const DAY_MS = 86_400_000
/** A Monday in the middle of the year that is filled. */
const DATE = '2027-06-14'
const YEAR = Date.parse('2027-01-01')
const VIEWS = ['day', 'week', 'month', 'year', 'list'] as const
const ROUNDS = 3
const MOST_SCRIPT_BYTES = 150_000
const MOST_BOOKING_SCRIPT_BYTES = 55_000
const BOOKING_ROUNDS = 7
const LONGEST_TASK_MS = 200

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!

/** Twenty calendars of teams with a year of events in them, the same each time. @returns their ids */
async function fill(ada: Client): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < CALENDARS; i++)
    ids.push(wellDone(await ada.post('/api/calendars', { name: `Team ${i}`, kind: 'team' })).id)
  const next = seededNumbers(8)
  const bodies = Array.from({ length: EVENTS }, (_, i) => {
    const isSeries = i < SERIES
    const day = YEAR + next(isSeries ? 60 : 365) * DAY_MS
    const startsAt = day + (7 + next(40) / 4) * 3_600_000
    return {
      title: `Meeting about subject ${i}`,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + (1 + next(6)) * 900_000).toISOString(),
      timeZone: 'Europe/Berlin',
      calendarId: ids[next(CALENDARS)]!,
      ...(isSeries && { rrule: 'FREQ=WEEKLY' }),
    }
  })
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let body = bodies.pop(); body; body = bodies.pop()) wellDone(await ada.post('/api/events', body))
    }),
  )
  return ids
}

/** What a page asks for and gets, as the network counts it. */
async function traffic(page: Page) {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const seen = { requests: 0, bytes: 0 }
  session.on('Network.requestWillBeSent', () => {
    seen.requests++
  })
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    seen.bytes += encodedDataLength
  })
  return seen
}

const painted = (page: Page) =>
  page.evaluate(
    () => new Promise<number>((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))),
  )

/** From opening an address to the picture, milliseconds on the page's own clock. */
async function openingMs(page: Page, address: string, isThere: (page: Page) => Promise<void>): Promise<number> {
  await page.goto(address)
  await isThere(page)
  return painted(page)
}

/** A page with as many boxes at the same places with the same words, and nothing else. */
const bare = (boxes: { x: number; y: number; width: number; height: number; words: string }[]) =>
  `<!doctype html><meta charset="utf-8"><style>div{position:absolute;overflow:hidden;font:12px sans-serif;background:#cde}</style>${boxes
    .map(
      ({ x, y, width, height, words }) =>
        `<div style="left:${x}px;top:${y}px;width:${width}px;height:${height}px">${words.replace(/[<&]/g, '')}</div>`,
    )
    .join('')}`

const boxesOf = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-event], [data-cell], [data-date], [data-starts-at]')].map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect()
      return { x, y, width, height, words: (one as HTMLElement).innerText }
    }),
  )

/** The longest task while everything that scrolls in a view is scrolled to its end, milliseconds. */
async function longestTaskMs(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let longest = 0
    const observer = new PerformanceObserver((list) => {
      for (const { duration: ms } of list.getEntries()) longest = Math.max(longest, ms)
    })
    observer.observe({ type: 'longtask' })
    const scrolling = [...document.querySelectorAll<HTMLElement>('main, main *')].filter(
      (one) => one.scrollHeight > one.clientHeight + 40 && /auto|scroll/.test(getComputedStyle(one).overflowY),
    )
    for (const one of scrolling)
      for (let step = 0; step < 40; step++) {
        one.scrollBy(0, 240)
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 16)))
      }
    await new Promise((resolve) => setTimeout(resolve, 200))
    observer.disconnect()
    return longest
  })
}

/** Scripts that the first view of somebody new asks for, gzipped one by one. */
async function scriptBytes(browser: Browser, host: RunningHost): Promise<{ bytes: number; files: number }> {
  const sizes: Promise<number>[] = []
  const { page } = await openCalendar(browser, host)
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) sizes.push(response.body().then((body) => gzipSync(body).length))
  })
  // Signed in already: what is counted is what a morning begins with.
  await page.goto(`${host.app}/calendar/week/${DATE}`)
  await settled(page)
  const all = await Promise.all(sizes)
  await page.context().close()
  return { bytes: all.reduce((sum, one) => sum + one, 0), files: all.length }
}

async function* viewFigures(context: BrowserContext, host: RunningHost, view: string, query: string) {
  const page = await context.newPage()
  const address = `${host.app}/calendar/${view}/${DATE}?${query}`
  const seen = await traffic(page)
  const opening: number[] = []
  const peer: number[] = []
  const other = await context.newPage()
  let shown = 0
  for (let round = 0; round < ROUNDS; round++) {
    seen.requests = 0
    seen.bytes = 0
    opening.push(await openingMs(page, address, settled))
    const boxes = await boxesOf(page)
    shown = boxes.length
    await other.setContent('')
    const begun = performance.now()
    await other.setContent(bare(boxes))
    await painted(other)
    peer.push(performance.now() - begun)
  }
  yield {
    what: `${view}: opened`,
    ours: `${duration(median(opening) * 1000)}, ${seen.requests} requests, ${Math.round(seen.bytes / 1000)} kB`,
    peer: `${duration(median(peer) * 1000)} a bare page of ${shown} boxes`,
    ratio: timesOf(median(opening) / median(peer)),
  } satisfies Figure
  await page.waitForLoadState('networkidle')
  const { requests } = seen
  const stepping = await page.evaluate(async () => {
    const begun = performance.now()
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    while (document.querySelector('.view [aria-busy="true"], .skeleton'))
      await new Promise((resolve) => setTimeout(resolve, 4))
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    return performance.now() - begun
  })
  yield {
    what: `${view}: one step further`,
    ours: `${duration(stepping * 1000)}, ${seen.requests - requests} requests until it is drawn`,
  } satisfies Figure
  await page.waitForLoadState('networkidle')
  const longest = await longestTaskMs(page)
  yield {
    what: `${view}: longest task while scrolling`,
    ours: longest === 0 ? 'none over 50 ms' : duration(longest * 1000),
    goal: `<= ${LONGEST_TASK_MS} ms`,
    isReached: longest <= LONGEST_TASK_MS,
  } satisfies Figure
  await page.close()
  await other.close()
}

/**
 * What a tab asks for in an hour in which nobody changes anything: the revisions of twenty calendars, counted over a
 * minute.
 */
async function* tabFigures(context: BrowserContext, host: RunningHost, query: string): AsyncGenerator<Figure> {
  const page = await context.newPage()
  await page.goto(`${host.app}/calendar/week/${DATE}?${query}`)
  await settled(page)
  await page.waitForLoadState('networkidle')
  const seen = await traffic(page)
  await page.mouse.click(2, 2)
  await page.waitForTimeout(60_000)
  yield {
    what: 'a tab that is looked at, a minute',
    ours: `${seen.requests} requests, ${Math.round(seen.bytes / 100) / 10} kB`,
    peer: `an hour: ${seen.requests * 60} requests, ${Math.round((seen.bytes * 60) / 1000)} kB; after ten minutes unused: none`,
  }
  await page.close()
}

/**
 * Scripts and styles of the booking page, and what it takes until its times are on the screen, beside the same boxes
 * and words alone.
 */
async function* bookingPageFigures(browser: Browser, host: RunningHost): AsyncGenerator<Figure> {
  const { page } = await visit(browser, host.local.booking!)
  const sizes: Promise<number>[] = []
  page.on('response', (response) => {
    if (/\.js$/.test(response.url())) sizes.push(response.body().then((body) => gzipSync(body).length))
  })
  // Whoever comes back: what is drawn is drawn in their zone.
  const seen = await traffic(page)
  const times: number[] = []
  const running: number[] = []
  const peer: number[] = []
  const other = await page.context().newPage()
  for (let round = 0; round < BOOKING_ROUNDS; round++) {
    seen.requests = 0
    seen.bytes = 0
    running.push(await openingMs(page, host.local.booking!, async () => void (await awake(page))))
    times.push(
      await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN),
    )
    const boxes = await boxesOf(page)
    const begun = performance.now()
    await other.setContent(bare(boxes))
    await painted(other)
    peer.push(performance.now() - begun)
    await other.setContent('')
  }
  const bytes = (await Promise.all(sizes)).slice(0, sizes.length / BOOKING_ROUNDS).reduce((sum, one) => sum + one, 0)
  yield {
    what: 'booking page: script, gzipped',
    ours: `${Math.round(bytes / 100) / 10} kB`,
    goal: `<= ${MOST_BOOKING_SCRIPT_BYTES / 1000} kB`,
    isReached: bytes <= MOST_BOOKING_SCRIPT_BYTES,
  }
  yield {
    what: 'booking page: its times are painted',
    ours: `${duration(median(times) * 1000)}, ${seen.requests} requests, ${Math.round(seen.bytes / 1000)} kB`,
    peer: `${duration(median(peer) * 1000)} a bare page of the same boxes`,
    ratio: timesOf(median(times) / median(peer)),
  }
  yield { what: 'booking page: it answers', ours: duration(median(running) * 1000) }
  await page.context().close()
}

/** The calendar with 5,000 events in a year, 300 of them series, in twenty calendars that are all on show. */
export async function* pageFigures(): AsyncGenerator<Figure> {
  const host = await startHost()
  const browser = await openBrowser()
  try {
    yield* bookingPageFigures(browser, host)
    const { bytes, files } = await scriptBytes(browser, host)
    yield {
      what: 'scripts of the first view, gzipped',
      ours: `${Math.round(bytes / 100) / 10} kB in ${files} files`,
      goal: `<= ${MOST_SCRIPT_BYTES / 1000} kB`,
      isReached: bytes <= MOST_SCRIPT_BYTES,
    }
    const ids = await fill(await signIn(host))
    const { page } = await openCalendar(browser, host)
    const context = page.context()
    await page.close()
    const query = `teams=${ids.join(',')}`
    for (const view of VIEWS) yield* viewFigures(context, host, view, query)
    yield* tabFigures(context, host, query)
  } finally {
    await browser.close()
    await host.stop()
  }
}
