import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Origin } from '../../../shared/domain/changes/change.ts'
import type { EventStep } from '../../../shared/domain/event/announcement.ts'
import { markedAsCrowded, placementOfEvent, roomsOf } from '../../../shared/domain/event/event-placement.ts'
import { withHistory } from '../../../shared/domain/event/field-history.ts'
import { roomTaken } from '../../../shared/domain/event/room-taken.ts'
import { decide, type Placement, together } from '../../../shared/domain/ledger/decide.ts'
import { clashesIn } from '../../../shared/domain/ledger/span-clashes.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { utcDayOf } from '../../../shared/domain/time/time.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { Announcements } from '../../ports/announcements.ts'
import type { Write } from '../../ports/commit.ts'
import { MOST_LEDGER_WRITES } from '../../ports/ledger.ts'
import { type Attempt, attempt, over, patienceFrom, type Step } from '../attempt.ts'
import type { World } from '../world.ts'
import { asWrites, eventWrites, isTooLarge, principalsFor, timesFor } from './event-writes.ts'
import { type AnnouncementStore, announce, resolveAnnouncement, resolveAnnouncements } from './resolve-announcements.ts'
import { laterTimes } from './span-clashes.ts'

/** The repositories that it uses. */
export type SaveEventStore = Announcements & AnnouncementStore

const WARNED_AHEAD_MS = 731 * DAY_MS

export type { EventStep } from '../../../shared/domain/event/announcement.ts'

/**
 * Saves events with their claims and change rows, all or nothing. People may overbook themselves on purpose: overlaps
 * are counted and told, never refused. Rooms cannot: a clash is refused, and a claim without end is announced before it
 * is checked.
 * @param options.also written in the same transaction
 * @param options.deadline of somebody whose patience this shares
 */
export async function saveEvents(
  tools: World<SaveEventStore>,
  members: Member[],
  changes: EventStep[],
  origin: Origin,
  { also = [], deadline = patienceFrom(tools) }: { also?: Write[]; deadline?: number } = {},
): Promise<{ overlaps: number } | Refusal> {
  const company = changes[0]!.after.company
  const steps = changes.map(markedAsCrowded).map((step) => ({ ...step, after: withHistory(step.before, step.after) }))
  if (steps.some(({ after }) => isTooLarge(after))) return refuse('TooLarge')
  for (const { before } of steps)
    if (before?.announcementId !== undefined) {
      const open = await tools.store.announcement(company, before.announcementId)
      // Somebody's change of it is not resolved yet; whoever changes it next decides on what comes of that.
      if (open) void (await resolveAnnouncement(tools, open, deadline))
      return refuse('Changed')
    }
  const principals = await principalsFor(tools, members, steps)
  const rooms = new Set(steps.flatMap(({ after }) => roomsOf(after)))
  const was = together(steps.map(({ before }) => placementOfEvent(before, principals)))
  const is = together(steps.map(({ after }) => placementOfEvent(after, principals)))
  // Asked before anything is stored: what was committed is answered, and nothing may fail in between (D12).
  const spanOverlaps = await countOverlaps(tools, company, is)
  if (is.spans.some(({ principal }) => rooms.has(principal))) {
    const resolved = await announce(tools, principals, steps, origin, also, deadline)
    return isRefusal(resolved) ? resolved : { overlaps: spanOverlaps }
  }
  const heads = eventWrites(steps, origin)
  const decideOn = async (trying: Attempt): Promise<Step<{ overlaps: number } | Refusal>> => {
    const times = await timesFor(tools, company, [was, is])
    if (rooms.size > 0 && (await resolveAnnouncements(tools, company, times, trying))) return 'again'
    const decision = decide({ times, tallies: [] }, was, is, {
      now: trying.now,
      mayOverlap: (principal) => !rooms.has(principal),
    })
    if ('refused' in decision) return over(decision.refused === 'clash' ? roomTaken(decision.clashes) : refuse('Busy'))
    const ledger = asWrites(company, decision.writes)
    if (ledger.length > MOST_LEDGER_WRITES) return over(refuse('TooManyDates'))
    return {
      writes: [...heads, ...also, ...ledger],
      done() {
        const met = new Set(decision.overlaps.map(({ by }) => by.id)).size
        return { overlaps: met + spanOverlaps }
      },
      // A day changed under us: whatever the others did there stays, and the decision is made again on top of it.
      failed: (index) => (index < heads.length ? refuse('Changed') : undefined),
    }
  }
  return attempt(tools, decideOn, deadline)
}

/** How many things of its organizer a new series meets in the next two years: a warning, not a promise (D2). */
async function countOverlaps(tools: World<SaveEventStore>, company: string, { spans }: Placement): Promise<number> {
  const [first] = spans
  if (!first || first.isFree) return 0
  const now = tools.clock.now()
  const end = now + WARNED_AHEAD_MS
  const times = await laterTimes(tools, company, [first.principal], now, utcDayOf(end))
  return new Set(clashesIn(times, [first], now, end).map(({ by }) => by.id)).size
}
