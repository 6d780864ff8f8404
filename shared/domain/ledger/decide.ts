import type { Instant, LocalDate } from '../time/time.ts'
import {
  areCellsFree,
  type Cells,
  type Claim,
  cellsOf,
  claimsOfSpan,
  clashesAmong,
  daysOf,
  isExpired,
  isPlain,
  type LedgerDay,
  type PrincipalTime,
  reachOf,
  type Span,
} from './ledger.ts'
import {
  countOf,
  liveEntries,
  storedSum,
  type Tally,
  type TallyEntry,
  type TallyName,
  type TallyWrite,
  tallyKey,
} from './tally.ts'

/**
 * The most people and things whose time one transaction claims; where an event has more, that of the others follows by
 * a job (D2).
 */
export const MOST_PRINCIPALS = 20

/** A claim in one principal's time. */
export interface PlacedClaim {
  principal: string
  claim: Claim
}

/** An entry in a tally, with the ceiling that it must keep when it is new. */
export interface PlacedEntry {
  name: TallyName
  id: string
  entry: TallyEntry
  most: number
}

/**
 * A seat in a class: whoever comes first claims the class's time for everybody it needs, whoever leaves last frees it.
 */
export interface PlacedSeat extends PlacedEntry {
  claims: PlacedClaim[]
  /** What the class as a whole is counted by. */
  entries: PlacedEntry[]
}

/** All that one subject holds in the ledger, or wants to hold. */
export interface Placement {
  claims: PlacedClaim[]
  spans: Span[]
  entries: PlacedEntry[]
  seats: PlacedSeat[]
}

export const NOTHING: Placement = { claims: [], spans: [], entries: [], seats: [] }

/** Several placements held as one. */
export function together(placements: Placement[]): Placement {
  return {
    claims: placements.flatMap(({ claims }) => claims),
    spans: placements.flatMap(({ spans }) => spans),
    entries: placements.flatMap(({ entries }) => entries),
    seats: placements.flatMap(({ seats }) => seats),
  }
}

/** A day as a whole, where it is still of the version that was read. */
export interface ReplacedDay {
  kind: 'replaceDay'
  expectedVersion: number
  next: LedgerDay
}

/** What one day item is to become. */
export type DayWrite =
  /**
   * Adds a claim where its own cells are free; a store that cannot ask about so many of them writes the day as a whole.
   */
  | { kind: 'claimCells'; principal: string; day: LocalDate; claim: Claim; cells: Cells; otherwise: ReplacedDay }
  | ReplacedDay

/** One item of the ledger that a decision changes, with the condition under which the decision is true. */
export type LedgerWrite =
  | DayWrite
  | TallyWrite
  | { kind: 'putSpan'; span: Span }
  | { kind: 'removeSpan'; principal: string; id: string }
  /** Whoever decided with the spans or hours as they were must decide again. */
  | { kind: 'raiseRevision'; principal: string; expected?: number }
  | { kind: 'checkRevision'; principal: string; expected: number }

/** Something that stands in the way of a claim. */
export interface Clash {
  principal: string
  /** Of the claim that was wanted. */
  wanted: Claim
  by: Claim
  /** The announcement that has to be resolved before this clash is certain. */
  announcementId?: string
}

/** The state that a decision was read from. Days and tallies that are not there yet are simply missing. */
export interface LedgerState {
  times: PrincipalTime[]
  tallies: Tally[]
}

export interface DecisionRules {
  now: Instant
  /** People may overbook themselves on purpose, and a provider's times are facts: told, not refused. */
  mayOverlap?: (principal: string) => boolean
}

export type Decision =
  | { writes: LedgerWrite[]; overlaps: Clash[] }
  | { refused: 'clash'; clashes: Clash[] }
  | { refused: 'full' | 'limit'; name: TallyName }

interface WorkingDay {
  read: LedgerDay
  claims: Claim[]
  added: Claim[]
  isReleased: boolean
}

interface WorkingTally {
  name: TallyName
  read: Tally | undefined
  entries: Record<string, TallyEntry>
  added: { id: string; entry: TallyEntry; most: number }[]
  removed: { id: string; count: number }[]
  /** Of a class whose time is written anew: its new generation. */
  generation?: string
  holders?: string[]
  isClosed: boolean
  counted: Tally['counted']
}

