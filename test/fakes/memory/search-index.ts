import type { IndexWalk, SearchIndex } from '../../../functions/ports/search-index.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Indexed, SearchEntry, SearchList } from '../../../shared/domain/search/search-entry.ts'
import type { Shelves } from './shelves.ts'

const listShelf = (company: string, { scope, list, kind }: SearchList) => `${company} search ${scope} ${kind} ${list}`
const indexedShelf = (company: string) => `${company} indexed`
const WALK = '~search'
const nameOf = ({ at, eventId }: Pick<SearchEntry, 'at' | 'eventId'>) => `${String(at).padStart(13, '0')}#${eventId}`

export const searchIndex = (shelves: Shelves): SearchIndex => ({
  async searchEntries(company, list, { from, to, before }, most) {
    const there = shelves
      .range<SearchEntry>(listShelf(company, list))
      .filter((entry) => entry.at >= from && entry.at < to && (!before || nameOf(entry) < nameOf(before)))
      .reverse()
    return { entries: there.slice(0, most), isEnd: there.length <= most }
  },
  async changeSearchRows(put, removed) {
    for (const list of put?.lists ?? [])
      shelves.apply({
        shelf: listShelf(put!.entry.company, list),
        name: nameOf(put!.entry),
        holds: true,
        next: { value: put!.entry },
      })
    for (const one of removed)
      for (const list of one.lists) shelves.remove(listShelf(one.entry.company, list), nameOf(one.entry))
  },
  async indexed(company, eventId) {
    return shelves.get<Indexed>(indexedShelf(company), eventId)
  },
  async putIndexed(indexed, expectedRevision) {
    const { company, eventId } = indexed
    const found = shelves.get<Indexed>(indexedShelf(company), eventId)?.revision ?? 0
    return shelves.does({
      shelf: indexedShelf(company),
      name: eventId,
      holds: found === expectedRevision,
      next: { value: indexed },
    })
  },
  async someEvents() {
    const events = [...shelves.below('')].filter(({ shelf }) => shelf.endsWith(' event'))
    return {
      events: events.map(({ value }) => {
        const { company, id } = value as CalendarEvent
        return { company, id }
      }),
      next: undefined,
    }
  },
  async indexWalk() {
    return shelves.get<IndexWalk>(WALK, 'walk')
  },
  async putIndexWalk(walk) {
    shelves.apply({ shelf: WALK, name: 'walk', holds: true, next: { value: walk } })
  },
})
