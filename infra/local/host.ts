import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { HOUR_MS } from '../../shared/domain/time/units.ts'
import { type Rehearsed, rehearsals, rehearsed } from '../rehearsal/rehearsals.ts'
import { readAssembly } from './assembly.ts'
import { BucketClient } from './aws/buckets.ts'
import { LocalBus, openBusDoor } from './aws/bus.ts'
import type { DoorContext } from './aws/door-context.ts'
import { openDynamoDoor } from './aws/dynamodb.ts'
import { openKmsDoor } from './aws/kms.ts'
import { QueueClient, queueNameOfArn } from './aws/queues.ts'
import { CallRecord } from './aws/record.ts'
import { openS3Door } from './aws/s3.ts'
import { LocalScheduler, openSchedulerDoor } from './aws/scheduler.ts'
import { openSqsDoor } from './aws/sqs.ts'
import { HostClock } from './clock.ts'
import { startCompanions, untilFormerIsGone } from './companions.ts'
import { type DataFolder, openDataFolder } from './data-folder.ts'
import { isDiskFull } from './disk.ts'
import { Edge } from './edge.ts'
import { Failure } from './failure.ts'
import { Faults } from './faults.ts'
import { LocalFunctions } from './functions.ts'
import { type HttpAnswer, HttpApi, jsonError } from './http-api.ts'
import { openInbound } from './inbound.ts'
import { openMailDoor } from './mail-weather.ts'
import { QueuePoller } from './queue-poller.ts'
import { rehearsalRoom } from './rehearsal-room.ts'
import { RuleClock } from './rule-clock.ts'
import { StreamPoller } from './stream.ts'
import { ensureTables, expireItems } from './table.ts'
import { TestControls } from './test-controls.ts'

export interface HostOptions {
  /** Folder of the cloud assembly. */
  assembly: string
  dataFolder: string
  port: number
  isTest: boolean
  /** What an earlier start left in the folder is taken away first. */
  startsAnew?: boolean
  /** Parameters of the template beyond the public address, by the addresses that were started. */
  parameters?: Record<string, string>
}

export interface Host {
  address: string
  mailbox: string
  smtp: string
  /** Where mail is received, if it is. */
  inbound?: string
  /** The simulators of providers, by their names. */
  rehearsals: Record<Rehearsed, string>
  folder: DataFolder
  outputs: Record<string, string>
  /** The value of a generated secret, by the reference that outputs carry. */
  secret(reference: string): string
  pending(): Promise<{ stream: number; queues: number; bus: number; invocations: number }>
  clock: HostClock
  faults: Faults
  bus: LocalBus
  /** Variables that lead the AWS clients to the local doors. */
  endpoints: Record<string, string>
  queues: { client: QueueClient; urls: Map<string, string> }
  stop(): Promise<void>
}

const MOST_READ_BYTES = 11 * 1024 * 1024

async function listen(port: number): Promise<Server> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Failure(`Port ${port} is taken. Stop what uses it, or choose another with PORT.`)
          : new Failure(`Port ${port} cannot be opened (${error.code}).`),
      )
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size <= MOST_READ_BYTES) chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

/** Generated secrets of the template, made once and kept in the data folder. */
function generatedSecrets(folder: DataFolder): (id: string) => string {
  const kept = folder.readJson<Record<string, string>>('secrets.json') ?? {}
  return (id) => {
    if (kept[id] === undefined) {
      kept[id] = createHash('sha256').update(randomBytes(32)).digest('hex').slice(0, 40)
      folder.writeJson('secrets.json', kept, 0o600)
    }
    return kept[id]
  }
}

/** Where calls are recorded: in the data folder, or where a test run gathers those of all its hosts. */
function callsFile(folder: DataFolder): string {
  const gathered = process.env['ALMANAC_CALLS']
  return gathered ? join(gathered, `${process.pid}.jsonl`) : folder.file('calls.jsonl')
}

function masterKey(folder: DataFolder): Buffer {
  const file = folder.file('master.key')
  if (!existsSync(file)) folder.write('master.key', randomBytes(32), 0o600)
  return readFileSync(file)
}

