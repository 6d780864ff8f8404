import assert from 'node:assert/strict'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type { CalendarAccount, CalendarProvider, Grant } from '../../../functions/ports/calendar-provider.ts'
import { rehearsals } from '../../../infra/rehearsal/rehearsals.ts'
import type { Simulator } from '../../../infra/rehearsal/simulator.ts'
import { calendarProviders, consentPath, type Provider } from '../../../shared/domain/event/calendar-providers.ts'
import { fingerprint, type ProviderEvent, type RemoteChange } from '../../../shared/domain/sync/provider-event.ts'
import { DAY_MS, HOUR_MS } from '../../../shared/domain/time/units.ts'
import { temporaryFolder } from '../../support/host.ts'
import { until } from '../../support/waiting.ts'
import { controlOf, startListener } from './simulated.ts'

/** A whole hour soon to come: what is listed from now on has all that is made here. */
const SOON = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + DAY_MS
const VERIFIER = 'what-only-the-browser-that-began-knows-0123456789'
const dateOf = (instant: number) => new Date(instant).toISOString().slice(0, 10)

const event = (title: string, change: Partial<ProviderEvent> = {}): ProviderEvent => ({
  ...{ title, description: '', location: '', isPrivate: false, isFree: false },
  times: { kind: 'timed', startsAt: SOON, endsAt: SOON + HOUR_MS, timeZone: 'Europe/Berlin' },
  ...change,
})

/** Events, each with what providers write in ways of their own. */
const said: [what: string, said: ProviderEvent][] = [
  ['an hour', event('Hour', { description: 'Two\nlines & <signs>', location: 'Köln' })],
  ['one that is private and takes no time', event('Own', { isPrivate: true, isFree: true })],
  [
    'whole days',
    event('Days', { times: { kind: 'allDay', startDate: dateOf(SOON), endDate: dateOf(SOON + 2 * DAY_MS) } }),
  ],
  ['a series', event('Series', { rrule: 'FREQ=DAILY;INTERVAL=2;COUNT=5' })],
]

