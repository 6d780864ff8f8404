import * as api from '../../../shared/api/unsent-mails.ts'
import { isClosed, type MailStop } from '../../../shared/domain/effects/mail-trouble.ts'
import { mailWord, troubleOf } from '../../../shared/domain/effects/unsent-mail.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import {
  decideUnsentMail,
  listUnsentMails,
  openAddress,
  sendUnsentMails,
  type UnsentMail,
} from '../../usecases/mail/unsent-mails.ts'
import { appEndpoints } from './app-door.ts'

const cursorOf = (place: string) => Buffer.from(place).toString('base64url')
const placeOf = (cursor: string) => Buffer.from(cursor, 'base64url').toString()

const stopView = ({ fault, since, nextTryAt }: MailStop): api.MailStopView => ({
  fault,
  since: formatInstant(since),
  nextTryAt: formatInstant(nextTryAt),
})

function viewOf(
  { effect, to, mark, booking, event, written }: UnsentMail,
  stop: MailStop | undefined,
): api.UnsentMailView {
  const { subjectKind, about, dueAt, attempts, state, reason, putOffUntil } = effect
  const trouble = troubleOf(effect, stop?.fault)
  const startsAt = booking?.startsAt ?? (event?.times.kind === 'timed' ? event.times.startsAt : undefined)
  const title = booking?.title ?? event?.title ?? written?.subject
  return {
    id: cursorOf(mailWord(effect)),
    subject: subjectKind,
    about,
    ...(title !== undefined && { title }),
    ...(startsAt !== undefined && { startsAt: formatInstant(startsAt) }),
    ...((booking ?? event) && { eventId: (booking ?? event)!.id }),
    ...(to && { to }),
    since: formatInstant(dueAt),
    tries: attempts,
    state: state === 'parked' ? 'failed' : 'putOff',
    ...(trouble && { trouble }),
    ...(trouble === effect.trouble && reason !== undefined && { detail: reason }),
    ...(putOffUntil !== undefined && { nextTryAt: formatInstant(putOffUntil) }),
    ...(isClosed(mark) && { addressFault: mark.why }),
  }
}

export const unsentMailEndpoints = appEndpoints(api, {
  async listUnsentMails({ member, query, door }) {
    const before = placeOf(query.next ?? '') || undefined
    const { mails, next, stop } = await listUnsentMails(door, member.company, before)
    return {
      body: {
        mails: mails.map((mail) => viewOf(mail, stop)),
        ...(next !== undefined && { next: cursorOf(next) }),
        ...(stop && { stop: stopView(stop) }),
      },
    }
  },
  async getMailStop({ door }) {
    const stop = await door.store.mailStop()
    return { body: stop ? { stop: stopView(stop) } : {} }
  },
  async decideUnsentMail({ member, params, body, door }) {
    return (await decideUnsentMail(door, member.company, placeOf(params.id), body.decision)) ?? {}
  },
  async sendUnsentMails({ member, door }) {
    return { body: await sendUnsentMails(door, member.company) }
  },
  async openMailAddress({ member, params, door }) {
    await openAddress(door, member.company, params.address)
    return {}
  },
})
