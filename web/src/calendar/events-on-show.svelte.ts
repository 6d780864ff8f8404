import type { EventEntry } from '../../../shared/api/event-list.ts'
import { addDays, daysBetween, instantOf, type LocalDate } from '../../../shared/domain/time/time.ts'
import { keeper } from '../offline/keeper.ts'
import { ask, type Problem, problemOf } from '../ui/api.ts'
import type { DateRange } from './views.ts'

/** Of a list that does not end, no grid can draw more. */
const MOST_PAGES = 12
/** Ranges that lie further apart than this are not joined: what lies between was not asked for. */
const FAR_DAYS = 62
/**
 * A longer range is asked for in parts beside each other: each has its entries in one answer, and the first is there
 * sooner.
 */
const PART_DAYS = 62
/** So far around what was looked at it is kept for when nobody answers. */
const KEPT_DAYS = 35

/** Identity of one entry on the grid: an occurrence of a series is its own. */
export const keyOf = (event: { id: string; occurrence?: string | undefined }): string =>
  `${event.id}|${event.occurrence ?? ''}`

/** Entries of a stretch of dates as they are kept in the browser. */
interface KeptStretch extends DateRange {
  entries: readonly EventEntry[]
}

interface Whose {
  people: readonly string[]
  teams: readonly string[]
  zone: string
}

/**
 * The entries that are known, for one stretch of dates: it grows with what is looked at, so that what was seen once is
 * there at once. What is not known is never drawn as nothing: see `isKnown`.
 */
export class EventsOnShow {
  /** As they were read last. */
  private saved: ReadonlyMap<string, EventEntry> = $state.raw(new Map())
  /** As somebody has changed them, while that is being saved: no answer that was under way takes it back. */
  private changing: ReadonlyMap<string, { entry: EventEntry | undefined }> = $state.raw(new Map())
  readonly entries: ReadonlyMap<string, EventEntry> = $derived.by(() => {
    const entries = new Map(this.saved)
    for (const [key, { entry }] of this.changing) {
      if (entry) entries.set(key, entry)
      else entries.delete(key)
    }
    return entries
  })
  /** Whether something is shown changed that is not saved and read again yet. */
  readonly isChanging: boolean = $derived.by(() => this.changing.size > 0)
  known: DateRange | undefined = $state.raw()
  problem: Problem | undefined = $state.raw()
  /** When the entries were read; epoch milliseconds. */
  readAt = $state(0)
  isLoading = $state(false)
  /** When what is kept of other dates was read, where the wanted ones are not among it; epoch milliseconds. */
  keptAt: number | undefined = $state()
  /** What is shown was kept in the browser: nothing is added to it, the next answer takes its place. */
  private isRecalled = false
  private readonly whose: () => Whose
  private turn = 0
  private wanted: DateRange | undefined
  private beside: readonly DateRange[] = []
  private revision: { whose: string; revision: string } | undefined

  constructor(whose: () => Whose) {
    this.whose = whose
  }

  isKnown({ from, to }: DateRange): boolean {
    return this.known !== undefined && this.known.from <= from && to <= this.known.to
  }

  /** Forgets everything: others are to be shown. */
  forget(): void {
    this.turn++
    this.known = undefined
  }

  /** Sees to it that a range is known, and then the ranges beside it. */
  async need(range: DateRange, neighbours: readonly DateRange[]): Promise<void> {
    this.wanted = range
    this.beside = neighbours
    if (!this.isKnown(range) && !(await this.extend(range))) return
    for (const neighbour of neighbours) {
      if (this.wanted !== range || this.isKnown(neighbour)) continue
      if (!(await this.extend(neighbour))) return
    }
  }

  /** Reads what is on show again, after a change, and then what lies beside it. */
  async refresh(): Promise<void> {
    const { wanted, beside } = this
    if (wanted && (await this.read(wanted, new Map()))) void this.need(wanted, beside)
  }

  /**
   * Looks whether others changed something, and reads what is on show again where they did: one request that mostly
   * answers "not modified".
   */
  async lookForChanges(): Promise<void> {
    const { people, teams } = this.whose()
    if (!this.known || this.isLoading || (people.length === 0 && teams.length === 0)) return
    const whose = `${people.join(',')}|${teams.join(',')}`
    const query = {
      ...(people.length > 0 && { members: people.join(',') }),
      ...(teams.length > 0 && { calendars: teams.join(',') }),
    }
    const answer = await ask('readCalendarRevisions', { query })
    if (!answer) return
    const before = this.revision
    this.revision = { whose, revision: answer.revision }
    const isAsBefore = before?.whose === whose && before.revision === answer.revision
    if (this.problem || this.isRecalled || (before?.whose === whose && !isAsBefore)) await this.refresh()
    else if (isAsBefore) this.readAt = Date.now()
  }

  /** Keeps what is on show, and what is known around it, for when nobody answers. */
  keep(): void {
    const { known, wanted, readAt, saved } = this
    if (!known || !wanted || this.isRecalled || this.problem) return
    const around = { from: addDays(wanted.from, -KEPT_DAYS), to: addDays(wanted.to, KEPT_DAYS) }
    const from = known.from > around.from ? known.from : around.from
    const to = known.to < around.to ? known.to : around.to
    const { zone } = this.whose()
    keeper.keep(
      `${this.keptName()} ${wanted.from.slice(0, 7)}`,
      (): KeptStretch => ({
        from,
        to,
        entries: [...saved.values()].filter((entry) => touches(entry, { from, to }, zone)),
      }),
      readAt,
    )
  }

