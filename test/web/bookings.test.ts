import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { atRest, begunStart, type Client, mails, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

import { barriersIn, fitsWidth, PHONE, signInOn, visit } from '../support/visitor.ts'
import { until } from '../support/waiting.ts'

const HOUR_MS = 3_600_000

describe('hosts keep their bookings in a list, in a real browser', () => {
  let host: RunningHost
  let browser: Browser
  let ada: Client
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    host = await startHost()
    browser = await openBrowser()
    ada = await signIn(host)
    for (const name of ['ada', 'linus'])
      ids[name] = (await (await signIn(host, `${name}@demo.test`)).get('/api/me')).body.id
  })
  afterAll(async () => {
    await browser.close()
    await host.stop()
  })

  async function open(query = '', options = {}) {
    const opened = await visit(browser, `${host.app}/appointments/bookings${query}`, {
      timezoneId: 'Europe/Berlin',
      ...options,
    })
    await signInOn(opened.page, 'ada@demo.test')
    return opened
  }
  async function type(slug: string, fields: Record<string, unknown>) {
    const answer = await ada.post('/api/appointment-types', { slug, hosts: [ids['ada'], ids['linus']], ...fields })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
  }
  const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
  const act = async (page: Page, name: string, what: string) => {
    await page.getByRole('button', { name: `More for ${name}` }).click()
    await page.getByRole('menuitem', { name: what }).click()
  }

  test('a new booking: a contact by typing, an offered time; then any other time with its reason and one more yes; book again', async () => {
    await type('visit', { title: 'Visit', confirmation: 'manual', noticeMinutes: 0 })
    await ada.post('/api/contacts', { name: 'Noor Haddad', email: 'noor@example.test' })
    const { page, faults } = await open()
    await page.getByRole('button', { name: 'New booking' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Appointment').selectOption('Visit')
    await form.getByRole('button', { name: 'Book', exact: true }).click()
    await form.getByText('Say who comes.').waitFor()
    await form.getByText('Choose a time.').waitFor()
    const customer = form.getByRole('combobox', { name: 'Customer', exact: true })
    await customer.fill('noor')
    await page.getByRole('option', { name: /noor@example\.test/ }).click()
    // A name with its address is a customer as it stands; who is named last is meant.
    await customer.fill('Mia Gast <mia@guest.test>')
    await customer.press('Enter')
    await form.getByRole('button', { name: 'Mia Gast' }).first().waitFor()
    assert.equal(await page.getByRole('dialog').count(), 1)
    await customer.fill('noor')
    await page.getByRole('option', { name: /noor@example\.test/ }).click()
    await form.getByRole('button', { name: 'Later days' }).click()
    const times = form.getByRole('group', { name: /^Offered times on/ })
    await times.getByRole('button').first().click()
    await form.getByText('This time is free.').waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await form.getByRole('button', { name: 'Book', exact: true }).click()
    await page.getByText(/^Booked: Noor Haddad, /).waitFor()
    await rowOf(page, 'Noor Haddad').getByText('Confirmed').waitFor()
    await atRest(host)
    assert.equal((await mails(host, 'noor@example.test')).at(-1)!.subject.split(':')[0], 'Booked')

    await act(page, 'Noor Haddad', 'Book again')
    assert.equal(await form.getByLabel('Appointment').inputValue(), 'visit')
    await form.getByRole('button', { name: 'Noor Haddad' }).first().waitFor()
    // As they come they move what stands below them.
    await times.getByRole('button').first().waitFor()
    await form.getByLabel('Another time').check()
    const [date, time] = [
      form.getByLabel('Date', { exact: true }),
      form.getByRole('combobox', { name: 'Time', exact: true }),
    ]
    const note = form.getByRole('status').filter({ hasText: 'Chosen: ' })
    await note.waitFor()
    // What cannot be read books nothing, and what was known of the time before is not said of it.
    for (const [field, unreadable] of [
      [date, 'blah'],
      [time, 'xx'],
    ] as const) {
      const before = await field.inputValue()
      await field.fill(unreadable)
      await note.waitFor({ state: 'detached' })
      await form.getByRole('button', { name: 'Book', exact: true }).click()
      await until(
        'the field says that it cannot be read, and has the focus',
        () => field.evaluate((input) => input.matches('[aria-invalid=true]:focus')),
        Boolean,
      )
      assert.equal(await page.getByRole('alertdialog').count(), 0)
      await field.fill(before)
      await field.press('Enter')
      await note.waitFor()
    }
    await time.fill('22:10')
    await time.press('Enter')
    await note.getByText('This time is not offered:').waitFor()
    await note.getByText(/outside the working hours|Nobody is open then/).waitFor()
    await form.getByLabel('Mail the customer').uncheck()
    await form.getByRole('button', { name: 'Book', exact: true }).click()
    const question = page.getByRole('alertdialog')
    await question.getByText('This time is not offered. Book it anyway?').waitFor()
    await question.getByRole('button', { name: 'Choose another time' }).click()
    await form.getByRole('button', { name: 'Book', exact: true }).click()
    await question.getByRole('button', { name: 'Book anyway' }).click()
    await form.waitFor({ state: 'detached' })
    await page
      .getByText(/Noor Haddad, .*22:10/)
      .first()
      .waitFor()
    await atRest(host)
    assert.equal((await mails(host, 'noor@example.test')).length, 1)
    assert.deepEqual(faults, [])
    await page.context().close()

    // Who may not lift a rule reads who may.
    const { page: his } = await visit(browser, `${host.app}/appointments/bookings`, { timezoneId: 'Europe/Berlin' })
    await signInOn(his, 'linus@demo.test')
    await his.getByRole('button', { name: 'New booking' }).click()
    await his.getByLabel('Appointment', { exact: true }).selectOption('Visit')
    await his.getByLabel('Another time').check()
    await his.getByRole('combobox', { name: 'Time', exact: true }).fill('22:10')
    await his.getByRole('combobox', { name: 'Time', exact: true }).press('Enter')
    await his.getByText('Only its owner or an admin can book a time that is not offered.').waitFor()
    await his.context().close()
  })

  test('given to another host, marked, noted, cancelled with a message and found among the cancelled; all of it in the table', async () => {
    await type('shift', { title: 'Support hour' })
    // At night both of them are free.
    const startsAt = `${new Date(Date.now() + 288 * HOUR_MS).toISOString().slice(0, 10)}T21:00:00.000Z`
    const began = await begunStart(host, [ada, await signIn(host, 'linus@demo.test')])
    const all = ['past', 'notice', 'override', 'outsideHours', 'notAligned']
    for (const body of [
      { startsAt, hostId: ids['linus'], override: all, customer: { name: 'Rosa', email: 'rosa@example.test' } },
      {
        startsAt: began,
        hostId: ids['linus'],
        override: all,
        customer: { name: 'Wim', email: 'wim@example.test' },
        notify: false,
      },
    ])
      assert.equal((await ada.post('/api/bookings', { type: 'shift', ...body })).status, 201)
    // Who walked in before midnight stands on another day.
    const yesterday = new Date(Date.now() - 24 * HOUR_MS).toISOString().slice(0, 10)
    const { page, faults } = await open(`?from=${yesterday}&type=shift`)
    await rowOf(page, 'Rosa').getByText('Linus Rao').waitFor()
    await act(page, 'Rosa', 'Give to another host')
    const giving = page.getByRole('dialog')
    await giving.getByText(/^Customer and hosts are told/).waitFor()
    await giving.getByText('This time is not offered with Ada Hartmann:').waitFor()
    await giving.getByRole('listitem').filter({ hasText: 'Ada Hartmann' }).waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await giving.getByRole('button', { name: 'Give it all the same' }).click()
    await page.getByText('Now with Ada Hartmann.').waitFor()
    await rowOf(page, 'Rosa').getByText('Ada Hartmann').waitFor()

    await act(page, 'Wim', 'Give to another host')
    await giving.getByText('Hosts are told by mail, the customer is not').waitFor()
    await giving.getByRole('button', { name: 'Cancel', exact: true }).click()

    // From the calendar it is one step away.
    await rowOf(page, 'Wim').getByRole('link').first().click()
    const card = page.getByRole('dialog', { name: /Wim/ })
    await card.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Give to another host' }).click()
    await page.getByRole('heading', { name: 'Give the booking of Wim to another host' }).waitFor()
    await giving.getByRole('button', { name: 'Cancel', exact: true }).click()
    assert.equal(new URL(page.url()).searchParams.get('give'), null)

    // Who has booked is found by typing, contact or not.
    await page.getByRole('button', { name: 'New booking' }).click()
    const customer = giving.getByRole('combobox', { name: 'Customer', exact: true })
    await customer.fill('wim')
    await page.getByRole('option', { name: /wim@example\.test/ }).waitFor()
    await customer.fill('')
    await giving.getByRole('button', { name: 'Cancel', exact: true }).click()

    await page.getByRole('button', { name: 'More for Wim' }).click()
    await page.getByRole('menuitemradio', { name: 'No-show' }).click()
    await page.getByText('Wim: No-show').waitFor()
    await act(page, 'Wim', 'Notes')
    await page.getByLabel('Notes', { exact: true }).fill('=Rang twice.')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await rowOf(page, 'Wim').getByText('=Rang twice.').waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await page.getByLabel('Attendance').selectOption('No-show')
    await rowOf(page, 'Rosa').waitFor({ state: 'detached' })
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as table (CSV)' }).click(),
    ])
    assert.match(readFileSync(await table.path(), 'utf8').split('\r\n')[1]!, /,Confirmed,No-show,'=Rang twice\.,*$/)
    await page.getByLabel('Attendance').selectOption('Any')

    await act(page, 'Rosa', 'Cancel the booking')
    await page.getByLabel('Message to the customer').fill('The room is <flooded>.')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel the booking' }).click()
    await page.getByText('Cancelled: Rosa.').waitFor()
    await page.getByLabel('State').selectOption('Cancelled')
    await rowOf(page, 'Rosa').getByText('The room is <flooded>.').waitFor()
    await atRest(host)
    assert.ok((await mails(host, 'rosa@example.test')).at(-1)!.text.includes('The room is <flooded>.'))
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('moved from its row: an offered time, its own not among them; any other with its reason; taken back; from its card as well', async () => {
    await type('round', { title: 'Round', hosts: [ids['linus']] })
    const day = new Date(Date.now() + 240 * HOUR_MS).toISOString().slice(0, 10)
    const override = ['notice', 'override', 'outsideHours', 'notAligned']
    const customer = { name: 'Pia', email: 'pia@example.test' }
    const startsAt = `${day}T19:00:00.000Z`
    const booked = await ada.post('/api/bookings', { type: 'round', startsAt, override, customer })
    assert.equal(booked.status, 201, JSON.stringify(booked.body))
    const { page, faults } = await open(`?from=${day}&type=round`)
    await act(page, 'Pia', 'Move …')
    const moving = page.getByRole('dialog', { name: 'Move the booking of Pia' })
    await moving.getByRole('button', { name: 'Move', exact: true }).click()
    await moving.getByText('Choose a time.').waitFor()
    await moving
      .getByRole('group', { name: /^Offered times on/ })
      .getByRole('button')
      .first()
      .click()
    await moving.getByText('This time is free.').waitFor()
    assert.deepEqual(await barriersIn(page), [])
    await moving.getByLabel('Another time').check()
    const [date, time] = [
      moving.getByLabel('Date', { exact: true }),
      moving.getByRole('combobox', { name: 'Time', exact: true }),
    ]
    await date.fill(day.split('-').reverse().join('/'))
    await date.press('Enter')
    await time.fill('22:10')
    await time.press('Enter')
    await moving.getByText('This time is not offered:').waitFor()
    await moving.getByRole('button', { name: 'Move all the same' }).click()
    await page.getByText(/^Moved: Pia, .*22:10/).waitFor()
    await rowOf(page, 'Pia').getByText('22:10').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await rowOf(page, 'Pia').getByText('22:10').waitFor({ state: 'detached' })
    await atRest(host)
    const { bookings } = (await ada.get(`/api/bookings?from=${day}T00:00:00Z&to=${day}T23:59:00Z&type=round`)).body
    assert.equal(bookings[0].startsAt, startsAt)
    // On a phone nothing is dragged: the card leads here.
    await rowOf(page, 'Pia').getByRole('link').first().click()
    await page.getByRole('dialog', { name: /Pia/ }).getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Move …' }).click()
    await moving.getByRole('button', { name: 'Cancel', exact: true }).click()
    assert.equal(new URL(page.url()).searchParams.get('move'), null)
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('who types whom they seek, in bookings or contacts, and goes elsewhere at once, stays there', async () => {
    const { page, faults } = await open()
    await page.getByRole('button', { name: 'New booking' }).waitFor()
    for (const [place, field] of [
      ['/appointments/bookings', 'Find a customer'],
      ['/contacts', 'Search'],
    ]) {
      await page.goto(`${host.app}${place}`)
      await page.getByRole('searchbox', { name: field! }).fill('noor')
      await page.getByRole('link', { name: 'Settings', exact: true }).click()
      await page.getByRole('heading', { name: 'Settings' }).first().waitFor()
      // Longer than a search waits for the next letter.
      await page.waitForTimeout(600)
      assert.match(page.url(), /\/settings/)
    }
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('on a phone, right to left: the list and the form of a new booking fit', async () => {
    const { page, faults } = await open('?language=ar', { viewport: PHONE })
    await page.getByRole('button', { name: 'حجز جديد' }).click()
    await page.getByRole('dialog').getByRole('group').getByRole('button').first().waitFor()
    assert.equal(await fitsWidth(page), true)
    assert.deepEqual(await barriersIn(page), [])
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('Appointment in the form of an event makes it a booking of that type; its card makes it an event again', async () => {
    await type('chat', { title: 'Chat', hosts: [ids['ada']] })
    const startsAt = `${new Date(Date.now() + 312 * HOUR_MS).toISOString().slice(0, 10)}T10:00:00.000Z`
    const event = await ada.post('/api/events', {
      title: 'Over lunch',
      startsAt,
      endsAt: startsAt.replace('T10:00', 'T10:45'),
      attendees: [{ email: 'yara@example.test', name: 'Yara' }],
    })
    assert.equal(event.status, 201)
    const { page, faults } = await visit(browser, `${host.app}/calendar/event/${event.body.id}`, {
      timezoneId: 'Europe/Berlin',
    })
    await signInOn(page, 'ada@demo.test')
    const card = page.getByRole('dialog', { name: 'Over lunch' })
    await card.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByRole('combobox', { name: 'Appointment' }).fill('chat')
    await page.getByRole('option', { name: 'Chat' }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('“Over lunch” is a booking now').waitFor()
    await atRest(host)
    const toYara = await mails(host, 'yara@example.test')
    assert.match(toYara.at(-1)!.subject, /^Booked: Chat/)
    const from = `${startsAt.slice(0, 10)}T00:00:00Z`
    const listing = async () =>
      (await ada.get(`/api/bookings?from=${from}&to=${startsAt.replace('T10', 'T20')}&type=chat`)).body.bookings
    const [booking] = await listing()
    assert.equal(booking.customer.email, 'yara@example.test')
    await page.goto(`${host.app}/calendar/event/${booking.id}`)
    await page.getByRole('dialog', { name: 'Chat: Yara' }).getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Make it an event again' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Make it an event' }).click()
    await page.getByText('is an event again; nobody is mailed.').waitFor()
    assert.deepEqual(await listing(), [])
    await atRest(host)
    assert.equal((await mails(host, 'yara@example.test')).length, toYara.length)
    // A new one as well, from the start.
    const day = new Date(Date.now() + 480 * HOUR_MS).toISOString().slice(0, 10)
    await page.goto(`${host.app}/calendar/day/${day}`)
    await page.getByRole('button', { name: 'New Event' }).click()
    await page.getByRole('button', { name: 'More Options' }).click()
    await page.getByLabel('Title').fill('With Zoe')
    // Within the hours, whatever the hour is now.
    await page.getByLabel('Start', { exact: true }).fill('10:00')
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'Attendees', exact: true }).fill('zoe@example.test')
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'Appointment' }).fill('chat')
    await page.getByRole('option', { name: 'Chat' }).click()
    await page.getByRole('button', { name: 'Save & Close' }).click()
    await page.getByText('“With Zoe” is a booking now').waitFor()
    await atRest(host)
    assert.match((await mails(host, 'zoe@example.test'))[0]!.subject, /^Booked: Chat/)
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('who declines a request from its card, or under To answer, is asked first and may say why', async () => {
    await type('wish', { title: 'Wish', hosts: [ids['ada']], confirmation: 'manual', noticeMinutes: 0 })
    const days = [20, 26].map((days) => new Date(Date.now() + days * 24 * HOUR_MS).toISOString().slice(0, 10))
    const { slots } = (await ada.get(`/api/public/demo/wish/slots?from=${days[0]}&to=${days[1]}&timeZone=UTC`)).body
    const wish = async (name: string, at: number) => {
      const customer = { name, email: `${name.toLowerCase()}@example.test`, timeZone: 'UTC' }
      const asked = await ada.post('/api/public/demo/wish/bookings', { startsAt: slots[at].startsAt, customer })
      assert.equal(asked.status, 201, JSON.stringify(asked.body))
      return asked.body.bookingId
    }
    const [first] = [await wish('Wanda', 0), await wish('Willem', 3)]
    const { page, faults } = await visit(browser, `${host.app}/calendar/event/${first}`, {
      timezoneId: 'Europe/Berlin',
    })
    await signInOn(page, 'ada@demo.test')
    await page.getByRole('dialog', { name: 'Wish: Wanda' }).getByRole('button', { name: 'Decline' }).click()
    const question = page.getByRole('alertdialog')
    await question.getByLabel('Message to the customer').fill('We are closed that day.')
    assert.deepEqual(await barriersIn(page), [])
    await question.getByRole('button', { name: 'Decline' }).click()
    await page.getByText('The request of Wanda is declined').waitFor()
    await page.getByRole('button', { name: /to answer/i }).click()
    const waiting = page.getByRole('dialog', { name: 'To answer' })
    await waiting
      .getByRole('listitem')
      .filter({ hasText: 'Wish: Willem' })
      .getByRole('button', { name: 'Decline' })
      .click()
    await question.getByLabel('Message to the customer').fill('Another time?')
    await question.getByRole('button', { name: 'Decline' }).click()
    await waiting.getByText('Wish: Willem').waitFor({ state: 'detached' })
    await atRest(host)
    for (const [name, said] of [
      ['wanda', 'We are closed that day.'],
      ['willem', 'Another time?'],
    ] as const) {
      const last = (await mails(host, `${name}@example.test`)).at(-1)!
      assert.match(last.subject, /^Not possible: Wish/)
      assert.ok(last.text.includes(said), last.text)
    }
    assert.deepEqual(faults, [])
    await page.context().close()
  })
})