/** The ledger while one decision is being made: what was read, and what each item is to become. */
class Draft {
  readonly overlaps: Clash[] = []
  readonly clashes: Clash[] = []
  private readonly days = new Map<string, WorkingDay>()
  private readonly tallies = new Map<string, WorkingTally>()
  private readonly state: LedgerState
  private readonly rules: DecisionRules

  constructor(state: LedgerState, rules: DecisionRules) {
    this.state = state
    this.rules = rules
  }

  time(principal: string): PrincipalTime {
    const time = this.state.times.find((one) => one.principal === principal)
    if (!time) throw new Error(`the time of ${principal} was not read before deciding on it`)
    return time
  }

  private day(principal: string, day: LocalDate): WorkingDay {
    const key = `${principal}/${day}`
    let working = this.days.get(key)
    if (!working) {
      const read = this.time(principal).days.find((one) => one.day === day) ?? {
        principal,
        day,
        version: 0,
        claims: [],
      }
      const claims = read.claims.filter((claim) => !isExpired(claim, this.rules.now))
      working = { read, claims, added: [], isReleased: false }
      this.days.set(key, working)
    }
    return working
  }

  tally(name: TallyName): WorkingTally {
    const key = tallyKey(name)
    let working = this.tallies.get(key)
    if (!working) {
      const known = name.tally === 'session' ? this.time(name.principal).classes : this.state.tallies
      const read = known.find((one) => tallyKey(one.name) === key)
      if (!read && name.tally !== 'session') throw new Error(`the tally ${key} was not read before deciding on it`)
      const entries = liveEntries(read, this.rules.now)
      working = { name, read, entries, added: [], removed: [], isClosed: false, counted: read?.counted }
      this.tallies.set(key, working)
    }
    return working
  }

  release({ principal, claim }: PlacedClaim): void {
    for (const name of daysOf(claim)) {
      const day = this.day(principal, name)
      day.claims = day.claims.filter((one) => one.id !== claim.id)
      // A hold that has ended is forgotten when it is read, but it still stands there with its cells.
      if (day.read.claims.some((one) => one.id === claim.id)) day.isReleased = true
    }
  }

  take({ principal, claim }: PlacedClaim): void {
    const time = this.time(principal)
    const days = daysOf(claim).map((name) => this.day(principal, name))
    const others = new Map(days.flatMap(({ claims }) => claims).map((one) => [one.id, one]))
    const clashes = [
      ...clashesAmong([...others.values()], claim, time.facts, this.rules.now).map(
        (by): Clash => ({
          principal,
          wanted: claim,
          by,
        }),
      ),
      ...this.spanClashes(time, claim),
    ]
    const told = this.rules.mayOverlap?.(principal) ? this.overlaps : this.clashes
    told.push(...clashes)
    this.keep({ principal, claim })
  }

  /** Writes a claim down whose time is its own already. */
  private keep({ principal, claim }: PlacedClaim): void {
    for (const name of daysOf(claim)) {
      const day = this.day(principal, name)
      day.claims = [...day.claims.filter((one) => one.id !== claim.id), claim]
      day.added.push(claim)
    }
  }

  private spanClashes({ principal, facts, spans }: PrincipalTime, claim: Claim): Clash[] {
    const reach = reachOf(claim)
    return spans
      .filter((span) => span.id !== claim.id)
      .flatMap((span) => {
        const claims = claimsOfSpan(span, facts.timeZone, reach.from, reach.to)
        return clashesAmong(claims, claim, facts, this.rules.now).map(
          (by): Clash => ({
            principal,
            wanted: claim,
            by,
            ...(span.announcement && { announcementId: span.announcement.id }),
          }),
        )
      })
  }

  removeEntry({ name, id, entry }: PlacedEntry): void {
    const tally = this.tally(name)
    if (tally.read?.entries[id] === undefined && tally.entries[id] === undefined) return
    delete tally.entries[id]
    tally.removed.push({ id, count: tally.read?.entries[id]?.count ?? entry.count })
  }

