import { comparePlaces, placeOf, type SearchPlace } from '../../../shared/domain/search/found.ts'
import type { SearchEntry, SearchList } from '../../../shared/domain/search/search-entry.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import type { SearchIndex, SearchStretch } from '../../ports/search-index.ts'

/** So many entries of a list are read at first, and then. */
const FIRST_READ = 7
const NEXT_READ = 16

/**
 * Entries of several lists as one, in order, each event once; no more are read than are asked for, nor than a bound.
 */
export class EntriesInOrder {
  private readonly store: SearchIndex
  private readonly company: string
  private readonly anchor: Instant
  private readonly lists: ListRead[]
  private isBegun = false
  private last: string | undefined
  private left: number

  /** @param most so many entries are taken at most */
  constructor(store: SearchIndex, company: string, anchor: Instant, lists: ListBegun[], most: number) {
    this.store = store
    this.company = company
    this.anchor = anchor
    this.lists = lists.map(({ list, stretch, begun }) => readSoFar(list, stretch, begun))
    this.left = most
  }

  /** The next entry; nothing at the end, and where the bound is reached. */
  async next(): Promise<SearchEntry | undefined> {
    await this.fill()
    const heads = this.lists.filter(({ waiting }) => waiting.length > 0)
    const [first] = heads.sort((one, other) => comparePlaces(this.placeOfHead(one), this.placeOfHead(other)))
    if (!first || this.left === 0) return undefined
    const entry = first.waiting.shift()!
    const place = `${entry.kind}#${entry.at}#${entry.eventId}`
    // A word of the title and somebody's name may find the same event: the two stand beside each other.
    if (place === this.last) return this.next()
    this.left--
    this.last = place
    return entry
  }

  /** Whether nothing follows, as far as was read. */
  get isExhausted(): boolean {
    return this.lists.every(({ waiting, isEnd }) => isEnd && waiting.length === 0)
  }

  private placeOfHead({ waiting }: ListRead): SearchPlace {
    return placeOf(waiting[0]!, this.anchor)
  }

  /** Reads on in each list of which nothing is left, all at once. */
  private async fill(): Promise<void> {
    const empty = this.lists.filter(({ waiting, isEnd }) => waiting.length === 0 && !isEnd)
    const most = this.isBegun ? NEXT_READ : FIRST_READ
    this.isBegun = true
    await Promise.all(
      empty.map(async (one) => {
        Object.assign(
          one,
          readSoFar(one.list, one.stretch, await this.store.searchEntries(this.company, one.list, one.stretch, most)),
        )
      }),
    )
  }
}

/** A part of a list as it was read. */
export interface ReadPart {
  entries: SearchEntry[]
  isEnd: boolean
}

/** A list that is to be read, and what of its stretch was read already. */
export interface ListBegun {
  list: SearchList
  stretch: SearchStretch
  begun?: ReadPart | undefined
}

function readSoFar(list: SearchList, stretch: SearchStretch, part: ReadPart = { entries: [], isEnd: false }): ListRead {
  const last = part.entries.at(-1)
  return { list, stretch: last ? { ...stretch, before: last } : stretch, waiting: [...part.entries], isEnd: part.isEnd }
}

interface ListRead {
  list: SearchList
  stretch: SearchStretch
  waiting: SearchEntry[]
  isEnd: boolean
}
