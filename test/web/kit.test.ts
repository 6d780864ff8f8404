import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { BROWSER_PATIENCE_MS, openBrowser } from '../support/browser.ts'
import { type RunningKit, startKit } from '../support/kit.ts'
import { barriersBesidesContrast, barriersIn } from '../support/visitor.ts'

/** What is smaller than a finger, by its name; events in a grid are as high as they last. */
const smallTargets = () =>
  [
    ...document.querySelectorAll<HTMLElement>(
      'button, a[href], input, select, textarea, [role=option], [role=gridcell]',
    ),
  ]
    .filter((element) => !element.matches('.event-chip') && element.checkVisibility({ visibilityProperty: true }))
    .map((element) => ({ element, target: element.closest('label, .input.box, .input.people') ?? element }))
    .map(({ element, target }) => ({
      element,
      box: (element.matches('button, a') ? element : target).getBoundingClientRect(),
    }))
    .filter(({ box }) => box.width > 1 && (box.width < 43.5 || box.height < 43.5))
    .map(({ element, box }) => `${element.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)

/** Texts that are smaller than anybody should have to read. */
const smallTexts = () =>
  [...document.querySelectorAll<HTMLElement>('body *')]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
    .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 12)
    .map((element) => element.outerHTML.slice(0, 90))

describe('the kit, as it looks', () => {
  let kit: RunningKit
  let browser: Browser
  beforeAll(async () => {
    kit = await startKit()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    kit?.stop()
  })

  async function open(width: number, query: string) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      reducedMotion: 'reduce',
      timezoneId: 'America/New_York',
    })
    const page = await context.newPage()
    page.setDefaultTimeout(BROWSER_PATIENCE_MS)
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${kit.address}?${query}`)
    await page.waitForSelector('main')
    return { page, faults }
  }
  async function fits(page: Page, width: number, name: string) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.ok(wide <= 0, `${name} is ${wide} px too wide`)
    if (width < 600) assert.deepEqual(await page.evaluate(smallTargets), [], name)
    assert.deepEqual(await page.evaluate(smallTexts), [], name)
  }
  // Each width and each direction, but not all of both: axe takes its time on a page that shows everything. Colours are
  // looked at once there, and at each width on what opens.
  for (const [width, language] of [
    [360, 'en'],
    [768, 'ar'],
    [1440, 'en'],
  ] as const)
    test(`${width} px, ${language}: no barrier, nothing wider than the window, all big enough`, async () => {
      // Both themes stand side by side on the page: axe reads both at once.
      for (const theme of ['light', 'dark']) {
        const { page, faults } = await open(width, `theme=${theme}&language=${language}`)
        if (theme === 'light')
          assert.deepEqual(width === 1440 ? await barriersIn(page) : await barriersBesidesContrast(page), [])
        await fits(page, width, `${theme} page`)
        assert.deepEqual(faults, [])
        await page.context().close()
      }
    })

  /** What opens something, by the part that it belongs to. */
  const openers: [part: string, press: (page: Page, theme: string) => Promise<unknown>][] = [
    ['combobox', (page, theme) => page.locator(`.theme[data-theme=${theme}] [role=combobox]`).first().click()],
    [
      'combobox',
      (page, theme) => page.locator(`.theme[data-theme=${theme}] [role=combobox]`).nth(2).fill('z@new.test'),
    ],
    ['combobox', (page, theme) => page.locator(`.theme[data-theme=${theme}] [role=combobox]`).nth(3).click()],
    ['combobox', (page, theme) => page.locator(`.theme[data-theme=${theme}] [role=combobox]`).nth(4).click()],
    ['time', (page, theme) => page.locator(`.theme[data-theme=${theme}] .range .input`).nth(1).click()],
    ['date', (page, theme) => page.locator(`.theme[data-theme=${theme}] .input.box button`).first().click()],
    ['date', (page, theme) => page.locator(`.theme[data-theme=${theme}] .opener`).first().click()],
    ['zone', (page, theme) => page.locator(`.theme[data-theme=${theme}] .opener`).first().click()],
    ['card', (page, theme) => page.locator(`.theme[data-theme=${theme}] .event-chip`).first().click()],
    ['card', (page, theme) => page.locator(`.theme[data-theme=${theme}] .event-chip`).nth(1).click()],
    ['dialog', (page, theme) => page.locator(`.theme[data-theme=${theme}] .button`).first().click()],
    ['dialog', (page, theme) => page.locator(`.theme[data-theme=${theme}] .button`).nth(1).click()],
    ['dialog', (page, theme) => page.locator(`.theme[data-theme=${theme}] .button`).nth(2).click()],
    ['toast', (page, theme) => page.locator(`.theme[data-theme=${theme}] .button`).nth(2).click()],
  ]
  for (const [width, language] of [
    [360, 'ar'],
    [1440, 'en'],
  ] as const)
    test(`what opens has no barrier either, ${width} px, ${language}`, async () => {
      for (const [place, [part, press]] of openers.entries()) {
        // Each in one theme here and in the other one at the other width.
        const theme = (place + Number(width > 600)) % 2 === 0 ? 'light' : 'dark'
        const name = `${part} ${place} ${theme}`
        const { page, faults } = await open(width, `only=${part}&theme=${theme}&language=${language}`)
        await press(page, theme)
        await page.waitForSelector('.popup, dialog, .toast')
        // Colours take most of the time and are the same at each width; the four of a kind take turns in the themes.
        assert.deepEqual(width > 600 ? await barriersIn(page) : await barriersBesidesContrast(page), [], name)
        await fits(page, width, name)
        assert.deepEqual(faults, [], name)
        await page.context().close()
      }
    })

  test('what floats reads from right to left where the page does', async () => {
    const { page } = await open(1440, 'only=card&theme=light&language=ar')
    await page.locator('.event-chip').first().click()
    assert.equal(await page.locator('.popup').evaluate((popup) => getComputedStyle(popup).direction), 'rtl')
    await page.context().close()
  })

  test('forced colours: what is chosen keeps a border, and everything can be read', async () => {
    const context = await browser.newContext({ forcedColors: 'active', viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await page.goto(kit.address)
    await page.waitForSelector('.tab')
    const border = await page
      .locator('.tab[aria-selected=true]')
      .first()
      .evaluate((tab) => getComputedStyle(tab).borderBlockEndWidth)
    assert.equal(border, '3px')
    // What is drawn by its ground alone has one.
    const dot = page.locator('td .dot').first()
    assert.equal(await dot.evaluate((one) => getComputedStyle(one).backgroundColor), 'rgb(0, 0, 0)')
    await context.close()
  })

  test('without Inter a text is as wide, and with it the Latin file alone is fetched', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const fetched: string[] = []
    page.on('request', (request) => request.url().includes('.woff2') && fetched.push(request.url()))
    await page.goto(`${kit.address}?only=field`)
    await page.waitForSelector('main')
    await page.evaluate(() => document.fonts.ready)
    assert.deepEqual(
      fetched.map((url) => /inter-[a-z-]+wght/.exec(url)?.[0]),
      ['inter-latin-wght'],
    )
    const [own, fallback] = await page.evaluate(() => {
      const pen = document.createElement('canvas').getContext('2d')!
      const widthIn = (font: string) => {
        pen.font = `14px ${font}`
        return pen.measureText('Everybody who plans a quarter wants an hour without a call, on Tuesday at best.').width
      }
      return [widthIn('"Inter Variable"'), widthIn('"Inter Fallback", "Inter Fallback Wide"')]
    })
    assert.ok(Math.abs(own! / fallback! - 1) < 0.05, `${own} and ${fallback}`)
    await context.close()
  })
})
