import { simpleParser } from 'mailparser'
import type { ReceivedMail } from '../../ports/received-mails.ts'

type Parsed = Awaited<ReturnType<typeof simpleParser>>
type Attachment = Parsed['attachments'][number]

/** So much of a text is looked at. */
const MOST_TEXT = 20_000
const MOST_PARTS = 10
const LONGEST_NAME = 320

const CALENDAR_TYPES = new Set(['text/calendar', 'application/ics', 'text/x-vcalendar'])

/** Some programs send the file as bytes of no known kind, and say what it is by its name. */
const isCalendar = ({ contentType, filename }: Attachment) =>
  CALENDAR_TYPES.has(contentType.toLowerCase()) || /\.(ics|vcs)$/i.test(filename ?? '')

/** A header as it was written, in small letters. */
const headerOf = ({ headerLines }: Pick<Parsed, 'headerLines'>, name: string): string =>
  (headerLines.find(({ key }) => key === name)?.line ?? '')
    .replace(/^[^:]*:/, '')
    .trim()
    .toLowerCase()

const OF_PROGRAMS = ['x-autoreply', 'x-autorespond', 'list-id']

/**
 * That no person wrote it (RFC 3834, 2; what older programs say is read too). A program that answers an invitation may
 * say so as well: whoever has a calendar part is not asked.
 */
function isAutomatic(mail: Parsed): boolean {
  const submitted = headerOf(mail, 'auto-submitted')
  return (
    (submitted !== '' && submitted !== 'no') ||
    /bulk|junk|list|auto_reply/.test(headerOf(mail, 'precedence')) ||
    headerOf(mail, 'return-path') === '<>' ||
    OF_PROGRAMS.some((name) => headerOf(mail, name) !== '') ||
    headerOf(mail, 'content-type').startsWith('multipart/report')
  )
}

/** A calendar part in UTF-8, whatever letters it was written in. */
function inUtf8({ content, headers }: Attachment): Uint8Array {
  const type = headers.get('content-type')
  const charset = typeof type === 'object' && 'params' in type ? (type.params as Record<string, string>)['charset'] : ''
  if (!charset || /^(utf-?8|us-ascii)$/i.test(charset)) return content
  try {
    return new TextEncoder().encode(new TextDecoder(charset).decode(content))
  } catch {
    // A name of letters that nobody knows: what can be read of it as UTF-8 is read.
    return content
  }
}

/** Control characters, and marks that turn the direction of what stands around them (UAX 9). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

const inOneLine = (address: string) => address.replaceAll(UNSEEN, '').slice(0, LONGEST_NAME).toWellFormed()

/** @returns nothing for bytes that are no mail */
export async function parsedMail(bytes: Buffer): Promise<ReceivedMail | undefined> {
  try {
    const mail = await simpleParser(bytes, {
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipTextLinks: true,
      skipImageLinks: true,
      maxHtmlLengthToParse: MOST_TEXT,
    })
    if (mail.headers.size === 0) return undefined
    return {
      from: inOneLine(mail.from?.value[0]?.address ?? ''),
      messageId: (mail.messageId ?? '').slice(0, LONGEST_NAME),
      isAutomatic: isAutomatic(mail),
      calendars: mail.attachments.filter(isCalendar).slice(0, MOST_PARTS).map(inUtf8),
      text: (mail.text ?? '').slice(0, MOST_TEXT),
    }
  } catch {
    // Whatever a stranger sends is no fault of ours.
    return undefined
  }
}
