import { BadInput } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Booking } from '../../../shared/domain/booking/booking.ts'
import type { TemplateKind, TemplateText } from '../../../shared/domain/booking/mail-template.ts'
import type { Company, Member } from '../../../shared/domain/people/member.ts'
import { localDateOf } from '../../../shared/domain/time/time.ts'
import { DAY_MS, MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { readingOf } from '../../../shared/words/language.ts'
import { mailVoice } from '../../../shared/words/mail/mail-voice.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Companies } from '../../ports/companies.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { MailTemplates } from '../../ports/mail-templates.ts'
import type { Mail, Mailer } from '../../ports/mailer.ts'
import type { People } from '../../ports/people.ts'
import type { Stationery } from '../../ports/stationery.ts'
import type { TemplateLanguage } from '../../ports/template-language.ts'
import type { World } from '../world.ts'
import { bookingMail } from './booking-mail.ts'
import { faultsOfText } from './change-templates.ts'
import { laidOut } from './layout.ts'

/** The repositories that it uses. */
export type PreviewTemplateStore = Bookings & Companies & Ledger & MailTemplates & People

type Tools = World<PreviewTemplateStore> & {
  templates: TemplateLanguage
  stationery: Stationery
  publicAddress: string
  mailFrom: string
}

const DAYS_LOOKED_AT = 30
const MOST_LOOKED_AT = 5

/** A text for a mail, in one language. */
export interface Wording extends TemplateText {
  kind: TemplateKind
  language: string
}

export interface Preview {
  mail: Mail
  /** The booking that it is shown for; nothing: an example. */
  of: Booking | undefined
}

/** The next booking that somebody hosts: whoever words mails sees no customer that they do not see anyway. */
async function ownBooking({ store, clock }: Tools, { company, id }: Member): Promise<Booking | undefined> {
  const now = clock.now()
  const [from, to] = [localDateOf(now, 'UTC'), localDateOf(now + DAYS_LOOKED_AT * DAY_MS, 'UTC')]
  const [time] = await store.time(company, [id], from, to, 'quick')
  const ids = (time?.days ?? []).flatMap(({ claims }) =>
    claims.filter(({ kind }) => kind === 'booking').map((claim) => claim.id),
  )
  for (const bookingId of ids.slice(0, MOST_LOOKED_AT)) {
    const booking = await store.booking(company, bookingId)
    if (booking?.status === 'confirmed') return booking
  }
  return undefined
}

/** A booking that nobody has made, in the words of a language. */
function exampleBooking(company: Company, language: string, now: number): Booking {
  const { say } = mailVoice(language, company.timeZone)
  const startsAt = now + 2 * DAY_MS - (now % (30 * MINUTE_MS))
  return {
    id: 'example',
    company: company.slug,
    version: 1,
    status: 'confirmed',
    type: 'example',
    title: say('exampleTitle'),
    location: say('examplePlace'),
    startsAt,
    endsAt: startsAt + 30 * MINUTE_MS,
    hosts: [],
    resources: [],
    customer: { name: say('exampleCustomer'), email: 'noor@example.com', timeZone: company.timeZone },
    guests: [],
    seats: 1,
    sharedResources: [],
    counted: [],
    answers: { example: say('exampleAnswer') },
    questions: { example: say('exampleQuestion') },
    assignedBecause: '',
    linkGeneration: 1,
    icalUid: 'example@almanac',
    sequence: 0,
    reminderMinutesBefore: [],
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    cancelNoticeMinutes: 0,
    createdAt: now,
    updatedAt: now,
  }
}

/**
 * The mail that a text makes: for a booking of the company that is named, else for one's own next one, or an example.
 * @throws BadInput for what is no template
 */
export async function previewTemplate(
  tools: Tools,
  member: Member,
  { kind, language, subject, body, bookingId }: Wording & { bookingId?: string | undefined },
): Promise<Preview | Refusal> {
  const text = { subject, body }
  const faults = faultsOfText(tools.templates, text)
  if (faults.length > 0) throw new BadInput(...faults)
  const [found, of] = await Promise.all([
    tools.store.company(member.company),
    bookingId === undefined ? ownBooking(tools, member) : tools.store.booking(member.company, bookingId),
  ])
  if (bookingId !== undefined && (!of || of.status === 'held')) return refuse('NotFound')
  if (!found) throw new Error(`member ${member.id} belongs to no company`)
  const now = tools.clock.now()
  const { say } = mailVoice(language, found.company.timeZone)
  const booking = of ?? exampleBooking(found.company, language, now)
  const people = await tools.store.people(member.company, booking.hosts, booking.resources)
  const message = say(kind === 'confirmation' ? 'exampleConfirmation' : 'exampleCancellation')
  const isOfLanguage = readingOf([booking.customer.locale]).language === language
  const written = bookingMail(
    {
      about: kind === 'confirmation' ? 'confirmed' : 'cancelled',
      booking: {
        ...booking,
        ...(kind === 'cancellation' && { cancelMessage: message }),
        ...(kind === 'confirmation' && !of && { confirmationMessage: message }),
        customer: { ...booking.customer, ...(!isOfLanguage && { locale: language }) },
      },
      payment: undefined,
      company: found.company,
      hosts: of ? people.members : [{ ...member, name: say('exampleHost') }],
      resources: people.resources,
      reader: { kind: 'customer' },
      // The real one would let whoever looks at it cancel what a customer has booked.
      manageUrl: `${tools.publicAddress}/booking/preview`,
      calendarUrl: tools.publicAddress,
      mailFrom: tools.mailFrom,
    },
    `<preview.${tools.random.id()}@${tools.mailFrom.split('@')[1] ?? 'almanac'}>`,
    { templates: tools.templates, language, text },
  )
  return { mail: await laidOut(written, tools.stationery), of }
}

/** Sends a stored template to whoever asks, as its customers would read it; nothing of it stands in a calendar. */
export async function sendTest(
  tools: Tools & { mailer: Mailer },
  member: Member,
  id: string,
  language: string,
): Promise<Mail | Refusal> {
  const template = await tools.store.mailTemplate(member.company, id)
  const text = template && Object.hasOwn(template.texts, language) ? template.texts[language] : undefined
  if (!template || !text) return refuse('NotFound')
  const preview = await previewTemplate(tools, member, { kind: template.kind, language, ...text })
  if (isRefusal(preview)) return preview
  const { mail } = preview
  const { calendar: _calendar, ...plain } = mail
  const test = { ...plain, to: { name: member.name, address: member.email } }
  await tools.mailer.send(test)
  return test
}
