import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { advanceClock, atRest, type Client, calendarPart, mails, type ReceivedMail, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { deliver, replyMail } from '../support/mail-clients.ts'
import { barriersIn, fitsWidth, openCalendar, PHONE, signInOn, visit } from '../support/visitor.ts'

const MAX = 'max@client.test'
const DAY = '2027-02-03'

describe('whoever is invited, in a real browser', () => {
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

  async function toMax(): Promise<ReceivedMail[]> {
    await atRest(host)
    return mails(host, MAX)
  }
  async function made(title: string, fields: Record<string, unknown> = {}, query = ''): Promise<string> {
    const answer = await ada.post(`/api/events${query}`, {
      title,
      startsAt: `${DAY}T09:00:00Z`,
      endsAt: `${DAY}T10:00:00Z`,
      timeZone: 'Europe/Berlin',
      attendees: [{ email: MAX, name: 'Max Berger' }],
      ...fields,
    })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body.id
  }
  const question = (page: Page) => page.getByRole('dialog', { name: 'Who hears of it' })

  test('saving asks who hears of it: back keeps what was typed, without mails the card offers to tell them', async () => {
    const before = (await toMax()).length
    const { page, faults } = await openCalendar(browser, host, {}, `/calendar/day/${DAY}`)
    await page.keyboard.press('n')
    await page.getByLabel('Title').fill('Asked before')
    await page.getByRole('combobox', { name: /^Attendees/ }).fill(MAX)
    await page.keyboard.press(',')
    await page.click('text=Save & Close')
    const asked = question(page)
    await asked.getByText(MAX).waitFor()
    await asked.getByText('invitation', { exact: true }).waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.keyboard.press('Escape')
    await asked.waitFor({ state: 'detached' })
    assert.equal(await page.getByLabel('Title').inputValue(), 'Asked before')
    await page.click('text=Save & Close')
    await asked.getByRole('button', { name: 'Don’t send' }).click()
    await page.waitForSelector('text=“Asked before” is in the calendar.')
    assert.equal((await toMax()).length, before, 'nobody was told')
    await page.locator('[data-event]', { hasText: 'Asked before' }).click()
    await page.waitForSelector('text=Not told yet: Max')
    assert.deepEqual(await barriersIn(page), [])
    await page.getByRole('button', { name: 'Tell 1 now' }).click()
    await page.waitForSelector('text=“Asked before”: 1 are told.')
    const told = await toMax()
    assert.equal(told.length, before + 1)
    assert.match(told.at(-1)!.subject, /^Invitation: Asked before/)
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('a change says what becomes of whom, with a line; deleting on a phone asks as well, and going back deletes nothing', async () => {
    const id = await made('Roof')
    await toMax()
    const { page } = await openCalendar(browser, host, {}, `/calendar/event/${id}?view=day&date=${DAY}`)
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Start', { exact: true }).fill('11:00')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const asked = question(page)
    await asked.getByText(/^moved to Wed,? 3 Feb, 11:00/).waitFor()
    await asked.getByLabel('Add a line').fill('The ladder is late')
    await asked.getByRole('button', { name: 'Send', exact: true }).click()
    await page.waitForSelector('text=“Roof” is changed')
    const moved = (await toMax()).at(-1)!
    assert.match(moved.subject, /^Moved: Roof is now Wednesday, 3 February 2027, 11:00/)
    assert.match(moved.text, /Ada Hartmann writes: The ladder is late/)
    await page.context().close()

    const phone = await openCalendar(
      browser,
      host,
      { viewport: PHONE, hasTouch: true },
      `/calendar/event/${id}?view=day&date=${DAY}`,
    )
    await phone.page.locator('dialog').getByRole('button', { name: 'More', exact: true }).click()
    await phone.page.getByRole('menuitem', { name: /^Delete/ }).click()
    const sheet = question(phone.page)
    await sheet.getByText('cancelled', { exact: true }).waitFor()
    assert.ok(await fitsWidth(phone.page))
    assert.deepEqual(await barriersIn(phone.page), [])
    await sheet.getByRole('button', { name: 'Cancel' }).click()
    await sheet.waitFor({ state: 'detached' })
    assert.equal((await ada.get(`/api/events/${id}`)).status, 200)
    await phone.page.context().close()
  })

  const linkIn = ({ text }: ReceivedMail) => /http\S+\/reply\/\S+/.exec(text)![0]

  test.each([
    ['a phone', PHONE],
    ['a desktop', { width: 1440, height: 900 }],
  ])('on %s an invitation is read and answered without an account', async (_, viewport) => {
    const title = `Answered at ${viewport.width}`
    const id = await made(title, { location: 'Hauptstraße 3', description: 'Bring the plans.' })
    const mail = (await toMax()).find(({ subject }) => subject.includes(title))!
    const address = linkIn(mail)
    // It can be read before any script has run.
    const drawn = await fetch(address).then((answer) => answer.text())
    for (const text of [title, 'Ada Hartmann invites you', 'Hauptstraße 3', 'Bring the plans.', MAX])
      assert.ok(drawn.includes(text), text)
    const { page, faults } = await visit(browser, address, { viewport })
    assert.deepEqual(await barriersIn(page), [])
    assert.ok(await fitsWidth(page))
    await page.getByLabel(/^A line for Ada Hartmann/).fill('On holiday')
    await page.getByRole('button', { name: 'No', exact: true }).click()
    await page.getByText('You have said no.').waitFor()
    assert.deepEqual(await barriersIn(page), [])
    assert.deepEqual(faults, [])
    const [answer] = (await ada.get(`/api/events/${id}`)).body.attendees
    assert.deepEqual([answer.reply, answer.comment], ['declined', 'On holiday'])
    // It is moved while the page is open: the answer belongs to the time that it was given to.
    await ada.patch(`/api/events/${id}`, { startsAt: `${DAY}T12:00:00Z`, endsAt: `${DAY}T13:00:00Z` })
    await page.getByRole('button', { name: 'Yes', exact: true }).click()
    await page.getByText('It has other times now.').waitFor()
    assert.equal((await ada.get(`/api/events/${id}`)).body.attendees[0].reply, 'needsAction')
    await page.getByRole('button', { name: 'Yes', exact: true }).click()
    await page.getByText('You have said yes.').waitFor()
    await page.context().close()
  })

  test('one date of a series is declined on the page, and the card of that date says so, with what was written', async () => {
    const id = await made('Choir', { rrule: 'FREQ=WEEKLY;COUNT=4' })
    const mail = (await toMax()).find(({ subject }) => subject.includes('Choir'))!
    const { page } = await visit(browser, linkIn(mail), { viewport: PHONE })
    await page.getByLabel(/^Only /).check()
    await page.getByRole('combobox').selectOption({ index: 1 })
    await page.getByLabel(/^A line for/).fill('Only that week')
    await page.getByRole('button', { name: 'No', exact: true }).click()
    await page.getByText('You have said no.').waitFor()
    await page.context().close()
    const second = '2027-02-10T09:00:00.000Z'
    const path = `/calendar/event/${id}?view=day&date=2027-02-10&occurrence=${encodeURIComponent(second)}`
    const { body } = await ada.get(`/api/events/${id}?occurrence=${second}`)
    assert.equal(body.attendees[0].reply, 'declined')
    const opened = await openCalendar(browser, host, {}, path)
    await opened.page.getByText('Only that week').waitFor()
    await opened.page.context().close()
  })

  test('what is about to begin is said on the screen, once, until it is closed', async () => {
    const start = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 8 * 60_000)
    const fields = {
      title: 'Soon',
      startsAt: start.toISOString(),
      endsAt: new Date(start.getTime() + 30 * 60_000).toISOString(),
      reminders: [{ minutesBefore: 10, by: 'screen' }],
    }
    assert.equal((await ada.post('/api/events', fields)).status, 201)
    const { page } = await visit(browser, `${host.app}/settings`)
    await signInOn(page)
    const toast = page.locator('.toast', { hasText: 'In 10 minutes: Soon' })
    await toast.waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.reload()
    await page.getByRole('heading', { name: 'Settings' }).first().waitFor()
    await page.waitForLoadState('networkidle')
    assert.equal(await toast.count(), 0)
    await page.context().close()
  })

  test('another time that a mail client proposes: seen among what waits, accepted on the card, declined on a phone', async () => {
    const id = await made('Wing')
    const invited = (await toMax()).at(-1)!
    const file = (await calendarPart(host, invited)).replaceAll('\r\n ', '')
    const organizer = /^ORGANIZER.*mailto:(.+)\r$/m.exec(file)![1]!
    const uid = /^UID:(.+)\r$/m.exec(file)![1]!
    const propose = async (hour: number, sequence: number) => {
      const times = { startsAt: `${DAY}T${hour}:00:00.000Z`, endsAt: `${DAY}T${hour + 1}:00:00.000Z` }
      const stampedAt = new Date(await advanceClock(host, 60_000)).toISOString()
      const counter = { organizer, uid, attendee: MAX, ...times, stampedAt, sequence, method: 'COUNTER' } as const
      await deliver(
        host,
        organizer,
        replyMail('outlook', { ...counter, partstat: 'TENTATIVE', comment: 'After lunch?' }),
      )
      await atRest(host)
    }
    await propose(13, 0)
    const stranger = { organizer, uid, attendee: 'eve@elsewhere.test', partstat: 'ACCEPTED' } as const
    const times = {
      startsAt: `${DAY}T09:00:00.000Z`,
      endsAt: `${DAY}T10:00:00.000Z`,
      stampedAt: `${DAY}T00:00:00.000Z`,
    }
    await deliver(host, organizer, replyMail('google', { ...stranger, ...times }))
    await atRest(host)
    const { page, faults } = await openCalendar(browser, host, {}, `/calendar/day/${DAY}`)
    await page.getByRole('button', { name: 'To answer: 1' }).click()
    await page.getByText('Max Berger proposes another time').waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.getByRole('button', { name: 'Look', exact: true }).click()
    await page.getByText(/^Max Berger proposes another time: Wed,? 3 Feb, 14:00 to 15:00$/).waitFor()
    await page
      .getByText(`A reply that was not believed, to the invitation of ${MAX}: it names eve@elsewhere.test.`)
      .waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.getByRole('button', { name: 'Accept', exact: true }).click()
    await question(page)
      .getByText(/^moved to Wed,? 3 Feb, 14:00/)
      .waitFor()
    await question(page).getByRole('button', { name: 'Send', exact: true }).click()
    await page.waitForSelector('text=“Wing” is changed')
    assert.match((await toMax()).at(-1)!.subject, /^Moved: Wing is now Wednesday, 3 February 2027, 14:00/)
    const { body: moved } = await ada.get(`/api/events/${id}`)
    assert.deepEqual([moved.startsAt, moved.proposals], [`${DAY}T13:00:00.000Z`, undefined])
    assert.deepEqual(faults, [])
    await page.context().close()

    await propose(15, 1)
    const sent = (await toMax()).length
    const phone = await openCalendar(browser, host, { viewport: PHONE }, `/calendar/event/${id}?view=day&date=${DAY}`)
    await phone.page.getByText(/^Max Berger proposes another time: Wed,? 3 Feb, 16:00 to 17:00$/).waitFor()
    assert.ok(await fitsWidth(phone.page))
    assert.deepEqual(await barriersIn(phone.page), [])
    await phone.page.getByRole('button', { name: 'Dismiss' }).click()
    await phone.page.goto(`${host.app}/calendar/event/${id}?view=day&date=${DAY}`)
    await phone.page.getByRole('button', { name: 'Decline', exact: true }).click()
    await phone.page.waitForSelector('text=“Wing” stays as it is. Nobody is mailed.')
    const { body: left } = await ada.get(`/api/events/${id}`)
    assert.deepEqual([left.proposals, left.unbelieved, left.startsAt], [undefined, undefined, moved.startsAt])
    assert.equal((await toMax()).length, sent)
    await phone.page.context().close()
  })
})
