import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { Client, type Client as Person, signIn } from '../support/client.ts'
import { PASSWORD, type RunningHost, startHost } from '../support/host.ts'

describe('the company', () => {
  let host: RunningHost
  let ada: Person
  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
  })
  afterAll(() => host.stop())

  test('says what it is, and is changed field by field', async () => {
    assert.deepEqual((await ada.get('/api/company')).body, {
      slug: 'demo',
      name: 'Demo Company',
      timeZone: 'Europe/Berlin',
      address: '',
      colour: 'sea',
      weekendDays: [0, 6],
    })
    const changed = await ada.patch('/api/company', { name: 'Demo & Co.', address: 'Weg 1\n10115 Berlin' })
    assert.deepEqual([changed.status, changed.body.name, changed.body.timeZone], [200, 'Demo & Co.', 'Europe/Berlin'])
    await Promise.all([
      ada.patch('/api/company', { colour: 'violet' }),
      ada.patch('/api/company', { weekendDays: [5, 6] }),
      ada.put('/api/holidays', { holidays: [{ date: '2027-12-25', title: 'Christmas' }] }),
    ])
    const { body } = await ada.get('/api/company')
    assert.deepEqual([body.name, body.colour, body.weekendDays], ['Demo & Co.', 'violet', [5, 6]])
    assert.equal((await ada.get('/api/holidays')).body.holidays.length, 1)
    assert.equal((await new Client(host.app).get('/api/public/demo/call')).body.company.name, 'Demo & Co.')
  })

  test('only admins change it; what is no company is told at its field', async () => {
    const grace = await signIn(host, 'grace@demo.test', PASSWORD)
    assert.equal((await grace.get('/api/company')).status, 200)
    assert.equal((await grace.patch('/api/company', { name: 'Mine' })).body.refusal, 'NotAllowed')
    const bad = await ada.patch('/api/company', { name: '', colour: 'mud', weekendDays: [1, 1], logo: 'x' })
    assert.equal(bad.status, 400)
    assert.deepEqual(
      bad.body.errors.map(({ path, code }: { path: string; code: string }) => [path, code]),
      [
        ['name', 'empty'],
        ['colour', 'notOneOf'],
        ['weekendDays', 'twice'],
        ['logo', 'unknown'],
      ],
    )
  })
})
