import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import type { Tally } from '../../../shared/domain/ledger/tally.ts'
import { questionOf } from '../../../shared/domain/offers/question-of.ts'
import type { Offer } from '../../../shared/domain/offers/slot.ts'
import { explainStart, type Reason } from '../../../shared/domain/offers/slot-reason.ts'
import { type Choices, slotRequestOf } from '../../../shared/domain/offers/slot-request.ts'
import type { Company } from '../../../shared/domain/people/member.ts'
import type { Instant, TimeZone } from '../../../shared/domain/time/time.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { phrases as english } from '../../../shared/words/reasons/en.ts'
import { reasonInWords } from '../../../shared/words/reasons/reason-words.ts'
import type { BookingContexts } from '../../ports/booking-context.ts'
import type { Members } from '../../ports/members.ts'
import type { Resources } from '../../ports/resources.ts'
import { hashToken } from '../people/session.ts'
import type { World } from '../world.ts'
import type { ListSlotsStore } from './list-slots.ts'
import { type OccupancyStore, readOccupancy } from './occupancy.ts'

/** The repositories that it uses. */
export type ExplainSlotStore = BookingContexts & ListSlotsStore & Members & Resources

/** Names of members and resources, for reasons that say who. */
async function reasonReader(tools: World<Members & Resources>, company: string, timeZone: TimeZone) {
  const [members, resources] = await Promise.all([tools.store.members(company), tools.store.resources(company)])
  const names = new Map([...members, ...resources].map(({ id, name }) => [id, name]))
  return { locale: 'en', timeZone, nameOf: (id: string) => names.get(id) ?? id }
}

/** A reason, in English too. */
export interface WordedReason {
  reason: Reason
  words: string
}

/**
 * Words reasons for whoever reads them in a zone: names are read once, and only where there is something to be worded.
 */
export async function wordReasons(
  tools: World<Members & Resources>,
  company: string,
  timeZone: TimeZone,
  reasons: Reason[],
): Promise<WordedReason[]> {
  if (reasons.length === 0) return []
  const reader = await reasonReader(tools, company, timeZone)
  return reasons.map((reason) => ({ reason, words: reasonInWords(english, reason, reader) }))
}

/**
 * Why one start of a type is offered or not, in English too: the booking's own question, asked for the troubleshooter.
 */
export async function explainSlot(
  tools: World<ExplainSlotStore>,
  company: string,
  slug: string,
  request: Choices & { startsAt: Instant; bookerEmail?: string | undefined },
): Promise<{ offer: Offer } | WordedReason | Refusal> {
  const asked = request.bookerEmail === undefined ? {} : { booker: hashToken(request.bookerEmail) }
  const front = await tools.store.bookingContext(company, slug, asked, tools.clock.now())
  if (!front.type || !front.company) return refuse('NotFound')
  return explainStartOf(tools, front.type, front.company, request, front.booker)
}

/**
 * The same of a type that need not be stored.
 * @param booker the bookings that the customer has already, where one is named
 */
export async function explainStartOf(
  tools: World<OccupancyStore & Members & Resources>,
  type: AppointmentType,
  company: Company,
  request: Choices & { startsAt: Instant },
  booker?: Tally,
): Promise<{ offer: Offer } | WordedReason> {
  const { startsAt, timeZone } = request
  const slotRequest = slotRequestOf(type, company, request)
  const endsAt = startsAt + slotRequest.durationMinutes * MINUTE_MS
  const occupancy = await readOccupancy(tools, slotRequest, startsAt, endsAt, 'latest')
  const question = questionOf({ ...occupancy, booker }, slotRequest, tools.clock.now(), startsAt, endsAt)
  const verdict = explainStart(question, startsAt)
  if ('offer' in verdict) return verdict
  const [worded] = await wordReasons(tools, company.slug, timeZone, [verdict.reason])
  return worded!
}
