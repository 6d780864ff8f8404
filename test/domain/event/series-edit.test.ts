import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import fc from 'fast-check'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Scope } from '../../../shared/domain/event/reach.ts'
import { editSeries, type SeriesPatch } from '../../../shared/domain/event/series-edit.ts'
import { endedBefore } from '../../../shared/domain/event/series-split.ts'
import { undone, withUndo } from '../../../shared/domain/event/undo.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { hasOccurrence, occurrencesOf } from '../../../shared/domain/recurrence/occurrence.ts'
import type { ChangedOccurrence } from '../../../shared/domain/recurrence/repetition.ts'
import { withoutDates } from '../../../shared/domain/recurrence/series-starts.ts'
import { formatInstant, instantOf, localDateTimeOf } from '../../../shared/domain/time/time.ts'
import { rounds } from '../../support/long.ts'

const BERLIN = 'Europe/Berlin'
const HOUR_MS = 3_600_000
const timed = (wall: string, timeZone = BERLIN, minutes = 60): EventTimes => {
  const startsAt = instantOf(wall, timeZone)
  return { kind: 'timed', startsAt, endsAt: startsAt + minutes * 60_000, timeZone }
}
const key = (wall: string, timeZone = BERLIN) => formatInstant(instantOf(wall, timeZone))

function series(times: EventTimes, rest: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    id: 'series',
    company: 'demo',
    version: 3,
    icalUid: 'series@almanac',
    sequence: 1,
    organizerId: 'ada',
    title: 'Weekly',
    description: '',
    location: '',
    videoCallUrl: '',
    times,
    changedOccurrences: {},
    attendees: [{ email: 'grace@demo.test', reply: 'declined' }],
    privacy: 'public',
    showAs: 'busy',
    source: { kind: 'almanac' },
    createdAt: 0,
    updatedAt: 0,
    ...rest,
  }
}
const edit = (event: CalendarEvent, scope: Scope, occurrence: string | undefined, patch: SeriesPatch) =>
  editSeries(event, { scope, ...(occurrence && { key: occurrence }) }, patch, { now: 9, newId: 'later' })
/** Wall times in Berlin of everything that takes place within five years. */
const walls = (event: CalendarEvent, from = '2027-01-01') =>
  occurrencesOf(event, Date.parse(from), Date.parse('2032-01-01'), BERLIN).map(({ times }) =>
    times.kind === 'timed' ? localDateTimeOf(times.startsAt, BERLIN).slice(0, 16) : times.startDate,
  )
const outcomes = (list: { key: string; newKey?: string; became: string }[]) =>
  list.map((one) => [one.became, one.newKey ?? one.key])
const cancelled: ChangedOccurrence = { isCancelled: true }

