import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type AvailabilityChange, factsOf } from '../../../shared/domain/booking/facts.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { Write } from '../../ports/commit.ts'
import { factsWrite, hoursRemoval, hoursWrite } from '../../ports/ledger.ts'
import { resourceWrite } from '../../ports/resources.ts'
import { attempt } from '../attempt.ts'
import type { ClaimDaysAnewStore } from '../event/claim-days-anew.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type SaveAvailabilityStore = ClaimDaysAnewStore

/**
 * Saves hours, days off or a thing itself, and raises the principal's revision with it: whoever is about to book on
 * what was before decides again. What is booked stays booked.
 * @param deadline of somebody whose patience this shares
 */
export async function saveAvailability(
  tools: World<SaveAvailabilityStore>,
  company: string,
  principal: string,
  change: AvailabilityChange,
  deadline?: number,
): Promise<Refusal | undefined> {
  const { schedule, resource } = change
  const writes: Write[] = [factsWrite(company, principal, factsOf(change))]
  if (schedule) writes.push(hoursWrite(company, schedule))
  if (resource) writes.push(resourceWrite(company, resource))
  const saved = await attempt<Refusal | 'saved'>(tools, async () => ({ writes, done: () => 'saved' }), deadline)
  return saved === 'saved' ? undefined : saved
}

/** Takes further hours away, unless a type is offered by them. The usual ones always stand. */
export async function removeSchedule(
  tools: World<SaveAvailabilityStore & AppointmentTypes>,
  company: string,
  id: string,
): Promise<Refusal | undefined> {
  const [principal = '', name] = id.split('.')
  if (name === undefined) return refuse('StillInUse', { detail: 'The usual hours can be emptied, not removed.' })
  const types = (await tools.store.types(company)).filter(({ hours }) => hours[principal] === name)
  if (types.length > 0) {
    const titles = types.map(({ title }) => title)
    return refuse('StillInUse', {
      detail: `${titles.join(', ')} is offered by these hours.`,
      hosting: { bookings: 0, types: titles },
    })
  }
  const removed = await attempt<Refusal | 'removed'>(tools, async () => ({
    writes: [factsWrite(company, principal, {}), hoursRemoval(company, id)],
    done: () => 'removed',
  }))
  return removed === 'removed' ? undefined : removed
}
