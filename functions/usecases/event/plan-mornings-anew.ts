import { hasMailReminders } from '../../../shared/domain/effects/event-reminders.ts'
import { lookedAtAnew } from '../../../shared/domain/effects/reminder-plan.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { Events } from '../../ports/events.ts'
import type { Reminders } from '../../ports/reminders.ts'
import { over, patiently } from '../attempt.ts'
import type { World } from '../world.ts'
import { laterTimes, type SpanClashesStore } from './span-clashes.ts'

/** The repositories that it uses. */
export type PlanMorningsAnewStore = Pick<Events, 'events'> & Reminders & SpanClashesStore

/**
 * Whole days begin in somebody's morning, and that is about to be another: the reminders of all that lie ahead of them
 * are planned anew. The sweep does it once the change is made, for it looks at what was due two minutes ago.
 * Each event has a patience of its own: with one for all, whoever has many of them could never choose.
 */
export async function planMorningsAnew(
  tools: World<PlanMorningsAnewStore>,
  { company, id }: Pick<Member, 'company' | 'id'>,
): Promise<void> {
  const [time] = await laterTimes(tools, company, [id], tools.clock.now() - DAY_MS)
  const claims = time!.days.flatMap((day) => day.claims.filter(({ kind }) => kind === 'event'))
  const ids = [...claims, ...time!.spans].map((one) => one.id)
  const events = await tools.store.events(company, [...new Set(ids)])
  for (const event of events) if (event.times.kind === 'allDay' && hasMailReminders(event)) await planAnew(tools, event)
}

async function planAnew(tools: World<PlanMorningsAnewStore>, { company, id }: CalendarEvent): Promise<void> {
  const planned = await patiently<true>(tools, async ({ now }) => {
    const row = await tools.store.reminder(company, id)
    // What is not planned yet will be by what holds then.
    if (!row) return over(true)
    return (await tools.store.putReminder(lookedAtAnew(row, now), row.version)) ? over(true) : 'again'
  })
  if (planned !== true) throw new Error(`the reminders of ${id} keep changing`)
}
