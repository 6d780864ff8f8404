import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { withReply } from '../../../shared/domain/event/people-at.ts'
import type { CalendarAnswer, CalendarReply } from '../../../shared/domain/invitation/calendar-reply.ts'
import { type AnswerBackground, judged, withMailedReply } from '../../../shared/domain/invitation/mailed-answer.ts'
import { openProposals, type Proposal } from '../../../shared/domain/invitation/mailed-reply.ts'
import { replyAddress, tokenOfAddress } from '../../../shared/domain/invitation/reply-address.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { instantOf } from '../../../shared/domain/time/time.ts'

const ZONE = 'Europe/Berlin'
const NOW = instantOf('2026-11-02T09:00', ZONE)
const MAX = 'max@out.test'

const timed = (start: string, minutes = 60): EventTimes => {
  const startsAt = instantOf(start, ZONE)
  return { kind: 'timed', startsAt, endsAt: startsAt + minutes * 60_000, timeZone: ZONE }
}
const event = (change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  id: 'e1',
  company: 'demo',
  version: 3,
  icalUid: 'e1@almanac',
  sequence: 1,
  organizerId: 'ada',
  title: 'Plan',
  description: '',
  location: '',
  videoCallUrl: '',
  times: timed('2026-11-03T10:00'),
  changedOccurrences: {},
  attendees: [{ email: MAX, reply: 'needsAction' }],
  privacy: 'public',
  showAs: 'busy',
  source: { kind: 'almanac' },
  createdAt: NOW,
  updatedAt: NOW,
  ...change,
})
const key = (day: string) => new Date(instantOf(`${day}T10:00`, ZONE)).toISOString()
/** Four Tuesdays at ten. */
const series = (change: Partial<CalendarEvent> = {}) => event({ rrule: 'FREQ=WEEKLY;COUNT=4', ...change })
const SECOND = key('2026-11-10')

const reply = (change: Partial<CalendarReply> = {}): CalendarReply => ({
  method: 'REPLY',
  uid: 'e1@almanac',
  attendee: MAX,
  answers: [],
  ...change,
})
const answer = (change: Partial<CalendarAnswer> = {}): CalendarAnswer => ({
  reply: 'accepted',
  sequence: 1,
  stampedAt: NOW - 60_000,
  ...change,
})
const background = (change: Partial<AnswerBackground> = {}): AnswerBackground => {
  const { event: is = event() } = change
  return { event: is, email: MAX, told: { event: is, sequence: 1 }, now: NOW, timeZone: ZONE, ...change }
}
const off = (keys: string[]) => Object.fromEntries(keys.map((one) => [one, { isCancelled: true as const }]))
const moved = (day: string) => ({ [day]: { times: timed('2026-11-11T15:00') } })
const answered = (at: number) => event({ attendees: [{ email: MAX, reply: 'declined', answeredAt: at }] })

type Case = [
  what: string,
  comesTo: string,
  given: { reply?: Partial<CalendarReply>; answer?: Partial<CalendarAnswer>; on?: Partial<AnswerBackground> },
]

