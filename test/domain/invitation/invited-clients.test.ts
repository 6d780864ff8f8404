import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import fc from 'fast-check'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { withoutPart } from '../../../shared/domain/event/deleted.ts'
import { editSeries } from '../../../shared/domain/event/series-edit.ts'
import { begunAt } from '../../../shared/domain/event/series-split.ts'
import { eventFile } from '../../../shared/domain/invitation/event-file.ts'
import type { Heard } from '../../../shared/domain/invitation/heard.ts'
import { heldBy, heldDate, type Person } from '../../../shared/domain/invitation/held.ts'
import { repliesAfter } from '../../../shared/domain/invitation/replies-after.ts'
import { type EventNews, heardBy, whoHears } from '../../../shared/domain/invitation/who-hears.ts'
import type { Attendee } from '../../../shared/domain/people/attendee.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { occurrencesOf } from '../../../shared/domain/recurrence/occurrence.ts'
import { isSeries } from '../../../shared/domain/recurrence/repetition.ts'
import { instantOf } from '../../../shared/domain/time/time.ts'
import { rounds, seeded } from '../../support/long.ts'
import { datesIn, datesNamedIn, parsed } from './read-file.ts'

const ZONE = 'Europe/Berlin'
const NOW = instantOf('2026-11-02T09:00', ZONE)
const UNTIL = NOW + 150 * 86_400_000
const members = ['ada', 'grace'].map((id) => ({ id, email: `${id}@demo.test`, name: id }))
const max: Attendee = { email: 'max@out.test', reply: 'needsAction' }
const grace: Attendee = { email: 'grace@demo.test', memberId: 'grace', reply: 'needsAction' }
const people: Person[] = [{ email: max.email }, { email: grace.email, memberId: 'grace' }]

const shifted = (times: EventTimes, quarters: number): EventTimes =>
  times.kind === 'timed'
    ? { ...times, startsAt: times.startsAt + quarters * 900_000, endsAt: times.endsAt + quarters * 900_000 }
    : times

const begin = (rrule: string | undefined): CalendarEvent => ({
  id: 'e1',
  company: 'demo',
  version: 1,
  icalUid: 'e1@almanac',
  sequence: 0,
  organizerId: 'ada',
  title: 'Plan',
  description: '',
  location: '',
  videoCallUrl: '',
  times: {
    kind: 'timed',
    startsAt: instantOf('2026-11-03T10:00', ZONE),
    endsAt: instantOf('2026-11-03T11:00', ZONE),
    timeZone: ZONE,
  },
  ...(rrule !== undefined && { rrule }),
  changedOccurrences: {},
  attendees: [max, grace],
  privacy: 'public',
  showAs: 'busy',
  source: { kind: 'almanac' },
  createdAt: NOW,
  updatedAt: NOW,
})

const CALLED_OFF = '0 0'

/** What a client of somebody holds: the last whole file of each event, and what was said of single dates since. */
class Client {
  readonly files = new Map<string, { text: string; own: Map<string, string>; sequence: number }>()

  take(text: string, what: string): void {
    const calendar = parsed(text)
    const [first] = calendar.getAllSubcomponents('vevent')
    const uid = String(first!.getFirstPropertyValue('uid'))
    const sequence = Number(first!.getFirstPropertyValue('sequence'))
    const known = this.files.get(uid)
    assert.ok(sequence >= (known?.sequence ?? 0), `${what}: SEQUENCE fell`)
    const isCancel = calendar.getFirstPropertyValue('method') === 'CANCEL'
    const isOfDates = calendar.getAllSubcomponents('vevent').every((one) => one.hasProperty('recurrence-id'))
    if (!isOfDates) this.files.set(uid, { text: isCancel ? '' : text, own: new Map(), sequence })
    else {
      const own = new Map(known?.own)
      for (const [key, line] of datesNamedIn(text)) own.set(key, isCancel ? CALLED_OFF : line)
      this.files.set(uid, { text: known?.text ?? '', own, sequence })
    }
  }

  meetings(): string[] {
    return [...this.files.values()]
      .flatMap(({ text, own }) => {
        const whole = text === '' ? [] : [...datesIn(text, UNTIL)]
        return [...new Map([...whole, ...own]).values()]
      })
      .filter(isCompared)
      .sort()
  }
}

/** What lies behind is told to nobody, and at the far edge a date may have come from beyond it. */
const isCompared = (line: string) => {
  const [from, to] = line.split(' ').map(Number)
  return to! > NOW && from! < UNTIL - 40 * 86_400_000
}

const meetingsOf = (events: CalendarEvent[], person: Person): string[] =>
  events
    .flatMap((event) => {
      const held = heldBy(event, person)
      if (!held) return []
      return occurrencesOf(event, NOW, UNTIL, ZONE).flatMap(({ key, times }) => {
        if (key !== undefined && heldDate(held, key, person.email).is !== 'there') return []
        return times.kind === 'timed' ? [`${times.startsAt} ${times.endsAt}`] : []
      })
    })
    .filter(isCompared)
    .sort()

const deed = fc.record({
  what: fc.constantFrom(
    ...([
      'move',
      'rename',
      'moveDate',
      'cancelDate',
      'offDate',
      'people',
      'delete',
      'archive',
      'split',
      'tag',
    ] as const),
  ),
  part: fc.nat({ max: 3 }),
  date: fc.nat({ max: 9 }),
  by: fc.integer({ min: 1, max: 12 }),
  asked: fc.subarray([max, grace]),
  isQuiet: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
})
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never

