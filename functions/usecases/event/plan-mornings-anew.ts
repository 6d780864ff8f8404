import { hasMailReminders, planningAnew } from '../../../shared/domain/effects/event-reminders.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { Effects } from '../../ports/effects.ts'
import type { Events } from '../../ports/events.ts'
import type { World } from '../world.ts'
import { laterTimes, type SpanClashesStore } from './span-clashes.ts'

/** The repositories that it uses. */
export type PlanMorningsAnewStore = Pick<Events, 'events'> & Pick<Effects, 'finish'> & SpanClashesStore

/**
 * Whole days begin in somebody's morning, and that is about to be another: the reminders of all that lie ahead of them
 * are planned anew. The sweep does it once the change is made, for it finds these rows two minutes later.
 */
export async function planMorningsAnew(
  tools: World<PlanMorningsAnewStore>,
  { company, id }: Pick<Member, 'company' | 'id'>,
): Promise<void> {
  const now = tools.clock.now()
  const [time] = await laterTimes(tools, company, [id], now - DAY_MS)
  const claims = time!.days.flatMap((day) => day.claims.filter(({ kind }) => kind === 'event'))
  const ids = [...claims, ...time!.spans].map((one) => one.id)
  const events = await tools.store.events(company, [...new Set(ids)])
  for (const event of events)
    if (event.times.kind === 'allDay' && hasMailReminders(event)) await tools.store.finish(planningAnew(event, now))
}
