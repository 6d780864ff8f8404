import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { withoutPart } from '../../../shared/domain/event/deleted.ts'
import { withReply } from '../../../shared/domain/event/people-at.ts'
import { editSeries } from '../../../shared/domain/event/series-edit.ts'
import { begunAt } from '../../../shared/domain/event/series-split.ts'
import { undone, withUndo } from '../../../shared/domain/event/undo.ts'
import type { Heard } from '../../../shared/domain/invitation/heard.ts'
import { repliesAfter } from '../../../shared/domain/invitation/replies-after.ts'
import {
  type EventNews,
  heardBy,
  type Letter,
  lettersToThoseBehind,
  whoHears,
} from '../../../shared/domain/invitation/who-hears.ts'
import type { Attendee } from '../../../shared/domain/people/attendee.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { instantOf } from '../../../shared/domain/time/time.ts'

// Monday 2 November 2026, nine in the morning in Berlin.
const NOW = instantOf('2026-11-02T09:00', 'Europe/Berlin')
const ZONE = 'Europe/Berlin'
const members = ['ada', 'grace', 'linus'].map((id) => ({ id, email: `${id}@demo.test`, name: id }))

const timed = (start: string, minutes = 60, timeZone = ZONE): EventTimes => {
  const startsAt = instantOf(start, timeZone)
  return { kind: 'timed', startsAt, endsAt: startsAt + minutes * 60_000, timeZone }
}
const grace = (reply: Attendee['reply'] = 'accepted'): Attendee => ({
  email: 'grace@demo.test',
  name: 'Grace',
  memberId: 'grace',
  reply,
})
const max = (reply: Attendee['reply'] = 'accepted'): Attendee => ({ email: 'max@out.test', name: 'Max', reply })
const zoe = (reply: Attendee['reply'] = 'needsAction'): Attendee => ({ email: 'zoe@out.test', reply })

const event = (change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  id: 'e1',
  company: 'demo',
  version: 3,
  icalUid: 'e1@almanac',
  sequence: 1,
  organizerId: 'ada',
  title: 'Plan',
  description: '',
  location: 'Attic',
  videoCallUrl: '',
  times: timed('2026-11-03T10:00'),
  changedOccurrences: {},
  attendees: [grace(), max()],
  privacy: 'public',
  showAs: 'busy',
  source: { kind: 'almanac' },
  createdAt: NOW - 1000,
  updatedAt: NOW - 1000,
  ...change,
})
/** Tuesdays at ten, from the third of November on. */
const series = (change: Partial<CalendarEvent> = {}) => event({ rrule: 'FREQ=WEEKLY', ...change })
const key = (day: string) => new Date(instantOf(`${day}T10:00`, ZONE)).toISOString()

const is = (before: CalendarEvent, change: Partial<CalendarEvent>): CalendarEvent => {
  const changed = { ...before, ...change, version: before.version + 1, updatedAt: NOW }
  const timesChanged = JSON.stringify(before.times) !== JSON.stringify(changed.times)
  return repliesAfter(before, { ...changed, sequence: before.sequence + (timesChanged ? 1 : 0) }, 'ada', NOW, ZONE)
}
const edited = (before: CalendarEvent, scope: 'this' | 'all', at: string, patch: Parameters<typeof editSeries>[2]) =>
  repliesAfter(before, editSeries(before, { scope, key: at }, patch, { now: NOW, newId: 'e2' }).event, 'ada', NOW, ZONE)
const split = (before: CalendarEvent, at: string, patch: Parameters<typeof editSeries>[2]) => {
  const { event: later, earlier } = editSeries(before, { scope: 'following', key: at }, patch, {
    now: NOW,
    newId: 'e2',
  })
  const asked = repliesAfter(begunAt(before, at, 'e2', NOW), later, 'ada', NOW, ZONE)
  return [{ before, after: earlier! }, { after: asked }]
}

/** Everybody who is in an event has been told of it as it is. */
const heardOf = (...events: CalendarEvent[]): Heard[] =>
  events.flatMap((one) =>
    ['ada@demo.test', 'grace@demo.test', 'max@out.test', 'zoe@out.test', 'linus@demo.test']
      .filter(
        (email) =>
          one.attendees.some((each) => each.email === email) ||
          email === `${one.organizerId}@demo.test` ||
          JSON.stringify(one.changedOccurrences).includes(email),
      )
      .map((email) => ({ eventId: one.id, email, told: { event: one, sequence: one.sequence } })),
  )

