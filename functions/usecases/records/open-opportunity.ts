import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import { Unavailable } from '../../../shared/domain/answers/unavailable.ts'
import type { Booking } from '../../../shared/domain/booking/booking.ts'
import { opportunityIdOf, opportunityOf } from '../../../shared/domain/records/business-record.ts'
import { bookingLinkOf } from '../../../shared/domain/records/record-link.ts'
import { type BusinessRecords, recordLinkWrite, recordWrite } from '../../ports/business-records.ts'
import type { Members } from '../../ports/members.ts'
import { attempt } from '../attempt.ts'
import { answersFor } from '../booking/answers-for.ts'
import { type ChangeContactsStore, createContact } from '../people/change-contacts.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type OpenOpportunityStore = BusinessRecords & Members & ChangeContactsStore

const OPENED = 'opened' as const

/** The contact of this address, made where there is none. */
async function contactOf(
  tools: World<OpenOpportunityStore>,
  { company, customer }: Booking,
): Promise<string | undefined> {
  const { name, email, locale, timeZone } = customer
  const known = await tools.store.contactByAddress(company, email)
  if (known) return known.id
  const made = await createContact(tools, company, { name, email, locale, timeZone })
  // Somebody else has made it meanwhile.
  return isRefusal(made) ? (await tools.store.contactByAddress(company, email))?.id : made.id
}

/** Opens the record that a certain booking makes, where its type says so: once, however often this is done. */
export async function openOpportunity(tools: World<OpenOpportunityStore>, booking: Booking): Promise<void> {
  const { company, hosts } = booking
  if (!booking.opensOpportunity || booking.status !== 'confirmed') return
  if (await tools.store.record(company, opportunityIdOf(booking))) return
  const [contactId, owner] = await Promise.all([
    contactOf(tools, booking),
    hosts[0] === undefined ? undefined : tools.store.member(company, hosts[0]),
  ])
  const record = opportunityOf(booking, contactId, answersFor(booking, owner?.locale))
  const opened = await attempt<Refusal | typeof OPENED>(tools, async () => ({
    writes: [recordWrite(record), recordLinkWrite(bookingLinkOf(booking, record.id))],
    done: () => OPENED,
    // Another job has opened it at this moment: the same one.
    failed: () => OPENED,
  }))
  if (isRefusal(opened)) throw new Unavailable(`the opportunity of ${booking.id} is not opened: ${opened.refusal}`)
}
