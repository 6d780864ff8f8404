import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import fc from 'fast-check'
import rrule from 'rrule'
import { RRuleTemporal } from 'rrule-temporal'
import { parseRule } from '../../../shared/domain/recurrence/recurrence-rule.ts'
import { occurrenceDatesBetween, occurrencesBetween } from '../../../shared/domain/recurrence/series.ts'
import { formatInstant, instantOfWall, localDateTimeOf } from '../../../shared/domain/time/time.ts'
import { rounds } from '../../support/long.ts'

const DAY_MS = 86_400_000
const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** Starts of a series in UTC, or in a zone, from its beginning to a date. */
function starts(dtstart: string, rrule: string, until = '2040-01-01T00:00:00Z', timeZone = 'UTC'): string[] {
  return occurrencesBetween({ startsAt: dtstart, timeZone, rrule }, 0, Date.parse(until)).map((at) =>
    localDateTimeOf(at, timeZone).slice(0, 16),
  )
}
const dates = (dtstart: string, rrule: string, until?: string) =>
  starts(`${dtstart}T09:00:00`, rrule, until).map((one) => one.slice(0, 10))

describe('recurrence: rules as RFC 5545 reads them', () => {
  const table: [string, string, string, string[]][] = [
    [
      'weeks begin on Monday',
      '1997-08-05',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
      ['1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24'],
    ],
    [
      'or on Sunday',
      '1997-08-05',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
      ['1997-08-05', '1997-08-17', '1997-08-19', '1997-08-31'],
    ],
    [
      'an ordinal counts within the months that are named',
      '1997-03-13',
      'FREQ=YEARLY;BYMONTH=3,5;BYDAY=2TH;COUNT=3',
      ['1997-03-13', '1997-05-08', '1998-03-12'],
    ],
    [
      'else within the year',
      '1997-05-19',
      'FREQ=YEARLY;BYDAY=20MO;COUNT=3',
      ['1997-05-19', '1998-05-18', '1999-05-17'],
    ],
    [
      'the 53rd Sunday, in the years that have one',
      '2005-01-01',
      'FREQ=YEARLY;BYDAY=53SU;COUNT=3',
      ['2006-12-31', '2012-12-30', '2017-12-31'],
    ],
    [
      'days with a number and without are both meant',
      '2026-01-01',
      'FREQ=MONTHLY;BYDAY=1MO,FR;BYMONTH=1;COUNT=6',
      ['2026-01-02', '2026-01-05', '2026-01-09', '2026-01-16', '2026-01-23', '2026-01-30'],
    ],
    [
      'Friday the 13th',
      '1997-09-02',
      'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3',
      ['1998-02-13', '1998-03-13', '1998-11-13'],
    ],
    [
      'the first Tuesday after a Monday in November',
      '1996-11-05',
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3',
      ['1996-11-05', '2000-11-07', '2004-11-02'],
    ],
    [
      'the last working day of the month',
      '2026-01-01',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3',
      ['2026-01-30', '2026-02-27', '2026-03-31'],
    ],
    [
      'days of the year from its end',
      '2023-06-01',
      'FREQ=YEARLY;BYYEARDAY=-1,-366;COUNT=4',
      ['2023-12-31', '2024-01-01', '2024-12-31', '2025-12-31'],
    ],
    [
      'the 366th day only in leap years',
      '2023-01-01',
      'FREQ=YEARLY;BYYEARDAY=366;COUNT=2',
      ['2024-12-31', '2028-12-31'],
    ],
    [
      '29 February only where it exists',
      '2024-02-29',
      'FREQ=YEARLY;COUNT=3',
      ['2024-02-29', '2028-02-29', '2032-02-29'],
    ],
    [
      'the last day of every month',
      '2024-01-31',
      'FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3',
      ['2024-01-31', '2024-02-29', '2024-03-31'],
    ],
    [
      'months without a 31st are passed over',
      '2026-01-31',
      'FREQ=MONTHLY;COUNT=4',
      ['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31'],
    ],
    [
      'one date named from both ends is one',
      '2026-02-01',
      'FREQ=MONTHLY;BYMONTHDAY=28,-1;COUNT=3',
      ['2026-02-28', '2026-03-28', '2026-03-31'],
    ],
    [
      'week 1 may begin in the year before',
      '2019-12-01',
      'FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;COUNT=3',
      ['2019-12-30', '2021-01-04', '2022-01-03'],
    ],
    [
      'week 53 reaches into the year after',
      '2019-12-01',
      'FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO,SU;COUNT=4',
      ['2020-12-28', '2021-01-03', '2026-12-28', '2027-01-03'],
    ],
    [
      'every second year keeps its week whole',
      '2019-12-30',
      'FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1;BYDAY=MO,TU,WE;COUNT=6',
      ['2019-12-30', '2019-12-31', '2020-01-01', '2022-01-03', '2022-01-04', '2022-01-05'],
    ],
    [
      'a week alone means the weekday of the start',
      '2020-01-08',
      'FREQ=YEARLY;BYWEEKNO=20;COUNT=3',
      ['2020-05-13', '2021-05-19', '2022-05-18'],
    ],
    [
      'what lies before the start counts for nothing',
      '2026-03-11',
      'FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=3',
      ['2026-03-11', '2026-03-13', '2026-03-16'],
    ],
    [
      'positions are those of the whole period, also before the start',
      '2026-03-11',
      'FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1,3;COUNT=3',
      ['2026-03-13', '2026-03-16', '2026-03-20'],
    ],
    [
      'a weekly rule in some months only',
      '2026-01-05',
      'FREQ=WEEKLY;BYMONTH=2;COUNT=5',
      ['2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23', '2027-02-01'],
    ],
    [
      'every third day, on weekdays',
      '2026-01-05',
      'FREQ=DAILY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;COUNT=4',
      ['2026-01-05', '2026-01-08', '2026-01-14', '2026-01-20'],
    ],
    ['a rule that never matches ends', '2026-01-05', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', []],
  ]
  for (const [title, dtstart, rule, expected] of table)
    test(`${title}: ${rule}`, () => assert.deepEqual(dates(dtstart, rule), expected))

  test('times of day, and positions among them', () => {
    assert.deepEqual(starts('2026-01-05T09:30:00', 'FREQ=DAILY;BYHOUR=14,8;COUNT=3'), [
      '2026-01-05T14:30',
      '2026-01-06T08:30',
      '2026-01-06T14:30',
    ])
    assert.deepEqual(
      starts('2026-01-05T09:00:00', 'FREQ=WEEKLY;BYDAY=MO,TU;BYHOUR=9,17;BYMINUTE=0,30;BYSETPOS=2,-1;COUNT=3'),
      ['2026-01-05T09:30', '2026-01-06T17:30', '2026-01-12T09:30'],
    )
    assert.deepEqual(
      occurrenceDatesBetween(
        { startDate: '2026-01-05', timeZone: 'UTC', rrule: 'FREQ=DAILY;BYHOUR=9,10;COUNT=2' },
        '2026-01-01',
        '2026-02-01',
      ),
      ['2026-01-05', '2026-01-06'],
    )
  })

  test('the end as an instant, a wall time or a date, inclusive', () => {
    const berlin = (until: string) =>
      starts('2026-03-27T02:30:00', `FREQ=DAILY;UNTIL=${until}`, undefined, 'Europe/Berlin')
    // On 29 March 02:30 does not exist in Berlin: it is read as 03:30, which is 01:30 UTC.
    const toGap = ['2026-03-27T02:30', '2026-03-28T02:30', '2026-03-29T03:30']
    for (const until of ['20260329T013000Z', '20260329T023000', '20260329'])
      assert.deepEqual(berlin(until), toGap, until)
    for (const until of ['20260329T012959Z', '20260329T022959', '20260328'])
      assert.deepEqual(berlin(until), toGap.slice(0, 2), until)
    assert.deepEqual(
      occurrenceDatesBetween(
        { startDate: '2026-03-27', timeZone: 'UTC', rrule: 'FREQ=DAILY;UNTIL=20260328T120000Z' },
        '2026-01-01',
        '2027-01-01',
      ),
      ['2026-03-27', '2026-03-28'],
    )
  })

  test('wall times that become one instant are one meeting, in order; COUNT counts wall times', () => {
    const rule = 'FREQ=DAILY;BYHOUR=2,3;BYMINUTE=0,30;COUNT=6'
    assert.deepEqual(starts('2026-03-29T02:00:00', rule, undefined, 'Europe/Berlin'), [
      '2026-03-29T03:00',
      '2026-03-29T03:30',
      '2026-03-30T02:00',
      '2026-03-30T02:30',
    ])
  })

  test('every fault of a rule is named with its part', () => {
    const faults = (text: string) => {
      const parsed = parseRule(text)
      return 'faults' in parsed ? parsed.faults : []
    }
    const bad: [string, RegExp][] = [
      ['', /FREQ is missing/],
      ['FREQ=HOURLY', /FREQ takes DAILY/],
      ['FREQ=DAILY;FREQ=DAILY', /FREQ stands twice/],
      ['FREQ=DAILY;INTERVAL=0', /INTERVAL takes a whole/],
      ['FREQ=DAILY;COUNT=x', /COUNT takes/],
      ['FREQ=DAILY;COUNT=2;UNTIL=20270101', /exclude each other/],
      ['FREQ=DAILY;UNTIL=20270229', /UNTIL takes a date/],
      ['FREQ=DAILY;UNTIL=20270228T250000', /UNTIL names a time/],
      ['FREQ=DAILY;UNTIL=2027022', /UNTIL takes/],
      ['FREQ=WEEKLY;BYDAY=1MO', /BYDAY with a number/],
      ['FREQ=MONTHLY;BYDAY=0MO', /BYDAY takes/],
      ['FREQ=MONTHLY;BYDAY=54MO', /BYDAY takes/],
      ['FREQ=MONTHLY;BYDAY=-MO', /BYDAY takes/],
      ['FREQ=MONTHLY;BYDAY=MO,', /BYDAY takes/],
      ['FREQ=WEEKLY;BYMONTHDAY=1', /BYMONTHDAY excludes/],
      ['FREQ=YEARLY;BYMONTH=-1', /BYMONTH takes/],
      ['FREQ=YEARLY;BYMONTH=', /BYMONTH takes/],
      ['FREQ=MONTHLY;BYYEARDAY=1', /BYYEARDAY needs/],
      ['FREQ=MONTHLY;BYWEEKNO=1', /BYWEEKNO needs/],
      ['FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO', /excludes BYWEEKNO/],
      ['FREQ=DAILY;BYSETPOS=1', /BYSETPOS needs/],
      ['FREQ=DAILY;BYHOUR=24', /BYHOUR takes/],
      ['FREQ=DAILY;WKST=XX', /WKST takes/],
      ['FREQ=DAILY;X-A=1', /X-A is not a part/],
      ['FREQ=DAILY;COUNT', /COUNT is not a part/],
    ]
    for (const [text, fault] of bad) assert.match(faults(text).join('; '), fault, text)
    assert.deepEqual(faults('freq=monthly;byday=+1mo,-1FR;bysetpos=-1;wkst=su;'), [])
  })
})

/** Any rule that RFC 5545 allows, every part of it. */
const anyRule = fc
  .record({
    frequency: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
    interval: fc.option(fc.integer({ min: 1, max: 7 }), { nil: undefined }),
    end: fc.option(
      fc.oneof(
        fc.integer({ min: 1, max: 900 }).map((count) => `COUNT=${count}`),
        fc.integer({ min: 0, max: 9000 }).chain((day) =>
          fc.constantFrom('', 'T093000', 'T093000Z').map(
            (time) =>
              `UNTIL=${formatInstant(Date.UTC(2005, 0, 1) + day * DAY_MS)
                .slice(0, 10)
                .replaceAll('-', '')}${time}`,
          ),
        ),
      ),
      { nil: undefined },
    ),
    weekStart: fc.option(fc.constantFrom(...DAYS), { nil: undefined }),
    days: fc.array(fc.tuple(fc.constantFrom(0, 0, 0, 1, 2, 4, 5, -1, -2, 20, 53), fc.constantFrom(...DAYS)), {
      maxLength: 3,
    }),
    monthDays: fc.uniqueArray(fc.constantFrom(1, 5, 13, 28, 29, 30, 31, -1, -2, -31), { maxLength: 3 }),
    months: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
    yearDays: fc.uniqueArray(fc.constantFrom(1, 60, 100, 366, -1, -366), { maxLength: 2 }),
    weeks: fc.uniqueArray(fc.constantFrom(1, 2, 20, 52, 53, -1, -53), { maxLength: 2 }),
    positions: fc.uniqueArray(fc.constantFrom(1, 2, 3, -1, -2), { maxLength: 2 }),
    hours: fc.uniqueArray(fc.constantFrom(0, 1, 2, 3, 9, 23), { maxLength: 2 }),
    minutes: fc.uniqueArray(fc.constantFrom(0, 15, 30), { maxLength: 2 }),
    use: fc.array(
      fc.constantFrom('days', 'monthDays', 'months', 'yearDays', 'weeks', 'positions', 'hours', 'minutes'),
      { maxLength: 4 },
    ),
  })
  .map((one) => {
    const { frequency } = one
    const takes = (name: string) => (one.use as string[]).includes(name)
    const list = (
      part: string,
      name: 'monthDays' | 'months' | 'yearDays' | 'weeks' | 'positions' | 'hours' | 'minutes',
    ) => (takes(name) && one[name].length > 0 ? `${part}=${[...one[name]].sort((a, b) => a - b).join(',')}` : undefined)
    const isYearly = frequency === 'YEARLY'
    const weeks = isYearly ? list('BYWEEKNO', 'weeks') : undefined
    const numbered = (isYearly || frequency === 'MONTHLY') && weeks === undefined
    const days =
      takes('days') && one.days.length > 0
        ? `BYDAY=${one.days.map(([nth, day]) => (numbered && nth !== 0 ? `${nth}${day}` : day)).join(',')}`
        : undefined
    const by = [
      days,
      frequency === 'WEEKLY' ? undefined : list('BYMONTHDAY', 'monthDays'),
      list('BYMONTH', 'months'),
      isYearly ? list('BYYEARDAY', 'yearDays') : undefined,
      weeks,
      list('BYHOUR', 'hours'),
      list('BYMINUTE', 'minutes'),
    ].filter((part) => part !== undefined)
    return [
      `FREQ=${frequency}`,
      one.interval && `INTERVAL=${one.interval}`,
      one.weekStart && `WKST=${one.weekStart}`,
      ...by,
      by.length > 0 && list('BYSETPOS', 'positions'),
      one.end,
    ]
      .filter((part) => part)
      .join(';')
  })

const anyStart = fc
  .integer({ min: 0, max: 9000 * 96 })
  .map((quarter) => formatInstant(Date.UTC(2000, 0, 1) + quarter * 900_000).slice(0, 19))
const anyZone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Africa/Casablanca',
)

