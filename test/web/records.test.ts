import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { atRest, type Client, mails, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, fitsWidth, letMailsGo, PHONE, signInOn, visit } from '../support/visitor.ts'
import { until } from '../support/waiting.ts'

describe('records and what is to be done about them, in a real browser', () => {
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

  async function open(path: string, options = {}) {
    const opened = await visit(browser, `${host.app}${path}`, { timezoneId: 'Europe/Berlin', ...options })
    await signInOn(opened.page, 'ada@demo.test')
    return opened
  }
  async function made(path: string, body: object) {
    const answer = await ada.post(path, body)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body
  }
  const recordOf = (title: string, more = {}) => made('/api/records', { kind: 'opportunity', title, ...more })
  const readRecord = async (id: string) => (await ada.get(`/api/records/${id}`)).body
  /** A weekday on which the demo has nothing, far enough ahead. */
  const DAY = '2027-02-10'
  const drawAt = async (page: Page, hour: string) => {
    const line = page.getByText(hour, { exact: true }).first()
    await line.scrollIntoViewIfNeeded()
    const { y } = (await line.boundingBox())!
    const { x, width } = (await page.locator(`button[data-date="${DAY}"]`).last().boundingBox())!
    await page.mouse.click(x + width / 2, y + 20)
  }

  test('a record is made with a contact made in place, moved over the board and back, and noted on', async () => {
    const { page, faults } = await open('/records')
    await page.getByText('No records yet').waitFor()
    await page.getByRole('button', { name: 'New record' }).first().click()
    const form = page.getByRole('dialog')
    await form.getByRole('button', { name: 'Create' }).click()
    await form.getByText('Please give a title.').waitFor()
    await form.getByLabel('Title').fill('New roof')
    await form.getByLabel('Value').fill('12.000,50')
    await form.getByRole('combobox', { name: 'Contact' }).fill('Max Muster')
    await page.getByRole('option', { name: /New contact “Max Muster”/ }).click()
    const contact = page.getByRole('dialog').last()
    await contact.getByLabel('E-mail').fill('max@muster.test')
    await contact.getByRole('button', { name: 'Save' }).click()
    await until(
      'the contact is chosen',
      () => form.getByRole('combobox', { name: 'Contact' }).inputValue(),
      (value) => value === 'Max Muster',
    )
    await form.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('heading', { name: 'New roof' }).waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.getByText('12,000.50').waitFor()
    await page.getByRole('button', { name: 'Log note' }).click()
    await page.getByLabel('Note').fill('They want slate.')
    await page.locator('form').getByRole('button', { name: 'Log note' }).click()
    await page.getByRole('listitem').filter({ hasText: 'They want slate.' }).waitFor()
    await page.getByRole('link', { name: 'All records' }).click()
    const column = (name: string) => page.getByRole('group', { name, exact: true })
    await column('New').getByText('12,000.50').first().waitFor()
    await page.getByRole('button', { name: 'Move “New roof” to another stage' }).click()
    await page.getByRole('menuitemradio', { name: 'Won' }).click()
    await page.getByText('“New roof” is now in Won.').waitFor()
    await column('Won').getByRole('link', { name: 'New roof' }).waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.getByRole('button', { name: 'Undo' }).click()
    await column('New').getByRole('link', { name: 'New roof' }).waitFor()
    await page.getByRole('button', { name: 'List' }).click()
    await page.getByRole('row').filter({ hasText: 'New roof' }).getByText('Max Muster').waitFor()
    await page.getByRole('searchbox', { name: 'Search by title' }).fill('stairs')
    await page.getByText('No such records').waitFor()
    assert.deepEqual(faults, [])
  })

  test('the buttons of Schedule Activity follow its type; done at once, done and next, scheduled, discarded', async () => {
    const { id } = await recordOf('Garden house')
    const { page, faults } = await open(`/records/${id}`)
    await page.getByRole('button', { name: 'Activities' }).click()
    const window = page.getByRole('dialog', { name: 'Schedule Activity' })
    const buttons = async () =>
      (await window.getByRole('button').allInnerTexts()).map((text) => text.trim()).filter(Boolean)
    const type = window.getByLabel('Activity Type')
    assert.equal(await type.inputValue(), 'meeting')
    const placed = ['Discard', 'Done & Schedule Next', 'Schedule & Mark as Done', 'Open Calendar']
    assert.deepEqual(await buttons(), placed)
    await type.selectOption('Call for Demo')
    assert.deepEqual(await buttons(), placed)
    for (const other of ['Call', 'To-Do', 'Email']) {
      await type.selectOption(other)
      assert.deepEqual(await buttons(), ['Discard', 'Done & Schedule Next', 'Schedule & Mark as Done', 'Schedule'])
    }
    await type.selectOption('Call')
    await window.getByLabel('Summary').fill('Ask for the drawings')
    await window.getByRole('button', { name: 'Done & Schedule Next' }).click()
    await page.getByText('“Ask for the drawings” is done.').first().waitFor()
    // The window stays, with what usually follows a call.
    assert.deepEqual([await type.inputValue(), await window.getByLabel('Summary').inputValue()], ['email', ''])
    await window.getByRole('button', { name: 'Schedule & Mark as Done' }).click()
    await window.waitFor({ state: 'detached' })
    await page.getByText('Call done: Ask for the drawings').waitFor()
    await page.getByText('Email done: Email').waitFor()
    assert.deepEqual((await readRecord(id)).activities, [])
    await page.getByRole('button', { name: 'Activities' }).click()
    await type.selectOption('To-Do')
    await window.getByLabel('Summary').fill('Order slate')
    await window.getByLabel('Due Date').fill('2027-02-09')
    await window.getByLabel('Due Date').press('Enter')
    await window.getByRole('button', { name: 'Schedule', exact: true }).click()
    await window.waitFor({ state: 'detached' })
    await page.getByText('Planned: 9 Feb 2027').waitFor()
    await page.getByRole('button', { name: 'Activities' }).click()
    await window.getByLabel('Summary').fill('Never mind')
    await window.getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('button', { name: 'Throw away' }).click()
    await window.waitFor({ state: 'detached' })
    const { activities } = await readRecord(id)
    assert.deepEqual(
      activities.map(({ summary, dueDate }: { summary: string; dueDate: string }) => [summary, dueDate]),
      [['Order slate', '2027-02-09']],
    )
    // In the calendar it stands on its day, and leads back to its record.
    await page.goto(`${host.app}/calendar/week/2027-02-09`)
    await page.getByText('To-Do: Order slate').click()
    await page.getByRole('heading', { name: 'Garden house' }).waitFor()
    await page.getByRole('link', { name: 'Activities' }).click()
    await page.getByRole('heading', { name: 'My activities' }).waitFor()
    const row = page.getByRole('listitem').filter({ hasText: 'Order slate' })
    await row.getByRole('link', { name: 'Garden house' }).waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await row.getByRole('button', { name: 'Mark as Done' }).click()
    const question = page.getByRole('dialog', { name: 'Mark as Done' })
    await question.getByLabel('Feedback').fill('On Monday.')
    await question.getByRole('button', { name: 'Done', exact: true }).click()
    await page.getByText('Nothing to be done').waitFor()
    const { entries } = (await ada.get(`/api/records/${id}/timeline`)).body
    assert.equal(entries[0].text, 'On Monday.')
    assert.deepEqual(faults, [])
  })

  test('Open Calendar places a call with the contact invited; moved, its day moves', async () => {
    const zoe = await made('/api/contacts', { name: 'Zoe Gast', email: 'zoe@guest.test' })
    const { id } = await recordOf('Stairs', { contactId: zoe.id })
    const { page, faults } = await open(`/records/${id}`)
    await page.getByRole('button', { name: 'Activities' }).click()
    const window = page.getByRole('dialog', { name: 'Schedule Activity' })
    await window.getByLabel('Activity Type').selectOption('Call for Demo')
    await window.getByLabel('Due Date').fill(DAY)
    await window.getByLabel('Due Date').press('Enter')
    await window.getByRole('button', { name: 'Open Calendar' }).click()
    await page.getByText('Call for Demo with Zoe Gast: click a time').waitFor()
    await drawAt(page, '14:00')
    const quick = page.getByRole('dialog', { name: 'New Event' })
    assert.equal(await quick.getByLabel('Title').inputValue(), 'Call for Demo')
    await quick.getByText('Record: Stairs').waitFor()
    await quick.getByText('Zoe Gast').waitFor()
    await quick.getByRole('button', { name: 'Save & Close' }).click()
    await letMailsGo(page)
    await page.getByText('“Call for Demo” is in the calendar.').first().waitFor()
    await atRest(host)
    assert.equal((await mails(host, 'zoe@guest.test')).length, 1)
    const [activity] = (await readRecord(id)).activities
    assert.equal(activity.dueDate, DAY)
    await ada.patch(`/api/events/${activity.meeting.eventId}`, {
      startsAt: '2027-02-12T13:00:00Z',
      endsAt: '2027-02-12T13:30:00Z',
    })
    await page.getByRole('link', { name: 'Back to “Stairs”' }).click()
    await page.getByText('Planned: 12 Feb 2027').waitFor()
    await page.getByRole('link', { name: /^Meeting: / }).click()
    await page.getByRole('dialog').getByRole('link', { name: 'Stairs' }).waitFor()
    assert.deepEqual(faults, [])
  })

  test('a meeting that is over asks whether it is done, on its card and on the record', async () => {
    const { id } = await recordOf('Cellar')
    const plan = { type: 'meeting', summary: 'Look at the cellar', dueDate: '2026-11-02' }
    const { id: activityId } = await made(`/api/records/${id}/activities`, plan)
    const times = { startsAt: '2026-11-03T09:00:00Z', endsAt: '2026-11-03T10:00:00Z' }
    const event = await made('/api/events', { title: 'Cellar', ...times, recordId: id, activityId })
    const { page, faults } = await open(`/records/${id}`)
    await page.getByText('Late: 3 Nov 2026').waitFor()
    await page.getByText('The meeting is over. Is it done?').waitFor()
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Look at the cellar' })
      .getByRole('link', { name: /^Meeting: / })
      .click()
    const card = page.getByRole('dialog', { name: 'Cellar' })
    await card.getByText('The meeting is over. Is “Look at the cellar” done?').waitFor()
    await card.getByRole('button', { name: 'Mark as Done' }).click()
    await page.getByText('“Look at the cellar” is done.').waitFor()
    assert.deepEqual((await readRecord(id)).activities, [])
    assert.equal((await ada.get(`/api/events/${event.id}`)).body.activity.isDone, true)
    assert.deepEqual(faults, [])
  })

  test('on a phone: the board, the record and the window fit and can be used', async () => {
    const { id } = await recordOf('A title that is long enough to be broken over more than one line on a telephone')
    const { page, faults } = await open('/records', { viewport: PHONE })
    await page.getByRole('link', { name: /^A title that is long/ }).waitFor()
    assert.ok(await fitsWidth(page))
    await page.getByRole('link', { name: /^A title that is long/ }).click()
    await page.getByRole('button', { name: 'Activities' }).click()
    const window = page.getByRole('dialog', { name: 'Schedule Activity' })
    await window.getByLabel('Activity Type').selectOption('To-Do')
    assert.deepEqual(await barriersIn(page), [])
    await window.getByRole('button', { name: 'Schedule', exact: true }).click()
    await window.waitFor({ state: 'detached' })
    await page.getByRole('listitem').filter({ hasText: 'To-Do' }).first().waitFor()
    assert.ok(await fitsWidth(page))
    assert.equal((await readRecord(id)).activities.length, 1)
    assert.deepEqual(faults, [])
  })

  test('a mail is written to the contact of a record; what was typed stays, and it goes out', async () => {
    const contact = await made('/api/contacts', { name: 'Zora Mail', email: 'zora@mail.test' })
    const alone = await recordOf('Nobody to write to')
    const { id } = await recordOf('Somebody to write to', { contactId: contact.id })
    const { page, faults } = await open(`/records/${alone.id}`, PHONE)
    await page.getByRole('button', { name: 'Send mail' }).click()
    await page.getByText('Give this record a contact to write to.').waitFor()
    await page.goto(`${host.app}/records/${id}`)
    const toggle = page.getByRole('button', { name: 'Send mail' }).first()
    await toggle.click()
    await page.getByRole('button', { name: 'Send mail' }).last().click()
    await page.getByText('Please give a subject.').waitFor()
    await page.getByLabel('Subject').fill('Your fence')
    await page.getByLabel('Text').fill('Dear Zora,\n\nit is done.')
    await toggle.click()
    await toggle.click()
    assert.equal(await page.getByLabel('Subject').inputValue(), 'Your fence')
    assert.deepEqual(await barriersIn(page), [])
    assert.ok(await fitsWidth(page))
    await page.getByRole('button', { name: 'Send mail' }).last().click()
    await page.getByText('The mail to Zora Mail is on its way.').waitFor()
    await page.getByText('Mail to zora@mail.test: Your fence').waitFor()
    await atRest(host)
    assert.equal((await mails(host)).filter(({ subject }) => subject === 'Your fence').length, 1)
    assert.deepEqual(faults, [])
  })

  test('a record is deleted from its page and comes back', async () => {
    const { id } = await recordOf('Deleted by mistake')
    const { page, faults } = await open(`/records/${id}`)
    await page.getByRole('button', { name: 'More for “Deleted by mistake”' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByText('“Deleted by mistake” is deleted.').waitFor()
    assert.equal((await ada.get(`/api/records/${id}`)).status, 404)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.waitForURL(`**/records/${id}`)
    await page.getByRole('heading', { name: 'Deleted by mistake' }).waitFor()
    assert.deepEqual(faults, [])
  })

  test('an admin adds a kind with its stages, and a type that is placed; both are offered at once', async () => {
    const { page, faults } = await open('/settings/records')
    await page.getByText('Opportunity').first().waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.getByRole('button', { name: 'Add a kind' }).click()
    const kind = page.locator('details.kind').last()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await kind.locator('[aria-invalid="true"]').first().waitFor()
    await kind.getByLabel('Name').fill('Complaint')
    await kind.getByLabel('Stage 1', { exact: true }).fill('Open')
    await kind.getByRole('button', { name: 'Add a stage' }).click()
    await kind.getByLabel('Stage 2', { exact: true }).fill('Closed')
    await kind.getByLabel('Done with').last().check()
    await page.getByRole('button', { name: 'Add a type' }).click()
    const type = page.locator('details.type').last()
    await type.getByLabel('Name').fill('Visit')
    await type.getByRole('button', { name: 'Flag' }).click()
    await type.getByLabel('Placed in the calendar').check()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('The records’ settings are saved.').waitFor()
    const { kinds, activityTypes } = (await ada.get('/api/record-settings')).body
    assert.deepEqual(
      kinds.at(-1).stages.map(({ name, isClosed }: { name: string; isClosed?: boolean }) => [name, isClosed]),
      [
        ['Open', undefined],
        ['Closed', true],
      ],
    )
    assert.deepEqual([activityTypes.at(-1).name, activityTypes.at(-1).isPlaced], ['Visit', true])
    await page.goto(`${host.app}/records`)
    await page.getByLabel('Kind').selectOption('Complaint')
    await page.getByRole('group', { name: 'Open', exact: true }).waitFor()
    assert.deepEqual(faults, [])
  })

  test('the form of an event finds its record by title, makes one in place, and the card leads there', async () => {
    await recordOf('Windows of the school')
    const event = await made('/api/events', {
      title: 'Measure',
      startsAt: `${DAY}T09:00:00Z`,
      endsAt: `${DAY}T10:00:00Z`,
    })
    const { page, faults } = await open(`/calendar/event/${event.id}`)
    await page.getByRole('button', { name: 'Edit' }).click()
    const form = page.getByRole('dialog', { name: 'Edit event' })
    await form.getByRole('combobox', { name: 'Record' }).fill('school')
    await page
      .getByRole('option', { name: /Windows of the school/ })
      .first()
      .click()
    await form.getByRole('button', { name: 'Save', exact: true }).click()
    await form.waitFor({ state: 'detached' })
    const read = async () => (await ada.get(`/api/events/${event.id}`)).body
    await until('it is saved', read, ({ record }) => record?.title === 'Windows of the school')
    await page.goto(`${host.app}/calendar/event/${event.id}`)
    await page.getByRole('dialog').getByRole('link', { name: 'Windows of the school' }).waitFor()
    await page.getByRole('button', { name: 'Edit' }).click()
    await form.getByRole('combobox', { name: 'Record' }).fill('Doors')
    await page.getByRole('option', { name: /New record “Doors”/ }).click()
    const making = page.getByRole('dialog', { name: 'New record' })
    await making.getByLabel('Kind').selectOption('Task')
    await making.getByRole('button', { name: 'Create' }).click()
    await making.waitFor({ state: 'detached' })
    await form.getByRole('button', { name: 'Save', exact: true }).click()
    await until('it is about another', read, ({ record }) => record?.title === 'Doors' && record.kind === 'task')
    assert.deepEqual(faults, [])
  })
})