/** Which replies are believed: `all`, `this` or `following` where they are, else why not. */
const cases: Case[] = [
  ['of whoever was asked', 'all', {}],
  [
    'of an address in other letters',
    'all',
    { on: { email: 'Max@Out.test', event: event({ attendees: [{ email: 'Max@Out.test', reply: 'needsAction' }] }) } },
  ],
  ['of somebody else', 'otherPerson', { reply: { attendee: 'eve@out.test' } }],
  ['of somebody else who is asked as well', 'otherPerson', { reply: { attendee: 'zoe@out.test' } }],
  ['to another event', 'otherEvent', { reply: { uid: 'e2@almanac' } }],
  ['of whoever was taken off', 'notInvited', { on: { event: event({ attendees: [] }) } }],
  ['to what was deleted', 'cancelled', { on: { event: event({ isDeleted: true }) } }],
  ['to what was archived', 'cancelled', { on: { event: event({ archivedAt: NOW }) } }],
  ['that says nothing', 'noAnswer', { answer: { reply: 'needsAction' } }],
  ['that hands it on', 'noAnswer', { answer: { reply: 'other' } }],
  ['to an earlier revision', 'olderRevision', { answer: { sequence: 0 } }],
  ['to a later one than is known to be told', 'all', { answer: { sequence: 2 } }],
  ['before it is kept what was told', 'all', { on: { told: undefined } }],
  ['before that, to an earlier revision', 'olderRevision', { on: { told: undefined }, answer: { sequence: 0 } }],
  [
    'to a time that was moved and not told',
    'otherTimes',
    { on: { event: event({ times: timed('2026-11-03T14:00') }), told: { event: event(), sequence: 1 } } },
  ],
  [
    'to what has another title by now',
    'all',
    { on: { event: event({ title: 'Other' }), told: { event: event(), sequence: 1 } } },
  ],
  ['to what is over', 'over', { on: { now: instantOf('2026-11-03T11:00', ZONE) } }],
  ['while it goes on', 'all', { on: { now: instantOf('2026-11-03T10:59', ZONE) } }],
  ['older than what was said since', 'olderAnswer', { on: { event: answered(NOW - 30_000) } }],
  ['of the same second', 'all', { on: { event: answered(NOW - 60_000 + 900) } }],
  ['newer than what was said', 'all', { on: { event: answered(NOW - 120_000) } }],
  ['from a clock that is ahead', 'all', { answer: { stampedAt: NOW + 86_400_000 } }],
  ['without a stamp', 'all', { answer: { stampedAt: undefined } as never, on: { event: answered(NOW - 1) } }],
  ['to a series', 'all', { on: { event: series() } }],
  ['to one date', 'this', { answer: { key: SECOND }, on: { event: series() } }],
  ['to a date and those after it', 'following', { answer: { key: SECOND, isOnwards: true }, on: { event: series() } }],
  [
    'to the first date and those after it',
    'all',
    { answer: { key: key('2026-11-03'), isOnwards: true }, on: { event: series() } },
  ],
  ['to a date that there is not', 'noDate', { answer: { key: key('2026-11-11') }, on: { event: series() } }],
  ['to a date after its end', 'noDate', { answer: { key: key('2026-12-01') }, on: { event: series() } }],
  ['to a whole day of a series of hours', 'noDate', { answer: { key: '2026-11-10' }, on: { event: series() } }],
  [
    'to a date that was called off',
    'noDate',
    { answer: { key: SECOND }, on: { event: series({ changedOccurrences: off([SECOND]) }) } },
  ],
  ['to a date of what is no series', 'noDate', { answer: { key: key('2026-11-03') } }],
  [
    'to a date that is over',
    'over',
    { answer: { key: key('2026-11-03') }, on: { event: series(), now: instantOf('2026-11-04T09:00', ZONE) } },
  ],
  [
    'to a date that was moved and not told',
    'otherTimes',
    {
      answer: { key: SECOND },
      on: { event: series({ changedOccurrences: moved(SECOND) }), told: { event: series(), sequence: 1 } },
    },
  ],
  [
    'to another date than the one that was moved',
    'this',
    {
      answer: { key: key('2026-11-17') },
      on: { event: series({ changedOccurrences: moved(SECOND) }), told: { event: series(), sequence: 1 } },
    },
  ],
  [
    'to all of a series of which a date was moved and not told',
    'otherTimes',
    { on: { event: series({ changedOccurrences: moved(SECOND) }), told: { event: series(), sequence: 1 } } },
  ],
  [
    'to a date that they were taken off',
    'notInvited',
    {
      answer: { key: SECOND },
      on: { event: series({ changedOccurrences: { [SECOND]: { times: timed('2026-11-10T10:00'), removed: [MAX] } } }) },
    },
  ],
  [
    'of a guest of one date, to it',
    'this',
    {
      answer: { key: SECOND },
      on: {
        event: series({
          attendees: [],
          changedOccurrences: {
            [SECOND]: { times: timed('2026-11-10T10:00'), added: [{ email: MAX, reply: 'needsAction' }] },
          },
        }),
      },
    },
  ],
  [
    'of a guest of one date, to another',
    'notInvited',
    {
      answer: { key: key('2026-11-17') },
      on: {
        event: series({
          attendees: [],
          changedOccurrences: {
            [SECOND]: { times: timed('2026-11-10T10:00'), added: [{ email: MAX, reply: 'needsAction' }] },
          },
        }),
      },
    },
  ],
  [
    'of a proposal that answers nothing beside',
    'all',
    { reply: { method: 'COUNTER' }, answer: { reply: 'needsAction' } },
  ],
]

