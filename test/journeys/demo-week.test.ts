import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from '@jest/globals'
import { mondayOf, plannedFrom } from '../../infra/local/demo/week.ts'
import { type Client, mails, signIn } from '../support/client.ts'
import { type RunningHost, startHost, temporaryFolder } from '../support/host.ts'

const DAY_MS = 86_400_000
/** A Monday in Berlin, far enough ahead that no clock is set back. */
const MONDAY = Date.parse('2027-01-11T09:00:00Z')

interface Seen {
  title: string
  startsAt?: string
  endsAt?: string
  startDate?: string
  occurrence?: string
  showAs: string
  reply?: string
  marks: string[]
}

/** A host that was started for the first time on a day, and what its owner's two weeks show. */
async function startedOn(now: number): Promise<{ host: RunningHost; ada: Client; seen: Seen[] }> {
  const dataFolder = temporaryFolder()
  writeFileSync(join(dataFolder, 'clock'), String(now - Date.now()))
  const host = await startHost({ dataFolder, env: { ALMANAC_DEMO: 'living' } })
  const ada = await signIn(host)
  const from = Date.parse(mondayOf(now))
  const { members } = (await ada.get('/api/members')).body
  const ids = members.map(({ id }: { id: string }) => id).join(',')
  const range = `from=${new Date(from).toISOString()}&to=${new Date(from + 14 * DAY_MS).toISOString()}`
  const { body } = await ada.get(`/api/events?${range}&members=${ids}`)
  return { host, ada, seen: body.events }
}

/** The dates of two weeks on which something begins. */
const datesOf = (seen: Seen[]) =>
  new Set(seen.map(({ startsAt, startDate }) => startDate ?? startsAt?.slice(0, 10) ?? ''))

describe('the week that a newcomer sees', () => {
  test.each([0, 1, 2, 3, 4, 5, 6])('holds something on each day of this week and the next, begun on day %i', (day) => {
    const now = MONDAY + day * DAY_MS
    assert.equal(mondayOf(now), '2027-01-11')
    const dates = new Set(plannedFrom(mondayOf(now)).map(({ date }) => date))
    for (let ahead = 0; ahead < 14; ahead++)
      assert.ok(dates.has(new Date(MONDAY + ahead * DAY_MS).toISOString().slice(0, 10)), `day ${ahead}`)
  })

  test.each([
    ['a Wednesday', 2],
    ['a Sunday', 6],
  ])('stands there when the first start is on %s, bookings among it, and the inbox is empty', async (_name, day) => {
    const { host, ada, seen } = await startedOn(MONDAY + day * DAY_MS)
    const { members } = (await ada.get('/api/members')).body
    assert.equal(members.length, 5)
    assert.ok(members.every(({ picture }: { picture: unknown }) => picture))
    assert.equal((await ada.get('/api/resources')).body.resources.length, 2)
    assert.equal((await ada.get('/api/tags')).body.tags.length, 5)
    const { calendars } = (await ada.get('/api/calendars')).body
    assert.deepEqual(
      calendars
        .filter(({ kind }: { kind: string }) => kind === 'team')
        .map(({ name }: { name: string }) => name)
        .sort(),
      ['Leave', 'On call'],
    )
    assert.equal(datesOf(seen).size >= 13, true, [...datesOf(seen)].join())
    const kinds = new Set(
      seen.flatMap(({ marks, reply, showAs, occurrence }) => [...marks, reply, showAs, occurrence && 'series']),
    )
    for (const kind of [
      'changed',
      'pending',
      'private',
      'confidential',
      'tentative',
      'needsAction',
      'declined',
      'free',
    ])
      assert.ok(kinds.has(kind), `${kind} is not among ${[...kinds]}`)
    assert.ok(kinds.has('series'))
    const bookings = seen.filter((one) => one.marks.includes('booking'))
    assert.ok(bookings.length >= 11, `${bookings.length} bookings`)
    // The stand-up: Wednesday's is moved, Friday's is left out.
    const standUps = seen.filter(({ title }) => title === 'Stand-up').map(({ startsAt }) => startsAt)
    assert.ok(standUps.includes('2027-01-13T09:15:00.000Z'))
    assert.ok(!standUps.some((startsAt) => startsAt?.startsWith('2027-01-15')))
    assert.ok(standUps.some((startsAt) => startsAt?.startsWith('2027-01-22')))
    assert.deepEqual(await mails(host), [])
    assert.equal(await host.stop(), 0)
  })
})
