import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { BROWSER_PATIENCE_MS } from './browser.ts'
import { PASSWORD, type RunningHost } from './host.ts'

export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1280, height: 900 }

/**
 * A page of one visitor, somebody British in New York where nothing else is said; errors of its scripts are gathered.
 */
export async function visit(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({
    viewport: DESKTOP,
    locale: 'en-GB',
    timezoneId: 'America/New_York',
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(BROWSER_PATIENCE_MS)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(address)
  await awake(page)
  return { page, faults }
}

/** A page that was drawn by the server answers, and is read in the visitor's own zone. */
export const awake = (page: Page) => page.waitForSelector('#page[data-still]', { state: 'detached' })

/** Signs in on the page that is open. */
export async function signInOn(page: Page, email = 'ada@demo.test'): Promise<void> {
  await page.fill('#email', email)
  await page.fill('#password', PASSWORD)
  await page.click('button.primary')
}

/** The calendar of Ada, who lives in Berlin, at an address of it. */
export async function openCalendar(
  browser: Browser,
  host: RunningHost,
  options: BrowserContextOptions = {},
  path = '/',
  email = 'ada@demo.test',
) {
  const opened = await visit(browser, `${host.app}${path}`, { timezoneId: 'Europe/Berlin', ...options })
  await signInOn(opened.page, email)
  await settled(opened.page)
  return opened
}

/** The view is there, and what is in it is known. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('.view:not(.is-leaving) [aria-busy="false"]')
  await page.waitForSelector('.skeleton', { state: 'detached' })
}

/** Whoever saves what others hear of is asked about that, and lets the mails go. */
export const letMailsGo = (page: Page): Promise<void> =>
  page.getByRole('dialog', { name: 'Who hears of it' }).getByRole('button', { name: 'Send', exact: true }).click()

/** The window does not scroll sideways. */
export const fitsWidth = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)

/**
 * Tells of what is wrong alone: to describe all that is right takes longer than to look. And in one pass: the usual one
 * opens an empty page each time, to gather what frames of other addresses say; there are none.
 */
const looking = (page: Page) => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })

/** What axe finds in a page, with the element. */
export async function barriersIn(page: Page): Promise<string[]> {
  return described(await looking(page).analyze())
}

/** The same save contrast, which takes most of the time on a large page and is the same at each width. */
export async function barriersBesidesContrast(page: Page): Promise<string[]> {
  return described(await looking(page).disableRules('color-contrast').analyze())
}

/** The same, of what shuts somebody out. */
export async function seriousBarriersIn(page: Page): Promise<string[]> {
  const { violations } = await looking(page).analyze()
  return described({ violations: violations.filter(({ impact }) => impact === 'serious' || impact === 'critical') })
}

const described = ({ violations }: { violations: { id: string; nodes: { html: string }[] }[] }) =>
  violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