  private keptName(): string {
    const { people, teams } = this.whose()
    return `events ${people.join(',')} ${teams.join(',')}`
  }

  /** Shows what is kept of a range, if all of it is. */
  private async recall(range: DateRange): Promise<void> {
    const turn = this.turn
    const kept = await keeper.recallAll<KeptStretch>(`${this.keptName()} `)
    if (turn !== this.turn) return
    this.keptAt = kept[0]?.at
    const found = kept.find(({ value }) => value.from <= range.from && range.to <= value.to)
    if (!found) return
    const { from, to, entries } = found.value
    this.saved = new Map(entries.map((entry) => [keyOf(entry), entry]))
    this.known = { from, to }
    this.readAt = found.at
    this.isRecalled = true
  }

  /** The version that was read last. */
  versionOf(key: string): number | undefined {
    return this.saved.get(key)?.version
  }

  /**
   * Shows a change before it is made; none: the event is gone.
   * @returns to be called when what was saved has been read
   */
  show(key: string, entry: EventEntry | undefined): () => void {
    const change = { entry }
    this.changing = new Map(this.changing).set(key, change)
    return () => {
      // A later change of the same event is shown until it is saved itself.
      if (this.changing.get(key) !== change) return
      const left = new Map(this.changing)
      left.delete(key)
      this.changing = left
    }
  }

  private extend(range: DateRange): Promise<boolean> {
    const { known } = this
    const isNear =
      known && daysBetween(known.to, range.from) <= FAR_DAYS && daysBetween(range.to, known.from) <= FAR_DAYS
    if (!known || !isNear || this.isRecalled) return this.read(range, new Map())
    // What lies around all that is known is read with it, and its parts are shown as they come.
    if (range.from < known.from && range.to > known.to) return this.read(range, new Map())
    const from = range.from < known.from ? range.from : known.to
    const to = range.to > known.to ? range.to : known.from
    return this.read({ from, to }, this.saved, {
      from: range.from < known.from ? range.from : known.from,
      to: range.to > known.to ? range.to : known.to,
    })
  }

  /** @returns whether it was read, and is still wanted */
  private async read(range: DateRange, kept: ReadonlyMap<string, EventEntry>, known = range): Promise<boolean> {
    const turn = ++this.turn
    this.isLoading = true
    // Another try is waiting again, not failure; what is known stays, with what is wrong.
    const isNew = !this.isKnown(range)
    if (isNew) this.problem = undefined
    try {
      let entries = kept
      const parts = partsOf(range).map((part) => ({ ...part, answer: this.list(part) }))
      for (const { answer } of parts) answer.catch(() => undefined)
      for (const { to, answer } of parts) {
        const read = await answer
        if (turn !== this.turn) return false
        entries = new Map([...entries, ...read.map((entry) => [keyOf(entry), entry] as const)])
        // What has come is shown, where nothing that was known goes for it.
        if (isNew && known === range && to < range.to) this.showPart(entries, { from: range.from, to })
      }
      this.saved = entries
      this.known = known
      this.problem = undefined
      this.isRecalled = false
      this.readAt = Date.now()
      this.keep()
      return true
    } catch (error) {
      if (turn !== this.turn) return false
      const problem = problemOf(error)
      if (problem.status === 0 && !this.isKnown(range)) await this.recall(range)
      if (turn === this.turn) this.problem = problem
      return false
    } finally {
      if (turn === this.turn) this.isLoading = false
    }
  }

  private showPart(entries: ReadonlyMap<string, EventEntry>, known: DateRange): void {
    this.saved = entries
    this.known = known
    this.isRecalled = false
  }

  private async list({ from, to }: DateRange): Promise<EventEntry[]> {
    const { people, teams, zone } = this.whose()
    if (people.length === 0 && teams.length === 0) return []
    // A day more on both sides: whole days of other zones reach into it.
    const at = (date: LocalDate) => new Date(instantOf(`${date}T00:00`, zone)).toISOString()
    const query = {
      from: at(addDays(from, -1)),
      to: at(addDays(to, 1)),
      ...(people.length > 0 && { members: people.join(',') }),
      ...(teams.length > 0 && { calendars: teams.join(',') }),
    }
    const found: EventEntry[] = []
    let goesOn: string | undefined
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const { events, next } = await ask('listEvents', { query: { ...query, next: goesOn } })
      found.push(...events)
      if (!next) break
      goesOn = next
    }
    return found
  }
}

function partsOf({ from, to }: DateRange): DateRange[] {
  const count = Math.max(1, Math.ceil(daysBetween(from, to) / PART_DAYS))
  const at = (i: number) => (i === count ? to : addDays(from, i * PART_DAYS))
  return Array.from({ length: count }, (_, i) => ({ from: at(i), to: at(i + 1) }))
}

/** Whether an entry lies on dates of a range; a day more on both sides, as it was asked for. */
function touches({ startsAt, endsAt, startDate, endDate }: EventEntry, { from, to }: DateRange, zone: string): boolean {
  const first = addDays(from, -1)
  const after = addDays(to, 1)
  if (startDate !== undefined && endDate !== undefined) return startDate < after && endDate > first
  return (
    Date.parse(startsAt!) < instantOf(`${after}T00:00`, zone) && Date.parse(endsAt!) > instantOf(`${first}T00:00`, zone)
  )
}