describe('a reply that came by mail', () => {
  for (const [what, comesTo, given] of cases)
    test(`${what}: ${comesTo}`, () => {
      const found = judged(reply(given.reply), answer(given.answer), background(given.on))
      assert.equal('why' in found ? found.why : found.reach.scope, comesTo)
    })

  test('answers for one date and leaves later answers of other dates as they are', () => {
    const once = withReply(series(), { email: MAX }, 'declined', { scope: 'this', key: SECOND }, '', NOW - 1000)!
    const { event: after } = withMailedReply(once, reply({ answers: [answer()] }), background({ event: once }))
    assert.deepEqual(after.attendees, [
      {
        email: MAX,
        reply: 'accepted',
        answeredAt: NOW - 60_000,
        answers: [{ key: SECOND, reply: 'declined', answeredAt: NOW - 1000 }],
      },
    ])
  })

  test('several dates in one mail: each by itself', () => {
    const answers = [answer({ key: SECOND, reply: 'declined' }), answer({ key: key('2026-11-12') })]
    const found = withMailedReply(series(), reply({ answers }), background({ event: series() }))
    assert.deepEqual(
      found.answers.map(({ why }) => why),
      [undefined, 'noDate'],
    )
    assert.equal(found.event.attendees[0]!.answers![0]!.reply, 'declined')
  })

  test('a clock that is ahead does not silence what comes after', () => {
    const ahead = withMailedReply(event(), reply({ answers: [answer({ stampedAt: NOW + 86_400_000 })] }), background())
    assert.equal(ahead.event.attendees[0]!.answeredAt, NOW)
  })
})

describe('a proposal', () => {
  const proposed = timed('2026-11-03T15:00')
  const counter = (change: Partial<CalendarAnswer> = {}) =>
    reply({ method: 'COUNTER', answers: [answer({ reply: 'tentative', proposed, ...change })] })

  test('stands beside the answer that it brings; without another time it is none', () => {
    const found = withMailedReply(event(), counter(), background())
    assert.equal(found.event.attendees[0]!.reply, 'tentative')
    assert.deepEqual(found.answers[0]!.proposal, { was: event().times, is: proposed, at: NOW - 60_000 })
    const same = withMailedReply(event(), counter({ proposed: event().times }), background())
    assert.deepEqual([same.answers[0]!.why, same.event.attendees[0]!.reply], ['noAnswer', 'needsAction'])
    const old = withMailedReply(event(), counter({ sequence: 0 }), background())
    assert.deepEqual([old.answers[0]!.why, old.answers[0]!.proposal], ['olderRevision', undefined])
  })

  test('is open until the time is another, or over', () => {
    const base = { id: 'p', company: 'demo', eventId: 'e1', email: MAX, at: NOW, was: event().times, is: proposed }
    const isOpen = (is: CalendarEvent, change: Partial<Proposal> = {}, now = NOW) =>
      openProposals(is, [{ ...base, ...change }], now, ZONE).length === 1
    assert.deepEqual(
      [
        isOpen(event()),
        isOpen(event({ title: 'Other' })),
        isOpen(event({ times: proposed })),
        isOpen(event({ isDeleted: true })),
        isOpen(event(), {}, instantOf('2026-11-03T16:00', ZONE)),
        isOpen(series(), { key: SECOND, was: timed('2026-11-10T10:00'), is: timed('2026-11-10T12:00') }),
        isOpen(series({ changedOccurrences: off([SECOND]) }), { key: SECOND, was: timed('2026-11-10T10:00') }),
      ],
      [true, true, false, false, false, true, false],
    )
  })
})

test('a reply address carries its token through servers that change the size of letters, and no other address does', () => {
  const token = '0123456789abcdef'.repeat(3).slice(0, 40)
  const address = replyAddress(token, 'reply.test')
  assert.ok(address.split('@')[0]!.length <= 64)
  const others = [
    'desk@reply.test',
    `r-${token}@elsewhere.test`,
    `r-${token}0@reply.test`,
    `r-${token.slice(1)}@reply.test`,
    '',
  ]
  assert.deepEqual(
    [address, address.toUpperCase(), ...others].map((one) => tokenOfAddress(one, 'reply.test')),
    [token, token, ...others.map(() => undefined)],
  )
  assert.equal(tokenOfAddress(`r-${token}@`, ''), undefined)
})
