import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { conflictsSince, withHistory } from '../../../shared/domain/event/field-history.ts'
import { mergedList } from '../../../shared/domain/event/merged-list.ts'
import type { SeriesPatch } from '../../../shared/domain/event/series-edit.ts'
import { at, eventOf } from '../../contracts/samples.ts'

describe('two change one list', () => {
  interface Named {
    email: string
    isOptional?: boolean
  }
  const people = (words: string): Named[] =>
    words.split(' ').flatMap((word) => {
      const [email = '', mark] = word.split('?')
      return email === '' ? [] : [{ email, ...(mark !== undefined && { isOptional: true }) }]
    })
  const cases: [title: string, was: string, mine: string, theirs: string, merged: string | undefined][] = [
    ['both add somebody else', 'a', 'a b', 'a c', 'a c b'],
    ['one adds and the other takes out', 'a b', 'a b c', 'b', 'b c'],
    ['both add the same', 'a', 'a b', 'a b c', 'a b c'],
    ['both take out the same', 'a b', 'a', 'a', 'a'],
    ['one changes somebody, the other adds', 'a b', 'a b?', 'a b c', 'a b? c'],
    ['one takes out whom the other changed', 'a b', 'a', 'a b?', undefined],
    ['both add the same in two ways', 'a', 'a b', 'a b?', undefined],
    ['nobody is left', 'a b', 'a', 'b', ''],
  ]
  for (const [title, was, mine, theirs, merged] of cases)
    test(title, () => {
      const lists = { was: people(was), mine: people(mine), theirs: people(theirs) }
      assert.deepEqual(
        mergedList(lists, ({ email }) => email),
        merged === undefined ? undefined : people(merged),
      )
    })
})

describe('two change one event', () => {
  const made = withHistory(undefined, eventOf('c'))
  const changed = (before: CalendarEvent, change: Partial<CalendarEvent>) =>
    withHistory(before, { ...before, ...change, version: before.version + 1 })
  const later = { kind: 'timed', startsAt: at('13:00'), endsAt: at('14:00'), timeZone: 'UTC' } as const
  const cases: [title: string, theirs: Partial<CalendarEvent>, ours: SeriesPatch, conflicts: string[]][] = [
    ['different fields stand side by side', { title: 'Theirs' }, { location: 'Roof' }, []],
    ['the same field is in conflict', { title: 'Theirs' }, { title: 'Ours', location: 'Roof' }, ['title']],
    ['times and rules are one', { times: later }, { rrule: 'FREQ=DAILY' }, ['times']],
    ['both forms of a description are one', { descriptionHtml: '<b>x</b>' }, { description: 'Ours' }, ['description']],
    [
      'one date and the times of all are one',
      { changedOccurrences: { x: { isCancelled: true } } },
      { times: later },
      ['times'],
    ],
    ['an answer and words are not', { attendees: [{ email: 'a@b.test', reply: 'accepted' }] }, { title: 'Ours' }, []],
    [
      'who is in it is one',
      { attendees: [{ email: 'a@b.test', reply: 'accepted' }] },
      { attendees: [] },
      ['attendees'],
    ],
  ]
  for (const [title, theirs, ours, conflicts] of cases)
    test(title, () => assert.deepEqual(conflictsSince(changed(made, theirs), 1, ours), conflicts))

  test('what was seen is known, what came later is not, over several changes', () => {
    const event = changed(changed(changed(made, { title: 'Two' }), { location: 'Three' }), { title: 'Four' })
    assert.deepEqual(
      [1, 2, 3, 4].map((seen) => conflictsSince(event, seen, { title: 'x', location: 'y' })),
      [['title', 'location'], ['title', 'location'], ['title'], []],
    )
  })

  test('of an event that is older than what is remembered everything is in conflict', () => {
    const old = eventOf('c', { version: 7 })
    assert.deepEqual(conflictsSince(old, 6, { title: 'x' }), ['title'])
    const event = changed(old, { location: 'Roof' })
    assert.deepEqual(
      [conflictsSince(event, 6, { title: 'x' }), conflictsSince(event, 7, { title: 'x' })],
      [['title'], []],
    )
  })

  test('one date meets what became of all, a split meets everything', () => {
    const event = changed(made, { title: 'Theirs' })
    assert.deepEqual(conflictsSince(event, 1, { location: 'Roof' }, 'this'), [])
    assert.deepEqual(conflictsSince(event, 1, { location: 'Roof' }, 'following'), ['location', 'times'])
    assert.deepEqual(conflictsSince(changed(made, { times: later }), 1, { location: 'Roof' }, 'this'), ['times'])
  })

  test('a version that is not there yet is nobody’s', () =>
    assert.deepEqual(conflictsSince(made, 9, { title: 'x' }), ['title']))
})
