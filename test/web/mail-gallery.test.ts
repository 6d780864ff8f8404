import assert from 'node:assert/strict'
import type { Server } from 'node:http'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { directionOf, languages } from '../../shared/words/language.ts'
import { openBrowser } from '../support/browser.ts'
import { addressOf, serveMails } from '../support/mail-gallery.ts'
import type { SampleMail } from '../support/mail-samples.ts'
import { barriersIn, fitsWidth } from '../support/visitor.ts'

describe('every mail in every language, as a browser shows it', () => {
  let address: string
  let mails: SampleMail[]
  let server: Server
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    ;({ address, mails, server } = await serveMails(0))
    browser = await openBrowser()
    page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
  })
  afterAll(async () => {
    await browser.close()
    server.close()
    server.closeAllConnections()
  })

  test('every kind is there in each language, in its own words', () => {
    const kinds = new Set(mails.map(({ kind }) => kind))
    assert.ok(kinds.size >= 50, `${kinds.size} kinds`)
    for (const kind of kinds) {
      const of = mails.filter((one) => one.kind === kind)
      assert.deepEqual(
        of.map(({ language }) => language),
        [...languages],
        kind,
      )
      assert.equal(new Set(of.map(({ mail }) => mail.subject)).size, languages.length, kind)
    }
  })

  test('none is wider than its window, each reads in its direction, with one heading, and asks nobody for anything', async () => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    for (const one of mails) {
      await page.goto(`${address}${addressOf(one)}`)
      for (const width of [600, 390]) {
        await page.setViewportSize({ width, height: 844 })
        const where = `${one.kind}, ${one.language}, ${width}`
        assert.ok(await fitsWidth(page), `${where}: too wide`)
        const found = await page.evaluate(() => ({
          direction: getComputedStyle(document.querySelector('h1')!).direction,
          language: document.documentElement.lang,
          headings: document.querySelectorAll('h1').length,
          tables: document.querySelectorAll('table:not([role=presentation])').length,
          fetching: document.querySelectorAll('img, link, script, iframe, form, [background]').length,
          sheet: document.querySelector('.sheet')!.getBoundingClientRect().width,
          heading: document.querySelector('h1')!.getBoundingClientRect().width,
          button: document.querySelector('.button')?.getBoundingClientRect().height ?? 44,
        }))
        const { sheet, heading, button, ...rest } = found
        const expected = { direction: directionOf(one.language), language: one.language }
        assert.deepEqual(rest, { ...expected, headings: 1, tables: 0, fetching: 0 }, where)
        assert.ok(sheet <= 560, `${where}: ${sheet} px`)
        assert.ok(heading >= width * 0.83, `${where}: a heading of ${heading} px`)
        assert.ok(button >= 44, `${where}: a button of ${button} px`)
      }
    }
    assert.deepEqual(
      asked.filter((path) => !path.startsWith('/mail/') && path !== '/favicon.ico'),
      [],
    )
  })

  test('no barrier in light or dark; dark is dark', async () => {
    // What one language shows all do, save those that are read from the right; guests and who only hears of it read
    // what customers and hosts do.
    const looked = mails.filter(({ kind }) => !/ (guest|cc)\b/.test(kind))
    for (const [language, colorScheme] of [
      ['en', 'light'],
      ['en', 'dark'],
    ] as const) {
      await page.emulateMedia({ colorScheme })
      for (const one of looked.filter((mail) => mail.language === language)) {
        await page.goto(`${address}${addressOf(one)}`)
        assert.deepEqual(await barriersIn(page), [], `${one.kind}, ${language}, ${colorScheme}`)
      }
      const ground = await page.evaluate(() => getComputedStyle(document.querySelector('.ground')!).backgroundColor)
      assert.equal(ground, colorScheme === 'dark' ? 'rgb(27, 26, 23)' : 'rgb(247, 245, 242)')
    }
  })

  test('the page for whoever works on them shows them side by side', async () => {
    await page.goto(`${address}/?language=de&only=reminder`)
    assert.equal(await page.locator('section').count(), 3)
    assert.equal(await page.locator('iframe').count(), 12)
    await page.getByText('In 1 Stunde').first().waitFor()
  })
})
