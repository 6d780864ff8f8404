import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { isOnMap } from '../../web/src/event/on-map.ts'

describe('what a map may know', () => {
  for (const place of [
    'Torstraße 1, Berlin',
    'Meeting room 3',
    'Harbour',
    '12 Rue de la Paix',
    'Online Street 5',
    '上海',
  ])
    test(`"${place}" is shown on one`, () => assert.equal(isOnMap(place), true))

  const others = [
    [
      '',
      ' ',
      'https://meet.example.test/abc',
      'see https://zoom.test/j/1',
      'www.example.test',
      'meet.example.com/abc-def',
    ],
    [
      'zoom.us',
      'tel:+49301234',
      '+49 30 1234-567',
      'ada@example.test',
      'Video call',
      'video-call',
      'Videoanruf',
      'Online',
    ],
    ['Visioconférence', 'Videollamada', 'مكالمة فيديو', 'Zoom', 'Google Meet', 'Microsoft Teams', 'Teams-Besprechung'],
  ].flat()
  for (const other of others) test(`"${other}" is not`, () => assert.equal(isOnMap(other), false))
})
