import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { isAlive } from '../../infra/local/alive.ts'
import { atRest, bookingBody, Client, mails, recovered, signIn, slots } from '../support/client.ts'
import { demoFolder, type RunningHost, startHost } from '../support/host.ts'
import { pause, until } from '../support/waiting.ts'

/** Four in every run, for each takes fifteen seconds; `RESTART_ROUNDS=20` does twenty. */
const ROUNDS = Number(process.env['RESTART_ROUNDS'] ?? 4)

/** Books until the host dies. @returns those whose booking was acknowledged; `onFirst` hears of the first of them */
async function bookUntilDeath(
  host: RunningHost,
  offered: string[],
  prefix: string,
  onFirst: () => void,
): Promise<string[]> {
  const acknowledged: string[] = []
  await Promise.all(
    offered.map(async (startsAt, i) => {
      await pause(i * 25)
      const name = `${prefix}n${i}`
      const answer = await new Client(host.app)
        .post('/api/public/demo/call/bookings', bookingBody(startsAt, name))
        .catch(() => undefined)
      if (answer?.status !== 201) return
      acknowledged.push(name)
      onFirst()
    }),
  )
  return acknowledged
}

/** Waits for the death of a host at the point that was set; what it still has to do is how far it has come. */
async function diesAt(host: RunningHost, point: string): Promise<void> {
  let isDone = false
  host.ended.then(() => {
    isDone = true
  })
  const workLeft = () =>
    fetch(`${host.app}/local/pending`)
      .then((response) => response.text())
      .catch(() => 'no answer')
  await until(
    `the host dies ${point}`,
    async () => ({ isDone, left: await workLeft() }),
    (seen) => seen.isDone,
  )
}

/** Connects Ada's calendar at the rehearsal Google. */
async function connect(host: RunningHost): Promise<void> {
  const ada = await signIn(host)
  const begun = await ada.post('/api/connections', { provider: 'google', loginHint: 'ada@gmail.test' })
  await ada.get((await fetch(begun.body.authorizeUrl, { redirect: 'manual' })).headers.get('location')!)
  const { body } = await ada.get('/api/connections')
  await ada.post(`/api/connections/${body.connections[0].id}/plan/approve`)
  await atRest(host)
}

async function wideHours(host: RunningHost): Promise<void> {
  const ada = await signIn(host)
  const { id } = (await ada.get('/api/me')).body
  const weekly = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }))
  await ada.put(`/api/schedules/${id}`, { timeZone: 'UTC', weekly })
}

/**
 * Every acknowledged booking is there with its mails (a mail in flight may come twice, then with the same Message-ID),
 * in the calendar, and once at Google.
 */
async function verify(host: RunningHost, names: string[]): Promise<void> {
  const all = await mails(host)
  const { accounts } = (await fetch(`${host.local.google}/_control/events`).then((response) => response.json())) as {
    accounts: Record<string, { summary: string; status: string }[]>
  }
  for (const name of names) {
    const toCustomer = all.filter(
      ({ to, subject }) => to[0]!.address === `${name}@example.test` && subject.startsWith('Booked'),
    )
    assert.ok(toCustomer.length === 1 || toCustomer.length === 2, `${name} has ${toCustomer.length} mails`)
    assert.equal(new Set(toCustomer.map(({ headers }) => headers['message-id'])).size, 1, `${name}: one Message-ID`)
    const toHost = all.filter(({ subject }) => subject.startsWith(`New booking: Intro call with ${name},`))
    assert.ok(toHost.length >= 1, `${name}: the host heard of it`)
    const copies = accounts['ada@gmail.test']!.filter(
      ({ summary, status }) => summary === `Intro call: ${name}` && status !== 'cancelled',
    )
    assert.equal(copies.length, 1, `${name} stands ${copies.length} times at Google`)
  }
}