describe('a whole series that changes', () => {
  // Mondays at 09:00 over the change of clocks on 28 March 2027.
  const weekly = series(timed('2027-03-15T09:00'), {
    rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=5',
    changedOccurrences: {
      [key('2027-03-22T09:00')]: { times: timed('2027-03-22T09:00'), title: 'Other words' },
      [key('2027-03-29T09:00')]: { times: timed('2027-03-30T14:00') },
      [key('2027-04-05T09:00')]: cancelled,
    },
  })

  test('to another hour: exceptions move on the wall clock, also behind the change of clocks', () => {
    const { event, occurrences } = edit(weekly, 'all', key('2027-03-15T09:00'), { times: timed('2027-03-15T11:30') })
    assert.deepEqual(walls(event), ['2027-03-15T11:30', '2027-03-22T11:30', '2027-03-30T14:00', '2027-04-12T11:30'])
    assert.deepEqual(outcomes(occurrences), [
      ['shifted', key('2027-03-22T11:30')],
      ['shifted', key('2027-03-29T11:30')],
      ['shifted', key('2027-04-05T11:30')],
    ])
    assert.equal(Object.keys(event.changedOccurrences).length, 3)
    assert.deepEqual([event.version, event.sequence, event.attendees[0]!.reply], [4, 2, 'declined'])
  })

  test('dragged by a later occurrence to Tuesday: the days of the rule move along', () => {
    const { event, occurrences } = edit(weekly, 'all', key('2027-04-12T09:00'), { times: timed('2027-04-13T09:00') })
    assert.match(event.rrule!, /BYDAY=TU/)
    assert.deepEqual(walls(event), ['2027-03-16T09:00', '2027-03-23T09:00', '2027-03-30T14:00', '2027-04-13T09:00'])
    assert.deepEqual([...new Set(occurrences.map(({ became }) => became))], ['shifted'])
  })

  test('to a rule that has other dates: nothing is lost, what was cancelled lapses', () => {
    const { event, occurrences } = edit(weekly, 'all', undefined, { rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=3' })
    assert.deepEqual(outcomes(occurrences), [
      ['extra', key('2027-03-22T09:00')],
      ['kept', key('2027-03-29T09:00')],
      ['lapsed', key('2027-04-05T09:00')],
    ])
    assert.deepEqual(event.rdates, [key('2027-03-22T09:00')])
    assert.deepEqual(walls(event), ['2027-03-15T09:00', '2027-03-22T09:00', '2027-03-30T14:00', '2027-04-12T09:00'])
    const words = occurrencesOf(event, Date.parse('2027-03-22'), Date.parse('2027-03-23'), BERLIN)
    assert.deepEqual(
      words.map(({ isChanged }) => isChanged),
      [true],
    )
  })

  test('to another zone: the hour is kept there', () => {
    const { event } = edit(weekly, 'all', undefined, { times: timed('2027-03-15T09:00', 'America/New_York') })
    assert.deepEqual(
      event.times.kind === 'timed' && localDateTimeOf(event.times.startsAt, 'America/New_York'),
      '2027-03-15T09:00:00',
    )
    assert.ok(event.changedOccurrences[key('2027-03-22T09:00', 'America/New_York')])
  })

  test('to whole days and back: the exceptions go along', () => {
    const days = edit(weekly, 'all', undefined, {
      times: { kind: 'allDay', startDate: '2027-03-15', endDate: '2027-03-16' },
    })
    assert.deepEqual(walls(days.event), ['2027-03-15', '2027-03-22', '2027-03-30', '2027-04-12'])
    const back = edit(days.event, 'all', undefined, { times: timed('2027-03-15T09:00') })
    assert.deepEqual(
      outcomes(back.occurrences).map(([became]) => became),
      ['shifted', 'shifted', 'shifted'],
    )
    assert.deepEqual(walls(back.event)[1], '2027-03-22T09:00')
  })

  test('to another length: every plain meeting gets it, and those that differ in words only', () => {
    const { event, occurrences } = edit(weekly, 'all', key('2027-03-15T09:00'), {
      times: timed('2027-03-15T09:00', BERLIN, 30),
    })
    const lengths = occurrencesOf(event, Date.parse('2027-03-01'), Date.parse('2027-05-01'), BERLIN).map(
      ({ times }) => times.kind === 'timed' && (times.endsAt - times.startsAt) / 60_000,
    )
    assert.deepEqual(lengths, [30, 30, 60, 30])
    assert.deepEqual([...new Set(occurrences.map(({ became }) => became))], ['kept'])
  })

  test('that becomes a single event tells which exceptions ended with it', () => {
    const { event, occurrences } = edit(weekly, 'all', undefined, { rrule: null })
    assert.deepEqual(walls(event), ['2027-03-15T09:00'])
    assert.deepEqual(
      occurrences.map(({ became }) => became),
      ['ended', 'ended', 'ended'],
    )
  })

  test('with an end moves it along, so that no meeting is lost at the edge', () => {
    for (const until of ['20270412T070000Z', '20270412T090000', '20270412']) {
      const rule = `FREQ=WEEKLY;BYDAY=MO;UNTIL=${until}`
      const { event } = edit({ ...weekly, rrule: rule, changedOccurrences: {} }, 'all', undefined, {
        times: timed('2027-03-16T17:00'),
      })
      assert.equal(walls(event).at(-1), '2027-04-13T17:00', until)
      assert.equal(walls(event).length, 5, until)
    }
  })

  const drags: [string, string, string, string][] = [
    [
      '2027-01-05T09:00',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO',
      '2027-01-06T09:00',
      'FREQ=WEEKLY;INTERVAL=2;WKST=TU;BYDAY=WE,MO',
    ],
    ['2027-01-04T09:00', 'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', '2027-01-05T09:00', 'FREQ=DAILY;BYDAY=TU,WE,TH,FR,SA'],
    ['2027-01-10T09:00', 'FREQ=MONTHLY;BYMONTHDAY=10,20', '2027-01-12T09:00', 'FREQ=MONTHLY;BYMONTHDAY=12,22'],
    ['2027-01-04T09:00', 'FREQ=MONTHLY;BYDAY=1MO', '2027-01-05T09:00', 'FREQ=MONTHLY;BYDAY=1TU'],
    ['2027-01-29T09:00', 'FREQ=MONTHLY;BYDAY=-1FR', '2027-01-28T09:00', 'FREQ=MONTHLY;BYDAY=-1TH'],
    [
      '2027-05-30T09:00',
      'FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=30',
      '2027-06-02T09:00',
      'FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=2',
    ],
    ['2027-01-31T09:00', 'FREQ=MONTHLY;BYMONTHDAY=31', '2027-01-30T09:00', 'FREQ=MONTHLY;BYMONTHDAY=31'],
  ]
  for (const [from, rule, to, expected] of drags)
    test(`dragged by days: ${rule}`, () =>
      assert.equal(
        edit(series(timed(from), { rrule: rule }), 'all', undefined, { times: timed(to) }).event.rrule,
        expected,
      ))

  test('cancelled dates are set as a whole; a stranger among them is named', () => {
    const { event, occurrences } = edit(weekly, 'all', undefined, {
      exdates: [key('2027-03-22T09:00'), key('2027-04-12T09:00')],
    })
    assert.deepEqual(walls(event), ['2027-03-15T09:00', '2027-03-30T14:00', '2027-04-05T09:00'])
    assert.deepEqual(outcomes(occurrences), [
      ['cancelled', key('2027-03-22T09:00')],
      ['kept', key('2027-03-29T09:00')],
      ['reverted', key('2027-04-05T09:00')],
      ['cancelled', key('2027-04-12T09:00')],
    ])
    assert.throws(() => withoutDates(weekly, [key('2027-03-16T09:00')]), /exdates/)
  })
})

describe('several rules and extra dates', () => {
  const mixed = series(timed('2027-01-04T09:00'), {
    rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=4',
    moreRules: ['FREQ=MONTHLY;BYMONTHDAY=11;COUNT=2', 'FREQ=MONTHLY;BYMONTHDAY=20;BYHOUR=15;COUNT=1'],
    rdates: [key('2027-01-07T10:00'), key('2027-01-18T09:00')],
  })

  test('are one series: every date once, each rule counted by itself', () =>
    assert.deepEqual(walls(mixed), [
      '2027-01-04T09:00',
      '2027-01-07T10:00',
      '2027-01-11T09:00',
      '2027-01-18T09:00',
      '2027-01-20T15:00',
      '2027-01-25T09:00',
      '2027-02-11T09:00',
    ]))

  test('an event with extra dates alone has its start and those', () => {
    const dates = series(
      { kind: 'allDay', startDate: '2027-01-04', endDate: '2027-01-05' },
      { rdates: ['2027-01-09', '2027-02-01'] },
    )
    assert.deepEqual(walls(dates), ['2027-01-04', '2027-01-09', '2027-02-01'])
    assert.deepEqual(walls(endedBefore(dates, '2027-02-01', 0)), ['2027-01-04', '2027-01-09'])
  })

  test('move together', () => {
    const { event } = edit(mixed, 'all', undefined, { times: timed('2027-01-04T10:00') })
    assert.deepEqual(walls(event), [
      '2027-01-04T10:00',
      '2027-01-07T11:00',
      '2027-01-11T10:00',
      '2027-01-18T10:00',
      '2027-01-20T15:00',
      '2027-01-25T10:00',
      '2027-02-11T10:00',
    ])
  })

  test('are split with each rule on its side, and refused where a rule would count from another day', () => {
    const { event, earlier } = edit(mixed, 'following', key('2027-01-11T09:00'), { title: 'Later' })
    assert.deepEqual(walls(earlier!), ['2027-01-04T09:00', '2027-01-07T10:00'])
    assert.deepEqual(walls(event), [
      '2027-01-11T09:00',
      '2027-01-18T09:00',
      '2027-01-20T15:00',
      '2027-01-25T09:00',
      '2027-02-11T09:00',
    ])
    const out = { ...mixed, moreRules: ['FREQ=DAILY;INTERVAL=3'] }
    assert.throws(() => edit(out, 'following', key('2027-01-11T09:00'), { title: 'x' }), /count from different days/)
  })

  test('need a rule to be beside, and extra dates of the right kind', () => {
    assert.throws(() => edit(mixed, 'all', undefined, { rrule: null, moreRules: ['FREQ=DAILY'] }), /moreRules/)
    assert.throws(() => edit(mixed, 'all', undefined, { moreRules: ['FREQ=DAILY;COUNT=0'] }), /moreRules\.0/)
    assert.throws(() => edit(mixed, 'all', undefined, { rdates: ['2027-01-09'] }), /rdates\.0/)
    assert.throws(() => edit(mixed, 'all', undefined, { rdates: [key('2026-01-09T09:00')] }), /rdates\.0/)
  })
})

describe('a series that is split', () => {
  const daily = series(timed('2027-03-25T09:00'), {
    rrule: 'FREQ=DAILY;COUNT=10',
    changedOccurrences: {
      [key('2027-03-26T09:00')]: cancelled,
      [key('2027-03-30T09:00')]: { times: timed('2027-03-30T09:00'), title: 'Own' },
      [key('2027-04-01T09:00')]: cancelled,
    },
  })

  test('keeps identity on the one side and history on the other; COUNT and exceptions are divided', () => {
    const {
      event: later,
      earlier,
      occurrences,
    } = edit(daily, 'following', key('2027-03-29T09:00'), { times: timed('2027-03-29T08:00') })
    assert.deepEqual(walls(earlier!), ['2027-03-25T09:00', '2027-03-27T09:00', '2027-03-28T09:00'])
    assert.deepEqual(walls(later), [
      '2027-03-29T08:00',
      '2027-03-30T08:00',
      '2027-03-31T08:00',
      '2027-04-02T08:00',
      '2027-04-03T08:00',
    ])
    assert.deepEqual(
      [earlier!.id, earlier!.icalUid, earlier!.version, earlier!.continuedBy],
      ['series', 'series@almanac', 4, 'later'],
    )
    assert.deepEqual([later.id, later.icalUid, later.version, later.sequence], ['later', 'later@almanac', 1, 0])
    assert.deepEqual(later.splitFrom, { id: 'series', key: key('2027-03-29T09:00') })
    assert.equal(later.attendees[0]!.reply, 'declined')
    assert.deepEqual(
      occurrences.map(({ became, eventId }) => [became, eventId]),
      [
        ['kept', 'series'],
        ['shifted', 'later'],
        ['shifted', 'later'],
      ],
    )
  })

  test('at an extra date: the rule goes on counting from a match of its own', () => {
    const mondays = series(timed('2027-01-04T09:00'), {
      rrule: 'FREQ=WEEKLY;COUNT=4',
      rdates: [key('2027-01-14T12:00')],
    })
    const { event, earlier } = edit(mondays, 'following', key('2027-01-14T12:00'), { title: 'Later' })
    assert.deepEqual(walls(earlier!), ['2027-01-04T09:00', '2027-01-11T09:00'])
    assert.deepEqual(walls(event), ['2027-01-14T12:00', '2027-01-18T09:00', '2027-01-25T09:00'])
  })

  test('both parts together are the whole, whatever the rule', () => {
    const rules = [
      'FREQ=DAILY;INTERVAL=3',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH',
      'FREQ=MONTHLY;BYDAY=-1FR',
      'FREQ=MONTHLY;BYMONTHDAY=31',
      'FREQ=DAILY;BYHOUR=9,17;COUNT=40',
      'FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1;COUNT=20',
      'FREQ=YEARLY;BYMONTH=3,9;COUNT=6',
      'FREQ=WEEKLY;UNTIL=20280101',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...rules), fc.integer({ min: 1, max: 12 }), (rrule, at) => {
        const first = edit(series(timed('2027-03-01T09:00')), 'all', undefined, { rrule }).event
        const whole = occurrencesOf(first, 0, Date.parse('2031-01-01'), BERLIN)
        fc.pre(whole.length > at)
        const { event, earlier } = edit(first, 'following', whole[at]!.key, { title: 'x' })
        const starts = (one: CalendarEvent) =>
          occurrencesOf(one, 0, Date.parse('2031-01-01'), BERLIN).map((found) => found.key)
        assert.deepEqual(
          [...starts(earlier!), ...starts(event)],
          whole.map((one) => one.key),
          rrule,
        )
      }),
      { numRuns: rounds(200) },
    )
  })
})

