import { bookingWrite } from '../../functions/ports/bookings.ts'
import type { Write } from '../../functions/ports/commit.ts'
import { companyWrite } from '../../functions/ports/companies.ts'
import { eventWrite } from '../../functions/ports/events.ts'
import { invitationWrite } from '../../functions/ports/invitations.ts'
import type { Mail } from '../../functions/ports/mailer.ts'
import { memberWrite } from '../../functions/ports/members.ts'
import { paymentWrite } from '../../functions/ports/payment-rows.ts'
import { recordMailWrite } from '../../functions/ports/record-mails.ts'
import type { Stationery } from '../../functions/ports/stationery.ts'
import { endedWaitWrite, waitlistEntryWrite } from '../../functions/ports/waitlists.ts'
import { kindOf } from '../../functions/usecases/mail/booking-mail-kinds.ts'
import { laidOut } from '../../functions/usecases/mail/layout.ts'
import type { MailTools } from '../../functions/usecases/mail/mail-writer.ts'
import { mails } from '../../functions/usecases/mail/mails.ts'
import type { Booking } from '../../shared/domain/booking/booking.ts'
import type { ChangeKind, SubjectKind } from '../../shared/domain/changes/change.ts'
import type { Effect } from '../../shared/domain/effects/effect.ts'
import { wordOfRecipient } from '../../shared/domain/effects/recipient.ts'
import { remindedOf } from '../../shared/domain/effects/reminder-plan.ts'
import type { CalendarEvent } from '../../shared/domain/event/calendar-event.ts'
import type { Payment } from '../../shared/domain/payment/payment.ts'
import { occurrencesOf } from '../../shared/domain/recurrence/occurrence.ts'
import { DAY_MS } from '../../shared/domain/time/units.ts'
import { type Language, languages } from '../../shared/words/language.ts'
import {
  at,
  bookingOf,
  changeOf,
  effectOf,
  endedWaitOf,
  eventOf,
  invitationOf,
  memberOf,
  NOW,
  paymentOf,
  waitlistEntryOf,
} from '../contracts/samples.ts'
import { memoryStore } from '../fakes/memory/memory-store.ts'

// Every mail that can go out, in every language, from one example of each: `npm run mails` shows them, a test looks at
// them. What there is the registry of mails is asked for: a new kind is here by itself, or says what it lacks.

const COMPANY = 'wren'

export interface SampleMail {
  /** What happened to what, and who reads it: `booking moved host`; with a word for another version of the same. */
  kind: string
  language: Language
  mail: Mail
}

/** All of them: one that is new does not compile before it stands here. */
const HAPPENINGS: Record<ChangeKind | 'reminder', true> = {
  ...{ booked: true, requested: true, confirmed: true, declined: true, lapsed: true, moved: true, reassigned: true },
  ...{ unbooked: true, cancelled: true, created: true, changed: true, deleted: true, archived: true },
  ...{ unarchived: true, restored: true, invited: true, activated: true, refunding: true, paidInVain: true },
  ...{ paymentFailed: true, refundFailed: true, offered: true, waitEnded: true, reminder: true },
}

/** What customers, hosts and companies write in each language: names of people stay. */
const TEXTS: Record<Language, { title: string; place: string; question: string; answer: string; message: string }> = {
  en: {
    title: 'Design review',
    place: 'Mill Lane 7, second floor',
    question: 'What is it about?',
    answer: 'The new front page.\nAnd the one behind it.',
    message: 'See you there!',
  },
  de: {
    title: 'Entwurfsbesprechung',
    place: 'Mühlenweg 7, zweiter Stock',
    question: 'Worum geht es?',
    answer: 'Um die neue Startseite.\nUnd die dahinter.',
    message: 'Bis dann!',
  },
  fr: {
    title: 'Revue de maquette',
    place: '7, rue du Moulin, deuxième étage',
    question: 'De quoi s’agit-il ?',
    answer: 'De la nouvelle page d’accueil.\nEt de la suivante.',
    message: 'À bientôt !',
  },
  es: {
    title: 'Revisión del diseño',
    place: 'Calle del Molino 7, segundo piso',
    question: '¿De qué se trata?',
    answer: 'De la nueva portada.\nY de la página siguiente.',
    message: '¡Hasta pronto!',
  },
  ar: {
    title: 'مراجعة التصميم',
    place: 'شارع الطاحونة 7، الطابق الثاني',
    question: 'ما موضوع الموعد؟',
    answer: 'الصفحة الرئيسية الجديدة.\nوالصفحة التي تليها.',
    message: 'إلى اللقاء!',
  },
}

