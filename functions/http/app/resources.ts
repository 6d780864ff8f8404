import * as api from '../../../shared/api/resources.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { type Resource, withLinks } from '../../../shared/domain/booking/appointment-type.ts'
import { changeResource, createResource, removeResource } from '../../usecases/people/change-resources.ts'
import { resourcePictureAddress } from '../picture-address.ts'
import { appEndpoints } from './app-door.ts'

export function resourceView(resource: Resource) {
  const { id, name, timeZone, capacity = null, isShared = false, linkedWith = [] } = resource
  return { id, name, timeZone, capacity, isShared, linkedWith, ...resourcePictureAddress(resource) }
}

export const resourceEndpoints = appEndpoints(api, {
  async listResources({ member, door }) {
    const resources = await door.store.resources(member.company)
    return { body: { resources: resources.map((one) => resourceView(withLinks(one, resources))) } }
  },
  async createResource({ member, body, door }) {
    const made = await createResource(door, member.company, body)
    return isRefusal(made) ? made : { body: resourceView(made) }
  },
  async changeResource({ member, params, body, door }) {
    const changed = await changeResource(door, member.company, params.id, body)
    return isRefusal(changed) ? changed : { body: resourceView(changed) }
  },
  async deleteResource({ member, params, door }) {
    return (await removeResource(door, member.company, params.id)) ?? {}
  },
})