/** Boots what a synthesized template describes on this machine. Knows no route, handler, queue or table by name. */
export async function startHost(options: HostOptions): Promise<Host> {
  const folder = openDataFolder(options.dataFolder, options.isTest)
  folder.remove('local.json')
  if (options.startsAnew) {
    await untilFormerIsGone(folder)
    folder.clear()
  }
  const server = await listen(options.port)
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let ready: ((request: IncomingMessage, body: Buffer) => Promise<HttpAnswer>) | undefined
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    respond(request, response, ready).catch((error: Error) => {
      if (!folder.disk.hear(error)) console.error(error)
      response.destroy()
    })
  })

  const clock = new HostClock(folder.file('clock'))
  if (!options.isTest) clock.advanceTo(Date.now())
  const faults = new Faults()
  const companions = await startCompanions(folder, clock.file, options.isTest, (said) => {
    const why = isDiskFull(said)
      ? folder.disk.failure().message
      : 'The table, queue and mail servers ended; so does Almanac.'
    console.error(why)
    process.exit(1)
  })
  const secret = generatedSecrets(folder)
  const assembly = readAssembly({
    folder: options.assembly,
    parameters: {
      PublicAddress: address,
      MailFrom: 'desk@almanac.test',
      InboundDomain: process.env['ALMANAC_INBOUND_DOMAIN'] ?? 'reply.almanac.test',
      ...(process.env['ALMANAC_QUIET_SECONDS'] && { QuietSeconds: process.env['ALMANAC_QUIET_SECONDS'] }),
      ...Object.assign({}, ...rehearsed.map((name) => rehearsals[name].parametersAt(companions.rehearsals[name]))),
      ...options.parameters,
    },
    secret,
  })
  const record = new CallRecord(options.isTest ? callsFile(folder) : undefined, folder.disk)
  let functions: LocalFunctions | undefined
  const context: DoorContext = { handlerOf: (id) => functions?.handlerOf(id) ?? id, record, faults, disk: folder.disk }
  const queues = new QueueClient(companions.queues)
  // One emulator is both.
  const buckets = new BucketClient(companions.queues)
  const [tables, urls] = await Promise.all([
    ensureTables(assembly, companions.table),
    queues.ensure(assembly),
    buckets.ensure(assembly),
  ])
  const bus = new LocalBus(assembly, folder, queues, urls)
  const scheduler = new LocalScheduler(folder.database, clock, queues, urls)
  const streams: StreamPoller[] = []
  const doors = await Promise.all([
    openDynamoDoor(companions.table, context, () => {
      for (const stream of streams) stream.nudge()
    }),
    openSqsDoor(companions.queues, context),
    openBusDoor(bus, context),
    openSchedulerDoor(scheduler, context),
    openKmsDoor(masterKey(folder), context),
    openS3Door(companions.queues, context),
  ])
  const [dynamodb, sqs, events, schedules, kms, s3] = doors.map((door) => door.address) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const endpoints = {
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_ENDPOINT_URL_EVENTBRIDGE: events,
    AWS_ENDPOINT_URL_SCHEDULER: schedules,
    AWS_ENDPOINT_URL_KMS: kms,
    AWS_ENDPOINT_URL_S3: s3,
  }
  const mailDoor = options.isTest ? await openMailDoor(companions.smtp, faults) : undefined
  functions = new LocalFunctions(
    assembly,
    {
      ...endpoints,
      SMTP_URL: mailDoor?.address ?? companions.smtp,
      ...(options.isTest && { ALMANAC_TEST: '1', ALMANAC_CLOCK_FILE: clock.file }),
    },
    { file: folder.file('functions.log'), disk: folder.disk },
  )
  const edge = new Edge(assembly, new HttpApi(assembly, functions, new URL(address).host))
  const mappings = assembly.resources('AWS::Lambda::EventSourceMapping').map(({ properties }) => properties)
  const pollers = mappings
    .filter((mapping) => String(mapping['EventSourceArn']).includes(':sqs:'))
    .map((mapping) => new QueuePoller({ mapping, functions: functions!, queues, urls, faults, disk: folder.disk }))
  for (const mapping of mappings.filter((one) => String(one['EventSourceArn']).includes(':dynamodb:'))) {
    const table = tables.find((name) => String(mapping['EventSourceArn']).includes(`/${name}/`)) ?? ''
    streams.push(
      new StreamPoller({ target: companions.table, table, mapping, functions, folder, faults, queues, urls }),
    )
  }
  const rules = new RuleClock(assembly, clock, functions, faults)

  const pending = async () => {
    const sources = mappings.map((mapping) => String(mapping['EventSourceArn'])).filter((arn) => arn.includes(':sqs:'))
    const waiting = await Promise.all(
      sources.map(async (arn) => {
        const QueueUrl = urls.get(arn.split(':').at(-1) ?? '')
        const { Attributes } = await queues.call<{ Attributes: Record<string, string> }>('GetQueueAttributes', {
          QueueUrl,
          AttributeNames: ['All'],
        })
        return [
          'ApproximateNumberOfMessages',
          'ApproximateNumberOfMessagesNotVisible',
          'ApproximateNumberOfMessagesDelayed',
        ].reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0)
      }),
    )
    return {
      stream: streams.reduce((sum, one) => sum + one.pending(), 0),
      queues: waiting.reduce((a, b) => a + b, 0),
      bus: bus.pending() + scheduler.due(),
      invocations: functions!.running(),
    }
  }
  /** What a topic is told goes to the queues that are subscribed to it. */
  const publish = async (topic: string, message: string) => {
    const subscriptions = assembly.resources('AWS::SNS::Subscription')
    for (const { properties } of subscriptions.filter((one) => one.properties['TopicArn'] === topic)) {
      const QueueUrl = urls.get(queueNameOfArn(String(properties['Endpoint'])))
      await queues.call('SendMessage', { QueueUrl, MessageBody: message })
    }
  }
  const inbound = await openInbound(assembly, { buckets, clock, disk: folder.disk, publish })
  /** What came of mails goes to the topics that Amazon SES is told to tell. */
  const tellOfMail = async (message: string) => {
    for (const { properties } of assembly.resources('AWS::SES::ConfigurationSetEventDestination')) {
      const { SnsDestination } = properties['EventDestination'] as { SnsDestination?: { TopicARN: string } }
      if (SnsDestination) await publish(SnsDestination.TopicARN, message)
    }
  }
  const controls = new TestControls(clock, faults, record, { pending, tellOfMail })

  ready = async (request, body) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const room = rehearsalRoom(request.method ?? 'GET', path)
    if (room) return room
    if (options.isTest && path.startsWith('/local/')) return controls.answer(request.method ?? 'GET', path, body)
    const began = performance.now()
    const answer = await edge.answer(request, body, clock.now())
    // Busy, not to be asked, or broken: with a full disk under it the reason is the disk.
    if ([429, 500, 503].includes(answer.status) && folder.disk.wasFullSince(began)) return noRoom
    return withQueued(answer, pending)
  }
  const look = () => {
    rules.look()
    scheduler.fire().catch((error: Error) => folder.disk.complain('scheduler', error))
  }
  clock.onSet(look)
  const looking = setInterval(look, 250)
  const expiring = setInterval(() => expireItems(assembly, companions.table, clock.now()).catch(() => {}), HOUR_MS)
  bus.deliver()
  const following = [...streams, ...pollers].map((one) => one.run())

  return {
    address,
    mailbox: companions.mailbox,
    smtp: mailDoor?.address ?? companions.smtp,
    ...(inbound && { inbound: inbound.address }),
    rehearsals: companions.rehearsals,
    folder,
    outputs: assembly.outputs(),
    secret: (reference) => secret(reference.split(':').at(-1) ?? ''),
    pending,
    clock,
    faults,
    bus,
    endpoints,
    queues: { client: queues, urls },
    async stop() {
      clearInterval(looking)
      clearInterval(expiring)
      inbound?.server.close()
      for (const one of [...streams, ...pollers]) one.stop()
      server.close()
      server.closeAllConnections()
      // What has begun is finished: a function that is cut off leaves its message invisible for minutes.
      for (let tries = 0; tries < 100 && (functions?.running() ?? 0) > 0; tries++)
        await new Promise((resolve) => setTimeout(resolve, 50))
      await Promise.all(pollers.map((poller) => poller.released()))
      for (const door of doors) {
        door.server.close()
        door.server.closeAllConnections()
      }
      await functions?.stop()
      mailDoor?.server.close()
      await companions.stop()
      folder.remove('local.json')
      folder.database.close()
      await Promise.race([Promise.all(following), new Promise((resolve) => setTimeout(resolve, 200))])
    },
  }
}

