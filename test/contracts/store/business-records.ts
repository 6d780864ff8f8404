import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { activityRemoval, activityWrite } from '../../../functions/ports/activities.ts'
import {
  recordEntryWrite,
  recordLinkRemoval,
  recordLinkWrite,
  recordWrite,
} from '../../../functions/ports/business-records.ts'
import { firstRecordSettings } from '../../../shared/domain/records/record-settings.ts'
import { activityOf, recordOf } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the ports of business records and activities. */
export const businessRecords: Subject = {
  tests(world) {
    const outcomeOf = async (...writes: Parameters<typeof world.store.commit>[0]) =>
      (await world.store.commit(writes)).outcome

    test('a record is put where its version stands, and read by its id, in its company alone', async () => {
      const { store } = world
      const company = world.newCompany()
      const record = recordOf(company)
      const moved = { ...record, version: 2, title: 'Renamed', ownerId: 'bob' }
      assert.equal(await store.record(company, record.id), undefined)
      const put = [
        await outcomeOf(recordWrite(moved, record)),
        await outcomeOf(recordWrite(record)),
        await outcomeOf(recordWrite(record)),
        await outcomeOf(recordWrite(moved, record)),
        await outcomeOf(recordWrite(moved, record)),
      ]
      assert.deepEqual(put, ['failed', 'done', 'failed', 'done', 'failed'])
      assert.deepEqual(await store.record(company, record.id), moved)
      assert.deepEqual(await store.recordsById(company, [record.id, 'other', record.id]), [moved])
      assert.equal(await store.record(world.newCompany(), record.id), undefined)
    })

    test('the latest come first, so many at a time, from a place on', async () => {
      const { store } = world
      const [company, other] = [world.newCompany(), world.newCompany()]
      // Their ids sort by the moment at which they were made.
      for (const id of ['0002-b', '0001-a', '0003-c']) await outcomeOf(recordWrite({ ...recordOf(company), id }))
      await outcomeOf(recordWrite({ ...recordOf(other), id: '0004-d' }))
      const ids = async (most: number, before?: string) =>
        (await store.records(company, most, before)).map((one) => one.id)
      assert.deepEqual(await ids(10), ['0003-c', '0002-b', '0001-a'])
      assert.deepEqual(await ids(2), ['0003-c', '0002-b'])
      assert.deepEqual(await ids(2, '0002-b'), ['0001-a'])
      assert.deepEqual(await ids(2, '0001-a'), [])
      // One that is gone leads on all the same.
      assert.deepEqual(await ids(1, '0002-z'), ['0002-b'])
    })

    test('a record is found by the words of its title as it is now', async () => {
      const { store } = world
      const company = world.newCompany()
      const found = async (...words: string[]) =>
        (await store.recordsFound(company, words, 10)).map(({ title }) => title)
      const [one, other] = [
        { ...recordOf(company), id: '0001-a', title: 'New roof for Noor' },
        { ...recordOf(company), id: '0002-b', title: 'Roofing course' },
      ]
      await outcomeOf(recordWrite(one))
      await outcomeOf(recordWrite(other))
      assert.deepEqual(await found('roof'), ['Roofing course', 'New roof for Noor'])
      assert.deepEqual(await found('roof', 'no'), ['New roof for Noor'])
      assert.deepEqual(await found('oof'), [])
      await outcomeOf(recordWrite({ ...one, version: 2, title: 'New stairs for Noor' }, one))
      assert.deepEqual(await found('roof'), ['Roofing course'])
      assert.deepEqual(await found('stairs'), ['New stairs for Noor'])
    })

    test('a timeline is read from its end, and a record leads to what is about it', async () => {
      const { store } = world
      const company = world.newCompany()
      const entry = (id: string, recordId = 'r1') =>
        ({ company, recordId, id, at: 1, content: { kind: 'note', text: id } }) as const
      for (const id of ['0001-a', '0003-c', '0002-b']) await outcomeOf(recordEntryWrite(entry(id)))
      await outcomeOf(recordEntryWrite(entry('0004-d', 'r2')))
      const ids = async (most: number, before?: string) =>
        (await store.recordEntries(company, 'r1', most, before)).map(({ id }) => id)
      assert.deepEqual(await ids(2), ['0003-c', '0002-b'])
      assert.deepEqual(await ids(2, '0002-b'), ['0001-a'])
      const meeting = { activityId: 'a1', eventId: 'e1', startsAt: 10, endsAt: 20 }
      const link = { company, recordId: 'r1', subject: 'event', subjectId: 'e1', meeting } as const
      await outcomeOf(recordLinkWrite(link))
      await outcomeOf(recordLinkWrite({ company, recordId: 'r1', subject: 'booking', subjectId: 'b1' }))
      assert.deepEqual((await store.recordLinks(company, 'r1', 10)).map(({ subjectId }) => subjectId).sort(), [
        'b1',
        'e1',
      ])
      assert.deepEqual(await store.recordLinks(company, 'r2', 10), [])
      assert.deepEqual(await store.meetingsOf(company, ['a1', 'a2']), [meeting])
      await outcomeOf(recordLinkWrite({ ...link, meeting: { ...meeting, startsAt: 15 } }))
      assert.deepEqual(await store.meetingsOf(company, ['a1']), [{ ...meeting, startsAt: 15 }])
      await outcomeOf(recordLinkRemoval(link))
      assert.deepEqual(await store.meetingsOf(company, ['a1']), [])
      assert.deepEqual(
        (await store.recordLinks(company, 'r1', 10)).map(({ subjectId }) => subjectId),
        ['b1'],
      )
    })

    test('an activity is found at its record and at its assignee until it is done, by its day', async () => {
      const { store } = world
      const company = world.newCompany()
      const first = activityOf(company, { id: 'a1', dueDate: '2027-03-02' })
      const second = activityOf(company, { id: 'a2', dueDate: '2027-03-01', recordId: 'r2' })
      await outcomeOf(activityWrite(first))
      await outcomeOf(activityWrite(second))
      const todo = async (memberId: string) =>
        (await store.openActivitiesFor(company, memberId, 10)).map(({ id }) => id)
      const of = async (recordId: string) => (await store.openActivitiesOf(company, recordId, 10)).map(({ id }) => id)
      assert.deepEqual([await todo('ada'), await of(first.recordId), await of('r2')], [['a2', 'a1'], ['a1'], ['a2']])
      const moved = { ...first, version: 2, dueDate: '2027-02-01', assigneeId: 'bob' }
      assert.equal(await outcomeOf(activityWrite(moved, first)), 'done')
      assert.equal(await outcomeOf(activityWrite(moved, first)), 'failed')
      assert.deepEqual([await todo('ada'), await todo('bob'), await of(first.recordId)], [['a2'], ['a1'], ['a1']])
      const done = { ...moved, version: 3, done: { at: 5, by: 'bob' } }
      await outcomeOf(activityWrite(done, moved))
      assert.deepEqual([await todo('bob'), await of(first.recordId)], [[], []])
      assert.deepEqual(await store.activity(company, 'a1'), done)
      assert.equal(await outcomeOf(activityRemoval(second)), 'done')
      assert.deepEqual([await todo('ada'), await store.activity(company, 'a2')], [[], undefined])
    })

    test('settings are those of the start until somebody changes them', async () => {
      const { store } = world
      const company = world.newCompany()
      const first = firstRecordSettings(company)
      assert.deepEqual(await store.recordSettings(company), first)
      const changed = { ...first, version: 1, activityTypes: first.activityTypes.slice(1) }
      assert.equal(await store.putRecordSettings(changed, 0), true)
      assert.equal(await store.putRecordSettings(changed, 0), false)
      assert.deepEqual(await store.recordSettings(company), changed)
    })
  },
}
