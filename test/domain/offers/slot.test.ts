import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import fc from 'fast-check'
import { nearestStarts, offersBetween } from '../../../shared/domain/offers/slot.ts'
import type { SlotQuestion } from '../../../shared/domain/offers/slot-question.ts'
import { explainStart } from '../../../shared/domain/offers/slot-reason.ts'
import type { Availability, Schedule } from '../../../shared/domain/people/availability.ts'

const at = (text: string) => Date.parse(text)
const MINUTE_MS = 60_000
const weekdays = (id: string, from: string, to: string, timeZone = 'UTC'): Schedule => ({
  id,
  timeZone,
  weekly: ([1, 2, 3, 4, 5] as const).map((weekday) => ({ weekday, from, to })),
  overrides: [],
})
/** Hours of a schedule and nothing else that closes a day. */
const hours = (schedule: Schedule, more: Partial<Availability> = {}): Availability => ({
  schedule,
  daysOff: [],
  holidays: [],
  isLimitedToHours: true,
  ranges: [],
  ...more,
})
const question = (change: Partial<SlotQuestion> = {}): SlotQuestion => ({
  rules: {
    durationMinutes: 30,
    stepMinutes: 30,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    noticeMinutes: 0,
    horizonDays: 30,
  },
  now: at('2026-11-22T00:00:00Z'),
  from: at('2026-11-24T00:00:00Z'),
  to: at('2026-11-25T00:00:00Z'),
  visitorTimeZone: 'UTC',
  hosts: [{ id: 'ada', availability: hours(weekdays('ada', '09:00', '11:00')), busy: [] }],
  resources: [],
  hostsNeeded: 'any',
  ...change,
})
const starts = (asked: SlotQuestion) =>
  offersBetween(asked).map(({ startsAt }) => new Date(startsAt).toISOString().slice(11, 16))
const busy = (from: string, to: string, more = {}) => ({
  from: at(`2026-11-24T${from}:00Z`),
  to: at(`2026-11-24T${to}:00Z`),
  kind: 'booking' as const,
  ...more,
})
const host = (id: string, ...spans: ReturnType<typeof busy>[]) => ({
  id,
  availability: hours(weekdays(id, '09:00', '11:00')),
  busy: spans,
})

const group = (needed: number, ...candidates: ReturnType<typeof host>[]) => ({
  of: 'members' as const,
  needed,
  candidates,
})
const limitedFrom = (from: string, to: string) => ({
  limit: 'perDay' as const,
  from: at(`2026-11-24T${from}:00Z`),
  to: at(`2026-11-24T${to}:00Z`),
  taken: 1,
})

