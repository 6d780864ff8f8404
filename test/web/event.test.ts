import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { type Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { barriersIn, fitsWidth, letMailsGo, openCalendar, PHONE, settled } from '../support/visitor.ts'
import { until } from '../support/waiting.ts'

const WEEK = '2027-02-01'

describe('an event is written, in a real browser', () => {
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

  const open = (path: string) => openCalendar(browser, host, {}, path)
  const found = async (title: string, from = '2027-01-01', to = '2027-12-31') => {
    const { body } = await ada.get(`/api/events?from=${from}T00:00:00Z&to=${to}T00:00:00Z`)
    return body.events.filter((event: { title: string }) => event.title === title)
  }
  const wholeOf = async (title: string) => (await ada.get(`/api/events/${(await found(title))[0].id}`)).body
  const saved = (page: Page, title: string) => page.waitForSelector(`text=“${title}” is in the calendar.`)

  test('S26 to S28, S33, S38: a click on a date opens New Event with it, me in it; Save & Close keeps it', async () => {
    const { page, faults } = await open('/calendar/month/2027-02-10')
    const cell = (await page.locator('[data-cell="2027-02-17"]').boundingBox())!
    await page.mouse.click(cell.x + cell.width / 2, cell.y + cell.height - 10)
    await page.waitForSelector('[role=dialog] >> text=New Event')
    for (const text of ['All Day', 'Save & Close', 'More Options'])
      await page.waitForSelector(`form.quick >> text=${text}`)
    assert.match(await page.getByRole('button', { name: /^Date/ }).innerText(), /17 Feb 2027/)
    assert.equal(await page.locator('form.quick .chip').innerText(), 'A\nAda Hartmann')
    assert.deepEqual(await barriersIn(page), [])
    await page.click('text=Save & Close')
    await page.waitForSelector('text=Please give it a title.')
    await page.keyboard.type('Clicked')
    await page.keyboard.press('Enter')
    await saved(page, 'Clicked')
    // The focus is in the calendar again: its letters are at hand, and F8 leads to the message and back.
    const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent?.trim())
    assert.equal(await focused(), 'place')
    await page.keyboard.press('F8')
    assert.equal(await focused(), 'Undo')
    await page.keyboard.press('Escape')
    assert.equal(await focused(), 'place')
    await page.keyboard.press('n')
    await page.getByLabel('Title').fill('By a key')
    await page.getByRole('textbox', { name: 'Place' }).focus()
    await page.keyboard.press('Control+Enter')
    await saved(page, 'By a key')
    const [event] = await found('Clicked')
    assert.equal(event.startsAt, '2027-02-17T08:00:00.000Z')
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('S29 to S32, S36: several days by Apply, All Day takes the times away; an address without its scheme is one', async () => {
    const { page } = await open(`/calendar/week/${WEEK}`)
    await page.keyboard.press('n')
    await page.getByLabel('Title').fill('Fair')
    await page.getByLabel('Start', { exact: true }).waitFor()
    await page.getByRole('checkbox', { name: 'All Day' }).check()
    assert.equal(await page.getByLabel('Start', { exact: true }).count(), 0)
    await page.getByRole('button', { name: /^Date/ }).click()
    await page.click('[role=grid] [data-date="2027-02-09"] >> nth=-1')
    await page.click('[role=grid] [data-date="2027-02-11"] >> nth=-1')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByLabel('Videocall URL').fill('ftp://nowhere')
    await page.click('text=Save & Close')
    // The reason stands at the field, and nothing typed is gone.
    await page.waitForSelector('form.quick .fault')
    const bottomOf = async (what: string) => {
      const box = (await page.locator(what).boundingBox())!
      return box.y + box.height
    }
    const foot = (await page.locator('form.quick .foot').boundingBox())!
    assert.ok((await bottomOf('form.quick .fault')) <= foot.y, 'the reason is in sight above the buttons')
    assert.equal(await page.getByLabel('Title').inputValue(), 'Fair')
    await page.getByLabel('Videocall URL').fill('meet.example.test/fair')
    await page.click('text=Save & Close')
    await saved(page, 'Fair')
    const event = await wholeOf('Fair')
    assert.deepEqual([event.startDate, event.endDate, event.showAs], ['2027-02-09', '2027-02-12', 'free'])
    assert.equal(event.videoCallUrl, 'https://meet.example.test/fair')
    await page.context().close()
  })

  test('S34, S35, S39: people by typing, a contact made of what was typed; More Options loses nothing; Escape asks', async () => {
    const { page } = await open(`/calendar/week/${WEEK}`)
    await page.keyboard.press('n')
    await page.getByLabel('Title').fill('With people')
    const people = page.getByRole('combobox', { name: /Attendees/ })
    await people.fill('grac')
    await page.getByRole('option', { name: /Grace Okafor/ }).click()
    await people.fill('stranger@example.test')
    await page.keyboard.press(',')
    await people.fill('Noor Haddad')
    await page.getByRole('option', { name: /Create “Noor Haddad”/ }).click()
    await page.getByLabel('E-mail').fill('noor@example.test')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForSelector('form.quick .chip >> text=Noor Haddad')
    assert.deepEqual(await found('With people'), [], 'making a contact saves no event')
    await page.keyboard.press('Escape')
    await page.click('text=Keep writing')
    await page.click('text=More Options')
    await page.waitForSelector('dialog >> text=Duration')
    assert.equal(await page.getByLabel('Title').inputValue(), 'With people')
    await page.getByLabel('Duration').fill('90 min')
    await page.keyboard.press('Tab')
    await page.getByLabel('Privacy').selectOption('confidential')
    await page.click('dialog >> text=Save & Close')
    await letMailsGo(page)
    await saved(page, 'With people')
    const event = await wholeOf('With people')
    assert.deepEqual(event.attendees.map(({ email }: { email: string }) => email).sort(), [
      'grace@demo.test',
      'noor@example.test',
      'stranger@example.test',
    ])
    assert.equal(Date.parse(event.endsAt) - Date.parse(event.startsAt), 90 * 60_000)
    assert.equal(event.privacy, 'confidential')
    const { body } = await ada.get('/api/contacts?q=noor')
    assert.equal(body.contacts[0].email, 'noor@example.test')
    await page.context().close()
  })

  test('S44 to S50: Recurrent says its rule as a sentence and in dates; one, following and all are changed and undone', async () => {
    const { page } = await open(`/calendar/week/${WEEK}`)
    await page.keyboard.press('n')
    await page.getByLabel('Title').fill('Standup')
    await page.click('text=More Options')
    await page.getByRole('checkbox', { name: 'Recurrent' }).check()
    await page.waitForSelector('.meant >> text=Every Monday.')
    await page.waitForSelector('[aria-label="Timezone: Berlin, UTC+1"]')
    await page.getByRole('spinbutton', { name: 'Every' }).fill('2')
    await page.waitForSelector('.meant >> text=Every second Monday.')
    assert.equal(await page.locator('.meant li').count(), 5)
    await page.getByLabel('Until').selectOption('count')
    await page.getByLabel('Repetitions').fill('3')
    await page.waitForSelector('.meant >> text=Every second Monday, 3 times.')
    await page.getByLabel('Repeat', { exact: true }).selectOption('monthly')
    await page.getByLabel('Day of Month').selectOption({ label: 'the first Monday' })
    await page.waitForSelector('.meant >> text=/first Monday/')
    await page.getByLabel('Repeat', { exact: true }).selectOption('weekly')
    await page.click('dialog >> text=Save & Close')
    await saved(page, 'Standup')
    const dates = async () =>
      (await found('Standup')).map(({ startsAt }: { startsAt: string }) => startsAt.slice(0, 10))
    assert.deepEqual(await dates(), ['2027-02-01', '2027-02-15', '2027-03-01'])
    await page.goto(`${host.app}/calendar/week/2027-02-15`)
    await settled(page)
    const chip = page.locator('[data-event][aria-label^="Standup"]')
    await chip.focus()
    await page.keyboard.press('Delete')
    await page.click('dialog >> text=This and following events')
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.waitForSelector('text=“Standup” is deleted.')
    assert.deepEqual(await dates(), ['2027-02-01'])
    await page.keyboard.press('Control+z')
    await page.waitForSelector('text=Undone.')
    assert.deepEqual(await dates(), ['2027-02-01', '2027-02-15', '2027-03-01'])
    await page.context().close()
  })

  test('the offset beside a zone is that of the event’s date, whatever the clocks say today', async () => {
    const { page } = await open('/calendar/week/2027-07-05')
    await page.keyboard.press('n')
    await page.click('text=More Options')
    await page.getByRole('checkbox', { name: 'Recurrent' }).check()
    await page.getByRole('button', { name: 'Timezone: Berlin, UTC+2' }).click()
    await page.getByRole('combobox', { name: 'City, country or offset' }).fill('Phoenix')
    // No summer time there: nine hours earlier in July, eight in winter.
    await page.getByRole('option', { name: /Phoenix.*UTC−7/ }).click()
    await page.getByRole('button', { name: 'Timezone: Phoenix, UTC−7' }).waitFor()
    // Also where it does not repeat: the times of the form are not those of the grid then.
    await page.getByRole('checkbox', { name: 'Recurrent' }).uncheck()
    await page.getByText('The times are those of Phoenix, UTC−7.').waitFor()
    await page.context().close()
  })

  test('S41, S51 to S59: description, tags, appointment, privacy, organizer, reminders and attachments are kept and shown', async () => {
    const { page, faults } = await open('/calendar/day/2027-02-20')
    await page.keyboard.press('n')
    await page.getByLabel('Title').fill('Dossier')
    await page.locator('form.quick textarea').fill('Bring <b>that</b>')
    await page.click('text=More Options')
    const text = page.getByRole('textbox', { name: 'Description' })
    await text.click()
    await page.keyboard.press('Control+End')
    for (const key of ['Enter', '-', 'Space', 'o', 'n', 'e', 'Enter', 'Control+b', 't', 'w', 'o'])
      await page.keyboard.press(key)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('example.test/plan')
    await page.keyboard.press('Enter')
    const tags = page.getByRole('combobox', { name: 'Tags' })
    await tags.fill('custo')
    await page.getByRole('option', { name: 'Customer Meeting' }).waitFor()
    await page.keyboard.press('Enter')
    await tags.fill('Board')
    await page.getByRole('option', { name: 'Create “Board”' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Remove Board' }).waitFor()
    await page.getByLabel('Privacy').selectOption('confidential')
    await page.getByRole('combobox', { name: 'Appointment' }).fill('intro')
    await page.getByRole('option', { name: 'Intro call' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'Optional attendees' }).fill('grace')
    await page.getByRole('option', { name: /Grace/ }).waitFor()
    await page.keyboard.press('Enter')
    for (const words of ['On screen, 10 minutes before', 'By mail, 1 day before']) {
      await page.getByRole('button', { name: 'Add a reminder' }).click()
      await page.getByRole('menuitem', { name: words }).click()
    }
    await page.getByRole('button', { name: 'Add a link' }).click()
    await page.getByLabel('Address 1').fill('ftp://old.test/x')
    assert.deepEqual(await barriersIn(page), [])
    await page.click('text=Save & Close')
    // Where it was typed, and nothing typed is gone.
    await page.waitForSelector('fieldset .fault:not(:empty)')
    assert.equal(await page.getByLabel('Address 1').inputValue(), 'ftp://old.test/x')
    await page.getByLabel('Address 1').fill('example.test/a/plan.pdf?v=2')
    await page.click('text=Save & Close')
    await letMailsGo(page)
    await saved(page, 'Dossier')
    const event = await wholeOf('Dossier')
    const { tags: company } = (await ada.get('/api/tags')).body
    const named = (name: string) => company.find((tag: { name: string }) => tag.name === name).id
    assert.deepEqual(event.tags, [named('Customer Meeting'), named('Board')])
    assert.match(
      event.descriptionHtml,
      /^<p>Bring &lt;b&gt;that&lt;\/b&gt;<\/p><ul><li><p>one<\/p><\/li><li><p><strong>two/,
    )
    assert.match(event.descriptionHtml, /<a href="https:\/\/example.test\/plan"/)
    assert.match(event.description, /^Bring <b>that<\/b>\n\n?- one\n- two/)
    assert.deepEqual(event.attachments, [{ title: 'plan.pdf', url: 'https://example.test/a/plan.pdf?v=2' }])
    assert.deepEqual(event.reminders, [
      { minutesBefore: 10, by: 'screen' },
      { minutesBefore: 1440, by: 'mail' },
    ])
    assert.deepEqual([event.privacy, event.appointmentTypeId], ['confidential', 'call'])
    assert.equal(event.attendees[0].isOptional, true)
    await page.locator(`[data-event="${event.id}|"]`).click()
    const card = page.getByRole('dialog')
    await card.locator('strong', { hasText: 'two' }).waitFor()
    for (const words of [
      'Customer Meeting',
      'Board',
      'plan.pdf',
      'Reminders: 2 planned',
      'Grace Okafor (no answer yet, optional)',
    ])
      await card.getByText(words).first().waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.keyboard.press('e')
    await page.getByRole('textbox', { name: 'Description' }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Remove Customer Meeting' }).count(), 1)
    // The hint is beside a name, not in it: "Attendees optional" would name somebody else.
    for (const name of ['Attendees', 'Optional attendees'])
      assert.equal(await page.getByRole('combobox', { name, exact: true }).getAttribute('aria-required'), null, name)
    const place = page.getByRole('textbox', { name: 'Place', exact: true })
    assert.equal(await page.locator(`[id="${await place.getAttribute('aria-describedby')}"]`).innerText(), 'optional')
    const organizer = page.getByRole('combobox', { name: 'Organizer' })
    await organizer.fill('grace')
    await page.getByRole('option', { name: /Grace/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('It will be Grace Okafor’s event').waitFor()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await letMailsGo(page)
    await page.waitForSelector('text=“Dossier” is changed.')
    const given = (await ada.get(`/api/events/${event.id}`)).body
    assert.deepEqual([given.organizer.name, given.descriptionHtml], ['Grace Okafor', event.descriptionHtml])
    assert.ok(given.attendees.some(({ email }: { email: string }) => email === 'ada@demo.test'))
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('Find a time: who is busy when, and the best time for all of them by one press; a press on the strip as well', async () => {
    const [one] = host.local.demo.members
    const grace = await signIn(host, one!.email, one!.password)
    const put = (client: Client, title: string, from: string, to: string) =>
      client.post('/api/events', { title, startsAt: `2027-02-18T${from}:00Z`, endsAt: `2027-02-18T${to}:00Z` })
    await put(grace, 'Secret', '13:00', '14:30')
    await put(ada, 'Own', '14:30', '15:00')
    const { page, faults } = await open('/calendar/day/2027-02-18')
    await page.keyboard.press('n')
    await page.getByLabel('Title').fill('Together')
    await page.getByLabel('Start', { exact: true }).fill('14:00')
    await page.keyboard.press('Enter')
    const people = page.getByRole('combobox', { name: 'Attendees' })
    await people.fill('gra')
    await page.getByRole('option', { name: /Grace.*busy/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Find a time' }).click()
    const strip = page.getByRole('dialog', { name: 'Find a time' })
    await strip.getByText('not everybody has time').waitFor()
    assert.match(await strip.locator('li', { hasText: 'Grace' }).innerText(), /busy 14:00–15:30/)
    assert.doesNotMatch(await strip.innerText(), /Secret/)
    assert.deepEqual(await barriersIn(page), [])
    const best = strip.getByRole('button', { name: /Best/ })
    // Grace begins at two; both are free from four, when Ada’s own meeting is over.
    assert.match(await best.innerText(), /Thu 18 Feb, 16:00–17:00/)
    await best.click()
    await strip.getByText('everybody has time').waitFor()
    await strip.getByRole('button', { name: 'Use this time' }).click()
    assert.equal(await page.getByLabel('Start', { exact: true }).inputValue(), '16:00')
    assert.equal(await page.getByLabel('End', { exact: true }).inputValue(), '17:00')
    await page.getByRole('button', { name: 'Find a time' }).click()
    // Where the strip lies is certain when all of it is known.
    await best.waitFor()
    const track = (await strip.locator('.track').first().boundingBox())!
    await page.mouse.click(track.x + 3, track.y + track.height / 2)
    await strip.getByText('08:00–09:00: everybody has time, but it is outside the working hours of').waitFor()
    await page.keyboard.press('Escape')
    assert.equal(await page.getByLabel('Start', { exact: true }).inputValue(), '16:00')
    await page.click('text=Save & Close')
    await letMailsGo(page)
    await saved(page, 'Together')
    assert.equal((await wholeOf('Together')).startsAt, '2027-02-18T15:00:00.000Z')
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('Find a time: three days side by side; where nothing suits all it says who could not come', async () => {
    const linus = await signIn(host, 'linus@demo.test')
    const away = await linus.post('/api/events', {
      title: 'Away',
      startDate: '2027-03-08',
      endDate: '2027-04-04',
      showAs: 'busy',
    })
    assert.equal(away.status, 201, JSON.stringify(away.body))
    const { page, faults } = await open('/calendar/day/2027-03-09')
    await page.keyboard.press('n')
    await page.getByLabel('Title').fill('All three')
    const people = page.getByRole('combobox', { name: 'Attendees' })
    for (const name of ['Grace Okafor', 'Linus Rao']) {
      await people.fill(name.split(' ')[0]!)
      await page.getByRole('option', { name }).waitFor()
      await page.keyboard.press('Enter')
    }
    await page.getByRole('button', { name: 'Find a time' }).click()
    const strip = page.getByRole('dialog', { name: 'Find a time' })
    const without = strip.getByRole('button', { name: /without Linus Rao$/ })
    await without.first().waitFor()
    assert.match(await strip.innerText(), /no time within working hours suits everybody/)
    assert.equal(await strip.locator('li').first().locator('.track').count(), 3)
    await strip.getByRole('heading', { name: /9.*11 Mar/ }).waitFor()
    await without.first().click()
    await strip.getByText('not everybody has time (Linus Rao)').waitFor()
    // A weekend is passed over while only working hours count.
    await strip.getByRole('button', { name: 'Next' }).click()
    await strip.getByRole('heading', { name: /12.*16 Mar/ }).waitFor()
    await strip.getByRole('button', { name: 'Next' }).click()
    await strip.getByRole('heading', { name: /17.*19 Mar/ }).waitFor()
    await strip.getByRole('button', { name: 'Previous' }).click()
    await strip.getByRole('heading', { name: /12.*16 Mar/ }).waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.keyboard.press('Escape')
    await linus.delete(`/api/events/${away.body.id}`)
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('what somebody makes is brought into sight, whatever its hour and date', async () => {
    const { page, faults } = await open('/calendar/week/2027-03-29')
    const make = async (title: string, date: string, start: string) => {
      await page.keyboard.press('n')
      await page.getByLabel('Title').fill(title)
      await page.getByRole('button', { name: /^Date/ }).click()
      const day = page.locator(`[role=grid] [data-date="${date}"] >> nth=-1`)
      while ((await day.count()) === 0) await page.getByRole('button', { name: 'Next month' }).last().click()
      await day.click()
      await page.getByRole('button', { name: 'Apply' }).click()
      await page.getByLabel('Start', { exact: true }).fill(start)
      await page.keyboard.press('Enter')
      await page.click('text=Save & Close')
      await saved(page, title)
    }
    const isSeen = (title: string) =>
      until(
        `“${title}” in sight`,
        () => page.locator('[data-event]', { hasText: title }).first().boundingBox(),
        (box) => box !== null && box.y > 150 && box.y + box.height < page.viewportSize()!.height,
      )
    await make('Late at night', '2027-03-30', '23:00')
    await isSeen('Late at night')
    await make('Weeks later', '2027-04-20', '10:00')
    await page.waitForURL('**/calendar/week/2027-04-20')
    await isSeen('Weeks later')
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('who types faster than the list comes gets whom they mean, never a new contact', async () => {
    const { page, faults } = await open('/calendar/day/2027-03-22')
    await page.route('**/api/contacts?**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700))
      await route.continue()
    })
    await page.keyboard.press('n')
    const people = page.getByRole('combobox', { name: 'Attendees' })
    await people.pressSequentially('gra')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /Grace Okafor/ }).waitFor()
    await people.pressSequentially('linus')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: /Linus Rao/ }).waitFor()
    // Saved at once, they are in it as well; an address is whoever has it, without being looked for.
    const third = await page.context().newPage()
    await third.route('**/api/contacts?**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 900))
      await route.continue()
    })
    await third.goto(`${host.app}/calendar/day/2027-03-23`)
    await settled(third)
    await third.keyboard.press('n')
    await third.getByLabel('Title').fill('In haste')
    const hasty = third.getByRole('combobox', { name: 'Attendees' })
    await hasty.pressSequentially('zoe@example.test')
    await third.keyboard.press('Enter')
    await hasty.pressSequentially('gra')
    await third.keyboard.press('Enter')
    await third.getByRole('button', { name: 'Save & Close' }).click()
    await letMailsGo(third)
    await saved(third, 'In haste')
    const invited = (await wholeOf('In haste')).attendees.map(({ email }: { email: string }) => email)
    assert.ok(invited.includes('grace@demo.test') && invited.includes('zoe@example.test'), invited.join())
    await third.close()
    // Whoever is being made is not said to be nobody behind the form that makes them.
    await people.pressSequentially('Nobody Yet')
    await page.getByRole('option', { name: /Nobody Yet/ }).click()
    await page.getByRole('dialog', { name: 'New contact' }).waitFor()
    assert.equal(await page.getByRole('alert').filter({ hasText: 'Nobody Yet' }).count(), 0)
    await page.keyboard.press('Escape')
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('S37, S40: an Almanac meeting is a room nobody can guess, once an admin has said where; Join leads there', async () => {
    const { page, faults } = await open('/calendar/day/2027-02-22')
    await page.keyboard.press('n')
    await page.getByLabel('Title').fill('Remote')
    await page.getByRole('button', { name: 'Almanac meeting' }).click()
    await page.waitForSelector('text=Nobody has said yet where meetings take place.')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Throw away' }).click()
    await page.goto(`${host.app}/settings/company`)
    await page.getByLabel('Meetings').fill(`${host.app}/local/room/all`)
    await page.getByRole('button', { name: 'Save the company' }).click()
    await page.getByText('Please put {room} once where the name of the room goes.').waitFor()
    await page.getByLabel('Meetings').fill(`${host.app}/local/room/{room}`)
    assert.match((await page.getByRole('link', { name: 'Try' }).getAttribute('href')) ?? '', /room\/almanac-\w{21}$/)
    await page.getByRole('button', { name: 'Save the company' }).click()
    await page.waitForSelector('text=The company is saved.')
    await page.goto(`${host.app}/calendar/day/2027-02-22`)
    await settled(page)
    await page.keyboard.press('n')
    await page.getByLabel('Title').fill('Remote')
    await page.getByRole('button', { name: 'Almanac meeting' }).click()
    const address = await page.getByLabel('Videocall URL').inputValue()
    assert.match(address, /\/local\/room\/almanac-[a-z0-9]{21}$/)
    await page.click('text=Save & Close')
    await saved(page, 'Remote')
    const event = await wholeOf('Remote')
    assert.equal(event.videoCallUrl, address)
    await page.locator(`[data-event="${event.id}|"]`).click()
    const [room] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Join' }).click(),
    ])
    await room.waitForSelector(`text=${address.split('/').at(-1)}`)
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('what a calendar begins with stands in the form until somebody chooses otherwise', async () => {
    const body = { name: 'Doctor', kind: 'personal', defaultPrivacy: 'private' }
    const made = await ada.post('/api/calendars', {
      ...body,
      defaultReminders: [{ minutesBefore: 1440, by: 'mail' }],
    })
    const { page } = await open(`/calendar/week/${WEEK}`)
    await page.keyboard.press('n')
    await page.getByLabel('Title').fill('Teeth')
    await page.click('text=More Options')
    assert.equal(await page.getByLabel('Privacy').inputValue(), 'public')
    await page.getByRole('combobox', { name: 'Calendar' }).selectOption('Doctor')
    assert.equal(await page.getByLabel('Privacy').inputValue(), 'private')
    await page.getByRole('button', { name: 'Remove: By mail, 1 day before' }).waitFor()
    await page.click('text=Save & Close')
    await saved(page, 'Teeth')
    const event = await wholeOf('Teeth')
    assert.deepEqual([event.calendarId, event.privacy, event.reminders.length], [made.body.id, 'private', 1])
    await page.context().close()
  })

  test('a rule that the fields cannot show stays in words and is kept; on a phone it is made and changed as well', async () => {
    const made = await ada.post('/api/events', {
      title: 'Odd',
      startsAt: '2027-02-02T09:00:00Z',
      endsAt: '2027-02-02T10:00:00Z',
      timeZone: 'Europe/Berlin',
      rrule: 'FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1,3',
    })
    const phone = { viewport: PHONE, hasTouch: true, isMobile: true }
    const { page } = await openCalendar(browser, host, phone, '/calendar/day/2027-02-02')
    await page.locator('.event-chip', { hasText: 'Odd' }).tap()
    await page.getByRole('button', { name: 'Edit' }).tap()
    await page.getByRole('button', { name: 'Choose anew' }).waitFor()
    assert.match(await page.locator('.repeat').innerText(), /first and third Tuesday/i)
    await page.getByLabel('Title').fill('Odder')
    await page.getByRole('button', { name: 'Save', exact: true }).tap()
    await page.getByLabel('All events').check()
    await page.locator('dialog').last().getByRole('button', { name: 'Save', exact: true }).tap()
    await page.waitForSelector('text=“Odder” is changed.')
    assert.equal((await ada.get(`/api/events/${made.body.id}`)).body.rrule, 'FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1,3')
    await page.locator('.event-chip', { hasText: 'Odder' }).tap()
    await page.getByRole('button', { name: 'Edit' }).tap()
    await page.getByRole('button', { name: 'Choose anew' }).tap()
    await page.getByLabel('Repeat', { exact: true }).selectOption('monthly')
    assert.ok(await fitsWidth(page))
    await page.getByRole('button', { name: 'Save', exact: true }).tap()
    // A rule is the whole series’.
    assert.equal(await page.getByLabel('This event', { exact: true }).isDisabled(), true)
    await page.getByLabel('All events').check()
    await page.locator('dialog').last().getByRole('button', { name: 'Save', exact: true }).tap()
    await until(
      'the rule is another',
      async () => (await ada.get(`/api/events/${made.body.id}`)).body.rrule,
      (rule) => rule === 'FREQ=MONTHLY;BYMONTHDAY=2',
    )
    await page.context().close()
  })

  test('on a phone the times begin at the chosen one, and why nothing was saved is seen without scrolling', async () => {
    const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }
    const made = await ada.post('/api/events', {
      title: 'In the tunnel',
      startsAt: '2027-02-11T09:00:00Z',
      endsAt: '2027-02-11T10:00:00Z',
    })
    assert.equal(made.status, 201)
    const { page } = await openCalendar(browser, host, phone, '/calendar/day/2027-02-11')
    // A message that stays.
    await page.route(`**/api/events/${made.body.id}*`, (route) => route.abort())
    await page.locator(`[data-event="${made.body.id}|"]`).tap()
    await page.locator('.toast.is-fault').waitFor()
    await page.locator('.round').tap()
    await page.getByLabel('Title').fill('From the train')
    await page.getByRole('button', { name: /^Start:/ }).tap()
    const chosen = page.getByRole('option', { selected: true })
    await until(
      'the chosen time is in sight',
      () =>
        chosen.evaluate((row) => {
          const [inner, outer] = [row.getBoundingClientRect(), row.closest('[role=listbox]')!.getBoundingClientRect()]
          return (
            outer.height > 0 && inner.top >= outer.top && inner.bottom <= outer.bottom && inner.bottom <= innerHeight
          )
        }),
      (isSeen) => isSeen,
    )
    await chosen.tap()
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Save & Close' }).tap()
    const reason = page.locator('form.quick [role=alert]')
    await reason.waitFor()
    const note = (await reason.boundingBox())!
    assert.ok(note.y > 0 && note.y + note.height <= 640, JSON.stringify(note))
    const toast = (await page.locator('.toast.is-fault').last().boundingBox())!
    assert.ok(toast.y + toast.height <= note.y, JSON.stringify({ toast, note }))
    await page.context().close()
  })

  test('a changed start moves the end along; a change of somebody else is not overwritten unseen', async () => {
    const made = await ada.post('/api/events', {
      title: 'Shared',
      startsAt: '2027-02-03T14:00:00Z',
      endsAt: '2027-02-03T15:00:00Z',
      timeZone: 'Europe/Berlin',
    })
    const { page } = await open(`/calendar/week/${WEEK}`)
    await page.locator(`[data-event="${made.body.id}|"]`).focus()
    await page.keyboard.press('e')
    await page.getByLabel('Start', { exact: true }).fill('20:00')
    await page.keyboard.press('Enter')
    assert.equal(await page.getByLabel('End', { exact: true }).inputValue(), '21:00')
    await page.getByLabel('Title').fill('Mine')
    await ada.call('PATCH', `/api/events/${made.body.id}`, { title: 'Theirs' })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const reason = page.locator('text=Somebody else changed “Theirs” meanwhile.')
    await reason.waitFor()
    const { y, height } = (await reason.boundingBox())!
    assert.ok(y > 0 && y + height < page.viewportSize()!.height, 'the reason is in sight')
    assert.equal(await page.getByLabel('Title').inputValue(), 'Mine')
    assert.equal((await ada.get(`/api/events/${made.body.id}`)).body.title, 'Theirs')
    // Who chooses reads between what.
    await page.waitForSelector('dialog >> text=Now it says: Theirs')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForSelector('text=“Mine” is changed.')
    const { title, startsAt, endsAt } = (await ada.get(`/api/events/${made.body.id}`)).body
    assert.deepEqual([title, startsAt, endsAt], ['Mine', '2027-02-03T19:00:00.000Z', '2027-02-03T20:00:00.000Z'])
    // One that is deleted meanwhile comes back with what was written.
    await page.locator(`[data-event="${made.body.id}|"]`).focus()
    await page.keyboard.press('e')
    await page.locator('dialog').getByLabel('Title').fill('Mine again')
    await ada.delete(`/api/events/${made.body.id}`)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForSelector('text=Somebody else deleted “Mine” meanwhile.')
    assert.equal(await page.locator('dialog').getByLabel('Title').inputValue(), 'Mine again')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForSelector('text=“Mine again” is changed.')
    assert.equal((await ada.get(`/api/events/${made.body.id}`)).body.title, 'Mine again')
    // What is deleted says when, and by whom.
    await ada.delete(`/api/events/${made.body.id}`)
    await page.getByRole('button', { name: 'Bin', exact: true }).click()
    const binned = page.locator('dialog li', { hasText: 'Mine again' })
    assert.match(await binned.innerText(), /Wed,? 3 Feb 2027, .*\s+Deleted .* by Ada Hartmann/)
    await binned.getByRole('button', { name: 'Restore' }).click()
    await page.waitForSelector('text=“Mine again” is in the calendar again.')
    await page.context().close()
  })

  test('two add people, tags and reminders to one event at once: all of them are in it; the same person twice is chosen', async () => {
    const other = [{ email: 'first@example.test' }]
    const made = await ada.post('/api/events', {
      title: 'Crowd',
      startsAt: '2027-02-04T14:00:00Z',
      endsAt: '2027-02-04T15:00:00Z',
      timeZone: 'Europe/Berlin',
      attendees: other,
      reminders: [{ minutesBefore: 10, by: 'screen' }],
    })
    const path = `/api/events/${made.body.id}`
    const emails = async () => (await ada.get(path)).body.attendees.map(({ email }: { email: string }) => email).sort()
    const { page } = await open(`/calendar/week/${WEEK}`)
    const begin = async () => {
      await page.locator(`[data-event="${made.body.id}|"]`).focus()
      await page.keyboard.press('e')
      await page.locator('dialog').getByLabel('Title').waitFor()
    }
    const add = async (email: string) => {
      const field = page.locator('dialog').getByRole('combobox', { name: 'Attendees', exact: true })
      await field.fill(email)
      await field.press(',')
    }
    await begin()
    await add('mine@example.test')
    const theirs = {
      attendees: [{ email: 'theirs@example.test' }],
      reminders: [{ minutesBefore: 30, by: 'screen' }],
    }
    assert.equal((await ada.patch(path, theirs)).status, 200)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await letMailsGo(page)
    await page.waitForSelector('text=“Crowd” is changed.')
    // Whom the other took out stays out, whom both added is in it.
    assert.deepEqual(await emails(), ['mine@example.test', 'theirs@example.test'])
    assert.deepEqual((await ada.get(path)).body.reminders, theirs.reminders)
    await begin()
    await page
      .locator('dialog')
      .getByRole('button', { name: /Remove.*theirs@example\.test/ })
      .click()
    const optional = [{ email: 'mine@example.test' }, { email: 'theirs@example.test', isOptional: true }]
    assert.equal((await ada.patch(path, { attendees: optional })).status, 200)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForSelector('text=Somebody else changed “Crowd” meanwhile.')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await letMailsGo(page)
    await page.waitForSelector('dialog', { state: 'detached' })
    assert.deepEqual(await emails(), ['mine@example.test'])
    await page.context().close()
  })

  test('what a field cannot read is not saved away: a length, a time, an address; an address that was left is meant', async () => {
    const { page } = await open('/calendar/week/2027-09-06')
    await page.keyboard.press('n')
    await page.getByLabel('Title').fill('Unread')
    await page.getByRole('button', { name: 'More Options' }).click()
    const save = page.getByRole('button', { name: 'Save & Close' })
    const refusedAt = async (label: string, typed: string, reason: string, right: string) => {
      const field = page.locator('dialog').getByLabel(label, { exact: true })
      await field.fill(typed)
      await save.click()
      await page.waitForSelector(`text=${reason}`)
      await page.waitForFunction((text) => (document.activeElement as HTMLInputElement).value === text, typed)
      await field.fill(right)
    }
    await refusedAt('Duration', 'long', 'Please write a length', '2:00')
    await refusedAt('Start', '25:00', 'Please type a time', '10:00')
    await refusedAt('Attendees', 'noor@', 'is nobody known here', 'noor@example.test')
    assert.deepEqual(await found('Unread'), [])
    await save.click()
    await letMailsGo(page)
    await saved(page, 'Unread')
    const { startsAt, endsAt, attendees } = await wholeOf('Unread')
    assert.deepEqual([startsAt, endsAt], ['2027-09-06T08:00:00.000Z', '2027-09-06T10:00:00.000Z'])
    assert.ok(attendees.some(({ email }: { email: string }) => email === 'noor@example.test'))
    await page.context().close()
  })

  test('archive takes it off the calendar and brings it back; a calendar of one’s own has a name and a colour', async () => {
    const made = await ada.post('/api/events', {
      title: 'Put away',
      startsAt: '2027-02-04T14:00:00Z',
      endsAt: '2027-02-04T15:00:00Z',
    })
    const { page } = await openCalendar(
      browser,
      host,
      { viewport: { width: 1440, height: 1000 } },
      `/calendar/week/${WEEK}`,
    )
    const chip = page.locator(`[data-event="${made.body.id}|"]`)
    await chip.click()
    await page.getByRole('button', { name: 'More', exact: true }).click()
    // Whoever looks at once sees it as well, when it has been put away.
    await page.route('**/archive', async (route) => {
      await page.waitForTimeout(700)
      await route.continue()
    })
    await page.getByRole('menuitem', { name: 'Archive' }).click()
    await chip.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Archived' }).click()
    await page.locator('dialog li', { hasText: 'Put away' }).getByRole('button', { name: 'Unarchive' }).click()
    await page.waitForSelector('text=“Put away” is in the calendar again.')
    assert.equal(await page.locator('.toast', { hasText: 'is archived' }).count(), 0)
    const inDialog = () => page.locator('dialog :focus').count()
    await until('the focus stays in the dialog', inDialog, (count) => count === 1)
    await page.keyboard.press('Escape')
    await chip.waitFor()
    await page.getByRole('button', { name: 'New calendar' }).click()
    await page.getByLabel('Name').fill('Travel')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Travel' }).waitFor()
    assert.ok((await ada.get('/api/calendars')).body.calendars.some(({ name }: { name: string }) => name === 'Travel'))
    await page.getByRole('button', { name: 'Change tags' }).click()
    await page.getByLabel('New tag').fill('Travel day')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.waitForSelector('dialog [aria-label="Name of the tag: Travel day"]')
    assert.deepEqual(await barriersIn(page), [])
    // What cannot be taken back asks: a list that is walked by arrows merges nothing.
    const tags = async () => (await ada.get('/api/tags')).body.tags.map(({ name }: { name: string }) => name)
    await page.getByLabel('Merge into … Travel day').selectOption({ label: 'Internal Meeting' })
    const merging = page.getByRole('alertdialog', { name: 'Merge “Travel day” into “Internal Meeting”?' })
    await merging.getByRole('button', { name: 'Cancel' }).click()
    await merging.waitFor({ state: 'detached' })
    assert.ok((await tags()).includes('Travel day'))
    await page.getByRole('button', { name: 'Remove Travel day' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove tag' }).click()
    await page.locator('dialog [aria-label="Name of the tag: Travel day"]').waitFor({ state: 'detached' })
    assert.ok(!(await tags()).includes('Travel day'))
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'New tag')
    await page.context().close()
  })
  test('one date of a series has a guest and a reply of its own; what a change makes of such dates is said before', async () => {
    const { body: series } = await ada.post('/api/events', {
      title: 'Round table',
      startsAt: '2027-05-10T09:00:00Z',
      endsAt: '2027-05-10T10:00:00Z',
      timeZone: 'Europe/Berlin',
      rrule: 'FREQ=WEEKLY;COUNT=4',
    })
    const { page, faults } = await open('/calendar/week/2027-05-17')
    await page.getByRole('button', { name: /^Round table/ }).click()
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByRole('combobox', { name: /^Attendees/ }).fill('linus@')
    await page.getByRole('option', { name: /Linus/ }).first().click()
    await page.click('dialog >> text=Save')
    await page.getByLabel('This event', { exact: true }).check()
    await page.getByRole('button', { name: 'Save' }).last().click()
    await letMailsGo(page)
    await page.waitForSelector('text=“Round table” is changed.')
    await page.getByRole('button', { name: /^Round table/ }).click()
    await page.waitForSelector('[role=dialog] >> text=no answer yet, this date only')
    await page.keyboard.press('Escape')
    const at = async (day: string, hour = '09') =>
      (await ada.get(`/api/events/${series.id}?occurrence=${day}T${hour}:00:00Z`)).body
    assert.deepEqual([(await at('2027-05-17')).attendees.length, (await at('2027-05-24')).attendees.length], [1, 0])
    // The whole series an hour later: the date with the guest goes along, and that is said before.
    await page.goto(page.url().replace('2027-05-17', '2027-05-10'))
    await page.getByRole('button', { name: /^Round table/ }).click()
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Start', { exact: true }).fill('13:00')
    await page.keyboard.press('Tab')
    await page.click('dialog >> text=Save')
    await page.getByLabel('All events').check()
    await page.waitForSelector('text=1 date is other than the series:')
    assert.match(
      await page.locator('.outcome li').innerText(),
      /^Round table, Mon,? 17 May, 11:00 to 12:00: moves to Mon,? 17 May, 13:00 to 14:00$/,
    )
    assert.deepEqual(await barriersIn(page), [])
    await page.getByRole('button', { name: 'Save' }).last().click()
    await letMailsGo(page)
    await page.waitForSelector('text=“Round table” is changed.')
    assert.deepEqual(
      (await at('2027-05-17', '11')).attendees.map(({ email }: { email: string }) => email),
      ['linus@demo.test'],
    )
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('a date of a series that was called off meanwhile says so, by whom; what was written brings it back', async () => {
    const { body: series } = await ada.post('/api/events', {
      title: 'Choir',
      startsAt: '2027-06-07T09:00:00Z',
      endsAt: '2027-06-07T10:00:00Z',
      timeZone: 'Europe/Berlin',
      rrule: 'FREQ=WEEKLY;COUNT=4',
    })
    const path = `/api/events/${series.id}`
    const off = `${path}?scope=this&occurrence=2027-06-14T09:00:00Z`
    const { page } = await open('/calendar/week/2027-06-14')
    await page.getByRole('button', { name: /^Choir/ }).click()
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.locator('dialog').getByLabel('Title').fill('Choir with guests')
    assert.equal((await ada.delete(off)).status, 204)
    const save = async () => {
      await page.locator('dialog').getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByLabel('This event', { exact: true }).check()
      await page.getByRole('button', { name: 'Save' }).last().click()
    }
    await save()
    await page
      .getByText(/Ada Hartmann called this date of the series off \(.*\)\. Save again to bring it back/)
      .waitFor()
    assert.equal(await page.locator('dialog').getByLabel('Title').inputValue(), 'Choir with guests')
    await save()
    await page.getByText(/^“Choir.*” is changed\./).waitFor()
    assert.equal((await ada.get(off.replace('scope=this&', ''))).body.title, 'Choir with guests')
    // Opening one says the same.
    assert.equal((await ada.delete(off)).status, 204)
    await page.goto(`${host.app}/calendar/event/${series.id}?occurrence=2027-06-14T09:00:00Z`)
    await page.getByText(/Ada Hartmann called this date of the series off/).waitFor()
    await page.context().close()
  })

  test('an invitation to a series is answered for one date, and the answer is undone', async () => {
    const { body: series } = await ada.post('/api/events', {
      title: 'Standing invitation',
      startsAt: '2027-05-12T13:00:00Z',
      endsAt: '2027-05-12T14:00:00Z',
      timeZone: 'Europe/Berlin',
      rrule: 'FREQ=WEEKLY;COUNT=3',
      attendees: [{ email: 'grace@demo.test' }],
    })
    const { page } = await openCalendar(browser, host, {}, '/calendar/week/2027-05-17', 'grace@demo.test')
    await page.getByRole('button', { name: /^Standing invitation/ }).click()
    await page.getByRole('button', { name: 'No', exact: true }).click()
    await page.getByLabel('This event', { exact: true }).check()
    await page.getByRole('button', { name: 'Decline' }).click()
    await page.waitForSelector('text=Your answer to “Standing invitation” is saved.')
    const replies = async () => {
      const days = ['12', '19', '26'].map((day) =>
        ada.get(`/api/events/${series.id}?occurrence=2027-05-${day}T13:00:00Z`),
      )
      return (await Promise.all(days)).map(
        ({ body }) => body.attendees.find((one: { email: string }) => one.email === 'grace@demo.test').reply,
      )
    }
    assert.deepEqual(await replies(), ['needsAction', 'declined', 'needsAction'])
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.waitForSelector('text=Undone.')
    assert.deepEqual(await replies(), ['needsAction', 'needsAction', 'needsAction'])
    await page.context().close()
  })
})