  /** @returns whether the ceiling holds */
  addEntry({ name, id, entry, most }: PlacedEntry): boolean {
    const tally = this.tally(name)
    const others = countOf({ name, version: 0, entries: tally.entries }, this.rules.now, id)
    // What was counted here and goes on being counted is not new, whatever the ceiling has become since.
    const counted = tally.removed.some((one) => one.id === id) ? liveEntries(tally.read, this.rules.now)[id] : undefined
    if (others + entry.count > most && entry.count > (counted?.count ?? 0)) return false
    tally.entries[id] = entry
    tally.added.push({ id, entry, most })
    return true
  }

  leave(seat: PlacedSeat): void {
    this.removeEntry(seat)
    const tally = this.tally(seat.name)
    // A class that was only held, and begun anew with others, has let go of whoever does not hold it any more.
    const { holders } = tally.read ?? {}
    if (holders) for (const claim of seat.claims) if (!holders.includes(claim.principal)) this.release(claim)
    const left = Object.values(tally.entries)
    if (left.some(({ until }) => until === undefined)) return
    const held = this.heldBy(seat)
    // Only holds are left: the class's time ends with the last of them, at once where there is none.
    for (const claim of seat.claims) this.release(claim)
    for (const entry of seat.entries) this.removeEntry(entry)
    tally.isClosed = left.length === 0
    if (!tally.isClosed) this.keepUntil(seat, Math.max(...left.map(({ until }) => until!)), held)
  }

  /** @returns the tally that refuses, if one does */
  join(seat: PlacedSeat): TallyName | undefined {
    const tally = this.tally(seat.name)
    const first = this.firstClaim(seat)
    const exists = first !== undefined && tally.read !== undefined && !tally.isClosed
    if (!this.addEntry(seat)) return seat.name
    tally.isClosed = false
    const { until } = seat.entry
    if (exists && (first.until === undefined || (until !== undefined && until <= first.until))) return undefined
    const held = exists ? this.heldBy(seat) : new Set<string>()
    for (const claim of seat.claims) this.release(claim)
    return this.keepUntil(seat, until, held)
  }

  private firstClaim({ claims: [first] }: PlacedSeat): Claim | undefined {
    return first && this.day(first.principal, daysOf(first.claim)[0]!).claims.find(({ id }) => id === first.claim.id)
  }

  /** Whose time the class holds. Days are read one by one: where it has ended since, it must be taken anew. */
  private heldBy({ claims }: PlacedSeat): Set<string> {
    const holds = ({ principal, claim }: PlacedClaim) =>
      this.day(principal, daysOf(claim)[0]!).claims.some(({ id }) => id === claim.id)
    return new Set(claims.filter(holds).map(({ principal }) => principal))
  }

  /**
   * @param held whose time the class holds already: there nobody can be in its way, whatever was put on top of it since
   */
  private keepUntil(seat: PlacedSeat, until: Instant | undefined, held: Set<string>): TallyName | undefined {
    const tally = this.tally(seat.name)
    tally.generation = `${seat.id}@${this.rules.now}`
    tally.holders = seat.claims.map(({ principal }) => principal)
    if (held.size === 0) tally.counted = seat.entries.map(({ name, most }) => ({ name, most }))
    for (const { principal, claim } of seat.claims) {
      const { until: _until, ...lasting } = claim
      const placed = { principal, claim: until === undefined ? lasting : { ...lasting, until } }
      if (held.has(principal)) this.keep(placed)
      else this.take(placed)
    }
    return seat.entries.find(
      ({ entry, most, ...rest }) =>
        !this.addEntry({
          ...rest,
          entry: { count: entry.count, ...(until !== undefined && { until }) },
          // A class that stands is counted already, also where its host has since gone beyond the ceiling.
          most: held.size > 0 ? Number.MAX_SAFE_INTEGER : most,
        }),
    )?.name
  }

  writes(): LedgerWrite[] {
    return [
      ...[...this.days.values()].flatMap((day) => this.dayWrite(day)),
      ...[...this.tallies.values()].flatMap(tallyWrite),
    ]
  }

  private dayWrite({ read, claims, added, isReleased }: WorkingDay): DayWrite[] {
    if (added.length === 0 && !isReleased) return []
    const { principal, day, version } = read
    const whole = {
      kind: 'replaceDay',
      expectedVersion: version,
      next: { ...read, version: version + 1, claims },
    } as const
    const [claim] = added
    const isShared = this.time(principal).facts.isShared === true
    const isAlone = added.length === 1 && !isReleased && !read.claims.some((one) => one.id === claim!.id)
    // Where the cells of an expired hold or of a neighbour that ends inside a cell are in the way, the version guards.
    if (claim && isAlone && !isShared && isPlain(claim) && areCellsFree(claim, read))
      return [{ kind: 'claimCells', principal, day, claim, cells: cellsOf(claim, day), otherwise: whole }]
    return [whole]
  }
}