describe('no exception is ever lost', () => {
  const rules = [
    'FREQ=DAILY;COUNT=30',
    'FREQ=DAILY;INTERVAL=2',
    'FREQ=WEEKLY;BYDAY=MO,WE,FR',
    'FREQ=WEEKLY;INTERVAL=2',
    'FREQ=MONTHLY;BYMONTHDAY=1,15',
    'FREQ=MONTHLY;BYDAY=-1FR',
    'FREQ=DAILY;BYHOUR=8,9,10;COUNT=60',
  ]
  const exceptions = fc.uniqueArray(
    fc.record({ at: fc.integer({ min: 0, max: 20 }), kind: fc.constantFrom('cancelled', 'moved', 'words') }),
    { selector: ({ at }) => at, maxLength: 8 },
  )
  const shift = fc.record({ hours: fc.integer({ min: -8, max: 8 }), days: fc.integer({ min: -9, max: 9 }) })

  test('whatever becomes of the series: each is told of once, and each that takes place still does', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...rules),
        fc.option(fc.constantFrom(...rules), { nil: undefined }),
        exceptions,
        shift,
        fc.boolean(),
        (rrule, newRule, list, { hours, days }, isFollowing) => {
          const plain = edit(series(timed('2027-03-08T10:00')), 'all', undefined, { rrule }).event
          const whole = occurrencesOf(plain, 0, Date.parse('2029-01-01'), BERLIN)
          const changedOccurrences = Object.fromEntries(
            list.map(({ at, kind }): [string, ChangedOccurrence] => {
              const { key: original, times } = whole[at % whole.length]!
              if (kind === 'cancelled') return [original!, cancelled]
              const moved =
                times.kind === 'timed'
                  ? { ...times, startsAt: times.startsAt + 1_800_000, endsAt: times.endsAt + 1_800_000 }
                  : times
              return [original!, { times: kind === 'moved' ? moved : times, title: `Own ${original}` }]
            }),
          )
          const event = { ...plain, changedOccurrences }
          const from = whole[1]!
          const begin = from.times.kind === 'timed' ? from.times.startsAt : 0
          const to = formatInstant(
            Date.parse(`${localDateTimeOf(begin, BERLIN)}Z`) + (days * 24 + hours) * HOUR_MS,
          ).slice(0, 19)
          fc.pre(changedOccurrences[from.key!] === undefined)
          const patch: SeriesPatch = { times: timed(to), ...(newRule && { rrule: newRule }) }
          const edited = edit(event, isFollowing ? 'following' : 'all', from.key, patch)
          const parts = [edited.event, ...(edited.earlier ? [edited.earlier] : [])]
          assert.deepEqual(edited.occurrences.map((one) => one.key).sort(), Object.keys(changedOccurrences).sort())
          const titles = (events: CalendarEvent[]) =>
            events
              .flatMap((one) =>
                Object.values(one.changedOccurrences).flatMap((change) => (change.isCancelled ? [] : [change.title!])),
              )
              .sort()
          assert.deepEqual(titles(parts), titles([event]))
          for (const part of parts)
            for (const [one, change] of Object.entries(part.changedOccurrences)) {
              assert.ok(hasOccurrence(part, one), `${one} is no start of ${part.rrule}`)
              if (!change.isCancelled && change.times.kind === 'timed')
                assert.ok(
                  occurrencesOf(part, change.times.startsAt, change.times.startsAt + 1, BERLIN).some(
                    (found) => found.key === one,
                  ),
                )
            }
          const changed = withUndo(event, edited.earlier ?? edited.event, edited.earlier && edited.event)
          assert.deepEqual(undone(changed, 1)!.changedOccurrences, changedOccurrences)
        },
      ),
      { numRuns: rounds(600) },
    )
  })
})