describe('what is offered', () => {
  const cases: [string, Partial<SlotQuestion>, string[]][] = [
    ['an empty morning', {}, ['09:00', '09:30', '10:00', '10:30']],
    [
      'touching a booking is not overlapping it',
      { hosts: [host('ada', busy('09:30', '10:00'))] },
      ['09:00', '10:00', '10:30'],
    ],
    [
      'the new booking’s buffers keep away from neighbours',
      { hosts: [host('ada', busy('10:00', '10:30'))], rules: { ...question().rules, bufferAfterMinutes: 15 } },
      ['09:00', '10:30'],
    ],
    [
      'a neighbour’s own buffer keeps the new booking away',
      { hosts: [host('ada', busy('10:00', '10:30', { bufferBeforeMinutes: 15 }))] },
      ['09:00', '10:30'],
    ],
    [
      'of two buffers between neighbours the larger counts',
      {
        hosts: [host('ada', busy('10:00', '10:10', { bufferBeforeMinutes: 15, bufferAfterMinutes: 15 }))],
        rules: { ...question().rules, stepMinutes: 15, bufferBeforeMinutes: 20, bufferAfterMinutes: 20 },
      },
      ['09:00', '10:30'],
    ],
    [
      'both together where the new one says so',
      {
        hosts: [host('ada', busy('10:00', '10:10', { bufferBeforeMinutes: 15, bufferAfterMinutes: 15 }))],
        rules: {
          ...question().rules,
          stepMinutes: 5,
          bufferBeforeMinutes: 5,
          bufferAfterMinutes: 10,
          buffersAddUp: true,
        },
      },
      ['09:00', '09:05', '10:30'],
    ],
    [
      'and where the neighbour does',
      {
        hosts: [
          host('ada', busy('10:00', '10:10', { bufferBeforeMinutes: 15, bufferAfterMinutes: 15, buffersAddUp: true })),
        ],
        rules: { ...question().rules, stepMinutes: 5, bufferBeforeMinutes: 5, bufferAfterMinutes: 10 },
      },
      ['09:00', '09:05', '10:30'],
    ],
    [
      'of two hosts either can assign',
      { hosts: [host('ada', busy('09:00', '10:00')), host('bob', busy('10:00', '11:00'))] },
      ['09:00', '09:30', '10:00', '10:30'],
    ],
    [
      'all hosts together',
      { hosts: [host('ada', busy('09:00', '10:00')), host('bob', busy('10:30', '11:00'))], hostsNeeded: 'all' },
      ['10:00'],
    ],
    [
      'one of two hosts, two of three nurses and a room, all of them for the whole meeting',
      {
        hosts: [host('ada', busy('09:00', '10:00')), host('bob', busy('10:00', '11:00'))],
        groups: [
          group(2, host('cleo', busy('09:00', '09:30')), host('dan'), host('eve', busy('09:00', '10:30'))),
          { ...group(1, host('room', busy('10:30', '11:00'))), of: 'resources' },
        ],
      },
      ['09:30', '10:00'],
    ],
    [
      'starts are counted from where the last of a team becomes free, whichever group that is',
      {
        hosts: [host('ada'), host('bob')],
        groups: [group(1, host('cleo', busy('09:00', '09:10')), host('dan', busy('09:00', '09:25')))],
        rules: { ...question().rules, stepMinutes: 25 },
      },
      // With Cleo from 09:10, with Dan from 09:25.
      ['09:10', '09:25', '09:35', '09:50', '10:00', '10:15', '10:25'],
    ],
    [
      'limits bind the first group',
      {
        hosts: [{ ...host('ada'), limited: [limitedFrom('09:00', '10:00')] }, host('bob', busy('09:30', '11:00'))],
        groups: [group(1, host('cleo'))],
      },
      ['09:00', '10:00', '10:30'],
    ],
    [
      'nothing is counted from where somebody becomes free who is at their limit',
      {
        hosts: [host('ada'), { ...host('bob', busy('09:00', '09:10')), limited: [limitedFrom('00:00', '23:00')] }],
        groups: [group(1, host('cleo'), host('dan'))],
        rules: { ...question().rules, stepMinutes: 25 },
      },
      ['09:00', '09:25', '09:50', '10:15'],
    ],
    [
      'two of three hosts, each of whom may be at their limit',
      {
        hosts: [
          host('ada'),
          { ...host('bob'), limited: [limitedFrom('09:00', '10:00')] },
          host('cleo', busy('10:00', '11:00')),
        ],
        needed: 2,
      },
      ['09:00', '09:30', '10:00', '10:30'],
    ],
    [
      'of two who serve together both beside their bookings, or with none that day',
      {
        hosts: [host('ada', busy('09:30', '10:00')), host('bob'), host('cleo', busy('10:30', '11:00'))],
        needed: 2,
        rules: { ...question().rules, durationMinutes: 15, stepMinutes: 15, isBesideOnly: true },
      },
      ['09:15', '10:00', '10:15'],
    ],
    ['a room and its host', { resources: [host('room', busy('09:00', '10:30'))] }, ['10:30']],
    [
      'starts are counted from round minutes that are named',
      {
        hosts: [host('ada', busy('09:00', '09:10'))],
        rules: { ...question().rules, stepMinutes: 20, alignMinutes: 15 },
      },
      ['09:15', '09:35', '09:55', '10:15'],
    ],
    [
      'only those beside what is booked that day',
      {
        hosts: [host('ada', busy('09:30', '10:00'))],
        rules: { ...question().rules, durationMinutes: 15, stepMinutes: 15, isBesideOnly: true },
      },
      ['09:15', '10:00'],
    ],
    [
      'all of them on a day on which only other things stand',
      {
        hosts: [host('ada', busy('09:30', '10:00', { kind: 'event' }))],
        rules: { ...question().rules, isBesideOnly: true },
      },
      ['09:00', '10:00', '10:30'],
    ],
    [
      'of two hosts each beside their own bookings',
      {
        hosts: [host('ada', busy('09:00', '09:30')), host('bob', busy('10:30', '11:00'))],
        rules: { ...question().rules, isBesideOnly: true },
      },
      ['09:30', '10:00'],
    ],
    ['notice only filters', { now: at('2026-11-24T09:10:00Z') }, ['09:30', '10:00', '10:30']],
    [
      'nothing beyond the calendar that is known',
      { hosts: [{ ...host('ada'), knownUntil: at('2026-11-24T10:00:00Z') }] },
      ['09:00', '09:30'],
    ],
    [
      'an override closes the day',
      {
        hosts: [
          {
            ...host('ada'),
            availability: hours({
              ...weekdays('ada', '09:00', '11:00'),
              overrides: [{ date: '2026-11-24', windows: [] }],
            }),
          },
        ],
      },
      [],
    ],
    [
      'a step of 45 minutes counts from the begin of the hours',
      { rules: { ...question().rules, stepMinutes: 45 } },
      ['09:00', '09:45', '10:30'],
    ],
  ]
  for (const [title, change, expected] of cases) test(title, () => assert.deepEqual(starts(question(change)), expected))

  test('the same starts are offered whichever part of the day is asked for', () => {
    const odd = question({ rules: { ...question().rules, stepMinutes: 45 } })
    assert.deepEqual(starts({ ...odd, from: at('2026-11-24T09:20:00Z') }), ['09:45', '10:30'])
  })
})