/** `max REQUEST moved ?` : to whom, the files, why, and `?` where an answer is asked for. */
const lineOf = ({ reader, causes, asksReply, files }: Letter) =>
  [
    reader.email.split('@')[0],
    files.map(({ method, keys }) => `${method}${keys ? `(${keys.length})` : ''}`).join('+'),
    causes.map(({ code }) => code).join(','),
    ...(asksReply ? ['?'] : []),
  ].join(' ')

const said = (news: Partial<EventNews> & Pick<EventNews, 'steps'>) =>
  whoHears({
    by: 'ada',
    notify: 'all',
    heard: news.steps.flatMap(({ before }) => (before ? heardOf(before) : [])),
    members,
    now: NOW,
    timeZone: ZONE,
    ...news,
  })

const change = (before: CalendarEvent, after: Partial<CalendarEvent>) => ({
  steps: [{ before, after: is(before, after) }],
})
const PAST = timed('2026-10-27T10:00')
const wholeDay: EventTimes = { kind: 'allDay', startDate: '2026-11-04', endDate: '2026-11-05' }
const deleted = (before: CalendarEvent) => is(before, { isDeleted: true, sequence: before.sequence + 1 })
const moved = (before: CalendarEvent) => is(before, { times: timed('2026-11-03T11:00') })
const oneMoved = (before: CalendarEvent) =>
  edited(before, 'this', key('2026-11-10'), { times: timed('2026-11-11T10:00') })
const oneGone = (before: CalendarEvent, at = key('2026-11-10')) => withoutPart(before, 'this', at, NOW)!

/** It was taken back for all. */
const CALLED_OFF_FOR_MAX: Heard[] = [
  { eventId: 'e1', email: 'max@out.test', told: { event: event(), sequence: 2, isCalledOff: true } },
]
const CANCELLED_FOR_MAX: Heard[] = [
  ...heardOf(event({ attendees: [grace()] })),
  { eventId: 'e1', email: 'max@out.test', told: { event: event(), sequence: 2, isCalledOff: true, isUninvited: true } },
]

