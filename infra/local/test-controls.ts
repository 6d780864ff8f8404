import type { CallRecord } from './aws/record.ts'
import type { HostClock } from './clock.ts'
import type { CrashPoint, Faults } from './faults.ts'
import { type HttpAnswer, jsonError } from './http-api.ts'

const json = (body: unknown): HttpAnswer => ({
  status: 200,
  headers: [['content-type', 'application/json']],
  body: Buffer.from(JSON.stringify(body)),
})

/** What the controls ask of the host itself. */
interface HostControls {
  pending(): Promise<unknown>
  /** Tells what came of a mail, as Amazon SES does. */
  tellOfMail(message: string): Promise<void>
}

/**
 * What tests may do to the host: set its clock, make bad weather, tell what came of a mail, choose where it dies, ask
 * what it recorded.
 */
export class TestControls {
  private readonly clock: HostClock
  private readonly faults: Faults
  private readonly record: CallRecord
  private readonly host: HostControls

  constructor(clock: HostClock, faults: Faults, record: CallRecord, host: HostControls) {
    this.clock = clock
    this.faults = faults
    this.record = record
    this.host = host
  }

  async answer(method: string, path: string, body: Buffer): Promise<HttpAnswer> {
    if (method === 'GET' && path === '/local/calls') return json({ calls: this.record.list() })
    if (method === 'GET' && path === '/local/pending') return json(await this.host.pending())
    let input: Record<string, unknown>
    try {
      input = JSON.parse(body.toString('utf8') || '{}') as Record<string, unknown>
    } catch {
      return jsonError(400, 'not JSON')
    }
    if (method === 'POST' && path === '/local/clock') return this.setClock(input)
    if (method === 'POST' && path === '/local/faults') return this.setWeather(input)
    if (method === 'POST' && path === '/local/mail-news') {
      await this.host.tellOfMail(JSON.stringify(input))
      return json({ published: true })
    }
    if (method === 'POST' && path === '/local/kill') {
      this.faults.arm({ ...{ nth: 1, when: 'after' as const }, ...(input as Omit<CrashPoint, 'nth' | 'when'>) })
      return json({ armed: true })
    }
    return jsonError(404, 'Not Found')
  }

  private setClock({ now, advanceMs }: Record<string, unknown>): HttpAnswer {
    const target =
      typeof advanceMs === 'number'
        ? this.clock.now() + advanceMs
        : typeof now === 'number'
          ? now
          : Date.parse(String(now))
    if (!Number.isFinite(target)) return jsonError(400, 'needs now (an instant) or advanceMs (milliseconds)')
    this.clock.advanceTo(target)
    return json({ now: new Date(this.clock.now()).toISOString() })
  }

  private setWeather({ dynamodb, stream, functions, mail }: Record<string, unknown>): HttpAnswer {
    const { weather } = this.faults
    Object.assign(weather.dynamodb, dynamodb ?? {})
    Object.assign(weather.stream, stream ?? {})
    if (mail !== undefined) weather.mail = (mail ?? undefined) as typeof weather.mail
    for (const [handler, state] of Object.entries((functions ?? {}) as Record<string, string>)) {
      if (state === 'down') weather.down.add(handler)
      else weather.down.delete(handler)
    }
    return json({ ...weather, down: [...weather.down] })
  }
}
