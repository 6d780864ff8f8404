import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { fold } from '../../shared/domain/invitation/content-line.ts'
import { ROOT, type RunningHost } from './host.ts'

/** What somebody's mail client says of an invitation that it was sent. */
export interface ClientReply {
  /** The reply address, as the ORGANIZER of the invitation. */
  organizer: string
  uid: string
  attendee: string
  name?: string
  partstat: 'ACCEPTED' | 'TENTATIVE' | 'DECLINED' | 'NEEDS-ACTION' | 'DELEGATED'
  sequence?: number
  /** When it takes place, or when it is proposed to; instants in ISO 8601. */
  startsAt: string
  endsAt: string
  stampedAt: string
  /** The date of a series that it is about, by its original start. */
  date?: string
  comment?: string
  summary?: string
  method?: 'REPLY' | 'COUNTER'
}

export const mailClients = ['google', 'outlook', 'apple'] as const
export type MailClient = (typeof mailClients)[number]

const utc = (instant: string) => instant.replaceAll(/[-:]/g, '').replace(/\.\d+/, '')

const BERLIN = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  dateStyle: 'short',
  timeStyle: 'medium',
})
const berlin = (instant: string) => BERLIN.format(new Date(instant)).replaceAll(/[-:]/g, '').replace(' ', 'T')

const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll(/[,;]/g, '\\$&').replaceAll('\n', '\\n')

/** The calendar file of an answer as a client writes it, folded, from the shapes that are kept in test/fixtures. */
export function replyFile(client: MailClient, reply: ClientReply): string {
  const { date, comment } = reply
  const says = { google: 'COMMENT', apple: 'COMMENT', outlook: 'COMMENT;LANGUAGE=de-DE' }[client]
  const values: Record<string, string | number> = {
    method: 'REPLY',
    name: 'Max',
    sequence: 0,
    summary: 'Roof',
    ...reply,
    startUtc: utc(reply.startsAt),
    endUtc: utc(reply.endsAt),
    startBerlin: berlin(reply.startsAt),
    endBerlin: berlin(reply.endsAt),
    stamp: utc(reply.stampedAt),
    recurrenceIdUtc: date ? `RECURRENCE-ID:${utc(date)}` : '',
    recurrenceIdBerlin: date ? `RECURRENCE-ID;TZID=W. Europe Standard Time:${berlin(date)}` : '',
    recurrenceIdApple: date ? `RECURRENCE-ID;TZID=Europe/Berlin:${berlin(date)}` : '',
    comment: comment ? `${says}:${escaped(comment)}` : '',
  }
  const shape = readFileSync(join(ROOT, 'test', 'fixtures', 'replies', `${client}.ics`), 'utf8')
  const lines = shape
    .replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))
    .split('\n')
    .filter((line) => line !== '')
  return `${lines.map(fold).join('\r\n')}\r\n`
}

const inLines = (base64: string) => base64.replaceAll(/.{76}/g, '$&\r\n')
const base64 = (text: string) => inLines(Buffer.from(text).toString('base64'))