describe('ranges offered by hand', () => {
  const whileOpen = (...ranges: [string, string][]): SlotQuestion => {
    const windows = ranges.map(([from, to]) => ({ from: at(from), to: at(to) }))
    const availability = hours(weekdays('ada', '09:00', '11:00'), { isLimitedToHours: false, ranges: windows })
    return question({
      rules: { ...question().rules, durationMinutes: 45, stepMinutes: 45 },
      from: at('2026-11-23T00:00:00Z'),
      to: at('2026-11-28T00:00:00Z'),
      hosts: [{ id: 'ada', availability, busy: [] }],
    })
  }
  const asked: [string, SlotQuestion][] = [
    ['a range of days', whileOpen(['2026-11-23T09:15:00Z', '2026-11-27T18:00:00Z'])],
    ['a night', whileOpen(['2026-11-24T22:20:00Z', '2026-11-25T03:00:00Z'])],
    [
      'ranges that meet',
      whileOpen(['2026-11-24T09:20:00Z', '2026-11-25T01:00:00Z'], ['2026-11-25T00:30:00Z', '2026-11-26T20:00:00Z']),
    ],
  ]
  for (const [title, all] of asked)
    test(`${title}: whatever part of it is asked for, the starts are the same`, () => {
      const listed = offersBetween(all).map(({ startsAt }) => startsAt)
      assert.ok(listed.length > 5)
      for (const startsAt of listed) assert.ok('offer' in explainStart(all, startsAt), new Date(startsAt).toISOString())
    })

  test('a meeting may last over the midnights of a long range, and starts are counted anew from each', () => {
    const all = whileOpen(['2026-11-24T09:20:00Z', '2026-11-26T20:00:00Z'])
    const around = starts({ ...all, from: at('2026-11-24T23:00:00Z'), to: at('2026-11-25T01:00:00Z') })
    assert.deepEqual(around, ['23:00', '23:45', '00:00', '00:45'])
  })
})

