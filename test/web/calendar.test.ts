import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { atRest, bookingBody, Client, mails, signIn, slots } from '../support/client.ts'
import { PASSWORD, type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, fitsWidth, openCalendar, PHONE, settled } from '../support/visitor.ts'
import { until, untilAsMany } from '../support/waiting.ts'

/** A Monday far enough from today that nothing of the demo company stands there but its series. */
const WEEK = '2027-02-01'

describe('the calendar, in a real browser', () => {
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

  const open = (path: string, options?: BrowserContextOptions, email?: string) =>
    openCalendar(browser, host, options, path, email)
  const shift = (instant: string, minutes: number) => new Date(Date.parse(instant) + minutes * 60_000).toISOString()
  const make = async (title: string, startsAt: string, minutes = 60, more = {}) => {
    const made = await ada.post('/api/events', {
      title,
      startsAt,
      endsAt: shift(startsAt, minutes),
      timeZone: 'Europe/Berlin',
      ...more,
    })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    return made.body
  }
  const timesOf = async (id: string) => {
    const { body } = await ada.get(`/api/events/${id}`)
    return [body.startsAt, body.endsAt]
  }
  /** Until the change has been saved: the version says so. */
  const saved = (id: string, version: number) =>
    untilAsMany(
      `version ${version} of the event`,
      async () => (await ada.get(`/api/events/${id}`)).body.version,
      version,
    )
  const chip = (page: Page, id: string) => page.locator(`[data-event="${id}|"]`).first()
  const choose = async (page: Page, view: string) => {
    await page.click('.view-menu')
    await page.getByRole('menuitemradio', { name: view, exact: true }).click()
    await settled(page)
  }
  const title = (page: Page) => page.locator('h1').innerText()

  test('S1: it opens on one’s own meetings only; S60, S61: Attendees shows the team, a name one of them', async () => {
    const grace = await signIn(host, 'grace@demo.test')
    await grace.post('/api/events', {
      title: 'Of Grace alone',
      startsAt: '2027-02-02T09:00:00Z',
      endsAt: '2027-02-02T10:00:00Z',
    })
    await make('Of Ada alone', '2027-02-02T09:00:00Z')
    const { page, faults } = await open(`/calendar/week/${WEEK}`)
    await page.waitForSelector('[data-event] >> text=Of Ada alone')
    assert.equal(await page.locator('text=Of Grace alone').count(), 0)
    assert.equal(await page.getByRole('checkbox', { name: 'Ada Hartmann' }).isChecked(), true)
    await page.getByRole('checkbox', { name: 'Grace Okafor' }).check()
    await page.waitForSelector('[data-event] >> text=Of Grace alone')
    assert.match(page.url(), /people=/)
    await page.reload()
    await page.waitForSelector('[data-event] >> text=Of Grace alone')
    // The heading's own box: off shows only mine, on the whole team.
    await page.getByRole('checkbox', { name: 'Attendees' }).click()
    await page.waitForSelector('[data-event] >> text=Of Grace alone', { state: 'detached' })
    await page.getByRole('checkbox', { name: 'Attendees' }).click()
    await page.waitForSelector('[data-event] >> text=Of Grace alone')
    assert.equal(await page.getByRole('checkbox', { name: 'Linus Rao' }).isChecked(), true)
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('together: one meeting of several comes once with their initials, or in the column of each; colours, rooms and groups are kept', async () => {
    const grace = await signIn(host, 'grace@demo.test')
    const hour = { startsAt: '2027-03-18T09:00:00Z', endsAt: '2027-03-18T10:00:00Z' }
    const shared = await ada.post('/api/events', {
      title: 'Shared',
      ...hour,
      attendees: [{ email: 'grace@demo.test' }],
      tags: ['customer-meeting'],
    })
    const hers = await grace.post('/api/events', { title: 'Hers', ...hour })
    const room = (await ada.get('/api/resources')).body.resources[0]
    await grace.post('/api/events', {
      title: 'In the room',
      startsAt: '2027-03-18T12:00:00Z',
      endsAt: '2027-03-18T13:00:00Z',
      resources: [room.id],
    })
    const { page, faults } = await open('/calendar/day/2027-03-18')
    await page.getByRole('checkbox', { name: 'Grace Okafor' }).check()
    const chip = (id: string) => page.locator(`[data-event="${id}|"]`)
    await chip(hers.body.id).waitFor()
    assert.equal(await chip(shared.body.id).count(), 1)
    assert.deepEqual(await chip(shared.body.id).locator('.owners .each span').allInnerTexts(), ['AH', 'GO'])
    assert.match(
      (await chip(shared.body.id).getAttribute('aria-label')) ?? '',
      /calendar of Ada Hartmann and Grace Okafor/,
    )
    assert.deepEqual(await chip(hers.body.id).locator('.owners .each span').allInnerTexts(), ['GO'])
    const choose = async (role: 'menuitemcheckbox' | 'menuitemradio', name: string) => {
      await page.click('.view-menu')
      await page.getByRole(role, { name }).click()
      await page.keyboard.press('Escape')
    }
    await choose('menuitemcheckbox', 'People side by side')
    await page.waitForFunction((id) => document.querySelectorAll(`[data-event="${id}|"]`).length === 2, shared.body.id)
    assert.equal(await chip(hers.body.id).count(), 1)
    const column = page.getByRole('list', { name: /18 March 2027, Grace Okafor/ })
    assert.equal(await column.locator('[data-event]').count(), 3)
    const before = await chip(shared.body.id).first().getAttribute('class')
    await choose('menuitemradio', 'Colour by tag')
    await page.waitForFunction(
      ([id, was]) => document.querySelector(`[data-event="${id}|"]`)!.className !== was,
      [shared.body.id, before],
    )
    assert.deepEqual(await barriersIn(page), [])
    await page.getByLabel('Save these people as…').fill('Pair')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Pair', exact: true }).waitFor()
    await page.getByRole('checkbox', { name: room.name }).check()
    await page.locator('[data-event] >> text=In the room').first().waitFor()
    await untilAsMany('saved groups', async () => (await ada.get('/api/me')).body.groups.length, 1)
    await page.reload()
    await settled(page)
    await page.getByRole('button', { name: 'Pair', exact: true }).click()
    await page.getByRole('checkbox', { name: room.name, checked: false }).waitFor()
    const { colourBy, splitsPeople, groups } = (await ada.get('/api/me')).body
    assert.deepEqual([colourBy, splitsPeople, groups[0].name, groups[0].people.length], ['tag', true, 'Pair', 2])
    await ada.patch('/api/me', { colourBy: null, splitsPeople: null, groups: null })
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('S2 to S9: the drop-down is named by its view, arrows step by its unit, Today comes back, weekends hide', async () => {
    const { page } = await open(`/calendar/week/${WEEK}`)
    assert.equal(await page.locator('.view-menu').innerText(), 'Week')
    assert.equal(await title(page), '1–7 Feb 2027')
    await page.click('.view-menu')
    assert.deepEqual(await page.locator('[role=menu] [role^=menuitem] .menu-label').allInnerTexts(), [
      'Day',
      'Week',
      'Month',
      'Year',
      'List',
      'Show weekends',
      'Colour by calendar',
      'Colour by person',
      'Colour by tag',
    ])
    await page.keyboard.press('Escape')
    const steps: [string, string, string][] = [
      ['Day', 'Monday 1 February 2027', 'Tuesday 2 February 2027'],
      ['Week', '1–7 Feb 2027', '8–14 Feb 2027'],
      ['Month', 'February 2027', 'March 2027'],
      ['Year', '2027', '2028'],
    ]
    for (const [view, here, after] of steps) {
      await choose(page, view)
      assert.equal(await page.locator('.view-menu').innerText(), view)
      assert.equal((await title(page)).replace(',', ''), here)
      await page.click('[aria-label="Later"]')
      assert.equal((await title(page)).replace(',', ''), after)
      await page.click('[aria-label="Earlier"]')
      assert.equal((await title(page)).replace(',', ''), here)
    }
    await choose(page, 'Week')
    assert.equal(await page.locator('.heads h2').count(), 7)
    await make('On a Saturday', '2027-02-06T09:00:00Z')
    await page.click('.view-menu')
    await page.getByRole('menuitemcheckbox', { name: 'Show weekends' }).click()
    assert.equal(await page.locator('.heads h2').count(), 5)
    // It is the same choice as in Settings, You.
    await untilAsMany('hidden weekends', async () => Number(!(await ada.get('/api/me')).body.showsWeekends), 1)
    await page.reload()
    await page.waitForSelector('text=1 event on hidden days')
    await page.click('text=1 event on hidden days')
    assert.equal(await page.locator('.heads h2').count(), 7)
    await page.click('.today')
    await page.waitForSelector('.heads [aria-current="date"]')
    await page.goBack()
    assert.equal(await title(page), '1–7 Feb 2027')
    // As it was: the other tests know the weekend.
    await untilAsMany('shown weekends', async () => Number((await ada.get('/api/me')).body.showsWeekends), 1)
    await page.context().close()
  })

  test('while the part of another view is read, the one before stays as it was under the title of the new one', async () => {
    const { page } = await open(`/calendar/week/${WEEK}`)
    let arrive = () => {}
    const late = new Promise<void>((resolve) => {
      arrive = resolve
    })
    await page.route(/MonthView.*\.js/, async (route) => {
      await late
      await route.continue()
    })
    const heads = await page.locator('.heads h2').allInnerTexts()
    await page.keyboard.press('m')
    await page.locator('h1', { hasText: 'February 2027' }).waitFor()
    assert.deepEqual(await page.locator('.heads h2').allInnerTexts(), heads)
    arrive()
    await settled(page)
    assert.equal(await page.locator('.heads h2').count(), 0)
    assert.equal(await title(page), 'February 2027')
    await page.context().close()
  })

  test('letters and arrows do what ? lists, and the title of the window names the place', async () => {
    const { page } = await open(`/calendar/week/${WEEK}`)
    for (const [key, path] of [
      ['d', `/calendar/day/${WEEK}`],
      ['m', `/calendar/month/${WEEK}`],
      ['y', `/calendar/year/${WEEK}`],
      ['l', `/calendar/list/${WEEK}`],
      ['w', `/calendar/week/${WEEK}`],
      ['ArrowRight', '/calendar/week/2027-02-08'],
      ['k', `/calendar/week/${WEEK}`],
    ] as const) {
      await page.keyboard.press(key)
      await page.waitForURL(`**${path}`)
    }
    assert.equal(await page.title(), '1–7 Feb 2027 – Calendar – Almanac')
    await page.keyboard.press('?')
    await page.waitForSelector('dialog >> text=Move by 15 minutes or a day')
    await page.keyboard.press('Escape')
    // One link past everything, then few Tab stops to the first event.
    await page.reload()
    await settled(page)
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to the page')
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'place')
    let stops = 0
    while (!(await page.evaluate(() => document.activeElement?.hasAttribute('data-event'))) && stops < 10) {
      await page.keyboard.press('Tab')
      stops++
    }
    assert.ok(stops <= 4, `${stops} Tabs from the place to the first event`)
    await page.context().close()
  })

  test('an event is dragged to another day and resized at both ends; undo brings it back', async () => {
    const event = await make('Dragged', '2027-02-03T12:00:00Z')
    const { page, faults } = await open(`/calendar/week/${WEEK}`)
    const box = async () => {
      await chip(page, event.id).scrollIntoViewIfNeeded()
      return (await chip(page, event.id).boundingBox())!
    }
    const drag = async (fromX: number, fromY: number, toX: number, toY: number) => {
      await page.mouse.move(fromX, fromY)
      await page.mouse.down()
      await page.mouse.move((fromX + toX) / 2, (fromY + toY) / 2, { steps: 4 })
      await page.mouse.move(toX, toY, { steps: 6 })
      await page.mouse.up()
    }
    const at = await box()
    const middle = { x: at.x + at.width / 2, y: at.y + at.height / 2 }
    const columnPx = (await page.locator('.heads h2').first().boundingBox())!.width
    await drag(middle.x, middle.y, middle.x + columnPx, middle.y)
    await page.waitForSelector('text=“Dragged” is changed.')
    assert.deepEqual(await timesOf(event.id), [shift(event.startsAt, 1440), shift(event.endsAt, 1440)])
    await page.click('.toast >> text=Undo')
    await page.waitForSelector('text=Undone.')
    assert.deepEqual(await timesOf(event.id), [event.startsAt, event.endsAt])
    const again = await box()
    const { version } = (await ada.get(`/api/events/${event.id}`)).body
    const [x, bottom] = [again.x + again.width / 2, again.y + again.height - 2]
    await drag(x, bottom, x, bottom + 60)
    await saved(event.id, version + 1)
    assert.deepEqual(await timesOf(event.id), [event.startsAt, shift(event.endsAt, 60)])
    await page.waitForFunction(
      (key) => (document.querySelector(`[data-event="${key}"]`)?.clientHeight ?? 0) > 100,
      `${event.id}|`,
    )
    const tall = await box()
    await drag(x, tall.y + 2, x, tall.y + 2 - 60)
    await saved(event.id, version + 2)
    assert.deepEqual(await timesOf(event.id), [shift(event.startsAt, -60), shift(event.endsAt, 60)])
    // Escape gives a drag up.
    const wide = await box()
    await page.mouse.move(wide.x + 20, wide.y + 40)
    await page.mouse.down()
    await page.mouse.move(wide.x + 20, wide.y + 100, { steps: 5 })
    await page.waitForSelector('.ghost')
    await page.keyboard.press('Escape')
    await page.mouse.up()
    assert.equal(await page.locator('.ghost').count(), 0)
    assert.equal((await ada.get(`/api/events/${event.id}`)).body.version, version + 2)
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('the same by keyboard: move, resize at both ends, delete, undo; the focus stays', async () => {
    const event = await make('Typed', '2027-02-04T09:00:00Z')
    const { page } = await open(`/calendar/week/${WEEK}`)
    await chip(page, event.id).focus()
    const press = async (keys: string, version: number) => {
      await page.keyboard.press(keys)
      await saved(event.id, version)
      await page.waitForFunction((key) => document.activeElement?.getAttribute('data-event') === key, `${event.id}|`)
    }
    await press('Alt+ArrowDown', 2)
    assert.deepEqual(await timesOf(event.id), [shift(event.startsAt, 15), shift(event.endsAt, 15)])
    await press('Alt+ArrowRight', 3)
    await press('Shift+ArrowDown', 4)
    await press('Shift+Alt+ArrowUp', 5)
    assert.deepEqual(await timesOf(event.id), [shift(event.startsAt, 1440), shift(event.endsAt, 1470)])
    await page.keyboard.press('Delete')
    await page.waitForSelector('text=“Typed” is deleted.')
    await chip(page, event.id).waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement !== document.body)
    await page.keyboard.press('Control+z')
    await chip(page, event.id).waitFor()
    await page.waitForFunction((key) => document.activeElement?.getAttribute('data-event') === key, `${event.id}|`)
    await page.context().close()
  })

  test('what is deleted while its move is still being saved is deleted', async () => {
    const event = await make('Hasty', '2027-02-05T15:00:00Z')
    const { page } = await open(`/calendar/week/${WEEK}`)
    const deleted = Promise.withResolvers<void>()
    // The answer to the move arrives after the next key was pressed.
    await page.route(`**/api/events/${event.id}`, async (route) => {
      const answer = await route.fetch()
      if (route.request().method() === 'PATCH') await deleted.promise
      await route.fulfill({ response: answer })
    })
    await chip(page, event.id).focus()
    await page.keyboard.press('Alt+ArrowDown')
    await saved(event.id, 2)
    await chip(page, event.id).focus()
    await page.keyboard.press('Delete')
    await chip(page, event.id).waitFor({ state: 'detached' })
    deleted.resolve()
    await page.waitForSelector('text=“Hasty” is deleted.')
    assert.equal((await ada.get(`/api/events/${event.id}`)).status, 404)
    await page.context().close()
  })

  test('Ctrl+Z while a move is still being saved takes that one back, and then the one before', async () => {
    const event = await make('Undecided', '2027-02-06T15:00:00Z')
    const { page, faults } = await open(`/calendar/week/${WEEK}`)
    let isHeld = false
    const pressed = Promise.withResolvers<void>()
    await page.route(`**/api/events/${event.id}`, async (route) => {
      const answer = await route.fetch()
      if (isHeld && route.request().method() === 'PATCH') await pressed.promise
      await route.fulfill({ response: answer })
    })
    await chip(page, event.id).focus()
    await page.keyboard.press('Alt+ArrowDown')
    await page.waitForSelector('text=“Undecided” is changed.')
    isHeld = true
    await chip(page, event.id).focus()
    await page.keyboard.press('Alt+ArrowRight')
    await saved(event.id, 3)
    await page.keyboard.press('Control+z')
    pressed.resolve()
    await page.waitForSelector('text=Undone.')
    assert.deepEqual(await timesOf(event.id), ['2027-02-06T15:15:00.000Z', '2027-02-06T16:15:00.000Z'])
    await page.keyboard.press('Control+z')
    await saved(event.id, 5)
    assert.deepEqual(await timesOf(event.id), ['2027-02-06T15:00:00.000Z', '2027-02-06T16:00:00.000Z'])
    assert.equal(await page.locator('.toast.is-fault').count(), 0)
    // Said twice, and once there.
    await untilAsMany('one message', () => page.locator('.toast', { hasText: 'Undone.' }).count(), 1)
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('a date of a series that is dragged to the row of whole days asks for more than that date', async () => {
    const series = await make('Watering', '2027-07-20T08:00:00Z', 60, { rrule: 'FREQ=DAILY;COUNT=3' })
    const { page, faults } = await open('/calendar/week/2027-07-20')
    const first = (await page.locator(`[data-event^="${series.id}|"]`).first().boundingBox())!
    const row = (await page.locator('.whole-days .bars').boundingBox())!
    await page.mouse.move(first.x + 20, first.y + 20)
    await page.mouse.down()
    await page.mouse.move(first.x + 20, row.y + 10, { steps: 8 })
    await page.mouse.up()
    const question = page.getByRole('dialog', { name: 'Move: Watering' })
    assert.equal(await question.getByRole('radio', { name: 'This event', exact: true }).isDisabled(), true)
    await question.getByRole('radio', { name: 'All events' }).check()
    await question.getByRole('button', { name: 'Move' }).click()
    await page.waitForSelector('text=“Watering” is changed.')
    const dates = async () => {
      const { body } = await ada.get('/api/events?from=2027-07-19T00:00:00Z&to=2027-07-26T00:00:00Z')
      const those = body.events.filter(({ title: of }: { title: string }) => of === 'Watering')
      return those.map(({ startDate, startsAt }: Record<string, string>) => startDate ?? startsAt)
    }
    assert.deepEqual(await dates(), ['2027-07-20', '2027-07-21', '2027-07-22'])
    await page.keyboard.press('Control+z')
    await page.waitForSelector('text=Undone.')
    assert.deepEqual(
      await dates(),
      [20, 21, 22].map((day) => `2027-07-${day}T08:00:00.000Z`),
    )
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('a refused move goes back and says why', async () => {
    const { body } = await ada.get('/api/public/demo/call/slots?from=2027-01-25&to=2027-01-25&timeZone=Europe/Berlin')
    const early = body.slots[0].startsAt
    const booked = await ada.post('/api/public/demo/call/bookings', {
      startsAt: early,
      customer: { name: 'Fixed', email: 'fixed@example.test', timeZone: 'UTC' },
    })
    await make('Wall', shift(early, 30), 30)
    const { page } = await open('/calendar/week/2027-01-25')
    const key = booked.body.bookingId
    await chip(page, key).focus()
    await page.keyboard.press('Alt+ArrowDown')
    // Its customer would be mailed: that is said before.
    const asked = page.getByRole('dialog', { name: 'Who hears of it' })
    await asked.getByText('fixed@example.test').waitFor()
    assert.equal(await asked.getByRole('button', { name: 'Don’t send' }).count(), 0)
    await asked.getByRole('button', { name: 'Send', exact: true }).click()
    await page.waitForSelector('.toast.is-fault')
    assert.equal((await ada.get(`/api/events/${key}`)).body.startsAt, new Date(early).toISOString())
    // A booking is somebody's appointment: Delete asks first and says who will be told.
    await chip(page, key).focus()
    await page.keyboard.press('Delete')
    await page.waitForSelector('[role=alertdialog] >> text=Told by mail: Fixed (fixed@example.test).')
    await page.click('[role=alertdialog] >> text=Keep it')
    assert.equal((await ada.get(`/api/events/${key}`)).body.booking.status, 'confirmed')
    await page.context().close()
  })

  test('walls: the browser’s own zone decides nothing, gaps are drawn right, spans are worded from start to end', async () => {
    const over = await make('Over the gap', '2027-03-28T00:30:00Z', 120)
    await make('Beside', '2027-03-28T01:30:00Z', 90)
    await ada.post('/api/events', { title: 'Whole days', startDate: '2027-03-27', endDate: '2027-03-29' })
    await make('Three days', '2027-03-22T08:00:00Z', 2 * 1440 + 480)
    // New York changes its clocks on 14 March, Berlin on 28 March.
    const { page } = await open('/calendar/week/2027-03-22', { timezoneId: 'America/New_York' })
    // Two hours of time are three on the wall clock: 01:30 to 04:30.
    assert.match((await chip(page, over.id).getAttribute('aria-label')) ?? '', /Sunday 28 March, 01:30 to 04:30/)
    const boxOf = async (text: string) =>
      (await page.locator(`[data-event][aria-label^="${text}"]`).first().boundingBox())!
    const [a, b] = [await boxOf('Over the gap'), await boxOf('Beside')]
    assert.ok(a.x + a.width <= b.x + 1 || b.x + b.width <= a.x + 1, 'overlapping events lie beside each other')
    assert.ok((await boxOf('Whole days')).width > a.width + b.width, 'an event of two days is drawn over both')
    assert.match(
      (await page.locator('[data-event][aria-label^="Three days"]').first().getAttribute('aria-label')) ?? '',
      /Monday 22 March, 09:00 to Wednesday 24 March, 17:00/,
    )
    await chip(page, over.id).focus()
    await page.keyboard.press('Alt+ArrowDown')
    await saved(over.id, 2)
    // A quarter of an hour on the wall clock, the length in time kept.
    assert.deepEqual(await timesOf(over.id), ['2027-03-28T00:45:00.000Z', '2027-03-28T02:45:00.000Z'])
    // 14 March has every hour here, whatever the browser thinks of it: 02:30 is drawn and named 02:30.
    const early = await make('Half past two', '2027-03-14T01:30:00Z')
    await page.goto(`${host.app}/calendar/day/2027-03-14`)
    assert.match((await chip(page, early.id).getAttribute('aria-label')) ?? '', /02:30 to 03:30/)
    await page.context().close()
  })

  test('Month: spans are bars, "3 more" opens the day, a drag moves across weeks; Year and List lead on', async () => {
    // With the stand-up of that Wednesday they are nine.
    for (let i = 0; i < 8; i++) await make(`Busy ${i}`, `2027-04-14T${String(6 + i).padStart(2, '0')}:00:00Z`, 30)
    const mover = await make('Across weeks', '2027-04-08T08:00:00Z')
    await ada.post('/api/events', { title: 'Fair', startDate: '2027-04-20', endDate: '2027-04-23' })
    const { page } = await open('/calendar/month/2027-04-10')
    const cell = (date: string) => page.locator(`[data-cell="${date}"]`)
    const fair = (await page.locator('[data-event][aria-label^="Fair"]').boundingBox())!
    assert.ok(fair.width > 2.5 * (await cell('2027-04-20').boundingBox())!.width)
    const from = (await chip(page, mover.id).boundingBox())!
    const to = (await cell('2027-04-22').boundingBox())!
    await page.mouse.move(from.x + 30, from.y + 8)
    await page.mouse.down()
    await page.mouse.move(to.x + 40, to.y + 60, { steps: 8 })
    await page.mouse.up()
    await saved(mover.id, 2)
    assert.deepEqual(await timesOf(mover.id), ['2027-04-22T08:00:00.000Z', '2027-04-22T09:00:00.000Z'])
    await cell('2027-04-14').locator('text=/^\\d+ more$/').click()
    await page.waitForSelector('[role=dialog] >> text=Busy 7')
    await page.locator('[role=dialog] h3 button').click()
    await page.waitForURL('**/calendar/day/2027-04-14')
    await page.keyboard.press('y')
    await page.waitForURL('**/calendar/year/2027-04-14')
    await settled(page)
    assert.match(
      (await page.locator('.year-view [data-date="2027-04-14"]').getAttribute('aria-label')) ?? '',
      /9 events/,
    )
    assert.match((await page.locator('.year-view [data-date="2027-04-14"]').getAttribute('class')) ?? '', /shade-3/)
    await page.click('.year-view [data-date="2027-04-08"]')
    await page.waitForURL('**/calendar/day/2027-04-08')
    await page.keyboard.press('l')
    await settled(page)
    // The list goes on as one scrolls.
    await page.locator('.list-view .end').scrollIntoViewIfNeeded()
    await page.waitForSelector(
      '.list-view section[aria-label*="Friday 21 May 2027"], .list-view section[aria-label*="May 2027"]',
    )
    assert.deepEqual(await barriersIn(page), [])
    await page.context().close()
  })

  test('what floats beside an event of Day stands in the window, at each width and in both directions', async () => {
    await make('As wide as the day', '2027-02-24T09:00:00Z')
    for (const [width, locale] of [
      [1440, 'en-GB'],
      [1024, 'en-GB'],
      [768, 'ar'],
    ] as const) {
      const { page, faults } = await open('/calendar/day/2027-02-24', { viewport: { width, height: 900 }, locale })
      const stands = async () => {
        const { x, width: wide } = (await page.locator('[role=dialog]').boundingBox())!
        assert.ok(x >= 0 && x + wide <= width, `${x} to ${x + wide} of ${width} in ${locale}`)
      }
      await page.locator('[data-event] >> text=As wide as the day').click()
      await page.waitForSelector('[role=dialog] >> text=As wide as the day')
      await stands()
      await page.keyboard.press('Escape')
      await page.waitForSelector('[role=dialog]', { state: 'detached' })
      const place = (await page.locator('main').boundingBox())!
      await page.mouse.click(place.x + place.width / 2, place.y + place.height - 100)
      await page.waitForSelector('form.quick')
      await stands()
      assert.deepEqual(faults, [])
      await page.context().close()
    }
  })

  test('a crowded List is drawn as one scrolls, an empty one goes on by itself; Year shows the months that have come', async () => {
    const daily = (title: string, hour: string) =>
      make(title, `2028-05-01T${hour}:00:00Z`, 30, { rrule: 'FREQ=DAILY;COUNT=40' })
    for (const hour of ['06', '07', '08', '09', '10']) await daily(`Round ${hour}`, hour)
    const { page, faults } = await open('/calendar/list/2028-05-10')
    const rows = page.locator('.list-view li', { hasText: 'Round' })
    await rows.first().waitFor()
    // Two weeks of a company that never rests, not all that lies ahead.
    const first = await rows.count()
    assert.ok(first < 120, `${first} of ${31 * 5} rows`)
    await until(
      'the last one is drawn',
      async () => {
        await page.locator('.list-view .end').scrollIntoViewIfNeeded()
        return rows.count()
      },
      (count) => count === 31 * 5,
    )
    // The bar says the month that one has come to.
    await page.locator('h1', { hasText: 'June 2028' }).waitFor()
    // What comes in above leaves what one reads where it is.
    const row = page.locator('.list-view section[aria-label*="12 May 2028"]')
    await row.scrollIntoViewIfNeeded()
    await page.locator('h1', { hasText: 'May 2028' }).waitFor()
    const top = async () => (await row.boundingBox())!.y
    const before = await top()
    // While the end reads on, it cannot be pressed.
    await page.locator('button:enabled', { hasText: 'Show earlier' }).dispatchEvent('click')
    await page.locator('.list-view section[aria-label*=" 1 May 2028"]').first().waitFor({ state: 'attached' })
    await until('it stands where it stood', top, (now) => Math.abs(now - before) < 2)

    const { resources } = (await ada.get('/api/resources')).body
    await page.goto(`${host.app}/calendar/list/2028-05-10?people=${resources[0].id}`)
    await page.getByText('The list ends here').waitFor()
    // It stops where it finds something: what others have in that room.
    const begins = page.getByText('The list begins here')
    const earlier = page.getByRole('button', { name: 'Show earlier' })
    while (!(await begins.isVisible())) {
      await earlier.click()
      await earlier.and(page.locator(':enabled')).or(begins).waitFor()
    }
    // Years later the head of a day says of which year it is.
    await page.goto(`${host.app}/calendar/list/2028-05-10`)
    await page.locator('.list-view h2', { hasText: 'May 2028' }).first().waitFor()

    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route(/\/api\/events\?from=2028-0[6-9]/, async (route) => {
      await held
      await route.continue()
    })
    await page.goto(`${host.app}/calendar/year/2028-05-10`)
    const said = (date: string) => page.locator(`.year-view [data-date="${date}"]`).getAttribute('aria-label')
    await until(
      'May has come',
      () => said('2028-05-10'),
      (words) => /[56] events/.test(words ?? ''),
    )
    assert.equal(await page.locator('.year-view').getAttribute('aria-busy'), 'true')
    assert.doesNotMatch((await said('2028-10-10'))!, /event/)
    release()
    await settled(page)
    assert.match((await said('2028-10-10'))!, /0 events/)
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('in narrow columns lines end where words do; a word wider than its chip ends in dots or is parted by its language', async () => {
    const at = (hour: string) => `2027-05-11T${hour}:00Z`
    const long = 'Internationalisation'
    for (const words of ['Quarterly planning', 'Stand-up of everybody']) await make(words, at('08:00'), 120)
    for (const words of [long, 'Design review']) await make(words, at('11:00'), 120)
    await make('Stand-up of the whole department', at('14:00'))
    for (const [path, width] of [
      ['week', 900],
      ['week', 1280],
      ['days', 390],
    ] as const) {
      const { page } = await open(`/calendar/${path}/2027-05-11`, { viewport: { width, height: 900 } })
      const titles = await page.locator('.area .title').evaluateAll((all) =>
        all.map((title) => {
          const text = (title.querySelector('bdi') ?? title).firstChild as Text
          const top = (index: number) => {
            const range = document.createRange()
            range.setStart(text, index)
            range.setEnd(text, index + 1)
            return Math.round(range.getBoundingClientRect().top)
          }
          const letters = [...text.data].map((letter, index) => ({ letter, top: top(index) }))
          const breaks = letters.flatMap(({ top: line }, index) => {
            const before = letters[index - 1]
            return before && line > before.top ? [index] : []
          })
          return { words: text.data, breaks, isCut: title.scrollWidth > title.clientWidth, width: title.clientWidth }
        }),
      )
      assert.ok(titles.length >= 4, `${titles.length} titles`)
      for (const { words, breaks } of titles)
        for (const index of breaks) {
          const word = `${/[\p{L}\p{N}]*$/u.exec(words.slice(0, index))![0]}|${/^[\p{L}\p{N}]*/u.exec(words.slice(index))![0]}`
          const isWhole = word.startsWith('|') || word.endsWith('|')
          assert.ok(isWhole || word.length > 12, `${path} at ${width} px breaks “${words}” as ${word}`)
        }
      const found = titles.find(({ words }) => words === long)
      if (found) assert.ok(found.breaks.length > 0 || found.isCut || found.width > 110, JSON.stringify(found))
      await page.context().close()
    }
  })

  test('a click on an event opens its card with an address; Back closes it, a reload opens it again', async () => {
    const event = await make('Opened', '2027-02-05T09:00:00Z', 60, {
      description: 'See https://example.test/plan',
      location: 'Kepler',
    })
    const { page } = await open(`/calendar/week/${WEEK}`)
    await chip(page, event.id).click()
    await page.waitForSelector('[role=dialog] >> text=Kepler')
    assert.match(page.url(), new RegExp(`/calendar/event/${event.id}`))
    assert.equal(await page.locator('[role=dialog] a[href="https://example.test/plan"]').count(), 1)
    // Nothing that opened it reaches what is inside: the focus is on the heading.
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H2')
    await page.reload()
    await page.waitForSelector('[role=dialog] >> text=Kepler')
    await page.goBack()
    await page.waitForSelector('[role=dialog]', { state: 'detached' })
    await page.waitForURL(`**/calendar/week/${WEEK}`)
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-event') ?? '')
    await until('the focus is on its chip', focused, (id) => id === `${event.id}|`)
    // What lasts longer is opened on the day that was on show.
    const long = await ada.post('/api/events', { title: 'Long', startDate: '2027-02-02', endDate: '2027-02-06' })
    await page.goto(`${host.app}/calendar/event/${long.body.id}?view=day&date=2027-02-04`)
    await page.getByRole('dialog', { name: 'Long' }).waitFor()
    assert.match(page.url(), /date=2027-02-04$/)
    await page.context().close()
  })

  test('Enter on an invitation opens it and answers nothing; To answer counts and answers', async () => {
    await make('Please come', '2027-02-04T14:00:00Z', 30, { attendees: [{ email: 'linus@demo.test' }] })
    const { page } = await open('/calendar/week/2027-02-04', {}, 'linus@demo.test')
    const invited = page.locator('[data-event][aria-label^="Please come"]')
    assert.match((await invited.getAttribute('aria-label')) ?? '', /not answered yet/)
    await invited.focus()
    await page.keyboard.down('Enter')
    await page.waitForSelector('[role=dialog] [role=group]')
    await page.keyboard.up('Enter')
    const linus = await signIn(host, 'linus@demo.test')
    const reply = async () => {
      const { body } = await linus.get('/api/events?from=2027-02-04T00:00:00Z&to=2027-02-05T00:00:00Z')
      return body.events.find(({ title }: { title: string }) => title === 'Please come').reply
    }
    assert.equal(await reply(), 'needsAction')
    await page.keyboard.press('Escape')
    const count = Number(await page.locator('.to-answer .number').innerText())
    assert.ok(count > 0)
    await page.click('.to-answer')
    const line = page.locator('dialog li', { hasText: 'Please come' })
    await line.getByRole('button', { name: 'Maybe' }).click()
    await line.waitFor({ state: 'detached' })
    assert.equal(await reply(), 'tentative')
    await page.context().close()
  })

  test('slow is drawn as waiting and offline as what was known, never as an empty week', async () => {
    const { page } = await open(`/calendar/week/${WEEK}`)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/api/events?*', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(`${host.app}/calendar/week/2027-06-07`)
    await page.waitForSelector('.time-view .skeleton')
    release()
    await settled(page)
    await page.unroute('**/api/events?*')
    await page.route('**/api/events?*', (route) => route.abort('connectionreset'))
    await page.goto(`${host.app}/calendar/week/2027-08-02`)
    await page.waitForSelector('text=These days cannot be reached')
    assert.equal(await page.locator('.time-view').count(), 0)
    await page.unroute('**/api/events?*')
    await settled(page)
    await page.context().close()
  })

  test('no barriers in any view and both themes; nothing scrolls sideways from 360 px on', async () => {
    const { page } = await open(`/calendar/week/${WEEK}`, { colorScheme: 'dark' })
    for (const view of ['week', 'month', 'year', 'list', 'day']) {
      await page.goto(`${host.app}/calendar/${view}/${WEEK}`)
      await settled(page)
      assert.deepEqual(await barriersIn(page), [], view)
      for (const width of [360, 600, 768, 900, 1440]) {
        await page.setViewportSize({ width, height: 800 })
        assert.ok(await fitsWidth(page), `${view} at ${width}`)
      }
    }
    await page.context().close()
  })

  test('on a phone the list has its week on top; a swipe goes on, in the direction of reading', async () => {
    const phone = { viewport: PHONE, hasTouch: true, isMobile: true }
    const { page, faults } = await open('/calendar/list/2027-02-03', phone)
    const dateInAddress = () => new URL(page.url()).pathname.split('/').at(-1)
    /** A finger from one place to another, quickly; positions are parts of the width. */
    const swipe = async (selector: string, from: number, to: number) => {
      const box = (await page.locator(selector).boundingBox())!
      const at = (part: number) => [{ x: box.x + box.width * part, y: box.y + Math.min(200, box.height / 2) }]
      const session = await page.context().newCDPSession(page)
      await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(from) })
      await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at((from + to) / 2) })
      await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(to) })
      await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
      await session.detach()
    }
    assert.equal(await page.locator('.strip button').count(), 7)
    assert.match((await page.locator('.strip [aria-current=date]').getAttribute('aria-label'))!, /3 February/)
    await page.locator('.strip button').nth(4).click()
    await page.waitForURL(/list\/2027-02-05/)
    await swipe('.strip', 0.8, 0.2)
    await page.waitForURL(/list\/2027-02-08/)
    await swipe('.strip', 0.2, 0.8)
    await page.waitForURL(/list\/2027-02-01/)
    await page.goto(`${host.app}/calendar/day/2027-02-03`)
    await settled(page)
    await swipe('.view', 0.8, 0.2)
    await page.waitForURL(/day\/2027-02-04/)
    // Little, or mostly up and down, is none.
    await swipe('.view', 0.5, 0.46)
    assert.equal(dateInAddress(), '2027-02-04')
    assert.deepEqual(await barriersIn(page), [])
    assert.ok(await fitsWidth(page))
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('a finger finds what it aims at: steps, Today, the numbers of Month, what a day has more', async () => {
    for (let i = 0; i < 9; i++) await make(`Crowd ${i}`, `2027-09-15T${String(6 + i).padStart(2, '0')}:00:00Z`, 30)
    const { page, faults } = await open('/calendar/month/2027-09-10', {
      viewport: PHONE,
      hasTouch: true,
      isMobile: true,
    })
    for (const name of ['Today', 'Earlier', 'Later', 'Search', 'Side panel']) {
      const box = (await page
        .locator('header')
        .getByRole(/Search/.test(name) ? 'link' : 'button', { name })
        .boundingBox())!
      assert.ok(box.width >= 44 && box.height >= 44, `${name} ${box.width} x ${box.height}`)
    }
    await page.setViewportSize({ width: 360, height: 780 })
    assert.ok(await fitsWidth(page))
    assert.ok((await page.locator('h1').boundingBox())!.width >= 56)
    await page.setViewportSize(PHONE)
    // An empty day: below its number and at the side it is still the number that is hit.
    const cell = (await page.locator('[data-cell="2027-09-11"]').boundingBox())!
    for (const [x, y] of [
      [cell.width - 6, 6],
      [6, 42],
    ] as const) {
      const hit = ([left, top]: number[]) => document.elementFromPoint(left!, top!)?.getAttribute('data-date')
      assert.equal(await page.evaluate(hit, [cell.x + x, cell.y + y]), '2027-09-11')
    }
    const full = (await page.locator('[data-cell="2027-09-15"]').boundingBox())!
    await page.touchscreen.tap(full.x + full.width - 5, full.y + full.height - 5)
    const sheet = page.getByRole('dialog', { name: 'Wednesday, 15 September 2027' })
    await sheet.getByRole('button', { name: /^Crowd 8/ }).waitFor()
    assert.equal(await sheet.getByText('Wednesday, 15 September 2027').count(), 1)
    await sheet.getByRole('button', { name: 'Close' }).tap()
    await sheet.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Side panel' }).tap()
    const panel = page.getByRole('dialog', { name: 'Side panel' })
    await panel.getByRole('button', { name: 'Close' }).tap()
    await panel.waitFor({ state: 'detached' })
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('three days are three working days where weekends are hidden, also from a Thursday on and back', async () => {
    await make('On a Saturday', '2027-10-09T08:00:00Z')
    const { page } = await open('/calendar/days/2027-10-07', { viewport: PHONE, hasTouch: true })
    const heads = () => page.locator('.heads h2').allInnerTexts()
    const shown = (days: string) =>
      until(
        days,
        async () => (await heads()).join(' ').replaceAll('\n', ' '),
        (heading) => heading === days,
      )
    await shown('Thu 7 Fri 8 Sat 9')
    await page.click('.view-menu')
    await page.getByRole('menuitemcheckbox', { name: 'Show weekends' }).click()
    await shown('Thu 7 Fri 8 Mon 11')
    await page.getByText('1 event on hidden days').waitFor()
    assert.equal(await title(page), '7–11 Oct')
    await page.getByRole('button', { name: 'Later' }).click()
    await shown('Tue 12 Wed 13 Thu 14')
    await page.getByRole('button', { name: 'Earlier' }).click()
    await shown('Thu 7 Fri 8 Mon 11')
    await page.getByRole('button', { name: 'Earlier' }).click()
    await shown('Mon 4 Tue 5 Wed 6')
    // As it was: the other tests know the weekend.
    await page.click('.view-menu')
    await page.getByRole('menuitemcheckbox', { name: 'Show weekends' }).click()
    await shown('Mon 4 Tue 5 Wed 6')
    await untilAsMany('shown weekends', async () => Number((await ada.get('/api/me')).body.showsWeekends), 1)
    await page.context().close()
  })

  test('an address that leads nowhere says so and leads on; those of the calendar are as they were', async () => {
    const { page, faults } = await open(`/calendar/week/${WEEK}`)
    for (const path of [
      '/calendar/nonsense',
      '/foo',
      '/settings/nonsense',
      '/contacts/nonsense/x',
      '/calendar/week/2027-02-31',
      '/calendar/event',
      '/calendar/week/2027-02-01/x',
    ]) {
      await page.goto(`${host.app}${path}`)
      await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
      assert.equal(await page.title(), 'No such page – Almanac')
    }
    assert.deepEqual(await barriersIn(page), [])
    // A place that there is, of somebody whom nobody knows.
    await page.goto(`${host.app}/contacts/nonsense`)
    await page.getByRole('heading', { name: 'There is no such contact' }).waitFor()
    await page.goto(`${host.app}/foo`)
    await page.getByRole('button', { name: 'Go to the calendar' }).click()
    await settled(page)
    for (const path of ['/', '/calendar', '/calendar/', '/calendar/week', `/calendar/month/${WEEK}`]) {
      await page.goto(`${host.app}${path}`)
      await settled(page)
    }
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('a customer’s booking is cancelled with a message, and the mail says it', async () => {
    const [slot] = await slots(host, 'call')
    const booked = await new Client(host.app).post(
      '/api/public/demo/call/bookings',
      bookingBody(slot!.startsAt, 'Cecily'),
    )
    assert.equal(booked.status, 201, JSON.stringify(booked.body))
    await atRest(host)
    const { page, faults } = await open(`/calendar/day/${slot!.startsAt.slice(0, 10)}`)
    const booking = page.locator('[data-event]').filter({ hasText: 'Cecily' }).first()
    await booking.focus()
    await page.keyboard.press('Delete')
    const question = page.getByRole('alertdialog')
    await question.getByText('cecily@example.test').waitFor()
    await question.getByRole('textbox').fill('The river is over the road; <b>next week</b>?')
    await question.getByRole('button', { name: 'Cancel booking' }).click()
    await page.getByText('is cancelled; its customer is being told.').waitFor()
    await booking.waitFor({ state: 'detached' })
    await atRest(host)
    const mail = (await mails(host, 'cecily@example.test')).at(-1)!
    assert.match(mail.text, /The river is over the road; <b>next week<\/b>\?/)
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('what one may not read, and who has left, is said in one’s own language: on the chip, in the card, in what waits', async () => {
    const [grace, linus] = [await signIn(host, 'grace@demo.test'), await signIn(host, 'linus@demo.test')]
    const at = (from: string) => ({ startsAt: `2027-02-23T${from}:00:00Z`, endsAt: `2027-02-23T${from}:45:00Z` })
    const secret = (await grace.post('/api/events', { title: 'Secret', privacy: 'private', ...at('09') })).body
    const { acceptUrl } = (await ada.post('/api/invitations', { email: 'pia@demo.test' })).body
    const pia = new Client(host.app)
    const join = { name: 'Pia', password: PASSWORD, timeZone: 'UTC' }
    await pia.post(`/api/public/invitations/${acceptUrl.split('/').at(-1)}/accept`, join)
    const [leaver, reader, hidden] = await Promise.all(
      [pia, linus, grace].map(async (one) => (await one.get('/api/me')).body.id as string),
    )
    const attendees = [{ email: 'linus@demo.test' }]
    const hers = (await pia.post('/api/events', { title: 'Planned by Pia', ...at('12'), attendees })).body
    assert.equal((await ada.delete(`/api/members/${leaver}`)).status, 204)
    const type = {
      slug: 'yoga',
      title: 'Yoga',
      hosts: [hidden],
      seats: 12,
      horizonDays: 730,
      limitToWorkingHours: false,
    }
    assert.equal((await ada.post('/api/appointment-types', type)).status, 201)
    const places = { ...bookingBody('2027-02-23T16:00:00Z', 'Yann'), seats: 3 }
    const booked = await new Client(host.app).post('/api/public/demo/yoga/bookings', places)
    assert.equal(booked.status, 201, JSON.stringify(booked.body))
    const { locale } = (await linus.patch('/api/me', { locale: 'de-DE' })).body
    assert.equal(locale, 'de-DE')

    const path = `/calendar/day/2027-02-23?people=${reader},${hidden}`
    const { page, faults } = await open(path, { locale: 'de-DE' }, 'linus@demo.test')
    // Nor is there an id to find it by.
    const busy = page.locator('[data-event]', { hasText: 'Beschäftigt' })
    await busy.waitFor()
    assert.equal(await chip(page, secret.id).count(), 0)
    assert.match((await busy.getAttribute('aria-label')) ?? '', /^Beschäftigt,/)
    await busy.click()
    await page.getByRole('dialog').getByRole('heading', { name: 'Beschäftigt' }).waitFor()
    await page.keyboard.press('Escape')
    const lesson = page.locator('[data-event]', { hasText: 'Yoga (3 von 12)' })
    await lesson.click()
    await page.getByRole('dialog').getByRole('heading', { name: 'Yoga (3 von 12)' }).waitFor()
    await page.keyboard.press('Escape')
    assert.match((await chip(page, hers.id).getAttribute('aria-label')) ?? '', /Organisation: Ehemaliges Mitglied/)
    await chip(page, hers.id).click()
    await page.getByRole('dialog').getByText('Organisation: Ehemaliges Mitglied').waitFor()
    await page.keyboard.press('Escape')
    await page.click('.to-answer')
    await page.locator('dialog li', { hasText: 'Planned by Pia' }).getByText('Ehemaliges Mitglied').waitFor()
    assert.equal(await page.getByText(/Busy|Former member|of 12/).count(), 0)
    assert.deepEqual(faults, [])
    await linus.patch('/api/me', { locale: null })
    await page.context().close()
  })

  test('a phone begins with the list; day and three days, the round button, colleagues and Sign out are in reach', async () => {
    const { page, faults } = await open('/', { viewport: PHONE, hasTouch: true })
    await page.waitForSelector('.list-view')
    assert.equal(await page.locator('.view-menu').innerText(), 'List')
    assert.deepEqual(await barriersIn(page), [])
    const round = (await page.locator('.round').boundingBox())!
    assert.equal(round.width, round.height)
    await choose(page, '3 Days')
    await page.waitForSelector('.time-view')
    assert.equal(await page.locator('.heads h2').count(), 3)
    await page.setViewportSize({ width: 360, height: 640 })
    const isCut = ({ scrollWidth, clientWidth, scrollHeight, clientHeight }: Element) =>
      scrollWidth > clientWidth || scrollHeight > clientHeight
    assert.equal(await page.locator('h1').evaluate(isCut), false)
    await page.setViewportSize(PHONE)
    // Also where the address did not say the date: the sheet stays until one leaves it.
    await page.goto(`${host.app}/calendar/days`)
    await settled(page)
    await page.click('[aria-label="Side panel"]')
    for (const name of ['Grace Okafor', 'Linus Rao']) await page.getByRole('checkbox', { name }).check()
    await page.keyboard.press('Escape')
    await page.click('.round')
    await page.waitForSelector('form.quick')
    await page.getByLabel('Title').fill('From the phone')
    await page.click('text=Save & Close')
    await page.waitForSelector('text=“From the phone” is in the calendar.')
    await page.click('nav.bar >> text=More')
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForSelector('#password')
    assert.deepEqual(faults, [])
    await page.context().close()
  })
})
