import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a provider's simulator is told that a user, a bank or the weather does. */
export const controlOf =
  (address: string) =>
  async (path: string, body: object): Promise<void> => {
    const response = await fetch(`${address}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
  }

/** What a provider has told an address of ours. */
export interface Told {
  headers: IncomingHttpHeaders
  body: string
}

/** An address of ours to which providers tell things; one that asks whether it is ours is answered. */
export async function startListener(): Promise<{ address: string; told: Told[]; close(): void }> {
  const told: Told[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const asked = new URL(request.url ?? '/', 'http://listener').searchParams.get('validationToken')
    if (asked === null) told.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
    response.writeHead(200, { 'content-type': 'text/plain' }).end(asked ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`,
    told,
    close: () => server.close(),
  }
}