/** What no mail tells of a booking never happens to one, or is none of its reader's business. */
function isTold(about: keyof typeof HAPPENINGS): boolean {
  try {
    return kindOf({ about }) !== undefined
  } catch {
    return false
  }
}

/** One way in which a subject may be, when something happened to it. */
interface Sample {
  /** What tells it from others of the same happening. */
  word?: string
  booking?: Booking
  payment?: Payment
  writes: Write[]
  subjectId: string
  /** More of the effect than follows from the change. */
  effect?: Partial<Effect>
  /** Of an event: what its reader was told before. */
  heard?: CalendarEvent
}

/** Examples of a subject as it is after something happened to it; nothing for what never does. */
type Samples = (about: keyof typeof HAPPENINGS, language: Language) => Sample[]

function sampleBooking(about: string, language: Language, change: Partial<Booking> = {}): Booking {
  const { title, place, question, answer, message } = TEXTS[language]
  const isOff = about === 'cancelled' || about === 'declined' || about === 'lapsed'
  return bookingOf(COMPANY, {
    title,
    location: place,
    hosts: ['ada'],
    customer: { name: 'Noor Hassan', email: 'noor@example.test', timeZone: 'America/New_York', locale: language },
    guests: ['max@example.test'],
    ccTo: ['office@wren.test'],
    questions: { about: question },
    answers: { about: answer },
    seats: 2,
    confirmationMessage: message,
    ...(about === 'requested' && { status: 'pending', answerBy: at('18:00', '2027-01-20') }),
    ...(isOff && { status: 'cancelled', cancelMessage: message }),
    ...change,
  })
}

const ofBooking = (booking: Booking, more: Partial<Sample> = {}): Sample => ({
  booking,
  writes: [bookingWrite(booking, 0), ...(more.payment ? [paymentWrite(more.payment, 0)] : [])],
  subjectId: booking.id,
  ...more,
})

const paid = { state: 'paid', paidAt: NOW, receiptUrl: 'https://pay.test/receipt' } as const

