import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { type Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { openCalendar, seriousBarriersIn } from '../support/visitor.ts'

describe('how an event repeats, in a real browser', () => {
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

  const calendar = (options?: BrowserContextOptions) => openCalendar(browser, host, options)
  const sentence = (page: Page) => page.locator('.sentence').innerText()
  const found = async (title: string) => {
    const { body } = await ada.get('/api/events?from=2027-01-01T00:00:00Z&to=2027-12-31T00:00:00Z')
    return body.events.filter((event: { title: string }) => event.title === title)
  }

  test('the fields say their rule as a sentence, tell faults where they are, and save what was said', async () => {
    const { page, faults } = await calendar()
    await page.keyboard.press('n')
    await page.fill('#title', 'Standup')
    await page.fill('#from-date', '2027-03-02')
    await page.fill('#from-time', '09:00')
    await page.fill('#to-time', '10:00')
    assert.equal(await page.locator('.sentence').isVisible(), false)
    await page.selectOption('#repeat', 'weekly')
    assert.equal(await sentence(page), 'Every Tuesday.')
    await page.fill('#interval', '2')
    assert.equal(await sentence(page), 'Every second Tuesday.')
    await page.click('.day[aria-label="Thursday"]')
    await page.selectOption('#ends', 'until')
    await page.fill('#until', '2027-03-31')
    assert.match(await sentence(page), /^Every second week on Tuesday and Thursday until 31 March( 2027)?\.$/)
    await page.fill('#until', '2027-03-01')
    assert.equal(await page.locator('.fault').count(), 0)
    await page.locator('#until').blur()
    assert.equal(await page.locator('.fault').innerText(), 'Please give a date that is not before the start.')
    await page.click('text=Add to calendar')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'until')
    await page.fill('#until', '2027-03-31')
    assert.deepEqual(await seriousBarriersIn(page), [])
    await page.click('text=Add to calendar')
    await page.waitForSelector('text=“Standup” is in the calendar.')
    const dates = (await found('Standup')).map((event: { startsAt: string }) => event.startsAt.slice(0, 10))
    assert.deepEqual(dates, ['2027-03-02', '2027-03-04', '2027-03-16', '2027-03-18', '2027-03-30'])
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('by keyboard on a phone: monthly by weekday, a number of times; the page is never wider than the screen', async () => {
    const { page, faults } = await calendar({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      colorScheme: 'dark',
    })
    await page.click('.thumb [aria-label="New event"]')
    await page.fill('#title', 'Books')
    await page.fill('#from-date', '2027-03-30')
    await page.fill('#from-time', '09:00')
    await page.fill('#to-time', '10:00')
    await page.focus('#repeat')
    await page.keyboard.type('Month')
    assert.equal(await page.inputValue('#repeat'), 'monthly')
    assert.equal(await sentence(page), 'Every month on the 30th.')
    assert.deepEqual(await page.locator('#monthly-by option').allInnerTexts(), ['the 30th', 'the last Tuesday'])
    await page.selectOption('#monthly-by', 'lastWeekday')
    await page.selectOption('#ends', 'count')
    await page.fill('#count', '3')
    assert.equal(await sentence(page), 'Every month on the last Tuesday, 3 times.')
    assert.ok(
      await page.evaluate(
        () =>
          document.documentElement.scrollWidth <= innerWidth &&
          document.querySelector('dialog')!.scrollWidth <= document.querySelector('dialog')!.clientWidth,
      ),
    )
    await page.click('text=Add to calendar')
    await page.waitForSelector('text=“Books” is in the calendar.')
    const dates = (await found('Books')).map((event: { startsAt: string }) => event.startsAt.slice(0, 10))
    assert.deepEqual(dates, ['2027-03-30', '2027-04-27', '2027-05-25'])
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('a rule that the fields cannot show is kept as it is; a change of the whole series is undone exactly', async () => {
    // Next week, whenever this runs.
    const from = Date.now() - (Date.now() % 86_400_000) + 7 * 86_400_000
    const startsAt = new Date(from + 12 * 3_600_000).toISOString()
    const rrule = 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=1,-1'
    const { body } = await ada.post('/api/events', {
      title: 'Odd',
      startsAt,
      endsAt: new Date(from + 13 * 3_600_000).toISOString(),
      timeZone: 'Europe/Berlin',
      rrule,
    })
    const { page, faults } = await calendar()
    const key = `.ec-event[aria-label^="Odd"]`
    for (let weeks = 0; weeks < 8 && (await page.locator(key).count()) === 0; weeks++) {
      await page.click('[aria-label="Later"]')
      await page.waitForTimeout(250)
      await page.waitForSelector('main[aria-busy="false"]')
      await page.waitForTimeout(100)
    }
    await page.locator(key).first().focus()
    await page.keyboard.press('e')
    assert.equal(await page.inputValue('#repeat'), 'custom')
    assert.equal(await sentence(page), 'Every month on the first and last day.')
    await page.fill('#title', 'Odder')
    await page.click('text=Save changes')
    await page.click('text=All of the series')
    await page.locator('dialog .primary').click()
    await page.waitForSelector('text=“Odder” is changed.')
    const changed = (await ada.get(`/api/events/${body.id}`)).body
    assert.deepEqual([changed.title, changed.rrule], ['Odder', rrule])
    await page.click('text=Undo')
    await page.waitForSelector('text=Undone.')
    const { version, ...back } = (await ada.get(`/api/events/${body.id}`)).body
    const { version: first, ...was } = body
    assert.deepEqual([back, version], [was, first + 2])
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('this and the following, from the card and by keys: deleted, moved, and each time undone', async () => {
    const midnight = Date.now() - (Date.now() % 86_400_000)
    const at = (days: number, hour: number) => new Date(midnight + days * 86_400_000 + hour * 3_600_000).toISOString()
    const { body } = await ada.post('/api/events', {
      title: 'Daily',
      startsAt: at(-9, 11),
      endsAt: at(-9, 12),
      timeZone: 'America/New_York',
      rrule: 'FREQ=DAILY;COUNT=40',
    })
    const { page, faults } = await calendar()
    const shown = page.locator('.ec-event[aria-label^="Daily"]')
    await shown.first().waitFor()
    const settled = async (text: string) => {
      await page.waitForSelector(`.toast >> text=${text}`)
      await page.waitForSelector('main[aria-busy="false"]')
      await page.waitForTimeout(150)
    }
    const choose = async (scope: string) => {
      await page.click(`dialog >> text=${scope}`)
      await page.locator('dialog .primary').click()
    }
    assert.equal(await shown.count(), 7)
    await shown.nth(2).click()
    assert.match(await page.locator('.event-card').innerText(), /Every day, 40 times, New York time\./)
    await page.click('.event-card >> text=Delete')
    await choose('This and the following')
    await settled('“Daily” is deleted.')
    assert.equal(await shown.count(), 2)
    await page.keyboard.press('Control+z')
    await settled('Undone.')
    assert.equal(await shown.count(), 7)
    await page.click('[aria-label="Dismiss"]')
    await shown.nth(2).focus()
    await page.keyboard.press('Alt+ArrowDown')
    await choose('This and the following')
    await settled('“Daily” is changed.')
    const words = await shown.evaluateAll((events) =>
      events.map((event) => event.getAttribute('aria-label')!.replace(/.* (\d\d:\d\d) to.*/, '$1')),
    )
    assert.equal(new Set(words).size, 2, `two hours: ${words}`)
    await page.keyboard.press('Control+z')
    await settled('Undone.')
    const now = (await ada.get(`/api/events/${body.id}`)).body
    assert.deepEqual([now.rrule, now.timeZone, now.continuedBy], [body.rrule, 'America/New_York', undefined])
    assert.deepEqual(faults, [])
    await page.context().close()
  })
})
