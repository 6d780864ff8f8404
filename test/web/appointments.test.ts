import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Locator, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, fitsWidth, PHONE, seriousBarriersIn, signInOn, visit } from '../support/visitor.ts'
import { until } from '../support/waiting.ts'

describe('what can be booked is made in a page, in a real browser', () => {
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

  async function open(path = '/appointments', email = 'ada@demo.test', options = {}) {
    const opened = await visit(browser, `${host.app}${path}`, {
      timezoneId: 'Europe/Berlin',
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options,
    })
    await signInOn(opened.page, email)
    return opened
  }
  const typeOf = async (slug: string) =>
    (await ada.get('/api/appointment-types')).body.types.find((one: { slug: string }) => one.slug === slug)
  const saved = (page: Page, title: string) => page.waitForSelector(`text=“${title}” is saved.`)

  test('S67 to S71, S78: a template becomes an appointment; what is missing is said at its field', async () => {
    const { page, faults } = await open()
    await page.getByRole('button', { name: /^Meeting/ }).click()
    await page.getByLabel('Title').fill('')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForSelector('text=Please give it a title.')
    await page.getByLabel('Title').fill('Ask us anything')
    assert.equal(await page.getByLabel('Address of the link').inputValue(), 'ask-us-anything')
    await page.getByLabel('Scheduling').fill('2 h')
    await page.keyboard.press('Tab')
    assert.equal(await page.getByLabel('Scheduling').inputValue(), '02:00')
    await page.getByLabel('Allow Cancelling').fill('soon')
    await page.keyboard.press('Tab')
    await page.waitForSelector('text=Write a length as 0:30 or 45 min.')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true')
    assert.equal(await typeOf('ask-us-anything'), undefined, 'what cannot be read is not saved away')
    await page.getByLabel('Allow Cancelling').fill('24:00')
    await page.keyboard.press('Tab')
    await page.getByRole('combobox', { name: 'Users' }).fill('grac')
    await page.getByRole('option', { name: /Grace Okafor/ }).click()
    await page.getByLabel('Weight of Grace Okafor').fill('3')
    await page.getByLabel('Assignment Method').waitFor()
    for (const tab of ['Schedule', 'Options', 'Questions', 'Messages'])
      await page.getByRole('tab', { name: tab }).waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.getByRole('button', { name: 'Save draft' }).click()
    await page.waitForSelector('text=“Ask us anything” is a draft: only your company sees it.')
    assert.equal((await new Client(host.app).get('/api/public/demo/ask-us-anything')).status, 404)
    const type = await typeOf('ask-us-anything')
    const { body: me } = await ada.get('/api/me')
    assert.deepEqual(
      [type.durationsMinutes, type.noticeMinutes, type.cancelNoticeMinutes, type.hosts.length, type.hosts[0]],
      [[30, 60], 120, 1440, 2, me.id],
    )
    assert.deepEqual(type.hostTerms[type.hosts[1]], { weight: 3 })
    assert.equal(new URL(page.url()).pathname, '/appointments/ask-us-anything')
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('the list is put in order by the grip, by arrow keys and by the menu; undo puts it back; a member cannot', async () => {
    const hosts = [(await ada.get('/api/me')).body.id]
    for (const slug of ['order-one', 'order-two', 'order-three'])
      await ada.post('/api/appointment-types', { slug, title: slug, hosts })
    const { page } = await open()
    const grip = (slug: string) => page.getByRole('button', { name: `Move ${slug}:` })
    await grip('order-three').waitFor()
    const shown = async () =>
      (await page.locator('li[data-type^="order-"]').evaluateAll((all) => all.map((one) => one.dataset['type']))).join()
    const listed = async () =>
      (await ada.get('/api/appointment-types')).body.types
        .map(({ slug }: { slug: string }) => slug)
        .filter((slug: string) => slug.startsWith('order-'))
        .join()
    const becomes = async (order: string) => {
      assert.equal(await shown(), order)
      await until('the order is kept', listed, (seen) => seen === order)
    }
    assert.equal(await shown(), 'order-one,order-three,order-two')
    await grip('order-two').scrollIntoViewIfNeeded()
    const from = (await grip('order-two').boundingBox())!
    const to = (await page.locator('li[data-type="order-one"]').boundingBox())!
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
    await page.mouse.down()
    await page.mouse.move(from.x + 4, to.y + to.height / 2, { steps: 8 })
    await page.mouse.move(from.x + 4, to.y + 6, { steps: 4 })
    assert.equal(await shown(), 'order-two,order-one,order-three')
    await page.mouse.up()
    await becomes('order-two,order-one,order-three')
    await page.getByRole('button', { name: 'Undo' }).click()
    await until('it is as it was', shown, (seen) => seen === 'order-one,order-three,order-two')
    await becomes('order-one,order-three,order-two')
    await grip('order-one').focus()
    await page.keyboard.press('ArrowDown')
    await becomes('order-three,order-one,order-two')
    assert.match(
      (await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) ?? '',
      /^Move order-one:/,
    )
    await page.getByRole('button', { name: 'More: order-three' }).click()
    await page.getByRole('menuitem', { name: 'Move down' }).click()
    await becomes('order-one,order-three,order-two')
    assert.deepEqual(await barriersIn(page), [])
    await page.context().close()
    const { page: linus } = await open('/appointments', 'linus@demo.test')
    await linus.getByRole('button', { name: /^Meeting/ }).waitFor()
    assert.equal(await linus.getByRole('button', { name: 'Move order-one:' }).count(), 0)
    await linus.context().close()
  })

  test('S82 to S85, S87 to S90, S97, S99, S100, S102, S104 to S110, S112, S113: lines of the schedule, options, questions, the message; a stranger books by it', async () => {
    await ada.post('/api/appointment-types', {
      slug: 'open-day',
      title: 'Open day',
      hosts: [(await ada.get('/api/me')).body.id],
      noticeMinutes: 0,
    })
    const { page } = await open('/appointments/open-day')
    await page.getByLabel('At these dates and times').check()
    await page.getByLabel('From', { exact: true }).fill('18.01.2027')
    await page.keyboard.press('Enter')
    await page.getByLabel('From, time').fill('9')
    await page.keyboard.press('Tab')
    await page.getByLabel('To, time').fill('8')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForSelector('text=It ends before it begins.')
    await page.getByLabel('To, time').fill('11')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Add a line' }).click()
    assert.equal(await page.getByLabel('From, time').count(), 2)
    await page.getByRole('button', { name: 'Remove line 2' }).click()
    await page.getByLabel('Days ahead').fill('200')
    await page.getByRole('tab', { name: 'Options' }).click()
    assert.match(
      await page
        .getByRole('button', { name: /Timezone|Berlin/ })
        .first()
        .innerText(),
      /Berlin/,
    )
    await page.waitForSelector('text=Empty is online: the host sends the link.')
    await page.getByLabel('Location').fill('Hall 2')
    await page.getByLabel('Limit to Work Hours').waitFor()
    await page.getByRole('button', { name: 'Add a reminder' }).click()
    await page.getByLabel('Reminder 2', { exact: true }).selectOption({ label: '1 day before' })
    await page.getByRole('tab', { name: 'Questions' }).click()
    await page.getByRole('button', { name: 'Add a line' }).click()
    await page.getByLabel('Question Type').selectOption('One of several')
    await page.getByLabel('Question', { exact: true }).fill('What brings you?')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForSelector('text=Give at least two answers.')
    await page.getByLabel('Answers, one a line').fill('A job\nA question')
    await page.getByLabel('Required Answer').check()
    await page.getByRole('button', { name: 'Add a line' }).click()
    const second = page.getByRole('listitem', { name: 'Question 2' })
    await second.getByLabel('Question', { exact: true }).fill('Since when?')
    await second.getByLabel('Question Type').selectOption('Date')
    await second.getByLabel('Help below the field').fill('Roughly will do.')
    await second.getByLabel('Shown').selectOption('What brings you?')
    await page.getByRole('tab', { name: 'Messages' }).click()
    await page.getByLabel('Introduction Message').fill('Come and look.')
    await page.getByLabel('Extra Message on Confirmation').fill('Bring a ')
    await page.keyboard.press('End')
    await page.keyboard.press('ControlOrMeta+b')
    await page.keyboard.type('pen.')
    // What cannot be an address is said as it is typed.
    await page.getByLabel('Continue to').fill('javascript:alert(1)')
    await page.getByText('Please give an address that begins with https://.').waitFor()
    await page.getByLabel('Continue to').fill('example.test/thanks')
    await page.getByRole('tab', { name: 'Options' }).click()
    await page.getByLabel('Cancelation Email').uncheck()
    await page.getByLabel('Allow Guests').check()
    await page.getByLabel('CC to').fill('desk@example.test, not an address')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForSelector('text=Please give an address such as ann@example.com.')
    await page.getByLabel('CC to').fill('desk@example.test, door@example.test')
    await page.getByRole('tab', { name: 'Messages' }).click()
    // Another place and back: what is typed is still there.
    await page.getByRole('link', { name: 'Contacts' }).click()
    await page.waitForSelector('h1:has-text("Contacts")')
    await page.goBack()
    assert.equal(await page.getByLabel('Introduction Message').innerText(), 'Come and look.')
    await page.getByRole('button', { name: 'Save' }).click()
    await saved(page, 'Open day')
    const type = await typeOf('open-day')
    assert.deepEqual(type.ranges, [{ startsAt: '2027-01-18T08:00:00.000Z', endsAt: '2027-01-18T10:00:00.000Z' }])
    assert.deepEqual([type.location, type.reminderMinutesBefore, type.horizonDays], ['Hall 2', [60, 1440], 200])
    assert.deepEqual(
      [
        type.confirmationMessage,
        type.confirmationMail.isSent,
        type.cancellationMail.isSent,
        type.allowGuests,
        type.ccTo,
      ],
      ['Bring a pen.', true, false, true, ['desk@example.test', 'door@example.test']],
    )
    assert.deepEqual(type.questions[0], {
      id: 'what-brings-you',
      label: 'What brings you?',
      kind: 'choice',
      choices: ['A job', 'A question'],
      placeholder: '',
      help: '',
      isRequired: true,
    })
    assert.deepEqual(type.questions[1].shownIf, { question: 'what-brings-you', answer: 'A job' })
    const { body } = await ada.get(
      '/api/public/demo/open-day/slots?from=2027-01-18&to=2027-01-18&timeZone=Europe/Berlin',
    )
    const starts: string[] = body.slots.map((one: { startsAt: string }) => one.startsAt)
    assert.ok(starts.length > 0 && starts.every((at) => at >= type.ranges[0].startsAt && at < type.ranges[0].endsAt))
    const stranger = {
      startsAt: starts[0],
      customer: { name: 'Noor', email: 'noor@example.test', timeZone: 'Europe/Berlin' },
    }
    const refused = await ada.post('/api/public/demo/open-day/bookings', stranger)
    assert.deepEqual([refused.status, refused.body.errors?.[0]?.path], [400, 'answers.what-brings-you'])
    const customer = await visit(
      browser,
      `${type.bookingUrl}?name=Noor%20H&answers.what-brings-you=A%20job&at=${encodeURIComponent(starts[1]!)}`,
      { viewport: PHONE },
    )
    await customer.page.getByLabel('Since when?').fill('2026-02-03')
    assert.equal(await customer.page.inputValue('#name'), 'Noor H')
    await customer.page.waitForSelector('text=Roughly will do.')
    assert.deepEqual(await barriersIn(customer.page), [])
    await customer.page.getByLabel('What brings you?').selectOption('A question')
    await customer.page.getByLabel('Since when?').waitFor({ state: 'detached' })
    await customer.page.context().close()
    const answers = { 'what-brings-you': 'A job', 'since-when': '2026-02-03' }
    const booked = await ada.post('/api/public/demo/open-day/bookings', { ...stranger, answers })
    assert.deepEqual([booked.status, booked.body.confirmationMessage], [201, 'Bring a pen.'])
    assert.equal(booked.body.confirmationMessageHtml, '<p>Bring a <strong>pen.</strong></p>')
    await page.goto(booked.body.manageUrl)
    await page.locator('.message strong', { hasText: 'pen.' }).waitFor()
    assert.equal(
      await page.getByRole('link', { name: 'Continue to example.test' }).getAttribute('href'),
      'https://example.test/thanks',
    )
    const seen = (await ada.get(`/api/events/${booked.body.bookingId}`)).body.description
    assert.equal(seen, 'What brings you?: A job\nSince when?: 3 February 2026')
    await page.context().close()
  })

  test('S70, S71: a resource is made where it is missed, and is what is booked', async () => {
    const { page } = await open('/appointments/new?template=room')
    await page.getByRole('radio', { name: 'Resources' }).waitFor()
    const methods = () => page.getByLabel('Assignment Method').locator('option').allInnerTexts()
    assert.deepEqual(await methods(), [
      'Pick User/Resource then Time',
      'Select Time then User/Resource',
      'Select Time then auto-assign',
    ])
    await page.getByRole('radio', { name: 'Users' }).check()
    assert.deepEqual((await methods()).slice(0, 2), ['Pick User/Resource then Time', 'Select Time then User/Resource'])
    assert.equal(await page.getByLabel('Manage Capacities').count(), 0)
    await page.getByRole('radio', { name: 'Resources' }).check()
    await page.getByLabel('New resource').fill('Lab')
    await page.getByRole('button', { name: 'Add resource' }).click()
    await page.waitForSelector('li >> text=Lab')
    await page.getByLabel('Title').fill('Lab time')
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForSelector('text=“Lab time” is published: it can be booked.')
    const type = await typeOf('lab-time')
    assert.deepEqual([type.hosts, type.resources.length], [[], 1])
    await page.context().close()
  })

  test('S71 to S77, S93, S94: tables with places and a picture; a customer chooses one on a phone; what fills more than the share is answered under Bookings', async () => {
    const { page, faults } = await open('/appointments/resources')
    const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
    for (const [name, places] of [
      ['Window table', '4'],
      ['Long table', '6'],
    ] as const) {
      await page.getByRole('link', { name: 'New resource' }).click()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.waitForSelector('text=Please give it a name.')
      await page.getByLabel('Name', { exact: true }).fill(name)
      await page.getByLabel('Capacity').fill('0')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.waitForSelector('text=A whole number from 1 to')
      await page.getByLabel('Capacity').fill(places)
      await page.getByRole('button', { name: 'Save' }).click()
      await page.waitForSelector(`text=“${name}” is saved.`)
      await page.setInputFiles('input[type=file]', {
        name: 'table.png',
        mimeType: 'image/png',
        buffer: Buffer.from(picture, 'base64'),
      })
      await page.getByRole('button', { name: 'Use this picture' }).click()
      await page.locator('#resource-picture img').waitFor()
      await page.getByRole('heading', { name: 'When it is open' }).waitFor()
      assert.deepEqual(await barriersIn(page), [])
      await page.getByRole('link', { name: 'All resources' }).click()
    }
    await page.waitForSelector('text=6 people, one booking at a time')
    // On from here by links: what was made a moment ago is there to be chosen.
    await page.getByRole('link', { name: 'Types', exact: true }).click()
    await page.getByRole('button', { name: /^Table/ }).click()
    await page.getByLabel('Title').fill('Dinner')
    for (const name of ['Window table', 'Long table']) {
      await page.getByRole('combobox', { name: 'Resources' }).fill(name)
      await page.getByRole('option', { name }).click()
    }
    await page.getByLabel('Assignment Method').selectOption('Pick User/Resource then Time')
    await page.getByLabel('Front-End Display').selectOption('Show Pictures')
    assert.equal(await page.getByLabel('Manage Capacities').isChecked(), true)
    await page.getByRole('tab', { name: 'Options' }).click()
    await page.getByLabel('Manual Confirmation').check()
    await page.getByLabel('Above this share').fill('40')
    await page.keyboard.press('Tab')
    // What is refused opens the part in which it stands.
    await page.getByLabel('Answer within').fill('3 min')
    await page.getByRole('tab', { name: 'Schedule' }).click()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.locator('[aria-invalid="true"]:focus').waitFor()
    await page.getByLabel('Answer within').fill('')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForSelector('text=“Dinner” is published: it can be booked.')
    const { choose, showPictures, manageCapacities, approvalAbovePercent, confirmation, limitToWorkingHours } =
      await typeOf('dinner')
    assert.deepEqual(
      { choose, showPictures, manageCapacities, approvalAbovePercent, confirmation, limitToWorkingHours },
      {
        choose: 'whoThenTime',
        showPictures: true,
        manageCapacities: true,
        approvalAbovePercent: 40,
        confirmation: 'automatic',
        // By the week it is the hours that say when.
        limitToWorkingHours: true,
      },
    )
    const customer = await visit(browser, `${host.app}/book/demo/dinner`, { viewport: PHONE })
    await customer.page.getByRole('heading', { name: 'What would you like to book?' }).waitFor()
    await customer.page.waitForSelector('li img')
    assert.deepEqual(await barriersIn(customer.page), [])
    await customer.page.getByLabel('People').selectOption('5')
    assert.equal(await customer.page.getByRole('button', { name: 'Window table' }).count(), 0, 'it has four places')
    await customer.page.getByRole('button', { name: 'Long table' }).click()
    await customer.page.locator('[data-starts-at]').first().click()
    await customer.page.fill('#name', 'Noor Haddad')
    await customer.page.fill('#email', 'noor@example.test')
    // Another choice is two steps back, and what was typed is kept.
    await customer.page.goBack()
    await customer.page.getByRole('button', { name: 'Choose another' }).click()
    await customer.page.getByRole('button', { name: 'No preference' }).click()
    await customer.page.locator('[data-starts-at]').first().click()
    assert.equal(await customer.page.inputValue('#name'), 'Noor Haddad')
    await customer.page.click('text=Book this time')
    await customer.page.waitForSelector('text=Your request is sent')
    // The time first: a reload keeps it, and who may be chosen, though what is kept is free to nobody else.
    assert.equal((await ada.patch('/api/appointment-types/dinner', { choose: 'timeThenWho' })).status, 200)
    // Days later: late on a day its last time may touch what was booked first.
    const days = [2, 4].map((n) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10))
    const later = await ada.get(`/api/public/demo/dinner/slots?from=${days[0]}&to=${days[1]}&timeZone=UTC&seats=2`)
    await customer.page.goto(`${host.app}/book/demo/dinner?at=${encodeURIComponent(later.body.slots.at(-1).startsAt)}`)
    await customer.page.waitForSelector('text=This time is kept for you')
    await customer.page.getByRole('radio').nth(2).waitFor()
    assert.equal(await customer.page.getByRole('radio').count(), 3)
    await customer.page.reload()
    await customer.page.waitForSelector('text=This time is kept for you')
    await customer.page.getByRole('radio').nth(2).waitFor()
    assert.equal(await customer.page.getByRole('radio').count(), 3)
    await customer.page.context().close()
    await page.getByRole('link', { name: 'All appointments' }).click()
    await page.getByRole('link', { name: 'Bookings', exact: true }).click()
    await page.getByLabel('State').selectOption('Waits for a yes')
    const row = page.getByRole('row').filter({ hasText: 'Noor Haddad' })
    await row.getByText('Long table').waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await row.getByRole('button', { name: 'Confirm' }).click()
    await page.waitForSelector('text=Confirmed: Noor Haddad.')
    await page.waitForSelector('text=No such bookings')
    await page.getByRole('button', { name: 'Clear filter' }).click()
    await page.getByLabel('Find a customer').fill('noor@')
    await row.getByText('Confirmed').waitFor()
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as table (CSV)' }).click(),
    ])
    const saved = readFileSync(await table.path(), 'utf8').split('\r\n')
    assert.match(saved[1]!, /,Dinner,Noor Haddad,noor@example\.test,Long table,5,Confirmed,*$/)
    // The day as a plan: it stands on its table, and opens from there.
    const { timeZone } = (await ada.get('/api/me')).body
    const year = [0, 60].map((days) => new Date(Date.now() + days * 86_400_000).toISOString())
    const { bookings } = (await ada.get(`/api/bookings?from=${year[0]}&to=${year[1]}&type=dinner`)).body
    const day = new Intl.DateTimeFormat('en-CA', { timeZone }).format(Date.parse(bookings[0].startsAt))
    await page.getByRole('link', { name: 'Resources', exact: true }).click()
    await page.getByRole('link', { name: 'Plan of the day' }).click()
    await page.goto(`${host.app}/appointments/resources/plan?date=${day}`)
    const line = page.getByRole('region', { name: 'Long table' })
    await line.getByRole('link', { name: 'Dinner: Noor Haddad' }).waitFor()
    await page.getByRole('region', { name: 'Window table' }).getByText('Nothing booked').waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.getByRole('button', { name: 'Day after' }).click()
    await line.getByText('Nothing booked').waitFor()
    await page.getByRole('button', { name: 'Day before' }).click()
    await line.getByRole('link', { name: 'Dinner: Noor Haddad' }).click()
    await page.waitForURL(/calendar\/event\//)
    await page.getByRole('dialog').getByText('Long table').waitFor()
    assert.equal(await page.getByText('Former member').count(), 0)
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('S79, S80: preview and link of each; duplicated, deleted and taken back; whoever waits for it is counted', async () => {
    const { page } = await open()
    const row = (title: string) => page.getByRole('listitem').filter({ hasText: title }).first()
    await row('Lab time').getByRole('button', { name: 'Copy link' }).click()
    await page.waitForSelector('text=The link is copied.')
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), (await typeOf('lab-time')).bookingUrl)
    await row('Lab time').getByRole('link', { name: 'Preview' }).waitFor()
    await ada.patch('/api/appointment-types/lab-time', { dates: { from: '2027-01-01' } })
    await page.reload()
    await page.getByRole('button', { name: 'More: Lab time' }).click()
    await page.getByRole('menuitem', { name: 'Duplicate' }).click()
    assert.equal(await page.getByLabel('Address of the link').inputValue(), 'lab-time-copy')
    await page.getByLabel('Address of the link').fill('lab-time')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForSelector('text=Another appointment has this address.')
    await page.getByLabel('Address of the link').fill('lab-time-2')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForSelector('text=“Lab time (copy)” is a draft')
    assert.deepEqual((await typeOf('lab-time-2')).dates, { from: '2027-01-01' }, 'also what the form does not show')
    await page.getByRole('link', { name: 'All appointments' }).click()
    // Its first date lies behind the day that somebody waits for.
    const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
    const waited = { state: 'published', waitlistMinutes: 60, dates: { from: dayIn(30) } }
    assert.equal((await ada.patch('/api/appointment-types/lab-time', waited)).status, 200)
    const [from, to] = [dayIn(6), dayIn(6)]
    const customer = { name: 'Wim', email: 'wim@example.test', timeZone: 'UTC' }
    const joined = await new Client(host.app).post('/api/public/demo/lab-time/waitlist', { from, to, customer })
    assert.equal(joined.status, 201, JSON.stringify(joined.body))
    await page.getByRole('button', { name: 'More: Lab time', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByText(/^One person is waiting for it\. They are mailed/).waitFor()
    await page.getByRole('button', { name: 'Delete' }).last().click()
    await page.waitForSelector('text=“Lab time” is deleted.')
    assert.equal(await typeOf('lab-time'), undefined)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.waitForSelector('a:has-text("Lab time")')
    await page.context().close()
  })

  test('an interview with a panel begins with all hosts together, and with a group beside them', async () => {
    const { page } = await open('/appointments/new?template=panel')
    await page.getByLabel('Assignment Method').waitFor()
    assert.equal(await page.getByLabel('Assignment Method').inputValue(), 'collective')
    assert.equal(await page.getByLabel('What it is called').inputValue(), 'Panel')
    await page.getByText('A booking takes: Ada Hartmann · Panel: not chosen yet').waitFor()
    // Who stands in it is asked for where it stands.
    await page.getByRole('button', { name: 'Publish' }).click()
    const group = page.getByRole('group', { name: 'Group 1' })
    await until('the group says what is missing', () => group.locator('[aria-invalid="true"]').count(), Boolean)
    await page.context().close()
  })

  test('S79: preview shows the page as customers see it, with what is not saved; nothing is booked or stored', async () => {
    const { id } = (await ada.get('/api/me')).body
    const made = await ada.post('/api/appointment-types', {
      slug: 'shown',
      title: 'Shown',
      hosts: [id],
      location: 'Here',
    })
    assert.equal(made.status, 201)
    const { page, faults } = await open('/appointments/shown')
    await page.getByLabel('Title').fill('Not saved yet')
    await page.getByRole('button', { name: 'Add a duration' }).click()
    await page.getByRole('tab', { name: 'Questions' }).click()
    await page.getByRole('button', { name: 'Add a line' }).click()
    // What is half written is said where it stands, as in saving.
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByText('Please write the question.').waitFor()
    assert.equal(await page.getByRole('dialog').count(), 0)
    await page.getByLabel('Question', { exact: true }).fill('Which colour?')
    await page.getByRole('button', { name: 'Preview' }).click()
    const dialog = page.getByRole('dialog', { name: 'As customers see it' })
    const inside = dialog.locator('iframe').contentFrame()
    await inside.getByRole('heading', { name: 'Not saved yet' }).waitFor()
    await inside.getByRole('group', { name: 'Length' }).waitFor()
    // What a customer does not see stands around the page, not in it.
    await dialog.getByText('Nothing can be booked here.').waitFor()
    assert.equal(await inside.getByText('nothing can be booked here').count(), 0)
    await dialog.getByRole('button', { name: 'Phone' }).click()
    await inside.locator('[data-starts-at]').first().click()
    await inside.getByText('Which colour?').waitFor()
    assert.equal(await inside.getByRole('button', { name: 'Book this time' }).isDisabled(), true)
    // In another language it is still the page of this draft.
    await inside.getByRole('button', { name: 'Choose another time' }).click()
    await inside.locator('[data-starts-at]').first().waitFor()
    await inside.getByLabel('Language').selectOption('de')
    await inside.getByText('Zeitzone').first().waitFor()
    await inside.getByRole('heading', { name: 'Not saved yet' }).waitFor()
    // The frame is a page of its own, with a main part as this one has.
    assert.deepEqual(await seriousBarriersIn(page), [])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    const { title, durationsMinutes, questions } = await typeOf('shown')
    assert.deepEqual([title, durationsMinutes, questions], ['Shown', [30], []])
    // Alone the address shows nothing, and only pages of ours may frame it.
    const alone = await visit(browser, `${host.app}/book/draft/draft?draft`)
    await alone.page.getByText('This page does not exist').waitFor()
    await alone.page.context().close()
    const { headers } = await fetch(`${host.app}/book/draft/draft?draft`)
    assert.match(headers.get('content-security-policy')!, /frame-ancestors 'self'/)
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('a draft is previewed by the company alone, published, taken back, archived; each is said and undone', async () => {
    const { id } = (await ada.get('/api/me')).body
    await ada.post('/api/appointment-types', { slug: 'talk', title: 'Talk', hosts: [id], state: 'draft' })
    const { page } = await open('/appointments/talk')
    await page.waitForSelector('.state:has-text("Draft")')
    const preview = await page.context().newPage()
    await preview.goto(`${host.app}/book/demo/talk`)
    await preview.waitForSelector('text=A preview for your company: nothing can be booked here yet.')
    await preview.close()
    const stranger = await visit(browser, `${host.app}/book/demo/talk`)
    await stranger.page.waitForSelector('text=This page does not exist, or its link has ended.')
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForSelector('text=“Talk” is published: it can be booked.')
    await page.waitForSelector('.state:has-text("Published")')
    await stranger.page.reload()
    await stranger.page.waitForSelector('h1:has-text("Talk")')
    await stranger.page.context().close()
    await page.getByRole('button', { name: 'Unpublish' }).click()
    await page.waitForSelector('text=“Talk” is a draft')
    await page.getByRole('link', { name: 'All appointments' }).click()
    await page.getByRole('heading', { name: 'Drafts' }).waitFor()
    await page.getByRole('button', { name: 'More: Talk', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Archive' }).click()
    await page.waitForSelector('text=“Talk” is archived: what is booked stays.')
    assert.equal((await typeOf('talk')).state, 'archived')
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await page.waitForSelector('text=“Talk” is a draft')
    // The same was said a moment ago: the words alone do not tell that it is so again.
    await until(
      'it is a draft again',
      async () => (await typeOf('talk')).state,
      (state) => state === 'draft',
    )
    // What is written in its form and not saved outlives that, and saving it changes the state of nothing.
    await page.getByRole('link', { name: 'Talk', exact: true }).click()
    await page.getByLabel('Title').fill('Long talk')
    await page.getByRole('link', { name: 'All appointments' }).click()
    await page.getByRole('button', { name: 'More: Talk', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Archive' }).click()
    await page.waitForSelector('text=“Talk” is archived: what is booked stays.')
    await page.getByRole('link', { name: 'Talk', exact: true }).click()
    await page.waitForSelector('.state:has-text("Archived")')
    assert.equal(await page.getByLabel('Title').inputValue(), 'Long talk')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForSelector('text=“Long talk” is saved.')
    assert.equal((await typeOf('talk')).state, 'archived')
    assert.deepEqual(await barriersIn(page), [])
    await page.context().close()
  })

  test('row 56: Share makes a private link for one person and one booking; it says what it is, gives that, and ends', async () => {
    const { id } = (await ada.get('/api/me')).body
    const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
    const ranges = [{ startsAt: `${day}T18:00:00Z`, endsAt: `${day}T20:00:00Z` }]
    await ada.post('/api/appointment-types', {
      ...{ slug: 'evening', title: 'Evening', hosts: [id], ranges },
      ...{ horizonDays: 200, access: 'link' },
    })
    const { page } = await open('/appointments/evening')
    await page.getByRole('button', { name: 'Share' }).click()
    await page.waitForSelector('text=It can be booked by private links only.')
    await page.getByLabel('For whom').fill('nobody')
    await page.getByRole('button', { name: 'Make and copy the link' }).click()
    await page.waitForSelector('text=Please give an address such as ann@example.com.')
    await page.getByLabel('For whom').fill('noor@example.test')
    // An end that cannot be read is not left out.
    await page.getByLabel('Last day').fill('asdf')
    await page.getByRole('button', { name: 'Make and copy the link' }).click()
    await page.waitForSelector('text=Please type a date')
    assert.deepEqual((await ada.get('/api/appointment-types/evening/links')).body.links, [])
    await page.getByLabel('Last day').fill('')
    await page.getByRole('button', { name: 'Make and copy the link' }).click()
    await page.waitForSelector('text=The link is copied.')
    await page.waitForSelector('li:has-text("noor@example.test"):has-text("1 booking left")')
    const url = await page.evaluate(() => navigator.clipboard.readText())
    assert.deepEqual(await barriersIn(page), [])
    const { page: guest, faults } = await visit(browser, url, { timezoneId: 'Europe/Berlin', viewport: PHONE })
    await guest.waitForSelector('text=This link is for n•••@example.test. It gives one booking.')
    await guest.getByRole('button', { name: /^Earliest:/ }).click()
    await guest.getByLabel('Name').fill('Noor')
    await guest.getByLabel('E-mail', { exact: true }).fill('eve@example.test')
    await guest.getByRole('button', { name: 'Book this time' }).click()
    await guest.waitForSelector('text=This link was made for another address.')
    await guest.getByLabel('E-mail', { exact: true }).fill('noor@example.test')
    await guest.getByRole('button', { name: 'Book this time' }).click()
    await guest.waitForSelector('text=Your appointment is booked')
    await guest.goto(url)
    await guest.waitForSelector('h1:has-text("This link has ended")')
    assert.deepEqual(faults, [])
    await guest.context().close()
    await page.reload()
    await page.getByRole('button', { name: 'Share' }).click()
    await page.waitForSelector('li:has-text("noor@example.test"):has-text("used")')
    await page.getByRole('button', { name: 'Take the link back: noor@example.test' }).click()
    await page.waitForSelector('text=The link is taken back.')
    assert.deepEqual((await ada.get('/api/appointment-types/evening/links')).body.links, [])
    await page.context().close()
  })

  test('a member offers their own time: nobody else is there to be chosen, and the company’s appointments are only shared', async () => {
    const { page } = await open('/appointments', 'grace@demo.test', { viewport: PHONE })
    await page.getByRole('button', { name: 'Copy link' }).first().waitFor()
    assert.equal(await page.getByRole('button', { name: /^Room/ }).count(), 0)
    await page.getByRole('button', { name: /^More: Intro call/ }).click()
    assert.equal(await page.getByRole('menuitem', { name: 'Edit' }).count(), 0)
    await page.keyboard.press('Escape')
    assert.ok(await fitsWidth(page))
    assert.deepEqual(await barriersIn(page), [])
    await page.getByRole('button', { name: /^Meeting/ }).click()
    await page.getByLabel('Title').fill('Ask Grace')
    assert.equal(await page.getByRole('radio', { name: 'Resources' }).count(), 0)
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForSelector('text=“Ask Grace” is published: it can be booked.')
    const type = await typeOf('ask-grace')
    assert.deepEqual([type.ownerId, type.hosts], [type.hosts[0], [type.ownerId]])
    assert.equal((await new Client(host.app).get('/api/public/demo/ask-grace')).status, 200)
    await page.context().close()
  })

  test('one of two, two of three nurses, one room and a projector: made in the form, offered, booked by a stranger, with the reason for each', async () => {
    for (const name of ['Nina', 'Nora', 'Nils']) {
      const { body } = await ada.post('/api/invitations', { email: `${name.toLowerCase()}@demo.test`, role: 'member' })
      const token = body.acceptUrl.split('/').at(-1)
      const joining = { name: `${name} Nurse`, password: 'a long password', timeZone: 'Europe/Berlin' }
      assert.equal((await new Client(host.app).post(`/api/public/invitations/${token}/accept`, joining)).status, 201)
    }
    for (const [name, capacity] of [
      ['Theatre', 6],
      ['Cabinet', 2],
      ['Projector', undefined],
    ] as const)
      await ada.post('/api/resources', { name, timeZone: 'Europe/Berlin', ...(capacity !== undefined && { capacity }) })
    const { page, faults } = await open('/appointments/new?template=meeting')
    await page.getByLabel('Title').fill('Surgery')
    const add = async (field: Locator, typed: string, whom: string) => {
      await field.fill(typed)
      await page.getByRole('option', { name: whom }).click()
    }
    await add(page.getByRole('combobox', { name: 'Users', exact: true }), 'linus', 'Linus Rao')
    const group = (n: number) => page.getByRole('group', { name: `Group ${n}`, exact: true })
    const members = (n: number) => group(n).getByRole('combobox', { name: 'Who or what', exact: true })

    // By keys: the new group has the focus, and takes people in place of things.
    await page.getByRole('button', { name: 'Add a group' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('Nurses')
    assert.equal(await group(1).getByLabel('What it is called').inputValue(), 'Nurses')
    await group(1).getByLabel('Out of').selectOption('Users')
    await group(1).getByLabel('How many').fill('2')
    await page.getByRole('button', { name: 'Publish' }).click()
    await group(1).getByText('Choose at least one.').waitFor()
    await add(members(1), 'Nina', 'Nina Nurse')
    await group(1).getByText('At most 1: there are no more to choose from.').waitFor()
    await add(members(1), 'Nora', 'Nora Nurse')
    await add(members(1), 'Nils', 'Nils Nurse')
    // Whoever stands in the first group is not there to be chosen once more.
    await members(1).fill('Ada')
    assert.equal(await page.getByRole('option', { name: 'Ada Hartmann' }).count(), 0)
    await members(1).fill('')
    await page.getByRole('button', { name: 'Add a group' }).click()
    await group(2).getByLabel('What it is called').fill('Room')
    await add(members(2), 'thea', 'Theatre')
    await add(members(2), 'cab', 'Cabinet')
    await page.getByRole('button', { name: 'Add a group' }).click()
    await add(members(3), 'proj', 'Projector')
    await page
      .getByText('A booking takes: one of Ada Hartmann, Linus Rao · Nurses: 2 of 3 · Room: 1 of 2 · Projector')
      .waitFor()
    await page.getByRole('button', { name: 'Move group 3 up' }).click()
    await page.getByText('· Projector · Room: 1 of 2').waitFor()
    await page.getByRole('button', { name: 'Move group 3 up' }).click()
    await page.getByText(/Room: 1 of 2 · Projector$/).waitFor()
    await page
      .getByText(/^\d+ times$/)
      .first()
      .waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.setViewportSize(PHONE)
    assert.ok(await fitsWidth(page))
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('“Surgery” is published: it can be booked.').waitFor()
    assert.deepEqual(
      (await typeOf('surgery')).groups.map(({ name, of, ids, needed }: Record<string, unknown>) => [
        name,
        of,
        (ids as string[]).length,
        needed,
      ]),
      [
        ['Nurses', 'members', 3, 2],
        ['Room', 'resources', 2, 1],
        [undefined, 'resources', 1, 1],
      ],
    )

    const customer = await visit(browser, `${host.app}/book/demo/surgery`, { viewport: PHONE })
    await customer.page.locator('[data-starts-at]').first().click()
    await customer.page.fill('#name', 'Noor Haddad')
    await customer.page.fill('#email', 'noor@example.test')
    await customer.page.click('text=Book this time')
    await customer.page
      .getByText(/You are booked|is booked|Booked/)
      .first()
      .waitFor()
    for (const name of ['Nina Nurse', 'Nora Nurse', 'Cabinet', 'Projector'])
      await customer.page.getByText(name).first().waitFor()
    assert.deepEqual(await barriersIn(customer.page), [])
    await customer.page.context().close()

    await page.getByRole('link', { name: 'All appointments' }).click()
    await page.getByText(/^A booking takes: one of/).waitFor()
    await page.getByRole('link', { name: 'Bookings', exact: true }).click()
    await page.getByLabel('Title').waitFor({ state: 'detached' })
    await page
      .getByRole('row')
      .filter({ hasText: 'Surgery' })
      .getByText(/Nina Nurse.*Projector/)
      .waitFor()
    await page
      .getByRole('row')
      .filter({ hasText: 'Surgery' })
      .getByRole('button', { name: 'More for Noor Haddad' })
      .click()
    await page.getByRole('menuitem', { name: 'Who serves it, and why' }).click()
    const why = page.getByRole('dialog', { name: 'Who serves Noor Haddad, and why' })
    await why.getByText('The fewest bookings so far of the 3 who were free.').waitFor()
    await why.getByText('Fits best of what was free.').waitFor()
    await why.getByText('Nothing else was free then.').waitFor()
    assert.deepEqual(await why.getByRole('term').allInnerTexts(), ['Users', 'Nurses', 'Room', 'Resources'])
    assert.deepEqual(await barriersIn(page), [])
    // The first of them: a toast that is still there has its own.
    await why.getByRole('button', { name: 'Close', exact: true }).first().click()
    // A nurse is replaced by the third one.
    await page
      .getByRole('row')
      .filter({ hasText: 'Surgery' })
      .getByRole('button', { name: 'More for Noor Haddad' })
      .click()
    await page.getByRole('menuitem', { name: 'Give to another host' }).click()
    const giving = page.getByRole('dialog')
    await giving.getByLabel('In place of').selectOption('Nina Nurse')
    assert.deepEqual(await giving.getByLabel('New host').locator('option').allInnerTexts(), ['Nils Nurse'])
    await giving.getByRole('button', { name: 'Give', exact: true }).click()
    await page.getByText(/^Now with .*Nils Nurse/).waitFor()
    assert.deepEqual(faults, [])
    await page.context().close()
  })
})
