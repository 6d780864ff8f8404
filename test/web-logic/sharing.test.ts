import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { sayIn } from '../../shared/words/phrase.ts'
import { phrases as sharingGerman } from '../../shared/words/sharing/de.ts'
import { phrases, type SharingPhrases } from '../../shared/words/sharing/en.ts'
import { type UiPhrases, phrases as uiPhrases } from '../../shared/words/ui/en.ts'
import {
  datesToAsk,
  joined,
  type Mark,
  marksOf,
  rangesOf,
  spanAt,
  stillToCome,
  wallsOfSpan,
} from '../../web/src/calendar/sharing/marks.ts'
import { addressOfStart, offerText } from '../../web/src/calendar/sharing/offer-text.ts'

const BERLIN = 'Europe/Berlin'
/** A wall as grids reckon with them. */
const wall = (text: string) => Date.parse(`${text}Z`)
const at = (text: string) => Date.parse(text)
const mark = (id: string, from: string, to: string): Mark => ({
  id,
  startsAt: at(`2026-12-01T${from}:00Z`),
  endsAt: at(`2026-12-01T${to}:00Z`),
})
const told = (marks: readonly Mark[]) =>
  marks.map(
    ({ id, startsAt, endsAt }) =>
      `${id} ${new Date(startsAt).toISOString().slice(11, 16)}-${new Date(endsAt).toISOString().slice(11, 16)}`,
  )

describe('times that are offered', () => {
  const three = [mark('a', '09:00', '10:00'), mark('b', '11:00', '12:00'), mark('c', '14:00', '15:00')]
  const table: [what: string, added: Mark, all: string[]][] = [
    ['apart', mark('n', '16:00', '17:00'), ['a 09:00-10:00', 'b 11:00-12:00', 'c 14:00-15:00', 'n 16:00-17:00']],
    ['in order', mark('n', '08:00', '08:30'), ['n 08:00-08:30', 'a 09:00-10:00', 'b 11:00-12:00', 'c 14:00-15:00']],
    ['touching', mark('n', '10:00', '10:30'), ['n 09:00-10:30', 'b 11:00-12:00', 'c 14:00-15:00']],
    ['bridging', mark('n', '10:00', '11:00'), ['n 09:00-12:00', 'c 14:00-15:00']],
    ['inside', mark('n', '14:15', '14:30'), ['a 09:00-10:00', 'b 11:00-12:00', 'n 14:00-15:00']],
    ['over all', mark('n', '08:00', '18:00'), ['n 08:00-18:00']],
    ['moved', mark('a', '12:00', '13:00'), ['a 11:00-13:00', 'c 14:00-15:00']],
    ['shrunk', mark('c', '14:30', '14:45'), ['a 09:00-10:00', 'b 11:00-12:00', 'c 14:30-14:45']],
  ]
  for (const [what, added, all] of table) test(what, () => assert.deepEqual(told(joined(three, added)), all))

  test('ranges become marks and ranges again; those that overlap or touch are one', () => {
    const range = (from: string, to: string) => ({
      startsAt: `2026-12-01T${from}:00.000Z`,
      endsAt: `2026-12-01T${to}:00.000Z`,
    })
    const marks = marksOf([
      range('14:00', '15:00'),
      range('09:00', '10:00'),
      range('10:00', '11:00'),
      range('14:15', '14:30'),
    ])
    assert.deepEqual(rangesOf(marks), [range('09:00', '11:00'), range('14:00', '15:00')])
    assert.equal(new Set(marks.map(({ id }) => id)).size, 2)
  })

  test('where clocks go forward a mark is as long as what there is of it', () => {
    const span = (from: string, to: string) => spanAt({ from: wall(from), to: wall(to) }, BERLIN)
    const iso = (one: ReturnType<typeof span>) =>
      one && [new Date(one.startsAt).toISOString(), new Date(one.endsAt).toISOString()]
    // 28 March 2027, 02:00 is 03:00.
    assert.deepEqual(iso(span('2027-03-28T01:30', '2027-03-28T02:30')), [
      '2027-03-28T00:30:00.000Z',
      '2027-03-28T01:00:00.000Z',
    ])
    assert.deepEqual(iso(span('2027-03-28T02:30', '2027-03-28T04:00')), [
      '2027-03-28T01:00:00.000Z',
      '2027-03-28T02:00:00.000Z',
    ])
    assert.deepEqual(iso(span('2027-03-28T01:00', '2027-03-28T04:00')), [
      '2027-03-28T00:00:00.000Z',
      '2027-03-28T02:00:00.000Z',
    ])
    assert.equal(span('2027-03-28T02:00', '2027-03-28T03:00'), undefined)
    assert.equal(span('2027-03-28T02:15', '2027-03-28T02:45'), undefined)
  })

  test('where clocks go back a mark over the hour that comes twice holds both, and an end that stays is the one that it was', () => {
    // 31 October 2027, 03:00 is 02:00 once more.
    const span = spanAt({ from: wall('2027-10-31T02:00'), to: wall('2027-10-31T03:00') }, BERLIN)!
    assert.equal(span.endsAt - span.startsAt, 2 * 3_600_000)
    assert.deepEqual(wallsOfSpan(span, BERLIN), { from: wall('2027-10-31T02:00'), to: wall('2027-10-31T03:00') })
    const second = { startsAt: at('2027-10-31T01:30:00Z'), endsAt: at('2027-10-31T03:00:00Z') }
    const walls = wallsOfSpan(second, BERLIN)
    assert.equal(walls.from, wall('2027-10-31T02:30'))
    assert.deepEqual(spanAt({ from: walls.from, to: wall('2027-10-31T05:00') }, BERLIN, second), {
      startsAt: second.startsAt,
      endsAt: at('2027-10-31T04:00:00Z'),
    })
    // From the first 02:30 to the second 02:15: less than nothing on the clock, and still to be seen.
    const odd = wallsOfSpan({ startsAt: at('2027-10-31T00:30:00Z'), endsAt: at('2027-10-31T01:15:00Z') }, BERLIN)
    assert.equal(odd.to - odd.from, 15 * 60_000)
  })

  test('what is over is cut off at the next quarter of an hour; a start that was there before stays', () => {
    const now = at('2026-12-01T09:20:00Z')
    const { startsAt, endsAt } = mark('a', '09:00', '11:00')
    assert.deepEqual(stillToCome({ startsAt, endsAt }, now), { startsAt: at('2026-12-01T09:30:00Z'), endsAt })
    assert.deepEqual(stillToCome({ startsAt, endsAt }, now, mark('a', '09:00', '10:00')), { startsAt, endsAt })
    assert.equal(stillToCome(mark('b', '08:00', '09:00'), now), undefined)
    assert.equal(stillToCome(mark('b', '09:00', '09:30'), now), undefined)
  })

  test('dates are asked for in pieces, each once, and none for the months between', () => {
    const day = (date: string, days = 1) => ({
      startsAt: at(`${date}T09:00:00Z`),
      endsAt: at(`${date}T17:00:00Z`) + (days - 1) * 86_400_000,
    })
    assert.deepEqual(datesToAsk([day('2027-06-01'), day('2026-12-01'), day('2026-12-20')], BERLIN, 62), [
      { from: '2026-12-01', to: '2026-12-20' },
      { from: '2027-06-01', to: '2027-06-01' },
    ])
    assert.deepEqual(datesToAsk([day('2026-12-01', 5)], BERLIN, 2), [
      { from: '2026-12-01', to: '2026-12-02' },
      { from: '2026-12-03', to: '2026-12-04' },
      { from: '2026-12-05', to: '2026-12-05' },
    ])
    // Up to midnight is of that day alone; over midnight of both.
    const late = { startsAt: at('2026-12-01T20:00:00Z'), endsAt: at('2026-12-01T23:00:00Z') }
    assert.deepEqual(datesToAsk([late], BERLIN, 62), [{ from: '2026-12-01', to: '2026-12-01' }])
    assert.deepEqual(datesToAsk([{ ...late, endsAt: late.endsAt + 1 }], BERLIN, 62), [
      { from: '2026-12-01', to: '2026-12-02' },
    ])
    assert.deepEqual(datesToAsk([], BERLIN, 62), [])
  })
})

