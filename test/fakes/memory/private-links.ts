import type { PrivateLinks } from '../../../functions/ports/private-links.ts'
import { type PrivateLink, tallyOfLink } from '../../../shared/domain/booking/private-link.ts'
import type { Shelves } from './shelves.ts'
import { tallyNow } from './tallies.ts'

export const privateLinkShelf = (company: string, type: string) => `${company} private links ${type}`

export const privateLinks = (shelves: Shelves): PrivateLinks => ({
  async privateLinks(company, type) {
    return shelves.range<PrivateLink>(privateLinkShelf(company, type))
  },
  async bookedByLinks(company, type, links) {
    return links.map((id) => tallyNow(shelves, company, tallyOfLink({ type, id }))).filter(({ version }) => version > 0)
  },
  async putPrivateLink(link, expectedVersion) {
    const shelf = privateLinkShelf(link.company, link.type)
    return shelves.does(shelves.versioned(shelf, link.id, expectedVersion, { value: link }))
  },
  async removePrivateLink(company, type, id) {
    return shelves.remove(privateLinkShelf(company, type), id) !== undefined
  },
})