/** A change, and who gets what because of it: whoever is not named gets nothing. */
const rows: [change: string, news: () => Partial<EventNews> & Pick<EventNews, 'steps'>, lines: string[]][] = [
  // A single event.
  [
    'made, with a member and somebody from outside',
    () => ({ steps: [{ after: event({ attendees: [grace('needsAction'), max('needsAction')] }) }] }),
    ['grace REQUEST invited ?', 'max REQUEST invited ?'],
  ],
  ['made, with nobody', () => ({ steps: [{ after: event({ attendees: [] }) }] }), []],
  ['made with rooms alone', () => ({ steps: [{ after: event({ attendees: [], resources: ['r1'] }) }] }), []],
  ['made in the past', () => ({ steps: [{ after: event({ times: PAST }) }] }), []],
  ['made as a draft', () => ({ steps: [{ after: event({ isDraft: true }) }] }), []],
  [
    'a draft becomes an event',
    () => ({ ...change(event({ isDraft: true }), { isDraft: false }), heard: [] }),
    ['grace REQUEST invited', 'max REQUEST invited'],
  ],
  [
    'a draft is moved and another is asked',
    () => ({ ...change(event({ isDraft: true }), { times: PAST }), heard: [] }),
    [],
  ],
  [
    'a draft of a series, sent out, with a guest of one date',
    () => {
      const patch = { attendees: [grace('needsAction'), zoe('needsAction')] }
      const before = edited(
        series({ isDraft: true, attendees: [grace('needsAction')] }),
        'this',
        key('2026-11-10'),
        patch,
      )
      return { ...change(before, { isDraft: false }), heard: [] }
    },
    ['grace REQUEST invited ?', 'zoe REQUEST(1) invitedToDate ?'],
  ],
  [
    'a draft that was sent out once is sent out again',
    () => ({
      ...change(event({ isDraft: true }), { isDraft: false }),
      heard: [...heardOf(event({ attendees: [grace()] })), ...CALLED_OFF_FOR_MAX],
    }),
    ['max REQUEST backAgain'],
  ],
  ['a draft is thrown away', () => ({ ...change(event({ isDraft: true }), { isDeleted: true }), heard: [] }), []],
  [
    'an event becomes a draft',
    () => change(event(), { isDraft: true }),
    ['grace CANCEL cancelled', 'max CANCEL cancelled'],
  ],
  [
    'moved',
    () => change(event(), { times: timed('2026-11-03T11:00') }),
    ['grace REQUEST moved ?', 'max REQUEST moved ?'],
  ],
  [
    'shortened',
    () => change(event(), { times: timed('2026-11-03T10:00', 30) }),
    ['grace REQUEST shortened ?', 'max REQUEST shortened ?'],
  ],
  [
    'made longer',
    () => change(event(), { times: timed('2026-11-03T10:00', 90) }),
    ['grace REQUEST lengthened ?', 'max REQUEST lengthened ?'],
  ],
  ['made a whole day', () => change(event(), { times: wholeDay }), ['grace REQUEST moved ?', 'max REQUEST moved ?']],
  [
    'a whole day moved',
    () =>
      change(event({ times: wholeDay }), { times: { ...wholeDay, startDate: '2026-11-05', endDate: '2026-11-06' } }),
    ['grace REQUEST moved ?', 'max REQUEST moved ?'],
  ],
  ['another zone, the same instants', () => change(event(), { times: timed('2026-11-03T09:00', 60, 'UTC') }), []],
  [
    'renamed',
    () => change(event({ attendees: [grace(), zoe()] }), { title: 'Plan B' }),
    ['grace REQUEST renamed', 'zoe REQUEST renamed ?'],
  ],
  [
    'another place',
    () => change(event(), { location: 'Cellar' }),
    ['grace REQUEST placeChanged', 'max REQUEST placeChanged'],
  ],
  [
    'another room',
    () => change(event({ resources: ['r1'] }), { resources: ['r2'] }),
    ['grace REQUEST placeChanged', 'max REQUEST placeChanged'],
  ],
  [
    'another description',
    () => change(event(), { description: 'Bring cake' }),
    ['grace REQUEST detailsChanged', 'max REQUEST detailsChanged'],
  ],
  [
    'tags, privacy, reminders and how it is shown',
    () =>
      change(event(), {
        tags: ['t'],
        privacy: 'private',
        showAs: 'free',
        reminders: [{ minutesBefore: 5, by: 'mail' }],
      }),
    [],
  ],
  [
    'moved and renamed and in another place at once: one mail',
    () => change(event(), { times: timed('2026-11-03T11:00'), title: 'B', location: 'C' }),
    ['grace REQUEST moved,renamed,placeChanged ?', 'max REQUEST moved,renamed,placeChanged ?'],
  ],
  [
    'a private event is moved: those in it may know',
    () => change(event({ privacy: 'private' }), { times: timed('2026-11-03T11:00') }),
    ['grace REQUEST moved ?', 'max REQUEST moved ?'],
  ],
  [
    'deleted',
    () => ({ steps: [{ before: event(), after: deleted(event()) }] }),
    ['grace CANCEL cancelled', 'max CANCEL cancelled'],
  ],
  ['deleted when it is over', () => change(event({ times: PAST }), { isDeleted: true }), []],
  ['moved within the past', () => change(event({ times: PAST }), { times: timed('2026-10-28T10:00') }), []],
  [
    'moved out of the past',
    () => change(event({ times: PAST }), { times: timed('2026-11-03T10:00') }),
    ['grace REQUEST moved ?', 'max REQUEST moved ?'],
  ],
  [
    'moved into the past: nobody may come in vain',
    () => change(event(), { times: PAST }),
    ['grace REQUEST moved ?', 'max REQUEST moved ?'],
  ],
  ['archived', () => change(event(), { archivedAt: NOW }), ['grace CANCEL archived', 'max CANCEL archived']],
  [
    'brought back from the archive',
    () => ({
      ...change(event({ archivedAt: NOW - 1 }), { archivedAt: undefined } as never),
      heard: heardOf(event()).map((one) => ({ ...one, told: { ...one.told!, isCalledOff: true } })),
    }),
    ['grace REQUEST backAgain', 'max REQUEST backAgain'],
  ],
  // People.
  [
    'somebody is added: the others hear nothing',
    () => change(event(), { attendees: [grace(), max(), zoe()] }),
    ['zoe REQUEST invited ?'],
  ],
  ['somebody is taken off', () => change(event(), { attendees: [grace()] }), ['max CANCEL noLongerInvited']],
  [
    'somebody is taken off while it is moved',
    () => change(event(), { attendees: [grace()], times: timed('2026-11-03T11:00') }),
    ['grace REQUEST moved ?', 'max CANCEL noLongerInvited'],
  ],
  [
    'somebody was taken off and is added back, having heard of it',
    () => ({
      ...change(event({ attendees: [grace()] }), { attendees: [grace(), max('needsAction')] }),
      heard: CANCELLED_FOR_MAX,
    }),
    ['max REQUEST invitedAgain ?'],
  ],
  [
    'somebody was taken off and is added back before a mail left',
    () => ({ ...change(event({ attendees: [grace()] }), { attendees: [grace(), max()] }), heard: heardOf(event()) }),
    [],
  ],
  ['somebody becomes optional', () => change(event(), { attendees: [grace(), { ...max(), isOptional: true }] }), []],
  [
    'somebody answers: nobody is mailed for it',
    () => ({ ...change(event(), { attendees: [grace('declined'), max()] }), by: 'grace' }),
    [],
  ],
  ['renamed: who has said no is left alone', () => change(event({ attendees: [max('declined')] }), { title: 'B' }), []],
  [
    'moved: who has said no is asked anew',
    () => change(event({ attendees: [max('declined')] }), { times: timed('2026-11-03T11:00') }),
    ['max REQUEST moved ?'],
  ],
  [
    'deleted: who has said no hears of it',
    () => change(event({ attendees: [max('declined')] }), { isDeleted: true }),
    ['max CANCEL cancelled'],
  ],
  // Who did it.
  [
    'moved by a colleague on behalf: whoever holds it hears of it, and is asked nothing',
    () => ({ ...change(event(), { times: timed('2026-11-03T11:00') }), by: 'linus' }),
    ['ada REQUEST moved', 'grace REQUEST moved ?', 'max REQUEST moved ?'],
  ],
  [
    'made by a colleague on behalf',
    () => ({ steps: [{ after: event({ attendees: [max('needsAction')] }) }], by: 'linus' }),
    ['ada REQUEST organizes', 'max REQUEST invited ?'],
  ],
  [
    'moved by one of those who come: not by mail to themselves',
    () => ({ ...change(event(), { times: timed('2026-11-03T11:00') }), by: 'grace' }),
    ['ada REQUEST moved', 'max REQUEST moved ?'],
  ],
  [
    'handed over to a colleague',
    () =>
      change(event(), {
        organizerId: 'grace',
        attendees: [grace(), max(), { email: 'ada@demo.test', memberId: 'ada', reply: 'accepted' }],
      }),
    ['grace REQUEST organizes', 'max REQUEST organizerChanged'],
  ],
  [
    'from a provider, which mails by itself',
    () => change(event({ source: { kind: 'google', connectionId: 'c1' } }), { times: timed('2026-11-03T11:00') }),
    [],
  ],
  [
    'ours, moved by its organizer in a connected calendar: we mail',
    () => change(event(), { times: timed('2026-11-03T11:00') }),
    ['grace REQUEST moved ?', 'max REQUEST moved ?'],
  ],
  // Taken back, and not told.
  [
    'moved, and taken back before a mail left',
    () => {
      const before = event()
      const after = withUndo(before, moved(before))
      return { steps: [{ before: after, after: undone(after, NOW)! }], heard: heardOf(before) }
    },
    [],
  ],
  [
    'moved, and taken back after the mail: the answers that were given count again',
    () => {
      const before = event()
      const after = withUndo(before, moved(before))
      return { steps: [{ before: after, after: undone(after, NOW)! }], heard: heardOf(after) }
    },
    ['grace REQUEST moved', 'max REQUEST moved'],
  ],
  [
    'made, and deleted before a mail left',
    () => ({ steps: [{ before: event(), after: deleted(event()) }], heard: [] }),
    [],
  ],
  [
    'deleted, and brought back before a mail left',
    () => ({ steps: [{ before: deleted(event()), after: event({ version: 5 }) }], heard: heardOf(event()) }),
    [],
  ],
  [
    'moved twice before a mail left: one mail, from the first time to the last',
    () => {
      const once = moved(event())
      return {
        steps: [{ before: once, after: is(once, { times: timed('2026-11-03T12:00') }) }],
        heard: heardOf(event()),
      }
    },
    ['grace REQUEST moved ?', 'max REQUEST moved ?'],
  ],
  [
    'moved without a word, then renamed: the mail says both',
    () => ({ ...change(moved(event()), { title: 'B' }), heard: heardOf(event()) }),
    ['grace REQUEST moved,renamed ?', 'max REQUEST moved,renamed ?'],
  ],
  [
    'moved without a word, then tagged: still no word',
    () => ({ ...change(moved(event()), { tags: ['t'] }), heard: heardOf(event()) }),
    [],
  ],
  [
    'moved with "Don\'t send"',
    () => ({ ...change(event(), { times: timed('2026-11-03T11:00') }), notify: 'none' }),
    [],
  ],
  // A series.
  [
    'a series is made',
    () => ({ steps: [{ after: series({ attendees: [max('needsAction')] }) }] }),
    ['max REQUEST invited ?'],
  ],
  [
    'all of a series is moved, with a date that was other: one mail',
    () => {
      const before = oneMoved(series())
      return {
        steps: [{ before, after: edited(before, 'all', key('2026-11-17'), { times: timed('2026-11-17T11:00') }) }],
      }
    },
    ['grace REQUEST moved ?', 'max REQUEST moved ?'],
  ],
  [
    'a series is on other days',
    () => change(series(), { rrule: 'FREQ=WEEKLY;BYDAY=TU,TH' }),
    ['grace REQUEST datesAdded', 'max REQUEST datesAdded'],
  ],
  [
    'a series is every other week',
    () => change(series(), { rrule: 'FREQ=WEEKLY;INTERVAL=2' }),
    ['grace REQUEST datesCancelled', 'max REQUEST datesCancelled'],
  ],
  [
    'a series goes to Fridays',
    () => change(series(), { rrule: 'FREQ=WEEKLY;BYDAY=FR', times: timed('2026-11-06T10:00') }),
    ['grace REQUEST repeatsOtherwise ?', 'max REQUEST repeatsOtherwise ?'],
  ],
  [
    'a series goes to a zone with the same clocks',
    () => change(series(), { times: timed('2026-11-03T10:00', 60, 'Europe/Paris') }),
    [],
  ],
  [
    'a series goes to a zone with other clocks, though its first date stays: half its dates move',
    () => change(series(), { times: timed('2026-11-03T09:00', 60, 'UTC') }),
    ['grace REQUEST moved ?', 'max REQUEST moved ?'],
  ],
  [
    'a series is shortened',
    () => change(series(), { times: timed('2026-11-03T10:00', 30) }),
    ['grace REQUEST shortened ?', 'max REQUEST shortened ?'],
  ],
  [
    'one date is moved',
    () => ({ steps: [{ before: series(), after: oneMoved(series()) }] }),
    ['grace REQUEST dateMoved ?', 'max REQUEST dateMoved ?'],
  ],
  [
    'one date is renamed',
    () => ({ steps: [{ before: series(), after: edited(series(), 'this', key('2026-11-10'), { title: 'Special' }) }] }),
    ['grace REQUEST dateChanged', 'max REQUEST dateChanged'],
  ],
  [
    'one date is cancelled',
    () => ({ steps: [{ before: series(), after: oneGone(series()) }] }),
    ['grace CANCEL(1) dateCancelled', 'max CANCEL(1) dateCancelled'],
  ],
  [
    'two dates are cancelled in one go: one mail',
    () => ({ steps: [{ before: series(), after: oneGone(oneGone(series()), key('2026-11-17')) }] }),
    ['grace CANCEL(2) dateCancelled,dateCancelled', 'max CANCEL(2) dateCancelled,dateCancelled'],
  ],
  [
    'a cancelled date is held after all',
    () => ({ steps: [{ before: oneGone(series()), after: is(oneGone(series()), { changedOccurrences: {} }) }] }),
    ['grace REQUEST dateBack ?', 'max REQUEST dateBack ?'],
  ],
  [
    'a date that is over is cancelled',
    () => {
      const before = series({ times: timed('2026-10-20T10:00') })
      return { steps: [{ before, after: oneGone(before, key('2026-10-27')) }] }
    },
    [],
  ],
  [
    'a series that is over is renamed',
    () => change(series({ times: timed('2026-10-06T10:00'), rrule: 'FREQ=WEEKLY;COUNT=3' }), { title: 'B' }),
    [],
  ],
  [
    'one date has a guest of its own',
    () => ({
      steps: [
        {
          before: series(),
          after: edited(series(), 'this', key('2026-11-10'), { attendees: [grace(), max(), zoe()] }),
        },
      ],
    }),
    ['zoe REQUEST(1) invitedToDate ?'],
  ],
  [
    'somebody is not asked to one date',
    () => ({
      steps: [{ before: series(), after: edited(series(), 'this', key('2026-11-10'), { attendees: [grace()] }) }],
    }),
    ['max CANCEL(1) noLongerInvitedToDate'],
  ],
  [
    'who declined one date is left alone when that is renamed',
    () => {
      const before = withReply(series(), { memberId: 'grace' }, 'declined', { scope: 'this', key: key('2026-11-10') })!
      return { steps: [{ before, after: edited(before, 'this', key('2026-11-10'), { title: 'B' }) }] }
    },
    ['max REQUEST dateChanged'],
  ],
  [
    'a date and those that follow are moved: one mail, with both parts',
    () => ({ steps: split(series(), key('2026-11-17'), { times: timed('2026-11-17T11:00') }) }),
    ['grace REQUEST+REQUEST moved ?', 'max REQUEST+REQUEST moved ?'],
  ],
  [
    'a date and those that follow are tagged: nobody needs to hear of it',
    () => ({ steps: split(series(), key('2026-11-17'), { tags: ['t'] }) }),
    [],
  ],
  [
    'a date and those that follow are deleted',
    () => ({ steps: [{ before: series(), after: withoutPart(series(), 'following', key('2026-11-17'), NOW)! }] }),
    ['grace REQUEST endsEarlier', 'max REQUEST endsEarlier'],
  ],
  [
    'somebody is taken off a date and those that follow',
    () => ({ steps: split(series(), key('2026-11-17'), { attendees: [grace()] }) }),
    ['max REQUEST noLongerInvited'],
  ],
  [
    'a split that people had heard of is taken back',
    () => {
      const before = series()
      const [first, second] = split(before, key('2026-11-17'), { times: timed('2026-11-17T11:00') })
      const [earlier, later] = [first!.after, second!.after]
      return {
        steps: [
          { before: earlier, after: { ...before, version: 9 } },
          { before: later, after: deleted(later) },
        ],
        heard: heardOf(earlier, later),
      }
    },
    ['grace REQUEST+CANCEL datesAdded', 'max REQUEST+CANCEL datesAdded'],
  ],
  [
    'a series is deleted',
    () => ({ steps: [{ before: series(), after: deleted(series()) }] }),
    ['grace CANCEL cancelled', 'max CANCEL cancelled'],
  ],
]

