import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from '@jest/globals'
import fc from 'fast-check'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { withoutPart } from '../../../shared/domain/event/deleted.ts'
import { withReply } from '../../../shared/domain/event/people-at.ts'
import { editSeries } from '../../../shared/domain/event/series-edit.ts'
import { eventFile, type FileNames } from '../../../shared/domain/invitation/event-file.ts'
import type { LetterFile } from '../../../shared/domain/invitation/who-hears.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { occurrencesOf } from '../../../shared/domain/recurrence/occurrence.ts'
import { addDays, instantOf } from '../../../shared/domain/time/time.ts'
import { rounds, seeded } from '../../support/long.ts'
import { datesIn, parsed } from './read-file.ts'

const ZONE = 'Europe/Berlin'
const REVISED = Date.UTC(2026, 10, 2, 8, 30, 5)
const max = { email: 'max@out.test', name: 'Max "Q" O’Hara; Sons, Ltd' }
const names: FileNames = { organizer: { name: 'Ada', email: 'ada@demo.test' }, rooms: { r1: 'Attic, 2nd floor' } }

const timed = (start: string, minutes = 60, timeZone = ZONE): EventTimes => {
  const startsAt = instantOf(start, timeZone)
  return { kind: 'timed', startsAt, endsAt: startsAt + minutes * 60_000, timeZone }
}
const event = (change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  id: 'e1',
  company: 'demo',
  version: 3,
  icalUid: 'e1@almanac',
  sequence: 4,
  organizerId: 'ada',
  title: 'Plan',
  description: '',
  location: '',
  videoCallUrl: '',
  times: timed('2026-11-03T10:00'),
  changedOccurrences: {},
  attendees: [{ ...max, reply: 'needsAction' }],
  privacy: 'public',
  showAs: 'busy',
  source: { kind: 'almanac' },
  createdAt: REVISED,
  updatedAt: REVISED,
  ...change,
})
const key = (day: string) => new Date(instantOf(`${day}T10:00`, ZONE)).toISOString()
const file = (of: CalendarEvent, change: Partial<LetterFile> = {}): LetterFile => ({
  method: 'REQUEST',
  sequence: of.sequence,
  event: of,
  stampedAt: of.updatedAt,
  leaves: { event: of, sequence: of.sequence },
  ...change,
})
const written = (of: CalendarEvent, change: Partial<LetterFile> = {}, named = names) =>
  eventFile(file(of, change), max, named)

const meetingsIn = (text: string, until: number) => [...new Set(datesIn(text, until).values())].sort()

function meetingsOf(of: CalendarEvent, until: number): string[] {
  return occurrencesOf(of, 0, until, 'UTC')
    .map(({ times }) =>
      times.kind === 'timed' ? `${times.startsAt} ${times.endsAt}` : `${times.startDate} ${times.endDate}`,
    )
    .sort()
}

const lines = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')

