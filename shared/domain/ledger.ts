import type { CalendarEvent } from './calendar-event.ts'
import { addDays, type Instant, type LocalDate, utcDayOf } from './time.ts'

export type ClaimKind = 'event' | 'booking' | 'pending' | 'hold' | 'external'

/** A piece of a principal's time, taken by one subject (an event, a booking); buffers keep others away without being busy. */
export interface Claim {
  /** Id of the subject that holds it. */
  id: string
  kind: ClaimKind
  from: Instant
  to: Instant
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  /** Shown in the calendar but blocks nobody. */
  isFree?: boolean
}

/** One principal (a person or a resource) on one UTC day: the unit in which time is sold. */
export interface LedgerDay {
  principal: string
  day: LocalDate
  version: number
  claims: Claim[]
}

/**
 * A claim that no single day holds: a series, or an event of more than a week. It carries what expanding it needs,
 * so that reading a month of somebody's time asks for nothing else.
 */
export interface Span extends Pick<CalendarEvent, 'id' | 'times' | 'rrule' | 'changedOccurrences'> {
  principal: string
  isFree?: boolean
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const CELL_MS = 5 * MINUTE_MS
const LONGEST_PLAIN_CLAIM_MS = 6 * 3_600_000

/** The most days that one claim may take one by one; longer ones are spans (D2). */
export const LONGEST_DAY_CLAIM_DAYS = 7

const startOfUtcDay = (day: LocalDate): Instant => Date.parse(`${day}T00:00:00Z`)

/** From where to where a claim keeps others away: its time with its buffers. */
export function reachOf(claim: Claim): { from: Instant; to: Instant } {
  return {
    from: claim.from - claim.bufferBeforeMinutes * MINUTE_MS,
    to: claim.to + claim.bufferAfterMinutes * MINUTE_MS,
  }
}

/** The UTC days that a claim touches, buffers included: each holds a copy of it. */
export function daysOf(claim: Claim): LocalDate[] {
  const { from, to } = reachOf(claim)
  const days: LocalDate[] = []
  const last = utcDayOf(Math.max(from, to - 1))
  for (let day = utcDayOf(from); day <= last; day = addDays(day, 1)) days.push(day)
  return days
}

/** Five-minute cells of a day (0 to 287) that a claim covers, each touched cell counted whole. */
export interface Cells {
  busy: number[]
  buffer: number[]
}

/**
 * The cells of one day that a claim takes. A free claim takes none.
 * Cells only guard the quick path: a refusal by cells is always decided again exactly (see `decide`).
 */
export function cellsOf(claim: Claim, day: LocalDate): Cells {
  if (claim.isFree) return { busy: [], buffer: [] }
  const dayStart = startOfUtcDay(day)
  const between = (from: Instant, to: Instant): number[] => {
    const first = Math.max(0, Math.floor((from - dayStart) / CELL_MS))
    const end = Math.min(288, Math.ceil((to - dayStart) / CELL_MS))
    return end > first ? Array.from({ length: end - first }, (_, i) => first + i) : []
  }
  const busy = between(claim.from, claim.to)
  const reach = reachOf(claim)
  const taken = new Set(busy)
  const buffer = [...between(reach.from, claim.from), ...between(claim.to, reach.to)].filter((cell) => !taken.has(cell))
  return { busy, buffer: [...new Set(buffer)] }
}

/** The cells of a whole day, recounted from its claims. */
export function cellsOfDay(day: LedgerDay): Cells {
  const busy = new Set<number>()
  const buffer = new Set<number>()
  for (const claim of day.claims) {
    const cells = cellsOf(claim, day.day)
    for (const cell of cells.busy) busy.add(cell)
    for (const cell of cells.buffer) buffer.add(cell)
  }
  return { busy: [...busy], buffer: [...buffer] }
}

/** A claim short enough to be guarded by its own cells alone, so that it disturbs nobody else on that day. */
export function isPlain(claim: Claim): boolean {
  return (
    !claim.isFree &&
    claim.to - claim.from <= LONGEST_PLAIN_CLAIM_MS &&
    reachOf(claim).to - reachOf(claim).from <= DAY_MS / 2
  )
}

/** Whether two claims cannot both stand: busy time meets busy time, or reaches into the other's buffer. Touching is fine. */
export function clash(a: Claim, b: Claim): boolean {
  if (a.isFree || b.isFree) return false
  const reachA = reachOf(a)
  const reachB = reachOf(b)
  return (a.from < reachB.to && reachB.from < a.to) || (b.from < reachA.to && reachA.from < b.to)
}

/** The claims of the given days that forbid a new one; the subject's own (it is moving) do not count. */
export function clashesWith(days: LedgerDay[], claim: Claim): Claim[] {
  const seen = new Set<string>()
  const found: Claim[] = []
  for (const day of days)
    for (const other of day.claims)
      if (other.id !== claim.id && !seen.has(other.id) && clash(claim, other)) {
        seen.add(other.id)
        found.push(other)
      }
  return found
}

/** What one day item is to become. */
export type DayWrite =
  | { kind: 'claimCells'; principal: string; day: LocalDate; claim: Claim; cells: Cells }
  | { kind: 'replace'; expectedVersion: number; next: LedgerDay }

/**
 * The writes that release a subject's old claims and put its new ones, one per touched day of each principal.
 * Asks nobody: whoever must not overlap checks `clashesWith` on the same days first.
 * @param days every touched day as it was read, also the days that do not exist yet (version 0)
 */
export function dayWrites(
  days: LedgerDay[],
  subject: string,
  claims: Map<string, Claim>,
  guard: 'cells' | 'version',
): DayWrite[] {
  const writes: DayWrite[] = []
  for (const day of days) {
    const claim = claims.get(day.principal)
    const gains = claim !== undefined && daysOf(claim).includes(day.day)
    const holds = day.claims.some((one) => one.id === subject)
    if (!gains && !holds) continue
    if (gains && !holds && guard === 'cells' && isPlain(claim)) {
      writes.push({ kind: 'claimCells', principal: day.principal, day: day.day, claim, cells: cellsOf(claim, day.day) })
      continue
    }
    const others = day.claims.filter((one) => one.id !== subject)
    writes.push({
      kind: 'replace',
      expectedVersion: day.version,
      next: { ...day, version: day.version + 1, claims: gains ? [...others, claim] : others },
    })
  }
  return writes
}