/** Quoted-printable (RFC 2045, 6.7): every line of its own, long ones cut. */
function quotedPrintable(text: string): string {
  const line = (plain: string) => {
    const octets = [...Buffer.from(plain)].map((octet) =>
      octet === 61 || octet < 32 || octet > 126
        ? `=${octet.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(octet),
    )
    const parts: string[] = ['']
    for (const octet of octets) {
      if (parts.at(-1)!.length + octet.length > 73) parts.push('')
      parts[parts.length - 1] += octet
    }
    return parts.join('=\r\n')
  }
  return text.split('\r\n').map(line).join('\r\n')
}

interface Packed {
  from: string
  to: string
  subject: string
  file: string
  method: string
}

const part = (headers: string[], body: string) => [...headers, '', body]
const between = (boundary: string, parts: string[][]) => [
  ...parts.flatMap((lines) => [`--${boundary}`, ...lines]),
  `--${boundary}--`,
  '',
]

/** How each client packs its file: as one of several forms of the text, as an attachment, or as both. */
const packed: Record<MailClient, (mail: Packed) => string[]> = {
  google: ({ from, to, subject, file, method }) => [
    'MIME-Version: 1.0',
    `Reply-To: ${from}`,
    'Sender: Google Calendar <calendar-notification@google.com>',
    'Auto-Submitted: auto-generated',
    `Message-ID: <calendar-${Math.abs(hash(file))}@google.com>`,
    'Date: Tue, 01 Dec 2026 09:00:00 +0000',
    `Subject: ${subject}`,
    `From: ${from}`,
    `To: ${to}`,
    'Content-Type: multipart/mixed; boundary="0000000000005c"',
    '',
    ...between('0000000000005c', [
      part(
        ['Content-Type: multipart/alternative; boundary="0000000000005a"'],
        between('0000000000005a', [
          part(
            [
              'Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes',
              'Content-Transfer-Encoding: base64',
            ],
            base64('Max has answered this invitation.\r\n'),
          ),
          part(
            ['Content-Type: text/html; charset="UTF-8"', 'Content-Transfer-Encoding: quoted-printable'],
            '<html><body><p>Max has answered</p></body></html>',
          ),
          part(
            [`Content-Type: text/calendar; charset="UTF-8"; method=${method}`, 'Content-Transfer-Encoding: 7bit'],
            file,
          ),
        ]).join('\r\n'),
      ),
      part(
        [
          'Content-Type: application/ics; name="invite.ics"',
          'Content-Disposition: attachment; filename="invite.ics"',
          'Content-Transfer-Encoding: base64',
        ],
        base64(file),
      ),
    ]),
  ],
  outlook: ({ from, to, subject, file, method }) => [
    `From: ${from}`,
    `To: "Ada" <${to.toUpperCase()}>`,
    `Subject: =?utf-8?B?${Buffer.from(`Angenommen: ${subject}`).toString('base64')}?=`,
    'Thread-Topic: Roof',
    'Date: Tue, 1 Dec 2026 09:00:00 +0000',
    `Message-ID: <AM0PR07MB${Math.abs(hash(file))}@AM0PR07MB0000.eurprd07.prod.outlook.com>`,
    'Accept-Language: de-DE, en-US',
    'X-MS-Has-Attach:',
    'Content-Type: multipart/alternative; boundary="_000_AM0PR07MB_"',
    'MIME-Version: 1.0',
    '',
    ...between('_000_AM0PR07MB_', [
      part(['Content-Type: text/plain; charset="iso-8859-1"', 'Content-Transfer-Encoding: quoted-printable'], '=\r\n'),
      part(
        [`Content-Type: text/calendar; charset="utf-8"; method=${method}`, 'Content-Transfer-Encoding: base64'],
        base64(file),
      ),
    ]),
  ],
  apple: ({ from, to, subject, file, method }) => [
    'Content-Type: multipart/mixed; boundary="Apple-Mail=_1B"',
    `Subject: ${subject}`,
    'Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3826.200.121\\))',
    `From: ${from}`,
    'Date: Tue, 1 Dec 2026 10:00:00 +0100',
    `Message-Id: <${Math.abs(hash(file))}-8F3A@client.test>`,
    `To: ${to}`,
    'X-Mailer: Apple Mail (2.3826.200.121)',
    '',
    ...between('Apple-Mail=_1B', [
      part(['Content-Transfer-Encoding: 7bit', 'Content-Type: text/plain; charset=us-ascii'], 'Max has answered.'),
      part(
        [
          'Content-Disposition: attachment; filename=iCal-20261201-100000.ics',
          `Content-Type: text/calendar; x-unix-mode=0644; method=${method}; name="iCal-20261201-100000.ics"; charset=utf-8`,
          'Content-Transfer-Encoding: quoted-printable',
        ],
        quotedPrintable(file),
      ),
    ]),
  ],
}

const hash = (text: string) => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7)

/** An answer as a whole mail. @param from the sender's own header, whoever it names */
export function replyMail(client: MailClient, reply: ClientReply, from = `Max <${reply.attendee}>`): string {
  const { organizer, method = 'REPLY', summary = 'Roof' } = reply
  const mail = { from, to: organizer, subject: `Accepted: ${summary}`, file: replyFile(client, reply), method }
  return packed[client](mail).join('\r\n')
}

/** Hands a mail to a host over SMTP, as a mail server would; nodemailer speaks for it. */
export async function deliver(
  host: RunningHost,
  to: string | string[],
  raw: string | Buffer,
  from = 'max@client.test',
): Promise<string> {
  const { inbound } = host.local
  if (inbound === undefined) throw new Error('the host receives no mail')
  const transport = createTransport(inbound)
  try {
    return (await transport.sendMail({ envelope: { from, to }, raw })).response
  } finally {
    transport.close()
  }
}