describe('a change -> who gets what', () => {
  for (const [what, news, lines] of rows)
    test(what, () => assert.deepEqual(said(news()).letters.map(lineOf).sort(), lines))

  test('there are rows enough', () => assert.ok(rows.length >= 60, String(rows.length)))
})

describe('what a letter carries', () => {
  const only = (news: Parameters<typeof said>[0], name: string) =>
    said(news).letters.find(({ reader }) => reader.email.startsWith(name))!

  test('whoever is taken off hears of the old time, and of no other', () => {
    const letter = only(change(event(), { attendees: [grace()], times: timed('2026-11-03T11:00') }), 'max')
    assert.deepEqual(letter.files[0]!.event.times, event().times)
    assert.deepEqual(letter.causes, [{ code: 'noLongerInvited', was: event().times, eventId: 'e1' }])
  })

  test('members and strangers are told apart', () => {
    const letters = said(change(event(), { title: 'B' })).letters.map(({ reader }) => reader.to)
    assert.deepEqual(letters, ['member', 'outsider'])
  })

  test('who acts for somebody is named', () => {
    const news = change(event(), { title: 'B' })
    assert.equal(only({ ...news, by: 'linus' }, 'max').sentBy, 'linus')
    assert.equal(only(news, 'max').sentBy, undefined)
  })

  test('SEQUENCE rises for another time and for what is called off, not for a title or a place', () => {
    const sequence = (news: Parameters<typeof said>[0]) => only(news, 'max').files[0]!.sequence
    assert.deepEqual(
      [
        sequence(change(event(), { title: 'B' })),
        sequence(change(event(), { location: 'C' })),
        sequence(change(event(), { times: timed('2026-11-03T11:00') })),
        sequence(change(event(), { attendees: [grace()] })),
        sequence({ steps: [{ before: series(), after: oneGone(series()) }] }),
        sequence({
          ...change(event({ attendees: [] }), { attendees: [max('needsAction')] }),
          heard: CANCELLED_FOR_MAX,
        }),
      ],
      [1, 1, 2, 2, 2, 3],
    )
  })

  test('what was heard is what the letter left: the same change again mails nobody', () => {
    const news = change(event(), { times: timed('2026-11-03T11:00') })
    const heard = said(news).letters.flatMap(heardBy)
    assert.equal(heard.length, 2)
    assert.deepEqual(said({ ...news, heard }).letters, [])
    const cancelled = said({ steps: [{ before: series(), after: oneGone(series()) }] }).letters.flatMap(heardBy)
    const after = oneGone(series())
    assert.deepEqual(said({ steps: [{ before: series(), after }], heard: cancelled }).letters, [])
  })

  test('"Don\'t send" marks who was not told; they are told by hand, or with the next change', () => {
    const news = change(event(), { times: timed('2026-11-03T11:00') })
    const { letters, behind } = said({ ...news, notify: 'none' })
    assert.deepEqual([letters, behind.map(({ email }) => email)], [[], ['grace@demo.test', 'max@out.test']])
    const heard = heardOf(event()).map((one) => ({ ...one, isBehind: one.email !== 'ada@demo.test' }))
    const { after } = news.steps[0]!
    const reach = { heard, members, now: NOW, timeZone: ZONE }
    assert.deepEqual(lettersToThoseBehind([after], 'ada', reach).map(lineOf), [
      'grace REQUEST moved ?',
      'max REQUEST moved ?',
    ])
    // Moved back without a word: they know what is so.
    const back = said({ ...change(after, { times: event().times }), notify: 'none', heard })
    assert.deepEqual(
      [back.letters, back.behind, back.caughtUp.map(({ email }) => email)],
      [[], [], ['grace@demo.test', 'max@out.test']],
    )
  })
})

