import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { indexedAs, listsOf } from '../../../shared/domain/search/search-entry.ts'
import { eventOf } from '../../contracts/samples.ts'

const base = { title: 'Quarterly review', description: '', location: 'Room Oslo', attendees: [] }
const indexed = (change: Parameters<typeof eventOf>[1]) => indexedAs(eventOf('c', { ...base, ...change }))!

describe('how an event stands in the index', () => {
  test('by the beginnings of its words, by its people and its tags', () => {
    const { entry, postings } = indexed({
      tags: ['visit'],
      attendees: [
        { email: 'grace@c.test', memberId: 'grace', reply: 'accepted' },
        { email: 'noor@far.test', name: 'Noor Ali', reply: 'needsAction' },
      ],
    })
    assert.equal(entry.words, 'quarterly review noor ali')
    assert.equal(entry.place, 'room oslo')
    assert.deepEqual(entry.people, ['ada', 'grace', 'noor@far.test'])
    assert.deepEqual(postings.scopes, ['all'])
    const lists = 't.visit p.ada p.grace p.noor@far.test w.qua w.quart w.rev w.revie w.noo w.ali w.roo w.osl'
    assert.deepEqual(postings.lists, lists.split(' '))
  })

  test('a private one stands only in the lists of those who are in it, one of a team also in that of its editors', () => {
    const attendees = [{ email: 'grace@c.test', memberId: 'grace', reply: 'accepted' as const }]
    assert.deepEqual(indexed({ privacy: 'private', attendees }).postings.scopes, ['ada', 'grace'])
    const ofTeam = indexed({ privacy: 'private', attendees, calendarId: 'team-leave' })
    assert.deepEqual(ofTeam.postings.scopes, ['teams', 'ada', 'grace'])
  })

  test('a draft stands in the lists of whose it is alone, whoever is to be asked', () => {
    const attendees = [{ email: 'grace@c.test', memberId: 'grace', reply: 'needsAction' as const }]
    assert.deepEqual(indexed({ isDraft: true, attendees }).postings.scopes, ['ada'])
    assert.deepEqual(indexed({ isDraft: true, calendarId: 'team-leave' }).postings.scopes, ['teams', 'ada'])
  })

  test('of what stands in no calendar nothing is known', () => {
    assert.equal(indexedAs(eventOf('c', { ...base, archivedAt: 1 })), undefined)
    assert.equal(indexedAs(eventOf('c', { ...base, isDeleted: true })), undefined)
  })

  test('a series is one entry, at its end or after everything; the words of a changed date are its own', () => {
    const times = {
      kind: 'timed',
      startsAt: Date.parse('2027-01-04T09:00:00Z'),
      endsAt: Date.parse('2027-01-04T10:00:00Z'),
      timeZone: 'UTC',
    } as const
    const own = { times, title: 'Farewell' }
    const endless = indexed({ times, rrule: 'FREQ=DAILY', changedOccurrences: { '2027-01-05T09:00:00.000Z': own } })
    assert.deepEqual([endless.entry.kind, endless.entry.at], ['span', Date.UTC(2200, 0, 1)])
    assert.equal(endless.entry.words, 'quarterly review farewell')
    for (const rrule of ['FREQ=DAILY;COUNT=3', 'FREQ=DAILY;UNTIL=20270106T235959Z']) {
      const { at } = indexed({ times, rrule }).entry
      assert.ok(at >= Date.parse('2027-01-06T10:00:00Z') && at < Date.parse('2027-01-09T10:00:00Z'), rrule)
    }
  })

  test('rows are bounded: very many words, very many who share a secret', () => {
    const title = Array.from({ length: 300 }, (_, i) => `${String.fromCharCode(97 + (i % 26))}${i}word`).join(' ')
    assert.ok(listsOf(indexed({ title }).postings).length <= 100)
    const attendees = Array.from({ length: 300 }, (_, i) => ({
      email: `m${i}@c.test`,
      memberId: `m${i}`,
      reply: 'accepted' as const,
    }))
    assert.ok(listsOf(indexed({ title, attendees, privacy: 'private' }).postings).length <= 400)
  })
})