const samplesOf: Partial<Record<SubjectKind, Samples>> = {
  event: (about, language) => samplesOfEvent(about, language),
  booking(about, language) {
    if (!isTold(about)) return []
    const booking = sampleBooking(about, language)
    const usual = ofBooking(booking, {
      ...(about === 'reminder' && { effect: { startsAt: booking.startsAt, minutesBefore: 60 } }),
    })
    if (about !== 'confirmed' && about !== 'cancelled') return [usual]
    const refund = { amountMinor: 4000, cause: 'cancelled', state: 'done', tries: 1, askedAt: NOW } as const
    const payment = paymentOf(COMPANY, { ...paid, ...(about === 'cancelled' && { refund }) })
    return [usual, ofBooking({ ...booking, paymentId: payment.id }, { word: 'paid', payment })]
  },
  recordMail: (about, language) =>
    about === 'created'
      ? [
          {
            word: '',
            writes: [
              recordMailWrite({
                ...{ id: 'm1', company: COMPANY, recordId: 'r1', contactId: 'k1', by: 'ada', at: NOW },
                to: { name: 'Noor Hassan', email: 'noor@example.test' },
                subject: TEXTS[language].title,
                text: `${TEXTS[language].answer}\n\n${TEXTS[language].message}`,
              }),
            ],
            subjectId: 'm1',
          },
        ]
      : [],
  invitation: (about, language) =>
    about !== 'invited'
      ? []
      : (['member', 'admin'] as const).map((role) => {
          const invitation = invitationOf(COMPANY, { role, locale: language, expiresAt: at('09:00') })
          return { word: role, writes: [invitationWrite(invitation, 0)], subjectId: invitation.id }
        }),
  payment(about, language) {
    const isLate = about === 'paidInVain'
    const refund = { amountMinor: 4000, state: isLate ? 'due' : 'failed', tries: 1, askedAt: NOW } as const
    const late = { ...paid, refund: { ...refund, cause: 'late', reason: 'the card is closed' } } as const
    const payment = paymentOf(COMPANY, about === 'paymentFailed' ? { state: 'lapsed' } : late)
    const booking = sampleBooking(isLate ? 'lapsed' : 'cancelled', language, { paymentId: payment.id })
    return [ofBooking(booking, { payment, subjectId: payment.id })]
  },
  waitlist(about, language) {
    const ended = endedWaitOf(COMPANY, { customer: sampleBooking('booked', language).customer })
    if (about === 'waitEnded')
      return [
        {
          writes: [endedWaitWrite(ended)],
          subjectId: `${ended.type}-${ended.id}`,
          effect: { version: ended.version },
        },
      ]
    if (about !== 'offered') return []
    const customer = sampleBooking('booked', language).customer
    const held = sampleBooking('booked', language, {
      id: 'b2',
      status: 'held',
      heldUntil: NOW + 3_600_000,
      offeredTo: 'w1',
    })
    const entry = waitlistEntryOf(COMPANY, { customer })
    const later = sampleBooking('booked', language, { id: 'b3', startsAt: at('15:00'), endsAt: at('15:30') })
    const instead = { bookingId: later.id, startsAt: later.startsAt }
    return [
      {
        word: 'place',
        writes: [bookingWrite(held, 0), waitlistEntryWrite(entry, 0)],
        subjectId: held.id,
        booking: held,
      },
      {
        word: 'earlier',
        writes: [bookingWrite(held, 0), bookingWrite(later, 0), waitlistEntryWrite({ ...entry, instead }, 0)],
        subjectId: held.id,
        booking: held,
      },
    ]
  },
}

const NOOR = 'noor@example.test'

/** A meeting of every Tuesday or of one, with somebody from outside. */
function sampleEvent(language: Language, change: Partial<CalendarEvent> = {}): CalendarEvent {
  const { title, place, message } = TEXTS[language]
  return eventOf(COMPANY, {
    title,
    location: place,
    description: message,
    organizerId: 'ada',
    attendees: [{ email: NOOR, name: 'Noor Hassan', reply: 'needsAction' }],
    version: 1,
    ...change,
  })
}

/** An event as it is, to somebody who heard of it as it was. */
const ofEvent = (word: string, event: CalendarEvent, heard?: CalendarEvent): Sample => ({
  word,
  writes: [eventWrite(event, 0)],
  subjectId: event.id,
  effect: { origin: 'member:ada', version: event.version },
  ...(heard && { heard }),
})

function samplesOfEvent(about: keyof typeof HAPPENINGS, language: Language): Sample[] {
  const was = sampleEvent(language)
  const next = (change: Partial<CalendarEvent>) => sampleEvent(language, { version: 2, sequence: 1, ...change })
  const series = sampleEvent(language, { rrule: 'FREQ=WEEKLY;COUNT=8' })
  if (about === 'created') return [ofEvent('once', was), ofEvent('series', series)]
  if (about === 'changed') {
    const times = { kind: 'timed', startsAt: at('15:00'), endsAt: at('16:00'), timeZone: 'UTC' } as const
    const [, second] = occurrencesOf(series, at('00:00'), at('00:00') + 30 * DAY_MS, 'UTC')
    const off = { [second!.key!]: { isCancelled: true as const } }
    return [
      ofEvent('moved', next({ times }), was),
      ofEvent('place', next({ location: 'Mill Lane 9' }), was),
      ofEvent('uninvited', next({ attendees: [] }), was),
      ofEvent('date off', { ...series, version: 2, changedOccurrences: off }, series),
    ]
  }
  if (about === 'deleted') return [ofEvent('cancelled', next({ isDeleted: true }), was)]
  if (about !== 'reminder') return []
  const reminded = sampleEvent(language, { reminders: [{ minutesBefore: 60, by: 'mail' }] })
  const startsAt = reminded.times.kind === 'timed' ? reminded.times.startsAt : 0
  return [{ ...ofEvent('hour', reminded), effect: { startsAt, minutesBefore: 60 } }]
}

