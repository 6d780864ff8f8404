import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { advanceClock, atRest, type Client, mails, setFaults, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, fitsWidth, openCalendar, PHONE, settled, signInOn, visit } from '../support/visitor.ts'
import { until } from '../support/waiting.ts'

const WIDE = { width: 1440, height: 900 }
const MINUTE_MS = 60_000
const DAY = '2027-02-03'
const LINUS = 'linus@demo.test'

describe('reminders, in a real browser', () => {
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

  async function made(title: string, fields: Record<string, unknown> = {}): Promise<string> {
    const answer = await ada.post('/api/events?notify=none', {
      title,
      startsAt: `${DAY}T09:00:00Z`,
      endsAt: `${DAY}T10:00:00Z`,
      timeZone: 'Europe/Berlin',
      ...fields,
    })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body.id
  }
  const entriesOf = async (title: string): Promise<{ id: string }[]> => {
    const { events } = (await ada.get('/api/events?from=2027-02-01T00:00:00Z&to=2027-02-08T00:00:00Z')).body
    return events.filter((one: { title: string }) => one.title === title)
  }
  const remindersOf = async (id: string, client = ada) => (await client.get(`/api/events/${id}/reminders`)).body
  const named = (page: Page) =>
    page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent?.trim())
  /** Chooses from the menu of the field, by keys alone. */
  async function chooseLast(page: Page) {
    await page.keyboard.press('Enter')
    const last = page.getByRole('menu').getByRole('menuitem').last()
    // A menu takes keys once the focus is in it.
    await page.waitForFunction(() => document.activeElement?.closest('[role=menu]'))
    await page.keyboard.press('End')
    await page.waitForFunction((one) => document.activeElement === one, await last.elementHandle())
    await page.keyboard.press('Enter')
    await page.getByLabel('How long before').waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT')
  }

  test('with keys alone a reminder of any lead is written, refused where it cannot be, added, kept and taken away', async () => {
    const { page, faults } = await openCalendar(browser, host, { viewport: WIDE }, `/calendar/day/${DAY}`)
    await page.keyboard.press('n')
    await page.waitForFunction(() => document.activeElement?.matches('form.quick input'))
    await page.keyboard.type('By keys')
    await page.getByRole('button', { name: 'More Options' }).press('Enter')
    const add = page.getByRole('button', { name: 'Add a reminder' })
    await add.focus()
    await chooseLast(page)
    const lead = page.getByLabel('How long before')
    await page.keyboard.press('Enter')
    await page.getByText('Say how long before: a whole number, 1 or more.').waitFor()
    await page.keyboard.type('5')
    await page.keyboard.press('Tab')
    await page.keyboard.type('w')
    await page.getByText('No earlier than four weeks before.').waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.keyboard.press('Home')
    await page.getByText('On screen, 5 minutes before').waitFor()
    // Left without being added: neither lost, nor saved around.
    await page.keyboard.press('Escape')
    await lead.waitFor({ state: 'detached' })
    assert.equal(await page.getByRole('heading', { name: 'New Event' }).count(), 1, 'the form is still there')
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('Add a reminder'))
    await chooseLast(page)
    assert.equal(await lead.inputValue(), '5')
    await page.getByLabel('Title').focus()
    await page.getByText('Not added yet: press Add, or Cancel.').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true')
    assert.deepEqual(await entriesOf('By keys'), [])
    await page.keyboard.press('Control+a')
    await page.keyboard.type('45')
    await page.keyboard.press('Enter')
    await page.getByText('On screen, 45 minutes before').first().waitFor()
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('Add a reminder'))
    // The same once more is refused at its field.
    await chooseLast(page)
    await page.keyboard.type('45')
    await page.keyboard.press('Enter')
    await page.getByText('This reminder is there already.').waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('3')
    await page.keyboard.press('Tab')
    await page.keyboard.type('d')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.type('b')
    await page.keyboard.press('Enter')
    await page.getByText('By mail, 3 days before').first().waitFor()
    for (const words of ['On screen, at the start', 'On screen, 5 minutes before', 'By mail, 1 day before']) {
      await page.waitForFunction(() => document.activeElement?.textContent?.includes('Add a reminder'))
      await page.keyboard.press('Enter')
      await page.getByRole('menuitem', { name: words }).press('Enter')
    }
    // So many are enough: it is said, and there is nothing to add with.
    await page.getByText('5 at most.').waitFor()
    assert.equal(await add.count(), 0)
    assert.equal(await named(page), 'Remove: By mail, 1 day before')
    await page.keyboard.press('ArrowLeft')
    assert.equal(await named(page), 'Remove: On screen, 5 minutes before')
    await page.keyboard.press('Delete')
    assert.equal(await named(page), 'Remove: By mail, 1 day before')
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('text=“By keys” is in the calendar.')
    const [found] = await entriesOf('By keys')
    assert.deepEqual((await ada.get(`/api/events/${found!.id}`)).body.reminders, [
      { minutesBefore: 45, by: 'screen' },
      { minutesBefore: 4320, by: 'mail' },
      { minutesBefore: 0, by: 'screen' },
      { minutesBefore: 1440, by: 'mail' },
    ])
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('what one always begins with stands in the small form and the large one, of whole days with the hour', async () => {
    const usual = [
      { minutesBefore: 10, by: 'screen' },
      { minutesBefore: 1440, by: 'mail' },
    ]
    await ada.patch('/api/me', { defaultReminders: usual, wholeDayRemindersAt: '07:30' })
    const { page } = await openCalendar(browser, host, { viewport: PHONE, hasTouch: true }, `/calendar/day/${DAY}`)
    await page.getByRole('button', { name: 'New Event' }).filter({ visible: true }).first().click()
    await page.getByLabel('Title').fill('As always')
    await page.getByText('On screen, 10 minutes before · By mail, 1 day before').waitFor()
    await page.getByLabel('All Day').check()
    await page.getByText('On screen, at 07:20 that day · By mail, at 07:30 the day before').waitFor()
    await page.click('text=More Options')
    await page.getByText('By mail, at 07:30 the day before').waitFor()
    await page.getByText('by their own hour of the morning; yours is 07:30').waitFor()
    await page.getByRole('button', { name: 'Add a reminder' }).click()
    await page.getByRole('menuitem', { name: 'By mail, at 17:30 the day before' }).click()
    assert.ok(await fitsWidth(page))
    await page.click('text=Save & Close')
    await page.waitForSelector('text=“As always” is in the calendar.')
    const [found] = await entriesOf('As always')
    const { planned } = await remindersOf(found!.id)
    assert.deepEqual(
      planned.map((one: { at: string; by: string }) => `${one.by} ${one.at}`),
      ['mail 2027-02-02T06:30:00.000Z', 'mail 2027-02-02T16:30:00.000Z', 'screen 2027-02-03T06:20:00.000Z'],
    )
    await ada.patch('/api/me', { defaultReminders: null, wholeDayRemindersAt: null })
    await page.context().close()
  })

  test.each([
    ['a phone', PHONE],
    ['a desktop', WIDE],
  ])(
    'on %s somebody who is asked chooses their own at the card, takes it back, and has a test sent',
    async (_, viewport) => {
      const title = `Asked at ${viewport.width}`
      const reminders = [{ minutesBefore: 10, by: 'screen' }]
      const id = await made(title, { attendees: [{ email: LINUS }], reminders })
      const linus = await signIn(host, LINUS)
      const path = `/calendar/event/${id}?view=day&date=${DAY}`
      const options = { viewport, hasTouch: viewport === PHONE }
      const { page, faults } = await openCalendar(browser, host, options, path, LINUS)
      await page.getByRole('button', { name: 'Reminders: 1 planned' }).click()
      const choice = (name: string) =>
        page.getByRole('group', { name: 'Mine' }).getByRole('button', { name, exact: true })
      const isChosen = (name: string) => page.waitForSelector(`[aria-pressed="true"] >> text="${name}"`)
      await isChosen('As the event')
      await page.getByText('On screen, 10 minutes before').waitFor()
      await choice('None').click()
      await page.getByText(`Your reminders of “${title}” are changed.`).waitFor()
      await page.getByRole('button', { name: 'Reminders: none planned' }).waitFor()
      assert.deepEqual(await remindersOf(id, linus).then(({ mine, isOwn }) => [mine, isOwn]), [[], true])
      await page.getByRole('button', { name: 'Undo' }).click()
      await isChosen('As the event')
      assert.equal((await remindersOf(id, linus)).isOwn, false)
      await choice('Own ones').click()
      await page.getByRole('button', { name: 'Remove: On screen, 10 minutes before' }).waitFor()
      await page.getByRole('button', { name: 'Add a reminder' }).click()
      await page.getByRole('menuitem', { name: 'By mail, 1 hour before' }).click()
      await page.getByRole('button', { name: 'Reminders: 2 planned' }).waitFor()
      await page.getByText('By mail · to you').waitFor()
      assert.ok(await fitsWidth(page))
      assert.deepEqual(await barriersIn(page), [])
      assert.deepEqual((await remindersOf(id, linus)).mine, [...reminders, { minutesBefore: 60, by: 'mail' }])
      // What is typed in the card is no answer: E edits and N says no elsewhere.
      await page.getByRole('button', { name: 'Add a reminder' }).click()
      await page.getByRole('menuitem', { name: 'New …' }).click()
      await page.getByLabel('How long before').fill('2')
      await page.getByLabel('How long before').press('n')
      assert.equal(await page.getByLabel('How long before').inputValue(), '2n')
      await page.getByLabel('How long before').press('Escape')
      assert.equal((await linus.get(`/api/events/${id}`)).body.attendees[0].reply, 'needsAction')
      await page.getByRole('button', { name: 'Send me a test' }).click()
      await page.getByText(`A test reminder has been sent to ${LINUS}.`).waitFor()
      await atRest(host)
      assert.ok((await mails(host, LINUS)).some(({ subject }) => subject.startsWith(`In 10 minutes: ${title}`)))
      // What the event says again holds.
      await choice('As the event').click()
      await isChosen('As the event')
      await until(
        'it is as the event says',
        () => remindersOf(id, linus),
        ({ isOwn }) => isOwn === false,
      )
      assert.deepEqual(faults, [])
      await page.context().close()
    },
  )

  test('after one’s own are changed the event can be edited at once: what is saved is no older version', async () => {
    const id = await made('Edited after', { reminders: [{ minutesBefore: 10, by: 'screen' }] })
    const { page } = await openCalendar(browser, host, {}, `/calendar/event/${id}?view=day&date=${DAY}`)
    await page.getByRole('button', { name: 'Reminders: 1 planned' }).click()
    await page.getByRole('button', { name: 'None', exact: true }).click()
    await page.getByText('Your reminders of “Edited after” are changed.').waitFor()
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByLabel('Title').fill('Edited afterwards')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForSelector('text=“Edited afterwards” is changed.')
    await page.context().close()
  })

  test('a refusal stands at the card, and nothing is said to be changed', async () => {
    const id = await made('Refused', { reminders: [{ minutesBefore: 10, by: 'screen' }] })
    const { page } = await openCalendar(browser, host, {}, `/calendar/event/${id}?view=day&date=${DAY}`)
    await page.route('**/reminders', (route) =>
      route.request().method() === 'PUT'
        ? route.fulfill({
            status: 429,
            contentType: 'application/problem+json',
            body: '{"status":429,"refusal":"Busy"}',
          })
        : route.fallback(),
    )
    await page.getByRole('button', { name: 'Reminders: 1 planned' }).click()
    await page.getByRole('button', { name: 'None', exact: true }).click()
    await page.locator('[role=group] .fault').filter({ hasText: /\w/ }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'As the event' }).getAttribute('aria-pressed'), 'true')
    assert.equal(await page.getByText('are changed').count(), 0)
    await page.context().close()
  })

  test('the settings ask the browser for leave by the button alone, and say what each answer means; the hour of whole days is kept', async () => {
    /** A browser in which nobody has answered yet. */
    const unanswered = (answer: string) => `
      window.asked = 0
      window.Notification = class { static permission = 'default'
        static async requestPermission() { window.asked++; this.permission = '${answer}'; return '${answer}' } }`
    const open = async (script?: string) => {
      const { page } = await visit(browser, `${host.app}/settings/you`, { viewport: WIDE })
      if (script) await page.addInitScript(script)
      await page.goto(`${host.app}/settings/you`)
      await signInOn(page)
      await page.waitForSelector('#own-notifications')
      return page
    }
    for (const [answer, words] of [
      ['granted', /^Allowed: /],
      ['denied', /^Blocked in this browser\. To allow them again/],
      ['default', /^Not allowed yet/],
    ] as const) {
      const page = await open(unanswered(answer))
      const status = page.locator('#own-notifications [role=status]')
      await status.filter({ hasText: 'Not allowed yet' }).waitFor()
      assert.equal(await page.evaluate('window.asked'), 0, 'never by itself')
      await page.getByRole('button', { name: 'Allow notifications' }).click()
      await status.filter({ hasText: words }).waitFor()
      assert.equal(await page.evaluate('window.asked'), 1)
      assert.equal(
        await page.getByRole('button', { name: 'Allow notifications' }).count(),
        answer === 'default' ? 1 : 0,
      )
      await page.context().close()
    }
    const page = await open('delete window.Notification')
    await page.getByText('This browser knows no notifications.').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Allow notifications' }).count(), 0)
    await page.getByLabel('Reminders of whole days at').fill('6:45')
    await page.keyboard.press('Tab')
    await page.waitForSelector('.saving-line >> text=Saved.')
    assert.equal((await ada.get('/api/me')).body.wholeDayRemindersAt, '06:45')
    await page.context().close()
    await ada.patch('/api/me', { wholeDayRemindersAt: null })
  })

  test('the card says what was sent, what is tried again and what was left out, to whom and why; a test that does not go says so', async () => {
    const start = Math.ceil((await advanceClock(host, 0)) / MINUTE_MS) * MINUTE_MS + 90 * MINUTE_MS
    const id = await made('Told', {
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(start + 30 * MINUTE_MS).toISOString(),
      attendees: [{ email: LINUS }, { email: 'max@client.test', name: 'Max Berger' }],
      reminders: [60, 50, 20].map((minutesBefore) => ({ minutesBefore, by: 'mail' })),
    })
    await atRest(host)
    // The clock jumps over the first two; the last one finds no mail server.
    await advanceClock(host, start - 45 * MINUTE_MS - (await advanceClock(host, 0)))
    const states = async () => (await remindersOf(id)).mails.map(({ state }: { state: string }) => state)
    await until(
      'the first are dealt with',
      states,
      (all) => all.length === 6 && all.every((state: string) => state === 'sent' || state === 'skipped'),
    )
    await setFaults(host, { mail: { answer: 'down', at: '' } })
    await advanceClock(host, start - 19 * MINUTE_MS - (await advanceClock(host, 0)))
    await until(
      'the last are put off',
      async () =>
        (await remindersOf(id)).mails.filter(({ reason }: { reason?: string }) => reason === 'unreachable').length,
      (count) => count === 3,
    )
    const date = new Date(start).toISOString().slice(0, 10)
    const { page, faults } = await openCalendar(
      browser,
      host,
      { viewport: PHONE },
      `/calendar/event/${id}?view=day&date=${date}`,
    )
    await page.getByRole('button', { name: 'Reminders: 3 planned, 3 sent, 3 not sent' }).click()
    for (const [state, why] of [
      ['not sent yet, tried again', 'The mail server could not be reached, or asked to wait.'],
      ['sent', ''],
      ['left out', 'A later reminder was due as well.'],
    ] as const) {
      const line = page.locator('li', { has: page.locator('.state', { hasText: new RegExp(`^${state}$`) }) })
      await line.getByText('By mail · to you and Linus Rao and Max Berger').waitFor()
      assert.ok((await line.innerText()).includes(why), why)
    }
    await page.getByRole('button', { name: 'Send me a test' }).click()
    await page.locator('.rest .fault', { hasText: 'No test reminder went to ada@demo.test: The mail server' }).waitFor()
    await setFaults(host, { mail: null })
    assert.ok(await fitsWidth(page))
    assert.deepEqual(faults, [])
    await page.context().close()
    await settledDark(browser, host, id, date)
  })
})

/** The same in the dark, from right to left: nothing is too pale or hangs over. */
async function settledDark(browser: Browser, host: RunningHost, id: string, date: string) {
  const path = `/calendar/event/${id}?view=day&date=${date}&language=ar`
  const { page } = await openCalendar(browser, host, { viewport: PHONE, colorScheme: 'dark' }, path)
  await settled(page)
  await page.locator('.summary').click()
  await page.locator('.rest li').first().waitFor()
  assert.deepEqual(await barriersIn(page), [])
  assert.ok(await fitsWidth(page))
  await page.context().close()
}
