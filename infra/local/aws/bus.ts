import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { Assembly, Json } from '../assembly.ts'
import { ACCOUNT, REGION } from '../assembly.ts'
import type { DataFolder } from '../data-folder.ts'
import type { Disk } from '../disk.ts'
import { jsonAnswer, openAwsDoor } from './door.ts'
import type { DoorContext } from './door-context.ts'
import { matchesPattern } from './pattern.ts'
import { type QueueClient, queueNameOfArn } from './queues.ts'

interface Rule {
  bus: string
  pattern: Json
  targets: { Arn: string; InputPath?: string }[]
}

/**
 * The event bus: entries are kept before they are acknowledged and leave the file only when every target has them, so a
 * crash delivers twice but never loses.
 */
export class LocalBus {
  private readonly database: DatabaseSync
  private readonly disk: Disk
  private readonly rules: Rule[]
  private readonly queues: QueueClient
  private readonly urls: Map<string, string>
  private delivering: Promise<void> = Promise.resolve()

  constructor(
    assembly: Assembly,
    { database, disk }: Pick<DataFolder, 'database' | 'disk'>,
    queues: QueueClient,
    urls: Map<string, string>,
  ) {
    this.database = database
    this.disk = disk
    this.queues = queues
    this.urls = urls
    this.rules = assembly
      .resources('AWS::Events::Rule')
      .filter(({ properties }) => properties['EventPattern'] !== undefined && properties['State'] !== 'DISABLED')
      .map(({ properties }) => ({
        bus: String(properties['EventBusName'] ?? 'default'),
        pattern: properties['EventPattern']!,
        targets: (properties['Targets'] ?? []) as unknown as Rule['targets'],
      }))
  }

  /** Buses that have rules. */
  names(): string[] {
    return [...new Set(this.rules.map(({ bus }) => bus))]
  }

  pending(): number {
    return Number(this.database.prepare('SELECT count(*) AS n FROM bus').get()?.['n'] ?? 0)
  }

  put(entries: Record<string, unknown>[]): string[] {
    const insert = this.database.prepare('INSERT INTO bus (entry) VALUES (?)')
    const ids = entries.map((entry) => {
      const id = randomUUID()
      insert.run(JSON.stringify({ id, ...entry }))
      return id
    })
    this.deliver()
    return ids
  }

  /** Sends whatever is kept to the targets of the rules that match, one delivery at a time. */
  deliver(): void {
    this.delivering = this.delivering
      .then(() => this.deliverAll())
      .catch((error: Error) => this.disk.complain('bus', error))
  }

  private async deliverAll(): Promise<void> {
    for (const row of this.database.prepare('SELECT id, entry FROM bus ORDER BY id').all()) {
      const entry = JSON.parse(String(row['entry'])) as Record<string, string>
      const event = {
        version: '0',
        id: entry['id'],
        'detail-type': entry['DetailType'],
        source: entry['Source'],
        account: ACCOUNT,
        time: new Date().toISOString(),
        region: REGION,
        resources: [],
        detail: JSON.parse(entry['Detail'] ?? '{}') as Json,
      } as Record<string, Json>
      for (const rule of this.rules.filter(
        (one) => one.bus === entry['EventBusName'] && matchesPattern(one.pattern, event),
      ))
        for (const target of rule.targets) await this.send(target, event)
      this.database.prepare('DELETE FROM bus WHERE id = ?').run(Number(row['id']))
    }
  }

  private async send(target: Rule['targets'][number], event: Record<string, Json>): Promise<void> {
    const url = this.urls.get(queueNameOfArn(target.Arn))
    if (!url) throw new Error(`no queue behind the target ${target.Arn}`)
    const path = target.InputPath?.replace(/^\$\.?/, '') ?? ''
    const body =
      path === ''
        ? event
        : path.split('.').reduce<Json>((value, key) => (value as Record<string, Json>)[key] ?? null, event)
    await this.queues.call('SendMessage', { QueueUrl: url, MessageBody: JSON.stringify(body) })
  }
}

export function openBusDoor(bus: LocalBus, context: DoorContext) {
  return openAwsDoor(async ({ caller, json }) => {
    const handler = context.handlerOf(caller)
    const entries = (json['Entries'] ?? []) as Record<string, unknown>[]
    for (const entry of entries)
      context.record.add(
        handler,
        'events:PutEvents',
        `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${entry['EventBusName']}`,
      )
    context.faults.pass(handler, ['events:PutEvents'], 'before')
    const ids = bus.put(entries)
    context.faults.pass(handler, ['events:PutEvents'], 'after')
    return jsonAnswer({ FailedEntryCount: 0, Entries: ids.map((EventId) => ({ EventId })) })
  })
}
