import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { replyAddress, TOKEN_LENGTH } from '../../../shared/domain/invitation/reply-address.ts'
import { endOfAll } from '../../../shared/domain/recurrence/series-end.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { MailedReplies } from '../../ports/mailed-replies.ts'
import type { Links } from '../people/links.ts'

/** So long after an event an answer to it is still seen, though it counts no more. */
const KEPT_AFTER_MS = 400 * DAY_MS

/**
 * The address that answers to an event come to from one of those asked; nothing where no mail is received. It is made
 * by the company's key for this alone: it opens no page, and the page's link does not tell it.
 */
export async function replyAddressFor(
  { store, links, inboundDomain }: { store: MailedReplies; links: Links; inboundDomain: string },
  event: CalendarEvent,
  email: string,
): Promise<string | undefined> {
  if (inboundDomain === '') return undefined
  const { company, id: eventId } = event
  const token = (await links.veil(company))(`reply address ${eventId} ${email}`).slice(0, TOKEN_LENGTH)
  const end = endOfAll(event, 'UTC')
  await store.putReplyWay(token, { company, eventId, email }, end === undefined ? undefined : end + KEPT_AFTER_MS)
  return replyAddress(token, inboundDomain)
}
