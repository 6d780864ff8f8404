import { type Refusal, refuse } from '../../../shared/domain/refusal.ts'
import { explainStart, type Offer, type Reason } from '../../../shared/domain/slot.ts'
import type { Instant, TimeZone } from '../../../shared/domain/time.ts'
import type { CalendarTools } from '../calendar/tools.ts'
import { questionOf, readDesk } from './desk.ts'
import { wishOf } from './list-slots.ts'

/** Why one start of a type is offered or not: the booking's own question, asked for the troubleshooter. */
export async function explainSlot(
  tools: CalendarTools,
  company: string,
  slug: string,
  request: { startsAt: Instant; durationMinutes?: number | undefined; timeZone: TimeZone },
): Promise<{ offer: Offer } | { reason: Reason } | Refusal> {
  const type = await tools.store.type(company, slug)
  if (!type) return refuse('NotFound')
  const wish = wishOf(type, request)
  const endsAt = request.startsAt + wish.durationMinutes * 60_000
  const desk = await readDesk(tools, wish, request.startsAt, endsAt, 'latest')
  return explainStart(questionOf(desk, wish, tools.clock.now(), request.startsAt, endsAt), request.startsAt)
}