describe('one occurrence', () => {
  const weekly = series(timed('2027-03-15T09:00'), { rrule: 'FREQ=WEEKLY' })
  const at = key('2027-03-22T09:00')

  test('is other than its series until it is the same again', () => {
    const moved = edit(weekly, 'this', at, { times: timed('2027-03-23T10:00'), title: 'Own' })
    assert.deepEqual(outcomes(moved.occurrences), [['changed', at]])
    const words = edit(moved.event, 'this', at, { times: timed('2027-03-22T09:00') })
    assert.deepEqual(outcomes(words.occurrences), [['changed', at]])
    const back = edit(words.event, 'this', at, { title: 'Weekly' })
    assert.deepEqual([back.event.changedOccurrences, outcomes(back.occurrences)], [{}, [['reverted', at]]])
    const gone = { ...weekly, changedOccurrences: { [at]: cancelled } }
    assert.deepEqual(outcomes(edit(gone, 'this', at, { times: timed('2027-03-22T09:00') }).occurrences), [
      ['reverted', at],
    ])
  })

  test('cannot have what only a series has', () => {
    for (const patch of [
      { rrule: 'FREQ=DAILY' },
      { rdates: [at] },
      { exdates: [at] },
      { moreRules: [] },
      { privacy: 'private' },
    ] satisfies SeriesPatch[])
      assert.throws(() => edit(weekly, 'this', at, patch), /can only be changed for all/)
  })
})