describe('an answer belongs to the time that it answered', () => {
  const replies = ({ attendees }: CalendarEvent) => attendees.map(({ reply, answers }) => [reply, answers ?? []])

  test('a move makes it no answer yet, save of whoever moved it', () => {
    assert.deepEqual(replies(moved(event())), [
      ['needsAction', []],
      ['needsAction', []],
    ])
    const byGrace = repliesAfter(event(), { ...event(), times: timed('2026-11-03T11:00') }, 'grace', NOW, ZONE)
    assert.deepEqual(replies(byGrace), [
      ['accepted', []],
      ['needsAction', []],
    ])
  })

  test('a title or a place does not, nor does a zone in which it is at the same time', () => {
    const times = timed('2026-11-03T09:00', 60, 'UTC')
    for (const patch of [{ title: 'B' }, { location: 'C' }, { times }])
      assert.deepEqual(replies(is(event(), patch)), replies(event()))
  })

  test('of a date that is moved it is one to that date; the others stay answered', () =>
    assert.deepEqual(replies(oneMoved(series())), [
      ['accepted', [{ key: key('2026-11-10'), reply: 'needsAction' }]],
      ['accepted', [{ key: key('2026-11-10'), reply: 'needsAction' }]],
    ]))

  test('of a date that is cancelled nothing is asked', () =>
    assert.deepEqual(replies(repliesAfter(series(), oneGone(series()), 'ada', NOW, ZONE)), replies(series())))
})