describe('recurrence: laws', () => {
  test('a window shows what the whole series has in it, however far away it is', () => {
    fc.assert(
      fc.property(
        anyRule,
        anyStart,
        anyZone,
        fc.integer({ min: -400, max: 9000 }),
        fc.integer({ min: 1, max: 500 }),
        (rule, startsAt, timeZone, offsetDays, days) => {
          const series = { startsAt, timeZone, rrule: rule }
          const from = Date.parse(`${startsAt}Z`) + offsetDays * DAY_MS + 12_345_000
          const to = from + days * DAY_MS
          const whole = occurrencesBetween(series, 0, to)
          assert.deepEqual(
            occurrencesBetween(series, from, to),
            whole.filter((at) => at >= from),
          )
          assert.deepEqual(
            whole,
            [...new Set(whole)].sort((a, b) => a - b),
            'sorted, each once',
          )
        },
      ),
      { numRuns: rounds(1500) },
    )
  })

  test('a COUNT ends a series where counting by hand does', () => {
    fc.assert(
      fc.property(anyRule, anyStart, fc.integer({ min: 1, max: 400 }), (rule, startsAt, count) => {
        const endless = rule.replace(/;(COUNT|UNTIL)=[^;]*/, '')
        const end = Date.parse(`${startsAt}Z`) + 3000 * DAY_MS
        const series = (rrule: string) => ({ startsAt, timeZone: 'UTC', rrule })
        const byHand = occurrencesBetween(series(endless), 0, end).slice(0, count)
        assert.deepEqual(occurrencesBetween(series(`${endless};COUNT=${count}`), 0, end), byHand)
        const late = Date.parse(`${startsAt}Z`) + 2500 * DAY_MS
        assert.deepEqual(
          occurrencesBetween(series(`${endless};COUNT=${count}`), late, end),
          byHand.filter((at) => at >= late),
        )
      }),
      { numRuns: rounds(1000) },
    )
  })

  test('all-day series have the dates that the same rule has at noon', () => {
    fc.assert(
      fc.property(anyRule, anyStart, fc.integer({ min: 0, max: 5000 }), (rule, start, offsetDays) => {
        const rrule = rule.replace(/;(BYHOUR|BYMINUTE|BYSETPOS|UNTIL)=[^;]*/g, '')
        const startDate = start.slice(0, 10)
        const from = formatInstant(Date.parse(startDate) + offsetDays * DAY_MS).slice(0, 10)
        const to = formatInstant(Date.parse(from) + 400 * DAY_MS).slice(0, 10)
        const timed = occurrencesBetween(
          { startsAt: `${startDate}T12:00:00`, timeZone: 'UTC', rrule },
          Date.parse(from),
          Date.parse(to),
        )
        assert.deepEqual(
          occurrenceDatesBetween({ startDate, timeZone: 'UTC', rrule }, from, to),
          timed.map((at) => formatInstant(at).slice(0, 10)),
        )
      }),
      { numRuns: rounds(500) },
    )
  })

  // Where rrule reads the RFC otherwise it is no witness: weeks that cross a year or leave the weekday open, days with
  // and without a number in one list, positions from the end or among times of day.
  test('rrule, on floating time, has the same wall times', () => {
    fc.assert(
      fc.property(
        anyRule,
        anyStart,
        anyZone,
        fc.integer({ min: 0, max: 3000 }),
        (rule, startsAt, timeZone, offsetDays) => {
          const mixes = /BYDAY=[^;]*\d/.test(rule) && /BYDAY=(?:[^;]*,)?[A-Z]/.test(rule)
          fc.pre(
            !mixes && !/BYWEEKNO|UNTIL=\d+T\d+Z|BYSETPOS=[^;]*-/.test(rule) && !/BY(HOUR|MINUTE).*BYSETPOS/.test(rule),
          )
          const end = rule.replace(/UNTIL=(\d{8})(T\d{6})?/, (_, date, time) => `UNTIL=${date}${time ?? 'T235959'}Z`)
          const from = Date.parse(`${startsAt}Z`) + offsetDays * DAY_MS
          const to = from + 200 * DAY_MS
          const theirs = rrule
            .rrulestr(`DTSTART:${startsAt.replaceAll(/[-:]/g, '')}Z\nRRULE:${end}`)
            .between(new Date(from - DAY_MS * 2), new Date(to + DAY_MS * 2), true)
          const instants = [...new Set(theirs.map((wall) => instantOfWall(Number(wall), timeZone)))].filter(
            (at) => at >= from && at < to,
          )
          assert.deepEqual(
            occurrencesBetween({ startsAt, timeZone, rrule: rule }, from, to),
            instants.sort((a, b) => a - b),
            `${startsAt} ${rule}`,
          )
        },
      ),
      { numRuns: rounds(400) },
    )
  })

  test('rrule-temporal has the same weeks of the year, also every few years', () => {
    const weeks = fc.uniqueArray(fc.constantFrom(1, 2, 20, 52, -1, -52), { minLength: 1, maxLength: 3 })
    const days = fc.uniqueArray(fc.constantFrom(...DAYS), { maxLength: 3 })
    fc.assert(
      fc.property(anyStart, weeks, days, fc.integer({ min: 1, max: 3 }), (startsAt, numbers, weekdays, interval) => {
        // Its first period is the year of the start; ours is the year of the start's week.
        fc.pre(!/-(01-0[1-3]|12-(29|30|31))T/.test(startsAt))
        const rule = `FREQ=YEARLY;INTERVAL=${interval};BYWEEKNO=${numbers}${weekdays.length > 0 ? `;BYDAY=${weekdays}` : ''};COUNT=12`
        const theirs = new RRuleTemporal({
          rruleString: `DTSTART:${startsAt.replaceAll(/[-:]/g, '')}Z\nRRULE:${rule}`,
        }).all()
        assert.deepEqual(
          occurrencesBetween({ startsAt, timeZone: 'UTC', rrule: rule }, 0, Date.UTC(2200, 0, 1)),
          theirs.map((one) => one.epochMilliseconds),
          `${startsAt} ${rule}`,
        )
      }),
      { numRuns: rounds(60) },
    )
  })
})
