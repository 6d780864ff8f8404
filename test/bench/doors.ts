import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { openKmsDoor } from '../../infra/local/aws/kms.ts'
import { CallRecord } from '../../infra/local/aws/record.ts'
import { buildWhatChanged } from '../../infra/local/build.ts'
import { Disk } from '../../infra/local/disk.ts'
import { Faults } from '../../infra/local/faults.ts'
import { startTableServer, storeAt } from '../support/table-server.ts'
import { type MeteredDoor, openMeteredDoor } from './metered-door.ts'

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>

export interface DoorAnswer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: the bench looks into answers of every route
  body: any
}

/** The two doors to people, in this process, on a table of their own that is metered: no host, no queues, no stream. */
export interface Doors {
  meter: MeteredDoor
  /** One member: sends requests as API Gateway does and keeps the session's cookie. */
  visitor(): (method: string, path: string, body?: unknown) => Promise<DoorAnswer>
  setupCode: string
  tableName: string
  stop(): Promise<void>
}

const PUBLIC_ADDRESS = 'https://bench.test'
let requests = 0

function eventOf(method: string, path: string, body: unknown, cookie: string): APIGatewayProxyEventV2 {
  const [rawPath = '/', rawQueryString = ''] = path.split('?')
  const n = requests++
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(cookie !== '' && { cookies: [cookie] }),
    headers: {
      // Every request from an address of its own: the throttles count, and are not what is measured.
      'x-forwarded-for': `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    queryStringParameters: Object.fromEntries(new URLSearchParams(rawQueryString)),
    requestContext: {
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' },
      requestId: randomUUID(),
    } as APIGatewayProxyEventV2['requestContext'],
    ...(body !== undefined && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  }
}

export async function openDoors(): Promise<Doors> {
  await buildWhatChanged(console.log)
  const server = await startTableServer()
  const tableName = await server.makeTable()
  const meter = await openMeteredDoor(server.address)
  const disk = new Disk('')
  const calm = { handlerOf: (id: string) => id, record: new CallRecord(undefined, disk), faults: new Faults(), disk }
  const kms = await openKmsDoor(randomBytes(32), calm)
  await storeAt(meter.address, tableName)
  const setupCode = randomUUID()
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_KMS: kms.address,
    TABLE_NAME: tableName,
    KEY_ID: 'bench',
    PUBLIC_ADDRESS,
    SYNC_QUEUE_URL: 'http://127.0.0.1/never-called',
    SETUP_CODE: setupCode,
    // Named, and never asked: nothing that is measured sends a mail or is paid for.
    STRIPE_API: 'http://127.0.0.1:1',
    MAIL_FROM: 'bench@example.test',
    SMTP_URL: 'smtp://127.0.0.1:1',
  })
  // The doors read their environment when they are loaded.
  const [app, people] = await Promise.all([
    import('../../functions/http/app.ts'),
    import('../../functions/http/public.ts'),
  ])
  const doorOf = (path: string) => (path.startsWith('/api/public/') ? people : app).handler as unknown as Handler
  return {
    meter,
    setupCode,
    tableName,
    visitor() {
      let cookie = ''
      return async (method, path, body) => {
        const answer = await doorOf(path)(eventOf(method, path, body, cookie), {} as Context)
        cookie = answer.cookies?.[0]?.split(';')[0] ?? cookie
        return { status: answer.statusCode ?? 200, body: answer.body ? JSON.parse(answer.body) : undefined }
      }
    },
    async stop() {
      kms.server.close()
      kms.server.closeAllConnections()
      meter.close()
      await server.stop()
    },
  }
}

/** The body of an answer that must have gone well. */
export function wellDone({ status, body }: DoorAnswer): DoorAnswer['body'] {
  assert.ok(status < 300, `${status} ${JSON.stringify(body)}`)
  return body
}
