import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { Member } from '../../../shared/domain/people/member.ts'
import { changedActivity, plannedActivity, urgencyOf } from '../../../shared/domain/records/activity.ts'
import {
  type BusinessRecord,
  changedRecord,
  followedBy,
  isRecordFoundBy,
  maySeeRecord,
} from '../../../shared/domain/records/business-record.ts'
import { toldChanges } from '../../../shared/domain/records/record-entry.ts'
import { recordLinkOf } from '../../../shared/domain/records/record-link.ts'
import { firstRecordSettings, settingsFaults, withIds } from '../../../shared/domain/records/record-settings.ts'
import { idAt } from '../../../shared/domain/time/id-at.ts'
import { eventOf } from '../../contracts/samples.ts'

const record: BusinessRecord = {
  id: '0mabc-1',
  company: 'c',
  version: 1,
  kind: 'task',
  title: 'Crème brûlée',
  stage: 'new',
  ownerId: 'ada',
  notes: [],
  createdAt: 1,
}
const member = (id: string, role: Member['role'] = 'member') => ({ id, role }) as Member

describe('records', () => {
  test('are for their owner, for who follows them, and for admins', () => {
    const followed = followedBy(record, 'bob', 'ada', undefined, 'bob')
    assert.deepEqual(followed.followers, ['bob'])
    assert.deepEqual(
      [member('ada'), member('bob'), member('eve'), member('eve', 'admin')].map((one) => maySeeRecord(followed, one)),
      [true, true, false, true],
    )
    assert.equal(followedBy(followed, 'bob'), followed)
    const many = followedBy(record, ...Array.from({ length: 60 }, (_, i) => `m${i}`))
    assert.equal(many.followers!.length, 50)
  })

  test('who had one follows it when it becomes somebody else’s; null takes away', () => {
    const given = changedRecord({ ...record, value: 5, contactId: 'p' }, { ownerId: 'bob', value: null })
    assert.deepEqual([given.ownerId, given.followers, given.value, given.contactId], ['bob', ['ada'], undefined, 'p'])
    assert.deepEqual([given.version, given.title], [2, record.title])
    assert.deepEqual(toldChanges(record, given), [{ kind: 'changed', field: 'owner', from: 'ada', to: 'bob' }])
    const freed = changedRecord(record, { ownerId: null, stage: 'done' })
    assert.deepEqual(toldChanges(record, freed), [
      { kind: 'changed', field: 'stage', from: 'new', to: 'done' },
      { kind: 'changed', field: 'owner', from: 'ada' },
    ])
    assert.deepEqual(toldChanges(record, changedRecord(record, { title: 'Other' })), [])
  })

  test('are found by the beginnings of words, without accents; ids sort by their moment', () => {
    assert.deepEqual(
      [['creme'], ['bru', 'cr'], ['reme'], ['creme', 'x']].map((words) => isRecordFoundBy(record, words)),
      [true, true, false, false],
    )
    assert.ok(idAt(999, 'z') < idAt(1_796_000_000_000, 'a'))
  })
})

describe('activities', () => {
  test('are late, of today or planned, by the day', () => {
    assert.deepEqual(
      ['2027-02-28', '2027-03-01', '2027-03-02'].map((date) => urgencyOf(date, '2027-03-01')),
      ['late', 'today', 'planned'],
    )
  })

  test('are of whoever plans them where nobody is named; an empty note takes it away', () => {
    const plan = { type: 'call', summary: 'Ask', dueDate: '2027-03-01', note: 'Soon' }
    const activity = plannedActivity(record, plan, { id: 'a', by: 'ada', at: 5 })
    assert.deepEqual([activity.assigneeId, activity.createdBy, activity.note], ['ada', 'ada', 'Soon'])
    assert.equal('note' in changedActivity(activity, { note: '' }), false)
    assert.equal(changedActivity(activity, { summary: 'Other' }).note, 'Soon')
  })

  test('have their day from the meeting that was placed for them; whole days are no instants', () => {
    const event = { ...eventOf('c'), recordId: 'r', activityId: 'a' }
    assert.equal(recordLinkOf({ ...event, recordId: undefined as never }), undefined)
    assert.equal(recordLinkOf({ ...event, isDeleted: true }), undefined)
    assert.equal(recordLinkOf({ ...event, archivedAt: 1 }), undefined)
    const times = { kind: 'allDay', startDate: '2027-03-01', endDate: '2027-03-03' } as const
    assert.deepEqual(recordLinkOf({ ...event, times })?.meeting, {
      activityId: 'a',
      eventId: event.id,
      startsAt: Date.parse('2027-03-01T00:00:00Z'),
      endsAt: Date.parse('2027-03-03T00:00:00Z'),
      startDate: '2027-03-01',
    })
    const { activityId: _none, ...alone } = event
    assert.equal(recordLinkOf(alone)?.meeting, undefined)
  })
})

describe('what a company follows up', () => {
  const first = firstRecordSettings('c')
  test('what is new gets an id; what there was is never left out, twice there, or without a name', () => {
    let n = 0
    const kind = { name: 'Lead', icon: 'star', stages: [{ name: 'Cold' }] } as const
    const next = withIds(
      { kinds: [...first.kinds, kind as never], activityTypes: first.activityTypes },
      () => `id${n++}`,
    )
    assert.deepEqual([next.kinds.at(-1)!.id, next.kinds.at(-1)!.stages[0]!.id], ['id0', 'id1'])
    assert.deepEqual(settingsFaults(next, first), [])
    const codes = (change: Partial<typeof next>) =>
      settingsFaults({ ...next, ...change }, first).map(({ path, code }) => `${path} ${code}`)
    assert.deepEqual(codes({ kinds: next.kinds.slice(1) }), ['kinds missing'])
    const [opportunity, ...others] = next.kinds
    assert.deepEqual(codes({ kinds: [{ ...opportunity!, stages: opportunity!.stages.slice(1) }, ...others] }), [
      'kinds.0.stages missing',
    ])
    assert.deepEqual(codes({ kinds: [...next.kinds, opportunity!] }), ['kinds.4.id twice'])
    assert.deepEqual(codes({ activityTypes: [...next.activityTypes, { id: 'x', icon: 'flag', dueInDays: 1 }] }), [
      'activityTypes.5.name missing',
    ])
    const visit = { id: 'x', name: 'Visit', icon: 'flag', dueInDays: 1, next: 'gone' } as const
    assert.deepEqual(codes({ activityTypes: [...next.activityTypes, visit] }), ['activityTypes.5.next notOfCompany'])
  })
})
