import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { buildWhatChanged } from '../../infra/local/build.ts'
import { openBrowser } from './browser.ts'
import { signIn } from './client.ts'
import { ROOT, type RunningHost, startHost } from './host.ts'
import { settled, signInOn } from './visitor.ts'

// `npm run screenshots` shows each view with the demo company's week, at three widths and in both themes, in
// `dist/screenshots`; `npm run screenshots -- week card` those whose name contains a word; `--readme` makes the
// README's two pictures instead.

/** A Wednesday morning in Berlin: the same pictures come of it whenever they are made. */
const NOW = '2027-01-13T09:40:00Z'
const DAY = NOW.slice(0, 10)
const FOLDER = join(ROOT, 'dist', 'screenshots')
/** A picture that cannot be had is named, and the others are made. */
const PATIENCE_MS = 20_000
const widths = [360, 768, 1440]
const themes = ['light', 'dark'] as const
const heightOf = (width: number) => (width < 600 ? 780 : width < 1000 ? 1024 : 900)

interface Shot {
  name: string
  /** Where it begins; events are known by their titles. */
  path: (ids: Map<string, string>) => string
  /** What one does there. */
  act?: (page: Page) => Promise<unknown>
}

const newEvent = (page: Page) =>
  page.getByRole('button', { name: 'New Event' }).filter({ visible: true }).first().click()
const view = (name: string): Shot => ({ name, path: () => `/calendar/${name}/${DAY}` })
const settings = (name: string): Shot => ({ name: `settings-${name}`, path: () => `/settings/${name}` })
const card = (name: string, title: string): Shot => ({
  name,
  path: (ids) => `/calendar/event/${ids.get(title)}?view=week&date=${DAY}`,
  act: (page) => page.waitForSelector('[role=dialog], dialog[open]'),
})

const shots: Shot[] = [
  ...['day', 'days', 'week', 'month', 'year', 'list'].map(view),
  { name: 'week-of-all', path: (ids) => `/calendar/week/${DAY}?people=${ids.get('people')}` },
  card('card', 'Roadmap workshop'),
  card('card-of-invitation', 'Budget round'),
  { ...view('week'), name: 'new-event', act: newEvent },
  {
    ...view('week'),
    name: 'share',
    act: async (page) => {
      const button = page.locator('.share')
      if ((await button.count()) > 0) await button.click()
      else {
        await page.locator('.view-menu').click()
        await page.getByRole('menuitem', { name: 'Share Availabilities' }).click()
      }
      await page.waitForSelector('.board-marks')
    },
  },
  {
    ...view('week'),
    name: 'form',
    act: async (page) => {
      await newEvent(page)
      await page.getByRole('button', { name: 'More Options' }).click()
      await page.getByRole('button', { name: 'More Options' }).waitFor({ state: 'detached' })
    },
  },
  {
    ...view('week'),
    name: 'to-answer',
    act: async (page) => {
      const rail = page.locator('.to-answer').filter({ visible: true })
      if ((await rail.count()) > 0) await rail.first().click()
      else {
        await page.getByRole('button', { name: 'More', exact: true }).click()
        await page.getByRole('menuitem', { name: /To answer/ }).click()
      }
    },
  },
  { name: 'appointments', path: () => '/appointments' },
  { name: 'contacts', path: () => '/contacts' },
  ...['you', 'hours', 'company', 'people'].map(settings),
  { name: 'booking', path: () => '/book/demo/call' },
]

/** A host on an empty folder, on that morning. */
async function startOnTheDay(folder: string): Promise<RunningHost> {
  writeFileSync(join(folder, 'clock'), String(Date.parse(NOW) - Date.now()))
  return startHost({ dataFolder: folder, env: { ALMANAC_DEMO: 'living' } })
}

/** What addresses need, by the titles that stand in the week. */
async function idsOf(host: RunningHost): Promise<Map<string, string>> {
  const ada = await signIn(host)
  const around = (days: number) => new Date(Date.parse(NOW) + days * 86_400_000).toISOString()
  const { body } = await ada.get(`/api/events?from=${around(-3)}&to=${around(11)}`)
  const { body: company } = await ada.get('/api/members')
  return new Map([
    ...body.events.map(({ title, id }: { title: string; id: string }) => [title, id]),
    ['people', company.members.map(({ id }: { id: string }) => id).join(',')],
  ])
}

/** A page on that morning, signed in. */
async function pageAt(browser: Browser, host: RunningHost, width: number, height: number, theme: 'light' | 'dark') {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    hasTouch: width < 600,
  })
  await context.clock.setFixedTime(NOW)
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto(`${host.app}/`)
  await signInOn(page)
  await settled(page)
  return page
}

/** Until nothing is loading and the pictures are there. */
async function still(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForSelector('.skeleton', { state: 'detached' })
  await page.evaluate(() => document.fonts.ready)
}

async function all(browser: Browser, host: RunningHost, words: string[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  const ids = await idsOf(host)
  const wanted = shots.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
  for (const width of widths)
    for (const theme of themes) {
      const page = await pageAt(browser, host, width, heightOf(width), theme)
      for (const { name, path, act } of wanted) {
        const file = `${name}-${width}-${theme}.png`
        try {
          await page.goto(`${host.app}${path(ids)}`)
          await still(page)
          await act?.(page)
          await still(page)
        } catch (error) {
          console.log(`${file}: ${(error as Error).message.split('\n')[0]}`)
        }
        await page.screenshot({ path: join(FOLDER, file) })
      }
      await page.context().close()
      console.log(`${width} px, ${theme}`)
    }
}

async function forReadme(browser: Browser, host: RunningHost): Promise<void> {
  const page = await pageAt(browser, host, 1200, 760, 'light')
  const images = join(ROOT, 'docs', 'images')
  await page.goto(`${host.app}/calendar/week/${DAY}`)
  await settled(page)
  await still(page)
  await page.screenshot({ path: join(images, 'calendar.png') })
  await page.goto(`${host.app}/book/demo/call`)
  await still(page)
  await page.screenshot({ path: join(images, 'booking.png') })
}

await buildWhatChanged(console.log)
const folder = mkdtempSync(join(tmpdir(), 'almanac-screenshots-'))
const host = await startOnTheDay(folder)
const browser = await openBrowser()
try {
  if (process.argv.includes('--readme')) await forReadme(browser, host)
  else await all(browser, host, process.argv.slice(2))
} finally {
  await browser.close()
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
}