describe('kill -9 loses nothing that was acknowledged', () => {
  test('many times at random moments, with bookings, mails and synchronisation in flight', async () => {
    const dataFolder = await demoFolder()
    let host = await startHost({ dataFolder })
    await wideHours(host)
    await connect(host)
    const offered = (await slots(host, 'call')).map(({ startsAt }) => startsAt)
    const names: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const first = Promise.withResolvers<void>()
      const booking = bookUntilDeath(host, offered.slice(round * 8, round * 8 + 8), `r${round}`, first.resolve)
      // Something is in flight, however slow the machine is; what it is differs from round to round.
      await Promise.race([first.promise, booking])
      await pause((round * 137) % 700)
      await host.kill()
      names.push(...(await booking))
      host = await startHost({ dataFolder })
    }
    assert.ok(names.length >= ROUNDS, `only ${names.length} bookings were acknowledged`)
    await recovered(host)
    await verify(host, names)
    assert.equal(await host.stop(), 0)
  })

  const points: [string, Record<string, unknown>][] = [
    [
      'after the state was written',
      { function: 'http/public.handler', action: 'dynamodb:TransactWriteItems', when: 'after' },
    ],
    [
      'before the change was published',
      { function: 'jobs/publish-changes.handler', action: 'events:PutEvents', when: 'before' },
    ],
    [
      'after the change was published',
      { function: 'jobs/publish-changes.handler', action: 'events:PutEvents', when: 'after' },
    ],
    [
      'between the mail server’s 250 and our record of it',
      { function: 'jobs/send-mail.handler', action: 'dynamodb:PutItem', when: 'before' },
    ],
    [
      'between the provider’s insert and our link',
      { function: 'jobs/sync-calendar.handler', action: 'dynamodb:PutItem', when: 'before' },
    ],
    [
      'between a reminder’s row and its schedule',
      { function: 'jobs/send-reminder.handler', action: 'scheduler:CreateSchedule', when: 'before' },
    ],
    [
      'between a schedule and the record of its planning',
      { function: 'jobs/send-reminder.handler', action: 'scheduler:CreateSchedule', when: 'after' },
    ],
  ]
  describe('once at each named point', () => {
    let dataFolder: string
    let host: RunningHost
    let offered: string[]
    beforeAll(async () => {
      dataFolder = await demoFolder()
      host = await startHost({ dataFolder })
      await wideHours(host)
      await connect(host)
      offered = (await slots(host, 'call')).map(({ startsAt }) => startsAt)
    })
    afterAll(() => host.stop())

    for (const [i, [title, point]] of points.entries())
      test(title, async () => {
        await fetch(`${host.app}/local/kill`, { method: 'POST', body: JSON.stringify({ nth: 1, ...point }) })
        const name = `point${i}`
        const answer = await new Client(host.app)
          .post('/api/public/demo/call/bookings', bookingBody(offered[20 + i * 3]!, name), { 'idempotency-key': name })
          .catch(() => undefined)
        await diesAt(host, title)
        host = await startHost({ dataFolder })
        // Whose answer was lost asks again with the same key and gets the booking that was made.
        if (answer?.status !== 201) {
          const again = await new Client(host.app).post(
            '/api/public/demo/call/bookings',
            bookingBody(offered[20 + i * 3]!, name),
            { 'idempotency-key': name },
          )
          assert.equal(again.status, 201, JSON.stringify(again.body))
        }
        await recovered(host)
        await verify(host, [name])
      })
  })

  test('between announcing a room’s series and resolving it: it stands, or it is gone without a trace', async () => {
    const dataFolder = await demoFolder()
    let host = await startHost({ dataFolder })
    let ada = await signIn(host)
    const room = (await ada.post('/api/resources', { name: 'Attic', timeZone: 'UTC' })).body.id as string
    await ada.post('/api/appointment-types', {
      slug: 'attic',
      title: 'Attic',
      resources: [room],
      durationsMinutes: [60],
    })
    const offered = (await slots(host, 'attic', 13, 'UTC')).filter(({ startsAt }) =>
      startsAt.endsWith('T10:00:00.000Z'),
    )
    const [first, , , , , , , eighth] = offered
    const series = (title: string, hours: number) => {
      const shifted = (instant: string) => new Date(Date.parse(instant) + hours * 3_600_000).toISOString()
      const times = { startsAt: shifted(first!.startsAt), endsAt: shifted(first!.endsAt), timeZone: 'UTC' }
      return { title, ...times, rrule: 'FREQ=WEEKLY', resources: [room] }
    }
    const announceAndDie = async (body: object) => {
      const point = { function: 'http/app.handler', action: 'dynamodb:TransactWriteItems', when: 'after', nth: 1 }
      await fetch(`${host.app}/local/kill`, { method: 'POST', body: JSON.stringify(point) })
      await ada.post('/api/events', body).catch(() => undefined)
      await diesAt(host, 'after the announcement')
      host = await startHost({ dataFolder })
      ada = await signIn(host)
      await recovered(host)
    }
    const titles = async () => {
      const to = new Date(Date.parse(first!.startsAt) + 15 * 86_400_000).toISOString()
      const { body } = await ada.get(`/api/events?from=${first!.startsAt}&to=${to}&members=${room}`)
      return body.events.map(({ title }: { title: string }) => title)
    }
    assert.equal(
      (await new Client(host.app).post('/api/public/demo/attic/bookings', bookingBody(eighth!.startsAt, 'Early')))
        .status,
      201,
    )
    await announceAndDie(series('Choir', 3))
    assert.equal((await titles()).filter((title: string) => title === 'Choir').length, 3)
    assert.equal((await ada.post('/api/events', series('Band', 3))).body.refusal, 'RoomTaken')
    await announceAndDie(series('Clash', 0))
    assert.ok(!(await titles()).includes('Clash'), 'it met a booking and was withdrawn')
    await host.stop()
  })

  test('everything that the host started ends with it', async () => {
    const host = await startHost()
    const { readFileSync } = await import('node:fs')
    const { pid } = JSON.parse(readFileSync(`${host.dataFolder}/companion.json`, 'utf8')) as { pid: number }
    await host.kill()
    await until(
      'the companion ends',
      async () => isAlive(pid),
      (alive) => !alive,
    )
  })
})
