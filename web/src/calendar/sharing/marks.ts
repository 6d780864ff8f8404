import {
  addDays,
  daysBetween,
  formatInstant,
  type Instant,
  type LocalDate,
  localDateOf,
  parseInstant,
  transitionsBetween,
  zoneClock,
} from '../../../../shared/domain/time/time.ts'
import { DAY_MS, QUARTER_MS } from '../../../../shared/domain/time/units.ts'
import type { Wall } from '../grid/placed.ts'

/** A time from one instant to another. */
export interface Span {
  startsAt: Instant
  endsAt: Instant
}

/** A time that is offered. The id stays while it is moved and grows. */
export interface Mark extends Span {
  id: string
}

/**
 * The instant of a wall time of a zone. One that clocks skip is the moment at which they skip it, so that a mark over
 * the gap is as long as what there is of it; of one that comes twice the first is meant.
 */
function instantAt(wall: Wall, zone: string): Instant {
  const clock = zoneClock(zone)
  const at = clock.instantOfWall(wall)
  if (clock.wallAt(at) === wall) return at
  return transitionsBetween(zone, at - DAY_MS, at + 1).at(-1)?.at ?? at
}

/**
 * The span that somebody means who points at walls of a zone. An end that stays where it was is the very instant that
 * it was, also where its wall time comes twice. @returns nothing where all of it is skipped by clocks
 */
export function spanAt({ from, to }: { from: Wall; to: Wall }, zone: string, was?: Span): Span | undefined {
  const clock = zoneClock(zone)
  const keep = (wall: Wall, before: Instant | undefined) =>
    before !== undefined && clock.wallAt(before) === wall ? before : instantAt(wall, zone)
  const span = { startsAt: keep(from, was?.startsAt), endsAt: keep(to, was?.endsAt) }
  return span.startsAt < span.endsAt ? span : undefined
}

/**
 * Where a span stands on the reader's clock; over the night in which clocks go back it is at least a quarter of an hour
 * high.
 */
export function wallsOfSpan({ startsAt, endsAt }: Span, zone: string): { from: Wall; to: Wall } {
  const clock = zoneClock(zone)
  const from = clock.wallAt(startsAt)
  return { from, to: Math.max(clock.wallAt(endsAt), from + Math.min(endsAt - startsAt, QUARTER_MS)) }
}

/** What is left of a span from the next quarter of an hour on; a start that stays where it was is nobody's slip. */
export function stillToCome(span: Span, now: Instant, was?: Span): Span | undefined {
  const earliest = Math.ceil(now / QUARTER_MS) * QUARTER_MS
  const startsAt = span.startsAt === was?.startsAt ? span.startsAt : Math.max(span.startsAt, earliest)
  return Math.max(startsAt, now) < span.endsAt ? { startsAt, endsAt: span.endsAt } : undefined
}

/**
 * The marks with one more, or with another in place of the one of its id; those that it overlaps or touches melt into
 * it. Earliest first.
 */
export function joined(marks: readonly Mark[], added: Mark): Mark[] {
  let whole = added
  const apart: Mark[] = []
  for (const mark of marks) {
    if (mark.id === added.id) continue
    if (mark.startsAt <= whole.endsAt && mark.endsAt >= whole.startsAt)
      whole = {
        ...whole,
        startsAt: Math.min(mark.startsAt, whole.startsAt),
        endsAt: Math.max(mark.endsAt, whole.endsAt),
      }
    else apart.push(mark)
  }
  return [...apart, whole].sort((a, b) => a.startsAt - b.startsAt)
}

/** Marks as the API takes them. */
export const rangesOf = (marks: readonly Span[]): { startsAt: string; endsAt: string }[] =>
  marks.map(({ startsAt, endsAt }) => ({ startsAt: formatInstant(startsAt), endsAt: formatInstant(endsAt) }))

/** The ranges of an appointment as marks, those that overlap or touch as one. */
export function marksOf(ranges: readonly { startsAt: string; endsAt: string }[]): Mark[] {
  return ranges
    .map(({ startsAt, endsAt }, i) => ({
      id: `kept-${i}`,
      startsAt: parseInstant(startsAt),
      endsAt: parseInstant(endsAt),
    }))
    .sort((a, b) => a.startsAt - b.startsAt)
    .reduce<Mark[]>((all, mark) => {
      const last = all.at(-1)
      if (last && mark.startsAt <= last.endsAt) last.endsAt = Math.max(last.endsAt, mark.endsAt)
      else all.push(mark)
      return all
    }, [])
}

/**
 * The dates of a zone that spans lie on, in pieces of at most `mostDays` days with something on their first day: so
 * much may be asked at once.
 */
export function datesToAsk(
  spans: readonly Span[],
  zone: string,
  mostDays: number,
): { from: LocalDate; to: LocalDate }[] {
  const pieces: { from: LocalDate; to: LocalDate }[] = []
  for (const { startsAt, endsAt } of spans.toSorted((a, b) => a.startsAt - b.startsAt)) {
    const last = localDateOf(endsAt - 1, zone)
    let date = localDateOf(startsAt, zone)
    while (date <= last) {
      const piece = pieces.at(-1)
      const isNear = piece !== undefined && daysBetween(piece.from, date) < mostDays
      const end = addDays(isNear ? piece.from : date, mostDays - 1)
      const to = last < end ? last : end
      if (!isNear) pieces.push({ from: date, to })
      else if (piece.to < to) piece.to = to
      date = addDays(to, 1)
    }
  }
  return pieces
}
