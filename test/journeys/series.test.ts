import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { atRest, type Client, mails, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

const FROM = '2027-03-01T00:00:00Z'
const TO = '2027-05-30T00:00:00Z'

describe('series, changed in three scopes', () => {
  let host: RunningHost
  let ada: Client
  let grace: Client
  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    const [member] = host.local.demo.members
    grace = await signIn(host, member!.email, member!.password)
  })
  afterAll(() => host.stop())

  const shown = async (...titles: string[]) => {
    const { body } = await ada.get(`/api/events?from=${FROM}&to=${TO}`)
    return body.events.filter((event: { title: string }) => titles.includes(event.title))
  }
  /** What one sees of a series: all that an undo must bring back. */
  const seen = async (...titles: string[]) =>
    (await shown(...titles)).map((event: Record<string, unknown>) => {
      const { version: _version, ...rest } = event
      return rest
    })
  const starts = async (...titles: string[]) =>
    (await shown(...titles)).map((event: { startsAt: string }) => event.startsAt.slice(5, 16))

  let made = 0
  /**
   * Mondays at 09:00 in Berlin over the clock change, one moved, one renamed, one cancelled, with Grace who has
   * declined.
   */
  async function weekly() {
    const title = `Weekly ${++made}`
    const { body } = await ada.post('/api/events', {
      title,
      startsAt: '2027-03-15T08:00:00Z',
      endsAt: '2027-03-15T09:00:00Z',
      timeZone: 'Europe/Berlin',
      rrule: 'FREQ=WEEKLY;COUNT=7',
      attendees: [{ email: 'grace@demo.test' }],
    })
    const path = `/api/events/${body.id}`
    await grace.post(`${path}/reply`, { reply: 'declined' })
    await ada.patch(`${path}?scope=this&occurrence=2027-03-22T08:00:00Z`, {
      startsAt: '2027-03-23T13:00:00Z',
      endsAt: '2027-03-23T14:00:00Z',
    })
    await ada.patch(`${path}?scope=this&occurrence=2027-04-05T07:00:00Z`, { location: 'Roof' })
    await ada.delete(`${path}?scope=this&occurrence=2027-04-12T07:00:00Z`)
    assert.deepEqual(await starts(title), [
      '03-15T08:00',
      '03-23T13:00',
      '03-29T07:00',
      '04-05T07:00',
      '04-19T07:00',
      '04-26T07:00',
    ])
    return { path, title, id: body.id as string }
  }
  const undo = (to: { id: string; version: number }) => ada.post(`/api/events/${to.id}/undo`, { version: to.version })

  test('all: exceptions move along and are named; undo is exact', async () => {
    const { path, title } = await weekly()
    const before = await seen(title)
    const moved = await ada.patch(`${path}?scope=all&occurrence=2027-03-29T07:00:00Z`, {
      startsAt: '2027-03-29T12:00:00Z',
      endsAt: '2027-03-29T12:30:00Z',
    })
    assert.deepEqual(
      moved.body.occurrences.map((one: { became: string; newKey: string }) => [one.became, one.newKey]),
      [
        ['shifted', '2027-03-22T13:00:00.000Z'],
        ['shifted', '2027-04-05T12:00:00.000Z'],
        ['shifted', '2027-04-12T12:00:00.000Z'],
      ],
    )
    assert.deepEqual(await starts(title), [
      '03-15T13:00',
      '03-23T13:00',
      '03-29T12:00',
      '04-05T12:00',
      '04-19T12:00',
      '04-26T12:00',
    ])
    assert.equal((await shown(title))[0].timeZone, 'Europe/Berlin')
    assert.equal((await undo(moved.body.undo)).status, 200)
    assert.deepEqual(await seen(title), before)
    assert.deepEqual(
      [(await undo(moved.body.undo)).body.refusal, (await ada.get(path)).body.attendees[0].reply],
      ['Changed', 'declined'],
    )
  })

  test('following: a split keeps both sides; undo joins them again, unless somebody has changed one', async () => {
    const { path, title, id } = await weekly()
    const before = await seen(title)
    const split = await ada.patch(`${path}?scope=following&occurrence=2027-04-05T07:00:00Z`, {
      title: `${title} later`,
    })
    assert.notEqual(split.body.id, id)
    assert.deepEqual(split.body.splitFrom, { id, key: '2027-04-05T07:00:00.000Z' })
    assert.deepEqual(
      [(await ada.get(path)).body.continuedBy, split.body.attendees[0].reply],
      [split.body.id, 'declined'],
    )
    assert.deepEqual(await starts(title), ['03-15T08:00', '03-23T13:00', '03-29T07:00'])
    assert.deepEqual(await starts(`${title} later`), ['04-05T07:00', '04-19T07:00', '04-26T07:00'])
    assert.deepEqual(
      split.body.occurrences.map((one: { became: string }) => one.became),
      ['kept', 'kept', 'kept'],
    )
    assert.equal((await undo(split.body.undo)).status, 200)
    assert.deepEqual([await seen(title), await starts(`${title} later`)], [before, []])
    const again = await ada.patch(`${path}?scope=following&occurrence=2027-04-05T07:00:00Z`, {
      title: `${title} later`,
    })
    await grace.post(`/api/events/${again.body.id}/reply`, { reply: 'accepted' })
    assert.equal((await undo(again.body.undo)).body.refusal, 'Changed')
    assert.equal((await starts(`${title} later`)).length, 3)
  })

  test('this: a changed meeting, and back', async () => {
    const { path, title } = await weekly()
    const before = await seen(title)
    const once = await ada.patch(`${path}?scope=this&occurrence=2027-04-12T07:00:00Z`, {
      title: 'Back',
      startsAt: '2027-04-13T07:00:00Z',
      endsAt: '2027-04-13T08:00:00Z',
    })
    assert.deepEqual(
      once.body.occurrences.map((one: { became: string }) => one.became),
      ['changed'],
    )
    assert.deepEqual(await starts('Back'), ['04-13T07:00'])
    await undo(once.body.undo)
    assert.deepEqual(await seen(title), before)
  })

  test('deleted in each scope, and each time brought back as it was', async () => {
    const { path, title, id } = await weekly()
    const before = await seen(title)
    const left = { this: 5, following: 2, all: 0 }
    for (const scope of ['this', 'following', 'all'] as const) {
      const { version } = (await ada.get(path)).body
      assert.equal((await ada.delete(`${path}?scope=${scope}&occurrence=2027-03-29T07:00:00Z`)).status, 204)
      assert.equal((await starts(title)).length, left[scope], scope)
      assert.equal((await grace.post(`/api/events/${id}/undo`, { version: version + 1 })).status, 403)
      assert.equal((await undo({ id, version: version + 1 })).status, 200, scope)
      assert.deepEqual(await seen(title), before, scope)
    }
    await atRest(host)
    assert.deepEqual(
      (await mails(host, 'grace@demo.test')).filter(({ subject }) => subject.includes(title)),
      [],
    )
  })

  test('several rules, extra and cancelled dates: made, listed, changed; each fault is named', async () => {
    const body = {
      title: 'Mixed',
      startsAt: '2027-03-01T09:00:00Z',
      endsAt: '2027-03-01T10:00:00Z',
      timeZone: 'UTC',
      rrule: 'FREQ=WEEKLY;COUNT=4',
      moreRules: ['FREQ=MONTHLY;BYMONTHDAY=15;BYHOUR=12;COUNT=2'],
      rdates: ['2027-03-20T09:00:00Z'],
      exdates: ['2027-03-08T09:00:00Z'],
    }
    const series = await ada.post('/api/events', body)
    assert.deepEqual(
      [series.body.moreRules, series.body.rdates, series.body.exdates],
      [body.moreRules, ['2027-03-20T09:00:00.000Z'], ['2027-03-08T09:00:00.000Z']],
    )
    assert.deepEqual(await starts('Mixed'), [
      '03-01T09:00',
      '03-15T09:00',
      '03-15T12:00',
      '03-20T09:00',
      '03-22T09:00',
      '04-15T12:00',
    ])
    const path = `/api/events/${series.body.id}?scope=all`
    assert.equal((await ada.patch(path, { exdates: [], rdates: [], moreRules: [] })).status, 200)
    assert.deepEqual(await starts('Mixed'), ['03-01T09:00', '03-08T09:00', '03-15T09:00', '03-22T09:00'])
    const faults: [Record<string, unknown>, string][] = [
      [{ rrule: 'FREQ=WEEKLY;BYDAY=XX' }, 'rrule'],
      [{ moreRules: ['FREQ=DAILY', 'FREQ=NEVER'] }, 'moreRules.1'],
      [{ rdates: ['2027-03-20'] }, 'rdates.0'],
      [{ rdates: ['soon'] }, 'rdates.0'],
      [{ rdates: ['2026-03-20T09:00:00Z'] }, 'rdates.0'],
      [{ exdates: ['2027-03-08T09:00:00Z', '2027-03-09T09:00:00Z'] }, 'exdates.1'],
      [{ rrule: null, moreRules: ['FREQ=DAILY'] }, 'moreRules'],
    ]
    for (const [patch, at] of faults) {
      const answer = await ada.patch(path, patch)
      assert.deepEqual([answer.status, answer.body.errors?.[0]?.path], [400, at], JSON.stringify(patch))
    }
  })
})
