import { bookingPageUrl, type WaitlistEntry, wordOfEntry } from '../../../shared/domain/booking/waitlist.ts'
import type { Links } from '../people/links.ts'

/** The page of an entry, where one leaves the list, and its token. */
export async function waitingUrl(
  { links, publicAddress }: { links: Links; publicAddress: string },
  { company, type, id }: Pick<WaitlistEntry, 'company' | 'type' | 'id'>,
): Promise<{ token: string; url: string }> {
  const token = await links.sign(company, wordOfEntry({ type, id }), 'wait', 1)
  return { token, url: bookingPageUrl(publicAddress, { company, type }, { waiting: token }) }
}