/** The events after a deed, and the steps that it took; nothing where it cannot be done. */
function done(events: CalendarEvent[], { what, part, date, by, asked }: Deed, now: number): EventNews['steps'] {
  const before = events[part % events.length]!
  const next = (change: Partial<CalendarEvent>, isTimed = false): CalendarEvent => ({
    ...before,
    ...change,
    version: before.version + 1,
    sequence: before.sequence + (isTimed ? 1 : 0),
    updatedAt: now,
  })
  const step = (after: CalendarEvent) => [{ before, after: repliesAfter(before, after, 'ada', NOW, ZONE) }]
  if (what === 'delete') return step(next({ isDeleted: !before.isDeleted }))
  if (what === 'archive') return step(next({ archivedAt: before.archivedAt === undefined ? now : undefined } as never))
  if (what === 'rename') return step(next({ title: `Plan ${by}` }))
  if (what === 'tag') return step(next({ tags: [`t${by}`] }))
  if (what === 'people') return step(next({ attendees: asked }))
  if (!isSeries(before)) return what === 'move' ? step(next({ times: shifted(before.times, by) }, true)) : []
  const dates = occurrencesOf(before, NOW, UNTIL, ZONE).filter(({ key }) => key !== undefined)
  const one = dates[date % Math.max(1, dates.length)]
  if (!one) return []
  const key = one.key!
  const edit = (scope: 'this' | 'all' | 'following', patch: Parameters<typeof editSeries>[2]) =>
    editSeries(before, { scope, key }, patch, { now, newId: `e${now}` })
  if (what === 'cancelDate') return step(withoutPart(before, 'this', key, now)!)
  if (what === 'moveDate') return step(edit('this', { times: shifted(one.times, by) }).event)
  if (what === 'offDate') return step(edit('this', { attendees: asked }).event)
  if (what === 'move') return step(edit('all', { times: shifted(one.times, by) }).event)
  if (one === dates[0] || one.isChanged) return []
  const { event: later, earlier } = edit('following', { times: shifted(one.times, by) })
  if (!earlier) return []
  return [
    { before, after: earlier },
    { after: repliesAfter(begunAt(before, key, later.id, now), later, 'ada', NOW, ZONE) },
  ]
}

describe('whatever is done to an event', () => {
  test('each client holds what is so, save of whoever was not told; each gets one mail for a change, or none', () => {
    let letters = 0
    let quiet = 0
    fc.assert(
      fc.property(
        fc.constantFrom(undefined, 'FREQ=WEEKLY', 'FREQ=DAILY;INTERVAL=3;COUNT=20'),
        fc.array(deed, { minLength: 1, maxLength: 9 }),
        (rrule, deeds) => {
          const clients = new Map(people.map(({ email }) => [email, new Client()]))
          let heard: Heard[] = []
          let events: CalendarEvent[] = []
          const history: string[] = []
          const tell = (steps: EventNews['steps'], notify: 'all' | 'none') => {
            const changed = steps.map(({ after }) => after)
            const others = events.filter(({ id }) => !changed.some((one) => one.id === id))
            events = [...others, ...changed]
            const news = { steps, relatives: others, by: 'ada', notify, heard, members, now: NOW, timeZone: ZONE }
            const found = whoHears(news)
            const readers = found.letters.map(({ reader }) => reader.email)
            assert.equal(new Set(readers).size, readers.length)
            for (const letter of found.letters) {
              const { reader } = letter
              letters++
              history.push(`  ${reader.email}: ${letter.causes.map(({ code }) => code)}`)
              for (const file of letter.files) {
                const names = { organizer: members[0]!, rooms: {} }
                const person = people.find(({ email }) => email === reader.email)!
                clients.get(reader.email)!.take(eventFile(file, person, names), history.join('\n'))
              }
              const known = heardBy(letter)
              const isNew = (one: Heard) =>
                known.some(({ eventId, email }) => eventId === one.eventId && email === one.email)
              heard = [...heard.filter((one) => !isNew(one)), ...known]
            }
            for (const { eventId, email } of found.behind) {
              quiet++
              const isOne = (one: Heard) => one.eventId === eventId && one.email === email
              const one = heard.find(isOne) ?? { eventId, email }
              heard = [...heard.filter((each) => !isOne(each)), { ...one, isBehind: true }]
            }
            for (const { eventId, email } of found.caughtUp)
              heard = heard.map((one) =>
                one.eventId === eventId && one.email === email ? { ...one, isBehind: false } : one,
              )
          }
          tell([{ after: begin(rrule) }], 'all')
          deeds.forEach((one, i) => {
            const steps = done(events, one, NOW + (i + 1) * 1000)
            history.push(`${JSON.stringify(one)}`)
            if (steps.length > 0) tell(steps, one.isQuiet ? 'none' : 'all')
            for (const person of people) {
              if (heard.some(({ email, isBehind }) => email === person.email && isBehind)) continue
              const client = clients.get(person.email)!
              assert.deepEqual(client.meetings(), meetingsOf(events, person), `${person.email}\n${history.join('\n')}`)
            }
          })
        },
      ),
      { numRuns: rounds(200), ...seeded(14) },
    )
    assert.ok(letters > 300 && quiet > 20, `${letters} letters, ${quiet} not told`)
  })
})