function tallyWrite({
  name,
  read,
  entries,
  added,
  removed,
  generation = read?.generation,
  holders = read?.holders,
  isClosed,
  counted,
}: WorkingTally): TallyWrite[] {
  if (added.length === 0 && removed.length === 0) return []
  if (isClosed && added.length === 0) return [{ kind: 'dropTally', name, expectedVersion: read?.version ?? 0 }]
  const [one] = added
  const isClass = name.tally === 'session'
  const isNewGeneration = generation !== read?.generation
  if (added.length === 1 && removed.length === 0 && !isNewGeneration && one && read?.entries[one.id] === undefined) {
    const room = one.most - one.entry.count
    // Expired entries still count in the stored sum: only the exact write below forgets them.
    if (storedSum(read) <= room)
      return [{ kind: 'addEntry', name, id: one.id, entry: one.entry, room, ...(isClass && { generation }) }]
  }
  const [left] = removed
  // Who leaves a class must know who is left in it: the last one frees its time.
  if (added.length === 0 && removed.length === 1 && left && !isClass)
    return [{ kind: 'removeEntry', name, id: left.id, count: left.count }]
  const next: Tally = {
    name,
    version: (read?.version ?? 0) + 1,
    entries,
    ...(generation !== undefined && { generation }),
    ...(holders && { holders }),
    ...(counted?.length && { counted }),
  }
  return [{ kind: 'replaceTally', expectedVersion: read?.version ?? 0, next }]
}

/** Spans go and come whole; both ask everybody who decided with the old ones to decide again. */
function spanWrites(before: Span[], after: Span[]): LedgerWrite[] {
  const writes: LedgerWrite[] = []
  const isSame = (a: Span, b: Span) => a.principal === b.principal && a.id === b.id
  for (const span of before)
    if (!after.some((one) => isSame(one, span)))
      writes.push({ kind: 'removeSpan', principal: span.principal, id: span.id })
  for (const span of after) writes.push({ kind: 'putSpan', span })
  for (const principal of new Set([...before, ...after].map((span) => span.principal)))
    writes.push({ kind: 'raiseRevision', principal })
  return writes
}

/**
 * The ledger's one decision, pure: may a subject that holds `before` hold `after` instead, in the state that was read?
 * The answer is the writes that make it true, each with the condition under which it still is, or why not. One write
 * per item.
 */
export function decide(state: LedgerState, before: Placement, after: Placement, rules: DecisionRules): Decision {
  const draft = new Draft(state, rules)
  for (const seat of before.seats) draft.leave(seat)
  for (const claim of before.claims) draft.release(claim)
  for (const entry of before.entries) draft.removeEntry(entry)
  for (const claim of after.claims) draft.take(claim)
  for (const entry of after.entries) if (!draft.addEntry(entry)) return { refused: 'limit', name: entry.name }
  for (const seat of after.seats) {
    const name = draft.join(seat)
    if (name) return { refused: name.tally === 'session' ? 'full' : 'limit', name }
  }
  if (draft.clashes.length > 0) return { refused: 'clash', clashes: draft.clashes }
  const claiming = [...after.claims, ...after.seats.flatMap(({ claims }) => claims)].map(({ principal }) => principal)
  const checked = new Set(claiming.filter((principal) => !rules.mayOverlap?.(principal)))
  const spans = spanWrites(before.spans, after.spans).map((write): LedgerWrite => {
    if (write.kind !== 'raiseRevision' || !checked.delete(write.principal)) return write
    // One action per item: whoever claims and raises checks as it raises.
    return { ...write, expected: draft.time(write.principal).revision }
  })
  return {
    writes: [
      ...draft.writes(),
      ...spans,
      ...[...checked].map(
        (principal): LedgerWrite => ({ kind: 'checkRevision', principal, expected: draft.time(principal).revision }),
      ),
    ],
    overlaps: draft.overlaps,
  }
}
