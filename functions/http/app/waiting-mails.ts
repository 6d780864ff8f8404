import * as api from '../../../shared/api/waiting-mails.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { decideWaitingMails, listWaitingMails, type WaitingMails } from '../../usecases/mail/waiting-mails.ts'
import { appEndpoints } from './app-door.ts'

function viewOf({ booking, effects }: WaitingMails): api.WaitingMailsView {
  const { id, title, startsAt, endsAt, customer } = booking
  const addresses = effects.map(({ recipient }) => (recipient.to === 'guest' ? recipient.email : customer.email))
  return {
    bookingId: id,
    title,
    startsAt: formatInstant(startsAt),
    endsAt: formatInstant(endsAt),
    customer: { name: customer.name, email: customer.email },
    to: [...new Set(addresses)],
    since: formatInstant(Math.min(...effects.map(({ dueAt }) => dueAt))),
  }
}

export const waitingMailEndpoints = appEndpoints(api, {
  async listWaitingMails({ member, door }) {
    const { waiting, isCut } = await listWaitingMails(door, member.company)
    return { body: { mails: waiting.map(viewOf), isCut } }
  },
  async decideWaitingMails({ member, params, body, door }) {
    await decideWaitingMails(door, member.company, params.bookingId, body.decision)
    return {}
  },
})