/** What must be written is not refused for good: there may be room again soon. */
const noRoom: HttpAnswer = {
  ...jsonError(503, 'There is no room on the disk'),
  headers: [
    ['content-type', 'application/json'],
    ['retry-after', '30'],
  ],
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  ready: ((request: IncomingMessage, body: Buffer) => Promise<HttpAnswer>) | undefined,
): Promise<void> {
  const body = await readBody(request)
  const answer = ready ? await ready(request, body) : jsonError(503, 'Almanac is starting')
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of answer.headers) {
    const before = headers[name]
    headers[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
  }
  response.writeHead(answer.status, {
    ...headers,
    ...(answer.status !== 204 && answer.status !== 304 && { 'content-length': String(answer.body.length) }),
  })
  response.end(request.method === 'HEAD' || answer.status === 204 ? undefined : answer.body)
}

/**
 * A function cannot see what waits in queues and streams; an answer that says `"queued":null` leaves that to its host,
 * and this host knows. On AWS it stays null.
 */
async function withQueued(
  answer: HttpAnswer,
  pending: () => Promise<{ stream: number; queues: number; bus: number; invocations: number }>,
): Promise<HttpAnswer> {
  const marker = Buffer.from('"queued":null')
  if (answer.body.length > 300 || !answer.body.includes(marker)) return answer
  const { stream, queues, bus, invocations } = await pending()
  return {
    ...answer,
    body: Buffer.from(
      answer.body.toString('utf8').replace('"queued":null', `"queued":${stream + queues + bus + invocations}`),
    ),
  }
}