describe('times in words for a mail', () => {
  const URL = 'https://demo.test/book/demo/ada-x'
  const reader = {
    locale: 'en-GB',
    timeZone: BERLIN,
    isHour12: false,
    say: sayIn<UiPhrases>(uiPhrases, 'en-GB'),
    direction: 'ltr' as const,
  }
  const say = sayIn<SharingPhrases>(phrases, 'en-GB')
  const start = (day: number, hour: number, minute = 0) => new Date(Date.UTC(2026, 11, day, hour, minute)).toISOString()
  const offer = (starts: string[]) => ({
    title: 'A <b> & B',
    lengthMinutes: 30,
    url: URL,
    starts,
    now: at('2026-11-29T10:00:00Z'),
  })

  test('by day, each time with the address of that very start', () => {
    const { plain, html } = offerText(offer([start(1, 8), start(1, 8, 30), start(2, 23)]), reader, say)
    assert.equal(
      plain,
      [
        'Times for “A <b> & B” (30 mins). All in Central European Time; a click books that time.',
        '',
        'Tuesday 1 December:',
        `09:00  ${URL}?at=2026-12-01T08:00:00.000Z`,
        `09:30  ${URL}?at=2026-12-01T08:30:00.000Z`,
        '',
        'Thursday 3 December:',
        `00:00  ${URL}?at=2026-12-02T23:00:00.000Z`,
        '',
        `All times: ${URL}`,
      ].join('\n'),
    )
    assert.match(html, /^<div dir="ltr"><p>Times for “A &lt;b&gt; &amp; B”/)
    assert.match(html, /<b>Tuesday 1 December<\/b>: <a href="[^"]+\?at=2026-12-01T08:00:00.000Z">09:00<\/a>, <a/)
  })

  test('many of a day and many days are counted; dates of another year say it', () => {
    const many = Array.from({ length: 13 }, (_, i) => start(1, 8, i * 15))
    const { plain } = offerText(offer(many), reader, say)
    assert.equal(plain.split('?at=').length - 1, 8)
    assert.match(plain, /\nand 5 more {2}https:/)
    const days = Array.from({ length: 16 }, (_, i) => start(25 + i, 8))
    const long = offerText(offer(days), reader, say).plain
    assert.equal(long.split('?at=').length - 1, 14)
    assert.match(long, /2 more times on later days: https/)
    assert.match(long, /Friday, 1 January 2027:/)
  })

  test('in the reader’s language and clock', () => {
    const german = sayIn<SharingPhrases>(sharingGerman, 'de-DE')
    const { plain } = offerText(offer([start(1, 8)]), { ...reader, locale: 'de-DE' }, german)
    assert.match(plain, /Mitteleuropäische Zeit/)
    assert.match(plain, /Dienstag, 1\. Dezember:\n09:00 /)
    const american = offerText(offer([start(1, 8)]), { ...reader, locale: 'en-US', isHour12: true }, say).plain
    assert.match(american, /\n9:00.AM /)
  })

  test('an address that has a question already is added to', () =>
    assert.equal(addressOfStart(`${URL}?language=de`, start(1, 8)), `${URL}?language=de&at=2026-12-01T08:00:00.000Z`))
})
