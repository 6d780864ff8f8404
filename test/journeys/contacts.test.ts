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
    const noor = { id, name: 'Noor Hassan', email: 'noor@example.test', phone: '+49 (30) 123-4' }
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
    assert.deepEqual(changed.body, { id, name: 'Noor Ali', email: 'noor@ali.test' })
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
