import type { Tags } from '../../../functions/ports/tags.ts'
import { firstTags, type Tags as TagList } from '../../../shared/domain/people/tag.ts'
import type { Shelves } from './shelves.ts'

const shelfOf = (company: string) => `${company} tags`

export const tags = (shelves: Shelves): Tags => ({
  async tags(company) {
    return shelves.get<TagList>(shelfOf(company), 'tags') ?? firstTags(company)
  },
  async putTags(list, expectedVersion) {
    return shelves.does(shelves.versioned(shelfOf(list.company), 'tags', expectedVersion, { value: list }))
  },
})
