import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import ICAL from 'ical.js'
import { calendarText, type FileEntry } from '../../../shared/domain/invitation/calendar-file.ts'
import { fold } from '../../../shared/domain/invitation/content-line.ts'
import { instantOf, offsetMillisAt, transitionsBetween } from '../../../shared/domain/time/time.ts'

const at = (startsAt: number, endsAt: number, timeZone = 'Europe/Berlin'): FileEntry['times'] => ({
  kind: 'timed',
  startsAt,
  endsAt,
  timeZone,
})

const entry = (change: Partial<FileEntry>): FileEntry => ({
  uid: 'b1@almanac',
  sequence: 3,
  stampedAt: Date.UTC(2026, 10, 24),
  times: at(Date.UTC(2026, 10, 26, 9), Date.UTC(2026, 10, 26, 9, 30)),
  summary: 'Call; with, commas\\ and\nlines',
  description: '',
  location: '',
  organizer: { name: 'Ada "the" Host', email: 'ada@demo.test' },
  attendees: [{ name: 'Zoë', email: 'zoe@example.test', reply: 'accepted' }],
  ...change,
})

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const zone = calendar.getFirstSubcomponent('vtimezone')
  if (zone) ICAL.TimezoneService.register(zone)
  const component = calendar.getFirstSubcomponent('vevent')!
  const event = new ICAL.Event(component)
  const found = {
    calendar,
    component,
    event,
    starts: event.startDate.toUnixTime() * 1000,
    ends: event.endDate.toUnixTime() * 1000,
  }
  if (zone) ICAL.TimezoneService.remove(String(zone.getFirstPropertyValue('tzid')))
  return found
}

describe('the calendar part of a mail', () => {
  test('ical.js reads back the same instants in every zone of the runtime, also beside clock changes', () => {
    for (const timeZone of Intl.supportedValuesOf('timeZone')) {
      const changes = transitionsBetween(timeZone, Date.UTC(2026, 0, 1), Date.UTC(2028, 0, 1)).map(({ at }) => at)
      for (const startsAt of [
        Date.UTC(2026, 10, 26, 9),
        ...changes.flatMap((at) => [at - 3 * 3_600_000, at + 3 * 3_600_000]),
      ]) {
        const endsAt = startsAt + 1_800_000
        const { starts, ends } = read(calendarText('REQUEST', [entry({ times: at(startsAt, endsAt, timeZone) })]))
        assert.deepEqual([starts, ends], [startsAt, endsAt], `${timeZone} ${new Date(startsAt).toISOString()}`)
      }
    }
  })

  test('ical.js knows each zone of the runtime for twenty years by what a series without end says of it', () => {
    const from = Date.UTC(2026, 10, 3, 9)
    for (const timeZone of Intl.supportedValuesOf('timeZone')) {
      if (timeZone === 'UTC') continue
      const text = calendarText('REQUEST', [
        entry({ times: at(from, from + 1_800_000, timeZone), rules: ['FREQ=WEEKLY'] }),
      ])
      const zone = new ICAL.Timezone(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vtimezone')!)
      for (let instant = from; instant < Date.UTC(2046, 10, 1); instant += 9 * 86_400_000 + 3_600_000) {
        const wall = new Date(instant + offsetMillisAt(timeZone, instant)).toISOString().slice(0, 19)
        // What exists twice or not at all each understands as it likes.
        if (instantOf(wall, timeZone) !== instant) continue
        const offset = zone.utcOffset(ICAL.Time.fromDateTimeString(wall)) * 1000
        assert.equal(offset, offsetMillisAt(timeZone, instant), `${timeZone} ${wall}`)
      }
    }
  })

  test('METHOD, UID, SEQUENCE, STATUS and people are there, and text survives', () => {
    const { calendar, component, event } = read(calendarText('CANCEL', [entry({})]))
    assert.equal(calendar.getFirstPropertyValue('method'), 'CANCEL')
    assert.deepEqual([event.uid, event.sequence, event.summary], ['b1@almanac', 3, 'Call; with, commas\\ and\nlines'])
    assert.equal(component.getFirstPropertyValue('status'), 'CANCELLED')
    assert.equal(component.getFirstPropertyValue('organizer'), 'mailto:ada@demo.test')
    assert.equal(component.getFirstProperty('attendee')!.getParameter('cn'), 'Zoë')
  })

  test('lines are folded at 75 octets and never inside a character', () => {
    const folded = fold(`SUMMARY:${'ö€😀'.repeat(60)}`)
    for (const line of folded.split('\r\n')) assert.ok(new TextEncoder().encode(line).length <= 75)
    assert.equal(folded.replaceAll('\r\n ', ''), `SUMMARY:${'ö€😀'.repeat(60)}`)
  })
})
