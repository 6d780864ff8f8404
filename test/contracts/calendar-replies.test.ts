import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import fc from 'fast-check'
import { icalendarReplies } from '../../functions/adapters/icalendar/calendar-replies.ts'
import { rounds, seeded } from '../support/long.ts'

const read = (text: string) => icalendarReplies.read(new TextEncoder().encode(text))

const BERLIN_OF_OUTLOOK = `BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE`

const answer = (...lines: string[]) => `BEGIN:VEVENT
UID:e1@almanac
SEQUENCE:4
DTSTAMP:20261102T091500Z
${lines.join('\n')}
END:VEVENT`
const MAX = 'ATTENDEE;PARTSTAT=ACCEPTED;CN=Max:mailto:Max@Out.test'
const mail = (method: string, ...parts: string[]) =>
  `BEGIN:VCALENDAR\nPRODID:-//x//y//EN\nVERSION:2.0\nMETHOD:${method}\n${parts.join('\n')}\nEND:VCALENDAR\n`.replaceAll(
    '\n',
    '\r\n',
  )

describe('an answer that arrives by mail', () => {
  test('says who answers what, to which revision', () =>
    assert.deepEqual(
      read(mail('REPLY', answer(MAX, 'DTSTART:20261103T090000Z', 'COMMENT:Ten minutes late\\, sorry'))),
      {
        method: 'REPLY',
        uid: 'e1@almanac',
        attendee: 'max@out.test',
        answers: [
          {
            reply: 'accepted',
            sequence: 4,
            stampedAt: Date.UTC(2026, 10, 2, 9, 15),
            comment: 'Ten minutes late, sorry',
          },
        ],
      },
    ))

  test('to one date, to it and those that follow, in UTC, in a zone, in one of Outlook, to a whole day', () => {
    const keyOf = (line: string, ...zones: string[]) => {
      const found = read(mail('REPLY', ...zones, answer(MAX, line)))
      return 'answers' in found ? [found.answers[0]!.key, found.answers[0]!.isOnwards ?? false] : found
    }
    assert.deepEqual(
      [
        keyOf('RECURRENCE-ID:20261110T090000Z'),
        keyOf('RECURRENCE-ID;TZID=Europe/Berlin:20260710T100000'),
        keyOf('RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=W. Europe Standard Time:20260710T100000', BERLIN_OF_OUTLOOK),
        keyOf('RECURRENCE-ID;VALUE=DATE:20261110'),
      ],
      [
        ['2026-11-10T09:00:00.000Z', false],
        ['2026-07-10T08:00:00.000Z', false],
        ['2026-07-10T08:00:00.000Z', true],
        ['2026-11-10', false],
      ],
    )
  })

  test('several dates at once, each with its answer', () => {
    const no = 'ATTENDEE;PARTSTAT=DECLINED:mailto:max@out.test'
    const found = read(
      mail('REPLY', answer(MAX, 'RECURRENCE-ID:20261110T090000Z'), answer(no, 'RECURRENCE-ID:20261117T090000Z')),
    )
    assert.deepEqual('answers' in found && found.answers.map(({ reply }) => reply), ['accepted', 'declined'])
  })

  test('a proposal says when it should be instead', () => {
    const proposed = (...lines: string[]) => {
      const found = read(mail('COUNTER', BERLIN_OF_OUTLOOK, answer(MAX, ...lines)))
      return 'answers' in found ? found.answers[0]!.proposed : found
    }
    const startsAt = Date.UTC(2026, 10, 3, 10)
    assert.deepEqual(
      [
        proposed('DTSTART;TZID=Europe/Berlin:20261103T110000', 'DTEND;TZID=Europe/Berlin:20261103T120000'),
        proposed('DTSTART;TZID=W. Europe Standard Time:20261103T110000', 'DURATION:PT1H'),
        proposed('DTSTART;VALUE=DATE:20261103'),
        proposed('DTSTART:20261103T110000Z', 'DTEND:20261103T100000Z'),
        proposed('DTSTART:20261103T110000', 'DTEND:20261103T120000'),
      ],
      [
        { kind: 'timed', startsAt, endsAt: startsAt + 3_600_000, timeZone: 'Europe/Berlin' },
        { kind: 'timed', startsAt, endsAt: startsAt + 3_600_000, timeZone: 'UTC' },
        { kind: 'allDay', startDate: '2026-11-03', endDate: '2026-11-04' },
        { unreadable: 'badDate' },
        { unreadable: 'badDate' },
      ],
    )
  })

  const bomb = BERLIN_OF_OUTLOOK.replaceAll('FREQ=YEARLY;INTERVAL=1', 'FREQ=SECONDLY;INTERVAL=1').replaceAll(
    'W. Europe Standard Time',
    'Bomb',
  )
  const refused: [what: string, text: string, why: string][] = [
    ['nothing', '', 'notCalendar'],
    ['a letter', 'Dear Ada,\r\nI will come.\r\n', 'notCalendar'],
    ['a card', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Max\r\nEND:VCARD\r\n', 'notCalendar'],
    ['half a file', mail('REPLY', answer(MAX)).slice(0, 160), 'notCalendar'],
    ['an invitation', mail('REQUEST', answer(MAX)), 'otherMethod'],
    ['no method', mail('', answer(MAX)), 'otherMethod'],
    ['an answer to nothing', mail('REPLY'), 'noAnswer'],
    ['an answer of nobody', mail('REPLY', answer()), 'noAnswer'],
    ['an answer of no address', mail('REPLY', answer('ATTENDEE;PARTSTAT=ACCEPTED:urn:uuid:1')), 'noAnswer'],
    ['two people', mail('REPLY', answer(MAX, 'ATTENDEE;PARTSTAT=DECLINED:mailto:zoe@out.test')), 'severalPeople'],
    [
      'two people, each with a date',
      mail('REPLY', answer(MAX), answer('ATTENDEE;PARTSTAT=DECLINED:mailto:zoe@out.test')),
      'severalPeople',
    ],
    ['two events', mail('REPLY', answer(MAX), answer(MAX).replace('e1@', 'e2@')), 'severalEvents'],
    ['a date that is none', mail('REPLY', answer(MAX, 'RECURRENCE-ID:20261399T990000Z')), 'badDate'],
    ['a date in no zone', mail('REPLY', answer(MAX, 'RECURRENCE-ID;TZID=Nowhere:20261110T100000')), 'badDate'],
    [
      'a zone that would never be reckoned',
      mail('REPLY', bomb, answer(MAX, 'RECURRENCE-ID;TZID=Bomb:20261110T100000')),
      'badDate',
    ],
    ['a year too far', mail('REPLY', answer(MAX, 'RECURRENCE-ID:99991110T100000Z')), 'badDate'],
    ['too many dates', mail('REPLY', ...Array.from({ length: 101 }, () => answer(MAX))), 'tooManyParts'],
    ['too many lines', mail('REPLY', answer(MAX, ...Array.from({ length: 6000 }, () => 'X-A:1'))), 'tooManyParts'],
    ['20 MB', 'A'.repeat(20 * 1024 * 1024), 'tooLarge'],
  ]
  for (const [what, text, why] of refused)
    test(`${what} is refused: ${why}`, () => assert.deepEqual(read(text), { unreadable: why }))

  test('whatever arrives, it is an answer or a refusal, never a fault', () => {
    const whole = mail(
      'REPLY',
      BERLIN_OF_OUTLOOK,
      answer(MAX, 'RECURRENCE-ID;TZID=W. Europe Standard Time:20260710T100000'),
    )
    const bytes = new TextEncoder().encode(whole)
    const isRead = (part: Uint8Array) => {
      const found = icalendarReplies.read(part)
      assert.ok('unreadable' in found || (found.uid !== '' && found.answers.length > 0))
    }
    const spoilt = fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(spoilt, (changes) => {
        const part = bytes.slice()
        for (const [place, byte] of changes) part[place] = byte
        isRead(part)
      }),
      { numRuns: rounds(1500), ...seeded(11) },
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), isRead), { numRuns: rounds(300), ...seeded(12) })
    const words =
      'BEGIN:VCALENDAR|END:VCALENDAR|BEGIN:VEVENT|END:VEVENT|METHOD:REPLY|UID:1|ATTENDEE:mailto:a@b.c|RRULE:FREQ=SECONDLY|DTSTART:1|DURATION:P|RECURRENCE-ID:|;=:"|SEQUENCE:x| folded|BEGIN:VTIMEZONE|TZID:'
    const line = fc.constantFrom(...words.split('|'))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), (lines) => isRead(new TextEncoder().encode(lines.join('\r\n')))),
      { numRuns: rounds(1500), ...seeded(13) },
    )
  })
})
