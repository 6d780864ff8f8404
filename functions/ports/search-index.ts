import type { Indexed, SearchEntry, SearchList } from '../../shared/domain/search/search-entry.ts'
import type { Instant } from '../../shared/domain/time/time.ts'

/** A part of a list: what stands at `from` or later, and earlier than `to`, or before an entry that is known. */
export interface SearchStretch {
  from: Instant
  to: Instant
  before?: Pick<SearchEntry, 'at' | 'eventId'> | undefined
}

/** Where the rows of an event that a list is to hold, or hold no more, stand. */
export interface SearchRows {
  entry: Pick<SearchEntry, 'company' | 'at' | 'eventId'>
  lists: SearchList[]
}

/**
 * Which events say what: rows by the beginnings of their words, their people and tags. They are written after the
 * events, by the job that publishes a change, and only say what is worth to be read.
 */
export interface SearchIndex {
  /**
   * The entries of a part of a list, what stands last first; `isEnd` where no more of it follow. May be a moment old.
   */
  searchEntries(
    company: string,
    list: SearchList,
    stretch: SearchStretch,
    most: number,
  ): Promise<{ entries: SearchEntry[]; isEnd: boolean }>
  /** Puts rows of an event there, and takes others away; not one transaction, and it may be done again. */
  changeSearchRows(put: { entry: SearchEntry; lists: SearchList[] } | undefined, removed: SearchRows[]): Promise<void>
  /** How an event stands in the index. */
  indexed(company: string, eventId: string): Promise<Indexed | undefined>
  /** @returns false where another revision stands */
  putIndexed(indexed: Indexed, expectedRevision: number): Promise<boolean>
  /** A part of all events of all companies, in no order, to put them into the index; `next` where there are more. */
  someEvents(
    after: string | undefined,
  ): Promise<{ events: { company: string; id: string }[]; next?: string | undefined }>
  /** How far all events were put into the index; nothing before that was begun. */
  indexWalk(): Promise<IndexWalk | undefined>
  putIndexWalk(walk: IndexWalk): Promise<void>
}

/** How far a walk over all events has come. */
export interface IndexWalk {
  /** What of the index it made: another one begins anew. */
  layout: number
  next?: string | undefined
  isDone: boolean
}
