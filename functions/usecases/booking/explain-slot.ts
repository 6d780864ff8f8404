import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { questionOf } from '../../../shared/domain/offers/question-of.ts'
import type { Offer } from '../../../shared/domain/offers/slot.ts'
import { explainStart, type Reason } from '../../../shared/domain/offers/slot-reason.ts'
import { type Choices, slotRequestOf } from '../../../shared/domain/offers/slot-request.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { phrases as english } from '../../../shared/words/reasons/en.ts'
import { reasonInWords } from '../../../shared/words/reasons/reason-words.ts'
import type { BookingContexts } from '../../ports/booking-context.ts'
import type { Members } from '../../ports/members.ts'
import type { Resources } from '../../ports/resources.ts'
import { hashToken } from '../people/session.ts'
import type { World } from '../world.ts'
import type { ListSlotsStore } from './list-slots.ts'
import { readOccupancy } from './occupancy.ts'

/** The repositories that it uses. */
export type ExplainSlotStore = BookingContexts & ListSlotsStore & Members & Resources

/** Why one start of a type is offered or not, in English too: the booking's own question, asked for the troubleshooter. */
export async function explainSlot(
  tools: World<ExplainSlotStore>,
  company: string,
  slug: string,
  request: Choices & { startsAt: Instant; bookerEmail?: string | undefined },
): Promise<{ offer: Offer } | { reason: Reason; words: string } | Refusal> {
  const now = tools.clock.now()
  const asked = request.bookerEmail === undefined ? {} : { booker: hashToken(request.bookerEmail) }
  const front = await tools.store.bookingContext(company, slug, asked, now)
  if (!front.type || !front.company) return refuse('NotFound')
  const slotRequest = slotRequestOf(front.type, front.company, request)
  const endsAt = request.startsAt + slotRequest.durationMinutes * MINUTE_MS
  const occupancy = await readOccupancy(tools, slotRequest, request.startsAt, endsAt, 'latest')
  const question = questionOf({ ...occupancy, booker: front.booker }, slotRequest, now, request.startsAt, endsAt)
  const verdict = explainStart(question, request.startsAt)
  if ('offer' in verdict) return verdict
  const [members, resources] = await Promise.all([tools.store.members(company), tools.store.resources(company)])
  const names = new Map([...members, ...resources].map(({ id, name }) => [id, name]))
  const reader = { locale: 'en', timeZone: request.timeZone, nameOf: (id: string) => names.get(id) ?? id }
  return { reason: verdict.reason, words: reasonInWords(english, verdict.reason, reader) }
}
