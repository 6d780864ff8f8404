import type { Resources, ResourceWrite } from '../../../functions/ports/resources.ts'
import type { Resource } from '../../../shared/domain/booking/appointment-type.ts'
import type { Shelves, WritesOf } from './shelves.ts'

export const resourceShelf = (company: string) => `${company} resources`

export const resources = (shelves: Shelves): Resources => ({
  async resources(company) {
    return shelves.range<Resource>(resourceShelf(company))
  },
})

export const resourceWrites: WritesOf<ResourceWrite> = {
  resource: {
    actions({ company, resource }) {
      return [{ shelf: resourceShelf(company), name: resource.id, holds: true, next: { value: resource } }]
    },
  },
  noResource: {
    actions({ company, id }) {
      return [{ shelf: resourceShelf(company), name: id, holds: true, next: undefined }]
    },
  },
}
