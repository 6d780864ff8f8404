import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { zoneCountries } from '../../web/src/ui/zone/zone-countries.ts'
import { canonicalZone } from '../../web/src/ui/zone/zone-names.ts'
import { allZones, offsetWords, searchZones, typedOffset, zoneEntry } from '../../web/src/ui/zone/zone-search.ts'

const winter = Date.UTC(2026, 11, 1)
const zones = allZones(winter, 'en')
const first = (text: string) => searchZones(zones, text)[0]?.id

describe('zones as people look for them', () => {
  const table: [typed: string, id: string | undefined][] = [
    ['berlin', 'Europe/Berlin'],
    ['Berl', 'Europe/Berlin'],
    ['munich', 'Europe/Berlin'],
    ['münchen', 'Europe/Berlin'],
    ['Kolkata', 'Asia/Kolkata'],
    ['calcutta', 'Asia/Kolkata'],
    ['mumbai', 'Asia/Kolkata'],
    ['kiev', 'Europe/Kyiv'],
    ['kyiv', 'Europe/Kyiv'],
    ['saigon', 'Asia/Ho_Chi_Minh'],
    ['ho chi', 'Asia/Ho_Chi_Minh'],
    ['new york', 'America/New_York'],
    ['york', 'America/New_York'],
    ['sao paulo', 'America/Sao_Paulo'],
    ['japan', 'Asia/Tokyo'],
    ['UTC', 'UTC'],
    ['pst', 'America/Los_Angeles'],
    ['+5:45', 'Asia/Kathmandu'],
    ['utc+5:45', 'Asia/Kathmandu'],
    ['Europe/Berlin', 'Europe/Berlin'],
    ['nowhere at all', undefined],
  ]
  for (const [typed, id] of table)
    test(`“${typed}” finds ${id ?? 'nothing'} first`, () => assert.equal(first(typed), id))

  test('countries are known in the language of the reader', () => {
    const german = allZones(winter, 'de')
    assert.equal(searchZones(german, 'österreich')[0]?.id, 'Europe/Vienna')
    assert.equal(searchZones(german, 'osterreich')[0]?.id, 'Europe/Vienna')
  })

  test('an offset finds the zones that have it now', () => {
    const found = searchZones(zones, '+1').map(({ id }) => id)
    assert.ok(found.includes('Europe/Berlin') && !found.includes('Europe/London'))
    assert.equal(typedOffset('gmt-3:30'), -210)
    assert.equal(typedOffset('-0330'), -210)
    assert.equal(typedOffset('+15'), undefined)
    assert.equal(typedOffset('3'), undefined)
  })

  test('no list holds a name of former days, and old names lead to those of today', () => {
    const ids = zones.map(({ id }) => id)
    assert.equal(ids.length, new Set(ids).size)
    for (const old of [
      'Asia/Calcutta',
      'Europe/Kiev',
      'US/Eastern',
      'Etc/UTC',
      'GMT',
      'Asia/Katmandu',
      'Asia/Rangoon',
    ]) {
      assert.ok(!ids.includes(old), old)
      assert.ok(ids.includes(canonicalZone(old)), old)
    }
    assert.equal(zoneEntry('Europe/Kiev', winter, 'en').city, 'Kyiv')
  })

  test('every name that this runtime gives is one of the list, or leads to one', () => {
    const missing = Intl.supportedValuesOf('timeZone').filter(
      (name) => name !== 'UTC' && !zoneCountries.has(canonicalZone(name)),
    )
    assert.deepEqual(missing, [])
  })

  test('offsets are written the same everywhere', () => {
    assert.deepEqual([0, 60, 330, -210].map(offsetWords), ['UTC', 'UTC+1', 'UTC+5:30', 'UTC−3:30'])
  })
})
