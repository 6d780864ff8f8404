import { z } from 'zod'
import type { Indexed, SearchEntry, SearchList } from '../../../shared/domain/search/search-entry.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { IndexWalk, SearchIndex } from '../../ports/search-index.ts'
import { conditionOf } from './actions.ts'
import { privacy } from './event-schema.ts'
import type { Key } from './keys.ts'
import type { Row } from './row.ts'
import { readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

/** What is in the index no more is remembered as long as the event itself, deleted. */
const MEMORY_MS = 90 * DAY_MS
const EVENT_KEY = /^([^#]+)#event#(.+)$/

/** Instants sort as texts until the year 2286. */
const padded = (at: number) => String(at).padStart(13, '0')
const placeOf = ({ at, eventId }: Pick<SearchEntry, 'at' | 'eventId'>) => `${padded(at)}#${eventId}`
const partition = (company: string, { scope, list, kind }: SearchList) => `${company}#search#${scope}#${kind}#${list}`

const entryKey = (entry: Pick<SearchEntry, 'company' | 'at' | 'eventId'>, list: SearchList): Key => ({
  pk: partition(entry.company, list),
  sk: placeOf(entry),
})
const indexedKey = (company: string, eventId: string): Key => ({ pk: `${company}#event#${eventId}`, sk: 'search' })
const WALK: Key = { pk: '~search', sk: 'walk' }

const kind = z.enum(['once', 'span'])
const searchEntry = z.object({
  company: z.string(),
  eventId: z.string(),
  kind,
  at: z.number(),
  from: z.number(),
  to: z.number(),
  words: z.string(),
  place: z.string(),
  people: z.array(z.string()),
  tags: z.array(z.string()),
  organizerId: z.string(),
  calendarId: z.string().optional(),
  privacy,
})
const readEntry = readerOf<SearchEntry>()('searchEntry', searchEntry)
const readIndexed = readerOf<Indexed>()(
  'indexed',
  z.object({
    company: z.string(),
    eventId: z.string(),
    revision: z.number(),
    entry: searchEntry.optional(),
    standings: z.array(z.object({ scopes: z.array(z.string()), lists: z.array(z.string()), kind, at: z.number() })),
    indexedAt: z.number(),
  }),
)
const readWalk = readerOf<IndexWalk>()(
  'indexWalk',
  z.object({ layout: z.number(), next: z.string().optional(), isDone: z.boolean() }),
)

export function searchIndex(table: Table): SearchIndex {
  return {
    async searchEntries(company, list, { from, to, before }, most) {
      const end = before && before.at < to ? placeOf(before) : padded(to)
      if (end < padded(from)) return { entries: [], isEnd: true }
      // Both ends are in a range of keys: the entry that is known comes once more and is left out.
      const { rows, isEnd } = await table.lastBetween(
        partition(company, list),
        padded(from),
        end,
        most + (before ? 2 : 1),
      )
      const entries = rows.filter(({ sk }) => sk !== end).map(readEntry)
      return { entries: entries.slice(0, most), isEnd: isEnd && entries.length <= most }
    },
    async changeSearchRows(put, removed) {
      await table.writeAll(
        (put?.lists ?? []).map((list): Row => ({ ...entryKey(put!.entry, list), row: 'searchEntry', ...put!.entry })),
        removed.flatMap((one) => one.lists.map((list) => entryKey(one.entry, list))),
      )
    },
    async indexed(company, eventId) {
      const row = await table.get(indexedKey(company, eventId))
      return row && readIndexed(row)
    },
    async putIndexed(indexed, expectedRevision) {
      const row: Row = { ...indexedKey(indexed.company, indexed.eventId), row: 'indexed', ...indexed }
      if (indexed.standings.length === 0) row['expiresAt'] = ttl(indexed.indexedAt + MEMORY_MS)
      return table.put(row, conditionOf(expectedRevision, 'revision'))
    },
    async someEvents(after) {
      const { keys, next } = await table.someKeys('event', after)
      return {
        events: keys.flatMap(({ pk }) => {
          const [, company, id] = EVENT_KEY.exec(pk) ?? []
          return company !== undefined && id !== undefined ? [{ company, id }] : []
        }),
        next,
      }
    },
    async indexWalk() {
      const row = await table.get(WALK)
      return row && readWalk(row)
    },
    async putIndexWalk(walk) {
      await table.put({ ...WALK, row: 'indexWalk', ...walk })
    },
  }
}
