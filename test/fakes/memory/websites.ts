import type { Websites } from '../../../functions/ports/websites.ts'
import { firstWebsites, type Websites as WebsiteList } from '../../../shared/domain/booking/website.ts'
import type { Shelves } from './shelves.ts'

const shelfOf = (company: string) => `${company} websites`

export const websites = (shelves: Shelves): Websites => ({
  async websites(company) {
    return shelves.get<WebsiteList>(shelfOf(company), 'websites') ?? firstWebsites(company)
  },
  async putWebsites(list, expectedVersion) {
    return shelves.does(shelves.versioned(shelfOf(list.company), 'websites', expectedVersion, { value: list }))
  },
})
