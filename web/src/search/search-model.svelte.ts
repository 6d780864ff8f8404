import type { FoundEvent } from '../../../shared/api/search.ts'
import { searchWords } from '../../../shared/domain/search/words.ts'
import { addDays, startOfDay } from '../../../shared/domain/time/time.ts'
import { type Answer, ask, type Problem, problemOf } from '../ui/api.ts'
import { filterCount, type SearchAsked } from './search-address.ts'

export type Tag = Answer<'listTags'>['tags'][number]
export type Member = Answer<'listMembers'>['members'][number]

/** `begin`: nothing is asked; `short`: too little to look for; else what was found, or is being looked for. */
export type SearchState = 'begin' | 'short' | 'looking' | 'found' | 'nothing' | 'failed'

/** So many parts in a row may hold nothing before one is asked whether to go on. */
const MOST_EMPTY_PARTS = 5

/** What is looked for and what was found of it; only the answer to the last question counts. */
export class SearchModel {
  found: readonly FoundEvent[] = $state.raw([])
  next: string | undefined = $state()
  problem: Problem | undefined = $state.raw()
  isLooking: boolean = $state(false)
  members: readonly Member[] = $state.raw([])
  tags: readonly Tag[] = $state.raw([])
  private asked: SearchAsked = $state.raw({ q: '', people: [], tags: [], place: '' })
  private turn = 0
  private readonly zoneOf: () => string

  constructor(zoneOf: () => string) {
    this.zoneOf = zoneOf
  }

  get state(): SearchState {
    if (this.problem) return 'failed'
    if (this.isLooking && this.found.length === 0) return 'looking'
    if (this.found.length > 0) return 'found'
    if (isShort(this.asked)) return this.asked.q.trim() === '' ? 'begin' : 'short'
    return this.next === undefined ? 'nothing' : 'found'
  }

  /** Names of those that the filters are about. */
  async loadNames(): Promise<void> {
    const [{ members }, { tags }] = await Promise.all([ask('listMembers'), ask('listTags')])
    this.members = members
    this.tags = tags
  }

  async look(asked: SearchAsked): Promise<void> {
    this.asked = asked
    this.problem = undefined
    this.next = undefined
    this.turn++
    if (isShort(asked)) {
      this.found = []
      this.isLooking = false
      return
    }
    await this.read(undefined)
  }

  again = (): Promise<void> => this.look(this.asked)
  more = (): Promise<void> => this.read(this.next)

  private async read(after: string | undefined): Promise<void> {
    const turn = this.turn
    this.isLooking = true
    try {
      let next = after
      for (let parts = 0; parts < MOST_EMPTY_PARTS; parts++) {
        const answer = await ask('searchEvents', { query: { ...this.query(), ...(next && { next }) } })
        if (turn !== this.turn) return
        const known = new Set(next === undefined ? [] : this.found.map(({ id }) => id))
        const fresh = answer.events.filter(({ id }) => !known.has(id))
        // What was found before stays in sight until the new answer is there.
        this.found = next === undefined ? fresh : [...this.found, ...fresh]
        next = answer.next
        this.next = next
        if (fresh.length > 0 || next === undefined) break
      }
    } catch (error) {
      if (turn === this.turn) this.problem = problemOf(error)
    } finally {
      if (turn === this.turn) this.isLooking = false
    }
  }

  private query() {
    const { q, people, tags, place, from, to } = this.asked
    const zone = this.zoneOf()
    const begin = (date: string) => new Date(startOfDay(date, zone)).toISOString()
    return {
      ...(searchWords(q).length > 0 && { q }),
      ...(people.length > 0 && { people: people.join(',') }),
      ...(tags.length > 0 && { tags: tags.join(',') }),
      ...(searchWords(place).length > 0 && { place }),
      ...(from !== undefined && { from: begin(from) }),
      ...(to !== undefined && { to: begin(addDays(to, 1)) }),
    }
  }
}

/** One letter finds nothing worth reading; dates alone are what the calendar shows. */
function isShort(asked: SearchAsked): boolean {
  const words = searchWords(asked.q)
  const isLong = words.some((word) => word.length > 1 || /[^\p{Script=Latin}]/u.test(word))
  if (words.length > 0) return !isLong
  return filterCount({ ...asked, from: undefined, to: undefined }) === 0
}
