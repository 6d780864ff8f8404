import type { Refusal } from '../../../shared/domain/answers/refusal.ts'
import type { Resource } from '../../../shared/domain/booking/appointment-type.ts'
import { type AvailabilityChange, factsOf } from '../../../shared/domain/booking/facts.ts'
import type { Write } from '../../ports/commit.ts'
import { attempt } from '../attempt.ts'
import { type ClaimDaysAnewStore, claimDaysAnew } from '../event/claim-days-anew.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type SaveAvailabilityStore = ClaimDaysAnewStore

/**
 * Saves hours, days off or a thing itself, and raises the principal's revision with it: whoever is about to book on what was
 * before decides again. What is booked stays booked.
 */
export async function saveAvailability(
  tools: World<SaveAvailabilityStore>,
  company: string,
  principal: string,
  change: AvailabilityChange,
): Promise<Refusal | undefined> {
  const { schedule, resource } = change
  const writes: Write[] = [{ write: 'facts', company, principal, facts: factsOf(change) }]
  if (schedule) writes.push({ write: 'hours', company, schedule })
  if (resource) writes.push({ write: 'resource', company, resource })
  const saved = await attempt<Refusal | 'saved'>(tools, async () => ({ writes, done: () => 'saved' }))
  return saved === 'saved' ? undefined : saved
}

/** Changes a resource: its name, places or zone. Broken off, the change is simply made again. */
export async function changeResource(
  tools: World<SaveAvailabilityStore>,
  company: string,
  resource: Resource,
  next: Resource,
): Promise<Refusal | undefined> {
  if (next.timeZone !== resource.timeZone) {
    const before = { members: [], rooms: [resource] }
    const after = { members: [], rooms: [next] }
    const refusal = await claimDaysAnew(tools, { company, principal: next.id, before, after })
    if (refusal) return refusal
  }
  return saveAvailability(tools, company, next.id, { resource: next })
}
