import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { colours } from '../../shared/domain/people/colour.ts'
import { sayIn } from '../../shared/words/phrase.ts'
import { phrases, type UiPhrases } from '../../shared/words/ui/en.ts'
import { initialsOf, isAddress, peopleIn } from '../../web/src/ui/combobox/typed-people.ts'
import { linkedText } from '../../web/src/ui/event/card-event.ts'
import { chipLines, type EventLook, eventName, marksOf, whenWords } from '../../web/src/ui/event/event-look.ts'
import { hueOf } from '../../web/src/ui/event/hues.ts'
import { type Column, nextSort, sorted } from '../../web/src/ui/table/column.ts'
import { firstWithFault } from '../../web/src/ui/tabs/tab.ts'

describe('people as they are typed and pasted', () => {
  test('names with addresses, addresses alone, and what is neither', () => {
    assert.deepEqual(peopleIn('Noor Haddad <Noor@a.test>; "Zoë" <zoe@b.test>, bo.ek@c.test\nsomebody'), {
      people: [
        { name: 'Noor Haddad', email: 'noor@a.test' },
        { name: 'Zoë', email: 'zoe@b.test' },
        { name: 'Bo Ek', email: 'bo.ek@c.test' },
      ],
      rest: ['somebody'],
    })
    assert.deepEqual(peopleIn('a@b.test, A@B.test').people.length, 1)
    assert.deepEqual(peopleIn(' ;, '), { people: [], rest: [] })
  })

  test('what is an address by its shape', () => {
    for (const good of ['a@b.test', ' a.b+c@d-e.test ', 'ü@münchen.example']) assert.ok(isAddress(good), good)
    for (const bad of ['a@b', 'a b@c.test', '@c.test', 'a@', 'a@b.t', '']) assert.ok(!isAddress(bad), bad)
  })

  test('initials, of any script', () => {
    assert.deepEqual(['Ada Lovelace', 'Grace', 'Maria José de la Cruz', 'نور حداد', ''].map(initialsOf), [
      'AL',
      'G',
      'MC',
      'نح',
      '',
    ])
  })
})

describe('an event as it is drawn and read', () => {
  const reader = {
    locale: 'en-GB',
    timeZone: 'Europe/Berlin',
    isHour12: false,
    say: sayIn<UiPhrases>(phrases, 'en-GB'),
  }
  const at = (hour: number, day = 18) => Date.UTC(2027, 0, day, hour - 1)
  const event: EventLook = { id: 'e', title: 'Review', startsAt: at(9), endsAt: at(10), hue: 'sea' }

  test('whole lines only: the place goes first, then the end, never the title', () => {
    const table: [height: number, isOneLine: boolean, titleLines: number, hasEnd: boolean, hasPlace: boolean][] = [
      [18, true, 1, false, false],
      [33, true, 1, false, false],
      [34, false, 1, false, false],
      [50, false, 2, true, false],
      [66, false, 2, true, true],
      [82, false, 3, true, true],
      [400, false, 4, true, true],
    ]
    for (const [height, isOneLine, titleLines, hasEnd, hasPlace] of table)
      assert.deepEqual(chipLines(height), { isOneLine, titleLines, hasEnd, hasPlace }, `${height} px`)
  })

  test('when: from start to end, over days with both dates, whole days by name', () => {
    assert.equal(whenWords(event, reader), 'Monday 18 January, 09:00 to 10:00')
    assert.equal(whenWords({ ...event, endsAt: at(17, 20) }, reader, 'short'), 'Mon 18 Jan, 09:00 to Wed 20 Jan, 17:00')
    const { startsAt: _, endsAt: __, ...whole } = event
    assert.equal(
      whenWords({ ...whole, startDate: '2027-01-20', endDate: '2027-01-23' }, reader),
      'Wednesday 20 January to Friday 22 January, all day',
    )
    assert.equal(
      whenWords({ ...whole, startDate: '2027-01-20', endDate: '2027-01-21' }, reader),
      'Wednesday 20 January, all day',
    )
  })

  test('its name says all that is seen, and its marks', () => {
    assert.equal(
      eventName(
        {
          ...event,
          title: '',
          place: 'Kepler',
          organizer: 'Grace',
          reply: 'needsAction',
          isPrivate: true,
          repeats: true,
        },
        reader,
        true,
      ),
      'No title, Monday 18 January, 09:00 to 10:00, Kepler, organized by Grace, not answered yet, private, repeats, over',
    )
    assert.deepEqual(marksOf({ ...event, repeats: true, isChanged: true }), ['changed'])
  })

  test('addresses in a text are links, without what follows them; others are not', () => {
    assert.deepEqual(linkedText('See (https://a.test/x?y=1), or javascript:alert(1).'), [
      { text: 'See (' },
      { text: 'https://a.test/x?y=1', href: 'https://a.test/x?y=1' },
      { text: '), or javascript:alert(1).' },
    ])
    assert.deepEqual(linkedText('nothing'), [{ text: 'nothing' }])
  })

  test('somebody has always the same colour, one of the twelve', () => {
    assert.equal(hueOf('ada@demo.test'), hueOf('ada@demo.test'))
    assert.ok(colours.includes(hueOf('')))
    assert.equal(new Set(colours).size, 12)
  })
})

describe('rows and tabs', () => {
  const columns: Column<{ id: string; minutes: number }>[] = [
    { id: 'name', label: 'Name', text: ({ id }) => id, sortBy: ({ id }) => id },
    { id: 'minutes', label: 'Minutes', text: ({ minutes }) => `${minutes}`, sortBy: ({ minutes }) => minutes },
    { id: 'none', label: 'None', text: () => '' },
  ]
  const rows = [
    { id: 'Zoë', minutes: 45 },
    { id: 'Bo 10', minutes: 120 },
    { id: 'Åsa', minutes: 45 },
    { id: 'Bo 9', minutes: 30 },
  ]
  const order = (column: string, direction: 'ascending' | 'descending') =>
    sorted(rows, columns, { column, direction }, 'en').map(({ id }) => id)

  test('by the alphabet of the reader, digits as numbers; equal ones stay as they came', () => {
    assert.deepEqual(order('name', 'ascending'), ['Åsa', 'Bo 9', 'Bo 10', 'Zoë'])
    assert.deepEqual(order('minutes', 'descending'), ['Bo 10', 'Zoë', 'Åsa', 'Bo 9'])
    assert.deepEqual(order('none', 'ascending'), ['Zoë', 'Bo 10', 'Åsa', 'Bo 9'])
  })

  test('a head turns its order, another one begins anew', () => {
    const up = nextSort(undefined, 'name')
    assert.deepEqual(up, { column: 'name', direction: 'ascending' })
    assert.deepEqual(nextSort(up, 'name'), { column: 'name', direction: 'descending' })
    assert.deepEqual(nextSort(nextSort(up, 'name'), 'minutes'), { column: 'minutes', direction: 'ascending' })
  })

  test('Save opens the first tab with a fault', () => {
    const tabs = [
      { id: 'a', label: 'A' },
      { id: 'b', label: 'B', faults: 2 },
      { id: 'c', label: 'C', faults: 1 },
    ]
    assert.equal(firstWithFault(tabs), 'b')
    assert.equal(firstWithFault(tabs.slice(0, 1)), undefined)
  })
})
