import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type Client, signIn } from '../support/client.ts'
import { PASSWORD, type RunningHost, startHost } from '../support/host.ts'

describe('contacts', () => {
  let host: RunningHost
  let ada: Client
  let grace: Client
  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    grace = await signIn(host, 'grace@demo.test', PASSWORD)
  })
  afterAll(() => host.stop())

  const names = async (client: Client, q: string) =>
    (await client.get(`/api/contacts?q=${encodeURIComponent(q)}`)).body.contacts.map(
      ({ name }: { name: string }) => name,
    )

  test('are the company’s: what one makes another finds by the beginnings of words, changes and removes', async () => {
    assert.deepEqual((await ada.get('/api/contacts')).body, { contacts: [] })
    const made = await ada.post('/api/contacts', {
      name: '  Noor Hassan ',
      email: 'Noor@Example.test',
      phone: '+49 (30) 123-4',
    })
    const { id } = made.body
    const noor = { id, version: 1, name: 'Noor Hassan', email: 'noor@example.test', phone: '+49 (30) 123-4' }
    assert.deepEqual([made.status, made.body], [201, noor])
    assert.deepEqual((await grace.get(`/api/contacts/${id}`)).body, noor)
    assert.equal((await grace.get('/api/contacts/nobody')).status, 404)
    await ada.post('/api/contacts', { name: 'Émile Zola', email: 'emile@zola.test' })
    assert.deepEqual(await names(grace, ''), ['Émile Zola', 'Noor Hassan'])
    for (const q of ['noo', 'HASS noo', 'example', 'noor@example.test'])
      assert.deepEqual(await names(grace, q), [noor.name])
    assert.deepEqual(await names(grace, 'emile'), ['Émile Zola'])
    assert.deepEqual(await names(grace, 'noor zola'), [])
    const changed = await grace.patch(`/api/contacts/${id}`, { name: 'Noor Ali', email: 'noor@ali.test', phone: null })
    assert.deepEqual(changed.body, { id, version: 2, name: 'Noor Ali', email: 'noor@ali.test' })
    assert.deepEqual([await names(ada, 'hassan'), await names(ada, 'ali')], [[], ['Noor Ali']])
    assert.equal((await grace.delete(`/api/contacts/${id}`)).status, 204)
    assert.equal((await grace.delete(`/api/contacts/${id}`)).status, 404)
    assert.deepEqual(await names(ada, 'ali'), [])
    const again = await ada.post('/api/contacts', { name: 'Noor', email: 'noor@ali.test' })
    assert.equal(again.status, 201)
  })

  test('an address is one contact’s; what is no contact is told at its field', async () => {
    const one = await ada.post('/api/contacts', { name: 'One', email: 'one@x.test' })
    const two = await ada.post('/api/contacts', { name: 'Two', email: 'two@x.test' })
    assert.equal(
      (await ada.post('/api/contacts', { name: 'Other', email: 'ONE@x.test' })).body.refusal,
      'AlreadyExists',
    )
    const taken = await ada.patch(`/api/contacts/${two.body.id}`, { email: 'one@x.test' })
    assert.deepEqual([taken.status, taken.body.refusal], [409, 'AlreadyExists'])
    assert.equal((await ada.patch(`/api/contacts/${one.body.id}`, { email: 'one@x.test' })).status, 200)
    const bad = await ada.post('/api/contacts', { name: ' ', email: 'nobody', phone: 'call me' })
    assert.deepEqual(
      bad.body.errors.map(({ path, code }: { path: string; code: string }) => [path, code]),
      [
        ['name', 'empty'],
        ['email', 'notEmail'],
        ['phone', 'notPhone'],
      ],
    )
    const race = await Promise.all(
      [1, 2, 3, 4].map((n) => ada.post('/api/contacts', { name: `R${n}`, email: 'r@x.test' })),
    )
    assert.deepEqual(race.map(({ status }) => status).sort(), [201, 409, 409, 409])
    assert.equal((await names(ada, 'r@x')).length, 1)
  })

  test('all that is known of somebody is kept, found by company, other addresses and phone, and taken away again', async () => {
    const facts = {
      name: 'Paula Prudent',
      email: 'paula@prudent.test',
      otherEmails: ['p.prudent@home.test'],
      phone: '+49 170 555 0199',
      companyName: 'Prudent Roofs',
      locale: 'de-AT',
      timeZone: 'Europe/Vienna',
    }
    const made = await ada.post('/api/contacts', facts)
    const { id } = made.body
    assert.deepEqual([made.status, made.body], [201, { id, version: 1, ...facts }])
    for (const q of ['roofs', 'home', 'p.prudent@home.test', '05550199'.slice(-8)])
      assert.ok((await names(grace, q)).includes(facts.name), q)
    // Another address of hers is nobody else's either, and it is said whose it is.
    const taken = await ada.post('/api/contacts', { name: 'Other', email: 'p.prudent@home.test' })
    assert.deepEqual(
      [taken.status, taken.body.refusal, taken.body.holder],
      [409, 'AlreadyExists', { id, name: facts.name }],
    )
    const bare = { otherEmails: [], phone: null, companyName: null, locale: null, timeZone: null }
    const changed = await ada.patch(`/api/contacts/${id}`, bare)
    assert.deepEqual(changed.body, { id, version: 2, name: facts.name, email: facts.email })
    assert.equal((await ada.patch(`/api/contacts/${id}`, bare)).body.version, 2, 'nothing new is nothing written')
    assert.equal((await ada.post('/api/contacts', { name: 'Other', email: 'p.prudent@home.test' })).status, 201)
    const odd = await ada.patch(`/api/contacts/${id}`, {
      locale: 'Deutsch!',
      timeZone: 'Mars/Base',
      otherEmails: ['x'],
    })
    assert.deepEqual(
      odd.body.errors.map(({ path, code }: { path: string; code: string }) => [path, code]),
      [
        ['otherEmails.0', 'notEmail'],
        ['locale', 'notLocale'],
        ['timeZone', 'notTimeZone'],
      ],
    )
  })

  test('who was removed comes back with what was noted and what is followed up', async () => {
    const { id } = (await ada.post('/api/contacts', { name: 'Rita Return', email: 'rita@return.test' })).body
    await ada.post(`/api/contacts/${id}/notes`, { text: 'Prefers mornings.' })
    const record = (await ada.post('/api/records', { kind: 'task', title: 'Call Rita', contactId: id })).body
    assert.equal((await ada.delete(`/api/contacts/${id}`)).status, 204)
    assert.equal((await ada.get(`/api/contacts/${id}/timeline`)).status, 404)
    assert.deepEqual(await names(ada, 'rita'), [])
    assert.equal((await ada.get(`/api/records/${record.id}`)).body.contact, undefined)
    const back = await grace.post(`/api/contacts/${id}/restore`)
    assert.deepEqual([back.status, back.body.name], [200, 'Rita Return'])
    assert.deepEqual(await names(ada, 'rita'), ['Rita Return'])
    const { entries } = (await ada.get(`/api/contacts/${id}/timeline`)).body
    assert.deepEqual(
      entries.map(({ kind, text, by }: { kind: string; text: string; by: { name: string } }) => [kind, text, by.name]),
      [['note', 'Prefers mornings.', 'Ada Hartmann']],
    )
    assert.equal((await ada.get(`/api/records/${record.id}`)).body.contact.id, id)
    // Somebody else has taken the address meanwhile: it is said who.
    await ada.delete(`/api/contacts/${id}`)
    const other = (await ada.post('/api/contacts', { name: 'Rita Other', email: 'rita@return.test' })).body
    const refused = await ada.post(`/api/contacts/${id}/restore`)
    assert.deepEqual([refused.status, refused.body.holder], [409, { id: other.id, name: 'Rita Other' }])
    assert.equal((await ada.post('/api/contacts/unknown/restore')).status, 404)
  })

  test('two cards of one person become one, with addresses, notes and records of both', async () => {
    const make = async (body: object) => (await ada.post('/api/contacts', body)).body
    const kept = await make({ name: 'Dora Double', email: 'dora@work.test', phone: '030 5550177' })
    const other = await make({ name: 'Dora D.', email: 'dora@home.test', phone: '+49 30 5550177', locale: 'fr' })
    const third = await make({ name: 'dora double', email: 'dd@third.test' })
    const doubles = (await ada.get(`/api/contacts/${kept.id}/doubles`)).body.contacts
    assert.deepEqual(
      new Set(doubles.map(({ id }: { id: string }) => id)),
      new Set([other.id, third.id]),
      'the same number, the same name',
    )
    await ada.post(`/api/contacts/${other.id}/notes`, { text: 'From the other card.' })
    const record = (await ada.post('/api/records', { kind: 'task', title: 'Dora', contactId: other.id })).body
    const merged = await ada.post(`/api/contacts/${kept.id}/merge`, { contactId: other.id })
    const { id, name, otherEmails, phone, locale } = merged.body
    assert.deepEqual(
      [merged.status, id, name, otherEmails, phone, locale],
      [200, kept.id, 'Dora Double', ['dora@home.test'], '030 5550177', 'fr'],
    )
    // What named the other card means this one now.
    assert.equal((await ada.get(`/api/contacts/${other.id}`)).body.id, kept.id)
    assert.equal((await ada.get(`/api/records/${record.id}`)).body.contact.id, kept.id)
    const followed = (await ada.get(`/api/records?contactId=${kept.id}`)).body.records
    assert.deepEqual(
      followed.map((one: { id: string }) => one.id),
      [record.id],
    )
    const again = await ada.post(`/api/contacts/${kept.id}/merge`, { contactId: other.id })
    assert.deepEqual([again.status, again.body.version], [200, merged.body.version], 'once is enough')
    const into = await ada.post(`/api/contacts/${third.id}/merge`, { contactId: kept.id })
    assert.deepEqual([into.body.id, into.body.otherEmails], [third.id, ['dora@work.test', 'dora@home.test']])
    assert.equal((await ada.get(`/api/contacts/${other.id}`)).body.id, third.id, 'through both')
    const { entries } = (await ada.get(`/api/contacts/${third.id}/timeline`)).body
    assert.deepEqual(
      entries.map(({ kind, text, email }: Record<string, string>) => [kind, text ?? email]),
      [
        ['merged', 'dora@work.test'],
        ['merged', 'dora@home.test'],
        ['note', 'From the other card.'],
      ],
    )
    assert.equal((await ada.post(`/api/contacts/${third.id}/merge`, { contactId: third.id })).status, 404)
    assert.equal((await ada.post(`/api/contacts/${third.id}/merge`, { contactId: 'nobody' })).status, 404)
    const many = await make({
      name: 'Plenty',
      email: 'a@m.test',
      otherEmails: [1, 2, 3, 4, 5].map((n) => `${n}@m.test`),
    })
    const tooMany = await ada.post(`/api/contacts/${third.id}/merge`, { contactId: many.id })
    assert.deepEqual([tooMany.status, tooMany.body.refusal], [409, 'TooMany'])
    assert.equal((await ada.get(`/api/contacts/${many.id}`)).body.id, many.id, 'nothing of it was done')
  })

  test('rows of a file are made, add to who is known, and are refused one by one; again they change nothing', async () => {
    await ada.post('/api/contacts', { name: 'Ina Import', email: 'ina@import.test', phone: '030 1' })
    const rows = [
      { name: 'Jo New', email: 'JO@import.test', companyName: 'Jo AG', notes: 'Met at the fair.' },
      { name: 'Ina I.', email: 'ina@import.test', phone: '030 2', companyName: 'Ina KG' },
      { name: 'Wrong', email: 'nobody', phone: 'call me', timeZone: 'Mars' },
      { email: 'nameless@import.test' },
      { name: 'Jo again', email: 'jo2@import.test', otherEmails: 'jo@import.test, jo3@import.test' },
    ]
    const outcomes = async (more = {}) => {
      const answer = await ada.post('/api/contacts/import', { rows, ...more })
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      return answer.body.rows.map(({ outcome }: { outcome: string }) => outcome)
    }
    assert.deepEqual(await outcomes({ isTrial: true }), ['made', 'changed', 'faulty', 'made', 'made'])
    assert.deepEqual(await names(ada, 'nameless'), [], 'a trial makes nothing')
    const { body } = await ada.post('/api/contacts/import', { rows })
    assert.deepEqual(
      body.rows.map(({ outcome }: { outcome: string }) => outcome),
      ['made', 'changed', 'faulty', 'made', 'changed'],
    )
    assert.deepEqual(
      body.rows[2].errors.map(({ path, code }: { path: string; code: string }) => [path, code]),
      [
        ['email', 'notEmail'],
        ['phone', 'notPhone'],
        ['timeZone', 'notTimeZone'],
      ],
    )
    const ina = (await ada.get('/api/contacts?q=ina@import')).body.contacts[0]
    assert.deepEqual([ina.name, ina.phone, ina.companyName], ['Ina Import', '030 1', 'Ina KG'], 'what is known stays')
    const jo = (await ada.get(`/api/contacts/${body.rows[0].contactId}`)).body
    assert.deepEqual([jo.email, jo.otherEmails], ['jo@import.test', ['jo2@import.test', 'jo3@import.test']])
    const timeline = async () =>
      (await ada.get(`/api/contacts/${jo.id}/timeline`)).body.entries.map(
        ({ kind, text }: Record<string, string>) => text ?? kind,
      )
    assert.deepEqual((await timeline()).sort(), ['Met at the fair.', 'imported'])
    assert.deepEqual(await outcomes(), ['same', 'same', 'faulty', 'same', 'same'])
    assert.equal((await timeline()).length, 2)
    assert.deepEqual(await outcomes({ ifKnown: 'replace' }), ['same', 'changed', 'faulty', 'same', 'changed'])
    assert.equal((await ada.get(`/api/contacts/${ina.id}`)).body.phone, '030 2')
    const bad = await ada.post('/api/contacts/import', { rows: [], colour: 'red' })
    assert.equal(bad.status, 400)
  })

  test('a long list goes on page by page, each once', async () => {
    for (let n = 0; n < 60; n += 10)
      await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          ada.post('/api/contacts', { name: `Many ${n + i}`, email: `m${n + i}@many.test` }),
        ),
      )
    const seen: string[] = []
    let next: string | undefined
    let pages = 0
    do {
      const { body } = await ada.get(`/api/contacts?q=many${next ? `&next=${next}` : ''}`)
      seen.push(...body.contacts.map(({ email }: { email: string }) => email))
      next = body.next
      pages++
    } while (next)
    assert.deepEqual([seen.length, new Set(seen).size], [60, 60])
    assert.ok(pages > 1)
    const odd = await ada.get('/api/contacts?next=bm90IG91cnM')
    assert.equal(odd.status, 200)
  })
})
