import * as api from '../../../shared/api/resources.ts'
import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Resource, withLinks } from '../../../shared/domain/booking/appointment-type.ts'
import { patienceFrom, withOneTry } from '../../usecases/attempt.ts'
import { alignLinks, changeResource, removeResource } from '../../usecases/people/change-resources.ts'
import { saveAvailability } from '../../usecases/people/save-availability.ts'
import { resourcePictureAddress } from '../picture-address.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'

export function resourceView(resource: Resource) {
  const { id, name, timeZone, capacity = null, isShared = false, linkedWith = [] } = resource
  return { id, name, timeZone, capacity, isShared, linkedWith, ...resourcePictureAddress(resource) }
}

async function checkLinks(door: AppWorld, company: string, id: string, linkedWith: string[] | undefined) {
  const known = await door.store.resources(company)
  const faults = (linkedWith ?? []).flatMap((other, i) =>
    other !== id && known.some((one) => one.id === other) ? [] : [inputFault(`linkedWith.${i}`, 'notOtherResource')],
  )
  if (faults.length > 0) throw new BadInput(...faults)
}

function asResource(id: string, fields: Omit<Resource, 'id' | 'capacity'> & { capacity?: number | null }): Resource {
  const { capacity, ...rest } = fields
  return { id, ...rest, ...(capacity != null && { capacity }) }
}

export const resourceEndpoints = appEndpoints(api, {
  async listResources({ member, door }) {
    const resources = await door.store.resources(member.company)
    return { body: { resources: resources.map((one) => resourceView(withLinks(one, resources))) } }
  },
  async createResource({ member, body, door }) {
    const resource = asResource(door.random.id(), body)
    await checkLinks(door, member.company, resource.id, body.linkedWith)
    const deadline = patienceFrom(door)
    const refusal =
      (await saveAvailability(door, member.company, resource.id, { resource, daysOff: [] }, deadline)) ??
      (await alignLinks(door, member.company, resource, withOneTry(door, deadline)))
    return refusal ?? { body: resourceView(resource) }
  },
  async changeResource({ member, params, body, door }) {
    const all = await door.store.resources(member.company)
    const found = all.find(({ id }) => id === params.id)
    if (!found) return refuse('NotFound')
    const before = withLinks(found, all)
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
    const resource = asResource(params.id, { ...before, ...given })
    await checkLinks(door, member.company, params.id, body.linkedWith)
    const deadline = patienceFrom(door)
    const refusal =
      (await changeResource(door, member.company, before, resource, deadline)) ??
      (body.linkedWith && (await alignLinks(door, member.company, resource, withOneTry(door, deadline))))
    return refusal ?? { body: resourceView(resource) }
  },
  async deleteResource({ member, params, door }) {
    return (await removeResource(door, member.company, params.id)) ?? {}
  },
})
