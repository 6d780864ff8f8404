import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { RemoteEvent } from '../../../shared/domain/sync/provider-event.ts'
import { adopted, linkTo, merged, withException } from '../../../shared/domain/sync/taken-in.ts'
import { at, connectionOf, eventOf, linkOf, NOW } from '../../contracts/samples.ts'

const ours = eventOf('c', { rrule: 'FREQ=DAILY' })
const theirs = (change: Partial<RemoteEvent> = {}): RemoteEvent => ({
  remoteId: 'remote1',
  icalUid: 'uid',
  etag: '2',
  title: ours.title,
  description: '',
  location: '',
  times: ours.times,
  rrule: 'FREQ=DAILY',
  isPrivate: false,
  isFree: false,
  ...change,
})

describe('an event as its provider has it by now', () => {
  const key = '2027-02-02T11:00:00.000Z'
  const cases: [title: string, change: Partial<RemoteEvent>, becomes: Partial<CalendarEvent>][] = [
    ['nothing new', {}, { sequence: 0 }],
    ['another title', { title: 'Talk' }, { title: 'Talk', sequence: 0 }],
    ['no title', { title: '' }, { title: '(no title)' }],
    ['private and free', { isPrivate: true, isFree: true }, { privacy: 'private', showAs: 'free' }],
    [
      'another time: its SEQUENCE rises',
      { times: { kind: 'timed', startsAt: at('12:00'), endsAt: at('13:00'), timeZone: 'Europe/Berlin' } },
      { sequence: 1 },
    ],
    ['another rule: its SEQUENCE rises', { rrule: 'FREQ=WEEKLY' }, { rrule: 'FREQ=WEEKLY', sequence: 1 }],
    ['extra starts', { rdates: [key] }, { rdates: [key], sequence: 1 }],
    ['an exception', { exdates: [key] }, { changedOccurrences: { [key]: { isCancelled: true } }, sequence: 0 }],
  ]
  for (const [title, change, becomes] of cases)
    test(title, () => {
      const after = merged(ours, theirs(change), NOW + 1)
      assert.deepEqual({ ...after, ...becomes }, after)
      assert.deepEqual([after.version, after.updatedAt, after.id], [2, NOW + 1, 'e1'])
    })

  test('no rule any more: it happens once', () => {
    const { rrule: _rule, ...once } = theirs()
    assert.equal('rrule' in merged(ours, once, NOW), false)
  })

  test('what was cancelled here stays cancelled', () => {
    const before = { ...ours, changedOccurrences: { [key]: { isCancelled: true as const } } }
    assert.deepEqual(merged(before, theirs(), NOW).changedOccurrences, before.changedOccurrences)
  })
})

describe('an event that was made at a provider', () => {
  const connection = connectionOf('c')

  test('becomes the first version of one of its member’s', () => {
    const { version, organizerId, source, icalUid, id, createdAt } = adopted('x1', theirs(), connection, undefined, NOW)
    assert.deepEqual(
      { version, organizerId, source, icalUid, id, createdAt },
      {
        version: 1,
        organizerId: 'ada',
        source: { kind: 'google', connectionId: 'c1' },
        icalUid: 'uid',
        id: 'x1',
        createdAt: NOW,
      },
    )
  })

  test('that was deleted here and is there again comes back as a later version', () => {
    const after = adopted('e1', theirs(), connection, { ...ours, version: 4, isDeleted: true }, NOW)
    assert.deepEqual([after.version, 'isDeleted' in after], [5, false])
  })

  test('is linked as it stands there', () =>
    assert.deepEqual(
      linkTo(
        theirs(),
        connection,
        { subjectId: 'b1', subjectKind: 'booking', localVersion: 3, owner: 'almanac' },
        'hash',
      ),
      linkOf('c', { icalUid: 'uid', etag: '2', localVersion: 3 }),
    ))
})

describe('one occurrence at a provider', () => {
  const start = '2027-02-02T12:00:00+01:00'
  const key = '2027-02-02T11:00:00.000Z'

  test('that is gone is cancelled, by its start as the series keys it', () =>
    assert.deepEqual(withException(ours, start, { kind: 'gone', remoteId: 'r' }, NOW)?.changedOccurrences, {
      [key]: { isCancelled: true },
    }))

  test('of whole days is keyed by its date', () => {
    const allDay = eventOf('c', { times: { kind: 'allDay', startDate: '2027-02-01', endDate: '2027-02-02' } })
    const after = withException(allDay, '2027-02-02', { kind: 'gone', remoteId: 'r' }, NOW)
    assert.deepEqual(Object.keys(after!.changedOccurrences), ['2027-02-02'])
  })

  test('that is as it is here already says nothing', () => {
    const event = theirs({ title: 'Other' })
    const after = withException(ours, start, { kind: 'present', event }, NOW)!
    assert.deepEqual(after.changedOccurrences[key], { times: ours.times, title: 'Other' })
    assert.equal(after.version, 2)
    assert.equal(withException(after, start, { kind: 'present', event }, NOW), undefined)
  })
})