describe('the calendar file of an event', () => {
  test('asks for an answer, says whose revision it is, and where answers go', () => {
    const text = written(
      event({ resources: ['r1'], privacy: 'private' }),
      {},
      {
        ...names,
        organizer: { ...names.organizer, replyTo: 'r+abc@in.test', sentBy: 'linus@demo.test' },
      },
    )
    const found = lines(text)
    for (const line of [
      'METHOD:REQUEST',
      'SEQUENCE:4',
      'DTSTAMP:20261102T083005Z',
      'LAST-MODIFIED:20261102T083005Z',
      'DTSTART;TZID=Europe/Berlin:20261103T100000',
      'LOCATION:Attic\\, 2nd floor',
      'CLASS:PRIVATE',
      'ORGANIZER;CN="Ada";SENT-BY="mailto:linus@demo.test";EMAIL="ada@demo.test":mailto:r+abc@in.test',
      'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=CHAIR;PARTSTAT=ACCEPTED;CN="Ada":mailto:ada@demo.test',
      `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN="Max 'Q' O’Hara; Sons, Ltd":mailto:max@out.test`,
    ])
      assert.ok(found.includes(line), `${line}\n${text}`)
    const attendee = parsed(text).getFirstSubcomponent('vevent')!.getAllProperties('attendee')[1]!
    assert.equal(attendee.getParameter('rsvp'), 'TRUE')
  })

  test('a series stands in one file: its changed dates, those cancelled, those that its reader is not asked to', () => {
    const series = event({ rrule: 'FREQ=WEEKLY;COUNT=8' })
    const edit = (of: CalendarEvent, day: string, patch: Parameters<typeof editSeries>[2]) =>
      editSeries(of, { scope: 'this', key: key(day) }, patch, { now: REVISED, newId: 'e2' }).event
    const after = edit(
      edit(withoutPart(series, 'this', key('2026-11-17'), REVISED)!, '2026-11-24', {
        times: timed('2026-11-25T15:00', 30, 'America/New_York'),
      }),
      '2026-12-01',
      { attendees: [] },
    )
    const text = written(after)
    const components = parsed(text).getAllSubcomponents('vevent')
    assert.deepEqual(
      components.map((one) => String(one.getFirstPropertyValue('recurrence-id') ?? 'all')),
      ['all', '2026-11-24T10:00:00'],
    )
    assert.ok(lines(text).includes('EXDATE;TZID=Europe/Berlin:20261117T100000,20261201T100000'), text)
    assert.deepEqual(
      parsed(text)
        .getAllSubcomponents('vtimezone')
        .map((zone) => zone.getFirstPropertyValue('tzid')),
      ['Europe/Berlin', 'America/New_York'],
    )
    // What the reader's client finds is what the series has, without the date to which they are not asked.
    const until = Date.UTC(2028, 0, 1)
    assert.deepEqual(meetingsIn(text, until), meetingsOf(withoutPart(after, 'this', key('2026-12-01'), 0)!, until))
  })

  test('one date that its reader declined stays declined when the series is written anew', () => {
    const series = event({ rrule: 'FREQ=WEEKLY', attendees: [{ ...max, memberId: 'max', reply: 'accepted' }] })
    const text = written(withReply(series, { memberId: 'max' }, 'declined', { scope: 'this', key: key('2026-11-10') })!)
    const statuses = parsed(text)
      .getAllSubcomponents('vevent')
      .map((one) => one.getAllProperties('attendee')[1]!.getParameter('partstat'))
    assert.deepEqual(statuses, ['ACCEPTED', 'DECLINED'])
  })

  test('a guest of one date gets that date, by its original start', () => {
    const series = event({ rrule: 'FREQ=WEEKLY', attendees: [] })
    const { event: after } = editSeries(
      series,
      { scope: 'this', key: key('2026-11-10') },
      { attendees: [{ ...max, reply: 'needsAction' }] },
      { now: REVISED, newId: 'e2' },
    )
    const [only, ...more] = parsed(written(after)).getAllSubcomponents('vevent')
    assert.equal(more.length, 0)
    assert.equal(String(only!.getFirstPropertyValue('recurrence-id')), '2026-11-10T10:00:00')
    assert.equal(only!.getFirstProperty('rrule'), null)
  })

  test('CANCEL names nobody but its reader, and the time that they had', () => {
    const text = written(
      event({
        attendees: [
          { ...max, reply: 'accepted' },
          { email: 'zoe@out.test', reply: 'declined' },
        ],
      }),
      {
        method: 'CANCEL',
        sequence: 5,
      },
    )
    assert.ok(!text.includes('zoe') && !text.includes('RSVP'))
    assert.equal(lines(text).filter((line) => line.startsWith('ATTENDEE')).length, 1)
    for (const line of [
      'METHOD:CANCEL',
      'STATUS:CANCELLED',
      'SEQUENCE:5',
      'DTSTART;TZID=Europe/Berlin:20261103T100000',
    ])
      assert.ok(lines(text).includes(line), line)
  })

  test('CANCEL of single dates names each by its original start', () => {
    const series = event({ rrule: 'FREQ=WEEKLY' })
    const keys = [key('2026-11-10'), key('2026-11-17')]
    const found = parsed(written(series, { method: 'CANCEL', keys })).getAllSubcomponents('vevent')
    assert.deepEqual(
      found.map((one) => `${one.getFirstPropertyValue('recurrence-id')} ${one.getFirstPropertyValue('status')}`),
      ['2026-11-10T10:00:00 CANCELLED', '2026-11-17T10:00:00 CANCELLED'],
    )
  })

  test('of the hour that exists twice both can be said', () => {
    const first = instantOf('2026-10-25T02:30', ZONE)
    for (const startsAt of [first, first + 3_600_000]) {
      const times = { kind: 'timed' as const, startsAt, endsAt: startsAt + 1_800_000, timeZone: ZONE }
      assert.deepEqual(meetingsIn(written(event({ times })), Date.UTC(2030, 0, 1)), [
        `${startsAt} ${startsAt + 1_800_000}`,
      ])
    }
  })

  test('nothing that people type ends a line, or begins one', () => {
    const evil = 'a\r\nATTENDEE:mailto:evil@x.test\nX:1\u2028Y:1\u0085Z:1\u000bW:1"\u202e;:,\\'
    const text = eventFile(
      file(
        event({
          title: evil,
          description: evil,
          location: evil,
          videoCallUrl: evil,
          icalUid: evil,
          attendees: [{ email: `max@out.test`, name: evil, reply: 'needsAction' }],
        }),
      ),
      max,
      { organizer: { name: evil, email: evil, replyTo: evil, sentBy: `b${evil}` }, rooms: {}, url: evil },
    )
    const known =
      /^(BEGIN|END|VERSION|PRODID|CALSCALE|METHOD|TZID|DTSTART|DTEND|TZOFFSETFROM|TZOFFSETTO|UID|SEQUENCE|DTSTAMP|LAST-MODIFIED|SUMMARY|DESCRIPTION|LOCATION|URL|CONFERENCE|STATUS|TRANSP|ORGANIZER|ATTENDEE)[;:]/
    // Every line end that any reader knows.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds
    const all = text.replaceAll('\r\n ', '').split(/\r\n|[\n\r\u000b\u000c\u001c-\u001e\u0085\u2028\u2029]/)
    assert.deepEqual(
      all.filter((line) => line !== '' && !known.test(line)),
      [],
    )
    assert.equal(all.filter((line) => line.startsWith('ATTENDEE')).length, 2)
    const [component] = parsed(text).getAllSubcomponents('vevent')
    assert.ok(String(component!.getFirstPropertyValue('summary')).startsWith('a\nATTENDEE:mailto:evil@x.test\nX:1'))
    assert.ok(!text.includes('\u202e"'))
  })
})

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'America/Santiago',
  'Australia/Lord_Howe',
  'UTC',
  'Africa/Casablanca',
]
/** A chance event: its clock is never in the hours that clocks leave out, which readers understand as they like. */
const chance = fc
  .record({
    zone: fc.constantFrom(...zones),
    day: fc.integer({ min: 0, max: 1200 }),
    quarterOfDay: fc.integer({ min: 16, max: 95 }),
    quarters: fc.integer({ min: 1, max: 40 }),
    isAllDay: fc.boolean(),
    rule: fc.constantFrom(
      undefined,
      'FREQ=DAILY;COUNT=40',
      'FREQ=WEEKLY',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=30',
      'FREQ=MONTHLY',
      'FREQ=YEARLY;COUNT=4',
      'FREQ=DAILY;INTERVAL=3;UNTIL=20310401',
      'FREQ=WEEKLY;UNTIL=20310401T120000',
      'FREQ=WEEKLY;UNTIL=20310401T120000Z',
    ),
    cancelled: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 3 }),
    moved: fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 20 })), { maxLength: 2 }),
    title: fc.string({ unit: 'binary', maxLength: 120 }),
  })
  .map(({ zone, day, quarterOfDay, quarters, isAllDay, rule, cancelled, moved, title }): CalendarEvent => {
    const date = addDays('2026-01-01', day)
    const hour = String(Math.floor(quarterOfDay / 4)).padStart(2, '0')
    const times: EventTimes = isAllDay
      ? { kind: 'allDay', startDate: date, endDate: addDays(date, 1 + (quarters % 3)) }
      : timed(`${date}T${hour}:${String((quarterOfDay % 4) * 15).padStart(2, '0')}`, quarters * 15, zone)
    const one = event({ times, title, ...(rule !== undefined && { rrule: rule }) })
    if (rule === undefined) return one
    const keys = occurrencesOf(one, 0, Date.UTC(2031, 0, 1), 'UTC').map((each) => each.key!)
    const changedOccurrences: CalendarEvent['changedOccurrences'] = {}
    for (const [i, hours] of moved) {
      const at = keys[i]
      if (at === undefined || isAllDay) continue
      const startsAt = Date.parse(at) + hours * 3_600_000
      const changed = {
        kind: 'timed' as const,
        startsAt,
        endsAt: startsAt + quarters * 900_000,
        timeZone: 'Asia/Kolkata',
      }
      changedOccurrences[at] = { times: changed, title: 'Other' }
    }
    for (const i of cancelled) if (keys[i] !== undefined) changedOccurrences[keys[i]] = { isCancelled: true }
    return { ...one, changedOccurrences }
  })

