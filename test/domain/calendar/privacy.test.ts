import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { readerOf, readerOfBooking } from '../../../shared/domain/calendar/calendar-rights.ts'
import { type Reader, readers, type Surface, shownTo, surfaces } from '../../../shared/domain/calendar/privacy.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Calendar, Privacy } from '../../../shared/domain/people/calendar.ts'
import { calendarOf, eventOf, memberOf } from '../../contracts/samples.ts'

/** What each level shows to each reader: D all details, B that the time is taken, - nothing. */
const table: Record<Privacy, Record<Surface, Record<Reader, 'D' | 'B' | '-'>>> = {
  public: {
    list: { outsider: 'D', freeBusy: 'B', colleague: 'D', admin: 'D', attendee: 'D', delegate: 'D' },
    open: { outsider: 'D', freeBusy: 'B', colleague: 'D', admin: 'D', attendee: 'D', delegate: 'D' },
    search: { outsider: 'D', freeBusy: '-', colleague: 'D', admin: 'D', attendee: 'D', delegate: 'D' },
    freeBusy: { outsider: 'B', freeBusy: 'B', colleague: 'B', admin: 'B', attendee: 'B', delegate: 'B' },
    mail: { outsider: 'D', freeBusy: '-', colleague: 'D', admin: 'D', attendee: 'D', delegate: 'D' },
    feed: { outsider: 'D', freeBusy: 'B', colleague: 'D', admin: 'D', attendee: 'D', delegate: 'D' },
    providerCopy: { outsider: 'D', freeBusy: 'B', colleague: 'D', admin: 'D', attendee: 'D', delegate: 'D' },
  },
  confidential: {
    list: { outsider: 'B', freeBusy: 'B', colleague: 'D', admin: 'D', attendee: 'D', delegate: 'D' },
    open: { outsider: 'B', freeBusy: 'B', colleague: 'D', admin: 'D', attendee: 'D', delegate: 'D' },
    search: { outsider: '-', freeBusy: '-', colleague: 'D', admin: 'D', attendee: 'D', delegate: 'D' },
    freeBusy: { outsider: 'B', freeBusy: 'B', colleague: 'B', admin: 'B', attendee: 'B', delegate: 'B' },
    mail: { outsider: '-', freeBusy: '-', colleague: 'D', admin: 'D', attendee: 'D', delegate: 'D' },
    feed: { outsider: 'B', freeBusy: 'B', colleague: 'B', admin: 'B', attendee: 'D', delegate: 'D' },
    providerCopy: { outsider: 'B', freeBusy: 'B', colleague: 'B', admin: 'B', attendee: 'D', delegate: 'D' },
  },
  private: {
    list: { outsider: 'B', freeBusy: 'B', colleague: 'B', admin: 'B', attendee: 'D', delegate: 'D' },
    open: { outsider: 'B', freeBusy: 'B', colleague: 'B', admin: 'B', attendee: 'D', delegate: 'D' },
    search: { outsider: '-', freeBusy: '-', colleague: '-', admin: '-', attendee: 'D', delegate: 'D' },
    freeBusy: { outsider: 'B', freeBusy: 'B', colleague: 'B', admin: 'B', attendee: 'B', delegate: 'B' },
    mail: { outsider: '-', freeBusy: '-', colleague: '-', admin: '-', attendee: 'D', delegate: 'D' },
    feed: { outsider: 'B', freeBusy: 'B', colleague: 'B', admin: 'B', attendee: 'D', delegate: 'D' },
    providerCopy: { outsider: 'B', freeBusy: 'B', colleague: 'B', admin: 'B', attendee: 'D', delegate: 'D' },
  },
}
const LETTERS = { details: 'D', busy: 'B', nothing: '-' } as const

describe('who sees what of an event', () => {
  for (const privacy of ['public', 'confidential', 'private'] as const)
    for (const surface of surfaces)
      test(`${privacy}, ${surface}`, () =>
        assert.deepEqual(
          Object.fromEntries(readers.map((reader) => [reader, LETTERS[shownTo(privacy, reader, surface)]])),
          table[privacy][surface],
        ))
})

