import { answersInWords, type Booking, videoCallNow } from '../../../shared/domain/booking/booking.ts'
import type {
  TemplateFailure,
  TemplateKind,
  TemplateText,
  TemplateValues,
} from '../../../shared/domain/booking/mail-template.ts'
import type { Run } from '../../../shared/domain/effects/letter.ts'
import type { Company, Member } from '../../../shared/domain/people/member.ts'
import type { MailVoice } from '../../../shared/words/mail/mail-voice.ts'
import type { TemplateLanguage, TemplatePiece } from '../../ports/template-language.ts'
import type { Letter } from './layout.ts'

/** What a template speaks of, and to whom. */
export interface Spoken {
  booking: Booking
  company: Company
  hosts: Member[]
  /** Where its reader moves or cancels it; empty for those who may not. */
  manageUrl: string
  kind: TemplateKind
}

/** A template that says nothing of this booking. */
export class NothingSaid extends Error {
  override name = 'NothingSaid'
  readonly code: TemplateFailure
  constructor(code: TemplateFailure, message: string) {
    super(message)
    this.code = code
  }
}

const LONGEST_SUBJECT_SENT = 300
const WEB_ADDRESS = /https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?]/g
const isWebAddress = (text: string) => /^https?:\/\/\S+$/.test(text)

/** A booking in the words of its reader: their zone, their language. */
export function valuesOf({ booking, company, hosts, manageUrl, kind }: Spoken, voice: MailVoice): TemplateValues {
  const { customer, startsAt, endsAt, location } = booking
  const message = kind === 'cancellation' ? booking.cancelMessage : booking.confirmationMessage
  const dates = booking.dates ?? [{ startsAt }]
  return {
    fields: {
      'customer.name': customer.name,
      'customer.email': customer.email,
      'appointment.title': booking.title,
      when: voice.when(startsAt, endsAt),
      'start.day': voice.day(startsAt),
      'start.time': voice.time(startsAt),
      'end.day': voice.day(endsAt),
      'end.time': voice.time(endsAt),
      timeZone: voice.zone,
      'host.name': voice.list(hosts.map(({ name }) => name)),
      place: location,
      videoLink: videoCallNow(booking) ?? (isWebAddress(location) ? location : ''),
      seats: voice.number(booking.seats),
      message: message ?? '',
      'company.name': company.name,
      'company.address': company.address ?? '',
      'links.booking': manageUrl,
    },
    lists: {
      answers: answersInWords(booking, voice.answers),
      dates: dates.map((date) => ({ day: voice.day(date.startsAt), time: voice.time(date.startsAt) })),
    },
  }
}

/** The text, with what the company itself wrote as addresses made links: nothing that a stranger typed becomes one. */
function linked({ text, isFromBooking }: TemplatePiece, own: string[]): Run[] {
  if (isFromBooking) return own.includes(text) ? [{ text, url: text }] : [{ text }]
  const runs: Run[] = []
  let done = 0
  for (const { 0: url, index } of text.matchAll(WEB_ADDRESS)) {
    runs.push({ text: text.slice(done, index) }, { text: url, url })
    done = index + url.length
  }
  return [...runs, { text: text.slice(done) }].filter((run) => run.text !== '')
}

/** Paragraphs end at empty lines of the template; what stands in a booking keeps its own lines. */
function paragraphsOf(pieces: TemplatePiece[], own: string[]): Run[][] {
  const paragraphs: Run[][] = [[]]
  for (const piece of pieces) {
    const [first = '', ...others] = piece.isFromBooking ? [piece.text] : piece.text.split(/\n[^\S\n]*\n\s*/)
    paragraphs.at(-1)!.push(...linked({ ...piece, text: first }, own))
    for (const text of others) paragraphs.push(linked({ ...piece, text }, own))
  }
  return paragraphs.map((runs) => trimmed(runs)).filter((runs) => runs.some(({ text }) => text.trim() !== ''))
}

function trimmed(runs: Run[]): Run[] {
  return runs.map((run, i) => ({
    ...run,
    text: i === 0 ? run.text.trimStart() : i === runs.length - 1 ? run.text.trimEnd() : run.text,
  }))
}

/**
 * What a template says: the subject as one line, and what stands below it.
 * @throws where it cannot be rendered; NothingSaid
 */
export function saidByTemplate(
  language: TemplateLanguage,
  { subject, body }: TemplateText,
  spoken: Spoken,
  voice: MailVoice,
): Pick<Letter, 'headline'> & { paragraphs: Run[][]; saysMessage: boolean } {
  const values = valuesOf(spoken, voice)
  const own = [values.fields['links.booking'], values.fields.videoLink].filter((url) => url !== '')
  const headline = language
    .render(subject, values)
    .map(({ text }) => text)
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_SUBJECT_SENT)
  const paragraphs = paragraphsOf(language.render(body, values), own)
  if (headline === '') throw new NothingSaid('subjectEmpty', 'the subject is empty')
  if (paragraphs.length === 0) throw new NothingSaid('textEmpty', 'the text is empty')
  return { headline, paragraphs, saysMessage: language.check(body).fields.includes('message') }
}
