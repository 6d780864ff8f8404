import assert from 'node:assert/strict'
import type { RunningHost } from './host.ts'
import { pause, until } from './waiting.ts'

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every route
  body: any
}

/** Speaks HTTP to a host as one person, as a program would: JSON in, JSON out, the session's cookie kept. */
export class Client {
  readonly app: string
  cookie = ''

  constructor(app: string) {
    this.app = app
  }

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(path.startsWith('http') ? path : `${this.app}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(this.cookie && { cookie: this.cookie }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
    if (cookie) this.cookie = cookie.endsWith('=') ? '' : cookie
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }

  get = (path: string) => this.call('GET', path)
  post = (path: string, body: unknown = {}, headers?: Record<string, string>) => this.call('POST', path, body, headers)
  patch = (path: string, body: unknown, headers?: Record<string, string>) => this.call('PATCH', path, body, headers)
  put = (path: string, body: unknown, headers?: Record<string, string>) => this.call('PUT', path, body, headers)
  delete = (path: string, headers?: Record<string, string>) => this.call('DELETE', path, undefined, headers)
}

export async function signIn(
  host: RunningHost,
  email = host.local.demo.email,
  password = host.local.demo.password,
): Promise<Client> {
  const client = new Client(host.app)
  const answer = await client.post('/api/session', { email, password })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return client
}

/** Waits until nothing is under way any more. */
export async function atRest(host: RunningHost): Promise<void> {
  let quiet = 0
  await until(
    'the host comes to rest',
    async () => {
      const { pending } = (await fetch(`${host.app}/api/health`).then((response) => response.json())) as {
        pending: Record<string, number>
      }
      const isQuiet = Object.values(pending).every((count) => count === 0)
      quiet = isQuiet ? quiet + 1 : 0
      const detail = isQuiet ? '' : await fetch(`${host.app}/local/pending`).then((response) => response.text())
      return { pending, detail }
    },
    () => quiet >= 2,
  )
}

export interface ReceivedMail {
  id: string
  subject: string
  from: { address: string }[]
  to: { address: string }[]
  text: string
  html: string
  headers: Record<string, string>
  messageId?: string
  attachments?: { generatedFileName: string; contentType: string }[]
}

/** The mails in the inbox, the oldest first; of one recipient when named. */
export async function mails(host: RunningHost, to?: string): Promise<ReceivedMail[]> {
  const all = (await fetch(`${host.mailbox}/api/email`).then((response) => response.json())) as ReceivedMail[]
  return to === undefined ? all : all.filter((mail) => mail.to.some(({ address }) => address === to))
}

/** The calendar part of a mail, as text. */
export async function calendarPart(host: RunningHost, mail: ReceivedMail): Promise<string> {
  const part = mail.attachments?.find(({ contentType }) => contentType.startsWith('text/calendar'))
  assert.ok(part, 'the mail has no calendar part')
  return fetch(`${host.mailbox}/api/email/${mail.id}/attachment/${encodeURIComponent(part.generatedFileName)}`).then(
    (response) => response.text(),
  )
}

export async function advanceClock(host: RunningHost, milliseconds: number): Promise<number> {
  const { now } = (await fetch(`${host.app}/local/clock`, {
    method: 'POST',
    body: JSON.stringify({ advanceMs: milliseconds }),
  }).then((response) => response.json())) as { now: string }
  return Date.parse(now)
}

export async function setFaults(host: RunningHost, faults: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${host.app}/local/faults`, { method: 'POST', body: JSON.stringify(faults) })
  assert.equal(response.status, 200)
}

export interface Slot {
  startsAt: string
  endsAt: string
}

/** The offered times of a type over the next days. */
export async function slots(
  host: RunningHost,
  type: string,
  days = 13,
  timeZone = 'Europe/Berlin',
  more = '',
): Promise<Slot[]> {
  const date = (at: number) => new Date(at).toISOString().slice(0, 10)
  const { now } = (await fetch(`${host.app}/local/clock`, { method: 'POST', body: '{"advanceMs":0}' }).then(
    (response) => response.json(),
  )) as { now: string }
  const from = Date.parse(now)
  const answer = await new Client(host.app).get(
    `/api/public/${host.local.company}/${type}/slots?from=${date(from)}&to=${date(from + days * 86_400_000)}&timeZone=${timeZone}${more}`,
  )
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body.slots
}

/**
 * A start ten minutes ago. The meetings about now that the demo company gave these people are cancelled:
 * at some hours they would have no time, and an earlier one may be over.
 */
export async function begunStart(host: RunningHost, people: Client[]): Promise<string> {
  const now = await advanceClock(host, 0)
  const about = (minutes: number) => new Date((Math.floor(now / 60_000) + minutes) * 60_000).toISOString()
  for (const person of people) {
    const { body } = await person.get(`/api/events?from=${about(-60)}&to=${about(120)}`)
    for (const { id, marks } of body.events) if (!marks.includes('booking')) await person.delete(`/api/events/${id}`)
  }
  return about(-10)
}

export function bookingBody(startsAt: string, name = 'Customer', email = `${name.toLowerCase()}@example.test`) {
  return { startsAt, customer: { name, email, timeZone: 'America/New_York' }, answers: {}, guests: [] }
}

/**
 * What is asked for once more when the answer was "busy" or "not now", as that answer says; each answer is progress.
 */
export async function insisting(ask: () => Promise<Answer>, most = 100): Promise<Answer> {
  let answer = await ask()
  for (let tries = 1; (answer.status === 429 || answer.status === 503) && tries < most; tries++) {
    assert.ok(Number(answer.headers.get('retry-after')) > 0, `${answer.status} without Retry-After`)
    await pause(200)
    answer = await ask()
  }
  return answer
}

/** How many looks in a row must find nothing running before what is still queued is taken to wait for the clock. */
const IDLE_LOOKS = 100

/** Waits until no function runs, and the queues are empty or what is in them waits for the clock. */
async function nothingRuns(host: RunningHost): Promise<void> {
  let idle = 0
  await until(
    'the functions end',
    async () => {
      const pending = (await fetch(`${host.app}/local/pending`).then((response) => response.json())) as {
        stream: number
        queues: number
        bus: number
        invocations: number
      }
      idle = pending.invocations + pending.stream + pending.bus === 0 ? idle + 1 : 0
      return { ...pending, idle }
    },
    ({ queues }) => idle >= (queues === 0 ? 2 : IDLE_LOOKS),
  )
}

/** Lets what a crash or a storm left behind be found: leases and graces run out on the set clock. */
export async function recovered(host: RunningHost): Promise<void> {
  for (let tries = 0; tries < 4; tries++) {
    await advanceClock(host, 6 * 60_000)
    await pause(300)
    // A jump while a mail is on its way would end its lease, as if its worker had died.
    await nothingRuns(host)
  }
  await atRest(host)
}