describe('the calendar file of any event', () => {
  test('ical.js finds the same meetings in it, over clock changes, and the same title', () => {
    fc.assert(
      fc.property(chance, (one) => {
        const until = Date.UTC(2029, 11, 20)
        const text = written(one)
        for (const line of text.split('\r\n')) assert.ok(new TextEncoder().encode(line).length <= 75)
        const expected = meetingsOf(one, one.rrule === undefined ? Date.UTC(2100, 0, 1) : until)
        // A date that is moved over the edge of what is compared is seen by one of both.
        const isInside = (line: string) => Number(line.split(' ')[0]) < until - 40 * 86_400_000 || line.includes('-')
        const compared = (all: string[]) => all.filter((line) => isInside(line)).slice(0, 300)
        assert.deepEqual(compared(meetingsIn(text, until)), compared(expected), text)
        const [component] = parsed(text).getAllSubcomponents('vevent')
        const [uid, sequence] = [component!.getFirstPropertyValue('uid'), component!.getFirstPropertyValue('sequence')]
        assert.deepEqual([uid, sequence], ['e1@almanac', 4])
      }),
      { numRuns: rounds(150), ...seeded(10) },
    )
  })
})

describe('files that are kept', () => {
  const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'invitations')
  const weekly = event({ rrule: 'FREQ=WEEKLY', title: 'Jour fixe', resources: ['r1'] })
  const kept: Record<string, () => string> = {
    'single.ics': () => written(event({ description: 'Line one\nline two; with, marks', location: 'Büro' })),
    'whole-day.ics': () =>
      written(event({ times: { kind: 'allDay', startDate: '2026-11-04', endDate: '2026-11-06' }, title: 'Retreat' })),
    'series-without-end.ics': () => written(weekly),
    'series-with-changed-dates.ics': () =>
      written(
        editSeries(
          withoutPart(weekly, 'this', key('2026-11-17'), REVISED)!,
          { scope: 'this', key: key('2026-11-24') },
          { times: timed('2026-11-25T15:00', 30), title: 'Jour fixe, later' },
          { now: REVISED, newId: 'e2' },
        ).event,
      ),
    'cancelled.ics': () => written(event(), { method: 'CANCEL', sequence: 5 }),
    'dates-cancelled.ics': () => written(weekly, { method: 'CANCEL', sequence: 5, keys: [key('2026-11-10')] }),
  }
  // A file that changes is looked at, and written anew by taking the old one away.
  for (const [name, make] of Object.entries(kept))
    test(name, () => {
      const path = join(FOLDER, name)
      if (!existsSync(path)) {
        mkdirSync(FOLDER, { recursive: true })
        writeFileSync(path, make())
      }
      assert.equal(make(), readFileSync(path, 'utf8'))
    })
})
