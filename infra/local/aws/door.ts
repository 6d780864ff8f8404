import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'

/** A request at one of the local AWS doors. */
export interface AwsCall {
  /** Logical id of the calling function: it is its access key. */
  caller: string
  method: string
  path: string
  query: URLSearchParams
  /** Operation of the JSON protocols, `DynamoDB_20120810.PutItem` -> `PutItem`. */
  operation: string
  headers: IncomingMessage['headers']
  body: Buffer
  json: Record<string, unknown>
}

export interface AwsAnswer {
  status: number
  body: string | Buffer
  headers?: Record<string, string>
}

export function jsonAnswer(body: unknown, status = 200): AwsAnswer {
  return { status, body: JSON.stringify(body), headers: { 'content-type': 'application/x-amz-json-1.0' } }
}

export function awsError(name: string, message: string, status = 400): AwsAnswer {
  return {
    ...jsonAnswer({ __type: name, message }, status),
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': name },
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function parse(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString('utf8')) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** Opens a door on loopback. `'hangup'` as an answer closes the connection without one. */
export async function openAwsDoor(
  answer: (call: AwsCall) => Promise<AwsAnswer | 'hangup'>,
): Promise<{ address: string; server: Server }> {
  const server = createServer((request, response) => {
    serve(request, response, answer).catch((error: Error) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ __type: 'InternalServerError', message: error.message }))
    })
  })
  server.keepAliveTimeout = MINUTE_MS
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (call: AwsCall) => Promise<AwsAnswer | 'hangup'>,
): Promise<void> {
  const body = await readAll(request)
  const url = new URL(request.url ?? '/', 'http://door')
  const result = await answer({
    caller: /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '',
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    operation:
      String(request.headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1) ?? '',
    headers: request.headers,
    body,
    json: parse(body),
  })
  if (result === 'hangup') {
    request.socket.destroy()
    return
  }
  response.writeHead(result.status, { ...result.headers, 'content-length': Buffer.byteLength(result.body) })
  response.end(result.body)
}