test('teams are counted anew from each midnight too, and may meet over it', () => {
  const allNight = (id: string, more = {}) => ({
    id,
    availability: hours({ ...weekdays(id, '00:00', '24:00'), ...more }),
    busy: [],
  })
  const asked = question({
    rules: { ...question().rules, durationMinutes: 50, stepMinutes: 50 },
    from: at('2026-11-24T22:00:00Z'),
    to: at('2026-11-25T01:00:00Z'),
    hosts: [allNight('ada'), allNight('bob')],
    groups: [group(1, allNight('cleo'), allNight('dan'))],
  })
  assert.deepEqual(starts(asked), ['22:30', '23:20', '00:00', '00:50'])
  // Somebody further east begins their day at half past six of our evening.
  const east = allNight('dan', { timeZone: 'Asia/Kolkata' })
  const further = { ...asked, groups: [group(1, allNight('cleo'), east), group(1, allNight('eve'), allNight('fay'))] }
  assert.deepEqual(starts({ ...further, from: at('2026-11-24T18:00:00Z'), to: at('2026-11-24T20:00:00Z') }), [
    '18:20',
    '18:30',
    '19:10',
    '19:20',
  ])
})

describe('why a start is refused', () => {
  const reason = (startsAt: string, change: Partial<SlotQuestion> = {}) => {
    const verdict = explainStart(question(change), at(startsAt))
    return 'reason' in verdict ? verdict.reason.reason : 'offered'
  }
  const cases: [string, string, Partial<SlotQuestion>, string][] = [
    ['offered', '2026-11-24T09:00:00Z', {}, 'offered'],
    ['in the past', '2026-11-21T09:00:00Z', {}, 'past'],
    [
      'too soon',
      '2026-11-24T09:00:00Z',
      { now: at('2026-11-24T08:30:00Z'), rules: { ...question().rules, noticeMinutes: 60 } },
      'notice',
    ],
    ['too far', '2027-11-24T09:00:00Z', {}, 'horizon'],
    ['at night', '2026-11-24T03:00:00Z', {}, 'outsideHours'],
    ['busy', '2026-11-24T09:00:00Z', { hosts: [host('ada', busy('09:15', '09:30'))] }, 'busy'],
    [
      'in a buffer',
      '2026-11-24T09:00:00Z',
      { hosts: [host('ada', busy('09:30', '10:00', { bufferBeforeMinutes: 10 }))] },
      'buffer',
    ],
    [
      'held',
      '2026-11-24T09:00:00Z',
      { hosts: [host('ada', { ...busy('09:00', '09:30'), kind: 'hold' as never })] },
      'hold',
    ],
    ['between two starts', '2026-11-24T09:10:00Z', {}, 'notAligned'],
    [
      'the one who is nearest to free speaks for all',
      '2026-11-24T09:00:00Z',
      {
        hosts: [
          { id: 'night', availability: hours(weekdays('night', '20:00', '22:00')), busy: [] },
          host('ada', busy('09:00', '10:00')),
        ],
      },
      'busy',
    ],
  ]
  for (const [title, startsAt, change, expected] of cases)
    test(title, () => assert.equal(reason(startsAt, change), expected))

  test('of several groups each is named of which too few are free, with how many are', () => {
    const asked = question({
      hosts: [host('ada', busy('10:00', '11:00'))],
      groups: [
        { ...group(2, host('cleo'), host('dan', busy('09:00', '09:30')), host('eve')), name: 'Nurses' },
        { ...group(2, host('fay', busy('09:00', '10:30')), host('gus', busy('09:00', '11:00')), host('hal')) },
        { ...group(1, host('room', busy('10:00', '10:30'))), of: 'resources' },
      ],
    })
    const missing = (time: string) => {
      const verdict = explainStart(asked, at(`2026-11-24T${time}:00Z`))
      return 'reason' in verdict ? verdict.reason.missing : 'offered'
    }
    const pairs = { group: 1, of: 'members', ids: ['fay', 'gus', 'hal'], needed: 2, free: 1 }
    assert.deepEqual(missing('09:00'), [pairs])
    assert.deepEqual(missing('10:00'), [
      { of: 'members', ids: ['ada'], needed: 1, free: 0 },
      pairs,
      { group: 2, of: 'resources', ids: ['room'], needed: 1, free: 0 },
    ])
  })

  test('a buffer is lifted by what the neighbour leaves of the gap', () => {
    const lift = (buffersAddUp: boolean) => {
      const rules = { ...question().rules, bufferAfterMinutes: 30, buffersAddUp }
      const hosts = [host('ada', busy('09:50', '10:00', { bufferBeforeMinutes: 15 }))]
      const verdict = explainStart(question({ rules, hosts }), at('2026-11-24T09:00:00Z'))
      return 'reason' in verdict ? [verdict.reason.reason, verdict.reason.lift] : []
    }
    assert.deepEqual(lift(false), ['buffer', { rule: 'buffers', atMost: 20 }])
    assert.deepEqual(lift(true), ['buffer', { rule: 'buffers', atMost: 5 }])
  })

  test('a horizon is lifted by the days to the date, also where one of them is short', () => {
    const asked = question({ now: at('2027-03-20T12:00:00Z'), visitorTimeZone: 'Europe/Berlin' })
    const far = explainStart({ ...asked, rules: { ...asked.rules, horizonDays: 5 } }, at('2027-03-29T00:00:00+02:00'))
    const lift = 'reason' in far ? far.reason.lift : undefined
    assert.deepEqual(lift, { rule: 'horizonDays', atLeast: 9 })
  })

  test('an offered start is explained as offered by the same people, and no other start is', () => {
    const span = fc
      .tuple(
        fc.integer({ min: -300, max: 1700 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 30 }),
        fc.boolean(),
      )
      .map(([from, length, buffer, buffersAddUp]) => ({
        from: at('2026-11-24T00:00:00Z') + from * MINUTE_MS,
        to: at('2026-11-24T00:00:00Z') + (from + length) * MINUTE_MS,
        kind: 'event' as const,
        bufferBeforeMinutes: buffer,
        buffersAddUp,
      }))
    const candidate = (id: string) =>
      fc
        .record({
          zone: fc.constantFrom('UTC', 'Asia/Kolkata', 'America/New_York'),
          busy: fc.array(span, { maxLength: 6 }),
        })
        .map(({ zone, busy: spans }) => ({
          id,
          availability: hours(weekdays(id, '07:00', '24:00', zone)),
          busy: spans,
        }))
    const asked = fc.record({
      hosts: fc.tuple(candidate('a'), candidate('b')),
      resources: fc.array(candidate('r'), { maxLength: 1 }),
      hostsNeeded: fc.constantFrom('any' as const, 'all' as const),
      rules: fc.record({
        durationMinutes: fc.constantFrom(15, 30, 50),
        stepMinutes: fc.constantFrom(15, 30, 45),
        bufferBeforeMinutes: fc.constantFrom(0, 10),
        bufferAfterMinutes: fc.constantFrom(0, 25),
        buffersAddUp: fc.boolean(),
        noticeMinutes: fc.constantFrom(0, 60),
      }),
      visitorTimeZone: fc.constantFrom('UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
    })
    fc.assert(
      fc.property(asked, fc.integer({ min: 0, max: 95 }), (change, quarter) => {
        const whole = question(change)
        const offered = new Map(offersBetween(whole).map((offer) => [offer.startsAt, offer]))
        for (const offer of offered.values()) assert.deepEqual(explainStart(whole, offer.startsAt), { offer })
        const start = whole.from + quarter * 15 * MINUTE_MS
        assert.equal('offer' in explainStart(whole, start), offered.has(start))
      }),
      { numRuns: 200 },
    )
  })

  test('the nearest free times are sorted by time', () => {
    const found = nearestStarts(
      question({ hosts: [host('ada', busy('10:00', '10:30'))] }),
      at('2026-11-24T10:00:00Z'),
      2,
    )
    assert.deepEqual(
      found.map((startsAt) => new Date(startsAt).toISOString().slice(11, 16)),
      ['09:30', '10:30'],
    )
  })
})
