import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What both provider simulators stand on. They exist only because the providers themselves cannot run here. */
export interface SimulatorOptions {
  port: number
  /** Keeps the provider's state over restarts of the host: a provider does not die with us. */
  dataFile: string
  now(): number
  /** Under test, consent is granted at once. */
  isTest: boolean
}

export interface Simulator {
  address: string
  close(): Promise<void>
}

export interface SimulatedRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  /** Body as it came. */
  text: string
  /** Body as JSON, or as the fields of a form. */
  body: Record<string, unknown>
}

export interface SimulatedAnswer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

/** Something that goes wrong for the next calls of a route, as a provider's bad day. */
export interface Fault {
  method?: string
  path: string
  status?: number
  body?: unknown
  headers?: Record<string, string>
  /** The work is done but the answer never arrives. */
  losesAnswer?: boolean
  times: number
}

/** State in memory, written aside and renamed after every request that may have changed it. */
export class KeptState<T extends object> {
  readonly value: T
  private readonly file: string

  constructor(file: string, initial: T) {
    this.file = file
    try {
      this.value = { ...initial, ...(JSON.parse(readFileSync(file, 'utf8')) as T) }
    } catch {
      this.value = initial
    }
  }

  save(): void {
    writeFileSync(`${this.file}.new`, JSON.stringify(this.value))
    renameSync(`${this.file}.new`, this.file)
  }
}

async function read(request: IncomingMessage): Promise<SimulatedRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  const url = new URL(request.url ?? '/', 'http://simulator')
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
  let body: Record<string, unknown> = {}
  if (text !== '') {
    try {
      body = isForm ? Object.fromEntries(new URLSearchParams(text)) : (JSON.parse(text) as Record<string, unknown>)
    } catch {
      body = { _unreadable: true }
    }
  }
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    text,
    body,
  }
}

export async function serve(
  { port }: SimulatorOptions,
  faults: Fault[],
  answer: (request: SimulatedRequest, address: string) => Promise<SimulatedAnswer> | SimulatedAnswer,
  save: () => void,
): Promise<Simulator> {
  let address = ''
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const asked = await read(request)
    const fault = asked.path.startsWith('/_control/')
      ? undefined
      : faults.find(
          (one) =>
            one.times > 0 &&
            asked.path.startsWith(one.path) &&
            (one.method === undefined || one.method === asked.method),
        )
    if (fault) fault.times--
    let result: SimulatedAnswer
    if (fault && !fault.losesAnswer)
      result = { status: fault.status ?? 500, body: fault.body, ...(fault.headers && { headers: fault.headers }) }
    else {
      result = await answer(asked, address)
      save()
    }
    if (fault?.losesAnswer) return request.socket.destroy()
    const isText = typeof result.body === 'string'
    const text = result.body === undefined ? '' : isText ? (result.body as string) : JSON.stringify(result.body)
    response.writeHead(result.status, {
      'content-type': isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
      ...result.headers,
    })
    response.end(text)
  }
  const server: Server = createServer((request, response) => {
    respond(request, response).catch((error: Error) => {
      response.writeHead(500, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: { message: error.stack } }))
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    address,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** The consent page: who are you, and may this application see your calendar. */
export function consentPage(
  provider: string,
  accounts: string[],
  action: string,
  fields: Record<string, string>,
): SimulatedAnswer {
  const hidden = Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join('')
  const choices = accounts
    .map(
      (email, i) =>
        `<p><label><input type="radio" name="account" value="${escaped(email)}"${i === 0 ? ' checked' : ''}> ${escaped(email)}</label></p>`,
    )
    .join('')
  return {
    status: 200,
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${provider} (rehearsal)</title>
<body style="font:16px system-ui;max-width:26rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark"><h1 style="font-size:1.3rem">${provider} (rehearsal)</h1>
<p>Almanac wants to see and change your calendar. No account outside this machine is involved.</p>
<form method="post" action="${action}">${hidden}${choices}<p><button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></p></form></body></html>`,
  }
}

/** Posts to an address later, as a provider's notification: tried again on a server's fault, dropped otherwise. */
export function notifyLater(address: string, init: () => RequestInit, tries = 4): void {
  setTimeout(
    () => {
      fetch(address, init()).then(
        (response) => {
          if (response.status >= 500 && tries > 1) notifyLater(address, init, tries - 1)
        },
        () => {
          if (tries > 1) notifyLater(address, init, tries - 1)
        },
      )
    },
    30 * (5 - tries) ** 3,
  )
}
