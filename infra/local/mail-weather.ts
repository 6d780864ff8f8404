import type { AddressInfo } from 'node:net'
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { Faults } from './faults.ts'

/**
 * Stands before the mail server under test: hands everything on, and answers by itself where the weather says so. The
 * client is not told that it may send several commands at once, so that each line is one.
 */
export function openMailDoor(smtp: string, { weather }: Faults): Promise<{ address: string; server: Server }> {
  const { hostname, port } = new URL(smtp)
  const server = createServer((client) => {
    if (weather.mail?.answer === 'down') {
      client.destroy()
      return
    }
    const behind = connect(Number(port), hostname)
    const end = () => {
      client.destroy()
      behind.destroy()
    }
    for (const one of [client, behind]) one.on('error', end).on('close', end)
    behind.on('data', (answer) => {
      client.write(answer.toString('latin1').replace(/^250[- ]PIPELINING\r\n/m, ''), 'latin1')
    })
    listen(client, behind, (line) => {
      const { mail } = weather
      if (!mail || mail.answer === 'down' || !line.toUpperCase().startsWith(mail.at)) return undefined
      return line.includes(mail.about ?? '') ? mail.answer : undefined
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({ address: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, server }),
    )
  })
}

/** Hands on what a client says, line by line as long as these are commands; what is answered here goes no further. */
function listen(client: Socket, behind: Socket, answerTo: (line: string) => string | undefined): void {
  let isText = false
  client.on('data', (said) => {
    const line = said.toString('latin1')
    const answer = isText ? undefined : answerTo(line)
    if (isText) isText = !line.endsWith('\r\n.\r\n')
    else if (/^data\r\n/i.test(line)) isText = answer === undefined
    if (answer === undefined) behind.write(said)
    else client.write(`${answer}\r\n`)
  })
}
