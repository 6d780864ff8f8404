import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { atRest, type Client, mails, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, DESKTOP, fitsWidth, letMailsGo, openCalendar, PHONE } from '../support/visitor.ts'
import { until } from '../support/waiting.ts'

const MAX = 'max@client.test'
const DAY = '2027-02-03'

describe('a draft of an event, in a real browser', () => {
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

  async function toMax() {
    await atRest(host)
    return mails(host, MAX)
  }
  const found = async (title: string) => {
    const { body } = await ada.get(`/api/events?from=${DAY}T00:00:00Z&to=${DAY}T23:00:00Z`)
    return body.events.filter((event: { title: string }) => event.title === title)
  }
  const chip = (page: Page, title: string) => page.locator('[data-event]', { hasText: title })
  async function writeLarge(page: Page, title: string) {
    await page.keyboard.press('n')
    await page.getByLabel('Title').fill(title)
    await page.getByRole('button', { name: 'More Options' }).click()
    await page.getByRole('dialog', { name: 'New Event' }).getByRole('button', { name: 'Save as draft' }).waitFor()
  }

  test.each([
    ['a phone', { viewport: PHONE, hasTouch: true }],
    ['a desktop', { viewport: DESKTOP }],
  ])('on %s it is kept, seen as one and sent out from its card', async (_, options) => {
    const title = `Draft at ${options.viewport.width}`
    const before = (await toMax()).length
    const { page, faults } = await openCalendar(browser, host, options, `/calendar/day/${DAY}`)
    await writeLarge(page, title)
    await page.getByRole('combobox', { name: /^Attendees/ }).fill(MAX)
    await page.keyboard.press(',')
    assert.deepEqual(await barriersIn(page), [])
    assert.ok(await fitsWidth(page))
    const keep = page.getByRole('button', { name: 'Save as draft' })
    await keep.focus()
    await page.keyboard.press('Enter')
    await page.waitForSelector(`text=“${title}” is kept as a draft.`)
    assert.equal((await toMax()).length, before, 'nobody hears of it')
    const drawn = chip(page, title)
    assert.match((await drawn.getAttribute('aria-label'))!, /, draft$/)
    assert.equal(await drawn.evaluate((element) => getComputedStyle(element).borderTopStyle), 'dashed')
    await drawn.click()
    await page.waitForSelector('text=A draft: nobody is invited yet, and no time is taken.')
    assert.deepEqual(await barriersIn(page), [])
    assert.ok(await fitsWidth(page))
    await page.getByRole('button', { name: 'Send invitations' }).click()
    await letMailsGo(page)
    await page.waitForSelector(`text=“${title}” is published.`)
    const told = await toMax()
    assert.equal(told.length, before + 1)
    assert.match(told.at(-1)!.subject, RegExp(`^Invitation: ${title}, `))
    assert.doesNotMatch((await drawn.getAttribute('aria-label'))!, /draft/)
    await drawn.click()
    await page.getByRole('button', { name: 'Edit' }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Send invitations' }).count(), 0)
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('its form keeps it as one or sends it out; with nobody else it is published; Ctrl+Z takes either back', async () => {
    const { page, faults } = await openCalendar(browser, host, {}, `/calendar/day/${DAY}`)
    await writeLarge(page, 'Alone')
    await page.getByRole('button', { name: 'Save as draft' }).click()
    await page.waitForSelector('text=“Alone” is kept as a draft.')
    await chip(page, 'Alone').click()
    await page.getByRole('button', { name: 'Publish' }).waitFor()
    await page.keyboard.press('e')
    const form = page.getByRole('dialog', { name: 'Edit Event' })
    await form.getByLabel('Title').fill('Alone still')
    await form.getByRole('button', { name: 'Save as draft' }).click()
    await page.waitForSelector('text=“Alone still” is changed')
    assert.deepEqual((await found('Alone still'))[0].marks, ['draft'])
    await chip(page, 'Alone still').click()
    await page.getByRole('button', { name: 'Publish' }).waitFor()
    await page.keyboard.press('e')
    await form.getByLabel('Title').fill('Alone and out')
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('text=“Alone and out” is published.')
    assert.deepEqual((await found('Alone and out'))[0].marks, [])
    await page.keyboard.press('Control+z')
    await until(
      'it is a draft again',
      () => found('Alone still'),
      ([event]) => event?.marks[0] === 'draft',
    )
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('of a series the card sends out all dates; a room that is taken is said, and it stays a draft', async () => {
    const room = (await ada.post('/api/resources', { name: 'Attic', timeZone: 'Europe/Berlin' })).body
    const times = { startsAt: `${DAY}T15:00:00Z`, endsAt: `${DAY}T16:00:00Z`, timeZone: 'Europe/Berlin' }
    const made = async (title: string, fields: Record<string, unknown>) => {
      const answer = await ada.post('/api/events', { title, ...times, resources: [room.id], ...fields })
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
      return answer.body.id as string
    }
    const draft = await made('Weekly', { isDraft: true, rrule: 'FREQ=WEEKLY;COUNT=3' })
    const other = await made('In the way', {})
    const { page } = await openCalendar(browser, host, {}, `/calendar/day/${DAY}`)
    await chip(page, 'Weekly').click()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForSelector('text=/Attic/')
    assert.equal((await ada.get(`/api/events/${draft}`)).body.isDraft, true)
    await ada.delete(`/api/events/${other}`)
    await chip(page, 'Weekly').click()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForSelector('text=“Weekly” is published.')
    assert.equal((await ada.get(`/api/events/${draft}`)).body.isDraft, undefined)
    await page.context().close()
  })
})