/** What every provider of calendars owes to its port, against its simulator. */
export function calendarContract(name: Provider, open: (simulator: string) => CalendarProvider): void {
  describe(`${calendarProviders[name].name}: what a provider of calendars owes to its port`, () => {
    let simulator: Simulator
    let listener: Awaited<ReturnType<typeof startListener>>
    let provider: CalendarProvider
    let control: ReturnType<typeof controlOf>
    let made = 0

    beforeAll(async () => {
      const dataFile = join(temporaryFolder(), `${name}.json`)
      simulator = await rehearsals[name].start({ port: 0, dataFile, now: Date.now, isTest: true })
      listener = await startListener()
      provider = open(simulator.address)
      control = controlOf(simulator.address)
    })
    afterAll(async () => {
      listener.close()
      await simulator.close()
    })

    const redirectUri = `https://almanac.test${consentPath(name)}`
    /** The browser comes back from the consent page. */
    async function consented(email: string): Promise<{ code: string; state: string | null }> {
      const asked = { state: 'state', codeVerifier: VERIFIER, redirectUri, loginHint: email }
      const answer = await fetch(await provider.authorizeUrl(asked), { redirect: 'manual' })
      const { searchParams } = new URL(answer.headers.get('location')!)
      return { code: searchParams.get('code')!, state: searchParams.get('state') }
    }
    const exchanged = async (code: string, codeVerifier = VERIFIER): Promise<Grant> =>
      provider.exchange({ code, codeVerifier, redirectUri })
    /** A calendar that no other test has. */
    async function calendar(): Promise<CalendarAccount> {
      const { code } = await consented(`${name}${++made}@provider.test`)
      return provider.open((await exchanged(code)).credentials)
    }
    /** All changes since a cursor, and the next one, which comes with the last page alone. */
    async function changesOf(account: CalendarAccount, since?: string) {
      const changes: RemoteChange[] = []
      const cursors: (string | undefined)[] = []
      for await (const page of account.changes(since, Date.now())) {
        changes.push(...page.changes)
        cursors.push(page.cursor)
      }
      const cursor = cursors.pop()
      assert.ok(cursor !== undefined && cursors.every((one) => one === undefined), 'the cursor comes last, and once')
      return { changes, cursor, pages: cursors.length + 1 }
    }
    const titles = (changes: RemoteChange[]) =>
      changes.map((change) => (change.kind === 'present' ? change.event.title : `gone ${change.remoteId}`)).sort()
    const named = (expected: string) => (error: unknown) => (error as Error).name === expected
    const fault = (body: object) => control('faults', body)
    /** Where the API answers, its keys aside. */
    const eventsPath = name === 'google' ? '/calendar/v3/' : '/v1.0/'

    test('a grant says whose account it is; its code works once, and only for the browser that began', async () => {
      const { code, state } = await consented('Who@provider.test')
      assert.equal(state, 'state')
      const { accountEmail, accountId } = await exchanged(code)
      assert.equal(accountEmail, 'who@provider.test')
      assert.ok(accountId.length > 0)
      await assert.rejects(exchanged(code), named('GrantDead'))
      const other = await consented('who@provider.test')
      await assert.rejects(exchanged(other.code, `${VERIFIER}-of-another`), named('GrantDead'))
    })

    for (const [what, one] of said)
      test(`${what} comes back as it was said`, async () => {
        const account = await calendar()
        const { remoteId, etag } = await account.insert(one, 'subject', 'key')
        const found = await account.get(remoteId)
        assert.ok(found !== 'gone')
        assert.equal(fingerprint(found), fingerprint(one))
        assert.equal(found.etag, etag)
        // Outlook does not say it of itself.
        assert.ok(found.subjectId === undefined || found.subjectId === 'subject')
        const { changes } = await changesOf(account)
        assert.deepEqual(
          changes.map((change) => change.kind === 'present' && [change.event.remoteId, fingerprint(change.event)]),
          [[remoteId, fingerprint(one)]],
        )
      })

    test('an event made twice under one key is one, also where the first answer was lost', async () => {
      const account = await calendar()
      const first = await account.insert(event('Once'), 's1', 'k1')
      assert.equal((await account.insert(event('Once'), 's1', 'k1')).remoteId, first.remoteId)
      await fault({ method: 'POST', path: eventsPath, losesAnswer: true })
      await assert.rejects(account.insert(event('Lost'), 's2', 'k2'))
      const again = await account.insert(event('Lost'), 's2', 'k2')
      const { changes } = await changesOf(account)
      assert.deepEqual(titles(changes), ['Lost', 'Once'])
      assert.ok(changes.some((one) => one.kind === 'present' && one.event.remoteId === again.remoteId))
    })

    test('a change is made upon what was read; upon what is older it is refused, and nothing changes', async () => {
      const account = await calendar()
      const { remoteId, etag } = await account.insert(event('First'), 's', 'k')
      const second = await account.update(remoteId, etag, event('Second'))
      assert.ok(second !== 'gone' && second.etag !== etag && second.title === 'Second')
      await assert.rejects(account.update(remoteId, etag, event('Third')), named('RemoteChanged'))
      const found = await account.get(remoteId)
      assert.deepEqual(found !== 'gone' && [found.title, found.etag], ['Second', second.etag])
    })

    test('what is removed is gone; removed again, or never there, it is gone as well', async () => {
      const account = await calendar()
      const { remoteId, etag } = await account.insert(event('Short'), 's', 'k')
      const unknown = `${remoteId.slice(0, -4)}0000`
      await account.remove(remoteId)
      await account.remove(remoteId)
      await account.remove(unknown)
      for (const id of [remoteId, unknown]) assert.equal(await account.get(id), 'gone')
      assert.equal(await account.update(unknown, etag, event('Late')), 'gone')
      // Of what is gone Google may still know that it has changed since.
      const late = await account.update(remoteId, etag, event('Late')).catch((error: Error) => error.name)
      assert.ok(late === 'gone' || late === 'RemoteChanged', String(late))
      assert.equal(await account.get(remoteId), 'gone')
    })

    test('a cursor brings what came after it: all of it, page by page, and nothing else', async () => {
      const account = await calendar()
      const kept: string[] = []
      for (let i = 0; i < 8; i++) kept.push((await account.insert(event(`E${i}`), `s${i}`, `k${i}`)).remoteId)
      const all = await changesOf(account)
      assert.deepEqual(titles(all.changes), ['E0', 'E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7'])
      assert.ok(all.pages > 1, 'it is more than a page')
      const quiet = await changesOf(account, all.cursor)
      assert.deepEqual(quiet.changes, [])
      const [first, second] = kept as [string, string]
      const before = await account.get(first)
      assert.ok(before !== 'gone')
      await account.update(first, before.etag, event('Changed'))
      await account.remove(second)
      await account.insert(event('New'), 's8', 'k8')
      const since = await changesOf(account, quiet.cursor)
      assert.deepEqual(titles(since.changes), ['Changed', 'New', `gone ${second}`].sort())
      assert.deepEqual((await changesOf(account, since.cursor)).changes, [])
      assert.deepEqual(titles((await changesOf(account, all.cursor)).changes), titles(since.changes), 'a cursor stays')
    })

    test('of a cursor that is no longer known it is said so, and all can be listed anew', async () => {
      const account = await calendar()
      await account.insert(event('Kept'), 's', 'k')
      const { cursor } = await changesOf(account)
      await control('expire-tokens', {})
      await assert.rejects(changesOf(account, cursor), named('CursorExpired'))
      assert.deepEqual(titles((await changesOf(account)).changes), ['Kept'])
    })

    test('who asks for patience, refuses for good, or fails, is told apart', async () => {
      const account = await calendar()
      const body = { error: { code: 'x', message: 'x', errors: [{ reason: 'x' }] } }
      for (const [status, expected] of [
        [429, 'SlowDown'],
        [400, 'RemoteRefused'],
      ] as const) {
        await fault({ method: 'POST', path: eventsPath, status, body, headers: { 'retry-after': '7' } })
        const error = await account.insert(event('Never'), 's', 'k').then(
          () => assert.fail(`${status} was taken`),
          (reason: Error & { retryAfterSeconds?: number }) => reason,
        )
        assert.equal(error.name, expected)
        if (expected === 'SlowDown') assert.ok(error.retryAfterSeconds! > 0)
      }
      await fault({ method: 'POST', path: eventsPath, status: 500, body })
      const known = ['GrantDead', 'CursorExpired', 'RemoteChanged', 'SlowDown', 'RemoteRefused']
      await assert.rejects(account.insert(event('Never'), 's', 'k'), ({ name: said }: Error) => !known.includes(said))
      assert.deepEqual((await changesOf(account)).changes, [])
    })

    test('whoever watches is told of changes, with the token that was given; who stops twice has stopped', async () => {
      const account = await calendar()
      const asked = { channelId: `channel-${name}`, token: `token-${name}`, address: listener.address }
      const now = Date.now()
      const { resourceId, endsAt } = await account.watch({ ...asked, now })
      assert.ok(endsAt > now && endsAt <= now + calendarProviders[name].longestWatchMs)
      await account.insert(event('Heard'), 's', 'k')
      const isTold = () => listener.told.filter((one) => JSON.stringify(one).includes(asked.token)).length
      await until(
        'the change is told',
        async () => isTold(),
        (count) => count > 0,
      )
      await account.stopWatch(asked.channelId, resourceId)
      await account.stopWatch(asked.channelId, resourceId)
    })

    test('credentials that are refreshed are others; a grant that is taken back is dead', async () => {
      const { code } = await consented(`${name}-rest@provider.test`)
      const { credentials } = await exchanged(code)
      const account = provider.open(credentials)
      assert.equal(await account.get('nobody000'), 'gone')
      await control('expire-tokens', { kind: 'access' })
      assert.equal(await account.get('nobody000'), 'gone')
      assert.notEqual(await account.credentials(), credentials)
      await control('expire-tokens', { kind: 'refresh' })
      for (const one of [account, provider.open(credentials)])
        await assert.rejects(one.insert(event('Never'), 's', 'k'), named('GrantDead'))
    })
  })
}
