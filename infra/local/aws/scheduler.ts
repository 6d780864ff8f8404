import type { DatabaseSync } from 'node:sqlite'
import { ACCOUNT, REGION } from '../assembly.ts'
import type { HostClock } from '../clock.ts'
import { type AwsAnswer, openAwsDoor } from './door.ts'
import type { DoorContext } from './door-context.ts'
import { type QueueClient, queueNameOfArn } from './queues.ts'

interface Schedule {
  ScheduleExpression: string
  Target: { Arn: string; RoleArn: string; Input?: string }
}

const rest = (status: number, body: unknown, error?: string): AwsAnswer => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...(error && { 'x-amzn-errortype': error }) },
})

/**
 * One-time schedules, kept over restarts and fired under the host's clock; what came due meanwhile fires at the start.
 */
export class LocalScheduler {
  private readonly database: DatabaseSync
  private readonly clock: HostClock
  private readonly queues: QueueClient
  private readonly urls: Map<string, string>
  private firing = false

  constructor(database: DatabaseSync, clock: HostClock, queues: QueueClient, urls: Map<string, string>) {
    this.database = database
    this.clock = clock
    this.queues = queues
    this.urls = urls
  }

  due(): number {
    return Number(
      this.database.prepare('SELECT count(*) AS n FROM schedules WHERE at <= ?').get(this.clock.now())?.['n'] ?? 0,
    )
  }

  create(name: string, schedule: Schedule): AwsAnswer {
    const at = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(schedule.ScheduleExpression)?.[1]
    if (!at)
      return rest(400, { Message: `Invalid Schedule Expression ${schedule.ScheduleExpression}` }, 'ValidationException')
    const taken = this.database.prepare('SELECT 1 FROM schedules WHERE name = ?').get(name)
    if (taken) return rest(409, { Message: `Schedule ${name} already exists.` }, 'ConflictException')
    this.database
      .prepare('INSERT INTO schedules (name, at, schedule) VALUES (?, ?, ?)')
      .run(name, Date.parse(`${at}Z`), JSON.stringify(schedule))
    return rest(200, { ScheduleArn: `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/${name}` })
  }

  read(name: string): AwsAnswer {
    const row = this.database.prepare('SELECT schedule FROM schedules WHERE name = ?').get(name)
    return row
      ? rest(200, JSON.parse(String(row['schedule'])))
      : rest(404, { Message: `Schedule ${name} does not exist.` }, 'ResourceNotFoundException')
  }

  remove(name: string): AwsAnswer {
    const { changes } = this.database.prepare('DELETE FROM schedules WHERE name = ?').run(name)
    return changes > 0
      ? rest(200, {})
      : rest(404, { Message: `Schedule ${name} does not exist.` }, 'ResourceNotFoundException')
  }

  /**
   * Puts the ticks that are due on their queues; each schedule is deleted after it has fired (ActionAfterCompletion).
   */
  async fire(): Promise<void> {
    if (this.firing) return
    this.firing = true
    try {
      for (const row of this.database
        .prepare('SELECT name, schedule FROM schedules WHERE at <= ? ORDER BY at')
        .all(this.clock.now())) {
        const { Target } = JSON.parse(String(row['schedule'])) as Schedule
        const url = this.urls.get(queueNameOfArn(Target.Arn))
        if (url) await this.queues.call('SendMessage', { QueueUrl: url, MessageBody: Target.Input ?? '{}' })
        this.database.prepare('DELETE FROM schedules WHERE name = ?').run(String(row['name']))
      }
    } finally {
      this.firing = false
    }
  }
}

const actions: Record<string, string> = { POST: 'CreateSchedule', GET: 'GetSchedule', DELETE: 'DeleteSchedule' }

export function openSchedulerDoor(scheduler: LocalScheduler, context: DoorContext) {
  return openAwsDoor(async ({ caller, method, path, query, json }) => {
    const handler = context.handlerOf(caller)
    const action = actions[method]
    if (!action) return rest(400, { Message: 'not understood here' }, 'ValidationException')
    const group = query.get('groupName') ?? String(json['GroupName'] ?? 'default')
    const name = `${group}/${decodeURIComponent(path.split('/').at(-1) ?? '')}`
    context.record.add(handler, `scheduler:${action}`, `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/${name}`)
    if (action === 'CreateSchedule')
      context.record.add(handler, 'iam:PassRole', String((json['Target'] as Schedule['Target'] | undefined)?.RoleArn))
    context.faults.pass(handler, [`scheduler:${action}`], 'before')
    const answer =
      action === 'CreateSchedule'
        ? scheduler.create(name, json as unknown as Schedule)
        : action === 'GetSchedule'
          ? scheduler.read(name)
          : scheduler.remove(name)
    context.faults.pass(handler, [`scheduler:${action}`], 'after')
    return answer
  })
}