async function toolsFor({ writes, heard }: Sample, language: Language, stationery: Stationery): Promise<MailTools> {
  const store = memoryStore()
  const company = { slug: COMPANY, name: 'Wren & Fable', timeZone: 'Europe/Berlin', address: 'Mill Lane 7, Bristol' }
  const ada = memberOf(COMPANY, 'ada', { name: 'Ada Hartmann', locale: language, timeZone: 'Europe/Berlin' })
  const all = [companyWrite(company, 'key'), memberWrite(ada, 'hash'), ...writes]
  for (const write of all) await store.commit([write])
  const told = heard && { event: heard, sequence: heard.sequence }
  if (told) await store.putHeard(COMPANY, [{ eventId: heard.id, email: NOOR, told, version: heard.version }])
  return {
    store,
    clock: { now: () => NOW, elapsedMillis: () => 0, pause: async () => {} },
    random: { fraction: () => 0 },
    mailer: { send: async () => {} },
    stationery,
    links: {
      ready: async () => true,
      veil: async () => () => 'name',
      sign: async (_company, subject, purpose) => `wren.${subject}.${purpose}.1.sample`,
      read: async () => undefined,
    },
    templates: { check: () => ({ faults: [], fields: [] }), render: () => [] },
    publicAddress: 'https://calendar.wren.test',
    mailFrom: 'desk@wren.test',
    inboundDomain: '',
    throttles: false,
    quietSeconds: 0,
    log: () => {},
    ring: () => {},
  }
}

/** @throws for what the registry of mails promises and no example shows */
async function mailsOf(
  subjectKind: SubjectKind,
  about: keyof typeof HAPPENINGS,
  language: Language,
  stationery: Stationery,
): Promise<SampleMail[]> {
  const kind = mails[subjectKind]!
  const arrange = samplesOf[subjectKind]
  if (!arrange) throw new Error(`mails about ${subjectKind} have no example: add one to samplesOf`)
  const found: SampleMail[] = []
  for (const sample of arrange(about, language)) {
    const { word, booking, subjectId, effect: more } = sample
    const hears = { mailed: [NOOR], leftBehind: [], caughtUp: [] }
    const change = changeOf(COMPANY, { subjectKind, subjectId, kind: about === 'reminder' ? 'booked' : about, hears })
    const recipients = about === 'reminder' && booking ? remindedOf(booking) : kind.to(change, booking)
    for (const recipient of recipients) {
      const effect = effectOf(COMPANY, { subjectKind, subjectId, recipient, about, ...more })
      // Who was told of it before hears of what changed, not of something new.
      const heard = effectOf(COMPANY, { subjectKind, subjectId, recipient, state: 'sent', version: 0 })
      const tools = await toolsFor(sample, language, stationery)
      const written = await kind.write(tools, effect, about === 'booked' ? [] : [heard])
      const name = [subjectKind, about, recipient.to, ...(word ? [word] : [])].join(' ')
      if ('skip' in written || 'later' in written)
        throw new Error(
          `"${name}" is not written (${'skip' in written ? written.skip : 'not yet'}): its example lacks something`,
        )
      const { note, sent: _sent, ...mail } = written
      if (note !== undefined) throw new Error(`"${name}" of ${wordOfRecipient(recipient)}: ${note}`)
      found.push({ kind: name, language, mail: await laidOut(mail, stationery) })
    }
  }
  return found
}

/** Every mail in every language, those of one kind together. */
export async function sampleMails(stationery: Stationery): Promise<SampleMail[]> {
  const found: SampleMail[] = []
  for (const subjectKind of Object.keys(mails) as SubjectKind[])
    for (const about of Object.keys(HAPPENINGS) as (keyof typeof HAPPENINGS)[]) {
      if (about === 'reminder' && subjectKind !== 'booking') continue
      for (const language of languages) found.push(...(await mailsOf(subjectKind, about, language, stationery)))
    }
  return found
}
