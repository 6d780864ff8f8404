import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { atRest, bookingBody, Client, mails, type Client as Person, signIn, slots } from '../support/client.ts'
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
      meetingAddress: '',
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

  test('its zone is that of new types, its address stands under pages and mails', async () => {
    await ada.patch('/api/company', { timeZone: 'Asia/Tokyo', address: 'Weg 1\n10115 Berlin' })
    const { id } = (await ada.get('/api/me')).body
    const made = await ada.post('/api/appointment-types', { slug: 'tokyo', title: 'Tokyo', hosts: [id] })
    assert.equal(made.body.timeZone, 'Asia/Tokyo')
    const own = { slug: 'delhi', title: 'Delhi', hosts: [id], timeZone: 'Asia/Kolkata' }
    assert.equal((await ada.post('/api/appointment-types', own)).body.timeZone, 'Asia/Kolkata')
    assert.equal((await ada.patch('/api/appointment-types/delhi', { timeZone: 'UTC' })).body.timeZone, 'UTC')
    const { company, type } = (await new Client(host.app).get('/api/public/demo/tokyo')).body
    assert.deepEqual([company.address, type.timeZone], ['Weg 1\n10115 Berlin', 'Asia/Tokyo'])
    const booking = bookingBody((await slots(host, 'tokyo'))[0]!.startsAt, 'Noor')
    assert.equal((await new Client(host.app).post('/api/public/demo/tokyo/bookings', booking)).status, 201)
    await atRest(host)
    const [mail] = await mails(host, 'noor@example.test')
    assert.match(mail!.text, /Weg 1\r?\n10115 Berlin\s*$/)
    assert.match(mail!.html, /Weg 1<br\/>10115 Berlin/)
    await ada.patch('/api/company', { timeZone: 'Europe/Berlin' })
  })

  test('only admins change it; what is no company is told at its field', async () => {
    const grace = await signIn(host, 'grace@demo.test', PASSWORD)
    assert.equal((await grace.get('/api/company')).status, 200)
    assert.equal((await grace.patch('/api/company', { name: 'Mine' })).body.refusal, 'NotAllowed')
    const bad = await ada.patch('/api/company', {
      name: '',
      colour: 'mud',
      weekendDays: [1, 1],
      logo: 'x',
      meetingAddress: 'https://meet.example.com/all',
    })
    assert.equal(bad.status, 400)
    assert.deepEqual(
      bad.body.errors.map(({ path, code }: { path: string; code: string }) => [path, code]),
      [
        ['name', 'empty'],
        ['colour', 'notOneOf'],
        ['weekendDays', 'twice'],
        ['meetingAddress', 'noBlank'],
        ['logo', 'unknown'],
      ],
    )
  })
})
