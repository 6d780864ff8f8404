import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { atRest, type Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, fitsWidth, openCalendar, PHONE, signInOn, visit } from '../support/visitor.ts'
import { until } from '../support/waiting.ts'

describe('the search, in a real browser', () => {
  let host: RunningHost
  let browser: Browser
  let ada: Client
  beforeAll(async () => {
    host = await startHost()
    browser = await openBrowser()
    ada = await signIn(host)
    const grace = await signIn(host, 'grace@demo.test')
    const make = async (client: Client, fields: Record<string, unknown>) => {
      const times = { startsAt: '2027-03-02T09:00:00Z', endsAt: '2027-03-02T10:30:00Z', timeZone: 'Europe/Berlin' }
      const { status, body } = await client.post('/api/events', { ...times, ...fields })
      assert.equal(status, 201, JSON.stringify(body))
    }
    const invited = { attendees: [{ email: 'grace@demo.test' }, { email: 'zoe@far.test', name: 'Zoë Ahlgren' }] }
    await make(ada, { title: 'Quarterly review', location: 'Göteborg', tags: ['customer-meeting'], ...invited })
    await make(ada, {
      title: 'Quarterly dinner',
      startDate: '2027-04-01',
      endDate: '2027-04-04',
      startsAt: undefined,
      endsAt: undefined,
      timeZone: undefined,
    })
    await make(ada, { title: 'Quartet practice', rrule: 'FREQ=WEEKLY' })
    await make(grace, { title: 'Quarantine of Grace', privacy: 'private' })
    for (let i = 10; i < 22; i++)
      await make(ada, { title: `Milestone ${i}`, startsAt: `2027-05-${i}T09:00:00Z`, endsAt: `2027-05-${i}T10:00:00Z` })
    await atRest(host)
  })
  afterAll(async () => {
    await browser.close()
    await host.stop()
  })

  const open = async (path: string, options: BrowserContextOptions = {}) => {
    const opened = await visit(browser, `${host.app}${path}`, { timezoneId: 'Europe/Berlin', ...options })
    await signInOn(opened.page)
    return opened
  }
  const field = (page: Page) => page.getByRole('searchbox', { name: 'Search events' })
  const titles = (page: Page) => page.locator('a.row .title').allInnerTexts()
  const found = (page: Page, wanted: string[]) =>
    until(
      wanted.join(', ') || 'nothing',
      async () => ({ titles: await titles(page), isBusy: await page.locator('#found').getAttribute('aria-busy') }),
      (seen) => seen.isBusy === 'false' && JSON.stringify(seen.titles) === JSON.stringify(wanted),
    )
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')
  const all = ['Quartet practice', 'Quarterly dinner', 'Quarterly review']

  test('what is typed before the field is there begins the words, and is no letter of the calendar', async () => {
    for (const opened of ['key', 'link']) {
      const { page, faults } = await openCalendar(browser, host, {}, '/calendar/week/2027-02-01')
      if (opened === 'key') await page.keyboard.press('/')
      else await page.locator('a.search-link').click()
      await page.keyboard.type('quarn')
      await page.keyboard.press('Backspace')
      await page.keyboard.type('t')
      await found(page, all)
      await page.keyboard.type('et')
      await page.waitForURL('**/search?q=quartet')
      assert.deepEqual(faults, [])
      await page.context().close()
    }
  })

  test('by keys: / opens it, typing finds, arrows walk, Enter opens the event, Back and Escape lead back', async () => {
    const { page, faults } = await openCalendar(browser, host, {}, '/calendar/week/2027-02-01')
    await page.keyboard.press('/')
    await field(page).waitFor()
    assert.equal(await field(page).evaluate((one) => one === document.activeElement), true)
    await page.getByText('Find anything planned').waitFor()
    await page.keyboard.type('Q')
    await page.getByText('Type at least two letters.').waitFor()
    await page.keyboard.type('uart')
    await found(page, all)
    assert.match(page.url(), /\/search\?q=Quart$/)
    assert.deepEqual(await page.locator('h2').allInnerTexts(), [
      'Series, by their next date',
      'April 2027',
      'March 2027',
    ])
    assert.deepEqual(await page.locator('a.row mark').allInnerTexts(), ['Quart', 'Quart', 'Quart'])
    assert.match(await page.locator('a.row').nth(1).innerText(), /Thu 1 Apr to Sat 3 Apr, all day/i)
    assert.deepEqual(await barriersIn(page), [])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    assert.match(await focused(page), /Quarterly review/)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Quarterly review' }).waitFor()
    assert.match(page.url(), /\/calendar\/event\/.*date=2027-03-02/)
    await page.goBack()
    await found(page, all)
    assert.equal(await field(page).inputValue(), 'Quart')
    await page.keyboard.press('Escape')
    await page.waitForURL(/\/calendar\/week\/2027-02-01/)
    await until(
      'the focus is where it was',
      () => page.evaluate(() => document.activeElement?.className ?? ''),
      (name) => name.includes('search-link'),
    )
    assert.deepEqual(faults, [])
  })

  test('a series that has not begun stands among those that go on, by its next date', async () => {
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
    const times = (date: string) => ({ startsAt: `${date}T09:00:00Z`, endsAt: `${date}T10:00:00Z` })
    const weekly = { rrule: 'FREQ=WEEKLY', timeZone: 'UTC' }
    // Found in the order in which they end: the other way round.
    const later = { ...weekly, rrule: 'FREQ=WEEKLY;COUNT=30' }
    for (const [title, fields] of [
      ['Zither begins', { ...later, ...times(inDays(1)) }],
      ['Zither goes on', { ...weekly, ...times(inDays(-4)) }],
      ['Zither is over', { ...weekly, rrule: 'FREQ=DAILY;COUNT=2', ...times(inDays(-40)) }],
    ] as const)
      assert.equal((await ada.post('/api/events', { title, ...fields })).status, 201)
    await atRest(host)
    const { page } = await open('/search?q=zither')
    await found(page, ['Zither begins', 'Zither goes on', 'Zither is over'])
    const groups = await page.locator('section:has(> h2)').allInnerTexts()
    assert.equal(groups.length, 2, groups.join())
    assert.match(groups[0]!, /^Series, by their next date\n.*Zither begins.*Zither goes on/s)
  })

  test('a colleague’s private words are not found', async () => {
    const { page } = await open('/search?q=quarantine')
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByText('Find anything planned').waitFor()
  })

  test('filters combine and stand in the address: a reload shows the same, Back takes the last one back', async () => {
    const { page, faults } = await open('/search?q=quart')
    await found(page, all)
    await page.getByRole('button', { name: 'Tags', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Customer Meeting' }).check()
    await page.keyboard.press('Escape')
    await found(page, ['Quarterly review'])
    await page.getByRole('button', { name: 'People', exact: true }).click()
    await page.getByRole('combobox', { name: 'People' }).fill('grace')
    await page.getByRole('option', { name: /Grace/ }).first().click()
    await page.keyboard.press('Escape')
    await page.waitForURL(/people=/)
    await page.getByRole('button', { name: 'Place', exact: true }).click()
    await page.getByRole('textbox', { name: 'Place' }).fill('goteb')
    await page.keyboard.press('Enter')
    await page.waitForURL(/place=goteb/)
    await page.getByRole('button', { name: 'Dates', exact: true }).click()
    await page.getByRole('textbox', { name: 'From' }).fill('1.3.2027')
    await page.keyboard.press('Enter')
    await page.waitForURL(/from=2027-03-01/)
    await page.keyboard.press('Escape')
    await found(page, ['Quarterly review'])
    assert.deepEqual(await barriersIn(page), [])
    const { search } = new URL(page.url())
    assert.match(search, /^\?q=quart&people=[a-z0-9]+&tags=customer-meeting&place=goteb&from=2027-03-01$/)
    await page.reload()
    await found(page, ['Quarterly review'])
    assert.equal(await page.locator('.filter.is-set').count(), 4)
    await page.goBack()
    await page.waitForURL((url) => !url.search.includes('from='))
    await page.getByRole('button', { name: 'Remove Place' }).click()
    await page.waitForURL((url) => !url.search.includes('place='))
    assert.deepEqual(faults, [])
  })

  test('more is read on, and the focus goes to the first of it', async () => {
    const { page } = await open('/search?q=milestone')
    const names = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, i) => `Milestone ${from - i}`)
    await found(page, names(21, 15))
    await page.getByRole('button', { name: 'Show more' }).click()
    await found(page, names(21, 10))
    await until(
      'the focus',
      () => focused(page),
      (text) => text.includes('Milestone 14'),
    )
  })

  test('what fails says so, keeps the question, and is tried again', async () => {
    const { page } = await open('/search')
    await page.route('**/api/search?*', (route) => route.abort())
    await field(page).fill('quartet')
    await page.getByText('The search could not be done').waitFor()
    await page.unroute('**/api/search?*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await found(page, ['Quartet practice'])
  })

  for (const colorScheme of ['light', 'dark'] as const)
    test(`on a phone, ${colorScheme}: from the sign in the bar, nothing beside the window, no barrier`, async () => {
      const { page, faults } = await openCalendar(browser, host, { viewport: PHONE, hasTouch: true, colorScheme })
      await page.getByRole('link', { name: 'Search' }).click()
      await field(page).fill('quart')
      await found(page, all)
      assert.ok(await fitsWidth(page))
      assert.deepEqual(await barriersIn(page), [])
      for (const chip of await page.locator('.filters .choose').all())
        assert.ok((await chip.boundingBox())!.height >= 44, await chip.innerText())
      await page.getByRole('button', { name: 'Tags', exact: true }).click()
      await page.getByRole('checkbox', { name: 'Customer Meeting' }).waitFor()
      assert.deepEqual(await barriersIn(page), [])
      assert.deepEqual(faults, [])
    })
})
