import { createHash } from 'node:crypto'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Links } from '../people/links.ts'

/** Whom an answer is of: an address, in letters that a link may carry. */
export const wordOfAddress = (email: string): string =>
  createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 20)

/** The page where somebody without an account sees an event and answers it; it is theirs alone. */
export async function replyUrl(
  { links, publicAddress }: { links: Links; publicAddress: string },
  { company, id }: CalendarEvent,
  email: string,
): Promise<string> {
  return `${publicAddress}/reply/${await links.sign(company, `${id}-${wordOfAddress(email)}`, 'reply', 0)}`
}
