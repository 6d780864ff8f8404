import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import { refusalAtType } from '../../../shared/domain/booking/private-link.ts'
import { mayKeepType, seesType } from '../../../shared/domain/booking/type-rights.ts'
import type { Company, Member } from '../../../shared/domain/people/member.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import type { BookingContext, BookingContextRequest, BookingContexts } from '../../ports/booking-context.ts'
import type { World } from '../world.ts'
import type { ByHost } from './booking-request.ts'

/** What a stranger finds who may come in: a type that is offered to them, and whose it is. */
export interface Entered extends BookingContext {
  type: AppointmentType
  company: Company
}

/**
 * Whether whoever comes, by the public address or by a private link, may come in.
 * @param link the id of the link that they name @param reader a member who only looks
 */
export function enter(
  front: BookingContext,
  link: string | undefined,
  now: Instant,
  reader?: Member,
): Entered | Refusal {
  const { type, company } = front
  if (!type || !company) return refuse('NotFound')
  const isOfCompany = reader?.company === type.company && seesType(reader, type)
  const cameBy = { hasLink: link !== undefined, link: front.link, taken: front.byLink, isOfCompany }
  return refusalAtType(type, cameBy, now) ?? { ...front, type, company }
}

/** Reads what a stranger asks for, as far as it is offered to them. @param reader a member who only looks */
export async function readFront(
  tools: Pick<World<BookingContexts>, 'store'>,
  { company, slug, link }: { company: string; slug: string; link?: string | undefined },
  asked: Omit<BookingContextRequest, 'link'>,
  now: Instant,
  reader?: Member,
): Promise<Entered | Refusal> {
  // A link that was made a moment ago must not be said to have ended.
  const wanted: BookingContextRequest = { ...asked, ...(link !== undefined && { link, read: 'latest' }) }
  const front = await tools.store.bookingContext(company, slug, wanted, now)
  return enter(front, link, now, reader)
}

/**
 * Whether a member may book for a customer: what is published and they see; what is not offered only by whoever keeps
 * the type.
 */
export function enterAsHost(
  { type, company, ...front }: BookingContext,
  { member, lifted }: Pick<ByHost, 'member' | 'lifted'>,
): Entered | Refusal {
  if (!type || !company || !seesType(member, type)) return refuse('NotFound')
  if (type.state !== 'published') return refuse('NotOffered', { detail: 'This appointment is not published.' })
  if (lifted.length > 0 && !mayKeepType(member, type))
    return refuse('NotAllowed', { detail: 'Only who keeps this appointment may book what it does not offer.' })
  return { ...front, type, company }
}
