import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { SMTPServer, SMTPServerAddress, SMTPServerDataStream, SMTPServerSession } from 'smtp-server'
import type { Assembly, Json } from './assembly.ts'
import type { BucketClient } from './aws/buckets.ts'
import type { HostClock } from './clock.ts'
import type { Disk } from './disk.ts'

/** A mail that is larger is refused before it is read. */
const MOST_BYTES = 20 * 1024 * 1024
const MOST_RECIPIENTS = 50
/** So many connections at once: each may hold a mail in memory. */
const MOST_CLIENTS = 10

interface Rule {
  Enabled?: boolean
  Recipients?: string[]
  Actions: { S3Action?: { BucketName: string; ObjectKeyPrefix?: string; TopicArn?: string } }[]
}

/** Where a rule of the template puts mails, and for which domains. */
function ruleOf(assembly: Assembly) {
  const [found] = assembly.resources('AWS::SES::ReceiptRule')
  const rule = found?.properties['Rule'] as unknown as Rule | undefined
  const action = rule?.Actions.find(({ S3Action }) => S3Action)?.S3Action
  return rule && action && { domains: (rule.Recipients ?? []).map((one) => one.toLowerCase()), action }
}

const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode })

/** All of a mail, or nothing of one that is too large. */
async function wholeOf(stream: SMTPServerDataStream): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk as Buffer)
  return stream.sizeExceeded ? undefined : Buffer.concat(chunks)
}

export interface InboundOptions {
  buckets: BucketClient
  clock: HostClock
  disk: Disk
  /** Tells a topic of the template. */
  publish(topic: string, message: string): Promise<void>
}

/**
 * Receives mail as Amazon SES does by the receipt rule of the template: it takes what is for the rule's domain, puts it
 * into the bucket as it came and tells the topic; only then it says that it has it.
 * @returns nothing where the template receives no mail
 */
export async function openInbound(
  assembly: Assembly,
  { buckets, clock, disk, publish }: InboundOptions,
): Promise<{ address: string; server: SMTPServer } | undefined> {
  const rule = ruleOf(assembly)
  if (!rule) return undefined
  const { domains, action } = rule
  const isOurs = ({ address }: SMTPServerAddress) => domains.includes(address.split('@').at(-1)?.toLowerCase() ?? '')

  async function take(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> {
    const content = await wholeOf(stream)
    if (!content) throw refusal(552, 'The message is too large')
    const messageId = randomUUID()
    const objectKey = `${action.ObjectKeyPrefix ?? ''}${messageId}`
    await buckets.put(action.BucketName, objectKey, content)
    const recipients = envelope.rcptTo.map(({ address }) => address)
    const news: Json = {
      notificationType: 'Received',
      mail: {
        timestamp: new Date(clock.now()).toISOString(),
        source: envelope.mailFrom ? envelope.mailFrom.address : '',
        messageId,
        destination: recipients,
      },
      receipt: {
        timestamp: new Date(clock.now()).toISOString(),
        recipients,
        spamVerdict: { status: 'PASS' },
        virusVerdict: { status: 'PASS' },
        action: { type: 'S3', topicArn: action.TopicArn ?? '', bucketName: action.BucketName, objectKey },
      },
    }
    await publish(action.TopicArn ?? '', JSON.stringify(news))
  }

  // Much of a start goes by with loading; a host that receives nothing needs none of it.
  const { SMTPServer: Server } = await import('smtp-server')
  const server = new Server({
    size: MOST_BYTES,
    maxClients: MOST_CLIENTS,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo(address, { envelope }, done) {
      if (!isOurs(address)) return done(refusal(550, 'No mail is received for this address'))
      if (envelope.rcptTo.length >= MOST_RECIPIENTS) return done(refusal(452, 'Too many recipients'))
      done()
    },
    onData(stream, session, done) {
      take(stream, session).then(
        () => done(),
        (error: Error & { responseCode?: number }) => {
          if (error.responseCode) return done(error)
          disk.complain('inbound mail', error)
          done(refusal(451, 'Try again later'))
        },
      )
    },
  })
  // Whoever hangs up in the middle has said nothing.
  server.on('error', () => {})
  const listening = await new Promise<AddressInfo>((resolve, reject) => {
    server.once('error', reject)
    const { server: socket } = server
    server.listen(0, '127.0.0.1', () => resolve(socket.address() as AddressInfo))
  })
  return { address: `smtp://127.0.0.1:${listening.port}`, server }
}
