import { ATTEMPTS_BEFORE_PARKING, type Effect, LEASE_MS, mayBegin } from '../../../shared/domain/effects/effect.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Companies } from '../../ports/companies.ts'
import type { Effects } from '../../ports/effects.ts'
import type { Invitations } from '../../ports/invitations.ts'
import { type Mail, type Mailer, MailRefused } from '../../ports/mailer.ts'
import type { Members } from '../../ports/members.ts'
import type { People } from '../../ports/people.ts'
import type { Links } from '../people/links.ts'
import { bookingMail } from './booking-mail.ts'
import { invitationMail } from './invitation-mail.ts'

/** The repositories that it uses. */
export type SendMailsStore = Bookings & Companies & Effects & Invitations & Members & People

export interface MailTools {
  store: SendMailsStore
  clock: Clock
  mailer: Mailer
  links: Links
  publicAddress: string
  mailFrom: string
}

/** A written mail, or why none is to be sent. */
type Written = Mail | { skip: string }

function messageIdOf(effect: Effect, mailFrom: string): string {
  const recipient = effect.recipient.replaceAll(/[^\w]/g, '-')
  const moment = effect.startsAt === undefined ? '' : `.${effect.startsAt}-${effect.minutesBefore}`
  return `<${effect.company}.${effect.subjectId}.${effect.version}.${effect.about}${moment}.${recipient}@${mailFrom.split('@')[1] ?? 'almanac'}>`
}

async function writeBookingMail(tools: MailTools, effect: Effect, siblings: Effect[]): Promise<Written> {
  const { store, links, publicAddress, mailFrom } = tools
  const booking = await store.booking(effect.company, effect.subjectId)
  if (!booking) return { skip: 'the booking is gone' }
  // Only the present state is worth a mail: a later version has its own.
  if (booking.version > effect.version && effect.about !== 'reminder') return { skip: 'superseded' }
  if (effect.about === 'reminder') {
    if (booking.status === 'cancelled') return { skip: 'the booking is cancelled' }
    if (booking.startsAt !== effect.startsAt) return { skip: 'the booking was moved' }
    if (booking.startsAt <= tools.clock.now()) return { skip: 'the meeting had begun' }
  }
  const [company, people, token] = await Promise.all([
    store.company(effect.company),
    store.people(effect.company, booking.hosts, booking.resources),
    links.sign(effect.company, booking.id, 'manage', booking.linkGeneration),
  ])
  const reader = await readerOf(tools, effect, people.members)
  if (!reader || !company) return { skip: 'the recipient is no longer here' }
  const heardBefore = siblings.some(
    (one) =>
      one.recipient === effect.recipient && one.state === 'sent' && one.effect === 'mail' && one.about !== 'reminder',
  )
  const isFormerHost = reader.kind === 'host' && !booking.hosts.includes(reader.host.id)
  const about = isFormerHost ? 'cancelled' : effect.about === 'moved' && !heardBefore ? 'booked' : effect.about
  return bookingMail(
    {
      about,
      booking,
      company: company.company,
      hosts: people.members,
      resources: people.resources,
      reader,
      manageUrl: `${publicAddress}/booking/${token}`,
      calendarUrl: publicAddress,
      mailFrom,
      now: tools.clock.now(),
      minutesBefore: effect.minutesBefore,
    },
    messageIdOf(effect, mailFrom),
  )
}

async function readerOf({ store }: MailTools, effect: Effect, hosts: Member[]) {
  const [kind, who = ''] = effect.recipient.split(/:(.*)/s)
  if (kind === 'customer') return { kind: 'customer' as const }
  if (kind === 'guest') return { kind: 'guest' as const, email: who }
  const host = hosts.find(({ id }) => id === who) ?? (await store.member(effect.company, who))
  return host && { kind: 'host' as const, host }
}

async function writeInvitationMail(tools: MailTools, effect: Effect): Promise<Written> {
  const [invitation, company] = await Promise.all([
    tools.store.invitation(effect.company, effect.subjectId),
    tools.store.company(effect.company),
  ])
  if (!invitation || !company || invitation.status !== 'open') return { skip: 'the invitation is over' }
  if (invitation.version > effect.version) return { skip: 'superseded' }
  const token = await tools.links.sign(invitation.company, invitation.id, 'join', invitation.generation)
  return invitationMail(
    invitation,
    company.company,
    `${tools.publicAddress}/join/${token}`,
    messageIdOf(effect, tools.mailFrom),
  )
}

/**
 * Sends what one effect asks for: takes its lease, writes the mail from the present state, sends, records. A crash between
 * sending and recording sends again after the lease, with the same Message-ID; nothing else ever sends twice.
 */
export async function sendMail(tools: MailTools, effect: Effect, siblings: Effect[]): Promise<void> {
  const now = tools.clock.now()
  if (!mayBegin(effect, now)) return
  if (!(await tools.store.begin(effect, now, now + LEASE_MS))) return
  const begun = { ...effect, attempts: effect.attempts + 1 }
  try {
    const mail =
      effect.subjectKind === 'invitation'
        ? await writeInvitationMail(tools, effect)
        : await writeBookingMail(tools, effect, siblings)
    if ('skip' in mail) {
      await tools.store.finish({ ...begun, state: 'skipped', reason: mail.skip, doneAt: now })
      return
    }
    await tools.mailer.send(mail)
    await tools.store.finish({ ...begun, state: 'sent', messageId: mail.messageId, doneAt: now })
  } catch (error) {
    const isHopeless = error instanceof MailRefused || begun.attempts >= ATTEMPTS_BEFORE_PARKING
    const reason = error instanceof Error ? error.message : String(error)
    await tools.store.finish(
      isHopeless ? { ...begun, state: 'parked', reason, doneAt: now } : { ...begun, state: 'planned', reason },
    )
    if (!isHopeless) throw error
  }
}

/** All open mails of one subject's version; a notice is only a hint that there may be some. */
export async function sendMailsOf(
  tools: MailTools,
  company: string,
  subjectId: string,
  version: number,
): Promise<void> {
  const effects = await tools.store.effectsOf(company, subjectId)
  let failure: unknown
  for (const effect of effects.filter((one) => one.effect === 'mail' && one.version <= version))
    try {
      await sendMail(tools, effect, effects)
    } catch (error) {
      failure ??= error
    }
  if (failure) throw failure
}
