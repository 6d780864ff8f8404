import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { atRest, bookingBody, Client, mails, signIn, slots } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { itemCount, tableCall } from '../support/table.ts'

const CONFIRMATION = {
  en: {
    subject: 'See you {{ start.day }}, {{ customer.name }}',
    body: 'Hello {{ customer.name }},\n\n{{ host.name }} expects you {{ when }}.\n{% for one in answers %}{{ one.question }} {{ one.answer }}{% endfor %}\n\nHow to find us: https://map.test/us',
  },
  de: {
    subject: 'Bis {{ start.day }}',
    body: 'Guten Tag {{ customer.name }},\n\nwir sehen uns um {{ start.time }} Uhr.',
  },
}
const CANCELLATION = { en: { subject: 'Off: {{ appointment.title }}', body: 'It is off.' } }

describe('mails in the words of the company', () => {
  let host: RunningHost
  let ada: Client
  /** Who is no admin. */
  let linus: Client
  let ids: { confirmation: string; cancellation: string }
  let taken = 0

  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    linus = await signIn(host, 'linus@demo.test')
    const made = async (kind: string, texts: object, fallback: string | null) => {
      const answer = await ada.post('/api/mail-templates', { name: `Ours, ${kind}`, kind, texts, fallback })
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
      return answer.body.id as string
    }
    ids = {
      confirmation: await made('confirmation', CONFIRMATION, 'de'),
      cancellation: await made('cancellation', CANCELLATION, null),
    }
    const { id } = (await ada.get('/api/me')).body
    const type = await ada.post('/api/appointment-types', {
      slug: 'worded',
      title: 'Visit',
      hosts: [id],
      questions: [{ id: 'why', label: 'What brings you?', kind: 'line', isRequired: false }],
      confirmationMail: { isSent: true, templateId: ids.confirmation },
      cancellationMail: { isSent: true, templateId: ids.cancellation },
      allowGuests: true,
    })
    assert.equal(type.status, 201, JSON.stringify(type.body))
    assert.deepEqual(type.body.cancellationMail, { isSent: true, templateId: ids.cancellation })
  })
  afterAll(() => host.stop())

  async function book(name: string, locale: string, more: object = {}): Promise<{ id: string; token: string }> {
    const at = (await slots(host, 'worded'))[taken++]!.startsAt
    const body = bookingBody(at, name)
    const booked = await new Client(host.app).post('/api/public/demo/worded/bookings', {
      ...body,
      customer: { ...body.customer, locale, timeZone: 'Europe/Berlin' },
      ...more,
    })
    assert.equal(booked.status, 201, JSON.stringify(booked.body))
    await atRest(host)
    return { id: booked.body.bookingId, token: booked.body.manageUrl.split('/').at(-1) }
  }
  const lastTo = async (address: string) => (await mails(host, address)).at(-1)!

  test('a customer reads them in their language, with the link to move or cancel below; hosts read the built-in text', async () => {
    const { token } = await book('Pat', 'en-GB', { answers: { why: 'A <b>leak</b>' }, guests: ['guest@example.test'] })
    const mail = await lastTo('pat@example.test')
    assert.match(mail.subject, /^See you \w+day, \d+ \w+ 20\d\d, Pat$/)
    assert.match(
      mail.text,
      /Hello Pat,\n\nAda \w+ expects you \w+day, .* \(Europe\/Berlin\)\.\nWhat brings you\? A <b>leak<\/b>/,
    )
    assert.ok(mail.html.includes('A &lt;b>leak&lt;/b>') && mail.html.includes('href="https://map.test/us"'))
    assert.ok(mail.html.includes(`/booking/${token}`) && mail.text.includes(`/booking/${token}`))
    assert.ok(mail.attachments?.some(({ contentType }) => contentType.startsWith('text/calendar')))
    const guest = await lastTo('guest@example.test')
    assert.match(guest.subject, /^See you/)
    assert.ok(!guest.html.includes(token))
    assert.match((await lastTo('ada@demo.test')).subject, /^New booking/)
    await book('Petra', 'de-AT')
    assert.match((await lastTo('petra@example.test')).text, /Guten Tag Petra,\n\nwir sehen uns um \d\d:\d\d Uhr\./)
  })

  test('a language that is missing is read in the one of the company’s choice, or in the built-in text', async () => {
    const { id } = await book('Paula', 'fr')
    const german = await lastTo('paula@example.test')
    assert.match(german.text, /Guten Tag Paula/)
    assert.ok(german.html.includes('lang="de"') && german.text.includes('Verschieben'))
    const cancelled = await ada.post(`/api/events/${id}/cancel`, { message: 'Ich bin krank.' })
    assert.ok([200, 204].includes(cancelled.status), JSON.stringify(cancelled.body))
    await atRest(host)
    assert.match((await lastTo('paula@example.test')).subject, /^Annulé/)
  })

  test('what the host says when cancelling is never lost, whether the template names it or not', async () => {
    const { id } = await book('Percy', 'en')
    await ada.post(`/api/events/${id}/cancel`, { message: 'I am ill.' })
    await atRest(host)
    const mail = await lastTo('percy@example.test')
    assert.equal(mail.subject, 'Off: Visit')
    assert.match(mail.text, /It is off\.\n\nAda \w+ writes:\nI am ill\./)
  })

  test('what is no template is refused at its line and column, and changes nothing', async () => {
    const before = { items: await itemCount(host), mails: (await mails(host)).length }
    const text = (body: string, subject = 'Hi') => ({ texts: { en: { subject, body } } })
    const faults: [object, string, string, object][] = [
      [
        text('a\n{% for i in (1..9) %}x{% endfor %}'),
        'texts.en.body',
        'templateLoop',
        { line: 2, column: 1, word: '(1..9)' },
      ],
      [
        text('{{ customer.password }}'),
        'texts.en.body',
        'templateField',
        { line: 1, column: 4, word: 'customer.password' },
      ],
      [text('x', '{% include "a" %}'), 'texts.en.subject', 'templateTag', { line: 1, column: 1, word: 'include' }],
    ]
    for (const [change, path, code, data] of faults)
      for (const answer of [
        await ada.patch(`/api/mail-templates/${ids.confirmation}`, change),
        await ada.post('/api/mail-templates', { name: 'New', kind: 'confirmation', ...change }),
      ]) {
        const [{ message: _message, ...fault }] = answer.body.errors
        assert.deepEqual([answer.status, fault], [400, { path, code, data }])
      }
    const bad = [
      await ada.post('/api/mail-templates', { name: 'None', kind: 'confirmation', texts: {} }),
      await ada.post('/api/mail-templates', { name: 'Other', kind: 'confirmation', ...text('x'), fallback: 'fr' }),
      await ada.post('/api/mail-templates/preview', {
        kind: 'confirmation',
        language: 'en',
        subject: 'x',
        body: '{{ x }}',
      }),
      await ada.patch('/api/appointment-types/worded', {
        confirmationMail: { isSent: true, templateId: ids.cancellation },
      }),
      await ada.patch('/api/appointment-types/worded', { confirmationMail: { isSent: true, templateId: 'unknown' } }),
    ]
    assert.deepEqual(
      bad.map(({ status, body }) => [status, body.errors[0].path]),
      [
        [400, 'texts'],
        [400, 'fallback'],
        [400, 'body'],
        [400, 'confirmationMail.templateId'],
        [400, 'confirmationMail.templateId'],
      ],
    )
    const twice = await ada.post('/api/mail-templates', {
      name: 'OURS, confirmation',
      kind: 'confirmation',
      ...text('x'),
    })
    assert.equal(twice.body.refusal, 'AlreadyExists')
    assert.equal(
      (await linus.post('/api/mail-templates', { name: 'Mine', kind: 'confirmation', ...text('x') })).status,
      403,
    )
    assert.equal((await linus.get('/api/mail-templates')).body.templates.length, 2)
    assert.deepEqual({ items: await itemCount(host), mails: (await mails(host)).length }, before)
  })

  test('a preview is of a real booking and leads to none; a test goes to oneself alone', async () => {
    const { id, token } = await book('Pia', 'en')
    const before = { items: await itemCount(host), mails: (await mails(host)).length }
    const wording = { kind: 'confirmation', language: 'en', ...CONFIRMATION.en }
    const preview = await ada.post('/api/mail-templates/preview', wording)
    assert.equal(preview.status, 200, JSON.stringify(preview.body))
    assert.equal(preview.body.of.title, 'Visit')
    assert.ok(preview.body.text.includes(`Hello ${preview.body.of.customer},`), preview.body.text)
    assert.ok(!preview.body.html.includes(token) && preview.body.html.includes('/booking/preview'))
    const named = await ada.post('/api/mail-templates/preview', { ...wording, bookingId: id })
    assert.deepEqual([named.status, named.body.of.customer], [200, 'Pia'])
    assert.equal((await ada.post('/api/mail-templates/preview', { ...wording, bookingId: 'unknown' })).status, 404)
    assert.equal((await linus.post('/api/mail-templates/preview', wording)).status, 403)
    assert.deepEqual({ items: await itemCount(host), mails: (await mails(host)).length }, before)

    const test = await ada.post(`/api/mail-templates/${ids.confirmation}/test`, { language: 'de' })
    assert.deepEqual([test.status, test.body], [200, { to: 'ada@demo.test' }])
    const all = await mails(host)
    assert.equal(all.length, before.mails + 1)
    assert.match((await lastTo('ada@demo.test')).subject, /^Bis /)
    assert.equal((await ada.post(`/api/mail-templates/${ids.cancellation}/test`, { language: 'de' })).status, 404)
  })

  test('a template that cannot be used is told at the template; the built-in text is sent', async () => {
    const key = { pk: { S: 'demo#mailTemplates' }, sk: { S: ids.confirmation } }
    const { Item } = await tableCall<{ Item: Record<string, unknown> }>(host, 'GetItem', { Key: key })
    const broken = { M: { en: { M: { subject: { S: 'Hi' }, body: { S: '{% broken' } } } } }
    await tableCall(host, 'PutItem', { Item: { ...Item, texts: broken } })
    await book('Quinn', 'en')
    assert.match((await lastTo('quinn@example.test')).subject, /^Booked: Visit/)
    const { body } = await ada.get(`/api/mail-templates/${ids.confirmation}`)
    assert.match(body.failure.reason, /not closed/)
    assert.equal(body.failure.code, 'unreadable')
    const mended = await ada.patch(`/api/mail-templates/${ids.confirmation}`, { texts: CONFIRMATION })
    assert.deepEqual([mended.status, mended.body.failure], [200, undefined])
    await book('Rosa', 'en')
    assert.match((await lastTo('rosa@example.test')).subject, /^See you/)
  })

  test('deleting one says which types used it; they send the built-in text from then on', async () => {
    const { body: before } = await ada.get(`/api/mail-templates/${ids.confirmation}`)
    assert.deepEqual(before.usedBy, [{ slug: 'worded', title: 'Visit' }])
    // What is not said of a mail stays.
    const off = await ada.patch('/api/appointment-types/worded', { confirmationMail: { isSent: true } })
    assert.equal(off.body.confirmationMail.templateId, ids.confirmation)
    const removed = await ada.delete(`/api/mail-templates/${ids.confirmation}`)
    assert.deepEqual([removed.status, removed.body.types], [200, [{ slug: 'worded', title: 'Visit' }]])
    const { types } = (await ada.get('/api/appointment-types')).body
    const worded = types.find(({ slug }: { slug: string }) => slug === 'worded')
    assert.deepEqual(worded.confirmationMail, { isSent: true, templateId: null })
    assert.equal(worded.cancellationMail.templateId, ids.cancellation)
    await book('Sven', 'en')
    assert.match((await lastTo('sven@example.test')).subject, /^Booked: Visit/)
    assert.equal((await ada.delete(`/api/mail-templates/${ids.confirmation}`)).status, 404)
  })
})
