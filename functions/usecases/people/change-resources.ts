import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Resource, withLinks } from '../../../shared/domain/booking/appointment-type.ts'
import {
  changedResource,
  checkLinks,
  type NewResource,
  type ResourceChange,
} from '../../../shared/domain/booking/resource-change.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { Write } from '../../ports/commit.ts'
import { factsWrite, hoursRemoval, type Ledger } from '../../ports/ledger.ts'
import { pictureRemoval } from '../../ports/pictures.ts'
import { type Resources, resourceRemoval } from '../../ports/resources.ts'
import { attempt, patienceFrom, withOneTry } from '../attempt.ts'
import { claimDaysAnew } from '../event/claim-days-anew.ts'
import type { World } from '../world.ts'
import { commitmentsOf } from './commitments.ts'
import { type SaveAvailabilityStore, saveAvailability } from './save-availability.ts'

type Tools = World<SaveAvailabilityStore & Resources>

/** Makes a resource, open around the clock until its hours say otherwise. @throws BadInput for links that cannot be */
export async function createResource(tools: Tools, company: string, asked: NewResource): Promise<Resource | Refusal> {
  const { name, timeZone } = asked
  const resource = changedResource({ id: tools.random.id(), name, timeZone }, asked)
  checkLinks(resource.id, asked.linkedWith, await tools.store.resources(company))
  const deadline = patienceFrom(tools)
  const refusal =
    (await saveAvailability(tools, company, resource.id, { resource, daysOff: [] }, deadline)) ??
    (await alignLinks(tools, company, resource, withOneTry(tools, deadline)))
  return refusal ?? resource
}

/**
 * Changes a resource: its name, places or zone, or with what it can be put together. Broken off, the change is simply
 * made again.
 * @throws BadInput for links that cannot be
 */
export async function changeResource(
  tools: Tools,
  company: string,
  id: string,
  change: ResourceChange,
): Promise<Resource | Refusal> {
  const all = await tools.store.resources(company)
  const found = all.find((one) => one.id === id)
  if (!found) return refuse('NotFound')
  const before = withLinks(found, all)
  const resource = changedResource(before, change)
  checkLinks(id, change.linkedWith, all)
  const deadline = patienceFrom(tools)
  const refusal =
    (await saveResource(tools, company, before, resource, deadline)) ??
    (change.linkedWith && (await alignLinks(tools, company, resource, withOneTry(tools, deadline))))
  return refusal ?? resource
}

/** @param deadline of somebody whose patience this shares; whole days of another zone have their own */
async function saveResource(
  tools: Tools,
  company: string,
  resource: Resource,
  next: Resource,
  deadline: number,
): Promise<Refusal | undefined> {
  if (next.timeZone !== resource.timeZone) {
    const before = { members: [], rooms: [resource] }
    const after = { members: [], rooms: [next] }
    const refusal = await claimDaysAnew(tools, { company, principal: next.id, before, after })
    if (refusal) return refusal
  }
  return saveAvailability(tools, company, next.id, { resource: next }, withOneTry(tools, deadline))
}

/** Takes a resource away, with its picture and its hours. Refused while something stands on it: that is moved first. */
export async function removeResource(
  tools: Tools & World<AppointmentTypes & Ledger>,
  company: string,
  id: string,
): Promise<Refusal | undefined> {
  const found = (await tools.store.resources(company)).find((one) => one.id === id)
  if (!found) return refuse('NotFound')
  const { bookings, events, types } = await commitmentsOf(tools, company, id)
  if (bookings + events + types.length > 0) {
    const ahead = [
      ...(bookings > 0 ? [`${bookings} bookings`] : []),
      ...(events > 0 ? [`${events} events`] : []),
      ...types,
    ].join(', ')
    return refuse('StillInUse', {
      detail: `${found.name} is needed: ${ahead}.`,
      hosting: { bookings, events, types },
    })
  }
  // Whoever could be put together with it no longer can.
  const deadline = patienceFrom(tools)
  const refusal = await alignLinks(tools, company, { ...found, linkedWith: [] }, deadline)
  if (refusal) return refusal
  const writes: Write[] = [
    // Whoever is about to book it decides again.
    factsWrite(company, id, {}),
    resourceRemoval(company, id),
    pictureRemoval(company, { resource: id }),
    hoursRemoval(company, id),
  ]
  const removed = await attempt<Refusal | 'removed'>(tools, async () => ({ writes, done: () => 'removed' }), deadline)
  return removed === 'removed' ? undefined : removed
}

/**
 * Makes the others say of a resource what it says of them: that they can be put together, or no longer.
 * @param deadline of somebody whose patience this shares
 */
export async function alignLinks(
  tools: Tools,
  company: string,
  { id, linkedWith = [] }: Resource,
  deadline = patienceFrom(tools),
): Promise<Refusal | undefined> {
  for (const other of await tools.store.resources(company)) {
    const says = other.linkedWith?.includes(id) ?? false
    const should = linkedWith.includes(other.id)
    if (other.id === id || says === should) continue
    const links = (other.linkedWith ?? []).filter((one) => one !== id)
    const resource = { ...other, linkedWith: should ? [...links, id] : links }
    const refusal = await saveAvailability(tools, company, other.id, { resource }, deadline)
    if (refusal) return refusal
  }
  return undefined
}