describe('undo', () => {
  const bare = ({ version: _v, sequence: _s, updatedAt: _u, undo: _undo, ...content }: CalendarEvent) => content
  const weekly = series(timed('2027-03-15T09:00'), {
    rrule: 'FREQ=WEEKLY;COUNT=8',
    changedOccurrences: {
      [key('2027-03-22T09:00')]: cancelled,
      [key('2027-04-05T09:00')]: { times: timed('2027-04-06T09:00') },
    },
  })

  test('brings back exactly what was, after any change in any scope', () => {
    const patches: SeriesPatch[] = [
      { times: timed('2027-03-29T15:00') },
      { rrule: null },
      { title: 'New', description: 'words', attendees: [] },
      { rrule: 'FREQ=DAILY;COUNT=3', rdates: [key('2027-05-29T09:00')], moreRules: ['FREQ=MONTHLY;COUNT=2'] },
      { exdates: [] },
    ]
    for (const scope of ['all', 'following'] as const)
      for (const patch of patches) {
        const edited = edit(weekly, scope, key('2027-03-29T09:00'), patch)
        const changed = withUndo(weekly, edited.earlier ?? edited.event, edited.earlier && edited.event)
        assert.deepEqual(bare(undone(changed, 10)!), bare(weekly))
        assert.deepEqual([undone(changed, 10)!.version, changed.undo!.created?.id], [5, edited.earlier && 'later'])
        assert.equal(undone({ ...changed, version: changed.version + 1 }, 10), undefined, 'somebody changed it since')
        assert.equal(undone(undone(changed, 10)!, 11), undefined, 'once')
      }
  })

  test('brings back what was deleted', () => {
    const gone = withUndo(weekly, { ...weekly, isDeleted: true, version: 4 })
    assert.deepEqual(bare(undone(gone, 10)!), bare(weekly))
    const part = withUndo(weekly, endedBefore(weekly, key('2027-04-12T09:00'), 9))
    assert.deepEqual(bare(undone(part, 10 * HOUR_MS)!), bare(weekly))
  })
})