describe('as whom a member reads an event', () => {
  const [ada, grace, noor] = [memberOf('c', 'ada'), memberOf('c', 'grace'), memberOf('c', 'noor')]
  const boss = memberOf('c', 'boss', { role: 'admin' })
  const members = [ada, grace, noor, boss]
  const shared = (right: 'freeBusy' | 'see' | 'edit' | 'manage', change: Partial<Calendar> = {}) => [
    calendarOf('c', { id: 'first-ada', ownerId: 'ada', members: [{ memberId: 'noor', right }], ...change }),
  ]
  const team = (members: Calendar['members'] = []) => [calendarOf('c', { id: 'team-1', members })]
  const invited = { email: grace.email, memberId: 'grace', reply: 'declined' } as const
  const cases: [
    title: string,
    member: typeof ada,
    expected: Reader,
    known: Calendar[],
    change: Partial<CalendarEvent>,
  ][] = [
    ['who organizes it', ada, 'attendee', [], {}],
    ['who is invited, also who declined', grace, 'attendee', [], { attendees: [invited] }],
    ['a colleague', noor, 'colleague', [], {}],
    ['an admin', boss, 'admin', [], {}],
    ['who may see the calendar', noor, 'colleague', shared('see'), {}],
    ['who may edit it', noor, 'delegate', shared('edit'), {}],
    ['who manages it', noor, 'delegate', shared('manage'), {}],
    ['whom it shows busy times only', noor, 'freeBusy', shared('freeBusy'), {}],
    [
      'an admin whom it shows busy times only',
      boss,
      'freeBusy',
      shared('freeBusy', { members: [{ memberId: 'boss', right: 'freeBusy' }] }),
      {},
    ],
    ['who may edit another calendar of the organizer', noor, 'colleague', shared('edit', { id: 'own-1' }), {}],
    [
      'who may edit the one that it stands in',
      noor,
      'delegate',
      shared('edit', { id: 'own-1' }),
      { calendarId: 'own-1' },
    ],
    [
      'who may edit the first calendar of somebody invited',
      noor,
      'delegate',
      [calendarOf('c', { id: 'first-grace', ownerId: 'grace', members: [{ memberId: 'noor', right: 'edit' }] })],
      { attendees: [invited] },
    ],
    ['a colleague at a team’s calendar', noor, 'colleague', team(), { calendarId: 'team-1' }],
    ['one of the team', noor, 'delegate', team([{ memberId: 'noor', right: 'edit' }]), { calendarId: 'team-1' }],
    ['an admin at a team’s calendar', boss, 'delegate', team(), { calendarId: 'team-1' }],
    [
      'who may edit what a removed calendar became',
      noor,
      'delegate',
      [...shared('edit', { id: 'own-2' }), calendarOf('c', { id: 'own-1', ownerId: 'ada', movedTo: 'own-2' })],
      { calendarId: 'own-1' },
    ],
    [
      'a calendar that is not its organizer’s counts for nothing',
      noor,
      'colleague',
      shared('edit', { id: 'own-1', ownerId: 'grace' }),
      { calendarId: 'own-1' },
    ],
  ]
  for (const [title, member, expected, known, change] of cases)
    test(`${title}: ${expected}`, () => assert.equal(readerOf(eventOf('c', change), member, known, members), expected))
})

describe('as whom a member reads a booking', () => {
  const [ada, grace, noor] = [memberOf('c', 'ada'), memberOf('c', 'grace'), memberOf('c', 'noor')]
  const boss = memberOf('c', 'boss', { role: 'admin' })
  const letsIn = (ownerId: string, memberId: string, right: 'freeBusy' | 'see' | 'edit') =>
    calendarOf('c', { id: `first-${ownerId}`, ownerId, members: [{ memberId, right }] })
  const cases: [title: string, member: typeof ada, expected: Reader, hosts: string[], known: Calendar[]][] = [
    ['its host', ada, 'attendee', ['grace', 'ada'], []],
    ['a colleague', noor, 'colleague', ['ada'], []],
    ['an admin', boss, 'admin', ['ada'], [letsIn('ada', 'boss', 'freeBusy')]],
    ['whom its host shows busy times only', noor, 'freeBusy', ['ada'], [letsIn('ada', 'noor', 'freeBusy')]],
    ['whom another of its hosts shows more', noor, 'colleague', ['ada', 'grace'], [letsIn('ada', 'noor', 'freeBusy')]],
    ['who may edit the calendar of a host', noor, 'delegate', ['ada', 'grace'], [letsIn('grace', 'noor', 'edit')]],
    ['a colleague, of one that has no host', noor, 'colleague', [], [letsIn('ada', 'noor', 'freeBusy')]],
  ]
  for (const [title, member, expected, hosts, known] of cases)
    test(`${title}: ${expected}`, () =>
      assert.equal(readerOfBooking({ hosts }, member, known, [ada, grace, noor, boss]), expected))
})
