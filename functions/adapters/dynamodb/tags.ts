import { z } from 'zod'
import { colours } from '../../../shared/domain/people/colour.ts'
import { firstTags, type Tags as TagList } from '../../../shared/domain/people/tag.ts'
import type { Tags } from '../../ports/tags.ts'
import { conditionOf } from './actions.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const tagsKey = (company: string): Key => ({ pk: `${company}#tags`, sk: 'tags' })

const readTags = readerOf<TagList>()(
  'tags',
  z.object({
    company: z.string(),
    version: z.number(),
    tags: z.array(z.object({ id: z.string(), name: z.string(), colour: z.enum(colours) })),
    merged: z.record(z.string(), z.string()),
  }),
)

export function tags(table: Table): Tags {
  return {
    async tags(company) {
      const row = await table.get(tagsKey(company))
      return row ? readTags(row) : firstTags(company)
    },
    putTags(list, expectedVersion) {
      return table.put({ ...tagsKey(list.company), row: 'tags', ...list }, conditionOf(expectedVersion))
    },
  }
}
