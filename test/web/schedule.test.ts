import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { bookingBody, type Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, fitsWidth, PHONE, signInOn, visit } from '../support/visitor.ts'

const DAY_MS = 86_400_000

describe('when an appointment is offered, in a real browser', () => {
  let host: RunningHost
  let browser: Browser
  let ada: Client
  let adaId: string
  /** A Tuesday ten days from now or later. */
  let tuesday: string
  const dayAfter = (days: number) => new Date(Date.parse(tuesday) + days * DAY_MS).toISOString().slice(0, 10)
  const typed = (date: string) => date.split('-').toReversed().join('.')
  beforeAll(async () => {
    host = await startHost()
    browser = await openBrowser()
    ada = await signIn(host)
    adaId = (await ada.get('/api/me')).body.id
    let day = Date.now() + 10 * DAY_MS
    while (new Date(day).getUTCDay() !== 2) day += DAY_MS
    tuesday = new Date(day).toISOString().slice(0, 10)
    await ada.put(`/api/schedules/${adaId}.desk`, {
      name: 'Desk hours',
      timeZone: 'Europe/Berlin',
      weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '13:00', to: '18:00' })),
    })
  })
  afterAll(async () => {
    await browser.close()
    await host.stop()
  })

  async function make(slug: string, fields: Record<string, unknown> = {}) {
    const body = { slug, title: slug, hosts: [adaId], noticeMinutes: 0, ...fields }
    const made = await ada.post('/api/appointment-types', body)
    assert.equal(made.status, 201, JSON.stringify(made.body))
  }
  const typeOf = async (slug: string) =>
    (await ada.get('/api/appointment-types')).body.types.find((one: { slug: string }) => one.slug === slug)
  async function open(slug: string, options = {}) {
    const opened = await visit(browser, `${host.app}/appointments/${slug}`, {
      timezoneId: 'Europe/Berlin',
      ...options,
    })
    await signInOn(opened.page)
    await opened.page.getByText('More rules').waitFor()
    return opened
  }
  const save = async (page: Page, slug: string) => {
    const answered = page.waitForResponse(
      (answer) => answer.request().method() === 'PATCH' && answer.url().endsWith(`/appointment-types/${slug}`),
    )
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    return (await answered).status()
  }

  test('hours by name, moving, dates, round starts, times beside bookings, holidays and single dates: stored, and shown again as they are', async () => {
    await make('ruled')
    const { page, faults } = await open('ruled')
    await page.getByLabel('Allow Moving').fill('2 h')
    await page.getByLabel('Hours of Ada Hartmann').selectOption('Desk hours')
    await page.getByText('More rules').click()
    await page.getByLabel('Not before', { exact: true }).fill(typed(dayAfter(7)))
    await page.keyboard.press('Tab')
    await page.getByLabel('Not after', { exact: true }).fill(typed(tuesday))
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForSelector('text=The last day is before the first.')
    assert.equal((await typeOf('ruled')).moveNoticeMinutes, 0, 'nothing is stored')
    await page.getByRole('button', { name: 'Take it away: Not before' }).click()
    await page.getByLabel('Starts are counted from').selectOption('the full hour')
    await page.getByLabel('Offer', { exact: true }).selectOption('First those beside existing bookings')
    await page.getByLabel('Offered on holidays too').check()
    await page.getByLabel('Date', { exact: true }).fill(typed(dayAfter(-1)))
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Add the date' }).click()
    await page.getByRole('tab', { name: 'Options' }).click()
    await page.getByLabel('Visitors read its times in this zone').check()
    assert.equal(await save(page, 'ruled'), 200)
    const stored = await typeOf('ruled')
    const { moveNoticeMinutes, hours, dates, alignMinutes, offer, isOpenOnHolidays, overrides, isTimeZoneLocked } =
      stored
    assert.deepEqual(
      { moveNoticeMinutes, hours, dates, alignMinutes, offer, isOpenOnHolidays, overrides, isTimeZoneLocked },
      {
        moveNoticeMinutes: 120,
        hours: { [adaId]: 'desk' },
        dates: { to: tuesday },
        alignMinutes: 60,
        offer: 'besideFirst',
        isOpenOnHolidays: true,
        overrides: [{ date: dayAfter(-1), windows: [] }],
        isTimeZoneLocked: true,
      },
    )
    await page.goto(`${host.app}/appointments/ruled`)
    // What says something is open.
    await page.getByLabel('Not after', { exact: true }).waitFor()
    assert.equal(await page.getByLabel('Allow Moving').inputValue(), '02:00')
    assert.equal(await page.getByLabel('Hours of Ada Hartmann').inputValue(), 'desk')
    assert.equal(await page.getByLabel('Starts are counted from').inputValue(), '60')
    assert.equal(await page.getByLabel('Offered on holidays too').isChecked(), true)
    await page.waitForSelector('text=Closed')
    assert.deepEqual(await barriersIn(page), [])
    // Hours that somebody else took away meanwhile are refused at their field, and what is written stays.
    await ada.patch('/api/appointment-types/ruled', { hours: {} })
    await ada.delete(`/api/schedules/${adaId}.desk`)
    await page.getByLabel('Allow Moving').fill('3 h')
    await page.keyboard.press('Tab')
    assert.equal(await save(page, 'ruled'), 400)
    await page.waitForSelector('text=This is no longer here.')
    assert.equal(await page.getByLabel('Allow Moving').inputValue(), '03:00')
    await page.getByLabel('Hours of Ada Hartmann').selectOption('Usual hours')
    assert.equal(await save(page, 'ruled'), 200)
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('a time that is missing says why, by a click and by keys, with the way to what would lift it', async () => {
    await make('asked', { noticeMinutes: 43_200, horizonDays: 90 })
    const { page, faults } = await open('asked', { viewport: PHONE })
    const first = page.getByRole('button', { name: /^Why not/ }).nth(1)
    await first.focus()
    await page.keyboard.press('Enter')
    const times = page.getByRole('group', { name: /^Times that are not offered/ })
    await times.getByRole('button').first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.waitForSelector('text=This start is closer than the minimum notice.')
    assert.equal(await fitsWidth(page), true)
    await page.getByRole('button', { name: 'Change it' }).click()
    await page.waitForFunction(() => document.activeElement?.id === 'rule-notice')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('0')
    await page.keyboard.press('Tab')
    // It is asked with what is written and not saved: the notice is gone, so hours are what is in the way at night.
    await times.getByRole('button', { name: '08:00' }).click()
    await page.waitForSelector('text=Ada Hartmann is not open then')
    assert.equal((await typeOf('asked')).noticeMinutes, 43_200)
    assert.deepEqual(await barriersIn(page), [])
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('before it is saved one reads which times appear and vanish, and which bookings no longer fit', async () => {
    await make('changing', { durationsMinutes: [30] })
    const { body } = await ada.get(
      `/api/public/demo/changing/slots?from=${tuesday}&to=${tuesday}&timeZone=Europe/Berlin`,
    )
    const booked = await ada.post('/api/public/demo/changing/bookings', bookingBody(body.slots[0].startsAt, 'Noor'))
    assert.equal(booked.status, 201)
    const { page, faults } = await open('changing')
    assert.equal(await page.getByText('In the next 60 days').count(), 0, 'nothing is changed yet')
    await page.getByLabel('Duration', { exact: true }).fill('1 h')
    await page.keyboard.press('Tab')
    await page.getByText(/In the next 60 days: .*1 booking no longer fits/).click()
    await page.getByRole('heading', { name: 'Bookings that no longer fit' }).waitFor()
    await page.waitForSelector('text=This length is no longer offered.')
    await page.getByRole('heading', { name: 'Times that vanish' }).waitFor()
    assert.deepEqual((await typeOf('changing')).durationsMinutes, [30])
    assert.deepEqual(await barriersIn(page), [])
    await page.getByRole('button', { name: 'Discard changes' }).click()
    await page.getByText('In the next 60 days').waitFor({ state: 'detached' })
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('visitors read the times of a fixed zone, those beside bookings first', async () => {
    // A whole day, whatever the hour is now.
    const dates = { from: dayAfter(0) }
    await make('seen', { isTimeZoneLocked: true, offer: 'besideFirst', timeZone: 'Europe/Berlin', dates })
    const days = `from=${dates.from}&to=${dates.from}&timeZone=Europe/Berlin`
    const { body } = await ada.get(`/api/public/demo/seen/slots?${days}`)
    const ofDay = body.slots.filter(
      ({ startsAt }: { startsAt: string }) => startsAt.slice(0, 10) === body.slots[0].startsAt.slice(0, 10),
    )
    const before = ofDay.find(
      ({ endsAt }: { endsAt: string }, i: number) => i + 1 < ofDay.length && ofDay[i + 1].startsAt === endsAt,
    )
    const booked = await ada.post('/api/public/demo/seen/bookings', bookingBody(before.startsAt, 'Noor'))
    assert.equal(booked.status, 201)
    const { page, faults } = await visit(browser, `${host.app}/book/demo/seen`, { timezoneId: 'America/New_York' })
    await page.waitForSelector('text=All times in Europe/Berlin time')
    assert.equal(await page.getByLabel('Time zone').count(), 0)
    await page.getByRole('heading', { name: 'Times that suit best' }).waitFor()
    await page
      .getByRole('heading', { name: 'Other times' })
      .or(page.getByRole('heading', { name: 'Morning' }))
      .waitFor()
    const first = page.locator('[data-starts-at]').first()
    const neighbours = [before.endsAt, new Date(Date.parse(before.startsAt) - 1_800_000).toISOString()]
    assert.ok(neighbours.includes(await first.getAttribute('data-starts-at')))
    const wall = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Berlin' } as const
    const shown = new Intl.DateTimeFormat('en-GB', wall).format(
      Date.parse((await first.getAttribute('data-starts-at'))!),
    )
    assert.equal((await first.innerText()).trim(), shown)
    assert.deepEqual(await barriersIn(page), [])
    // What is booked is read in it too, by page and by mail, wherever its customer is.
    assert.deepEqual([booked.body.customer.timeZone, booked.body.isTimeZoneLocked], ['Europe/Berlin', true])
    await page.goto(booked.body.manageUrl)
    await page.waitForSelector('text=Europe/Berlin')
    assert.deepEqual(faults, [])
    await page.context().close()
  })
})
