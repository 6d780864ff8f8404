import { type Refusal, refuse } from '../answers/refusal.ts'
import { countOf, type Tally, type TallyName } from '../ledger/tally.ts'
import type { Instant } from '../time/time.ts'
import type { AppointmentType } from './appointment-type.ts'
import type { Booking } from './booking.ts'

/** An address of its own to one type: for so many bookings, for one person, until an end. Taking it back ends it. */
export interface PrivateLink {
  id: string
  company: string
  type: string
  version: number
  createdBy: string
  createdAt: Instant
  /** Who may book by it; absent: whoever has it. */
  forEmail?: string
  /** How many bookings may stand that were made by it; absent: as many as the type takes. */
  mostBookings?: number
  /** From then on nothing can be booked by it. */
  endsAt?: Instant
}

/** So many links one type may have at a time. */
export const MOST_PRIVATE_LINKS = 200

/** What counts the bookings of a link. */
export const tallyOfLink = ({ type, id }: Pick<PrivateLink, 'type' | 'id'>): TallyName => ({
  tally: 'link',
  type,
  link: id,
})

/** What counts a booking made by a link; nothing where the link does not count. */
export function countedByLink(link: PrivateLink | undefined): Booking['counted'] {
  return link?.mostBookings === undefined ? [] : [{ name: tallyOfLink(link), most: link.mostBookings }]
}

/** Whether a link can be booked by now, and if not what has ended it. */
export type LinkState = 'open' | 'used' | 'over'

/** @param taken bookings made by it that stand @param until what counts them, where they are counted */
export function stateOfLink(link: PrivateLink, taken: Tally | undefined, now: Instant): LinkState {
  if (link.endsAt !== undefined && link.endsAt <= now) return 'over'
  if (link.mostBookings !== undefined && countOf(taken, now) >= link.mostBookings) return 'used'
  return 'open'
}

/** What somebody came by: the public address, or a link as far as it is known. */
export interface CameBy {
  /** Whether they named a link. */
  hasLink: boolean
  /** Whether it is a member who only looks: drafts are shown to them, and whatever only links lead to. */
  isOfCompany?: boolean | undefined
  link?: PrivateLink | undefined
  taken?: Tally | undefined
}

/** What keeps a stranger from a type before any time is looked at; the answer is the refusal, if any. */
export function refusalAtType(
  type: Pick<AppointmentType, 'access' | 'state'>,
  { hasLink, link, taken, isOfCompany }: CameBy,
  now: Instant,
): Refusal | undefined {
  if (isOfCompany && !hasLink) return undefined
  if (type.state !== 'published') return refuse('NotFound')
  if (!hasLink) return type.access === 'link' ? refuse('NotFound') : undefined
  if (!link) return refuse('LinkEnded')
  return stateOfLink(link, taken, now) === 'open' ? undefined : refuse('LinkEnded')
}

/** Whether a link is for another person than the one who books; letter case does not count. */
export function isForAnother(link: PrivateLink | undefined, email: string): boolean {
  return link?.forEmail !== undefined && link.forEmail.toLowerCase() !== email.trim().toLowerCase()
}

/** An address that only whoever knows it recognizes: its first letter and where it lives. */
export function veiledEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, 1)}•••${email.slice(at)}`
}
